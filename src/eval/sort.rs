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

#[cfg(test)]
mod tests {
    use super::RUN;
    use crate::eval::Error;
    use crate::eval::run::tests::made;

    #[test]
    fn runs_become_one_and_equal_items_keep_their_order() {
        for count in [0, 1, RUN, 5 * RUN + 7] {
            let items: Vec<(usize, usize)> = (0..count).map(|at| (at * 7919 % 1009, at)).collect();
            let mut sorted = items.clone();
            made(false, |runner| runner.sort_by_key(&mut sorted, |item| item.0)).unwrap();
            let mut expected = items;
            expected.sort_by_key(|item| item.0);
            assert!(sorted == expected, "{count} items");
        }
    }

    #[test]
    fn a_sort_can_be_stopped() {
        let stopped = made(true, |runner| runner.sort_by(&mut [2, 1], Ord::cmp));
        assert_eq!(stopped, Err(Error::Stopped));
    }
}
