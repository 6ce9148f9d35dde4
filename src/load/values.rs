//! What fills the roles of a fact.
//!
//! In: the value of a role's key. Out: values that fit the role; a problem for each that does not.
//! Absent: the other keys of a fact (`facts`).

use toml::de::DeValue;

use super::base::Base;
use super::error::LoadError;
use super::index::no_entity;
use super::item::{Cell, Word};
use super::problems::Problems;
use crate::fact::{EntityId, KindId, Quantity, QuantityError, Role, RoleKind, UnitId, Value};

/// The values of a role.
pub(super) fn values(cell: Cell<'_>, role: &Role, base: &Base<'_>, out: &mut Problems) -> Vec<Value> {
    let cells = cell.list();
    if cells.len() > 1 && !role.many {
        cell.wrong(LoadError::NotMany { role: role.name.clone(), count: cells.len() }, out);
    }
    cells.into_iter().filter_map(|cell| value(cell, role, base, out)).collect()
}

fn value(cell: Cell<'_>, role: &Role, base: &Base<'_>, out: &mut Problems) -> Option<Value> {
    match &role.kind {
        RoleKind::Entity(kinds) => {
            let word = cell.word(&role.name, out)?;
            entity(word, role, kinds, base, out).map(Value::Entity)
        }
        RoleKind::Text => cell.word(&role.name, out).map(|word| Value::Text(word.value.into())),
        RoleKind::Number(unit) => number(cell, role, *unit, base, out).map(Value::Number),
        RoleKind::Date => cell.date(&role.name, out).map(Value::Date),
        RoleKind::Fact => {
            let word = cell.word(&role.name, out)?;
            if !base.facts.contains_key(word.value) {
                let near = out.near(word.value, base.facts.keys().copied());
                word.wrong(LoadError::FactUnknown { id: word.value.into(), near }, out);
                return None;
            }
            Some(Value::Fact(word.value.into()))
        }
    }
}

/// The entity of an id, if it fits the kinds.
pub(super) fn entity(
    word: Word<'_>,
    role: &Role,
    kinds: &[KindId],
    base: &Base<'_>,
    out: &mut Problems,
) -> Option<EntityId> {
    let id = base.entity_ids.find(word, no_entity, out).and_then(EntityId::new)?;
    let kind = base.entity(id)?.kind;
    if base.kind_fits(kind, kinds) {
        return Some(id);
    }
    let error = LoadError::KindMisfit {
        entity: word.value.into(),
        kind: base.kind_name(kind),
        role: role.name.clone(),
        wanted: kinds.iter().map(|kind| base.kind_name(*kind)).collect(),
    };
    word.wrong(error, out);
    None
}

/// A number of TOML, or a quantity between quotes.
fn number(
    cell: Cell<'_>,
    role: &Role,
    unit: Option<UnitId>,
    base: &Base<'_>,
    out: &mut Problems,
) -> Option<Quantity> {
    let figure = match cell.value {
        DeValue::Integer(integer) if integer.radix() == 10 => Some(integer.as_str()),
        DeValue::Float(float) => Some(float.as_str()),
        _ => None,
    };
    if let Some(text) = figure {
        let parsed = Quantity::parse(text, unit, &|_| None);
        let too_large = matches!(parsed, Err(QuantityError::TooLarge { .. }));
        return parsed
            .map_err(|_| cell.wrong(LoadError::BadNumber { text: text.into(), too_large }, out))
            .ok();
    }
    let word = cell.word(&role.name, out)?;
    let found = quantity(word, unit, base, out)?;
    match (found.unit, unit) {
        (Some(found), Some(wanted)) if found != wanted => {
            let (unit, wanted) = (base.unit_name(found), base.unit_name(wanted));
            word.wrong(LoadError::UnitMisfit { unit, wanted, role: role.name.clone() }, out);
            None
        }
        _ => Some(found),
    }
}

fn quantity(word: Word<'_>, unit: Option<UnitId>, base: &Base<'_>, out: &mut Problems) -> Option<Quantity> {
    let error = match Quantity::parse(word.value, unit, &|text| base.unit_of(text)) {
        Ok(quantity) => return Some(quantity),
        Err(error) => error,
    };
    let (QuantityError::NoNumber { span }
    | QuantityError::TooLarge { span }
    | QuantityError::UnitUnknown { span }) = error;
    let text = span.of(word.value).to_owned();
    let problem = match error {
        QuantityError::NoNumber { .. } => LoadError::BadNumber { text, too_large: false },
        QuantityError::TooLarge { .. } => LoadError::BadNumber { text, too_large: true },
        QuantityError::UnitUnknown { .. } => {
            let near = out.near(&text, base.unit_words.keys().map(String::as_str));
            LoadError::UnitUnknown { unit: text, near }
        }
    };
    word.wrong_at(span, problem, out);
    None
}
