//! One fact against many: all that its time is compared with.
//!
//! In: a word of time, the other facts, found once. Out: truth in three values, of any of them or of all. Many facts are
//! sorted (`meeting`), so that a fact costs a search and not a walk; facts of which accounts contradict each other are
//! compared one by one, and so are those of the fact's own. A test holds both ways to the same answer.

use std::collections::HashMap;

use smallvec::SmallVec;

use crate::fact::FactId;
use crate::resolve::TestWord;
use crate::store::FastHash;
use crate::time::{Shape, Truth};

use super::hit::Hit;
use super::meeting::{AllMeet, SomeMeet};
use super::run::Runner;
use super::{Error, reach, word};

/// Fewer facts than this are not worth sorting.
const FEW: usize = 8;

/// What is asked of the other facts.
#[derive(Debug, Clone, Copy)]
pub(super) struct Asks {
    pub(super) word: TestWord,
    /// Whether it must hold of all of them: of the first or the last.
    pub(super) of_all: bool,
    /// Whether a fact may be compared with itself by a word of nearness.
    pub(super) itself: bool,
}

/// The other facts.
pub(super) struct Others {
    asks: Asks,
    rows: Vec<Hit>,
    /// The same in order, if there are enough of them.
    sorted: Option<Box<Sorted>>,
}

/// The places of the rows that a fact speaks for.
type OfFact = HashMap<FactId, SmallVec<[usize; 1]>, FastHash>;

/// The facts in order, but for those that must be compared one by one.
struct Sorted {
    /// Those of which accounts contradict each other.
    one_by_one: Vec<usize>,
    /// The rest, by the fact that speaks for it.
    of_fact: OfFact,
    sure: Counted,
    doubtful: Counted,
}

/// Facts that are all certain, or all doubtful.
struct Counted {
    any: bool,
    possibly: SomeMeet,
    certainly: SomeMeet,
    all_possibly: AllMeet,
    all_certainly: AllMeet,
}

impl Others {
    pub(super) fn new(asks: Asks, rows: Vec<Hit>, runner: &Runner<'_>) -> Result<Self, Error> {
        let worth = rows.len() > FEW && reach::is_told(asks.word);
        let sorted = worth.then(|| Sorted::new(asks.word, &rows, runner)).transpose()?;
        Ok(Others { asks, rows, sorted: sorted.map(Box::new) })
    }

    /// Whether the word holds of a hit.
    pub(super) fn judge(&self, hit: &Hit, shape: Shape) -> Truth {
        match &self.sorted {
            Some(sorted) if hit.rivals.is_empty() => self.by_search(sorted, hit, shape),
            _ => self.one_by_one(hit, shape),
        }
    }

    fn one_by_one(&self, hit: &Hit, shape: Shape) -> Truth {
        let mut sum = Sum::new(self.asks.of_all);
        for other in &self.rows {
            self.add(hit, other, shape, &mut sum);
            if sum.is_settled() {
                break;
            }
        }
        sum.truth()
    }

    fn by_search(&self, sorted: &Sorted, hit: &Hit, shape: Shape) -> Truth {
        let lead = hit.facts.first();
        let own = lead.and_then(|lead| sorted.of_fact.get(lead));
        let but = own.and(lead).copied();
        let mut sum = Sum::new(self.asks.of_all);
        let state = is_state(hit, shape);
        let asked = reach::own(self.asks.word, hit.asked, state);
        for (part, certain) in [(&sorted.sure, true), (&sorted.doubtful, false)] {
            if part.any {
                sum.add_all(part, asked, but, certain);
            }
        }
        for at in own.into_iter().flatten().chain(&sorted.one_by_one) {
            self.add(hit, &self.rows[*at], shape, &mut sum);
        }
        sum.truth()
    }

    /// Adds what one of the facts says.
    fn add(&self, hit: &Hit, other: &Hit, shape: Shape, sum: &mut Sum) {
        let lead = hit.facts.first();
        let same_fact = lead.is_some() && other.facts.first() == lead;
        // No fact is near itself.
        if same_fact && !self.asks.itself && word::is_near(self.asks.word) {
            return;
        }
        let truth = if same_fact && other.when == hit.when {
            to_itself(self.asks.word)
        } else {
            accounts(self.asks.word, hit, other, shape)
        };
        sum.add(truth, other.certain);
    }
}

fn is_state(hit: &Hit, shape: Shape) -> bool {
    shape == Shape::State && !hit.asked.is_instant()
}

/// What a word says of the times of two different facts.
pub(super) fn one_by_one(test: TestWord, hit: &Hit, other: &Hit) -> Truth {
    accounts(test, hit, other, if hit.period { Shape::State } else { Shape::Event })
}

/// Nothing is before or after itself, whatever its date; all else is as if it were known.
fn to_itself(test: TestWord) -> Truth {
    if word::is_before(test) || word::is_after(test) { Truth::No } else { Truth::Certain }
}

/// Certain only if it holds whichever account of either is the true one.
fn accounts(test: TestWord, hit: &Hit, other: &Hit, shape: Shape) -> Truth {
    let lead = word::compare(test, hit.asked, other.asked, shape);
    if hit.rivals.is_empty() && other.rivals.is_empty() {
        return lead;
    }
    let (mut best, mut worst) = (lead, lead);
    for own in std::iter::once(&hit.asked).chain(&hit.rivals) {
        for then in std::iter::once(&other.asked).chain(&other.rivals) {
            let truth = word::compare(test, *own, *then, shape);
            (best, worst) = (best.max(truth), worst.min(truth));
        }
    }
    if worst.is_certain() { Truth::Certain } else { best.at_most_possible() }
}

impl Sorted {
    fn new(test: TestWord, rows: &[Hit], runner: &Runner<'_>) -> Result<Self, Error> {
        let mut of_fact = OfFact::default();
        let mut one_by_one = Vec::new();
        let (mut sure, mut doubtful) = (Vec::new(), Vec::new());
        for (at, row) in runner.watch(rows).enumerate() {
            let row = row?;
            if !row.rivals.is_empty() {
                one_by_one.push(at);
                continue;
            }
            let fact = row.facts.first().copied();
            if let Some(fact) = fact {
                of_fact.entry(fact).or_default().push(at);
            }
            let part = if row.certain { &mut sure } else { &mut doubtful };
            part.push((reach::other(test, row.asked), fact));
        }
        let (sure, doubtful) = (Counted::new(&sure, runner)?, Counted::new(&doubtful, runner)?);
        Ok(Sorted { one_by_one, of_fact, sure, doubtful })
    }
}

impl Counted {
    fn new(rows: &[(reach::Reach, Option<FactId>)], runner: &Runner<'_>) -> Result<Self, Error> {
        let possible = || rows.iter().map(|(reach, fact)| (reach.possible, *fact));
        let certain = || rows.iter().map(|(reach, fact)| (reach.certain, *fact));
        Ok(Counted {
            any: !rows.is_empty(),
            possibly: SomeMeet::new(possible().collect(), runner)?,
            certainly: SomeMeet::new(certain().collect(), runner)?,
            all_possibly: AllMeet::new(possible()),
            all_certainly: AllMeet::new(certain()),
        })
    }
}

/// What the facts say together.
enum Sum {
    /// It holds of some fact that is so.
    Any(Truth),
    /// It holds of every fact that is so, and there is one.
    All { truth: Truth, one_is: bool, one_may_be: bool },
}

impl Sum {
    fn new(of_all: bool) -> Self {
        if of_all {
            Sum::All { truth: Truth::Certain, one_is: false, one_may_be: false }
        } else {
            Sum::Any(Truth::No)
        }
    }

    /// One fact, which is so or may be.
    fn add(&mut self, own: Truth, certain: bool) {
        match self {
            Sum::Any(truth) => *truth = truth.or(if certain { own } else { own.at_most_possible() }),
            Sum::All { truth, one_is, .. } if certain => {
                *one_is = true;
                *truth = truth.and(own);
            }
            // It may not be so, and then asks nothing.
            Sum::All { truth, one_may_be, .. } => {
                *one_may_be |= own.is_possible();
                *truth = truth.and(if own.is_certain() { own } else { Truth::Possible });
            }
        }
    }

    /// Sorted facts, of which there is one at least, but for those of one fact.
    fn add_all(&mut self, part: &Counted, own: reach::Reach, but: Option<FactId>, certain: bool) {
        let some = || {
            let certainly = certain && part.certainly.meets(own.certain, but);
            Truth::from_worlds(certainly || part.possibly.meets(own.possible, but), certainly)
        };
        match self {
            Sum::Any(truth) => *truth = truth.or(some()),
            Sum::All { truth, one_is, one_may_be } => {
                let all = Truth::from_worlds(
                    !certain || part.all_possibly.meets(own.possible, but),
                    part.all_certainly.meets(own.certain, but),
                );
                *truth = truth.and(all);
                *one_is |= certain;
                *one_may_be |= !certain && some().is_possible();
            }
        }
    }

    /// Whether no further fact can change it.
    fn is_settled(&self) -> bool {
        match self {
            Sum::Any(truth) => truth.is_certain(),
            Sum::All { truth, .. } => *truth == Truth::No,
        }
    }

    fn truth(&self) -> Truth {
        match *self {
            Sum::Any(truth) | Sum::All { truth, one_is: true, .. } => truth,
            Sum::All { truth, one_may_be: true, .. } => truth.at_most_possible(),
            Sum::All { .. } => Truth::No,
        }
    }
}

#[cfg(test)]
mod tests;
