//! Times relative to other facts, and lengths.
//!
//! In: the tests of a scan that regions of days cannot hold, with their facts found. Out: truth in three values. The
//! rules (language reference, *relative to other facts*): *before* precedes the first of the facts and *after*
//! follows the last, so both hold of all of them; after *another* one is after its first, so after any; every other
//! word compares fact by fact. Each fact may or may not be so, independently of the others.

use std::collections::BTreeMap;

use crate::fact::EntityId;
use crate::plan::{Either, Length, Whose};
use crate::resolve::TestWord;
use crate::syntax::LengthTest;
use crate::time::{Bounds, Regions, Shape, Truth, allen};

use super::Error;
use super::bind::Binds;
use super::hit::{Hit, Key};
use super::near;
use super::run::Runner;

/// Alternatives, of which one must hold.
#[derive(Clone)]
pub(super) struct ReadyEither<'p> {
    fixed: &'p Regions,
    lengths: &'p [Length],
    anchors: Vec<ReadyAnchor<'p>>,
}

/// Other facts that the time of a fact is compared with.
#[derive(Clone)]
struct ReadyAnchor<'p> {
    word: TestWord,
    rows: Vec<Hit>,
    whose: &'p Whose,
}

impl<'p> ReadyEither<'p> {
    /// Finds the facts, and notes which days were used.
    pub(super) fn new(either: &'p Either, runner: &Runner<'_>) -> Result<Self, Error> {
        let mut anchors = Vec::new();
        for anchored in &either.anchored {
            let rows = runner.op(&anchored.input)?;
            runner.note_used(anchored.id, &rows);
            anchors.push(ReadyAnchor { word: anchored.word, rows, whose: &anchored.whose });
        }
        Ok(ReadyEither { fixed: &either.fixed, lengths: &either.lengths, anchors })
    }

    /// Whether the facts have values of variables, which the fact must share.
    pub(super) fn binds(&self) -> bool {
        self.anchors.iter().flat_map(|anchor| &anchor.rows).any(|row| !row.binds.is_empty())
    }

    /// The alternatives without the facts that have values of variables; and, for each choice of values, with only
    /// the facts that have those.
    pub(super) fn apart(&self) -> (Self, Vec<(Binds, Self)>) {
        let mut groups: BTreeMap<Binds, Self> = BTreeMap::new();
        let mut plain = self.clone();
        let (bound, free): (Vec<_>, Vec<_>) = std::mem::take(&mut plain.anchors)
            .into_iter()
            .partition(|anchor| anchor.rows.iter().any(|row| !row.binds.is_empty()));
        plain.anchors = free;
        for anchor in bound {
            let mut rows: BTreeMap<Binds, Vec<Hit>> = BTreeMap::new();
            for row in anchor.rows {
                rows.entry(row.binds.clone()).or_default().push(row);
            }
            for (binds, rows) in rows {
                let group = groups.entry(binds).or_insert_with(|| plain.clone());
                group.anchors.push(ReadyAnchor { rows, word: anchor.word, whose: anchor.whose });
            }
        }
        (plain, groups.into_iter().collect())
    }

    /// Whether there is an alternative at all.
    pub(super) fn is_empty(&self) -> bool {
        self.anchors.is_empty() && self.lengths.is_empty() && self.fixed.is_empty()
    }

    /// Whether one of the alternatives holds of a hit of which one of these accounts is true.
    pub(super) fn judge(&self, hit: &Hit, whole: &[Bounds], shape: Shape) -> Truth {
        let fixed = of_accounts(whole, |bounds| self.fixed.judge(bounds));
        let lasted = |length: &Length| of_accounts(whole, |bounds| lasts(length, bounds));
        let lengths = self.lengths.iter().fold(fixed, |truth, length| truth.or(lasted(length)));
        self.anchors.iter().fold(lengths, |truth, anchor| truth.or(anchor.judge(hit, shape)))
    }
}

/// What is so of one of several accounts: certain only if it is so of each.
fn of_accounts(whole: &[Bounds], test: impl Fn(Bounds) -> Truth) -> Truth {
    let truths = whole.iter().map(|bounds| test(*bounds));
    let (best, worst) =
        truths.fold((Truth::No, Truth::Certain), |(best, worst), truth| (best.max(truth), worst.min(truth)));
    if worst.is_certain() { best } else { best.at_most_possible() }
}

fn lasts(length: &Length, bounds: Bounds) -> Truth {
    let Some(so_far) = near::until(bounds, length.until) else { return Truth::No };
    let truth = match length.comparison {
        LengthTest::AtLeast => length.length.at_least(so_far),
        LengthTest::LongerThan => length.length.longer_than(so_far),
        LengthTest::AtMost => length.length.longer_than(so_far).not(),
        LengthTest::ShorterThan => length.length.shorter_than(so_far),
    };
    // What may begin later may not have lasted at all.
    if bounds.start_max() > length.until.number() { truth.at_most_possible() } else { truth }
}

impl ReadyAnchor<'_> {
    fn judge(&self, hit: &Hit, shape: Shape) -> Truth {
        if self.leaves_out(hit.key) {
            return Truth::No;
        }
        let lead = hit.facts.first();
        // No fact is near itself.
        let itself = |other: &Hit| is_near(self.word) && lead.is_some() && other.facts.first() == lead;
        let counts = |other: &&Hit| match self.whose {
            Whose::Own => other.key == hit.key,
            Whose::All | Whose::Another(_) => !itself(other),
        };
        let others = self.rows.iter().filter(counts);
        let test = |other: &Hit| {
            let same = lead.is_some() && other.facts.first() == lead && other.when == hit.when;
            if same { self.to_itself() } else { self.accounts(hit, other, shape) }
        };
        if self.of_all() { all(others, test) } else { any(others, test) }
    }

    /// Nothing is before or after itself, whatever its date; all else is as if it were known.
    fn to_itself(&self) -> Truth {
        if is_before(self.word) || is_after(self.word) { Truth::No } else { Truth::Certain }
    }

    /// Whether the word speaks of all the facts: of the first or the last of them.
    fn of_all(&self) -> bool {
        match self.whose {
            Whose::Own => false,
            Whose::All => is_before(self.word) || is_after(self.word),
            Whose::Another(_) => is_before(self.word),
        }
    }

    fn leaves_out(&self, key: Key) -> bool {
        let Whose::Another(left_out) = self.whose else { return false };
        let is = |entity: &EntityId| key == Key::Entity(*entity);
        left_out.iter().any(is)
    }

    /// Certain only if it holds whichever account of either is the true one.
    fn accounts(&self, hit: &Hit, other: &Hit, shape: Shape) -> Truth {
        let lead = compare(self.word, hit.asked, other.asked, shape);
        if hit.rivals.is_empty() && other.rivals.is_empty() {
            return lead;
        }
        let (mut best, mut worst) = (lead, lead);
        for own in std::iter::once(&hit.asked).chain(&hit.rivals) {
            for then in std::iter::once(&other.asked).chain(&other.rivals) {
                let truth = compare(self.word, *own, *then, shape);
                (best, worst) = (best.max(truth), worst.min(truth));
            }
        }
        if worst.is_certain() { Truth::Certain } else { best.at_most_possible() }
    }
}

/// Whether it holds of every fact that is so, and there is one.
fn all<'h>(others: impl Iterator<Item = &'h Hit>, test: impl Fn(&Hit) -> Truth) -> Truth {
    let mut truth = Truth::Certain;
    let (mut one_is, mut one_may_be) = (false, false);
    for other in others {
        let own = test(other);
        if other.certain {
            one_is = true;
            truth = truth.and(own);
        } else {
            // It may not be so, and then asks nothing.
            one_may_be |= own.is_possible();
            truth = truth.and(if own.is_certain() { own } else { Truth::Possible });
        }
        if truth == Truth::No {
            break;
        }
    }
    match (one_is, one_may_be) {
        (true, _) => truth,
        (false, true) => truth.at_most_possible(),
        (false, false) => Truth::No,
    }
}

/// Whether it holds of some fact that is so.
fn any<'h>(others: impl Iterator<Item = &'h Hit>, test: impl Fn(&Hit) -> Truth) -> Truth {
    let mut truth = Truth::No;
    for other in others {
        let own = test(other);
        truth = truth.or(if other.certain { own } else { own.at_most_possible() });
        if truth.is_certain() {
            break;
        }
    }
    truth
}

fn is_near(word: TestWord) -> bool {
    matches!(word, TestWord::In | TestWord::Within(..) | TestWord::Same(_) | TestWord::Moved(_))
}

fn is_before(word: TestWord) -> bool {
    matches!(word, TestWord::Before | TestWord::BeganBefore | TestWord::EndedBefore)
}

fn is_after(word: TestWord) -> bool {
    matches!(word, TestWord::After | TestWord::BeganAfter | TestWord::EndedAfter)
}

/// How the time of one fact stands to that of another. What a word asks is the table of the language reference
/// with the days of the other fact as T.
fn compare(word: TestWord, own: Bounds, other: Bounds, shape: Shape) -> Truth {
    let state = shape == Shape::State && !own.is_instant();
    match word {
        TestWord::In => allen::shares_a_day(own, other),
        TestWord::BeganIn => allen::shares_a_day(near::first_day(own), other),
        TestWord::EndedIn => allen::shares_a_day(near::last_day(own), other),
        TestWord::Throughout => allen::within(other, own),
        TestWord::Before if state => allen::starts_before(own, other),
        TestWord::Before | TestWord::EndedBefore => allen::before(own, other),
        TestWord::BeganBefore => allen::starts_before(own, other),
        TestWord::After | TestWord::BeganAfter => allen::after(own, other),
        TestWord::EndedAfter => allen::ends_before(other, own),
        TestWord::Since if state => allen::starts_before(own, other).not(),
        TestWord::BeganSince => allen::starts_before(own, other).not(),
        TestWord::HeldSince if state => allen::starts_before(other, own).not(),
        TestWord::Since | TestWord::HeldSince | TestWord::EndedSince => allen::before(own, other).not(),
        TestWord::Until | TestWord::EndedUntil => allen::ends_before(other, own).not(),
        TestWord::BeganUntil => allen::after(own, other).not(),
        TestWord::Within(side, length) => near::within(own, other, side, length),
        TestWord::Same(unit) => near::same_unit(own, other, unit),
        TestWord::Moved(by) => allen::shares_a_day(own, near::moved(other, by)),
        TestWord::Lasts(..) => Truth::No,
    }
}

#[cfg(test)]
mod tests {
    use super::{all, any};
    use crate::eval::hit::Hit;
    use crate::fact::EntityId;
    use crate::time::{Bounds, Day, Days, Truth, allen};

    fn hit(day: i32, certain: bool) -> Hit {
        let when = Bounds::moment(Days::on(Day::from_number(day).expect("a day")));
        Hit { when, asked: when, certain, ..Hit::plain(EntityId::new(0).expect("a small id")) }
    }

    #[test]
    fn before_the_first_holds_whatever_is_so() {
        let before = |day: i32, others: &[Hit]| {
            let own = hit(day, true).asked;
            all(others.iter(), |other| allen::before(own, other.asked))
        };
        let sure = [hit(10, true), hit(20, true)];
        assert_eq!((before(9, &sure), before(10, &sure)), (Truth::Certain, Truth::No));
        let early_doubt = [hit(5, false), hit(10, true)];
        assert_eq!(before(4, &early_doubt), Truth::Certain);
        assert_eq!(before(7, &early_doubt), Truth::Possible, "the first may not be so");
        let doubt = [hit(10, false)];
        assert_eq!((before(9, &doubt), before(11, &doubt)), (Truth::Possible, Truth::No));
        assert_eq!(before(1, &[]), Truth::No, "before nothing");
    }

    #[test]
    fn one_by_one_needs_one_that_is_so() {
        let after = |day: i32, others: &[Hit]| {
            let own = hit(day, true).asked;
            any(others.iter(), |other| allen::after(own, other.asked))
        };
        assert_eq!(after(15, &[hit(10, true), hit(20, true)]), Truth::Certain);
        assert_eq!(after(15, &[hit(10, false), hit(20, true)]), Truth::Possible);
        assert_eq!(after(5, &[hit(10, true)]), Truth::No);
    }
}
