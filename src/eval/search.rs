//! The shortest chains of facts between two ends, breadth-first over posting lists.
//!
//! In: a [`Search`]. Out: [`Found`]: all chains of the smallest length, at most [`LONGEST`] facts. Two things are linked
//! when they stand in one fact, in whatever roles. In a role that is marked *actor* an end is also met in whoever acts for
//! it on the day of the fact; the fact by which they act is told with the chain and does not count. No chain leads through
//! what a noun of the vocabulary fixes (a post): it is part of a word's meaning. Absent: words (`chains`).

use std::collections::{HashMap, HashSet};
use std::time::Instant;

use smallvec::SmallVec;

use super::Error;
use super::account::{Account, settle};
use super::anchor::{FoundEither, ReadyEither};
use super::bind::Binds;
use super::hit::{Hit, Key};
use super::known::{Clock, Visible};
use super::run::Runner;
use crate::fact::{EntityId, FactId, RelationId};
use crate::plan::{Search, When};
use crate::store::Store;
use crate::time::{Bounds, Truth, allen};

/// The most facts in a chain.
pub(super) const LONGEST: usize = 4;
/// The most steps that are kept for the last level; beyond it chains are told to be incomplete.
const MOST_STEPS: usize = 20_000;

/// What a search came to.
pub(super) struct Found {
    /// All chains, as long as each other.
    pub(super) chains: Vec<Chain>,
    /// Whether there are more chains of that length.
    pub(super) more: bool,
}

/// A chain: entities with the facts between them.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Chain {
    /// The entities in order, one more than there are steps.
    pub(super) entities: Vec<EntityId>,
    /// The facts between each two of them: several of one relation where the chain is longer than one fact.
    pub(super) steps: Vec<Vec<Link>>,
    /// The end for whom the first acts, and by which fact.
    pub(super) from: Option<Acting>,
    /// The end for whom the last acts, and by which fact.
    pub(super) to: Option<Acting>,
    /// How plainly the ends are met: 0 is best.
    rank: u8,
}

/// A fact that links, by its leading account.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Link {
    pub(super) fact: FactId,
    pub(super) bounds: Bounds,
    pub(super) certain: bool,
}

/// Who is acted for, by which fact, and when.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Acting {
    pub(super) end: EntityId,
    pub(super) by: Link,
}

/// One end: those named, and those who act for them.
struct End {
    plain: HashSet<EntityId>,
    acting: HashMap<EntityId, SmallVec<[Acting; 1]>>,
}

/// A step that reached an entity.
#[derive(Clone, Copy)]
struct Step {
    before: EntityId,
    link: Link,
    acting: Option<Acting>,
    rank: u8,
}

/// A step that reached the other end.
struct Arrival {
    at: EntityId,
    step: Step,
    acting: Option<Acting>,
    rank: u8,
}

/// Someone in a fact, and whether in a role that is marked *actor*.
#[derive(Clone, Copy)]
struct Member {
    entity: EntityId,
    actor: bool,
}

/// A fact with everyone in it.
type Gathering = (Link, SmallVec<[Member; 4]>);

impl Runner<'_> {
    /// Runs a search.
    pub(super) fn search<'s>(&self, search: &'s Search) -> Result<Found, Error> {
        let start = Instant::now();
        let (from, to) = (self.end(&self.op(&search.from)?, search), self.end(&self.op(&search.to)?, search));
        let nouns = self.store.nouns().flat_map(|noun| &noun.senses).flat_map(|sense| &sense.fixes);
        let both = nouns.chain(self.store.verbs().flat_map(|verb| &verb.fixes));
        let fixed = both.map(|(_, entity)| *entity).collect();
        let ready = |when: &'s When| {
            when.also.iter().map(|either| FoundEither::new(either, self)?.ready(self)).collect()
        };
        let also = search.whens.iter().map(ready).collect::<Result<Vec<Vec<_>>, Error>>()?;
        let reached = HashMap::new();
        let mut walk = Walk { runner: self, search, from: &from, to: &to, reached, also, fixed, more: false };
        let found = walk.run()?;
        self.measured(search.step, found.chains.len(), start);
        Ok(found)
    }

    fn end(&self, hits: &[Hit], search: &Search) -> End {
        let entity = |hit: &Hit| match hit.key {
            Key::Entity(entity) => Some(entity),
            Key::Fact(_) => None,
        };
        let plain: HashSet<EntityId> = hits.iter().filter_map(entity).collect();
        let mut acting: HashMap<EntityId, SmallVec<[Acting; 1]>> = HashMap::new();
        for relation in self.store.relations() {
            let Some(acts) = relation.acts else { continue };
            let table = self.store.table(relation.id);
            for end in &plain {
                for row in table.postings(acts.for_whom, *end) {
                    let Some(by) = link(self.store, relation.id, *row, search) else { continue };
                    for who in table.entities(acts.who, *row) {
                        acting.entry(*who).or_default().push(Acting { end: *end, by });
                    }
                }
            }
        }
        End { plain, acting }
    }
}

/// The thing that a row is an account of, if it is so and was known; times are not tested.
fn link(store: &Store, relation: RelationId, row: u32, search: &Search) -> Option<Link> {
    let table = store.table(relation);
    let visible = Visible::any(table.accounts(row), table, search.known);
    let clock = Clock { today: search.today, known: search.known, store };
    let (lead, truth) = visible.over_worlds(|rows| {
        let settled = settle(table, rows, clock, false)?;
        let sure =
            !settled.doubtful && settled.rivals.is_empty() && !table.flags(settled.lead.row).never_certain();
        let bounds = settled.accounts().map(|account| account.bounds).reduce(Bounds::hull)?;
        let lead = Account { bounds, ..settled.lead };
        Some((lead, if sure { Truth::Certain } else { Truth::Possible }))
    })?;
    let certain = truth.is_certain();
    Some(Link { fact: table.fact_id(lead.row), bounds: lead.bounds, certain })
}

impl End {
    /// How a member of a fact is this end at the time of the fact: itself, or by acting for it; with how plain that is
    /// (in an actor's role itself, in an actor's role for another, in another role). None if it is not.
    fn met(&self, member: Member, link: &Link) -> Option<(u8, Option<Acting>)> {
        if self.plain.contains(&member.entity) {
            return Some((if member.actor { 0 } else { 2 }, None));
        }
        if !member.actor {
            return None;
        }
        let at_the_time = |acting: &&Acting| allen::shares_a_day(acting.by.bounds, link.bounds) != Truth::No;
        self.acting.get(&member.entity)?.iter().find(at_the_time).map(|acting| (1, Some(*acting)))
    }
}

struct Walk<'w, 'a> {
    runner: &'w Runner<'a>,
    search: &'w Search,
    from: &'w End,
    to: &'w End,
    /// The steps of the shortest chains that reach an entity, and how long these are.
    reached: HashMap<EntityId, (usize, Vec<Step>)>,
    /// Tests that regions of days cannot hold, by the relation's place.
    also: Vec<Vec<ReadyEither<'w>>>,
    /// What nouns and verbs fix.
    fixed: HashSet<EntityId>,
    more: bool,
}

impl Walk<'_, '_> {
    fn run(&mut self) -> Result<Found, Error> {
        let mut frontier: Vec<EntityId> =
            self.from.plain.iter().chain(self.from.acting.keys()).copied().collect();
        for length in 1..=LONGEST {
            frontier.sort_unstable();
            frontier.dedup();
            let (arrivals, next) = self.level(&frontier, length)?;
            if !arrivals.is_empty() {
                return self.found(&arrivals, length);
            }
            frontier = next;
        }
        Ok(Found { chains: Vec::new(), more: false })
    }

    /// All facts of the entities reached last: those that reach the other end, and whom else they reach.
    fn level(
        &mut self,
        frontier: &[EntityId],
        length: usize,
    ) -> Result<(Vec<Arrival>, Vec<EntityId>), Error> {
        let (mut arrivals, mut next) = (Vec::new(), Vec::new());
        for before in frontier {
            for (link, members) in self.facts_of(*before)? {
                let own = members.iter().filter(|member| member.entity == *before);
                let (rank, acting) = if length > 1 {
                    (0, None)
                } else {
                    let ways = own.filter_map(|member| self.from.met(*member, &link));
                    let Some(best) = ways.min_by_key(|(rank, _)| *rank) else { continue };
                    best
                };
                let step = Step { before: *before, link, acting, rank };
                let others = || members.iter().filter(|member| member.entity != *before);
                let arrived = others().filter_map(|member| {
                    let (rank, acting) = self.to.met(*member, &link)?;
                    Some(Arrival { at: member.entity, step, acting, rank })
                });
                if let Some(arrival) = arrived.min_by_key(|arrival| (arrival.rank, arrival.at)) {
                    arrivals.push(arrival);
                    continue;
                }
                for member in others() {
                    if self.from.plain.contains(&member.entity) || self.fixed.contains(&member.entity) {
                        continue;
                    }
                    self.reach(member.entity, length, step, &mut next);
                }
            }
        }
        Ok((arrivals, next))
    }

    fn reach(&mut self, at: EntityId, length: usize, step: Step, next: &mut Vec<EntityId>) {
        let (reached, steps) = self.reached.entry(at).or_insert((length, Vec::new()));
        if *reached != length {
            return;
        }
        if steps.is_empty() {
            next.push(at);
        }
        if steps.len() < MOST_STEPS {
            steps.push(step);
        } else {
            self.more = true;
        }
    }

    /// The things that an entity stands in when they were asked about, each once, with everyone in them.
    fn facts_of(&self, entity: EntityId) -> Result<Vec<Gathering>, Error> {
        let store = self.runner.store;
        let mut found = Vec::new();
        for relation in store.relations() {
            let table = store.table(relation.id);
            let Some(when) = self.search.whens.get(relation.id.index()) else { continue };
            let mut seen = HashSet::new();
            for (role, _) in relation.roles() {
                for row in table.postings(role, entity) {
                    self.runner.spend(1)?;
                    if !seen.insert(table.accounts(*row).first().copied()) {
                        continue;
                    }
                    let Some(mut link) = link(store, relation.id, *row, self.search) else { continue };
                    let truth = if when.any { when.regions.judge(link.bounds) } else { Truth::Certain };
                    let hit = link.hit();
                    let also = self.also.get(relation.id.index()).into_iter().flatten();
                    let truth = also.fold(truth, |truth, either| {
                        truth.and(either.judge(&hit, &[link.bounds], relation.shape))
                    });
                    if !truth.is_possible() {
                        continue;
                    }
                    link.certain &= truth.is_certain();
                    let row = link.fact.row;
                    let members = relation.roles().flat_map(|(role, declared)| {
                        let member = |entity: &EntityId| Member { entity: *entity, actor: declared.actor };
                        table.entities(role, row).iter().map(member)
                    });
                    found.push((link, members.collect()));
                }
            }
        }
        Ok(found)
    }

    /// The chains behind the arrivals. A chain of one fact is told fact by fact; in a longer one the facts of one
    /// relation between the same two are one step.
    fn found(&mut self, arrivals: &[Arrival], length: usize) -> Result<Found, Error> {
        let mut chains: Vec<Chain> = Vec::new();
        let mut at: HashMap<(Vec<EntityId>, Vec<RelationId>), usize> = HashMap::new();
        let mut made = 0;
        for arrival in arrivals {
            self.runner.look()?;
            for (steps, entities) in self.ways(arrival, length) {
                made += 1;
                if made > MOST_STEPS {
                    return Ok(Found { chains, more: true });
                }
                let relations: Vec<RelationId> = steps.iter().map(|step| step.link.fact.relation).collect();
                let key = (entities.clone(), relations);
                let known = if length == 1 { None } else { at.get(&key).copied() };
                if let Some(chain) = known.and_then(|at| chains.get_mut(at)) {
                    chain.add(&steps);
                    continue;
                }
                at.insert(key, chains.len());
                let from = steps.first().and_then(|step| step.acting);
                let links = steps.iter().map(|step| vec![step.link]).collect();
                let rank = arrival.rank + steps.first().map_or(0, |step| step.rank);
                chains.push(Chain { entities, steps: links, from, to: arrival.acting, rank });
            }
        }
        if length == 1 {
            once(&mut chains);
        }
        Ok(Found { chains, more: self.more })
    }

    /// Every way back from an arrival, as steps and entities from the beginning.
    fn ways(&self, arrival: &Arrival, length: usize) -> Vec<(Vec<Step>, Vec<EntityId>)> {
        let mut ways = vec![(vec![arrival.step], vec![arrival.at, arrival.step.before])];
        for level in (1..length).rev() {
            let mut longer = Vec::new();
            for (steps, entities) in &ways {
                let Some((_, before)) =
                    entities.last().and_then(|last| self.reached.get(last)).filter(|(at, _)| *at == level)
                else {
                    continue;
                };
                for step in before.iter().take(MOST_STEPS.saturating_sub(longer.len())) {
                    let (mut steps, mut entities) = (steps.clone(), entities.clone());
                    steps.push(*step);
                    entities.push(step.before);
                    longer.push((steps, entities));
                }
            }
            ways = longer;
        }
        for (steps, entities) in &mut ways {
            steps.reverse();
            entities.reverse();
        }
        ways
    }
}

impl Chain {
    /// Other facts of the same relations between the same entities.
    fn add(&mut self, steps: &[Step]) {
        for (links, step) in self.steps.iter_mut().zip(steps) {
            if !links.iter().any(|link| link.fact == step.link.fact) {
                links.push(step.link);
            }
        }
    }
}

/// One row for each fact: the plainest way.
fn once(chains: &mut Vec<Chain>) {
    let fact = |chain: &Chain| chain.steps.first().and_then(|links| links.first()).map(|link| link.fact);
    chains.sort_by_cached_key(|chain| (fact(chain), chain.rank, chain.entities.clone()));
    chains.dedup_by_key(|chain| fact(chain));
}

impl Link {
    /// The fact as a row.
    fn hit(&self) -> Hit {
        Hit {
            key: Key::Fact(self.fact),
            when: self.bounds,
            asked: self.bounds,
            rivals: SmallVec::new(),
            span: Bounds::UNKNOWN,
            period: false,
            certain: self.certain,
            facts: SmallVec::from_elem(self.fact, 1),
            binds: Binds::new(),
        }
    }
}

impl Found {
    /// Every fact of the chains, as rows.
    pub(super) fn hits(&self) -> Vec<Hit> {
        let links = self.chains.iter().flat_map(|chain| chain.steps.iter().flatten());
        let mut seen = HashSet::new();
        links.filter(|link| seen.insert(link.fact)).map(Link::hit).collect()
    }
}
