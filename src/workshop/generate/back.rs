//! A sentence read back.
//!
//! In: a sentence as it was laid out. Out: whether it is read as it was meant; if not, where the two part, or what
//! looks ahead and makes it no sentence at all. Absent: making sentences (`derive`).

use super::super::grammar::NodeId;
use super::super::reader::{Read, Reader, Reading, Seen};
use super::derivation::{Ahead, Laid};
use super::differ::{Parting, Piece, Side, parting};
use crate::text::normalise;

/// What came of one attempt.
pub(super) enum Attempt {
    /// It reads as it was meant.
    Meant(Read),
    /// It cannot be so: something must not stand there.
    Impossible(Option<NodeId>),
    /// It reads otherwise, or is refused.
    Otherwise(Parting, Option<Read>),
}

/// Reads a sentence back.
pub(super) fn attempt(reader: &Reader<'_>, laid: &Laid) -> Attempt {
    let Some(seen) = reader.seen(&laid.raw) else { return Attempt::Impossible(None) };
    let broken = |seen: &Seen| laid.ahead.iter().find(|ahead| !holds(reader, seen, **ahead)).copied();
    let Some(trees) = reader.trees(&seen) else {
        return match broken(&seen) {
            Some(ahead) => Attempt::Impossible(Some(ahead.node)),
            None => refused(reader, laid, seen),
        };
    };
    let read = Read { trees, seen };
    let words = |node: &crate::syntax::Node, side: Side| match side {
        Side::Meant => plain(&laid.raw[node.start..node.end]),
        Side::Read => plain(&read.words(node)),
    };
    match parting(&laid.trees, &read.trees, &words) {
        None => Attempt::Meant(read),
        Some(parting) => match broken(&read.seen) {
            Some(ahead) => Attempt::Impossible(Some(ahead.node)),
            None => Attempt::Otherwise(parting, Some(read)),
        },
    }
}

/// A sentence that is refused though all that must follow does.
fn refused(reader: &Reader<'_>, laid: &Laid, seen: Seen) -> Attempt {
    let text = seen.clone();
    let Reading::Refused { at, .. } = reader.read_seen(seen) else { return Attempt::Impossible(None) };
    let (within, meant) = innermost("", &laid.trees, text.typed(at));
    Attempt::Otherwise(Parting { within, meant, read: Piece::Refused }, None)
}

/// Whether a sentence reads as it was meant.
pub(super) fn is_as_meant(reader: &Reader<'_>, laid: &Laid) -> bool {
    matches!(attempt(reader, laid), Attempt::Meant(_))
}

/// The innermost rule that was meant at a place, and the rule that it is in.
fn innermost(within: &str, trees: &[crate::syntax::Node], at: usize) -> (String, Piece) {
    // The last that begins there or before: at its end, what follows was to come.
    match trees.iter().rev().find(|tree| tree.start <= at) {
        None => (within.to_owned(), Piece::End),
        Some(tree) if tree.end <= at || tree.children.is_empty() => {
            (within.to_owned(), Piece::Rule(tree.rule.clone()))
        }
        Some(tree) => innermost(&tree.rule, &tree.children, at),
    }
}

/// Whether what must follow follows, and what must not does not.
fn holds(reader: &Reader<'_>, seen: &Seen, ahead: Ahead) -> bool {
    reader.looks_ahead(seen, ahead.at, ahead.node, ahead.after_space)
}

/// Words as they are read, without the white space around and between them.
fn plain(text: &str) -> String {
    normalise(text).text.split_whitespace().collect::<Vec<_>>().join(" ")
}
