//! How a query is read and answered.
//!
//! In: what every stage made of it. Out: text for people: canonical form, reading, tree, plan with the rows that were
//! expected and those that came, the time of each step. Absent: evaluation; other formats, which show rows.

use std::fmt::Write;

use super::Look;
use crate::pipeline::{Explained, Step, precise};
use crate::store::Store;
use crate::text::{display_width, english, wrap};

/// What stands before a line that belongs to the heading above.
const INDENT: &str = "  ";

/// Everything about how a query was understood.
pub(super) fn explain(explained: &Explained, store: &Store, look: &Look) -> String {
    let answered = &explained.answered;
    let mut out = String::new();
    section(&mut out, "query", &answered.tree.to_string(), look);
    section(&mut out, "reading", &answered.reading, look);
    let tree = explained.tree.iter().map(|line| indented(line.depth, &line.text));
    lines(&mut out, "tree", tree);
    lines(&mut out, "plan", plan(&answered.steps(store)).into_iter());
    let rows = english::plural(answered.answer.rows.len(), "row");
    section(&mut out, "time", &format!("{} for {rows}", english::duration(answered.time)), look);
    out
}

/// The steps, each after what it came to: the rows expected, those that came, the time with the steps below it.
fn plan(steps: &[Step]) -> Vec<String> {
    let head = ["expected", "rows", "time"].map(str::to_owned);
    let all: Vec<[String; 3]> = std::iter::once(head).chain(steps.iter().map(figures)).collect();
    let widest = |at: usize| all.iter().map(|row| display_width(&row[at])).max().unwrap_or(0);
    let widths = [widest(0), widest(1), widest(2)];
    let texts =
        std::iter::once(String::new()).chain(steps.iter().map(|step| indented(step.depth, &step.text)));
    let line = |(row, text): (&[String; 3], String)| {
        let cells = row
            .iter()
            .zip(widths)
            .map(|(cell, width)| format!("{}{cell}", " ".repeat(width.saturating_sub(display_width(cell)))));
        format!("{}{INDENT}{text}", cells.collect::<Vec<_>>().join(INDENT))
    };
    all.iter().zip(texts).map(line).collect()
}

/// Nothing for a line that is no operator.
fn figures(step: &Step) -> [String; 3] {
    let (Some((expected, rows)), Some(time)) = (step.rows, step.time) else { return Default::default() };
    [english::number(expected), english::number(rows), precise(time)]
}

fn indented(depth: usize, text: &str) -> String {
    format!("{}{text}", INDENT.repeat(depth))
}

/// A heading with prose below it, wrapped.
fn section(out: &mut String, heading: &str, text: &str, look: &Look) {
    let wrapped = wrap(text.trim(), look.text_width().saturating_sub(INDENT.len()).max(1));
    lines(out, heading, wrapped.into_iter());
}

/// A heading with lines below it that stay as they are.
fn lines(out: &mut String, heading: &str, text: impl Iterator<Item = String>) {
    let _ = writeln!(out, "{heading}");
    for line in text {
        let _ = writeln!(out, "{INDENT}{}", line.trim_end());
    }
}
