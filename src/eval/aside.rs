//! What is freed in a thread of its own, so that nobody waits for it.
//!
//! In: something with many small parts. Out: the same, as long as it is used. A million rows of text take longer to free
//! than a stopped query may take to end. Absent: what is freed within a moment, as most things are.

use std::mem;
use std::ops::{Deref, DerefMut};
use std::thread;

/// Fewer rows are freed at once: a thread costs more.
const MANY: usize = 10_000;

/// Rows that are not waited for when they are freed.
#[derive(Debug, Default)]
pub(super) struct Aside<T: Send + 'static>(Vec<T>);

impl<T: Send + 'static> Aside<T> {
    pub(super) fn with_capacity(capacity: usize) -> Self {
        Aside(Vec::with_capacity(capacity))
    }

    /// The rows, to be freed as any others are.
    pub(super) fn into_inner(mut self) -> Vec<T> {
        mem::take(&mut self.0)
    }
}

impl<T: Send + 'static> From<Vec<T>> for Aside<T> {
    fn from(rows: Vec<T>) -> Self {
        Aside(rows)
    }
}

impl<T: Send + 'static> Deref for Aside<T> {
    type Target = Vec<T>;

    fn deref(&self) -> &Vec<T> {
        &self.0
    }
}

impl<T: Send + 'static> DerefMut for Aside<T> {
    fn deref_mut(&mut self) -> &mut Vec<T> {
        &mut self.0
    }
}

impl<T: Send + 'static> Drop for Aside<T> {
    fn drop(&mut self) {
        if self.0.len() < MANY {
            return;
        }
        let rows = mem::take(&mut self.0);
        // Where there can be no thread, they are freed here: the closure is dropped with them.
        let _ = thread::Builder::new().spawn(move || drop(rows));
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::thread;

    use super::{Aside, MANY};

    #[test]
    fn rows_are_freed_sooner_or_later_unless_they_are_taken() {
        for count in [1, MANY] {
            let one = Arc::new(());
            let kept = Aside::from(vec![Arc::clone(&one); count]).into_inner();
            drop(Aside::from(vec![Arc::clone(&one); count]));
            while Arc::strong_count(&one) > count + 1 {
                thread::yield_now();
            }
            assert_eq!((kept.len(), Arc::strong_count(&one)), (count, count + 1));
        }
    }
}
