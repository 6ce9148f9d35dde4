//! The years, months or days of an answer: `in which year did Iran join the SCO?`
//!
//! In: hits. Out: one row for each unit of the calendar in which one of them lies, in order, with the facts that lie in
//! it. Certain where one of them does so for certain. The rule is that of counting: what held at any time in the
//! unit, or happened in it.

use smallvec::SmallVec;

use crate::fact::FactId;
use crate::resolve::{Per, Query};
use crate::syntax::Unit;

use super::answer::Answer;
use super::hit::Hit;
use super::part::{Divider, Groups, Part};
use super::run::Runner;
use super::{Error, table};

/// The facts of one unit, and whether one of them lies in it for certain.
#[derive(Default)]
struct Found {
    certain: bool,
    facts: SmallVec<[FactId; 2]>,
}

/// The units in which the hits lie.
pub(super) fn answer(query: &Query, unit: Unit, hits: &[Hit], runner: &Runner<'_>) -> Result<Answer, Error> {
    let pers = [Per::Unit(unit)];
    let divider = Divider::new(query, &pers, hits, runner);
    let mut units: Groups<Found> = Groups::new();
    for hit in hits {
        for (parts, certain) in divider.parts(hit)? {
            let found = units.of(&parts);
            found.certain |= certain;
            found.facts.extend(hit.facts.iter().copied());
        }
    }
    let join = |found: &mut Found, other: Found| {
        found.certain |= other.certain;
        found.facts.extend(other.facts);
    };
    let units = units.named(runner, join)?;
    let row = |(parts, found): (Vec<Part>, Found)| table::Row {
        parts,
        cells: Vec::new(),
        ranges: Vec::new(),
        certain: found.certain,
        may_lack: !found.certain,
        facts: found.facts,
    };
    table::answer(query, &pers, &[], units.into_iter().map(row).collect(), runner)
}
