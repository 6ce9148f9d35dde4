//! Dates against dates: before the beginning of whoever takes part, after the source, after today, too old.
//!
//! In: the tables of a store, today. Out: findings. Absent: facts against like facts (`facts`).
//!
//! Only what is so in every world is reported: a date that may be right is left alone.

use std::collections::HashMap;

use super::Findings;
use super::flaw::Flaw;
use crate::fact::{EntityId, FactId, Place, Relation};
use crate::store::{FastHash, Flags, Store, Table};
use crate::time::{Bounds, Day, Duration, Edtf, Reading, Shape};

pub(super) fn check(store: &Store, today: Day, out: &mut Findings<'_>) {
    let beginnings = beginnings(store);
    for (relation, table) in store.relations().zip(store.tables()) {
        for row in table.rows() {
            if !is_firm(table.flags(row)) {
                continue;
            }
            before_a_beginning(relation, table, row, &beginnings, store, out);
            after_sources(table, row, today, store, out);
        }
        if let (Some(fresh), Shape::State) = (relation.confirm, relation.shape) {
            stale(relation, table, fresh, today, out);
        }
    }
    stale_coverage(store, today, out);
}

/// When something was founded or born, and where that is said.
struct Beginning {
    bounds: Bounds,
    written: String,
    place: Place,
}

/// The earliest that is said of each entity: by its declaration, or by facts of which its role says `begins`.
fn beginnings(store: &Store) -> HashMap<EntityId, Beginning, FastHash> {
    let mut all: HashMap<EntityId, Beginning, FastHash> = HashMap::default();
    let mut add = |entity: EntityId, new: Beginning| match all.get(&entity) {
        Some(old) if old.bounds.start_min() <= new.bounds.start_min() => {}
        _ => drop(all.insert(entity, new)),
    };
    for entity in store.entities() {
        if let Some(date) = entity.since() {
            let bounds = date.bounds(Reading::Moment);
            add(entity.id(), Beginning { bounds, written: date.to_string(), place: entity.place() });
        }
    }
    for (relation, table) in store.relations().zip(store.tables()) {
        for (role, _) in relation.roles().filter(|(_, declared)| declared.begins) {
            let firm = |row: &u32| is_firm(table.flags(*row)) && !table.flags(*row).has(Flags::SEEN);
            for row in table.rows().filter(firm) {
                for entity in table.entities(role, row) {
                    let (bounds, written) = (table.bounds(row), table.written(row));
                    add(*entity, Beginning { bounds, written, place: table.place(row) });
                }
            }
        }
    }
    all
}

fn before_a_beginning(
    relation: &Relation,
    table: &Table,
    row: u32,
    beginnings: &HashMap<EntityId, Beginning, FastHash>,
    store: &Store,
    out: &mut Findings<'_>,
) {
    if beginnings.is_empty() {
        return;
    }
    let bounds = table.bounds(row);
    // What was only seen on a day may have begun on any day before.
    let latest = if table.flags(row).has(Flags::SEEN) { bounds.end_min() } else { bounds.start_max() };
    for role in relation.roles().map(|(role, _)| role) {
        for entity in table.entities(role, row) {
            let Some(beginning) = beginnings.get(entity) else { continue };
            if latest < beginning.bounds.start_min() && beginning.place != table.place(row) {
                let said = out.written(beginning.place);
                out.of_fact(table.fact_id(row), Some("when"), || Flaw::BeforeItsBeginning {
                    when: table.written(row),
                    entity: store.entity(*entity).name().to_owned(),
                    since: beginning.written.clone(),
                    said,
                });
                return;
            }
        }
    }
}

/// A fact that began after all its sources had appeared, or after today.
fn after_sources(table: &Table, row: u32, today: Day, store: &Store, out: &mut Findings<'_>) {
    let bounds = table.bounds(row);
    let first = if table.flags(row).has(Flags::SEEN) { bounds.start_max() } else { bounds.start_min() };
    let fact = FactId { relation: table.relation(), row };
    let last = store.sources_published(fact).map(|date| date.map_or(i32::MAX, Bounds::start_max)).max();
    if last.is_some_and(|last| last < first) {
        let dated = table.citations(row).iter().map(|citation| store.source(citation.source));
        let newest = dated.max_by_key(|source| store.published(source.id).map(Bounds::start_max));
        let Some(newest) = newest else { return };
        out.of_fact(fact, Some("when"), || Flaw::AfterItsSource {
            when: table.written(row),
            source: newest.name.clone(),
            published: newest.published.as_ref().map(ToString::to_string).unwrap_or_default(),
        });
    } else if first > today.number() {
        out.of_fact(fact, Some("when"), || Flaw::AfterToday {
            when: table.written(row),
            today: today.to_string(),
        });
    }
}

/// States that go on by a record that is too old, by the freshest of the accounts of each thing. What a coverage
/// vouches for is the coverage's affair.
fn stale(relation: &Relation, table: &Table, fresh: Duration, today: Day, out: &mut Findings<'_>) {
    for row in table.rows() {
        let flags = table.flags(row);
        if !flags.has(Flags::GOING_ON) || flags.has(Flags::COVERED) || !is_firm(flags) {
            continue;
        }
        let firm = || table.accounts(row).iter().copied().filter(|row| is_firm(table.flags(*row)));
        // One finding for all accounts of a thing: at the first of those that go on.
        if firm().any(|other| other < row && table.flags(other).has(Flags::GOING_ON)) {
            continue;
        }
        let confirmed = firm().map(|row| table.bounds(row).end_min()).max().and_then(Day::from_number);
        if let Some(confirmed) = confirmed.filter(|day| is_old(*day, fresh, today)) {
            out.of_fact(table.fact_id(row), Some("when"), || Flaw::Stale {
                relation: relation.name.replace('-', " "),
                confirmed: confirmed.to_string(),
                fresh: fresh.to_string(),
            });
        }
    }
}

fn stale_coverage(store: &Store, today: Day, out: &mut Findings<'_>) {
    for coverage in store.coverage() {
        let relation = store.relation(coverage.relation);
        let open = coverage.when.ending() == crate::time::End::Open;
        let (Some(fresh), Some(checked), true) = (relation.confirm, &coverage.checked, open) else {
            continue;
        };
        if last_day(checked).is_some_and(|day| is_old(day, fresh, today)) {
            let flaw = Flaw::StaleCoverage {
                relation: relation.name.replace('-', " "),
                checked: checked.to_string(),
                fresh: fresh.to_string(),
            };
            out.add(coverage.place, Some("checked"), flaw);
        }
    }
}

fn last_day(date: &Edtf) -> Option<Day> {
    Day::from_number(date.bounds(Reading::Moment).end_max())
}

fn is_firm(flags: Flags) -> bool {
    !flags.has(Flags::PLANNED) && !flags.has(Flags::DENIED)
}

fn is_old(day: Day, fresh: Duration, today: Day) -> bool {
    fresh.after_day(day).is_some_and(|until| until < today)
}
