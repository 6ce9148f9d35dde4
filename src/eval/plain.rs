//! Counts of facts without rows.
//!
//! In: a plan that is a scan, or scans of different relations, so that no fact is found twice. Out: numbers from what is
//! certain to what is possible, whole or divided, where nothing but the facts themselves decides them. Whole relations
//! of exact days are counted in their columns alone. Absent: all other counts (`count`).

use std::collections::{BTreeMap, HashMap, HashSet};
use std::time::Instant;

use smallvec::SmallVec;

use crate::fact::EntityId;
use crate::plan::{Access, Check, Op, Scan, Step};
use crate::resolve::{Per, Query};
use crate::store::FastHash;
use crate::syntax::Unit;
use crate::time::{Bounds, Day, Days};

use super::answer::Tally;
use super::part::{Divider, Groups, Part};
use super::run::Runner;
use super::scan::Plain;
use super::{Error, check};

/// A number for each part.
type Counts = Vec<(Vec<Part>, Tally)>;

/// How many facts there are in each part, or in all; `None` where rows must be made to know.
pub(super) fn counts(
    query: &Query,
    pers: &[Per],
    op: &Op,
    runner: &Runner<'_>,
) -> Option<Result<Counts, Error>> {
    if query.certainty.is_some() {
        return None;
    }
    let scans = scans(op)?;
    by_day(pers, op, &scans, runner).map(Ok).or_else(|| by_fact(query, pers, op, &scans, runner))
}

/// The scan, or all of a union, if these are of different relations.
fn scans(op: &Op) -> Option<Vec<&Scan>> {
    let scans: Vec<&Scan> = match op {
        Op::Union(_, inputs) => inputs.iter().map(as_scan).collect::<Option<_>>()?,
        op => vec![as_scan(op)?],
    };
    let relations: HashSet<_> = scans.iter().map(|scan| scan.relation).collect();
    (relations.len() == scans.len()).then_some(scans)
}

fn as_scan(op: &Op) -> Option<&Scan> {
    match op {
        Op::Scan(scan) => Some(scan),
        _ => None,
    }
}

/// Whether nothing but the facts of the relation decides what the scan finds.
fn is_plain(scan: &Scan) -> bool {
    let own = |check: &Check| {
        use Check::{Compares, FromSource, Mentions, Names};
        matches!(check, Names { .. } | Mentions { .. } | Compares { .. } | FromSource { .. })
    };
    scan.when.also.is_empty() && scan.when.through.is_none() && scan.checks.iter().all(own)
}

/// Notes what a step came to.
fn measured(step: Step, count: u64, since: Instant, runner: &Runner<'_>) {
    runner.measured(step, usize::try_from(count).unwrap_or(usize::MAX), since);
}

/// Facts one by one.
fn by_fact(
    query: &Query,
    pers: &[Per],
    op: &Op,
    scans: &[&Scan],
    runner: &Runner<'_>,
) -> Option<Result<Counts, Error>> {
    // Where the answers are counted and not their facts, each counts once.
    let of_facts = |scan: &&Scan| scan.answers.is_some() == pers.contains(&Per::Answer) && is_plain(scan);
    if !scans.iter().all(of_facts) {
        return None;
    }
    let facts = match facts(op, scans, runner) {
        Ok(facts) => facts,
        Err(error) => return Some(Err(error.in_step(|| op.text(runner.store, runner.variables)))),
    };
    let by_time = pers.iter().any(|per| matches!(per, Per::Unit(_) | Per::EndOf(_)));
    if by_time && facts.iter().flatten().any(|fact| fact.disputed) {
        return None;
    }
    Some(grouped(query, pers, scans, &facts, runner))
}

/// The facts of each scan.
fn facts(op: &Op, scans: &[&Scan], runner: &Runner<'_>) -> Result<Vec<Vec<Plain>>, Error> {
    let start = Instant::now();
    let mut all = Vec::with_capacity(scans.len());
    for scan in scans {
        let since = Instant::now();
        let mut found = Vec::new();
        runner.facts(scan, |fact| found.push(fact))?;
        runner.hold_bytes(found.len() * size_of::<Plain>())?;
        runner.measured(scan.step, found.len(), since);
        all.push(found);
    }
    runner.measured(op.step(), all.iter().map(Vec::len).sum(), start);
    Ok(all)
}

/// How many facts there are in each part.
fn grouped(
    query: &Query,
    pers: &[Per],
    scans: &[&Scan],
    facts: &[Vec<Plain>],
    runner: &Runner<'_>,
) -> Result<Counts, Error> {
    let divider = Divider::over(query, pers, || facts.iter().flatten().map(|fact| fact.when), runner);
    let mut groups: Groups<Tally> = Groups::new();
    for (scan, facts) in scans.iter().zip(facts) {
        let table = runner.store.table(scan.relation);
        for fact in facts {
            let answers = answers(scan, fact.row, runner);
            let parts = divider.parts_of_fact(table.fact_id(fact.row), fact, &answers)?;
            for (at, (marks, certain)) in parts.iter().enumerate() {
                if !parts[..at].iter().any(|(other, _)| other == marks) {
                    let tally = groups.of(marks);
                    tally.low += u64::from(*certain);
                    tally.high += 1;
                }
            }
        }
    }
    groups.named(runner, |tally, other| {
        (tally.low, tally.high) = (tally.low + other.low, tally.high + other.high);
    })
}

/// The entities that answer with a fact.
fn answers(scan: &Scan, row: u32, runner: &Runner<'_>) -> SmallVec<[EntityId; 2]> {
    let Some(role) = scan.answers else { return SmallVec::new() };
    let entities = runner.store.table(scan.relation).entities(role, row).iter().copied();
    entities.filter(|entity| !check::is_given(&scan.checks, role, *entity)).collect()
}

/// Whole relations whose facts are exact days, in their columns: all of them, or in each unit of time.
fn by_day(pers: &[Per], op: &Op, scans: &[&Scan], runner: &Runner<'_>) -> Option<Counts> {
    let unit = match pers {
        [] => None,
        [Per::Unit(unit)] => Some(*unit),
        _ => return None,
    };
    let mut counts = BTreeMap::new();
    let start = Instant::now();
    for scan in scans {
        let before = counts.values().sum::<u64>();
        column(scan, unit, &mut counts, runner)?;
        measured(scan.step, counts.values().sum::<u64>() - before, start, runner);
    }
    let made = counts.values().sum::<u64>();
    measured(op.step(), made, start, runner);
    let exactly = |n: u64| Tally { low: n, high: n };
    if unit.is_none() {
        return Some(vec![(Vec::new(), exactly(made))]);
    }
    Some(counts.into_iter().map(|(day, n)| (vec![Part::Time(day)], exactly(n))).collect())
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
    let mut per_day: HashMap<i32, u64, FastHash> = HashMap::default();
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
