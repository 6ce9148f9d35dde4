//! Nodes by rule name → tree. One function for each rule, with the rule's name.
//!
//! In: [`Node`]s of either parser. Out: the tree. Errors: only for what the grammar reads on purpose
//! to refuse it (a slashed date, a month without a year) and numbers that do not fit.
//! Absent: pest, names' meanings, today.

mod about;
mod article;
mod auxiliary;
mod between;
mod clause;
mod date;
mod definition;
mod having;
mod later;
mod length;
mod neither;
mod phrase;
mod placing;
mod said;
mod sentence;
mod time;
mod times;
mod value;
mod wh;

pub(super) use date::MONTHS;

use crate::text::{Classes, Span, english};

use super::error::Error;
use super::mark::{self, Marked};
use super::node::Node;
use super::tree::{DefinedNoun, Query, Word};

/// Builds the tree of a whole query.
pub(super) fn query(node: &Node, marked: &Marked) -> Result<Query, Error> {
    Builder { marked, root: node }.query(node)
}

/// The noun of a definition, from its head alone.
pub(super) fn defined_noun(node: &Node, marked: &Marked) -> Result<DefinedNoun, Error> {
    Builder { marked, root: node }.defined_noun(node)
}

/// What every building function needs: the text behind the nodes.
#[derive(Clone, Copy)]
struct Builder<'a> {
    marked: &'a Marked,
    /// The whole of what is built.
    root: &'a Node,
}

/// The rules of what stands between an auxiliary and its verb.
const SUBJECTS: [&str; 3] = ["subject", "be_subject", "placed_subject"];

type Built<T> = Result<T, Error>;

impl Builder<'_> {
    /// Where a node stands in what was typed, without white space at its end.
    fn span(self, node: &Node) -> Span {
        let piece = self.marked.text.get(node.start..node.end).unwrap_or_default();
        self.marked.typed(node.start, node.start + piece.trim_end().len())
    }

    /// The words of a node, without marks.
    fn text(self, node: &Node) -> String {
        self.marked.plain(node.start, node.end)
    }

    /// A node as a word; one space stands between its parts however it is typed.
    fn word(self, node: &Node) -> Word {
        let text = self.text(node).split_whitespace().collect::<Vec<_>>().join(" ");
        Word { text, span: self.span(node) }
    }

    /// Whether a node begins with a noun that may also be a verb.
    fn is_verb_too(self, node: &Node) -> bool {
        self.is_of(node, Classes::NOUN) && self.is_of(node, Classes::VERB)
    }

    /// Whether the first word of a node is of a class, whatever else it is.
    fn is_of(self, node: &Node, class: Classes) -> bool {
        let words = self.marked.text.get(node.start..node.end).unwrap_or_default();
        let first = words.split_inclusive(mark::ends_word).next().unwrap_or_default();
        mark::is_of(first, class)
    }

    /// A preposition below a node, in lower case: it is one word however it is typed.
    fn preposition(self, node: &Node) -> Built<Word> {
        let word = self.word(self.need(node, "preposition")?);
        Ok(Word { text: word.text.to_lowercase(), span: word.span })
    }

    /// A number, with or without separators of thousands.
    fn number(self, node: &Node) -> Built<u64> {
        let digits: String = self.text(node).chars().filter(char::is_ascii_digit).collect();
        digits.parse().map_err(|_| Error::NumberTooLarge { span: self.span(node) })
    }

    /// A number that may be an ordinal, with the ending that fits it: `2nd`, not `2rd`, which may have been meant for `3rd`.
    fn ordinal(self, node: &Node) -> Built<u64> {
        let number = self.number(node)?;
        let written = self.text(node);
        let ending = written.trim_start_matches(|c: char| c.is_ascii_digit() || c == ',').to_lowercase();
        let meant = english::ordinal(usize::try_from(number).unwrap_or(usize::MAX));
        if meant.ends_with(&ending) {
            return Ok(number);
        }
        Err(Error::OrdinalEnding { written, meant, span: self.span(node) })
    }

    /// A child that the grammar guarantees.
    fn need<'n>(self, node: &'n Node, rule: &'static str) -> Built<&'n Node> {
        node.child(rule).ok_or_else(|| self.broken(node))
    }

    /// A first child that the grammar guarantees.
    fn inner(self, node: &Node) -> Built<&Node> {
        node.first().ok_or_else(|| self.broken(node))
    }

    /// The grammar in use made a node that this builder does not know; only an edited grammar can.
    fn broken(self, node: &Node) -> Error {
        Error::UnknownShape { rule: node.rule.clone(), span: self.span(node) }
    }
}

/// Whether a keyword stands directly below a node.
fn says(node: &Node, word: &str) -> bool {
    node.has(word)
}
