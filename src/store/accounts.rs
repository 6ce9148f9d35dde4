//! Which facts are accounts of one and the same thing.
//!
//! In: a table's columns and times. Out: groups of rows.
//! Absent: choosing the account that leads (`Table::finest`).
//!
//! Facts that share an id are accounts of one thing. So are states with equal roles whose periods possibly
//! overlap; a day that one period may end on and the other may begin on is no overlap: those two follow each
//! other. A fact that was only *seen* joins a period in which that day may lie, and never links two periods.

use std::collections::HashMap;
use std::sync::OnceLock;

use super::cells::Cells;
use super::column::{Column, all_same, mark_of};
use super::hash::FastHash;
use super::times::{Flags, Times};
use crate::fact::TextId;
use crate::time::Bounds;

/// Groups of two or more rows that are accounts of one thing.
#[derive(Debug, Clone, Default)]
pub(super) struct Accounts {
    groups: Cells<u32>,
    /// The group of each row that is in one.
    group_of: HashMap<u32, u32, FastHash>,
    /// Every row by itself, made when first asked for.
    alone: OnceLock<Vec<u32>>,
}

impl Accounts {
    /// The groups among the rows of a table.
    pub(super) fn new(
        columns: &[Column],
        times: &Times,
        ids: &HashMap<u32, TextId, FastHash>,
        is_state: bool,
    ) -> Self {
        let mut union = Union::default();
        join_equal_ids(ids, &mut union);
        if is_state {
            for rows in equal_roles(columns, times) {
                join_overlapping(&rows, times, &mut union);
            }
        }
        union.into_accounts()
    }

    /// The rows that are accounts of the same thing as this one, itself included, in ascending order.
    pub(super) fn of(&self, row: u32, rows: usize) -> &[u32] {
        if let Some(group) = self.group_of.get(&row) {
            return self.groups.row(*group);
        }
        let alone = self.alone.get_or_init(|| (0..u32::try_from(rows).unwrap_or(u32::MAX)).collect());
        alone.get(row as usize..=row as usize).unwrap_or(&[])
    }

    /// Whether any fact has more than one account.
    pub(super) fn any(&self) -> bool {
        !self.group_of.is_empty()
    }

    /// Every group.
    pub(super) fn groups(&self) -> impl Iterator<Item = &[u32]> {
        self.groups.rows()
    }
}

fn join_equal_ids(ids: &HashMap<u32, TextId, FastHash>, union: &mut Union) {
    let mut first: HashMap<TextId, u32, FastHash> = HashMap::default();
    for (row, id) in ids {
        let other = *first.entry(*id).or_insert(*row);
        union.join(*row, other);
    }
}

/// The rows that have the same values in every role, where there are at least two; denied and planned facts
/// are kept apart from the rest.
fn equal_roles(columns: &[Column], times: &Times) -> Vec<Vec<u32>> {
    let mut buckets: HashMap<(u64, bool, bool), Vec<Vec<u32>>, FastHash> = HashMap::default();
    for row in 0..u32::try_from(times.len()).unwrap_or(u32::MAX) {
        let flags = times.flags(row);
        let mark = mark_of(columns, row);
        let bucket = buckets.entry((mark, flags.has(Flags::DENIED), flags.has(Flags::PLANNED))).or_default();
        let same = |rows: &&mut Vec<u32>| rows.first().is_some_and(|first| all_same(columns, *first, row));
        match bucket.iter_mut().find(same) {
            Some(rows) => rows.push(row),
            None => bucket.push(vec![row]),
        }
    }
    buckets.into_values().flatten().filter(|rows| rows.len() > 1).collect()
}

/// Joins the rows whose periods possibly overlap; those that were only seen come last.
fn join_overlapping(rows: &[u32], times: &Times, union: &mut Union) {
    let (seen, mut firm): (Vec<u32>, Vec<u32>) =
        rows.iter().partition(|row| times.flags(**row).has(Flags::SEEN));
    firm.sort_by_key(|row| times.bounds(*row).start_min());
    let mut open: Option<(u32, Bounds)> = None;
    for row in &firm {
        let bounds = times.bounds(*row);
        open = match open {
            Some((other, hull)) if overlap(hull, bounds) => {
                union.join(*row, other);
                Some((other, hull.hull(bounds)))
            }
            _ => Some((*row, bounds)),
        };
    }
    let mut loose = None;
    for row in seen {
        let day = times.bounds(row);
        let home = firm.iter().find(|firm| times.bounds(**firm).intersect(day).is_some());
        let other = home.copied().unwrap_or_else(|| *loose.get_or_insert(row));
        union.join(row, other);
    }
}

/// Whether two periods, the first of which starts no later, possibly overlap by more than the day on which
/// one gives way to the other.
fn overlap(first: Bounds, second: Bounds) -> bool {
    let meet = second.start_min() <= first.end_max() && first.start_min() <= second.end_max();
    let follow = second.start_min() >= first.end_min() && first.end_max() <= second.start_max();
    let together = first.start_min() == second.start_min();
    meet && (together || !follow)
}

/// Rows that belong together, as links towards the lowest of them.
#[derive(Default)]
struct Union(HashMap<u32, u32, FastHash>);

impl Union {
    fn lowest(&mut self, row: u32) -> u32 {
        let mut lowest = row;
        while let Some(lower) = self.0.get(&lowest).copied() {
            lowest = lower;
        }
        if lowest != row {
            self.0.insert(row, lowest);
        }
        lowest
    }

    fn join(&mut self, one: u32, other: u32) {
        let (one, other) = (self.lowest(one), self.lowest(other));
        if one != other {
            self.0.insert(one.max(other), one.min(other));
        }
    }

    fn into_accounts(mut self) -> Accounts {
        let linked: Vec<u32> = self.0.keys().copied().collect();
        let mut groups: HashMap<u32, Vec<u32>, FastHash> = HashMap::default();
        for row in linked {
            let lowest = self.lowest(row);
            groups.entry(lowest).or_insert_with(|| vec![lowest]).push(row);
        }
        let mut groups: Vec<Vec<u32>> = groups.into_values().collect();
        for rows in &mut groups {
            rows.sort_unstable();
        }
        groups.sort_unstable();
        let mut accounts = Accounts::default();
        for (number, rows) in (0..).zip(groups) {
            accounts.group_of.extend(rows.iter().map(|row| (*row, number)));
            accounts.groups.push(rows);
        }
        accounts
    }
}
