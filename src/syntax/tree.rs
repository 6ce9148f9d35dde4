//! The tree of a query, as the grammar shapes it.
//!
//! In: what the builder reads. Out: plain data that the resolver walks and the printer writes.
//! Absent: determiners that no one misses (`all members`), and attachment: tails stay in the order of
//! writing, because the vocabulary decides what each belongs to.

mod between;
mod clause;
mod finish;
mod phrase;
mod time;

pub use between::{Between, Moment, Order};
pub use clause::{Adverb, Auxiliary, Be, Clause, Negation, Placed, Predicate, PredicateKind, Turned, Verbal};
pub use finish::{Column, Direction, Finisher, Per};
pub use phrase::{
    Article, Conjunction, Follows, Gap, Joinee, NounPhrase, Operand, OperandKind, Paired, Phrase, Pick,
    PickEnd, Premodifier, Pronoun, Search, Standing, Tail, Wh, WhWord, Whose,
};
pub use time::{DatePhrase, DateWord, Kept, SpanEnd, TimeTail, TimeWord, Unit};

use super::about::About;
use super::amount::Measure;
use super::length::Move;
use crate::text::Span;

/// A whole query.
#[derive(Debug, Clone, PartialEq)]
pub struct Query {
    /// What is asked.
    pub ask: Ask,
    /// Order, size and columns, in the order of writing.
    pub finishers: Vec<Finisher>,
}

impl Query {
    /// Whether two trees are the same but for the places of their parts and the articles, which say nothing.
    pub fn is_same(&self, other: &Query) -> bool {
        meaning(self) == meaning(other)
    }
}

/// A tree as it is shown in tests, without places and articles.
fn meaning(tree: &Query) -> String {
    without(&without(&format!("{tree:?}"), "Span {", "}"), "article: ", ", ")
}

/// A text without what stands between two marks, each time.
fn without(text: &str, start: &str, end: &str) -> String {
    let mut parts = text.split(start);
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |out, part| out + part.split_once(end).map_or("", |(_, rest)| rest))
}

/// The shapes of a sentence.
#[derive(Debug, Clone, PartialEq)]
pub enum Ask {
    /// A phrase to list or count: `members of BRICS`, `who joined BRICS?`
    List {
        /// `certainly` or `possibly`.
        certainty: Option<Certainty>,
        /// `count`, `how many`.
        counting: bool,
        /// `total and average`, `first and last date of`; none for a plain listing.
        measures: Vec<Measure>,
        /// `top 10`, before the phrase.
        top: Option<u64>,
        /// What is listed.
        phrase: Phrase,
    },
    /// `when did Iran join BRICS?`
    Adverbial {
        /// The question word.
        adverbial: Adverbial,
        /// What it asks about.
        clause: Clause,
    },
    /// `when was the last time Iran visited China?`
    Occasion {
        /// [`Adverb::First`] or [`Adverb::Last`].
        which: Adverb,
        /// What happened then, printed with its subject first.
        clause: Clause,
    },
    /// `when was the Kazan summit?`, `dates of visits by Putin`
    AdverbialOf {
        /// The question word.
        adverbial: Adverbial,
        /// What it asks about.
        phrase: Phrase,
    },
    /// `which organisations has Iran joined?`
    Object {
        /// The thing asked for.
        asked: Asked,
        /// The clause whose gap it fills.
        clause: Clause,
    },
    /// `is Iran a member of BRICS?`
    YesNo(Clause),
    /// `are there agreements between Iran and China?`
    Exists {
        /// `are there no …`, `aren't there …` asks the same as without.
        be: Be,
        /// What is looked for.
        phrase: Phrase,
    },
    /// `describe Iran`, `why 3`
    About(About),
    /// `define partners of ?x as parties to agreements with ?x`
    Define(Definition),
    /// `7 years and 11 months before September 1104`
    Date(DatePhrase),
    /// `3 months after the Kazan summit`
    DateFrom {
        /// How far from it.
        by: Move,
        /// The facts.
        phrase: Phrase,
    },
    /// `how many days between the Kazan summit and today`
    Between(Box<Between>),
    /// `2 years after Iran joined SCO`
    DateFromClause {
        /// How far from it.
        by: Move,
        /// The clause, printed with its subject first.
        clause: Clause,
    },
}

/// A noun that a query defines.
#[derive(Debug, Clone, PartialEq)]
pub struct Definition {
    /// Its words.
    pub noun: DefinedNoun,
    /// What it takes, in the order of writing.
    pub parameters: Vec<Parameter>,
    /// What it stands for.
    pub phrase: Phrase,
}

/// The words of a defined noun; one of them may be derived.
#[derive(Debug, Clone, PartialEq)]
pub struct DefinedNoun {
    /// `partner`
    pub singular: String,
    /// `partners`
    pub plural: String,
    /// What was written of them, in lower case: `partners`, `partner/partners`.
    pub written: String,
    /// Where it stands.
    pub span: Span,
}

/// `of ?x` after a defined noun.
#[derive(Debug, Clone, PartialEq)]
pub struct Parameter {
    /// The preposition.
    pub preposition: Word,
    /// The variable, without its `?`.
    pub variable: Word,
}

/// `certainly` keeps the certain rows, `possibly` the doubtful ones.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Certainty {
    /// Only rows that hold whatever the imprecise dates turn out to be.
    Certainly,
    /// Only rows that may hold and may not.
    Possibly,
}

/// The question words that ask for a place or a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Adverbial {
    /// `when`
    When,
    /// `where`
    Where,
    /// `how long`
    HowLong,
    /// `how long ago`
    HowLongAgo,
    /// `since when`
    SinceWhen,
    /// `how often`, `how many times`
    HowOften,
    /// `in which year`
    Within(Unit),
}

/// What an object question asks for: `which organisations`, `what`, `with whom`.
#[derive(Debug, Clone, PartialEq)]
pub struct Asked {
    /// `how many organisations`
    pub counting: bool,
    /// A preposition in front: `with whom`.
    pub preposition: Option<Word>,
    /// The question word.
    pub wh: WhWord,
    /// The noun after it.
    pub noun: Option<NounPhrase>,
    /// What follows the noun: `of BRICS`.
    pub tails: Vec<Tail>,
}

/// A word or name as typed, and where.
#[derive(Debug, Clone, PartialEq)]
pub struct Word {
    /// The text, normalised, in the spelling of the query.
    pub text: String,
    /// Where it stands.
    pub span: Span,
}
