//! What accounts of one thing say against each other.
//!
//! In: hits. Out: one row for each thing that they rest on and of which accounts contradict each other: dates that
//! cannot both be true, a role filled in different ways, a denial beside an assertion. The accounts stand side by
//! side, each with its sources.

use std::collections::HashSet;

use super::about::{column, row, table, text};
use super::account::{Account, Settled, settle};
use super::answer::{Answer, Cell, Column, ColumnKind, Row};
use super::known::{Clock, Visible};
use super::rival::contradict;
use super::run::Runner;
use super::{Error, cells, keep, say, verdict};
use crate::fact::{FactId, RoleId};
use crate::plan::Plan;
use crate::resolve::Query;
use crate::store::{Flags, Store, Table};
use crate::text::english;
use crate::time::{Days, Shape};

pub(super) fn answer(query: &Query, plan: &Plan, runner: &Runner<'_>) -> Result<Answer, Error> {
    let store = runner.store;
    let mut hits = runner.op(&plan.root)?;
    keep(&mut hits, query.certainty, runner)?;
    // What is denied and not so at all is no row of the phrase, but a conflict with whoever said so.
    for scan in verdict::scans(&plan.root) {
        hits.append(&mut runner.scan(scan, true)?);
    }
    let mut seen = HashSet::new();
    let mut rows = Vec::new();
    let mut checked = 0;
    for fact in hits.iter().flat_map(|hit| &hit.facts) {
        runner.look()?;
        let table = store.table(fact.relation);
        let visible = Visible::any(table.accounts(fact.row), table, query.frame.known);
        if visible.all().len() > 1
            && seen.insert(table.accounts(fact.row).first().map(|row| table.fact_id(*row)))
        {
            checked += 1;
            rows.extend(conflict(query, table, &visible, store));
        }
    }
    rows.truncate(query.finish.limit.unwrap_or(usize::MAX));
    let columns = vec![
        column("what", ColumnKind::Text, 0),
        column("differs", ColumnKind::Text, 0),
        // Every row has a key `accounts` of its own.
        Column { key: "said".to_owned(), ..column("accounts", ColumnKind::Text, 0) },
    ];
    let notes = rows.is_empty().then(|| match checked {
        0 => "nothing here has more than one account".to_owned(),
        count => {
            format!("{} with several accounts, and none contradicts another", english::plural(count, "thing"))
        }
    });
    Ok(table(columns, rows, notes.into_iter().collect()))
}

/// The row of a thing whose accounts do not agree.
fn conflict(query: &Query, table: &Table, visible: &Visible, store: &Store) -> Option<Row> {
    let accounts = visible.all();
    let denied = |row: &u32| table.flags(*row).has(Flags::DENIED);
    let clock = Clock { today: query.frame.today, known: query.frame.known, store };
    let settled = settle(table, &accounts, clock, false);
    let lead = settled.as_ref().map_or(*accounts.first()?, |settled| settled.lead.row);
    let mut differs: Vec<String> = Vec::new();
    let meets = |rival: &Account, lead: &Account| {
        let (a, b) = (rival.bounds, lead.bounds);
        let lasts = !a.is_instant() || !b.is_instant();
        lasts && a.start_min() <= b.end_max() && b.start_min() <= a.end_max()
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
            pairs.into_iter().any(|(a, b)| a < b && contradict(table, *role, declared, (a, b), store))
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
    let told: Vec<String> =
        ordered.iter().map(|row| account(table, *row, &roles, query.frame.known, store)).collect();
    let facts: Vec<FactId> = ordered.iter().map(|row| table.fact_id(*row)).collect();
    let cells = vec![text(say::fact(facts[0], store)), text(differs.join(", ")), text(told.join("; "))];
    Some(row(cells, visible.doubtful.is_empty(), facts))
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
pub(super) fn said(table: &Table, role: RoleId, row: u32, store: &Store) -> Option<String> {
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
