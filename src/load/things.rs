//! Entities and sources.
//!
//! In: `[entity.…]` and `[source.…]` tables. Out: their types, with indexes of their ids.
//! Absent: entities that only tables of data name (`table`).

use std::fmt;

use super::error::LoadError;
use super::index::{Index, no_entity, no_kind};
use super::item::{Cell, Item, Word};
use super::problems::Problems;
use super::vocabulary::{choice, index};
use crate::fact::{Entity, EntityId, Former, KindId, Source, SourceId, SourceKind};

const ENTITY_KEYS: [&str; 9] =
    ["name", "kind", "aliases", "former", "demonyms", "stands_for", "in", "since", "about"];
const SOURCE_KEYS: [&str; 7] = ["title", "publisher", "author", "published", "url", "archive", "kind"];

/// The entities, in the order of their ids. One without a kind that is known is left out.
pub(super) fn entities<'a>(
    items: &[(Word<'a>, Item<'a>)],
    kinds: &Index<'a>,
    out: &mut Problems,
) -> (Index<'a>, Vec<Entity>) {
    let mut index = Index::new("entity");
    let mut kept = Vec::with_capacity(items.len());
    for (id, item) in items {
        item.only(&ENTITY_KEYS, "an entity", out);
        let kind = item.need("kind", "an entity", out).and_then(|word| kinds.find(word, no_kind, out));
        let name = item.need("name", "an entity", out);
        // An entity that cannot be kept is still known, so that no fact is blamed for naming it.
        let kind = kind.or((kinds.len() > 0).then_some(0)).and_then(KindId::new);
        if let Some(kind) = kind
            && index.add(*id, out)
        {
            let name = name.map_or(id.value, |word| word.value);
            kept.push((*item, entity(*id, *item, name, kind, out)));
        }
    }
    let mut entities = Vec::with_capacity(kept.len());
    for (item, mut entity) in kept {
        let mut other = |key: &str| {
            item.word(key, out).and_then(|word| index.find(word, no_entity, out)).and_then(EntityId::new)
        };
        entity.stands_for = other("stands_for");
        entity.inside = other("in");
        entities.push(entity);
    }
    (index, entities)
}

fn entity(id: Word<'_>, item: Item<'_>, name: &str, kind: KindId, out: &mut Problems) -> Entity {
    let former = item.get("former").map(Cell::list).unwrap_or_default();
    Entity {
        name_id: id.value.into(),
        name: name.into(),
        kind,
        aliases: texts(item, "aliases", out),
        former: former.into_iter().filter_map(|cell| self::former(cell, out)).collect(),
        demonyms: texts(item, "demonyms", out),
        stands_for: None,
        inside: None,
        since: item.date("since", out),
        about: item.text("about", out),
        place: item.place(),
    }
}

fn texts(item: Item<'_>, key: &str, out: &mut Problems) -> Vec<String> {
    item.words(key, out).into_iter().map(|word| word.value.to_owned()).collect()
}

fn former(cell: Cell<'_>, out: &mut Problems) -> Option<Former> {
    let item = cell.table("former", out)?;
    item.only(&["name", "when"], "a former name", out);
    let name = item.need("name", "a former name", out)?;
    Some(Former { name: name.value.into(), when: item.date("when", out) })
}

/// The sources, in the order of their ids.
pub(super) fn sources<'a>(items: &[(Word<'a>, Item<'a>)], out: &mut Problems) -> (Index<'a>, Vec<Source>) {
    let (index, items) = index("source", items, out);
    let mut sources = Vec::with_capacity(items.len());
    for (at, (name, item)) in items.into_iter().enumerate() {
        item.only(&SOURCE_KEYS, "a source", out);
        let Some(id) = SourceId::new(at) else { break };
        let title = item.need("title", "a source", out).map_or(name.value, |word| word.value);
        sources.push(Source {
            id,
            name: name.value.into(),
            title: title.into(),
            publisher: item.text("publisher", out),
            author: item.text("author", out),
            published: item.date("published", out),
            url: item.text("url", out),
            archive: item.text("archive", out),
            kind: item.word("kind", out).and_then(|word| choice(word, "kind", &SourceKind::ALL, out)),
            place: item.place(),
        });
    }
    (index, sources)
}

/// Sources, each with where in it.
pub(super) type Cited = Vec<(SourceId, Option<String>)>;

/// The sources that a key cites, each with where in it: `id`, or `id, where in it`.
pub(super) fn cited(
    item: Item<'_>,
    of: fmt::Arguments<'_>,
    sources: &Index<'_>,
    out: &mut Problems,
) -> Cited {
    if !item.has("source") {
        item.wrong(LoadError::NoSource { of: of.to_string() }, out);
    }
    let words = item.words("source", out);
    words.into_iter().filter_map(|word| cite(word, sources, out)).collect()
}

fn cite(word: Word<'_>, sources: &Index<'_>, out: &mut Problems) -> Option<(SourceId, Option<String>)> {
    let (id, locator) =
        word.value.split_once(',').map_or((word.value, None), |(id, rest)| (id, Some(rest.trim())));
    let id = id.trim();
    let found = sources.get(id).and_then(SourceId::new);
    if found.is_none() {
        let near = out.near(id, sources.ids());
        let at = word.value.find(id).unwrap_or_default();
        let part = crate::text::Span::new(at, at + id.len());
        word.wrong_at(part, LoadError::SourceUnknown { id: id.into(), near }, out);
    }
    let locator = locator.filter(|locator| !locator.is_empty()).map(str::to_owned);
    found.map(|source| (source, locator))
}
