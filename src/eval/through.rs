//! States that held on every day of a stretch one after the other.
//!
//! In: the rows of a scan whose facts held on every day by themselves, and those of all that held on some day. Out: the
//! first, with those of the second that follow one another without a gap. Absent: which facts are accounts of one
//! thing (the store); what is joined with them.

use std::collections::{HashMap, HashSet};

use crate::fact::FactId;
use crate::plan::{Through, When};
use crate::store::Table;
use crate::time::{Bounds, Days};

use super::Error;
use super::bind::Binds;
use super::hit::{Hit, Key};
use super::run::Runner;

/// What rows must share that may follow one another: what they are about, or as facts what fills their roles, and the
/// values of variables.
type Shared<'h> = (Option<Key>, u64, &'h Binds);

/// One row among others of a scan.
pub(super) type Place<'h> = (Key, Option<FactId>, &'h Binds);

/// What holds on every day only together with others.
#[derive(Clone, Copy)]
pub(super) struct Together {
    certain: bool,
    /// When all of them together can be joined with others.
    span: Bounds,
}

/// The rows that hold on every day together with others, where none that holds alone is certain.
pub(super) fn followed<'h>(
    alone: &'h [Hit],
    some_day: &'h [Hit],
    when: &When,
    table: &Table,
    runner: &Runner<'_>,
) -> Result<HashMap<Place<'h>, Together>, Error> {
    let mut found = HashMap::new();
    let Some(through) = &when.through else { return Ok(found) };
    let mut groups: HashMap<Shared<'_>, Vec<&Hit>> = HashMap::new();
    for hit in runner.watch(some_day) {
        let hit = hit?;
        groups.entry(shared(hit, through, table)).or_default().push(hit);
    }
    let sure: HashSet<Place<'_>> = alone.iter().filter(|hit| hit.certain).map(place).collect();
    for group in runner.watch(groups.values()) {
        let group = group?;
        if group.len() < 2 || group.iter().any(|hit| sure.contains(&place(hit))) {
            continue;
        }
        let clips = group.iter().filter(|_| when.linked).filter_map(|hit| when.clip(hit.span));
        let span = clips.reduce(Bounds::hull).unwrap_or(Bounds::UNKNOWN);
        let all_days = |certain: bool| {
            let held = |hit: &&Hit| if certain { surely(hit).into_iter().collect() } else { maybe(hit) };
            through.stretches.iter().all(|days| covered(group.iter().flat_map(held).collect(), *days))
        };
        if all_days(true) {
            let sure = group.iter().filter(|hit| surely(hit).is_some());
            found.extend(sure.map(|hit| (place(hit), Together { certain: true, span })));
        } else if all_days(false) {
            found.extend(group.iter().map(|hit| (place(hit), Together { certain: false, span })));
        }
    }
    Ok(found)
}

/// The rows that hold on every day alone, and those that do so together, in the order of those that hold on some day.
pub(super) fn with_followed(
    alone: &[Hit],
    some_day: &[Hit],
    followed: &HashMap<Place<'_>, Together>,
    runner: &Runner<'_>,
) -> Result<Vec<Hit>, Error> {
    let by_itself: HashMap<Place<'_>, &Hit> = alone.iter().map(|hit| (place(hit), hit)).collect();
    let mut rows = Vec::with_capacity(alone.len());
    for hit in runner.watch(some_day) {
        let hit = hit?;
        match (followed.get(&place(hit)), by_itself.get(&place(hit))) {
            (Some(Together { certain, span }), _) => {
                rows.push(Hit { certain: *certain, span: *span, ..hit.clone() });
            }
            (None, Some(alone)) => rows.push((*alone).clone()),
            (None, None) => {}
        }
    }
    Ok(rows)
}

fn shared<'h>(hit: &'h Hit, through: &Through, table: &Table) -> Shared<'h> {
    match hit.key {
        _ if through.any_of => (None, 0, &hit.binds),
        Key::Entity(_) => (Some(hit.key), 0, &hit.binds),
        Key::Fact(fact) => (None, table.mark_of_roles(fact.row), &hit.binds),
    }
}

fn place(hit: &Hit) -> Place<'_> {
    (hit.key, hit.facts.first().copied(), &hit.binds)
}

/// The days on which it held in every world, the first and the last.
fn surely(hit: &Hit) -> Option<(i32, i32)> {
    let (first, last) = (hit.when.start_max(), hit.when.end_min());
    (hit.certain && hit.rivals.is_empty() && first <= last).then_some((first, last))
}

/// The days on which it held in some world, by each account.
fn maybe(hit: &Hit) -> Vec<(i32, i32)> {
    let days = |bounds: &Bounds| (bounds.start_min(), bounds.end_max());
    std::iter::once(&hit.when).chain(&hit.rivals).map(days).collect()
}

/// Whether stretches of days together reach over all of one.
fn covered(mut stretches: Vec<(i32, i32)>, days: Days) -> bool {
    stretches.sort_unstable();
    let mut wanted = days.first().number();
    for (first, last) in stretches {
        if first > wanted {
            return false;
        }
        wanted = wanted.max(last.saturating_add(1));
        if wanted > days.last().number() {
            return true;
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::covered;
    use crate::time::{Day, Days};

    #[test]
    fn stretches_that_touch_reach_over_all_their_days() -> Result<(), &'static str> {
        let day = |number| Day::from_number(number).ok_or("no day");
        let days = Days::new(day(100)?, day(110)?).ok_or("reversed")?;
        let reach = |stretches: &[(i32, i32)]| covered(stretches.to_vec(), days);
        assert!(reach(&[(106, 120), (90, 105)]));
        assert!(reach(&[(90, 108), (104, 110)]));
        assert!(!reach(&[(90, 105), (107, 120)]));
        assert!(!reach(&[(101, 120)]));
        assert!(!reach(&[]));
        Ok(())
    }
}
