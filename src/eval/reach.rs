//! What a word of time asks of two facts, as stretches of numbers that must meet.
//!
//! In: a word, the bounds of one fact. Out: [`Reach`]: of the fact that is asked about, or of the other; the word holds
//! of two facts where their stretches meet. So many facts can be sorted once and asked in no time (`meeting`). The
//! truth is that of `word::compare`, to which a test holds it. Absent: words that ask more of both ends at once.

use crate::resolve::TestWord;
use crate::syntax::{Apart, Far, Near, Side};
use crate::time::{Bounds, Duration};

use super::{near, word};

/// Numbers from a first to a last, which may come before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Stretch {
    pub(super) first: i64,
    pub(super) last: i64,
}

/// What must meet for the word to hold in some world, and in all.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Reach {
    pub(super) possible: Stretch,
    pub(super) certain: Stretch,
}

impl Stretch {
    /// Meets nothing.
    const NEVER: Self = Stretch { first: i64::MAX, last: i64::MIN };
    const LEAST: i64 = i64::MIN + 1;
    const MOST: i64 = i64::MAX - 1;

    fn new(first: i64, last: i64) -> Self {
        Stretch { first, last }
    }
}

impl Reach {
    const NEVER: Self = Reach { possible: Stretch::NEVER, certain: Stretch::NEVER };

    fn new(possible: (i64, i64), certain: (i64, i64)) -> Self {
        Reach { possible: Stretch::new(possible.0, possible.1), certain: Stretch::new(certain.0, certain.1) }
    }

    /// From these numbers on.
    fn from((possible, certain): (i64, i64)) -> Self {
        Reach::new((possible, Stretch::MOST), (certain, Stretch::MOST))
    }

    /// Up to these numbers.
    fn up_to((possible, certain): (i64, i64)) -> Self {
        Reach::new((Stretch::LEAST, possible), (Stretch::LEAST, certain))
    }

    /// The days of a fact: two share one where these meet.
    fn days(bounds: Bounds) -> Self {
        let ends = Ends::of(bounds);
        Reach::new((ends.start.0, ends.end.1), (ends.start.1, ends.end.0))
    }
}

/// The least and the most that the first and the last day may be.
struct Ends {
    start: (i64, i64),
    end: (i64, i64),
}

impl Ends {
    fn of(bounds: Bounds) -> Self {
        let pair = |a: i32, b: i32| (i64::from(a), i64::from(b));
        Ends {
            start: pair(bounds.start_min(), bounds.start_max()),
            end: pair(bounds.end_min(), bounds.end_max()),
        }
    }
}

/// The next day of each.
fn next((least, most): (i64, i64)) -> (i64, i64) {
    (least + 1, most + 1)
}

fn swapped((least, most): (i64, i64)) -> (i64, i64) {
    (most, least)
}

/// Whether the word asks no more than that stretches meet.
pub(super) fn is_told(word: TestWord) -> bool {
    !matches!(word, TestWord::Throughout | TestWord::Lasts(..))
}

/// Of the fact that is asked about; `state`: it holds over a period.
pub(super) fn own(test: TestWord, bounds: Bounds, state: bool) -> Reach {
    let Ends { start, end } = Ends::of(bounds);
    match test {
        TestWord::In | TestWord::Moved(_) | TestWord::Within(Near::Of, _) => Reach::days(bounds),
        TestWord::BeganIn => Reach::days(near::first_day(bounds)),
        TestWord::EndedIn => Reach::days(near::last_day(bounds)),
        TestWord::Same(unit) => near::whole_units(bounds, unit).map_or(Reach::NEVER, Reach::days),
        TestWord::Within(Near::After, _) => Reach::new(start, swapped(start)),
        TestWord::Within(Near::Before, _) => Reach::new((end.0 + 1, end.1), (end.1 + 1, end.0)),
        TestWord::Apart(apart) => {
            own_apart(apart, if state { Ends { start, end: start } } else { Ends { start, end } })
        }
        TestWord::Before if state => Reach::from(next(start)),
        TestWord::BeganBefore => Reach::from(next(start)),
        TestWord::Before | TestWord::EndedBefore => Reach::from(next(end)),
        TestWord::Since if state => Reach::up_to(swapped(start)),
        TestWord::After | TestWord::BeganAfter | TestWord::BeganSince => Reach::up_to(swapped(start)),
        TestWord::HeldSince if state => Reach::from(start),
        TestWord::BeganUntil => Reach::from(start),
        TestWord::EndedAfter | TestWord::Since | TestWord::HeldSince | TestWord::EndedSince => {
            Reach::up_to(swapped(end))
        }
        TestWord::Until | TestWord::EndedUntil => Reach::from(end),
        TestWord::Throughout | TestWord::Lasts(..) => Reach::NEVER,
    }
}

/// Of the fact that it is compared with.
pub(super) fn other(test: TestWord, bounds: Bounds) -> Reach {
    let Ends { start, end } = Ends::of(bounds);
    match test {
        TestWord::In | TestWord::BeganIn | TestWord::EndedIn => Reach::days(bounds),
        TestWord::Moved(by) => Reach::days(near::moved(bounds, by)),
        TestWord::Same(unit) => near::whole_units(bounds, unit).map_or(Reach::NEVER, Reach::days),
        TestWord::Within(side, length) => within(bounds, side, length),
        TestWord::Apart(apart) => other_apart(bounds, apart),
        test if word::is_before(test) => Reach::up_to(swapped(start)),
        test if word::is_after(test) => Reach::from(next(end)),
        TestWord::HeldSince => Reach::new(start, swapped(start)),
        TestWord::Since | TestWord::BeganSince | TestWord::EndedSince => Reach::from(start),
        TestWord::Until | TestWord::EndedUntil | TestWord::BeganUntil => Reach::up_to(swapped(end)),
        _ => Reach::NEVER,
    }
}

/// So far from another.
fn own_apart(Apart { far, side, .. }: Apart, Ends { start, end }: Ends) -> Reach {
    match (far, side) {
        (Far::LessThan, Side::After) => Reach::new(start, swapped(start)),
        (Far::LessThan, Side::Before) => Reach::new((end.0 + 1, end.1), (end.1 + 1, end.0)),
        (_, Side::After) => Reach::up_to(swapped(start)),
        (_, Side::Before) => Reach::from(next(end)),
    }
}

/// What another must be so far from.
fn other_apart(bounds: Bounds, Apart { far, by, side }: Apart) -> Reach {
    let Ends { start, end } = Ends::of(bounds);
    let both = |reach: fn(Duration, i32) -> i32, least, most| {
        (i64::from(reach(by, least)), i64::from(reach(by, most)))
    };
    let before = || both(near::earlier, bounds.start_min(), bounds.start_max());
    let after = || both(near::later, bounds.end_min(), bounds.end_max());
    match (far, side) {
        (Far::LessThan, _) if near::is_a_day_at_most(by) => Reach::NEVER,
        (Far::LessThan, Side::After) => {
            let (least, most) = after();
            Reach::new((end.0 + 1, most - 1), (end.1 + 1, least - 1))
        }
        (Far::LessThan, Side::Before) => {
            let (least, most) = before();
            Reach::new((least + 1, start.1), (most + 1, start.0))
        }
        (Far::AtLeast, Side::After) => Reach::from(after()),
        (Far::MoreThan, Side::After) => Reach::from(next(after())),
        (Far::AtLeast, Side::Before) => Reach::up_to(next(swapped(before()))),
        (Far::MoreThan, Side::Before) => Reach::up_to(swapped(before())),
    }
}

fn within(bounds: Bounds, side: Near, length: Duration) -> Reach {
    let number = |day: i32| i64::from(day);
    let Ends { start, end } = Ends::of(bounds);
    match side {
        Near::After | Near::Before if length.is_zero() => Reach::NEVER,
        Near::After => {
            let reach = |day| number(near::later(length, day));
            Reach::new((end.0 + 1, reach(bounds.end_max())), (end.1 + 1, reach(bounds.end_min())))
        }
        Near::Before => {
            let reach = |day| number(near::earlier(length, day));
            Reach::new((reach(bounds.start_min()), start.1), (reach(bounds.start_max()), start.0))
        }
        Near::Of => near::around(bounds, length).map_or(Reach::NEVER, Reach::days),
    }
}
