//! `every` after a verb: `who visited every member of SCO?`, `is Iran a member of every organisation that Russia joined?`
//!
//! In: the arguments of a verb or of what something is said to be. Out: those that are so with each of the things (a
//! relational division), or for a question of yes or no the things with which it is not so. Which things they are does not
//! depend on the fact: a state among them holds in the frame. Absent: `every` of the subject of a question (`yes_no`), and
//! after any other noun (`visits to every member`), where it changes nothing.

use super::super::attach::{Arg, List, ListOp, Node, NodeId, NounSense, Said, SaidKind, TimeItem, What};
use super::super::bound::answers;
use super::super::definitions::Answers;
use super::super::error::Error;
use super::super::query::{Ask, Division, Set, Variable, YesNo};
use super::combine::unlink;
use super::filler::one_of;
use super::gap::Open;
use super::{Lowerer, Place};
use crate::fact::{EntityId, RoleId, VerbId};
use crate::text::Span;
use crate::time::Shape;

/// Things of which each is asked, with the variable that is each of them.
pub(super) struct Each {
    item: NodeId,
    variable: Variable,
    over: Set,
}

impl Lowerer<'_> {
    /// One pattern over the verb's meanings, of those with whom it is so with each of what `every` says. `answers` says which
    /// role is asked for: `Some(None)` the whole fact, `None` that this meaning does not serve.
    pub(super) fn verb_pattern(
        &mut self,
        node: &Node,
        args: &[Arg],
        subject: Option<&List>,
        answers: &dyn Fn(&Self, VerbId) -> Option<Option<RoleId>>,
        place: Place,
    ) -> Result<Set, Error> {
        let What::Verb { verbs, .. } = &node.what else { return Err(Error::NothingToAttachTo) };
        if !verbs.iter().any(|verb| matches!(answers(self, *verb), Some(Some(_)))) {
            return self.pattern_of_verb(node, args, subject, answers, place);
        }
        let all: Vec<Arg> = args.iter().cloned().chain(subject.map(by)).collect();
        self.open_each(&all, &node.times)?;
        let set = self.pattern_of_verb(node, args, subject, answers, place)?;
        Ok(self.divided(set, &all))
    }

    /// The patterns of a noun, of those with whom it is so with each of what `every` says, where it says what something is.
    pub(super) fn noun_of_every(
        &mut self,
        id: NodeId,
        node: &Node,
        entities: bool,
        place: Place,
    ) -> Result<Set, Error> {
        let every = entities && self.has_every(&node.args);
        let divides = every && self.complements.contains(&id);
        if every && !divides {
            self.remarks.push("`every` after a noun is any of them, after a verb each of them".to_owned());
        }
        self.split(&node.args, entities, &mut |this, args| {
            if !divides {
                return this.noun_pattern(node, args, place);
            }
            this.open_each(args, &[])?;
            let set = this.noun_pattern(node, args, place)?;
            Ok(this.divided(set, args))
        })
    }

    /// Makes what stands behind `every` in these arguments a variable, until [`Self::divided`].
    pub(super) fn open_each(&mut self, args: &[Arg], times: &[TimeItem]) -> Result<(), Error> {
        let items: Vec<NodeId> = args.iter().filter_map(|arg| self.every_in(arg)).collect();
        for item in items {
            let over = self.every_one(item, times)?;
            let variable = self.hidden("", Span::default());
            self.each.push(Each { item, variable, over });
        }
        Ok(())
    }

    /// The things behind `every`. What happened is meant at the time of the verb: `attended every summit since 2024`.
    fn every_one(&mut self, item: NodeId, times: &[TimeItem]) -> Result<Set, Error> {
        let mut node = self.attached.node(item).clone();
        let happens =
            matches!(&node.what, What::Noun { senses, .. } if senses.iter().all(|one| self.is_of_event(one)));
        let by_date = |time: &TimeItem| time.related.is_none() && time.said.is_none();
        if happens && node.times.is_empty() && times.iter().all(by_date) {
            node.times = times.to_vec();
        }
        let id = self.attached.add(node);
        let mut things = self.node(id, Place::TOP)?;
        unlink(&mut things);
        Ok(things)
    }

    fn is_of_event(&self, one: &NounSense) -> bool {
        let relation = self.store.relation(one.sense.relation);
        let dated = |role| relation.role(role).is_some_and(|role| role.dated);
        relation.shape == Shape::Event && one.sense.answers.is_none_or(dated)
    }

    /// Whether something behind `every` stands in one of the arguments.
    fn has_every(&self, args: &[Arg]) -> bool {
        args.iter().any(|arg| self.every_in(arg).is_some())
    }

    /// Whether the variable is each of what stands behind `every`.
    pub(super) fn is_each(&self, variable: Variable) -> bool {
        self.each.iter().any(|each| each.variable == variable)
    }

    /// What fills a role in the place of a thing behind `every`.
    pub(super) fn one_of_every(&self, item: NodeId) -> Option<Set> {
        let each = self.each.iter().find(|each| each.item == item)?;
        Some(Set::Bound(each.variable, Box::new(each.over.clone())))
    }

    /// Those of the set that are in it with each of the things that [`Self::open_each`] found in the arguments.
    pub(super) fn divided(&mut self, set: Set, args: &[Arg]) -> Set {
        let items: Vec<NodeId> = args.iter().filter_map(|arg| self.every_in(arg)).collect();
        let done: Vec<Each> = self.each.extract_if(.., |each| items.contains(&each.item)).collect();
        done.into_iter().fold(set, |set, Each { item, variable, over }| {
            let those = matches!(self.attached.node(item).what, What::Those);
            let word = if those { None } else { Some(self.plural(item)) };
            Set::Division(Division { variable, over: Box::new(over), word }, Box::new(set))
        })
    }

    /// `did Putin meet every president of Iran?`: the presidents whom he did not meet.
    pub(super) fn every_object(
        &mut self,
        subject: &List,
        said: &Said,
        place: Place,
    ) -> Result<Option<(Ask, Set)>, Error> {
        let (SaidKind::Verb(id) | SaidKind::Complement(id)) = said.kind else { return Ok(None) };
        let node = self.attached.node(id).clone();
        let Some(at) = node.args.iter().position(|arg| self.is_of_every(arg)) else { return Ok(None) };
        if subject.op == Some(ListOp::Or) {
            return Ok(None);
        }
        let named = |item: &NodeId| matches!(self.attached.node(*item).what, What::Named { .. });
        if !subject.items.iter().all(named) && !self.may_be_acted_for(said) {
            return self.one_with_every(subject, said, place).map(Some);
        }
        let mut open = node.clone();
        let Arg { word, list, .. } = open.args.remove(at);
        let head = list.items.first().copied();
        let head = Open { word: Some(word).filter(|word| !word.is_empty()), head, span: node.span };
        let all = list.items.iter().map(|item| self.every_one(*item, &node.times));
        let all = one_of(all.collect::<Result<_, _>>()?);
        let all = self.but_itself(all, subject);
        let so = self.with_every_one(subject, open, &head, place)?;
        let left = self.sourced(Set::Except(Box::new(all), Box::new(so)))?;
        let question = YesNo { every: true, negated: said.negation.is_some(), claims: vec![left.clone()] };
        Ok(Some((Ask::YesNo(question), left)))
    }

    /// `did a president of Iran visit every member of SCO?`: one of them, with whom each of these is so.
    fn one_with_every(&mut self, subject: &List, said: &Said, place: Place) -> Result<(Ask, Set), Error> {
        let claim = self.one_of_whom(subject, &[(said.clone(), place)])?;
        let question = YesNo { every: false, negated: said.negation.is_some(), claims: vec![claim.clone()] };
        Ok((Ask::YesNo(question), claim))
    }

    /// Whether what a verb says of its subject may be done by whoever acts for it: then who did it is not the subject.
    pub(super) fn may_be_acted_for(&self, said: &Said) -> bool {
        let SaidKind::Verb(verb) = said.kind else { return false };
        let What::Verb { verbs, .. } = &self.attached.node(verb).what else { return false };
        verbs
            .iter()
            .map(|verb| self.store.verb(*verb))
            .any(|verb| self.store.relation(verb.relation).role(verb.subject).is_some_and(|role| role.actor))
    }

    /// Those among the subjects of whom all of it is so.
    pub(super) fn one_of_whom(&mut self, subject: &List, all: &[(Said, Place)]) -> Result<Set, Error> {
        let first = *subject.items.first().ok_or(Error::NothingToAttachTo)?;
        let subjects = self.list(subject, Place::NESTED)?;
        let mut sets = Vec::new();
        for (said, place) in all {
            sets.push(self.said(said, first, *place)?);
        }
        sets.push(subjects);
        self.sourced(Set::All(sets))
    }

    /// `did Russia visit every member of SCO?`: nobody has to be so with himself.
    fn but_itself(&self, all: Set, subject: &List) -> Set {
        let entities = |item: &NodeId| match &self.attached.node(*item).what {
            What::Named { entities, .. } => entities.clone(),
            _ => Vec::new(),
        };
        let Answers::Kinds(kinds) = answers(&all, self.store) else { return all };
        let can_be = |entity: &EntityId| {
            let own = self.store.entity(*entity).kind();
            kinds.iter().any(|kind| self.store.kind_is(own, *kind))
        };
        let names: Vec<EntityId> = subject.items.iter().flat_map(entities).filter(can_be).collect();
        if names.is_empty() { all } else { Set::Except(Box::new(all), Box::new(Set::Entities(names))) }
    }

    /// What it is so with, of each subject.
    fn with_every_one(
        &mut self,
        subject: &List,
        node: Node,
        open: &Open,
        place: Place,
    ) -> Result<Set, Error> {
        let id = self.attached.add(node);
        let mut sets = Vec::new();
        for one in &subject.items {
            sets.push(self.gap_set(id, &List::one(*one), open, place)?);
        }
        Ok(if sets.len() == 1 { sets.remove(0) } else { Set::All(sets) })
    }

    /// `every president of Iran and every president of Russia`
    fn is_of_every(&self, arg: &Arg) -> bool {
        let List { op, items, except, .. } = &arg.list;
        let listed = matches!(op, None | Some(ListOp::And)) && except.is_empty() && !arg.negated;
        listed && items.iter().all(|item| self.attached.node(*item).every)
    }

    /// The thing behind `every` that stands alone in an argument.
    fn every_in(&self, arg: &Arg) -> Option<NodeId> {
        let [item] = arg.list.items[..] else { return None };
        let alone = arg.list.except.is_empty() && !arg.negated;
        (alone && self.attached.node(item).every).then_some(item)
    }
}

/// The subject as an argument.
pub(super) fn by(subject: &List) -> Arg {
    Arg { word: "by".to_owned(), list: subject.clone(), negated: false }
}
