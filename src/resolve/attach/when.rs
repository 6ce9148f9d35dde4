//! Which noun or verb a time belongs to, and what the time is relative to.
//!
//! In: a time of the tree and the stack. Out: [`TimeItem`]s on nodes. The rule (language reference, *scope*): the
//! nearest verb's clause, else the head; `as of` and `as known` the whole query. What follows the thing that a
//! time is relative to belongs to that thing first: `after visits by Pezeshkian to Russia`.

use crate::fact::EntityId;
use crate::syntax::{Clause, Conjunction, Joinee, Operand, OperandKind, SpanEnd, Tail, TimeTail, TimeWord};
use crate::text::Span;

use super::super::error::Error;
use super::{Attacher, Clock, List, NodeId, Said, Stack, TimeItem, What};

impl Attacher<'_> {
    /// A time goes to the nearest verb's clause, else to the head; `as of` and `as known` to the query.
    pub(in crate::resolve) fn time(
        &mut self,
        time: &TimeTail,
        or: bool,
        stack: &mut Stack,
    ) -> Result<(), Error> {
        if let Some((word, clock)) = self.clock(time)? {
            let set = match word {
                TimeWord::AsKnown => &mut self.whole.known,
                _ => &mut self.whole.as_of,
            };
            // A second day would silently take the place of the first.
            if set.replace(clock).is_some() {
                let end = end_of(time);
                return Err(Error::CannotJoin { span: Span::new(end.saturating_sub(1), end) });
            }
            return Ok(());
        }
        let in_force = matches!(time, TimeTail::InForce(_)).then(|| self.nearest_state(stack)).flatten();
        let target = in_force.or_else(|| self.time_target(time, stack)).ok_or(Error::NothingToAttachTo)?;
        let target = if or { target } else { self.with_its_own_time(target, stack)? };
        if let TimeTail::Together { span, .. } = time {
            return self.together(time, *span, target, stack);
        }
        let mut item = TimeItem { time: time.clone(), or, again: false, related: None, said: None };
        match time {
            TimeTail::Related { operand, .. } => {
                let related = self.operand(operand)?;
                if matches!(
                    self.node(related).what,
                    What::Noun { .. } | What::RoleNoun { .. } | What::Defined { .. }
                ) {
                    stack.push(related);
                }
                item.related = Some(related);
            }
            TimeTail::Gerund { kept, verbal, span, .. } => {
                let verb = self.gerund(verbal, *kept, *span)?;
                stack.push(verb);
                stack.extend(self.node(verb).args.first().map(|arg| arg.list.items[0]));
                item.related = Some(verb);
            }
            TimeTail::Becoming { turned, .. } => {
                let noun = self.turned(turned)?;
                stack.push(noun);
                item.related = Some(noun);
            }
            TimeTail::Being { what, .. } => {
                let noun = self.operand(what)?;
                stack.push(noun);
                item.related = Some(noun);
            }
            TimeTail::Clause { clause, .. } => item.said = Some(self.time_clause(clause, stack)?),
            _ => {}
        }
        self.node_mut(target).times.push(item);
        Ok(())
    }

    /// `between the Kazan summit and the Rio summit`, `from … to …`: a time where nothing before it takes the preposition and
    /// both names have dates. Also what follows it.
    pub(super) fn span_of_events<'t>(
        &mut self,
        tails: &'t [Tail],
        stack: &Stack,
    ) -> Result<Option<(TimeTail, &'t [Tail])>, Error> {
        let [Tail::Preposition { negated: false, preposition, operand: first }, second, rest @ ..] = tails
        else {
            return Ok(None);
        };
        let last = match (preposition.text.as_str(), second) {
            ("between", Tail::Joined { conjunction: Conjunction::And, what, .. }) => match what.as_ref() {
                Joinee::Operand(last) => last,
                Joinee::Tail(_) => return Ok(None),
            },
            ("from", Tail::Preposition { negated: false, preposition: to, operand }) if to.text == "to" => {
                operand
            }
            _ => return Ok(None),
        };
        if !self.is_dated(first) || !self.is_dated(last) {
            return Ok(None);
        }
        let item = self.operand(first)?;
        if stack.iter().any(|id| self.narrowed(*id, &preposition.text, item).is_some()) {
            return Ok(None);
        }
        let (between, span) = (preposition.text == "between", preposition.span.to(last.span));
        let (first, last) = (SpanEnd::Named(first.clone()), SpanEnd::Named(last.clone()));
        Ok(Some((TimeTail::Span { between, first, last, span }, rest)))
    }

    /// `not in force`, which is *ever but not in force*, speaks of the nearest state, as `in force` does. Also what follows it.
    pub(super) fn not_in_force<'t>(
        &mut self,
        tails: &'t [Tail],
        list: &mut List,
        stack: &mut Stack,
    ) -> Result<Option<&'t [Tail]>, Error> {
        let [ever @ Tail::Time(TimeTail::Ever(_)), not @ Tail::Joined { span, what, .. }, rest @ ..] = tails
        else {
            return Ok(None);
        };
        let in_force = matches!(**what, Joinee::Tail(Tail::Time(TimeTail::InForce(_))));
        let nearest = self.nearest_state(stack).filter(|state| in_force && stack.first() != Some(state));
        let Some(state) = nearest else { return Ok(None) };
        let mut inner = vec![state];
        self.tail(ever, list, &mut inner)?;
        self.tail(not, list, &mut inner)?;
        if self.node(state).clauses.is_empty() {
            return Err(Error::CannotJoin { span: *span });
        }
        Ok(Some(rest))
    }

    /// Whether it is the name of something that facts give a date.
    fn is_dated(&self, operand: &Operand) -> bool {
        let OperandKind::Named(word) = &operand.kind else { return false };
        self.are_dated(&self.entities(&word.text, false))
    }

    /// As [`Self::is_dated`], of a node.
    pub(super) fn has_a_date(&self, id: NodeId) -> bool {
        matches!(&self.node(id).what, What::Named { entities, .. } if self.are_dated(entities))
    }

    fn are_dated(&self, entities: &[EntityId]) -> bool {
        self.store.relations().any(|relation| {
            let table = self.store.table(relation.id);
            let mut roles = relation.roles().filter(|(_, declared)| declared.dated);
            roles.any(|(role, _)| entities.iter().any(|entity| !table.postings(role, *entity).is_empty()))
        })
    }

    /// What `as of` and `as known` set a clock to: a date, or what a name stands for.
    fn clock(&mut self, time: &TimeTail) -> Result<Option<(TimeWord, Clock)>, Error> {
        Ok(match time {
            TimeTail::Dated { word: word @ (TimeWord::AsOf | TimeWord::AsKnown), date } => {
                Some((*word, Clock::Date(date.clone())))
            }
            TimeTail::Related { word: word @ (TimeWord::AsOf | TimeWord::AsKnown), operand }
                if matches!(operand.kind, OperandKind::Named(_)) =>
            {
                Some((*word, Clock::Named(self.operand(operand)?)))
            }
            _ => None,
        })
    }

    /// A clause whose tails are still to come.
    fn time_clause(&mut self, clause: &Clause, stack: &mut Stack) -> Result<(List, Said), Error> {
        let subject = self.phrase(&clause.subject)?;
        let said = self.said_of(&clause.predicate, super::ListOp::And)?;
        self.open(said.kind, stack);
        Ok((subject, said))
    }

    /// The nearest noun for what holds: `statements about agreements in force`.
    pub(super) fn nearest_state(&self, stack: &Stack) -> Option<NodeId> {
        stack
            .iter()
            .rev()
            .find(|id| matches!(self.node(**id).what, What::Noun { .. }) && self.holds(**id))
            .copied()
    }

    /// The nearest verb's clause, else the head; a noun in between is the rival.
    fn time_target(&mut self, time: &TimeTail, stack: &Stack) -> Option<NodeId> {
        let first = stack.iter().rev().find(|id| self.node(**id).is_clause).or(stack.first()).copied()?;
        let end = end_of(time);
        let mut options = vec![(first, Span::default())];
        for id in
            stack.iter().rev().filter(|id| **id != first && matches!(self.node(**id).what, What::Noun { .. }))
        {
            options.push((*id, Span::new(self.node(*id).span.start, end)));
        }
        self.choose(&options)
    }
}

/// Where a time phrase ends in the query.
pub(super) fn end_of(time: &TimeTail) -> usize {
    match time {
        TimeTail::Dated { date, .. } => date.span.end,
        TimeTail::Related { operand, .. } => operand.span.end,
        TimeTail::Gerund { span, .. }
        | TimeTail::Becoming { span, .. }
        | TimeTail::Being { span, .. }
        | TimeTail::Together { span, .. }
        | TimeTail::Clause { span, .. }
        | TimeTail::Span { span, .. }
        | TimeTail::Lasting { span, .. }
        | TimeTail::Ever(span)
        | TimeTail::Now(span)
        | TimeTail::InForce(span) => span.end,
    }
}
