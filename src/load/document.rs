//! The top-level tables of all files, sorted by what they declare.
//!
//! In: parsed files. Out: for each reserved word its tables, and tables of facts by the name of their relation.
//! Absent: what is in the tables.

use std::collections::BTreeMap;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::error::LoadError;
use super::item::{Cell, Item, Word};
use super::problems::Problems;
use crate::text::{Source, Span};

/// Words that declare something; every other name is that of a relation.
pub(super) const RESERVED: [&str; 9] =
    ["kind", "relation", "noun", "verb", "unit", "entity", "source", "coverage", "table"];

/// A parsed file.
pub(super) type Parsed<'a> = Spanned<DeTable<'a>>;

/// All tables, each list in the order of the files.
#[derive(Debug, Default)]
pub(super) struct Document<'a> {
    /// Tables with an id: `[kind.country]`.
    pub(super) named: BTreeMap<&'static str, Vec<(Word<'a>, Item<'a>)>>,
    /// Tables in lists: `[[noun]]`.
    pub(super) listed: BTreeMap<&'static str, Vec<Item<'a>>>,
    /// Facts, by the name of their relation, with that name where it first stands.
    pub(super) facts: BTreeMap<&'a str, (Word<'a>, Vec<Item<'a>>)>,
}

/// Parses a file; what is wrong with it is reported, and the rest is kept.
pub(super) fn parse<'a>(at: usize, file: &'a Source, out: &mut Problems) -> Parsed<'a> {
    let (table, errors) = DeTable::parse_recoverable(&file.text);
    for error in errors {
        let why = error.message().to_owned();
        match error.span() {
            Some(span) => out.add(at, span.into(), LoadError::Syntax { why }),
            None => out.add_whole(at, LoadError::Syntax { why }),
        }
    }
    table
}

impl<'a> Document<'a> {
    /// Sorts the tables of one file in.
    pub(super) fn add(&mut self, at: usize, file: &'a Source, parsed: &'a Parsed<'a>, out: &mut Problems) {
        let top = Item::new(at, file, Span::new(0, 0), parsed.get_ref());
        for (name, cell) in top.entries() {
            match RESERVED.into_iter().find(|word| *word == name.value) {
                Some(word @ ("noun" | "verb" | "coverage" | "table")) => {
                    let items = tables(name, cell, out);
                    self.listed.entry(word).or_default().extend(items);
                }
                Some(word) => self.named.entry(word).or_default().extend(children(name, cell, out)),
                None => {
                    let items = tables(name, cell, out);
                    self.facts.entry(name.value).or_insert((name, Vec::new())).1.extend(items);
                }
            }
        }
    }

    /// The tables with an id of this sort.
    pub(super) fn named(&self, word: &str) -> &[(Word<'a>, Item<'a>)] {
        self.named.get(word).map_or(&[], Vec::as_slice)
    }

    /// The tables in lists of this sort.
    pub(super) fn listed(&self, word: &str) -> &[Item<'a>] {
        self.listed.get(word).map_or(&[], Vec::as_slice)
    }
}

/// The tables of `[[name]]`.
fn tables<'a>(name: Word<'a>, cell: Cell<'a>, out: &mut Problems) -> Vec<Item<'a>> {
    let DeValue::Array(_) = cell.value else {
        let wanted = format!("`[[{}]]`", name.value);
        name.wrong(LoadError::WrongForm { name: name.value.into(), wanted }, out);
        return Vec::new();
    };
    cell.list().into_iter().filter_map(|cell| cell.table(name.value, out)).collect()
}

/// The tables of `[name.id]`.
fn children<'a>(name: Word<'a>, cell: Cell<'a>, out: &mut Problems) -> Vec<(Word<'a>, Item<'a>)> {
    let DeValue::Table(table) = cell.value else {
        let wanted = format!("`[{}.id]`, with an id of its own", name.value);
        name.wrong(LoadError::WrongForm { name: name.value.into(), wanted }, out);
        return Vec::new();
    };
    let children = Item::new(cell.source, cell.file, cell.span, table).entries().into_iter();
    children.filter_map(|(id, cell)| Some((id, cell.table(id.value, out)?))).collect()
}
