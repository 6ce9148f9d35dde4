//! What an answer is divided by: days, units of time, what fills a role.
//!
//! In: hits and the words after `per`. Out: for each hit the parts that it belongs to, each with whether it does so for
//! certain; they get their names when all hits are in their groups, and parts of one name are one. The rule for a unit of time: what held at any time in it, or happened in it; `at the end of each` takes
//! what held on its last day.

use std::collections::HashMap;

use smallvec::{SmallVec, smallvec};

use crate::fact::{EntityId, FactId, KindId};
use crate::resolve::{Anchor, Condition, Edge, Per, Query, Sense, Set, Test, TestWord};
use crate::store::{FastHash, Store};
use crate::syntax::Unit;
use crate::time::{self, Bounds, Day, Days, Truth};

use super::answer::{Cell, Column, ColumnKind};
use super::hit::{Hit, Key};
use super::run::Runner;
use super::scan::Plain;
use super::{Error, bind, cells};

/// The most buckets that one answer may have.
const MOST_BUCKETS: usize = 100_000;

/// One part of what an answer is divided by; ordered as it is shown.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Part {
    Time(Day),
    Name(String),
}

/// A part before it has its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Mark {
    Time(Day),
    Thing(Option<Key>),
}

/// One part for each word after `per`, in their order.
pub(super) type Marks = SmallVec<[Mark; 2]>;

/// All that something belongs to, each with whether it does so for certain.
pub(super) type Parts = SmallVec<[(Marks, bool); 1]>;

/// The parts by one word.
type Here = SmallVec<[(Mark, bool); 2]>;

/// What was gathered for each combination of parts, in the order in which they were met.
#[derive(Debug)]
pub(super) struct Groups<G> {
    at: HashMap<Marks, usize, FastHash>,
    all: Vec<(Marks, G)>,
}

impl<G: Default> Groups<G> {
    pub(super) fn new() -> Self {
        Groups { at: HashMap::default(), all: Vec::new() }
    }

    /// The group of these parts.
    pub(super) fn of(&mut self, marks: &Marks) -> &mut G {
        let at = self.at.get(marks).copied().unwrap_or_else(|| {
            self.at.insert(marks.clone(), self.all.len());
            self.all.push((marks.clone(), G::default()));
            self.all.len() - 1
        });
        &mut self.all[at].1
    }

    /// The groups in the order of their names; those of one name are put together.
    pub(super) fn named(
        self,
        runner: &Runner<'_>,
        join: impl Fn(&mut G, G),
    ) -> Result<Vec<(Vec<Part>, G)>, Error> {
        let name = |marks: Marks| marks.iter().map(|mark| mark.named(runner.store)).collect();
        let named = |(marks, group)| (name(marks), group);
        let all: Result<Vec<(Vec<Part>, G)>, Error> =
            runner.watch(self.all).map(|group| group.map(named)).collect();
        let mut all = all?;
        runner.sort_by(&mut all, |one, other| one.0.cmp(&other.0))?;
        let mut named: Vec<(Vec<Part>, G)> = Vec::with_capacity(all.len());
        for group in runner.watch(all) {
            let (parts, group) = group?;
            match named.last_mut().filter(|(before, _)| *before == parts) {
                Some((_, before)) => join(before, group),
                None => named.push((parts, group)),
            }
        }
        Ok(named)
    }
}

impl Mark {
    fn named(self, store: &Store) -> Part {
        match self {
            Mark::Time(day) => Part::Time(day),
            Mark::Thing(None) => Part::Name(String::new()),
            Mark::Thing(Some(Key::Entity(entity))) => Part::Name(store.entity(entity).name().to_owned()),
            Mark::Thing(Some(Key::Fact(fact))) => Part::Name(cells::describe(fact, store)),
        }
    }
}

/// Divides hits into parts.
pub(super) struct Divider<'a> {
    pers: &'a [Per],
    calendar: Calendar,
    given: Vec<(String, Vec<EntityId>)>,
    runner: &'a Runner<'a>,
}

impl<'a> Divider<'a> {
    /// For these hits.
    pub(super) fn new(query: &Query, pers: &'a [Per], hits: &[Hit], runner: &'a Runner<'a>) -> Self {
        let whens = || hits.iter().flat_map(|hit| hit.rivals.iter().chain([&hit.when])).copied();
        Divider::over(query, pers, whens, runner)
    }

    /// For what was at these times.
    pub(super) fn over<I: Iterator<Item = Bounds>>(
        query: &Query,
        pers: &'a [Per],
        whens: impl Fn() -> I,
        runner: &'a Runner<'a>,
    ) -> Self {
        let by_time = pers.iter().any(|per| matches!(per, Per::Unit(_) | Per::EndOf(_)));
        let calendar = Calendar::of(|| whens().take(if by_time { usize::MAX } else { 0 }), query.frame.day())
            .within(stretch(&query.set));
        Divider { pers, calendar, given: given(&query.set, runner.store), runner }
    }

    /// Every combination of parts that the hit belongs to, with whether it does so for certain.
    pub(super) fn parts(&self, hit: &Hit) -> Result<Parts, Error> {
        self.crossed(hit.certain, |per| match per {
            Per::Answer => {
                let answer = Some(hit.key).filter(|key| matches!(key, Key::Entity(_)));
                smallvec![(Mark::Thing(answer), true)]
            }
            Per::Unit(unit) => self.calendar.of_hit(*unit, false, hit),
            Per::EndOf(unit) => self.calendar.of_hit(*unit, true, hit),
            Per::Role { role, kind } => self.fillers(role, *kind, hit.facts.first().copied()),
            Per::Variable(variable, _) => smallvec![(Mark::Thing(bind::value(&hit.binds, *variable)), true)],
        })
    }

    /// As [`Divider::parts`], of a fact that gives these answers and of whose time all its accounts agree.
    pub(super) fn parts_of_fact(
        &self,
        fact: FactId,
        plain: &Plain,
        answers: &[EntityId],
    ) -> Result<Parts, Error> {
        self.crossed(plain.certain, |per| match per {
            Per::Answer => answers.iter().map(|one| (Mark::Thing(Some(Key::Entity(*one))), true)).collect(),
            Per::Unit(unit) => self.calendar.parts(*unit, false, plain.when),
            Per::EndOf(unit) => self.calendar.parts(*unit, true, plain.when),
            Per::Role { role, kind } => self.fillers(role, *kind, Some(fact)),
            Per::Variable(..) => smallvec![(Mark::Thing(None), true)],
        })
    }

    /// Every combination of the parts by each word.
    fn crossed(&self, certain: bool, here: impl Fn(&Per) -> Here) -> Result<Parts, Error> {
        let mut parts: Parts = smallvec![(Marks::new(), certain)];
        for per in self.pers {
            let here = here(per);
            self.runner.spend(parts.len() * here.len())?;
            parts = cross(&parts, &here);
        }
        Ok(parts)
    }

    /// What fills the role in the leading fact; an empty name where it holds nothing. A name that the query gives is
    /// left out where there are others beside it.
    fn fillers(&self, role: &str, kind: Option<KindId>, lead: Option<FactId>) -> Here {
        let store = self.runner.store;
        let given = |entity: &EntityId| {
            self.given.iter().any(|(name, entities)| name == role && entities.contains(entity))
        };
        let fillers = lead.map_or(&[][..], |fact| fillers(role, fact, store));
        let others = fillers.iter().any(|entity| !given(entity));
        let counts = |entity: &&EntityId| {
            (!others || !given(entity))
                && kind.is_none_or(|kind| store.kind_is(store.entity(**entity).kind(), kind))
        };
        let mark = |entity: &EntityId| (Mark::Thing(Some(Key::Entity(*entity))), true);
        let found: Here = fillers.iter().filter(counts).map(mark).collect();
        if found.is_empty() { smallvec![(Mark::Thing(None), true)] } else { found }
    }
}

fn fillers<'s>(role: &str, fact: FactId, store: &'s Store) -> &'s [EntityId] {
    let role = store.relation(fact.relation).role_named(role);
    role.map_or(&[], |role| store.table(fact.relation).entities(role, fact.row))
}

/// The names that the query gives in roles that hold several.
fn given(set: &Set, store: &Store) -> Vec<(String, Vec<EntityId>)> {
    let of_sense = |sense: &Sense| {
        let relation = store.relation(sense.relation);
        let named = |condition: &Condition| {
            let Condition::Role { role, filler, .. } = condition else { return None };
            let role = relation.role(*role)?;
            Some((role.name.clone(), entities(filler)?)).filter(|_| role.many)
        };
        sense.conditions.iter().filter_map(named).collect::<Vec<_>>()
    };
    match set {
        Set::Pattern(pattern) => pattern.senses.iter().flat_map(of_sense).collect(),
        Set::All(sets) | Set::Any(sets) => sets.iter().flat_map(|set| given(set, store)).collect(),
        Set::Except(first, _) | Set::Pick(_, first) | Set::Counted(_, first) => given(first, store),
        _ => set.inside().map_or_else(Vec::new, |set| given(set, store)),
    }
}

fn entities(filler: &Set) -> Option<Vec<EntityId>> {
    match filler {
        Set::Entities(entities) => Some(entities.clone()),
        // Those named, beside whoever acts for them.
        Set::Any(sets) => sets.first().and_then(entities),
        _ => None,
    }
}

fn cross(parts: &[(Marks, bool)], here: &[(Mark, bool)]) -> Parts {
    let with = |(before, sure): &(Marks, bool), (mark, certain): &(Mark, bool)| {
        let mut longer = before.clone();
        longer.push(*mark);
        (longer, *sure && *certain)
    };
    parts.iter().flat_map(|part| here.iter().map(move |one| with(part, one))).collect()
}

/// The column of a part.
pub(super) fn column(per: &Per, at: usize, answer: &str) -> Column {
    let (title, kind) = match per {
        Per::Answer => (answer.to_owned(), ColumnKind::Names),
        Per::Unit(unit) | Per::EndOf(unit) => (unit.word().to_owned(), ColumnKind::Date),
        Per::Role { role, .. } => (role.clone(), ColumnKind::Names),
        Per::Variable(_, name) => (name.clone(), ColumnKind::Names),
    };
    let key = title.replace(['-', ' '], "_");
    Column { title, key, kind, priority: u8::try_from(at).unwrap_or(u8::MAX) }
}

/// The cell of a part.
pub(super) fn cell(part: &Part, per: &Per) -> Cell {
    match (part, per) {
        (Part::Time(day), Per::Unit(unit) | Per::EndOf(unit)) => {
            Cell::Date { date: label(*unit, *day), also: Vec::new() }
        }
        (Part::Time(day), _) => Cell::Text(day.to_string()),
        (Part::Name(name), _) if name.is_empty() => Cell::Empty,
        (Part::Name(name), _) => Cell::Names(vec![name.clone()]),
    }
}

fn label(unit: Unit, day: Day) -> String {
    match unit {
        Unit::Day | Unit::Week => day.to_string(),
        Unit::Month => time::Unit::Month.label(day),
        Unit::Quarter => time::Unit::Quarter.label(day),
        Unit::Year => time::Unit::Year.label(day),
        Unit::Decade => time::Unit::Decade.label(day),
    }
}

/// The days that the buckets of an answer span: what has no beginning is cut to what the rows know, what has no end to
/// today.
struct Calendar {
    first: i32,
    last: i32,
    today: i32,
}

impl Calendar {
    fn of<I: Iterator<Item = Bounds>>(whens: impl Fn() -> I, today: Day) -> Self {
        let starts = whens().flat_map(|when| [when.start_min(), when.start_max()]);
        let first = starts.filter(|day| *day > Day::MIN.number()).min().unwrap_or(today.number());
        // What has no known end may last until today.
        let last = whens().map(Bounds::end_max).max().unwrap_or(today.number());
        Calendar { first, last: last.min(today.number()).max(first), today: today.number() }
    }

    /// Only the days of the stretch that was asked about, if one was.
    fn within(self, stretch: Option<Days>) -> Self {
        let Some(days) = stretch else { return self };
        let (first, last) = (days.first().number(), days.last().number());
        Calendar { first: self.first.max(first), last: self.last.min(last), ..self }
    }

    /// The buckets in which a row lies, by any of its accounts; certain where all of them say so.
    fn of_hit(&self, unit: Unit, at_end: bool, hit: &Hit) -> Here {
        let mut parts = self.parts(unit, at_end, hit.when);
        for rival in &hit.rivals {
            let others = self.parts(unit, at_end, *rival);
            for (part, certain) in &mut parts {
                *certain &= others.iter().any(|(other, sure)| other == part && *sure);
            }
            let new = others.into_iter().filter(|(other, _)| !parts.iter().any(|(part, _)| part == other));
            let new: Here = new.map(|(part, _)| (part, false)).collect();
            parts.extend(new);
        }
        parts
    }

    /// The buckets in which a period lies, or on whose last day it holds, with whether it does so for certain. A
    /// bucket that has not ended has no last day yet.
    fn parts(&self, unit: Unit, at_end: bool, when: Bounds) -> Here {
        let mut found = Here::new();
        let mut at = Day::from_number(when.start_min().max(self.first));
        let end = when.end_max().min(self.last);
        while let Some(bucket) = at.filter(|day| day.number() <= end).and_then(|day| unit.containing(day)) {
            let (first, last) = (bucket.first().number(), bucket.last().number());
            let region =
                time::Region::start_by(last).and(time::Region::end_from(if at_end { last } else { first }));
            match region.judge(when) {
                _ if at_end && last > self.today => {}
                Truth::No => {}
                truth => found.push((Mark::Time(bucket.first()), truth.is_certain())),
            }
            if found.len() >= MOST_BUCKETS {
                break;
            }
            at = bucket.last().plus_days(1);
        }
        found
    }
}

/// The stretch of time in which the rows of a set are asked for, as with `from 2020 to 2022`: what holds beyond it is not
/// asked about.
fn stretch(set: &Set) -> Option<Days> {
    match set {
        Set::Pattern(pattern) if pattern.timing.edge != Edge::Whole => None,
        Set::Pattern(pattern) => pattern.timing.tests.iter().find_map(|any| match &any[..] {
            [Test { word: TestWord::In | TestWord::Throughout, anchor: Anchor::Days(days), .. }] => {
                Some(*days)
            }
            _ => None,
        }),
        Set::All(sets) => stretch(&sets[Set::speaker(sets)?]),
        Set::Except(first, _) | Set::Pick(_, first) | Set::Counted(_, first) => stretch(first),
        _ => set.inside().and_then(stretch),
    }
}
