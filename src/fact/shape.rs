//! The shape of a relation in time, and lengths of time as people write them.
//!
//! In: words of the vocabulary. Out: [`Shape`], [`Duration`].
//! Absent: arithmetic with days (`time`).

use std::fmt;

use crate::time::{Day, Reading, Unit};

/// What time means to the facts of a relation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Shape {
    /// It holds over a period.
    State,
    /// It happens, and may last days.
    Event,
    /// It is a figure for a period.
    Measure,
}

impl Shape {
    /// All of them with the words that the files use.
    pub const ALL: [(&'static str, Shape); 3] =
        [("state", Shape::State), ("event", Shape::Event), ("measure", Shape::Measure)];

    /// The word that the files use.
    pub fn word(self) -> &'static str {
        match self {
            Shape::State => "state",
            Shape::Event => "event",
            Shape::Measure => "measure",
        }
    }

    /// How a date of such a fact is to be taken.
    pub fn reading(self) -> Reading {
        match self {
            Shape::State => Reading::Stretch,
            Shape::Event => Reading::Moment,
            Shape::Measure => Reading::Whole,
        }
    }
}

/// A number of days, months or years: `5 years`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Duration {
    /// How many.
    pub count: u32,
    /// Of what.
    pub unit: Unit,
}

/// The units of a duration, with how many of them their word stands for.
const UNITS: [(&str, u32, Unit); 6] = [
    ("day", 1, Unit::Day),
    ("week", 7, Unit::Day),
    ("month", 1, Unit::Month),
    ("quarter", 3, Unit::Month),
    ("year", 1, Unit::Year),
    ("decade", 10, Unit::Year),
];

impl Duration {
    /// Reads `5 years`, `1 month`, `2 weeks`; none for anything else, and beyond 9999 of a unit.
    pub fn parse(text: &str) -> Option<Duration> {
        let (count, word) = text.trim().split_once(' ')?;
        let count: u32 = count.parse().ok().filter(|count| *count <= 9999)?;
        let word = word.trim();
        let word = word.strip_suffix('s').unwrap_or(word);
        let (_, times, unit) = UNITS.iter().find(|(name, ..)| *name == word)?;
        Some(Duration { count: count * times, unit: *unit })
    }

    /// The day that much later; none beyond the calendar.
    pub fn after(self, day: Day) -> Option<Day> {
        let count = i64::from(self.count);
        match self.unit {
            Unit::Day => day.plus_days(count),
            Unit::Month => day.plus_months(count),
            Unit::Quarter => day.plus_months(count * 3),
            Unit::Year => day.plus_months(count * 12),
            Unit::Decade => day.plus_months(count * 120),
        }
    }
}

impl fmt::Display for Duration {
    /// `5 years`, `1 month`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let word = match self.unit {
            Unit::Day => "day",
            Unit::Month => "month",
            Unit::Quarter => "quarter",
            Unit::Year => "year",
            Unit::Decade => "decade",
        };
        write!(f, "{} {word}{}", self.count, if self.count == 1 { "" } else { "s" })
    }
}

#[cfg(test)]
mod tests {
    use super::Duration;

    #[test]
    fn durations_are_read_and_printed() {
        for (text, printed) in [("5 years", "5 years"), ("1 month", "1 month"), ("2 weeks", "14 days")] {
            assert_eq!(Duration::parse(text).map(|found| found.to_string()).as_deref(), Some(printed));
        }
        for text in ["", "years", "5", "-1 days", "99999 days", "5 parsecs"] {
            assert_eq!(Duration::parse(text), None, "{text}");
        }
    }
}
