//! Order in time, the first of many, and one row for each answer.
//!
//! In: hits. Out: hits. Ties of one day are kept; a row is certain among the first N if fewer than N others
//! may come earlier (language reference, *certain and possible*).

use std::collections::{BTreeMap, HashMap, HashSet};

use smallvec::{SmallVec, smallvec};

use crate::fact::FactId;
use crate::resolve::Pick;
use crate::store::FastHash;
use crate::time::{Bounds, Day, merge};

use super::bind::Binds;
use super::hit::{self, Hit, Key};
use super::run::Runner;
use super::{Error, near};

/// The first or last N of the answers.
pub(super) fn pick(which: Pick, hits: Vec<Hit>, runner: &Runner<'_>) -> Result<Vec<Hit>, Error> {
    let hits = rows(hits, which.last, runner)?;
    if hits.iter().all(|hit| hit.binds.is_empty()) {
        return Ok(pick_of(which, &hits));
    }
    // For each choice of the variables' values.
    let mut groups: BTreeMap<Binds, Vec<Hit>> = BTreeMap::new();
    for hit in runner.watch(hits) {
        let hit = hit?;
        groups.entry(hit.binds.clone()).or_default().push(hit);
    }
    let mut picked = Vec::new();
    for hits in runner.watch(groups.values()) {
        picked.extend(pick_of(which, hits?));
    }
    Ok(picked)
}

fn pick_of(which: Pick, hits: &[Hit]) -> Vec<Hit> {
    if which.only_nth {
        return nth(hits, which.count);
    }
    let range = |hit: &Hit| match which.length {
        Some(day) => by_length(hit, day, which.last),
        None => by_time(hit, which.last),
    };
    first(hits, which.count, &range)
}

/// When it may at the earliest and at the latest come, counted from the end that was asked for.
fn by_time(hit: &Hit, last: bool) -> (i64, i64) {
    let bounds = hit.asked;
    if last {
        (-i64::from(bounds.start_max()), -i64::from(bounds.start_min()))
    } else {
        (i64::from(bounds.start_min()), i64::from(bounds.start_max()))
    }
}

/// How long it may have lasted until a day: the longest come first, or the shortest.
fn by_length(hit: &Hit, day: Day, shortest: bool) -> (i64, i64) {
    let (least, most) = near::until(hit.asked, day).map_or((Some(0), Some(0)), near::lengths);
    let (least, most) = (least.unwrap_or(1), most.unwrap_or(i64::from(i32::MAX)));
    if shortest { (least, most) } else { (-most, -least) }
}

/// Those on the Nth day in order, days that several share counted once.
fn nth(hits: &[Hit], nth: usize) -> Vec<Hit> {
    let range = |hit: &Hit| (hit.asked.start_min(), hit.asked.start_max());
    let days = days_needed(hits.iter().filter(|hit| hit.certain).map(range).collect());
    let mut earliest: Vec<i32> = hits.iter().map(|hit| range(hit).0).collect();
    earliest.sort_unstable();
    let chosen = hits.iter().filter_map(|hit| {
        let (low, high) = range(hit);
        let before = days.partition_point(|(last, _)| *last < low);
        let surely = before.checked_sub(1).map_or(0, |at| days[at].1);
        let itself = usize::from(low < high);
        let maybe = earliest.partition_point(|other| *other < high) - itself;
        (surely < nth && nth <= maybe + 1).then(|| {
            let mut hit = hit.clone();
            hit.certain &= surely == maybe;
            hit
        })
    });
    chosen.collect()
}

/// The ranges' last days in order, each with on how few days all up to it can be: a day serves every range that it
/// lies in.
fn days_needed(mut ranges: Vec<(i32, i32)>) -> Vec<(i32, usize)> {
    ranges.sort_unstable_by_key(|(_, last)| *last);
    let mut days = 0;
    let mut latest = None;
    let mut needed = Vec::with_capacity(ranges.len());
    for (first, last) in ranges {
        if latest.is_none_or(|day| day < first) {
            (days, latest) = (days + 1, Some(last));
        }
        needed.push((last, days));
    }
    needed
}

fn first(hits: &[Hit], count: usize, range: &dyn Fn(&Hit) -> (i64, i64)) -> Vec<Hit> {
    let mut earliest: Vec<i64> = hits.iter().map(|hit| range(hit).0).collect();
    let mut surely: Vec<i64> = hits.iter().filter(|hit| hit.certain).map(|hit| range(hit).1).collect();
    earliest.sort_unstable();
    surely.sort_unstable();
    let chosen = hits.iter().filter_map(|hit| {
        let (low, high) = range(hit);
        let before_for_sure = surely.partition_point(|other| *other < low);
        let itself = usize::from(low < high);
        let maybe_before = earliest.partition_point(|other| *other < high) - itself;
        (before_for_sure < count).then(|| {
            let mut hit = hit.clone();
            hit.certain &= maybe_before < count;
            hit
        })
    });
    chosen.collect()
}

/// One row for each fact; for each entity one row for each period, touching periods merged, or one row in all
/// where the facts are events.
pub(super) fn one_row_each(hits: Vec<Hit>, runner: &Runner<'_>) -> Result<Vec<Hit>, Error> {
    rows(hits, false, runner)
}

/// One row for each answer; the last of its events leads where the last answers are asked for.
fn rows(hits: Vec<Hit>, last: bool, runner: &Runner<'_>) -> Result<Vec<Hit>, Error> {
    if hit::ascend(&hits) {
        return Ok(hits);
    }
    let mut at: HashMap<(Key, &Binds), usize, FastHash> = HashMap::default();
    let mut groups: Vec<SmallVec<[&Hit; 1]>> = Vec::new();
    for hit in runner.watch(&hits) {
        let hit = hit?;
        let group = *at.entry(hit.answer()).or_insert(groups.len());
        match groups.get_mut(group) {
            Some(group) => group.push(hit),
            None => groups.push(smallvec![hit]),
        }
    }
    let mut rows = Vec::with_capacity(groups.len());
    for group in runner.watch(&groups) {
        match group?.as_slice() {
            [only] => rows.push((*only).clone()),
            group => rows.extend(merged(group, last, runner)?),
        }
    }
    Ok(rows)
}

/// The rows of one key: periods that touch become one; days of events become one row,
/// the earliest first, or the last.
fn merged(group: &[&Hit], last: bool, runner: &Runner<'_>) -> Result<Vec<Hit>, Error> {
    if !group.iter().all(|hit| hit.period) {
        let mut sorted: Vec<&Hit> = group.to_vec();
        runner.sort_by_key(&mut sorted, |hit| (hit.when.start_min(), hit.when.start_max()))?;
        if last {
            sorted.reverse();
        }
        let asked = extreme(group, last);
        let row = all(&sorted).map(|row| Hit { asked: asked.unwrap_or(row.asked), ..row });
        return Ok(row.into_iter().collect());
    }
    let (sure, maybe): (Vec<&Hit>, Vec<&Hit>) = group.iter().copied().partition(|hit| hit.certain);
    let mut rows = periods(&sure, runner)?;
    // What may be so within what is so adds its facts alone.
    let mut apart = Vec::new();
    for hit in runner.watch(maybe) {
        let hit = hit?;
        match rows.iter_mut().find(|row| adds_nothing(hit.when, row.when)) {
            Some(row) => *row = with_lead(row, hit, group),
            None => apart.push(hit),
        }
    }
    rows.extend(periods(&apart, runner)?);
    Ok(rows)
}

/// A row with what adds only facts to it; of the two the one that was found first speaks for it.
fn with_lead(row: &Hit, hit: &Hit, group: &[&Hit]) -> Hit {
    let place = |one: &Hit| group.iter().position(|other| other.facts.first() == one.facts.first());
    if hit.when != row.when || place(row) <= place(hit) {
        return both(row.clone(), hit);
    }
    Hit { certain: row.certain, ..both(hit.clone(), row) }
}

/// Whether a period together with another is no more than the other.
fn adds_nothing(period: Bounds, other: Bounds) -> bool {
    let mut both = vec![period, other];
    merge(&mut both);
    both == [other]
}

/// Periods that touch become one.
fn periods(group: &[&Hit], runner: &Runner<'_>) -> Result<Vec<Hit>, Error> {
    let mut periods: Vec<Bounds> = group.iter().map(|hit| hit.when).collect();
    merge(&mut periods);
    // What may be the same period, and need not, is left apart; the very same would be the same row again.
    periods.dedup();
    let whole = |period: Bounds| {
        let inside = |hit: &&&Hit| {
            period.start_min() <= hit.when.start_min() && hit.when.end_max() <= period.end_max()
        };
        let mut members: Vec<&Hit> = group.iter().filter(inside).copied().collect();
        members.sort_by_key(|hit| hit.when.start_min());
        let mut row = all(&members)?;
        if members.len() > 1 {
            row.asked = extreme(&members, false).unwrap_or(period);
        }
        row.when = period;
        Some(row)
    };
    runner.watch(periods).filter_map(|period| period.map(whole).transpose()).collect()
}

/// When the first of several days comes, or the last: no later than the first that is sure.
fn extreme(group: &[&Hit], last: bool) -> Option<Bounds> {
    let range = |hit: &&Hit| (hit.asked.start_min(), hit.asked.start_max());
    let sure = || group.iter().filter(|hit| hit.certain).map(range);
    let all = || group.iter().map(range);
    let (from, to) = if last {
        let latest = all().map(|(_, to)| to).max()?;
        (sure().map(|(from, _)| from).max().or_else(|| all().map(|(from, _)| from).min())?, latest)
    } else {
        let earliest = all().map(|(from, _)| from).min()?;
        (earliest, sure().map(|(_, to)| to).min().or_else(|| all().map(|(_, to)| to).max())?)
    };
    Bounds::new(from, to, from, to, true)
}

/// One row of several, for which the first speaks: certain if one of them is, with the facts of all.
fn all(hits: &[&Hit]) -> Option<Hit> {
    let (first, others) = hits.split_first()?;
    let mut row = (*first).clone();
    let mut seen: HashSet<FactId> = row.facts.iter().copied().collect();
    for hit in others {
        row.certain |= hit.certain;
        row.facts.extend(hit.facts.iter().copied().filter(|fact| seen.insert(*fact)));
    }
    Some(row)
}

/// One row of two: certain if either is, with the facts of both.
fn both(mut row: Hit, other: &Hit) -> Hit {
    row.certain |= other.certain;
    for fact in &other.facts {
        if !row.facts.contains(fact) {
            row.facts.push(*fact);
        }
    }
    row
}
