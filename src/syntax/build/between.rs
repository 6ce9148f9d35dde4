//! How long from one time to another.
//!
//! In: `time_between` and its children. Out: [`Between`]. Absent: a time as far from another (`moved_from`).

use super::super::node::Node;
use super::super::tree::{Adverb, Auxiliary, Between, Moment, Order, Phrase, Predicate, PredicateKind};
use super::{Builder, Built, says};

impl Builder<'_> {
    pub(super) fn time_between(self, node: &Node) -> Built<Between> {
        let unit = self.need(node, "how_far")?.child("unit").map(|unit| self.unit(unit)).transpose()?;
        let is_moment = |child: &&Node| ["moment", "moment_named"].contains(&child.rule.as_str());
        let itself = node.child("gerund_clause").map(|doing| self.itself(doing, node));
        let moments = node.children.iter().filter(is_moment).map(|moment| self.moment(moment));
        let moments = itself.into_iter().chain(moments).collect::<Built<Vec<_>>>()?;
        let mut moments = moments.into_iter();
        let one = moments.next().ok_or_else(|| self.broken(node))?;
        let (order, other) = match node.child("did_then") {
            Some(clause) => {
                let order = if says(node, "kw_before") { Order::Before } else { Order::After };
                (order, Moment::Clause(Box::new(self.inverted(clause)?)))
            }
            None => (Order::Between, moments.next().ok_or_else(|| self.broken(node))?),
        };
        Ok(Between { unit, order, one, other })
    }

    /// `joining SCO`, with what follows it.
    fn itself(self, doing: &Node, sentence: &Node) -> Built<Moment> {
        let (kind, first) = match doing.child("becoming") {
            Some(becoming) => (PredicateKind::Turned(self.becoming(becoming)?), says(becoming, "kw_first")),
            None => (PredicateKind::Verb(self.gerund_clause(doing)?), false),
        };
        let adverbs = first.then_some(Adverb::First).into_iter().collect();
        let span = self.span(doing);
        let said = Predicate { auxiliary: Auxiliary::None, negation: None, adverbs, kind, span };
        Ok(Moment::Itself(Box::new(said), self.tails_and_neither(sentence)?.0))
    }

    fn moment(self, node: &Node) -> Built<Moment> {
        if let Some(date) = node.child("date") {
            return Ok(Moment::Date(self.date(date)?));
        }
        if let Some(noun) = node.child("noun_phrase") {
            return Ok(Moment::Phrase(Phrase { head: self.noun_operand(noun)?, tails: Vec::new() }));
        }
        if let Some(named) = node.child("named") {
            return Ok(Moment::Phrase(Phrase { head: self.named(named)?, tails: Vec::new() }));
        }
        let Some(clause) = node.child("time_clause") else { return Ok(Moment::Phrase(self.phrase(node)?)) };
        let mut clause = self.time_clause(clause)?;
        clause.tails = self.tails_after(&mut clause.predicate, node)?;
        Ok(Moment::Clause(Box::new(clause)))
    }
}
