//! The facts with the highest or lowest figures.
//!
//! In: hits. Out: the facts themselves, in each part and each unit by itself, the best first. A fact is possible if
//! fewer than N others surely come before it, and certain if fewer than N others may. `highest` keeps ties, `top N`
//! breaks them by date.

use std::cmp::Ordering;

use crate::plan::Plan;
use crate::resolve::{Best, Query};
use crate::store::Store;

use super::answer::{Answer, Row};
use super::figure::{End, Figure};
use super::hit::Hit;
use super::measure::{bounded, grouped};
use super::part;
use super::run::Runner;
use super::{Error, cells, empty, keep_rows};

pub(super) fn answer(query: &Query, best: &Best, plan: &Plan, runner: &Runner<'_>) -> Result<Answer, Error> {
    let hits = runner.op(&plan.root)?;
    let mut chosen: Vec<Hit> = Vec::new();
    let mut parts = Vec::new();
    for ((part, _), group) in grouped(query, &best.pers, Some(&best.role), &hits, runner)? {
        let mut found = first(&group, best, runner.store);
        keep_rows(&mut found, query.certainty);
        parts.extend(std::iter::repeat_n(part, found.len()));
        chosen.extend(found);
    }
    if best.pers.is_empty() && !query.finish.order.is_empty() {
        return cells::answer(query, chosen, runner);
    }
    chosen.truncate(query.finish.limit.unwrap_or(usize::MAX));
    let answer = with_parts(cells::shown(query, &chosen, runner)?, best, &parts);
    if answer.rows.is_empty() {
        let notes = empty::explain_kept(query, !hits.is_empty(), runner)?;
        return Ok(Answer { notes, ..answer });
    }
    Ok(answer)
}

/// The parts as columns in front of those of the facts.
fn with_parts(answer: Answer, best: &Best, parts: &[Vec<part::Part>]) -> Answer {
    let mut columns: Vec<_> =
        best.pers.iter().enumerate().map(|(at, per)| part::column(per, at, "name")).collect();
    columns.extend(answer.columns);
    let row = |(row, parts): (Row, &Vec<part::Part>)| {
        let mut cells: Vec<_> =
            parts.iter().zip(&best.pers).map(|(part, per)| part::cell(part, per)).collect();
        let also = row.also.iter().map(|(at, others)| (at + parts.len(), others.clone())).collect();
        cells.extend(row.cells.iter().cloned());
        Row { cells, also, ..row }
    };
    let rows = answer.rows.into_iter().zip(parts).map(row).collect();
    Answer { columns, rows, ..answer }
}

/// The first of a group, the best first.
fn first(group: &[(&Hit, bool)], best: &Best, store: &Store) -> Vec<Hit> {
    let mut figures: Vec<(&Hit, bool, Range)> = group
        .iter()
        .filter_map(|(hit, sure)| {
            Some((*hit, *sure, Range::of(bounded(hit, &best.role, store)?, best.lowest)))
        })
        .collect();
    figures.sort_by_key(|(hit, ..)| (hit.when.start_min(), hit.when.end_max()));
    let rivals = Rivals::of(&figures, best.ties);
    let mut chosen = Vec::new();
    for (at, (hit, sure, range)) in figures.iter().enumerate() {
        if rivals.surely(at, range) < best.count {
            let certain = *sure && rivals.maybe(at, range) < best.count;
            chosen.push((Hit { certain, ..(*hit).clone() }, *range));
        }
    }
    chosen.sort_by(|(_, a), (_, b)| a.order(b));
    chosen.into_iter().map(|(hit, _)| hit).collect()
}

/// The ends of all figures of a group in order, the best first.
struct Rivals {
    /// Lower ends of what is certain, open ones (*over*) before closed ones, then in the order of the facts.
    lows: Vec<(f64, bool, usize)>,
    /// Upper ends, closed ones before open ones (*under*).
    highs: Vec<(f64, bool, usize)>,
    ties: bool,
}

impl Rivals {
    fn of(figures: &[(&Hit, bool, Range)], ties: bool) -> Rivals {
        let sorted = |mut ends: Vec<(f64, bool, usize)>| {
            ends.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| (a.1, a.2).cmp(&(b.1, b.2))));
            ends
        };
        let all = || figures.iter().enumerate();
        let lows = all().filter(|(_, one)| one.1).map(|(at, (.., one))| (one.low.at, !one.low.open, at));
        let highs = all().map(|(at, (.., one))| (one.high.at, one.high.open, at));
        Rivals { lows: sorted(lows.collect()), highs: sorted(highs.collect()), ties }
    }

    /// How many are better in every world; of equal ones the earlier fact is, unless ties are kept.
    fn surely(&self, own: usize, range: &Range) -> usize {
        let better = |(low, closed, at): &(f64, bool, usize)| match low.total_cmp(&range.high.at) {
            Ordering::Greater => true,
            Ordering::Equal => range.high.open || !closed || !self.ties && *at < own,
            Ordering::Less => false,
        };
        self.lows.partition_point(better)
    }

    /// How many are better in some world.
    fn maybe(&self, own: usize, range: &Range) -> usize {
        let better = |(high, open, at): &(f64, bool, usize)| match high.total_cmp(&range.low.at) {
            Ordering::Greater => true,
            Ordering::Equal => !open && !range.low.open && !self.ties && *at < own,
            Ordering::Less => false,
        };
        self.highs.partition_point(better) - usize::from(range.high.at > range.low.at)
    }
}

/// Where a figure lies, so that the better one is larger.
#[derive(Clone, Copy)]
struct Range {
    low: End,
    high: End,
    amount: f64,
}

impl Range {
    fn of(figure: Figure, lowest: bool) -> Range {
        let turned = |end: End| End { at: -end.at, open: end.open };
        if lowest {
            Range { low: turned(figure.high), high: turned(figure.low), amount: -figure.amount }
        } else {
            Range { low: figure.low, high: figure.high, amount: figure.amount }
        }
    }

    fn order(&self, other: &Range) -> Ordering {
        other.amount.total_cmp(&self.amount).then_with(|| other.high.at.total_cmp(&self.high.at))
    }
}
