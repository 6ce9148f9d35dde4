//! Help on nouns, verbs and names: what the files declare of them.
//!
//! In: a word, the store. Out: text. Absent: the closed words of the language (`keywords`).

use std::fmt::Write;

use super::super::index::{kind_word, weights};
use super::{examples, prose};
use crate::fact::{EntityId, Form, Noun, RelationId, Role, RoleId, RoleKind, Says, Takes, Verb};
use crate::store::{Meaning, Store};
use crate::text::english;

/// Every relation that has facts, with what it is.
pub(super) fn relations(store: &Store) -> Vec<(String, String)> {
    let known = store.relations().filter(|relation| !store.table(relation.id).is_empty());
    let about = |relation: &crate::fact::Relation| {
        let spoken = nouns(relation.id, store);
        let words = if spoken.is_empty() { String::new() } else { format!(" ({})", spoken.join(", ")) };
        format!("{}{words}", relation.about.as_deref().unwrap_or(&relation.name))
    };
    known.map(|relation| (relation.name.replace('-', " "), about(relation))).collect()
}

/// The nouns that speak of a relation, in the plural.
fn nouns(relation: RelationId, store: &Store) -> Vec<String> {
    const MOST: usize = 4;
    const MOST_SENSES: usize = 2;
    // A noun that speaks of many relations tells little of one.
    let speaks = |noun: &&Noun| {
        noun.senses.len() <= MOST_SENSES && noun.senses.iter().any(|sense| sense.relation == relation)
    };
    store
        .nouns()
        .filter(speaks)
        .filter_map(|noun| Some(noun.words.first()?.plural.clone()))
        .take(MOST)
        .collect()
}

/// Everything that a word means, one text for each meaning.
pub(super) fn about(word: &str, store: &Store, width: usize) -> Vec<String> {
    let meanings = store.meanings(word);
    let noun = meanings.iter().any(|meaning| matches!(meaning, Meaning::Noun { .. }));
    // A noun says all that the role of the same word would.
    let told = meanings.iter().filter(|meaning| !(noun && matches!(meaning, Meaning::Role { .. })));
    told.filter_map(|meaning| of(*meaning, store, width)).fold(Vec::new(), |mut all, one| {
        if !all.contains(&one) {
            all.push(one);
        }
        all
    })
}

/// Example queries for a word.
#[cfg(test)]
pub(super) fn examples(word: &str, store: &Store) -> Vec<String> {
    let of = |meaning: &Meaning| match meaning {
        Meaning::Noun { id, .. } => noun_examples(store.noun(*id), store),
        Meaning::Verb { id, .. } => verb_examples(store.verb(*id), store),
        _ => Vec::new(),
    };
    store.meanings(word).iter().flat_map(of).collect()
}

fn of(meaning: Meaning, store: &Store, width: usize) -> Option<String> {
    match meaning {
        Meaning::Entity { id, .. } => Some(entity(id, store, width)),
        Meaning::Noun { id, .. } => Some(noun(store.noun(id), store, width)),
        Meaning::Verb { id, .. } => Some(verb(store.verb(id), store, width)),
        Meaning::Kind { id, .. } => {
            let count = store.entities_of_kind(id).count();
            let word = kind_word(id, store);
            Some(prose(
                &format!("{word}: a kind of thing; the base knows {}.", english::number(count as u64)),
                width,
            ))
        }
        Meaning::Role { relation, role, .. } => {
            let relation = store.relation(relation);
            let role = relation.role(role)?;
            Some(prose(
                &format!("{}: whoever or whatever fills this role of {}.", role.name, relation.name),
                width,
            ))
        }
        Meaning::Source(id) => {
            let source = store.source(id);
            Some(prose(&format!("{}: a source: {}", source.name, source.title), width))
        }
        Meaning::Unit(id) => {
            let unit = store.unit(id);
            let symbols = english::list(&unit.symbols, "or");
            let also = if symbols.is_empty() { String::new() } else { format!(", also {symbols}") };
            Some(prose(&format!("{}: a unit of numbers{also}", unit.words.plural), width))
        }
    }
}

fn entity(id: EntityId, store: &Store, width: usize) -> String {
    let entity = store.entity(id);
    let facts = weights(store).get(&id).copied().unwrap_or(0);
    let mut text = format!("{}: {}", entity.name(), kind_word(entity.kind(), store));
    if let Some(about) = entity.about() {
        let _ = write!(text, ", {about}");
    }
    let also: Vec<&str> = entity.aliases().collect();
    if !also.is_empty() {
        let _ = write!(text, "; also {}", english::list(&also, "and"));
    }
    let _ = write!(text, "; {}", english::plural(facts, "fact"));
    prose(&text, width) + &prose(&format!("  facts about {}", entity.name()), width)
}

fn noun(noun: &Noun, store: &Store, width: usize) -> String {
    let mut out = String::new();
    for sense in &noun.senses {
        let relation = store.relation(sense.relation);
        let word = noun.words.first().map_or("", |words| words.plural.as_str());
        let about = relation.about.as_deref().unwrap_or(&relation.name);
        out += &prose(&format!("{word}: {about}"), width);
        out += &takes(&sense.takes, sense.relation, store, width);
    }
    out + &shown(&noun_examples(noun, store), width)
}

fn noun_examples(noun: &Noun, store: &Store) -> Vec<String> {
    noun.senses.iter().filter_map(|sense| examples::phrase(noun, sense, store)).take(2).collect()
}

fn verb(verb: &Verb, store: &Store, width: usize) -> String {
    let relation = store.relation(verb.relation);
    let says = match verb.says {
        Says::Start => "the beginning of it",
        Says::End => "the end of it",
        Says::Holds => "that it holds",
        Says::Happens => "that it happens",
    };
    let about = relation.about.as_deref().unwrap_or(&relation.name);
    let mut out = prose(&format!("{}: {about}; the verb says {says}", verb.form(Form::Past)), width);
    let object = named(&verb.object, verb.relation, store);
    if !object.is_empty() {
        out += &prose(&format!("  {} {}", verb.form(Form::Past), english::list(&object, "or")), width);
    }
    out += &takes(&verb.takes, verb.relation, store, width);
    out + &shown(&verb_examples(verb, store), width)
}

fn verb_examples(verb: &Verb, store: &Store) -> Vec<String> {
    examples::who(verb, store).into_iter().collect()
}

fn takes(takes: &Takes, relation: RelationId, store: &Store, width: usize) -> String {
    let line = |(preposition, roles): &(String, Vec<RoleId>)| {
        prose(&format!("  {preposition} {}", english::list(&named(roles, relation, store), "or")), width)
    };
    takes.iter().map(line).collect()
}

/// Roles by name, with the kinds that they take: `organisation`, `speaker (person or country)`.
fn named(roles: &[RoleId], relation: RelationId, store: &Store) -> Vec<String> {
    let relation = store.relation(relation);
    roles.iter().filter_map(|role| relation.role(*role)).map(|role| with_kinds(role, store)).collect()
}

fn with_kinds(role: &Role, store: &Store) -> String {
    let kinds: Vec<String> = match &role.kind {
        RoleKind::Entity(kinds) => kinds.iter().map(|kind| kind_word(*kind, store)).collect(),
        RoleKind::Text => vec!["text".to_owned()],
        RoleKind::Number(_) => vec!["number".to_owned()],
        RoleKind::Date => vec!["date".to_owned()],
        RoleKind::Fact => vec!["fact".to_owned()],
    };
    if kinds.is_empty() || kinds == [role.name.clone()] {
        return role.name.clone();
    }
    format!("{} ({})", role.name, english::list(&kinds, "or"))
}

fn shown(queries: &[String], width: usize) -> String {
    queries.iter().map(|query| prose(&format!("example: {query}"), width)).collect()
}
