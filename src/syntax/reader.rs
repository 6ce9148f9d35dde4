//! From text to tree, whichever parser reads it.
//!
//! In: a parser, a lexicon, values; then texts. Out: marked text, nodes, trees, or an [`Error`]. Absent: the parsers
//! themselves.

use std::fmt;

use crate::text::{Lexicon, normalise};

use super::build;
use super::error::{self, Error};
use super::explain;
use super::mark::{self, Marked};
use super::node::Node;
use super::parser::Parser;
use super::tree::{DefinedNoun, Query};
use super::values::{self, Values};

/// The rule that a whole query is.
pub(super) const QUERY: &str = "query";

/// What reads a query: a parser, the words that are known, and the values of variables.
#[derive(Clone, Copy)]
pub struct Reader<'a> {
    /// The grammar.
    pub parser: &'a dyn Parser,
    /// Names, nouns and verbs.
    pub lexicon: &'a dyn Lexicon,
    /// What each `$name` stands for.
    pub values: &'a Values,
}

impl fmt::Debug for Reader<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Reader")
            .field("parser", &self.parser)
            .field("values", &self.values)
            .finish_non_exhaustive()
    }
}

static NO_VALUES: Values = Values::new();

impl<'a> Reader<'a> {
    /// Reads one query. Spans in the tree and in errors are byte offsets into `text` as given.
    ///
    /// # Errors
    /// [`Error`], with the place and what was expected there.
    pub fn parse(self, text: &str) -> Result<Query, Error> {
        let marked = self.mark(text)?;
        build::query(&self.nodes(&marked, text)?, &marked)
    }

    /// The pass before the grammar: normalises, checks the limits, and marks the words that are known.
    ///
    /// # Errors
    /// [`Error`] for a query that is empty, too long, too deeply nested, or holds control characters; and
    /// [`Error::UnknownVariable`].
    pub fn mark(self, text: &str) -> Result<Marked, Error> {
        error::check_limits(text)?;
        let normal = normalise(text);
        if let Some(span) = normal.forbidden() {
            return Err(Error::ForbiddenCharacter { span });
        }
        let normal = values::fill(normal, self.values)?;
        error::check_limits(&normal.text).map_err(|error| match error {
            Error::TooDeep { span } => Error::TooDeep { span: normal.original_span(span) },
            other => other,
        })?;
        Ok(mark::mark(&normal, self.lexicon, self.parser))
    }

    /// The tree of rule names for a marked query.
    ///
    /// # Errors
    /// [`Error::Unexpected`] and its kin, where the text does not fit the grammar.
    pub fn nodes(self, marked: &Marked, text: &str) -> Result<Node, Error> {
        self.nodes_of(QUERY, marked, text)
    }

    /// As [`Reader::nodes`], with another rule than that of queries, which need not read all of the text.
    ///
    /// # Errors
    /// As [`Reader::nodes`].
    pub fn nodes_of(self, rule: &str, marked: &Marked, text: &str) -> Result<Node, Error> {
        let parsed = self.parser.parse(rule, &marked.text);
        parsed.map_err(|failure| explain::explain(&failure, marked, text, self))
    }

    /// The noun that a text defines, read before the text itself can be, whose own words may use it; `None` for any
    /// other text.
    pub fn defined_noun(parser: &dyn Parser, text: &str) -> Option<DefinedNoun> {
        let marked = mark::unmarked(normalise(text));
        build::defined_noun(&parser.parse("definition_head", &marked.text).ok()?, &marked).ok()
    }

    /// The same, where no `$name` has a value.
    pub(super) fn without_values(self) -> Reader<'a> {
        Reader { values: &NO_VALUES, ..self }
    }
}
