//! Which row of one answer is which row of another.
//!
//! In: the rows of two versions. Out: those that only one has, and pairs that differ, with what each said.
//! Absent: writing.

use std::collections::HashMap;

use serde_json::{Map, Value};

use super::{Version, view};
use crate::eval::{ColumnKind, Row};
use crate::render::{Style, json};

/// What a row says that does not tell of a change: where its facts are written, and what is told a second time.
const APART: [&str; 2] = ["facts", "accounts"];

/// A row that says something else than before.
#[derive(Debug)]
pub(super) struct Change<'a> {
    pub(super) after: &'a Row,
    /// What differs, by its key: what it was.
    pub(super) was: Map<String, Value>,
}

/// A row with what it says.
struct Said<'a> {
    row: &'a Row,
    words: Map<String, Value>,
    /// By what it may be known again, the surest first.
    marks: [Option<String>; 3],
}

/// The rows gained, lost and changed.
pub(super) type Pairs<'a> = (Vec<&'a Row>, Vec<&'a Row>, Vec<Change<'a>>);

pub(super) fn pair<'a>(before: &Version<'a>, after: &Version<'a>) -> Pairs<'a> {
    let (mut old, mut new) = (said(before), said(after));
    leave_equal(&mut old, &mut new);
    let mut changed = Vec::new();
    for mark in 0..3 {
        changed.extend(known_again(&mut old, &mut new, mark));
    }
    let order = |row: &Row| after.rows().iter().position(|other| std::ptr::eq(other, row));
    changed.sort_by_key(|change| order(change.after));
    let rows = |said: Vec<Option<Said<'a>>>| said.into_iter().flatten().map(|said| said.row).collect();
    (rows(new), rows(old), changed)
}

/// All rows of a version with what they say.
fn said<'a>(version: &Version<'a>) -> Vec<Option<Said<'a>>> {
    let Ok((answer, _)) = version.told else { return Vec::new() };
    let style = Style::default();
    let keys = json::keys(answer);
    let is_mark = |at: usize| {
        answer.columns.get(at).is_some_and(|column| {
            matches!(column.kind, ColumnKind::Names | ColumnKind::Text | ColumnKind::Mark)
        })
    };
    let one = |row: &'a Row| {
        let mut said = json::object(row, &keys, &view(answer, version, &style));
        said.retain(|key, _| !APART.contains(&key.as_str()));
        let cells: Vec<Option<&Value>> = keys.iter().map(|key| said.get(key)).collect();
        let first = cells.first().map(|cell| format!("{cell:?}"));
        let names: Vec<_> =
            cells.iter().enumerate().filter(|(at, _)| is_mark(*at)).map(|(_, cell)| cell).collect();
        let names = (!names.is_empty()).then(|| format!("{names:?}"));
        Some(Said { row, marks: [id(row, version, first.as_deref()), names, first], words: said })
    };
    version.rows().iter().map(one).collect()
}

/// The id that the files give the leading fact, with the first cell: a fact may speak for several rows.
fn id(row: &Row, version: &Version<'_>, first: Option<&str>) -> Option<String> {
    let lead = row.facts.first()?;
    let table = version.store.table(lead.relation);
    let id = version.store.text(table.fact_id_text(lead.row)?);
    Some(format!("{} {id} {}", version.store.relation(lead.relation).name, first.unwrap_or_default()))
}

/// Takes out the rows that are equal, one for one.
fn leave_equal(old: &mut [Option<Said<'_>>], new: &mut [Option<Said<'_>>]) {
    let text = |said: &Said<'_>| Value::Object(said.words.clone()).to_string();
    let mut there: HashMap<String, Vec<usize>> = HashMap::new();
    for (at, said) in old.iter().enumerate() {
        there.entry(said.as_ref().map(text).unwrap_or_default()).or_default().push(at);
    }
    for slot in new {
        let at = slot.as_ref().and_then(|said| there.get_mut(&text(said))?.pop());
        if let Some(at) = at {
            (old[at], *slot) = (None, None);
        }
    }
}

/// Takes out the pairs of rows that alone on their side have a mark.
fn known_again<'a>(
    old: &mut [Option<Said<'a>>],
    new: &mut [Option<Said<'a>>],
    mark: usize,
) -> Vec<Change<'a>> {
    let only = |rows: &[Option<Said<'a>>]| {
        let mut places: HashMap<String, Vec<usize>> = HashMap::new();
        for (at, said) in rows.iter().enumerate() {
            if let Some(mark) = said.as_ref().and_then(|said| said.marks[mark].clone()) {
                places.entry(mark).or_default().push(at);
            }
        }
        places
    };
    let (before, after) = (only(old), only(new));
    let mut changes = Vec::new();
    for (mark, places) in before {
        let ([from], Some([to])) = (&places[..], after.get(&mark).map(Vec::as_slice)) else { continue };
        if let (Some(old), Some(new)) = (old[*from].take(), new[*to].take()) {
            changes.push(Change { after: new.row, was: differing(old.words, &new.words) });
        }
    }
    changes
}

/// What the new one says otherwise, as the old one said it.
fn differing(old: Map<String, Value>, new: &Map<String, Value>) -> Map<String, Value> {
    let added: Vec<String> = new.keys().filter(|key| !old.contains_key(*key)).cloned().collect();
    let mut was: Map<String, Value> =
        old.into_iter().filter(|(key, value)| new.get(key) != Some(value)).collect();
    was.extend(added.into_iter().map(|key| (key, Value::Null)));
    was
}
