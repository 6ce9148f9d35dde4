//! Text → marked words → tree, and back: the parser, the tree, the printer.
//!
//! In: a query as typed, and a lexicon that knows names, nouns and verbs. Out: [`Query`], a tree
//! that is flat where the vocabulary must decide (which noun a phrase belongs to), or an [`Error`].
//! Absent: what any word means. The lexicon is an interface, so this room never meets the store.

mod about;
mod advice;
mod amount;
mod build;
mod error;
mod expect;
mod explain;
mod grammar;
mod length;
mod mark;
mod node;
mod outline;
mod parser;
mod print;
mod reader;
mod slips;
#[cfg(test)]
mod tests;
mod times;
mod tree;
mod values;

pub use about::About;
pub use advice::Advice;
pub use amount::{Amount, Bound, Comparison, ComparisonKind, Measure, Scale};
pub use error::Error;
pub use expect::{has_name, in_english};
pub use grammar::{CALL_LIMIT, Compiled, closed_words, is_closed, is_date, is_pronoun_of_one, prepositions};
pub use length::{Apart, Far, LengthTest, Move, Near, Part, Side};
pub use mark::{Marked, ends_word, is_mark};
pub use node::Node;
pub use outline::{OutlineLine, outline};
pub use parser::{Failure, Parser, closed_word};
pub use reader::Reader;
pub use times::HowMany;
pub use tree::{
    Adverb, Adverbial, Article, Ask, Asked, Auxiliary, Be, Between, Certainty, Clause, Column, Conjunction,
    DatePhrase, DateWord, DefinedNoun, Definition, Direction, Finisher, Follows, Gap, Joinee, Kept, Moment,
    Negation, NounPhrase, Operand, OperandKind, Order, Paired, Parameter, Per, Phrase, Pick, PickEnd, Placed,
    Predicate, PredicateKind, Premodifier, Pronoun, Query, Search, SpanEnd, Standing, Tail, TimeTail,
    TimeWord, Turned, Unit, Verbal, Wh, WhWord, Whose, Word,
};

pub use values::{Values, from_outside};

use crate::text::Lexicon;

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
    Reader { parser: &Compiled, lexicon, values }.parse(text)
}

/// The pass before the grammar: normalises, checks the limits, and marks the words that are known.
///
/// # Errors
/// [`Error`] for a query that is empty, too long, too deeply nested, or holds control characters.
pub fn mark(text: &str, lexicon: &dyn Lexicon) -> Result<Marked, Error> {
    Reader { parser: &Compiled, lexicon, values: &Values::new() }.mark(text)
}

/// The tree of rule names for a marked query, as the compiled grammar reads it.
///
/// # Errors
/// [`Error::Unexpected`] and its kin, where the text does not fit the grammar.
pub fn nodes(marked: &Marked, text: &str, lexicon: &dyn Lexicon) -> Result<Node, Error> {
    Reader { parser: &Compiled, lexicon, values: &Values::new() }.nodes(marked, text)
}

/// The tree of a query from its nodes, whichever parser made them.
///
/// # Errors
/// What the grammar reads only to refuse it, and [`Error::UnknownShape`] for nodes of an edited grammar.
pub fn tree_of(node: &Node, marked: &Marked) -> Result<Query, Error> {
    build::query(node, marked)
}
