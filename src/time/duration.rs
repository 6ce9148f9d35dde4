//! Lengths of time: `7 years and 11 months`, and how long something lasted.
//!
//! In: numbers of years, months, weeks and days. Out: [`Duration`], dates before and after, and whether
//! [`Bounds`] last as long.
//! Absent: English, hours.

use super::bounds::Bounds;
use super::day::Day;
use super::days::{Days, Unit};
use super::truth::Truth;
use std::fmt;

/// A length of time as people say it. Years and months are those of the calendar, so that a month
/// after 31 January is the last day of February.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Duration {
    /// Calendar years.
    pub years: u32,
    /// Calendar months.
    pub months: u32,
    /// Weeks of seven days.
    pub weeks: u32,
    /// Days.
    pub days: u32,
}

impl Duration {
    /// That many years.
    pub fn years(years: u32) -> Self {
        Self { years, ..Self::default() }
    }

    /// That many months.
    pub fn months(months: u32) -> Self {
        Self { months, ..Self::default() }
    }

    /// That many weeks.
    pub fn weeks(weeks: u32) -> Self {
        Self { weeks, ..Self::default() }
    }

    /// That many days.
    pub fn days(days: u32) -> Self {
        Self { days, ..Self::default() }
    }

    /// Both, part by part; `None` if a number gets too great.
    pub fn plus(self, other: Self) -> Option<Self> {
        Some(Self {
            years: self.years.checked_add(other.years)?,
            months: self.months.checked_add(other.months)?,
            weeks: self.weeks.checked_add(other.weeks)?,
            days: self.days.checked_add(other.days)?,
        })
    }

    /// Whether it is no time at all.
    pub fn is_zero(self) -> bool {
        self == Self::default()
    }

    /// The day that much later: first the years and months, then the weeks and days. `None` outside
    /// the calendar.
    pub fn after_day(self, day: Day) -> Option<Day> {
        day.plus_months(self.in_months())?.plus_days(self.in_days())
    }

    /// The day that much earlier. `None` outside the calendar.
    pub fn before_day(self, day: Day) -> Option<Day> {
        day.plus_months(-self.in_months())?.plus_days(-self.in_days())
    }

    /// The date that much later, as precise as it was: two months after `2024-05` is `2024-07`; with
    /// days or weeks too, or of a year's date by months, both ends move. `None` outside the calendar.
    pub fn after(self, days: Days) -> Option<Days> {
        self.moved(days, Self::after_day)
    }

    /// The date that much earlier, as precise as it was: 7 years and 11 months before `1104-09` is
    /// `1096-10`. `None` outside the calendar.
    pub fn before(self, days: Days) -> Option<Days> {
        self.moved(days, Self::before_day)
    }

    /// The stretch of that length that ends with `day`: the *past 6 months* asked on 2024-08-23 are
    /// 2024-02-24 to 2024-08-23. `None` outside the calendar and for no time.
    pub fn up_to(self, day: Day) -> Option<Days> {
        Days::new(self.before_day(day)?.plus_days(1)?, day)
    }

    /// The stretch of that length that starts with `day`. `None` outside the calendar and for no time.
    pub fn from(self, day: Day) -> Option<Days> {
        Days::new(day, self.after_day(day)?.plus_days(-1)?)
    }

    /// Whether the period lasts that long or longer. First and last day both count: 1 January to
    /// 31 December is one year.
    pub fn at_least(self, bounds: Bounds) -> Truth {
        self.judge(bounds, |passed, needed| passed >= needed)
    }

    /// Whether the period lasts longer than that.
    pub fn longer_than(self, bounds: Bounds) -> Truth {
        self.judge(bounds, |passed, needed| passed > needed)
    }

    /// Whether the period is shorter than that.
    pub fn shorter_than(self, bounds: Bounds) -> Truth {
        self.at_least(bounds).not()
    }

    /// Whether the period lasts that long, and not one more of the smallest unit that is said: 3 days and no fourth, 5 years
    /// and no sixth.
    pub fn exactly(self, bounds: Bounds) -> Truth {
        let shorter = self.one_more().map_or(Truth::Certain, |longer| longer.shorter_than(bounds));
        self.at_least(bounds).and(shorter)
    }

    /// One more of its smallest unit; `None` if the number gets too great.
    fn one_more(self) -> Option<Self> {
        let smallest = match self {
            Self { days: 1.., .. } => Self::days(1),
            Self { weeks: 1.., .. } => Self::weeks(1),
            Self { months: 1.., .. } => Self::months(1),
            _ => Self::years(1),
        };
        self.plus(smallest)
    }

    /// The shortest and the longest world decide: the day on which the time is up comes no earlier for
    /// a later start.
    fn judge(self, bounds: Bounds, holds: impl Fn(i64, i64) -> bool) -> Truth {
        let test = |start: i32, end: i32| holds(i64::from(end) + 1, self.up_on(start));
        // One day is as long as any other, and no month is so short.
        let one_day = test(0, 0);
        if bounds.is_instant() {
            return Truth::from_worlds(one_day, one_day);
        }
        let may_be_one_day = bounds.end_min() <= bounds.start_max();
        let in_shortest = if may_be_one_day { one_day } else { test(bounds.start_max(), bounds.end_min()) };
        Truth::from_worlds(test(bounds.start_min(), bounds.end_max()), in_shortest)
    }

    /// The first day number after that time from the start; out of the calendar it never comes, but
    /// from an unbounded past it has always come.
    fn up_on(self, start: i32) -> i64 {
        if start == Bounds::UNBOUNDED_PAST {
            return i64::from(start);
        }
        let day = Day::nearest(i64::from(start));
        self.after_day(day).map_or(i64::from(i32::MAX), |day| i64::from(day.number()))
    }

    fn moved(self, days: Days, shift: impl Fn(Self, Day) -> Option<Day>) -> Option<Days> {
        let first = shift(self, days.first())?;
        let next = days.last().plus_days(1).filter(|next| self.in_days() == 0 && is_first(*next));
        // Whole months stay whole, whatever their lengths.
        if is_first(days.first())
            && let Some(next) = next
        {
            let last_month = shift(self, next.plus_months(-1)?)?;
            return Days::new(first, Unit::Month.containing(last_month).last());
        }
        Days::new(first, shift(self, days.last())?)
    }

    fn in_months(self) -> i64 {
        i64::from(self.years) * 12 + i64::from(self.months)
    }

    fn in_days(self) -> i64 {
        i64::from(self.weeks) * 7 + i64::from(self.days)
    }
}

fn is_first(day: Day) -> bool {
    day.ymd().2 == 1
}

impl fmt::Display for Duration {
    /// `7 years and 11 months`, `1 day`, `0 days`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let named = [(self.years, "year"), (self.months, "month"), (self.weeks, "week"), (self.days, "day")];
        let parts: Vec<_> = named
            .iter()
            .filter(|(count, _)| *count > 0)
            .map(|(count, name)| format!("{count} {name}{}", if *count == 1 { "" } else { "s" }))
            .collect();
        match parts.as_slice() {
            [] => f.write_str("0 days"),
            [only] => f.write_str(only),
            [first @ .., last] => write!(f, "{} and {last}", first.join(", ")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Duration;
    use crate::time::{Bounds, Day, Days, Edtf, Reading, Truth};
    use proptest::prelude::{any, prop_assert_eq, proptest};

    fn day(text: &str) -> Day {
        text.parse().expect("a full date")
    }

    #[test]
    fn dates_move_as_precise_as_they_were() {
        let length = Duration { years: 7, months: 11, ..Duration::default() };
        assert_eq!(length.before(Days::month(1104, 9).expect("a month")), Days::month(1096, 10));
        assert_eq!(length.after(Days::month(1096, 10).expect("a month")), Days::month(1104, 9));
        assert_eq!(Duration::years(10).before(Days::year(2024).expect("a year")), Days::year(2014));
        assert_eq!(Duration::months(1).after(Days::month(2024, 1).expect("a month")), Days::month(2024, 2));
        assert_eq!(
            Duration::months(3).after(Days::quarter(2024, 2).expect("a quarter")),
            Days::quarter(2024, 3)
        );
        let two_weeks = Duration::weeks(2).before(Days::on(day("2024-03-10")));
        assert_eq!(two_weeks, Some(Days::on(day("2024-02-25"))));
        assert_eq!(Duration::years(1).after(Days::year(9999).expect("a year")), None);
        assert_eq!(Duration::months(1).after(Days::month(9999, 11).expect("a month")), Days::month(9999, 12));
        assert_eq!(Duration::years(u32::MAX).after(Days::on(Day::MIN)), None);
    }

    #[test]
    fn the_past_months_end_today() {
        let past = Duration::months(6).up_to(day("2024-08-23"));
        assert_eq!(past, Days::new(day("2024-02-24"), day("2024-08-23")));
        assert_eq!(Duration::days(1).up_to(day("2024-08-23")), Some(Days::on(day("2024-08-23"))));
        assert_eq!(
            Duration::weeks(1).from(day("2024-08-01")),
            Days::new(day("2024-08-01"), day("2024-08-07"))
        );
        assert_eq!(Duration::default().from(day("2024-08-01")), None);
    }

    #[test]
    fn lengths_are_judged_over_all_worlds() {
        let bounds = |text: &str| Edtf::parse(text).expect("a date").bounds(Reading::Stretch);
        let year = Duration::years(1);
        assert_eq!(year.at_least(bounds("2024-01-01/2024-12-31")), Truth::Certain);
        assert_eq!(year.longer_than(bounds("2024-01-01/2024-12-31")), Truth::No);
        assert_eq!(year.at_least(bounds("2024/2025")), Truth::Possible);
        assert_eq!(year.at_least(bounds("2024/2026")), Truth::Certain);
        assert_eq!(year.shorter_than(bounds("2024/2024")), Truth::Possible);
        assert_eq!(year.at_least(bounds("2024-05/2024-06")), Truth::No);
        assert_eq!(year.longer_than(bounds("2024-01-01/..")), Truth::Possible);
        assert_eq!(year.longer_than(bounds("../2024-01-01")), Truth::Possible);
        assert_eq!(year.at_least(bounds("2024-01-01/..").still()), Truth::Certain);
        assert_eq!(Duration::years(30_000).at_least(bounds("2024/2026")), Truth::No);
        assert_eq!(Duration::days(1).at_least(Bounds::UNKNOWN), Truth::Certain);
        assert_eq!(Duration::days(2).at_least(Bounds::UNKNOWN), Truth::Possible);
    }

    #[test]
    fn lengths_are_said_in_english() {
        let length = Duration { years: 7, months: 11, weeks: 1, days: 0 };
        assert_eq!(length.to_string(), "7 years, 11 months and 1 week");
        assert_eq!(Duration::default().to_string(), "0 days");
    }

    proptest! {
        #[test]
        fn lengths_agree_with_trying_every_world(
            (s, t, u, v) in (0..60_i32, 0..60_i32, 0..60_i32, 0..60_i32),
            once in any::<bool>(),
            (months, days) in (0..3_u32, 0..5_u32),
        ) {
            let base = day("2024-01-15").number();
            let Some(bounds) = Bounds::new(base + s, base + t, base + u, base + v, once) else { return Ok(()) };
            let length = Duration { months, days, ..Duration::default() };
            let mut results = Vec::new();
            for start in bounds.start_min()..=bounds.start_max() {
                for end in bounds.end_min().max(start)..=bounds.end_max() {
                    if !once || start == end {
                        let up = length.after_day(Day::from_number(start).expect("small")).expect("small");
                        results.push((end + 1 >= up.number(), end + 1 > up.number()));
                    }
                }
            }
            let truth = |pick: fn(&(bool, bool)) -> bool| {
                Truth::from_worlds(results.iter().any(pick), results.iter().all(pick))
            };
            prop_assert_eq!(length.at_least(bounds), truth(|result| result.0));
            prop_assert_eq!(length.longer_than(bounds), truth(|result| result.1));
        }
    }
}
