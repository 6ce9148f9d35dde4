//! `whose`: a noun that belongs to another, with what is said of it.
//!
//! In: a `whose` clause. Out: a node for its noun, with its own arguments and clauses, hung on the nearest noun that can
//! own it: by the possessive of the noun, or because the noun names a role of the other's facts.

use crate::fact::{RelationId, RoleId};
use crate::syntax::{Auxiliary, Conjunction, Whose};
use crate::text::Span;

use super::super::error::Error;
use super::super::query::Spoken;
use super::{Attacher, List, ListOp, NodeId, NounSense, Said, SaidKind, Stack, What};

impl Attacher<'_> {
    pub(super) fn whose(&mut self, whose: &Whose, op: ListOp, stack: &mut Stack) -> Result<(), Error> {
        let noun = self.operand(&whose.noun.head)?;
        let mut inner = vec![noun];
        if let [head] = stack[..] {
            self.ask_for_facts(head, noun);
        }
        let owns = |owner: &NodeId| self.is_thing(*owner) && self.can_own(*owner, noun);
        let depth = stack.iter().rposition(owns);
        let depth = depth.ok_or_else(|| self.not_taken("whose", whose.noun.head.span, noun, stack))?;
        stack.truncate(depth + 1);
        let owner = stack[depth];
        self.keep_owned(owner, noun);
        self.node_mut(noun).is_clause = matches!(self.node(noun).what, What::Noun { .. });
        self.node_mut(noun).includes = whose.includes;
        let mut list = List::one(noun);
        self.tails(&whose.noun.tails, &mut list, &mut inner)?;
        if let Some(said) = &whose.said {
            self.predicate(said, ListOp::And, &mut inner)?;
        }
        self.say_owned(owner, noun, op);
        stack.extend(inner);
        Ok(())
    }

    /// `whose parties are Iran and Russia?`: the facts that have such a role, where only those of one relation do.
    fn ask_for_facts(&mut self, head: NodeId, noun: NodeId) {
        let mut relations = match (&self.node(head).what, &self.node(noun).what) {
            (What::Anything, What::RoleNoun { .. }) => self.relations_of(noun),
            _ => return,
        };
        relations.dedup();
        let [relation] = relations[..] else { return };
        if let Some(sense) = self.spoken_sense(Spoken::Implied, relation) {
            let text = self.store.relation(relation).name.clone();
            self.node_mut(head).what = What::Noun { text, senses: vec![sense] };
        }
    }

    /// `countries with a president`: what a noun on the left can own; `not with`: does not.
    pub(super) fn with_own(&mut self, noun: NodeId, negated: bool, stack: &mut Stack) -> bool {
        let owns = |owner: &NodeId| {
            self.is_thing(*owner)
                && matches!(self.node(noun).what, What::Noun { .. })
                && self.can_own(*owner, noun)
        };
        let Some(depth) = stack.iter().rposition(owns) else { return false };
        stack.truncate(depth + 1);
        let owner = stack[depth];
        self.keep_owned(owner, noun);
        self.node_mut(noun).is_clause = true;
        self.say_owned(owner, noun, if negated { ListOp::ButNot } else { ListOp::And });
        stack.push(noun);
        true
    }

    /// `countries with a president and a prime minister`: the head, which has one thing, has another that it cannot be.
    pub(super) fn has_one_more(&mut self, item: NodeId, stack: &mut Stack) -> bool {
        let has = |id: &NodeId| {
            self.node(*id).clauses.last().is_some_and(|said| match said.kind {
                SaidKind::Whose(noun) => said.op == ListOp::And && self.node(noun).clauses.is_empty(),
                _ => false,
            })
        };
        let Some(depth) = stack.iter().position(has) else { return false };
        if self.could_be_both(stack[depth], item) {
            return false;
        }
        let mut inner = stack[..=depth].to_vec();
        if !self.with_own(item, false, &mut inner) {
            return false;
        }
        *stack = inner;
        true
    }

    /// `whose parties are Iran and …`: a name there goes on with what is said of what belongs to the head.
    pub(super) fn is_said_of_whose(&self, stack: &Stack) -> bool {
        let [head, .., noun, last] = stack[..] else { return false };
        let is = |said: &Said| matches!(said.kind, SaidKind::Complement(id) if id == last);
        let belongs = |said: &Said| matches!(said.kind, SaidKind::Whose(id) if id == noun);
        let named = match &self.node(last).what {
            What::Group(names) => names.items.iter().all(|item| self.is_name(*item)),
            _ => self.is_name(last),
        };
        named
            && self.node(noun).clauses.last().is_some_and(is)
            && self.node(head).clauses.last().is_some_and(belongs)
    }

    /// `whose members include Iran` (but not Russia).
    pub(super) fn includes(&self, stack: &Stack) -> bool {
        stack.iter().rev().nth(1).is_some_and(|noun| self.node(*noun).includes)
    }

    /// `whose parties are Iran and Russia`: one list, which the clause says what belongs to the head is.
    pub(super) fn goes_on_with_whose(
        &mut self,
        conjunction: Conjunction,
        span: Span,
        item: NodeId,
        stack: &mut Stack,
    ) -> Result<(), Error> {
        let last = stack.pop().ok_or(Error::NothingToAttachTo)?;
        let group = self.complements(last, conjunction, span, item)?;
        let noun = *stack.last().ok_or(Error::NothingToAttachTo)?;
        if let Some(said) = self.node_mut(noun).clauses.last_mut() {
            said.kind = SaidKind::Complement(group);
        }
        stack.push(group);
        Ok(())
    }

    /// Hangs what it owns on the owner.
    fn say_owned(&mut self, owner: NodeId, noun: NodeId, op: ListOp) {
        self.node_mut(owner).clauses.push(Said {
            op,
            negation: None,
            auxiliary: Auxiliary::None,
            ever: true,
            pick: None,
            kind: SaidKind::Whose(noun),
        });
    }

    fn can_own(&self, owner: NodeId, noun: NodeId) -> bool {
        match &self.node(noun).what {
            What::Noun { senses, .. } => {
                let args = &self.node(noun).args;
                senses.iter().any(|sense| sense.has_what_it_needs(args) && self.owns(owner, sense))
                    || self.can_name(owner, &roles_of(senses))
            }
            What::RoleNoun { roles, .. } => self.can_name(owner, roles),
            _ => false,
        }
    }

    /// Whether roles are of facts that the owner speaks of.
    fn can_name(&self, owner: NodeId, roles: &[(RelationId, RoleId)]) -> bool {
        let known = self.relations_of(owner);
        roles.iter().any(|(relation, _)| known.contains(relation))
    }

    fn owns(&self, owner: NodeId, sense: &NounSense) -> bool {
        sense.sense.possessive.iter().any(|role| self.fits(owner, sense.sense.relation, *role))
    }

    /// Drops the meanings of both that do not go together. A noun that cannot belong to the owner names a role of its
    /// facts: `visits whose visitor is Putin`.
    fn keep_owned(&mut self, owner: NodeId, noun: NodeId) {
        match self.node(noun).what.clone() {
            What::Noun { text, senses } if senses.iter().any(|sense| self.owns(owner, sense)) => {
                let senses = senses.into_iter().filter(|sense| self.owns(owner, sense)).collect();
                self.node_mut(noun).what = What::Noun { text, senses };
            }
            What::Noun { text, senses } => self.keep_roles(owner, noun, text, roles_of(&senses)),
            What::RoleNoun { text, roles } => self.keep_roles(owner, noun, text, roles),
            _ => {}
        }
    }

    fn keep_roles(
        &mut self,
        owner: NodeId,
        noun: NodeId,
        text: String,
        mut roles: Vec<(RelationId, RoleId)>,
    ) {
        let known = self.relations_of(owner);
        roles.retain(|(relation, _)| known.contains(relation));
        self.node_mut(noun).what = What::RoleNoun { text, roles };
    }
}

/// The roles that a noun answers and does not narrow.
fn roles_of(senses: &[NounSense]) -> Vec<(RelationId, RoleId)> {
    let plain = senses.iter().filter(|sense| sense.sense.fixes.is_empty());
    plain.filter_map(|sense| Some((sense.sense.relation, sense.sense.answers?))).collect()
}
