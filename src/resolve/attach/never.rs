//! The verb or noun again, with another thing: `joined BRICS in 2024 or SCO in 2023`, `visited China but never Russia`.
//!
//! In: the argument whose place the other thing takes. Out: one more clause of whatever the verb or noun is said of. The time
//! of what stands before it does not hold for it. Absent: lists that share one time; other times of the same
//! thing (`other_time`).

use crate::syntax::{Auxiliary, Negation};
use crate::text::Span;

use super::super::error::Error;
use super::{Arg, Attacher, List, ListOp, Node, NodeId, Said, SaidKind, Stack, What};

impl Attacher<'_> {
    /// Says of the same thing that it was never so of the item in that argument of the last node on the stack.
    pub(super) fn never(
        &mut self,
        at: usize,
        span: Span,
        item: NodeId,
        stack: &mut Stack,
    ) -> Result<(), Error> {
        let last = *stack.last().ok_or(Error::NothingToAttachTo)?;
        let said = (ListOp::And, Some(Negation::Never));
        self.again(last, (at, item), said, span, stack)?;
        Ok(())
    }

    /// `joined BRICS in 2024 or SCO` (in 2023): a time behind a thing that was listed after another time is of that thing alone.
    pub(super) fn with_its_own_time(&mut self, target: NodeId, stack: &mut Stack) -> Result<NodeId, Error> {
        let Some((at, item)) = self.listed_after_a_time(target, stack) else { return Ok(target) };
        let list = &mut self.node_mut(target).args[at].list;
        let (op, negation) = match list.except.iter().position(|one| *one == item) {
            Some(place) => {
                list.except.remove(place);
                (ListOp::And, Some(Negation::Not))
            }
            None => (list.op.unwrap_or(ListOp::And), None),
        };
        list.items.retain(|one| *one != item);
        if list.items.len() + list.except.len() == 1 {
            list.op = None;
        }
        let span = self.node(item).span;
        let depth = stack.iter().rposition(|id| *id == target).ok_or(Error::CannotJoin { span })?;
        stack.truncate(depth + 1);
        self.again(target, (at, item), (op, negation), span, stack)
    }

    /// The last thing on the stack, if it goes on with a list of the target after a time of the target.
    fn listed_after_a_time(&self, target: NodeId, stack: &Stack) -> Option<(usize, NodeId)> {
        let item = *stack.last()?;
        let start = self.node(item).span.start;
        let timed =
            self.node(target).times.last().is_some_and(|last| super::when::end_of(&last.time) <= start);
        let listed = |arg: &Arg| {
            let several = arg.list.items.len() + arg.list.except.len() > 1;
            several && (arg.list.items.last() == Some(&item) || arg.list.except.last() == Some(&item))
        };
        let at = self.node(target).args.iter().position(listed)?;
        (timed && target != item).then_some((at, item))
    }

    /// The verb or noun once more, with the item in that argument, as one more clause.
    fn again(
        &mut self,
        last: NodeId,
        (at, item): (usize, NodeId),
        (op, negation): (ListOp, Option<Negation>),
        span: Span,
        stack: &mut Stack,
    ) -> Result<NodeId, Error> {
        let mut again = self.node(self.open_item(last)).clone();
        again.args[at].list = List::one(item);
        let again = self.said_again_as(again, last, (op, negation), span, stack)?;
        stack.push(item);
        Ok(again)
    }

    /// One more clause of whatever the last is said of, which says it in this way.
    pub(super) fn said_again_as(
        &mut self,
        mut again: Node,
        last: NodeId,
        (op, negation): (ListOp, Option<Negation>),
        span: Span,
        stack: &mut Stack,
    ) -> Result<NodeId, Error> {
        let (depth, mut said) = self.said_of_what(last, stack).ok_or(Error::CannotJoin { span })?;
        again.times.clear();
        again.clauses.clear();
        (again.standing, again.pick, again.is_clause) = (None, None, true);
        let again = self.add(again);
        (said.op, said.negation, said.pick) = (op, negation, None);
        if negation == Some(Negation::Never) {
            (said.ever, said.auxiliary) = (true, Auxiliary::Have);
        }
        said.kind = match said.kind {
            SaidKind::Verb(_) => SaidKind::Verb(again),
            SaidKind::Passive(_) => SaidKind::Passive(again),
            SaidKind::Gap(_) => SaidKind::Gap(again),
            _ => SaidKind::Complement(again),
        };
        stack.truncate(depth + 1);
        self.node_mut(stack[depth]).clauses.push(said);
        stack.push(again);
        Ok(again)
    }

    /// Where on the stack stands what the verb or noun is said of, and how it is said; a noun alone is said of itself.
    pub(super) fn said_of_what(&self, last: NodeId, stack: &Stack) -> Option<(usize, Said)> {
        let is = |said: &&Said| match said.kind {
            SaidKind::Verb(id) | SaidKind::Passive(id) | SaidKind::Complement(id) | SaidKind::Gap(id) => {
                id == last
            }
            SaidKind::Whose(_) => false,
        };
        let said = |id: &NodeId| self.node(*id).clauses.iter().find(is).cloned();
        let found = stack.iter().enumerate().rev().find_map(|(depth, id)| Some((depth, said(id)?)));
        let itself = || {
            let noun = matches!(self.node(last).what, What::Noun { .. }) && stack.len() == 1;
            noun.then(|| (0, super::alone::is_said(last, None)))
        };
        found.or_else(itself)
    }
}
