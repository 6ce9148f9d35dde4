//! Facts against each other: recorded twice, overlapping, two where there is one at a time.
//!
//! In: the tables of a store. Out: findings. Absent: dates against anything but the dates of like facts.
//!
//! Facts that share an id are accounts of one thing on purpose; they may say the same or contradict.

use std::collections::HashMap;

use super::Findings;
use super::flaw::Flaw;
use crate::fact::{EntityId, FactId, Relation, RoleId};
use crate::store::{FastHash, Flags, Store, Table};
use crate::text::english;
use crate::time::{Bounds, Shape};

pub(super) fn check(store: &Store, out: &mut Findings<'_>) {
    for (relation, table) in store.relations().zip(store.tables()) {
        twice(relation, table, out);
        if table.shape() == Shape::State {
            overlapping(relation, table, out);
        }
        if !relation.single.is_empty() {
            one_at_a_time(relation, table, store, out);
        }
    }
}

/// Facts with the same roles and the same date.
fn twice(relation: &Relation, table: &Table, out: &mut Findings<'_>) {
    let mut seen: HashMap<(u64, i32, i32), Vec<u32>, FastHash> = HashMap::default();
    for row in table.rows() {
        let bounds = table.bounds(row);
        let rows = seen.entry((table.mark_of_roles(row), bounds.start_min(), bounds.end_max())).or_default();
        let same = |other: &&u32| {
            table.same_roles(**other, row)
                && table.flags(**other) == table.flags(row)
                && table.written(**other) == table.written(row)
        };
        match rows.iter().find(same) {
            Some(first) => same_twice(relation, table, (*first, row), out),
            None => rows.push(row),
        }
    }
}

fn same_twice(relation: &Relation, table: &Table, (first, row): (u32, u32), out: &mut Findings<'_>) {
    let name = || relation.name.replace('-', " ");
    let place = out.place_of(table.fact_id(first));
    let once = table.citations(first).iter().any(|citation| table.citations(row).contains(citation))
        && table.claims(first) == table.claims(row);
    if once {
        out.of_fact(table.fact_id(row), None, || Flaw::Duplicate {
            relation: name(),
            when: table.written(row),
            first: place,
        });
    } else if !table.accounts(row).contains(&first) {
        out.of_fact(table.fact_id(row), None, || Flaw::Twin {
            relation: name(),
            when: table.written(row),
            first: place,
        });
    }
}

/// Accounts of one state whose periods cannot both be true, though nobody gave them one id.
fn overlapping(relation: &Relation, table: &Table, out: &mut Findings<'_>) {
    for rows in table.groups() {
        let firm: Vec<u32> = rows.iter().copied().filter(|row| !table.flags(*row).has(Flags::SEEN)).collect();
        for (at, row) in firm.iter().enumerate() {
            let clashes = |other: &&u32| {
                table.bounds(**other).intersect(table.bounds(*row)).is_none()
                    && !same_id(table, **other, *row)
                    && shares_days(table.bounds(**other), table.bounds(*row))
            };
            let Some(other) = firm.iter().take(at).find(clashes) else { continue };
            let (when, other_when) = (table.written(*row), table.written(*other));
            let relation = relation.name.replace('-', " ");
            let place = out.place_of(table.fact_id(*other));
            out.of_fact(table.fact_id(*row), Some("when"), || {
                if one_source(table, *other, *row) {
                    Flaw::Overlap { relation, when, other_when, other: place }
                } else {
                    Flaw::Disagreement { relation, when, other_when, other: place }
                }
            });
        }
    }
}

fn same_id(table: &Table, one: u32, other: u32) -> bool {
    table.fact_id_text(one).is_some_and(|id| table.fact_id_text(other) == Some(id))
}

fn one_source(table: &Table, one: u32, other: u32) -> bool {
    let theirs = table.citations(other);
    table.citations(one).iter().any(|mine| theirs.iter().any(|citation| citation.source == mine.source))
        && table.claims(one) == table.claims(other)
}

/// Whether two periods have more than the day of a handover in common, in every world.
fn shares_days(one: Bounds, other: Bounds) -> bool {
    one.start_max() < other.end_min() && other.start_max() < one.end_min()
}

/// A thing that holds something, by the account that leads.
struct Held {
    bounds: Bounds,
    fact: FactId,
    holder: Vec<EntityId>,
}

/// Two facts with the same filling of the `single` roles that hold on one day for certain.
fn one_at_a_time(relation: &Relation, table: &Table, store: &Store, out: &mut Findings<'_>) {
    let mut by_filling: HashMap<Vec<EntityId>, Vec<Held>, FastHash> = HashMap::default();
    for row in table.rows() {
        let accounts = table.accounts(row);
        let flags = table.flags(row);
        let counts = !flags.has(Flags::PLANNED) && !flags.has(Flags::DENIED) && !flags.has(Flags::SEEN);
        if !counts || table.finest(accounts) != Some(row) {
            continue;
        }
        let filling = entities(table, row, |role| relation.single.contains(&role), relation);
        let holder = entities(table, row, |role| !relation.single.contains(&role), relation);
        let bounds = table.bounds(row);
        by_filling.entry(filling).or_default().push(Held { bounds, fact: table.fact_id(row), holder });
    }
    let mut all: Vec<_> = by_filling.into_iter().collect();
    all.sort_by(|one, other| one.0.cmp(&other.0));
    for (filling, mut held) in all {
        held.sort_by_key(|held| (held.bounds.start_max(), held.fact));
        let mut longest: Option<&Held> = None;
        for now in &held {
            if let Some(before) = longest.filter(|before| shares_days(before.bounds, now.bounds)) {
                report_two(relation, &filling, (before, now), store, out);
            }
            if longest.is_none_or(|before| before.bounds.end_min() < now.bounds.end_min()) {
                longest = Some(now);
            }
        }
    }
}

fn report_two(
    relation: &Relation,
    filling: &[EntityId],
    (before, now): (&Held, &Held),
    store: &Store,
    out: &mut Findings<'_>,
) {
    let other = out.place_of(before.fact);
    out.of_fact(now.fact, Some("when"), || Flaw::TwoHolders {
        relation: relation.name.replace('-', " "),
        of: names(filling, store),
        holder: names(&now.holder, store),
        other_holder: names(&before.holder, store),
        other,
    });
}

/// The entities in some of the roles of a row, role by role.
fn entities(table: &Table, row: u32, wanted: impl Fn(RoleId) -> bool, relation: &Relation) -> Vec<EntityId> {
    let roles = relation.roles().map(|(role, _)| role).filter(|role| wanted(*role));
    roles.flat_map(|role| table.entities(role, row).iter().copied()).collect()
}

fn names(entities: &[EntityId], store: &Store) -> String {
    let names: Vec<&str> = entities.iter().map(|entity| store.entity(*entity).name()).collect();
    english::list(&names, "and")
}
