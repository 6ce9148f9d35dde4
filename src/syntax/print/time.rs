//! Times as canonical text.
//!
//! In: [`TimeTail`]. Out: its words, without space around them. Absent: dates; they bring their own words.

use std::fmt;

use super::super::tree::{TimeTail, TimeWord, Unit};

impl fmt::Display for TimeTail {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            TimeTail::Dated { word: TimeWord::In, date } if date.is_span() => f.write_str(&date.written),
            TimeTail::Dated { word, date } => write!(f, "{word} {}", date.written),
            TimeTail::Related { word, operand } => write!(f, "{} {operand}", related_word(*word)),
            TimeTail::Gerund { word, verbal, .. } => {
                write!(f, "{} {}", related_word(*word), verbal.verb.text)?;
                verbal.object.iter().try_for_each(|object| write!(f, " {object}"))
            }
            TimeTail::Becoming { word, turned, .. } => {
                write!(f, "{} {} {}", related_word(*word), turned.verb.text.to_lowercase(), turned.what)
            }
            TimeTail::Clause { word: TimeWord::In, clause, .. } => {
                write!(f, "while {}{}", clause.subject, clause.predicate)
            }
            TimeTail::Clause { word, clause, .. } => {
                write!(f, "{word} {}{}", clause.subject, clause.predicate)
            }
            TimeTail::Lasting { comparison, length, .. } => {
                write!(f, "for {} {length}", comparison.words())
            }
            TimeTail::Ever(_) => f.write_str("ever"),
            TimeTail::Now(_) => f.write_str("now"),
        }
    }
}

/// `in` before a thing that is no date would be a preposition; `during` is the time word.
fn related_word(word: TimeWord) -> String {
    if word == TimeWord::In { "during".to_owned() } else { word.to_string() }
}

impl fmt::Display for TimeWord {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            TimeWord::AsOf => "as of",
            TimeWord::AsKnown => "as known on",
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
            TimeWord::Moved(by) => return write!(f, "{by}"),
        })
    }
}
