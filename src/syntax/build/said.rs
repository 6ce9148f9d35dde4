//! Verbs that are spelt like nouns: `visits`; and those that are spelt like words of the language: `mentions`.
//!
//! In: a verb, and what stands before it. Out: an error where only a comma, or a time before the verb, keeps it from being the
//! noun, or where nothing says what is looked for; the canonical form has neither. Absent: verbs with their objects, which are
//! read as verbs anywhere.

use super::super::error::Error;
use super::super::grammar::searches;
use super::super::node::Node;
use super::super::tree::{Predicate, PredicateKind, Verbal};
use super::{Builder, Built};
use crate::text::Classes;

/// What such a verb may stand behind: `who visits`.
const OPEN: [&str; 3] = ["questioned", "operand", "those_of"];
/// What may stand between the two: `who in BRICS visits`.
const NEAR: [&str; 2] = ["early_time", "preposition_tail"];

impl Builder<'_> {
    /// What is said without inversion.
    pub(super) fn told(self, node: &Node) -> Built<Predicate> {
        self.finds_something(self.predicate(self.need(node, "predicate")?)?)
    }

    /// `who mentions`: the next word would be what it looks for.
    pub(super) fn finds_something(self, said: Predicate) -> Built<Predicate> {
        match said.kind {
            PredicateKind::Verb(Verbal { verb, object: None }) if searches(&verb.text) => {
                Err(Error::Unexpected {
                    word: verb.text,
                    span: verb.span,
                    expected: vec!["a verb with its object, or a word in quotes behind it".to_owned()],
                })
            }
            _ => Ok(said),
        }
    }

    /// The words of a verb that is spelt like a noun, where nothing follows it.
    fn lone(self, bare_predicate: &Node) -> Option<&[Node]> {
        self.noun_too(bare_predicate).filter(|words| words.iter().all(|word| word.rule != "object"))
    }

    /// `where ?x is ?y first visits`: behind anything else a verb that is spelt like a noun needs its object, or
    /// a comma would make the noun of it. Behind `2024 visits` the year would stand before the verb.
    pub(super) fn check_said(self, node: &Node, before: &[Node]) -> Built<()> {
        let is_near = |child: &&Node| NEAR.contains(&child.rule.as_str());
        let is_open = |before: &Node| OPEN.contains(&before.rule.as_str()) && !before.has("dated_noun");
        let Some(before) = before.iter().rev().find(|child| !is_near(child)) else { return Ok(()) };
        let words = match node.rule.as_str() {
            "bare_predicate" if before.has("dated_noun") => {
                self.noun_too(node).filter(|words| !takes_again(words))
            }
            "bare_predicate" => self.lone(node),
            _ => None,
        };
        match words {
            Some([first, ..]) if !is_open(before) => {
                let (word, span) = (self.text(first), self.span(first));
                Err(Error::Unexpected { word, span, expected: vec!["`and`".to_owned()] })
            }
            _ => Ok(()),
        }
    }

    /// `what secretary-general in 2024 visits`: without the time between them, a noun that is a name too would belong to the
    /// noun that the verb is spelt like.
    pub(super) fn check_early(self, wh: &Node, phrase: &Node) -> Built<()> {
        let noun = wh.child("noun_phrase").and_then(|noun| noun.child("noun"));
        let said = phrase.child("bare_predicate").filter(|_| phrase.has("early_time"));
        match said.and_then(|said| self.lone(said)) {
            Some([first, ..]) if noun.is_some_and(|noun| self.is_of(noun, Classes::NAME)) => {
                let (word, span) = (self.text(first), self.span(first));
                Err(Error::Unexpected {
                    word,
                    span,
                    expected: vec!["a verb with a name after it".to_owned()],
                })
            }
            _ => Ok(()),
        }
    }
}

/// Whether a verb has an object with which it is a verb anywhere: a name, a variable, a bracket.
fn takes_again(words: &[Node]) -> bool {
    let object = words.iter().find_map(|word| word.child("operand").filter(|_| word.rule == "object"));
    let taken = object.and_then(Node::first);
    taken.is_some_and(|taken| ["named", "query_variable", "bracket"].contains(&taken.rule.as_str()))
}
