//! What a change of the grammar does to one query.
//!
//! In: how it was read and how it is read now. Out: a [`Class`], with what is to be shown of both. Absent: reading
//! (`reader`) and answering (`judge`).

use std::fmt;

use super::super::reader::{Read, Reading};
use crate::syntax::Node;

/// What became of a query, the gravest last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Class {
    /// Nothing.
    Same,
    /// The same tree over other stretches of the text.
    SpansOnly,
    /// Refused as before, elsewhere or in other words.
    OtherError,
    /// Another tree; the same answer, or none was asked for.
    OtherTree,
    /// It was refused, and is read now.
    NowAccepted,
    /// Another tree and another answer.
    OtherAnswer,
    /// It was read, and is refused now.
    NowRejected,
    /// One of the two gives up on it.
    LimitHit,
}

impl Class {
    /// All, in the order of a report.
    pub const ALL: [Class; 8] = [
        Class::Same,
        Class::SpansOnly,
        Class::OtherError,
        Class::OtherTree,
        Class::NowAccepted,
        Class::OtherAnswer,
        Class::NowRejected,
        Class::LimitHit,
    ];

    /// The words for it.
    pub fn words(self) -> &'static str {
        match self {
            Class::Same => "same",
            Class::SpansOnly => "spans only",
            Class::OtherError => "error moved or reworded",
            Class::OtherTree => "other tree",
            Class::NowAccepted => "now accepted",
            Class::OtherAnswer => "other answer",
            Class::NowRejected => "now rejected",
            Class::LimitHit => "limit hit",
        }
    }
}

impl fmt::Display for Class {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.words())
    }
}

/// How a query is taken: by the parser, and by the tree builder behind it where the language has one.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Taken {
    /// It has a tree, and whatever is behind it takes it.
    Tree(Read),
    /// It is refused: where, and in what words.
    Refused(usize, String),
    /// A limit was hit.
    Limit,
    /// The language does not let it come to the parser.
    Nowhere,
}

/// The class of a query, but for its answer.
pub(super) fn class(old: &Taken, new: &Taken) -> Class {
    match (old, new) {
        (Taken::Limit, Taken::Limit) | (Taken::Nowhere, _) | (_, Taken::Nowhere) => Class::Same,
        (Taken::Limit, _) | (_, Taken::Limit) => Class::LimitHit,
        (Taken::Refused(..), Taken::Tree(_)) => Class::NowAccepted,
        (Taken::Tree(_), Taken::Refused(..)) => Class::NowRejected,
        (Taken::Refused(..), Taken::Refused(..)) if old == new => Class::Same,
        (Taken::Refused(..), Taken::Refused(..)) => Class::OtherError,
        (Taken::Tree(one), Taken::Tree(other)) if one.trees == other.trees => Class::Same,
        (Taken::Tree(one), Taken::Tree(other)) if shape(&one.trees) == shape(&other.trees) => {
            Class::SpansOnly
        }
        (Taken::Tree(_), Taken::Tree(_)) => Class::OtherTree,
    }
}

/// The trees without their places.
pub(super) fn shape(trees: &[Node]) -> String {
    trees.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ")
}

/// What is shown of one side.
pub(super) fn shown(taken: &Taken) -> String {
    match taken {
        Taken::Tree(read) => shape(&read.trees),
        Taken::Refused(_, message) => message.clone(),
        Taken::Limit => "it takes too many steps".to_owned(),
        Taken::Nowhere => String::new(),
    }
}

/// A reading as far as the grammar goes; places count in the text that the grammar sees, without marks.
pub(super) fn taken(reading: Reading, say: &dyn Fn(&[String]) -> String) -> Taken {
    match reading {
        Reading::Tree(read) => Taken::Tree(read),
        Reading::Refused { at, expected } => Taken::Refused(at, format!("expected {}", say(&expected))),
        Reading::Limit => Taken::Limit,
        Reading::Unseen => Taken::Nowhere,
    }
}
