//! Verbs → patterns.
//!
//! In: an attached verb, with its subject where the clause names one. Out: a [`Set`]: the subjects, the
//! facts, or what fills the gap that a question asks about.

use crate::fact::{RelationId, RoleId, RoleKind, Says, VerbId};
use crate::text::Span;

use super::super::attach::{Arg, List, ListOp, Node, NodeId, What};
use super::super::error::Error;
use super::super::query::{Condition, Pattern, Sense, Set, Spoken};
use super::super::timing::Edge;
use super::filler::Slot;
use super::{Lowerer, Place};

/// The prepositions that a question with *where* may mean, the likeliest first.
pub(super) const WHERE: [&str; 3] = ["in", "at", "to"];
/// Those that say where something happened, whatever it was.
pub(super) const LYING: [&str; 2] = ["in", "at"];

impl Lowerer<'_> {
    /// The subjects of a verb, or the facts where the subject is named.
    pub(super) fn verb_set(
        &mut self,
        id: NodeId,
        subject: Option<&List>,
        place: Place,
    ) -> Result<Set, Error> {
        let node = self.attached.node(id).clone();
        let answers = |verb: &crate::fact::Verb| if subject.is_some() { None } else { Some(verb.subject) };
        self.split(&node.args, subject.is_none(), &mut |this, args| {
            this.verb_pattern(&node, args, subject, &|this, id| Some(answers(this.store.verb(id))), place)
        })
    }

    /// `where did Putin meet Pezeshkian?`: what the verb's `in` takes, or what else says a place.
    pub(super) fn where_set(
        &mut self,
        id: NodeId,
        subject: &List,
        place: Place,
        span: Span,
    ) -> Result<Set, Error> {
        let node = self.attached.node(id).clone();
        let answers = |this: &Lowerer<'_>, id: VerbId| {
            let verb = this.store.verb(id);
            let place = |role: &&RoleId| this.is_place(verb.relation, **role);
            let said = WHERE.iter().find_map(|word| verb.takes(word).first());
            said.or_else(|| verb.object.iter().find(place)).map(|role| Some(*role))
        };
        // Each of several is met in a place of its own.
        self.pattern_of_verb(&node, &node.args, Some(subject), &answers, place)
            .map_err(|error| self.gap(error, "where", &node, span))
    }

    /// Those of the set that are what the question names: `which organisations …`; a state is taken at the time of
    /// what the verb says.
    pub(super) fn of_head(
        &mut self,
        head: Option<&List>,
        kind: super::SaidKind,
        mut set: Set,
    ) -> Result<Set, Error> {
        let Some(head) = head.filter(|head| !head.items.iter().all(|item| self.is_any_place(*item))) else {
            return Ok(set);
        };
        let then = head.items.iter().all(|item| self.holds_then(*item)) && self.is_event(kind);
        let head = self.list(head, Place::NESTED)?;
        if then {
            // The facts of the verb speak for the row.
            super::whose::link(&mut set);
            return Ok(Set::All(vec![set, head]));
        }
        Ok(super::combine::together(head, set, self.store))
    }

    /// `places that Putin visited`: the bare word of a role of places, which says of them nothing more.
    pub(super) fn is_any_place(&self, id: NodeId) -> bool {
        let node = self.attached.node(id);
        let What::RoleNoun { roles, .. } = &node.what else { return false };
        node.args.is_empty() && roles.iter().any(|(relation, role)| self.is_place(*relation, *role))
    }

    /// Whether it is a noun for things in a role, without a time of its own.
    fn holds_then(&self, id: NodeId) -> bool {
        let node = self.attached.node(id);
        let What::Noun { senses, .. } = &node.what else { return false };
        senses.iter().all(|sense| sense.sense.answers.is_some()) && has_no_time(node)
    }

    fn is_event(&self, kind: super::SaidKind) -> bool {
        match kind {
            super::SaidKind::Verb(verb) | super::SaidKind::Passive(verb) => self.happens(verb),
            super::SaidKind::Complement(_) | super::SaidKind::Whose(_) | super::SaidKind::Gap(_) => false,
        }
    }

    pub(super) fn holds_entities(&self, relation: RelationId, role: RoleId) -> bool {
        self.store.relation(relation).role(role).is_some_and(|role| matches!(role.kind, RoleKind::Entity(_)))
    }

    /// Whether a role is filled by places, which lie in one another.
    fn is_place(&self, relation: RelationId, role: RoleId) -> bool {
        self.store.relation(relation).role(role).is_some_and(|role| role.within)
    }

    pub(super) fn gap(&self, error: Error, asked: &str, node: &Node, span: Span) -> Error {
        match (&error, &node.what) {
            (Error::NothingToAttachTo, What::Verb { text, .. }) => {
                Error::NoGap { asked: asked.to_owned(), verb: text.clone(), span }
            }
            _ => error,
        }
    }

    /// One pattern over the verb's meanings, as [`Self::verb_pattern`] but for `every`.
    pub(super) fn pattern_of_verb(
        &mut self,
        node: &Node,
        args: &[Arg],
        subject: Option<&List>,
        answers: &dyn Fn(&Self, VerbId) -> Option<Option<RoleId>>,
        place: Place,
    ) -> Result<Set, Error> {
        let What::Verb { text, verbs } = &node.what else { return Err(Error::NothingToAttachTo) };
        let each = subject.and_then(|list| self.each_other(verbs, args, list));
        let subject = each.as_ref().or(subject);
        let (mut senses, mut word, mut unfit) = (Vec::new(), Spoken::Implied, None);
        for id in verbs {
            let verb = self.store.verb(*id).clone();
            let Some(answers) = answers(self, *id) else { continue };
            if let Some(item) = subject.and_then(|list| {
                list.items.iter().find(|item| !self.attached.fits(**item, verb.relation, verb.subject))
            }) {
                unfit = Some(*item);
                continue;
            }
            let role_of = |this: &Lowerer<'_>, word: &str, item: NodeId| {
                let roles = match word {
                    "" => &verb.object[..],
                    "by" => std::slice::from_ref(&verb.subject),
                    word => verb.takes(word),
                };
                roles
                    .iter()
                    .find(|role| this.attached.fits(item, verb.relation, **role))
                    .map(|role| Slot::Role(*role))
            };
            let Some(mut conditions) = self.conditions(verb.relation, args, &role_of)? else { continue };
            if let Some(subject) = subject {
                let subjects = self.subject(subject, verb.relation, verb.subject)?;
                conditions.splice(0..0, subjects);
            }
            conditions.extend(
                verb.fixes.iter().map(|(role, entity)| Condition::Fixed { role: *role, entity: *entity }),
            );
            conditions.extend(node.mentions.iter().cloned());
            conditions.extend(self.compares(node, verb.relation));
            word = Spoken::Verb(*id);
            senses.push((
                verb.says,
                Sense { relation: verb.relation, answers, conditions, columns: Vec::new() },
            ));
        }
        let Some((says, _)) = senses.first() else {
            return Err(match unfit {
                Some(item) => Error::NotASubject {
                    verb: text.clone(),
                    item: self.attached.spoken(item).unwrap_or_default(),
                    wanted: self.attached.wanted_by(verbs, true),
                    span: self.attached.node(item).span,
                },
                None => Error::NothingToAttachTo,
            });
        };
        let edge = edge(*says);
        let mut senses: Vec<Sense> = senses
            .into_iter()
            .filter(|(says, _)| self::edge(*says) == edge)
            .map(|(_, sense)| sense)
            .collect();
        let timing = self.timing(node, place, edge, &mut senses, subject)?;
        Ok(Set::Pattern(Box::new(Pattern { word, senses, timing })))
    }

    /// Whether several subjects of the verb are in it together: `did Putin and Xi meet?`
    pub(super) fn is_done_together(&self, id: NodeId) -> bool {
        let What::Verb { verbs, .. } = &self.attached.node(id).what else { return false };
        self.is_done_together_by(verbs)
    }

    /// `did the presidents of Iran and Russia meet?`: each other, where nobody else is met.
    fn each_other(&mut self, verbs: &[VerbId], args: &[Arg], subject: &List) -> Option<List> {
        let alone = self.is_done_together_by(verbs) && args.iter().all(|arg| !arg.word.is_empty());
        if alone { self.one_of_each(subject) } else { None }
    }

    fn is_done_together_by(&self, verbs: &[VerbId]) -> bool {
        verbs
            .iter()
            .map(|verb| self.store.verb(*verb))
            .all(|verb| self.store.relation(verb.relation).role(verb.subject).is_some_and(|role| role.many))
    }

    /// The subject as conditions: any of its items; each of them, where the role takes several.
    pub(super) fn subject(
        &mut self,
        subject: &List,
        relation: RelationId,
        role: RoleId,
    ) -> Result<Vec<Condition>, Error> {
        let many = self.store.relation(relation).role(role).is_some_and(|role| role.many);
        if many && subject.op == Some(ListOp::And) {
            let one = |this: &mut Self, item: &NodeId| this.subject(&List::one(*item), relation, role);
            let each: Result<Vec<_>, _> = subject.items.iter().map(|item| one(self, item)).collect();
            return Ok(each?.concat());
        }
        let mut sets = Vec::new();
        for item in &subject.items {
            sets.push(self.filler(*item, relation, role)?);
        }
        let set = if sets.len() == 1 { sets.remove(0) } else { Set::Any(sets) };
        let filler = self.with_actors(set, relation, role);
        Ok(vec![Condition::Role { role, word: "by".to_owned(), filler }])
    }

    /// `who is not a member of BRICS?`: of whom it is said that it is not so.
    pub(super) fn could_be(
        &mut self,
        said: &super::Said,
        set: &Set,
        subject: NodeId,
        place: Place,
    ) -> Result<Set, Error> {
        match self.presupposed(said, subject, place)? {
            Some(presupposed) => Ok(presupposed),
            None => super::combine::all_like(set, self.store).ok_or(Error::NothingToAttachTo),
        }
    }

    /// `countries that have never left OPEC`: of those that could have; for the end of a state, of those
    /// in whom it held.
    pub(super) fn presupposed(
        &mut self,
        said: &super::Said,
        _subject: NodeId,
        place: Place,
    ) -> Result<Option<Set>, Error> {
        let id = match said.kind {
            super::SaidKind::Verb(id) => id,
            super::SaidKind::Complement(noun) if self.attached.node(noun).edge == Edge::End => {
                let mut set = self.node(noun, place)?;
                hold(&mut set);
                return Ok(Some(set));
            }
            _ => return Ok(None),
        };
        let What::Verb { verbs, .. } = &self.attached.node(id).what else { return Ok(None) };
        if !verbs.iter().all(|verb| self.store.verb(*verb).says == Says::End) {
            return Ok(None);
        }
        let mut set = self.verb_set(id, None, place)?;
        hold(&mut set);
        Ok(Some(set))
    }

    /// `which president of Iran visited China`, `the first president to visit it`: what is asked for stands inside the clause of
    /// its verb, so a state is taken at the time of what the verb says, unless it has a time of its own.
    pub(super) fn is_then(&self, id: NodeId) -> bool {
        let node = self.attached.node(id);
        let happens = |said: &super::Said| {
            let inside = node.asked && node.pick.is_none() || self.is_picked_by(said, id);
            inside && said.negation.is_none() && self.is_event(said.kind)
        };
        let known = self.is_known_by_things(&node.what);
        let timeless = node.times.is_empty() && node.standing.is_none();
        !known && timeless && node.clauses.first().is_some_and(happens)
    }

    /// `which agreements were signed`: a noun for facts that stands for what they are known by, which has no time.
    fn is_known_by_things(&self, what: &What) -> bool {
        let What::Noun { senses, .. } = what else { return false };
        senses.iter().all(|one| {
            one.sense.answers.is_none() && self.store.relation(one.sense.relation).known_by.is_some()
        })
    }

    /// `members of OPEC that left before 2000`: who left need not be there today.
    pub(super) fn left_since(&self, id: NodeId) -> bool {
        let node = self.attached.node(id);
        let What::Noun { senses, .. } = &node.what else { return false };
        let own = |verb: &crate::fact::Verb| {
            verb.says == Says::End
                && senses.iter().any(|sense| {
                    sense.sense.relation == verb.relation && sense.sense.answers == Some(verb.subject)
                })
        };
        let left = |said: &super::Said| match said.kind {
            super::SaidKind::Verb(verb)
                if said.negation.is_none() && self.attached.node(verb).args.is_empty() =>
            {
                let What::Verb { verbs, .. } = &self.attached.node(verb).what else { return false };
                verbs.iter().all(|verb| own(self.store.verb(*verb)))
            }
            _ => false,
        };
        node.times.is_empty()
            && node.standing.is_none()
            && node.pick.is_none()
            && node.clauses.first().is_some_and(left)
    }

    /// `which members left OPEC`: with a verb of its own relation a role noun only names the role.
    pub(super) fn only_names_role(&self, id: NodeId) -> bool {
        let node = self.attached.node(id);
        if !node.args.is_empty() || node.standing.is_some() {
            return false;
        }
        node.clauses.iter().any(|said| match (said.kind, &node.what) {
            (super::SaidKind::Verb(verb), What::Noun { senses, .. }) => {
                self.verb_speaks_of(verb, |relation, subject| {
                    senses.iter().any(|sense| {
                        let sense = &sense.sense;
                        // Who holds a post is more than who took part.
                        let plain = sense.relation == relation && sense.fixes.is_empty();
                        plain && sense.answers == Some(subject)
                    })
                })
            }
            (super::SaidKind::Gap(_), What::RoleNoun { .. }) => self.is_any_place(id),
            (super::SaidKind::Verb(verb), What::RoleNoun { roles, .. }) => {
                self.verb_speaks_of(verb, |relation, subject| roles.contains(&(relation, subject)))
            }
            _ => false,
        })
    }

    /// Whether the verb speaks of what happens, not of a state.
    pub(super) fn happens(&self, id: NodeId) -> bool {
        let What::Verb { verbs, .. } = &self.attached.node(id).what else { return false };
        verbs.iter().all(|verb| self.store.verb(*verb).says == Says::Happens)
    }

    /// Whether one of the verb's meanings has that relation and subject.
    pub(super) fn verb_speaks_of(&self, id: NodeId, test: impl Fn(RelationId, RoleId) -> bool) -> bool {
        let What::Verb { verbs, .. } = &self.attached.node(id).what else { return false };
        verbs.iter().any(|verb| {
            let verb = self.store.verb(*verb);
            test(verb.relation, verb.subject)
        })
    }
}

pub(super) fn edge(says: Says) -> Edge {
    match says {
        Says::Start => Edge::Start,
        Says::End => Edge::End,
        Says::Holds | Says::Happens => Edge::Whole,
    }
}

/// The state itself instead of its end, at any time until now.
fn hold(set: &mut Set) {
    match set {
        Set::Pattern(pattern) => {
            pattern.timing.edge = Edge::Whole;
            pattern.timing.tests.clear();
            pattern.timing.standing = super::Standing::Past;
            pattern.timing.linked = false;
        }
        Set::All(sets) | Set::Any(sets) => sets.iter_mut().for_each(hold),
        Set::Except(first, _) | Set::Pick(_, first) | Set::Counted(_, first) => hold(first),
        _ => set.inside_mut().into_iter().for_each(hold),
    }
}

/// Whether nothing says when: neither a time nor `former`, nor the first of several.
fn has_no_time(node: &Node) -> bool {
    node.times.is_empty() && node.standing.is_none() && node.pick.is_none()
}
