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
use super::hit::Hit;
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
    keep_counted(&mut hits, query, runner)?;
    let mut notes = Vec::new();
    let groups = groups(query, measured, &hits, runner)?;
    let rows = if let Some(role) = &measured.role {
        let silent = hits.iter().filter(|hit| figure(hit, role, runner.store).is_none()).count();
        if silent > 0 {
            let facts = english::counted(silent, "fact has", "facts have");
            notes.push(format!("{facts} no {role} and {} left out", if silent == 1 { "is" } else { "are" }));
        }
        notes.extend(counted_twice(&groups, measured, runner)?);
        rows_of_figures(groups, measured, role, runner)?
    } else {
        rows_of_dates(groups, measured, runner)?
    };
    let mut answer =
        table::answer(query, &measured.pers, &columns(measured, &rows), unlabelled(rows), runner)?;
    answer.notes = notes;
    if answer.rows.is_empty() {
        answer.notes.extend(empty::explain(query, runner)?);
    }
    Ok(answer)
}

/// The hits of one part in one unit, each with whether it is certain there.
pub(super) type Groups<'h> = Vec<(Place, Vec<(&'h Hit, bool)>)>;

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
    for hit in runner.watch(hits) {
        let hit = hit?;
        let unit = match role.map(|role| figure(hit, role, runner.store)) {
            Some(None) => continue,
            Some(Some(quantity)) => quantity.unit,
            None => None,
        };
        for (parts, sure) in divider.parts(hit)? {
            groups.of(&parts).entry(unit).or_default().push((hit, sure));
        }
    }
    let join = |units: &mut Units<'h>, others: Units<'h>| {
        for (unit, mut group) in others {
            units.entry(unit).or_default().append(&mut group);
        }
    };
    let mut placed = Groups::new();
    for group in runner.watch(groups.named(runner, join)?) {
        let (parts, units) = group?;
        for (unit, group) in units {
            placed.push(((parts.clone(), unit), once(group, runner)?));
        }
    }
    Ok(placed)
}

/// The hits of a part by their units.
type Units<'h> = BTreeMap<Option<UnitId>, Vec<(&'h Hit, bool)>>;

/// Each thing once, by what was found of it first.
fn once<'h>(mut group: Vec<(&'h Hit, bool)>, runner: &Runner<'_>) -> Result<Vec<(&'h Hit, bool)>, Error> {
    runner.sort_by_key(&mut group, |(hit, _)| hit.key)?;
    group.dedup_by(|later, first| {
        let same = later.0.key == first.0.key;
        first.1 |= same && later.1;
        same
    });
    Ok(group)
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

/// Takes the groups, so that each is freed with its row: many at once would keep a query that is stopped waiting.
fn rows_of_figures(
    groups: Groups<'_>,
    measured: &Measured,
    role: &str,
    runner: &Runner<'_>,
) -> Result<Vec<Labelled>, Error> {
    let store = runner.store;
    let mut rows = Vec::new();
    for group in runner.watch(groups) {
        let ((parts, unit), group) = group?;
        for (label, certain, hits) in worlds(&group) {
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
    Ok(rows)
}

/// The facts that a row rests on, one for each thing.
fn leads(hits: &[&Hit]) -> SmallVec<[FactId; 2]> {
    hits.iter().filter_map(|hit| hit.facts.first().copied()).collect()
}

/// One row for each part: the date of the fact that came first, and of the one that came last; others that may have
/// done so stand beside it.
fn rows_of_dates(
    groups: Groups<'_>,
    measured: &Measured,
    runner: &Runner<'_>,
) -> Result<Vec<Labelled>, Error> {
    let mut rows = Vec::new();
    for group in runner.watch(groups) {
        let ((parts, _), group) = group?;
        // A thing that no fact speaks of has no date.
        let group: Vec<(&Hit, bool)> = group.into_iter().filter(|(hit, _)| !hit.facts.is_empty()).collect();
        if group.is_empty() {
            continue;
        }
        let extreme = |measure: &Measure| extreme(&group, *measure == Measure::Last, runner);
        let found: Vec<Extreme> = measured.measures.iter().map(extreme).collect::<Result<_, Error>>()?;
        let day = |day: i32| f64::from(day);
        let row = table::Row {
            parts,
            ranges: found.iter().map(|one| Some((day(one.range.0), day(one.range.1)))).collect(),
            certain: found.iter().all(|one| one.certain),
            may_lack: group.iter().all(|(_, sure)| !sure),
            facts: found.iter().filter_map(|one| one.fact).collect(),
            cells: found.into_iter().map(|one| one.cell).collect(),
        };
        rows.push(Labelled { row, label: "" });
    }
    Ok(rows)
}

/// The first or last date of a group.
struct Extreme {
    cell: Cell,
    range: (i32, i32),
    certain: bool,
    fact: Option<FactId>,
}

fn extreme(group: &[(&Hit, bool)], last: bool, runner: &Runner<'_>) -> Result<Extreme, Error> {
    // When each comes at the earliest and at the latest, counted from the end that was asked for; `!` turns the order of all
    // days round, also of those that are unbounded, which have no negative.
    let range = |hit: &Hit| {
        let when = hit.when;
        if last { (!when.end_max(), !when.end_min()) } else { (when.start_min(), when.start_max()) }
    };
    let surely = group.iter().filter(|(_, sure)| *sure).map(|(hit, _)| range(hit).1).min();
    let mut candidates: Vec<&(&Hit, bool)> =
        group.iter().filter(|(hit, _)| surely.is_none_or(|day| range(hit).0 <= day)).collect();
    runner.sort_by_key(&mut candidates, |(hit, sure)| (!sure, range(hit)))?;
    let mut seen = HashSet::new();
    let mut dates = Vec::new();
    for candidate in runner.watch(&candidates) {
        let date = cells::edge_date(candidate?.0, !last, runner.store);
        if seen.insert(date.clone()) {
            dates.push(date);
        }
    }
    let lead = candidates.first();
    let first = dates.first().cloned().unwrap_or_default();
    let own = lead.map_or((0, 0), |(hit, _)| range(hit));
    Ok(Extreme {
        certain: dates.len() == 1 && lead.is_some_and(|(_, sure)| *sure),
        cell: Cell::Date { date: first, also: others(&dates) },
        range: if last { (!own.1, !own.0) } else { own },
        fact: lead.and_then(|(hit, _)| hit.facts.first().copied()),
    })
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
fn counted_twice(
    groups: &Groups<'_>,
    measured: &Measured,
    runner: &Runner<'_>,
) -> Result<Option<String>, Error> {
    /// The most figures in which overlaps are looked for.
    const MOST: usize = 1000;
    if !measured.measures.contains(&Measure::Total) {
        return Ok(None);
    }
    let overlaps = |group: &Vec<(&Hit, bool)>| {
        group.len() <= MOST
            && group.iter().enumerate().any(|(at, (hit, _))| {
                group[..at].iter().any(|(other, _)| {
                    allen::shares_a_day(hit.when, other.when) == Truth::Certain
                        && same_roles(hit, other, runner.store)
                })
            })
    };
    for group in runner.watch(groups) {
        if overlaps(&group?.1) {
            let said = "some of these figures are of the same parties for times that overlap, so the total \
                        counts them twice";
            return Ok(Some(said.to_owned()));
        }
    }
    Ok(None)
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
