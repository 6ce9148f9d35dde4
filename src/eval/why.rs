//! What a row rests on, and what leaves a thing out of an answer.
//!
//! In: the facts of rows; the last query with an entity. Out: rows that name every account with its place, sources,
//! claims, quote and note; rows that name the clause that excludes. The clauses are those of `empty`.

use std::collections::HashSet;

use smallvec::SmallVec;

use super::about::{column, row, table, text};
use super::answer::{Answer, Cell, ColumnKind, Row};
use super::hit::{Hit, Key};
use super::known::Visible;
use super::run::Runner;
use super::{Error, cells, empty, keep, known, say};
use crate::fact::{EntityId, FactId, RoleKind};
use crate::plan::{Plan, plan_set};
use crate::resolve::{Condition, Pattern, Query, Sense, Set, Spoken, Standing, Timing};
use crate::store::{Flags, Store};
use crate::text::english;
use crate::time::Days;

/// The most clauses that are named.
const SHOWN: usize = 8;

/// Every account of the facts that the rows rest on, one by one, as far as they were known.
pub(super) fn answer(rows: &[SmallVec<[FactId; 2]>], known: Option<Days>, store: &Store) -> Answer {
    let mut seen = HashSet::new();
    let mut found = Vec::new();
    for fact in rows.iter().flatten() {
        let table = store.table(fact.relation);
        let others = Visible::any(table.accounts(fact.row), table, known).all();
        let others = others.iter().map(|row| table.fact_id(*row));
        for account in std::iter::once(*fact).chain(others) {
            if seen.insert(account) {
                found.push(account_row(account, known, store));
            }
        }
    }
    let columns = vec![
        column("fact", ColumnKind::Text, 0),
        column("date", ColumnKind::Date, 0),
        column("mark", ColumnKind::Mark, 2),
        column("file", ColumnKind::Text, 0),
        column("source", ColumnKind::Text, 0),
        column("claimed by", ColumnKind::Names, 1),
        column("quote", ColumnKind::Text, 3),
        column("note", ColumnKind::Text, 4),
    ];
    let notes = found.is_empty().then(|| "it rests on no fact".to_owned());
    table(columns, found, notes.into_iter().collect())
}

fn account_row(fact: FactId, known: Option<Days>, store: &Store) -> Row {
    let table = store.table(fact.relation);
    let place = table.place(fact.row);
    let kept = |id: Option<crate::fact::TextId>| text(id.map_or("", |id| store.text(id)));
    let sources: Vec<String> = known::citations(table, fact.row, known, store)
        .map(|citation| {
            let name = &store.source(citation.source).name;
            citation.locator.map_or_else(|| name.clone(), |at| format!("{name}, {}", store.text(at)))
        })
        .collect();
    let claims: Vec<String> =
        table.claims(fact.row).iter().map(|id| store.entity(*id).name().to_owned()).collect();
    let cells = vec![
        text(say::fact(fact, store)),
        Cell::Date { date: table.written(fact.row), also: Vec::new() },
        marks(table.flags(fact.row)),
        text(format!("{}:{}", store.file_name(place.file), place.line)),
        text(sources.join("; ")),
        if claims.is_empty() { Cell::Empty } else { Cell::Names(claims) },
        kept(table.quote(fact.row)),
        kept(table.note(fact.row)),
    ];
    row(cells, known::account(table, fact.row, known).is_certain(), [fact])
}

fn marks(flags: Flags) -> Cell {
    let marks = [
        (Flags::DENIED, "denied"),
        (Flags::PLANNED, "planned"),
        (Flags::SEEN, "seen"),
        (Flags::ENDED, "ended, day unknown"),
    ];
    let words: Vec<&str> =
        marks.into_iter().filter(|(flag, _)| flags.has(*flag)).map(|(_, word)| word).collect();
    text(words.join(", "))
}

/// Which clause leaves the entity out: without it, the entity would be there. One clause at a time is left out, then
/// two at a time where no single one is enough.
pub(super) fn not(
    query: &Query,
    entity: EntityId,
    plan: &Plan,
    runner: &Runner<'_>,
) -> Result<Answer, Error> {
    let store = runner.store;
    let name = store.entity(entity).name();
    let columns = vec![
        column("without", ColumnKind::Text, 0),
        column("would be there by", ColumnKind::Text, 0),
        column("date", ColumnKind::Date, 0),
    ];
    let here = of_entity(&runner.op(&plan.root)?, entity, store);
    runner.turn_aside();
    if !here.is_empty() {
        return Ok(table(columns, Vec::new(), vec![is_there(query, name, here, runner)?]));
    }
    let mut clauses = Vec::new();
    empty::relaxed(&query.set, query, store, &mut clauses);
    let mut rows = without(&clauses, query, entity, runner)?;
    if rows.is_empty() {
        rows = without(&empty::relaxed_twice(&clauses, query, store), query, entity, runner)?;
    }
    let notes =
        rows.is_empty().then(|| format!("nothing of the kind is recorded of {name}, whatever is left out"));
    Ok(table(columns, rows, notes.into_iter().collect()))
}

fn without(
    clauses: &[(String, Set)],
    query: &Query,
    entity: EntityId,
    runner: &Runner<'_>,
) -> Result<Vec<Row>, Error> {
    let store = runner.store;
    let mut rows = Vec::new();
    let mut told = HashSet::new();
    for (clause, set) in clauses {
        let set = restricted(set, entity, store);
        let plan = plan_set(&set, &query.frame, store);
        let hits = of_entity(&runner.op(&plan.root)?, entity, store);
        let Some(best) = hits.iter().find(|hit| !hit.facts.is_empty()).or(hits.first()) else { continue };
        let facts = best.facts.iter().copied();
        // Two clauses left out in either order are one answer.
        if !told.insert(best.facts.clone()) {
            continue;
        }
        let lead = best.facts.first().copied();
        let more = if hits.len() > 1 { format!(" (and {} more)", hits.len() - 1) } else { String::new() };
        let fact = lead.map_or_else(|| "its kind".to_owned(), |lead| say::fact(lead, store));
        let date = lead.map_or(Cell::Empty, |lead| {
            cells::date(best, lead, query.frame.known, store, &|table, row| table.written(row))
        });
        rows.push(row(vec![text(clause.as_str()), text(format!("{fact}{more}")), date], best.certain, facts));
        if rows.len() == SHOWN {
            break;
        }
    }
    Ok(rows)
}

/// The set with only the entity, or only the facts that it stands in.
fn restricted(set: &Set, entity: EntityId, store: &Store) -> Set {
    let only = if set.answers_facts() { facts_of(entity, store) } else { Set::Entities(vec![entity]) };
    Set::All(vec![only, set.clone()])
}

fn facts_of(entity: EntityId, store: &Store) -> Set {
    let holds = |relation: &&crate::fact::Relation| {
        relation.roles.iter().any(|role| matches!(role.kind, RoleKind::Entity(_)))
    };
    let about = |relation: &crate::fact::Relation| Sense {
        relation: relation.id,
        answers: None,
        conditions: vec![Condition::AnyRole { filler: Set::Entities(vec![entity]) }],
        columns: Vec::new(),
    };
    let senses = store.relations().filter(holds).map(about).collect();
    let timing = Timing {
        standing: Standing::Ever,
        tests: Vec::new(),
        edge: crate::resolve::Edge::Whole,
        linked: false,
        then: false,
        picked: None,
    };
    Set::Pattern(Box::new(Pattern { word: Spoken::Implied, senses, timing }))
}

/// The rows about the entity: its own, or the facts that it stands in.
fn of_entity(hits: &[Hit], entity: EntityId, store: &Store) -> Vec<Hit> {
    let stands_in = |fact: FactId| {
        let table = store.table(fact.relation);
        store
            .relation(fact.relation)
            .roles()
            .any(|(role, _)| table.entities(role, fact.row).contains(&entity))
    };
    let about = |hit: &&Hit| match hit.key {
        Key::Entity(id) => id == entity,
        Key::Fact(fact) => stands_in(fact),
    };
    hits.iter().filter(about).cloned().collect()
}

/// The entity is in what was found: then only what came after has left it out.
fn is_there(query: &Query, name: &str, here: Vec<Hit>, runner: &Runner<'_>) -> Result<String, Error> {
    let mut kept = here;
    keep(&mut kept, query.certainty, runner)?;
    if kept.is_empty() {
        let doubtful = query.certainty == Some(crate::syntax::Certainty::Certainly);
        let what = if doubtful {
            "`certainly` leaves it out: its row is only possible"
        } else {
            "`possibly` leaves it out: its row is certain"
        };
        return Ok(format!("{name} was found, and {what}"));
    }
    Ok(match query.finish.limit {
        Some(limit) => {
            let rows = english::counted(limit, "row", "rows");
            format!("{name} is in the answer, unless `limit` cut it off after {rows}")
        }
        None if kept.iter().any(|hit| hit.certain) => format!("{name} is in the answer"),
        None => format!("{name} is in the answer, as a possible row"),
    })
}
