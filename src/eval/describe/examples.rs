//! Queries that can be asked of a thing, made from the vocabulary and from names that have facts.
//!
//! In: an entity, a relation, a kind. Out: queries, each read and resolved before it is offered.

use crate::fact::{EntityId, Form, KindId, Noun, RelationId, RoleId, Sense, Verb};
use crate::resolve;
use crate::store::Store;
use crate::syntax;
use crate::time::Day;

/// The most examples of one relation.
const MOST: usize = 6;

/// A query for the facts in which the entity fills that role.
pub(super) fn of_entity(
    entity: EntityId,
    relation: RelationId,
    role: RoleId,
    store: &Store,
    today: Day,
) -> Option<String> {
    let name = store.entity(entity).name();
    let senses = || store.nouns().flat_map(|noun| noun.senses.iter().map(move |sense| (noun, sense)));
    let whole = senses().filter(|(noun, sense)| {
        sense.relation == relation && sense.answers.is_none() && noun.senses.len() == 1
    });
    let others = senses().filter(|(noun, sense)| {
        sense.relation == relation
            && sense.answers != Some(role)
            && sense.answers.is_some()
            && noun.senses.len() == 1
    });
    whole.chain(others).find_map(|(noun, sense)| {
        let plural = &noun.words.first()?.plural;
        let mut takes: Vec<_> = sense.takes.iter().filter(|(_, roles)| roles.contains(&role)).collect();
        if store.relation(relation).role(role).is_some_and(|role| role.many) {
            // One name alone goes ill with `between`; the short prepositions do for any number.
            takes.sort_by_key(|(word, _)| word.len());
        }
        takes
            .into_iter()
            .map(|(word, _)| format!("{plural} {word} {name}"))
            .find(|query| fills(query, relation, role, store, today))
    })
}

/// Queries about a relation, with the names that have the most facts.
pub(super) fn of_relation(id: RelationId, store: &Store, today: Day) -> Vec<String> {
    let mut found = Vec::new();
    for noun in store.nouns() {
        for sense in noun.senses.iter().filter(|sense| sense.relation == id && noun.senses.len() == 1) {
            found.extend(of_noun(noun, sense, store));
        }
    }
    for verb in store.verbs().filter(|verb| verb.relation == id) {
        found.extend(of_verb(verb, store));
    }
    found.retain(|query| can_be_asked(query, store, today));
    found.dedup();
    found.truncate(MOST);
    found
}

/// Queries about a kind.
pub(super) fn of_kind(id: KindId, store: &Store, today: Day) -> Vec<String> {
    let Some(words) = store.kind(id).words.first() else { return Vec::new() };
    let verbs = store.verbs().filter_map(|verb| {
        let object = verb.object.iter().find_map(|role| busiest(verb.relation, *role, store));
        Some(format!("{} that {} {}", words.plural, verb.form(Form::Past), object?))
    });
    let mut found: Vec<String> =
        verbs.filter(|query| can_be_asked(query, store, today)).take(MOST - 1).collect();
    found.insert(0, words.plural.clone());
    found
}

fn of_noun(noun: &Noun, sense: &Sense, store: &Store) -> Option<String> {
    let plural = &noun.words.first()?.plural;
    let said = sense.takes.iter().find_map(|(word, roles)| {
        let name = busiest(sense.relation, *roles.first()?, store)?;
        Some(format!("{plural} {word} {name}"))
    });
    Some(said.unwrap_or_else(|| plural.clone()))
}

fn of_verb(verb: &Verb, store: &Store) -> Option<String> {
    let past = verb.form(Form::Past);
    let object = verb.object.iter().find_map(|role| busiest(verb.relation, *role, store));
    if let Some(object) = object {
        return Some(format!("who {past} {object}"));
    }
    verb.takes.iter().find_map(|(word, roles)| {
        Some(format!("who {past} {word} {}", busiest(verb.relation, *roles.first()?, store)?))
    })
}

/// The name that fills the role in the most facts.
fn busiest(relation: RelationId, role: RoleId, store: &Store) -> Option<String> {
    let table = store.table(relation);
    let keys = table.keys(role).iter();
    let best = keys.max_by_key(|key| (table.postings(role, **key).len(), std::cmp::Reverse(**key)))?;
    Some(store.entity(*best).name().to_owned())
}

fn can_be_asked(query: &str, store: &Store, today: Day) -> bool {
    resolved(query, store, today).is_some()
}

fn resolved(query: &str, store: &Store, today: Day) -> Option<resolve::Query> {
    let tree = syntax::parse(query, store).ok()?;
    resolve::resolve(&tree, store, today).ok()
}

/// Whether the query really puts the name into that role.
fn fills(query: &str, relation: RelationId, role: RoleId, store: &Store, today: Day) -> bool {
    let Some(resolve::Set::Pattern(pattern)) = resolved(query, store, today).map(|query| query.set) else {
        return false;
    };
    pattern.senses.iter().any(|sense| {
        let here = |condition: &resolve::Condition| {
            matches!(condition, resolve::Condition::Role { role: of, .. } if *of == role)
        };
        sense.relation == relation && sense.conditions.iter().any(here)
    })
}
