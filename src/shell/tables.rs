//! What `.facts` and `.sources` show.
//!
//! In: the base. Out: answers like those to a query, so that every format works for them.
//! Absent: drawing them (`render`).

use std::collections::HashMap;

use smallvec::SmallVec;

use super::Base;
use crate::eval::{Answer, Cell, Column, ColumnKind, Row};
use crate::fact::{Source, SourceId};
use crate::store::Store;
use crate::text::english;
use crate::time::Shape;

/// The relations with the number of their facts, and where they were read from.
pub(super) fn facts(base: &Base) -> (Answer, String) {
    let store = base.store();
    let row = |table: &crate::store::Table| {
        let relation = store.relation(table.relation());
        vec![
            Cell::Text(relation.name.clone()),
            count(table.len()),
            Cell::Text(shape(relation.shape).to_owned()),
            relation.about.clone().map_or(Cell::Empty, Cell::Text),
        ]
    };
    let rows = store.tables().filter(|table| !table.is_empty()).map(|table| (None, row(table))).collect();
    let columns = vec![
        column("relation", ColumnKind::Text, 0),
        column("facts", ColumnKind::Number, 0),
        column("shape", ColumnKind::Text, 2),
        column("about", ColumnKind::Text, 1),
    ];
    let reading = format!(
        "{} about {}, {}, with {}",
        english::plural(store.fact_count(), "fact"),
        english::counted(store.entity_count(), "entity", "entities"),
        base.origin(),
        english::plural(store.sources().len(), "source")
    );
    (answer(columns, rows), reading)
}

/// The sources with the number of facts that cite them.
pub(super) fn sources(store: &Store) -> (Answer, String) {
    let cited = citations(store);
    let row = |source: &Source| {
        let text = |value: &Option<String>| value.clone().map_or(Cell::Empty, Cell::Text);
        let published = source.published.as_ref();
        vec![
            Cell::Text(source.name.clone()),
            Cell::Text(source.title.clone()),
            text(&source.publisher),
            published.map_or(Cell::Empty, |date| Cell::Date { date: date.to_string(), also: Vec::new() }),
            count(cited.get(&source.id).copied().unwrap_or(0)),
            text(&source.url),
        ]
    };
    let rows = store.sources().map(|source| (Some(source.id), row(source))).collect();
    let columns = vec![
        column("source", ColumnKind::Text, 0),
        column("title", ColumnKind::Text, 0),
        column("publisher", ColumnKind::Text, 2),
        column("published", ColumnKind::Date, 1),
        column("facts", ColumnKind::Number, 1),
        column("url", ColumnKind::Text, 3),
    ];
    (answer(columns, rows), format!("{} of facts", english::plural(store.sources().len(), "source")))
}

fn shape(shape: Shape) -> &'static str {
    match shape {
        Shape::State => "state",
        Shape::Event => "event",
        Shape::Measure => "measure",
    }
}

fn citations(store: &Store) -> HashMap<SourceId, usize> {
    let mut cited = HashMap::new();
    for table in store.tables() {
        for row in table.rows() {
            for citation in table.citations(row) {
                *cited.entry(citation.source).or_insert(0) += 1;
            }
        }
    }
    cited
}

/// Rows, each with the source that it is about.
fn answer(columns: Vec<Column>, rows: Vec<(Option<SourceId>, Vec<Cell>)>) -> Answer {
    let row = |(source, cells)| Row { source, ..Row::new(cells, true, SmallVec::new()) };
    Answer::of_rows(columns, rows.into_iter().map(row).collect(), Vec::new())
}

fn column(title: &str, kind: ColumnKind, priority: u8) -> Column {
    Column { title: title.to_owned(), key: title.to_owned(), kind, priority }
}

#[expect(clippy::cast_precision_loss, reason = "no base holds 2^53 facts")]
fn count(n: usize) -> Cell {
    Cell::Number { text: english::number(n as u64), amount: n as f64 }
}
