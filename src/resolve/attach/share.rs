//! What follows a list of nouns and belongs to each of them: *presidents and prime ministers of Russia*.
//!
//! In: a list whose last noun has just taken a phrase or a time. Out: the same on the bare nouns before it. Where
//! a noun before it has something of its own, or does not take the phrase, the phrase stays where it is. Absent:
//! the choice of the noun that takes it first.

use crate::syntax::Conjunction;
use crate::text::Span;

use super::noun::BEFORE;
use super::{Attacher, List, ListOp, NodeId, SaidKind, Stack, What};

impl Attacher<'_> {
    /// `BRICS and SCO members`: names before a noun that each could stand there go with the one that does.
    pub(super) fn share_compound(&mut self, conjunction: Conjunction, item: NodeId, list: &mut List) -> bool {
        let op = match conjunction {
            Conjunction::And => ListOp::And,
            Conjunction::Or => ListOp::Or,
            _ => return false,
        };
        let args = &self.node(item).args;
        let Some(at) = args.iter().position(|arg| arg.word == BEFORE && arg.list.op.is_none()) else {
            return false;
        };
        let mine = args[at].list.items[0];
        let before = list.items.iter().all(|name| {
            self.is_name(*name)
                && self.node(*name).times.is_empty()
                && self.one_role_takes(item, BEFORE, mine, *name)
        });
        if !before || list.op.is_some_and(|said| said != op) || !list.except.is_empty() {
            return false;
        }
        let mut names = std::mem::replace(list, List::one(item));
        names.items.push(mine);
        names.op = Some(op);
        self.node_mut(item).args[at].list = names;
        true
    }

    /// Gives the phrase that the last noun of a list has just taken to the nouns before it; that it belongs to the
    /// last alone is the rival.
    pub(super) fn share_phrase(&mut self, list: &List, stack: &Stack) {
        let [.., end, item] = stack[..] else { return };
        let before = self.nouns_before(end, list, stack);
        let Some((arg, own)) = self.node(end).args.split_last().map(|(arg, own)| (arg.clone(), own.to_vec()))
        else {
            return;
        };
        let takes = |id: &NodeId| {
            let node = self.node(*id);
            node.args == own
                && node.times.is_empty()
                && node.clauses.is_empty()
                && self.narrowed(*id, &arg.word, item).is_some()
        };
        if before.is_empty() || !before.iter().all(takes) {
            return;
        }
        let alone = Span::new(self.node(end).span.start, self.node(item).span.end);
        if self.choose(&[(true, Span::default()), (false, alone)]) == Some(true) {
            for id in before {
                self.narrow(id, &arg.word, item);
                self.node_mut(id).args.push(arg.clone());
            }
        }
    }

    /// The same for a time, where the nouns before have taken what the last has.
    pub(super) fn share_time(&mut self, list: &List, stack: &Stack) {
        let ends = |id: &&NodeId| !self.nouns_before(**id, list, stack).is_empty();
        let Some(end) = stack.iter().rev().find(ends).copied() else { return };
        let Some((time, own)) =
            self.node(end).times.split_last().map(|(time, own)| (time.clone(), own.len()))
        else {
            return;
        };
        let before = self.nouns_before(end, list, stack);
        let alike = |id: &NodeId| {
            let node = self.node(*id);
            node.args == self.node(end).args && node.times.len() == own && node.clauses.is_empty()
        };
        if before.iter().all(alike) {
            for id in before {
                self.node_mut(id).times.push(time.clone());
            }
        }
    }

    /// The nouns before the last of the list that it ends: the list of the whole phrase, or of what a clause says
    /// something is.
    fn nouns_before(&self, end: NodeId, list: &List, stack: &Stack) -> Vec<NodeId> {
        let said = stack.iter().filter_map(|id| match self.node(*id).clauses.last()?.kind {
            SaidKind::Complement(noun) => match &self.node(noun).what {
                What::Group(list) => Some(list),
                _ => None,
            },
            _ => None,
        });
        let ends = |list: &&List| list.op != Some(ListOp::ButNot) && list.items.last() == Some(&end);
        let list = std::iter::once(list).chain(said).find(ends);
        let mut items = list.map(|list| list.items.clone()).unwrap_or_default();
        items.pop();
        items
    }
}
