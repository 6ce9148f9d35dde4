//! What the rows have that not every row has: alternatives of dates, amounts, marks, claims.
//!
//! In: rows. Out: [`Present`], found in one pass before the first row is written.
//! Absent: widths (`layout`).

use crate::eval::{Cell, Row};

use super::View;
use super::support::{self, Standing};

/// What at least one of the rows has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Present {
    /// For each column, whether other accounts say otherwise.
    pub(super) also: Vec<bool>,
    /// For each column, whether there are amounts.
    pub(super) amounts: Vec<bool>,
    /// How many rows are possible: neither certain nor planned.
    pub(super) possible: usize,
    /// Whether a row is planned or denied.
    pub(super) is_marked: bool,
    /// Whether a row has a claim of someone.
    pub(super) claims: bool,
    /// Whether a row has sources.
    pub(super) sources: bool,
}

impl Present {
    /// What these rows have.
    pub(super) fn in_rows(rows: &[Row], view: &View<'_>) -> Self {
        let columns = view.answer.columns.len();
        let mut present = Present {
            also: vec![false; columns],
            amounts: vec![false; columns],
            possible: 0,
            is_marked: false,
            claims: false,
            sources: false,
        };
        for row in rows {
            present.add(row, view);
        }
        present
    }

    fn add(&mut self, row: &Row, view: &View<'_>) {
        for (at, cell) in row.cells.iter().enumerate().take(self.also.len()) {
            self.also[at] |= !row.also(at).is_empty();
            self.amounts[at] |= matches!(cell, Cell::Number { .. });
        }
        let standing = support::standing(row, view.store);
        self.possible += usize::from(!row.certain && !standing.planned);
        self.is_marked = self.is_marked || standing != Standing::default();
        self.claims = self.claims || !support::claimants(row, view.store).is_empty();
        let cited =
            |fact: &crate::fact::FactId| !view.store.table(fact.relation).citations(fact.row).is_empty();
        self.sources = self.sources || row.facts.iter().any(cited);
    }
}
