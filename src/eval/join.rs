//! Union, join and anti-join on the key of rows.
//!
//! In: hits of the inputs. Out: hits. Certain and possible (language reference, *certain and possible*): join C with
//! C and P with P; a union is certain if one derivation is; A minus B is certain outside of B's possible
//! rows, possible outside of its certain ones.

use std::collections::HashMap;

use smallvec::SmallVec;

use crate::fact::FactId;
use crate::store::FastHash;
use crate::time::{Bounds, Truth, allen};

use super::Error;
use super::bind::{self, Binds};
use super::hit::{self, Hit, Key};
use super::run::Runner;

/// One row for each thing; the same fact found twice is one derivation more.
pub(super) fn union(hits: Vec<Hit>, runner: &Runner<'_>) -> Result<Vec<Hit>, Error> {
    if hit::ascend(&hits) {
        return Ok(hits);
    }
    let mut at: HashMap<(Key, Option<FactId>, Binds), usize, FastHash> = HashMap::default();
    at.reserve(hits.len());
    let mut kept: Vec<Hit> = Vec::with_capacity(hits.len());
    for hit in runner.watch(hits) {
        let hit = hit?;
        let id = (hit.key, hit.facts.first().copied(), hit.binds.clone());
        match at.get(&id) {
            Some(before) if kept[*before].span == hit.span => kept[*before].certain |= hit.certain,
            Some(_) => kept.push(hit),
            None => {
                at.insert(id, kept.len());
                kept.push(hit);
            }
        }
    }
    Ok(kept)
}

/// Keys that every input has, with the periods that they share.
pub(super) fn together(inputs: Vec<Vec<Hit>>, runner: &Runner<'_>) -> Result<Vec<Hit>, Error> {
    let mut inputs = inputs.into_iter();
    let Some(mut rows) = inputs.next() else { return Ok(Vec::new()) };
    for input in inputs {
        let others = grouped(&input, runner)?;
        let mut joined = Vec::new();
        for row in &rows {
            let Some(matches) = others.get(&row.key) else { continue };
            runner.spend(matches.len())?;
            let before = joined.len();
            join_bound(row, matches, &mut joined);
            runner.hold(&joined[before..])?;
        }
        rows = joined;
    }
    Ok(rows)
}

/// As [`join_one`], for each set of values that the row and its matches agree on.
pub(super) fn join_bound(row: &Hit, matches: &[&Hit], joined: &mut Vec<Hit>) {
    if matches.iter().all(|other| other.binds.is_empty()) {
        return join_one(row, matches, joined);
    }
    let mut groups: HashMap<Binds, Vec<&Hit>> = HashMap::new();
    for other in matches {
        if let Some(binds) = bind::both(&row.binds, &other.binds) {
            groups.entry(binds).or_default().push(other);
        }
    }
    let mut groups: Vec<(Binds, Vec<&Hit>)> = groups.into_iter().collect();
    groups.sort_unstable_by(|one, other| one.0.cmp(&other.0));
    for (binds, matches) in groups {
        join_one(&Hit { binds, ..row.clone() }, &matches, joined);
    }
}

/// A row with each row of the other input that time links it to, and with the best of those that it does not. A row that
/// rests on no fact only says what may stay.
fn join_one(row: &Hit, matches: &[&Hit], joined: &mut Vec<Hit>) {
    if row.facts.is_empty() && !row.is_linked() {
        joined.extend(matches.iter().map(|other| row.with(other, other.span, true)));
        return;
    }
    let mut free: Option<Hit> = None;
    for other in matches {
        if row.is_linked() && other.is_linked() {
            let truth = allen::shares_a_day(row.span, other.span);
            if let Some(span) = allen::shared(row.span, other.span).filter(|_| truth.is_possible()) {
                joined.push(row.with(other, span, truth.is_certain()));
            }
        } else if free.as_ref().is_none_or(|best| !best.certain && other.certain) {
            let span = if row.is_linked() { row.span } else { other.span };
            free = Some(row.with(other, span, true));
        }
    }
    joined.extend(free);
}

/// Rows by what they are about.
pub(super) type Grouped<'h> = HashMap<Key, SmallVec<[&'h Hit; 1]>, FastHash>;

pub(super) fn grouped<'h>(hits: &'h [Hit], runner: &Runner<'_>) -> Result<Grouped<'h>, Error> {
    let mut groups = Grouped::default();
    for hit in runner.watch(hits) {
        let hit = hit?;
        groups.entry(hit.key).or_default().push(hit);
    }
    Ok(groups)
}

/// Rows that no time bounds, as if they held always: so what is taken away from them leaves the times around it.
pub(super) fn always(mut rows: Vec<Hit>) -> Vec<Hit> {
    let (past, future) = (Bounds::UNBOUNDED_PAST, Bounds::UNBOUNDED_FUTURE);
    // The last day is no day for certain: what goes on may go on beyond it.
    let all_days = Bounds::new(past, past, future - 1, future, false);
    for row in rows.iter_mut().filter(|row| !row.is_linked()) {
        row.span = all_days.unwrap_or(row.span);
    }
    rows
}

/// Rows of the first without those of the second at the same time: what is left of each, period by period.
pub(super) fn except(first: Vec<Hit>, second: &[Hit], runner: &Runner<'_>) -> Result<Vec<Hit>, Error> {
    let others = grouped(second, runner)?;
    let mut left = Vec::with_capacity(first.len());
    for hit in runner.watch(first) {
        let hit = hit?;
        match others.get(&hit.key) {
            Some(taken) => {
                let agree = |other: &&&Hit| bind::agree(&hit.binds, &other.binds);
                let taken: Vec<&Hit> = taken.iter().filter(agree).copied().collect();
                left.extend(remains(hit, &taken));
            }
            None => left.push(hit),
        }
    }
    Ok(left)
}

/// What is left of a row when the others' periods are taken away; where time does not link them, all or nothing.
pub(super) fn remains(mut hit: Hit, taken: &[&Hit]) -> Vec<Hit> {
    let timeless = |other: &&&Hit| !hit.is_linked() || !other.is_linked();
    if taken.iter().filter(timeless).any(|other| other.certain) {
        return Vec::new();
    }
    let doubtful = taken.iter().any(|other| timeless(&other));
    let linked: Vec<&Hit> = taken.iter().filter(|other| !timeless(other)).copied().collect();
    hit.certain &= !doubtful;
    let mut pieces = vec![(hit.span, true)];
    for other in linked {
        pieces = pieces.into_iter().flat_map(|piece| cut(piece, other)).collect();
    }
    let piece =
        |(span, certain): (Bounds, bool)| Hit { span, certain: hit.certain && certain, ..hit.clone() };
    pieces.into_iter().map(piece).collect()
}

/// A period without another: what comes before it and what comes after it, each with whether it is sure to be left.
fn cut((span, sure): (Bounds, bool), other: &Hit) -> Vec<(Bounds, bool)> {
    match allen::shares_a_day(span, other.span) {
        Truth::No => return vec![(span, sure)],
        // Whether the other holds at all is in doubt, so all may be left.
        _ if !other.certain => return vec![(span, false)],
        _ => {}
    }
    let taken = other.span;
    let day = |number: i32, by: i32| number.saturating_add(by);
    let end =
        (day(taken.start_min(), -1).min(span.end_min()), day(taken.start_max(), -1).min(span.end_max()));
    let start =
        (day(taken.end_min(), 1).max(span.start_min()), day(taken.end_max(), 1).max(span.start_max()));
    let before = Bounds::new(span.start_min(), span.start_max(), end.0, end.1, false);
    let after = Bounds::new(start.0, start.1, span.end_min(), span.end_max(), false);
    let mut left = Vec::new();
    left.extend(before.map(|piece| (piece, sure && span.start_max() <= end.0)));
    left.extend(after.map(|piece| (piece, sure && start.1 <= span.end_min())));
    left
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fact::EntityId;
    use crate::time::{Day, Days};

    fn hit(first: i32, last: i32) -> Hit {
        let day = |number| Day::from_number(number).unwrap();
        let span = Bounds::stretch(Days::new(day(first), day(last)).unwrap());
        Hit { span, when: span, asked: span, ..Hit::plain(EntityId::new(0).unwrap()) }
    }

    #[test]
    fn an_anti_join_leaves_the_periods_around() {
        let left = remains(hit(1, 10), &[&hit(4, 6)]);
        let ends: Vec<_> =
            left.iter().map(|hit| (hit.span.start_min(), hit.span.end_max(), hit.certain)).collect();
        assert_eq!(ends, [(1, 3, true), (7, 10, true)]);
        assert!(remains(hit(4, 6), &[&hit(1, 10)]).is_empty());
        assert_eq!(remains(hit(1, 3), &[&hit(4, 6)]).len(), 1);
    }

    #[test]
    fn what_may_not_be_takes_nothing_for_certain() {
        let doubtful = Hit { certain: false, ..hit(1, 10) };
        let left = remains(hit(4, 6), &[&doubtful]);
        assert_eq!((left.len(), left[0].certain), (1, false));
    }
}
