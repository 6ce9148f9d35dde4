//! The results of a run for people, for programs and for CI.
//!
//! In: [`Results`]. Out: text. The same results give the same text, so no times stand in it. Absent: writing.

mod json;
mod junit;

pub use json::json;
pub use junit::junit;

use std::fmt::Write;

use crate::text::{escape_block, escape_controls};

use super::compare::{Difference, Failure};
use super::diff::Change;
use super::run::{Outcome, Results, Summary, Tested};

/// What the report looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Style {
    /// For people.
    #[default]
    Text,
    /// One JSON object.
    Json,
}

/// For people: every case that needs attention, then one line of counts.
pub fn text(results: &Results) -> String {
    let mut out = String::new();
    for broken in &results.broken {
        out.push_str(broken.trim_end());
        out.push_str("\n\n");
    }
    for tested in &results.tested {
        if let Some(block) = block(tested) {
            out.push_str(&block);
            out.push('\n');
        }
    }
    out.push_str(&counts(results.summary()));
    out.push('\n');
    out
}

/// `131 cases: 120 passed, 2 failed`, with what is not zero.
fn counts(summary: Summary) -> String {
    let Summary { passed, failed, skipped, known_failures, updated, broken, untested } = summary;
    let total = passed + failed + skipped + known_failures + updated;
    let mut parts = vec![format!("{passed} passed")];
    let words = [
        (failed, "failed"),
        (updated, "updated"),
        (skipped, "skipped"),
        (known_failures, if known_failures == 1 { "known failure" } else { "known failures" }),
        (broken, "not run"),
    ];
    parts.extend(words.iter().filter(|(count, _)| *count > 0).map(|(count, word)| format!("{count} {word}")));
    let stopped = if untested > 0 { format!("; stopped with {untested} left") } else { String::new() };
    format!("{total} {}: {}{stopped}", if total == 1 { "case" } else { "cases" }, parts.join(", "))
}

fn block(tested: &Tested) -> Option<String> {
    let (message, failure) = match &tested.outcome {
        Outcome::Passed | Outcome::Skipped(_) | Outcome::KnownFailure(..) => return None,
        Outcome::Unexpected(reason) => {
            (format!("passes, and was known to fail ({reason}): remove `:known-failure`"), None)
        }
        Outcome::Failed(failure) => (failure.message.clone(), Some(failure)),
        Outcome::Updated(failure) => (format!("updated: {}", failure.message), None),
        Outcome::Refused(refusal, failure) => (refusal.sentence().to_owned(), Some(failure)),
    };
    let mut out = format!("{}:{}: {}\n", tested.file, tested.case.line, tested.case.title);
    let _ = writeln!(out, "  {message}");
    if let Some(failure) = failure {
        let query = escape_block(&tested.case.query).replace('\n', "\n         ");
        let _ = writeln!(out, "  query: {query}");
        out.push_str(&changes(failure));
    }
    Some(out)
}

/// The differences, one a line: `-` stated, `+` made, `~` a cell.
fn changes(failure: &Failure) -> String {
    let mut out = String::new();
    for difference in &failure.changes {
        let _ = writeln!(out, "    {}", escape_controls(&line(difference)));
    }
    out
}

fn line(difference: &Difference) -> String {
    match difference {
        Difference::Line(Change::Same(line)) => format!("  {line}"),
        Difference::Line(Change::Missing(line)) => format!("- {line}"),
        Difference::Line(Change::Added(line)) => format!("+ {line}"),
        Difference::Line(Change::Skipped(1)) => "  … 1 line …".to_owned(),
        Difference::Line(Change::Skipped(count)) => format!("  … {count} lines …"),
        Difference::Cell { row, column, stated, made } => {
            format!("~ {row}: {column} is stated as `{stated}` and is `{made}`")
        }
    }
}

/// One word for what came of a case, for programs.
fn word(outcome: &Outcome) -> &'static str {
    match outcome {
        Outcome::Passed => "passed",
        Outcome::Skipped(_) => "skipped",
        Outcome::KnownFailure(..) => "known failure",
        Outcome::Unexpected(_) => "unexpected pass",
        Outcome::Failed(_) => "failed",
        Outcome::Updated(_) => "updated",
        Outcome::Refused(..) => "refused",
    }
}

#[cfg(test)]
mod tests;
