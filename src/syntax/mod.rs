//! Text → marked words → tree, and back: the parser, the tree, the printer.
//!
//! In: a query as typed, and a lexicon that knows names, nouns and verbs. Out: [`Query`], a tree
//! that is flat where the vocabulary must decide (which noun a phrase belongs to), or an [`Error`].
//! Absent: what any word means. The lexicon is an interface, so this room never meets the store.

mod about;
mod amount;
mod build;
mod error;
mod expect;
mod grammar;
mod length;
mod mark;
mod node;
mod outline;
mod print;
#[cfg(test)]
mod tests;
mod tree;
mod values;

pub use about::About;
pub use amount::{Amount, Bound, Comparison, ComparisonKind, Measure, Scale};
pub use error::Error;
pub use grammar::{closed_words, is_closed, prepositions};
pub use length::{LengthTest, Move, Near, Part, Side};
pub use mark::Marked;
pub use node::Node;
pub use outline::{OutlineLine, outline};
pub use tree::{
    Adverb, Adverbial, Ask, Asked, Auxiliary, Be, Certainty, Clause, Column, Conjunction, DatePhrase,
    DateWord, DefinedNoun, Definition, Direction, Finisher, Joinee, Negation, NounPhrase, Operand,
    OperandKind, Parameter, Per, Phrase, Pick, PickEnd, Predicate, PredicateKind, Premodifier, Pronoun,
    Query, Standing, Tail, TimeTail, TimeWord, Unit, Verbal, Wh, WhWord, Word,
};

pub use values::{Values, from_outside};

use crate::text::{Classes, Known, Lexicon, normalise};

/// The longest query that is read, in characters.
pub const LONGEST_QUERY: usize = 10_000;
/// The deepest nesting of brackets that is read.
pub const DEEPEST_NESTING: usize = 100;

/// Reads one query. Spans in the tree and in errors are byte offsets into `text` as given.
///
/// # Errors
/// [`Error`], with the place and what was expected there.
pub fn parse(text: &str, lexicon: &dyn Lexicon) -> Result<Query, Error> {
    parse_with(text, lexicon, &Values::new())
}

/// Reads one query in which `$name` stands for a value; errors point at the `$name`.
///
/// # Errors
/// As [`parse`]; and [`Error::UnknownVariable`].
pub fn parse_with(text: &str, lexicon: &dyn Lexicon, values: &Values) -> Result<Query, Error> {
    let marked = mark_with(text, lexicon, values)?;
    build::query(&nodes(&marked, text, lexicon)?, &marked)
}

/// The noun that a text defines, read before the text itself can be, whose own words may use it; `None` for any
/// other text.
pub fn defined_noun(text: &str) -> Option<DefinedNoun> {
    let marked = mark::mark(&normalise(text), &Nothing);
    build::defined_noun(&grammar::definition_head_nodes(&marked.text)?, &marked).ok()
}

/// A lexicon that knows no word.
struct Nothing;

impl Lexicon for Nothing {
    fn longest(&self, _: &[&str]) -> Option<Known> {
        None
    }

    fn near(&self, _: &str, _: Classes, _: usize) -> Vec<String> {
        Vec::new()
    }
}

/// The pass before the grammar: normalises, checks the limits, and marks the words that are known.
///
/// # Errors
/// [`Error`] for a query that is empty, too long, too deeply nested, or holds control characters.
pub fn mark(text: &str, lexicon: &dyn Lexicon) -> Result<Marked, Error> {
    mark_with(text, lexicon, &Values::new())
}

/// As [`mark`], with the values that each `$name` stands for in its place.
///
/// # Errors
/// As [`mark`]; and [`Error::UnknownVariable`].
pub fn mark_with(text: &str, lexicon: &dyn Lexicon, values: &Values) -> Result<Marked, Error> {
    error::check_limits(text)?;
    let normal = normalise(text);
    if let Some(span) = normal.forbidden() {
        return Err(Error::ForbiddenCharacter { span });
    }
    let normal = values::fill(normal, values)?;
    error::check_limits(&normal.text).map_err(|error| match error {
        Error::TooDeep { span } => Error::TooDeep { span: normal.original_span(span) },
        other => other,
    })?;
    Ok(mark::mark(&normal, lexicon))
}

/// The tree of rule names for a marked query, as the compiled grammar reads it.
///
/// # Errors
/// [`Error::Unexpected`] and its kin, where the text does not fit the grammar.
pub fn nodes(marked: &Marked, text: &str, lexicon: &dyn Lexicon) -> Result<Node, Error> {
    grammar::parse(marked).map_err(|failure| error::explain(&failure, marked, text, lexicon))
}
