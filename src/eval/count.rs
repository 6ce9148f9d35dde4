//! Counts, whole and divided.
//!
//! In: hits. Out: numbers from what is certain to what is possible. What divides them is in `part`. Whole relations of
//! exact days are counted in their columns alone.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::time::Instant;

use smallvec::SmallVec;

use crate::plan::{Access, Op, Plan, Scan};
use crate::resolve::{self, Per, Query};
use crate::store::Store;
use crate::syntax::Unit;
use crate::time::{Bounds, Day, Days};

use super::answer::{Answer, Cell, Column, ColumnKind, Tally};
use super::bind::Binds;
use super::hit::{Hit, Key};
use super::part::{Divider, Part};
use super::run::Runner;
use super::{Error, check, keep_counted, table};

pub(super) fn answer(query: &Query, plan: &Plan, pers: &[Per], runner: &Runner<'_>) -> Result<Answer, Error> {
    if let Some(counts) = columns(query, pers, &plan.root, runner) {
        if pers.is_empty() {
            return Ok(Answer::of_count(exactly(counts.values().sum())));
        }
        let rows = counts.into_iter().map(|(day, n)| (vec![Part::Time(day)], exactly(n)));
        return Ok(divided(query, pers, rows.collect(), runner.store));
    }
    let mut hits = runner.op(&plan.root)?;
    keep_counted(&mut hits, query);
    if pers.is_empty() {
        return Ok(Answer::of_count(tally(&hits)));
    }
    Ok(divided(query, pers, groups(query, pers, &hits, runner)?, runner.store))
}

/// How many answers there are, each counted once.
pub(super) fn tally(hits: &[Hit]) -> Tally {
    if hits.iter().all(|hit| hit.binds.is_empty()) {
        let all: HashSet<Key> = hits.iter().map(|hit| hit.key).collect();
        let sure: HashSet<Key> = hits.iter().filter(|hit| hit.certain).map(|hit| hit.key).collect();
        return Tally { low: sure.len() as u64, high: all.len() as u64 };
    }
    let all: HashSet<(Key, &Binds)> = hits.iter().map(|hit| (hit.key, &hit.binds)).collect();
    let sure: HashSet<(Key, &Binds)> =
        hits.iter().filter(|hit| hit.certain).map(|hit| (hit.key, &hit.binds)).collect();
    Tally { low: sure.len() as u64, high: all.len() as u64 }
}

fn exactly(n: u64) -> Tally {
    Tally { low: n, high: n }
}

/// Counts in the columns of whole relations whose facts are exact days, without making rows: all of them, or in each unit
/// of time.
fn columns(query: &Query, pers: &[Per], op: &Op, runner: &Runner<'_>) -> Option<BTreeMap<Day, u64>> {
    let unit = match pers {
        [] => None,
        [Per::Unit(unit)] => Some(*unit),
        _ => return None,
    };
    let scans: Vec<&Scan> = match op {
        Op::Scan(scan) => vec![scan.as_ref()],
        Op::Union(_, inputs) => inputs.iter().map(as_scan).collect::<Option<_>>()?,
        _ => return None,
    };
    let relations: HashSet<_> = scans.iter().map(|scan| scan.relation).collect();
    if query.certainty.is_some() || relations.len() < scans.len() {
        return None;
    }
    let mut counts = BTreeMap::new();
    let start = Instant::now();
    for scan in scans {
        let before: u64 = counts.values().sum();
        column(scan, unit, &mut counts, runner)?;
        let made = counts.values().sum::<u64>() - before;
        runner.measured(scan.step, usize::try_from(made).unwrap_or(usize::MAX), start);
    }
    let made = counts.values().sum::<u64>();
    runner.measured(op.step(), usize::try_from(made).unwrap_or(usize::MAX), start);
    Some(counts)
}

fn as_scan(op: &Op) -> Option<&Scan> {
    match op {
        Op::Scan(scan) => Some(scan),
        _ => None,
    }
}

/// Adds the facts of one relation, in the time that is asked about; `None` where more than the column of days matters.
fn column(
    scan: &Scan,
    unit: Option<Unit>,
    counts: &mut BTreeMap<Day, u64>,
    runner: &Runner<'_>,
) -> Option<()> {
    let table = runner.store.table(scan.relation);
    let plain = scan.checks.is_empty() && scan.access == Access::All && scan.when.also.is_empty();
    if !plain || scan.answers.is_some() || scan.known.is_some() || table.has_accounts() {
        return None;
    }
    let mut per_day: HashMap<i32, u64, crate::store::FastHash> = HashMap::default();
    for day in table.days()? {
        *per_day.entry(*day).or_default() += 1;
    }
    for (number, count) in per_day {
        let day = Day::from_number(number)?;
        let inside = !scan.when.any || scan.when.regions.judge(Bounds::moment(Days::on(day))).is_certain();
        if inside {
            let first = unit.map_or(Some(Day::MIN), |unit| Some(unit.containing(day)?.first()))?;
            *counts.entry(first).or_default() += count;
        }
    }
    Some(())
}

/// The answers in each part: keys that are certain there, and keys that are possible.
#[derive(Default)]
struct Group<'h> {
    sure: BTreeSet<(Key, &'h Binds)>,
    maybe: BTreeSet<(Key, &'h Binds)>,
}

fn groups(
    query: &Query,
    pers: &[Per],
    hits: &[Hit],
    runner: &Runner<'_>,
) -> Result<Vec<(Vec<Part>, Tally)>, Error> {
    let divider = Divider::new(query, pers, hits, runner);
    let facts = pers.contains(&Per::Answer);
    let mut groups: BTreeMap<Vec<Part>, Group<'_>> = BTreeMap::new();
    for hit in hits {
        runner.look()?;
        let key = (if facts { thing(hit, runner) } else { hit.key }, &hit.binds);
        for (part, sure) in divider.parts(hit)? {
            let group = groups.entry(part).or_default();
            group.maybe.insert(key);
            if sure {
                group.sure.insert(key);
            }
        }
    }
    let tally = |group: Group<'_>| Tally { low: group.sure.len() as u64, high: group.maybe.len() as u64 };
    Ok(groups.into_iter().map(|(parts, group)| (parts, tally(group))).collect())
}

/// The fact that speaks for a row.
fn thing(hit: &Hit, runner: &Runner<'_>) -> Key {
    let fact = hit.facts.first();
    fact.map_or(hit.key, |fact| check::thing(runner.store.table(fact.relation), fact.row))
}

/// Counts as a table, in the order and size that were asked for.
fn divided(query: &Query, pers: &[Per], counts: Vec<(Vec<Part>, Tally)>, store: &Store) -> Answer {
    let rows = counts.into_iter().map(|(parts, tally)| table::Row {
        parts,
        cells: vec![Cell::Tally(tally)],
        ranges: vec![Some((exact(tally.low), exact(tally.high)))],
        certain: tally.low == tally.high,
        may_lack: tally.low == 0,
        facts: SmallVec::new(),
    });
    let column =
        Column { title: "count".to_owned(), key: "count".to_owned(), kind: ColumnKind::Number, priority: 0 };
    table::answer(query, pers, &[(column, resolve::Column::Count)], rows.collect(), store)
}

/// Counts stay far below 2^53, up to which every integer is a float.
#[expect(clippy::cast_precision_loss, reason = "no base holds 2^53 facts")]
fn exact(count: u64) -> f64 {
    count as f64
}
