//! The rules of numbers of things: `more than 5 members`, `at least 3 times`.
//!
//! In: `numbered`, `repeated`. Out: operands with [`HowMany`]. Absent: amounts with units (`value`).

use super::super::node::Node;
use super::super::times::HowMany;
use super::super::tree::{Operand, OperandKind};
use super::{Builder, Built, says};

/// The words for the lowest number of all.
const FEWEST: [&str; 3] = ["kw_the_fewest", "kw_smallest", "kw_lowest"];

impl Builder<'_> {
    /// What follows a preposition or a verb: an operand, or so many of something.
    pub(super) fn operand_or_number(self, node: &Node) -> Built<Operand> {
        if let Some(pronoun) = node.child("pronoun") {
            return self.pronoun(pronoun);
        }
        let Some(numbered) = node.child("numbered") else {
            return self.operand(self.need(node, "operand")?);
        };
        let noun = self.noun_phrase(self.need(numbered, "noun_phrase")?)?;
        let how_many = match numbered.child("the_most_of").or_else(|| numbered.child("more_of")) {
            Some(word) if says(word, "kw_more") => HowMany::More,
            Some(word) if says(word, "kw_fewer") => HowMany::Fewer,
            Some(word) if FEWEST.into_iter().any(|fewest| says(word, fewest)) => HowMany::Fewest,
            Some(_) => HowMany::Most,
            None => self.tested(numbered, self.how_many(numbered)?.unwrap_or(1))?,
        };
        let kind = OperandKind::Numbered(how_many, noun);
        Ok(Operand { article: None, kind, span: self.span(numbered) })
    }

    /// `at least 3 times`, `more than once`, `twice`
    pub(super) fn repeated(self, node: &Node) -> Built<HowMany> {
        let number = match self.how_many(node)? {
            Some(number) => number,
            None if says(node, "kw_twice") => 2,
            None => 1,
        };
        self.tested(node, number)
    }

    /// A number with what is said of it before or after; alone it is meant exactly.
    fn tested(self, node: &Node, number: u64) -> Built<HowMany> {
        if let Some(more) = node.child("or_more") {
            let at_least = says(more, "kw_or_more");
            return Ok(if at_least { HowMany::AtLeast(number) } else { HowMany::AtMost(number) });
        }
        let Some(test) = node.child("number_test") else { return Ok(HowMany::Exactly(number)) };
        let word = self.inner(test)?;
        Ok(match word.rule.as_str() {
            "kw_more_than" | "kw_over" => HowMany::MoreThan(number),
            "kw_at_least" => HowMany::AtLeast(number),
            "kw_exactly" => HowMany::Exactly(number),
            "kw_at_most" | "kw_up_to" => HowMany::AtMost(number),
            "kw_less_than" | "kw_fewer_than" | "kw_under" => HowMany::FewerThan(number),
            _ => return Err(self.broken(word)),
        })
    }
}
