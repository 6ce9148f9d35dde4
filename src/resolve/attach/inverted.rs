//! Questions about a subject that stands inside its verb: *did Putin visit China and meet Xi?*
//!
//! In: an inverted clause. Out: its subject, and what is said of it, one [`Said`] for each verb that the question joins.
//! Absent: what is said of the things in it (`clause`).

use crate::syntax::{
    Article, Auxiliary, Clause, Conjunction, Joinee, Operand, OperandKind, Phrase, PredicateKind,
    Premodifier, Tail,
};
use crate::text::Span;
use crate::time::Shape;

use super::super::error::Error;
use super::noun::BEFORE;
use super::{Attacher, List, ListOp, Node, NodeId, Said, SaidKind, Stack, What};

impl Attacher<'_> {
    /// The subject, and the one thing that is said of it; several are an error.
    pub(in crate::resolve) fn clause(&mut self, clause: &Clause) -> Result<(List, Said), Error> {
        let (subject, mut said) = self.closed_clauses(clause)?;
        match said.pop() {
            Some(only) if said.is_empty() => Ok((subject, only)),
            _ => Err(Error::CannotJoin { span: clause.predicate.span }),
        }
    }

    /// The subject, and all that is said of it, in the order of writing; there is at least one, and each has the negation of
    /// the first.
    pub(in crate::resolve) fn clauses(&mut self, clause: &Clause) -> Result<(List, Vec<Said>), Error> {
        let subject = self.phrase(&clause.subject)?;
        if let ([only], true) = (&subject.items[..], clause.every) {
            self.node_mut(*only).every = true;
        }
        let made = self.nodes.len();
        let first = self.said_of(&clause.predicate, ListOp::And)?;
        let (mut said, mut tails, mut all) = (first.clone(), &clause.tails[..], Vec::new());
        loop {
            let next = tails.iter().position(|tail| self.goes_on(&first, tail)).unwrap_or(tails.len());
            let (own, rest) = tails.split_at(next);
            all.push(self.with_tails(said, own)?);
            let Some((joined, after)) = rest.split_first() else { break };
            said = self.said_again(&first, joined)?;
            tails = after;
        }
        for place in 0..all.len() {
            self.share_object(&all, place);
        }
        self.share_objects(made);
        Ok((subject, all))
    }

    /// As [`Self::clauses`], of a question that asks for no role of its verb: what the verb leaves out may stand in its
    /// subject.
    pub(in crate::resolve) fn closed_clauses(&mut self, clause: &Clause) -> Result<(List, Vec<Said>), Error> {
        let (subject, all) = self.clauses(clause)?;
        for said in &all {
            self.share_with_subject(&subject, said);
        }
        Ok((subject, all))
    }

    /// `when was` (the BRICS summit in 2024): a name right before a noun of what happens, and no subject of it, is a part of it.
    pub(in crate::resolve) fn one_phrase(&mut self, clause: &Clause) -> Result<Option<Phrase>, Error> {
        let (subject, said) = (&clause.subject, &clause.predicate);
        let (OperandKind::Named(name), PredicateKind::Complement(complement)) =
            (&subject.head.kind, &said.kind)
        else {
            return Ok(None);
        };
        let OperandKind::Noun(noun) = &complement.kind else { return Ok(None) };
        let bare = complement.article.is_none() && noun.premodifiers.is_empty() && noun.pick.is_none();
        let plain = said.negation.is_none() && said.adverbs.is_empty() && subject.tails.is_empty();
        if !bare || !plain || subject.head.article != Some(Article::The) {
            return Ok(None);
        }
        let (item, id) = (self.operand(&subject.head)?, self.operand(complement)?);
        if !self.happens_to(id, item) || !self.narrow(id, BEFORE, item) {
            return Ok(None);
        }
        let mut noun = noun.clone();
        noun.premodifiers.push(Premodifier::Compound(name.clone()));
        let span = subject.head.span.to(complement.span);
        let head = Operand { article: subject.head.article, kind: OperandKind::Noun(noun), span };
        Ok(Some(Phrase { head, tails: clause.tails.clone() }))
    }

    /// Whether it is a noun of what happens that the other cannot be.
    fn happens_to(&self, noun: NodeId, item: NodeId) -> bool {
        let What::Noun { senses, .. } = &self.node(noun).what else { return false };
        senses.iter().all(|one| {
            let relation = one.sense.relation;
            self.store.relation(relation).shape == Shape::Event
                && one.sense.answers.is_none_or(|role| !self.fits(item, relation, role))
        })
    }

    /// Whether a tail is one more verb of the question: it has the form that stands behind the same auxiliary.
    fn goes_on(&self, first: &Said, tail: &Tail) -> bool {
        let Tail::Joined { what, .. } = tail else { return false };
        match what.as_ref() {
            Joinee::Tail(Tail::Predicate(predicate)) => {
                predicate.auxiliary == Auxiliary::None
                    && predicate.verb().is_some_and(|verb| self.can_stand_behind(first.auxiliary, &verb.text))
            }
            Joinee::Tail(Tail::Participle(word)) => self.can_stand_behind(first.auxiliary, &word.text),
            _ => false,
        }
    }

    /// What that verb says.
    fn said_again(&mut self, first: &Said, tail: &Tail) -> Result<Said, Error> {
        let Tail::Joined { conjunction, span, what } = tail else { return Err(Error::NothingToAttachTo) };
        let op = if *conjunction == Conjunction::Or { ListOp::Or } else { ListOp::And };
        let said = match what.as_ref() {
            Joinee::Tail(Tail::Predicate(predicate)) if predicate.negation.is_none() => {
                self.said_of(predicate, op)?
            }
            Joinee::Tail(Tail::Participle(word)) => {
                let verb = self.verb(word, word.span)?;
                let passive = matches!(first.auxiliary, Auxiliary::Be(_));
                let kind = if passive { SaidKind::Passive(verb) } else { SaidKind::Verb(verb) };
                Said { op, pick: None, kind, ..first.clone() }
            }
            _ => return Err(Error::CannotJoin { span: *span }),
        };
        if *conjunction == Conjunction::ButNot {
            return Err(Error::CannotJoin { span: *span });
        }
        Ok(Said { negation: first.negation, auxiliary: first.auxiliary, ..said })
    }

    /// One thing said, with the tails that follow it.
    fn with_tails(&mut self, mut said: Said, tails: &[Tail]) -> Result<Said, Error> {
        let mut stack = Stack::new();
        self.open(said.kind, &mut stack);
        let first = *stack.first().ok_or(Error::NothingToAttachTo)?;
        let mut list = List::one(first);
        self.tails(tails, &mut list, &mut stack)?;
        if list.items.len() > 1 || !list.except.is_empty() {
            let span = self.node(first).span;
            let SaidKind::Complement(_) = said.kind else { return Err(Error::CannotJoin { span }) };
            said.kind = SaidKind::Complement(self.one_of_complements(first, list, span)?);
        }
        match said.kind {
            // A verb is nothing that more can be said of.
            SaidKind::Verb(verb) | SaidKind::Passive(verb) if !self.node(verb).clauses.is_empty() => {
                Err(Error::CannotJoin { span: self.node(verb).span })
            }
            _ => Ok(said),
        }
    }

    /// `was Putin president or prime minister of Russia?`
    fn one_of_complements(&mut self, first: NodeId, list: List, span: Span) -> Result<NodeId, Error> {
        let listed: Vec<NodeId> = list.items.iter().chain(&list.except).copied().collect();
        listed.iter().try_for_each(|item| self.turn_like(first, *item))?;
        let end = listed.iter().fold(span, |all, id| all.to(self.node(*id).span));
        Ok(self.add(Node::new(What::Group(list), end)))
    }
}
