//! How two periods stand to each other, in three values.
//!
//! In: two [`Bounds`], each fact by itself (nothing ties the two together). Out: Allen's thirteen
//! relations (J. F. Allen, *Maintaining Knowledge about Temporal Intervals*, 1983), and the plainer
//! questions that queries ask: a shared day, before, within days after, the same month.
//! Absent: tests against a stretch of days of the query (see `region`).
//!
//! The convention: a period is a closed stretch of days that holds its first and its last. So *meets*
//! is *ends the day before the other begins*, and two periods that share one day overlap. Read with
//! half-open ends (first day, day after the last) these are Allen's relations word for word.

use super::bounds::Bounds;
use super::day::Day;
use super::days::Unit;
use super::network::{Network, Point};
use super::truth::Truth;
use Point::{EndA, EndB, StartA, StartB};
use std::sync::LazyLock;

/// One of the thirteen ways in which period a can stand to period b; exactly one holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Allen {
    /// a ends, and at least one day lies between it and b.
    Before,
    /// a ends on the day before b begins.
    Meets,
    /// a begins first, they share days, b ends last.
    Overlaps,
    /// They begin together, a ends first.
    Starts,
    /// a begins after b and ends before it.
    During,
    /// They end together, a begins last.
    Finishes,
    /// The same first and the same last day.
    Equals,
    /// They end together, a begins first.
    FinishedBy,
    /// a begins before b and ends after it.
    Contains,
    /// They begin together, a ends last.
    StartedBy,
    /// b begins first, they share days, a ends last.
    OverlappedBy,
    /// a begins on the day after b ends.
    MetBy,
    /// a begins, and at least one day lies between b and it.
    After,
}

/// A set of Allen's relations: what may hold.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct AllenSet(u16);

/// `later − earlier ≥ by`, in days.
#[derive(Clone, Copy)]
struct AtLeast(Point, Point, i64);

impl Allen {
    /// All thirteen, from before to after.
    pub const ALL: [Self; 13] = [
        Self::Before,
        Self::Meets,
        Self::Overlaps,
        Self::Starts,
        Self::During,
        Self::Finishes,
        Self::Equals,
        Self::FinishedBy,
        Self::Contains,
        Self::StartedBy,
        Self::OverlappedBy,
        Self::MetBy,
        Self::After,
    ];

    /// The relation of b to a when this is that of a to b.
    #[must_use]
    pub fn inverse(self) -> Self {
        match self {
            Self::Before => Self::After,
            Self::Meets => Self::MetBy,
            Self::Overlaps => Self::OverlappedBy,
            Self::Starts => Self::StartedBy,
            Self::During => Self::Contains,
            Self::Finishes => Self::FinishedBy,
            Self::Equals => Self::Equals,
            Self::FinishedBy => Self::Finishes,
            Self::Contains => Self::During,
            Self::StartedBy => Self::Starts,
            Self::OverlappedBy => Self::Overlaps,
            Self::MetBy => Self::Meets,
            Self::After => Self::Before,
        }
    }

    /// How a may stand to c when a stands so to b, and b stands as `next` to c: Allen's table of
    /// compositions, derived once from all periods on six points, of which three periods need no more.
    pub fn then(self, next: Self) -> AllenSet {
        COMPOSITIONS[self as usize][next as usize]
    }

    /// How two known periods stand, each as first and last day number.
    pub fn between(a: (i32, i32), b: (i32, i32)) -> Self {
        use std::cmp::Ordering::{Equal, Greater, Less};
        if a.1 < b.0 {
            return if b.0 - a.1 == 1 { Self::Meets } else { Self::Before };
        }
        if b.1 < a.0 {
            return if a.0 - b.1 == 1 { Self::MetBy } else { Self::After };
        }
        match (a.0.cmp(&b.0), a.1.cmp(&b.1)) {
            (Less, Less) => Self::Overlaps,
            (Less, Equal) => Self::FinishedBy,
            (Less, Greater) => Self::Contains,
            (Equal, Less) => Self::Starts,
            (Equal, Equal) => Self::Equals,
            (Equal, Greater) => Self::StartedBy,
            (Greater, Less) => Self::During,
            (Greater, Equal) => Self::Finishes,
            (Greater, Greater) => Self::OverlappedBy,
        }
    }

    /// What the relation asks of the four ends.
    fn constraints(self) -> &'static [AtLeast] {
        match self {
            Self::Before => &[AtLeast(StartB, EndA, 2)],
            Self::Meets => &[AtLeast(StartB, EndA, 1), AtLeast(EndA, StartB, -1)],
            Self::Overlaps => &[AtLeast(StartB, StartA, 1), AtLeast(EndA, StartB, 0), AtLeast(EndB, EndA, 1)],
            Self::Starts => &[AtLeast(StartB, StartA, 0), AtLeast(StartA, StartB, 0), AtLeast(EndB, EndA, 1)],
            Self::During => &[AtLeast(StartA, StartB, 1), AtLeast(EndB, EndA, 1)],
            Self::Finishes => &[AtLeast(StartA, StartB, 1), AtLeast(EndA, EndB, 0), AtLeast(EndB, EndA, 0)],
            Self::Equals => &[
                AtLeast(StartA, StartB, 0),
                AtLeast(StartB, StartA, 0),
                AtLeast(EndA, EndB, 0),
                AtLeast(EndB, EndA, 0),
            ],
            Self::FinishedBy => &[AtLeast(StartB, StartA, 1), AtLeast(EndA, EndB, 0), AtLeast(EndB, EndA, 0)],
            Self::Contains => &[AtLeast(StartB, StartA, 1), AtLeast(EndA, EndB, 1)],
            Self::StartedBy => {
                &[AtLeast(StartB, StartA, 0), AtLeast(StartA, StartB, 0), AtLeast(EndA, EndB, 1)]
            }
            Self::OverlappedBy => {
                &[AtLeast(StartA, StartB, 1), AtLeast(EndB, StartA, 0), AtLeast(EndA, EndB, 1)]
            }
            Self::MetBy => &[AtLeast(StartA, EndB, 1), AtLeast(EndB, StartA, -1)],
            Self::After => &[AtLeast(StartA, EndB, 2)],
        }
    }
}

impl AllenSet {
    /// No relation.
    pub const NONE: Self = Self(0);

    /// Whether it has that relation.
    pub fn contains(self, relation: Allen) -> bool {
        self.0 & (1 << relation as u16) != 0
    }

    /// The same with that relation.
    #[must_use]
    pub fn with(self, relation: Allen) -> Self {
        Self(self.0 | 1 << relation as u16)
    }

    /// How many relations it has.
    pub fn len(self) -> u32 {
        self.0.count_ones()
    }

    /// Whether it has none.
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Its relations, in the order of [`Allen::ALL`].
    pub fn iter(self) -> impl Iterator<Item = Allen> {
        Allen::ALL.into_iter().filter(move |relation| self.contains(*relation))
    }
}

impl std::fmt::Debug for AllenSet {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_set().entries(self.iter()).finish()
    }
}

static COMPOSITIONS: LazyLock<[[AllenSet; 13]; 13]> = LazyLock::new(|| {
    let periods: Vec<_> = (0..6).flat_map(|first| (first..6).map(move |last| (first, last))).collect();
    let mut table = [[AllenSet::NONE; 13]; 13];
    for a in &periods {
        for b in &periods {
            for c in &periods {
                let cell = &mut table[Allen::between(*a, *b) as usize][Allen::between(*b, *c) as usize];
                *cell = cell.with(Allen::between(*a, *c));
            }
        }
    }
    table
});

/// Whether a stands so to b.
pub fn judge(relation: Allen, a: Bounds, b: Bounds) -> Truth {
    all_hold(relation.constraints(), a, b)
}

/// The relations in which a may stand to b; never none.
pub fn possible_relations(a: Bounds, b: Bounds) -> AllenSet {
    let possible = Allen::ALL.into_iter().filter(|relation| can_hold(relation.constraints(), a, b));
    possible.fold(AllenSet::NONE, AllenSet::with)
}

/// Whether some day lies in both: *during*, *while*, *when*.
pub fn shares_a_day(a: Bounds, b: Bounds) -> Truth {
    Truth::from_worlds(
        a.start_min() <= b.end_max() && b.start_min() <= a.end_max(),
        a.start_max() <= b.end_min() && b.start_max() <= a.end_min(),
    )
}

/// Whether a is over before b begins.
pub fn before(a: Bounds, b: Bounds) -> Truth {
    Truth::from_worlds(a.end_min() < b.start_max(), a.end_max() < b.start_min())
}

/// Whether a begins after b is over.
pub fn after(a: Bounds, b: Bounds) -> Truth {
    before(b, a)
}

/// Whether a begins before b begins: for *first*, *last* and sorting.
pub fn starts_before(a: Bounds, b: Bounds) -> Truth {
    Truth::from_worlds(a.start_min() < b.start_max(), a.start_max() < b.start_min())
}

/// Whether a ends before b ends.
pub fn ends_before(a: Bounds, b: Bounds) -> Truth {
    Truth::from_worlds(a.end_min() < b.end_max(), a.end_max() < b.end_min())
}

/// Whether every day of a lies in b.
pub fn within(a: Bounds, b: Bounds) -> Truth {
    all_hold(&[AtLeast(StartA, StartB, 0), AtLeast(EndB, EndA, 0)], a, b)
}

/// Whether a begins on one of the `days` days after the last of b: *within 30 days after*.
pub fn within_days_after(a: Bounds, b: Bounds, days: u32) -> Truth {
    all_hold(&[AtLeast(StartA, EndB, 1), AtLeast(EndB, StartA, -i64::from(days))], a, b)
}

/// Whether a is over on one of the `days` days before b begins: *within 30 days before*.
pub fn within_days_before(a: Bounds, b: Bounds, days: u32) -> Truth {
    all_hold(&[AtLeast(StartB, EndA, 1), AtLeast(EndA, StartB, -i64::from(days))], a, b)
}

/// Whether both touch some one month, year or other unit: *in the same month as*.
pub fn same_unit(a: Bounds, b: Bounds, unit: Unit) -> Truth {
    let first = |number| edge(number, |day| unit.containing(day).first());
    let bounds =
        |x: Bounds| (first(x.start_min()), first(x.start_max()), first(x.end_min()), first(x.end_max()));
    let (a, b) = (bounds(a), bounds(b));
    Truth::from_worlds(a.0 <= b.3 && b.0 <= a.3, a.1 <= b.2 && b.1 <= a.2)
}

fn edge(number: i32, change: impl Fn(Day) -> Day) -> i32 {
    Day::from_number(number).map_or(number, |day| change(day).number())
}

/// The period in which both hold, given that they share a day; `None` if they cannot.
pub fn shared(a: Bounds, b: Bounds) -> Option<Bounds> {
    Bounds::new(
        a.start_min().max(b.start_min()),
        a.start_max().max(b.start_max()),
        a.end_min().min(b.end_min()),
        a.end_max().min(b.end_max()),
        a.is_instant() || b.is_instant(),
    )
}

fn can_hold(constraints: &[AtLeast], a: Bounds, b: Bounds) -> bool {
    let mut network = Network::of(a, b);
    for AtLeast(later, earlier, by) in constraints {
        network.at_least(*later, *earlier, *by);
    }
    network.has_a_world()
}

/// Certain if none of the constraints can fail.
fn all_hold(constraints: &[AtLeast], a: Bounds, b: Bounds) -> Truth {
    let can_fail =
        |AtLeast(later, earlier, by): &AtLeast| can_hold(&[AtLeast(*earlier, *later, 1 - by)], a, b);
    let in_some = can_hold(constraints, a, b);
    Truth::from_worlds(in_some, in_some && !constraints.iter().any(can_fail))
}

#[cfg(test)]
mod tests;
