//! Errors about numbers, units, measures and ranks, for people.
//!
//! In: the variants of [`Error`] that speak of them. Out: their [`Report`]. Absent: all other errors.

use crate::text::{Report, Span, english};

use super::error::Error;

impl Error {
    /// The report of an error about numbers; `None` for any other.
    pub(super) fn report_number(&self) -> Option<Report> {
        Some(match self {
            Error::NotCounted { noun, span } => at(format!("`{noun}` has no number to compare"), *span)
                .help("compare something that is counted or measured"),
            Error::UnknownUnit { unit, known, span } => {
                let report = at(format!("no unit `{unit}` is known"), *span);
                if known.is_empty() { report } else { report.help(format!("known are {}", quoted(known, "and"))) }
            }
            Error::UnitMisfit { noun, unit, fits, span } => {
                at(format!("`{noun}` is not counted in `{unit}`"), *span)
                    .help(format!("it is counted in {}", quoted(fits, "or")))
            }
            Error::WhichUnit { noun, units, span } => {
                at(format!("`{noun}` has figures in several units"), *span)
                    .help(format!("add the unit: {}", quoted(units, "or")))
            }
            Error::NotMeasured { measure, noun, span } => {
                at(format!("`{noun}` has no number of which there could be {} {measure}", english::article(measure)), *span)
                    .help("ask for a noun whose facts are figures, or `count` instead")
            }
            Error::NothingToRank { noun, span } => at(format!("nothing says how `{noun}` should be ranked"), *span)
                .help("rank things by their facts, as in `top 10 speakers of statements`, or figures by their value; `limit` cuts a list"),
            Error::CannotCount { span } => at("this cannot be counted here".to_owned(), *span)
                .help("count what one thing has or does, as in `organisations with more than 5 members` or `who joined … at least twice`"),
            Error::CannotCompare { span } => at("a comparison names two things".to_owned(), *span)
                .help("write whose number it is compared with, as in `who hosted more … than …`, or a number, as in `more than 5 …`"),
            Error::SameAsWhat { span } => at("nothing says what was at the same time".to_owned(), *span)
                .help("name two things that one verb takes, as in `joined … and …`, or say what it is the same as, as in `in the same year as joining …`"),
            Error::NothingLasts { span } => at("a number does not last".to_owned(), *span)
                .help("ask for the things themselves, without counting or measuring them"),
            Error::NotAState { noun, unit, span } => {
                at(format!("`{noun}` happen and do not hold, so none is counted at the end of a {unit}"), *span)
                    .help(format!("write `per {unit}`"))
            }
            Error::NoPeriods { noun, span } => {
                at(format!("`{noun}` does not hold over periods, so there are none without it to tell"), *span)
                    .help("ask about something that begins and ends")
            }
            Error::NoEnds { noun, span } => {
                at(format!("`{noun}` does not hold over periods, so nothing becomes or ceases to be that"), *span)
                    .help("write what something is for a time, such as a member or a holder of an office")
            }
            Error::WhichRole { column, roles, span } => {
                at(format!("`{column}` could be {} here", quoted(roles, "or")), *span)
                    .help("name the role instead")
            }
            _ => return None,
        })
    }
}

/// Nothing is pointed at where the words have no place of their own.
fn at(message: String, span: Span) -> Report {
    let report = Report::error(message);
    if span == Span::default() { report } else { report.at(span) }
}

fn quoted(words: &[String], last: &str) -> String {
    let quoted: Vec<String> = words.iter().map(|word| format!("`{word}`")).collect();
    english::list(&quoted, last)
}
