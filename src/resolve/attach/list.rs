//! Prepositions, and what `and`, `or`, `but not` join.
//!
//! In: a phrase or a conjunction, and the stack of nodes that are still open. Out: arguments and lists.
//! Mixed conjunctions in one list are refused, with the two ways to bracket them.

use crate::syntax::{Conjunction, Joinee, Search, Tail, Word};
use crate::text::Span;

use super::super::error::Error;
use super::{Arg, Attacher, List, ListOp, Node, NodeId, Said, SaidKind, Stack, What};

impl Attacher<'_> {
    /// A preposition goes to the nearest noun or verb on its left that takes it.
    pub(super) fn preposition(
        &mut self,
        word: &Word,
        item: NodeId,
        negated: bool,
        stack: &mut Stack,
    ) -> Result<(), Error> {
        let text = word.text.to_lowercase();
        let takers: Vec<usize> =
            (0..stack.len()).rev().filter(|at| self.narrowed(stack[*at], &text, item).is_some()).collect();
        let options: Vec<(usize, Span)> =
            takers.iter().map(|at| (*at, self.brackets(stack, at + 1, word.span))).collect();
        if let Some(depth) = self.choose(&options) {
            self.narrow(stack[depth], &text, item);
            let target = self.open_item(stack[depth]);
            stack.truncate(depth + 1);
            self.node_mut(target).args.push(Arg { word: text, list: List::one(item), negated });
            stack.push(item);
            return Ok(());
        }
        if self.said_alone(word, item, negated, stack)
            || (text == "with" && self.with_own(item, negated, stack))
        {
            return Ok(());
        }
        let node = self.node(item);
        if let What::Text(name) = &node.what {
            return Err(self.unknown_name(name, node.span));
        }
        Err(self.not_taken(&text, word.span, item, stack))
    }

    /// Brackets from the node at that depth to just before a word: they close what the word could otherwise join.
    pub(super) fn brackets(&self, stack: &Stack, depth: usize, before: Span) -> Span {
        let start = stack.get(depth).map_or(before.start, |id| self.node(*id).span.start);
        Span::new(start, before.start)
    }

    /// A bracket around one thing is that thing, for what follows it.
    pub(in crate::resolve) fn open_item(&self, id: NodeId) -> NodeId {
        match &self.node(id).what {
            What::Group(list) if list.items.len() == 1 => self.open_item(list.items[0]),
            _ => id,
        }
    }

    /// `and` before a name, noun or bracket joins the nearest list that it fits.
    pub(super) fn join_operand(
        &mut self,
        conjunction: Conjunction,
        span: Span,
        item: NodeId,
        list: &mut List,
        stack: &mut Stack,
    ) -> Result<(), Error> {
        let mut options: Vec<(usize, Span)> = Vec::new();
        // A noun that comes again stands beside the first: `partners of ?x or partners of ?y`.
        let again = |id: &NodeId| self.repeats(*id) && self.spoken(*id) == self.spoken(item);
        let deepest = stack.iter().rposition(again).map_or(stack.len(), |at| at + 1);
        for depth in (1..deepest).rev() {
            if self.joinable(stack[depth - 1], stack[depth], item).is_some() {
                options.push((depth, self.brackets(stack, depth, span)));
            }
        }
        if let Some(depth) = self.choose(&options) {
            let (parent, child) = (stack[depth - 1], stack[depth]);
            if let Some((at, _)) = self.joinable(parent, child, item) {
                stack.truncate(depth);
                if conjunction == Conjunction::ButNever {
                    return self.never(at, span, item, stack);
                }
                return self.join_argument(at, conjunction, span, item, stack);
            }
        }
        if conjunction == Conjunction::ButNever {
            return Err(Error::CannotJoin { span });
        }
        if let Some((joined, _)) =
            self.whole.according.last().cloned().filter(|_| stack.len() == 1 && self.is_name(item))
        {
            let mut joined = joined;
            self.join(&mut joined, conjunction, span, item)?;
            if let Some(last) = self.whole.according.last_mut() {
                last.0 = joined;
            }
            return Ok(());
        }
        if self.is_said_of_whose(stack)
            && self.is_name(item)
            && (conjunction != Conjunction::ButNot || self.includes(stack))
        {
            return self.goes_on_with_whose(conjunction, span, item, stack);
        }
        if self.goes_on_otherwise(conjunction, item, list, stack) {
            return Ok(());
        }
        if self.join_complement(conjunction, span, item, stack)? {
            return Ok(());
        }
        self.join(list, conjunction, span, item)?;
        if conjunction == Conjunction::ButNot && self.is_name(item) {
            // A name that is left out takes nothing that follows.
            stack.truncate(1);
            return Ok(());
        }
        stack.clear();
        stack.push(item);
        Ok(())
    }

    /// Whether the item is no item of the whole list, but one more thing that the head has or has not, or part of the item's own
    /// list.
    fn goes_on_otherwise(
        &mut self,
        conjunction: Conjunction,
        item: NodeId,
        list: &mut List,
        stack: &mut Stack,
    ) -> bool {
        match conjunction {
            // `countries without a president`: no country could be one.
            Conjunction::ButNot if !stack.iter().any(|id| self.could_be_both(*id, item)) => {
                self.with_own(item, true, stack)
            }
            // `organisations with 5 members and a summit`: one more thing that the head has.
            Conjunction::And if self.has_one_more(item, stack) => true,
            Conjunction::And | Conjunction::Or if self.share_compound(conjunction, item, list) => {
                *stack = vec![item];
                true
            }
            Conjunction::Or => self.nor_is(item, stack),
            _ => false,
        }
    }

    /// `that are not members of BRICS or members of SCO`: neither is so.
    fn nor_is(&mut self, item: NodeId, stack: &mut Stack) -> bool {
        if !self.repeats(item) {
            return false;
        }
        let denied = |id: &NodeId| {
            self.node(*id)
                .clauses
                .last()
                .filter(|said| said.negation.is_some() && matches!(said.kind, SaidKind::Complement(_)))
        };
        let Some((depth, said)) =
            stack.iter().enumerate().rev().find_map(|(at, id)| Some((at, denied(id)?.clone())))
        else {
            return false;
        };
        self.node_mut(item).is_clause = true;
        let said = Said { op: ListOp::And, kind: SaidKind::Complement(item), ..said };
        self.node_mut(stack[depth]).clauses.push(said);
        stack.truncate(depth + 1);
        stack.push(item);
        true
    }

    /// `people who were president of Russia and prime minister of Russia`: a noun goes on with the noun that the
    /// last clause says something is, in the tense of that clause.
    fn join_complement(
        &mut self,
        conjunction: Conjunction,
        span: Span,
        item: NodeId,
        stack: &mut Stack,
    ) -> Result<bool, Error> {
        let said = |id: &NodeId| match self.node(*id).clauses.last() {
            Some(Said { negation: None, kind: SaidKind::Complement(noun), .. }) => Some(*noun),
            _ => None,
        };
        let found = stack.iter().enumerate().rev().find_map(|(at, id)| Some((at, said(id)?)));
        let Some((at, noun)) = found.filter(|_| conjunction != Conjunction::ButNot) else { return Ok(false) };
        if !self.repeats(item) || !(self.repeats(noun) || matches!(self.node(noun).what, What::Group(_))) {
            return Ok(false);
        }
        let group = self.complements(noun, conjunction, span, item)?;
        if let Some(said) = self.node_mut(stack[at]).clauses.last_mut() {
            said.kind = SaidKind::Complement(group);
        }
        stack.truncate(at + 1);
        stack.push(item);
        Ok(true)
    }

    /// The list of what something is, with one more noun.
    pub(super) fn complements(
        &mut self,
        noun: NodeId,
        conjunction: Conjunction,
        span: Span,
        item: NodeId,
    ) -> Result<NodeId, Error> {
        let mut list = match &self.node(noun).what {
            What::Group(list) => list.clone(),
            _ => List::one(noun),
        };
        self.join(&mut list, conjunction, span, item)?;
        self.node_mut(item).is_clause = true;
        self.turn_like(noun, item)?;
        let whole = self.node(noun).span.to(self.node(item).span);
        let mut group = Node::new(What::Group(list), whole);
        group.is_clause = true;
        Ok(self.add(group))
    }

    /// The argument of `parent` that ends with `child`, with its word, if the item fits there too.
    fn joinable(&self, parent: NodeId, child: NodeId, item: NodeId) -> Option<(usize, String)> {
        let at = self.arg_of(parent, child)?;
        let arg = &self.node(self.open_item(parent)).args[at];
        let fits = !arg.negated && self.narrowed(parent, &arg.word, item).is_some();
        fits.then(|| (at, arg.word.clone()))
    }

    fn repeats(&self, item: NodeId) -> bool {
        matches!(self.node(item).what, What::Noun { .. } | What::Defined { .. } | What::RoleNoun { .. })
    }

    pub(super) fn is_name(&self, item: NodeId) -> bool {
        matches!(self.node(item).what, What::Named { .. })
    }

    /// The argument of `parent` whose list ends with `child`.
    fn arg_of(&self, parent: NodeId, child: NodeId) -> Option<usize> {
        let parent = self.open_item(parent);
        self.node(parent)
            .args
            .iter()
            .rposition(|arg| arg.list.items.contains(&child) || arg.list.except.contains(&child))
    }

    /// Adds an item to a list; one list holds one kind of conjunction.
    pub(super) fn join(
        &self,
        list: &mut List,
        conjunction: Conjunction,
        span: Span,
        item: NodeId,
    ) -> Result<(), Error> {
        let mixed = |store: &Self| Err(store.mixed(list, conjunction, item, span));
        if list.op == Some(ListOp::ButNot) && self.only_names_left_out(list) && self.is_name(item) {
            list.except.push(item);
            return Ok(());
        }
        match conjunction {
            Conjunction::ButNever => return Err(Error::CannotJoin { span }),
            Conjunction::ButNot => {
                if list.op == Some(ListOp::Or) || list.op == Some(ListOp::And) {
                    return mixed(self);
                }
                list.op = Some(ListOp::ButNot);
                list.except.push(item);
                return Ok(());
            }
            Conjunction::Comma => list.commas = true,
            Conjunction::And | Conjunction::Or => {
                let op = if conjunction == Conjunction::And { ListOp::And } else { ListOp::Or };
                if list.op.is_some_and(|before| before != op) {
                    return mixed(self);
                }
                list.op = Some(op);
            }
        }
        if list.op == Some(ListOp::ButNot) {
            list.except.push(item);
        } else {
            list.items.push(item);
        }
        Ok(())
    }

    /// `members of SCO except Iran and India`: a name that is left out of things goes with no other list.
    fn only_names_left_out(&self, list: &List) -> bool {
        !list.items.iter().any(|item| self.is_name(*item))
            && list.except.iter().all(|item| self.is_name(*item))
    }

    fn mixed(&self, list: &List, conjunction: Conjunction, item: NodeId, span: Span) -> Error {
        let before = match list.op {
            Some(ListOp::Or) => "or",
            Some(ListOp::ButNot) => "but not",
            _ => "and",
        };
        let after = match conjunction {
            Conjunction::Or => "or",
            Conjunction::ButNot => "but not",
            _ => "and",
        };
        let spans: Vec<Span> = list.items.iter().chain(&list.except).map(|id| self.node(*id).span).collect();
        let end = spans.last().copied().unwrap_or(span);
        let whole = spans.first().copied().unwrap_or(span).to(end);
        Error::MixedList {
            before,
            after,
            span,
            list: whole,
            pair: end.to(self.node(item).span),
            again: false,
            tries: Vec::new(),
        }
    }

    /// Adds the item to that argument of the last node on the stack, and opens it.
    pub(super) fn join_argument(
        &mut self,
        at: usize,
        conjunction: Conjunction,
        span: Span,
        item: NodeId,
        stack: &mut Stack,
    ) -> Result<(), Error> {
        let target = *stack.last().ok_or(Error::NothingToAttachTo)?;
        let word = self.node(self.open_item(target)).args[at].word.clone();
        self.narrow(target, &word, item);
        let target = self.open_item(target);
        let mut joined = self.node(target).args[at].list.clone();
        self.join(&mut joined, conjunction, span, item)?;
        self.node_mut(target).args[at].list = joined;
        stack.push(item);
        Ok(())
    }

    /// `and` before a clause, a preposition or a time.
    pub(super) fn join_tail(
        &mut self,
        conjunction: Conjunction,
        span: Span,
        tail: &Tail,
        list: &mut List,
        stack: &mut Stack,
    ) -> Result<(), Error> {
        let op = match conjunction {
            Conjunction::Or => ListOp::Or,
            Conjunction::ButNever => return Err(Error::CannotJoin { span }),
            Conjunction::ButNot => ListOp::ButNot,
            Conjunction::And | Conjunction::Comma => ListOp::And,
        };
        if self.gap_again(tail, op, stack)? {
            return Ok(());
        }
        match tail {
            Tail::Relative(_, predicate) | Tail::Predicate(predicate) => {
                let depth = stack.iter().rposition(|id| !self.node(*id).clauses.is_empty()).unwrap_or(0);
                stack.truncate(depth + 1);
                self.predicate(predicate, op, stack)?;
                self.share_negation(stack);
                Ok(())
            }
            Tail::Preposition { negated, preposition, operand } => {
                let item = self.operand(operand)?;
                if !negated && self.join_again(preposition, conjunction, span, item, stack)? {
                    return Ok(());
                }
                if op == ListOp::Or {
                    return Err(Error::CannotJoin { span });
                }
                self.preposition(preposition, item, op == ListOp::ButNot || *negated, stack)
            }
            Tail::Participle(word) => self.participle_again(word, op, stack),
            Tail::Whose(whose) => self.whose(whose, op, stack),
            Tail::Gap(gap) => {
                let depth = stack.iter().rposition(|id| !self.node(*id).clauses.is_empty()).unwrap_or(0);
                stack.truncate(depth + 1);
                self.gap(gap, op, stack)
            }
            Tail::Mentioning(search) if op != ListOp::Or && !(search.negated && op == ListOp::ButNot) => {
                let negated = search.negated || op == ListOp::ButNot;
                self.mentioning(&Search { negated, ..search.clone() }, ListOp::And, stack)
            }
            Tail::DateAgain(date) => self.join_date(date, conjunction, op, stack),
            Tail::Compared(comparison) if op == ListOp::And => self.compared(comparison, stack),
            Tail::Time(time) => self.join_time(time, op, span, stack),
            Tail::Joined { what, .. } => match what.as_ref() {
                Joinee::Tail(tail) => self.join_tail(conjunction, span, tail, list, stack),
                Joinee::Operand(operand) => {
                    let item = self.operand(operand)?;
                    self.join_operand(conjunction, span, item, list, stack)
                }
            },
            _ => Err(Error::CannotJoin { span }),
        }
    }
}
