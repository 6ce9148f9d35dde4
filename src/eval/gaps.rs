//! Periods of absence.
//!
//! In: hits, all periods of what is asked about. Out: one row for each gap of each thing, with the periods around it.
//! A gap is certain if it is there whichever account is the true one and whichever doubtful fact is so. Absent: what
//! was denied or lies outside of a coverage; the record alone is asked (language reference, *absence*).

use std::collections::BTreeMap;

use smallvec::SmallVec;

use super::about::{column, row, table};
use super::answer::{Answer, Cell, Column, ColumnKind, Row};
use super::columns::{answer_title, is_given, senses_of};
use super::hit::{Hit, Key};
use super::run::Runner;
use super::{Error, cells, length, say};
use crate::fact::{EntityId, FactId, RelationId, Role, RoleId, RoleKind};
use crate::resolve::{Absence, Query};
use crate::store::Store;
use crate::syntax::Certainty;
use crate::time::{Bounds, Day, Days, Gap, Truth, allen, gaps};

/// The most ways of telling the periods of one thing that are tried; beyond them every gap is only possible.
const MOST_WAYS: usize = 64;

/// What has gaps of its own: an answer, or what the facts have in common.
type Thing = (Option<EntityId>, Option<RelationId>, Vec<(RoleId, Vec<EntityId>)>);

pub(super) fn answer(
    query: &Query,
    absence: Absence,
    hits: &[Hit],
    runner: &Runner<'_>,
) -> Result<Answer, Error> {
    let store = runner.store;
    let mut things: BTreeMap<Thing, Vec<&Hit>> = BTreeMap::new();
    for hit in hits {
        things.entry(thing(hit, store)).or_default().push(hit);
    }
    let mixed = several_relations(hits);
    let mut found: Vec<(Gap, Row)> = Vec::new();
    for hits in things.values() {
        runner.spend(hits.len() * hits.len())?;
        for gap in gaps_of(query, absence, hits) {
            let told = Told { gap, hits, query, store, mixed };
            found.push((gap, told.row()));
        }
    }
    match query.certainty {
        Some(Certainty::Certainly) => found.retain(|(gap, _)| gap.truth.is_certain()),
        Some(Certainty::Possibly) => found.retain(|(gap, _)| !gap.truth.is_certain()),
        None => {}
    }
    found.sort_by_key(|(gap, _)| (gap.bounds.start_min(), gap.bounds.end_max()));
    found.truncate(query.finish.limit.unwrap_or(usize::MAX));
    let notes = match (found.is_empty(), hits.is_empty()) {
        (true, true) => vec!["there is no record that it ever was so".to_owned()],
        (true, false) => vec!["the record has no gap".to_owned()],
        _ => Vec::new(),
    };
    let rows = found.into_iter().map(|(_, row)| row).collect();
    Ok(table(columns(query, hits, store), rows, notes))
}

fn thing(hit: &Hit, store: &Store) -> Thing {
    match (hit.key, hit.facts.first()) {
        (Key::Entity(entity), _) => (Some(entity), None, Vec::new()),
        (Key::Fact(fact), lead) => {
            let fact = lead.copied().unwrap_or(fact);
            let relation = store.relation(fact.relation);
            let table = store.table(fact.relation);
            let entities = |role: RoleId| {
                let mut all = table.entities(role, fact.row).to_vec();
                all.sort_unstable();
                all
            };
            let roles = relation.roles().map(|(role, _)| (role, entities(role))).collect();
            (None, Some(fact.relation), roles)
        }
    }
}

/// The gaps of one thing within the days asked about.
fn gaps_of(query: &Query, absence: Absence, hits: &[&Hit]) -> Vec<Gap> {
    let today = query.frame.day();
    let last = absence.days.map_or(today, |days| days.last().max(today));
    let Some(all_days) = Days::new(Day::MIN, last) else { return Vec::new() };
    let ways = ways(hits);
    let told: Vec<Vec<Gap>> = ways.iter().map(|way| gaps(way, all_days)).collect();
    let mut found: Vec<Gap> = Vec::new();
    for gap in told.iter().flatten() {
        if found.iter().any(|one| one.bounds == gap.bounds) {
            continue;
        }
        let same =
            |gaps: &Vec<Gap>| gaps.iter().any(|other| other.bounds == gap.bounds && other.truth.is_certain());
        let certain = ways.len() < MOST_WAYS && told.iter().all(same);
        found.push(Gap { truth: if certain { Truth::Certain } else { Truth::Possible }, ..*gap });
    }
    if absence.between {
        found.retain(|gap| before(gap, hits).is_some() && after(gap, hits).is_some());
    }
    let Some(days) = absence.days else { return found };
    let window = Bounds::stretch(days);
    let clipped = |gap: Gap| {
        let bounds = allen::shared(gap.bounds, window)?;
        Some(Gap { bounds, truth: gap.truth.and(allen::shares_a_day(gap.bounds, window)) })
    };
    found.into_iter().filter_map(clipped).collect()
}

/// The periods that may hold together: one account of each fact, and a doubtful fact or none.
fn ways(hits: &[&Hit]) -> Vec<Vec<Bounds>> {
    let mut ways: Vec<Vec<Bounds>> = vec![Vec::new()];
    for hit in hits {
        let mut accounts: SmallVec<[Option<Bounds>; 2]> = SmallVec::new();
        accounts.push(Some(hit.when));
        accounts.extend(hit.rivals.iter().copied().map(Some));
        if !hit.certain {
            accounts.push(None);
        }
        let with = |way: &Vec<Bounds>, one: Option<Bounds>| way.iter().copied().chain(one).collect();
        ways = accounts
            .iter()
            .flat_map(|account| ways.iter().map(|way| with(way, *account)).collect::<Vec<Vec<Bounds>>>())
            .take(MOST_WAYS)
            .collect();
    }
    ways
}

/// The period after which a gap may come.
fn before<'h>(gap: &Gap, hits: &[&'h Hit]) -> Option<&'h Hit> {
    let ends = |hit: &&&Hit| {
        let (from, to) = (hit.when.end_min().saturating_add(1), hit.when.end_max().saturating_add(1));
        from <= gap.bounds.start_max() && gap.bounds.start_min() <= to
    };
    hits.iter().filter(ends).max_by_key(|hit| (hit.certain, hit.when.end_min())).copied()
}

/// The period before which it may end.
fn after<'h>(gap: &Gap, hits: &[&'h Hit]) -> Option<&'h Hit> {
    let starts = |hit: &&&Hit| {
        let (from, to) = (hit.when.start_min().saturating_sub(1), hit.when.start_max().saturating_sub(1));
        from <= gap.bounds.end_max() && gap.bounds.end_min() <= to && hit.when.start_min() > Day::MIN.number()
    };
    hits.iter().filter(starts).min_by_key(|hit| (!hit.certain, hit.when.start_min())).copied()
}

/// A gap with the periods around it.
struct Told<'a> {
    gap: Gap,
    hits: &'a [&'a Hit],
    query: &'a Query,
    store: &'a Store,
    /// Whether the answer has facts of several relations, which share no columns.
    mixed: bool,
}

impl Told<'_> {
    fn row(&self) -> Row {
        let (before, after) = (before(&self.gap, self.hits), after(&self.gap, self.hits));
        let around = [before, after];
        let mut facts: Vec<FactId> = Vec::new();
        for fact in around.into_iter().flatten().flat_map(|hit| &hit.facts) {
            if !facts.contains(fact) {
                facts.push(*fact);
            }
        }
        let mut cells = self.names();
        cells.extend([self.start(before), self.end(after), self.length()]);
        row(cells, self.gap.truth.is_certain(), facts)
    }

    /// What the gap is of: the answer, or what fills the roles.
    fn names(&self) -> Vec<Cell> {
        let Some(hit) = self.hits.first() else { return Vec::new() };
        match (hit.key, hit.facts.first()) {
            (Key::Entity(entity), _) => {
                vec![Cell::Names(vec![self.store.entity(entity).name().to_owned()])]
            }
            (Key::Fact(_), Some(lead)) if self.mixed => {
                vec![Cell::Text(say::fact(*lead, self.store))]
            }
            (Key::Fact(_), Some(lead)) => {
                let table = self.store.table(lead.relation);
                open_roles(self.query, lead.relation, self.store)
                    .into_iter()
                    .map(|(role, _)| cells::value(table, lead.relation, role, lead.row, self.store))
                    .collect()
            }
            (Key::Fact(_), None) => Vec::new(),
        }
    }

    /// The first day, or after what it comes.
    fn start(&self, before: Option<&Hit>) -> Cell {
        let bounds = self.gap.bounds;
        let (from, to) = (bounds.start_min(), bounds.start_max());
        if from == Day::MIN.number() {
            return Cell::Empty;
        }
        let follows = before.filter(|hit| {
            (hit.when.end_min().saturating_add(1), hit.when.end_max().saturating_add(1)) == (from, to)
        });
        match follows.and_then(|hit| cells::dated_edge(hit, false, self.store)) {
            _ if from == to => date(day(from)),
            Some(written) => date(format!("after {written}")),
            None if to < self.query.frame.day().number() => date(format!("{} to {}", day(from), day(to))),
            None => date(format!("after {}", day(from - 1))),
        }
    }

    /// The last day, or before what it comes.
    fn end(&self, after: Option<&Hit>) -> Cell {
        let bounds = self.gap.bounds;
        let (from, to) = (bounds.end_min(), bounds.end_max());
        if after.is_none() && from == to && to >= self.query.frame.day().number() {
            return date("going on".to_owned());
        }
        let precedes = after.filter(|hit| {
            (hit.when.start_min().saturating_sub(1), hit.when.start_max().saturating_sub(1)) == (from, to)
        });
        match precedes.and_then(|hit| cells::dated_edge(hit, true, self.store)) {
            _ if from == to => date(day(from)),
            Some(written) => date(format!("before {written}")),
            None => date(format!("{} to {}", day(from), day(to))),
        }
    }

    fn length(&self) -> Cell {
        if self.gap.bounds.start_min() == Day::MIN.number() {
            return Cell::Empty;
        }
        length::cell(self.gap.bounds, self.query.frame.day())
    }
}

fn date(date: String) -> Cell {
    Cell::Date { date, also: Vec::new() }
}

fn day(number: i32) -> String {
    Day::from_number(number).map_or_else(String::new, |day| day.to_string())
}

fn several_relations(hits: &[Hit]) -> bool {
    let mut relations = hits.iter().filter_map(|hit| hit.facts.first()).map(|fact| fact.relation);
    let first = relations.next();
    relations.any(|relation| Some(relation) != first)
}

/// The roles of entities that the query leaves open.
fn open_roles<'s>(query: &Query, relation: RelationId, store: &'s Store) -> Vec<(RoleId, &'s Role)> {
    let mut senses = Vec::new();
    senses_of(&query.set, &mut senses);
    let given = |role: RoleId, many: bool| {
        senses.iter().any(|sense| sense.relation == relation && is_given(sense, role, many))
    };
    let is_open = |(role, declared): &(RoleId, &Role)| {
        matches!(declared.kind, RoleKind::Entity(_)) && !given(*role, declared.many)
    };
    store.relation(relation).roles().filter(is_open).collect()
}

fn columns(query: &Query, hits: &[Hit], store: &Store) -> Vec<Column> {
    let mut found = match hits.first().map(|hit| (hit.key, hit.facts.first())) {
        Some((Key::Fact(_), Some(_))) if several_relations(hits) => {
            vec![column("what", ColumnKind::Text, 0)]
        }
        Some((Key::Fact(_), Some(lead))) => open_roles(query, lead.relation, store)
            .into_iter()
            .map(|(_, role)| column(&role.name, ColumnKind::Names, 0))
            .collect(),
        _ => vec![column(&answer_title(&query.set, store), ColumnKind::Names, 0)],
    };
    found.push(column("from", ColumnKind::Date, 0));
    found.push(column("until", ColumnKind::Date, 0));
    found.push(column("length", ColumnKind::Number, 1));
    found
}
