//! Queries about one thing and about the answer → resolved ones.
//!
//! In: [`syntax::About`]. Out: the form of the answer and its set. Absent: how they are answered.

use super::super::about::{About, Connections, Last, Moment, Thing};
use super::super::attach::{ListOp, Node, NodeId, What};
use super::super::error::Error;
use super::super::query::{Ask, Pattern, Set};
use super::super::timing::{Edge, Standing, Timing};
use super::time::at_edge;
use super::{Lowerer, Place};
use crate::fact::{EntityId, RelationId};
use crate::store::{How, Meaning};
use crate::syntax::{self, Certainty, Operand, OperandKind, Phrase, TimeTail};
use crate::text::Span;
use crate::time::Shape;

/// `certainly` or `possibly`, where the form has it.
pub(super) fn certainty(about: &syntax::About) -> Option<Certainty> {
    match about {
        syntax::About::Sources { certainty, .. }
        | syntax::About::Conflicts { certainty, .. }
        | syntax::About::Gaps { certainty, .. } => *certainty,
        _ => None,
    }
}

impl Lowerer<'_> {
    pub(super) fn about_query(&mut self, about: &syntax::About) -> Result<(Ask, Set), Error> {
        let nothing = Set::Any(Vec::new());
        let (about, set) = match about {
            syntax::About::Describe { operand, clocks } => {
                for clock in clocks {
                    self.attached.time(clock, false, &mut Vec::new())?;
                }
                self.whole_query()?;
                (About::Describe(self.described(operand)?), nothing)
            }
            syntax::About::Timeline(phrase) => self.timeline(phrase)?,
            syntax::About::Connections { from, to, times } => self.connections(from, to, times)?,
            syntax::About::Sources { phrase, .. } => (About::Sources, self.listed(phrase)?),
            syntax::About::Conflicts { phrase, .. } => (About::Conflicts, self.listed(phrase)?),
            syntax::About::Coverage(phrase) => {
                (About::Coverage, self.listed_at(phrase, Place::standing(Standing::Ever))?)
            }
            syntax::About::Gaps { phrase, .. } => self.gaps(phrase)?,
            syntax::About::Why { row, span } => self.why(*row, *span)?,
            syntax::About::WhyNot { operand, span } => self.why_not(operand, *span)?,
            syntax::About::Let { name, value } => {
                (About::Let { name: name.text.clone(), value: value.clone() }, nothing)
            }
            syntax::About::Explain(query) => return self.ask(query),
        };
        Ok((Ask::About(about), set))
    }

    /// What a name or word stands for: an entity before a noun, a noun before a kind, a kind before a verb.
    fn described(&mut self, operand: &Operand) -> Result<Thing, Error> {
        let text = match &operand.kind {
            OperandKind::Named(word) => &word.text,
            OperandKind::Text(text) => text,
            _ => return Err(Error::NothingToAttachTo),
        };
        let meanings = self.store.meanings(text);
        let mut entities: Vec<EntityId> = Vec::new();
        let mut relations: Vec<RelationId> = Vec::new();
        let mut kind = None;
        let mut add = |relation: RelationId| {
            if !relations.contains(&relation) {
                relations.push(relation);
            }
        };
        for meaning in meanings {
            match meaning {
                Meaning::Entity { id, how } if *how != How::Demonym || entities.is_empty() => {
                    entities.push(*id);
                }
                Meaning::Noun { id, .. } => {
                    self.store.noun(*id).senses.iter().for_each(|sense| add(sense.relation));
                }
                Meaning::Role { relation, .. } => add(*relation),
                Meaning::Verb { id, .. } => add(self.store.verb(*id).relation),
                Meaning::Kind { id, .. } => kind = Some(*id),
                Meaning::Entity { .. } | Meaning::Source(_) | Meaning::Unit(_) => {}
            }
        }
        entities.sort_unstable();
        entities.dedup();
        let is_noun = meanings.iter().any(|meaning| matches!(meaning, Meaning::Noun { .. }));
        match (&entities[..], kind) {
            ([only], _) => Ok(Thing::Entity(*only)),
            ([_, _, ..], _) => Err(self.ambiguous(text, &entities, operand.span)),
            ([], Some(kind)) if !is_noun => Ok(Thing::Kind(kind)),
            _ if relations.is_empty() => Err(self.attached.unknown_name(text, operand.span)),
            _ => Ok(Thing::Relations { word: text.clone(), relations }),
        }
    }

    /// The dates after the phrase belong to the timeline, whatever it is of.
    fn timeline(&mut self, phrase: &Phrase) -> Result<(About, Set), Error> {
        let mut list = self.attached.phrase(phrase)?;
        self.whole_query()?;
        let head = list.items.first().copied().ok_or(Error::NothingToAttachTo)?;
        let named = |id: &NodeId| matches!(self.attached.node(*id).what, What::Named { .. });
        if list.op == Some(ListOp::And) && list.items.iter().all(named) {
            list.op = Some(ListOp::Or);
        }
        let times = std::mem::take(&mut self.attached.node_mut(head).times);
        let set = self.list(&list, Place::TOP)?;
        self.say_metonym(head);
        let set = if set.answers_facts() { set } else { self.facts_about(&set) };
        let mut node = Node::new(What::Anything, self.attached.node(head).span);
        node.times = times;
        // The tests are made once, so that each has one number for the days that it comes to.
        let said = self.timing(&node, Place::standing(Standing::Ever), Edge::Whole, &mut [], None)?;
        let mut parts = Vec::new();
        for (moment, edge) in
            [(Moment::Happened, Edge::Whole), (Moment::Began, Edge::Start), (Moment::Ended, Edge::End)]
        {
            if let Some(part) = self.at_moment(&set, edge, &said) {
                parts.push((moment, self.sourced(part)?));
            }
        }
        let (moments, sets) = parts.into_iter().unzip();
        Ok((About::Timeline(moments), Set::Any(sets)))
    }

    /// The facts that have such a moment, with that moment tested; none if no relation asked about has it.
    fn at_moment(&self, set: &Set, edge: Edge, said: &Timing) -> Option<Set> {
        let all = |sets: &Vec<Set>| -> Option<Vec<Set>> {
            sets.iter().map(|set| self.at_moment(set, edge, said)).collect()
        };
        Some(match set {
            Set::Pattern(pattern) => Set::Pattern(Box::new(self.pattern_at(pattern, edge, said)?)),
            Set::Any(sets) => {
                let sets: Vec<Set> = sets.iter().filter_map(|set| self.at_moment(set, edge, said)).collect();
                if sets.is_empty() {
                    return None;
                }
                Set::Any(sets)
            }
            Set::All(sets) => Set::All(all(sets)?),
            Set::Except(first, second) => {
                Set::Except(Box::new(self.at_moment(first, edge, said)?), second.clone())
            }
            Set::Counted(counted, set) => {
                Set::Counted(counted.clone(), Box::new(self.at_moment(set, edge, said)?))
            }
            Set::Pick(pick, set) => Set::Pick(*pick, Box::new(self.at_moment(set, edge, said)?)),
            Set::Bound(..)
            | Set::Division(..)
            | Set::Where(..)
            | Set::Within(_)
            | Set::Pairs(_)
            | Set::Defined(_) => {
                let mut changed = set.clone();
                if let Some(inside) = changed.inside_mut() {
                    *inside = self.at_moment(inside, edge, said)?;
                }
                changed
            }
            Set::Entities(_) | Set::Those(_) | Set::Kind(_) | Set::Variable(_) | Set::Again(_) => set.clone(),
        })
    }

    fn pattern_at(&self, pattern: &Pattern, edge: Edge, said: &Timing) -> Option<Pattern> {
        let mut changed = pattern.clone();
        changed.senses.retain(|sense| {
            (self.store.relation(sense.relation).shape == Shape::State) == (edge != Edge::Whole)
        });
        if changed.senses.is_empty() {
            return None;
        }
        if changed.timing.tests.is_empty() && changed.timing.standing == Standing::Frame {
            changed.timing.standing = Standing::Ever;
        }
        (changed.timing.edge, changed.timing.linked) = (edge, false);
        for mut tests in said.tests.clone() {
            for test in &mut tests {
                test.word = at_edge(test.word, edge);
            }
            changed.timing.tests.push(tests);
        }
        Some(changed)
    }

    /// A place that stands for a country is itself here; the reading says how to ask for the other.
    fn say_metonym(&mut self, id: NodeId) {
        let What::Named { text, entities } = &self.attached.node(id).what else { return };
        if let [only] = entities[..]
            && let Some(other) = self.store.entity(only).stands_for()
        {
            let other = self.store.entity(other).name();
            self.remarks.push(format!("`{text}` is itself here, not {other}, for which it may stand"));
        }
    }

    fn connections(
        &mut self,
        from: &Operand,
        to: &Operand,
        times: &[TimeTail],
    ) -> Result<(About, Set), Error> {
        let (from, to) = (self.attached.operand(from)?, self.attached.operand(to)?);
        let dated = self.attached.add(Node::new(What::Anything, self.attached.node(to).span));
        for time in times {
            self.attached.time(time, false, &mut vec![dated])?;
        }
        self.whole_query()?;
        let node = self.attached.node(dated).clone();
        let timing = self.timing(&node, Place::standing(Standing::Ever), Edge::Whole, &mut [], None)?;
        let (from, to) = (self.end(from)?, self.end(to)?);
        let set = Set::Any(vec![from.clone(), to.clone()]);
        Ok((About::Connections(Box::new(Connections { from, to, timing })), set))
    }

    /// An end of a chain: the named thing, and what it stands for.
    fn end(&mut self, id: NodeId) -> Result<Set, Error> {
        let What::Named { text, .. } = self.attached.node(id).what.clone() else {
            let span = self.attached.node(id).span;
            let set = self.node(id, Place::TOP)?;
            return if set.answers_facts() { Err(Error::CannotJoin { span }) } else { Ok(set) };
        };
        let set = self.named_anywhere(id)?;
        let Set::Entities(mut entities) = set else { return Ok(set) };
        let others: Vec<EntityId> =
            entities.iter().filter_map(|entity| self.store.entity(*entity).stands_for()).collect();
        for other in others {
            let name = self.store.entity(other).name();
            self.remarks.push(format!("`{text}` is also {name} here, for which it may stand"));
            entities.push(other);
        }
        Ok(Set::Entities(entities))
    }

    fn last(&self, word: &str, span: Span) -> Result<Last, Error> {
        self.attached.last.cloned().ok_or_else(|| Error::NoLastAnswer { word: word.to_owned(), span })
    }

    fn why(&mut self, row: Option<u64>, span: Span) -> Result<(About, Set), Error> {
        let last = self.last("why", span)?;
        if matches!(last.query.ask, Ask::Count(_)) {
            return self.why_counted(row, last, span);
        }
        // What was not known then is no reason.
        self.frame = last.query.frame;
        let nothing = Set::Any(Vec::new());
        let Some(number) = row else { return Ok((About::Why { row, rows: last.rows }, nothing)) };
        let at = usize::try_from(number).ok().and_then(|number| number.checked_sub(1));
        match at.and_then(|at| last.rows.get(at)) {
            Some(facts) => Ok((About::Why { row, rows: vec![facts.clone()] }, nothing)),
            None => Err(Error::NoSuchRow { row: number, rows: last.rows.len(), span }),
        }
    }

    /// A number is shown without the facts that it was counted from; they are looked for again. A whole count is one row.
    fn why_counted(&mut self, row: Option<u64>, last: Last, span: Span) -> Result<(About, Set), Error> {
        let rows = if last.query.ask.pers().is_empty() { 1 } else { last.rows.len() };
        let is_there = |row: u64| usize::try_from(row).is_ok_and(|row| (1..=rows).contains(&row));
        if let Some(row) = row.filter(|row| !is_there(*row)) {
            return Err(Error::NoSuchRow { row, rows, span });
        }
        if !self.take_over(&last.query, span) {
            return Err(Error::CannotJoin { span });
        }
        self.frame = last.query.frame.clone();
        let set = last.query.set.clone();
        Ok((About::WhyCounted { row, of: Box::new(last.query) }, set))
    }

    fn why_not(&mut self, operand: &Operand, span: Span) -> Result<(About, Set), Error> {
        let last = self.last("why not", span)?;
        let id = self.attached.operand(operand)?;
        let Set::Entities(entities) = self.named_anywhere(id)? else { return Err(Error::NothingToAttachTo) };
        let only = entities.first().copied().ok_or(Error::NothingToAttachTo)?;
        if !self.take_over(&last.query, span) {
            return Err(Error::CannotJoin { span });
        }
        self.frame = last.query.frame;
        Ok((About::WhyNot(only), last.query.set))
    }
}
