//! Counts, whole and divided.
//!
//! In: hits. Out: numbers from what is certain to what is possible. What divides them is in `part`; what can be counted
//! without rows in `plain`.

use std::collections::HashMap;
use std::time::Instant;

use smallvec::SmallVec;

use crate::fact::FactId;
use crate::plan::{Op, Plan};
use crate::resolve::{self, Per, Query};
use crate::store::FastHash;

use super::answer::{self, Answer, Cell, Column, ColumnKind, Tally};
use super::bind::Binds;
use super::hit::{self, Hit, Key};
use super::part::{Divider, Groups, Part};
use super::run::Runner;
use super::{Error, check, keep_counted, pairs, plain, table};

/// The facts behind a row.
type Facts = SmallVec<[FactId; 2]>;

pub(super) fn answer(query: &Query, plan: &Plan, pers: &[Per], runner: &Runner<'_>) -> Result<Answer, Error> {
    if let Some(counts) = plain::counts(query, pers, &plan.root, runner) {
        let counts = counts?;
        if pers.is_empty() {
            return Ok(Answer::of_count(counts.first().map_or_else(Tally::default, |(_, tally)| *tally)));
        }
        let rows = counts.into_iter().map(|(parts, tally)| (parts, tally, Facts::new()));
        return divided(query, pers, rows, runner);
    }
    let mut hits = match &plan.root {
        Op::Pairs(step, inputs, times) if pers.is_empty() && query.certainty.is_none() => {
            let (since, rows) = (Instant::now(), runner.inputs_of(inputs)?);
            let named = |error: Error| error.in_step(|| plan.root.text(runner.store, runner.variables));
            if let Some(tally) = pairs::tally(&rows, times, runner) {
                let tally = tally.map_err(named)?;
                runner.measured(*step, usize::try_from(tally.high).unwrap_or(usize::MAX), since);
                return Ok(Answer::of_count(tally));
            }
            pairs::pairs(&rows, times, runner).map_err(named)?
        }
        op => runner.op(op)?,
    };
    keep_counted(&mut hits, query, runner)?;
    if pers.is_empty() {
        return Ok(Answer::of_count(tally(&hits, runner)?));
    }
    let groups = groups::<Group<'_>>(query, pers, &hits, runner)?;
    let rows = groups.into_iter().map(|(parts, group)| (parts, group.tally(), Facts::new()));
    divided(query, pers, rows, runner)
}

/// The facts that each number was counted from, or that of one row, numbered from 1.
pub(super) fn behind(
    query: &Query,
    row: Option<u64>,
    plan: &Plan,
    runner: &Runner<'_>,
) -> Result<Vec<Facts>, Error> {
    let pers = query.ask.pers();
    let mut hits = runner.op(&plan.root)?;
    keep_counted(&mut hits, query, runner)?;
    if pers.is_empty() {
        return Ok(hits.into_iter().map(|hit| hit.facts).collect());
    }
    let groups = groups::<Behind<'_>>(query, pers, &hits, runner)?;
    let rows = groups.into_iter().map(|(parts, behind)| (parts, behind.group.tally(), behind.facts));
    let answer = divided(query, pers, rows, runner)?;
    let at = row.and_then(|row| usize::try_from(row).ok()?.checked_sub(1));
    let wanted = |(here, _): &(usize, answer::Row)| at.is_none_or(|at| at == *here);
    Ok(answer.rows.into_iter().enumerate().filter(wanted).map(|(_, row)| row.facts).collect())
}

/// How many answers there are, each counted once.
pub(super) fn tally(hits: &[Hit], runner: &Runner<'_>) -> Result<Tally, Error> {
    if hit::ascend(hits) {
        let sure = hits.iter().filter(|hit| hit.certain).count();
        return Ok(Tally { low: sure as u64, high: hits.len() as u64 });
    }
    let mut group = Group::default();
    for hit in runner.watch(hits) {
        let hit = hit?;
        group.add(hit.answer(), hit.certain);
    }
    Ok(group.tally())
}

/// The answers in a part, each with whether it is certain there.
#[derive(Default)]
struct Group<'h>(HashMap<(Key, &'h Binds), bool, FastHash>);

impl<'h> Group<'h> {
    fn add(&mut self, answer: (Key, &'h Binds), sure: bool) {
        *self.0.entry(answer).or_default() |= sure;
    }

    fn tally(&self) -> Tally {
        let sure = self.0.values().filter(|sure| **sure).count();
        Tally { low: sure as u64, high: self.0.len() as u64 }
    }
}

/// What is gathered of the hits in a part.
trait Gather<'h>: Default {
    fn take(&mut self, answer: (Key, &'h Binds), sure: bool, hit: &Hit);

    fn join(&mut self, other: Self);
}

impl<'h> Gather<'h> for Group<'h> {
    fn take(&mut self, answer: (Key, &'h Binds), sure: bool, _: &Hit) {
        self.add(answer, sure);
    }

    fn join(&mut self, other: Self) {
        other.0.into_iter().for_each(|(answer, sure)| self.add(answer, sure));
    }
}

/// The answers in a part, and the facts that they rest on.
#[derive(Default)]
struct Behind<'h> {
    group: Group<'h>,
    facts: Facts,
}

impl<'h> Gather<'h> for Behind<'h> {
    fn take(&mut self, answer: (Key, &'h Binds), sure: bool, hit: &Hit) {
        self.group.add(answer, sure);
        self.facts.extend(hit.facts.iter().copied());
    }

    fn join(&mut self, other: Self) {
        self.group.join(other.group);
        self.facts.extend(other.facts);
    }
}

/// What is gathered of the hits in each part, by the names of the parts.
fn groups<'h, G: Gather<'h>>(
    query: &Query,
    pers: &[Per],
    hits: &'h [Hit],
    runner: &Runner<'_>,
) -> Result<Vec<(Vec<Part>, G)>, Error> {
    let divider = Divider::new(query, pers, hits, runner);
    let facts = pers.contains(&Per::Answer);
    let mut groups: Groups<G> = Groups::new();
    for hit in hits {
        let key = (if facts { thing(hit, runner) } else { hit.key }, &hit.binds);
        for (parts, sure) in divider.parts(hit)? {
            groups.of(&parts).take(key, sure, hit);
        }
    }
    groups.named(runner, G::join)
}

/// The fact that speaks for a row.
fn thing(hit: &Hit, runner: &Runner<'_>) -> Key {
    let fact = hit.facts.first();
    fact.map_or(hit.key, |fact| check::thing(runner.store.table(fact.relation), fact.row))
}

/// Counts as a table, in the order and size that were asked for.
fn divided(
    query: &Query,
    pers: &[Per],
    counts: impl Iterator<Item = (Vec<Part>, Tally, Facts)>,
    runner: &Runner<'_>,
) -> Result<Answer, Error> {
    let rows = counts.map(|(parts, tally, facts)| table::Row {
        parts,
        cells: vec![Cell::Tally(tally)],
        ranges: vec![Some((exact(tally.low), exact(tally.high)))],
        certain: tally.low == tally.high,
        may_lack: tally.low == 0,
        facts,
    });
    let column =
        Column { title: "count".to_owned(), key: "count".to_owned(), kind: ColumnKind::Number, priority: 0 };
    table::answer(query, pers, &[(column, resolve::Column::Count)], rows.collect(), runner)
}

/// Counts stay far below 2^53, up to which every integer is a float.
#[expect(clippy::cast_precision_loss, reason = "no base holds 2^53 facts")]
fn exact(count: u64) -> f64 {
    count as f64
}
