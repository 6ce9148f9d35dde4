//! Stretches sorted once, so that each question to all of them costs a search.
//!
//! In: stretches of numbers, each with the fact that it is of. Out: whether some of them meets a stretch, or all do; the
//! stretches of one fact may be left out. Absent: what the numbers mean (`reach`).

use crate::fact::FactId;

use super::Error;
use super::reach::Stretch;
use super::run::Runner;

/// A stretch and its fact.
pub(super) type Owned = (Stretch, Option<FactId>);

/// The greatest of some numbers, and the greatest of those that are of other facts.
#[derive(Debug, Clone, Copy)]
struct Greatest {
    first: (i64, Option<FactId>),
    of_others: i64,
}

impl Greatest {
    const NONE: Self = Greatest { first: (i64::MIN, None), of_others: i64::MIN };

    fn add(&mut self, number: i64, fact: Option<FactId>) {
        let same = fact.is_some() && fact == self.first.1;
        if number > self.first.0 {
            if !same {
                self.of_others = self.first.0;
            }
            self.first = (number, fact);
        } else if !same {
            self.of_others = self.of_others.max(number);
        }
    }

    fn without(&self, fact: Option<FactId>) -> i64 {
        if fact.is_some() && fact == self.first.1 { self.of_others } else { self.first.0 }
    }
}

/// Whether some stretch meets another: sorted by where they begin, each with the greatest end so far.
#[derive(Debug, Clone, Default)]
pub(super) struct SomeMeet {
    begin: Vec<i64>,
    ends: Vec<Greatest>,
}

impl SomeMeet {
    pub(super) fn new(mut stretches: Vec<Owned>, runner: &Runner<'_>) -> Result<Self, Error> {
        runner.sort_by_key(&mut stretches, |(stretch, _)| stretch.first)?;
        let mut greatest = Greatest::NONE;
        let mut sorted = SomeMeet::default();
        for (stretch, fact) in stretches {
            greatest.add(stretch.last, fact);
            sorted.begin.push(stretch.first);
            sorted.ends.push(greatest);
        }
        Ok(sorted)
    }

    /// Whether one of them that is not of this fact meets the stretch.
    pub(super) fn meets(&self, stretch: Stretch, but: Option<FactId>) -> bool {
        let begun = self.begin.partition_point(|begin| *begin <= stretch.last);
        let ends = begun.checked_sub(1).and_then(|at| self.ends.get(at));
        ends.is_some_and(|ends| ends.without(but) >= stretch.first)
    }
}

/// Whether all stretches meet another: the latest beginning and the earliest end decide it.
#[derive(Debug, Clone, Copy)]
pub(super) struct AllMeet {
    begin: Greatest,
    /// Of the ends with the sign turned.
    end: Greatest,
}

impl AllMeet {
    pub(super) fn new(stretches: impl Iterator<Item = Owned>) -> Self {
        let mut all = AllMeet { begin: Greatest::NONE, end: Greatest::NONE };
        for (stretch, fact) in stretches {
            all.begin.add(stretch.first, fact);
            all.end.add(stretch.last.saturating_neg(), fact);
        }
        all
    }

    /// Whether each of them that is not of this fact meets the stretch.
    pub(super) fn meets(&self, stretch: Stretch, but: Option<FactId>) -> bool {
        self.begin.without(but) <= stretch.last && self.end.without(but) <= stretch.first.saturating_neg()
    }
}
