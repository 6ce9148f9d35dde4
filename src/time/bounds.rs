//! What is known of a fact's time: four bounds on its first and its last day.
//!
//! In: day numbers, stretches of days. Out: [`Bounds`], cheap to copy and to keep in columns.
//! Absent: dates that four bounds cannot hold (`156X-12-25`, `{2020,2022}`: see `Edtf::judge`).

use super::day::Day;
use super::days::Days;
use super::truth::Truth;
use std::fmt;

/// Every world in which a fact starts on a day from `start_min` to `start_max` and ends on a day from
/// `end_min` to `end_max`, both included, and does not end before it starts; with `instant`, it starts
/// and ends on one and the same day.
///
/// Days are numbers since 1970-01-01, or [`Bounds::UNBOUNDED_PAST`] and [`Bounds::UNBOUNDED_FUTURE`].
/// The bounds are always tight: each of the four is reached in some world. So two bounds are equal
/// exactly when they allow the same worlds.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Bounds {
    start_min: i32,
    end_min: i32,
    start_max: i32,
    end_max: i32,
    instant: bool,
}

impl Bounds {
    /// A bound that is none: as early as can be.
    pub const UNBOUNDED_PAST: i32 = i32::MIN;
    /// A bound that is none: as late as can be.
    pub const UNBOUNDED_FUTURE: i32 = i32::MAX;
    /// As `end_min`: confirmed as going on whatever day is asked as today. [`Bounds::as_of_today`]
    /// puts that day in its place and must be called before any test.
    pub const STILL: i32 = i32::MAX;
    /// Nothing is known: any start, any end.
    pub const UNKNOWN: Self = Self {
        start_min: Self::UNBOUNDED_PAST,
        start_max: Self::UNBOUNDED_FUTURE,
        end_min: Self::UNBOUNDED_PAST,
        end_max: Self::UNBOUNDED_FUTURE,
        instant: false,
    };

    /// Those bounds, tightened jointly; `None` if no world is left.
    pub fn new(start_min: i32, start_max: i32, end_min: i32, end_max: i32, instant: bool) -> Option<Self> {
        let end_min = end_min.max(start_min);
        let start_max = start_max.min(end_max);
        // One day from both ends: what is left of start and end is the same stretch.
        let (start_min, end_max) = if instant { (end_min, start_max) } else { (start_min, end_max) };
        if start_min > start_max || end_min > end_max {
            return None;
        }
        Some(Self { start_min, start_max, end_min, end_max, instant: instant || start_min == end_max })
    }

    /// One day, somewhere within `days`: an event.
    pub fn moment(days: Days) -> Self {
        let (first, last) = (days.first().number(), days.last().number());
        Self { start_min: first, start_max: last, end_min: first, end_max: last, instant: true }
    }

    /// The whole of `days`: from its first to its last.
    pub fn stretch(days: Days) -> Self {
        let (first, last) = (days.first().number(), days.last().number());
        Self { start_min: first, start_max: first, end_min: last, end_max: last, instant: first == last }
    }

    /// Held on that day, and no more is known (`seen = DATE`).
    pub fn held_on(day: Day) -> Self {
        Self::held_within(Days::on(day))
    }

    /// Held on some day of `days`, and no more is known (`seen = 2024-05`).
    pub fn held_within(days: Days) -> Self {
        Self { start_max: days.last().number(), end_min: days.first().number(), ..Self::UNKNOWN }
    }

    /// The earliest start, as a day number.
    pub fn start_min(self) -> i32 {
        self.start_min
    }

    /// The latest start, as a day number.
    pub fn start_max(self) -> i32 {
        self.start_max
    }

    /// The earliest end, as a day number, or [`Bounds::STILL`].
    pub fn end_min(self) -> i32 {
        self.end_min
    }

    /// The latest end, as a day number.
    pub fn end_max(self) -> i32 {
        self.end_max
    }

    /// Whether start and end are one and the same day.
    pub fn is_instant(self) -> bool {
        self.instant
    }

    /// The worlds that both allow; `None` if there are none. So `seen` narrows a period:
    /// `period.intersect(Bounds::held_on(seen))`.
    pub fn intersect(self, other: Self) -> Option<Self> {
        Self::new(
            self.start_min.max(other.start_min),
            self.start_max.min(other.start_max),
            self.end_min.max(other.end_min),
            self.end_max.min(other.end_max),
            self.instant || other.instant,
        )
    }

    /// The tightest bounds that allow every world of both.
    #[must_use]
    pub fn hull(self, other: Self) -> Self {
        Self {
            start_min: self.start_min.min(other.start_min),
            start_max: self.start_max.max(other.start_max),
            end_min: self.end_min.min(other.end_min),
            end_max: self.end_max.max(other.end_max),
            instant: self.instant && other.instant,
        }
    }

    /// An open end (`2024/..`): it held on the day up to which it is confirmed, say when its source
    /// appeared. Without a day, or if the day is beyond the latest end, nothing changes.
    #[must_use]
    pub fn going_on(self, confirmed_until: Option<Day>) -> Self {
        let Some(day) = confirmed_until else { return self };
        let end_min = self.end_min.max(day.number());
        Self::new(self.start_min, self.start_max, end_min, self.end_max, self.instant).unwrap_or(self)
    }

    /// An open end that is vouched for whatever day is asked as today: see [`Bounds::STILL`]. Bounds
    /// whose end is known to lie before some day stay as they are.
    #[must_use]
    pub fn still(self) -> Self {
        if self.end_max == Self::UNBOUNDED_FUTURE && !self.instant {
            return Self { end_min: Self::STILL, ..self };
        }
        self
    }

    /// The same with [`Bounds::STILL`] replaced by that day (or by the start, if that is later).
    #[must_use]
    pub fn as_of_today(self, today: Day) -> Self {
        if self.end_min == Self::STILL && self.start_min != Self::STILL {
            return Self { end_min: today.number().max(self.start_min), ..self };
        }
        self
    }

    /// It ended on that day at the latest, on which day is unknown (`ended = true`). A day before the
    /// earliest end that the bounds allow is contradicted by them; then the earliest end is taken.
    #[must_use]
    pub fn ended_by(self, day: Day) -> Self {
        let end_max = self.end_max.min(day.number().max(self.end_min));
        Self::new(self.start_min, self.start_max, self.end_min, end_max, self.instant).unwrap_or(self)
    }

    /// Whether it holds on that day.
    pub fn holds_on(self, day: Day) -> Truth {
        let day = day.number();
        Truth::from_worlds(
            self.start_min <= day && day <= self.end_max,
            self.start_max <= day && day <= self.end_min,
        )
    }

    /// How many days its start may be, plus how many its end may be: 2 when both are known. Unknown
    /// ends weigh more than any that is bounded.
    pub fn doubt(self) -> u64 {
        width(self.start_min, self.start_max) + width(self.end_min, self.end_max)
    }
}

fn width(min: i32, max: i32) -> u64 {
    if min == Bounds::UNBOUNDED_PAST || max == Bounds::UNBOUNDED_FUTURE {
        return 1 << 32;
    }
    u64::from(max.abs_diff(min)) + 1
}

impl fmt::Debug for Bounds {
    /// `2024-05-01..2024-05-31 → ?..`: start, arrow, end; `once` before an instant.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let day = |number| Day::from_number(number).map_or_else(String::new, |day| day.to_string());
        if self.instant {
            return write!(f, "once {}..{}", day(self.start_min), day(self.start_max));
        }
        let (s, t) = (day(self.start_min), day(self.start_max));
        write!(f, "{s}..{t} → {}..{}", day(self.end_min), day(self.end_max))
    }
}

#[cfg(test)]
mod tests {
    use super::Bounds;
    use crate::time::{Day, Days, Truth};

    const PAST: i32 = Bounds::UNBOUNDED_PAST;
    const FUTURE: i32 = Bounds::UNBOUNDED_FUTURE;

    fn day(number: i32) -> Day {
        Day::from_number(number).expect("a small number")
    }

    fn bounds(start: (i32, i32), end: (i32, i32)) -> Bounds {
        Bounds::new(start.0, start.1, end.0, end.1, false).expect("not empty")
    }

    #[test]
    fn start_and_end_are_tightened_jointly() {
        assert_eq!(bounds((5, 20), (1, 10)), bounds((5, 10), (5, 10)));
        assert_eq!(Bounds::new(5, 9, 1, 4, false), None);
        assert_eq!(Bounds::new(9, 5, 1, 14, false), None);
        let once = Bounds::new(5, 20, 1, 10, true).expect("not empty");
        assert_eq!((once.start_min(), once.start_max(), once.end_min(), once.end_max()), (5, 10, 5, 10));
        assert!(bounds((5, 5), (5, 5)).is_instant());
        assert_ne!(once, bounds((5, 10), (5, 10)));
    }

    #[test]
    fn an_open_end_is_confirmed_by_its_source_or_for_good() {
        let open = bounds((1, 5), (1, FUTURE));
        assert_eq!(open.going_on(Some(day(9))), bounds((1, 5), (9, FUTURE)));
        assert_eq!(open.going_on(None), open);
        assert_eq!(open.going_on(Some(day(0))), open);
        assert_eq!(open.still().end_min(), Bounds::STILL);
        assert_eq!(open.still().as_of_today(day(100)), bounds((1, 5), (100, FUTURE)));
        assert_eq!(bounds((50, 60), (50, FUTURE)).still().as_of_today(day(9)).end_min(), 50);
        assert_eq!(bounds((1, 5), (7, 9)).still(), bounds((1, 5), (7, 9)));
        assert_eq!(open.as_of_today(day(100)), open);
        assert_eq!(Bounds::UNKNOWN.still().as_of_today(day(3)), bounds((PAST, FUTURE), (3, FUTURE)));
    }

    #[test]
    fn an_end_of_unknown_day_is_capped() {
        let open = bounds((1, 5), (1, FUTURE));
        assert_eq!(open.ended_by(day(3)), bounds((1, 3), (1, 3)));
        assert_eq!(bounds((1, 1), (7, 9)).ended_by(day(3)), bounds((1, 1), (7, 7)));
    }

    #[test]
    fn a_day_on_which_it_was_seen_bounds_both_ends() {
        let seen = Bounds::held_on(day(7));
        assert_eq!(seen.holds_on(day(7)), Truth::Certain);
        assert_eq!(seen.holds_on(day(8)), Truth::Possible);
        assert_eq!(bounds((1, 9), (3, 20)).intersect(seen), Some(bounds((1, 7), (7, 20))));
        assert_eq!(bounds((8, 9), (8, 20)).intersect(seen), None);
    }

    #[test]
    fn doubt_counts_the_days_of_both_ends() {
        let may = Days::month(2024, 5).expect("a month");
        assert_eq!(Bounds::moment(may).doubt(), 62);
        assert_eq!(Bounds::stretch(may).doubt(), 2);
        assert!(bounds((1, 1), (1, FUTURE)).doubt() > bounds((1, 9999), (1, 9999)).doubt());
    }
}
