//! `those`: what the last answer may be an argument of, and what may follow it.
//!
//! In: the last answer. Out: nodes, and yes or no. It takes what the noun of the last query takes.

use super::super::about::Keys;
use super::super::error::Error;
use super::super::query::{Pattern, Set, Spoken};
use super::{Attacher, Node, NodeId, NounSense, What};
use crate::fact::{RelationId, Role, RoleKind};
use crate::text::Span;

impl Attacher<'_> {
    pub(super) fn those(&mut self, span: Span) -> Result<NodeId, Error> {
        if self.last.is_none() {
            return Err(Error::NoLastAnswer { word: "those".to_owned(), span });
        }
        Ok(self.add(Node::new(What::Those, span)))
    }

    /// Whether the last answer may fill the role.
    pub(super) fn those_fit(&self, role: &Role) -> bool {
        let Some(last) = self.last else { return false };
        match (&last.keys, &role.kind) {
            (Some(Keys::Facts(_)), kind) => *kind == RoleKind::Fact,
            (Some(Keys::Entities(entities)), RoleKind::Entity(kinds)) => {
                let fits =
                    |kind| kinds.is_empty() || kinds.iter().any(|want| self.store.kind_is(kind, *want));
                entities.is_empty() || entities.iter().any(|entity| fits(self.store.entity(*entity).kind()))
            }
            (Some(Keys::Entities(_)), _) => false,
            (None, _) => self.last_senses().iter().any(|sense| self.sense_fits(sense, role)),
        }
    }

    /// Whether the noun of the last query takes the word with that.
    pub(super) fn those_take(&self, word: &str, item: NodeId) -> bool {
        self.last_senses().iter().any(|sense| self.sense_takes(sense, word, item))
    }

    /// Whether the last answer is facts of the relation, all that its query asks for.
    pub(super) fn those_are_facts_of(&self, relation: RelationId) -> bool {
        let Some(last) = self.last else { return false };
        matches!(last.keys, Some(Keys::Facts(_)))
            && matches!(last.query.set, Set::Pattern(_) | Set::Any(_))
            && main_pattern(&last.query.set).is_some_and(|pattern| {
                pattern.senses.iter().any(|sense| sense.relation == relation && sense.answers.is_none())
            })
    }

    /// The senses of the noun of the last query; for a verb, those of the noun of the same facts.
    fn last_senses(&self) -> Vec<NounSense> {
        let Some(pattern) = self.last.and_then(|last| main_pattern(&last.query.set)) else {
            return Vec::new();
        };
        pattern.senses.iter().filter_map(|sense| self.spoken_sense(pattern.word, sense.relation)).collect()
    }

    /// What a noun means in a relation; for any other word, what the noun of the whole fact means there.
    pub(in crate::resolve) fn spoken_sense(&self, word: Spoken, relation: RelationId) -> Option<NounSense> {
        let in_noun = |noun: &crate::fact::Noun, whole: bool| {
            let sense = noun.senses.iter().find(|sense| sense.relation == relation)?;
            let fits = !whole || sense.answers.is_none() && noun.senses.len() == 1;
            fits.then(|| NounSense {
                spoken: Spoken::Noun(noun.id),
                sense: sense.clone(),
                ranging: noun.senses.len() > 1,
            })
        };
        match word {
            Spoken::Noun(id) => in_noun(self.store.noun(id), false),
            _ => self.store.nouns().find_map(|noun| in_noun(noun, true)),
        }
    }
}

/// The pattern whose facts speak for the rows of a set.
fn main_pattern(set: &Set) -> Option<&Pattern> {
    match set {
        Set::Pattern(pattern) => Some(pattern),
        Set::All(sets) | Set::Any(sets) => sets.iter().find_map(main_pattern),
        Set::Except(first, _) | Set::Pick(_, first) | Set::Counted(_, first) => main_pattern(first),
        _ => set.inside().and_then(main_pattern),
    }
}
