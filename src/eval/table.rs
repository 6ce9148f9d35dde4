//! Numbers by part, as an answer: order, `top`, `limit`, `show`.
//!
//! In: a row for each part with its numbers. Out: [`Answer`]. The rule for `top` (language reference, *certain and
//! possible*): a row is possible if fewer than N others surely rank before it, and certain if fewer than N others may;
//! ties go by name. What is unknown comes last in any order.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use smallvec::SmallVec;

use crate::fact::FactId;
use crate::resolve::{self, Per, Query, Top};
use crate::syntax::{Certainty, Direction};

use super::Error;
use super::answer::{self, Answer, Cell, Column};
use super::aside::Aside;
use super::columns::answer_title;
use super::part::{self, Part};
use super::run::Runner;

/// The numbers of one part.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Row {
    /// Its parts, in the order of the words after `per`.
    pub(super) parts: Vec<Part>,
    /// A cell for each column of numbers.
    pub(super) cells: Vec<Cell>,
    /// For each of these, from where to where the number lies; none where it is unknown.
    pub(super) ranges: Vec<Option<(f64, f64)>>,
    pub(super) certain: bool,
    /// Whether in some world there is no such part.
    pub(super) may_lack: bool,
    pub(super) facts: SmallVec<[FactId; 2]>,
}

/// The rows as an answer; `columns` are those of the numbers.
pub(super) fn answer(
    query: &Query,
    pers: &[Per],
    columns: &[(Column, resolve::Column)],
    rows: Vec<Row>,
    runner: &Runner<'_>,
) -> Result<Answer, Error> {
    let mut rows = Aside::from(rows);
    // What has a ranking of its own comes first.
    let split = query.finish.top.map_or(0, |top| top.ranked.min(pers.len()));
    let order: Vec<usize> = (split..pers.len()).chain(0..split).collect();
    if let Some(top) = query.finish.top {
        rows = Aside::from(ranked(&rows, top));
        let kept =
            |row: &Row| query.certainty.is_none_or(|kept| row.certain == (kept == Certainty::Certainly));
        rows.retain(kept);
    }
    let table = Table { pers, numbers: columns };
    for (column, direction) in query.finish.order.iter().rev() {
        runner.sort_by(&mut rows, |a, b| table.compare(column, *direction, a, b))?;
    }
    rows.truncate(query.finish.limit.unwrap_or(usize::MAX));
    let title = answer_title(&query.set, runner.store);
    let mut all: Vec<(Column, resolve::Column)> = order
        .iter()
        .enumerate()
        .map(|(at, per)| (part::column(&pers[*per], at, &title), identity(&pers[*per])))
        .collect();
    all.extend(columns.iter().cloned());
    let shown = shown(query, &all);
    let cell = |row: &Row, at: usize| match order.get(at) {
        Some(per) => part::cell(&row.parts[*per], &pers[*per]),
        None => row.cells[at - order.len()].clone(),
    };
    let mut found = Aside::with_capacity(rows.len());
    for row in runner.watch(rows.iter()) {
        let row = row?;
        let cells = shown.iter().map(|at| cell(row, *at)).collect();
        found.push(answer::Row::new(cells, row.certain, SmallVec::from_slice(&row.facts)));
    }
    let columns = shown.iter().map(|at| all[*at].0.clone()).collect();
    Ok(Answer::of_rows(columns, found.into_inner(), Vec::new()))
}

/// The places of the columns to show: `show` keeps those that it names, in its order.
fn shown(query: &Query, columns: &[(Column, resolve::Column)]) -> Vec<usize> {
    let find = |wanted: &resolve::Column| columns.iter().position(|(_, column)| column == wanted);
    let kept: Vec<usize> = query.finish.show.iter().filter_map(find).collect();
    if kept.is_empty() { (0..columns.len()).collect() } else { kept }
}

/// What `sorted by` and `show` call a part.
fn identity(per: &Per) -> resolve::Column {
    match per {
        Per::Answer => resolve::Column::Name,
        Per::Unit(_) | Per::EndOf(_) => resolve::Column::Date,
        Per::Role { role, .. } => resolve::Column::Role(role.clone()),
        Per::Variable(variable, name) => resolve::Column::Variable(*variable, name.clone()),
    }
}

/// The first by their number, in each of the parts that are not ranked.
fn ranked(rows: &[Row], top: Top) -> Vec<Row> {
    let mut groups: BTreeMap<&[Part], Vec<&Row>> = BTreeMap::new();
    for row in rows {
        groups.entry(row.parts.get(top.ranked..).unwrap_or_default()).or_default().push(row);
    }
    groups.into_values().flat_map(|group| first(&group, top)).collect()
}

/// The first of a group, the highest first. Rows of the same parts (over what is certain, over what is possible), which
/// stand side by side, do not rival each other.
fn first(group: &[&Row], top: Top) -> Vec<Row> {
    let spans = group.chunk_by(|one, other| one.parts == other.parts).map(span);
    let mut spans: Vec<(f64, f64, &[Part])> = spans.collect();
    // What surely comes behind so many others is no rival to anything that may be shown.
    let mut best: Vec<f64> = spans.iter().map(|span| span.0).collect();
    if top.count < best.len() {
        let (_, least, _) = best.select_nth_unstable_by(top.count.saturating_sub(1), |a, b| b.total_cmp(a));
        spans.retain(|span| span.1 >= *least);
    }
    let mut lows: Vec<(f64, &[Part])> = spans.iter().map(|span| (span.0, span.2)).collect();
    let mut highs: Vec<(f64, &[Part])> = spans.iter().map(|span| (span.1, span.2)).collect();
    lows.sort_by(before);
    highs.sort_by(before);
    let spans: BTreeMap<&[Part], (f64, f64)> =
        spans.into_iter().map(|(low, high, parts)| (parts, (low, high))).collect();
    let mut kept: Vec<Row> = Vec::new();
    for row in group {
        let Some((low, high)) = spans.get(row.parts.as_slice()).copied() else { continue };
        let own: &[Part] = &row.parts;
        let rivals = |others: &[(f64, &[Part])], number: f64| {
            let beats = |other: &(f64, &[Part])| {
                if top.ties { other.0 > number } else { before(other, &(number, own)).is_lt() }
            };
            others.partition_point(beats)
        };
        let surely = rivals(&lows, high);
        let maybe = rivals(&highs, low) - usize::from(low < high);
        if surely < top.count {
            kept.push(Row { certain: row.certain && maybe < top.count, ..(*row).clone() });
        }
    }
    kept.sort_by(|a, b| descending(a.ranges[0], b.ranges[0]).then_with(|| a.parts.cmp(&b.parts)));
    kept
}

/// Where the number of a part may lie, by all its rows.
fn span<'r>(rows: &[&'r Row]) -> (f64, f64, &'r [Part]) {
    let one = |row: &&Row| {
        let (low, high) = range(row);
        (if row.may_lack { f64::NEG_INFINITY } else { low }, high)
    };
    let (lows, highs): (Vec<f64>, Vec<f64>) = rows.iter().map(one).unzip();
    let low = lows.into_iter().reduce(f64::min).unwrap_or(f64::NEG_INFINITY);
    let high = highs.into_iter().reduce(f64::max).unwrap_or(f64::NEG_INFINITY);
    (low, high, rows.first().map_or(&[][..], |row| &row.parts))
}

/// Where the number of a row lies; what is unknown ranks below all.
fn range(row: &Row) -> (f64, f64) {
    row.ranges.first().copied().flatten().unwrap_or((f64::NEG_INFINITY, f64::NEG_INFINITY))
}

/// The larger number first, of equal ones the first name.
fn before(a: &(f64, &[Part]), b: &(f64, &[Part])) -> Ordering {
    b.0.total_cmp(&a.0).then_with(|| a.1.cmp(b.1))
}

/// The larger first, what is unknown last.
fn descending(a: Option<(f64, f64)>, b: Option<(f64, f64)>) -> Ordering {
    match (a, b) {
        (Some(a), Some(b)) => b.1.total_cmp(&a.1).then(b.0.total_cmp(&a.0)),
        (a, b) => a.is_none().cmp(&b.is_none()),
    }
}

/// Compares rows column by column.
struct Table<'a> {
    pers: &'a [Per],
    numbers: &'a [(Column, resolve::Column)],
}

impl Table<'_> {
    fn compare(&self, column: &resolve::Column, direction: Direction, a: &Row, b: &Row) -> Ordering {
        let turned =
            |order: Ordering| if direction == Direction::Descending { order.reverse() } else { order };
        if let Some(at) = self.pers.iter().position(|per| identity(per) == *column) {
            return turned(a.parts[at].cmp(&b.parts[at]));
        }
        // The role that is measured sorts by its first measure.
        let at = self.numbers.iter().position(|(_, number)| number == column).unwrap_or(0);
        match (a.ranges[at], b.ranges[at]) {
            (Some(a), Some(b)) => turned(a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1))),
            (a, b) => a.is_none().cmp(&b.is_none()),
        }
    }
}
