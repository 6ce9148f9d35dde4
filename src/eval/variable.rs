//! Operators on variables: values, tests, projection. Pairs are in `pairs`.
//!
//! In: hits with the values of their variables. Out: hits. Join C with C and P with P; a row that hides variables is
//! certain if one of its derivations is (language reference, *certain and possible*).

use std::collections::HashSet;

use crate::fact::{RelationId, RoleId};
use crate::plan::{Test, TestedBy};
use crate::resolve::Variable;

use super::Error;
use super::bind;
use super::hit::{Hit, Key};
use super::join;
use super::run::Runner;

/// Rows whose key is the value of the variable too.
pub(super) fn bind(variable: Variable, hits: Vec<Hit>, runner: &Runner<'_>) -> Result<Vec<Hit>, Error> {
    let bound = |mut hit: Hit| bind::add(&mut hit.binds, variable, hit.key).then_some(hit);
    runner.watch(hits).filter_map(|hit| hit.map(bound).transpose()).collect()
}

/// Rows without some of their variables, each derivation of one fact once.
pub(super) fn hide(hidden: &[Variable], mut hits: Vec<Hit>, runner: &Runner<'_>) -> Result<Vec<Hit>, Error> {
    for hit in runner.watch(&mut hits) {
        let hit = hit?;
        if !hit.binds.is_empty() {
            hit.binds = bind::without(&hit.binds, hidden);
        }
    }
    join::union(hits, runner)
}

impl Runner<'_> {
    /// Whatever fills a role, each once.
    pub(super) fn column(&self, relation: RelationId, role: RoleId) -> Result<Vec<Hit>, Error> {
        let table = self.store.table(relation);
        self.spend(table.keys(role).len())?;
        Ok(table.keys(role).iter().copied().map(Hit::plain).collect())
    }

    /// Rows whose variables pass all tests.
    pub(super) fn filter(&self, mut hits: Vec<Hit>, tests: &[Test]) -> Result<Vec<Hit>, Error> {
        for test in tests {
            hits = match &test.is {
                TestedBy::Other(other) => compare(hits, test, *other, self)?,
                TestedBy::Rows(op) => {
                    let value = |hit: &Hit| bind::value(&hit.binds, test.variable);
                    let values = self.watch(&hits).map(|hit| Ok(value(hit?)));
                    let others = match values.collect::<Result<Option<HashSet<Key>>, Error>>()? {
                        Some(values) => self.op_among(op, &values)?,
                        None => self.op(op)?,
                    };
                    self.tested(hits, test, &others)?
                }
            };
        }
        Ok(hits)
    }

    fn tested(&self, hits: Vec<Hit>, test: &Test, others: &[Hit]) -> Result<Vec<Hit>, Error> {
        let by_key = join::grouped(others, self)?;
        let mut kept = Vec::new();
        for hit in self.watch(hits) {
            let hit = hit?;
            match (bind::value(&hit.binds, test.variable), test.negated) {
                (Some(key), false) => {
                    let Some(matches) = by_key.get(&key) else { continue };
                    self.spend(matches.len())?;
                    let before = kept.len();
                    join::join_bound(&hit, matches, &mut kept);
                    self.hold(&kept[before..])?;
                }
                (Some(key), true) => match by_key.get(&key) {
                    Some(taken) => {
                        let agree = |other: &&&Hit| bind::agree(&hit.binds, &other.binds);
                        let taken: Vec<&Hit> = taken.iter().filter(agree).copied().collect();
                        kept.extend(join::remains(hit, &taken));
                    }
                    None => kept.push(hit),
                },
                // It may be anything: it is each of them.
                (None, false) => {
                    self.spend(others.len())?;
                    let before = kept.len();
                    for other in others {
                        let Some(binds) = bind::with(&hit.binds, test.variable, other.key) else { continue };
                        join::join_bound(&Hit { binds, ..hit.clone() }, &[other], &mut kept);
                    }
                    self.hold(&kept[before..])?;
                }
                (None, true) => kept.push(hit),
            }
        }
        Ok(kept)
    }
}

/// `?a is ?b`, `?a is not ?b`; where only one has a value, the other is it.
fn compare(hits: Vec<Hit>, test: &Test, other: Variable, runner: &Runner<'_>) -> Result<Vec<Hit>, Error> {
    let one = |mut hit: Hit| {
        let (a, b) = (bind::value(&hit.binds, test.variable), bind::value(&hit.binds, other));
        match (a, b) {
            (Some(a), Some(b)) => ((a == b) != test.negated).then_some(hit),
            (Some(key), None) if !test.negated => {
                hit.binds = bind::with(&hit.binds, other, key)?;
                Some(hit)
            }
            (None, Some(key)) if !test.negated => {
                hit.binds = bind::with(&hit.binds, test.variable, key)?;
                Some(hit)
            }
            _ => Some(hit),
        }
    };
    runner.watch(hits).filter_map(|hit| hit.map(one).transpose()).collect()
}
