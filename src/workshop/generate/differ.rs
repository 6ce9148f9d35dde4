//! Where a sentence is read otherwise than it was meant.
//!
//! In: the tree that was meant and the tree that was read. Out: the first place where they part. Absent: why.

use std::fmt;

use crate::syntax::Node;

/// Where two trees part: below one rule, another rule was meant than was read.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Parting {
    /// The rule that both have; empty above all rules.
    pub within: String,
    /// What was meant there.
    pub meant: Piece,
    /// What was read there.
    pub read: Piece,
}

/// A part of a tree, or of nothing.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Piece {
    /// A rule.
    Rule(String),
    /// The same rule over other words.
    OtherWords,
    /// Nothing more.
    End,
    /// No tree: it was refused.
    Refused,
}

impl fmt::Display for Piece {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Piece::Rule(rule) => write!(f, "`{rule}`"),
            Piece::OtherWords => f.write_str("other words"),
            Piece::End => f.write_str("nothing more"),
            Piece::Refused => f.write_str("nothing: it is refused"),
        }
    }
}

/// ``meant `by_date`, read as `preposition_tail`, in `phrase` ``
impl fmt::Display for Parting {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "meant {}, read as {}", self.meant, self.read)?;
        if self.within.is_empty() { Ok(()) } else { write!(f, ", in `{}`", self.within) }
    }
}

/// The first place where two lists of trees part; `is_same` tells whether two nodes without nodes below, the one that was
/// meant and the one that was read, have the same words.
pub(super) fn parting(
    meant: &[Node],
    read: &[Node],
    is_same: &dyn Fn(&Node, &Node) -> bool,
) -> Option<Parting> {
    below("", meant, read, is_same)
}

fn below(
    within: &str,
    meant: &[Node],
    read: &[Node],
    is_same: &dyn Fn(&Node, &Node) -> bool,
) -> Option<Parting> {
    let piece = |node: Option<&Node>| node.map_or(Piece::End, |node| Piece::Rule(node.rule.clone()));
    for at in 0..meant.len().max(read.len()) {
        let (one, other) = (meant.get(at), read.get(at));
        let (Some(one), Some(other)) = (one, other) else {
            return Some(Parting { within: within.to_owned(), meant: piece(one), read: piece(other) });
        };
        if one.rule != other.rule {
            let (meant, read) = (piece(Some(one)), piece(Some(other)));
            return Some(Parting { within: within.to_owned(), meant, read });
        }
        let is_leaf = one.children.is_empty() && other.children.is_empty();
        if is_leaf && !is_same(one, other) {
            let meant = Piece::Rule(one.rule.clone());
            return Some(Parting { within: within.to_owned(), meant, read: Piece::OtherWords });
        }
        if let Some(found) = below(&one.rule, &one.children, &other.children, is_same) {
            return Some(found);
        }
    }
    None
}
