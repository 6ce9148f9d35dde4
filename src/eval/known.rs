//! What was known by a day: the second clock.
//!
//! In: accounts and their sources, the days of `as known`. Out: which of them had appeared by the last of these days,
//! in three values, as their dates of publication allow; and the worlds that differ in what had. A source that says no
//! date may have appeared at any time. An account is known once one of its sources is.
//! Absent: when anything was true.

use smallvec::SmallVec;

use crate::fact::{Citation, SourceId};
use crate::store::{Flags, Store, Table};
use crate::time::{Bounds, Day, Days, Edtf, Reading, Truth};

/// Rows of a table that are accounts of one thing.
pub(super) type Rows = SmallVec<[u32; 4]>;

/// With more doubtful accounts of one thing not every world is looked at.
const MOST_DOUBTFUL: usize = 6;

/// What had appeared on those bounds by the last day of `as known`; everything where there is none.
fn appeared(published: Bounds, known: Option<Days>) -> Truth {
    let Some(known) = known else { return Truth::Certain };
    let day = known.last().number();
    Truth::from_worlds(published.start_min() <= day, published.start_max() <= day)
}

/// Whether an account was known.
pub(super) fn account(table: &Table, row: u32, known: Option<Days>) -> Truth {
    if known.is_none() { Truth::Certain } else { appeared(table.known_since(row), known) }
}

/// Whether what is dated so had appeared; without a date it may have.
pub(super) fn dated(date: Option<&Edtf>, known: Option<Days>) -> Truth {
    appeared(date.map_or(Bounds::UNKNOWN, |date| date.bounds(Reading::Moment)), known)
}

/// Whether a source had appeared.
pub(super) fn source(id: SourceId, known: Option<Days>, store: &Store) -> Truth {
    appeared(store.published(id).unwrap_or(Bounds::UNKNOWN), known)
}

/// The sources of an account that may have appeared.
pub(super) fn citations(
    table: &Table,
    row: u32,
    known: Option<Days>,
    store: &Store,
) -> impl Iterator<Item = Citation> {
    let cited = table.citations(row).iter().copied();
    cited.filter(move |citation| source(citation.source, known, store).is_possible())
}

/// Which day is today, and what was known then.
#[derive(Clone, Copy)]
pub(super) struct Clock<'a> {
    pub(super) today: Day,
    pub(super) known: Option<Days>,
    pub(super) store: &'a Store,
}

impl Clock<'_> {
    /// The bounds of an account: what goes on did so when the last of its sources appeared that were known then.
    pub(super) fn bounds(self, table: &Table, row: u32) -> Bounds {
        let bounds = table.bounds(row);
        let is_dated = table.flags(row).has(Flags::GOING_ON) && bounds.end_min() != Bounds::STILL;
        let Some(known) = self.known.filter(|_| is_dated) else { return bounds };
        let appeared = |truth: Truth| {
            let citations = table.citations(row).iter();
            citations.filter_map(move |citation| {
                let published = self.store.published(citation.source)?;
                (source(citation.source, Some(known), self.store) >= truth).then_some(published.start_min())
            })
        };
        let latest = appeared(Truth::No).max();
        let is_checked = Some(bounds.end_min()) != latest && bounds.end_min() <= known.last().number();
        let vouched = appeared(Truth::Certain).max().or_else(|| appeared(Truth::Possible).min());
        let until = if is_checked { bounds.end_min() } else { vouched.unwrap_or(bounds.start_min()) };
        let (start, end) = ((bounds.start_min(), bounds.start_max()), bounds.end_max());
        Bounds::new(start.0, start.1, until.min(bounds.end_min()), end, false).unwrap_or(bounds)
    }
}

/// The accounts of one thing that a query may see.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Visible {
    /// Those that were known for certain.
    pub(super) sure: Rows,
    /// Those that may have been known.
    pub(super) doubtful: Rows,
}

impl Visible {
    /// Of these accounts, in their order; `seen` says more about whether a query may see one.
    pub(super) fn of(rows: &[u32], table: &Table, known: Option<Days>, seen: impl Fn(u32) -> Truth) -> Self {
        let mut visible = Visible::default();
        for row in rows.iter().copied() {
            match account(table, row, known).and(seen(row)) {
                Truth::Certain => visible.sure.push(row),
                Truth::Possible => visible.doubtful.push(row),
                Truth::No => {}
            }
        }
        visible
    }

    /// All accounts that were known.
    pub(super) fn any(rows: &[u32], table: &Table, known: Option<Days>) -> Self {
        Visible::of(rows, table, known, |_| Truth::Certain)
    }

    /// All that may have been known, in ascending order.
    pub(super) fn all(&self) -> Rows {
        let mut all: Rows = self.sure.iter().chain(&self.doubtful).copied().collect();
        all.sort_unstable();
        all
    }

    /// What holds in the worlds that differ in which of the doubtful accounts were known: the find of the world where
    /// it is most certain, and its truth over all of them. The world with every account comes first.
    pub(super) fn over_worlds<T>(
        &self,
        mut find: impl FnMut(&[u32]) -> Option<(T, Truth)>,
    ) -> Option<(T, Truth)> {
        if self.doubtful.is_empty() {
            return find(&self.sure);
        }
        let every = self.doubtful.len() <= MOST_DOUBTFUL;
        let masks: Vec<u32> =
            if every { (0..1 << self.doubtful.len()).rev().collect() } else { vec![u32::MAX, 0] };
        let mut always = if every { Truth::Certain } else { Truth::Possible };
        let mut best: Option<(T, Truth)> = None;
        for mask in masks {
            let found = find(&self.world(mask));
            let truth = found.as_ref().map_or(Truth::No, |(_, truth)| *truth);
            always = always.min(truth);
            if best.as_ref().is_none_or(|(_, before)| truth > *before) {
                best = found.or(best);
            }
        }
        let (found, truth) = best?;
        Some((found, if truth.is_possible() { always.max(Truth::Possible) } else { truth }))
    }

    fn world(&self, mask: u32) -> Rows {
        let known = |(at, row): (usize, &u32)| (mask >> at.min(31) & 1 == 1).then_some(*row);
        let mut rows: Rows =
            self.sure.iter().copied().chain(self.doubtful.iter().enumerate().filter_map(known)).collect();
        rows.sort_unstable();
        rows
    }
}

#[cfg(test)]
mod tests {
    use smallvec::smallvec;

    use super::{Rows, Visible};
    use crate::time::Truth;

    /// Over the worlds of row 1, and of rows 2 and 3 that may be unknown.
    fn over(truth: impl Fn(&[u32]) -> Option<Truth>) -> Option<(Rows, Truth)> {
        let visible = Visible { sure: smallvec![1], doubtful: smallvec![2, 3] };
        visible.over_worlds(|rows| Some((Rows::from_slice(rows), truth(rows)?)))
    }

    #[test]
    fn certain_is_what_is_so_in_every_world() {
        assert_eq!(over(|_| Some(Truth::Certain)), Some((smallvec![1, 2, 3], Truth::Certain)));
        assert_eq!(over(|_| None), None);
        // Only in a world between the fullest and the barest it is not so.
        let between = |rows: &[u32]| Some(if rows == [1, 2] { Truth::No } else { Truth::Certain });
        assert_eq!(over(between), Some((smallvec![1, 2, 3], Truth::Possible)));
        let alone = |rows: &[u32]| (rows == [1]).then_some(Truth::Certain);
        assert_eq!(over(alone), Some((smallvec![1], Truth::Possible)));
    }
}
