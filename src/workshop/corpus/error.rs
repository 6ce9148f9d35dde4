//! What can be wrong with a corpus file.
//!
//! In: made by `format`. Out: [`Error`] as data, and its [`Report`]. Absent: what is wrong with a query;
//! the cases state that.

use crate::text::{Report, Span, english};

use super::case::Stage;

/// A corpus file that cannot be read. Each is shown with the lines that make it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Error {
    /// Text before the first title: `members of BRICS`
    NoTitle {
        /// The line.
        span: Span,
    },
    /// A title without words: `==`
    EmptyTitle {
        /// The line.
        span: Span,
    },
    /// Two cases of one file share a title: `== a` and again `== a`
    SameTitle {
        /// The title.
        title: String,
        /// The second of them.
        span: Span,
    },
    /// A title that no query follows: `== a` at the end of the file
    NoQuery {
        /// The title.
        title: String,
        /// Where it stands.
        span: Span,
    },
    /// An attribute that does not exist: `:tag state`
    UnknownAttribute {
        /// Its word.
        word: String,
        /// Where it stands.
        span: Span,
    },
    /// An attribute that needs a value: `:skip`
    NoValue {
        /// Its word.
        word: String,
        /// Where it stands.
        span: Span,
    },
    /// A day that is none: `:today soon`
    NotADay {
        /// As written.
        written: String,
        /// Where it stands.
        span: Span,
    },
    /// A section that does not exist: `--- answers`
    UnknownSection {
        /// Its word.
        word: String,
        /// Where it stands.
        span: Span,
    },
    /// A section that a case has twice: `--- answer` and again `--- answer`
    SameSection {
        /// The stage.
        stage: Stage,
        /// The second of them.
        span: Span,
    },
    /// A query is refused or it is answered: `--- answer` and `--- error` in one case
    ErrorAndAnswer {
        /// Where the later of them stands.
        span: Span,
    },
    /// Today is not pinned, and the outcome depends on it: a case with `--- answer` and no `:today`
    NoToday {
        /// The title.
        title: String,
        /// Where it stands.
        span: Span,
    },
    /// A tree that is not written as one: `(query (listing`
    BadTree {
        /// The heading of the section.
        span: Span,
    },
    /// An escape that stands for nothing: `:escapes` with a query `members\q`
    BadEscape {
        /// The title of the case.
        span: Span,
    },
}

impl Error {
    /// The error for people, with place and remedy.
    pub fn report(&self) -> Report {
        match self {
            Error::NoTitle { span } => Report::error("this stands before the first title")
                .at(*span)
                .help("begin a case with `== title`"),
            Error::EmptyTitle { span } => Report::error("this title has no words")
                .at(*span)
                .help("say what the case shows, as in `== two names`"),
            Error::SameTitle { title, span } => Report::error(format!("two cases are called `{title}`"))
                .at(*span)
                .help("give each case a title of its own"),
            Error::NoQuery { title, span } => Report::error(format!("the case `{title}` has no query"))
                .at(*span)
                .help("write it below the title"),
            Error::UnknownAttribute { word, span } => Report::error(format!(
                "there is no attribute `:{word}`"
            ))
            .at(*span)
            .help(format!("the attributes are {}", quoted(&ATTRIBUTES.map(|word| format!(":{word}"))))),
            Error::NoValue { word, span } => Report::error(format!("`:{word}` needs a value"))
                .at(*span)
                .help(format!("write it as `{}`", example(word))),
            Error::NotADay { written, span } => Report::error(format!("`{written}` is no day"))
                .at(*span)
                .help("write it as `:today 2026-11-23`"),
            _ => self.report_section(),
        }
    }

    fn report_section(&self) -> Report {
        match self {
            Error::UnknownSection { word, span } => {
                Report::error(format!("there is no section `{word}`")).at(*span).help(format!(
                    "the sections are {}",
                    quoted(&Stage::ALL.map(|stage| stage.word().to_owned()))
                ))
            }
            Error::SameSection { stage, span } => {
                Report::error(format!("this case has two sections `{stage}`"))
                    .at(*span)
                    .help("remove one of them")
            }
            Error::ErrorAndAnswer { span } => Report::error("a query cannot be both refused and answered")
                .at(*span)
                .help("keep `error`, or the sections of the answer"),
            Error::NoToday { title, span } => {
                Report::error(format!("the case `{title}` does not say what day it is"))
                    .at(*span)
                    .help("write `:today 2026-11-23` below the title, or once at the head of the file")
            }
            Error::BadTree { span } => Report::error("this tree cannot be read")
                .at(*span)
                .help("write it as `(query (listing (phrase …)))`"),
            Error::BadEscape { span } => Report::error("an escape of this query stands for nothing")
                .at(*span)
                .help("write `\\n`, `\\t`, `\\\\` or `\\u{7}`"),
            _ => Report::error("this file cannot be read"),
        }
    }
}

/// The attributes that a case may have.
pub(super) const ATTRIBUTES: [&str; 8] =
    ["skip", "known-failure", "tags", "today", "facts", "given", "rule", "escapes"];

fn example(word: &str) -> &'static str {
    match word {
        "skip" => ":skip waits for the new tables",
        "known-failure" => ":known-failure reads the date twice",
        "tags" => ":tags state date",
        "today" => ":today 2026-11-23",
        "facts" => ":facts ../bases/library",
        "given" => ":given members of BRICS",
        _ => ":rule date",
    }
}

fn quoted(words: &[String]) -> String {
    let quoted: Vec<String> = words.iter().map(|word| format!("`{word}`")).collect();
    english::list(&quoted, "and")
}
