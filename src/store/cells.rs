//! A column of a table: for each row a short list of values, usually one.
//!
//! In: rows in order, each with its values. Out: a slice for any row.
//! Absent: what the values mean.

use std::collections::HashMap;
use std::hash::Hash;

use super::hash::FastHash;

/// Lists of values, row after row, in one stretch of memory. While every row has exactly one value there
/// are no offsets: such a column costs nothing but its values.
#[derive(Debug, Clone)]
pub(super) struct Cells<T> {
    /// Empty, or one more than there are rows.
    offsets: Vec<u32>,
    values: Vec<T>,
}

impl<T> Default for Cells<T> {
    fn default() -> Self {
        Cells { offsets: Vec::new(), values: Vec::new() }
    }
}

impl<T> Cells<T> {
    /// How many rows there are.
    pub(super) fn len(&self) -> usize {
        if self.offsets.is_empty() { self.values.len() } else { self.offsets.len() - 1 }
    }

    /// The values of a row; empty for a row beyond the last.
    pub(super) fn row(&self, row: u32) -> &[T] {
        let row = row as usize;
        let range = if self.offsets.is_empty() {
            row..row + 1
        } else {
            let Some([start, end]) = self.offsets.get(row..row + 2) else { return &[] };
            *start as usize..*end as usize
        };
        self.values.get(range).unwrap_or(&[])
    }

    /// Adds a row with exactly this value.
    pub(super) fn push_one(&mut self, value: T) {
        self.values.push(value);
        if !self.offsets.is_empty() {
            self.close();
        }
    }

    /// Adds a row with these values.
    pub(super) fn push(&mut self, values: impl IntoIterator<Item = T>) {
        let before = self.values.len();
        self.values.extend(values);
        if self.offsets.is_empty() && self.values.len() != before + 1 {
            self.offsets = (0..=offset(before)).collect();
        }
        if !self.offsets.is_empty() {
            self.close();
        }
    }

    /// Gives back the memory kept for growing.
    pub(super) fn shrink(&mut self) {
        self.offsets.shrink_to_fit();
        self.values.shrink_to_fit();
    }

    /// All values in the order of the rows.
    pub(super) fn values(&self) -> &[T] {
        &self.values
    }

    /// The value of every row, if each has exactly one.
    pub(super) fn single(&self) -> Option<&[T]> {
        self.offsets.is_empty().then_some(&*self.values)
    }

    /// Every row's values, in order.
    pub(super) fn rows(&self) -> impl Iterator<Item = &[T]> {
        (0..offset(self.len())).map(|row| self.row(row))
    }

    fn close(&mut self) {
        self.offsets.push(offset(self.values.len()));
    }
}

/// A position as an offset; the builder refuses rows long before this could be cut.
fn offset(position: usize) -> u32 {
    u32::try_from(position).unwrap_or(u32::MAX)
}

/// For each row one of a few distinct lists: citations repeat from fact to fact. List 0 is the empty one,
/// and rows at the end that have it cost nothing.
#[derive(Debug, Clone)]
pub(super) struct Shared<T> {
    rows: Vec<u32>,
    lists: Cells<T>,
    known: HashMap<Vec<T>, u32, FastHash>,
}

impl<T: Copy + Eq + Hash> Default for Shared<T> {
    fn default() -> Self {
        let mut shared = Shared { rows: Vec::new(), lists: Cells::default(), known: HashMap::default() };
        shared.keep(&[]);
        shared
    }
}

impl<T: Copy + Eq + Hash> Shared<T> {
    /// The list of a row.
    pub(super) fn row(&self, row: u32) -> &[T] {
        self.lists.row(self.list_of(row))
    }

    /// Which of the distinct lists a row has.
    pub(super) fn list_of(&self, row: u32) -> u32 {
        self.rows.get(row as usize).copied().unwrap_or_default()
    }

    /// Keeps a list, once, and answers its number for [`Shared::set`].
    pub(super) fn keep(&mut self, list: &[T]) -> u32 {
        if let Some(known) = self.known.get(list) {
            return *known;
        }
        let number = offset(self.lists.len());
        self.lists.push(list.iter().copied());
        self.known.insert(list.to_vec(), number);
        number
    }

    /// Gives a row this list.
    pub(super) fn set(&mut self, row: u32, list: u32) {
        let at = row as usize;
        if list != 0 && self.rows.len() <= at {
            self.rows.resize(at + 1, 0);
        }
        if let Some(cell) = self.rows.get_mut(at) {
            *cell = list;
        }
    }

    /// The distinct lists.
    pub(super) fn lists(&self) -> &Cells<T> {
        &self.lists
    }

    /// Forgets what only building needs.
    pub(super) fn shrink(&mut self) {
        self.known = HashMap::default();
        self.rows.shrink_to_fit();
        self.lists.shrink();
    }
}

#[cfg(test)]
mod tests {
    use super::{Cells, Shared};

    #[test]
    fn a_column_of_single_values_has_no_offsets_until_a_row_differs() {
        let mut cells = Cells::default();
        cells.push_one('a');
        cells.push(['b']);
        assert!(cells.offsets.is_empty());
        cells.push([]);
        cells.push(['c', 'd']);
        cells.push_one('e');
        let rows: Vec<String> = cells.rows().map(|row| row.iter().collect()).collect();
        assert_eq!(rows, ["a", "b", "", "cd", "e"]);
        assert_eq!(cells.row(5), &[] as &[char]);
        assert_eq!(cells.len(), 5);
    }

    #[test]
    fn an_empty_first_row_counts() {
        let mut cells = Cells::default();
        cells.push([]);
        cells.push([1]);
        assert_eq!((cells.len(), cells.row(0).len(), cells.row(1)), (2, 0, &[1][..]));
    }

    #[test]
    fn equal_lists_are_kept_once() {
        let mut shared = Shared::default();
        for (row, list) in (0..).zip([&[1, 2][..], &[3], &[1, 2], &[]]) {
            let number = shared.keep(list);
            shared.set(row, number);
        }
        assert_eq!(shared.lists().len(), 3);
        assert_eq!(shared.list_of(2), shared.list_of(0));
        assert_eq!((shared.row(2), shared.row(3), shared.row(9)), (&[1, 2][..], &[][..], &[][..]));
    }
}
