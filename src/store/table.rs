//! The table of a relation: its facts in columns.
//!
//! In: nothing; `rows` fills it. Out: slices of columns by row, posting lists, accounts.
//! Absent: what the ids stand for (the store), and any test on times.

use std::collections::HashMap;

use super::accounts::Accounts;
use super::cells::{Cells, Shared};
use super::column::{Column, all_same, mark_of};
use super::hash::FastHash;
use super::postings::Postings;
use super::times::{Flags, Times};
use crate::fact::{Citation, EntityId, FactId, Place, Quantity, RelationId, RoleId, TextId};
use crate::time::{Bounds, Day, Edtf, Shape};

/// All facts of one relation, one row each. Rows beyond the last answer with nothing.
#[derive(Debug, Clone)]
pub struct Table {
    pub(super) relation: RelationId,
    pub(super) shape: Shape,
    pub(super) columns: Vec<Column>,
    pub(super) postings: Vec<Postings>,
    pub(super) times: Times,
    /// Dates that the time columns cannot give back as written.
    pub(super) dates: Sparse<Edtf>,
    pub(super) citations: Shared<Citation>,
    /// For each distinct list of citations, when the first of its sources was published.
    pub(super) published: Vec<Bounds>,
    pub(super) claims: Shared<EntityId>,
    pub(super) files: Vec<u16>,
    pub(super) lines: Vec<u32>,
    pub(super) ids: Sparse<TextId>,
    pub(super) quotes: Sparse<TextId>,
    pub(super) notes: Sparse<TextId>,
    pub(super) checked: Sparse<Edtf>,
    pub(super) accounts: Accounts,
}

/// A column in which few rows have anything.
pub(super) type Sparse<T> = HashMap<u32, T, FastHash>;

impl Table {
    /// The relation.
    pub fn relation(&self) -> RelationId {
        self.relation
    }

    /// The shape of its facts in time.
    pub fn shape(&self) -> Shape {
        self.shape
    }

    /// How many facts there are.
    pub fn len(&self) -> usize {
        self.times.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// All rows.
    pub fn rows(&self) -> std::ops::Range<u32> {
        0..u32::try_from(self.len()).unwrap_or(u32::MAX)
    }

    /// The fact in a row, which need not exist.
    pub fn fact_id(&self, row: u32) -> FactId {
        FactId { relation: self.relation, row }
    }

    /// The rows in which this entity fills this role, in ascending order.
    pub fn postings(&self, role: RoleId, entity: EntityId) -> &[u32] {
        self.postings.get(role.index()).map_or(&[], |postings| postings.rows(entity))
    }

    /// The entities that fill this role anywhere, in ascending order.
    pub fn keys(&self, role: RoleId) -> &[EntityId] {
        self.postings.get(role.index()).map_or(&[], Postings::keys)
    }

    /// The entities in a role of a row; empty also where the role takes none.
    pub fn entities(&self, role: RoleId, row: u32) -> &[EntityId] {
        self.column(role).and_then(Column::entities).map_or(&[], |cells| cells.row(row))
    }

    /// The column of a role in which every row has exactly one entity; none for other columns.
    pub fn single(&self, role: RoleId) -> Option<&[EntityId]> {
        self.column(role)?.entities().and_then(Cells::single)
    }

    /// The texts in a role of a row.
    pub fn texts(&self, role: RoleId, row: u32) -> &[TextId] {
        match self.column(role) {
            Some(Column::Texts(cells)) => cells.row(row),
            _ => &[],
        }
    }

    /// The text in a role of a row; the first of several.
    pub fn text(&self, role: RoleId, row: u32) -> Option<TextId> {
        self.texts(role, row).first().copied()
    }

    /// The quantities in a role of a row.
    pub fn numbers(&self, role: RoleId, row: u32) -> &[Quantity] {
        match self.column(role) {
            Some(Column::Numbers(cells)) => cells.row(row),
            _ => &[],
        }
    }

    /// The quantity in a role of a row; the first of several.
    pub fn number(&self, role: RoleId, row: u32) -> Option<&Quantity> {
        self.numbers(role, row).first()
    }

    /// The dates in a role of a row.
    pub fn dates(&self, role: RoleId, row: u32) -> &[Edtf] {
        match self.column(role) {
            Some(Column::Dates(cells)) => cells.row(row),
            _ => &[],
        }
    }

    /// The date in a role of a row; the first of several.
    pub fn date(&self, role: RoleId, row: u32) -> Option<&Edtf> {
        self.dates(role, row).first()
    }

    /// The facts in a role of a row; a fact with several accounts is named by the first of them.
    pub fn facts(&self, role: RoleId, row: u32) -> &[FactId] {
        match self.column(role) {
            Some(Column::Facts(cells, _)) => cells.row(row),
            _ => &[],
        }
    }

    /// The fact in a role of a row; the first of several.
    pub fn fact(&self, role: RoleId, row: u32) -> Option<FactId> {
        self.facts(role, row).first().copied()
    }

    /// What is known of the time of a row. The earliest end may be [`Bounds::STILL`].
    pub fn bounds(&self, row: u32) -> Bounds {
        self.times.bounds(row)
    }

    /// The day number of every row, if each fact is one exact day and has no flags: for fast counts.
    pub fn days(&self) -> Option<&[i32]> {
        self.times.days()
    }

    /// What else is known of a row and its time.
    pub fn flags(&self, row: u32) -> Flags {
        self.times.flags(row)
    }

    /// The date of a row, where four bounds do not hold it exactly.
    pub fn exact(&self, row: u32) -> Option<&Edtf> {
        self.flags(row).has(Flags::EXACT).then(|| self.dates.get(&row)).flatten()
    }

    /// The date of a row as written; of one that was only seen, the day on which it was.
    pub fn written(&self, row: u32) -> String {
        match self.dates.get(&row) {
            Some(date) => date.to_string(),
            None => plain(self.bounds(row), self.flags(row)).unwrap_or_default(),
        }
    }

    /// The sources of a row, each with where in it.
    pub fn citations(&self, row: u32) -> &[Citation] {
        self.citations.row(row)
    }

    /// When the first source of a row was published: what was known from then on. A source without a date
    /// may have been published at any time.
    pub fn known_since(&self, row: u32) -> Bounds {
        self.published.get(self.citations.list_of(row) as usize).copied().unwrap_or(Bounds::UNKNOWN)
    }

    /// Who claims it, where the sources only report the claim.
    pub fn claims(&self, row: u32) -> &[EntityId] {
        self.claims.row(row)
    }

    /// Where the fact is written.
    pub fn place(&self, row: u32) -> Place {
        let at = row as usize;
        let (file, line) = (self.files.get(at), self.lines.get(at));
        Place { file: file.copied().unwrap_or_default(), line: line.copied().unwrap_or_default() }
    }

    /// The id that the files give the fact.
    pub fn fact_id_text(&self, row: u32) -> Option<TextId> {
        self.ids.get(&row).copied()
    }

    /// An exact quotation.
    pub fn quote(&self, row: u32) -> Option<TextId> {
        self.quotes.get(&row).copied()
    }

    /// A note in the base's own words.
    pub fn note(&self, row: u32) -> Option<TextId> {
        self.notes.get(&row).copied()
    }

    /// When someone last looked whether it is still so.
    pub fn checked(&self, row: u32) -> Option<&Edtf> {
        self.checked.get(&row)
    }

    /// The rows that are accounts of the same thing as this one, itself included, in ascending order.
    pub fn accounts(&self, row: u32) -> &[u32] {
        self.accounts.of(row, self.len())
    }

    /// Whether two rows have the same values in every role; the order of several does not count.
    pub fn same_roles(&self, one: u32, other: u32) -> bool {
        all_same(&self.columns, one, other)
    }

    /// A number that is equal for rows with the same values in every role, and seldom for others.
    pub fn mark_of_roles(&self, row: u32) -> u64 {
        mark_of(&self.columns, row)
    }

    /// Whether any fact of the table has more than one account.
    pub fn has_accounts(&self) -> bool {
        self.accounts.any()
    }

    /// Every group of two or more rows that are accounts of one thing.
    pub fn groups(&self) -> impl Iterator<Item = &[u32]> {
        self.accounts.groups()
    }

    /// The account that leads: one that agrees with the most of the others, of these the one with the least
    /// doubt, of these the first. None for no rows.
    ///
    /// An announcement or a denial leads only where there is nothing else.
    pub fn finest(&self, rows: &[u32]) -> Option<u32> {
        let rank = |row: &u32| {
            let (bounds, flags) = (self.bounds(*row), self.flags(*row));
            let clashes =
                rows.iter().filter(|other| bounds.intersect(self.bounds(**other)).is_none()).count();
            let weak = flags.has(Flags::PLANNED) || flags.has(Flags::DENIED);
            // What was only seen on a day tells less than any account of how long it lasted.
            (
                weak,
                flags.has(Flags::SEEN),
                clashes,
                flags.never_certain(),
                bounds.doubt(),
                std::cmp::Reverse(bounds.end_min()),
                *row,
            )
        };
        match rows {
            [] => None,
            [row] => Some(*row),
            _ => rows.iter().copied().min_by_key(|row| rank(row)),
        }
    }

    pub(super) fn column(&self, role: RoleId) -> Option<&Column> {
        self.columns.get(role.index())
    }
}

/// The date that these bounds and flags stand for, where it is made of full days.
pub(super) fn plain(bounds: Bounds, flags: Flags) -> Option<String> {
    let day = |number| Day::from_number(number);
    let exact = |min: i32, max: i32| if min == max { day(min) } else { None };
    if flags.has(Flags::SEEN) {
        return exact(bounds.start_max(), bounds.end_min()).map(|day| day.to_string());
    }
    let start = exact(bounds.start_min(), bounds.start_max())?;
    if bounds.is_instant() {
        return Some(start.to_string());
    }
    if flags.has(Flags::GOING_ON) {
        return Some(format!("{start}/.."));
    }
    if flags.has(Flags::ENDED) || bounds.end_max() == Bounds::UNBOUNDED_FUTURE {
        return Some(format!("{start}/"));
    }
    exact(bounds.end_min(), bounds.end_max()).map(|end| format!("{start}/{end}"))
}
