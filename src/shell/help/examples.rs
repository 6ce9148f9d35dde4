//! Queries to begin with, made from what the base holds most of.
//!
//! In: the store. Out: queries that have an answer. Absent: any name or word of a particular base.

use crate::fact::{EntityId, Noun, RelationId, RoleId, Says, Sense, Verb};
use crate::store::{Store, Table};
use crate::syntax;
use crate::text::english;
use crate::time::Shape;

/// The first year of the example with *since*.
const SINCE: &str = "since 2020";

/// Queries of different forms, on the relations with most facts.
pub(super) fn of(store: &Store) -> Vec<String> {
    let mut found = Vec::new();
    if let Some(role) = fullest(store, |noun, sense| role_phrase(noun, sense, store)) {
        found.push(role.clone());
        found.push(format!("{role} {SINCE}"));
        found.push(format!("how many {role}"));
        found.push(format!("count {role} per year"));
    }
    found.extend(fullest(store, |noun, sense| is_it(noun, sense, store)));
    let starts = store.verbs().filter(|verb| verb.says == Says::Start);
    if let Some(verb) = starts.max_by_key(|verb| facts(verb.relation, store)) {
        found.extend(who(verb, store));
        found.extend(when(verb, store));
    }
    found.extend(fullest(store, |noun, sense| fact_phrase(noun, sense, store)));
    found
}

/// A phrase with the noun: with its first preposition and the name that most facts have there.
pub(super) fn phrase(noun: &Noun, sense: &Sense, store: &Store) -> Option<String> {
    let table = store.table(sense.relation);
    let filled = |(preposition, roles): &(String, Vec<RoleId>)| {
        let (name, _) = roles.iter().find_map(|role| commonest(table, *role, sense, store))?;
        Some(format!("{} {preposition} {name}", noun.words.first()?.plural))
    };
    sense.takes.iter().find_map(filled)
}

/// Who did it, with the commonest object.
pub(super) fn who(verb: &Verb, store: &Store) -> Option<String> {
    let table = store.table(verb.relation);
    let object = verb.object.iter().find_map(|role| top(table, *role, store))?;
    Some(format!("who {} {object}", verb.form(crate::fact::Form::Past)))
}

/// When somebody did it, by the first fact that has both subject and object.
fn when(verb: &Verb, store: &Store) -> Option<String> {
    let table = store.table(verb.relation);
    let name = |id: &EntityId| name(*id, store);
    let row = |row: u32| {
        let subject = table.entities(verb.subject, row).first().and_then(name)?;
        let object = verb.object.iter().find_map(|role| table.entities(*role, row).first()).and_then(name)?;
        Some(format!("when did {subject} {} {object}?", verb.form(crate::fact::Form::Base)))
    };
    table.rows().find_map(row)
}

/// The phrase of the noun whose relation has most facts.
fn fullest(store: &Store, make: impl Fn(&Noun, &Sense) -> Option<String>) -> Option<String> {
    let senses = store
        .nouns()
        .filter(|noun| noun.senses.len() == 1)
        .flat_map(|noun| noun.senses.iter().map(move |sense| (noun, sense)));
    let mut found: Vec<(usize, String)> =
        senses.filter_map(|(noun, sense)| Some((facts(sense.relation, store), make(noun, sense)?))).collect();
    // The first of equals, as declared.
    found.sort_by_key(|(facts, _)| std::cmp::Reverse(*facts));
    found.into_iter().next().map(|(_, phrase)| phrase)
}

fn role_phrase(noun: &Noun, sense: &Sense, store: &Store) -> Option<String> {
    let fits = sense.answers.is_some() && sense.fixes.is_empty() && shape(sense, store) == Shape::State;
    if fits { phrase(noun, sense, store) } else { None }
}

fn fact_phrase(noun: &Noun, sense: &Sense, store: &Store) -> Option<String> {
    let fits = sense.answers.is_none() && shape(sense, store) == Shape::Event;
    if fits { phrase(noun, sense, store) } else { None }
}

/// Is A a member of B?
fn is_it(noun: &Noun, sense: &Sense, store: &Store) -> Option<String> {
    let answers = sense.answers.filter(|_| sense.fixes.is_empty() && shape(sense, store) == Shape::State)?;
    let table = store.table(sense.relation);
    let subject = top(table, answers, store)?;
    let (preposition, roles) = sense.takes.first()?;
    let object = roles.iter().find_map(|role| top(table, *role, store))?;
    let singular = &noun.words.first()?.singular;
    Some(format!("is {subject} {} {singular} {preposition} {object}?", english::article(singular)))
}

fn shape(sense: &Sense, store: &Store) -> Shape {
    store.relation(sense.relation).shape
}

fn facts(relation: RelationId, store: &Store) -> usize {
    store.table(relation).len()
}

fn top(table: &Table, role: RoleId, store: &Store) -> Option<String> {
    let keys = table.keys(role).iter();
    let id = keys.rev().max_by_key(|id| table.postings(role, **id).len())?;
    name(*id, store)
}

/// The name of an entity, if a query can hold it without quotes: examples should look easy.
fn name(id: EntityId, store: &Store) -> Option<String> {
    let name = store.entity(id).name();
    syntax::parse(name, store).is_ok().then(|| name.to_owned())
}

/// The name that most facts have in a role, among those that the noun's fixed roles leave.
fn commonest(table: &Table, role: RoleId, sense: &Sense, store: &Store) -> Option<(String, usize)> {
    let fixed =
        |row: &u32| sense.fixes.iter().all(|(role, value)| table.entities(*role, *row).contains(value));
    let count = |id: &EntityId| table.postings(role, *id).iter().filter(|row| fixed(row)).count();
    let counted = table.keys(role).iter().rev().map(|id| (count(id), *id));
    let (count, id) = counted.max_by_key(|(count, _)| *count).filter(|(count, _)| *count > 0)?;
    Some((name(id, store)?, count))
}
