//! From names in data to entities.
//!
//! In: names as data writes them. Out: entities of the base with that name, or new ones.
//! Absent: names in queries (`store`).

use std::collections::{HashMap, HashSet};

use super::base::Base;
use crate::fact::{Entity, EntityId, KindId, Place};
use crate::store::{Builder, FastHash, Full};
use crate::text::key_words;

/// All names of the base, and what data called things so far.
#[derive(Debug)]
pub(super) struct Naming {
    /// Names and aliases by the keys of their words.
    known: HashMap<String, Vec<(EntityId, KindId)>, FastHash>,
    /// What each name turned out to be, for each kind of role.
    seen: HashMap<Box<[u8]>, EntityId, FastHash>,
    /// Ids in use.
    ids: HashSet<String, FastHash>,
}

impl Naming {
    /// The names of the base.
    pub(super) fn new(base: &Base<'_>) -> Self {
        let mut known: HashMap<String, Vec<(EntityId, KindId)>, FastHash> = HashMap::default();
        for (at, entity) in base.entities.iter().enumerate() {
            let Some(id) = EntityId::new(at) else { break };
            let former = entity.former.iter().map(|former| &former.name);
            for name in [&entity.name, &entity.name_id].into_iter().chain(&entity.aliases).chain(former) {
                known.entry(key(name)).or_default().push((id, entity.kind));
            }
        }
        let ids = base.entities.iter().map(|entity| entity.name_id.clone()).collect();
        Naming { known, seen: HashMap::default(), ids }
    }

    /// The entity of a name seen before in this role.
    pub(super) fn again(&self, role: u8, name: &[u8], key: &mut Vec<u8>) -> Option<EntityId> {
        key.clear();
        key.push(role);
        key.extend_from_slice(name);
        self.seen.get(key.as_slice()).copied()
    }

    /// The entity of a name: the first known one whose kind fits, else a new one of the kind given.
    pub(super) fn entity(
        &mut self,
        role: u8,
        name: &str,
        wanted: &[KindId],
        new: Option<(KindId, Place)>,
        base: &Base<'_>,
        builder: &mut Builder,
    ) -> Result<Option<EntityId>, Full> {
        let listed = self.known.entry(key(name)).or_default();
        let fitting = listed.iter().find(|(_, kind)| base.kind_fits(*kind, wanted)).map(|(id, _)| *id);
        let id = match (fitting, new) {
            (Some(id), _) => id,
            (None, None) => return Ok(None),
            (None, Some((kind, place))) => {
                let id = builder.add_entity(entity(free_id(name, &mut self.ids), name, kind, place))?;
                listed.push((id, kind));
                id
            }
        };
        let seen: Vec<u8> = std::iter::once(role).chain(name.bytes()).collect();
        self.seen.insert(seen.into(), id);
        Ok(Some(id))
    }
}

fn entity(name_id: String, name: &str, kind: KindId, place: Place) -> Entity {
    Entity {
        name_id,
        name: name.to_owned(),
        kind,
        aliases: Vec::new(),
        former: Vec::new(),
        demonyms: Vec::new(),
        stands_for: None,
        inside: None,
        since: None,
        about: None,
        place,
    }
}

fn key(name: &str) -> String {
    key_words(name).join(" ")
}

/// An id made of a name, not in use so far; from now on it is.
pub(super) fn free_id(name: &str, ids: &mut HashSet<String, FastHash>) -> String {
    let mut slug = String::new();
    for c in key(name).chars() {
        match c {
            'a'..='z' | '0'..='9' => slug.push(c),
            _ if slug.is_empty() || slug.ends_with('-') => {}
            _ => slug.push('-'),
        }
    }
    let slug = match slug.trim_end_matches('-') {
        "" => "unnamed",
        slug => slug.get(..slug.len().min(150)).unwrap_or(slug),
    };
    let mut id = slug.to_owned();
    let mut count = 2;
    while ids.contains(&id) {
        id = format!("{slug}-{count}");
        count += 1;
    }
    ids.insert(id.clone());
    id
}
