//! Tests on the start and the end of a fact, gathered so that they are solved jointly.
//!
//! In: bounds that a query sets on start and end. Out: [`Region`] (all of them hold) and [`Regions`]
//! (one of the regions does), and their truth for given [`Bounds`].
//! Absent: what a phrase of English asks for (see `phrase`), tests between two facts (see `allen`).

use super::bounds::Bounds;
use super::truth::Truth;
use smallvec::{SmallVec, smallvec};

/// A conjunction of inclusive bounds on start and end: what all time tests of one fact ask together.
///
/// It is kept tight under *start ≤ end*, so that equal regions admit the same facts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Region {
    start_lo: i32,
    start_hi: i32,
    end_lo: i32,
    end_hi: i32,
}

impl Region {
    /// No test at all.
    pub const ANY: Self = Self {
        start_lo: Bounds::UNBOUNDED_PAST,
        start_hi: Bounds::UNBOUNDED_FUTURE,
        end_lo: Bounds::UNBOUNDED_PAST,
        end_hi: Bounds::UNBOUNDED_FUTURE,
    };
    /// A test that nothing passes.
    pub const EMPTY: Self = Self {
        start_lo: Bounds::UNBOUNDED_FUTURE,
        start_hi: Bounds::UNBOUNDED_PAST,
        end_lo: Bounds::UNBOUNDED_FUTURE,
        end_hi: Bounds::UNBOUNDED_PAST,
    };

    /// Start from `start_lo` to `start_hi` and end from `end_lo` to `end_hi`, day numbers or the
    /// unbounded constants of [`Bounds`]; [`Region::EMPTY`] if no start and end fit.
    pub fn new(start_lo: i32, start_hi: i32, end_lo: i32, end_hi: i32) -> Self {
        let end_lo = end_lo.max(start_lo);
        let start_hi = start_hi.min(end_hi);
        if start_lo > start_hi || end_lo > end_hi {
            return Self::EMPTY;
        }
        Self { start_lo, start_hi, end_lo, end_hi }
    }

    /// Starts on that day number or later.
    pub fn start_from(day: i32) -> Self {
        Self::new(day, Self::ANY.start_hi, Self::ANY.end_lo, Self::ANY.end_hi)
    }

    /// Starts on that day number or earlier.
    pub fn start_by(day: i32) -> Self {
        Self { start_hi: day, ..Self::ANY }
    }

    /// Ends on that day number or later.
    pub fn end_from(day: i32) -> Self {
        Self { end_lo: day, ..Self::ANY }
    }

    /// Ends on that day number or earlier.
    pub fn end_by(day: i32) -> Self {
        Self::new(Self::ANY.start_lo, Self::ANY.start_hi, Self::ANY.end_lo, day)
    }

    /// Both regions at once; perhaps empty.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        Self::new(
            self.start_lo.max(other.start_lo),
            self.start_hi.min(other.start_hi),
            self.end_lo.max(other.end_lo),
            self.end_hi.min(other.end_hi),
        )
    }

    /// Whether no start and end can pass.
    pub fn is_empty(self) -> bool {
        self == Self::EMPTY
    }

    /// The first and last day number that a start may have.
    pub fn start(self) -> (i32, i32) {
        (self.start_lo, self.start_hi)
    }

    /// The first and last day number that an end may have.
    pub fn end(self) -> (i32, i32) {
        (self.end_lo, self.end_hi)
    }

    /// Certain if every world of the bounds passes, possible if one does.
    pub fn judge(self, bounds: Bounds) -> Truth {
        // The bounds are tight, so a world reaches each of them.
        let in_all = self.start_lo <= bounds.start_min()
            && bounds.start_max() <= self.start_hi
            && self.end_lo <= bounds.end_min()
            && bounds.end_max() <= self.end_hi;
        Truth::from_worlds(in_all || self.cut(bounds).is_some(), in_all)
    }

    /// The worlds of the bounds that pass; `None` if none does.
    pub fn cut(self, bounds: Bounds) -> Option<Bounds> {
        Bounds::new(
            bounds.start_min().max(self.start_lo),
            bounds.start_max().min(self.start_hi),
            bounds.end_min().max(self.end_lo),
            bounds.end_max().min(self.end_hi),
            bounds.is_instant(),
        )
    }

    /// The worlds of the bounds that do not pass, in disjoint parts.
    fn cut_away(self, bounds: Bounds) -> SmallVec<[Bounds; 4]> {
        let (start_lo, start_hi) = (self.start_lo, self.start_hi);
        let within_start = Self { start_lo, start_hi, ..Self::ANY };
        [
            before(start_lo).map(|hi| Self { start_hi: hi, ..Self::ANY }),
            after(start_hi).map(|lo| Self { start_lo: lo, ..Self::ANY }),
            before(self.end_lo).map(|hi| Self { end_hi: hi, ..within_start }),
            after(self.end_hi).map(|lo| Self { end_lo: lo, ..within_start }),
        ]
        .into_iter()
        .flatten()
        .filter_map(|part| part.cut(bounds))
        .collect()
    }

    /// Whether everything that passes `other` passes this too.
    fn covers(self, other: Self) -> bool {
        other.is_empty() || self.and(other) == other
    }
}

fn before(day: i32) -> Option<i32> {
    day.checked_sub(1)
}

fn after(day: i32) -> Option<i32> {
    day.checked_add(1)
}

/// A disjunction of [`Region`]s: what `or` and `not` make of time tests. No region is empty or lies
/// within another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Regions(SmallVec<[Region; 2]>);

impl From<Region> for Regions {
    fn from(region: Region) -> Self {
        [region].into_iter().collect()
    }
}

impl FromIterator<Region> for Regions {
    /// Any one of the regions.
    fn from_iter<I: IntoIterator<Item = Region>>(regions: I) -> Self {
        let mut kept = Self::none();
        for region in regions {
            kept.add(region);
        }
        kept
    }
}

impl Regions {
    /// No test at all.
    pub fn any() -> Self {
        Self(smallvec![Region::ANY])
    }

    /// A test that nothing passes.
    pub fn none() -> Self {
        Self(SmallVec::new())
    }

    /// Whether no start and end can pass.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The regions, of which one must hold; they may overlap.
    pub fn regions(&self) -> &[Region] {
        &self.0
    }

    /// The tightest bounds of the worlds that pass; `None` if none does.
    pub fn cut(&self, bounds: Bounds) -> Option<Bounds> {
        self.0.iter().filter_map(|region| region.cut(bounds)).reduce(Bounds::hull)
    }

    /// Either holds.
    #[must_use]
    pub fn or(&self, other: &Self) -> Self {
        self.0.iter().chain(&other.0).copied().collect()
    }

    /// Both hold, for one and the same start and end.
    #[must_use]
    pub fn and(&self, other: &Self) -> Self {
        self.0.iter().flat_map(|a| other.0.iter().map(|b| a.and(*b))).collect()
    }

    /// It does not hold.
    #[must_use]
    pub fn complement(&self) -> Self {
        self.0.iter().fold(Self::any(), |rest, region| rest.and(&outside(*region)))
    }

    /// Certain if every world of the bounds passes one region, perhaps not always the same; possible
    /// if some world does.
    pub fn judge(&self, bounds: Bounds) -> Truth {
        if let [only] = self.0.as_slice() {
            return only.judge(bounds);
        }
        let in_some = self.0.iter().any(|region| region.cut(bounds).is_some());
        Truth::from_worlds(in_some, in_some && self.hold_in_all(bounds))
    }

    /// Takes one region after the other away from the worlds. The parts left are disjoint cells of the
    /// grid that the regions span, so there are never more than (2n + 1)² of them for n regions.
    fn hold_in_all(&self, bounds: Bounds) -> bool {
        let mut left: SmallVec<[Bounds; 8]> = smallvec![bounds];
        for region in &self.0 {
            left = left.iter().flat_map(|part| region.cut_away(*part)).collect();
            if left.is_empty() {
                return true;
            }
        }
        false
    }

    fn add(&mut self, region: Region) {
        if self.0.iter().any(|kept| kept.covers(region)) || region.is_empty() {
            return;
        }
        self.0.retain(|kept| !region.covers(*kept));
        self.0.push(region);
    }
}

fn outside(region: Region) -> Regions {
    let ((start_lo, start_hi), (end_lo, end_hi)) = (region.start(), region.end());
    [
        before(start_lo).map(Region::start_by),
        after(start_hi).map(Region::start_from),
        before(end_lo).map(Region::end_by),
        after(end_hi).map(Region::end_from),
    ]
    .into_iter()
    .flatten()
    .collect()
}

#[cfg(test)]
mod tests {
    use super::{Region, Regions};
    use crate::time::{Bounds, Days, Truth};
    use proptest::prelude::{Just, Strategy, any, prop_oneof, proptest};

    /// Days of the small calendar on which the laws are checked one by one.
    const CALENDAR: std::ops::RangeInclusive<i32> = -2..=9;

    fn worlds(bounds: Bounds) -> impl Iterator<Item = (i32, i32)> {
        CALENDAR.flat_map(|start| CALENDAR.map(move |end| (start, end))).filter(move |&(start, end)| {
            (bounds.start_min()..=bounds.start_max()).contains(&start)
                && (bounds.end_min()..=bounds.end_max()).contains(&end)
                && start <= end
                && (!bounds.is_instant() || start == end)
        })
    }

    fn passes(region: Region, (start, end): (i32, i32)) -> bool {
        let ((start_lo, start_hi), (end_lo, end_hi)) = (region.start(), region.end());
        (start_lo..=start_hi).contains(&start) && (end_lo..=end_hi).contains(&end)
    }

    fn by_hand(bounds: Bounds, test: impl Fn((i32, i32)) -> bool) -> Truth {
        Truth::from_worlds(worlds(bounds).any(&test), worlds(bounds).all(&test))
    }

    fn some_bounds() -> impl Strategy<Value = Bounds> {
        let days = || 0..8_i32;
        (days(), days(), days(), days(), any::<bool>())
            .prop_filter_map("empty", |(a, b, c, d, instant)| Bounds::new(a, b, c, d, instant))
    }

    fn some_region() -> impl Strategy<Value = Region> {
        let lo = || prop_oneof![Just(Bounds::UNBOUNDED_PAST), 0..8_i32];
        let hi = || prop_oneof![Just(Bounds::UNBOUNDED_FUTURE), 0..8_i32];
        (lo(), hi(), lo(), hi()).prop_map(|(a, b, c, d)| Region::new(a, b, c, d))
    }

    fn some_regions() -> impl Strategy<Value = Regions> {
        proptest::collection::vec(some_region(), 0..4).prop_map(|regions| regions.into_iter().collect())
    }

    proptest! {
        #[test]
        fn judging_agrees_with_trying_every_world(bounds in some_bounds(), a in some_region(), b in some_region()) {
            assert_eq!(a.judge(bounds), by_hand(bounds, |world| passes(a, world)));
            assert_eq!(a.and(b).judge(bounds), by_hand(bounds, |world| passes(a, world) && passes(b, world)));
        }

        #[test]
        fn disjunctions_agree_with_trying_every_world(bounds in some_bounds(), a in some_regions(), b in some_regions()) {
            let one = |regions: &Regions, world| regions.regions().iter().any(|region| passes(*region, world));
            assert_eq!(a.judge(bounds), by_hand(bounds, |world| one(&a, world)));
            assert_eq!(a.or(&b).judge(bounds), by_hand(bounds, |world| one(&a, world) || one(&b, world)));
            assert_eq!(a.and(&b).judge(bounds), by_hand(bounds, |world| one(&a, world) && one(&b, world)));
            assert_eq!(a.complement().judge(bounds), by_hand(bounds, |world| !one(&a, world)));
            assert_eq!(a.complement().judge(bounds), a.judge(bounds).not());
        }
    }

    #[test]
    fn tests_on_one_date_are_solved_together() {
        let may = Bounds::moment(Days::month(2024, 5).expect("a month"));
        let first = may.start_min();
        let since_the_20th = Region::end_from(first + 19);
        let before_the_10th = Region::end_by(first + 8);
        assert_eq!(since_the_20th.judge(may), Truth::Possible);
        assert_eq!(before_the_10th.judge(may), Truth::Possible);
        assert!(since_the_20th.and(before_the_10th).is_empty());
        // On at least one day of 1–10 May, and on one of 20–31 May: no single day is both.
        let early = Region::start_by(first + 9).and(Region::end_from(first));
        let late = Region::start_by(first + 30).and(Region::end_from(first + 19));
        assert_eq!(early.and(late).judge(may), Truth::No);
        let lasting = Bounds::new(first, first + 30, first, first + 30, false).expect("not empty");
        assert_eq!(early.and(late).judge(lasting), Truth::Possible);
    }

    #[test]
    fn many_negated_years_stay_few_regions() {
        let years = (0..16).map(|n| Region::start_by(n * 10 + 5).and(Region::end_from(n * 10)));
        let none_of_them = years.fold(Regions::any(), |all, year| all.and(&Regions::from(year).complement()));
        assert!(none_of_them.regions().len() <= 18 * 18);
    }
}
