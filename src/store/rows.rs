//! Filling a table, fact by fact.
//!
//! In: facts with ids and texts already kept. Out: a finished [`Table`].
//! Absent: turning dates into bounds (`when`), and what spans several tables (`builder`).

use super::accounts::Accounts;
use super::cells::Shared;
use super::column::Column;
use super::postings::Postings;
use super::table::{Sparse, Table};
use super::texts::Texts;
use super::times::{Flags, Times};
use super::when::Time;
use crate::fact::{Citation, EntityId, Fact, Place, Relation, TextId, Value};
use crate::time::{Bounds, Day, Shape};

impl Table {
    /// An empty table for a relation.
    pub(super) fn new(relation: &Relation) -> Self {
        Table {
            relation: relation.id,
            shape: relation.shape,
            columns: relation.roles.iter().map(Column::new).collect(),
            postings: Vec::new(),
            times: Times::default(),
            dates: Sparse::default(),
            citations: Shared::default(),
            published: Vec::new(),
            claims: Shared::default(),
            files: Vec::new(),
            lines: Vec::new(),
            ids: Sparse::default(),
            quotes: Sparse::default(),
            notes: Sparse::default(),
            checked: Sparse::default(),
            accounts: Accounts::default(),
        }
    }

    /// The row that the next fact gets; none when the table is full.
    fn next_row(&self) -> Option<u32> {
        u32::try_from(self.len()).ok().filter(|row| *row < u32::MAX - 1)
    }

    /// Adds a fact that is one exact day, one entity in each of the first roles and nothing in the rest.
    pub(super) fn push_day(
        &mut self,
        day: Day,
        entities: &[EntityId],
        list: u32,
        place: Place,
    ) -> Option<u32> {
        let row = self.next_row()?;
        for (at, column) in self.columns.iter_mut().enumerate() {
            match (column, entities.get(at)) {
                (Column::Entities(cells), Some(entity)) => cells.push_one(*entity),
                (column, _) => column.push_none(),
            }
        }
        self.times.push_day(day);
        self.citations.set(row, list);
        self.push_place(place);
        Some(row)
    }

    /// Adds a fact whose time is already worked out.
    pub(super) fn push(&mut self, fact: Fact, time: Time, texts: &mut Texts) -> Option<u32> {
        let row = self.next_row()?;
        let sources: Vec<Citation> = fact.sources.iter().map(|cited| citation(cited, texts)).collect();
        let list = self.citations.keep(&sources);
        self.citations.set(row, list);
        let claims = self.claims.keep(&fact.claims);
        self.claims.set(row, claims);
        self.ids.extend(fact.id.and_then(|id| texts.keep(&id)).map(|id| (row, id)));
        self.quotes.extend(fact.quote.and_then(|text| texts.keep(&text)).map(|text| (row, text)));
        self.notes.extend(fact.note.and_then(|text| texts.keep(&text)).map(|text| (row, text)));
        self.checked.extend(fact.checked.map(|date| (row, date)));
        let mut values = fact.values.into_iter();
        for column in &mut self.columns {
            push_values(column, values.next().unwrap_or_default(), texts);
        }
        self.times.push(time.bounds, time.flags);
        self.dates.extend(time.date.map(|date| (row, date)));
        self.push_place(fact.place);
        Some(row)
    }

    fn push_place(&mut self, place: Place) {
        self.files.push(place.file);
        self.lines.push(place.line);
    }

    /// Marks a row as vouched for by a coverage that is kept up to date.
    pub(super) fn cover(&mut self, row: u32) {
        let (bounds, flags) = (self.bounds(row), self.flags(row));
        self.times.replace(row, bounds.still(), flags.with(Flags::COVERED));
    }

    /// Builds what is derived from the columns. `counts` is as many zeros as there are entities.
    pub(super) fn finish(&mut self, published: impl Fn(&[Citation]) -> Bounds, counts: &mut [u32]) {
        let lists = |column: &Column| {
            column.entities().map_or_else(Postings::default, |cells| Postings::new(cells, counts))
        };
        self.postings = self.columns.iter().map(lists).collect();
        self.published = self.citations.lists().rows().map(published).collect();
        self.accounts = Accounts::new(&self.columns, &self.times, &self.ids, self.shape == Shape::State);
        self.columns.iter_mut().for_each(Column::shrink);
        self.times.shrink();
        self.citations.shrink();
        self.claims.shrink();
        self.files.shrink_to_fit();
        self.lines.shrink_to_fit();
    }
}

fn citation((source, locator): &(crate::fact::SourceId, Option<String>), texts: &mut Texts) -> Citation {
    Citation { source: *source, locator: locator.as_deref().and_then(|locator| texts.keep(locator)) }
}

/// Adds a row to a column; values of another type than the column's are left out, equal ones kept once.
fn push_values(column: &mut Column, values: Vec<Value>, texts: &mut Texts) {
    match column {
        Column::Entities(cells) => {
            let mut kept: smallvec::SmallVec<[EntityId; 4]> = smallvec::SmallVec::new();
            for value in values {
                if let Value::Entity(id) = value
                    && !kept.contains(&id)
                {
                    kept.push(id);
                }
            }
            cells.push(kept);
        }
        Column::Texts(cells) => {
            cells.push(values.iter().filter_map(text).filter_map(|text| texts.keep(text)));
        }
        Column::Facts(_, named) => {
            let kept: Vec<TextId> =
                values.iter().filter_map(named_fact).filter_map(|id| texts.keep(id)).collect();
            named.push(kept);
        }
        Column::Numbers(cells) => cells.push(values.into_iter().filter_map(|value| match value {
            Value::Number(number) => Some(number),
            _ => None,
        })),
        Column::Dates(cells) => cells.push(values.into_iter().filter_map(|value| match value {
            Value::Date(date) => Some(date),
            _ => None,
        })),
    }
}

fn text(value: &Value) -> Option<&str> {
    match value {
        Value::Text(text) => Some(text),
        _ => None,
    }
}

fn named_fact(value: &Value) -> Option<&str> {
    match value {
        Value::Fact(id) => Some(id),
        _ => None,
    }
}
