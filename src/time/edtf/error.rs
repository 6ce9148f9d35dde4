//! What can be wrong with a date.
//!
//! In: nothing. Out: [`EdtfError`], with its place, its reason and a remedy.
//! Absent: the file and line of the date, which its reader knows.

use std::fmt;

/// Why a text is no date, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EdtfError {
    /// Where the wrong part starts, in bytes from the start of the text.
    pub offset: usize,
    /// How many bytes it has; 0 where something is missing.
    pub len: usize,
    /// What is wrong with it.
    pub kind: EdtfErrorKind,
}

/// What is wrong with a date. The inputs given here are run as tests.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum EdtfErrorKind {
    /// The empty text.
    Empty,
    /// Input: `85`
    YearDigits,
    /// Input: `Y170000002`
    YearBeyondRange,
    /// Input: `Y-17E7`
    Exponent,
    /// Input: `Y2024`
    NeedlessY,
    /// Input: `-0000`
    NegativeZero,
    /// Input: `1950S5`
    SignificantDigits,
    /// Input: `2024-5`
    MonthDigits,
    /// Input: `2024-13`
    NoSuchMonth,
    /// Input: `2024-21-05`
    DayOfSeason,
    /// Input: `2024-05-1`
    DayDigits,
    /// Input: `2023-02-30`
    NoSuchDay {
        /// The last day that the month has (or the longest of the months it may be).
        last: u32,
    },
    /// Input: `2024-05-15T25:00:00`
    TimeOfDay,
    /// Input: `2024-05T10:00:00`
    TimeWithoutDay,
    /// Input: `2024/05/15`
    SecondSlash,
    /// Input: `2024/2023`
    Reversed,
    /// Input: `../..`
    NothingDated,
    /// Input: `[2020,2021`
    ListNotClosed {
        /// The bracket that is missing, `]` or `}`.
        closing: char,
    },
    /// Input: `[2020,,2021]`
    EmptyMember,
    /// Input: `[2020~..2021]`
    RangeEnd,
    /// Input: `2020..2021`
    RangeOutsideList,
    /// Input: `[2020` with `,2020` after it a hundred times
    TooManyMembers {
        /// How many a list may have.
        most: usize,
    },
    /// Input: `2024-05-15 or so`
    Unexpected {
        /// What stands there.
        found: char,
    },
}

impl fmt::Display for EdtfErrorKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sentence = match self {
            Self::Empty => "the date is empty",
            Self::YearDigits => "a year has exactly four digits",
            Self::YearBeyondRange => "years beyond -9999 and 9999 are not supported",
            Self::Exponent => "years with an exponent are not supported",
            Self::NeedlessY => "a year of four digits takes no `Y`",
            Self::NegativeZero => "there is no year `-0000`",
            Self::SignificantDigits => "a year of four digits has one to four significant digits",
            Self::MonthDigits => "a month has exactly two digits",
            Self::NoSuchMonth => "there is no such month or season",
            Self::DayOfSeason => "a season has no numbered days",
            Self::DayDigits => "a day has exactly two digits",
            Self::NoSuchDay { last } => return write!(f, "that month has days `01` to `{last}` only"),
            Self::TimeOfDay => "this is not a time of day",
            Self::TimeWithoutDay => "a time of day needs one full date before it",
            Self::SecondSlash => "a period has only one `/`, between its two dates",
            Self::Reversed => "this ends before it begins",
            Self::NothingDated => "a period needs a date on at least one side",
            Self::ListNotClosed { closing } => return write!(f, "this list is not closed by `{closing}`"),
            Self::EmptyMember => "a date is missing in this list",
            Self::RangeEnd => "`..` takes a plain year, month or day on each side, or nothing on one",
            Self::RangeOutsideList => "`..` between two dates stands only in a list",
            Self::TooManyMembers { most } => return write!(f, "a list has {most} members at most"),
            Self::Unexpected { found } => return write!(f, "{} has no meaning here", Quoted(*found)),
        };
        f.write_str(sentence)
    }
}

impl EdtfErrorKind {
    /// What to write instead: one clause that follows *write* or stands alone.
    pub fn remedy(&self) -> &'static str {
        match self {
            Self::Empty => "write a date such as `2024`, `2024-05` or `2024-05-15`",
            Self::YearDigits => "write `0985` for 985, `-0043` for 44 BC, `198X` for the 1980s",
            Self::YearBeyondRange | Self::Exponent => "leave the date out, and put it into a note",
            Self::NeedlessY => "write the year without `Y`",
            Self::NegativeZero => "write `0000` for 1 BC, `-0001` for 2 BC",
            Self::SignificantDigits => "write `1950S2` for a year from 1900 to 1999",
            Self::MonthDigits => "write `05` for May, `XX` for a month that is not known",
            Self::NoSuchMonth => "write a month from `01` to `12`, or a season or quarter from `21` to `41`",
            Self::DayOfSeason => "write the month instead of the season, or leave the day out",
            Self::DayDigits => "write `01` for the first, `XX` for a day that is not known",
            Self::NoSuchDay { .. } => "check the day against the source, or leave it out",
            Self::TimeOfDay => "write `2024-05-15T10:00:00`, or with a zone `2024-05-15T10:00:00Z`",
            Self::TimeWithoutDay => "leave the time out",
            Self::SecondSlash => "write `2024-05-15` for a day, `2024-01/2024-05` for a period",
            Self::Reversed => "exchange the two dates, or check them against the source",
            Self::NothingDated => "write `2024/..` for what goes on, `../2024` for what began at some time",
            Self::ListNotClosed { .. } => "close the list at its end",
            Self::EmptyMember => "write a date there, or leave the comma out",
            Self::RangeEnd => "write the dates one by one",
            Self::RangeOutsideList => {
                "write `2020/2021` for a period, `[2020..2021]` for one of the years, `{2020..2021}` for each"
            }
            Self::TooManyMembers { .. } => "write ranges such as `{1990..1999}`, or several facts",
            Self::Unexpected { .. } => "write only the date here, such as `2024-05-15`, `2024~` or `2024/..`",
        }
    }
}

impl EdtfError {
    /// What to write instead, as one clause.
    pub fn remedy(&self) -> &'static str {
        self.kind.remedy()
    }
}

impl fmt::Display for EdtfError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.kind, f)
    }
}

impl std::error::Error for EdtfError {}

/// A character between backticks, or its code where it would not show.
struct Quoted(char);

impl fmt::Display for Quoted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            ' ' => f.write_str("a space"),
            found if found.is_control() || found.is_whitespace() => {
                write!(f, "the character `U+{:04X}`", u32::from(found))
            }
            found => write!(f, "`{found}`"),
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::time::Edtf;

    /// Each variant of the error with the input that its doc comment gives.
    fn documented() -> impl Iterator<Item = (&'static str, &'static str)> {
        let source = include_str!("error.rs").split("pub enum EdtfErrorKind").nth(1).expect("the enum");
        let lines: Vec<_> =
            source.lines().map(str::trim).take_while(|line| !line.starts_with("impl")).collect();
        let pairs: Vec<_> = lines
            .windows(2)
            .filter_map(|pair| Some((pair[0].strip_prefix("/// Input: `")?.strip_suffix('`')?, pair[1])))
            .collect();
        pairs.into_iter()
    }

    #[test]
    fn every_error_comes_from_its_documented_input() {
        assert!(documented().count() > 15);
        for (input, variant) in documented() {
            let error = Edtf::parse(input).expect_err(input);
            let name = variant.trim_end_matches(" {").trim_end_matches(',');
            assert!(format!("{:?}", error.kind).starts_with(name), "{input}: {error:?}");
        }
        let many = format!("[2020{}]", ",2020".repeat(100));
        for input in ["", &many] {
            assert!(Edtf::parse(input).is_err());
        }
    }

    #[test]
    fn errors_point_at_what_is_wrong() {
        let cases = [
            ("2023-02-30", 8, 2, "that month has days `01` to `28` only"),
            ("1900-02-29", 8, 2, "that month has days `01` to `28` only"),
            ("XXXX-02-3X", 8, 2, "that month has days `01` to `29` only"),
            ("2024-13", 5, 2, "there is no such month or season"),
            ("2024-00", 5, 2, "there is no such month or season"),
            ("2024-", 5, 0, "a month has exactly two digits"),
            ("2024-05-", 8, 0, "a day has exactly two digits"),
            ("20240515", 0, 8, "a year has exactly four digits"),
            ("2024-01/2023-12", 0, 15, "this ends before it begins"),
            ("2024~/2023", 0, 10, "this ends before it begins"),
            ("2024/05/15", 7, 1, "a period has only one `/`, between its two dates"),
            ("2024/2025-02-30", 13, 2, "that month has days `01` to `28` only"),
            ("[2020, 2021-13]", 12, 2, "there is no such month or season"),
            ("{2021..2020}", 1, 10, "this ends before it begins"),
            ("[2020]/2023", 6, 1, "`/` has no meaning here"),
            ("2024 ", 4, 1, "a space has no meaning here"),
            (" 2024", 0, 1, "a space has no meaning here"),
            ("2024-0é", 5, 1, "a month has exactly two digits"),
            ("2024–05", 4, 3, "`–` has no meaning here"),
            ("2024\u{1b}", 4, 1, "the character `U+001B` has no meaning here"),
            ("2024~~", 5, 1, "`~` has no meaning here"),
            ("/", 0, 1, "a period needs a date on at least one side"),
            ("{}", 1, 0, "a date is missing in this list"),
            ("2024-05-15T10:00:00/..", 10, 9, "a time of day needs one full date before it"),
            ("2024-05-15T10:00", 10, 6, "this is not a time of day"),
            ("19XXS2", 4, 2, "a year of four digits has one to four significant digits"),
            ("Y3388E2S3", 0, 9, "years with an exponent are not supported"),
            ("Y171010000S3", 0, 12, "years beyond -9999 and 9999 are not supported"),
            ("Y-170000002", 0, 11, "years beyond -9999 and 9999 are not supported"),
            ("-0000-01-01", 0, 5, "there is no year `-0000`"),
        ];
        for (text, offset, len, sentence) in cases {
            let error = Edtf::parse(text).expect_err(text);
            assert_eq!(
                (error.offset, error.len, error.to_string().as_str()),
                (offset, len, sentence),
                "{text}"
            );
            assert!(!error.remedy().is_empty());
        }
    }
}
