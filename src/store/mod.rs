//! The base in memory: columns, names, indexes. Built once, never changed.
//!
//! In: what a [`Builder`] was given. Out: any fact, entity or word by its id, its name, its role.
//! Absent: files and every other input or output; tests on times; choosing among meanings.

mod accounts;
mod builder;
mod cells;
mod column;
mod entities;
mod hash;
mod kinds;
mod names;
mod postings;
mod rows;
mod table;
mod texts;
mod times;
mod when;

use std::collections::HashMap;

pub use builder::{Builder, Citations, Full};
pub use entities::EntityRef;
pub(crate) use hash::FastHash;
pub use names::{How, Meaning, Phrase};
pub use table::Table;
pub use times::Flags;

use crate::fact::{
    Citation, Coverage, EntityId, FactId, Kind, KindId, Noun, NounId, Relation, RelationId, Role, RoleId,
    RoleKind, Source, SourceId, TextId, Unit, UnitId, Verb, VerbId,
};
use crate::time::Bounds;
use entities::Entities;
use kinds::Kinds;
use names::Names;
use texts::Texts;

/// A base of facts. Ids belong to the store that gave them out; those of another one answer with nothing,
/// or with another thing, but never panic where the answer is optional or a list.
#[derive(Debug, Clone, Default)]
pub struct Store {
    texts: Texts,
    kinds: Kinds,
    units: Vec<Unit>,
    relations: Vec<Relation>,
    tables: Vec<Table>,
    nouns: Vec<Noun>,
    verbs: Vec<Verb>,
    sources: Vec<Source>,
    coverage: Vec<Coverage>,
    files: Vec<String>,
    entities: Entities,
    names: Names,
    facts: HashMap<TextId, Vec<FactId>, FastHash>,
    fact_names: HashMap<String, TextId>,
}

impl Store {
    /// The name of a file that facts are written in, by [`Place::file`](crate::fact::Place).
    pub fn file_name(&self, file: u16) -> &str {
        self.files.get(usize::from(file)).map_or("", String::as_str)
    }

    /// How many entities there are.
    pub fn entity_count(&self) -> usize {
        self.entities.len()
    }

    /// How many facts there are, accounts counted one by one.
    pub fn fact_count(&self) -> usize {
        self.tables.iter().map(Table::len).sum()
    }

    /// An entity.
    pub fn entity(&self, id: EntityId) -> EntityRef<'_> {
        self.entities.view(&self.texts, id)
    }

    /// All entities.
    pub fn entities(&self) -> impl Iterator<Item = EntityRef<'_>> {
        (0..self.entity_count()).filter_map(EntityId::new).map(|id| self.entity(id))
    }

    /// The entity with this id in the files.
    pub fn entity_by_id(&self, id: &str) -> Option<EntityId> {
        self.entities.by_id(id, &self.texts)
    }

    /// Whatever is declared to lie in a place, at any depth.
    pub fn lying_in(&self, place: EntityId) -> Vec<EntityId> {
        self.entities.lying_in(place)
    }

    /// The entities of a kind and of all kinds within it, kind by kind.
    pub fn entities_of_kind(&self, kind: KindId) -> impl Iterator<Item = EntityId> {
        self.kinds.entities(kind)
    }

    /// Whether a kind is another or lies within it, at any depth.
    pub fn kind_is(&self, kind: KindId, ancestor: KindId) -> bool {
        self.kinds.is(kind, ancestor)
    }

    /// Whether things of a kind may fill a role.
    pub fn may_fill(&self, kind: KindId, role: &Role) -> bool {
        let RoleKind::Entity(wanted) = &role.kind else { return false };
        wanted.is_empty() || wanted.iter().any(|one| self.kind_is(kind, *one))
    }

    /// A text.
    pub fn text(&self, id: TextId) -> &str {
        self.texts.get(id)
    }

    /// Everything that a phrase may mean: names before nouns before kinds, roles, verbs and sources. Case,
    /// accents and punctuation do not count.
    pub fn meanings(&self, phrase: &str) -> &[Meaning] {
        self.names.meanings(phrase)
    }

    /// Every phrase that the base knows, as the files first write it.
    pub fn phrases(&self) -> impl Iterator<Item = Phrase<'_>> {
        self.names.phrases(&self.texts)
    }

    /// How many phrases there are.
    pub fn phrase_count(&self) -> usize {
        self.names.len()
    }

    /// The facts of a relation.
    pub fn table(&self, id: RelationId) -> &Table {
        &self.tables[id.index()]
    }

    /// The tables of all relations, in the order of the relations.
    pub fn tables(&self) -> impl Iterator<Item = &Table> {
        self.tables.iter()
    }

    /// The facts with this id in the files: the accounts of one thing.
    pub fn facts_named(&self, id: &str) -> &[FactId] {
        self.fact_names.get(id).and_then(|text| self.facts.get(text)).map_or(&[], Vec::as_slice)
    }

    /// All declarations of coverage.
    pub fn coverage(&self) -> &[Coverage] {
        &self.coverage
    }

    /// The declarations that cover every fact of the relation with these values in these roles.
    pub fn coverage_of<'a>(
        &'a self,
        relation: RelationId,
        given: &'a [(RoleId, EntityId)],
    ) -> impl Iterator<Item = &'a Coverage> {
        let fits = move |one: &&Coverage| {
            one.relation == relation && one.roles.iter().all(|role| given.contains(role))
        };
        self.coverage.iter().filter(fits)
    }

    /// When a source was published: a day within these bounds; none if nobody knows.
    pub fn published(&self, id: SourceId) -> Option<Bounds> {
        self.sources.get(id.index()).and_then(published)
    }

    /// When each source of a row was published, in the order of its citations.
    pub fn sources_published(&self, fact: FactId) -> impl Iterator<Item = Option<Bounds>> {
        let citations =
            self.tables.get(fact.relation.index()).map_or(&[][..], |table| table.citations(fact.row));
        citations.iter().map(|citation| self.published(citation.source))
    }
}

/// Access to one sort of declaration: by id, by the name in the files, and all of them.
macro_rules! declarations {
    ($($field:ident: $type:ident, $id:ident, $one:ident, $named:ident, $what:literal;)*) => {
        impl Store {
            $(
                #[doc = concat!("The ", $what, " with this id, which must be of this store.")]
                pub fn $one(&self, id: $id) -> &$type {
                    &self.$field[id.index()]
                }

                #[doc = concat!("Every ", $what, ", in the order of their ids.")]
                pub fn $field(&self) -> impl ExactSizeIterator<Item = &$type> {
                    self.$field.iter()
                }

                #[doc = concat!("The ", $what, " of this name in the files.")]
                pub fn $named(&self, name: &str) -> Option<&$type> {
                    self.$field.iter().find(|one| one.name == name)
                }
            )*
        }
    };
}

declarations! {
    relations: Relation, RelationId, relation, relation_named, "relation";
    units: Unit, UnitId, unit, unit_named, "unit";
    sources: Source, SourceId, source, source_named, "source";
}

impl Store {
    /// The kind with this id, which must be of this store.
    pub fn kind(&self, id: KindId) -> &Kind {
        self.kinds.get(id)
    }

    /// Every kind, in the order of their ids.
    pub fn kinds(&self) -> impl ExactSizeIterator<Item = &Kind> {
        self.kinds.all().iter()
    }

    /// The kind of this name in the files.
    pub fn kind_named(&self, name: &str) -> Option<&Kind> {
        self.kinds.all().iter().find(|kind| kind.name == name)
    }

    /// The noun with this id, which must be of this store.
    pub fn noun(&self, id: NounId) -> &Noun {
        &self.nouns[id.index()]
    }

    /// Every noun, in the order of their ids.
    pub fn nouns(&self) -> impl ExactSizeIterator<Item = &Noun> {
        self.nouns.iter()
    }

    /// The verb with this id, which must be of this store.
    pub fn verb(&self, id: VerbId) -> &Verb {
        &self.verbs[id.index()]
    }

    /// Every verb, in the order of their ids.
    pub fn verbs(&self) -> impl ExactSizeIterator<Item = &Verb> {
        self.verbs.iter()
    }
}

/// The publication day of a source, as bounds of one moment.
fn published(source: &Source) -> Option<Bounds> {
    source.published.as_ref().map(|date| date.bounds(crate::time::Reading::Moment))
}

/// When the first of these sources appeared.
fn known_since<'a>(citations: &'a [Citation], sources: &'a [Source]) -> Bounds {
    let dates = citations.iter().map(|citation| sources.get(citation.source.index()).and_then(published));
    let (mut min, mut max) = (Bounds::UNBOUNDED_FUTURE, Bounds::UNBOUNDED_FUTURE);
    for date in dates {
        min = min.min(date.map_or(Bounds::UNBOUNDED_PAST, Bounds::start_min));
        max = max.min(date.map_or(Bounds::UNBOUNDED_FUTURE, Bounds::start_max));
    }
    Bounds::new(min, max, min, max, true).unwrap_or(Bounds::UNKNOWN)
}
