//! The words for what the base holds: entities, relations, roles, values, facts, sources.
//!
//! In: dates and spans. Out: plain types that the loader fills, the store keeps and the resolver reads.
//! Absent: any particular relation or entity, and where facts come from or how they are kept.

mod id;
mod quantity;
mod quote;
mod relation;
mod shape;
mod speech;
mod value;

pub use id::{EntityId, FactId, KindId, NounId, RelationId, RoleId, SourceId, TextId, UnitId, VerbId};
pub use quantity::{Comparator, Quantity, QuantityError};
pub use quote::{Citation, Coverage, Place, Source, SourceKind};
pub use relation::{Acts, Kind, Present, Relation, Role, RoleKind, Unit, Words};
pub use shape::{SHAPES, reading_of, shape_word};
pub use speech::{Form, Noun, Says, Sense, Takes, Verb};
pub use value::{Entity, Fact, Former, Value, When};
