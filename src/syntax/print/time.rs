//! Times as canonical text.
//!
//! In: [`TimeTail`]. Out: its words, without space around them. Absent: dates; they bring their own words.

use std::fmt;

use super::super::length::Part;
use super::super::tree::{DatePhrase, DateWord, SpanEnd, TimeTail, TimeWord, Unit};
use super::write_said;

impl fmt::Display for TimeTail {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            TimeTail::Dated { word: TimeWord::In, date } if date.is_span() => f.write_str(&date.written),
            TimeTail::Dated { word: TimeWord::By, date } if date.word == DateWord::Today => {
                f.write_str("so far")
            }
            TimeTail::Dated { word, date } => match date.on_the_day().filter(|_| *word == TimeWord::In) {
                Some(rest) => write!(f, "on the day {rest}"),
                None => write!(f, "{}{}", word.before(date), date.written),
            },
            TimeTail::Span { between: true, first, last, .. } => write!(f, "between {first} and {last}"),
            TimeTail::Span { first, last, .. } => write!(f, "from {first} to {last}"),
            TimeTail::Related { word, operand } => write!(f, "{} {operand}", related_word(*word)),
            TimeTail::Gerund { word, kept, first, verbal, .. } => {
                let (word, first) = (related_word(*word), order(*first));
                write!(f, "{word} {}{first}{}", kept.words(), verbal.verb.text)?;
                verbal.object.iter().try_for_each(|object| write!(f, " {object}"))
            }
            TimeTail::Becoming { word, first, turned, .. } => {
                write!(f, "{} {}{} {}", related_word(*word), order(*first), turned.verb.text, turned.what)
            }
            TimeTail::Being { word: TimeWord::In, what, .. } => write!(f, "while they were {what}"),
            TimeTail::Being { word, what, .. } => write!(f, "{word} they were {what}"),
            TimeTail::Together { unit: Unit::Day, .. } => f.write_str("on the same day"),
            TimeTail::Together { unit, .. } => write!(f, "in the same {}", unit.word()),
            TimeTail::Clause { word: TimeWord::In, clause, .. } => {
                f.write_str("while ")?;
                write_said(f, clause)
            }
            TimeTail::Clause { word, clause, .. } => {
                write!(f, "{word} ")?;
                write_said(f, clause)
            }
            TimeTail::Lasting { past, comparison, length, .. } => {
                let lasted = if *past { "that lasted" } else { "for" };
                write!(f, "{lasted} {} {length}", comparison.words())
            }
            TimeTail::Ever(_) => f.write_str("ever"),
            TimeTail::Now(_) => f.write_str("now"),
            TimeTail::InForce(_) => f.write_str("in force"),
        }
    }
}

impl fmt::Display for SpanEnd {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            SpanEnd::Date(date) => f.write_str(&date.written),
            SpanEnd::Named(name) => write!(f, "{name}"),
        }
    }
}

fn order(first: bool) -> &'static str {
    if first { "first " } else { "" }
}

impl TimeTail {
    /// Whether it begins without a word of time: `last year`, `2 days after the Kazan summit`, `now`.
    pub(super) fn is_bare(&self) -> bool {
        match self {
            TimeTail::Dated { word: TimeWord::In, date } => TimeWord::In.is_left_out(date),
            TimeTail::Now(_) | TimeTail::InForce(_) => true,
            time => matches!(time.word(), Some(TimeWord::Moved(_) | TimeWord::Apart(_))),
        }
    }

    /// `ever`, `now`, `so far` or `in force`, behind which what stands before it goes on.
    pub(super) fn is_adverb(&self) -> bool {
        match self {
            TimeTail::Dated { word: TimeWord::By, date } => date.word == DateWord::Today,
            _ => matches!(self, TimeTail::Ever(_) | TimeTail::Now(_) | TimeTail::InForce(_)),
        }
    }

    /// `began in 2024`, which `that` goes before.
    pub(super) fn is_of_an_end(&self) -> bool {
        self.word().is_some_and(TimeWord::is_of_an_end)
    }
}

impl TimeWord {
    fn is_of_an_end(self) -> bool {
        use TimeWord::{
            BeganAfter, BeganBefore, BeganIn, BeganSince, BeganUntil, EndedAfter, EndedBefore, EndedIn,
            EndedSince, EndedUntil,
        };
        matches!(
            self,
            BeganIn
                | BeganBefore
                | BeganAfter
                | BeganSince
                | BeganUntil
                | EndedIn
                | EndedBefore
                | EndedAfter
                | EndedSince
                | EndedUntil
        )
    }

    /// Whether the date says when without a word: `last year`, `3 days ago`.
    pub(super) fn is_left_out(self, date: &DatePhrase) -> bool {
        let alone = matches!(
            date.word,
            DateWord::DayFromToday(_)
                | DateWord::UnitFromToday(..)
                | DateWord::CenturyFromToday(_)
                | DateWord::Ago(..)
        );
        alone && matches!(self, TimeWord::In | TimeWord::AsKnown)
    }

    /// Its words before a date, with the space behind them: `in 2024`, `on 23 October 2024`, `at the end of 2024`.
    fn before(self, date: &DatePhrase) -> String {
        match self {
            TimeWord::In if self.is_left_out(date) => String::new(),
            TimeWord::In => format!("{} ", preposition(date)),
            TimeWord::AsKnown if self.is_left_out(date) => format!("{self} "),
            TimeWord::AsKnown => format!("{self} {} ", preposition(date)),
            TimeWord::BeganIn if date.is_span() => "began ".to_owned(),
            TimeWord::EndedIn if date.is_span() => "ended ".to_owned(),
            TimeWord::BeganIn if preposition(date) == "on" => "began on ".to_owned(),
            TimeWord::EndedIn if preposition(date) == "on" => "ended on ".to_owned(),
            other => format!("{other} "),
        }
    }
}

impl DatePhrase {
    /// What follows `on the day`: `before 23 March 2013`.
    fn on_the_day(&self) -> Option<&str> {
        let is_moved = matches!(self.word, DateWord::Moved(..));
        self.written.strip_prefix("1 day ").filter(|rest| is_moved && !rest.starts_with("and "))
    }
}

/// `in 2024`, `on 23 October 2024`, `at the end of 2024`
fn preposition(date: &DatePhrase) -> &'static str {
    let is_part = |part: Part| date.written.starts_with(part.words());
    match &date.word {
        _ if is_part(Part::Beginning) || is_part(Part::End) => "at",
        DateWord::Today => "on",
        DateWord::Fixed(days) if days.first() == days.last() => "on",
        _ => "in",
    }
}

/// `in` before a thing that is no date would be a preposition; `during` is the time word.
fn related_word(word: TimeWord) -> String {
    match word {
        TimeWord::In => "during".to_owned(),
        TimeWord::AsKnown => "as known at".to_owned(),
        other => other.to_string(),
    }
}

impl fmt::Display for TimeWord {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            TimeWord::AsOf => "as of",
            TimeWord::AsKnown => "as known",
            TimeWord::In => "in",
            TimeWord::Since => "since",
            TimeWord::Before => "before",
            TimeWord::After => "after",
            TimeWord::Until => "until",
            TimeWord::Throughout => "throughout",
            TimeWord::BeganIn => "began in",
            TimeWord::BeganBefore => "began before",
            TimeWord::BeganAfter => "began after",
            TimeWord::BeganSince => "began since",
            TimeWord::BeganUntil => "began until",
            TimeWord::EndedIn => "ended in",
            TimeWord::EndedBefore => "ended before",
            TimeWord::EndedAfter => "ended after",
            TimeWord::EndedSince => "ended since",
            TimeWord::EndedUntil => "ended until",
            TimeWord::By => "by",
            TimeWord::OnOrAfter => "on or after",
            TimeWord::Within(near, length) => return write!(f, "within {length} {}", near.word()),
            TimeWord::Same(Unit::Day) => "on the same day as",
            TimeWord::Same(unit) => return write!(f, "in the same {} as", unit.word()),
            TimeWord::Apart(apart) => return write!(f, "{apart}"),
            TimeWord::Moved(by) => return write!(f, "{by}"),
        })
    }
}
