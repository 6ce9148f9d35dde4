//! How a query was answered, step by step.
//!
//! In: what every stage made of a query. Out: [`Step`]s with estimated and actual rows and time, the tree, and the
//! answer to `explain Q`. Absent: layout.

use std::time::Duration;

use smallvec::SmallVec;

use super::Answered;
use crate::eval::{Answer, Cell, Column, ColumnKind, Row};
use crate::store::Store;
use crate::syntax::{self, OutlineLine};
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

/// A query with how it was read.
#[derive(Debug, Clone)]
pub struct Explained {
    /// What every stage made of it.
    pub answered: Answered,
    /// Its tree, line by line.
    pub tree: Vec<OutlineLine>,
}

/// The tree of the query that `explain` stands before, as it was typed.
pub(super) fn tree(text: &str, reader: syntax::Reader<'_>) -> Vec<OutlineLine> {
    let outlined = |marked: &syntax::Marked| {
        let node = reader.nodes(marked, text).ok()?;
        let explained = node.child("about")?.child("explained")?;
        Some(syntax::outline(explained.children.get(1..)?, marked))
    };
    reader.mark(text).ok().as_ref().and_then(outlined).unwrap_or_default()
}

/// The answer to `explain Q`: the tree of Q and the steps of its plan as rows.
pub(super) fn explained(tree: syntax::Query, inner: Explained, store: &Store) -> Answered {
    let columns = [
        ("stage", ColumnKind::Mark, 0),
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
    let line =
        |line: &OutlineLine| Step { depth: line.depth, text: line.text.clone(), rows: None, time: None };
    let tree_rows = inner.tree.iter().map(|one| step_row("tree", &line(one)));
    let asked = &inner.answered;
    let rows = tree_rows.chain(asked.steps(store).iter().map(|step| step_row("plan", step))).collect();
    let notes = vec![format!("query: {}", asked.tree), format!("{} in all", english::duration(asked.time))];
    let answer = Answer::of_rows(columns.to_vec(), rows, notes);
    Answered {
        tree,
        query: asked.query.clone(),
        reading: format!("how this is answered: {}", asked.reading),
        plan: asked.plan.clone(),
        answer,
        rivals: super::Rivals::default(),
        time: asked.time,
        profile: asked.profile.clone(),
        explained: Some(Box::new(inner)),
    }
}

fn step_row(stage: &str, step: &Step) -> Row {
    let number = |count: u64| Cell::Number { text: english::number(count), amount: amount(count) };
    let (expected, rows) = match step.rows {
        Some((expected, rows)) => (number(expected), number(rows)),
        None => (Cell::Empty, Cell::Empty),
    };
    let time = step.time.map_or(Cell::Empty, |time| Cell::Text(precise(time)));
    let stage = Cell::Text(stage.to_owned());
    let text = Cell::Text(format!("{}{}", "  ".repeat(step.depth), step.text));
    Row::new(vec![stage, text, expected, rows, time], true, SmallVec::new())
}

#[expect(clippy::cast_precision_loss, reason = "rows beyond 2^53 are never made")]
fn amount(count: u64) -> f64 {
    count as f64
}

/// A step's time, which is often far below a millisecond.
pub fn precise(time: Duration) -> String {
    let micros = time.as_micros();
    if micros < 1_000 { format!("{micros} µs") } else { english::duration(time) }
}
