//! What the vocabulary declares: kinds, units, relations and their roles.
//!
//! In: declarations that the loader has checked. Out: types that the resolver and the store read.
//! Absent: nouns and verbs (`speech`), and the facts themselves.

use super::{KindId, RelationId, RoleId, UnitId};
use crate::time::{Duration, Shape};

/// A word in the singular and in the plural; a mass noun has one form for both.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Words {
    /// `member`
    pub singular: String,
    /// `members`
    pub plural: String,
}

impl Words {
    /// The form that goes with a number of things.
    pub fn counted(&self, count: u64) -> &str {
        if count == 1 { &self.singular } else { &self.plural }
    }
}

/// A kind of entity.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kind {
    /// Its place among the kinds.
    pub id: KindId,
    /// Its id in the files: `country`.
    pub name: String,
    /// Its words, the main pair first; empty for a kind that nobody asks for by name.
    pub words: Vec<Words>,
    /// The kinds that it is a kind of, as declared.
    pub within: Vec<KindId>,
}

/// A unit of quantities.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unit {
    /// Its place among the units.
    pub id: UnitId,
    /// Its id in the files: `usd`.
    pub name: String,
    /// `US dollar`, `US dollars`.
    pub words: Words,
    /// `$`, `USD`; the first is the one to print.
    pub symbols: Vec<String>,
}

/// A relation: what facts of it say, and of whom.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Relation {
    /// Its place among the relations.
    pub id: RelationId,
    /// Its id in the files: `membership`.
    pub name: String,
    /// Whether it holds, happens or measures.
    pub shape: Shape,
    /// What it is, in one line, for help.
    pub about: Option<String>,
    /// How a reading names a fact of it, with roles in braces: `membership of {organisation}`.
    pub reading: Option<String>,
    /// How long *still going on* stays fresh after it was last checked.
    pub confirm: Option<Duration>,
    /// For one filling of these roles there is one holder at a time.
    pub single: Vec<RoleId>,
    /// Who acts for whom while it holds.
    pub acts: Option<Acts>,
    /// Who was where, if the fact says that they were there.
    pub present: Option<Present>,
    /// The role whose filler a fact is known by where a thing is wanted: an agreement by its document.
    pub known_by: Option<RoleId>,
    /// Whether each fact says that it was the first of its kind.
    pub first: bool,
    /// The roles, in the order of the columns. `RoleId` is the position here.
    pub roles: Vec<Role>,
}

impl Relation {
    /// The role of this name.
    pub fn role_named(&self, name: &str) -> Option<RoleId> {
        self.roles.iter().position(|role| role.name == name).and_then(RoleId::new)
    }

    /// The role with this id, which must be one of this relation's; else none.
    pub fn role(&self, id: RoleId) -> Option<&Role> {
        self.roles.get(id.index())
    }

    /// Each role with its id, in order.
    pub fn roles(&self) -> impl Iterator<Item = (RoleId, &Role)> {
        self.roles.iter().enumerate().filter_map(|(at, role)| Some((RoleId::new(at)?, role)))
    }
}

/// Whoever fills `who` acts for whoever fills `for_whom` while the fact holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Acts {
    /// The role of the one who acts.
    pub who: RoleId,
    /// The role of the one that is acted for.
    pub for_whom: RoleId,
}

/// Whoever fills `who` was in the place, or at the gathering, that fills `at`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Present {
    /// The role of those who were there.
    pub who: RoleId,
    /// The role of the place, or of a gathering that another fact gives its place.
    pub at: RoleId,
}

/// One role of a relation.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each is a key of the declaration, and all combine")]
pub struct Role {
    /// Its name, a column of answers: `member`.
    pub name: String,
    /// Its words as a noun of its own, if it has any: `speaker`, `speakers`.
    pub words: Option<Words>,
    /// What may fill it.
    pub kind: RoleKind,
    /// Whether it may hold several values.
    pub many: bool,
    /// Whether a fact may leave it out.
    pub optional: bool,
    /// Whether it also accepts whoever acts for the named one on that day.
    pub actor: bool,
    /// Whether it also accepts whatever lies in the named place.
    pub within: bool,
    /// Whether `mentioning` searches it; only texts have it.
    pub searched: bool,
    /// Whether the fact gives the thing in this role its date.
    pub dated: bool,
    /// Whether the thing in this role begins with the fact: a birth, a founding.
    pub begins: bool,
}

/// What may fill a role.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RoleKind {
    /// Entities of any of these kinds or of kinds within them; empty: of any kind.
    Entity(Vec<KindId>),
    /// Text.
    Text,
    /// A quantity, with the unit that a bare number has.
    Number(Option<UnitId>),
    /// A date.
    Date,
    /// Another fact, by its id.
    Fact,
}
