//! The years, months or days of an answer: `in which year did Iran join the SCO?`
//!
//! In: hits. Out: one row for each unit of the calendar in which one of them lies, in order, with the facts that lie in
//! it. Certain where one of them does so for certain. The rule is that of counting: what held at any time in the
//! unit, or happened in it.

use std::collections::BTreeMap;

use smallvec::SmallVec;

use crate::fact::FactId;
use crate::resolve::{Per, Query};
use crate::syntax::{Direction, Unit};

use super::Error;
use super::answer::{Answer, Outcome, Row};

use super::hit::Hit;
use super::part::{Divider, Part, cell, column};
use super::run::Runner;

/// The facts of one unit, and whether one of them lies in it for certain.
#[derive(Default)]
struct Found {
    certain: bool,
    facts: SmallVec<[FactId; 2]>,
}

/// The units in which the hits lie.
pub(super) fn answer(query: &Query, unit: Unit, hits: &[Hit], runner: &Runner<'_>) -> Result<Answer, Error> {
    let per = Per::Unit(unit);
    let mut rows: Vec<Row> = found(query, unit, hits, runner)?
        .into_iter()
        .map(|(part, found)| Row {
            cells: vec![cell(&part, &per)],
            certain: found.certain,
            facts: found.facts,
        })
        .collect();
    if query.finish.order.first().is_some_and(|(_, direction)| *direction == Direction::Descending) {
        rows.reverse();
    }
    rows.truncate(query.finish.limit.unwrap_or(usize::MAX));
    Ok(Answer {
        outcome: Outcome::Rows,
        columns: vec![column(&per, 0, "")],
        rows,
        notes: Vec::new(),
        coverage: Vec::new(),
    })
}

fn found(
    query: &Query,
    unit: Unit,
    hits: &[Hit],
    runner: &Runner<'_>,
) -> Result<BTreeMap<Part, Found>, Error> {
    let pers = [Per::Unit(unit)];
    let divider = Divider::new(query, &pers, hits, runner);
    let mut units: BTreeMap<Part, Found> = BTreeMap::new();
    for hit in hits {
        for (parts, certain) in divider.parts(hit)? {
            for part in parts {
                let found = units.entry(part).or_default();
                found.certain |= certain;
                found.facts.extend(hit.facts.iter().copied());
            }
        }
    }
    Ok(units)
}
