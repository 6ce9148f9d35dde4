//! Variables and defined nouns in English.
//!
//! In: variables, their tests, calls of definitions. Out: `?who`, `?who is not Putin`, `partners of Iran`; and at the
//! end of a reading what each defined noun stands for here.

use super::super::query::{Call, Condition, Is, Paired, Set, Variable, VariableTest};
use super::Reader;
use crate::text::english;

impl Reader<'_> {
    pub(super) fn variable(&self, variable: Variable) -> String {
        let name = self.variables.get(usize::from(variable.0)).map_or("", String::as_str);
        format!("?{name}")
    }

    /// The variable with what it must be; a parameter has no name of its own.
    pub(super) fn member_of(&self, variable: Variable, set: &Set) -> String {
        match self.variables.get(usize::from(variable.0)) {
            Some(name) if !name.is_empty() => format!("?{name}, one of {}", self.set(set)),
            _ => self.set(set),
        }
    }

    /// The same where it fills a role: `?who (one of presidents of Iran at the time)`.
    pub(super) fn bound_in(&self, variable: Variable, set: &Set) -> String {
        match self.variables.get(usize::from(variable.0)) {
            Some(name) if !name.is_empty() => format!("?{name} (one of {})", self.filler(set)),
            _ => self.set(set),
        }
    }

    /// `pairs of A and B`, `pairs of A followed within 30 days by B`
    pub(super) fn pairs(&self, pairs: &[Paired]) -> String {
        let mut runs: Vec<String> = Vec::new();
        for one in pairs {
            let said = self.set(&one.set);
            match (one.follows, runs.last_mut()) {
                (Some(follows), Some(run)) => run.push_str(&format!(" {follows} {said}")),
                _ => runs.push(said),
            }
        }
        format!("pairs of {}", english::list(&runs, "and"))
    }

    pub(super) fn tests_of(&self, tests: &[VariableTest]) -> String {
        let said: Vec<String> = tests
            .iter()
            .map(|test| {
                let what = match &test.is {
                    Is::Other(other) => self.variable(*other),
                    Is::In(set @ Set::Entities(_)) => self.set(set),
                    Is::In(set) => format!("one of {}", self.set(set)),
                };
                let not = if test.negated { "is not" } else { "is" };
                format!("{} {not} {what}", self.variable(test.variable))
            })
            .collect();
        english::list(&said, "and")
    }

    pub(super) fn call(&self, call: &Call, plural: bool) -> String {
        let mut text = if plural { call.plural.clone() } else { call.singular.clone() };
        for (word, set) in &call.arguments {
            text.push_str(&format!(" {word} {}", self.filler(set)));
        }
        text
    }

    /// `; partners of Iran are …`, for every defined noun in the query, each call once.
    pub(super) fn definitions(&self, set: &Set) -> String {
        let mut said: Vec<String> = Vec::new();
        self.defined_in(set, &mut said);
        said.concat()
    }

    fn defined_in(&self, set: &Set, said: &mut Vec<String>) {
        match set {
            Set::Defined(defined) => {
                let sentence = format!("; {} are {}", self.call(&defined.call, true), self.set(&defined.set));
                if !said.contains(&sentence) {
                    said.push(sentence);
                    self.defined_in(&defined.set, said);
                }
                self.arguments_in(&defined.call, said);
                self.defined_in_tests(&defined.tests, said);
            }
            Set::Again(again) => self.arguments_in(&again.call, said),
            Set::Where(inner, tests) => {
                self.defined_in(inner, said);
                self.defined_in_tests(tests, said);
            }
            Set::Pairs(pairs) => pairs.iter().for_each(|one| self.defined_in(&one.set, said)),
            Set::Bound(_, inner)
            | Set::Division(_, inner)
            | Set::Within(inner)
            | Set::Pick(_, inner)
            | Set::Counted(_, inner) => {
                self.defined_in(inner, said);
            }
            Set::All(sets) | Set::Any(sets) => sets.iter().for_each(|set| self.defined_in(set, said)),
            Set::Except(first, second) => {
                self.defined_in(first, said);
                self.defined_in(second, said);
            }
            Set::Pattern(pattern) => {
                let conditions = pattern.senses.iter().flat_map(|sense| &sense.conditions);
                for condition in conditions {
                    if let Condition::Role { filler, .. }
                    | Condition::NotRole { filler, .. }
                    | Condition::Every { filler, .. }
                    | Condition::AnyRole { filler } = condition
                    {
                        self.defined_in(filler, said);
                    }
                }
            }
            Set::Entities(_) | Set::Those(_) | Set::Kind(_) | Set::Variable(_) => {}
        }
    }

    fn arguments_in(&self, call: &Call, said: &mut Vec<String>) {
        call.arguments.iter().for_each(|(_, set)| self.defined_in(set, said));
    }

    fn defined_in_tests(&self, tests: &[VariableTest], said: &mut Vec<String>) {
        for test in tests {
            if let Is::In(set) = &test.is {
                self.defined_in(set, said);
            }
        }
    }
}
