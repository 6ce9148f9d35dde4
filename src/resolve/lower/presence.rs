//! Where somebody was, and who was there: *where was Putin in May?*, *was Putin in China?*, *who was in Kazan in 2024?*
//!
//! In: somebody or a place, and the times that were said. Out: the places of the facts that say that they were there, or
//! those of whom some fact says so; the vocabulary tells which facts do (`present`). Of what is no person *in Russia* is what
//! lies there. Absent: which words ask for it (`attach`).

use crate::fact::{EntityId, KindId, Present, RelationId, RoleId};
use crate::syntax::TimeTail;

use super::super::attach::{List, ListOp, Node, NodeId, TimeItem, What};
use super::super::error::Error;
use super::super::query::{Condition, Pattern, Sense, Set, Spoken};
use super::super::timing::{Edge, Standing};
use super::filler::one_of;
use super::relative::any_time;
use super::{Lowerer, Place};

impl Lowerer<'_> {
    /// `where was Putin on 23 October 2024?`: the places of the facts that say so; none if no fact can.
    pub(super) fn places_of(&mut self, list: &List) -> Result<Option<Set>, Error> {
        let [somebody] = list.items[..] else { return Ok(None) };
        let mut senses = Vec::new();
        for (relation, present) in self.presences() {
            if self.is_a_place(relation, present.at) && self.attached.fits(somebody, relation, present.who) {
                let filler = self.filler(somebody, relation, present.who)?;
                let conditions = vec![Condition::Role { role: present.who, word: "by".to_owned(), filler }];
                senses.push(Sense { relation, answers: Some(present.at), conditions, columns: Vec::new() });
            }
        }
        if senses.is_empty() {
            return Ok(None);
        }
        let node = self.attached.node(somebody).clone();
        let timing = self.timing(&node, Place::standing(Standing::Past), Edge::Whole, &mut senses, None)?;
        Ok(Some(Set::Pattern(Box::new(Pattern { word: Spoken::Implied, senses, timing }))))
    }

    /// `(cities) in Russia`, `(who was) in Russia`: what lies there, or whoever was there.
    pub(super) fn placed(&mut self, subject: &List, at: NodeId, place: Place) -> Result<Set, Error> {
        if self.all_lie(subject, at, place) {
            return self.lying(at);
        }
        let sets = self.present(subject, at, place, false)?;
        Ok(match self.attached.node(at).args[0].list.op {
            Some(ListOp::And) => Set::All(sets),
            _ => one_of(sets),
        })
    }

    /// `is Kazan in Russia?`, `was Putin in China?`: one claim for each place that must be so.
    pub(super) fn placed_claims(
        &mut self,
        subject: &List,
        at: NodeId,
        place: Place,
    ) -> Result<Vec<Set>, Error> {
        if self.all_lie(subject, at, place) {
            let (who, places) = (self.list(subject, Place::NESTED)?, self.lying(at)?);
            return Ok(vec![Set::All(vec![who, places])]);
        }
        let sets = self.present(subject, at, place, true)?;
        Ok(match self.attached.node(at).args[0].list.op {
            Some(ListOp::And) => sets,
            _ => vec![one_of(sets)],
        })
    }

    fn all_lie(&self, subject: &List, at: NodeId, place: Place) -> bool {
        let timed = place.standing == Standing::Past || !self.attached.node(at).times.is_empty();
        subject.items.iter().all(|item| self.may_lie(*item, timed))
    }

    /// For each place, those who were there; or, of whoever is named, the facts that say so.
    fn present(&mut self, subject: &List, at: NodeId, place: Place, named: bool) -> Result<Vec<Set>, Error> {
        let mut node = self.attached.node(at).clone();
        if node.times.is_empty() && place.standing == Standing::Frame {
            let time = TimeTail::Now(node.span);
            node.times.push(TimeItem { time, or: false, again: false, related: None, said: None });
        }
        let items = node.args[0].list.items.clone();
        items.into_iter().map(|item| self.present_at(subject, item, (&node, place), named)).collect()
    }

    /// Whatever lies in the places, without the places themselves.
    pub(super) fn lying(&mut self, at: NodeId) -> Result<Set, Error> {
        let node = self.attached.node(at).clone();
        if !node.times.is_empty() {
            return Err(self.not_there(node.args[0].list.items[0]));
        }
        let mut sets = Vec::new();
        for item in &node.args[0].list.items {
            let place = self.named_anywhere(*item)?;
            sets.push(Set::Except(Box::new(Set::Within(Box::new(place.clone()))), Box::new(place)));
        }
        Ok(one_of(sets))
    }

    /// Whether it can lie in a place; of *who* and *what*, where nothing speaks of the past.
    fn may_lie(&self, item: NodeId, timed: bool) -> bool {
        let lies = |entity: &EntityId| self.store.entity(*entity).inside().is_some();
        match &self.attached.node(item).what {
            What::Named { entities, .. } => entities.iter().any(lies),
            What::Group(list) => list.items.iter().all(|item| self.may_lie(*item, timed)),
            What::Anything => !timed,
            What::Kind { .. } | What::Noun { .. } | What::RoleNoun { .. } => {
                let kinds = self.attached.answered_kinds(item);
                let of_kind = |one: KindId| kinds.iter().any(|kind| self.store.kind_is(one, *kind));
                self.store.entities().any(|entity| entity.inside().is_some() && of_kind(entity.kind()))
            }
            _ => true,
        }
    }

    fn present_at(
        &mut self,
        subject: &List,
        item: NodeId,
        (node, place): (&Node, Place),
        named: bool,
    ) -> Result<Set, Error> {
        let mut sets = Vec::new();
        for (relation, present) in self.presences() {
            let fits = |one: &NodeId| self.attached.fits(*one, relation, present.who);
            if !subject.items.iter().all(fits) {
                continue;
            }
            let Some(filler) = self.at(item, relation, present.at)? else { continue };
            let word = self.word_before(relation, present.at);
            let mut conditions = vec![Condition::Role { role: present.at, word, filler }];
            if named {
                conditions.splice(0..0, self.subject(subject, relation, present.who)?);
            }
            let answers = (!named).then_some(present.who);
            let word = if named { self.word_for(relation, None) } else { Spoken::Role };
            let mut senses = vec![Sense { relation, answers, conditions, columns: Vec::new() }];
            let timing = self.timing(node, place, Edge::Whole, &mut senses, None)?;
            sets.push(Set::Pattern(Box::new(Pattern { word, senses, timing })));
        }
        if named {
            sets.extend(self.gathered(subject, item, (node, place))?);
        }
        if sets.is_empty() { Err(self.not_there(item)) } else { Ok(one_of(sets)) }
    }

    /// `was the Kazan summit in Russia?`: the facts that give the gathering its place.
    fn gathered(
        &mut self,
        subject: &List,
        item: NodeId,
        (node, place): (&Node, Place),
    ) -> Result<Vec<Set>, Error> {
        let mut sets = Vec::new();
        for (relation, occasion, at) in self.gatherings() {
            let dated =
                |entity: &EntityId| !self.store.table(relation).postings(occasion, *entity).is_empty();
            let recorded = |one: &NodeId| match &self.attached.node(*one).what {
                What::Named { entities, .. } => entities.iter().any(dated),
                _ => self.attached.fits(*one, relation, occasion),
            };
            if !subject.items.iter().all(recorded) {
                continue;
            }
            let Some(filler) = self.within(item, relation, at)? else { continue };
            let mut conditions = self.subject(subject, relation, occasion)?;
            conditions.push(Condition::Role { role: at, word: "in".to_owned(), filler });
            let mut senses = vec![Sense { relation, answers: None, conditions, columns: Vec::new() }];
            let timing = self.timing(node, place, Edge::Whole, &mut senses, None)?;
            sets.push(Set::Pattern(Box::new(Pattern { word: Spoken::Implied, senses, timing })));
        }
        Ok(sets)
    }

    /// What fills the role of the place, or of a gathering that was there.
    fn at(&mut self, item: NodeId, relation: RelationId, role: RoleId) -> Result<Option<Set>, Error> {
        if self.is_a_place(relation, role) {
            return self.within(item, relation, role);
        }
        let mut gatherings = Vec::new();
        for (relation, occasion, place) in self.gatherings() {
            let Some(filler) = self.within(item, relation, place)? else { continue };
            let conditions = vec![Condition::Role { role: place, word: "in".to_owned(), filler }];
            let answers = Some(occasion);
            let senses = vec![Sense { relation, answers, conditions, columns: Vec::new() }];
            let timing = any_time(Edge::Whole);
            let word = self.word_for(relation, Some(occasion));
            gatherings.push(Set::Pattern(Box::new(Pattern { word, senses, timing })));
        }
        Ok((!gatherings.is_empty()).then(|| one_of(gatherings)))
    }

    /// What fills the role of a place, with whatever lies in it; none if it cannot.
    fn within(&mut self, item: NodeId, relation: RelationId, role: RoleId) -> Result<Option<Set>, Error> {
        if !self.attached.fits(item, relation, role) {
            return Ok(None);
        }
        let filler = self.filler(item, relation, role)?;
        Ok(Some(self.with_places(filler, relation, role)))
    }

    fn not_there(&self, item: NodeId) -> Error {
        let span = self.attached.node(item).span;
        let item = self.attached.spoken(item).unwrap_or_default();
        Error::NothingSaid { word: "in".to_owned(), item, span }
    }

    /// The relations whose facts say that somebody was somewhere.
    fn presences(&self) -> Vec<(RelationId, Present)> {
        self.store.relations().filter_map(|relation| Some((relation.id, relation.present?))).collect()
    }

    /// The relations that date a gathering, its role and that of its place.
    fn gatherings(&self) -> Vec<(RelationId, RoleId, RoleId)> {
        let one = |relation: &crate::fact::Relation| {
            let (occasion, _) = relation.roles().find(|(_, role)| role.dated)?;
            let (place, _) = relation.roles().find(|(_, role)| role.within)?;
            Some((relation.id, occasion, place))
        };
        self.store.relations().filter_map(one).collect()
    }

    fn is_a_place(&self, relation: RelationId, role: RoleId) -> bool {
        self.store.relation(relation).role(role).is_some_and(|role| role.within)
    }

    /// The preposition by which nouns of the relation take the role.
    fn word_before(&self, relation: RelationId, role: RoleId) -> String {
        let senses = self.store.nouns().flat_map(|noun| &noun.senses).filter(|one| one.relation == relation);
        let mut takes = senses.flat_map(|sense| &sense.takes);
        let found = takes.find(|(_, roles)| roles.contains(&role));
        found.map_or_else(|| "in".to_owned(), |(word, _)| word.clone())
    }

    /// The noun for what fills the role, or for the facts.
    fn word_for(&self, relation: RelationId, role: Option<RoleId>) -> Spoken {
        let answers = |noun: &&crate::fact::Noun| {
            noun.senses.len() == 1
                && noun.senses.iter().any(|one| one.relation == relation && one.answers == role)
        };
        self.store.nouns().find(answers).map_or(Spoken::Role, |noun| Spoken::Noun(noun.id))
    }
}
