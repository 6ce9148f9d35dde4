//! Chains of facts as rows.
//!
//! In: the plan of a search. Out: an answer: the chain as text, its date and facts, its length. At most
//! [`SHOWN`] rows, with a note where there are more. Absent: the search.

use smallvec::SmallVec;

use super::about::{column, number, row, table, text};
use super::answer::{Answer, Cell, ColumnKind, Row};
use super::run::Runner;
use super::search::{Acting, Chain, LONGEST, Link};
use super::{Error, say};
use crate::fact::{EntityId, FactId, RelationId};
use crate::plan::{Op, Plan};
use crate::resolve::Query;
use crate::store::Store;
use crate::text::english;

/// The most chains that are shown.
const SHOWN: usize = 200;
/// The most facts that one step tells.
const TOLD: usize = 3;

pub(super) fn answer(query: &Query, plan: &Plan, runner: &Runner<'_>) -> Result<Answer, Error> {
    let Op::Search(search) = &plan.root else { return Ok(table(Vec::new(), Vec::new(), Vec::new())) };
    let mut found = runner.search(search)?;
    let store = runner.store;
    let length = found.chains.first().map(|chain| chain.steps.len());
    found.chains.sort_by_cached_key(|chain| {
        let first = chain.steps.first().and_then(|links| links.first());
        (first.map(|link| link.bounds.start_min()), words(chain, store))
    });
    let shown = query.finish.limit.unwrap_or(SHOWN);
    let mut notes = Vec::new();
    if length.is_none() {
        notes.push(format!("nothing links them by {} or fewer", english::plural(LONGEST, "fact")));
    } else if found.more {
        notes.push("there are more chains of this length than were looked through".to_owned());
    } else if query.finish.limit.is_none() && found.chains.len() > shown {
        let count = english::plural(found.chains.len(), "chain");
        notes.push(format!("the first {shown} of {count} of this length; `limit` shows more"));
    }
    let rows = found.chains.iter().take(shown).map(|chain| chain_row(chain, store)).collect();
    let columns = vec![
        column("chain", ColumnKind::Text, 0),
        column("date", ColumnKind::Date, 1),
        column("facts", ColumnKind::Text, 0),
        column("length", ColumnKind::Number, 2),
    ];
    Ok(table(columns, rows, notes))
}

fn chain_row(chain: &Chain, store: &Store) -> Row {
    let mut facts: SmallVec<[FactId; 2]> = chain.steps.iter().flatten().map(|link| link.fact).collect();
    let acting = chain.from.iter().chain(&chain.to);
    facts.extend(acting.clone().map(|acting| acting.by.fact));
    let links = || chain.steps.iter().filter_map(|links| links.first());
    let certain = links().chain(acting.map(|acting| &acting.by)).all(|link| link.certain);
    let date = match &chain.steps[..] {
        [only] => only.first().map_or(Cell::Empty, |link| Cell::Date {
            date: store.table(link.fact.relation).written(link.fact.row),
            also: Vec::new(),
        }),
        _ => Cell::Empty,
    };
    let told = match &chain.steps[..] {
        [only] => only.first().map_or_else(String::new, |link| say::fact(link.fact, store)),
        steps => steps.iter().map(|links| told(links, store)).collect::<Vec<_>>().join("; "),
    };
    row(vec![text(words(chain, store)), date, text(told), number(chain.steps.len())], certain, facts)
}

/// The facts of one step with their dates.
fn told(links: &[Link], store: &Store) -> String {
    let mut sorted: Vec<&Link> = links.iter().collect();
    sorted.sort_by_key(|link| (link.bounds.start_min(), link.fact));
    let one = |link: &&Link| {
        let date = store.table(link.fact.relation).written(link.fact.row);
        format!("{} ({date})", say::fact(link.fact, store))
    };
    let mut told: Vec<String> = sorted.iter().take(TOLD).map(one).collect();
    if links.len() > TOLD {
        told.push(format!("and {} more", links.len() - TOLD));
    }
    told.join(", ")
}

/// `Masoud Pezeshkian —meeting— Vladimir Putin —office— Russia`
fn words(chain: &Chain, store: &Store) -> String {
    let name = |entity: EntityId| store.entity(entity).name();
    let relation = |id: RelationId| store.relation(id).name.replace('-', " ");
    let by = |acting: &Acting| relation(acting.by.fact.relation);
    let mut text = String::new();
    if let Some(acting) = &chain.from {
        text.push_str(&format!("{} —{}— ", name(acting.end), by(acting)));
    }
    for (at, entity) in chain.entities.iter().enumerate() {
        text.push_str(name(*entity));
        let Some(links) = chain.steps.get(at) else { continue };
        let count = if links.len() > 1 { format!(" ({})", links.len()) } else { String::new() };
        let step = links.first().map_or_else(String::new, |link| relation(link.fact.relation));
        text.push_str(&format!(" —{step}{count}— "));
    }
    if let Some(acting) = &chain.to {
        text.push_str(&format!(" —{}— {}", by(acting), name(acting.end)));
    }
    text
}
