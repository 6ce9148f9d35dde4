//! What can be wrong with a query before its words are looked up.
//!
//! In: where a parse stopped and what was expected. Out: [`Error`] as data, and its [`Report`].
//! Absent: names of grammar rules (see `expect`), and errors of meaning (see `resolve`).

use crate::text::{Report, Span, english};

use super::advice::Advice;
use super::{DEEPEST_NESTING, LONGEST_QUERY, slips};

/// A query that cannot be read.
#[derive(Debug, Clone, PartialEq)]
pub enum Error {
    /// Nothing but space or comments: ` # later`
    Empty,
    /// More than [`LONGEST_QUERY`] characters.
    TooLong {
        /// How many there are.
        characters: usize,
    },
    /// More than [`DEEPEST_NESTING`] brackets inside one another.
    TooDeep {
        /// The first bracket that is too deep.
        span: Span,
    },
    /// A query that the grammar gives up on because it takes too many steps.
    TooComplex,
    /// A control or private-use character: `members\u{7}`
    ForbiddenCharacter {
        /// Where it stands.
        span: Span,
    },
    /// A quotation that does not end: `statements mentioning "strategic`
    OpenQuote {
        /// From the quote on.
        span: Span,
    },
    /// A bracket that does not close: `agreements between Iran and (members of SCO`
    OpenBracket {
        /// The bracket.
        span: Span,
    },
    /// A word that is not known: `members of Wakanda`, `members sinc 2024`
    UnknownWord {
        /// The word.
        word: String,
        /// Where it stands.
        span: Span,
        /// What could have stood there, in English.
        expected: Vec<String>,
        /// The nearest known words and names, best first.
        near: Vec<String>,
        /// The query with the word replaced, where that can be read.
        tries: Vec<String>,
    },
    /// A known word in a place where it cannot stand: `members BRICS of`, and where nothing else could: `are every of SCO`
    Unexpected {
        /// The word; empty at the end of the query.
        word: String,
        /// Where it stands.
        span: Span,
        /// What could have stood there, in English.
        expected: Vec<String>,
    },
    /// A known word in the wrong place, where it or the one before it may stand for another: `members of BRICS an SCO`
    MeantOther {
        /// The word that cannot stand there.
        word: String,
        /// Where it stands.
        span: Span,
        /// What could have stood there, in English.
        expected: Vec<String>,
        /// The word that may stand for another.
        instead: Box<str>,
        /// The other.
        meant: Box<str>,
        /// The query with it, and with others like it.
        tries: Vec<String>,
    },
    /// A word for which the language has no use, or other words: `will Iran join BRICS?`, `why did Iran join BRICS?`
    SaidOtherwise {
        /// What is wrong, and the remedy.
        advice: Advice,
        /// Where the word stands.
        span: Span,
        /// A query that asks for what is recorded.
        tries: Vec<String>,
    },
    /// A phrase where one thing must stand: `let $club = members of BRICS`
    NeedsBrackets {
        /// The word with which one thing more begins.
        word: String,
        /// Where it stands.
        span: Span,
        /// The query with brackets.
        query: String,
    },
    /// A date that could mean two days: `since 01/04/18`
    SlashedDate {
        /// As written.
        written: String,
        /// The dates it could mean.
        meant: Vec<String>,
        /// Where it stands.
        span: Span,
    },
    /// A month without its year: `statements in May`
    WhichYear {
        /// The month, with its day if that was said.
        written: String,
        /// Where it stands.
        span: Span,
    },
    /// A day that no calendar has: `30 February 2024`
    NoSuchDay {
        /// As written.
        written: String,
        /// Where it stands.
        span: Span,
    },
    /// A number with the ending of another: `the 7rd visit by Putin`
    OrdinalEnding {
        /// As written.
        written: String,
        /// The number with its own ending.
        meant: String,
        /// Where it stands.
        span: Span,
    },
    /// A span whose last date comes first: `between 2024 and 2020`
    ReversedSpan {
        /// The first as written.
        first: String,
        /// The last as written.
        last: String,
        /// Where it stands.
        span: Span,
    },
    /// Two amounts of which the larger comes first: `trade between $5 billion and $3 billion`
    ReversedAmounts {
        /// The first as written.
        first: String,
        /// The last as written.
        last: String,
        /// Where it stands.
        span: Span,
    },
    /// A number beyond what can be counted: `limit 99999999999999999999`
    NumberTooLarge {
        /// Where it stands.
        span: Span,
    },
    /// A value that was never given: `members of $club`
    UnknownVariable {
        /// Without its `$`.
        name: String,
        /// The nearest known ones.
        near: Vec<String>,
        /// Where it stands.
        span: Span,
    },
    /// A rule that the tree builder does not know, which only an edited grammar can make.
    UnknownShape {
        /// The rule's name.
        rule: String,
        /// Where it matched.
        span: Span,
    },
}

/// How many words and queries a message offers.
const OFFERED: usize = 3;

impl Error {
    /// Keeps of the queries to try those that make sense, and of the nearest words those that make them.
    pub fn keep_tries(&mut self, makes_sense: impl Fn(&str) -> bool) {
        match self {
            Error::UnknownWord { word, near, tries, .. } => {
                let made = std::mem::take(tries);
                let sense = |(_, query): &(String, String)| makes_sense(query);
                let (words, queries): (Vec<String>, Vec<String>) =
                    near.iter().cloned().zip(made).filter(sense).unzip();
                if queries.is_empty() {
                    near.retain(|name| !slips::is_word_of(word, name));
                } else {
                    (*near, *tries) = (words, queries);
                }
            }
            Error::MeantOther { tries, .. } | Error::SaidOtherwise { tries, .. } => {
                tries.retain(|query| makes_sense(query));
            }
            _ => {}
        }
    }

    /// The error for people, with place and remedy.
    pub fn report(&self) -> Report {
        match self {
            Error::Empty | Error::TooLong { .. } | Error::TooDeep { .. } | Error::TooComplex => {
                self.report_limit()
            }
            Error::ForbiddenCharacter { span } => Report::error("this character cannot stand in a query")
                .at(*span)
                .help("remove it; a paste from elsewhere may have brought it along"),
            Error::OpenQuote { span } => {
                Report::error("this quotation does not end").at(*span).help("add a closing `\"`")
            }
            Error::OpenBracket { span } => {
                Report::error("this bracket is not closed").at(*span).help("add a `)`")
            }
            Error::UnknownWord { .. } | Error::Unexpected { .. } | Error::MeantOther { .. } => {
                self.report_word()
            }
            Error::SaidOtherwise { advice, span, tries } => {
                Report::error(advice.says).at(*span).help(advice.instead).tries(tries.clone())
            }
            Error::NeedsBrackets { word, span, query } => {
                Report::error(format!("`{word}` cannot stand here"))
                    .at(*span)
                    .help("a value is one thing; a phrase needs brackets")
                    .tries([query.clone()])
            }
            Error::SlashedDate { .. }
            | Error::WhichYear { .. }
            | Error::NoSuchDay { .. }
            | Error::ReversedSpan { .. } => self.report_date(),
            Error::ReversedAmounts { first, last, span } => {
                Report::error(format!("`{first}` is more than `{last}`"))
                    .at(*span)
                    .help("write the smaller amount first")
            }
            Error::OrdinalEnding { written, meant, span } => {
                Report::error(format!("`{written}` has the ending of another number"))
                    .at(*span)
                    .help(format!("write `{meant}`"))
            }
            Error::NumberTooLarge { span } => {
                Report::error("this number is too large").at(*span).help("write a smaller one")
            }
            Error::UnknownVariable { name, near, span } => {
                let report = Report::error(format!("nothing says what `${name}` stands for")).at(*span);
                let near: Vec<String> = near.iter().map(|near| format!("${near}")).collect();
                if near.is_empty() {
                    report.help(format!(
                        "give it a value first: `let ${name} = …`, or `--param {name}=…` on the command line"
                    ))
                } else {
                    report.help(did_you_mean(&near))
                }
            }
            Error::UnknownShape { rule, span } => {
                Report::error(format!("the grammar made a `{rule}` that the tree builder does not know"))
                    .at(*span)
            }
        }
    }

    fn report_limit(&self) -> Report {
        match self {
            Error::Empty => Report::error("there is no query here").help("ask something, such as `help`"),
            Error::TooLong { characters } => Report::error(format!(
                "this query has {} characters, and {} is the limit",
                english::number(*characters as u64),
                english::number(LONGEST_QUERY as u64)
            ))
            .help("ask in several queries"),
            Error::TooDeep { span } => {
                Report::error(format!("brackets are nested more than {DEEPEST_NESTING} deep"))
                    .at(*span)
                    .help("ask in several queries")
            }
            Error::TooComplex => {
                Report::error("this query takes too many steps to read").help("ask in several queries")
            }
            _ => Report::error("this query cannot be read"),
        }
    }

    fn report_word(&self) -> Report {
        match self {
            Error::UnknownWord { word, span, expected, near, tries } => {
                let report =
                    Report::error(format!("`{word}` is not known here")).at(*span).label(said(expected));
                let mut unlike: Vec<String> = Vec::new();
                for word in near {
                    if !unlike.contains(word) {
                        unlike.push(word.clone());
                    }
                }
                unlike.truncate(OFFERED);
                let report = if near.is_empty() { report } else { report.help(did_you_mean(&unlike)) };
                report.tries(tries.iter().take(OFFERED).cloned())
            }
            Error::Unexpected { word, span, expected } if word.is_empty() => {
                Report::error("the query ends too early").at(*span).label(said(expected))
            }
            Error::MeantOther { word, span, expected, instead, meant, tries } if !tries.is_empty() => {
                Report::error(format!("`{word}` cannot stand here"))
                    .at(*span)
                    .label(said(expected))
                    .help(format!("did you mean `{meant}` where `{instead}` stands?"))
                    .tries(tries.iter().cloned())
            }
            Error::Unexpected { word, span, expected } | Error::MeantOther { word, span, expected, .. } => {
                Report::error(format!("`{word}` cannot stand here")).at(*span).label(said(expected))
            }
            _ => Report::error("this query cannot be read"),
        }
    }

    fn report_date(&self) -> Report {
        match self {
            Error::SlashedDate { written, meant, span } if meant.is_empty() => {
                Report::error(format!("`{written}` is no date")).at(*span).help("write it as 2018-04-01")
            }
            Error::SlashedDate { written, meant, span } if meant.len() == 1 => {
                Report::error(format!("`{written}` is not written as a date of this language"))
                    .at(*span)
                    .help(format!("write `{}`", meant[0]))
            }
            Error::SlashedDate { written, meant, span } => {
                let meant: Vec<String> = meant.iter().map(|date| format!("`{date}`")).collect();
                Report::error(format!("`{written}` is written in two ways by different people"))
                    .at(*span)
                    .help(format!("write {}", english::list(&meant, "or")))
            }
            Error::WhichYear { written, span } => Report::error(format!("which year's {written}?"))
                .at(*span)
                .help(format!("add the year, as in `{written} 2024`")),
            Error::NoSuchDay { written, span } if written.split('-').count() == 2 => {
                Report::error(format!("`{written}` is no month of the calendar"))
                    .at(*span)
                    .help("months go from 01 to 12")
            }
            Error::NoSuchDay { written, span } => {
                Report::error(format!("`{written}` is no day of the calendar"))
                    .at(*span)
                    .help("months run from 1 to 12 and have 28 to 31 days")
            }
            Error::ReversedSpan { first, last, span } => {
                Report::error(format!("`{first}` comes after `{last}`"))
                    .at(*span)
                    .help("write the earlier date first")
            }
            _ => Report::error("this date cannot be read"),
        }
    }
}

fn said(expected: &[String]) -> String {
    if expected.is_empty() {
        "not expected".to_owned()
    } else {
        format!("expected {}", english::list(expected, "or"))
    }
}

fn did_you_mean(near: &[String]) -> String {
    let quoted: Vec<String> = near.iter().map(|word| format!("`{word}`")).collect();
    format!("did you mean {}?", english::list(&quoted, "or"))
}

/// The limits that hold before anything is read.
pub(super) fn check_limits(text: &str) -> Result<(), Error> {
    let characters = text.chars().count();
    if characters > LONGEST_QUERY {
        return Err(Error::TooLong { characters });
    }
    let mut depth = 0_usize;
    for (at, c) in text.char_indices() {
        match c {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth > DEEPEST_NESTING {
            return Err(Error::TooDeep { span: Span::new(at, at + 1) });
        }
    }
    Ok(())
}
