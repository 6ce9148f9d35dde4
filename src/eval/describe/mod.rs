//! What the base knows of a thing or a word.
//!
//! In: an entity, a kind, or relations. Out: rows of what it is, what is recorded, and queries that can be asked.
//! Everything comes from the vocabulary and the facts; each example query is resolved before it is shown.

mod entity;
mod examples;
mod relation;

use super::Error;
use super::about::{column, number, row, table, text};
use super::answer::{Answer, Cell, ColumnKind, Row};
use super::run::Runner;
use crate::fact::KindId;
use crate::resolve::{Query, Thing};
use crate::store::Store;
use crate::text::english;

/// Rows in the making.
struct Rows<'s> {
    store: &'s Store,
    query: &'s Query,
    found: Vec<Row>,
}

pub(super) fn answer(query: &Query, thing: &Thing, runner: &Runner<'_>) -> Result<Answer, Error> {
    let mut rows = Rows { store: runner.store, query, found: Vec::new() };
    match thing {
        Thing::Entity(entity) => rows.entity(*entity, runner)?,
        Thing::Kind(kind) => rows.kind(*kind),
        Thing::Relations { relations, .. } if relations.len() == 1 => rows.relation(relations[0]),
        Thing::Relations { word, relations } => rows.relations(word, relations),
    }
    let columns = vec![
        column("about", ColumnKind::Text, 0),
        column("value", ColumnKind::Text, 0),
        column("facts", ColumnKind::Number, 1),
        column("ask", ColumnKind::Text, 1),
    ];
    Ok(table(columns, rows.found, Vec::new()))
}

impl Rows<'_> {
    /// A row of what is so; none where there is nothing to say.
    fn say(&mut self, about: &str, value: impl Into<String>) {
        let value = value.into();
        if !value.is_empty() {
            self.found.push(row(vec![text(about), text(value), Cell::Empty, Cell::Empty], true, []));
        }
    }

    /// A row with the number of facts behind it, and a query that lists them.
    fn count(&mut self, about: &str, value: impl Into<String>, facts: usize, ask: Option<String>) {
        let cells = vec![text(about), text(value), number(facts), text(ask.unwrap_or_default())];
        self.found.push(row(cells, true, []));
    }

    /// A row with a query that can be asked.
    fn ask(&mut self, query: String) {
        self.found.push(row(vec![text("you can ask"), Cell::Empty, Cell::Empty, text(query)], true, []));
    }

    fn kind(&mut self, id: KindId) {
        let kind = self.store.kind(id);
        self.say("kind", kind.name.as_str());
        let words: Vec<String> =
            kind.words.iter().map(|words| format!("{}, {}", words.singular, words.plural)).collect();
        self.say("words", words.join("; "));
        self.say("is a kind of", self.kinds(&kind.within));
        let inside: Vec<KindId> =
            self.store.kinds().filter(|other| other.within.contains(&id)).map(|kind| kind.id).collect();
        self.say("kinds of it", self.kinds(&inside));
        let members: Vec<_> = self.store.entities_of_kind(id).collect();
        let first: Vec<&str> = members.iter().take(5).map(|id| self.store.entity(*id).name()).collect();
        self.say("how many", english::number(members.len() as u64));
        self.say("such as", first.join(", "));
        for query in examples::of_kind(id, self.store, self.query.frame.today) {
            self.ask(query);
        }
    }

    fn kinds(&self, kinds: &[KindId]) -> String {
        let names: Vec<&str> = kinds.iter().map(|kind| self.store.kind(*kind).name.as_str()).collect();
        english::list(&names, "and")
    }
}
