//! Union, join and anti-join on the key of rows.
//!
//! In: hits of the inputs. Out: hits. Certain and possible (language reference, *certain and possible*): join C with
//! C and P with P; a union is certain if one derivation is; A minus B is certain outside of B's possible
//! rows, possible outside of its certain ones.

use std::collections::HashMap;

use crate::time::{Bounds, Truth, allen};

use super::Error;
use super::hit::{Hit, Key};
use super::run::Runner;

/// One row for each thing; the same fact found twice is one derivation more.
pub(super) fn union(hits: Vec<Hit>) -> Vec<Hit> {
    let mut at: HashMap<(Key, Option<crate::fact::FactId>), usize> = HashMap::with_capacity(hits.len());
    let mut kept: Vec<Hit> = Vec::with_capacity(hits.len());
    for hit in hits {
        let id = (hit.key, hit.facts.first().copied());
        match at.get(&id) {
            Some(before) if kept[*before].span == hit.span => kept[*before].certain |= hit.certain,
            Some(_) => kept.push(hit),
            None => {
                at.insert(id, kept.len());
                kept.push(hit);
            }
        }
    }
    kept
}

/// Keys that every input has, with the periods that they share.
pub(super) fn together(inputs: Vec<Vec<Hit>>, runner: &Runner<'_>) -> Result<Vec<Hit>, Error> {
    let mut inputs = inputs.into_iter();
    let Some(mut rows) = inputs.next() else { return Ok(Vec::new()) };
    for input in inputs {
        let others = grouped(&input);
        let mut joined = Vec::new();
        for row in &rows {
            let Some(matches) = others.get(&row.key) else { continue };
            runner.spend(matches.len())?;
            join_one(row, matches, &mut joined);
        }
        rows = joined;
    }
    Ok(rows)
}

/// A row with each row of the other input that time links it to, and with the best of those that it does not.
fn join_one(row: &Hit, matches: &[&Hit], joined: &mut Vec<Hit>) {
    let mut free: Option<Hit> = None;
    for other in matches {
        if row.is_linked() && other.is_linked() {
            let truth = allen::shares_a_day(row.span, other.span);
            if let Some(span) = allen::shared(row.span, other.span).filter(|_| truth.is_possible()) {
                joined.push(row.with(other, span, truth.is_certain()));
            }
        } else if free.as_ref().is_none_or(|best| !best.certain && other.certain) {
            let span = if row.is_linked() { row.span } else { other.span };
            free = Some(row.with(other, span, true));
        }
    }
    joined.extend(free);
}

fn grouped(hits: &[Hit]) -> HashMap<Key, Vec<&Hit>> {
    let mut groups: HashMap<Key, Vec<&Hit>> = HashMap::with_capacity(hits.len());
    for hit in hits {
        groups.entry(hit.key).or_default().push(hit);
    }
    groups
}

/// Rows of the first without those of the second at the same time.
pub(super) fn except(first: Vec<Hit>, second: &[Hit]) -> Vec<Hit> {
    let others = grouped(second);
    let left = |mut hit: Hit| {
        let Some(taken) = others.get(&hit.key) else { return Some(hit) };
        match remains(&hit, taken) {
            Truth::No => None,
            truth => {
                hit.certain &= truth.is_certain();
                Some(hit)
            }
        }
    };
    first.into_iter().filter_map(left).collect()
}

/// Whether some day of the row is left when the others' are taken away.
fn remains(hit: &Hit, taken: &[&Hit]) -> Truth {
    let timeless = |other: &&&Hit| !hit.is_linked() || !other.is_linked();
    if taken.iter().filter(timeless).any(|other| other.certain) {
        return Truth::No;
    }
    let doubtful = taken.iter().any(|other| timeless(&other));
    let linked = || taken.iter().filter(|other| !timeless(other));
    let surely_taken: Vec<(i32, i32)> =
        linked().filter(|other| other.certain).map(|other| sure_days(other.span)).collect();
    let maybe_taken: Vec<(i32, i32)> = linked().map(|other| possible_days(other.span)).collect();
    let possible = any_left(possible_days(hit.span), surely_taken);
    let certain = !doubtful && any_left(sure_days(hit.span), maybe_taken);
    Truth::from_worlds(possible, certain && possible)
}

fn sure_days(bounds: Bounds) -> (i32, i32) {
    (bounds.start_max(), bounds.end_min())
}

fn possible_days(bounds: Bounds) -> (i32, i32) {
    (bounds.start_min(), bounds.end_max())
}

/// Whether a stretch of days is not wholly covered by others; an empty one is.
fn any_left(stretch: (i32, i32), mut covers: Vec<(i32, i32)>) -> bool {
    let (mut from, to) = stretch;
    covers.retain(|(start, end)| start <= end);
    covers.sort_unstable();
    for (start, end) in covers {
        if start > from {
            break;
        }
        if end >= from {
            if end >= to {
                return false;
            }
            from = end + 1;
        }
    }
    from <= to
}

#[cfg(test)]
mod tests {
    use super::any_left;

    #[test]
    fn a_stretch_is_left_unless_it_is_covered() {
        assert!(any_left((1, 10), vec![]));
        assert!(!any_left((1, 10), vec![(0, 4), (5, 12)]));
        assert!(any_left((1, 10), vec![(0, 4), (6, 12)]));
        assert!(!any_left((5, 4), vec![]), "an empty stretch has nothing left");
        assert!(any_left((1, 10), vec![(2, 12)]));
    }
}
