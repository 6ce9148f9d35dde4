//! The laws of the relations, and every case on a small calendar against trying every world.

use super::{Allen, AllenSet};
use super::{
    after, before, ends_before, judge, possible_relations, same_unit, shared, shares_a_day, starts_before,
};
use super::{within, within_days_after, within_days_before};
use crate::time::{Bounds, Days, Truth, Unit};
use std::collections::HashSet;

type Period = (i32, i32);

fn periods(days: i32) -> Vec<Period> {
    (0..days).flat_map(|first| (first..days).map(move |last| (first, last))).collect()
}

/// All bounds on a calendar of that many days, each with the periods that it allows.
fn all_bounds(days: i32) -> Vec<(Bounds, Vec<Period>)> {
    let mut found = HashSet::new();
    for (a, b) in periods(days) {
        for (c, d) in periods(days) {
            found.extend([false, true].into_iter().filter_map(|once| Bounds::new(a, b, c, d, once)));
        }
    }
    let mut found: Vec<_> = found.into_iter().collect();
    found.sort_unstable();
    found.into_iter().map(|bounds| (bounds, worlds(bounds, days))).collect()
}

fn worlds(bounds: Bounds, days: i32) -> Vec<Period> {
    let allowed = |(first, last): &Period| {
        (bounds.start_min()..=bounds.start_max()).contains(first)
            && (bounds.end_min()..=bounds.end_max()).contains(last)
            && (!bounds.is_instant() || first == last)
    };
    periods(days).into_iter().filter(allowed).collect()
}

fn by_hand(a: &[Period], b: &[Period], test: impl Fn(Period, Period) -> bool) -> Truth {
    let mut results = a.iter().flat_map(|a| b.iter().map(|b| test(*a, *b)));
    let first = results.next().expect("bounds allow a world");
    if results.all(|next| next == first) {
        return Truth::from_worlds(first, first);
    }
    Truth::Possible
}

#[test]
fn relations_agree_with_trying_every_world() {
    let all = all_bounds(5);
    for (a, worlds_a) in &all {
        for (b, worlds_b) in &all {
            let expected = worlds_a.iter().flat_map(|a| worlds_b.iter().map(|b| Allen::between(*a, *b)));
            let expected = expected.fold(AllenSet::NONE, AllenSet::with);
            assert_eq!(possible_relations(*a, *b), expected, "{a:?} {b:?}");
            for relation in Allen::ALL {
                let possible = expected.contains(relation);
                let truth = Truth::from_worlds(possible, possible && expected.len() == 1);
                assert_eq!(judge(relation, *a, *b), truth, "{relation:?} {a:?} {b:?}");
            }
        }
    }
}

#[test]
fn plainer_questions_agree_with_trying_every_world() {
    let all = all_bounds(7);
    let questions = 10;
    assert!(all.len() * all.len() * questions > 1_000_000);
    for (a, in_a) in &all {
        for (b, in_b) in &all {
            let (a, b) = (*a, *b);
            let hand = |test: fn(Period, Period) -> bool| by_hand(in_a, in_b, test);
            assert_eq!(shares_a_day(a, b), hand(|a, b| a.0 <= b.1 && b.0 <= a.1), "{a:?} {b:?}");
            assert_eq!(before(a, b), hand(|a, b| a.1 < b.0), "{a:?} {b:?}");
            assert_eq!(after(a, b), hand(|a, b| a.0 > b.1), "{a:?} {b:?}");
            assert_eq!(starts_before(a, b), hand(|a, b| a.0 < b.0), "{a:?} {b:?}");
            assert_eq!(ends_before(a, b), hand(|a, b| a.1 < b.1), "{a:?} {b:?}");
            assert_eq!(within(a, b), hand(|a, b| a.0 >= b.0 && a.1 <= b.1), "{a:?} {b:?}");
            let two_after = |a: Period, b: Period| (1..=2).contains(&(a.0 - b.1));
            assert_eq!(within_days_after(a, b, 2), hand(two_after), "{a:?} {b:?}");
            assert_eq!(within_days_after(a, b, 0), Truth::No);
            assert_eq!(shares_a_day(b, a), shares_a_day(a, b));
            let two_before = |a: Period, b: Period| (1..=2).contains(&(b.0 - a.1));
            assert_eq!(within_days_before(a, b, 2), hand(two_before), "{a:?} {b:?}");
        }
    }
}

#[test]
fn the_shared_period_holds_every_shared_stretch_and_is_tight() {
    let all = all_bounds(5);
    for (a, in_a) in &all {
        for (b, in_b) in &all {
            let pairs = in_a.iter().flat_map(|a| in_b.iter().map(|b| (a.0.max(b.0), a.1.min(b.1))));
            let stretches = pairs.filter(|(first, last)| first <= last);
            let expected = stretches
                .filter_map(|(first, last)| Bounds::new(first, first, last, last, false))
                .reduce(Bounds::hull);
            let found = shared(*a, *b);
            assert_eq!(found.map(ends), expected.map(ends), "{a:?} {b:?}");
        }
    }
}

fn ends(bounds: Bounds) -> [i32; 4] {
    [bounds.start_min(), bounds.start_max(), bounds.end_min(), bounds.end_max()]
}

#[test]
fn exactly_one_relation_holds_between_known_periods() {
    for a in periods(6) {
        for b in periods(6) {
            let exact = |p: Period| Bounds::new(p.0, p.0, p.1, p.1, false).expect("in order");
            let holding = possible_relations(exact(a), exact(b));
            assert_eq!(holding, AllenSet::NONE.with(Allen::between(a, b)));
            assert_eq!(Allen::between(b, a), Allen::between(a, b).inverse());
        }
    }
}

#[test]
fn compositions_obey_the_algebra() {
    for r in Allen::ALL {
        assert_eq!(r.inverse().inverse(), r);
        assert_eq!(Allen::Equals.then(r), AllenSet::NONE.with(r));
        assert_eq!(r.then(Allen::Equals), AllenSet::NONE.with(r));
        for s in Allen::ALL {
            let backwards = s.inverse().then(r.inverse());
            let inverses = r.then(s).iter().map(Allen::inverse).fold(AllenSet::NONE, AllenSet::with);
            assert_eq!(backwards, inverses, "{r:?} {s:?}");
        }
    }
    assert_eq!(Allen::Before.then(Allen::Before), AllenSet::NONE.with(Allen::Before));
    assert_eq!(Allen::Before.then(Allen::After).len(), 13);
    assert_eq!(Allen::Meets.then(Allen::During).len(), 3);
}

/// The table of Allen's paper has 409 entries in 27 different sets.
#[test]
fn the_table_of_compositions_has_its_known_size() {
    let cells: Vec<_> = Allen::ALL.into_iter().flat_map(|r| Allen::ALL.map(|s| r.then(s))).collect();
    assert_eq!(cells.iter().map(|cell| cell.len()).sum::<u32>(), 409);
    assert_eq!(cells.into_iter().collect::<HashSet<_>>().len(), 27);
}

#[test]
fn open_periods_share_and_precede() {
    let year = |year| Days::year(year).expect("in range");
    let first = year(2020).first().number();
    let (past, future) = (Bounds::UNBOUNDED_PAST, Bounds::UNBOUNDED_FUTURE);
    let since_2020 = Bounds::new(first, first, past, future, false).expect("not empty");
    assert_eq!(shares_a_day(since_2020, Bounds::moment(year(2024))), Truth::Possible);
    assert_eq!(shares_a_day(since_2020, Bounds::moment(year(2019))), Truth::No);
    assert_eq!(before(Bounds::moment(year(2019)), since_2020), Truth::Certain);
    assert_eq!(judge(Allen::Finishes, since_2020, Bounds::UNKNOWN), Truth::Possible);
    assert_eq!(shares_a_day(Bounds::UNKNOWN, Bounds::UNKNOWN), Truth::Possible);
    assert_eq!(possible_relations(Bounds::UNKNOWN, Bounds::UNKNOWN).len(), 13);
}

/// Bounds on a calendar of three days whose ends may also be unbounded, each with its periods on a calendar that has
/// room on both sides for every way in which two of them can lie.
fn open_bounds() -> Vec<(Bounds, Vec<Period>)> {
    let (past, future) = (Bounds::UNBOUNDED_PAST, Bounds::UNBOUNDED_FUTURE);
    let (firsts, lasts) = ([past, 0, 1, 2], [0, 1, 2, future]);
    let mut found = HashSet::new();
    for a in firsts {
        for b in lasts {
            for c in firsts {
                for d in lasts {
                    found.extend([false, true].into_iter().filter_map(|once| Bounds::new(a, b, c, d, once)));
                }
            }
        }
    }
    let room = (-4..7).flat_map(|first| (first..7).map(move |last| (first, last))).collect::<Vec<Period>>();
    let allowed = |bounds: Bounds, (first, last): Period| {
        (bounds.start_min()..=bounds.start_max()).contains(&first)
            && (bounds.end_min()..=bounds.end_max()).contains(&last)
            && (!bounds.is_instant() || first == last)
    };
    let mut found: Vec<Bounds> = found.into_iter().collect();
    found.sort_unstable();
    let with =
        |bounds: Bounds| (bounds, room.iter().copied().filter(|period| allowed(bounds, *period)).collect());
    found.into_iter().map(with).collect()
}

#[test]
fn open_periods_agree_with_trying_every_world() {
    let all = open_bounds();
    assert!(all.len() > 40);
    // Every pair would take minutes; each is paired with a spread of the others.
    for (at, (a, in_a)) in all.iter().enumerate() {
        for (b, in_b) in all.iter().skip(at % 7).step_by(7) {
            let expected = in_a.iter().flat_map(|a| in_b.iter().map(|b| Allen::between(*a, *b)));
            let expected = expected.fold(AllenSet::NONE, AllenSet::with);
            assert_eq!(possible_relations(*a, *b), expected, "{a:?} {b:?}");
            for relation in Allen::ALL {
                let only = expected.len() == 1;
                let truth =
                    Truth::from_worlds(expected.contains(relation), expected.contains(relation) && only);
                assert_eq!(judge(relation, *a, *b), truth, "{relation:?} {a:?} {b:?}");
            }
            let hand = |test: fn(Period, Period) -> bool| by_hand(in_a, in_b, test);
            assert_eq!(shares_a_day(*a, *b), hand(|a, b| a.0 <= b.1 && b.0 <= a.1), "{a:?} {b:?}");
            assert_eq!(before(*a, *b), hand(|a, b| a.1 < b.0), "{a:?} {b:?}");
            assert_eq!(starts_before(*a, *b), hand(|a, b| a.0 < b.0), "{a:?} {b:?}");
            assert_eq!(ends_before(*a, *b), hand(|a, b| a.1 < b.1), "{a:?} {b:?}");
            assert_eq!(within(*a, *b), hand(|a, b| a.0 >= b.0 && a.1 <= b.1), "{a:?} {b:?}");
        }
    }
}

#[test]
fn inverses_and_compositions_hold_of_imprecise_and_open_periods() {
    let all: Vec<Bounds> = open_bounds().into_iter().map(|(bounds, _)| bounds).collect();
    for (at, a) in all.iter().enumerate() {
        for (next, b) in all.iter().enumerate().skip(at % 5).step_by(5) {
            let (there, back) = (possible_relations(*a, *b), possible_relations(*b, *a));
            assert_eq!(back, there.iter().map(Allen::inverse).fold(AllenSet::NONE, AllenSet::with));
            for relation in there.iter() {
                assert_eq!(
                    judge(relation, *a, *b),
                    judge(relation.inverse(), *b, *a),
                    "{relation:?} {a:?} {b:?}"
                );
            }
            for c in all.iter().skip((at + next) % 31).step_by(31) {
                let steps =
                    there.iter().flat_map(|r| possible_relations(*b, *c).iter().map(move |s| r.then(s)));
                let reached = steps.flat_map(|cell| cell.iter().collect::<Vec<_>>()).collect::<HashSet<_>>();
                let direct = possible_relations(*a, *c);
                assert!(direct.iter().all(|relation| reached.contains(&relation)), "{a:?} {b:?} {c:?}");
            }
        }
    }
}

#[test]
fn the_same_month_is_one_that_both_touch() {
    let moment = |y, m| Bounds::moment(Days::month(y, m).expect("a month"));
    assert_eq!(same_unit(moment(2024, 5), moment(2024, 5), Unit::Month), Truth::Certain);
    assert_eq!(same_unit(moment(2024, 5), moment(2024, 6), Unit::Month), Truth::No);
    assert_eq!(same_unit(moment(2024, 5), moment(2024, 6), Unit::Quarter), Truth::Certain);
    let year = Bounds::moment(Days::year(2024).expect("in range"));
    assert_eq!(same_unit(moment(2024, 5), year, Unit::Month), Truth::Possible);
    assert_eq!(same_unit(year, year, Unit::Month), Truth::Possible);
    assert_eq!(same_unit(year, Bounds::UNKNOWN, Unit::Month), Truth::Possible);
}
