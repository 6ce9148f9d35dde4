//! What is known while facts are read: ids, kinds, relations, units.
//!
//! In: everything declared so far. Out: look-ups for the readers of facts, nouns and tables.
//! Absent: facts.

use std::collections::HashMap;
use std::sync::Arc;

use super::index::Index;
use super::item::Word;
use super::watch::Watch;
use crate::fact::{Entity, EntityId, Kind, KindId, Relation, RelationId, Unit, UnitId};
use crate::store::FastHash;
use crate::text::fold;

/// The declarations that facts refer to.
#[derive(Debug)]
pub(super) struct Base<'a> {
    pub(super) kinds: Vec<Kind>,
    pub(super) kind_ids: Index<'a>,
    pub(super) units: Vec<Unit>,
    pub(super) relations: Vec<Relation>,
    pub(super) relation_ids: Index<'a>,
    pub(super) entities: Vec<Entity>,
    pub(super) entity_ids: Index<'a>,
    pub(super) source_ids: Index<'a>,
    /// Every fact's id with its relation and where it first stands.
    pub(super) facts: HashMap<&'a str, (RelationId, Word<'a>), FastHash>,
    /// The words and symbols of units, folded.
    pub(super) unit_words: HashMap<String, UnitId, FastHash>,
    /// The closed list of prepositions of the language.
    pub(super) prepositions: &'static [String],
    /// Told how much data is read.
    pub(super) watch: Arc<Watch>,
}

impl Base<'_> {
    /// An entity.
    pub(super) fn entity(&self, id: EntityId) -> Option<&Entity> {
        self.entities.get(id.index())
    }

    /// Whether a kind is one of these or lies within one of them; any kind fits an empty list.
    pub(super) fn kind_fits(&self, kind: KindId, wanted: &[KindId]) -> bool {
        wanted.is_empty() || wanted.iter().any(|one| self.lies_within(kind, *one))
    }

    /// The name of a kind in the files.
    pub(super) fn kind_name(&self, kind: KindId) -> String {
        self.kinds.get(kind.index()).map(|kind| kind.name.clone()).unwrap_or_default()
    }

    /// The unit that a word or symbol stands for.
    pub(super) fn unit_of(&self, word: &str) -> Option<UnitId> {
        self.unit_words.get(&fold(word)).copied()
    }

    /// The id of a unit in the files.
    pub(super) fn unit_name(&self, unit: UnitId) -> String {
        self.units.get(unit.index()).map(|unit| unit.name.clone()).unwrap_or_default()
    }

    fn lies_within(&self, kind: KindId, wanted: KindId) -> bool {
        let mut above = vec![kind];
        let mut at = 0;
        while let Some(next) = above.get(at).copied() {
            if next == wanted {
                return true;
            }
            let within = self.kinds.get(next.index()).map_or(&[][..], |kind| &kind.within);
            let new: Vec<KindId> = within.iter().filter(|id| !above.contains(id)).copied().collect();
            above.extend(new);
            at += 1;
        }
        false
    }
}

/// Everything that units are called, folded: ids, words and symbols.
pub(super) fn unit_words(units: &[Unit]) -> HashMap<String, UnitId, FastHash> {
    let mut all = HashMap::default();
    for unit in units {
        let words = [&unit.name, &unit.words.singular, &unit.words.plural];
        for word in words.into_iter().chain(&unit.symbols) {
            all.entry(fold(word)).or_insert(unit.id);
        }
    }
    all
}
