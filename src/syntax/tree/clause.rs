//! Clauses in the tree: a subject, an auxiliary, and what is said.
//!
//! In: nothing. Out: plain data. Absent: what a verb means.

use super::Word;
use super::phrase::{Operand, Phrase, Tail};
use crate::text::Span;

/// A clause with its verb before its subject: `did Putin meet Pezeshkian in Kazan`.
#[derive(Debug, Clone, PartialEq)]
pub struct Clause {
    /// `every member …`: whether it is asked of each thing that the subject means.
    pub every: bool,
    /// The subject with its own prepositions.
    pub subject: Phrase,
    /// What is said of it.
    pub predicate: Predicate,
    /// What follows.
    pub tails: Vec<Tail>,
}

/// What is said of a subject.
#[derive(Debug, Clone, PartialEq)]
pub struct Predicate {
    /// The auxiliary, which carries the tense.
    pub auxiliary: Auxiliary,
    /// `not`, `never`
    pub negation: Option<Negation>,
    /// `ever`, `still`, `first`
    pub adverbs: Vec<Adverb>,
    /// The rest.
    pub kind: PredicateKind,
    /// Where it stands.
    pub span: Span,
}

impl Predicate {
    /// A verb alone: `joined`, or with the negation `not joined`.
    pub fn bare(verb: &Word, negation: Option<Negation>) -> Self {
        Predicate {
            auxiliary: Auxiliary::None,
            negation,
            adverbs: Vec::new(),
            kind: PredicateKind::Verb(Verbal { verb: verb.clone(), object: None }),
            span: verb.span,
        }
    }

    /// The verb that says it, if one does by itself.
    pub fn verb(&self) -> Option<&Word> {
        match &self.kind {
            PredicateKind::Verb(verbal) => Some(&verbal.verb),
            _ => None,
        }
    }
}

impl Predicate {
    /// Whether it is a verb with its object.
    pub fn has_object(&self) -> bool {
        matches!(&self.kind, PredicateKind::Verb(Verbal { object: Some(_), .. }))
    }

    /// Whether it is `no longer in BRICS`, which no other word stands before.
    pub fn is_no_longer(&self) -> bool {
        matches!(&self.kind, PredicateKind::Placed(placed) if placed.former)
    }
}

/// The verb in front.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Auxiliary {
    /// No auxiliary: `joined`.
    None,
    /// `is`, `are`, `was`, `were`
    Be(Be),
    /// `has`
    Has,
    /// `have`
    Have,
    /// `had`
    Had,
    /// `does`
    Does,
    /// `do`
    Do,
    /// `did`
    Did,
}

impl Auxiliary {
    /// Whether it is a form of *have*.
    pub fn is_perfect(self) -> bool {
        self.is_present_perfect() || self == Auxiliary::Had
    }

    /// Whether it is `has` or `have`: what was so by now.
    pub fn is_present_perfect(self) -> bool {
        matches!(self, Auxiliary::Has | Auxiliary::Have)
    }
}

/// The forms of *be*, as typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Be {
    /// `is`
    Is,
    /// `are`
    Are,
    /// `was`
    Was,
    /// `were`
    Were,
}

/// A noun or a verb.
#[derive(Debug, Clone, PartialEq)]
pub enum PredicateKind {
    /// `a member` (of BRICS)
    Complement(Operand),
    /// `in BRICS`, after *is*
    Placed(Placed),
    /// `became a member` (of BRICS)
    Turned(Turned),
    /// `joined BRICS`
    Verb(Verbal),
    /// `visited` (by Putin): the subject is the verb's object.
    Passive(Word),
}

/// A preposition that says by itself what the subject is.
#[derive(Debug, Clone, PartialEq)]
pub struct Placed {
    /// `no longer in BRICS`: it was, and is not.
    pub former: bool,
    /// `in`, as typed.
    pub preposition: Word,
    /// What follows it.
    pub operand: Operand,
}

/// One end of what a noun says.
#[derive(Debug, Clone, PartialEq)]
pub struct Turned {
    /// The words, as typed: `became`, `ceased to be`.
    pub verb: Word,
    /// Whether it is the end.
    pub ends: bool,
    /// The noun.
    pub what: Operand,
}

/// A verb with its direct object.
#[derive(Debug, Clone, PartialEq)]
pub struct Verbal {
    /// The verb, as typed.
    pub verb: Word,
    /// Its object.
    pub object: Option<Operand>,
}

/// `not` or `never`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Negation {
    /// `not`
    Not,
    /// `never`
    Never,
}

/// Adverbs of a clause.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Adverb {
    /// `ever`
    Ever,
    /// `also`: says nothing that `and` does not
    Also,
    /// `still`
    Still,
    /// `already`: what is so is so by now
    Already,
    /// `yet`
    Yet,
    /// `first`
    First,
    /// `last`
    Last,
    /// `now`, `currently`
    Now,
    /// `both`
    Both,
}
