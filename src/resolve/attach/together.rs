//! `joined BRICS and SCO in the same year`: each of several at the time of the others.
//!
//! In: a time without the thing that it is the same as, and the verb that it belongs to. Out: the verb with the first of what it
//! takes, and the same verb with each of the rest as what its time is compared with; or the verb before it. Absent: comparing.

use crate::syntax::TimeTail;
use crate::text::Span;

use super::super::error::Error;
use super::{Attacher, List, ListOp, Node, NodeId, Said, SaidKind, Stack, TimeItem, What};

impl Attacher<'_> {
    /// Compares what the verb says with the rest of what it takes, or with what the verb before it says.
    pub(super) fn together(
        &mut self,
        time: &TimeTail,
        span: Span,
        target: NodeId,
        stack: &Stack,
    ) -> Result<(), Error> {
        let mut others = self.taken_apart(target);
        if others.is_empty() {
            others.extend(self.verb_before(target, stack));
        }
        if others.is_empty() {
            return Err(Error::SameAsWhat { span });
        }
        for other in others {
            let item =
                TimeItem { time: time.clone(), or: false, again: false, related: Some(other), said: None };
            self.node_mut(target).times.push(item);
        }
        Ok(())
    }

    /// Leaves a verb the first of the things that it takes; the verb again, with each of the others.
    fn taken_apart(&mut self, verb: NodeId) -> Vec<NodeId> {
        let node = self.node(verb);
        let is_list =
            |list: &List| list.op == Some(ListOp::And) && list.items.len() > 1 && list.except.is_empty();
        let at = node.args.iter().rposition(|arg| is_list(&arg.list) && !arg.negated);
        let Some(at) = at.filter(|_| matches!(node.what, What::Verb { .. })) else { return Vec::new() };
        let node = node.clone();
        let mut items = node.args[at].list.items.iter().copied();
        if let Some(first) = items.next() {
            self.node_mut(verb).args[at].list = List::one(first);
        }
        let again = |item: NodeId| {
            let mut again = Node { times: Vec::new(), ..node.clone() };
            again.args[at].list = List::one(item);
            self.add(again)
        };
        items.map(again).collect()
    }

    /// `joined BRICS and left OPEC in the same year`: the verb that is said of the same thing before it.
    fn verb_before(&self, verb: NodeId, stack: &Stack) -> Option<NodeId> {
        let is = |said: &Said, id: NodeId| matches!(said.kind, SaidKind::Verb(one) if one == id);
        stack.iter().find_map(|id| {
            let clauses = &self.node(*id).clauses;
            let at = clauses.iter().position(|said| is(said, verb))?;
            match clauses.get(at.checked_sub(1)?)? {
                Said { kind: SaidKind::Verb(before), negation: None, pick: None, .. }
                    if clauses[at].op == ListOp::And =>
                {
                    Some(*before)
                }
                _ => None,
            }
        })
    }
}
