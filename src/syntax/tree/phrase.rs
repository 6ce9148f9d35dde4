//! Phrases in the tree: what they start with, and what follows.
//!
//! In: nothing. Out: plain data. Absent: clauses, words of time, attachment.

use super::super::amount::Comparison;
use super::super::times::HowMany;
use super::Word;
use super::clause::{Clause, Predicate};
use super::time::{DatePhrase, TimeTail};
use crate::text::Span;
use crate::time::Duration;

/// A head and what follows it.
#[derive(Debug, Clone, PartialEq)]
pub struct Phrase {
    /// What the phrase starts with.
    pub head: Operand,
    /// What follows, unattached.
    pub tails: Vec<Tail>,
}

/// One thing that a phrase is made of.
#[derive(Debug, Clone, PartialEq)]
pub struct Operand {
    /// Its article, which says nothing but reads better; the sentence drops the one that it begins with.
    pub article: Option<Article>,
    /// What it is.
    pub kind: OperandKind,
    /// Where it stands.
    pub span: Span,
}

/// What may stand before a thing without saying more of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Article {
    /// `a`, `an`
    A,
    /// `the`
    The,
    /// `every`, `each`
    Every,
    /// `all`
    All,
    /// `any`
    Any,
}

/// The kinds of operand.
#[derive(Debug, Clone, PartialEq)]
pub enum OperandKind {
    /// `( … )`
    Bracket(Box<Phrase>),
    /// `who`, `what`, `which members`
    Wh(Wh),
    /// `(who joined) which organisations`: one thing more that is asked for.
    Asked(WhWord, NounPhrase),
    /// A noun with what stands before it.
    Noun(NounPhrase),
    /// `more than 5 members`
    Numbered(HowMany, NounPhrase),
    /// A name.
    Named(Word),
    /// `"…"`, without its quotes.
    Text(String),
    /// A bare number.
    Amount(u64),
    /// `those`: the last answer.
    Those,
    /// `what happened`: any event.
    Happened,
    /// `?who`, without its `?`.
    Variable(Word),
    /// `pairs of visits by ?x and statements by ?x`
    Pairs(Vec<Paired>),
}

/// One of a pair.
#[derive(Debug, Clone, PartialEq)]
pub struct Paired {
    /// How it comes after the one before it; none: `and`.
    pub follows: Option<Follows>,
    /// What it is.
    pub phrase: Phrase,
}

/// `followed by`, `followed within 30 days by`
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Follows {
    /// Within what time.
    pub within: Option<Duration>,
}

/// A question word as an operand, with its noun.
#[derive(Debug, Clone, PartialEq)]
pub struct Wh {
    /// The word.
    pub word: WhWord,
    /// `which members`: the noun.
    pub noun: Option<NounPhrase>,
}

/// The question words for things and people.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WhWord {
    /// `who`
    Who,
    /// `whom`
    Whom,
    /// `what`
    What,
    /// `which`
    Which,
    /// Whatever `whose`, which follows, says something of: `whose president is Pezeshkian?`
    Whose,
}

/// A noun with what stands before it: `first 5 former Iranian members`.
#[derive(Debug, Clone, PartialEq)]
pub struct NounPhrase {
    /// `first 5`, `2nd`.
    pub pick: Option<Pick>,
    /// `former`, `Iranian`, `Iran's`, `BRICS`, in the order of writing.
    pub premodifiers: Vec<Premodifier>,
    /// The noun.
    pub noun: Word,
}

/// `first`, `last 3`, `2nd`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pick {
    /// From which end.
    pub end: PickEnd,
    /// How many; for an ordinal, which one.
    pub number: u64,
}

/// Where a pick counts from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PickEnd {
    /// The first in time.
    First,
    /// The last in time.
    Last,
    /// Only the one at that place from the first.
    Nth,
    /// Those that lasted longest.
    Longest,
    /// Those that lasted shortest.
    Shortest,
}

/// What may stand before a noun.
#[derive(Debug, Clone, PartialEq)]
pub enum Premodifier {
    /// `former`, `current`, `upcoming`
    Standing(Standing),
    /// `Iran's`, or a noun's: `president's`
    Possessive {
        /// The possessor.
        word: Word,
        /// Whether it is a noun, which takes the premodifiers before it.
        noun: bool,
    },
    /// `Iranian`
    Adjective(Word),
    /// `BRICS` in `BRICS members`
    Compound(Word),
}

/// Standing against the frame.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// Held before the frame, not in it.
    Former,
    /// Holds today.
    Current,
    /// Begins after today.
    Upcoming,
}

/// What may follow in a phrase or a clause.
#[derive(Debug, Clone, PartialEq)]
pub enum Tail {
    /// `of BRICS`
    Preposition {
        /// `not in Russia`
        negated: bool,
        /// The preposition.
        preposition: Word,
        /// What it takes.
        operand: Operand,
    },
    /// `and SCO`, `or left OPEC`
    Joined {
        /// The joining word.
        conjunction: Conjunction,
        /// Where it stands.
        span: Span,
        /// What it joins on.
        what: Box<Joinee>,
    },
    /// `that joined BRICS`
    Relative(Pronoun, Predicate),
    /// `joined BRICS`, right after the head
    Predicate(Predicate),
    /// `sought` (by Iran)
    Participle(Word),
    /// `since 2024`
    Time(TimeTail),
    /// `over $3 billion`
    Compared(Comparison),
    /// `at least 3 times`
    Repeated(HowMany, Span),
    /// `than Russia`: whose number another one is compared with
    Than(Operand),
    /// `according to the Kremlin`
    According {
        /// `not according to`
        negated: bool,
        /// Who says it.
        operand: Operand,
    },
    /// `from source kazan-article`
    FromSource {
        /// `not from source`
        negated: bool,
        /// The source's id.
        id: Word,
    },
    /// `mentioning "strategic"`
    Mentioning(Search),
    /// `whose president visited China`
    Whose(Box<Whose>),
    /// `that Iran has joined`
    Gap(Box<Gap>),
    /// `where ?who is not Putin`: phrases that begin with a variable.
    Where(Vec<Phrase>),
    /// `2025`, after a conjunction: goes on with the word of time before it.
    DateAgain(DatePhrase),
}

/// Words to look for in the texts of facts.
#[derive(Debug, Clone, PartialEq)]
pub struct Search {
    /// `that mention`, said with a verb: where no facts stand before it, the vocabulary's verb of that name is meant.
    pub finite: bool,
    /// `not mentioning`
    pub negated: bool,
    /// One of the texts is enough; else each must be found.
    pub any: bool,
    /// The texts, as typed, without quotes.
    pub texts: Vec<String>,
    /// `but not`: texts of which none may be found.
    pub left_out: Vec<String>,
    /// Where they stand.
    pub span: Span,
}

/// What is said of something that belongs to the head: `whose president visited China`.
#[derive(Debug, Clone, PartialEq)]
pub struct Whose {
    /// What belongs to the head, with its own tails; what is said without a verb is among them.
    pub noun: Phrase,
    /// What is said of it.
    pub said: Option<Predicate>,
    /// `include`: one of several is, beside others.
    pub includes: bool,
    /// Where it stands.
    pub span: Span,
}

/// A clause in which the head fills what is left open: `(organisations) that Iran is a member of`.
#[derive(Debug, Clone, PartialEq)]
pub struct Gap {
    /// The preposition whose thing is the head; none: the head is the object.
    pub preposition: Option<Word>,
    /// The clause, without tails.
    pub clause: Clause,
    /// Where it stands.
    pub span: Span,
}

/// What a conjunction joins on.
#[derive(Debug, Clone, PartialEq)]
pub enum Joinee {
    /// A name, noun or bracket.
    Operand(Operand),
    /// Anything that may follow: a clause, a preposition, a date.
    Tail(Tail),
}

/// `and`, `or`, `but not`; a comma alone continues the list it stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Conjunction {
    /// `and`
    And,
    /// `or`
    Or,
    /// `but not`, `and not`
    ButNot,
    /// `but never`: at no time, whatever the time of what stands before it
    ButNever,
    /// `,`
    Comma,
}

/// `that`, `who`, `which`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pronoun {
    /// `that`
    That,
    /// `who`
    Who,
    /// `which`
    Which,
}

impl Pronoun {
    /// Its word.
    pub fn word(self) -> &'static str {
        match self {
            Pronoun::That => "that",
            Pronoun::Who => "who",
            Pronoun::Which => "which",
        }
    }
}
