//! Clauses in which the head fills what is left open: `organisations that Iran belongs to`, `countries Putin visited`.
//!
//! In: a clause with its subject, and the preposition that it leaves behind. Out: a node for its verb or noun, hung on the
//! nearest noun that can be its object, or what its preposition takes. Absent: what it means (`lower::gap`).

use crate::fact::VerbId;
use crate::syntax::{self, Predicate, PredicateKind, Tail, Verbal};

use super::super::error::Error;
use super::{Attacher, Gap, ListOp, NodeId, SaidKind, Stack, What};

impl Attacher<'_> {
    pub(super) fn gap(&mut self, gap: &syntax::Gap, op: ListOp, stack: &mut Stack) -> Result<(), Error> {
        let subject = self.phrase(&gap.clause.subject)?;
        let mut said = self.said_of(&gap.clause.predicate, op)?;
        let (SaidKind::Verb(inner) | SaidKind::Complement(inner)) = said.kind else {
            return Err(Error::NothingToAttachTo);
        };
        let word = gap.preposition.as_ref().map(|word| word.text.to_lowercase());
        let fills = |id: &NodeId| self.may_have_clauses(*id) && self.fills(*id, inner, word.as_deref());
        let Some(depth) = stack.iter().rposition(fills) else {
            return Err(self.no_gap_for(gap, inner, stack));
        };
        stack.truncate(depth + 1);
        self.node_mut(inner).gap = Some(Gap { subject, word });
        said.kind = SaidKind::Gap(inner);
        self.node_mut(stack[depth]).clauses.push(said.clone());
        self.open(said.kind, stack);
        Ok(())
    }

    /// `organisations that Indonesia joined and left`: a verb without an object, where the clause before it leaves its own
    /// open, has the subject of that clause, if it may have it.
    pub(super) fn gap_again(&mut self, tail: &Tail, op: ListOp, stack: &mut Stack) -> Result<bool, Error> {
        let predicate = match tail {
            Tail::Predicate(predicate) => predicate.clone(),
            Tail::Participle(word) => Predicate::bare(word, None),
            _ => return Ok(false),
        };
        let PredicateKind::Verb(Verbal { verb, object: None }) = &predicate.kind else { return Ok(false) };
        let Some(depth) = stack.iter().rposition(|id| !self.node(*id).clauses.is_empty()) else {
            return Ok(false);
        };
        let head = stack[depth];
        let before = self.node(head).clauses.last().map(|said| said.kind);
        let Some(SaidKind::Gap(inner)) = before else { return Ok(false) };
        let Some(Gap { subject, word: None }) = self.node(inner).gap.clone() else { return Ok(false) };
        let goes_on = |id: &VerbId| {
            let verb = self.store.verb(*id);
            let may_be = |item: &NodeId| self.fits(*item, verb.relation, verb.subject);
            self.takes_object(*id, head) && subject.items.iter().all(may_be)
        };
        if !self.verbs(&verb.text, |_| true).iter().any(goes_on) {
            return Ok(false);
        }
        let mut said = self.said_of(&predicate, op)?;
        let SaidKind::Verb(inner) = said.kind else { return Ok(false) };
        stack.truncate(depth + 1);
        self.node_mut(inner).gap = Some(Gap { subject, word: None });
        said.kind = SaidKind::Gap(inner);
        self.node_mut(head).clauses.push(said.clone());
        self.open(said.kind, stack);
        Ok(true)
    }

    /// Whether the node can stand where the verb or noun leaves a place open.
    fn fills(&self, id: NodeId, inner: NodeId, word: Option<&str>) -> bool {
        match (&self.node(inner).what, word) {
            (What::Verb { verbs, .. }, None) => verbs.iter().any(|verb| self.takes_object(*verb, id)),
            (_, Some(word)) => self.narrowed(inner, word, id).is_some(),
            _ => false,
        }
    }

    fn no_gap_for(&self, gap: &syntax::Gap, inner: NodeId, stack: &Stack) -> Error {
        let head = stack[0];
        match (&gap.preposition, self.node(inner).what.clone()) {
            (Some(word), _) => self.not_taken(&word.text, word.span, head, &[inner]),
            (None, What::Verb { text, verbs }) => Error::NotAnObject {
                verb: text,
                item: self.spoken(head).unwrap_or_default(),
                wanted: self.wanted_by(&verbs, false),
                span: self.node(inner).span,
            },
            (None, _) => Error::NoGap { asked: "that".to_owned(), verb: "be".to_owned(), span: gap.span },
        }
    }
}
