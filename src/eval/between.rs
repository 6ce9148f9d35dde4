//! How long it was from one time to another.
//!
//! In: two times, each days or facts. Out: one row with the length, and the days from and to which it is counted; and, for
//! readings, which facts were used. What is named first decides: after it, the other is its first that begins later; before
//! it, its last that is over by then. Absent: how long one thing lasted (`length`).

use smallvec::SmallVec;

use crate::fact::FactId;
use crate::plan::plan_set;
use crate::resolve::{Endpoint, Frame};
use crate::syntax::Unit;
use crate::text::english;
use crate::time::{Day, Days, Duration};

use super::answer::{Answer, Cell, Column, ColumnKind, Row};
use super::hit::Hit;
use super::run::Runner;
use super::{Error, near};

/// The days on which one end of the stretch may lie, and what says so.
struct End {
    least: i32,
    most: i32,
    certain: bool,
    facts: SmallVec<[FactId; 2]>,
}

/// What is asked: how long from the end of the first to the start of the last.
pub(super) struct Asked<'a> {
    pub(super) unit: Option<Unit>,
    pub(super) first: &'a Endpoint,
    pub(super) last: &'a Endpoint,
    /// Whether the last is what is named, and the first is sought before it.
    pub(super) back: bool,
    pub(super) frame: &'a Frame,
}

/// Answers with a length.
pub(super) fn answer(asked: &Asked<'_>, runner: &Runner<'_>) -> Result<Answer, Error> {
    let (from, to) = if asked.back {
        let to = end(asked.last, false, None, asked.frame, runner)?;
        let from = end(asked.first, true, to.as_ref().map(|to| to.most), asked.frame, runner)?;
        (from, to)
    } else {
        let from = end(asked.first, true, None, asked.frame, runner)?;
        let to = end(asked.last, false, from.as_ref().map(|from| from.least), asked.frame, runner)?;
        (from, to)
    };
    let titles = [("length", ColumnKind::Number), ("from", ColumnKind::Date), ("to", ColumnKind::Date)];
    let column = |(title, kind): (&str, ColumnKind)| Column {
        title: title.to_owned(),
        key: title.to_owned(),
        kind,
        priority: 0,
    };
    let columns = titles.into_iter().map(column).collect();
    let (Some(from), Some(to)) = (from, to) else {
        let note = "there is no such time on record, or none that comes after the other".to_owned();
        return Ok(Answer::of_rows(columns, Vec::new(), vec![note]));
    };
    let Some(length) = length(&from, &to, asked.unit) else {
        let note =
            "the second time does not come after the first is over: ask the other way round".to_owned();
        return Ok(Answer::of_rows(columns, Vec::new(), vec![note]));
    };
    let certain = from.certain && to.certain && from.most <= to.least;
    let cells = vec![length, day(&from), day(&to)];
    let facts = from.facts.iter().chain(&to.facts).copied().collect();
    Ok(Answer::of_rows(columns, vec![Row::new(cells, certain, facts)], Vec::new()))
}

/// The end of a time, or its start; of several facts the one next to `other` on its side, else the last end or first start.
fn end(
    time: &Endpoint,
    ends: bool,
    other: Option<i32>,
    frame: &Frame,
    runner: &Runner<'_>,
) -> Result<Option<End>, Error> {
    let (set, id) = match time {
        Endpoint::Days { days, .. } => {
            let day = if ends { days.last() } else { days.first() }.number();
            return Ok(Some(End { least: day, most: day, certain: true, facts: SmallVec::new() }));
        }
        Endpoint::Facts { set, id, .. } => (set, *id),
    };
    let mut hits = runner.op(&plan_set(set, frame, runner.store).root)?;
    hits.retain(|hit| match other {
        Some(day) if ends => hit.when.end_min() <= day,
        Some(day) => hit.when.start_max() >= day,
        None => true,
    });
    runner.note_used(id, &hits);
    let chosen: Option<&Hit> = if ends {
        hits.iter().max_by_key(|hit| hit.when.end_max())
    } else {
        hits.iter().min_by_key(|hit| hit.when.start_min())
    };
    Ok(chosen.map(|hit| {
        let when = hit.when;
        let (least, most) =
            if ends { (when.end_min(), when.end_max()) } else { (when.start_min(), when.start_max()) };
        // Another fact that may be meant instead makes doubt of it.
        let certain = hits.iter().all(|hit| hit.certain);
        End { least, most, certain, facts: hit.facts.clone() }
    }))
}

/// The time from one to the other, or from the least to the most that it can have been.
fn length(from: &End, to: &End, unit: Option<Unit>) -> Option<Cell> {
    if to.most < from.least {
        return None;
    }
    let least = said(from.most, to.least.max(from.most), unit)?;
    let most = said(from.least, to.most, unit)?;
    let text = if least == most { most } else { format!("{least} to {most}") };
    Some(Cell::Number { text, amount: f64::from(to.least.saturating_sub(from.most).max(0)) })
}

/// The length from a day to another, in years, months and days, or in one unit and what is left of it.
fn said(from: i32, to: i32, unit: Option<Unit>) -> Option<String> {
    Day::from_number(from)?;
    Day::from_number(to)?;
    if from == to {
        return Some(format!("0 {}s", unit.unwrap_or(Unit::Day).word()));
    }
    let days = u32::try_from(i64::from(to) - i64::from(from)).ok()?;
    let mut length = near::span(from, to - 1)?;
    match unit {
        Some(Unit::Day) => length = Duration::days(days),
        Some(Unit::Week) => length = Duration { weeks: days / 7, days: days % 7, ..Default::default() },
        Some(Unit::Month) => (length.months, length.years) = (length.years * 12 + length.months, 0),
        Some(Unit::Quarter) => {
            let quarters = length.years * 4 + length.months / 3;
            return Some(and_rest(
                quarters,
                Unit::Quarter,
                Duration { years: 0, months: length.months % 3, ..length },
            ));
        }
        Some(Unit::Decade) => {
            return Some(and_rest(
                length.years / 10,
                Unit::Decade,
                Duration { years: length.years % 10, ..length },
            ));
        }
        Some(Unit::Year) | None => {}
    }
    Some(length.to_string())
}

/// So many of a unit that durations do not have, and what is left: `2 quarters, 2 months and 12 days`.
fn and_rest(count: u32, unit: Unit, rest: Duration) -> String {
    let whole = english::counted(count as usize, unit.word(), &english::plural_of(unit.word()));
    if rest == Duration::default() {
        return whole;
    }
    let rest = rest.to_string();
    if count == 0 {
        return rest;
    }
    let joint = if rest.contains(" and ") { ", " } else { " and " };
    format!("{whole}{joint}{rest}")
}

fn day(end: &End) -> Cell {
    let days = Day::from_number(end.least).zip(Day::from_number(end.most));
    let days = days.and_then(|(first, last)| Days::new(first, last));
    days.map_or(Cell::Empty, |days| Cell::Date { date: days.to_string(), also: Vec::new() })
}
