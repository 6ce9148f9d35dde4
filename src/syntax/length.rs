//! Lengths, moves and parts of time, as a query says them.
//!
//! In: made by the builder. Out: plain data with the days that they mean. `early`, `mid` and `late` are thirds,
//! `the beginning` and `the end` one day (language reference, *dates*). Absent: dates themselves.

use std::fmt;

use crate::time::{Day, Days, Duration};

/// On which side of something.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Side {
    /// `before`
    Before,
    /// `after`
    After,
}

impl Side {
    /// The word itself.
    pub fn word(self) -> &'static str {
        match self {
            Side::Before => "before",
            Side::After => "after",
        }
    }
}

/// `7 years and 11 months before`
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Move {
    /// How far.
    pub by: Duration,
    /// In which direction.
    pub side: Side,
}

impl Move {
    /// The date that far from it, as precise as it was; `None` outside of the calendar.
    pub fn of(self, days: Days) -> Option<Days> {
        match self.side {
            Side::Before => self.by.before(days),
            Side::After => self.by.after(days),
        }
    }
}

impl fmt::Display for Move {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.by, self.side.word())
    }
}

/// Which days count as near something.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Near {
    /// `within 30 days of`: before, during or after it.
    Of,
    /// `within 30 days before`
    Before,
    /// `within 30 days after`
    After,
}

impl Near {
    /// The word itself.
    pub fn word(self) -> &'static str {
        match self {
            Near::Of => "of",
            Near::Before => "before",
            Near::After => "after",
        }
    }

    /// The days near a stretch; `None` outside of the calendar, or if there are none.
    pub fn around(self, length: Duration, days: Days) -> Option<Days> {
        let first = || length.before_day(days.first());
        let last = || length.after_day(days.last());
        match self {
            Near::Of => Days::new(first()?, last()?),
            Near::Before => Days::new(first()?, days.first().plus_days(-1)?),
            Near::After => Days::new(days.last().plus_days(1)?, last()?),
        }
    }
}

/// How far from something, on one side of it: `at least 5 years before`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Apart {
    /// How the distance compares.
    pub far: Far,
    /// With what.
    pub by: Duration,
    /// In which direction.
    pub side: Side,
}

/// How a distance is compared; `at most` is *within*.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Far {
    /// `at least`
    AtLeast,
    /// `more than`
    MoreThan,
    /// `less than`
    LessThan,
}

impl fmt::Display for Apart {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let far = match self.far {
            Far::AtLeast => "at least",
            Far::MoreThan => "more than",
            Far::LessThan => "less than",
        };
        write!(f, "{far} {} {}", self.by, self.side.word())
    }
}

/// How a length is compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum LengthTest {
    /// `for at least 5 years`, `for 5 years`
    AtLeast,
    /// `for more than 5 years`
    LongerThan,
    /// `for at most 5 years`
    AtMost,
    /// `for less than 5 years`
    ShorterThan,
    /// `for exactly 3 days`, `that lasted 3 days`: so many whole units, and not one more.
    Exactly,
}

impl LengthTest {
    /// The words that the canonical form has.
    pub fn words(self) -> &'static str {
        match self {
            LengthTest::AtLeast => "at least",
            LengthTest::LongerThan => "more than",
            LengthTest::AtMost => "at most",
            LengthTest::ShorterThan => "less than",
            LengthTest::Exactly => "exactly",
        }
    }
}

/// A part of a stretch of days.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Part {
    /// `the beginning of`, `the start of`: its first day.
    Beginning,
    /// `the end of`: its last day.
    End,
    /// `early`: its first third.
    Early,
    /// `mid`, `the middle of`: its second third.
    Mid,
    /// `late`: its last third.
    Late,
    /// `the first half of`
    FirstHalf,
    /// `the second half of`
    SecondHalf,
}

impl Part {
    /// The words that the canonical form has before a date.
    pub fn words(self) -> &'static str {
        match self {
            Part::Beginning => "the beginning of",
            Part::End => "the end of",
            Part::Early => "early",
            Part::Mid => "mid",
            Part::Late => "late",
            Part::FirstHalf => "the first half of",
            Part::SecondHalf => "the second half of",
        }
    }

    /// That part of the stretch: by whole months where these can be divided, else by days, and the last part takes
    /// what is left over. `None` for a stretch too short to be divided.
    pub fn of(self, days: Days) -> Option<Days> {
        match self {
            Part::Beginning => Some(Days::on(days.first())),
            Part::End => Some(Days::on(days.last())),
            Part::Early => slice(days, 0, 3),
            Part::Mid => slice(days, 1, 3),
            Part::Late => slice(days, 2, 3),
            Part::FirstHalf => slice(days, 0, 2),
            Part::SecondHalf => slice(days, 1, 2),
        }
    }
}

/// The part numbered `at` from 0 of `parts`.
fn slice(days: Days, at: i64, parts: i64) -> Option<Days> {
    let start = |at: i64| match whole_months(days) {
        Some(months) if months % parts == 0 => days.first().plus_months(months / parts * at),
        _ => days.first().plus_days(i64::from(days.count()) / parts * at),
    };
    let last = if at + 1 == parts { days.last() } else { start(at + 1)?.plus_days(-1)? };
    Days::new(start(at)?, last)
}

/// How many calendar months a stretch has, if it has whole ones.
fn whole_months(days: Days) -> Option<i64> {
    let is_first = |day: Day| day.ymd().2 == 1;
    let (year, month, _) = days.first().ymd();
    let (last_year, last_month, _) = days.last().ymd();
    let whole = is_first(days.first()) && days.last().plus_days(1).is_none_or(is_first);
    whole.then(|| i64::from(last_year - year) * 12 + i64::from(last_month) - i64::from(month) + 1)
}

#[cfg(test)]
mod tests {
    use super::{Near, Part};
    use crate::time::{Days, Duration};

    fn said(part: Part, days: Option<Days>) -> String {
        part.of(days.expect("a date")).map_or_else(|| "none".to_owned(), |days| days.to_string())
    }

    #[test]
    fn parts_are_halves_and_thirds() {
        let year = Days::year(2024);
        assert_eq!(said(Part::Early, year), "2024-01-01 to 2024-04-30");
        assert_eq!(said(Part::Mid, year), "2024-05-01 to 2024-08-31");
        assert_eq!(said(Part::Late, year), "2024-09-01 to 2024-12-31");
        assert_eq!(said(Part::FirstHalf, year), "2024-01-01 to 2024-06-30");
        assert_eq!(said(Part::SecondHalf, Days::decade(1990)), "1995-01-01 to 1999-12-31");
        assert_eq!(said(Part::Early, Days::month(2024, 10)), "2024-10-01 to 2024-10-10");
        assert_eq!(said(Part::Late, Days::month(2024, 10)), "2024-10-21 to 2024-10-31");
        assert_eq!(said(Part::End, year), "2024-12-31");
        let day = Days::new(year.expect("a year").first(), year.expect("a year").first());
        assert_eq!(said(Part::Mid, day), "none");
        assert_eq!(said(Part::SecondHalf, Days::year(9999)), "9999-07-01 to 9999-12-31");
    }

    #[test]
    fn near_leaves_out_the_thing_itself_but_with_of() {
        let near = |near: Near| {
            let days = near.around(Duration::days(2), Days::month(2024, 2).expect("a month"));
            days.map(|days| days.to_string())
        };
        assert_eq!(near(Near::After).as_deref(), Some("2024-03-01 to 2024-03-02"));
        assert_eq!(near(Near::Before).as_deref(), Some("2024-01-30 to 2024-01-31"));
        assert_eq!(near(Near::Of).as_deref(), Some("2024-01-30 to 2024-03-02"));
    }
}
