//! Joins on variables: one row of each input that agree on the values that they share.
//!
//! In: hits of the inputs, in the order of writing. Out: hits. The joins run from the smallest input to those that share
//! variables with it, whatever the order of writing; only then are rows put together, in that order, so that the order
//! of the joins never shows. Join C with C and P with P.

use std::collections::{BTreeSet, HashMap};

use smallvec::SmallVec;

use crate::resolve::Variable;
use crate::store::FastHash;

use super::Error;
use super::bind::{self, Binds};
use super::hit::{Hit, Key};
use super::run::Runner;

/// Rows chosen so far: the values that they agree on, and the place of each in its input.
struct Chosen {
    binds: Binds,
    /// By the place of the input in the order of writing; [`OPEN`] where none is chosen yet.
    at: SmallVec<[u32; 4]>,
}

const OPEN: u32 = u32::MAX;

/// One row of each input that agree on the variables that they share; a fact does not pair with itself.
pub(super) fn pairs(inputs: &[Vec<Hit>], runner: &Runner<'_>) -> Result<Vec<Hit>, Error> {
    let mut chosen = vec![Chosen { binds: Binds::new(), at: SmallVec::from_elem(OPEN, inputs.len()) }];
    for place in order(inputs) {
        chosen = joined(&chosen, inputs, place, runner)?;
    }
    runner.sort_by(&mut chosen, |one, other| one.at.cmp(&other.at))?;
    let mut rows = Vec::with_capacity(chosen.len());
    for one in runner.watch(chosen) {
        let row = row(one?, inputs);
        runner.hold(row.as_slice())?;
        rows.extend(row);
    }
    Ok(rows)
}

/// The inputs by their places: the smallest first, then always the smallest of those that share a variable with what is
/// joined; one that shares none multiplies, and waits.
fn order(inputs: &[Vec<Hit>]) -> Vec<usize> {
    let variables: Vec<BTreeSet<Variable>> =
        inputs.iter().map(|hits| everywhere(hits.iter().map(|hit| &hit.binds))).collect();
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

fn joined(
    chosen: &[Chosen],
    inputs: &[Vec<Hit>],
    place: usize,
    runner: &Runner<'_>,
) -> Result<Vec<Chosen>, Error> {
    let input = &inputs[place];
    let before = everywhere(chosen.iter().map(|one| &one.binds));
    let here = everywhere(input.iter().map(|hit| &hit.binds));
    let shared: Vec<Variable> = before.intersection(&here).copied().collect();
    let mut others: HashMap<Values, Vec<u32>, FastHash> = HashMap::default();
    for hit in runner.watch((0..).zip(input)) {
        let (at, hit) = hit?;
        others.entry(values(&hit.binds, &shared)).or_default().push(at);
    }
    let mut found = Vec::new();
    for one in runner.watch(chosen) {
        let one = one?;
        let Some(matches) = others.get(&values(&one.binds, &shared)) else { continue };
        runner.spend(matches.len())?;
        runner.hold_bytes(matches.len() * size_of::<Chosen>())?;
        for at in matches {
            let hit = &input[*at as usize];
            let Some(binds) = bind::both(&one.binds, &hit.binds) else { continue };
            if is_chosen(one, hit, inputs) {
                continue;
            }
            let mut more = one.at.clone();
            more[place] = *at;
            found.push(Chosen { binds, at: more });
        }
    }
    Ok(found)
}

/// Whether the fact was chosen from another input already.
fn is_chosen(one: &Chosen, hit: &Hit, inputs: &[Vec<Hit>]) -> bool {
    let same =
        |(input, at): (&Vec<Hit>, &u32)| input.get(*at as usize).is_some_and(|other| other.key == hit.key);
    matches!(hit.key, Key::Fact(_)) && inputs.iter().zip(&one.at).any(same)
}

/// The rows together, in the order of writing; the first speaks for them.
fn row(chosen: Chosen, inputs: &[Vec<Hit>]) -> Option<Hit> {
    let mut hits = inputs.iter().zip(&chosen.at).filter_map(|(input, at)| input.get(*at as usize));
    let first = hits.next()?.clone();
    let mut whole = hits.fold(first, |row, other| {
        let mut pair = row.with(other, row.span, true);
        let dated = if row.facts.is_empty() { other } else { &row };
        (pair.when, pair.asked) = (dated.when, dated.asked);
        pair
    });
    whole.binds = chosen.binds;
    Some(whole)
}

/// The variables that all of these have a value for, so that they can be looked up.
fn everywhere<'b>(mut all: impl Iterator<Item = &'b Binds>) -> BTreeSet<Variable> {
    let Some(first) = all.next() else { return BTreeSet::new() };
    all.fold(first.iter().map(|(variable, _)| *variable).collect(), |mut known: BTreeSet<Variable>, binds| {
        known.retain(|variable| bind::value(binds, *variable).is_some());
        known
    })
}

/// The values of some variables.
type Values = SmallVec<[Option<Key>; 2]>;

fn values(binds: &Binds, variables: &[Variable]) -> Values {
    variables.iter().map(|variable| bind::value(binds, *variable)).collect()
}

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
