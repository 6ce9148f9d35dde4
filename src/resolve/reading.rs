//! A resolved query as one line of English.
//!
//! In: [`Query`] and the vocabulary. Out: what was understood, with the frame: *countries whose membership of
//! BRICS began on or after 2024-01-01 and holds on 2026-11-23*. Absent: what was found.

mod about;
mod filler;
mod first;
mod number;
mod relative;
mod thing;
mod variable;
mod when;
mod whose;

use crate::fact::{Form, Says};
use crate::store::Store;
use crate::syntax::{Adverbial, Certainty, Unit};
use crate::text::english;
use crate::time::Shape;

use super::about::{About, Keys};
use super::query::{Ask, Column, Condition, Frame, Pattern, Query, Set, Spoken};
use super::timing::Used;

pub use thing::{names, plain};

/// The reading of a query.
pub fn reading(query: &Query, store: &Store) -> String {
    reading_with(query, store, &[])
}

/// The reading of a query, with the days that its tests against facts came to.
pub fn reading_with(query: &Query, store: &Store, used: &[Used]) -> String {
    let reader = Reader { store, frame: &query.frame, used, variables: &query.variables };
    let set = || reader.set(&query.set);
    let mut text = match &query.ask {
        Ask::Rows => set(),
        Ask::Count(pers) => reader.counted(&set(), pers),
        Ask::Measure(measured) => reader.measured(&set(), measured),
        Ask::Best(best) => reader.best(&set(), best),
        Ask::YesNo(question) if question.every => {
            let not = if question.negated { "not all" } else { "all" };
            match &query.set {
                Set::Except(all, so) => {
                    format!("whether {not} of the {} are {}", reader.set(all), reader.set(so))
                }
                other => format!("whether there are no {}", reader.set(other)),
            }
        }
        Ask::YesNo(question) => {
            if let [claim] = &question.claims[..]
                && let Some(said) = reader.being(claim, question.negated)
            {
                return said;
            }
            let claims: Vec<String> = question.claims.iter().map(|claim| reader.claim(claim)).collect();
            let not = if question.negated { "no" } else { "a" };
            format!("whether there is {not} record of {}", beside(&claims))
        }
        Ask::Date(asked) => reader.date(asked, &query.set),
        Ask::Adverbial(Adverbial::When) => format!("when: {}", set()),
        Ask::Adverbial(Adverbial::Where) => format!("where: {}", set()),
        Ask::Adverbial(Adverbial::HowLongAgo) => format!("how long ago: {}", set()),
        Ask::Adverbial(Adverbial::HowLong) => format!("how long: {}", set()),
        Ask::Adverbial(Adverbial::Within(unit)) => {
            let on = if *unit == Unit::Day { "on" } else { "in" };
            format!("{on} which {}: {}", unit.word(), set())
        }
        Ask::Adverbial(Adverbial::HowOften) => format!("how often: {}", set()),
        Ask::Adverbial(Adverbial::SinceWhen) => format!("since when: {}", set()),
        Ask::About(about) => reader.about(about, query),
    };
    let why_not = matches!(&query.ask, Ask::About(About::WhyNot(_)));
    match query.certainty.filter(|_| !why_not) {
        Some(Certainty::Certainly) => text.insert_str(0, "what is certain of "),
        Some(Certainty::Possibly) => text.insert_str(0, "what is doubtful of "),
        None => {}
    }
    reader.top(query.ask.pers(), &query.finish, &mut text);
    number::finish(&query.finish, &mut text);
    text.push_str(&reader.definitions(&query.set));
    if let Some(known) = query.frame.known {
        text.push_str(&format!(", by sources published until {}", known.last()));
    }
    for remark in &query.remarks {
        text.push_str(&format!("; {remark}"));
    }
    text
}

/// How many things the last answer holds.
fn those(keys: &Keys) -> String {
    let (count, what) = match keys {
        Keys::Entities(entities) => (entities.len(), "thing"),
        Keys::Facts(facts) => (facts.len(), "fact"),
    };
    format!("those in the last answer ({})", english::plural(count, what))
}

fn column_word(column: &Column) -> &str {
    match column {
        Column::Name => "name",
        Column::Date => "date",
        Column::Start => "start",
        Column::End => "end",
        Column::Count => "count",
        Column::Measure(measure) => measure.word(),
        Column::Role(role) => role,
        Column::Variable(_, name) => name,
    }
}

/// What describing needs.
struct Reader<'a> {
    store: &'a Store,
    frame: &'a Frame,
    /// The names of the variables by their numbers.
    variables: &'a [String],
    used: &'a [Used],
}

impl Reader<'_> {
    /// A set in the plural.
    fn set(&self, set: &Set) -> String {
        match set {
            Set::Entities(_) => names(set, self.store).unwrap_or_default(),
            Set::Those(keys) => those(keys),
            Set::Kind(kind) => self.kind(*kind, true),
            Set::Pattern(pattern) => self.role_of_chosen(pattern).unwrap_or_else(|| self.pattern(pattern)),
            Set::All(sets) => self.all(sets),
            Set::Any(sets) if self.is_claimed(sets) => {
                let parts: Vec<String> = sets.iter().map(|set| self.one_way(set)).collect();
                english::list(&parts, "or")
            }
            Set::Any(sets) => {
                let parts: Vec<String> = sets.iter().map(|set| self.set(set)).collect();
                whose_alike(&parts, "or").unwrap_or_else(|| english::list(&parts, "or"))
            }
            Set::Except(around, place) if matches!(&**around, Set::Within(inner) if inner == place) => {
                format!("places in {}", self.set(place))
            }
            Set::Except(first, named) if matches!(**named, Set::Entities(_)) => {
                format!("{}, other than {}", self.set(first), self.set(named))
            }
            Set::Except(first, second) => {
                format!("{}, with no record {}", self.set(first), self.absent(second))
            }
            Set::Pick(pick, set) => format!("{} {}", first::which(*pick), self.set(set)),
            Set::Counted(counted, set) => {
                format!("{}, {}", self.set(set), number::counted(counted, self.store))
            }
            Set::Division(division, set) => {
                format!("{}, each with {}", self.set(set), division.all())
            }
            Set::Within(set) => format!("{} (or a place in it)", self.set(set)),
            Set::Variable(variable) => self.variable(*variable),
            Set::Bound(variable, set) => self.member_of(*variable, set),
            Set::Where(set, tests) => format!("{}, where {}", self.set(set), self.tests_of(tests)),
            Set::Pairs(pairs) => self.pairs(pairs),
            Set::Defined(defined) => self.call(&defined.call, true),
            Set::Again(again) => self.call(&again.call, true),
        }
    }

    /// Those in all of them; what they begin with alike is said once.
    fn all(&self, sets: &[Set]) -> String {
        if let [Set::Those(_), rest @ ..] = sets {
            let said = if let [only] = rest { self.set(only) } else { self.all(rest) };
            return format!("{said} (only those in the last answer)");
        }
        if let Some(said) = self.exceptions_last(sets) {
            return said;
        }
        let (sets, mut parts) = self.parts(sets);
        if sets.iter().any(|set| self.is_linked_event(set)) {
            let then =
                |(part, set): (String, &Set)| if self.is_linked_event(set) { part } else { self.filler(set) };
            parts = parts.into_iter().zip(sets).map(then).collect();
        }
        if let Some(text) = whose_alike(&parts, "and") {
            return text;
        }
        if let ([_], [only]) = (sets, &parts[..]) {
            return only.clone();
        }
        if let Some(kind) = sets.iter().position(|set| matches!(set, Set::Kind(_))) {
            let kind = parts.remove(kind);
            return format!("{kind} that are {}", beside(&parts));
        }
        let both = if parts.len() == 2 { "both" } else { "all of" };
        format!("those that are {both} {}", beside(&parts))
    }

    /// What is so of all, and then what is not, where *with no record of X and Y* could be read as of both.
    fn exceptions_last(&self, sets: &[Set]) -> Option<String> {
        let [before @ .., _] = sets else { return None };
        let is_exception =
            |set: &Set| matches!(set, Set::Except(first, _) if !matches!(**first, Set::Within(_)));
        if !before.iter().any(is_exception) {
            return None;
        }
        let (mut plain, mut exceptions) = (Vec::new(), Vec::new());
        for set in sets {
            let (mut first, mut own) = (set, Vec::new());
            while let (Set::Except(inner, second), true) = (first, is_exception(first)) {
                first = inner;
                own.push(second.as_ref());
            }
            exceptions.extend(own.into_iter().rev());
            plain.push(first.clone());
        }
        plain.dedup();
        // `countries that are countries whose …`
        let said_by = |kind: &Set| {
            plain.iter().any(|set| self.set(set).starts_with(&format!("{} whose ", self.set(kind))))
        };
        let needed: Vec<Set> =
            plain.iter().filter(|set| !matches!(set, Set::Kind(_)) || !said_by(set)).cloned().collect();
        let said = if let [only] = &needed[..] { self.set(only) } else { self.all(&needed) };
        Some(exceptions.into_iter().fold(said, |said, without| match without {
            Set::Entities(_) => format!("{said}, other than {}", self.set(without)),
            _ => format!("{said}, with no record {}", self.absent(without)),
        }))
    }

    /// What is said of each; a `whose` speaks of what the first of them is.
    fn parts<'s>(&self, sets: &'s [Set]) -> (&'s [Set], Vec<String>) {
        let whose = |set: &Set| match set {
            Set::Pattern(pattern) => match pattern.word {
                Spoken::Whose(noun) => Some((pattern.clone(), noun)),
                _ => None,
            },
            _ => None,
        };
        let Some((first, rest)) = sets.split_first() else { return (sets, Vec::new()) };
        let said = self.set(first);
        let head = said.split_once(" whose ").map_or(said.as_str(), |(head, _)| head);
        let others = rest.iter().map(|set| match whose(set) {
            Some((pattern, noun)) => pattern
                .senses
                .first()
                .map_or_else(String::new, |sense| self.whose(&pattern, noun, sense, head)),
            None => self.set(set),
        });
        let others: Vec<String> = others.collect();
        // The kind is said by the others.
        if matches!(first, Set::Kind(_)) && rest.iter().all(|set| whose(set).is_some()) {
            return (rest, others);
        }
        (sets, std::iter::once(said.clone()).chain(others).collect())
    }

    /// What is absent: the facts that would make it so.
    fn absent(&self, set: &Set) -> String {
        match set {
            Set::Pattern(pattern) => match self.did_to_them(pattern) {
                Some(said) => format!("that {said}"),
                None => format!("of {}", self.claim(set)),
            },
            other => format!("of being {}", self.set(other)),
        }
    }

    /// `Vladimir Putin visited them`: what happens, with its one subject, to those that are not so.
    fn did_to_them(&self, pattern: &Pattern) -> Option<String> {
        let ([sense], Spoken::Verb(id)) = (&pattern.senses[..], pattern.word) else { return None };
        let verb = self.store.verb(id);
        let [Condition::Role { role, filler, .. }] = &sense.conditions[..] else { return None };
        let happens = verb.says == Says::Happens && *role == verb.subject;
        if !happens || !sense.answers.is_some_and(|answers| verb.object.contains(&answers)) {
            return None;
        }
        let (who, time) = (names(plain(filler), self.store)?, self.timing(&pattern.timing, Shape::Event));
        let comma = if time.is_empty() { "" } else { ", " };
        Some(format!("{who} {} them{comma}{time}", verb.form(Form::Past)))
    }
}

/// Parts joined by *and*; a comma before it tells where one that has commas of its own ends.
fn beside(parts: &[String]) -> String {
    let split = parts.iter().rev().skip(1).any(|part| part.contains(", "));
    if split { parts.join(", and ") } else { english::list(parts, "and") }
}

/// What begins alike is said once: `countries whose … and whose …`.
fn whose_alike(parts: &[String], word: &str) -> Option<String> {
    let split: Option<Vec<(&str, &str)>> = parts.iter().map(|part| part.split_once(" whose ")).collect();
    let split = split?;
    let (head, _) = split.first()?;
    let rests: Vec<&str> = split.iter().map(|(_, rest)| *rest).collect();
    split
        .iter()
        .all(|(other, _)| other == head)
        .then(|| format!("{head} whose {}", rests.join(&format!(" {word} whose "))))
}
