//! What a row rests on, as JSON: facts, sources, accounts.
//!
//! In: a row. Out: values, whose keys `docs/output.md` explains. Absent: the cells of the row.

use serde_json::{Map, Value, json};

use crate::eval::Row;
use crate::fact::{Citation, FactId, Place};
use crate::render::{View, support};
use crate::store::Store;

/// The facts: `{"id": …, "relation": …, "file": …, "line": …}`; one without an id in the files has none.
pub(super) fn facts(row: &Row, store: &Store) -> Value {
    row.facts.iter().map(|fact| self::fact(*fact, store)).collect()
}

/// The facts of a whole answer, and the declarations of coverage that it rests on.
pub(super) fn facts_of_all(view: &View<'_>) -> Value {
    let mut seen = std::collections::HashSet::new();
    let facts = view.answer.rows.iter().flat_map(|row| row.facts.iter().copied());
    let facts = facts.filter(|fact| seen.insert(*fact)).map(|fact| self::fact(fact, view.store));
    let coverage = support::coverage(view).map(|coverage| {
        let mut object = Map::new();
        let relation = &view.store.relation(coverage.relation).name;
        object.insert("coverage_of".to_owned(), json!(relation));
        placed(&mut object, coverage.place, view.store);
        Value::Object(object)
    });
    facts.chain(coverage).collect()
}

fn fact(fact: FactId, store: &Store) -> Value {
    let table = store.table(fact.relation);
    let mut object = Map::new();
    if let Some(id) = table.fact_id_text(fact.row) {
        object.insert("id".to_owned(), json!(store.text(id)));
    }
    object.insert("relation".to_owned(), json!(store.relation(fact.relation).name));
    placed(&mut object, table.place(fact.row), store);
    Value::Object(object)
}

fn placed(object: &mut Map<String, Value>, place: Place, store: &Store) {
    object.insert("file".to_owned(), json!(store.file_name(place.file)));
    object.insert("line".to_owned(), json!(place.line));
}

/// Sources: `{"id": "kazan-article", "locator": "paragraph 13", "title": …, "published": …, "url": …}`; what is not
/// recorded is left out.
pub(super) fn sources(citations: &[Citation], store: &Store) -> Value {
    let one = |citation: &Citation| {
        let source = store.source(citation.source);
        let mut object = Map::new();
        object.insert("id".to_owned(), json!(source.name));
        let mut add = |key: &str, value: Option<String>| {
            if let Some(value) = value {
                object.insert(key.to_owned(), json!(value));
            }
        };
        add("locator", citation.locator.map(|place| store.text(place).to_owned()));
        add("title", Some(source.title.clone()));
        add("published", source.published.as_ref().map(ToString::to_string));
        add("url", source.url.clone().or_else(|| source.archive.clone()));
        Value::Object(object)
    };
    citations.iter().map(one).collect()
}

/// The accounts of each thing that several facts of the row tell of, the one that leads first; none where every fact
/// stands alone, nor for a count.
pub(super) fn accounts(row: &Row, view: &View<'_>) -> Option<Value> {
    if support::is_count(row) {
        return None;
    }
    let things = support::things(row, view.store).into_iter().filter(|facts| facts.len() > 1);
    let told: Vec<Value> =
        things.map(|facts| facts.iter().map(|fact| account(*fact, view)).collect::<Value>()).collect();
    (!told.is_empty()).then_some(Value::Array(told))
}

/// What one account says: its date, how it stands, who claims it, the ids of its sources.
fn account(fact: FactId, view: &View<'_>) -> Value {
    let (store, table) = (view.store, view.store.table(fact.relation));
    let alone = Row::new(Vec::new(), true, smallvec::smallvec![fact]);
    let mut object = Map::new();
    object.insert("when".to_owned(), json!(table.written(fact.row)));
    for word in support::standing(&alone, store).words() {
        object.insert(word.to_owned(), Value::Bool(true));
    }
    let claimants = support::claimants(&alone, store);
    if !claimants.is_empty() {
        object.insert("according_to".to_owned(), json!(claimants));
    }
    let citations = support::citations(&alone, view);
    let mut ids: Vec<&str> = Vec::new();
    for citation in &citations {
        let id = store.source(citation.source).name.as_str();
        if !ids.contains(&id) {
            ids.push(id);
        }
    }
    object.insert("sources".to_owned(), json!(ids));
    Value::Object(object)
}
