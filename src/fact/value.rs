//! Entities and facts as the loader hands them to the store's builder.
//!
//! In: what the files say, with names already turned into ids. Out: input of the store.
//! Absent: how the store keeps them (columns), and any checking beyond what the types hold.

use super::{EntityId, KindId, Place, Quantity, RelationId, SourceId};
use crate::time::Edtf;

/// A thing that facts speak of.
#[derive(Debug, Clone, PartialEq)]
pub struct Entity {
    /// Its id in the files: `iran`.
    pub name_id: String,
    /// Its canonical name, without an article.
    pub name: String,
    /// Its kind.
    pub kind: KindId,
    /// Other names.
    pub aliases: Vec<String>,
    /// Names that it had once.
    pub former: Vec<Former>,
    /// Adjectives that stand for it: `Iranian`.
    pub demonyms: Vec<String>,
    /// What it stands for where it does not fit itself: Moscow for the Russian government.
    pub stands_for: Option<EntityId>,
    /// The place that it lies in.
    pub inside: Option<EntityId>,
    /// When it was founded or born, if that is known.
    pub since: Option<Edtf>,
    /// What it is, in one line.
    pub about: Option<String>,
    /// Where it is declared.
    pub place: Place,
}

/// A name that an entity had once.
#[derive(Debug, Clone, PartialEq)]
pub struct Former {
    /// The name.
    pub name: String,
    /// When it was the name, if that is known.
    pub when: Option<Edtf>,
}

/// What fills a role of a fact.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// An entity.
    Entity(EntityId),
    /// Text.
    Text(String),
    /// A quantity.
    Number(Quantity),
    /// A date.
    Date(Edtf),
    /// Another fact, by its id in the files.
    Fact(String),
}

/// When a fact was so.
#[derive(Debug, Clone, PartialEq)]
pub enum When {
    /// As written, with whether a period without an end is known to have ended.
    Date {
        /// The date or period.
        edtf: Edtf,
        /// Whether it ended though nobody knows when.
        ended: bool,
    },
    /// It was so on that day (or on some day of that date); no more is known.
    Seen(Edtf),
}

/// A fact with everything that the files say about it.
#[derive(Debug, Clone, PartialEq)]
pub struct Fact {
    /// The relation.
    pub relation: RelationId,
    /// Its id in the files, if it has one; facts that share it are accounts of one thing.
    pub id: Option<String>,
    /// The values of each role, by the role's position; an empty list where a role is left out.
    pub values: Vec<Vec<Value>>,
    /// When.
    pub when: When,
    /// The sources, each with where in it.
    pub sources: Vec<(SourceId, Option<String>)>,
    /// Who claims it, where the source only reports the claim.
    pub claims: Vec<EntityId>,
    /// When someone last looked whether it is still so.
    pub checked: Option<Edtf>,
    /// Announced, not done.
    pub planned: bool,
    /// A recorded negative: the source says that this is not so.
    pub denied: bool,
    /// A short exact quotation.
    pub quote: Option<String>,
    /// Our own words.
    pub note: Option<String>,
    /// Where it is written.
    pub place: Place,
}
