//! The sources behind an answer.
//!
//! In: hits. Out: one row for each source, with the facts of the answer that cite it, the most cited first.

use std::collections::HashMap;

use super::about::{column, number, row, table, text};
use super::answer::{Answer, Cell, ColumnKind, Row};
use super::hit::Hit;
use super::run::Runner;
use super::{Error, known};
use crate::fact::{FactId, SourceId};
use crate::resolve::Query;
use crate::time::Days;

pub(super) fn answer(query: &Query, hits: &[Hit], runner: &Runner<'_>) -> Result<Answer, Error> {
    let store = runner.store;
    let mut sources: Vec<(SourceId, Behind)> = cited(hits, query.frame.known, runner)?.into_iter().collect();
    for (_, behind) in &mut sources {
        runner.sort_by(&mut behind.facts, Ord::cmp)?;
        behind.facts.dedup();
    }
    sources.sort_by_key(|(source, behind)| {
        (std::cmp::Reverse(behind.facts.len()), store.source(*source).title.clone(), *source)
    });
    sources.truncate(query.finish.limit.unwrap_or(usize::MAX));
    let rows = sources.into_iter().map(|(id, Behind { facts, certain })| {
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
        Row { source: Some(id), ..row(cells, certain, facts) }
    });
    let columns = vec![
        column("source", ColumnKind::Text, 0),
        column("title", ColumnKind::Text, 1),
        column("publisher", ColumnKind::Text, 2),
        column("published", ColumnKind::Date, 1),
        column("facts", ColumnKind::Number, 0),
        column("link", ColumnKind::Text, 3),
    ];
    Ok(table(columns, rows.collect(), Vec::new()))
}

/// What of the answer a source stands behind.
#[derive(Default)]
struct Behind {
    facts: Vec<FactId>,
    /// Whether it does for certain.
    certain: bool,
}

fn cited(hits: &[Hit], known: Option<Days>, runner: &Runner<'_>) -> Result<HashMap<SourceId, Behind>, Error> {
    let store = runner.store;
    let mut found: HashMap<SourceId, Behind> = HashMap::new();
    for hit in hits {
        runner.look()?;
        for fact in &hit.facts {
            for citation in known::citations(store.table(fact.relation), fact.row, known, store) {
                let behind = found.entry(citation.source).or_default();
                behind.facts.push(*fact);
                behind.certain |= hit.certain && known::source(citation.source, known, store).is_certain();
            }
        }
    }
    Ok(found)
}
