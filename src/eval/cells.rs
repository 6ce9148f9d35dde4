//! Hits → ordered rows of cells.
//!
//! In: hits and the query. Out: [`Answer`]. The leading account fills the cells; where it leaves a role open,
//! another account of the same thing does; dates of other accounts stand beside its own.

use crate::fact::{FactId, RelationId, RoleId, RoleKind};
use crate::resolve::Query;
use crate::store::{Flags, Store, Table};
use crate::time::{Bounds, Days, Shape};

use super::answer::{Answer, Cell, Column, Row};
use super::aside::Aside;
use super::bind;
use super::columns::{From, columns};
use super::hit::{Hit, Key};
use super::run::Runner;
use super::{Error, conflicts, known, length, order, rival};

/// The rows of an answer, in order, with columns that nothing fills left out.
pub(super) fn answer(query: &Query, hits: Vec<Hit>, runner: &Runner<'_>) -> Result<Answer, Error> {
    Ok(answer_with_keys(query, hits, runner)?.0)
}

/// As [`answer`], with what each row is about. Cells are made only for the rows that `limit` leaves.
pub(super) fn answer_with_keys(
    query: &Query,
    hits: Vec<Hit>,
    runner: &Runner<'_>,
) -> Result<(Answer, Vec<Key>), Error> {
    let columns = columns(query, &hits, runner.store);
    let hits = order::sorted(query, hits, runner)?;
    let keys = hits.iter().map(|hit| hit.key).collect();
    Ok((filled(query, &hits, &columns, runner)?, keys))
}

/// The rows of an answer in the order of the hits, with columns that nothing fills left out.
pub(super) fn shown(query: &Query, hits: &[Hit], runner: &Runner<'_>) -> Result<Answer, Error> {
    filled(query, hits, &columns(query, hits, runner.store), runner)
}

fn filled(
    query: &Query,
    hits: &[Hit],
    columns: &[(Column, From)],
    runner: &Runner<'_>,
) -> Result<Answer, Error> {
    let mut rows: Aside<Row> = Aside::with_capacity(hits.len());
    for hit in runner.watch(hits) {
        let hit = hit?;
        let mut row = row(hit, columns, query.frame.known, runner.store);
        for (cell, (_, from)) in row.cells.iter_mut().zip(columns) {
            if let From::Count(counted) = from {
                *cell = runner.counts.of(counted, hit);
            }
        }
        runner.hold_bytes(row.weight())?;
        rows.push(row);
    }
    let asked = !query.finish.show.is_empty();
    let kept: Vec<usize> = (0..columns.len())
        .filter(|at| {
            asked || columns[*at].0.priority == 0 || rows.iter().any(|row| row.cells[*at] != Cell::Empty)
        })
        .collect();
    if kept.len() < columns.len() {
        for row in runner.watch(rows.iter_mut()) {
            keep_cells(row?, &kept);
        }
    }
    let columns: Vec<Column> = kept.iter().map(|at| columns[*at].0.clone()).collect();
    Ok(Answer::of_rows(columns, rows.into_inner(), Vec::new()))
}

/// Leaves the cells at these places, which ascend.
fn keep_cells(row: &mut Row, kept: &[usize]) {
    let place = |at: &usize| kept.binary_search(at).ok();
    let mut at = 0..;
    row.cells.retain(|_| at.next().is_some_and(|at| place(&at).is_some()));
    row.also.retain(|(at, _)| match place(at) {
        Some(kept) => {
            *at = kept;
            true
        }
        None => false,
    });
}

fn row(hit: &Hit, columns: &[(Column, From)], known: Option<Days>, store: &Store) -> Row {
    let cells = columns.iter().map(|(_, from)| cell(hit, from, known, store)).collect();
    let also = columns.iter().enumerate().filter_map(|(at, (_, from))| match from {
        From::Role(name) => {
            let others = disputed(hit, name, known, store);
            (!others.is_empty()).then_some((at, others))
        }
        _ => None,
    });
    Row { also: also.collect(), ..Row::new(cells, hit.certain, hit.facts.clone()) }
}

fn cell(hit: &Hit, from: &From, known: Option<Days>, store: &Store) -> Cell {
    if let From::Variable(variable) | From::DateOf(variable) = from {
        return variable_cell(bind::value(&hit.binds, *variable), matches!(from, From::DateOf(_)), store);
    }
    let Some(lead) = hit.facts.first().copied() else {
        return match (hit.key, from) {
            (Key::Entity(entity), From::Answer) => Cell::Names(vec![store.entity(entity).name().to_owned()]),
            _ => Cell::Empty,
        };
    };
    match from {
        From::Answer => match hit.key {
            Key::Entity(entity) => Cell::Names(vec![store.entity(entity).name().to_owned()]),
            Key::Fact(fact) => Cell::Text(describe(fact, store)),
        },
        From::Relation => Cell::Text(store.relation(lead.relation).name.replace('-', " ")),
        From::Date => date(hit, lead, known, store, &|table, row| table.written(row)),
        From::Start => date(hit, edge(hit, lead, store, true), known, store, &start),
        From::End => date(hit, edge(hit, lead, store, false), known, store, &end),
        From::Length(day) => length::cell(hit.when, *day),
        From::Ago(day, edge) => length::ago(hit.when, *edge, *day),
        From::Role(name) => role(hit, lead, name, store),
        From::Details(shown) => details(hit, lead, shown, store),
        // The runner knows it.
        From::Count(_) | From::Variable(_) | From::DateOf(_) => Cell::Empty,
    }
}

/// What accounts of the same thing say in a role that contradicts the lead, each with who vouches for it.
fn disputed(hit: &Hit, name: &str, known: Option<Days>, store: &Store) -> Vec<String> {
    let Some(lead) = hit.facts.first().copied() else { return Vec::new() };
    let (relation, table) = (store.relation(lead.relation), store.table(lead.relation));
    let accounts = table.accounts(lead.row);
    let role = relation.role_named(name);
    let Some((role, declared)) = role.and_then(|role| Some((role, relation.role(role)?))) else {
        return Vec::new();
    };
    if accounts.len() < 2 {
        return Vec::new();
    }
    let seen = |row: &u32| hit.facts.iter().any(|fact| fact.relation == lead.relation && fact.row == *row);
    let others = accounts.iter().copied().filter(|row| *row != lead.row && seen(row));
    let others = others.filter(|row| rival::contradict(table, role, declared, (lead.row, *row), store));
    let said = others.filter_map(|row| {
        let said = conflicts::said(table, role, row, store)?;
        Some(format!("{said} ({})", vouchers(table, row, known, store)))
    });
    said.collect()
}

/// The value of a variable: an entity by its name, a fact in a few words or by its date.
fn variable_cell(value: Option<Key>, date: bool, store: &Store) -> Cell {
    match value {
        Some(Key::Entity(entity)) => Cell::Names(vec![store.entity(entity).name().to_owned()]),
        Some(Key::Fact(fact)) if date => {
            Cell::Date { date: store.table(fact.relation).written(fact.row), also: Vec::new() }
        }
        Some(Key::Fact(fact)) => Cell::Text(describe(fact, store)),
        None => Cell::Empty,
    }
}

/// The fact that begins, or ends, the row's period: the lead, unless periods were merged or shared.
fn edge(hit: &Hit, lead: FactId, store: &Store, first: bool) -> FactId {
    let range = |bounds: Bounds| {
        if first { (bounds.start_min(), bounds.start_max()) } else { (bounds.end_min(), bounds.end_max()) }
    };
    let table = store.table(lead.relation);
    if !hit.period || range(table.bounds(lead.row)) == range(hit.when) {
        return lead;
    }
    let own = table.accounts(lead.row);
    let others = hit.facts.iter().filter(|fact| fact.relation != lead.relation || !own.contains(&fact.row));
    let states = others.filter(|fact| {
        store.relation(fact.relation).shape == Shape::State && same_answer(hit, **fact, store)
    });
    let at_edge = |fact: &&FactId| range(store.table(fact.relation).bounds(fact.row)) == range(hit.when);
    // What goes on was brought up to today in the row, and not in the table.
    let goes_on = |fact: &&FactId| {
        let still = |bounds: Bounds| !first && bounds.end_max() == Bounds::UNBOUNDED_FUTURE;
        still(hit.when) && still(store.table(fact.relation).bounds(fact.row))
    };
    let exact = states.clone().copied().find(|fact| at_edge(&fact));
    exact
        .or_else(|| std::iter::once(&lead).chain(states).copied().find(|fact| goes_on(&fact)))
        .unwrap_or(lead)
}

/// Whether the fact speaks of the row's entity: a fact that a join brought along may not.
fn same_answer(hit: &Hit, fact: FactId, store: &Store) -> bool {
    let Key::Entity(entity) = hit.key else { return true };
    let table = store.table(fact.relation);
    store.relation(fact.relation).roles().any(|(role, _)| table.entities(role, fact.row).contains(&entity))
}

/// The first or last day of a hit, as written.
pub(super) fn edge_date(hit: &Hit, first: bool, store: &Store) -> String {
    let Some(lead) = hit.facts.first() else { return String::new() };
    let table = store.table(lead.relation);
    if first { start(table, lead.row) } else { end(table, lead.row) }
}

/// One end of a hit as its source dates it; none where that is no date.
pub(super) fn dated_edge(hit: &Hit, first: bool, store: &Store) -> Option<String> {
    let lead = hit.facts.first()?;
    let table = store.table(lead.relation);
    if table.flags(lead.row).has(Flags::SEEN) {
        return None;
    }
    let written = table.written(lead.row);
    let edge = written.split_once('/').map(|(start, end)| if first { start } else { end }.to_owned());
    edge.or(Some(written)).filter(|edge| !matches!(edge.as_str(), "" | ".."))
}

/// How a side of a period is shown that an account says nothing about.
const UNKNOWN: &str = "unknown";

/// The first part of a period as written, or the whole of a date.
pub(super) fn start(table: &Table, row: u32) -> String {
    let written = table.written(row);
    match written.split_once('/') {
        Some(("" | "..", _)) => UNKNOWN.to_owned(),
        Some((start, _)) => start.to_owned(),
        None if table.flags(row).has(Flags::SEEN) => format!("by {written}"),
        None => written,
    }
}

/// The last part of a period: three things that are not the same have three wordings.
pub(super) fn end(table: &Table, row: u32) -> String {
    let flags = table.flags(row);
    let written = table.written(row);
    match written.split_once('/') {
        _ if flags.has(Flags::ENDED) => "ended, day unknown".to_owned(),
        Some((_, "..")) => "going on".to_owned(),
        Some((_, "")) => UNKNOWN.to_owned(),
        Some((_, end)) => end.to_owned(),
        None if flags.has(Flags::SEEN) => UNKNOWN.to_owned(),
        None => written,
    }
}

/// A date of the lead, with what other accounts of the same thing say instead.
pub(super) fn date(
    hit: &Hit,
    lead: FactId,
    known: Option<Days>,
    store: &Store,
    part: &dyn Fn(&Table, u32) -> String,
) -> Cell {
    let table = store.table(lead.relation);
    let leading = part(table, lead.row);
    let mut also: Vec<String> = Vec::new();
    for row in table.accounts(lead.row).iter().copied().filter(|row| *row != lead.row) {
        let visible = hit.facts.iter().any(|fact| fact.relation == lead.relation && fact.row == row);
        let other = part(table, row);
        // A denial says otherwise even of the same date.
        let denies = |row| table.flags(row).has(Flags::DENIED);
        let differs = other != leading || denies(row) != denies(lead.row);
        if visible && differs && other != UNKNOWN {
            also.push(format!("{other} ({})", vouchers(table, row, known, store)));
        }
    }
    let days = days_of_others(hit, lead, store);
    also.extend(days);
    also.dedup();
    if leading.is_empty() && also.is_empty() { Cell::Empty } else { Cell::Date { date: leading, also } }
}

/// `and 3 more`: the other events that the row of an entity rests on.
fn days_of_others(hit: &Hit, lead: FactId, store: &Store) -> Option<String> {
    if hit.period || !matches!(hit.key, Key::Entity(_)) {
        return None;
    }
    let table = store.table(lead.relation);
    let accounts = table.accounts(lead.row);
    let mut things: Vec<u32> = hit
        .facts
        .iter()
        .filter(|fact| {
            fact.relation == lead.relation && !accounts.contains(&fact.row) && same_answer(hit, **fact, store)
        })
        .map(|fact| table.accounts(fact.row)[0])
        .collect();
    things.sort_unstable();
    things.dedup();
    (!things.is_empty()).then(|| format!("and {} more", things.len()))
}

/// Who vouched for an account then, and whether it only announces or denies.
pub(super) fn vouchers(table: &Table, row: u32, known: Option<Days>, store: &Store) -> String {
    let flags = table.flags(row);
    let mut words: Vec<String> = Vec::new();
    if flags.has(Flags::PLANNED) {
        words.push("planned".to_owned());
    }
    if flags.has(Flags::DENIED) {
        words.push("denied".to_owned());
    }
    let cited = known::citations(table, row, known, store);
    words.extend(cited.map(|citation| store.source(citation.source).name.clone()));
    words.join(", ")
}

/// What fills a role, in the lead or in another account of the same thing.
pub(super) fn role(hit: &Hit, lead: FactId, name: &str, store: &Store) -> Cell {
    let Some(role) = store.relation(lead.relation).role_named(name) else { return Cell::Empty };
    let table = store.table(lead.relation);
    let mut rows = vec![lead.row];
    rows.extend(
        table
            .accounts(lead.row)
            .iter()
            .filter(|row| hit.facts.iter().any(|fact| fact.relation == lead.relation && fact.row == **row)),
    );
    rows.into_iter()
        .map(|row| value(table, lead.relation, role, row, store))
        .find(|cell| *cell != Cell::Empty)
        .unwrap_or(Cell::Empty)
}

/// What fills the other roles, each with its name: `participants: Iran, Russia; place: Kazan`.
fn details(hit: &Hit, lead: FactId, shown: &[String], store: &Store) -> Cell {
    let relation = store.relation(lead.relation);
    let said =
        relation.roles.iter().filter(|declared| !shown.contains(&declared.name)).filter_map(|declared| {
            let text = match role(hit, lead, &declared.name, store) {
                Cell::Names(names) => names.join(", "),
                Cell::Text(text) | Cell::Number { text, .. } => text,
                Cell::Date { date, .. } => date,
                Cell::Empty | Cell::Tally(_) => return None,
            };
            Some(format!("{}: {text}", declared.name))
        });
    joined(said)
}

pub(super) fn value(table: &Table, relation: RelationId, role: RoleId, row: u32, store: &Store) -> Cell {
    let Some(declared) = store.relation(relation).role(role) else { return Cell::Empty };
    match &declared.kind {
        RoleKind::Entity(_) => {
            let names: Vec<String> =
                table.entities(role, row).iter().map(|id| store.entity(*id).name().to_owned()).collect();
            if names.is_empty() { Cell::Empty } else { Cell::Names(names) }
        }
        RoleKind::Text => joined(table.texts(role, row).iter().map(|text| store.text(*text).to_owned())),
        RoleKind::Number(_) => table.number(role, row).map_or(Cell::Empty, |number| Cell::Number {
            text: number.display(number.unit.map(|unit| store.unit(unit))),
            amount: number.amount,
        }),
        RoleKind::Date => table
            .date(role, row)
            .map_or(Cell::Empty, |date| Cell::Date { date: date.to_string(), also: Vec::new() }),
        RoleKind::Fact => joined(table.facts(role, row).iter().take(1).map(|fact| describe(*fact, store))),
    }
}

fn joined(texts: impl Iterator<Item = String>) -> Cell {
    let texts: Vec<String> = texts.collect();
    if texts.is_empty() { Cell::Empty } else { Cell::Text(texts.join("; ")) }
}

/// A fact in a few words: its relation, its names, its text.
pub(super) fn describe(fact: FactId, store: &Store) -> String {
    let relation = store.relation(fact.relation);
    let table = store.table(fact.relation);
    let mut words = Vec::new();
    for (role, declared) in relation.roles() {
        match declared.kind {
            RoleKind::Entity(_) if !declared.optional => {
                words.extend(
                    table.entities(role, fact.row).iter().map(|id| store.entity(*id).name().to_owned()),
                );
            }
            RoleKind::Text => {
                words.extend(table.texts(role, fact.row).iter().map(|text| store.text(*text).to_owned()));
            }
            _ => {}
        }
    }
    format!("{}: {}", relation.name.replace('-', " "), words.join(", "))
}
