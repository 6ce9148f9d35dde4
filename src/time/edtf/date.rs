//! One date: a year, perhaps a month or season, perhaps a day, with unspecified digits and marks.
//!
//! In: the parts as parsed. Out: the stretches of days that the date may be, in order.
//! Absent: intervals and lists (see `meaning`), the written text.

use super::digits::Digits;
use crate::time::bounds::Bounds;
use crate::time::day::{Day, days_in_month};
use crate::time::days::{Days, Unit};

/// A date whose parts fit together: it stands for at least one day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Date {
    pub(super) year: Year,
    pub(super) part: Part,
    /// Only with [`Part::Month`].
    pub(super) day: Option<Digits<2>>,
    /// Marked `?` or `%` somewhere.
    pub(super) uncertain: bool,
    /// The coarsest part marked `~` or `%`.
    pub(super) approximate: Option<Level>,
}

/// A year of four digits; of a negative one the digits are its absolute value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Year {
    pub(super) negative: bool,
    pub(super) digits: Digits<4>,
}

/// What follows the year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Part {
    None,
    Month(Digits<2>),
    /// A group of months, 21–41 (ISO 8601-2:2019, 4.8).
    Season(u8),
}

/// A part of a date, from coarse to fine.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Level {
    Year,
    Month,
    Day,
}

/// How far `~` widens a date.
#[derive(Debug, Clone, Copy)]
struct Width {
    months: u32,
    days: u32,
    /// The last day of a month becomes the last of another: for dates of no single day.
    keep_month_ends: bool,
}

impl Year {
    /// The years it may be, in order.
    pub(super) fn values(self) -> impl DoubleEndedIterator<Item = i32> {
        let (first, last) = self.ends();
        (first..=last).filter(move |year| self.digits.fits(year.unsigned_abs()))
    }

    fn ends(self) -> (i32, i32) {
        let small = |number: u32| i32::try_from(number).expect("four digits");
        let (least, greatest) = (small(self.digits.least()), small(self.digits.greatest()));
        if self.negative { (-greatest, -least.max(1)) } else { (least, greatest) }
    }
}

impl Date {
    /// Whether any part is marked `~` or `%`.
    pub(super) fn is_approximate(self) -> bool {
        self.approximate.is_some()
    }

    /// The stretches of days at the written precision, one of which the date is, in order: for `202X`
    /// ten years, for `2024-XX` twelve months. Not widened by `~`.
    pub(super) fn cells(self) -> impl DoubleEndedIterator<Item = Bounds> {
        self.year.values().flat_map(move |year| self.cells_in(year))
    }

    /// The same days in the longest stretches that are easy to name: for `202X` one, the decade.
    pub(super) fn runs(self) -> impl DoubleEndedIterator<Item = Bounds> {
        let day = self.day.filter(|day| !day.is_blank());
        let part = match self.part {
            Part::Month(month) if day.is_none() && month.is_blank() => Part::None,
            part => part,
        };
        let block = (part == Part::None && self.year.digits.is_block()).then(|| self.block_of_years());
        let rest = block.is_none().then(|| Self { part, day, ..self }.cells());
        block.into_iter().chain(rest.into_iter().flatten())
    }

    /// A cell or run with the doubt that `~` adds on each side.
    pub(super) fn widened(self, cell: Bounds) -> Bounds {
        let Some(level) = self.approximate else { return cell };
        let by_months = self.day.is_none_or(Digits::is_blank);
        let width = Width { keep_month_ends: by_months, ..self.width(level) };
        Bounds::new(
            width.earlier(cell.start_min()),
            width.later(cell.start_max()),
            width.earlier(cell.end_min()),
            width.later(cell.end_max()),
            false,
        )
        .expect("wider bounds are not empty")
    }

    /// The calendar unit, if the date is one, all digits given and nothing marked.
    pub(super) fn plain(self) -> Option<(Unit, Days)> {
        let unit = match (self.part, self.day) {
            (Part::None, _) => Unit::Year,
            (Part::Month(month), None) if month.known().is_some() => Unit::Month,
            (Part::Month(month), Some(day)) if month.known().and(day.known()).is_some() => Unit::Day,
            _ => return None,
        };
        let is_plain = self.year.digits.known().is_some() && !self.uncertain && self.approximate.is_none();
        let first = Day::from_number(self.cells().next()?.start_min())?;
        is_plain.then(|| (unit, unit.containing(first)))
    }

    fn block_of_years(self) -> Bounds {
        let (first, last) = self.year.ends();
        let year = |year| Days::year(year).expect("four digits");
        Bounds::stretch(year(first).hull(year(last)))
    }

    fn cells_in(self, year: i32) -> Vec<Bounds> {
        match (self.part, self.day) {
            (Part::None, _) => Days::year(year).map(Bounds::stretch).into_iter().collect(),
            (Part::Season(code), _) => season(year, code).into_iter().collect(),
            (Part::Month(month), None) => {
                months_of(month).filter_map(|month| Days::month(year, month).map(Bounds::stretch)).collect()
            }
            (Part::Month(month), Some(day)) => months_of(month)
                .flat_map(|month| (1..=days_in_month(year, month)).map(move |day| (month, day)))
                .filter(|&(_, of_month)| day.fits(of_month))
                .filter_map(|(month, day)| Day::from_ymd(year, month, day))
                .map(|day| Bounds::stretch(Days::on(day)))
                .collect(),
        }
    }

    /// One unit of that part: what its digits leave open makes the unit coarser.
    fn width(self, level: Level) -> Width {
        let decades = u32::try_from(self.year.digits.blanks_at_end()).expect("at most four");
        let year = Width::new(12 * 10_u32.pow(decades), 0);
        let month = match self.part {
            Part::None => year,
            Part::Season(code) => Width::new(months_in_season(code), 0),
            Part::Month(month) if month.is_blank() => year,
            Part::Month(_) => Width::new(1, 0),
        };
        match (level, self.day) {
            (Level::Year, _) => year,
            (Level::Month, _) | (Level::Day, None) => month,
            (Level::Day, Some(day)) if day.is_blank() => month,
            (Level::Day, Some(day)) if day.blanks_at_end() > 0 => Width::new(0, 10),
            (Level::Day, Some(_)) => Width::new(0, 1),
        }
    }
}

impl Width {
    fn new(months: u32, days: u32) -> Self {
        Self { months, days, keep_month_ends: false }
    }

    fn earlier(self, day: i32) -> i32 {
        self.shifted(day, -1)
    }

    fn later(self, day: i32) -> i32 {
        self.shifted(day, 1)
    }

    /// Stops at the ends of the calendar.
    fn shifted(self, number: i32, sign: i64) -> i32 {
        let day = Day::nearest(i64::from(number) + sign * i64::from(self.days));
        let edge = if sign < 0 { Day::MIN } else { Day::MAX };
        let shifted = match day.plus_months(sign * i64::from(self.months)) {
            None => edge,
            Some(moved) if self.months > 0 && self.keep_month_ends && is_last_of_month(day) => {
                Unit::Month.containing(moved).last()
            }
            Some(moved) => moved,
        };
        shifted.number()
    }
}

fn is_last_of_month(day: Day) -> bool {
    Unit::Month.containing(day).last() == day
}

/// The months (1–12) that the digits may be.
pub(super) fn months_of(digits: Digits<2>) -> impl DoubleEndedIterator<Item = u32> {
    (1..=12).filter(move |month| digits.fits(*month))
}

fn months_in_season(code: u8) -> u32 {
    match code {
        37..=39 => 4,
        40 | 41 => 6,
        _ => 3,
    }
}

/// The days of a group of months: exact for quarters (33–36), quadrimesters (37–39) and semesters
/// (40, 41); for seasons from the earliest to the latest first and last day.
fn season(year: i32, code: u8) -> Option<Bounds> {
    let of_code = |base: u8| u32::from(code - base);
    match code {
        21..=24 => natural_season(year, of_code(21)),
        25..=28 => natural_season(year, of_code(25)),
        // In the south, spring comes when it is autumn in the north.
        29..=32 => natural_season(year, (of_code(29) + 2) % 4),
        33..=36 => Days::quarter(year, of_code(33) + 1).map(Bounds::stretch),
        37..=39 => Days::months(year, of_code(37) * 4 + 1, 4).map(Bounds::stretch),
        40 | 41 => Days::months(year, of_code(40) * 6 + 1, 6).map(Bounds::stretch),
        _ => None,
    }
}

/// Northern seasons from 0, spring: the meteorological ones begin with a month, the astronomical ones
/// with an equinox or solstice, of which the latest Gregorian day is given here.
fn natural_season(year: i32, index: u32) -> Option<Bounds> {
    let latest_turn = [21, 22, 24, 23];
    let turn = latest_turn[index as usize % 4];
    let next_turn = latest_turn[(index as usize + 1) % 4];
    let start = Day::from_ymd(year, 3 + 3 * index, 1)?;
    let next = start.plus_months(3);
    let latest_start = Day::nearest(i64::from(start.number()) + turn - 1);
    let earliest_end = next.map_or(Day::MAX, |next| Day::nearest(i64::from(next.number()) - 1));
    let latest_end = next.map_or(Day::MAX, |next| Day::nearest(i64::from(next.number()) + next_turn - 2));
    Bounds::new(start.number(), latest_start.number(), earliest_end.number(), latest_end.number(), false)
}
