//! Times relative to other facts → anchors.
//!
//! In: a time that names a phrase, a clause, a gerund or a bare name, and the noun or verb that it belongs to. Out:
//! [`Anchor`]. The rules (language reference, *relative to other facts*): a name with a date is that event; any
//! other bare name stands for itself in the place asked for; a gerund keeps the subject. Absent: comparing.

use crate::fact::{EntityId, RelationId, RoleId, RoleKind, VerbId};
use crate::store::Store;
use crate::syntax::{TimeTail, TimeWord};
use crate::text::Span;

use super::super::about::Keys;
use super::super::attach::{List, Node, NodeId, NounSense, TimeItem, What};
use super::super::error::Error;
use super::super::query::{Condition, Pattern, Pick, Sense, Set, Spoken};
use super::super::timing::{Anchor, Edge, Standing, Timing};
use super::time::word_of;
use super::{Lowerer, Place};

/// The first in time.
const FIRST: Pick = Pick { last: false, count: 1, only_nth: false, length: None };

/// The noun or verb that a time belongs to.
pub(super) struct Around<'a> {
    pub(super) node: &'a Node,
    pub(super) place: Place,
    pub(super) edge: Edge,
    pub(super) senses: &'a mut [Sense],
    /// The subject that the clause names.
    pub(super) subject: Option<&'a List>,
    /// Whether it is a state as a whole, not one end of it.
    pub(super) whole_state: bool,
}

/// The time of facts that are only compared with: any at all.
pub(super) fn any_time(edge: Edge) -> Timing {
    Timing { standing: Standing::Ever, tests: Vec::new(), edge, linked: false, then: false, picked: None }
}

impl Lowerer<'_> {
    pub(super) fn anchor(
        &mut self,
        item: &TimeItem,
        word: TimeWord,
        around: &mut Around<'_>,
    ) -> Result<Anchor, Error> {
        if let Some((subject, said)) = &item.said {
            let set = self.claim(subject, said, Place::standing(Standing::Ever))?;
            if said.negation.is_some() || !set.answers_facts() {
                let span = subject.items.first().map_or(Span::default(), |id| self.attached.node(*id).span);
                return Err(self.not_a_time(item, subject.items.first().copied(), span));
            }
            return Ok(Anchor::Facts(Box::new(set)));
        }
        let anchor = self.anchor_of(item, word, around)?;
        Ok(match (&item.time, anchor) {
            // `after they first joined OPEC`, of one subject; of several, each of its facts is compared by itself.
            (
                TimeTail::Gerund { first: true, .. } | TimeTail::Becoming { first: true, .. },
                Anchor::Facts(set),
            ) => Anchor::Facts(Box::new(Set::Pick(FIRST, set))),
            (_, anchor) => anchor,
        })
    }

    /// What a phrase, a gerund or a bare name stands for as a time.
    fn anchor_of(
        &mut self,
        item: &TimeItem,
        word: TimeWord,
        around: &mut Around<'_>,
    ) -> Result<Anchor, Error> {
        let related = self.attached.open_item(item.related.ok_or(Error::NothingToAttachTo)?);
        match self.attached.node(related).what.clone() {
            What::Named { entities, .. } => {
                if let Some(set) = self.dating(&entities) {
                    return Ok(Anchor::Event(Box::new(set), entities));
                }
                let another = if takes_a_bare_name(word) { self.another(related, around)? } else { None };
                another.ok_or_else(|| self.not_a_time(item, Some(related), self.attached.node(related).span))
            }
            What::Noun { text, senses }
                if self.attached.node(related).edge != Edge::Whole
                    || matches!(item.time, TimeTail::Being { .. }) =>
            {
                self.becoming(related, &text, &senses, around)
            }
            What::Noun { .. } | What::RoleNoun { .. } | What::Group(_) | What::Defined { .. } => {
                let set = self.node(related, Place::standing(Standing::Ever))?;
                if has_facts(&set) {
                    return Ok(Anchor::Facts(Box::new(set)));
                }
                Err(self.not_a_time(item, Some(related), self.attached.node(related).span))
            }
            What::Verb { text, verbs } => self.gerund(related, &text, &verbs, around),
            _ => Err(self.not_a_time(item, Some(related), self.attached.node(related).span)),
        }
    }

    fn not_a_time(&self, item: &TimeItem, related: Option<NodeId>, span: Span) -> Error {
        let said = related.and_then(|id| self.attached.spoken(id)).unwrap_or_default();
        Error::NotATime { word: word_of(&item.time), item: said, span }
    }

    /// `after joining SCO`: of the same subject, or of the same answer, one by one.
    fn gerund(
        &mut self,
        id: NodeId,
        text: &str,
        verbs: &[VerbId],
        around: &Around<'_>,
    ) -> Result<Anchor, Error> {
        let place = Place::standing(Standing::Past);
        let verbs = verbs.iter().map(|verb| self.store.verb(*verb));
        let subjects: Vec<(RelationId, RoleId)> = verbs.map(|verb| (verb.relation, verb.subject)).collect();
        let named = around.subject.cloned().or_else(|| self.named_subject(&subjects, around));
        if let Some(subject) = named {
            return Ok(Anchor::Facts(Box::new(self.verb_set(id, Some(&subject), place)?)));
        }
        if around.senses.iter().any(|sense| sense.answers.is_none()) {
            return Err(Error::NoSubject { verb: text.to_owned(), span: self.attached.node(id).span });
        }
        Ok(Anchor::Own(Box::new(self.verb_set(id, None, place)?)))
    }

    /// `after becoming a member of SCO`: as a gerund, of what the noun says.
    fn becoming(
        &mut self,
        id: NodeId,
        text: &str,
        senses: &[NounSense],
        around: &Around<'_>,
    ) -> Result<Anchor, Error> {
        let place = Place::standing(Standing::Past);
        let answers = |sense: &NounSense| Some((sense.sense.relation, sense.sense.answers?));
        let subjects: Vec<(RelationId, RoleId)> = senses.iter().filter_map(answers).collect();
        let named = around.subject.cloned().or_else(|| self.named_subject(&subjects, around));
        if let Some(subject) = named {
            return Ok(Anchor::Facts(Box::new(self.is_one(&subject, id, place)?)));
        }
        if around.senses.iter().any(|sense| sense.answers.is_none()) {
            return Err(Error::NoSubject { verb: text.to_owned(), span: self.attached.node(id).span });
        }
        Ok(Anchor::Own(Box::new(self.node(id, place)?)))
    }

    /// `statements by Iran since joining BRICS`, `documents signed by Iran after joining BRICS`: the named argument that
    /// can be one of these subjects, where the answer cannot.
    fn named_subject(&self, subjects: &[(RelationId, RoleId)], around: &Around<'_>) -> Option<List> {
        let answers = around.senses.iter().filter_map(|sense| Some((sense.relation, sense.answers?)));
        let can_join = |role| subjects.iter().any(|subject| self.attached.roles_meet(role, *subject));
        if answers.into_iter().any(can_join) {
            return None;
        }
        let can_be = |item: &NodeId| {
            matches!(self.attached.node(*item).what, What::Named { .. })
                && subjects.iter().any(|(relation, role)| self.attached.fits(*item, *relation, *role))
        };
        let args = around.node.args.iter().filter(|arg| !arg.negated);
        args.map(|arg| &arg.list)
            .find(|list| list.except.is_empty() && list.items.iter().all(can_be))
            .cloned()
    }

    /// The facts that give these things their date.
    pub(super) fn dating(&self, entities: &[EntityId]) -> Option<Set> {
        let mut senses = Vec::new();
        for relation in self.store.relations() {
            for (role, _) in relation.roles().filter(|(_, declared)| declared.dated) {
                let table = self.store.table(relation.id);
                let dated = |entity: &EntityId| !table.postings(role, *entity).is_empty();
                let here: Vec<_> = entities.iter().copied().filter(dated).collect();
                if !here.is_empty() {
                    let filler = Set::Entities(here);
                    senses.push(Sense {
                        relation: relation.id,
                        answers: None,
                        conditions: vec![Condition::Role { role, word: String::new(), filler }],
                        columns: Vec::new(),
                    });
                }
            }
        }
        let timing = any_time(Edge::Whole);
        (!senses.is_empty())
            .then(|| Set::Pattern(Box::new(Pattern { word: Spoken::Implied, senses, timing })))
    }

    /// `was the Kazan summit in October 2024?`: the facts that give a name its date, at the time that was said.
    pub(super) fn facts_dating(
        &mut self,
        list: &List,
        entities: &[EntityId],
        place: Place,
    ) -> Result<Set, Error> {
        let node = self.attached.node(list.items[0]).clone();
        let Some(Set::Pattern(mut pattern)) = self.dating(entities) else {
            let item = self.attached.spoken(list.items[0]).unwrap_or_default();
            let word = node.times.first().map_or_else(String::new, |item| word_of(&item.time));
            return Err(Error::NotATime { word, item, span: node.span });
        };
        pattern.timing = self.timing(&node, place, Edge::Whole, &mut pattern.senses, None)?;
        Ok(Set::Pattern(pattern))
    }

    /// `is Iran a member of BRICS since joining SCO?`: facts about the answer become facts about the subject.
    pub(super) fn about(&mut self, timing: &mut Timing, subject: &List) -> Result<(), Error> {
        for test in timing.tests.iter_mut().flatten() {
            match &mut test.anchor {
                Anchor::Own(set) => {
                    let mut set = std::mem::replace(set, Box::new(Set::Any(Vec::new())));
                    self.say_of(&mut set, subject)?;
                    test.anchor = Anchor::Facts(set);
                }
                Anchor::Another(set, _) => self.say_of(set, subject)?,
                _ => {}
            }
        }
        Ok(())
    }

    /// Puts the subject where a pattern of states leaves the holder open.
    fn say_of(&mut self, set: &mut Set, subject: &List) -> Result<(), Error> {
        let Set::Pattern(pattern) = set else { return Ok(()) };
        for sense in &mut pattern.senses {
            let open = sense.answers.take().or_else(|| {
                let filled = |role: RoleId| {
                    sense
                        .conditions
                        .iter()
                        .any(|one| matches!(one, Condition::Role { role: of, .. } if *of == role))
                };
                let fits = |role: &RoleId| {
                    subject.items.iter().all(|item| self.attached.fits(*item, sense.relation, *role))
                };
                owners(self.store, sense.relation).into_iter().find(|role| fits(role) && !filled(*role))
            });
            let Some(role) = open else { continue };
            let sets = subject
                .items
                .iter()
                .map(|item| self.filler(*item, sense.relation, role))
                .collect::<Result<Vec<_>, _>>()?;
            let filler = if let [only] = &sets[..] { only.clone() } else { Set::Any(sets) };
            sense.conditions.insert(0, Condition::Role { role, word: "is".to_owned(), filler });
        }
        Ok(())
    }
}

/// Whether a bare name can follow: `before Japan`, `in the same month as Japan`, but not `since Japan`.
fn takes_a_bare_name(word: TimeWord) -> bool {
    matches!(
        word,
        TimeWord::Before
            | TimeWord::After
            | TimeWord::Within(..)
            | TimeWord::Apart(_)
            | TimeWord::Same(_)
            | TimeWord::Moved(_)
    )
}

/// The roles that can own a noun of the relation, and then those that its nouns answer.
pub(super) fn owners(store: &Store, relation: RelationId) -> Vec<RoleId> {
    let senses = || store.nouns().flat_map(|noun| &noun.senses).filter(move |one| one.relation == relation);
    let entity = |role: &RoleId| {
        let declared = store.relation(relation).role(*role);
        declared.is_some_and(|role| matches!(role.kind, RoleKind::Entity(_)))
    };
    let mut found: Vec<RoleId> = senses().filter_map(|sense| sense.answers).collect();
    found.extend(senses().flat_map(|sense| sense.possessive.iter().copied()));
    found.retain(entity);
    found.dedup();
    found
}

/// Whether the rows of a set rest on facts, so that they have dates.
fn has_facts(set: &Set) -> bool {
    match set {
        Set::Pattern(_) | Set::Again(_) => true,
        Set::Any(sets) => sets.iter().all(has_facts),
        Set::All(sets) => sets.iter().any(has_facts),
        Set::Except(first, _) | Set::Pick(_, first) | Set::Counted(_, first) => has_facts(first),
        Set::Those(keys) => matches!(keys, Keys::Facts(_)),
        _ => set.inside().is_some_and(has_facts),
    }
}
