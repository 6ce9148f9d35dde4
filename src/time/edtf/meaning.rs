//! What a date means: the worlds it allows.
//!
//! In: the parsed parts. Out: bounds, alternatives one at a time, exact truth of tests.
//! Absent: the written text, the parser.

use super::Reading;
use super::date::Date;
use crate::time::bounds::Bounds;
use crate::time::day::Day;
use crate::time::days::{Days, Unit};
use crate::time::region::Regions;
use crate::time::truth::Truth;

/// So many alternatives are tried before the answer is *possible*: `XXXX-XX-25` has 120,000.
const MOST_TRIED: usize = 200_000;

#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) enum Meaning {
    Date(Date),
    Interval(Side, Side),
    List(Quantity, Box<[Member]>),
}

/// One end of an interval.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Side {
    Date(Date),
    Open,
    Unknown,
}

/// Which members of a list are meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Quantity {
    /// `{…}`
    Each,
    /// `[…]`
    OneOf,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Member {
    Date(Date),
    /// `1670..1672`, one or each of its units; an open end is `None`, but not both.
    Range {
        first: Option<Day>,
        last: Option<Day>,
        unit: Unit,
    },
}

/// The parts that an [`Edtf`](super::Edtf) chooses from or lists, each exact as bounds.
pub struct Alternatives<'a>(Box<dyn Iterator<Item = Bounds> + 'a>);

impl Iterator for Alternatives<'_> {
    type Item = Bounds;

    fn next(&mut self) -> Option<Bounds> {
        self.0.next()
    }
}

impl Meaning {
    /// Every date that was written, but for the ends of ranges, which carry no mark.
    pub(super) fn dates(&self) -> impl Iterator<Item = &Date> {
        let (one, sides, members) = match self {
            Self::Date(date) => (Some(date), [None, None], [].as_slice()),
            Self::Interval(a, b) => (None, [a.date(), b.date()], [].as_slice()),
            Self::List(_, members) => (None, [None, None], &**members),
        };
        let listed = members.iter().filter_map(|member| match member {
            Member::Date(date) => Some(date),
            Member::Range { .. } => None,
        });
        one.into_iter().chain(sides.into_iter().flatten()).chain(listed)
    }

    pub(super) fn hull(&self, reading: Reading) -> Bounds {
        match self {
            Self::Date(date) => date_hull(*date, reading),
            Self::Interval(a, b) => interval_hull(*a, *b, reading),
            Self::List(_, members) => members
                .iter()
                .map(|member| member.hull(reading))
                .reduce(Bounds::hull)
                .expect("empty lists are refused"),
        }
    }

    pub(super) fn alternatives(&self, reading: Reading) -> Alternatives<'_> {
        Alternatives(match self {
            Self::Date(date) => date_alternatives(*date, reading),
            Self::Interval(a, b) => {
                let (a, b) = (*a, *b);
                let latest = b.hull(reading).1.1;
                let starts = a.starts(reading).take_while(move |(min, _)| *min <= latest);
                Box::new(starts.flat_map(move |start| {
                    b.ends(reading).filter_map(move |end| Bounds::new(start.0, start.1, end.0, end.1, false))
                }))
            }
            Self::List(quantity, members) => {
                Box::new(members.iter().flat_map(move |member| member.alternatives(reading, *quantity)))
            }
        })
    }

    pub(super) fn hull_is_exact(&self, reading: Reading) -> bool {
        match self {
            Self::Interval(a, b) => has_no_gap(a.starts(reading)) && has_no_gap(b.ends(reading)),
            Self::List(Quantity::Each, members) if members.len() > 1 => false,
            Self::List(..) | Self::Date(_) => {
                let mut all = self.alternatives(reading);
                let single = all.next().is_some() && all.next().is_none();
                let once = |bounds: Bounds| (bounds.start_min(), bounds.start_max());
                let is_choice = !matches!(self, Self::List(Quantity::Each, _));
                single
                    || is_choice
                        && reading == Reading::Moment
                        && has_no_gap(self.alternatives(reading).map(once))
            }
        }
    }

    pub(super) fn days_possible(&self) -> u64 {
        let doubt = |(min, max)| Bounds::new(min, max, min, max, true).map_or(0, |side| side.doubt() / 2);
        let sum = |ends: &mut dyn Iterator<Item = (i32, i32)>| ends.take(MOST_TRIED).map(doubt).sum::<u64>();
        match self {
            Self::Interval(a, b) => sum(&mut a.starts(Reading::Moment)) + sum(&mut b.ends(Reading::Moment)),
            _ => self.alternatives(Reading::Moment).take(MOST_TRIED).map(Bounds::doubt).sum(),
        }
    }

    pub(super) fn judge(&self, reading: Reading, regions: &Regions) -> Truth {
        // What the hull denies or grants holds for every alternative too.
        let roughly = regions.judge(self.hull(reading));
        if roughly != Truth::Possible {
            return roughly;
        }
        let each = matches!(self, Self::List(Quantity::Each, _));
        let mut seen: Option<Truth> = None;
        for (tried, bounds) in self.alternatives(reading).enumerate() {
            let truth = regions.judge(bounds);
            let so_far = match seen {
                None => truth,
                Some(seen) if each => seen.or(truth),
                Some(seen) if seen == truth => truth,
                Some(_) => Truth::Possible,
            };
            let settled = if each { so_far == Truth::Certain } else { so_far == Truth::Possible };
            if settled {
                return so_far;
            }
            if tried == MOST_TRIED {
                return Truth::Possible;
            }
            seen = Some(so_far);
        }
        seen.unwrap_or(Truth::No)
    }
}

impl Side {
    fn date(&self) -> Option<&Date> {
        match self {
            Self::Date(date) => Some(date),
            Self::Open | Self::Unknown => None,
        }
    }

    /// The hull of the days at which an interval may start there, and at which it may end there.
    pub(super) fn hull(self, reading: Reading) -> ((i32, i32), (i32, i32)) {
        let Self::Date(date) = self else { return (ANY_DAY, ANY_DAY) };
        let hull = date_hull(date, reading_of_side(reading));
        match reading {
            Reading::Whole => ((hull.start_min(), hull.start_max()), (hull.end_min(), hull.end_max())),
            Reading::Moment | Reading::Stretch => {
                let days = (hull.start_min(), hull.end_max());
                (days, days)
            }
        }
    }

    fn starts(self, reading: Reading) -> Ends {
        let Self::Date(date) = self else { return Box::new(std::iter::once(ANY_DAY)) };
        let days = date_alternatives(date, reading_of_side(reading));
        Box::new(days.map(|days| (days.start_min(), days.start_max())))
    }

    fn ends(self, reading: Reading) -> Ends {
        let Self::Date(date) = self else { return Box::new(std::iter::once(ANY_DAY)) };
        let days = date_alternatives(date, reading_of_side(reading));
        Box::new(days.map(|days| (days.end_min(), days.end_max())))
    }
}

/// Stretches of days at which an interval may start or end, in order.
type Ends = Box<dyn DoubleEndedIterator<Item = (i32, i32)>>;

const ANY_DAY: (i32, i32) = (Bounds::UNBOUNDED_PAST, Bounds::UNBOUNDED_FUTURE);

/// A dated end of an interval is one of its days, but for a measure, which fills it.
fn reading_of_side(reading: Reading) -> Reading {
    match reading {
        Reading::Moment | Reading::Stretch => Reading::Moment,
        Reading::Whole => Reading::Whole,
    }
}

impl Member {
    fn hull(&self, reading: Reading) -> Bounds {
        match *self {
            Self::Date(date) => date_hull(date, reading),
            Self::Range { first, last, unit } => range_hull(first, last, unit, reading),
        }
    }

    fn alternatives(&self, reading: Reading, quantity: Quantity) -> Box<dyn Iterator<Item = Bounds>> {
        let (first, last, unit) = match *self {
            Self::Date(date) => return date_alternatives(date, reading),
            Self::Range { first, last, unit } => (first, last, unit),
        };
        // One of the days between two days: no need to go through its units.
        if reading == Reading::Moment && quantity == Quantity::OneOf {
            return Box::new(std::iter::once(range_hull(first, last, unit, reading)));
        }
        let days = Days::new(first.unwrap_or(Day::MIN), last.unwrap_or(Day::MAX));
        Box::new(days.into_iter().flat_map(move |days| unit.buckets(days)).map(move |bucket| match reading {
            Reading::Moment => Bounds::moment(bucket),
            Reading::Stretch | Reading::Whole => Bounds::stretch(bucket),
        }))
    }
}

/// Of the ends, those before the earliest start are out, and of the starts those after the latest end.
fn interval_hull(beginning: Side, ending: Side, reading: Reading) -> Bounds {
    let earliest = beginning.hull(reading).0.0;
    let latest = ending.hull(reading).1.1;
    let end = ending.ends(reading).find(|(_, max)| *max >= earliest);
    let start = beginning.starts(reading).rfind(|(min, _)| *min <= latest);
    start
        .zip(end)
        .and_then(|(start, end)| Bounds::new(earliest, start.1, end.0, latest, false))
        .expect("reversed intervals are refused")
}

fn range_hull(first: Option<Day>, last: Option<Day>, unit: Unit, reading: Reading) -> Bounds {
    let start = first.map_or(Bounds::UNBOUNDED_PAST, Day::number);
    let end = last.map_or(Bounds::UNBOUNDED_FUTURE, Day::number);
    let found = match reading {
        Reading::Moment => Bounds::new(start, end, start, end, true),
        Reading::Stretch | Reading::Whole => {
            let first_end = first.map_or(start, |day| unit.containing(day).last().number());
            let last_start = last.map_or(end, |day| unit.containing(day).first().number());
            Bounds::new(start, last_start, first_end, end, false)
        }
    };
    found.expect("reversed ranges are refused")
}

fn date_hull(date: Date, reading: Reading) -> Bounds {
    let mut cells: Box<dyn DoubleEndedIterator<Item = Bounds>> = match reading {
        Reading::Moment => Box::new(date.runs()),
        Reading::Stretch | Reading::Whole => Box::new(date.cells()),
    };
    let first = cells.next().expect("a date without days is refused");
    let hull = cells.next_back().map_or(first, |last| first.hull(last));
    as_read(date.widened(hull), reading)
}

fn date_alternatives(date: Date, reading: Reading) -> Box<dyn DoubleEndedIterator<Item = Bounds>> {
    match reading {
        Reading::Moment => Box::new(date.runs().map(move |run| as_read(date.widened(run), reading))),
        Reading::Stretch | Reading::Whole => Box::new(date.cells().map(move |cell| date.widened(cell))),
    }
}

/// As an event, a stretch is one of its days.
fn as_read(stretch: Bounds, reading: Reading) -> Bounds {
    if reading != Reading::Moment {
        return stretch;
    }
    let (first, last) = (stretch.start_min(), stretch.end_max());
    Bounds::new(first, last, first, last, true).expect("a stretch has a day")
}

/// Whether stretches, each beside those before it, leave no day between.
fn has_no_gap(stretches: impl IntoIterator<Item = (i32, i32)>) -> bool {
    let mut reached: Option<(i32, i32)> = None;
    for (min, max) in stretches {
        let (low, high) = reached.unwrap_or((min, max));
        if min > high.saturating_add(1) || max < low.saturating_sub(1) {
            return false;
        }
        reached = Some((low.min(min), high.max(max)));
    }
    true
}
