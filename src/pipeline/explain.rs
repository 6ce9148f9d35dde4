//! How a query was answered, step by step.
//!
//! In: what every stage made of a query. Out: [`Step`]s with estimated and actual rows and time, and the answer to
//! `explain Q`. Absent: layout.

use std::time::Duration;

use smallvec::SmallVec;

use super::Answered;
use crate::eval::{Answer, Cell, Column, ColumnKind, Row};
use crate::store::Store;
use crate::syntax;
use crate::text::english;

/// One line of a plan, with what it came to. A line without rows tells what the step above it tests.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// How deep it stands, from 0.
    pub depth: usize,
    /// What it does.
    pub text: String,
    /// The rows that the planner expected, and those that came.
    pub rows: Option<(u64, u64)>,
    /// How long it took, the steps below it included.
    pub time: Option<Duration>,
}

impl Answered {
    /// The plan line by line, the answer's own step first.
    pub fn steps(&self, store: &Store) -> Vec<Step> {
        let step = |line: crate::plan::Line| {
            let measured = line.step.and_then(|step| self.profile.get(step));
            Step {
                depth: line.depth,
                text: line.text,
                rows: measured.map(|measured| (line.estimate, measured.rows)),
                time: measured.map(|measured| measured.time),
            }
        };
        self.plan.lines(store).into_iter().map(step).collect()
    }
}

/// The answer to `explain Q`: the steps of Q as rows.
pub(super) fn explained(tree: syntax::Query, inner: Answered, store: &Store) -> Answered {
    let columns = [
        ("step", ColumnKind::Text, 0),
        ("expected", ColumnKind::Number, 1),
        ("rows", ColumnKind::Number, 0),
        ("time", ColumnKind::Text, 0),
    ];
    let columns = columns.map(|(title, kind, priority)| Column {
        title: title.to_owned(),
        key: title.to_owned(),
        kind,
        priority,
    });
    let rows = inner.steps(store).iter().map(step_row).collect();
    let notes = vec![format!("query: {}", inner.tree), format!("{} in all", english::duration(inner.time))];
    let answer = Answer::of_rows(columns.to_vec(), rows, notes);
    Answered {
        tree,
        query: inner.query.clone(),
        reading: format!("how this is answered: {}", inner.reading),
        plan: inner.plan.clone(),
        answer,
        rivals: super::Rivals::default(),
        time: inner.time,
        profile: inner.profile.clone(),
        explained: Some(Box::new(inner)),
    }
}

fn step_row(step: &Step) -> Row {
    let number = |count: u64| Cell::Number { text: english::number(count), amount: amount(count) };
    let (expected, rows) = match step.rows {
        Some((expected, rows)) => (number(expected), number(rows)),
        None => (Cell::Empty, Cell::Empty),
    };
    let time = step.time.map_or(Cell::Empty, |time| Cell::Text(precise(time)));
    let text = Cell::Text(format!("{}{}", "  ".repeat(step.depth), step.text));
    Row::new(vec![text, expected, rows, time], true, SmallVec::new())
}

#[expect(clippy::cast_precision_loss, reason = "rows beyond 2^53 are never made")]
fn amount(count: u64) -> f64 {
    count as f64
}

/// A step's time, which is often far below a millisecond.
fn precise(time: Duration) -> String {
    let micros = time.as_micros();
    if micros < 1_000 { format!("{micros} µs") } else { english::duration(time) }
}
