//! The rules of lengths: `7 years and 11 months`, and what is moved or divided by them.
//!
//! In: `length`, `move`, `part`. Out: [`Duration`], [`Move`], [`Part`]. Absent: dates.

use crate::time::Duration;

use super::super::error::Error;
use super::super::length::{Move, Part, Side};
use super::super::node::Node;
use super::super::tree::Unit;
use super::{Builder, Built, says};

/// The numbers that may be written as words, from 1.
const SMALL: [&str; 12] =
    ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];

impl Builder<'_> {
    pub(super) fn length(self, node: &Node) -> Built<Duration> {
        let too_large = || Error::NumberTooLarge { span: self.span(node) };
        node.all("measured")
            .try_fold(Duration::default(), |sum, part| sum.plus(self.measured(part)?).ok_or_else(too_large))
    }

    fn measured(self, node: &Node) -> Built<Duration> {
        let count = self.how_many(node)?.unwrap_or(1);
        self.units(self.need(node, "unit")?, count)
    }

    /// That many of a unit.
    pub(super) fn units(self, unit: &Node, count: u64) -> Built<Duration> {
        let times = |factor: u32| u32::try_from(count).ok().and_then(|count| count.checked_mul(factor));
        let length = match self.unit(unit)? {
            Unit::Day => times(1).map(Duration::days),
            Unit::Week => times(1).map(Duration::weeks),
            Unit::Month => times(1).map(Duration::months),
            Unit::Quarter => times(3).map(Duration::months),
            Unit::Year => times(1).map(Duration::years),
            Unit::Decade => times(10).map(Duration::years),
        };
        length.ok_or_else(|| Error::NumberTooLarge { span: self.span(unit) })
    }

    /// A number below a node, in digits or as a word.
    pub(super) fn how_many(self, node: &Node) -> Built<Option<u64>> {
        match (node.child("number"), node.child("small_number")) {
            (Some(number), _) => self.number(number).map(Some),
            (None, word) => Ok(word.map(|word| self.small_number(word))),
        }
    }

    fn small_number(self, node: &Node) -> u64 {
        let word = self.text(node).to_lowercase();
        (1..).zip(SMALL).find(|(_, name)| *name == word).map_or(1, |(number, _)| number)
    }

    /// `move`: `7 years and 11 months before`.
    pub(super) fn shift(self, node: &Node) -> Built<Move> {
        let side = if says(node, "kw_before") { Side::Before } else { Side::After };
        // `the day before`
        let by = node.child("length").map_or(Ok(Duration::days(1)), |length| self.length(length))?;
        Ok(Move { by, side })
    }

    pub(super) fn part(self, node: &Node) -> Built<Part> {
        let halves = says(node, "kw_half");
        let word = self.inner(node)?;
        Ok(match (word.rule.as_str(), halves) {
            ("kw_first", true) => Part::FirstHalf,
            ("kw_second", true) => Part::SecondHalf,
            ("kw_early", _) => Part::Early,
            ("kw_mid" | "kw_middle", _) => Part::Mid,
            ("kw_late", _) => Part::Late,
            ("kw_beginning" | "kw_start", _) => Part::Beginning,
            ("kw_end", _) => Part::End,
            _ => return Err(self.broken(word)),
        })
    }
}
