//! What accounts of one thing say against each other.
//!
//! In: hits. Out: one row for each thing that they rest on and of which accounts contradict each other: dates that
//! cannot both be true, a role filled in different ways, a denial beside an assertion. The accounts stand side by
//! side, each with its sources.

use std::collections::HashSet;

use super::about::{column, row, table, text};
use super::account::{Account, Settled, settle};
use super::answer::{Answer, Cell, ColumnKind, Row};
use super::hit::Hit;
use super::known::Visible;
use super::{cells, check, say};
use crate::fact::{EntityId, FactId, Role, RoleId, RoleKind};
use crate::resolve::Query;
use crate::store::{Flags, Store, Table};
use crate::text::english;
use crate::time::{Days, Reading, Shape};

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
        count => {
            format!("{} with several accounts, and none contradicts another", english::plural(count, "thing"))
        }
    });
    table(columns, rows, notes.into_iter().collect())
}

/// The row of a thing whose accounts do not agree.
fn conflict(query: &Query, table: &Table, accounts: &[u32], store: &Store) -> Option<Row> {
    let visible = Visible::any(accounts, table, query.frame.known);
    let accounts = visible.all();
    let denied = |row: &u32| table.flags(*row).has(Flags::DENIED);
    let settled = settle(table, &accounts, query.frame.today, false);
    let lead = settled.as_ref().map_or(*accounts.first()?, |settled| settled.lead.row);
    let mut differs: Vec<String> = Vec::new();
    let meets = |rival: &Account, lead: &Account| {
        let (a, b) = (rival.bounds, lead.bounds);
        a.start_min() <= b.end_max() && b.start_min() <= a.end_max()
    };
    // An event that lasted days and one day among them do not contradict each other.
    let apart = |settled: &Settled| {
        let state = table.shape() == Shape::State;
        settled.rivals.iter().any(|rival| state || !meets(rival, &settled.lead))
    };
    if settled.as_ref().is_some_and(apart) {
        differs.push("date".to_owned());
    }
    let relation = store.relation(table.relation());
    let roles: Vec<RoleId> = relation
        .roles()
        .filter(|(role, declared)| {
            let pairs = accounts.iter().flat_map(|a| accounts.iter().map(move |b| (*a, *b)));
            pairs.into_iter().any(|(a, b)| a < b && contradict(table, *role, declared, (a, b)))
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
    let told: Vec<String> = ordered.iter().map(|row| account(table, *row, &roles, query.frame.known, store)).collect();
    let facts: Vec<FactId> = ordered.iter().map(|row| table.fact_id(*row)).collect();
    let cells = vec![text(say::fact(facts[0], store)), text(differs.join(", ")), text(told.join("; "))];
    Some(row(cells, visible.doubtful.is_empty(), facts))
}

/// Whether two accounts cannot both be right about a role. Silence contradicts nothing, nor does another wording of a
/// text; of several values one account may tell more than the other.
fn contradict(table: &Table, role: RoleId, declared: &Role, (a, b): (u32, u32)) -> bool {
    match &declared.kind {
        RoleKind::Entity(_) => {
            let (a, b) = (table.entities(role, a), table.entities(role, b));
            let within = |a: &[EntityId], b: &[EntityId]| a.iter().all(|entity| b.contains(entity));
            !a.is_empty() && !b.is_empty() && !within(a, b) && !within(b, a)
        }
        RoleKind::Number(_) => match (table.number(role, a), table.number(role, b)) {
            (Some(a), Some(b)) => a.unit == b.unit && !check::compare(a, &[b]).is_possible(),
            _ => false,
        },
        RoleKind::Date => match (table.date(role, a), table.date(role, b)) {
            (Some(a), Some(b)) => a.bounds(Reading::Moment).intersect(b.bounds(Reading::Moment)).is_none(),
            _ => false,
        },
        RoleKind::Text | RoleKind::Fact => false,
    }
}

/// An account by its date and by what it says in the roles that differ, with who vouches for it.
fn account(table: &Table, row: u32, roles: &[RoleId], known: Option<Days>, store: &Store) -> String {
    let mut words: Vec<String> = Vec::new();
    let seen = if table.flags(row).has(Flags::SEEN) { "seen " } else { "" };
    words.push(format!("{seen}{}", table.written(row)));
    words.extend(roles.iter().filter_map(|role| said(table, *role, row, store)));
    words.retain(|word| !word.is_empty());
    format!("{} ({})", words.join(", "), cells::vouchers(table, row, known, store))
}

/// What an account says in a role, in words; none where it says nothing.
fn said(table: &Table, role: RoleId, row: u32, store: &Store) -> Option<String> {
    match cells::value(table, table.relation(), role, row, store) {
        Cell::Names(mut names) => {
            names.sort();
            Some(names.join(", "))
        }
        Cell::Text(text) | Cell::Number { text, .. } => Some(text),
        Cell::Date { date, .. } => Some(date),
        Cell::Empty | Cell::Tally(_) => None,
    }
}
