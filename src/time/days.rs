//! A closed stretch of days, and the calendar's units.
//!
//! In: days, or the numbers of a year, month, quarter, decade. Out: [`Days`], [`Unit`].
//! Absent: imprecise ends (that is `Bounds`) and English (that is syntax).

use super::day::{Day, days_in_month};
use std::fmt;

/// A closed, non-empty stretch of days: what a date of a query means.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Days {
    first: Day,
    last: Day,
}

/// A unit of the calendar, from fine to coarse.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Unit {
    /// One day.
    Day,
    /// A calendar month.
    Month,
    /// Three months, from January, April, July or October.
    Quarter,
    /// A calendar year.
    Year,
    /// Ten years, from a year that ends in 0.
    Decade,
}

impl Days {
    /// Every day that the calendar has.
    pub const ALL: Self = Self { first: Day::MIN, last: Day::MAX };

    /// From `first` to `last`, both included; `None` if they are reversed.
    pub fn new(first: Day, last: Day) -> Option<Self> {
        (first <= last).then_some(Self { first, last })
    }

    /// That one day.
    pub fn on(day: Day) -> Self {
        Self { first: day, last: day }
    }

    /// A calendar year; `None` beyond ±9999.
    pub fn year(year: i32) -> Option<Self> {
        Self::new(Day::from_ymd(year, 1, 1)?, Day::from_ymd(year, 12, 31)?)
    }

    /// A month (1–12) of a year.
    pub fn month(year: i32, month: u32) -> Option<Self> {
        let first = Day::from_ymd(year, month, 1)?;
        Self::new(first, Day::from_ymd(year, month, days_in_month(year, month))?)
    }

    /// A quarter (1–4) of a year.
    pub fn quarter(year: i32, quarter: u32) -> Option<Self> {
        Self::months(year, quarter.checked_sub(1)?.checked_mul(3)?.checked_add(1)?, 3)
    }

    /// `count` months of one year, from that month (1–12) on; `None` if the year ends first.
    pub(super) fn months(year: i32, month: u32, count: u32) -> Option<Self> {
        Some(Self::month(year, month)?.hull(Self::month(year, month + count - 1)?))
    }

    /// The ten years from that one on, which must end in 0 (`1990`, `-50`); `None` otherwise.
    /// Before year 0 too they are counted forwards: -50 is the years -50 to -41.
    pub fn decade(year: i32) -> Option<Self> {
        if year % 10 != 0 {
            return None;
        }
        Some(Self::year(year)?.hull(Self::year(year + 9)?))
    }

    /// The ordinal of the century that holds the day, as [`Days::century`] counts them.
    pub fn century_of(day: Day) -> i32 {
        let (year, _, _) = day.ymd();
        if year > 0 { (year - 1) / 100 + 1 } else { year / 100 - 1 }
    }

    /// A century by its ordinal, counted as people do: the 20th is 1901–2000, and −1 is the first
    /// before Christ (years −99 to 0, that is 100–1 BC). `None` for 0 and beyond ±9999.
    pub fn century(ordinal: i32) -> Option<Self> {
        let last = match ordinal {
            0 => return None,
            1.. => ordinal.checked_mul(100)?,
            _ => ordinal.checked_add(1)?.checked_mul(100)?,
        };
        Some(Self::year(last.checked_sub(99)?)?.hull(Self::year(last)?))
    }

    /// The first day.
    pub fn first(self) -> Day {
        self.first
    }

    /// The last day.
    pub fn last(self) -> Day {
        self.last
    }

    /// Whether the day lies in it.
    pub fn contains(self, day: Day) -> bool {
        self.first <= day && day <= self.last
    }

    /// The days of both; `None` if there are none.
    pub fn intersect(self, other: Self) -> Option<Self> {
        Self::new(self.first.max(other.first), self.last.min(other.last))
    }

    /// The shortest stretch that holds both.
    #[must_use]
    pub fn hull(self, other: Self) -> Self {
        Self { first: self.first.min(other.first), last: self.last.max(other.last) }
    }

    /// How many days it has, at least one.
    pub fn count(self) -> u32 {
        (self.last.number() - self.first.number()).unsigned_abs() + 1
    }
}

impl fmt::Display for Days {
    /// The shortest way to write it: `2024`, `2024-05`, `2024-Q2`, `2020s`, `2024-05-15`, else
    /// `2024-05-15 to 2024-05-20`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match Unit::ALL.into_iter().find(|unit| unit.containing(self.first) == *self) {
            Some(unit) => f.write_str(&unit.label(self.first)),
            None => write!(f, "{} to {}", self.first, self.last),
        }
    }
}

impl fmt::Debug for Days {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl Unit {
    /// All units, from fine to coarse.
    pub const ALL: [Self; 5] = [Self::Day, Self::Month, Self::Quarter, Self::Year, Self::Decade];

    /// The whole unit that holds the day.
    pub fn containing(self, day: Day) -> Days {
        let (year, month, _) = day.ymd();
        let found = match self {
            Self::Day => Some(Days::on(day)),
            Self::Month => Days::month(year, month),
            Self::Quarter => Days::quarter(year, (month - 1) / 3 + 1),
            Self::Year => Days::year(year),
            // The first decade is cut: the calendar starts in -9999, not in -10000.
            Self::Decade => Days::decade(year.div_euclid(10) * 10)
                .or_else(|| Days::new(Day::MIN, Days::year(-9991)?.last)),
        };
        found.expect("a day of the calendar lies in a unit of the calendar")
    }

    /// How people write the unit that holds the day: `2024-05-15`, `2024-05`, `2024-Q2`, `2024`,
    /// `2020s`.
    pub fn label(self, day: Day) -> String {
        let (year, month, _) = day.ymd();
        match self {
            Self::Day => day.to_string(),
            Self::Month => format!("{}-{month:02}", year_label(year)),
            Self::Quarter => format!("{}-Q{}", year_label(year), (month - 1) / 3 + 1),
            Self::Year => year_label(year),
            Self::Decade => format!("{}s", year_label(year.div_euclid(10) * 10)),
        }
    }

    /// The whole units that share a day with `days`, in order.
    pub fn buckets(self, days: Days) -> impl Iterator<Item = Days> {
        std::iter::successors(Some(self.containing(days.first)), move |bucket| {
            bucket.last.plus_days(1).map(|next| self.containing(next))
        })
        .take_while(move |bucket| bucket.first <= days.last)
    }
}

fn year_label(year: i32) -> String {
    format!("{}{:04}", if year < 0 { "-" } else { "" }, year.unsigned_abs())
}

#[cfg(test)]
mod tests {
    use super::{Day, Days, Unit};

    fn day(text: &str) -> Day {
        text.parse().expect("a full date")
    }

    #[test]
    fn units_have_their_ends_and_labels() {
        let may = day("2024-05-15");
        let labels: Vec<_> = Unit::ALL.iter().map(|unit| unit.label(may)).collect();
        assert_eq!(labels, ["2024-05-15", "2024-05", "2024-Q2", "2024", "2020s"]);
        let printed: Vec<_> = Unit::ALL.iter().map(|unit| unit.containing(may).to_string()).collect();
        assert_eq!(printed, labels);
        assert_eq!(Unit::Decade.label(day("-0044-03-15")), "-0050s");
        assert_eq!(Unit::Decade.containing(Day::MIN).first(), Day::MIN);
        assert_eq!(Days::quarter(2024, 2), Days::new(day("2024-04-01"), day("2024-06-30")));
        assert_eq!(Days::quarter(2024, 5), None);
        assert_eq!(Days::quarter(2024, 0), None);
        assert_eq!(Days::decade(1995), None);
    }

    #[test]
    fn centuries_are_counted_as_people_do() {
        let years = |days: Option<Days>| days.map(|days| (days.first().year(), days.last().year()));
        assert_eq!(years(Days::century(20)), Some((1901, 2000)));
        assert_eq!(years(Days::century(1)), Some((1, 100)));
        assert_eq!(years(Days::century(-1)), Some((-99, 0)));
        assert_eq!(Days::century(0), None);
        assert_eq!(Days::century(i32::MAX), None);
    }

    #[test]
    fn buckets_cover_the_stretch_without_a_hole() {
        let days = Days::new(day("2019-11-15"), day("2021-02-01")).expect("in order");
        for unit in Unit::ALL {
            let buckets: Vec<_> = unit.buckets(days).collect();
            assert!(buckets[0].contains(days.first()));
            assert!(buckets[buckets.len() - 1].contains(days.last()));
            for pair in buckets.windows(2) {
                assert_eq!(pair[0].last().plus_days(1), Some(pair[1].first()));
            }
        }
        assert_eq!(Unit::Year.buckets(days).count(), 3);
        assert_eq!(Unit::Year.buckets(Days::ALL).count(), 19_999);
    }

    #[test]
    fn stretches_intersect() {
        let year = Days::year(2024).expect("in range");
        assert_eq!(year.intersect(Days::on(day("2024-05-15"))), Some(Days::on(day("2024-05-15"))));
        assert_eq!(year.intersect(Days::on(day("2025-01-01"))), None);
        assert_eq!(year.count(), 366);
        assert_eq!(format!("{year:?}"), "2024");
    }
}
