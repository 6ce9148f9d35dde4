//! The roles of a relation.
//!
//! In: `[relation.….roles]`. Out: roles in the order in which they stand there.
//! Absent: what fills them in facts (`values`).

use super::error::LoadError;
use super::index::{Index, no_kind, no_unit};
use super::item::{Cell, Item, Word};
use super::problems::Problems;
use super::vocabulary::{choice, pair};
use crate::fact::{KindId, Role, RoleKind, UnitId};

/// The keys of a fact that are no roles.
pub(super) const FACT_KEYS: [&str; 11] =
    ["id", "when", "seen", "ended", "source", "claims", "planned", "denied", "quote", "note", "checked"];

const ROLE_KEYS: [&str; 11] =
    ["kinds", "type", "words", "many", "optional", "actor", "within", "searched", "unit", "dated", "begins"];

/// A relation has no more roles than this.
const MOST: usize = 200;

/// The roles of a relation.
pub(super) fn roles<'a>(
    relation: Item<'a>,
    name: Word<'a>,
    kinds: &Index<'a>,
    units: &Index<'a>,
    out: &mut Problems,
) -> Vec<Role> {
    let entries = relation.table("roles", out).map(Item::entries).unwrap_or_default();
    if entries.is_empty() {
        relation.wrong(LoadError::NoRoles { relation: name.value.into() }, out);
    }
    if entries.len() > MOST {
        relation.wrong(LoadError::Full { what: "roles" }, out);
    }
    let roles = entries.into_iter().take(MOST);
    roles.filter_map(|(name, cell)| role(name, cell, kinds, units, out)).collect()
}

fn role(
    name: Word<'_>,
    cell: Cell<'_>,
    kinds: &Index<'_>,
    units: &Index<'_>,
    out: &mut Problems,
) -> Option<Role> {
    if FACT_KEYS.contains(&name.value) {
        name.wrong(LoadError::RoleReserved { role: name.value.into() }, out);
        return None;
    }
    let item = cell.table(name.value, out)?;
    item.only(&ROLE_KEYS, "a role", out);
    let kind = role_kind(item, name, kinds, units, out);
    Some(Role {
        name: name.value.into(),
        words: pair(item, "words", out),
        many: item.flag("many", out),
        optional: item.flag("optional", out),
        actor: item.flag("actor", out),
        within: item.flag("within", out),
        searched: item.flag_or("searched", kind == RoleKind::Text, out),
        dated: item.flag("dated", out),
        begins: item.flag("begins", out),
        kind,
    })
}

/// What may fill a role; where that is missing or wrong, entities of any kind, so that facts of the relation
/// are still read.
fn role_kind(
    item: Item<'_>,
    name: Word<'_>,
    kinds: &Index<'_>,
    units: &Index<'_>,
    out: &mut Problems,
) -> RoleKind {
    let known = [
        ("text", RoleType::Text),
        ("number", RoleType::Number),
        ("date", RoleType::Date),
        ("fact", RoleType::Fact),
    ];
    let word = item.word("type", out);
    if item.has("kinds") == item.has("type") {
        item.wrong(LoadError::RoleWithoutType { role: name.value.into() }, out);
    }
    match word.and_then(|word| choice(word, "type", &known, out)) {
        Some(RoleType::Text) => RoleKind::Text,
        Some(RoleType::Date) => RoleKind::Date,
        Some(RoleType::Fact) => RoleKind::Fact,
        Some(RoleType::Number) => {
            let unit = item.word("unit", out).and_then(|word| units.find(word, no_unit, out));
            RoleKind::Number(unit.and_then(UnitId::new))
        }
        None => {
            let listed = item.words("kinds", out).into_iter();
            RoleKind::Entity(
                listed.filter_map(|word| kinds.find(word, no_kind, out)).filter_map(KindId::new).collect(),
            )
        }
    }
}

#[derive(Clone, Copy)]
enum RoleType {
    Text,
    Number,
    Date,
    Fact,
}
