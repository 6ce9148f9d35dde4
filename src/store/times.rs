//! The times of a table's facts: four columns of day numbers, and what they cannot say.
//!
//! In: bounds and flags, fact by fact. Out: the same for any row.
//! Absent: tests on them (`time`), and dates as written (the table's side table).

use crate::time::{Bounds, Day, Days};

/// What else is known of a fact and of its time; several at once. Empty by default.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Flags(u16);

impl Flags {
    /// Nothing to add.
    pub const NONE: Flags = Flags(0);
    /// A recorded negative: a source says that this is not so.
    pub const DENIED: Flags = Flags(1);
    /// Announced, not done: never certain.
    pub const PLANNED: Flags = Flags(1 << 1);
    /// Its date is marked as uncertain (`?`): never certain.
    pub const UNCERTAIN: Flags = Flags(1 << 2);
    /// It ended, on a day that nobody knows.
    pub const ENDED: Flags = Flags(1 << 3);
    /// It was going on when its source appeared (`a/..`).
    pub const GOING_ON: Flags = Flags(1 << 4);
    /// A coverage that is kept up to date vouches that it is still going on.
    pub const COVERED: Flags = Flags(1 << 5);
    /// It is only known to have held on the day of `seen`.
    pub const SEEN: Flags = Flags(1 << 6);
    /// The side table keeps its date as written.
    pub const WRITTEN: Flags = Flags(1 << 7);
    /// Four bounds do not hold its date exactly: judge it by the date of the side table.
    pub const EXACT: Flags = Flags(1 << 8);

    /// Whether all of the other's flags are set.
    pub fn has(self, other: Flags) -> bool {
        self.0 & other.0 == other.0
    }

    /// Whether nothing about the fact can be certain: planned, or its date is marked `?`.
    pub fn never_certain(self) -> bool {
        self.0 & (Flags::PLANNED.0 | Flags::UNCERTAIN.0) != 0
    }

    /// These flags and the other's.
    #[must_use]
    pub fn with(self, other: Flags) -> Flags {
        Flags(self.0 | other.0)
    }

    /// These flags, and the other's if it is so.
    #[must_use]
    pub fn with_if(self, so: bool, other: Flags) -> Flags {
        if so { self.with(other) } else { self }
    }
}

/// The time columns. While every fact has one exact day, one number is all that is kept of it.
#[derive(Debug, Clone, Default)]
pub(super) struct Times {
    start_min: Vec<i32>,
    /// Latest start, earliest end, latest end; empty while every fact is one exact day.
    others: [Vec<i32>; 3],
    /// Empty while no row has a flag; the top bit says that start and end are one day.
    flags: Vec<u16>,
}

/// The top bit of the flags column, which no [`Flags`] uses.
const INSTANT: u16 = 1 << 15;

impl Times {
    /// How many rows there are.
    pub(super) fn len(&self) -> usize {
        self.start_min.len()
    }

    /// Adds a fact of one exact day without flags.
    pub(super) fn push_day(&mut self, day: Day) {
        self.start_min.push(day.number());
        if self.is_wide() {
            for column in &mut self.others {
                column.push(day.number());
            }
        }
        if !self.flags.is_empty() {
            self.flags.push(INSTANT);
        }
    }

    /// Adds a fact.
    pub(super) fn push(&mut self, bounds: Bounds, flags: Flags) {
        let one_day = bounds.is_instant() && bounds.start_min() == bounds.start_max();
        if !one_day && !self.is_wide() {
            self.others = std::array::from_fn(|_| self.start_min.clone());
            self.flags.resize(self.start_min.len(), INSTANT);
        }
        if flags != Flags::NONE && self.flags.is_empty() {
            self.flags.resize(self.start_min.len(), INSTANT);
        }
        self.start_min.push(bounds.start_min());
        if self.is_wide() || !one_day {
            let rest = [bounds.start_max(), bounds.end_min(), bounds.end_max()];
            for (column, value) in self.others.iter_mut().zip(rest) {
                column.push(value);
            }
        }
        if !self.flags.is_empty() || !one_day || flags != Flags::NONE {
            self.flags.push(flags.0 | if bounds.is_instant() { INSTANT } else { 0 });
        }
    }

    /// The bounds of a row; unknown for a row beyond the last.
    pub(super) fn bounds(&self, row: u32) -> Bounds {
        let at = row as usize;
        let Some(start_min) = self.start_min.get(at) else { return Bounds::UNKNOWN };
        let [start_max, end_min, end_max] = &self.others;
        if let (Some(start_max), Some(end_min), Some(end_max)) =
            (start_max.get(at), end_min.get(at), end_max.get(at))
        {
            let instant = self.raw(row) & INSTANT != 0;
            return Bounds::new(*start_min, *start_max, *end_min, *end_max, instant)
                .unwrap_or(Bounds::UNKNOWN);
        }
        Day::from_number(*start_min).map_or(Bounds::UNKNOWN, |day| Bounds::moment(Days::on(day)))
    }

    /// The flags of a row.
    pub(super) fn flags(&self, row: u32) -> Flags {
        Flags(self.raw(row) & !INSTANT)
    }

    /// The day number of every row, if every fact is one exact day and none has a flag.
    pub(super) fn days(&self) -> Option<&[i32]> {
        (!self.is_wide() && self.flags.is_empty()).then_some(&self.start_min)
    }

    /// Puts other bounds and flags in a row that is there.
    pub(super) fn replace(&mut self, row: u32, bounds: Bounds, flags: Flags) {
        let at = row as usize;
        let rest = [bounds.start_max(), bounds.end_min(), bounds.end_max()];
        if at >= self.len() || !self.is_wide() {
            return;
        }
        if let Some(start) = self.start_min.get_mut(at) {
            *start = bounds.start_min();
        }
        for (column, value) in self.others.iter_mut().zip(rest) {
            if let Some(cell) = column.get_mut(at) {
                *cell = value;
            }
        }
        if let Some(cell) = self.flags.get_mut(at) {
            *cell = flags.0 | if bounds.is_instant() { INSTANT } else { 0 };
        }
    }

    /// Gives back the memory kept for growing.
    pub(super) fn shrink(&mut self) {
        self.start_min.shrink_to_fit();
        self.flags.shrink_to_fit();
        self.others.iter_mut().for_each(Vec::shrink_to_fit);
    }

    fn is_wide(&self) -> bool {
        self.others.iter().any(|column| !column.is_empty())
    }

    fn raw(&self, row: u32) -> u16 {
        let missing = if self.flags.is_empty() { INSTANT } else { 0 };
        self.flags.get(row as usize).copied().unwrap_or(missing)
    }
}

#[cfg(test)]
mod tests {
    use super::{Flags, Times};
    use crate::time::{Bounds, Day, Days};

    fn day(number: i32) -> Day {
        Day::from_number(number).unwrap()
    }

    #[test]
    fn exact_days_are_one_number_until_a_fact_needs_more() {
        let mut times = Times::default();
        times.push_day(day(5));
        times.push(Bounds::moment(Days::on(day(6))), Flags::NONE);
        assert_eq!(times.days(), Some(&[5, 6][..]));
        let wide = Bounds::stretch(Days::year(2024).unwrap());
        times.push(wide, Flags::DENIED);
        times.push_day(day(7));
        assert_eq!(times.days(), None);
        let expected = [
            Bounds::moment(Days::on(day(5))),
            Bounds::moment(Days::on(day(6))),
            wide,
            Bounds::moment(Days::on(day(7))),
        ];
        for (row, bounds) in (0..).zip(expected) {
            assert_eq!(times.bounds(row), bounds);
        }
        assert!(times.flags(2).has(Flags::DENIED) && times.flags(3) == Flags::NONE);
        assert_eq!(times.bounds(9), Bounds::UNKNOWN);
    }

    #[test]
    fn a_flag_alone_keeps_days_narrow() {
        let mut times = Times::default();
        times.push_day(day(5));
        times.push(Bounds::moment(Days::on(day(6))), Flags::PLANNED);
        assert_eq!(times.days(), None, "someone must look at the flag");
        assert!(times.flags(1).never_certain() && !times.flags(0).never_certain());
        assert_eq!(times.bounds(1), Bounds::moment(Days::on(day(6))));
    }

    #[test]
    fn a_first_fact_that_is_wide_stays_whole() {
        let mut times = Times::default();
        let seen = Bounds::held_on(day(3));
        times.push(seen, Flags::SEEN);
        times.push(seen, Flags::NONE);
        assert_eq!((times.bounds(0), times.bounds(1)), (seen, seen));
        times.replace(1, Bounds::moment(Days::on(day(4))), Flags::COVERED);
        assert_eq!(times.bounds(1), Bounds::moment(Days::on(day(4))));
        assert!(times.flags(1).has(Flags::COVERED));
    }
}
