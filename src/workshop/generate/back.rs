//! A sentence read back.
//!
//! In: a sentence as it was laid out. Out: whether it is read as it was meant; if not, where the two part, or what
//! makes it no sentence at all. Absent: making sentences (`derive`).

use super::super::grammar::{NodeId, PointId};
use super::super::reader::{Read, Reader, Reading, Seen};
use super::derivation::Laid;
use super::differ::{Parting, Piece, parting};
use super::order::{RuledOut, ruled_out};
use crate::syntax::{Marked, Node};
use crate::text::{Span, normalise};

/// What came of one attempt.
pub(super) enum Attempt {
    /// It reads as it was meant.
    Meant(Read),
    /// It cannot be so: something must not stand there, or what stands there would be taken before.
    Impossible(Option<NodeId>),
    /// An alternative that stands before the one that was meant can be read there.
    GivesWay(PointId, Parting),
    /// It reads otherwise, or is refused.
    Otherwise(Parting, Option<Read>),
}

/// Reads a sentence back.
pub(super) fn attempt(reader: &Reader<'_>, laid: &Laid) -> Attempt {
    let Some(seen) = reader.seen(&laid.raw) else { return Attempt::Impossible(None) };
    let (found, read) = match reader.trees(&seen) {
        Some(trees) => {
            let read = Read { trees, seen: seen.clone() };
            (parted(reader, laid, &read), Some(read))
        }
        None => (refused(reader, laid, &seen), None),
    };
    match (found, read) {
        (Found::Same, Some(read)) => Attempt::Meant(read),
        (Found::Same | Found::Limit, _) => Attempt::Impossible(None),
        (Found::Parted(parting), read) => match ruled_out(reader, laid, &seen) {
            Some(RuledOut::By(node)) => Attempt::Impossible(Some(node)),
            Some(RuledOut::ByEarlier(point)) => Attempt::GivesWay(point, parting),
            None if seen.marked.is_some() && !is_of_words(laid, &seen) => Attempt::Impossible(None),
            None => Attempt::Otherwise(parting, read),
        },
    }
}

/// Whether the known words that were found are those that were meant: no letters of the grammar's, nor two words as one.
fn is_of_words(laid: &Laid, seen: &Seen) -> bool {
    let found: Vec<(Span, bool)> = seen.marked.iter().flat_map(Marked::words).collect();
    found.iter().all(|(word, is_soft)| *is_soft || laid.words.contains(word))
        && laid.words.iter().all(|word| found.iter().any(|(found, _)| found == word))
}

/// What is read, beside what was meant.
enum Found {
    Same,
    /// A limit was hit.
    Limit,
    Parted(Parting),
}

fn parted(reader: &Reader<'_>, laid: &Laid, read: &Read) -> Found {
    let is_same = |one: &Node, other: &Node| {
        // Where its last part is left out, it ends in the white space before that.
        let text = reader.without_space(&read.seen.text[other.start..other.end]);
        let other = Node { end: other.start + text.len(), ..other.clone() };
        plain(&laid.raw[one.start..one.end]) == plain(&read.words(&other))
    };
    parting(&laid.trees, &read.trees, &is_same).map_or(Found::Same, Found::Parted)
}

/// Where a sentence is refused.
fn refused(reader: &Reader<'_>, laid: &Laid, seen: &Seen) -> Found {
    let Reading::Refused { at, .. } = reader.read_seen(seen.clone()) else { return Found::Limit };
    let (within, meant) = innermost("", &laid.trees, seen.typed(at));
    Found::Parted(Parting { within, meant, read: Piece::Refused })
}

/// Whether a sentence reads as it was meant.
pub(super) fn is_as_meant(reader: &Reader<'_>, laid: &Laid) -> bool {
    matches!(attempt(reader, laid), Attempt::Meant(_))
}

/// The innermost rule that was meant at a place, and the rule that it is in.
fn innermost(within: &str, trees: &[Node], at: usize) -> (String, Piece) {
    // The last that begins there or before: at its end, what follows was to come.
    match trees.iter().rev().find(|tree| tree.start <= at) {
        None => (within.to_owned(), Piece::End),
        Some(tree) if tree.end <= at || tree.children.is_empty() => {
            (within.to_owned(), Piece::Rule(tree.rule.clone()))
        }
        Some(tree) => innermost(&tree.rule, &tree.children, at),
    }
}

/// Words as they are read, without the white space around and between them.
fn plain(text: &str) -> String {
    normalise(text).text.split_whitespace().collect::<Vec<_>>().join(" ")
}
