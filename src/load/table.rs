//! Declarations of tables: data that others wrote, read in place.
//!
//! In: `[[table]]` tables. Out: what each column of the data means.
//! Absent: reading the data (`data`, `rows`).

use super::base::Base;
use super::error::LoadError;
use super::index::{no_kind, no_relation};
use super::item::{Item, Word};
use super::problems::Problems;
use super::things::{Cited, cited};
use super::vocabulary::{choice, role};
use crate::fact::{KindId, Relation, RelationId, RoleId};

const KEYS: [&str; 14] = [
    "file",
    "header",
    "columns",
    "relation",
    "relation_column",
    "map",
    "like",
    "roles",
    "when",
    "start",
    "end",
    "open_end",
    "source",
    "entities",
];

/// A declared table.
#[derive(Debug)]
pub(super) struct Declared<'a> {
    pub(super) file: Word<'a>,
    pub(super) header: bool,
    /// Names of the columns; empty where the header of the file gives them.
    pub(super) columns: Vec<String>,
    pub(super) relation: Which<'a>,
    /// Each role with its column.
    pub(super) roles: Vec<(RoleId, Word<'a>)>,
    pub(super) time: When<'a>,
    pub(super) still_open: bool,
    pub(super) sources: Cited,
    /// The kind of what the base does not know yet.
    pub(super) entities: Option<KindId>,
}

/// Which relation the rows are of.
#[derive(Debug)]
pub(super) enum Which<'a> {
    /// All of one.
    One(RelationId),
    /// What a column says: by the map, else a relation of its own, like another.
    Column {
        /// The column.
        column: Word<'a>,
        /// Values with their relations.
        map: Vec<(&'a str, RelationId)>,
        /// The relation that all others are like.
        like: RelationId,
    },
}

impl Which<'_> {
    /// The relation whose roles the columns fill.
    pub(super) fn model(&self) -> RelationId {
        match self {
            Which::One(id) | Which::Column { like: id, .. } => *id,
        }
    }
}

/// Which columns hold the date.
#[derive(Debug, Clone, Copy)]
pub(super) enum When<'a> {
    /// A date or a period.
    Date(Word<'a>),
    /// Two columns.
    Ends(Word<'a>, Word<'a>),
}

/// A declaration, if it has all that it needs.
pub(super) fn declared<'a>(item: Item<'a>, base: &Base<'a>, out: &mut Problems) -> Option<Declared<'a>> {
    item.only(&KEYS, "a table", out);
    let file = item.need("file", "a table", out);
    let relation = which(item, base, out)?;
    let model = base.relations.get(relation.model().index())?;
    let roles = roles(item, model, out);
    let time = time(item, out);
    let open = [("still", true), ("unknown", false)];
    let still_open = item.word("open_end", out).and_then(|word| choice(word, "open_end", &open, out));
    let entities = item.word("entities", out).and_then(|word| base.kind_ids.find(word, no_kind, out));
    let sources = cited(item, format_args!("this table"), &base.source_ids, out);
    let columns = item.words("columns", out).into_iter().map(|word| word.value.to_owned()).collect();
    Some(Declared {
        file: file?,
        header: item.flag("header", out),
        columns,
        relation,
        roles,
        time: time?,
        still_open: still_open.unwrap_or(false),
        sources: if sources.is_empty() { return None } else { sources },
        entities: entities.and_then(KindId::new),
    })
}

fn which<'a>(item: Item<'a>, base: &Base<'a>, out: &mut Problems) -> Option<Which<'a>> {
    if let Some(word) = item.word("relation", out) {
        return RelationId::new(base.relation_ids.find(word, no_relation, out)?).map(Which::One);
    }
    let (column, like) = (item.word("relation_column", out), item.word("like", out));
    let (Some(column), Some(like)) = (column, like) else {
        item.wrong(LoadError::TableWithoutRelation, out);
        return None;
    };
    let like = RelationId::new(base.relation_ids.find(like, no_relation, out)?)?;
    let mut map = Vec::new();
    for (value, cell) in item.table("map", out).map(Item::entries).unwrap_or_default() {
        let word = cell.word(value.value, out)?;
        map.push((value.value, RelationId::new(base.relation_ids.find(word, no_relation, out)?)?));
    }
    Some(Which::Column { column, map, like })
}

fn roles<'a>(item: Item<'a>, model: &Relation, out: &mut Problems) -> Vec<(RoleId, Word<'a>)> {
    let entries = item.table("roles", out).map(Item::entries).unwrap_or_default();
    let mut roles = Vec::with_capacity(entries.len());
    for (name, cell) in entries {
        let role = role(name, model, out);
        let column = cell.word(name.value, out);
        roles.extend(role.zip(column));
    }
    for (id, role) in model.roles().filter(|(_, role)| !role.optional) {
        if roles.iter().all(|(filled, _)| *filled != id) {
            let error = LoadError::RoleMissing { role: role.name.clone(), relation: model.name.clone() };
            item.wrong(error, out);
        }
    }
    roles
}

fn time<'a>(item: Item<'a>, out: &mut Problems) -> Option<When<'a>> {
    if let Some(word) = item.word("when", out) {
        return Some(When::Date(word));
    }
    if let (Some(start), Some(end)) = (item.word("start", out), item.word("end", out)) {
        return Some(When::Ends(start, end));
    }
    item.wrong(LoadError::TableWithoutDate, out);
    None
}
