//! Queries whose answer is a date.
//!
//! In: the date asked for, and the facts that it is counted from. Out: one row with the date, as precise as what it
//! is counted from; and, for readings, the days that tests against facts came to.

use smallvec::SmallVec;

use crate::plan::Plan;
use crate::resolve::{DateAsked, Frame, Used};
use crate::syntax::Side;
use crate::time::{Bounds, Day, Days};

use super::answer::{Answer, Cell, Column, ColumnKind, Row};
use super::hit::Hit;
use super::run::Runner;
use super::{Error, between};

/// Answers with a date.
pub(super) fn answer(
    asked: &DateAsked,
    plan: &Plan,
    frame: &Frame,
    runner: &Runner<'_>,
) -> Result<Answer, Error> {
    let mut notes = Vec::new();
    let rows = match asked {
        DateAsked::Days { days, .. } => vec![row(*days, true, SmallVec::new())],
        DateAsked::Between { unit, first, last, back } => {
            let asked = between::Asked { unit: *unit, first, last, back: *back, frame };
            return between::answer(&asked, runner);
        }
        DateAsked::From { by, .. } => {
            let hits = runner.op(&plan.root)?;
            runner.note_used(0, &hits);
            let chosen = match by.side {
                Side::Before => hits.iter().min_by_key(|hit| hit.when.start_min()),
                Side::After => hits.iter().max_by_key(|hit| hit.when.end_max()),
            };
            let found = chosen.and_then(|hit| Some((by.of(edge(hit, by.side)?)?, hit)));
            if found.is_none() {
                notes.push("there is no day to count from".to_owned());
            }
            let sure = hits.iter().all(|hit| hit.certain);
            found.map(|(days, hit)| row(days, sure, hit.facts.clone())).into_iter().collect()
        }
    };
    let (title, key) = ("date".to_owned(), "date".to_owned());
    let columns = vec![Column { title, key, kind: ColumnKind::Date, priority: 0 }];
    Ok(Answer::of_rows(columns, rows, notes))
}

fn row(days: Days, certain: bool, facts: SmallVec<[crate::fact::FactId; 2]>) -> Row {
    Row::new(vec![Cell::Date { date: days.to_string(), also: Vec::new() }], certain, facts)
}

/// The days on which a fact may begin, or end.
fn edge(hit: &Hit, side: Side) -> Option<Days> {
    match side {
        Side::Before => stretch(hit.when.start_min(), hit.when.start_max()),
        Side::After => stretch(hit.when.end_min(), hit.when.end_max()),
    }
}

fn stretch(from: i32, to: i32) -> Option<Days> {
    Days::new(Day::from_number(from)?, Day::from_number(to)?)
}

/// What a test came to, from the facts that it found.
pub(super) fn used(id: usize, hits: &[Hit]) -> Used {
    let said = |from: i32, to: i32| {
        let unknown = if to == Bounds::UNBOUNDED_FUTURE { "a day to come" } else { "an unknown day" };
        stretch(from, to).map_or_else(|| unknown.to_owned(), |days| days.to_string())
    };
    let first = hits.iter().map(|hit| hit.when).min_by_key(|when| (when.start_min(), when.start_max()));
    let last = hits.iter().map(|hit| hit.when).max_by_key(|when| (when.end_max(), when.end_min()));
    let only = if hits.len() == 1 { first } else { None };
    Used {
        id,
        facts: hits.len(),
        only: only.map(|when| {
            if when.end_max() == Bounds::UNBOUNDED_FUTURE {
                format!("{} and later", said(when.start_min(), when.start_max()))
            } else if when.is_instant() || when.start_max() >= when.end_min() {
                said(when.start_min(), when.end_max())
            } else {
                format!(
                    "{} to {}",
                    said(when.start_min(), when.start_max()),
                    said(when.end_min(), when.end_max())
                )
            }
        }),
        first_start: first.map_or_else(String::new, |when| said(when.start_min(), when.start_max())),
        first_end: first.map_or_else(String::new, |when| said(when.end_min(), when.end_max())),
        last_start: last.map_or_else(String::new, |when| said(when.start_min(), when.start_max())),
        last_end: last.map_or_else(String::new, |when| said(when.end_min(), when.end_max())),
    }
}
