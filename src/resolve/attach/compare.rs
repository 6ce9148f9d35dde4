//! Comparisons with amounts, and the nouns and verbs that have numbers.
//!
//! In: a comparison of the tree. Out: it hangs on the nearest noun or verb on its left whose facts have a number in
//! that unit; senses without one drop out. Units are those of the vocabulary. Errors name the units that do.

use crate::fact::{Comparator, Quantity, RelationId, RoleId, RoleKind, UnitId};
use crate::store::Store;
use crate::syntax::{Amount, Bound, Comparison};
use crate::text::fold;

use super::super::error::Error;
use super::{Attacher, NodeId, Stack, What};

impl Attacher<'_> {
    /// A comparison goes to the nearest noun or verb that counts in its unit.
    pub(super) fn compared(&mut self, comparison: &Comparison, stack: &mut Stack) -> Result<(), Error> {
        for (_, amount) in comparison.kind.bounds() {
            self.known_unit(amount)?;
        }
        for depth in (0..stack.len()).rev() {
            let target = self.open_item(stack[depth]);
            if self.narrow_to(target, comparison) {
                stack.truncate(depth + 1);
                self.unit_is_clear(target, comparison)?;
                self.node_mut(target).compares.push(comparison.clone());
                return Ok(());
            }
        }
        Err(self.not_counted(comparison, stack))
    }

    fn known_unit(&self, amount: &Amount) -> Result<(), Error> {
        match &amount.unit {
            Some(unit) if units_called(self.store, &unit.text).is_empty() => Err(Error::UnknownUnit {
                unit: unit.text.clone(),
                known: self.store.units().map(|unit| unit_words(self.store, unit.id)).collect(),
                span: unit.span,
            }),
            _ => Ok(()),
        }
    }

    /// Drops the senses that have no number in that unit; false if none is left.
    fn narrow_to(&mut self, target: NodeId, comparison: &Comparison) -> bool {
        let store = self.store;
        let counts = |relation: RelationId| compared_role(store, relation, comparison).is_some();
        let mut what = self.node(target).what.clone();
        let left = match &mut what {
            What::Noun { senses, .. } => {
                senses.retain(|sense| counts(sense.sense.relation));
                !senses.is_empty()
            }
            What::Verb { verbs, .. } => {
                verbs.retain(|verb| counts(store.verb(*verb).relation));
                !verbs.is_empty()
            }
            What::RoleNoun { roles, .. } => {
                roles.retain(|(relation, _)| counts(*relation));
                !roles.is_empty()
            }
            _ => false,
        };
        if left {
            self.node_mut(target).what = what;
        }
        left
    }

    /// A bare figure is counted in the role's own unit, which must be one.
    fn unit_is_clear(&self, target: NodeId, comparison: &Comparison) -> Result<(), Error> {
        if comparison.kind.bounds().iter().any(|(_, amount)| amount.unit.is_some()) {
            return Ok(());
        }
        let mut units = self.units_of(target);
        units.dedup();
        if units.len() < 2 {
            return Ok(());
        }
        Err(Error::WhichUnit {
            noun: self.spoken(target).unwrap_or_default(),
            units: units.into_iter().map(|unit| unit_words(self.store, unit)).collect(),
            span: comparison.span,
        })
    }

    /// The units of the numbers that a noun or verb speaks of, sorted.
    fn units_of(&self, id: NodeId) -> Vec<UnitId> {
        let units = self.relations_of(id).into_iter().flat_map(|relation| {
            let roles = self.store.relation(relation).roles();
            roles.filter_map(|(_, role)| match role.kind {
                RoleKind::Number(unit) => unit,
                _ => None,
            })
        });
        let mut units: Vec<UnitId> = units.collect();
        units.sort_unstable();
        units.dedup();
        units
    }

    pub(super) fn relations_of(&self, id: NodeId) -> Vec<RelationId> {
        match &self.node(id).what {
            What::Noun { senses, .. } => senses.iter().map(|sense| sense.sense.relation).collect(),
            What::Verb { verbs, .. } => verbs.iter().map(|verb| self.store.verb(*verb).relation).collect(),
            What::RoleNoun { roles, .. } => roles.iter().map(|(relation, _)| *relation).collect(),
            _ => Vec::new(),
        }
    }

    fn not_counted(&self, comparison: &Comparison, stack: &Stack) -> Error {
        let counting = stack.iter().rev().find(|id| !self.units_of(**id).is_empty());
        let noun = counting.or(stack.first()).and_then(|id| self.spoken(*id)).unwrap_or_default();
        let unit = comparison.kind.bounds().iter().find_map(|(_, amount)| amount.unit.clone());
        match (counting, unit) {
            (Some(id), Some(unit)) => Error::UnitMisfit {
                noun,
                unit: unit.text,
                fits: self.units_of(*id).into_iter().map(|unit| unit_words(self.store, unit)).collect(),
                span: unit.span,
            },
            _ => Error::NotCounted { noun, span: comparison.span },
        }
    }
}

/// The first number role of the relation that counts in the comparison's unit.
fn compared_role(store: &Store, relation: RelationId, comparison: &Comparison) -> Option<RoleId> {
    let bounds = comparison.kind.bounds();
    let fits = |kind: &RoleKind| match kind {
        RoleKind::Number(own) => bounds.iter().all(|(_, amount)| unit_in(store, amount, *own).is_ok()),
        _ => false,
    };
    store.relation(relation).roles().find(|(_, role)| fits(&role.kind)).map(|(id, _)| id)
}

/// The conditions that a comparison puts on facts of the relation: the role, and each bound.
pub(in crate::resolve) fn quantities(
    store: &Store,
    relation: RelationId,
    comparison: &Comparison,
) -> Option<(RoleId, Vec<Quantity>)> {
    let role = compared_role(store, relation, comparison)?;
    let RoleKind::Number(own) = store.relation(relation).role(role)?.kind else { return None };
    let bounds = comparison.kind.bounds().into_iter().map(|(bound, amount)| {
        let unit = unit_in(store, amount, own).ok()?;
        Some(Quantity { comparator: comparator(bound), amount: amount.value(), unit })
    });
    Some((role, bounds.collect::<Option<_>>()?))
}

fn comparator(bound: Bound) -> Comparator {
    match bound {
        Bound::Exactly => Comparator::Exactly,
        Bound::Over => Comparator::Over,
        Bound::Under => Comparator::Under,
        Bound::About => Comparator::About,
        Bound::AtLeast => Comparator::AtLeast,
        Bound::AtMost => Comparator::AtMost,
    }
}

/// The unit that an amount means in a role: its own if it names none; an error if it names another.
fn unit_in(store: &Store, amount: &Amount, own: Option<UnitId>) -> Result<Option<UnitId>, ()> {
    let Some(word) = &amount.unit else { return Ok(own) };
    let called = units_called(store, &word.text);
    match own {
        Some(own) => called.contains(&own).then_some(Some(own)).ok_or(()),
        None => called.first().copied().map(Some).ok_or(()),
    }
}

/// The units of that name, word or symbol.
fn units_called(store: &Store, text: &str) -> Vec<UnitId> {
    let wanted = fold(text);
    let called = |unit: &&crate::fact::Unit| {
        let words = [&unit.name, &unit.words.singular, &unit.words.plural];
        words.into_iter().chain(&unit.symbols).any(|word| fold(word) == wanted)
    };
    store.units().filter(called).map(|unit| unit.id).collect()
}

/// A unit as people write it: its first symbol, else its words.
fn unit_words(store: &Store, unit: UnitId) -> String {
    let unit = store.unit(unit);
    unit.symbols.first().unwrap_or(&unit.words.plural).clone()
}
