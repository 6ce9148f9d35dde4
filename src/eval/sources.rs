//! The sources behind an answer.
//!
//! In: hits. Out: one row for each source, with the facts of the answer that cite it, the most cited first.

use std::collections::HashMap;

use super::about::{column, number, row, table, text};
use super::answer::{Answer, Cell, ColumnKind};
use super::hit::Hit;
use crate::fact::{FactId, SourceId};
use crate::resolve::Query;
use crate::store::Store;

pub(super) fn answer(query: &Query, hits: &[Hit], store: &Store) -> Answer {
    let mut sources: Vec<(SourceId, Vec<FactId>)> = cited(hits, store).into_iter().collect();
    for (_, facts) in &mut sources {
        facts.sort_unstable();
        facts.dedup();
    }
    sources.sort_by_key(|(source, facts)| {
        (std::cmp::Reverse(facts.len()), store.source(*source).title.clone(), *source)
    });
    sources.truncate(query.finish.limit.unwrap_or(usize::MAX));
    let rows = sources.into_iter().map(|(id, facts)| {
        let source = store.source(id);
        let published = source
            .published
            .as_ref()
            .map_or(Cell::Empty, |date| Cell::Date { date: date.to_string(), also: Vec::new() });
        let by = source.publisher.as_deref().or(source.author.as_deref()).unwrap_or_default();
        let cells = vec![
            text(source.name.as_str()),
            text(source.title.as_str()),
            text(by),
            published,
            number(facts.len()),
            text(source.url.as_deref().or(source.archive.as_deref()).unwrap_or_default()),
        ];
        row(cells, true, facts)
    });
    let columns = vec![
        column("source", ColumnKind::Text, 0),
        column("title", ColumnKind::Text, 1),
        column("publisher", ColumnKind::Text, 2),
        column("published", ColumnKind::Date, 1),
        column("facts", ColumnKind::Number, 0),
        column("link", ColumnKind::Text, 3),
    ];
    table(columns, rows.collect(), Vec::new())
}

fn cited(hits: &[Hit], store: &Store) -> HashMap<SourceId, Vec<FactId>> {
    let mut found: HashMap<SourceId, Vec<FactId>> = HashMap::new();
    for fact in hits.iter().flat_map(|hit| &hit.facts) {
        for citation in store.table(fact.relation).citations(fact.row) {
            found.entry(citation.source).or_default().push(*fact);
        }
    }
    found
}
