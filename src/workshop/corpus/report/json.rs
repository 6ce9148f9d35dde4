//! The results as JSON.
//!
//! In: [`Results`]. Out: one object, in the order of files and lines. Absent: times.

use serde_json::{Value, json as object};

use super::super::compare::{Difference, Failure};
use super::super::diff::Change;
use super::super::run::{Outcome, Results, Tested};
use super::word;

/// One object: `summary` (counts), `broken` (messages), `cases` (`file`, `line`, `title`, `query`, `tags`,
/// `outcome`; where it applies `reason`, `stage`, `message`, `diff`). Ends in a line break.
pub fn json(results: &Results) -> String {
    let summary = results.summary();
    let cases: Vec<Value> = results.tested.iter().map(case).collect();
    let value = object!({
        "summary": {
            "passed": summary.passed,
            "failed": summary.failed,
            "updated": summary.updated,
            "skipped": summary.skipped,
            "known_failures": summary.known_failures,
            "broken": summary.broken,
            "untested": summary.untested,
        },
        "broken": results.broken,
        "cases": cases,
    });
    format!("{value:#}\n")
}

fn case(tested: &Tested) -> Value {
    let mut value = object!({
        "file": tested.file,
        "line": tested.case.line,
        "title": tested.case.title,
        "query": tested.case.query,
        "tags": tested.case.attributes.tags,
        "outcome": word(&tested.outcome),
    });
    match &tested.outcome {
        Outcome::Passed => {}
        Outcome::Skipped(reason) | Outcome::Unexpected(reason) => value["reason"] = object!(reason),
        Outcome::KnownFailure(reason, found) => {
            value["reason"] = object!(reason);
            failure(&mut value, found);
        }
        Outcome::Refused(refusal, found) => {
            value["reason"] = object!(refusal.sentence());
            failure(&mut value, found);
        }
        Outcome::Failed(found) | Outcome::Updated(found) => failure(&mut value, found),
    }
    value
}

fn failure(value: &mut Value, failure: &Failure) {
    value["stage"] = object!(failure.stage.word());
    value["message"] = object!(failure.message);
    value["diff"] = failure.changes.iter().map(difference).collect();
}

fn difference(difference: &Difference) -> Value {
    match difference {
        Difference::Line(Change::Same(line)) => object!({ "same": line }),
        Difference::Line(Change::Missing(line)) => object!({ "missing": line }),
        Difference::Line(Change::Added(line)) => object!({ "added": line }),
        Difference::Line(Change::Skipped(count)) => object!({ "lines": count }),
        Difference::Cell { row, column, stated, made } => {
            object!({ "row": row, "column": column, "stated": stated, "made": made })
        }
    }
}
