//! Errors and warnings as data for people.
//!
//! In: what a stage found wrong, in words. Out: a [`Report`] that [`draw`](super::draw()) shows.
//! Absent: the errors of any stage: each has its own enum and turns it into a report.

use super::Span;

/// How grave a report is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// Nothing came of it.
    Error,
    /// It went on, but something is wrong.
    Warning,
    /// It went on; this is worth knowing.
    Note,
}

/// A further place in the source with what is to be said about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Labelled {
    /// The place.
    pub span: Span,
    /// What stands beside it, in lower case and without a full stop.
    pub label: String,
}

/// One thing to tell a person about a source text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// How grave it is.
    pub level: Level,
    /// One English sentence in lower case, names in backticks, without a full stop.
    pub message: String,
    /// Where it is; none when it concerns the text as a whole or no text at all.
    pub span: Option<Span>,
    /// What stands beside the caret.
    pub label: Option<String>,
    /// Further places in the same source.
    pub notes: Vec<Labelled>,
    /// What to write instead, or where to look, as a sentence.
    pub help: Option<String>,
    /// Whole queries or lines that are ready to run, best first; at most three are shown.
    pub tries: Vec<String>,
}

impl Report {
    /// A report of a level with its sentence and nothing else.
    pub fn new(level: Level, message: impl Into<String>) -> Self {
        let message = message.into();
        Report { level, message, span: None, label: None, notes: Vec::new(), help: None, tries: Vec::new() }
    }

    /// An error with its sentence.
    pub fn error(message: impl Into<String>) -> Self {
        Report::new(Level::Error, message)
    }

    /// A warning with its sentence.
    pub fn warning(message: impl Into<String>) -> Self {
        Report::new(Level::Warning, message)
    }

    /// A note with its sentence.
    pub fn note(message: impl Into<String>) -> Self {
        Report::new(Level::Note, message)
    }

    /// Where the caret goes.
    #[must_use]
    pub fn at(mut self, span: impl Into<Span>) -> Self {
        self.span = Some(span.into());
        self
    }

    /// What stands beside the caret.
    #[must_use]
    pub fn label(mut self, label: impl Into<String>) -> Self {
        self.label = Some(label.into());
        self
    }

    /// A further place, with what is to be said about it.
    #[must_use]
    pub fn also(mut self, span: impl Into<Span>, label: impl Into<String>) -> Self {
        self.notes.push(Labelled { span: span.into(), label: label.into() });
        self
    }

    /// What to write instead, or where to look.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// A whole query or line that is ready to run; call it again for the next best.
    #[must_use]
    pub fn try_instead(mut self, line: impl Into<String>) -> Self {
        self.tries.push(line.into());
        self
    }

    /// Several lines ready to run, best first.
    #[must_use]
    pub fn tries(mut self, lines: impl IntoIterator<Item = String>) -> Self {
        self.tries.extend(lines);
        self
    }
}
