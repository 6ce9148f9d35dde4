//! For each entity that fills a role: the rows in which it does.
//!
//! In: a column of entities. Out: sorted rows for an entity.
//! Absent: rows of other roles; each role has its own lists.

use super::cells::Cells;
use crate::fact::EntityId;

/// Posting lists of one role, as sorted keys with their stretches of rows.
#[derive(Debug, Clone, Default)]
pub(super) struct Postings {
    keys: Vec<EntityId>,
    /// One more than there are keys.
    offsets: Vec<u32>,
    rows: Vec<u32>,
}

impl Postings {
    /// The lists of a column. `counts` is working memory: as many zeros as there are entities, left
    /// as zeros.
    pub(super) fn new(column: &Cells<EntityId>, counts: &mut [u32]) -> Self {
        let mut keys = count(column, counts);
        keys.sort_unstable();
        let offsets = starts(&keys, counts);
        let mut rows = vec![0; column.values().len()];
        for (row, entities) in (0..).zip(column.rows()) {
            for entity in entities {
                place(&mut rows, counts, *entity, row);
            }
        }
        for key in &keys {
            if let Some(count) = counts.get_mut(key.index()) {
                *count = 0;
            }
        }
        Postings { keys, offsets, rows }
    }

    /// The rows of an entity, in ascending order.
    pub(super) fn rows(&self, entity: EntityId) -> &[u32] {
        let Ok(at) = self.keys.binary_search(&entity) else { return &[] };
        let Some([start, end]) = self.offsets.get(at..at + 2) else { return &[] };
        self.rows.get(*start as usize..*end as usize).unwrap_or(&[])
    }

    /// The entities that have rows, in ascending order.
    pub(super) fn keys(&self) -> &[EntityId] {
        &self.keys
    }
}

/// Counts how often each entity stands in the column; answers those that do.
fn count(column: &Cells<EntityId>, counts: &mut [u32]) -> Vec<EntityId> {
    let mut keys = Vec::new();
    for entity in column.values() {
        let Some(count) = counts.get_mut(entity.index()) else { continue };
        if *count == 0 {
            keys.push(*entity);
        }
        *count += 1;
    }
    keys
}

/// Turns the counts of the keys into where the rows of each begin.
fn starts(keys: &[EntityId], counts: &mut [u32]) -> Vec<u32> {
    let mut offsets = Vec::with_capacity(keys.len() + 1);
    let mut next = 0;
    for key in keys {
        offsets.push(next);
        if let Some(count) = counts.get_mut(key.index()) {
            next += std::mem::replace(count, next);
        }
    }
    offsets.push(next);
    offsets
}

/// Writes a row at the entity's next place.
fn place(rows: &mut [u32], next: &mut [u32], entity: EntityId, row: u32) {
    let Some(next) = next.get_mut(entity.index()) else { return };
    if let Some(cell) = rows.get_mut(*next as usize) {
        *cell = row;
    }
    *next += 1;
}

#[cfg(test)]
mod tests {
    use super::Postings;
    use crate::fact::EntityId;
    use crate::store::cells::Cells;

    #[test]
    fn every_entity_finds_its_rows() {
        let id = |index| EntityId::new(index).unwrap();
        let mut column = Cells::default();
        for row in [&[3, 1][..], &[], &[1], &[3]] {
            column.push(row.iter().map(|index| id(*index)));
        }
        let mut counts = vec![0; 5];
        let postings = Postings::new(&column, &mut counts);
        assert_eq!(counts, [0; 5]);
        assert_eq!(postings.keys(), [id(1), id(3)]);
        assert_eq!(postings.rows(id(1)), [0, 2]);
        assert_eq!(postings.rows(id(3)), [0, 3]);
        assert!(postings.rows(id(0)).is_empty());
    }
}
