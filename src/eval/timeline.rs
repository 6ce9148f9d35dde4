//! Facts in order of time.
//!
//! In: the plan of a timeline: one operator for what happened, one for what began, one for what ended. Out: an
//! answer with a row for each moment. A state of which no beginning is dated has no place in time and is left out,
//! and a note counts these.

use std::cmp::Reverse;

use super::about::{column, row, table, text};
use super::answer::{Answer, Cell, ColumnKind, Row};
use super::hit::Hit;
use super::run::Runner;
use super::{Error, cells, pick, say};
use crate::fact::{FactId, RelationId};
use crate::plan::{Op, Plan};
use crate::resolve::{Moment, Query};
use crate::store::{Flags, Store};
use crate::syntax::Direction;
use crate::text::english;
use crate::time::{Bounds, Days, Regions};

pub(super) fn answer(
    query: &Query,
    moments: &[Moment],
    plan: &Plan,
    runner: &Runner<'_>,
) -> Result<Answer, Error> {
    let Op::Union(step, inputs) = &plan.root else { return Ok(table(Vec::new(), Vec::new(), Vec::new())) };
    let start = std::time::Instant::now();
    let mut all: Vec<(Moment, Hit)> = Vec::new();
    let mut undated = 0;
    for (moment, input) in moments.iter().zip(inputs) {
        for hit in pick::one_row_each(runner.op(input)?, runner)? {
            let hit = placed(hit, *moment, input, runner.store);
            match moment {
                Moment::Began if hit.when.start_min() == Bounds::UNBOUNDED_PAST => undated += 1,
                // What has no known end has not ended for all that is known.
                Moment::Ended if hit.when.end_max() == Bounds::UNBOUNDED_FUTURE => {}
                _ => all.push((*moment, hit)),
            }
        }
    }
    runner.measured(*step, all.len(), start);
    sort(query, &mut all, runner)?;
    let store = runner.store;
    let mut rows = Vec::with_capacity(all.len());
    for (moment, hit) in &all {
        runner.look()?;
        rows.extend(moment_row(*moment, hit, query.frame.known, store));
    }
    let columns = vec![
        column("date", ColumnKind::Date, 0),
        column("what", ColumnKind::Text, 1),
        column("change", ColumnKind::Mark, 1),
        column("summary", ColumnKind::Text, 0),
    ];
    let notes = (undated > 0).then(|| {
        let states = english::plural(undated, "state");
        format!("left out: {states} of which no beginning is dated")
    });
    Ok(table(columns, rows, notes.into_iter().collect()))
}

/// The row at the date for which it is here: that of the leading account, or of the first that meets the times asked
/// for where the leading one does not.
fn placed(mut hit: Hit, moment: Moment, input: &Op, store: &Store) -> Hit {
    let Some(lead) = hit.facts.first().copied() else { return hit };
    let Some(regions) = regions_of(input, lead.relation) else { return hit };
    if regions.judge(hit.when).is_possible() {
        return hit;
    }
    let Some(rival) = hit.rivals.iter().copied().find(|rival| regions.judge(*rival).is_possible()) else {
        return hit;
    };
    let table = store.table(lead.relation);
    let range = |row: u32| {
        let bounds = table.bounds(row);
        match moment {
            Moment::Ended => (bounds.end_min(), bounds.end_max()),
            _ => (bounds.start_min(), bounds.start_max()),
        }
    };
    let own = table.accounts(lead.row);
    let says_so = |(_, fact): &(usize, &FactId)| {
        let (from, to) = range(fact.row);
        fact.relation == lead.relation
            && own.contains(&fact.row)
            && from <= rival.start_max()
            && rival.start_min() <= to
    };
    let narrowest = |(_, fact): &(usize, &FactId)| {
        let (from, to) = range(fact.row);
        (table.flags(fact.row).never_certain(), i64::from(to) - i64::from(from))
    };
    let said = hit.facts.iter().enumerate().filter(says_so).min_by_key(narrowest);
    if let Some(at) = said.map(|(at, _)| at) {
        hit.facts.swap(0, at);
        hit.when = rival;
    }
    hit
}

/// What the scan of a relation asks of start and end.
fn regions_of(op: &Op, relation: RelationId) -> Option<&Regions> {
    match op {
        Op::Scan(scan) => (scan.relation == relation && scan.when.any).then_some(&scan.when.regions),
        Op::Union(_, inputs) | Op::Together(_, inputs) | Op::Pairs(_, inputs, _) => {
            inputs.iter().find_map(|input| regions_of(input, relation))
        }
        Op::Except(_, first, _)
        | Op::Pick(_, _, first)
        | Op::Counted(_, _, first)
        | Op::Divide(_, _, first, _)
        | Op::Roles(_, _, first)
        | Op::Within(_, first)
        | Op::Bind(_, _, first)
        | Op::Filter(_, first, _)
        | Op::Hide(_, _, first)
        | Op::Fixpoint(_, _, first) => regions_of(first, relation),
        Op::Names(..) | Op::Facts(..) | Op::Kind(..) | Op::Search(_) | Op::Column(..) | Op::Again { .. } => {
            None
        }
    }
}

/// By date, what began before what ended on the same day; the wish of the query turns it round or cuts it.
fn sort(query: &Query, all: &mut Vec<(Moment, Hit)>, runner: &Runner<'_>) -> Result<(), Error> {
    let key = |(moment, hit): &(Moment, Hit)| {
        (hit.when.start_min(), hit.when.end_max(), *moment == Moment::Ended, hit.facts.first().copied())
    };
    match query.finish.order.first() {
        Some((_, Direction::Descending)) => runner.sort_by_key(all, |entry| Reverse(key(entry)))?,
        _ => runner.sort_by_key(all, key)?,
    }
    if let Some(limit) = query.finish.limit {
        all.truncate(limit);
    }
    Ok(())
}

fn moment_row(moment: Moment, hit: &Hit, known: Option<Days>, store: &Store) -> Option<Row> {
    let lead = hit.facts.first().copied()?;
    let date = match moment {
        Moment::Happened => cells::date(hit, lead, known, store, &|table, row| table.written(row)),
        Moment::Began => cells::date(hit, lead, known, store, &cells::start),
        Moment::Ended => cells::date(hit, lead, known, store, &cells::end),
    };
    let cells = vec![
        date,
        text(store.relation(lead.relation).name.replace('-', " ")),
        change(moment, lead, store),
        text(say::fact(lead, store)),
    ];
    Some(row(cells, hit.certain, hit.facts.iter().copied()))
}

fn change(moment: Moment, lead: FactId, store: &Store) -> Cell {
    let mut words = Vec::new();
    words.extend(match moment {
        Moment::Happened => None,
        Moment::Began => Some("began"),
        Moment::Ended => Some("ended"),
    });
    if store.table(lead.relation).flags(lead.row).has(Flags::PLANNED) {
        words.push("planned");
    }
    text(words.join(", "))
}
