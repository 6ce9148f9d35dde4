//! Kinds of entities, and how they nest.
//!
//! In: kinds with the kinds they lie within. Out: whether one is within another, and whose entities are whose.
//! Absent: checking for circles; the loader cuts them.

use super::cells::Cells;
use crate::fact::{EntityId, Kind, KindId};

/// The kinds.
#[derive(Debug, Clone, Default)]
pub(super) struct Kinds {
    declared: Vec<Kind>,
    /// For each kind: itself and every kind that it is within.
    above: Cells<KindId>,
    /// For each kind: its own entities, without those of kinds within it.
    entities: Vec<Vec<EntityId>>,
}

impl Kinds {
    pub(super) fn new(kinds: Vec<Kind>) -> Self {
        let mut above = Cells::default();
        for kind in &kinds {
            above.push(ancestors(kind, &kinds));
        }
        Kinds { entities: vec![Vec::new(); kinds.len()], declared: kinds, above }
    }

    /// Sorts the entities by kind.
    pub(super) fn fill(&mut self, kinds: &[KindId]) {
        for (at, kind) in kinds.iter().enumerate() {
            if let (Some(list), Some(entity)) = (self.entities.get_mut(kind.index()), EntityId::new(at)) {
                list.push(entity);
            }
        }
    }

    pub(super) fn get(&self, id: KindId) -> &Kind {
        &self.declared[id.index()]
    }

    pub(super) fn all(&self) -> &[Kind] {
        &self.declared
    }

    pub(super) fn is(&self, kind: KindId, ancestor: KindId) -> bool {
        let row = u32::try_from(kind.index()).unwrap_or(u32::MAX);
        self.above.row(row).contains(&ancestor)
    }

    pub(super) fn entities(&self, ancestor: KindId) -> impl Iterator<Item = EntityId> {
        let fitting = self.declared.iter().filter(move |kind| self.is(kind.id, ancestor));
        fitting.filter_map(|kind| self.entities.get(kind.id.index())).flatten().copied()
    }
}

/// The kind and all that it is within, each once; circles do no harm.
fn ancestors(kind: &Kind, kinds: &[Kind]) -> Vec<KindId> {
    let mut found = vec![kind.id];
    let mut at = 0;
    while let Some(next) = found.get(at) {
        let within = kinds.get(next.index()).map_or(&[][..], |kind| &kind.within);
        let new: Vec<KindId> = within.iter().filter(|id| !found.contains(id)).copied().collect();
        found.extend(new);
        at += 1;
    }
    found
}
