//! Several periods of one thing: joined where they touch, and the gaps between them.
//!
//! In: bounds of periods. Out: fewer periods, or the periods of absence.
//! Absent: which facts they came from (the caller keeps that), and what the gaps mean.

use super::bounds::Bounds;
use super::days::Days;
use super::truth::Truth;

/// A period in which none of the given ones holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Gap {
    /// Its first and last day.
    pub bounds: Bounds,
    /// Certain if it exists in every world, possible if in some.
    pub truth: Truth,
}

/// Joins periods that touch or overlap in every world (the last day of one is the day before the first
/// of the other, or later), and sorts them by their earliest start. Periods that may have a gap between
/// them stay apart.
pub fn merge(periods: &mut Vec<Bounds>) {
    let mut merged: Vec<Bounds> = Vec::with_capacity(periods.len());
    periods.sort_unstable();
    for next in periods.drain(..) {
        let mut whole = next;
        // What has grown may touch those that the smaller one did not.
        while let Some(index) = merged.iter().rposition(|kept| surely_touch(*kept, whole)) {
            whole = union(merged.swap_remove(index), whole);
        }
        merged.push(whole);
    }
    merged.sort_unstable();
    *periods = merged;
}

/// The periods within `days` in which none of the given ones holds, by the ends they follow. Where the
/// order of two periods is in doubt, one possible gap may be told of twice.
pub fn gaps(periods: &[Bounds], days: Days) -> Vec<Gap> {
    let (first, last) = (days.first().number(), days.last().number());
    let mut held: Vec<Bounds> = periods.to_vec();
    merge(&mut held);
    held.retain(|period| period.end_max() >= first && period.start_min() <= last);
    let before_all = (first - 1, first - 1);
    let ends = held.iter().map(|period| (period.end_min().max(first - 1), period.end_max()));
    let others =
        |end: usize| held.iter().enumerate().filter(move |(at, _)| at + 1 != end).map(|(_, other)| *other);
    let ends = std::iter::once(before_all).chain(ends).enumerate();
    ends.filter_map(|(index, end)| gap_after(end, others(index), last)).collect()
}

/// The gap that follows a period which ends on one of those days, up to the next start or to `last`.
fn gap_after(end: (i32, i32), others: impl Iterator<Item = Bounds>, last: i32) -> Option<Gap> {
    let start = (end.0.saturating_add(1), end.1.saturating_add(1));
    let mut stop = (last, last);
    let mut certain = start.1 <= last;
    for other in others {
        if other.start_max() <= start.0 && other.end_min() >= start.1 {
            return None;
        }
        let is_later = other.start_min() > start.1;
        certain &= is_later || other.end_max() <= end.0;
        if is_later {
            stop.1 = stop.1.min(other.start_max().saturating_sub(1));
        }
        if other.start_max() > start.0 {
            stop.0 = stop.0.min(other.start_min().saturating_sub(1).max(start.0));
        }
    }
    let bounds = Bounds::new(start.0, start.1, stop.0, stop.1, false)?;
    Some(Gap { bounds, truth: Truth::from_worlds(true, certain) })
}

fn surely_touch(a: Bounds, b: Bounds) -> bool {
    a.start_max() <= b.end_min().saturating_add(1) && b.start_max() <= a.end_min().saturating_add(1)
}

fn union(a: Bounds, b: Bounds) -> Bounds {
    Bounds::new(
        a.start_min().min(b.start_min()),
        a.start_max().min(b.start_max()),
        a.end_min().max(b.end_min()),
        a.end_max().max(b.end_max()),
        false,
    )
    .expect("each start lies before its own end, so the first before the last")
}

#[cfg(test)]
mod tests {
    use super::{Gap, gaps, merge};
    use crate::time::{Bounds, Day, Days, Truth};
    use proptest::prelude::{Strategy, any, prop_assert, prop_assert_eq, proptest};

    const LAST: i32 = 7;

    fn known(first: i32, last: i32) -> Bounds {
        Bounds::new(first, first, last, last, false).expect("in order")
    }

    fn window() -> Days {
        let day = |number| Day::from_number(number).expect("small");
        Days::new(day(0), day(LAST)).expect("in order")
    }

    fn some_bounds() -> impl Strategy<Value = Bounds> {
        let day = || -1..=LAST + 1;
        (day(), 0..3_i32, day(), 0..3_i32, any::<bool>())
            .prop_filter_map("empty", |(a, b, c, d, once)| Bounds::new(a, a + b, c, c + d, once))
    }

    fn worlds(bounds: Bounds) -> Vec<(i32, i32)> {
        let starts = bounds.start_min()..=bounds.start_max();
        let pairs =
            starts.flat_map(|start| (bounds.end_min()..=bounds.end_max()).map(move |end| (start, end)));
        pairs.filter(|(start, end)| start <= end && (!bounds.is_instant() || start == end)).collect()
    }

    /// Every way in which the periods can lie together.
    fn joint_worlds(periods: &[Bounds]) -> Vec<Vec<(i32, i32)>> {
        periods.iter().fold(vec![Vec::new()], |so_far, period| {
            let extend = |world: &Vec<_>, next| world.iter().copied().chain([next]).collect();
            so_far
                .iter()
                .flat_map(|world| worlds(*period).into_iter().map(move |next| extend(world, next)))
                .collect()
        })
    }

    fn gaps_by_hand(world: &[(i32, i32)]) -> Vec<(i32, i32)> {
        let mut found: Vec<(i32, i32)> = Vec::new();
        for day in (0..=LAST).filter(|day| !world.iter().any(|(first, last)| (first..=last).contains(&day))) {
            match found.last_mut() {
                Some(gap) if gap.1 + 1 == day => gap.1 = day,
                _ => found.push((day, day)),
            }
        }
        found
    }

    fn allows(gap: &Gap, (first, last): (i32, i32)) -> bool {
        (gap.bounds.start_min()..=gap.bounds.start_max()).contains(&first)
            && (gap.bounds.end_min()..=gap.bounds.end_max()).contains(&last)
    }

    #[test]
    fn touching_periods_become_one() {
        let mut periods = vec![known(5, 6), known(1, 2), known(9, 9), known(3, 4), known(0, 1)];
        merge(&mut periods);
        assert_eq!(periods, [known(0, 6), known(9, 9)]);
        // A gap between them is possible: they stay apart.
        let (a, b) = (Bounds::new(0, 0, 2, 4, false), Bounds::new(3, 5, 9, 9, false));
        let mut periods: Vec<_> = [a, b].into_iter().flatten().collect();
        merge(&mut periods);
        assert_eq!(periods.len(), 2);
    }

    #[test]
    fn gaps_of_known_periods_are_certain() {
        let found = gaps(&[known(4, 5), known(-3, 1)], window());
        let certain = |first, last| Gap { bounds: known(first, last), truth: Truth::Certain };
        assert_eq!(found, [certain(2, 3), certain(6, 7)]);
        assert_eq!(gaps(&[], window()), [certain(0, 7)]);
        assert_eq!(gaps(&[Bounds::held_within(window())], window()).len(), 2);
        assert!(gaps(&[known(-9, 99)], window()).is_empty());
    }

    proptest! {
        #[test]
        fn merging_keeps_every_day_of_every_world(periods in proptest::collection::vec(some_bounds(), 0..4)) {
            let mut merged = periods.clone();
            merge(&mut merged);
            for world in joint_worlds(&periods) {
                let held = |day: i32| world.iter().any(|(first, last)| (*first..=*last).contains(&day));
                for day in (-1..=LAST + 4).filter_map(Day::from_number) {
                    let truth = merged.iter().map(|period| period.holds_on(day)).fold(Truth::No, Truth::or);
                    prop_assert!(truth.is_possible() || !held(day.number()));
                    prop_assert!(!truth.is_certain() || held(day.number()));
                }
            }
        }

        #[test]
        fn no_gap_is_missed_and_no_certain_one_fails(periods in proptest::collection::vec(some_bounds(), 0..4)) {
            let found = gaps(&periods, window());
            for world in joint_worlds(&periods) {
                let actual = gaps_by_hand(&world);
                for gap in &actual {
                    prop_assert!(found.iter().any(|told| allows(told, *gap)), "{:?} {:?} {:?}", world, gap, found);
                }
                for told in found.iter().filter(|told| told.truth.is_certain()) {
                    prop_assert!(actual.iter().any(|gap| allows(told, *gap)), "{:?} {:?} {:?}", world, told, actual);
                }
            }
            if periods.iter().all(|period| worlds(*period).len() == 1) {
                let world: Vec<_> = periods.iter().map(|period| worlds(*period)[0]).collect();
                let told: Vec<_> = found.iter().map(|gap| (gap.bounds.start_min(), gap.bounds.end_max())).collect();
                prop_assert_eq!(told, gaps_by_hand(&world));
            }
        }
    }
}
