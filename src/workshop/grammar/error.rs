//! What can be wrong with a grammar.
//!
//! In: made by `read` and `model`. Out: [`Error`] as data, its [`Report`], and [`Errors`], which know the files and
//! draw each error in its own. Absent: what is merely doubtful (`lint`).

use std::fmt;

use crate::text::{Report, Source, Span, Style, draw, english};

use super::files::{Files, Place};
use super::read::MOST_RULES;

/// A grammar that cannot be read. Spans are offsets into the joined text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Error {
    /// A file that is not there: `nowhere.pest`
    NotRead {
        /// Its path.
        file: String,
        /// What the system says.
        reason: String,
    },
    /// Files without a rule: `// nothing`
    NoRules,
    /// Something that no grammar has there: `a = { "x" ~ }`
    Unexpected {
        /// What may stand there, in English.
        expected: Vec<String>,
        /// The place.
        span: Span,
    },
    /// Brackets in brackets without end: a thousand times `(`
    TooComplex {
        /// The place.
        span: Span,
    },
    /// More rules than can be followed: `a = { "x" }` three thousand times and once more
    TooManyRules {
        /// How many there are.
        count: usize,
        /// The first that is too many.
        span: Span,
    },
    /// A rule that is not there: `a = { b }`
    UnknownRule {
        /// Its name.
        name: String,
        /// The nearest names, best first.
        near: Vec<String>,
        /// Where it is called.
        span: Span,
    },
    /// Two rules of one name: `a = { "x" } a = { "y" }`
    SameName {
        /// The name.
        name: String,
        /// The second of them.
        span: Span,
    },
    /// A rule named as one of pest's own: `ANY = { "x" }`
    Keyword {
        /// The name.
        name: String,
        /// The place.
        span: Span,
    },
    /// A rule that calls itself before anything is read: `a = { a ~ "x" }`
    LeftRecursion {
        /// The rule.
        name: String,
        /// The rules in turn: `a to a`.
        chain: String,
        /// The call.
        span: Span,
    },
    /// A repetition of what can match nothing: `a = { ("x"?)* }`
    Endless {
        /// What is repeated.
        span: Span,
    },
    /// An alternative that always matches, with others behind it: `a = { "x"? | "y" }`
    NeverFails {
        /// The alternative.
        span: Span,
    },
    /// A number of repetitions that cannot be: `a = { "x"{0} }`
    TooOften {
        /// The number.
        span: Span,
    },
    /// A literal with an escape that stands for nothing: `a = { "\u{D800}" }`
    BadEscape {
        /// The literal.
        span: Span,
    },
    /// A tag, which this build of pest ignores: `a = { #t = "x" }`
    Tag {
        /// The tag.
        span: Span,
    },
    /// What pest reads only with its extras: `a = { PUSH_LITERAL("x") }`
    Extra {
        /// As written.
        written: String,
        /// The place.
        span: Span,
    },
    /// Anything else that pest refuses, in its own words.
    Refused {
        /// Those words.
        reason: String,
        /// The place.
        span: Span,
    },
    /// A rule to start with that is not there: `--rule qery`
    NoStart {
        /// Its name.
        name: String,
        /// The nearest names, best first.
        near: Vec<String>,
    },
}

impl Error {
    /// Where it is, in the joined text; none where no place is to blame.
    pub fn span(&self) -> Option<Span> {
        match self {
            Error::NotRead { .. } | Error::NoRules | Error::NoStart { .. } => None,
            Error::Unexpected { span, .. }
            | Error::TooComplex { span }
            | Error::TooManyRules { span, .. }
            | Error::UnknownRule { span, .. }
            | Error::SameName { span, .. }
            | Error::Keyword { span, .. }
            | Error::LeftRecursion { span, .. }
            | Error::Endless { span }
            | Error::NeverFails { span }
            | Error::TooOften { span }
            | Error::BadEscape { span }
            | Error::Tag { span }
            | Error::Extra { span, .. }
            | Error::Refused { span, .. } => Some(*span),
        }
    }

    /// The error for people, with its remedy and without its place.
    fn report(&self) -> Report {
        match self {
            Error::NotRead { file, reason } => Report::error(format!("`{file}` cannot be read: {reason}"))
                .help("name `.pest` files, or a folder that holds some"),
            Error::NoRules => {
                Report::error("there is no rule in this grammar").help("write one, as in `start = { \"a\" }`")
            }
            Error::NoStart { name, near } => helped(
                Report::error(format!("there is no rule `{name}` to start with")),
                near,
                "name one with `--rule`",
            ),
            Error::UnknownRule { name, near, .. } => helped(
                Report::error(format!("there is no rule `{name}`")),
                near,
                "write the rule, or remove the call",
            ),
            Error::SameName { name, .. } => Report::error(format!("two rules are called `{name}`"))
                .help("rename one of them, or join them as alternatives"),
            Error::Keyword { name, .. } => {
                Report::error(format!("`{name}` is a rule of pest itself")).help("choose another name")
            }
            _ => self.report_shape(),
        }
    }

    fn report_shape(&self) -> Report {
        match self {
            Error::Unexpected { expected, .. } => {
                let report = Report::error("this cannot stand here");
                if expected.is_empty() {
                    report
                } else {
                    report.help(format!("write {}", english::list(expected, "or")))
                }
            }
            Error::TooComplex { .. } => Report::error("this grammar takes too many steps to read")
                .help("give parts of it names of their own"),
            Error::TooManyRules { count, .. } => {
                let (count, most) = (english::number(*count as u64), english::number(MOST_RULES as u64));
                Report::error(format!(
                    "this grammar has {count} rules, and {most} are the most that can be read"
                ))
                .help("test its parts apart, or make alternatives of rules that only list words")
            }
            Error::LeftRecursion { name, chain, .. } => {
                Report::error(format!("`{name}` calls itself before it has read anything: {chain}"))
                    .help("write what comes first once, and repeat the rest: `a = { b ~ (op ~ b)* }`")
            }
            Error::Endless { .. } => Report::error("this can match nothing, so repeating it never ends")
                .help("let each turn read at least one character"),
            Error::NeverFails { .. } => {
                Report::error("this always matches, so the alternatives behind it are never tried")
                    .help("move it to the end of the choice")
            }
            Error::TooOften { .. } => {
                Report::error("this number of times cannot be").help("write a number from 1 to 1,000")
            }
            Error::BadEscape { .. } => Report::error("an escape of this literal stands for nothing")
                .help("write `\\n`, `\\t`, `\\\\`, `\\\"` or `\\u{E000}`"),
            Error::Tag { .. } => Report::error("this build of pest ignores tags")
                .help("remove it, or make a rule of what it marks"),
            Error::Extra { written, .. } => {
                Report::error(format!("this build of pest does not read `{written}`"))
                    .help("use `PUSH(…)` with a rule")
            }
            Error::Refused { reason, .. } => Report::error(format!("pest refuses this: {reason}")),
            _ => Report::error("this grammar cannot be read"),
        }
    }
}

fn helped(report: Report, near: &[String], otherwise: &str) -> Report {
    if near.is_empty() {
        return report.help(otherwise);
    }
    let near: Vec<String> = near.iter().map(|name| format!("`{name}`")).collect();
    report.help(format!("did you mean {}?", english::list(&near, "or")))
}

/// All that is wrong with a grammar, and the files that it stands in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Errors {
    errors: Vec<Error>,
    files: Files,
}

impl Errors {
    pub(super) fn new(errors: Vec<Error>, files: Files) -> Self {
        Errors { errors, files }
    }

    /// The errors, in the order in which they were found.
    pub fn all(&self) -> &[Error] {
        &self.errors
    }

    /// Where each error is, in its own file.
    pub fn places(&self) -> impl Iterator<Item = Option<Place>> {
        self.errors.iter().map(|error| Some(self.files.place(error.span()?)))
    }

    /// The errors for people, each with the line of its file.
    pub fn draw(&self, style: Style) -> String {
        let drawn: Vec<String> = self.errors.iter().map(|error| self.draw_one(error, style)).collect();
        drawn.join("\n")
    }

    fn draw_one(&self, error: &Error, style: Style) -> String {
        let located = error.span().and_then(|span| Some((span, self.files.locate(span.start)?)));
        match located {
            Some((span, (source, start))) => {
                let report = error.report().at(start..start + (span.end - span.start));
                draw(&report, source, style)
            }
            None => draw(&error.report(), &Source::default(), style),
        }
    }
}

/// As [`Errors::draw`], without colour.
impl fmt::Display for Errors {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.draw(Style { colour: false, width: 100 }))
    }
}
