//! Sorting that can be stopped.
//!
//! In: items, an order. Out: the items in that order; equal ones keep theirs. A long list is sorted in runs, which are
//! then merged two by two: the stop flag is looked at between any two of these steps. Absent: what the order is.

use std::cmp::Ordering;

use super::Error;
use super::run::Runner;

/// How many items are sorted between two looks at the stop flag.
const RUN: usize = 16 * 1024;

impl Runner<'_> {
    /// Sorts the items.
    pub(super) fn sort_by<T>(
        &self,
        items: &mut [T],
        mut order: impl FnMut(&T, &T) -> Ordering,
    ) -> Result<(), Error> {
        for run in self.watch(items.chunks_mut(RUN)) {
            run?.sort_by(&mut order);
        }
        // Two runs that are in order are merged in no more time than it takes to walk them.
        let mut width = RUN;
        while width < items.len() {
            width = width.saturating_mul(2);
            for runs in self.watch(items.chunks_mut(width)) {
                runs?.sort_by(&mut order);
            }
        }
        Ok(())
    }

    /// As [`Runner::sort_by`], in the order of what is made of each item.
    pub(super) fn sort_by_key<T, K: Ord>(
        &self,
        items: &mut [T],
        mut key: impl FnMut(&T) -> K,
    ) -> Result<(), Error> {
        self.sort_by(items, |one, other| key(one).cmp(&key(other)))
    }
}
