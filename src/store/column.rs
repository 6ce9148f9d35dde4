//! The column of one role.
//!
//! In: values, fact by fact. Out: slices of them by row.
//! Absent: which entities and texts the ids stand for.

use super::cells::Cells;
use crate::fact::{EntityId, FactId, Quantity, Role, RoleKind, TextId};
use crate::time::Edtf;

/// The values of one role in every row of a table.
#[derive(Debug, Clone)]
pub(super) enum Column {
    /// Entities.
    Entities(Cells<EntityId>),
    /// Texts.
    Texts(Cells<TextId>),
    /// Quantities.
    Numbers(Cells<Quantity>),
    /// Dates.
    Dates(Cells<Edtf>),
    /// Facts; until the store is finished only what the files call them is known.
    Facts(Cells<FactId>, Cells<TextId>),
}

impl Column {
    /// An empty column for a role.
    pub(super) fn new(role: &Role) -> Self {
        match role.kind {
            RoleKind::Entity(_) => Column::Entities(Cells::default()),
            RoleKind::Text => Column::Texts(Cells::default()),
            RoleKind::Number(_) => Column::Numbers(Cells::default()),
            RoleKind::Date => Column::Dates(Cells::default()),
            RoleKind::Fact => Column::Facts(Cells::default(), Cells::default()),
        }
    }

    /// Adds a row without a value.
    pub(super) fn push_none(&mut self) {
        match self {
            Column::Entities(cells) => cells.push([]),
            Column::Texts(cells) => cells.push([]),
            Column::Numbers(cells) => cells.push([]),
            Column::Dates(cells) => cells.push([]),
            Column::Facts(_, named) => named.push([]),
        }
    }

    /// The entities, if it is a column of such.
    pub(super) fn entities(&self) -> Option<&Cells<EntityId>> {
        match self {
            Column::Entities(cells) => Some(cells),
            _ => None,
        }
    }

    /// Whether two rows have the same values; the order of several does not count.
    pub(super) fn same(&self, one: u32, other: u32) -> bool {
        match self {
            Column::Entities(cells) => same_set(cells.row(one), cells.row(other)),
            Column::Texts(cells) => same_set(cells.row(one), cells.row(other)),
            Column::Facts(cells, _) => same_set(cells.row(one), cells.row(other)),
            Column::Numbers(cells) => cells.row(one) == cells.row(other),
            Column::Dates(cells) => cells.row(one) == cells.row(other),
        }
    }

    /// A number that is equal for rows with the same values, and seldom for others.
    pub(super) fn mark(&self, row: u32) -> u64 {
        let sum = |ids: &mut dyn Iterator<Item = usize>| {
            ids.fold(0, |sum: u64, id| sum.wrapping_add((id as u64 + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15)))
        };
        match self {
            Column::Entities(cells) => sum(&mut cells.row(row).iter().map(|id| id.index())),
            Column::Texts(cells) => sum(&mut cells.row(row).iter().map(|id| id.index())),
            Column::Facts(cells, _) => sum(&mut cells.row(row).iter().map(|id| id.row as usize)),
            Column::Numbers(cells) => cells.row(row).len() as u64,
            Column::Dates(cells) => cells.row(row).len() as u64,
        }
    }

    /// Gives back the memory kept for growing.
    pub(super) fn shrink(&mut self) {
        match self {
            Column::Entities(cells) => cells.shrink(),
            Column::Texts(cells) => cells.shrink(),
            Column::Numbers(cells) => cells.shrink(),
            Column::Dates(cells) => cells.shrink(),
            Column::Facts(cells, _) => cells.shrink(),
        }
    }
}

/// Whether two rows have the same values in all of these columns.
pub(super) fn all_same(columns: &[Column], one: u32, other: u32) -> bool {
    columns.iter().all(|column| column.same(one, other))
}

/// A number that is equal for rows with the same values in all of these columns, and seldom for others.
pub(super) fn mark_of(columns: &[Column], row: u32) -> u64 {
    columns.iter().fold(0, |mark, column| mark.rotate_left(9) ^ column.mark(row))
}

fn same_set<T: PartialEq>(one: &[T], other: &[T]) -> bool {
    one.len() == other.len() && one.iter().all(|value| other.contains(value))
}
