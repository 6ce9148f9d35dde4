//! One calendar day.
//!
//! In: a year, month and day, a day number, or an ISO date. Out: [`Day`] and its arithmetic.
//! Absent: the Julian calendar, time zones, years beyond ±9999.

use std::fmt;
use std::str::FromStr;

/// A day of the proleptic Gregorian calendar (ISO 8601-1:2019, 4.2.1), as the number of days since
/// 1970-01-01; from -9999-01-01 to 9999-12-31. Year 0 is 1 BC.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(i32);

/// A day of the week.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Weekday {
    /// Monday, the first day of the ISO week.
    Monday,
    /// Tuesday.
    Tuesday,
    /// Wednesday.
    Wednesday,
    /// Thursday.
    Thursday,
    /// Friday.
    Friday,
    /// Saturday.
    Saturday,
    /// Sunday.
    Sunday,
}

/// A text that is not a full ISO date: `2024-13-01`, `2024-05`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DayError;

impl Day {
    /// -9999-01-01.
    pub const MIN: Self = Self(days_from_civil(-9999, 1, 1));
    /// 9999-12-31.
    pub const MAX: Self = Self(days_from_civil(9999, 12, 31));

    /// The day of that year, month (1–12) and day of the month (1–31); `None` if there is none.
    pub fn from_ymd(year: i32, month: u32, day: u32) -> Option<Self> {
        let exists = (-9999..=9999).contains(&year)
            && (1..=12).contains(&month)
            && (1..=days_in_month(year, month)).contains(&day);
        exists.then(|| Self(days_from_civil(year, month, day)))
    }

    /// The day with that number of days since 1970-01-01; `None` outside the years ±9999.
    pub fn from_number(number: i32) -> Option<Self> {
        (Self::MIN.0..=Self::MAX.0).contains(&number).then_some(Self(number))
    }

    /// The day with that number, or the nearest that the calendar has.
    pub(super) fn nearest(number: i64) -> Self {
        let inside = number.clamp(i64::from(Self::MIN.0), i64::from(Self::MAX.0));
        Self(i32::try_from(inside).expect("clamped between two i32 values"))
    }

    /// Days since 1970-01-01.
    pub fn number(self) -> i32 {
        self.0
    }

    /// Year, month (1–12) and day of the month (1–31).
    pub fn ymd(self) -> (i32, u32, u32) {
        civil_from_days(self.0)
    }

    /// The year, −9999 to 9999.
    pub fn year(self) -> i32 {
        self.ymd().0
    }

    /// The day that many days later, or earlier if negative; `None` outside the years ±9999.
    pub fn plus_days(self, days: i64) -> Option<Self> {
        let number = i64::from(self.0).checked_add(days)?;
        Self::from_number(i32::try_from(number).ok()?)
    }

    /// The day that many months later, or earlier if negative; a day that the month lacks becomes
    /// its last (31 January plus one month is 28 or 29 February). `None` outside the years ±9999.
    pub fn plus_months(self, months: i64) -> Option<Self> {
        let (year, month, day) = self.ymd();
        let count = (i64::from(year) * 12 + i64::from(month) - 1).checked_add(months)?;
        let year = i32::try_from(count.div_euclid(12)).ok()?;
        let month = u32::try_from(count.rem_euclid(12)).ok()? + 1;
        Self::from_ymd(year, month, day.min(days_in_month(year, month)))
    }

    /// The day of the week.
    pub fn weekday(self) -> Weekday {
        // 1970-01-01 was a Thursday.
        match (self.0 + 3).rem_euclid(7) {
            0 => Weekday::Monday,
            1 => Weekday::Tuesday,
            2 => Weekday::Wednesday,
            3 => Weekday::Thursday,
            4 => Weekday::Friday,
            5 => Weekday::Saturday,
            _ => Weekday::Sunday,
        }
    }
}

/// How many days that month (1–12) has.
pub(super) fn days_in_month(year: i32, month: u32) -> u32 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if is_leap(year) => 29,
        2 => 28,
        _ => 31,
    }
}

/// Whether the year has a 29 February.
pub(super) fn is_leap(year: i32) -> bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
}

impl fmt::Display for Day {
    /// The ISO date: `2024-10-23`, `-0044-03-15`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = self.ymd();
        let sign = if year < 0 { "-" } else { "" };
        write!(f, "{sign}{:04}-{month:02}-{day:02}", year.unsigned_abs())
    }
}

impl fmt::Debug for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl fmt::Display for DayError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a full date is written like `2024-10-23` and must exist")
    }
}

impl std::error::Error for DayError {}

impl FromStr for Day {
    type Err = DayError;

    /// A full ISO date, four digits for the year: `2024-10-23`, `-0044-03-15`.
    fn from_str(text: &str) -> Result<Self, DayError> {
        let (sign, rest) = match text.strip_prefix('-') {
            Some(rest) => (-1, rest),
            None => (1, text),
        };
        let bytes = rest.as_bytes();
        if bytes.len() != 10 || bytes[4] != b'-' || bytes[7] != b'-' {
            return Err(DayError);
        }
        let year = digits(&bytes[..4]).ok_or(DayError)?;
        let month = digits(&bytes[5..7]).ok_or(DayError)?;
        let day = digits(&bytes[8..]).ok_or(DayError)?;
        if sign < 0 && year == 0 {
            return Err(DayError);
        }
        let year = i32::try_from(year).map_err(|_| DayError)?;
        Self::from_ymd(sign * year, month, day).ok_or(DayError)
    }
}

fn digits(bytes: &[u8]) -> Option<u32> {
    bytes
        .iter()
        .try_fold(0, |sum: u32, byte| byte.is_ascii_digit().then(|| sum * 10 + u32::from(byte - b'0')))
}

/// Howard Hinnant, *chrono-Compatible Low-Level Date Algorithms* (2013), `days_from_civil`: years
/// are counted from 1 March, so that the leap day is the last of its year.
#[expect(clippy::cast_possible_wrap, reason = "months and days are small")]
const fn days_from_civil(year: i32, month: u32, day: u32) -> i32 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let of_era = year.rem_euclid(400);
    let from_march = (month as i32 + 9) % 12;
    let of_year = (153 * from_march + 2) / 5 + day as i32 - 1;
    let day_of_era = of_era * 365 + of_era / 4 - of_era / 100 + of_year;
    era * 146_097 + day_of_era - 719_468
}

/// The inverse of [`days_from_civil`], from the same paper.
#[expect(clippy::cast_sign_loss, reason = "month and day are positive by construction")]
const fn civil_from_days(number: i32) -> (i32, u32, u32) {
    let shifted = number + 719_468;
    let era = shifted.div_euclid(146_097);
    let day_of_era = shifted.rem_euclid(146_097);
    let of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let of_year = day_of_era - (365 * of_era + of_era / 4 - of_era / 100);
    let from_march = (5 * of_year + 2) / 153;
    let day = of_year - (153 * from_march + 2) / 5 + 1;
    let month = if from_march < 10 { from_march + 3 } else { from_march - 9 };
    let year = of_era + era * 400 + if month <= 2 { 1 } else { 0 };
    (year, month as u32, day as u32)
}

#[cfg(test)]
mod tests {
    use super::{Day, Weekday, days_in_month};

    fn day(text: &str) -> Day {
        text.parse().expect("a full date")
    }

    #[test]
    fn every_day_of_the_calendar_goes_there_and_back_in_order() {
        let mut expected = Day::MIN.number();
        for year in -9999..=9999 {
            for month in 1..=12 {
                for of_month in 1..=days_in_month(year, month) {
                    let day = Day::from_ymd(year, month, of_month).expect("it exists");
                    assert_eq!(day.number(), expected);
                    assert_eq!(day.ymd(), (year, month, of_month));
                    expected += 1;
                }
            }
        }
        assert_eq!(expected - 1, Day::MAX.number());
    }

    #[test]
    fn printing_and_parsing_agree() {
        for text in ["2024-10-23", "-0044-03-15", "0000-02-29", "9999-12-31", "-9999-01-01"] {
            assert_eq!(day(text).to_string(), text);
        }
        for text in ["2023-02-30", "2024-13-01", "2024-5-1", "24-05-01", "2024-05", "-0000-01-01"] {
            assert!(text.parse::<Day>().is_err(), "{text}");
        }
        for text in ["+024-01-01", "2024-01-é1", "２024-01-01", ""] {
            assert!(text.parse::<Day>().is_err(), "{text}");
        }
    }

    #[test]
    fn arithmetic_stays_inside_the_calendar() {
        assert_eq!(day("2024-01-31").plus_months(1), Some(day("2024-02-29")));
        assert_eq!(day("2024-01-31").plus_months(-11), Some(day("2023-02-28")));
        assert_eq!(day("2024-02-28").plus_days(2), Some(day("2024-03-01")));
        assert_eq!(Day::MAX.plus_days(1), None);
        assert_eq!(Day::MIN.plus_months(-1), None);
        assert_eq!(Day::MAX.plus_months(i64::MAX), None);
        assert_eq!(Day::MAX.plus_days(i64::MAX), None);
        assert_eq!(Day::from_number(i32::MAX), None);
    }

    #[test]
    fn weekdays_follow_the_calendar() {
        assert_eq!(day("1970-01-01").weekday(), Weekday::Thursday);
        assert_eq!(day("2024-10-23").weekday(), Weekday::Wednesday);
        assert_eq!(day("1969-12-28").weekday(), Weekday::Sunday);
    }
}
