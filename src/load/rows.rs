//! The rows of a table of data as facts.
//!
//! In: a declared table. Out: facts in the store's builder; at most twenty problems for each table.
//! Absent: opening files (`data`), what a name means (`naming`).

use std::collections::HashMap;
use std::path::Path;

use csv::ByteRecord;

use super::base::Base;
use super::data::Records;
use super::error::LoadError;
use super::facts::date_fits;
use super::naming::Naming;
use super::problems::Problems;
use super::table::{Declared, When as Columns, Which};
use super::world::World;
use crate::fact::{
    Citation, EntityId, Fact, Place, Quantity, Relation, RelationId, RoleId, RoleKind, Value, When,
};
use crate::store::{Builder, Citations, FastHash, Full};
use crate::text::english::article;
use crate::time::{Day, Edtf};

/// So many rows that cannot be read are shown for each table.
const MOST_SHOWN: u64 = 20;

/// Reads one table.
pub(super) struct Rows<'t, 'a> {
    table: &'t Declared<'a>,
    base: &'t Base<'a>,
    naming: &'t mut Naming,
    /// Relations that only data names, so far.
    relations: &'t mut NewRelations,
    builder: &'t mut Builder,
    model: Relation,
    at: Positions,
    /// Whether every role that is filled takes one entity, and they are the first roles.
    short: bool,
    citations: Vec<Citation>,
    lists: HashMap<RelationId, Citations, FastHash>,
    by_value: HashMap<Box<[u8]>, RelationId, FastHash>,
    last_day: (Vec<u8>, Option<Day>),
    wrong: u64,
}

/// Relations that only data names: each value with its id, and the relation that it is like.
#[derive(Debug, Default)]
pub(super) struct NewRelations {
    /// Name, id, and what it is like.
    pub(super) all: Vec<(String, RelationId, RelationId)>,
}

/// Where the columns are.
#[derive(Debug, Default)]
struct Positions {
    relation: Option<usize>,
    roles: Vec<(RoleId, usize)>,
    start: usize,
    end: Option<usize>,
}

/// Why a row is no fact, and what to do about it.
struct Bad {
    why: String,
    help: String,
}

impl Bad {
    fn new(why: String, help: &str) -> Self {
        Bad { why, help: help.into() }
    }
}

enum Stop {
    Bad(Bad),
    Full,
}

impl From<Full> for Stop {
    fn from(_: Full) -> Self {
        Stop::Full
    }
}

impl<'t, 'a> Rows<'t, 'a> {
    /// A reader for a declared table.
    pub(super) fn new(
        table: &'t Declared<'a>,
        base: &'t Base<'a>,
        naming: &'t mut Naming,
        relations: &'t mut NewRelations,
        builder: &'t mut Builder,
    ) -> Option<Self> {
        let model = base.relations.get(table.relation.model().index())?.clone();
        let mut citations = Vec::new();
        for (source, locator) in &table.sources {
            let locator = locator.as_deref().and_then(|locator| builder.keep_text(locator).ok());
            citations.push(Citation { source: *source, locator });
        }
        Some(Rows {
            table,
            base,
            naming,
            relations,
            builder,
            model,
            at: Positions::default(),
            short: false,
            citations,
            lists: HashMap::default(),
            by_value: HashMap::default(),
            last_day: (Vec::new(), None),
            wrong: 0,
        })
    }

    /// Finds the columns that the declaration names itself; false, with problems, if one is missing.
    pub(super) fn columns_fit(&mut self, out: &mut Problems) -> bool {
        self.table.columns.is_empty() || self.find_columns(&self.table.columns, out)
    }

    /// Reads a file of the table; `file` is its number among the sources.
    pub(super) fn read(&mut self, world: World<'_>, path: &Path, file: u16, out: &mut Problems) {
        if let Err(error) = self.try_read(world, path, file, out) {
            self.table.file.wrong(error, out);
        }
    }

    /// Says how many rows were wrong beyond those shown.
    pub(super) fn finish(self, name: &str, out: &mut Problems) {
        if self.wrong > MOST_SHOWN {
            let error = LoadError::MoreRows { count: self.wrong - MOST_SHOWN, file: name.into() };
            self.table.file.wrong(error, out);
        }
    }

    fn try_read(
        &mut self,
        world: World<'_>,
        path: &Path,
        file: u16,
        out: &mut Problems,
    ) -> Result<(), LoadError> {
        let name = &path.display().to_string();
        let unread = |why| LoadError::NoDataFile { file: name.into(), why };
        let mut records = Records::open(world, path, &self.base.watch).map_err(unread)?;
        let mut record = ByteRecord::new();
        if self.table.header {
            records.next(&mut record).map_err(unread)?;
        }
        if self.table.columns.is_empty() {
            let header: Vec<String> =
                record.iter().map(|name| String::from_utf8_lossy(name).trim().to_owned()).collect();
            if !self.find_columns(&header, out) {
                return Ok(());
            }
        }
        while records.next(&mut record).map_err(unread)? {
            let line = record.position().map_or(0, csv::Position::line);
            let place = Place { file, line: u32::try_from(line).unwrap_or(u32::MAX) };
            match self.row(&record, place) {
                Ok(()) => {}
                Err(Stop::Full) => return Err(LoadError::Full { what: "facts" }),
                Err(Stop::Bad(bad)) => self.bad_row(bad, name, place, out),
            }
        }
        Ok(())
    }

    fn bad_row(&mut self, bad: Bad, name: &str, place: Place, out: &mut Problems) {
        self.wrong += 1;
        if self.wrong <= MOST_SHOWN {
            let line = u64::from(place.line);
            let error = LoadError::Row { file: name.into(), line, why: bad.why, help: bad.help };
            out.add_whole(usize::from(place.file), error);
        }
    }

    /// Finds the columns by name; false, with problems, if one is missing.
    fn find_columns(&mut self, columns: &[String], out: &mut Problems) -> bool {
        let table = self.table;
        let mut missing = false;
        let mut find = |word: super::item::Word<'_>| {
            let found = columns.iter().position(|column| column == word.value);
            if found.is_none() {
                missing = true;
                word.wrong(
                    LoadError::ColumnUnknown { column: word.value.into(), known: columns.to_vec() },
                    out,
                );
            }
            found.unwrap_or_default()
        };
        let mut at = Positions::default();
        if let Which::Column { column, .. } = &table.relation {
            at.relation = Some(find(*column));
        }
        at.roles = table.roles.iter().map(|(role, word)| (*role, find(*word))).collect();
        at.roles.sort_unstable();
        (at.start, at.end) = match table.time {
            Columns::Date(word) => (find(word), None),
            Columns::Ends(start, end) => (find(start), Some(find(end))),
        };
        let is_entity = |(place, (role, _)): (usize, &(RoleId, usize))| {
            role.index() == place
                && matches!(self.model.role(*role).map(|role| &role.kind), Some(RoleKind::Entity(_)))
        };
        self.short = at.end.is_none() && at.roles.iter().enumerate().all(is_entity);
        self.at = at;
        !missing
    }

    fn row(&mut self, record: &ByteRecord, place: Place) -> Result<(), Stop> {
        let relation = self.relation(record)?;
        if self.short
            && let Some(day) = self.day(record)
        {
            return self.short_row(relation, day, record, place);
        }
        let when = self.when(record).map_err(Stop::Bad)?;
        let mut values = vec![Vec::new(); self.model.roles.len()];
        for (role, column) in self.at.roles.clone() {
            let found = self.value(role, field(record, column).map_err(Stop::Bad)?, place)?;
            if let Some(cell) = values.get_mut(role.index()) {
                cell.extend(found);
            }
        }
        self.check_required(&values).map_err(Stop::Bad)?;
        let fact = Fact {
            relation,
            id: None,
            values,
            when,
            sources: self.table.sources.clone(),
            claims: Vec::new(),
            checked: None,
            planned: false,
            denied: false,
            quote: None,
            note: None,
            place,
        };
        self.builder.add_fact(fact)?;
        Ok(())
    }

    /// A fact of one exact day and one entity in each role.
    fn short_row(
        &mut self,
        relation: RelationId,
        day: Day,
        record: &ByteRecord,
        place: Place,
    ) -> Result<(), Stop> {
        let mut entities: smallvec::SmallVec<[EntityId; 4]> = smallvec::SmallVec::new();
        for at in 0..self.at.roles.len() {
            let Some((role, column)) = self.at.roles.get(at).copied() else { break };
            let name = record.get(column).unwrap_or_default();
            entities.push(self.entity(role, name, place)?);
        }
        let cited = if let Some(cited) = self.lists.get(&relation) {
            *cited
        } else {
            let cited = self.builder.keep_citations(relation, &self.citations)?;
            self.lists.insert(relation, cited);
            cited
        };
        Ok(self.builder.add_day(cited, day, &entities, place)?)
    }

    /// The exact day of a row, if it has one and the shape of the relation is content with it.
    fn day(&mut self, record: &ByteRecord) -> Option<Day> {
        if self.model.shape == crate::time::Shape::State {
            return None;
        }
        let text = record.get(self.at.start).unwrap_or_default();
        if self.last_day.0 != text {
            self.last_day.0.clear();
            self.last_day.0.extend_from_slice(text);
            self.last_day.1 = std::str::from_utf8(text).ok().and_then(|text| text.parse().ok());
        }
        self.last_day.1
    }

    fn when(&self, record: &ByteRecord) -> Result<When, Bad> {
        let start = field(record, self.at.start)?;
        let text = match self.at.end {
            None => start.to_owned(),
            Some(end) => match field(record, end)? {
                "" if self.table.still_open => format!("{start}/.."),
                end if end == start && self.model.shape != crate::time::Shape::State => start.to_owned(),
                end => format!("{start}/{end}"),
            },
        };
        let edtf = Edtf::parse(&text)
            .map_err(|error| Bad::new(format!("`{text}` is not a date: {error}"), error.remedy()))?;
        match date_fits(edtf, false, self.model.shape) {
            Ok(edtf) => Ok(When::Date { edtf, ended: false }),
            Err(error) => {
                Err(Bad { why: error.message(), help: "name a `start` and an `end` column".into() })
            }
        }
    }

    /// The relation of a row; a value of the column that is new becomes a relation of its own.
    fn relation(&mut self, record: &ByteRecord) -> Result<RelationId, Stop> {
        let (Which::Column { map, like, .. }, Some(column)) = (&self.table.relation, self.at.relation) else {
            return Ok(self.table.relation.model());
        };
        let raw = record.get(column).unwrap_or_default();
        if let Some(known) = self.by_value.get(raw) {
            return Ok(*known);
        }
        let name = field(record, column).map_err(Stop::Bad)?;
        if name.is_empty() {
            return Err(Stop::Bad(Bad::new("the row does not name its relation".into(), "")));
        }
        let mapped = map.iter().find(|(value, _)| *value == name).map(|(_, id)| *id);
        let earlier =
            self.relations.all.iter().find(|(other, _, like_other)| other == name && like_other == like);
        let id = if let Some(id) = mapped.or(earlier.map(|(_, id, _)| *id)) {
            id
        } else {
            let id = self.builder.add_relation(like_relation(name, &self.model, self.builder))?;
            self.relations.all.push((name.to_owned(), id, *like));
            id
        };
        self.by_value.insert(raw.into(), id);
        Ok(id)
    }

    fn value(&mut self, role: RoleId, text: &str, place: Place) -> Result<Option<Value>, Stop> {
        let Some(declared) = self.model.role(role) else { return Ok(None) };
        if text.is_empty() {
            return Ok(None);
        }
        let value = match &declared.kind {
            RoleKind::Entity(_) => Value::Entity(self.entity(role, text.as_bytes(), place)?),
            RoleKind::Text => Value::Text(text.to_owned()),
            RoleKind::Number(unit) => {
                let unit_of = |word: &str| self.base.unit_of(word);
                let parsed = Quantity::parse(text, *unit, &unit_of);
                Value::Number(parsed.map_err(|_| Stop::Bad(Bad::new(format!("`{text}` is no number"), "")))?)
            }
            RoleKind::Date => {
                let bad = |error: crate::time::EdtfError| {
                    Stop::Bad(Bad::new(format!("`{text}` is not a date: {error}"), error.remedy()))
                };
                Value::Date(Edtf::parse(text).map_err(bad)?)
            }
            RoleKind::Fact => Value::Fact(text.to_owned()),
        };
        Ok(Some(value))
    }

    fn entity(&mut self, role: RoleId, raw: &[u8], place: Place) -> Result<EntityId, Stop> {
        let number = u8::try_from(role.index()).unwrap_or(u8::MAX);
        let mut key = Vec::new();
        if let Some(id) = self.naming.again(number, raw, &mut key) {
            return Ok(id);
        }
        let name = utf8(raw).map_err(Stop::Bad)?.trim();
        let declared = self.model.role(role);
        let kinds = match declared.map(|role| &role.kind) {
            Some(RoleKind::Entity(kinds)) => kinds.as_slice(),
            _ => &[],
        };
        if name.is_empty() {
            let role = declared.map_or("", |role| role.name.as_str());
            return Err(Stop::Bad(Bad::new(format!("the row has nothing for the role `{role}`"), "")));
        }
        let new = self.table.entities.map(|kind| (kind, place));
        let found = self.naming.entity(number, name, kinds, new, self.base, self.builder)?;
        found.ok_or_else(|| {
            let kind = kinds.first().map_or("entity".into(), |kind| self.base.kind_name(*kind));
            let why = format!("`{name}` is not the name of {} {kind}", article(&kind));
            Stop::Bad(Bad::new(
                why,
                "add it to the entities, or say in the table what new names are: `entities = \"…\"`",
            ))
        })
    }

    fn check_required(&self, values: &[Vec<Value>]) -> Result<(), Bad> {
        for (role, found) in self.model.roles.iter().zip(values) {
            if found.is_empty() && !role.optional {
                return Err(Bad::new(format!("the row has nothing for the role `{}`", role.name), ""));
            }
        }
        Ok(())
    }
}

/// A relation for a value that data gives, with the roles of another.
fn like_relation(name: &str, model: &Relation, builder: &Builder) -> Relation {
    let mut ids = builder.relations().iter().map(|relation| relation.name.clone()).collect();
    let id = super::naming::free_id(name, &mut ids);
    let roles = model.roles.iter().cloned().map(|role| crate::fact::Role { words: None, ..role }).collect();
    Relation { name: id, about: Some(name.to_owned()), reading: None, roles, ..model.clone() }
}

/// A field of a record as text without white space around it; empty where the record is too short.
fn field(record: &ByteRecord, column: usize) -> Result<&str, Bad> {
    record.get(column).map_or(Ok(""), |raw| utf8(raw).map(str::trim))
}

fn utf8(raw: &[u8]) -> Result<&str, Bad> {
    let bad = |_| Bad::new("the row is not UTF-8 text".into(), "save the file as UTF-8");
    std::str::from_utf8(raw).map_err(bad)
}
