//! Totals, averages, medians, highest and lowest figures; first and last dates.
//!
//! In: hits. Out: a row for each part and each unit (figures in different units are never put together). Where what is
//! certain and what is possible differ there are two rows, over the certain facts and over all possible ones, both
//! labelled (language reference, *certain and possible*).

use std::collections::{BTreeMap, HashSet};

use smallvec::SmallVec;

use crate::fact::{FactId, Quantity, UnitId};
use crate::plan::Plan;
use crate::resolve::{self, Measured, Query};
use crate::store::{Flags, Store};
use crate::syntax::Measure;
use crate::text::english;
use crate::time::{Truth, allen};

use super::answer::{Answer, Cell, Column, ColumnKind};
use super::compare::compare;
use super::figure::Figure;
use super::hit::{Hit, Key};
use super::part::{self, Divider, Part};
use super::run::Runner;
use super::{Error, cells, empty, keep_counted, table};

pub(super) fn answer(
    query: &Query,
    measured: &Measured,
    plan: &Plan,
    runner: &Runner<'_>,
) -> Result<Answer, Error> {
    let mut hits = runner.op(&plan.root)?;
    keep_counted(&mut hits, query);
    let mut notes = Vec::new();
    let groups = groups(query, measured, &hits, runner)?;
    let rows = if let Some(role) = &measured.role {
        let silent = hits.iter().filter(|hit| figure(hit, role, runner.store).is_none()).count();
        if silent > 0 {
            let facts = english::counted(silent, "fact has", "facts have");
            notes.push(format!("{facts} no {role} and {} left out", if silent == 1 { "is" } else { "are" }));
        }
        notes.extend(counted_twice(&groups, measured, runner.store));
        rows_of_figures(&groups, measured, role, runner.store)
    } else {
        rows_of_dates(&groups, measured, runner.store)
    };
    let mut answer =
        table::answer(query, &measured.pers, &columns(measured, &rows), unlabelled(rows), runner.store);
    answer.notes = notes;
    if answer.rows.is_empty() {
        answer.notes.extend(empty::explain(query, runner)?);
    }
    Ok(answer)
}

/// The hits of one part in one unit, each with whether it is certain there.
pub(super) type Groups<'h> = BTreeMap<Place, Vec<(&'h Hit, bool)>>;

/// A part and a unit.
type Place = (Vec<Part>, Option<UnitId>);

/// The hits in their parts and units, each thing once; without a role all are of no unit.
fn groups<'h>(
    query: &Query,
    measured: &Measured,
    hits: &'h [Hit],
    runner: &Runner<'_>,
) -> Result<Groups<'h>, Error> {
    grouped(query, &measured.pers, measured.role.as_deref(), hits, runner)
}

/// See [`Groups`]. Where a role is named, hits without a figure in it are left out.
pub(super) fn grouped<'h>(
    query: &Query,
    pers: &[resolve::Per],
    role: Option<&str>,
    hits: &'h [Hit],
    runner: &Runner<'_>,
) -> Result<Groups<'h>, Error> {
    let divider = Divider::new(query, pers, hits, runner);
    let mut groups: part::Groups<Units<'h>> = part::Groups::new();
    for hit in hits {
        let unit = match role.map(|role| figure(hit, role, runner.store)) {
            Some(None) => continue,
            Some(Some(quantity)) => quantity.unit,
            None => None,
        };
        for (parts, sure) in divider.parts(hit)? {
            add(groups.of(parts), unit, (hit, sure));
        }
    }
    let join = |units: &mut Units<'h>, others: Units<'h>| {
        for (unit, group) in others {
            for one in group.into_values() {
                add(units, unit, one);
            }
        }
    };
    let place = |(parts, units): (Vec<Part>, Units<'h>)| {
        let one = move |(unit, group): (_, BTreeMap<Key, _>)| {
            ((parts.clone(), unit), group.into_values().collect())
        };
        units.into_iter().map(one)
    };
    Ok(groups.named(runner.store, join).into_iter().flat_map(place).collect())
}

/// The hits of a part by their units, each thing once.
type Units<'h> = BTreeMap<Option<UnitId>, BTreeMap<Key, (&'h Hit, bool)>>;

fn add<'h>(units: &mut Units<'h>, unit: Option<UnitId>, (hit, sure): (&'h Hit, bool)) {
    let before = units.entry(unit).or_default().entry(hit.key).or_insert((hit, sure));
    before.1 |= sure;
}

/// The figure of a hit: that of the account that leads, else of another account of the same thing.
pub(super) fn figure<'s>(hit: &Hit, role: &str, store: &'s Store) -> Option<&'s Quantity> {
    let lead = hit.facts.first()?;
    let id = store.relation(lead.relation).role_named(role)?;
    let table = store.table(lead.relation);
    let seen = |row: &&u32| hit.facts.contains(&FactId { relation: lead.relation, row: **row });
    std::iter::once(&lead.row)
        .chain(table.accounts(lead.row).iter().filter(seen))
        .find_map(|row| table.number(id, *row))
}

/// The figure as far as all accounts bound it that may be the true one: of those that contradict each other, any.
pub(super) fn bounded(hit: &Hit, role: &str, store: &Store) -> Option<Figure> {
    let own = figure(hit, role, store)?;
    let lead = hit.facts.first()?;
    let (id, table) = (store.relation(lead.relation).role_named(role)?, store.table(lead.relation));
    let others = hit.facts.iter().filter(|fact| fact.relation == lead.relation);
    let others = others.filter(|fact| {
        !table.flags(fact.row).has(Flags::DENIED) && table.accounts(lead.row).contains(&fact.row)
    });
    let others = others.filter_map(|fact| table.number(id, fact.row)).filter(|other| other.unit == own.unit);
    let differs = |other: &&Quantity| !hit.rivals.is_empty() || !compare(own, &[*other]).is_possible();
    Some(others.filter(differs).map(Figure::of).fold(Figure::of(own), Figure::either))
}

/// A row with its label.
struct Labelled {
    row: table::Row,
    label: &'static str,
}

/// Those that are certain, and all that are possible where these are more.
fn worlds<'h>(group: &[(&'h Hit, bool)]) -> Vec<(&'static str, bool, Vec<&'h Hit>)> {
    let sure: Vec<&Hit> = group.iter().filter(|(_, sure)| *sure).map(|(hit, _)| *hit).collect();
    let all: Vec<&Hit> = group.iter().map(|(hit, _)| *hit).collect();
    if sure.len() == all.len() {
        return vec![("", true, all)];
    }
    let possible = ("all that is possible", false, all);
    if sure.is_empty() { vec![possible] } else { vec![("what is certain", true, sure), possible] }
}

fn rows_of_figures(groups: &Groups<'_>, measured: &Measured, role: &str, store: &Store) -> Vec<Labelled> {
    let mut rows = Vec::new();
    for ((parts, unit), group) in groups {
        for (label, certain, hits) in worlds(group) {
            let figures: Vec<Figure> = hits.iter().filter_map(|hit| bounded(hit, role, store)).collect();
            let found: Vec<Option<Figure>> =
                measured.measures.iter().map(|measure| Figure::measure(*measure, &figures)).collect();
            let declared = unit.map(|unit| (unit, store.unit(unit)));
            let cell = |figure: &Option<Figure>| match figure {
                Some(figure) => Cell::Number { text: figure.text(declared), amount: figure.number() },
                None => Cell::Empty,
            };
            let row = table::Row {
                parts: parts.clone(),
                cells: found.iter().map(cell).collect(),
                ranges: found.iter().map(|one| one.map(|one| (one.low.at, one.high.at))).collect(),
                certain,
                may_lack: group.iter().all(|(_, sure)| !sure),
                facts: leads(&hits),
            };
            rows.push(Labelled { row, label });
        }
    }
    rows
}

/// The facts that a row rests on, one for each thing.
fn leads(hits: &[&Hit]) -> SmallVec<[FactId; 2]> {
    hits.iter().filter_map(|hit| hit.facts.first().copied()).collect()
}

/// One row for each part: the date of the fact that came first, and of the one that came last; others that may have
/// done so stand beside it.
fn rows_of_dates(groups: &Groups<'_>, measured: &Measured, store: &Store) -> Vec<Labelled> {
    let mut rows = Vec::new();
    for ((parts, _), group) in groups {
        let found: Vec<Extreme> = measured
            .measures
            .iter()
            .map(|measure| extreme(group, *measure == Measure::Last, store))
            .collect();
        let day = |day: i32| f64::from(day);
        let row = table::Row {
            parts: parts.clone(),
            ranges: found.iter().map(|one| Some((day(one.range.0), day(one.range.1)))).collect(),
            certain: found.iter().all(|one| one.certain),
            may_lack: group.iter().all(|(_, sure)| !sure),
            facts: found.iter().filter_map(|one| one.fact).collect(),
            cells: found.into_iter().map(|one| one.cell).collect(),
        };
        rows.push(Labelled { row, label: "" });
    }
    rows
}

/// The first or last date of a group.
struct Extreme {
    cell: Cell,
    range: (i32, i32),
    certain: bool,
    fact: Option<FactId>,
}

fn extreme(group: &[(&Hit, bool)], last: bool, store: &Store) -> Extreme {
    // When each comes at the earliest and at the latest, counted from the end that was asked for.
    let range = |hit: &Hit| {
        let when = hit.when;
        if last { (-when.end_max(), -when.end_min()) } else { (when.start_min(), when.start_max()) }
    };
    let surely = group.iter().filter(|(_, sure)| *sure).map(|(hit, _)| range(hit).1).min();
    let mut candidates: Vec<&(&Hit, bool)> =
        group.iter().filter(|(hit, _)| surely.is_none_or(|day| range(hit).0 <= day)).collect();
    candidates.sort_by_key(|(hit, sure)| (!sure, range(hit)));
    let mut seen = HashSet::new();
    let dates: Vec<String> = candidates
        .iter()
        .map(|(hit, _)| cells::edge_date(hit, !last, store))
        .filter(|date| seen.insert(date.clone()))
        .collect();
    let lead = candidates.first();
    let first = dates.first().cloned().unwrap_or_default();
    let own = lead.map_or((0, 0), |(hit, _)| range(hit));
    Extreme {
        certain: dates.len() == 1 && lead.is_some_and(|(_, sure)| *sure),
        cell: Cell::Date { date: first, also: others(&dates) },
        range: if last { (-own.1, -own.0) } else { own },
        fact: lead.and_then(|(hit, _)| hit.facts.first().copied()),
    }
}

/// The other dates that may be the first, the likeliest of them by name.
fn others(dates: &[String]) -> Vec<String> {
    /// The most that one cell names.
    const SHOWN: usize = 5;
    let mut also: Vec<String> = dates.iter().skip(1).take(SHOWN).map(|date| format!("or {date}")).collect();
    if dates.len() > SHOWN + 1 {
        also.push(format!("or {} others", dates.len() - SHOWN - 1));
    }
    also
}

/// The columns of the measures, and of the label where any row has one.
fn columns(measured: &Measured, rows: &[Labelled]) -> Vec<(Column, resolve::Column)> {
    let kind = if measured.role.is_some() { ColumnKind::Number } else { ColumnKind::Date };
    let title = |measure: &Measure| match &measured.role {
        Some(role) => format!("{} {role}", measure.word()),
        None => format!("{} date", measure.word()),
    };
    let column = |measure: &Measure| {
        let title = title(measure);
        let key = title.replace(['-', ' '], "_");
        (Column { title, key, kind, priority: 0 }, resolve::Column::Measure(*measure))
    };
    let mut found: Vec<_> = measured.measures.iter().map(column).collect();
    if rows.iter().any(|row| !row.label.is_empty()) {
        let over =
            Column { title: "over".to_owned(), key: "over".to_owned(), kind: ColumnKind::Mark, priority: 0 };
        found.push((over, resolve::Column::Role("over".to_owned())));
    }
    found
}

/// The rows, with their labels as cells where any has one.
fn unlabelled(rows: Vec<Labelled>) -> Vec<table::Row> {
    let labels = rows.iter().any(|row| !row.label.is_empty());
    let with = |Labelled { mut row, label }: Labelled| {
        if labels {
            row.cells.push(if label.is_empty() { Cell::Empty } else { Cell::Text(label.to_owned()) });
            row.ranges.push(None);
        }
        row
    };
    rows.into_iter().map(with).collect()
}

/// A sentence where a total adds up figures of the same parties for times that overlap.
fn counted_twice(groups: &Groups<'_>, measured: &Measured, store: &Store) -> Option<String> {
    /// The most figures in which overlaps are looked for.
    const MOST: usize = 1000;
    let overlaps = |group: &Vec<(&Hit, bool)>| {
        group.len() <= MOST
            && group.iter().enumerate().any(|(at, (hit, _))| {
                group[..at].iter().any(|(other, _)| {
                    allen::shares_a_day(hit.when, other.when) == Truth::Certain
                        && same_roles(hit, other, store)
                })
            })
    };
    (measured.measures.contains(&Measure::Total) && groups.values().any(overlaps)).then(|| {
        "some of these figures are of the same parties for times that overlap, so the total counts them twice"
            .to_owned()
    })
}

/// Whether two facts name the same entities in all roles.
fn same_roles(one: &Hit, other: &Hit, store: &Store) -> bool {
    let (Some(a), Some(b)) = (one.facts.first(), other.facts.first()) else { return false };
    let table = store.table(a.relation);
    a.relation == b.relation
        && store
            .relation(a.relation)
            .roles()
            .all(|(role, _)| table.entities(role, a.row) == table.entities(role, b.row))
}
