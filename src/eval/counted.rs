//! Those that have so many: `organisations with more than 5 members`, `people who visited China twice`.
//!
//! In: hits. Out: the hits of each answer whose facts, or whatever fills a role of them, are as many as was asked. A
//! number goes from what is certain to what is possible (language reference, *certain and possible*). Absent: what has
//! none; it has no hits.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use crate::fact::EntityId;
use crate::resolve::{Counted, Set};
use crate::store::FastHash;
use crate::syntax::HowMany;

use super::Error;
use super::answer::{Cell, Tally};
use super::bind::Binds;
use super::check;
use super::hit::{Hit, Key};
use super::run::Runner;

/// How many an answer has for certain, and how many perhaps.
type Range = (u64, u64);

/// The hits of the answers that have so many.
pub(super) fn counted(asked: &Counted, hits: Vec<Hit>, runner: &Runner<'_>) -> Result<Vec<Hit>, Error> {
    let mut groups: HashMap<(Key, Binds), Group, FastHash> = HashMap::default();
    for hit in &hits {
        runner.look()?;
        let group = groups.entry((hit.key, hit.binds.clone())).or_default();
        // How many fill a role of a fact is sure, whether the fact is or not.
        let sure = hit.certain || matches!(hit.key, Key::Fact(_));
        for thing in things(asked, hit, runner) {
            *group.entry(thing).or_default() |= sure;
        }
    }
    let ranges: Ranges = groups.into_iter().map(|(answer, group)| (answer, range(&group))).collect();
    let others = Others::of(ranges.values().copied());
    let ranges = runner.counts.note(asked, ranges);
    let mut kept = Vec::new();
    for hit in hits {
        let own = ranges.get(&(hit.key, hit.binds.clone())).copied().unwrap_or_default();
        let (maybe, surely) = match asked.than {
            Some(rival) => than(asked.how_many, own, rival, &hit, &ranges),
            None => asked.how_many.judge(own).unwrap_or_else(|| others.judge(asked.how_many, own)),
        };
        if maybe && own.1 > 0 {
            kept.push(Hit { certain: hit.certain && surely, ..hit });
        }
    }
    Ok(kept)
}

/// As [`HowMany::judge`], beside the number of another, which may have none.
fn than(how_many: HowMany, (low, high): Range, rival: EntityId, hit: &Hit, ranges: &Ranges) -> (bool, bool) {
    let rival = Key::Entity(rival);
    if hit.key == rival {
        return (false, false);
    }
    let (least, most) = ranges.get(&(rival, hit.binds.clone())).copied().unwrap_or_default();
    if how_many == HowMany::Fewer {
        (low.max(1) < most, low > 0 && high < least)
    } else {
        (high > least, low > most)
    }
}

/// How many each answer has.
type Ranges = HashMap<(Key, Binds), Range, FastHash>;

/// How many each answer has of what was counted, for the columns of the answer.
#[derive(Debug, Default)]
pub(super) struct Counts(RefCell<Vec<(Counted, Rc<Ranges>)>>);

impl Counts {
    fn note(&self, asked: &Counted, ranges: Ranges) -> Rc<Ranges> {
        let ranges = Rc::new(ranges);
        let mut all = self.0.borrow_mut();
        all.retain(|(one, _)| one != asked);
        all.push((asked.clone(), Rc::clone(&ranges)));
        ranges
    }

    /// How many a row has.
    pub(super) fn of(&self, asked: &Counted, hit: &Hit) -> Cell {
        let all = self.0.borrow();
        let found = all.iter().find(|(one, _)| one == asked);
        let range = found.and_then(|(_, ranges)| ranges.get(&(hit.key, hit.binds.clone())));
        range.map_or(Cell::Empty, |(low, high)| Cell::Tally(Tally { low: *low, high: *high }))
    }
}

/// What is counted of the rows of a set.
pub(super) fn counted_of(set: &Set) -> Option<&Counted> {
    match set {
        Set::Counted(counted, _) => Some(counted),
        Set::All(sets) => sets.iter().find_map(counted_of),
        Set::Except(first, _) | Set::Pick(_, first) => counted_of(first),
        _ => None,
    }
}

/// What an answer has, each with whether it is certain.
type Group = HashMap<Key, bool, FastHash>;

fn range(group: &Group) -> Range {
    (group.values().filter(|sure| **sure).count() as u64, group.len() as u64)
}

/// What is counted of a hit: the fact that speaks for it, or what fills the role of its facts.
fn things(asked: &Counted, hit: &Hit, runner: &Runner<'_>) -> Vec<Key> {
    let table = |fact: &crate::fact::FactId| runner.store.table(fact.relation);
    if asked.roles.is_empty() {
        return hit.facts.first().map(|fact| check::thing(table(fact), fact.row)).into_iter().collect();
    }
    // What a join brought along speaks of other answers.
    let counts =
        |fact: &&crate::fact::FactId| asked.roles.iter().any(|(relation, _)| *relation == fact.relation);
    let Some(fact) = hit.facts.iter().find(counts) else { return Vec::new() };
    let roles = asked.roles.iter().filter(|(relation, _)| *relation == fact.relation);
    let mut found: Vec<Key> =
        roles.flat_map(|(_, role)| check::keys_of(table(fact), *role, fact.row, runner.store)).collect();
    let is_of_kind = |key: &Key| match (asked.kind, key) {
        (Some(kind), Key::Entity(entity)) => runner.store.kind_is(runner.store.entity(*entity).kind(), kind),
        _ => true,
    };
    found.retain(|key| *key != hit.key && is_of_kind(key));
    found
}

/// The counts of all answers in order, for those that have the most or the fewest.
struct Others {
    /// What each has for certain.
    lows: Vec<u64>,
    /// What each that surely has one has at most.
    highs_of_sure: Vec<u64>,
    /// What each has at most.
    highs: Vec<u64>,
}

impl Others {
    fn of(ranges: impl Iterator<Item = Range>) -> Self {
        let ranges: Vec<Range> = ranges.collect();
        let sorted = |mut numbers: Vec<u64>| {
            numbers.sort_unstable();
            numbers
        };
        Others {
            lows: sorted(ranges.iter().map(|(low, _)| *low).collect()),
            highs_of_sure: sorted(ranges.iter().filter(|one| one.0 > 0).map(|one| one.1).collect()),
            highs: sorted(ranges.iter().map(|(_, high)| *high).collect()),
        }
    }

    /// As [`HowMany::judge`], among all.
    fn judge(&self, how_many: HowMany, (low, high): Range) -> (bool, bool) {
        if how_many == HowMany::Fewest {
            let least = |numbers: &[u64], own| without(numbers, own).next().unwrap_or(u64::MAX);
            let surely = low > 0 && high <= least(&self.lows, low).max(1);
            return (low.max(1) <= least(&self.highs_of_sure, if low > 0 { high } else { u64::MAX }), surely);
        }
        let most = |numbers: &[u64], own| without(numbers, own).next_back().unwrap_or(0);
        (high >= most(&self.lows, low), low > 0 && low >= most(&self.highs, high))
    }
}

/// The numbers without one that is an answer's own.
fn without(numbers: &[u64], own: u64) -> impl DoubleEndedIterator<Item = u64> + '_ {
    let at = numbers.binary_search(&own).ok();
    numbers.iter().enumerate().filter(move |(other, _)| Some(*other) != at).map(|(_, number)| *number)
}
