//! Coverage for people and for programs.
//!
//! In: a grammar, its [`Coverage`], the list of what cannot be reached. Out: text or JSON. Absent: whether that is
//! good enough; the caller asks [`Coverage::share`].

use serde_json::{Value, json};

use super::Coverage;
use crate::text::english;
use crate::workshop::grammar::{Grammar, Point};
use crate::workshop::interpret::Reach;
use crate::workshop::listed::Listed;

/// Every class, the best first.
const CLASSES: [Reach; 5] = [Reach::Used, Reach::GivenUp, Reach::Ahead, Reach::Tried, Reach::Never];

/// The points that no case shows, each with its place, then the figures.
pub fn text(
    grammar: &Grammar,
    coverage: &Coverage,
    listed: &Listed,
    counts: &dyn Fn(&Point) -> bool,
) -> String {
    let mut out = String::new();
    for point in grammar.points().iter().filter(|point| counts(point)) {
        if coverage.covers(point) || listed.reason(&point.key).is_some() {
            continue;
        }
        let (accepted, rejected) = (coverage.accepted(point), coverage.rejected(point));
        let otherwise = if rejected > accepted {
            format!(" ({} in rejected cases)", word(rejected))
        } else {
            String::new()
        };
        out += &format!("{}: {}{otherwise}\n    {}\n", grammar.place(point.span), word(accepted), point.key);
    }
    if !out.is_empty() {
        out.push('\n');
    }
    out + &summary(grammar, coverage, listed, counts)
}

fn summary(
    grammar: &Grammar,
    coverage: &Coverage,
    listed: &Listed,
    counts: &dyn Fn(&Point) -> bool,
) -> String {
    let mut out = format!("{:24} {:>10} {:>10}\n", "decision points", "accepted", "rejected");
    for class in CLASSES {
        let counted = |reach: &dyn Fn(&Point) -> Reach| {
            grammar.points().iter().filter(|point| counts(point) && reach(point) == class).count()
        };
        let accepted = counted(&|point| coverage.accepted(point));
        let rejected = counted(&|point| coverage.rejected(point));
        out += &format!("{:24} {accepted:>10} {rejected:>10}\n", word(class));
    }
    let (all, covered) = coverage.share(grammar, listed, counts);
    let on_list = grammar.points().iter().filter(|point| counts(point)).count() - all;
    out += &format!(
        "\n{covered} of {} covered ({} %) by {} that the grammar accepts and {} that it rejects",
        english::counted(all, "point", "points"),
        percent(covered, all),
        english::counted(coverage.accepting, "case", "cases"),
        coverage.rejecting,
    );
    if on_list > 0 {
        out += &format!("; {on_list} more listed as impossible");
    }
    out + if coverage.stopped { "; stopped before the end\n" } else { "\n" }
}

/// A share of a hundred with one decimal, rounded down, so that only all is 100.
pub(super) fn percent(part: usize, all: usize) -> String {
    let thousandths = (part * 1000).checked_div(all).unwrap_or(1000);
    format!("{}.{}", thousandths / 10, thousandths % 10)
}

fn word(reach: Reach) -> &'static str {
    match reach {
        Reach::Used => "used",
        Reach::GivenUp => "matched, then given up",
        Reach::Ahead => "only in looking ahead",
        Reach::Tried => "tried",
        Reach::Never => "never reached",
    }
}

/// The same as one object.
pub fn json(
    grammar: &Grammar,
    coverage: &Coverage,
    listed: &Listed,
    counts: &dyn Fn(&Point) -> bool,
) -> Value {
    let (all, covered) = coverage.share(grammar, listed, counts);
    let points = grammar.points().iter().filter(|point| counts(point)).map(|point| {
        let place = grammar.place(point.span);
        json!({
            "point": point.key,
            "file": place.file,
            "line": place.line,
            "column": place.column,
            "accepted": word(coverage.accepted(point)),
            "rejected": word(coverage.rejected(point)),
            "covered": coverage.covers(point),
            "impossible": listed.reason(&point.key),
        })
    });
    json!({
        "points": points.collect::<Vec<_>>(),
        "count": all,
        "covered": covered,
        "accepting_cases": coverage.accepting,
        "rejecting_cases": coverage.rejecting,
        "stopped": coverage.stopped,
    })
}
