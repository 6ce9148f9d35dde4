//! How many: `more than 5 members`, `at least 3 times`, `the most visits`.
//!
//! In: nothing. Out: [`HowMany`], its words, and what it asks of a number. Absent: what is counted.

use std::fmt;

/// What a number must be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum HowMany {
    /// `more than 5`
    MoreThan(u64),
    /// `at least 5`, `5 or more`
    AtLeast(u64),
    /// `exactly 5`, `5`
    Exactly(u64),
    /// `at most 5`, `up to 5`, `5 or fewer`
    AtMost(u64),
    /// `fewer than 5`
    FewerThan(u64),
    /// `more`: than another, which is named
    More,
    /// `fewer`: than another, which is named
    Fewer,
    /// `the most`: no other has more
    Most,
    /// `the fewest`: no other has fewer
    Fewest,
}

impl HowMany {
    /// Whether it is said of two: `more summits than Russia`.
    pub fn is_of_two(self) -> bool {
        matches!(self, HowMany::More | HowMany::Fewer)
    }

    /// The number that it names.
    pub fn number(self) -> Option<u64> {
        match self {
            HowMany::MoreThan(number)
            | HowMany::AtLeast(number)
            | HowMany::Exactly(number)
            | HowMany::AtMost(number)
            | HowMany::FewerThan(number) => Some(number),
            HowMany::Most | HowMany::Fewest | HowMany::More | HowMany::Fewer => None,
        }
    }

    /// Whether a count may pass, and whether it passes whatever the record leaves open; `None` where it is compared with the
    /// counts of others. What has none at all is not counted.
    pub fn judge(self, (low, high): (u64, u64)) -> Option<(bool, bool)> {
        Some(match self {
            HowMany::MoreThan(number) => (high > number, low > number),
            HowMany::AtLeast(number) => (high >= number, low >= number),
            HowMany::Exactly(number) => (low <= number && number <= high, low == number && high == number),
            HowMany::AtMost(number) => (low <= number, low > 0 && high <= number),
            HowMany::FewerThan(number) => (low < number, low > 0 && high < number),
            HowMany::Most | HowMany::Fewest | HowMany::More | HowMany::Fewer => return None,
        })
    }
}

impl HowMany {
    /// What stands before the number, or before the noun.
    pub fn word(self) -> &'static str {
        match self {
            HowMany::MoreThan(_) => "more than",
            HowMany::AtLeast(_) => "at least",
            HowMany::Exactly(_) => "exactly",
            HowMany::AtMost(_) => "at most",
            HowMany::FewerThan(_) => "fewer than",
            HowMany::More => "more",
            HowMany::Fewer => "fewer",
            HowMany::Most => "the most",
            HowMany::Fewest => "the fewest",
        }
    }
}

impl fmt::Display for HowMany {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())?;
        self.number().map_or(Ok(()), |number| write!(f, " {number}"))
    }
}
