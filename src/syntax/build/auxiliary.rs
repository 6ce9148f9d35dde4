//! The words around a verb: auxiliaries and adverbs.
//!
//! In: nodes of clauses. Out: [`Auxiliary`], [`Be`], [`Adverb`]. Absent: the verb, and what is denied.

use super::super::node::Node;
use super::super::tree::{Adverb, Auxiliary, Be};
use super::{Builder, Built, says};

impl Builder<'_> {
    pub(super) fn auxiliary(self, node: &Node) -> Auxiliary {
        if says(node, "kw_used_to_be") {
            return Auxiliary::Be(Be::Are);
        }
        if let Some(be) = node.child("be") {
            Auxiliary::Be(self.be(be))
        } else if let Some(have) = node.child("have") {
            if says(have, "kw_had") {
                Auxiliary::Had
            } else if says(have, "kw_has") || have.has("short_is") {
                Auxiliary::Has
            } else {
                Auxiliary::Have
            }
        } else if let Some(word) = node.child("do") {
            if says(word, "kw_did") {
                Auxiliary::Did
            } else if says(word, "kw_does") {
                Auxiliary::Does
            } else {
                Auxiliary::Do
            }
        } else {
            Auxiliary::None
        }
    }

    pub(super) fn be(self, node: &Node) -> Be {
        if says(node, "kw_are") || node.has("short_are") {
            Be::Are
        } else if says(node, "kw_was") {
            Be::Was
        } else if says(node, "kw_were") {
            Be::Were
        } else {
            Be::Is
        }
    }

    pub(super) fn adverb(self, node: &Node) -> Built<Adverb> {
        let word = self.inner(node)?;
        Ok(match word.rule.as_str() {
            "kw_ever" => Adverb::Ever,
            "kw_also" => Adverb::Also,
            "kw_still" => Adverb::Still,
            "kw_already" => Adverb::Already,
            "kw_yet" => Adverb::Yet,
            "kw_first" => Adverb::First,
            "kw_last" | "kw_most_recently" => Adverb::Last,
            "kw_now" | "kw_currently" => Adverb::Now,
            "kw_both" => Adverb::Both,
            _ => return Err(self.broken(word)),
        })
    }
}
