//! Times in the tree: words of time, dates as written with the days they mean, units of the calendar.
//!
//! In: nothing; a date's days need today. Out: plain data. Absent: what a word of time asks of a fact.

use super::super::length::{Apart, LengthTest, Move, Near, Part};
use super::clause::{Auxiliary, Clause, Turned, Verbal};
use super::phrase::Operand;
use crate::text::Span;
use crate::time::{Day, Days, Duration};

/// A condition on time.
#[derive(Debug, Clone, PartialEq)]
pub enum TimeTail {
    /// `since 2024`, `in October 2024`, `between 2020 and 2022`
    Dated {
        /// The word.
        word: TimeWord,
        /// The days; a span from its first to its last.
        date: DatePhrase,
    },
    /// `after the Kazan summit`, `before Japan`
    Related {
        /// The word.
        word: TimeWord,
        /// The fact, event or place it compares with.
        operand: Operand,
    },
    /// `between the Kazan summit and today`, `from 2020 to the Kazan summit`
    Span {
        /// `between`, else `from`.
        between: bool,
        /// From its first day.
        first: SpanEnd,
        /// To its last day.
        last: SpanEnd,
        /// Where it stands.
        span: Span,
    },
    /// `after joining SCO`
    Gerund {
        /// The word.
        word: TimeWord,
        /// How the verb is said.
        kept: Kept,
        /// `after they first joined SCO`
        first: bool,
        /// The verb and its object.
        verbal: Verbal,
        /// Where it stands.
        span: Span,
    },
    /// `after becoming a member`
    Becoming {
        /// The word.
        word: TimeWord,
        /// `after first becoming a member`
        first: bool,
        /// What it became, or ceased to be.
        turned: Turned,
        /// Where it stands.
        span: Span,
    },
    /// `while they were president`
    Being {
        /// The word.
        word: TimeWord,
        /// What its subject was.
        what: Operand,
        /// Where it stands.
        span: Span,
    },
    /// `in the same year`, after things of which each was so: as each other.
    Together {
        /// The unit.
        unit: Unit,
        /// Where it stands.
        span: Span,
    },
    /// `while Medvedev was president`; what follows stands after it.
    Clause {
        /// The word.
        word: TimeWord,
        /// The clause, without tails.
        clause: Box<Clause>,
        /// Where it stands.
        span: Span,
    },
    /// `for more than 5 years`
    Lasting {
        /// `that lasted`: at any time until now.
        past: bool,
        /// How the length compares.
        comparison: LengthTest,
        /// The length.
        length: Duration,
        /// Where it stands.
        span: Span,
    },
    /// `ever`
    Ever(Span),
    /// `now`
    Now(Span),
    /// `in force`: *now*, of the state that is nearest.
    InForce(Span),
}

impl TimeTail {
    /// The word before what it compares with; none of a length, `ever`, `now` and a stretch.
    pub fn word(&self) -> Option<TimeWord> {
        match self {
            TimeTail::Dated { word, .. }
            | TimeTail::Related { word, .. }
            | TimeTail::Gerund { word, .. }
            | TimeTail::Becoming { word, .. }
            | TimeTail::Being { word, .. }
            | TimeTail::Clause { word, .. } => Some(*word),
            TimeTail::Together { unit, .. } => Some(TimeWord::Same(*unit)),
            TimeTail::Lasting { .. }
            | TimeTail::Ever(_)
            | TimeTail::Now(_)
            | TimeTail::InForce(_)
            | TimeTail::Span { .. } => None,
        }
    }

    /// `2 days after the Kazan summit`; what is moved from a date is a date.
    pub fn is_moved(&self) -> bool {
        matches!(self.word(), Some(TimeWord::Moved(_)))
    }
}

/// How a verb is said whose subject is that of the clause around it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kept {
    /// `joining`
    Gerund,
    /// `they joined`
    They,
    /// `they had joined`
    TheyHad,
    /// `they did join`
    TheyDid,
}

impl Kept {
    /// With the auxiliary of its verb.
    pub fn they(auxiliary: Auxiliary) -> Self {
        match auxiliary {
            Auxiliary::Has | Auxiliary::Have | Auxiliary::Had => Kept::TheyHad,
            Auxiliary::Does | Auxiliary::Do | Auxiliary::Did => Kept::TheyDid,
            Auxiliary::None | Auxiliary::Be(_) => Kept::They,
        }
    }

    /// The words before the verb, with the space behind them.
    pub fn words(self) -> &'static str {
        match self {
            Kept::Gerund => "",
            Kept::They => "they ",
            Kept::TheyHad => "they had ",
            Kept::TheyDid => "they did ",
        }
    }
}

/// One end of a stretch of time.
#[derive(Debug, Clone, PartialEq)]
pub enum SpanEnd {
    /// A date.
    Date(DatePhrase),
    /// A named event.
    Named(Operand),
}

/// The words that relate a fact to a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TimeWord {
    /// `as of`
    AsOf,
    /// `as known on`
    AsKnown,
    /// `in`, `on`, `at`, `during`, `between … and …`, `from … to …`
    In,
    /// `since`
    Since,
    /// `before`
    Before,
    /// `after`
    After,
    /// `until`
    Until,
    /// `throughout`
    Throughout,
    /// `began in`
    BeganIn,
    /// `began before`
    BeganBefore,
    /// `began after`
    BeganAfter,
    /// `began since`
    BeganSince,
    /// `began until`
    BeganUntil,
    /// `ended in`
    EndedIn,
    /// `ended before`
    EndedBefore,
    /// `ended after`
    EndedAfter,
    /// `ended since`
    EndedSince,
    /// `ended until`
    EndedUntil,
    /// `by`, `on or before`
    By,
    /// `on or after`
    OnOrAfter,
    /// `within 30 days after`
    Within(Near, Duration),
    /// `in the same month as`
    Same(Unit),
    /// `at least 5 years before`
    Apart(Apart),
    /// `30 days after`: on the day that far from it.
    Moved(Move),
}

/// A date as written, with the days it means.
#[derive(Debug, Clone, PartialEq)]
pub struct DatePhrase {
    /// In canonical words.
    pub written: String,
    /// What it means.
    pub word: DateWord,
    /// Where it stands.
    pub span: Span,
}

impl DatePhrase {
    /// Whether it was written with its own words of time: `between … and …`, `from … to …`.
    pub fn is_span(&self) -> bool {
        matches!(self.word, DateWord::Span(..))
    }
}

/// The meaning of a date phrase, before today is known.
#[derive(Debug, Clone, PartialEq)]
pub enum DateWord {
    /// Days that are the same whatever today is.
    Fixed(Days),
    /// `today`, `now`
    Today,
    /// `yesterday` (−1), `tomorrow` (1)
    DayFromToday(i64),
    /// `last year` (−1), `this month` (0), `next week` (1)
    UnitFromToday(Unit, i64),
    /// `last century` (−1), `this century` (0)
    CenturyFromToday(i32),
    /// `past 6 months`: from that long ago until today
    Past(Unit, u64),
    /// `3 years ago`: that day
    Ago(Unit, u64),
    /// From the first day of one to the last day of the other.
    Span(Box<DateWord>, Box<DateWord>),
    /// `2 weeks before today`
    Moved(Move, Box<DateWord>),
    /// `early 2024`
    Part(Part, Box<DateWord>),
}

impl DateWord {
    /// The days that are meant when today is `today`; `None` outside of the years −9999 to 9999
    /// or where a span ends before it starts.
    pub fn days(&self, today: Day) -> Option<Days> {
        match self {
            DateWord::Fixed(days) => Some(*days),
            DateWord::Today => Some(Days::on(today)),
            DateWord::DayFromToday(days) => today.plus_days(*days).map(Days::on),
            DateWord::UnitFromToday(unit, count) => unit.containing(unit.shift(today, *count)?),
            DateWord::CenturyFromToday(count) => Days::century(Days::century_of(today).checked_add(*count)?),
            DateWord::Past(unit, count) => Days::new(unit.shift(today, -signed(*count)?)?, today),
            DateWord::Ago(unit, count) => unit.shift(today, -signed(*count)?).map(Days::on),
            DateWord::Span(first, last) => Days::new(first.days(today)?.first(), last.days(today)?.last()),
            DateWord::Moved(by, word) => by.of(word.days(today)?),
            DateWord::Part(part, word) => part.of(word.days(today)?),
        }
    }
}

fn signed(count: u64) -> Option<i64> {
    i64::try_from(count).ok()
}

/// Units of the calendar, as words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Unit {
    /// A day.
    Day,
    /// Monday to Sunday.
    Week,
    /// A month.
    Month,
    /// Three months.
    Quarter,
    /// A year.
    Year,
    /// Ten years, from one ending in 0.
    Decade,
}

impl Unit {
    /// Its word: `year`.
    pub fn word(self) -> &'static str {
        match self {
            Unit::Day => "day",
            Unit::Week => "week",
            Unit::Month => "month",
            Unit::Quarter => "quarter",
            Unit::Year => "year",
            Unit::Decade => "decade",
        }
    }

    /// The day `count` units from `day`; months clamp to their last day.
    pub fn shift(self, day: Day, count: i64) -> Option<Day> {
        match self {
            Unit::Day => day.plus_days(count),
            Unit::Week => day.plus_days(count.checked_mul(7)?),
            Unit::Month => day.plus_months(count),
            Unit::Quarter => day.plus_months(count.checked_mul(3)?),
            Unit::Year => day.plus_months(count.checked_mul(12)?),
            Unit::Decade => day.plus_months(count.checked_mul(120)?),
        }
    }

    /// The unit that holds `day`.
    pub fn containing(self, day: Day) -> Option<Days> {
        let (year, month, _) = day.ymd();
        match self {
            Unit::Day => Some(Days::on(day)),
            Unit::Week => {
                let monday = day.plus_days(-i64::from((day.number() + 3).rem_euclid(7)))?;
                Days::new(monday, monday.plus_days(6)?)
            }
            Unit::Month => Days::month(year, month),
            Unit::Quarter => Days::quarter(year, (month - 1) / 3 + 1),
            Unit::Year => Days::year(year),
            Unit::Decade => Days::decade(year - year.rem_euclid(10)),
        }
    }
}
