//! Times and dates that go on with those before them: `in 2024 or 2025`, `in 1995 but not in 2005`.
//!
//! In: a time after a conjunction. Out: one more [`TimeItem`] of the same node; or, where the same must be so at another time
//! by other facts, the verb or noun once more. Absent: the same with another thing (`never`).

use crate::syntax::{Conjunction, DatePhrase, Negation, Operand, TimeTail, TimeWord};
use crate::text::Span;

use super::super::error::Error;
use super::{Attacher, ListOp, NodeId, Stack, TimeItem, What};

impl Attacher<'_> {
    /// A word of time after `and`, `or` or `but not`.
    pub(super) fn join_time(
        &mut self,
        time: &TimeTail,
        op: ListOp,
        span: Span,
        stack: &mut Stack,
    ) -> Result<(), Error> {
        if op != ListOp::Or && self.at_another_time(time, op, span, stack)? {
            return Ok(());
        }
        match time {
            _ if op == ListOp::ButNot => Err(Error::CannotJoin { span }),
            // No fact of one date is on two.
            TimeTail::Dated { word: TimeWord::In, date }
                if op == ListOp::And && self.goes_on_dated(stack) =>
            {
                self.date_again(date, false, stack)
            }
            _ => self.time(time, op == ListOp::Or, stack),
        }
    }

    /// A bare date after `and`, `or` or a comma.
    pub(super) fn join_date(
        &mut self,
        date: &DatePhrase,
        conjunction: Conjunction,
        op: ListOp,
        stack: &mut Stack,
    ) -> Result<(), Error> {
        if op == ListOp::ButNot {
            return Err(Error::CannotJoin { span: date.span });
        }
        let time = TimeTail::Dated { word: TimeWord::In, date: date.clone() };
        let state = |id: &NodeId| self.holds(*id) && !self.node(*id).times.iter().any(|item| item.again);
        let last = stack.iter().rev().find(|id| !self.node(**id).times.is_empty());
        if conjunction == Conjunction::And
            && last.is_some_and(state)
            && self.at_another_time(&time, op, date.span, stack)?
        {
            return Ok(());
        }
        self.date_again(date, op == ListOp::Or, stack)
    }

    /// `in 2024 or 2025`: a bare date goes on with the last word of time. What commas joined before `or` is *or* too.
    pub(super) fn date_again(&mut self, date: &DatePhrase, or: bool, stack: &Stack) -> Result<(), Error> {
        let dated = |id: &&NodeId| !self.node(**id).times.is_empty();
        let target = *stack.iter().rev().find(dated).ok_or(Error::CannotJoin { span: date.span })?;
        let times = &mut self.node_mut(target).times;
        let Some(TimeTail::Dated { word, .. }) = times.last().map(|item| item.time.clone()) else {
            return Err(Error::CannotJoin { span: date.span });
        };
        times.iter_mut().rev().take_while(|item| item.again).for_each(|item| item.or |= or);
        let time = TimeTail::Dated { word, date: date.clone() };
        times.push(TimeItem { time, or, again: true, related: None, said: None });
        Ok(())
    }

    /// `after India and Pakistan`: a name goes on with the name of a time that stands right before it, where both are of one kind.
    /// With `and` it must be so of both.
    pub(super) fn join_named_time(
        &mut self,
        conjunction: Conjunction,
        operand: &Operand,
        item: NodeId,
        stack: &Stack,
    ) -> bool {
        let or = match conjunction {
            Conjunction::And => false,
            Conjunction::Or => true,
            _ => return false,
        };
        let Some(target) = stack.iter().rev().find(|id| !self.node(**id).times.is_empty()).copied() else {
            return false;
        };
        let last = self.node(target).times.last();
        let Some(TimeItem { time: TimeTail::Related { word, .. }, related: Some(before), .. }) = last else {
            return false;
        };
        let behind = |id: &NodeId| self.node(*id).span.start > self.node(*before).span.start;
        if stack.iter().any(behind) || !self.are_of_one_kind(*before, item) {
            return false;
        }
        let time = TimeTail::Related { word: *word, operand: operand.clone() };
        let joined = TimeItem { time, or, again: false, related: Some(item), said: None };
        self.node_mut(target).times.push(joined);
        true
    }

    /// Whether both are names, of things of the same kind.
    fn are_of_one_kind(&self, one: NodeId, other: NodeId) -> bool {
        let kinds = |id: NodeId| match &self.node(id).what {
            What::Named { entities, .. } => entities.iter().map(|id| self.store.entity(*id).kind()).collect(),
            _ => Vec::new(),
        };
        let others = kinds(other);
        kinds(one).iter().any(|kind| others.contains(kind))
    }

    /// `members of OPEC in 1995 but not in 2005`, `and in 2020`: the same of the same thing at another time, by other facts
    /// if need be. False where nothing with a time stands before it, or one fact must be at both.
    fn at_another_time(
        &mut self,
        time: &TimeTail,
        op: ListOp,
        span: Span,
        stack: &mut Stack,
    ) -> Result<bool, Error> {
        let timed = |id: &NodeId| !self.node(*id).times.is_empty();
        let Some(depth) = stack.iter().rposition(timed) else { return Ok(false) };
        let (target, before) = (stack[depth], stack.clone());
        let both = self.tells_of_things(target) && self.goes_on_dated(stack) && is_in_a_date(time);
        if op == ListOp::And && !both {
            return Ok(false);
        }
        stack.truncate(depth + 1);
        if self.said_of_what(target, stack).is_none() {
            *stack = before;
            return Ok(false);
        }
        let again = self.node(self.open_item(target)).clone();
        let negation = (op == ListOp::ButNot).then_some(Negation::Not);
        self.said_again_as(again, target, (ListOp::And, negation), span, stack)?;
        self.time(time, false, stack)?;
        Ok(true)
    }

    /// Whether the last time is `in` a date.
    fn goes_on_dated(&self, stack: &Stack) -> bool {
        let last = stack.iter().rev().find_map(|id| self.node(*id).times.last());
        last.is_some_and(|last| is_in_a_date(&last.time))
    }

    /// Whether things are asked for, and not the facts.
    fn tells_of_things(&self, id: NodeId) -> bool {
        match &self.node(id).what {
            What::Noun { senses, .. } => senses.iter().all(|sense| sense.sense.answers.is_some()),
            What::Verb { .. } => true,
            _ => false,
        }
    }

    /// Whether it is a noun for those in whom a state holds.
    pub(super) fn holds(&self, id: NodeId) -> bool {
        let What::Noun { senses, .. } = &self.node(id).what else { return false };
        let state = |relation| self.store.relation(relation).shape == crate::time::Shape::State;
        senses.iter().all(|sense| state(sense.sense.relation))
    }
}

fn is_in_a_date(time: &TimeTail) -> bool {
    matches!(time, TimeTail::Dated { word: TimeWord::In, .. })
}
