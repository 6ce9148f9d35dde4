//! What accounts of one thing say against each other.
//!
//! In: hits. Out: one row for each thing that they rest on and of which accounts contradict each other: dates that
//! cannot both be true, a role filled in different ways, a denial beside an assertion. The accounts stand side by
//! side, each with its sources.

use std::collections::HashSet;

use super::about::{column, row, table, text};
use super::account::settle;
use super::answer::{Answer, Cell, ColumnKind, Row};
use super::hit::Hit;
use super::{cells, say};
use crate::fact::{FactId, RoleId};
use crate::resolve::Query;
use crate::store::{Flags, Store, Table};
use crate::text::english;

pub(super) fn answer(query: &Query, hits: &[Hit], store: &Store) -> Answer {
    let mut seen = HashSet::new();
    let mut rows = Vec::new();
    for fact in hits.iter().flat_map(|hit| &hit.facts) {
        let table = store.table(fact.relation);
        let accounts = table.accounts(fact.row);
        let first = accounts.first().map(|row| table.fact_id(*row));
        if accounts.len() > 1 && seen.insert(first) {
            rows.extend(conflict(query, table, accounts, store));
        }
    }
    let checked = seen.len();
    rows.truncate(query.finish.limit.unwrap_or(usize::MAX));
    let columns = vec![
        column("what", ColumnKind::Text, 0),
        column("differs", ColumnKind::Text, 0),
        column("accounts", ColumnKind::Text, 0),
    ];
    let notes = rows.is_empty().then(|| match checked {
        0 => "nothing here has more than one account".to_owned(),
        count => format!("{} with several accounts, and none contradicts another", english::plural(count, "thing")),
    });
    table(columns, rows, notes.into_iter().collect())
}

/// The row of a thing whose accounts do not agree.
fn conflict(query: &Query, table: &Table, accounts: &[u32], store: &Store) -> Option<Row> {
    let known = |row: &&u32| match query.frame.known {
        Some(days) => table.known_since(**row).start_min() <= days.last().number(),
        None => true,
    };
    let accounts: Vec<u32> = accounts.iter().filter(known).copied().collect();
    let denied = |row: &u32| table.flags(*row).has(Flags::DENIED);
    let settled = settle(table, &accounts, query.frame.today);
    let lead = settled.as_ref().map_or(*accounts.first()?, |settled| settled.lead.row);
    let mut differs: Vec<String> = Vec::new();
    if settled.is_some_and(|settled| !settled.rivals.is_empty()) {
        differs.push("date".to_owned());
    }
    let relation = store.relation(table.relation());
    let roles: Vec<RoleId> = relation
        .roles()
        .filter(|(role, _)| {
            let said: HashSet<String> = accounts.iter().filter_map(|row| said(table, *role, *row, store)).collect();
            said.len() > 1
        })
        .map(|(role, _)| role)
        .collect();
    differs.extend(roles.iter().filter_map(|role| relation.role(*role)).map(|role| role.name.clone()));
    if accounts.iter().any(denied) && !accounts.iter().all(denied) {
        differs.push("whether it is so".to_owned());
    }
    if differs.is_empty() {
        return None;
    }
    let mut ordered = vec![lead];
    ordered.extend(accounts.iter().copied().filter(|row| *row != lead));
    let told: Vec<String> = ordered.iter().map(|row| account(table, *row, &roles, store)).collect();
    let facts: Vec<FactId> = ordered.iter().map(|row| table.fact_id(*row)).collect();
    let cells = vec![text(say::fact(facts[0], store)), text(differs.join(", ")), text(told.join("; "))];
    Some(row(cells, true, facts))
}

/// An account by its date and by what it says in the roles that differ, with who vouches for it.
fn account(table: &Table, row: u32, roles: &[RoleId], store: &Store) -> String {
    let mut words: Vec<String> = Vec::new();
    let seen = if table.flags(row).has(Flags::SEEN) { "seen " } else { "" };
    words.push(format!("{seen}{}", table.written(row)));
    words.extend(roles.iter().filter_map(|role| said(table, *role, row, store)));
    words.retain(|word| !word.is_empty());
    format!("{} ({})", words.join(", "), cells::vouchers(table, row, store))
}

/// What an account says in a role, in words; none where it says nothing.
fn said(table: &Table, role: RoleId, row: u32, store: &Store) -> Option<String> {
    match cells::value(table, table.relation(), role, row, store) {
        Cell::Names(mut names) => {
            names.sort();
            Some(names.join(", "))
        }
        Cell::Text(text) => Some(text),
        Cell::Number { text, .. } => Some(text),
        Cell::Date { date, .. } => Some(date),
        Cell::Empty | Cell::Tally(_) => None,
    }
}
