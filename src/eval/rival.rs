//! Accounts of one thing that cannot both be right about a role.
//!
//! In: two accounts. Out: whether they contradict each other. Silence contradicts nothing, nor does another wording of a
//! text; of several values one account may tell more than the other; and things of two kinds may be one seen from near
//! and from afar (a city and its country, a minister and the one he acts for). Absent: dates of the facts themselves (`account`).

use super::compare;
use crate::fact::{EntityId, KindId, Role, RoleId, RoleKind};
use crate::store::{Store, Table};
use crate::time::Reading;

/// Whether two accounts cannot both be right about some role.
pub(super) fn disagree(table: &Table, rows: (u32, u32), store: &Store) -> bool {
    store
        .relation(table.relation())
        .roles()
        .any(|(role, declared)| contradict(table, role, declared, rows, store))
}

/// Whether two accounts cannot both be right about a role.
pub(super) fn contradict(
    table: &Table,
    role: RoleId,
    declared: &Role,
    (a, b): (u32, u32),
    store: &Store,
) -> bool {
    match &declared.kind {
        RoleKind::Entity(_) => {
            let (a, b) = (table.entities(role, a), table.entities(role, b));
            let only = |a: &[EntityId], b: &[EntityId]| -> Vec<KindId> {
                let kind = |entity: &EntityId| store.entity(*entity).kind();
                a.iter().filter(|entity| !b.contains(entity)).map(kind).collect()
            };
            let theirs = only(b, a);
            only(a, b).iter().any(|kind| theirs.contains(kind))
        }
        RoleKind::Number(_) => match (table.number(role, a), table.number(role, b)) {
            (Some(a), Some(b)) => a.unit == b.unit && !compare::compare(a, &[b]).is_possible(),
            _ => false,
        },
        RoleKind::Date => match (table.date(role, a), table.date(role, b)) {
            (Some(a), Some(b)) => a.bounds(Reading::Moment).intersect(b.bounds(Reading::Moment)).is_none(),
            _ => false,
        },
        RoleKind::Text | RoleKind::Fact => false,
    }
}
