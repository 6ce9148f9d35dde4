//! Days near a fact, in its month, so far from it, and how long it lasted.
//!
//! In: bounds of two facts that nothing ties together, or of one. Out: truth in three values, bounds, lengths.
//! Absent: which facts are compared (`anchor`).

use crate::syntax::{Apart, Far, Move, Near, Side, Unit};
use crate::time::{Bounds, Day, Days, Duration, Truth, allen};

/// Whether a is near b. *After*: begun within the length after its last day; *before*: over within the length before
/// its first; *of*: on a day from the length before its first to the length after its last.
pub(super) fn within(a: Bounds, b: Bounds, near: Near, length: Duration) -> Truth {
    match near {
        Near::After | Near::Before if length.is_zero() => Truth::No,
        Near::After => {
            let reach = |number| later(length, number);
            Truth::from_worlds(
                a.start_max() > b.end_min() && a.start_min() <= reach(b.end_max()),
                a.start_min() > b.end_max() && a.start_max() <= reach(b.end_min()),
            )
        }
        Near::Before => {
            let reach = |number| earlier(length, number);
            Truth::from_worlds(
                a.end_min() < b.start_max() && a.end_max() >= reach(b.start_min()),
                a.end_max() < b.start_min() && a.end_min() >= reach(b.start_max()),
            )
        }
        Near::Of => around(b, length).map_or(Truth::No, |wide| allen::shares_a_day(a, wide)),
    }
}

/// Whether a is so far from b: begun so long after its last day, or over so long before its first. Nothing is less than a day
/// away.
pub(super) fn apart(a: Bounds, b: Bounds, Apart { far, by, side }: Apart) -> Truth {
    if far == Far::LessThan && is_a_day_at_most(by) {
        return Truth::No;
    }
    let reach = |number| match side {
        Side::Before => earlier(by, number),
        Side::After => later(by, number),
    };
    let ((a_min, a_max), (b_min, b_max)) = match side {
        Side::Before => ((a.end_min(), a.end_max()), (b.start_min(), b.start_max())),
        Side::After => ((a.start_min(), a.start_max()), (b.end_min(), b.end_max())),
    };
    match (far, side) {
        (Far::AtLeast, Side::Before) => Truth::from_worlds(a_min <= reach(b_max), a_max <= reach(b_min)),
        (Far::AtLeast, Side::After) => Truth::from_worlds(a_max >= reach(b_min), a_min >= reach(b_max)),
        (Far::MoreThan, Side::Before) => Truth::from_worlds(a_min < reach(b_max), a_max < reach(b_min)),
        (Far::MoreThan, Side::After) => Truth::from_worlds(a_max > reach(b_min), a_min > reach(b_max)),
        (Far::LessThan, Side::Before) => {
            Truth::from_worlds(a_min < b_max && a_max > reach(b_min), a_max < b_min && a_min > reach(b_max))
        }
        (Far::LessThan, Side::After) => {
            Truth::from_worlds(a_max > b_min && a_min < reach(b_max), a_min > b_max && a_max < reach(b_min))
        }
    }
}

/// Whether no day is nearer than that, but the same.
pub(super) fn is_a_day_at_most(by: Duration) -> bool {
    by.is_zero() || by == Duration::days(1)
}

/// The days from that long before the first of b to that long after its last.
pub(super) fn around(b: Bounds, length: Duration) -> Option<Bounds> {
    let (first, last) = (|number| earlier(length, number), |number| later(length, number));
    Bounds::new(first(b.start_min()), first(b.start_max()), last(b.end_min()), last(b.end_max()), false)
}

/// Whether both touch some one unit of the calendar.
pub(super) fn same_unit(a: Bounds, b: Bounds, unit: Unit) -> Truth {
    match (whole_units(a, unit), whole_units(b, unit)) {
        (Some(a), Some(b)) => allen::shares_a_day(a, b),
        _ => Truth::No,
    }
}

/// All days of the units of the calendar that x touches.
pub(super) fn whole_units(x: Bounds, unit: Unit) -> Option<Bounds> {
    let edge = |number: i32, pick: fn(Days) -> Day| {
        let day = Day::from_number(number).and_then(|day| unit.containing(day));
        day.map_or(number, |days| pick(days).number())
    };
    let (first, last) = (|number| edge(number, Days::first), |number| edge(number, Days::last));
    Bounds::new(first(x.start_min()), first(x.start_max()), last(x.end_min()), last(x.end_max()), false)
}

/// The day that far from b: after its last, or before its first.
pub(super) fn moved(b: Bounds, by: Move) -> Bounds {
    let (from, to) = match by.side {
        Side::After => (later(by.by, b.end_min()), later(by.by, b.end_max())),
        Side::Before => (earlier(by.by, b.start_min()), earlier(by.by, b.start_max())),
    };
    Bounds::new(from, to, from, to, true).unwrap_or(b)
}

/// The first day of what has those bounds.
pub(super) fn first_day(bounds: Bounds) -> Bounds {
    let (from, to) = (bounds.start_min(), bounds.start_max());
    Bounds::new(from, to, from, to, true).unwrap_or(bounds)
}

/// The last day of what has those bounds.
pub(super) fn last_day(bounds: Bounds) -> Bounds {
    let (from, to) = (bounds.end_min(), bounds.end_max());
    Bounds::new(from, to, from, to, true).unwrap_or(bounds)
}

/// What is there up to a day; `None` of what begins later.
pub(super) fn until(bounds: Bounds, day: Day) -> Option<Bounds> {
    let cut = |end: i32| end.min(day.number());
    Bounds::new(
        bounds.start_min(),
        cut(bounds.start_max()),
        cut(bounds.end_min()),
        cut(bounds.end_max()),
        bounds.is_instant(),
    )
}

/// The least and the most days that something lasted; `None` for a side without bound.
pub(super) fn lengths(bounds: Bounds) -> (Option<i64>, Option<i64>) {
    let known = |number: i32| number != Bounds::UNBOUNDED_PAST && number != Bounds::UNBOUNDED_FUTURE;
    let days = |start: i32, end: i32| {
        (known(start) && known(end)).then(|| (i64::from(end) - i64::from(start) + 1).max(1))
    };
    if bounds.is_instant() {
        return (Some(1), Some(1));
    }
    (days(bounds.start_max(), bounds.end_min()).or(Some(1)), days(bounds.start_min(), bounds.end_max()))
}

/// The calendar's years, months and days from the first to the last day, both counted; `None` out of the calendar.
pub(super) fn span(start: i32, end: i32) -> Option<Duration> {
    let first = Day::from_number(start)?;
    let next = Day::from_number(end)?.plus_days(1)?;
    let (from, to) = (first.ymd(), next.ymd());
    let mut months = (i64::from(to.0) - i64::from(from.0)) * 12 + i64::from(to.1) - i64::from(from.1);
    if first.plus_months(months)? > next {
        months -= 1;
    }
    let days = i64::from(next.number()) - i64::from(first.plus_months(months)?.number());
    let (years, months) = (months / 12, months % 12);
    Some(Duration {
        years: u32::try_from(years).ok()?,
        months: u32::try_from(months).ok()?,
        weeks: 0,
        days: u32::try_from(days).ok()?,
    })
}

/// The day that long after another; no bound stays none.
pub(super) fn later(length: Duration, number: i32) -> i32 {
    match number {
        Bounds::UNBOUNDED_PAST | Bounds::UNBOUNDED_FUTURE => number,
        _ => Day::from_number(number)
            .and_then(|day| length.after_day(day))
            .map_or(Bounds::UNBOUNDED_FUTURE, Day::number),
    }
}

/// The day that long before another; no bound stays none.
pub(super) fn earlier(length: Duration, number: i32) -> i32 {
    match number {
        Bounds::UNBOUNDED_PAST | Bounds::UNBOUNDED_FUTURE => number,
        _ => Day::from_number(number)
            .and_then(|day| length.before_day(day))
            .map_or(Bounds::UNBOUNDED_PAST, Day::number),
    }
}

#[cfg(test)]
mod tests {
    use super::{apart, lengths, same_unit, span, until, within};
    use crate::syntax::{Apart, Far, Near, Side, Unit};
    use crate::time::{Bounds, Day, Duration, Edtf, Reading, Truth};
    use proptest::prelude::{any, prop_assert_eq, proptest};

    fn bounds(text: &str) -> Bounds {
        Edtf::parse(text).expect("a date").bounds(Reading::Moment)
    }

    #[test]
    fn months_are_those_of_the_calendar() {
        let month = Duration::months(1);
        let test = |a: &str, b: &str| within(bounds(a), bounds(b), Near::After, month);
        assert_eq!(test("2024-02-29", "2024-01-31"), Truth::Certain);
        assert_eq!(test("2024-03-01", "2024-01-31"), Truth::No);
        assert_eq!(test("2024-01-31", "2024-01-31"), Truth::No, "not the day itself");
        assert_eq!(test("2024-02", "2024-01-15"), Truth::Possible);
    }

    #[test]
    fn weeks_begin_on_monday() {
        let test = |a: &str, b: &str| same_unit(bounds(a), bounds(b), Unit::Week);
        assert_eq!(test("2024-10-21", "2024-10-27"), Truth::Certain);
        assert_eq!(test("2024-10-20", "2024-10-21"), Truth::No);
        assert_eq!(test("2024-10", "2024-10-21"), Truth::Possible);
    }

    #[test]
    fn lengths_count_both_ends() {
        let day = |text: &str| text.parse::<Day>().expect("a day").number();
        let said = |start: &str, end: &str| span(day(start), day(end)).expect("in the calendar").to_string();
        assert_eq!(said("2024-01-01", "2024-12-31"), "1 year");
        assert_eq!(said("2024-01-31", "2024-02-29"), "1 month and 1 day");
        assert_eq!(said("2024-05-05", "2024-05-05"), "1 day");
        let open = Edtf::parse("2020-01-01/..").expect("a date").bounds(Reading::Stretch);
        let cut = until(open, "2020-12-31".parse().expect("a day")).expect("begun");
        assert_eq!(lengths(cut), (Some(1), Some(366)));
    }

    proptest! {
        #[test]
        fn near_agrees_with_trying_every_world(
            (a, b, c, d) in (0..12_i32, 0..6_i32, 0..12_i32, 0..6_i32),
            (length, once) in (0..5_u32, any::<bool>()),
        ) {
            let base = 19_700;
            let own = Bounds::new(base + a, base + a + b, base + a, base + a + b, once);
            let other = Bounds::new(base + c, base + c + d, base + c, base + c + d, once);
            let (Some(own), Some(other)) = (own, other) else { return Ok(()) };
            let worlds = |x: Bounds| {
                let (from, to) = (x.start_min(), x.end_max());
                (from..=to).flat_map(move |s| (s..=to).map(move |e| (s, e))).filter(move |(s, e)| !once || s == e)
            };
            for near in [Near::After, Near::Before, Near::Of] {
                let n = i32::try_from(length).expect("small");
                let holds = |(s, e): (i32, i32), (t, u): (i32, i32)| match near {
                    Near::After => s > u && s <= u + n,
                    Near::Before => e < t && e >= t - n,
                    Near::Of => s <= u + n && e >= t - n,
                };
                let results: Vec<bool> =
                    worlds(own).flat_map(|one| worlds(other).map(move |two| holds(one, two))).collect();
                let expected =
                    Truth::from_worlds(results.iter().any(|one| *one), results.iter().all(|one| *one));
                prop_assert_eq!(within(own, other, near, Duration::days(length)), expected);
            }
            let sides = [Side::After, Side::Before].into_iter();
            let all = sides.flat_map(|side| [Far::AtLeast, Far::MoreThan, Far::LessThan].map(|far| (far, side)));
            for (far, side) in all {
                let n = i32::try_from(length).expect("small");
                let holds = |(s, e): (i32, i32), (t, u): (i32, i32)| {
                    let days = if side == Side::After { s - u } else { t - e };
                    match far {
                        Far::AtLeast => days >= n,
                        Far::MoreThan => days > n,
                        Far::LessThan => 0 < days && days < n,
                    }
                };
                let results: Vec<bool> =
                    worlds(own).flat_map(|one| worlds(other).map(move |two| holds(one, two))).collect();
                let expected =
                    Truth::from_worlds(results.iter().any(|one| *one), results.iter().all(|one| *one));
                prop_assert_eq!(apart(own, other, Apart { far, by: Duration::days(length), side }), expected);
            }
        }
    }
}
