//! What a clause leaves open → a set: `which organisations has Iran joined?`, `what is Iran a member of?`, `organisations
//! that Iran belongs to`.
//!
//! In: a verb or a noun with its subject, and the preposition whose thing is asked for. Out: a [`Set`]: what fills that
//! place. Absent: the passive, and questions of when and where.

use crate::fact::{RelationId, RoleId, VerbId};
use crate::text::Span;

use super::super::attach::{List, ListOp, NodeId, NounSense, Said, What};
use super::super::error::Error;
use super::super::query::{Condition, Pattern, Sense, Set, Spoken};
use super::super::timing::Edge;
use super::each::by;
use super::noun::answered_by;
use super::{Lowerer, Place};

/// The place that a clause leaves open.
pub(super) struct Open {
    /// The preposition before it; none: the object of the verb.
    pub(super) word: Option<String>,
    /// What must fit there.
    pub(super) head: Option<NodeId>,
    /// Where the clause stands.
    pub(super) span: Span,
}

impl Lowerer<'_> {
    /// `(organisations) that Iran belongs to`: what is true of the head.
    pub(super) fn left_open(
        &mut self,
        inner: NodeId,
        head: NodeId,
        said: &Said,
        place: Place,
    ) -> Result<Set, Error> {
        let node = self.attached.node(inner);
        let Some(gap) = node.gap.clone() else { return Err(Error::NothingToAttachTo) };
        let open = Open { word: gap.word, head: Some(head), span: node.span };
        self.holds_since(inner, said);
        self.gap_set(inner, &gap.subject, &open, place)
    }

    /// What fills the place that the verb or noun leaves open.
    pub(super) fn gap_set(
        &mut self,
        inner: NodeId,
        subject: &List,
        open: &Open,
        place: Place,
    ) -> Result<Set, Error> {
        match self.attached.node(inner).what.clone() {
            What::Verb { .. } => self.verb_gap(inner, subject, open, place),
            What::Noun { text, senses } => match &open.word {
                Some(word) => self.noun_gap(inner, subject, open, (word, &text, &senses), place),
                None => Err(self.no_gap("what", open.span)),
            },
            What::RoleNoun { roles, .. } if open.word.is_some() => {
                self.role_gap(inner, subject, &roles, open, place)
            }
            _ => Err(self.no_gap("what", open.span)),
        }
    }

    /// `which organisations has Iran joined?`: the object of the verb, or what its preposition takes.
    fn verb_gap(&mut self, id: NodeId, subject: &List, open: &Open, place: Place) -> Result<Set, Error> {
        let node = self.attached.node(id).clone();
        let gap = |this: &Lowerer<'_>, id: VerbId| {
            let verb = this.store.verb(id);
            let roles = open.word.as_ref().map_or(verb.object.as_slice(), |word| verb.takes(word));
            let fits =
                |role: &&RoleId| open.head.is_none_or(|head| this.attached.fits(head, verb.relation, **role));
            roles.iter().find(fits).map(|role| this.holds_entities(verb.relation, *role).then_some(*role))
        };
        self.verb_pattern(&node, &node.args, Some(subject), &gap, place)
            .map_err(|error| self.gap(error, "that", &node, open.span))
    }

    /// `which agreements is Iran a party to?`: the facts in which the subject fills the role.
    fn role_gap(
        &mut self,
        noun: NodeId,
        subject: &List,
        roles: &[(RelationId, RoleId)],
        open: &Open,
        place: Place,
    ) -> Result<Set, Error> {
        let speaks =
            |this: &Self, relation| open.head.is_none_or(|head| this.attached.answers_fact(head, relation));
        let mut senses = Vec::new();
        for (relation, role) in roles.iter().copied() {
            let fits = subject.items.iter().all(|item| self.attached.fits(*item, relation, role));
            if fits && speaks(self, relation) {
                let mut conditions = self.subject(subject, relation, role)?;
                conditions.iter_mut().for_each(say_of);
                senses.push(Sense { relation, answers: None, conditions, columns: Vec::new() });
            }
        }
        if senses.is_empty() {
            return Err(self.no_gap("what", open.span));
        }
        let node = self.attached.node(noun).clone();
        let timing = self.timing(&node, place, Edge::Whole, &mut senses, None)?;
        Ok(Set::Pattern(Box::new(Pattern { word: Spoken::Implied, senses, timing })))
    }

    /// `which organisations is Iran a member of?`: what the noun takes with the preposition. Of several subjects, each
    /// must be so.
    fn noun_gap(
        &mut self,
        noun: NodeId,
        subject: &List,
        open: &Open,
        (word, text, senses): (&str, &str, &[NounSense]),
        place: Place,
    ) -> Result<Set, Error> {
        if subject.op == Some(ListOp::And) {
            let one = |this: &mut Self, item: &NodeId| {
                this.noun_gap(noun, &List::one(*item), open, (word, text, senses), place)
            };
            let sets = subject.items.iter().map(|item| one(self, item)).collect::<Result<_, _>>()?;
            return Ok(Set::All(sets));
        }
        let every = [by(subject)];
        self.open_each(&every, &[])?;
        let facts = self.is_one(subject, noun, place)?;
        let role = |relation: RelationId| {
            let of = senses.iter().filter(|sense| sense.sense.relation == relation);
            let fits =
                |role: &&RoleId| open.head.is_none_or(|head| self.attached.fits(head, relation, **role));
            of.flat_map(|sense| sense.sense.takes(word)).find(fits).copied()
        };
        let found = answered_by(facts, self.store, &role);
        if matches!(&found, Set::Pattern(pattern) if pattern.senses.is_empty()) {
            return Err(Error::NoGap {
                asked: "that".to_owned(),
                verb: format!("{text} {word}"),
                span: open.span,
            });
        }
        Ok(self.divided(found, &every))
    }
}

/// For readings: `agreements of Iran`.
fn say_of(condition: &mut Condition) {
    if let Condition::Role { word, .. } = condition {
        "of".clone_into(word);
    }
}
