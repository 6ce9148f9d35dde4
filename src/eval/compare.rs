//! Recorded numbers against the amounts that a query asks for.
//!
//! In: quantities, and the checks of a scan. Out: truth in three values. Absent: units of other relations; they were
//! refused before.

use crate::fact::{Comparator, Quantity, RoleId};
use crate::plan::Check;
use crate::time::Truth;

/// Whether the recorded number compares with the one asked for, in three values: *over 2 billion* may be above
/// 3 billion. Units must be the same.
pub(super) fn compare(recorded: &Quantity, asked: &[&Quantity]) -> Truth {
    if asked.iter().any(|asked| asked.unit.is_some() && recorded.unit != asked.unit) {
        return Truth::No;
    }
    let (low, high) = range(recorded);
    let wanted = asked.iter().map(|asked| range(asked));
    let (from, to) = wanted
        .fold((f64::NEG_INFINITY, f64::INFINITY), |(from, to), (low, high)| (from.max(low), to.min(high)));
    Truth::from_worlds(low.max(from) <= high.min(to), low >= from && high <= to)
}

/// Every bound that the checks put on the number in a role.
pub(super) fn bounds_on(wanted: RoleId, checks: &[Check]) -> Vec<&Quantity> {
    checks
        .iter()
        .filter_map(|check| match check {
            Check::Compares { role, quantity } if *role == wanted => Some(quantity),
            _ => None,
        })
        .collect()
}

/// The amounts that a quantity allows. *Over* and *under* leave out the amount itself.
fn range(quantity: &Quantity) -> (f64, f64) {
    let amount = quantity.amount;
    match quantity.comparator {
        Comparator::Exactly => (amount, amount),
        Comparator::Over => (amount.next_up(), f64::INFINITY),
        Comparator::Under => (f64::NEG_INFINITY, amount.next_down()),
        Comparator::AtLeast => (amount, f64::INFINITY),
        Comparator::AtMost => (f64::NEG_INFINITY, amount),
        Comparator::About => (amount - amount.abs() * 0.1, amount + amount.abs() * 0.1),
    }
}
