//! What a recorded negative speaks against.
//!
//! In: what is denied, and what is so, by one scan. Out: whether the one leaves room for the other; whether a denial answers
//! the whole claim. The rule (language reference, *yes or no*): what is denied of one thing says nothing of another.
//! Absent: finding either (`scan`).

use crate::fact::{RoleId, RoleKind};
use crate::plan::{Check, Scan};
use crate::store::Store;

use super::hit::Hit;

/// Whether what is denied could be what the row says: in each role that the claim names nobody for, the row has all that
/// the denial has.
pub(super) fn speaks_against(denial: &Hit, row: &Hit, scan: &Scan, store: &Store) -> bool {
    let (Some(denied), Some(said)) = (denial.facts.first(), row.facts.first()) else { return true };
    if denied.relation != said.relation {
        return true;
    }
    let table = store.table(scan.relation);
    open_roles(scan, store).all(|(role, _)| {
        let there = table.entities(role, said.row);
        there.is_empty() || table.entities(role, denied.row).iter().all(|entity| there.contains(entity))
    })
}

/// Whether a denial found by the scan denies the claim, and not only what it says of one of several that are asked about:
/// the claim names who or what fills each role that a fact must have.
pub(super) fn denies_all(scan: &Scan, store: &Store) -> bool {
    open_roles(scan, store).all(|(_, is_optional)| is_optional)
}

/// The roles of entities for which the claim names nobody, and whether a fact may leave them out.
fn open_roles<'a>(scan: &'a Scan, store: &'a Store) -> impl Iterator<Item = (RoleId, bool)> + 'a {
    let is_named = |role: RoleId| {
        let names =
            |check: &Check| matches!(check, Check::Names { role: of, negated: false, .. } if *of == role);
        scan.checks.iter().any(names)
    };
    let roles = store.relation(scan.relation).roles();
    let open = roles
        .filter(move |(role, declared)| matches!(declared.kind, RoleKind::Entity(_)) && !is_named(*role));
    open.map(|(role, declared)| (role, declared.optional))
}
