//! Nouns → patterns.
//!
//! In: an attached noun. Out: a [`Set`]. Here stands the rule for `and`: for nouns that answer entities it
//! intersects, for nouns that answer facts one fact must hold both.

use crate::fact::{KindId, RoleKind};
use crate::store::Store;
use crate::text::Span;

use super::super::attach::{Arg, List, ListOp, Node, NodeId, NounSense, What};
use super::super::error::Error;
use super::super::query::{Condition, Pattern, Pick, Sense, Set, Spoken};
use super::super::timing::{Edge, Standing};
use super::filler::Slot;
use super::{Lowerer, Place, changed_inside};
use crate::syntax::{self, PickEnd};

/// Makes the pattern of a noun or verb from its arguments.
type MakePattern<'f, L> = &'f mut dyn FnMut(&mut L, &[Arg]) -> Result<Set, Error>;

impl Lowerer<'_> {
    pub(super) fn noun(&mut self, id: NodeId, place: Place) -> Result<Set, Error> {
        let node = self.meant(id);
        let What::Noun { senses, .. } = &node.what else { return Err(Error::NothingToAttachTo) };
        let entities = senses.iter().any(|sense| sense.sense.answers.is_some());
        let set = self.noun_of_every(id, &node, entities, place)?;
        if node.standing == Some(syntax::Standing::Former) && entities {
            // *former* of someone who came back is wrong: they hold it today.
            let mut now = node.clone();
            now.standing = Some(syntax::Standing::Current);
            now.times.clear();
            let current = self
                .split(&node.args, entities, &mut |this, args| this.noun_pattern(&now, args, Place::TOP))?;
            return Ok(Set::Except(Box::new(set), Box::new(current)));
        }
        Ok(set)
    }

    /// The noun with those of its meanings for which it has what they need. Facts that each say that they were the
    /// first of their kind serve only where the first is asked for.
    fn meant(&self, id: NodeId) -> Node {
        let mut node = self.attached.node(id).clone();
        let Node { what: What::Noun { senses, .. }, args, pick, .. } = &mut node else { return node };
        senses.retain(|sense| sense.has_what_it_needs(args));
        let claims = |sense: &NounSense| !sense.ranging && self.store.relation(sense.sense.relation).first;
        let first =
            pick.is_some_and(|pick| pick.number == 1 && matches!(pick.end, PickEnd::First | PickEnd::Nth));
        if !first && !senses.iter().all(claims) {
            senses.retain(|sense| !claims(sense));
        }
        node
    }

    /// Splits the lists that stand for several patterns: `and` and `but not` of a noun or verb that
    /// answers entities.
    pub(super) fn split(
        &mut self,
        args: &[Arg],
        entities: bool,
        pattern: MakePattern<'_, Self>,
    ) -> Result<Set, Error> {
        let splits = |arg: &Arg| {
            let listed = matches!(arg.list.op, Some(ListOp::And | ListOp::ButNot));
            !arg.negated
                && (listed || arg.list.items.iter().any(|item| self.list_in_brackets(*item).is_some()))
        };
        let Some(at) = args.iter().position(|arg| entities && splits(arg)) else {
            return pattern(self, args);
        };
        if let ([only], true) = (&args[at].list.items[..], args[at].list.except.is_empty())
            && let Some(inside) = self.list_in_brackets(*only)
        {
            let mut opened = args.to_vec();
            opened[at].list = inside;
            return self.split(&opened, entities, pattern);
        }
        let with = |item: NodeId| {
            let mut changed = args.to_vec();
            changed[at].list = List::one(item);
            changed
        };
        let list = args[at].list.clone();
        let mut sets = Vec::new();
        for item in &list.items {
            sets.push(self.split(&with(*item), entities, pattern)?);
        }
        let any = list.op == Some(ListOp::Or);
        let mut set = if sets.len() == 1 {
            sets.remove(0)
        } else if any {
            Set::Any(sets)
        } else {
            Set::All(sets)
        };
        for item in &list.except {
            set = Set::Except(Box::new(set), Box::new(self.split(&with(*item), entities, pattern)?));
        }
        Ok(set)
    }

    /// A list of names in brackets, which means what it means without them: `(SCO but not OPEC)`.
    fn list_in_brackets(&self, item: NodeId) -> Option<List> {
        let What::Group(list) = &self.attached.node(item).what else { return None };
        let named = |item: &NodeId| {
            matches!(self.attached.node(*item).what, What::Named { .. })
                || self.list_in_brackets(*item).is_some()
        };
        let several = list.items.len() + list.except.len() > 1;
        (several && list.items.iter().chain(&list.except).all(named)).then(|| list.clone())
    }

    pub(super) fn noun_pattern(&mut self, node: &Node, args: &[Arg], place: Place) -> Result<Set, Error> {
        let What::Noun { senses, .. } = &node.what else { return Err(Error::NothingToAttachTo) };
        let mut found = Vec::new();
        let mut word = Spoken::Implied;
        for sense in senses {
            let role_of = |this: &Lowerer<'_>, word: &str, item: NodeId| {
                let role = this.attached.role_beside(sense, word, item, args).map(Slot::Role);
                role.or_else(|| this.attached.about_anything(sense, word, item).then_some(Slot::Any))
            };
            let Some(mut conditions) = self.conditions(sense.sense.relation, args, &role_of)? else {
                continue;
            };
            conditions.extend(fixed(sense));
            conditions.extend(node.mentions.iter().cloned());
            conditions.extend(self.compares(node, sense.sense.relation));
            word = sense.spoken;
            found.push(Sense {
                relation: sense.sense.relation,
                answers: sense.sense.answers,
                conditions,
                columns: sense.sense.columns.clone(),
            });
        }
        if found.is_empty() {
            return Err(Error::NothingToAttachTo);
        }
        let timing = self.timing(node, place, node.edge, &mut found, None)?;
        Ok(Set::Pattern(Box::new(Pattern { word, senses: found, timing })))
    }

    /// `speakers of statements about Iran`: the facts, answered by a role.
    pub(super) fn role_noun(&mut self, id: NodeId, place: Place) -> Result<Set, Error> {
        let node = self.attached.node(id).clone();
        let What::RoleNoun { roles, .. } = &node.what else { return Err(Error::NothingToAttachTo) };
        let Some(arg) = node.args.first() else {
            let mut senses: Vec<Sense> = roles
                .iter()
                .map(|(relation, role)| Sense {
                    relation: *relation,
                    answers: self.holds_entities(*relation, *role).then_some(*role),
                    conditions: self.compares(&node, *relation),
                    columns: vec![*role],
                })
                .collect();
            let timing = self.timing(&node, place, Edge::Whole, &mut senses, None)?;
            return Ok(Set::Pattern(Box::new(Pattern { word: Spoken::Role, senses, timing })));
        };
        let mut item = arg.list.items[0];
        while let What::Group(list) = &self.attached.node(item).what {
            item = list.items[0];
        }
        let (times, compares) = (node.times.clone(), node.compares.clone());
        self.attached.node_mut(item).times.extend(times);
        self.attached.node_mut(item).compares.extend(compares);
        let facts = match &self.attached.node(item).what {
            What::Those => self.facts_of_those(item, place)?,
            _ => self.list(&arg.list, place)?,
        };
        let answered = answered_by(facts, self.store, &|relation| {
            roles.iter().find(|(of, _)| *of == relation).map(|(_, role)| *role)
        });
        match answered {
            // Chosen of more than the facts of one noun: what fills the role of them is not asked in one step.
            Set::Pick(_, set) if !set.answers_facts() => Err(Error::CannotJoin { span: node.span }),
            answered => Ok(answered),
        }
    }

    pub(super) fn kind_with(&self, id: NodeId, kind: KindId) -> Result<Set, Error> {
        let node = self.attached.node(id);
        if let Some(item) = node.times.first() {
            let text = self.attached.spoken(id).unwrap_or_default();
            return Err(Error::NotATime {
                word: super::time::word_of(&item.time),
                item: text,
                span: node.span,
            });
        }
        Ok(Set::Kind(kind))
    }

    pub(super) fn pick(&self, pick: syntax::Pick, set: Set, span: Span) -> Result<Set, Error> {
        let count = usize::try_from(pick.number).unwrap_or(usize::MAX);
        if count == 0 {
            return Err(Error::Zero { span });
        }
        let only_nth = pick.end == PickEnd::Nth;
        let last = matches!(pick.end, PickEnd::Last | PickEnd::Shortest);
        let length = matches!(pick.end, PickEnd::Longest | PickEnd::Shortest).then(|| self.frame.day());
        let pick = |set: Set| Set::Pick(Pick { last, count, only_nth, length }, Box::new(ever(set)));
        Ok(match self.claimed_first(&set) {
            Some((others, claimed)) => Set::Any(vec![pick(others), claimed]),
            None => pick(set),
        })
    }

    /// The facts of a pattern, apart from those that each say that they were the first.
    fn claimed_first(&self, set: &Set) -> Option<(Set, Set)> {
        let Set::Pattern(pattern) = set else { return None };
        let claims = |sense: &Sense| self.store.relation(sense.relation).first;
        let (claimed, others): (Vec<Sense>, Vec<Sense>) = pattern.senses.iter().cloned().partition(claims);
        let of = |senses: Vec<Sense>| {
            let word = senses.first().map_or(pattern.word, |sense| self.word_in(pattern.word, sense));
            Set::Pattern(Box::new(Pattern { word, senses, timing: pattern.timing.clone() }))
        };
        (!claimed.is_empty() && !others.is_empty()).then(|| (of(others), of(claimed)))
    }

    /// The noun of the same words that has this meaning.
    fn word_in(&self, word: Spoken, sense: &Sense) -> Spoken {
        let Spoken::Noun(id) = word else { return word };
        let words = &self.store.noun(id).words;
        let means = |noun: &&crate::fact::Noun| {
            noun.words == *words && noun.senses.iter().any(|one| one.relation == sense.relation)
        };
        self.store.nouns().find(means).map_or(word, |noun| Spoken::Noun(noun.id))
    }

    /// What a noun answers, with its article: `a country`.
    fn answers_wanted(&self, pattern: &Pattern) -> String {
        let sense = pattern.senses.first();
        let role = sense.and_then(|sense| self.store.relation(sense.relation).role(sense.answers?));
        role.map_or_else(|| "another".to_owned(), |role| self.attached.wanted(role))
    }

    /// `is Iran a member of BRICS?`: the facts that say so.
    pub(super) fn is_one(&mut self, subject: &List, noun: NodeId, place: Place) -> Result<Set, Error> {
        let mut pattern = match self.node(noun, place)? {
            Set::Pattern(pattern) if pattern.timing.picked.is_none() => pattern,
            set => return self.is_among(subject, set),
        };
        let wanted = self.answers_wanted(&pattern);
        let mut senses = Vec::new();
        for mut sense in pattern.senses {
            let Some(role) = sense.answers.take() else { continue };
            let fits = subject.items.iter().all(|item| self.attached.fits(*item, sense.relation, role));
            if !fits {
                continue;
            }
            let sets = subject
                .items
                .iter()
                .map(|item| self.filler(*item, sense.relation, role))
                .collect::<Result<Vec<_>, _>>()?;
            let filler = if sets.len() == 1 {
                sets.into_iter().next().unwrap_or(Set::Any(Vec::new()))
            } else {
                Set::Any(sets)
            };
            sense.conditions.insert(0, Condition::Role { role, word: "is".to_owned(), filler });
            senses.push(sense);
        }
        if senses.is_empty() {
            let item = subject.items.first().and_then(|item| self.attached.spoken(*item)).unwrap_or_default();
            let verb = self.attached.spoken(noun).unwrap_or_default();
            let span = subject.items.first().map_or(Span::default(), |item| self.attached.node(*item).span);
            return Err(Error::NotASubject { verb, item, wanted, span });
        }
        pattern.senses = senses;
        self.about(&mut pattern.timing, subject)?;
        Ok(Set::Pattern(pattern))
    }

    /// The subject, where it is one of the set.
    fn is_among(&mut self, subject: &List, set: Set) -> Result<Set, Error> {
        let subject = self.list(subject, Place::NESTED)?;
        Ok(match set {
            // Each way in which it may be so is a claim of its own.
            Set::Any(sets) if sets.iter().any(|set| matches!(set, Set::Pick(..))) => {
                Set::Any(sets.into_iter().map(|set| Set::All(vec![subject.clone(), set])).collect())
            }
            set => Set::All(vec![subject, set]),
        })
    }
}

fn fixed(sense: &NounSense) -> Vec<Condition> {
    sense.sense.fixes.iter().map(|(role, entity)| Condition::Fixed { role: *role, entity: *entity }).collect()
}

/// `the first member of SCO` is the first of all there ever were, and a count per year reaches over all years: a
/// bare state is not cut to today.
pub(super) fn ever(set: Set) -> Set {
    match set {
        Set::Pattern(mut pattern) => {
            if pattern.timing.tests.is_empty() && pattern.timing.standing == Standing::Frame {
                pattern.timing.standing = Standing::Past;
            }
            Set::Pattern(pattern)
        }
        Set::All(sets) => Set::All(sets.into_iter().map(ever).collect()),
        Set::Any(sets) => Set::Any(sets.into_iter().map(ever).collect()),
        Set::Except(first, second) => Set::Except(Box::new(ever(*first)), Box::new(ever(*second))),
        Set::Bound(..)
        | Set::Division(..)
        | Set::Where(..)
        | Set::Within(_)
        | Set::Pairs(_)
        | Set::Defined(_) => changed_inside(set, ever),
        other => other,
    }
}

/// Patterns of whole facts, answered by a role instead; relations without it drop out. A role that holds no entities
/// answers the facts, and is shown first.
pub(super) fn answered_by(
    set: Set,
    store: &Store,
    role: &dyn Fn(crate::fact::RelationId) -> Option<crate::fact::RoleId>,
) -> Set {
    let each = |sets: Vec<Set>| sets.into_iter().map(|set| answered_by(set, store, role)).collect();
    match set {
        Set::Pattern(mut pattern) => {
            pattern.senses.retain_mut(|sense| {
                let Some(role) = role(sense.relation) else { return false };
                let declared = store.relation(sense.relation).role(role);
                if declared.is_some_and(|role| matches!(role.kind, RoleKind::Entity(_))) {
                    sense.answers = Some(role);
                } else {
                    sense.answers = None;
                    sense.columns.insert(0, role);
                }
                true
            });
            let whose = matches!(pattern.word, Spoken::Whose(_));
            if !whose && pattern.senses.iter().any(|sense| sense.answers.is_some()) {
                pattern.word = Spoken::Role;
            }
            Set::Pattern(pattern)
        }
        // `speakers of the first 3 statements`: of the facts that were chosen.
        Set::Pick(pick, set) => match answered_by(*set, store, role) {
            Set::Pattern(mut pattern) if pattern.senses.iter().all(|sense| sense.answers.is_some()) => {
                pattern.timing.picked = Some(pick);
                Set::Pattern(pattern)
            }
            set => Set::Pick(pick, Box::new(set)),
        },
        Set::All(sets) => Set::All(each(sets)),
        Set::Any(sets) => Set::Any(each(sets)),
        Set::Except(first, second) => Set::Except(
            Box::new(answered_by(*first, store, role)),
            Box::new(answered_by(*second, store, role)),
        ),
        Set::Bound(..)
        | Set::Division(..)
        | Set::Where(..)
        | Set::Within(_)
        | Set::Pairs(_)
        | Set::Defined(_) => changed_inside(set, |set| answered_by(set, store, role)),
        other => other,
    }
}

/// Whether every member of the set is sure to be of the kind.
pub(super) fn always_of_kind(set: &Set, kind: KindId, store: &Store) -> bool {
    match set {
        Set::Entities(entities) => {
            entities.iter().all(|entity| store.kind_is(store.entity(*entity).kind(), kind))
        }
        Set::Kind(other) => store.kind_is(*other, kind),
        Set::All(sets) => sets.iter().any(|set| always_of_kind(set, kind, store)),
        Set::Any(sets) => sets.iter().all(|set| always_of_kind(set, kind, store)),
        Set::Except(first, _) | Set::Pick(_, first) | Set::Counted(_, first) => {
            always_of_kind(first, kind, store)
        }
        Set::Those(_) | Set::Variable(_) | Set::Again(_) => false,
        Set::Bound(..)
        | Set::Division(..)
        | Set::Where(..)
        | Set::Within(_)
        | Set::Pairs(_)
        | Set::Defined(_) => set.inside().is_some_and(|set| always_of_kind(set, kind, store)),
        Set::Pattern(pattern) => pattern.senses.iter().all(|sense| {
            let role = sense.answers.and_then(|role| store.relation(sense.relation).role(role));
            match role.map(|role| &role.kind) {
                Some(RoleKind::Entity(kinds)) => {
                    !kinds.is_empty() && kinds.iter().all(|one| store.kind_is(*one, kind))
                }
                _ => false,
            }
        }),
    }
}
