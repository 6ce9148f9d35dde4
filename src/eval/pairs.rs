//! Joins on variables: one row of each input that agree on the values that they share.
//!
//! In: hits of the inputs, in the order of writing. Out: hits. The joins run from the smallest input to those that share
//! variables with it, whatever the order of writing; only then are rows put together, in that order, so that the order
//! of the joins never shows. Join C with C and P with P; what follows another is judged as soon as both are chosen.

use std::collections::{BTreeSet, HashMap};

use smallvec::SmallVec;

use crate::resolve::{TestWord, Variable};
use crate::store::FastHash;
use crate::time::Truth;

use super::answer::Tally;
use super::bind;
use super::hit::{self, Hit, Key};
use super::run::Runner;
use super::{Error, others};

/// Rows chosen so far, which agree on their values: the place of each in its input.
struct Chosen {
    /// By the place of the input in the order of writing; [`OPEN`] where none is chosen yet.
    at: SmallVec<[u32; 4]>,
    /// Whether they surely stand to each other in time as asked.
    certain: bool,
}

const OPEN: u32 = u32::MAX;

/// What pairs are made of.
struct Inputs<'i> {
    rows: &'i [Vec<Hit>],
    /// What the time of each is asked beside that of the one before it.
    times: &'i [Option<TestWord>],
}

/// One row of each input that agree on the variables that they share; a fact does not pair with itself.
pub(super) fn pairs(
    rows: &[Vec<Hit>],
    times: &[Option<TestWord>],
    runner: &Runner<'_>,
) -> Result<Vec<Hit>, Error> {
    let inputs = Inputs { rows, times };
    let mut chosen = inputs.chosen(runner)?;
    runner.sort_by(&mut chosen, |one, other| one.at.cmp(&other.at))?;
    let mut made = Vec::with_capacity(chosen.len());
    for one in runner.watch(&chosen) {
        let row = row(one?, &inputs);
        runner.hold(row.as_slice())?;
        made.extend(row);
    }
    Ok(made)
}

/// How many there are, without a row for each; `None` where two rows of an input may be the same.
pub(super) fn tally(
    rows: &[Vec<Hit>],
    times: &[Option<TestWord>],
    runner: &Runner<'_>,
) -> Option<Result<Tally, Error>> {
    rows.iter().all(|rows| hit::ascend(rows)).then(|| {
        let inputs = Inputs { rows, times };
        let chosen = inputs.chosen(runner)?;
        let sure = chosen.iter().filter(|one| one.certain && inputs.of(one).all(|row| row.certain)).count();
        Ok(Tally { low: sure as u64, high: chosen.len() as u64 })
    })
}

/// The inputs by their places: the smallest first, then always the smallest of those that share a variable with what is
/// joined; one that shares none multiplies, and waits.
fn order(inputs: &[Vec<Hit>]) -> Vec<usize> {
    let variables: Vec<BTreeSet<Variable>> = inputs.iter().map(|hits| everywhere(hits)).collect();
    let mut left: Vec<usize> = (0..inputs.len()).collect();
    let mut known: BTreeSet<Variable> = BTreeSet::new();
    let mut order = Vec::with_capacity(inputs.len());
    while !left.is_empty() {
        let cost = |place: &usize| (variables[*place].is_disjoint(&known), inputs[*place].len(), *place);
        let Some(next) = (0..left.len()).min_by_key(|at| cost(&left[*at])) else { break };
        let place = left.remove(next);
        known.extend(&variables[place]);
        order.push(place);
    }
    order
}

impl Inputs<'_> {
    /// Every choice of one row of each input.
    fn chosen(&self, runner: &Runner<'_>) -> Result<Vec<Chosen>, Error> {
        let mut chosen = vec![Chosen { at: SmallVec::from_elem(OPEN, self.rows.len()), certain: true }];
        let mut known: BTreeSet<Variable> = BTreeSet::new();
        for place in order(self.rows) {
            let here = everywhere(&self.rows[place]);
            let shared: Vec<Variable> = known.intersection(&here).copied().collect();
            chosen = self.joined(&chosen, place, &shared, runner)?;
            known.extend(here);
        }
        Ok(chosen)
    }

    /// Every choice with one row more, by the variables that all of both have a value for.
    fn joined(
        &self,
        chosen: &[Chosen],
        place: usize,
        shared: &[Variable],
        runner: &Runner<'_>,
    ) -> Result<Vec<Chosen>, Error> {
        let mut others: HashMap<Values, Vec<u32>, FastHash> = HashMap::default();
        for hit in runner.watch((0..).zip(&self.rows[place])) {
            let (at, hit) = hit?;
            let values = shared.iter().map(|variable| bind::value(&hit.binds, *variable));
            others.entry(values.collect()).or_default().push(at);
        }
        let mut found = Vec::new();
        for one in runner.watch(chosen) {
            let one = one?;
            let value = |variable| self.of(one).find_map(|row| bind::value(&row.binds, variable));
            let values: Values = shared.iter().map(|variable| value(*variable)).collect();
            let Some(matches) = others.get(&values) else { continue };
            runner.spend(matches.len())?;
            let before = found.len();
            found.extend(matches.iter().filter_map(|at| self.with(one, place, *at)));
            runner.hold_bytes((found.len() - before) * size_of::<Chosen>())?;
        }
        Ok(found)
    }

    /// A choice with one row more, if they agree.
    fn with(&self, one: &Chosen, place: usize, at: u32) -> Option<Chosen> {
        let hit = &self.rows[place][at as usize];
        let truth = self.in_time(one, place, hit);
        let fits = |other: &Hit| !is_same_fact(hit, other) && bind::agree(&hit.binds, &other.binds);
        if !truth.is_possible() || !self.of(one).all(fits) {
            return None;
        }
        let mut more = SmallVec::from_slice(&one.at);
        more[place] = at;
        Some(Chosen { at: more, certain: one.certain && truth.is_certain() })
    }

    /// Whether a row stands in time as asked to the one before it and to the one after it.
    fn in_time(&self, one: &Chosen, place: usize, hit: &Hit) -> Truth {
        let chosen = |place: usize| self.rows.get(place)?.get(*one.at.get(place)? as usize);
        let word = |place: usize| self.times.get(place).copied().flatten();
        let before = place.checked_sub(1).and_then(|before| Some((word(place)?, chosen(before)?)));
        let after = word(place + 1).and_then(|word| Some((word, chosen(place + 1)?)));
        let truth = before.map_or(Truth::Certain, |(word, before)| others::one_by_one(word, hit, before));
        truth.and(after.map_or(Truth::Certain, |(word, after)| others::one_by_one(word, after, hit)))
    }

    /// The rows that were chosen.
    fn of<'c>(&'c self, one: &'c Chosen) -> impl Iterator<Item = &'c Hit> {
        self.rows.iter().zip(&one.at).filter_map(|(rows, at)| rows.get(*at as usize))
    }
}

fn is_same_fact(one: &Hit, other: &Hit) -> bool {
    matches!(one.key, Key::Fact(_)) && one.key == other.key
}

/// The rows together, in the order of writing; the first speaks for them.
fn row(chosen: &Chosen, inputs: &Inputs<'_>) -> Option<Hit> {
    let mut hits = inputs.of(chosen);
    let first = hits.next()?.clone();
    let mut whole = hits.try_fold(first, |row, other| {
        let mut pair = row.with(other, row.span, true);
        let dated = if row.facts.is_empty() { other } else { &row };
        (pair.when, pair.asked) = (dated.when, dated.asked);
        pair.binds = bind::both(&row.binds, &other.binds)?;
        Some(pair)
    })?;
    whole.certain &= chosen.certain;
    Some(whole)
}

/// The variables that all of these have a value for, so that they can be looked up.
fn everywhere(rows: &[Hit]) -> BTreeSet<Variable> {
    let Some((first, others)) = rows.split_first() else { return BTreeSet::new() };
    let mut known: Vec<Variable> = first.binds.iter().map(|(variable, _)| *variable).collect();
    for row in others {
        known.retain(|variable| bind::value(&row.binds, *variable).is_some());
    }
    known.into_iter().collect()
}

/// The values of some variables.
type Values = SmallVec<[Option<Key>; 2]>;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fact::EntityId;

    fn rows(variables: &[u16], count: usize) -> Vec<Hit> {
        let row = |number| {
            let entity = EntityId::new(number).unwrap();
            let mut hit = Hit::plain(entity);
            for variable in variables {
                hit.binds = bind::with(&hit.binds, Variable(*variable), hit.key).unwrap();
            }
            hit
        };
        (0..count).map(row).collect()
    }

    #[test]
    fn the_smallest_is_joined_first_and_what_shares_nothing_last() {
        assert_eq!(order(&[rows(&[1], 9), rows(&[2], 5), rows(&[1, 2], 7)]), [1, 2, 0]);
        assert_eq!(order(&[rows(&[1], 9), rows(&[2], 1), rows(&[1], 3)]), [1, 2, 0]);
    }
}
