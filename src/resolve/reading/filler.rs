//! What fills a role, in English.
//!
//! In: sets. Out: *members of BRICS at the time*, *Iran or Russia (or whoever acted for them then)*. Absent: the noun or
//! verb whose role it is.

use crate::fact::RoleId;
use crate::text::english;
use crate::time::Shape;

use super::super::query::{Condition, Pattern, Sense, Set};
use super::Reader;
use super::thing::{comma, is_one, plain, plural_verb};

/// Said of a state that is taken at the time of what is around it.
const AT_THE_TIME: &str = " at the time";

impl Reader<'_> {
    /// Whether the facts give something named its date, so that they tell of one thing.
    pub(super) fn is_of_one(&self, sense: &Sense) -> bool {
        let relation = self.store.relation(sense.relation);
        let dated = |role: RoleId| relation.role(role).is_some_and(|role| role.dated);
        sense.conditions.iter().any(|one| matches!(one, Condition::Role { role, .. } if dated(*role)))
    }

    /// What fills a role, all of them; whoever acts for others is said in so many words, once.
    pub(super) fn fillers(&self, sets: &[&Set]) -> String {
        let parts: Vec<String> = sets.iter().map(|set| self.filler(plain(set))).collect();
        let text = english::list(&parts, "and");
        if sets.iter().all(|set| std::ptr::eq(plain(set), *set)) {
            return text;
        }
        let one = parts.len() == 1 && is_one(plain(sets[0]));
        let which = if one { "it" } else { "them" };
        if sets.iter().any(|set| matches!(set, Set::Within(_))) {
            return format!("{text} (or a place in {which})");
        }
        format!("{text} (or whoever acted for {which} then)")
    }

    /// Facts of several relations, or their places.
    pub(super) fn facts_of_many(&self, pattern: &Pattern, sense: &Sense) -> String {
        let facts = format!("facts{}", self.arguments(sense, None));
        let shape = self.store.relation(sense.relation).shape;
        let time = self.timing(&pattern.timing, shape);
        match sense.answers {
            Some(_) => format!("places of {facts}{}", comma(&time)),
            None if pattern.timing.tests.is_empty() => facts,
            None if shape == Shape::State => format!("{facts} that {}", plural_verb(&time)),
            None => format!("{facts}{}", comma(&time)),
        }
    }

    /// A state that is taken at the time of what is around it.
    pub(super) fn is_linked_state(&self, pattern: &Pattern) -> bool {
        let state = |sense: &Sense| self.store.relation(sense.relation).shape == Shape::State;
        pattern.timing.linked && pattern.senses.first().is_some_and(state)
    }

    /// What happens, with states around it taken at its time.
    pub(super) fn is_linked_event(&self, set: &Set) -> bool {
        matches!(set, Set::Pattern(pattern) if pattern.timing.linked && !self.is_linked_state(pattern))
    }

    pub(super) fn filler(&self, set: &Set) -> String {
        match set {
            Set::Any(sets) => {
                let parts: Vec<String> = sets.iter().map(|set| self.filler(set)).collect();
                let list = english::list(&parts, "or");
                // A list of phrases would be read as a list of what stands around it.
                let names = |set: &Set| matches!(plain(set), Set::Entities(_) | Set::Variable(_));
                if sets.iter().all(names) { list } else { format!("({list})") }
            }
            Set::All(sets) => {
                let parts: Vec<String> = sets.iter().map(|set| self.filler(set)).collect();
                format!("those that are {}", english::list(&parts, "and"))
            }
            Set::Bound(variable, set) => self.bound_in(*variable, set),
            Set::Pattern(pattern) if self.is_linked_state(pattern) => {
                let Some(sense) = pattern.senses.first() else { return "nothing".to_owned() };
                let words = match sense.answers {
                    Some(role) => self.answer_words(pattern, sense, role),
                    None => self.fact_words(pattern, sense, true),
                };
                let tests = self.tests(&pattern.timing, Shape::State);
                if sense.answers.is_none() && tests.is_empty() {
                    return words;
                }
                // What stands inside has said so already.
                let then = if words.ends_with(AT_THE_TIME) { "" } else { AT_THE_TIME };
                format!("{words}{then}{}", comma_tests(&tests))
            }
            other => self.set(other),
        }
    }
}

fn comma_tests(time: &str) -> String {
    if time.is_empty() { String::new() } else { format!(" and that {time}") }
}
