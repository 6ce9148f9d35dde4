//! The entities in columns.
//!
//! In: entities, one after the other. Out: [`EntityRef`], a view of any of them.
//! Absent: looking names up (`names`).

use super::cells::Cells;
use super::names::How;
use super::table::Sparse;
use super::texts::Texts;
use crate::fact::{Entity, EntityId, KindId, Place, TextId};
use crate::time::Edtf;

/// The entities.
#[derive(Debug, Clone, Default)]
pub(super) struct Entities {
    ids: Vec<TextId>,
    names: Vec<TextId>,
    kinds: Vec<KindId>,
    aliases: Cells<TextId>,
    former: Cells<(TextId, Option<Edtf>)>,
    demonyms: Cells<TextId>,
    stands_for: Sparse<EntityId>,
    inside: Sparse<EntityId>,
    since: Sparse<Edtf>,
    about: Sparse<TextId>,
    places: Vec<Place>,
    /// All entities in the order of their ids in the files; made at the end.
    by_id: Vec<EntityId>,
}

impl Entities {
    pub(super) fn len(&self) -> usize {
        self.names.len()
    }

    /// Adds an entity; none when there are too many, or too much text.
    pub(super) fn push(&mut self, entity: Entity, texts: &mut Texts) -> Option<EntityId> {
        let id = EntityId::new(self.len())?;
        let row = u32::try_from(id.index()).ok()?;
        let (key, name) = (texts.keep(&entity.name_id)?, texts.keep(&entity.name)?);
        self.ids.push(key);
        self.names.push(name);
        self.kinds.push(entity.kind);
        let mut keep =
            |names: &[String]| names.iter().filter_map(|name| texts.keep(name)).collect::<Vec<_>>();
        self.aliases.push(keep(&entity.aliases));
        self.demonyms.push(keep(&entity.demonyms));
        let former = entity.former.into_iter();
        let former: Vec<_> =
            former.filter_map(|former| Some((texts.keep(&former.name)?, former.when))).collect();
        self.former.push(former);
        self.stands_for.extend(entity.stands_for.map(|other| (row, other)));
        self.inside.extend(entity.inside.map(|outer| (row, outer)));
        self.since.extend(entity.since.map(|date| (row, date)));
        self.about.extend(entity.about.and_then(|about| texts.keep(&about)).map(|about| (row, about)));
        self.places.push(entity.place);
        Some(id)
    }

    /// Builds what is derived.
    pub(super) fn finish(&mut self, texts: &Texts) {
        self.by_id = (0..self.len()).filter_map(EntityId::new).collect();
        let key = |id: &EntityId| self.ids.get(id.index()).map_or("", |text| texts.get(*text));
        let mut sorted = std::mem::take(&mut self.by_id);
        sorted.sort_unstable_by_key(key);
        self.by_id = sorted;
    }

    /// The entity with this id in the files.
    pub(super) fn by_id(&self, id: &str, texts: &Texts) -> Option<EntityId> {
        let key = |other: &EntityId| self.ids.get(other.index()).map_or("", |text| texts.get(*text));
        let at = self.by_id.binary_search_by(|other| key(other).cmp(id)).ok()?;
        self.by_id.get(at).copied()
    }

    /// Every name of every entity, with its sort.
    pub(super) fn each_name(&self, mut use_name: impl FnMut(EntityId, How, TextId)) {
        for (row, id) in (0..).zip((0..self.len()).filter_map(EntityId::new)) {
            self.names.get(id.index()).into_iter().for_each(|name| use_name(id, How::Name, *name));
            self.aliases.row(row).iter().for_each(|name| use_name(id, How::Alias, *name));
            self.former.row(row).iter().for_each(|(name, _)| use_name(id, How::Former, *name));
            self.demonyms.row(row).iter().for_each(|name| use_name(id, How::Demonym, *name));
            self.ids.get(id.index()).into_iter().for_each(|name| use_name(id, How::Id, *name));
        }
    }

    /// Whatever lies in a place, at any depth, in the order of ids.
    pub(super) fn lying_in(&self, place: EntityId) -> Vec<EntityId> {
        let mut found = vec![place];
        let mut next = 0;
        while let Some(outer) = found.get(next).copied() {
            next += 1;
            let inner = self.inside.iter().filter(|(_, other)| **other == outer);
            let inner = inner.filter_map(|(row, _)| EntityId::new(usize::try_from(*row).ok()?));
            let new: Vec<EntityId> = inner.filter(|entity| !found.contains(entity)).collect();
            found.extend(new);
        }
        found.remove(0);
        found.sort_unstable();
        found
    }

    /// The kind of each entity, in order.
    pub(super) fn kinds(&self) -> &[KindId] {
        &self.kinds
    }

    /// A view of an entity.
    pub(super) fn view<'a>(&'a self, texts: &'a Texts, id: EntityId) -> EntityRef<'a> {
        EntityRef { entities: self, texts, id }
    }
}

/// One entity of a store. All texts are as the files write them.
#[derive(Debug, Clone, Copy)]
pub struct EntityRef<'a> {
    entities: &'a Entities,
    texts: &'a Texts,
    id: EntityId,
}

impl<'a> EntityRef<'a> {
    /// Its place among the entities.
    pub fn id(self) -> EntityId {
        self.id
    }

    /// Its id in the files: `iran`.
    pub fn key(self) -> &'a str {
        self.text(self.entities.ids.get(self.id.index()))
    }

    /// Its canonical name; empty for an id of another store.
    pub fn name(self) -> &'a str {
        self.text(self.entities.names.get(self.id.index()))
    }

    /// Its kind, as declared; the store knows which kinds that one is within.
    pub fn kind(self) -> KindId {
        let first = KindId::new(0).expect("zero fits every integer");
        self.entities.kinds.get(self.id.index()).copied().unwrap_or(first)
    }

    /// Its other names.
    pub fn aliases(self) -> impl Iterator<Item = &'a str> {
        self.entities.aliases.row(self.row()).iter().map(move |text| self.texts.get(*text))
    }

    /// The adjectives that stand for it.
    pub fn demonyms(self) -> impl Iterator<Item = &'a str> {
        self.entities.demonyms.row(self.row()).iter().map(move |text| self.texts.get(*text))
    }

    /// Names that it had once, with when, if that is known.
    pub fn former(self) -> impl Iterator<Item = (&'a str, Option<&'a Edtf>)> {
        let former = self.entities.former.row(self.row());
        former.iter().map(move |(name, when)| (self.texts.get(*name), when.as_ref()))
    }

    /// What it stands for where it does not fit itself.
    pub fn stands_for(self) -> Option<EntityId> {
        self.entities.stands_for.get(&self.row()).copied()
    }

    /// The place that it lies in.
    pub fn inside(self) -> Option<EntityId> {
        self.entities.inside.get(&self.row()).copied()
    }

    /// When it was founded or born, if its declaration says so.
    pub fn since(self) -> Option<&'a Edtf> {
        self.entities.since.get(&self.row())
    }

    /// What it is, in one line.
    pub fn about(self) -> Option<&'a str> {
        self.entities.about.get(&self.row()).map(|about| self.texts.get(*about))
    }

    /// Where it is declared.
    pub fn place(self) -> Place {
        self.entities.places.get(self.id.index()).copied().unwrap_or_default()
    }

    fn row(self) -> u32 {
        u32::try_from(self.id.index()).unwrap_or(u32::MAX)
    }

    fn text(self, id: Option<&TextId>) -> &'a str {
        id.map_or("", |id| self.texts.get(*id))
    }
}
