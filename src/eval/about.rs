//! Answers to queries about one thing and about the answer.
//!
//! In: the form of the query. Out: an answer, and what its rows are about. The forms themselves are in
//! `describe`, `timeline`, `chains`, `sources`, `conflicts`, `why`. Absent: remembering; the caller does.

use super::answer::{Answer, Cell, Column, ColumnKind, Row};
use super::hit::{Hit, Key};
use super::run::Runner;
use super::{Error, chains, conflicts, count, coverage, describe, gaps, keep, sources, timeline, why};
use crate::fact::FactId;
use crate::plan::Plan;
use crate::resolve::{About, Keys, Query};

pub(super) fn answer(
    query: &Query,
    about: &About,
    plan: &Plan,
    runner: &Runner<'_>,
) -> Result<(Answer, Option<Keys>), Error> {
    let answer = match about {
        About::Describe(thing) => return Ok((describe::answer(query, thing, runner)?, None)),
        About::Let { name, value } => return Ok((given(name, value), None)),
        About::Why { rows, .. } => why::answer(rows, query.frame.known, runner.store),
        About::WhyCounted { row, of } => {
            why::answer(&count::behind(of, *row, plan, runner)?, query.frame.known, runner.store)
        }
        About::WhyNot(entity) => why::not(query, *entity, plan, runner)?,
        About::Timeline(moments) => timeline::answer(query, moments, plan, runner)?,
        About::Connections(_) => chains::answer(query, plan, runner)?,
        About::Sources => {
            return Ok((sources::answer(query, &hits(query, plan, runner)?, runner)?, None));
        }
        About::Gaps(absence) => gaps::answer(query, *absence, &runner.op(&plan.root)?, runner)?,
        About::Coverage => return Ok((coverage::answer(query, runner.store), None)),
        About::Conflicts => conflicts::answer(query, plan, runner)?,
    };
    let keys = leading_facts(&answer);
    Ok((answer, Some(keys)))
}

fn hits(query: &Query, plan: &Plan, runner: &Runner<'_>) -> Result<Vec<Hit>, Error> {
    let mut hits = runner.op(&plan.root)?;
    keep(&mut hits, query.certainty, runner)?;
    Ok(hits)
}

/// What rows are about, in their order.
pub(super) fn keys(keys: &[Key]) -> Keys {
    if let Some(Key::Fact(_)) = keys.first() {
        let fact = |key: &Key| match key {
            Key::Fact(fact) => Some(*fact),
            Key::Entity(_) => None,
        };
        return Keys::Facts(keys.iter().filter_map(fact).collect());
    }
    let entity = |key: &Key| match key {
        Key::Entity(entity) => Some(*entity),
        Key::Fact(_) => None,
    };
    Keys::Entities(keys.iter().filter_map(entity).collect())
}

/// The facts that speak for the rows.
pub(super) fn leading_facts(answer: &Answer) -> Keys {
    Keys::Facts(answer.rows.iter().filter_map(|row| row.facts.first().copied()).collect())
}

/// A column; its key is its title.
pub(super) fn column(title: &str, kind: ColumnKind, priority: u8) -> Column {
    Column { title: title.to_owned(), key: title.replace([' ', '-'], "_"), kind, priority }
}

/// A cell of text; nothing for an empty one.
pub(super) fn text(text: impl Into<String>) -> Cell {
    let text = text.into();
    if text.is_empty() { Cell::Empty } else { Cell::Text(text) }
}

/// A cell with a number of things.
pub(super) fn number(count: usize) -> Cell {
    let amount = u32::try_from(count).map_or(f64::INFINITY, f64::from);
    Cell::Number { text: crate::text::english::number(count as u64), amount }
}

/// Rows with their columns; a column that nothing fills is left out, but for the first.
pub(super) fn table(columns: Vec<Column>, mut rows: Vec<Row>, notes: Vec<String>) -> Answer {
    let filled = |at: usize| at == 0 || rows.iter().any(|row| row.cells.get(at) != Some(&Cell::Empty));
    let kept: Vec<bool> = (0..columns.len()).map(filled).collect();
    for row in &mut rows {
        let mut keep = kept.iter();
        row.cells.retain(|_| keep.next().copied().unwrap_or(false));
    }
    let columns = columns.into_iter().zip(&kept).filter(|(_, keep)| **keep).map(|(column, _)| column);
    Answer::of_rows(columns.collect(), rows, notes)
}

/// A row that rests on these facts.
pub(super) fn row(cells: Vec<Cell>, certain: bool, facts: impl IntoIterator<Item = FactId>) -> Row {
    Row::new(cells, certain, facts.into_iter().collect())
}

fn given(name: &str, value: &str) -> Answer {
    let columns = vec![column("value", ColumnKind::Text, 0), column("stands for", ColumnKind::Text, 0)];
    table(columns, vec![row(vec![text(format!("${name}")), text(value)], true, [])], Vec::new())
}
