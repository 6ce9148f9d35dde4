//! What a query came to, ready to be shown.
//!
//! In: rows of the evaluator. Out: [`Answer`]: columns, and rows whose cells are made one by one, so
//! that the first of a million can be shown at once. Absent: tables, formats, terminals (`render`).

use std::collections::HashSet;

use smallvec::SmallVec;

use super::aside::Aside;
use super::known;
use crate::fact::{Citation, FactId, SourceId};
use crate::store::Store;
use crate::time::Days;

/// The answer to a query.
#[derive(Debug, Clone, PartialEq)]
pub struct Answer {
    /// What was found out.
    pub outcome: Outcome,
    /// The columns, in the order to show them.
    pub columns: Vec<Column>,
    /// The rows, or what a verdict or a count rests on.
    pub rows: Vec<Row>,
    /// The declared coverage that a *no* rests on, by its place in [`Store::coverage`](crate::store::Store::coverage).
    pub coverage: Vec<usize>,
    /// Sentences to show with it: which clause emptied it, coverage that a *no* rests on.
    pub notes: Vec<String>,
    /// The days of `as known`: sources that appeared later are not cited.
    pub known: Option<Days>,
}

impl Answer {
    /// Rows that are the answer themselves.
    pub fn of_rows(columns: Vec<Column>, rows: Vec<Row>, notes: Vec<String>) -> Self {
        Answer { outcome: Outcome::Rows, columns, rows, coverage: Vec::new(), notes, known: None }
    }

    /// One number.
    pub fn of_count(tally: Tally) -> Self {
        Answer { outcome: Outcome::Count(tally), ..Answer::of_rows(Vec::new(), Vec::new(), Vec::new()) }
    }

    /// The sources of a row with where in them, each once: those of its facts that had appeared, or that one source
    /// which the row is about.
    pub fn citations(&self, row: &Row, store: &Store) -> Vec<Citation> {
        let mut found: Vec<Citation> = Vec::new();
        let mut seen = HashSet::new();
        for fact in &row.facts {
            let table = store.table(fact.relation);
            for citation in known::citations(table, fact.row, self.known, store) {
                let wanted = row.source.is_none_or(|source| source == citation.source);
                if wanted && seen.insert(citation) {
                    found.push(citation);
                }
            }
        }
        found
    }

    /// Whether another answer says something else: other rows, another count, another verdict.
    pub fn differs(&self, other: &Answer) -> bool {
        let same = |one: &Row, other: &Row| one.cells == other.cells && one.certain == other.certain;
        let rows = |answer: &Answer| {
            let mut rows: Vec<String> =
                answer.rows.iter().map(|row| format!("{:?}{}", row.cells, row.certain)).collect();
            rows.sort_unstable();
            rows
        };
        let in_order = || self.rows.iter().zip(&other.rows).all(|(one, other)| same(one, other));
        self.outcome != other.outcome
            || self.rows.len() != other.rows.len()
            || !in_order() && rows(self) != rows(other)
    }

    /// Drops an answer that nobody needs any more, without waiting until its rows are freed.
    pub fn discard(self) {
        drop(Aside::from(self.rows));
    }
}

/// The form of an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// The rows are the answer.
    Rows,
    /// One number; the rows are empty.
    Count(Tally),
    /// A yes or no; the rows are what it rests on.
    Verdict(Verdict),
}

/// A number that doubt may leave open: `low <= high`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Tally {
    /// How many there are for certain.
    pub low: u64,
    /// How many there may be.
    pub high: u64,
}

/// The answer to a question of yes or no.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Verdict {
    /// The record says so.
    Yes,
    /// A recorded negative, or coverage that is declared and holds nothing of the kind.
    No,
    /// It may be so, or there is evidence both ways.
    Possibly,
    /// The record is silent, and nothing declares it complete.
    NotRecorded,
}

impl Verdict {
    /// The words for people and for JSON: `yes`, `no`, `possibly`, `not recorded`.
    pub fn word(self) -> &'static str {
        match self {
            Verdict::Yes => "yes",
            Verdict::No => "no",
            Verdict::Possibly => "possibly",
            Verdict::NotRecorded => "not recorded",
        }
    }
}

/// A column of the answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// Its title for people: `member`.
    pub title: String,
    /// Its key in JSON, in `snake_case`; no two columns share one.
    pub key: String,
    /// What it holds.
    pub kind: ColumnKind,
    /// How soon a narrow terminal may hide it: 0 never, then the largest number first.
    pub priority: u8,
}

/// What a column holds, which decides how it is aligned and kept whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ColumnKind {
    /// Names of entities.
    Names,
    /// Text that may be long.
    Text,
    /// A date; never split.
    Date,
    /// A number; aligned to the right.
    Number,
    /// A short mark, such as `planned` or `denied`.
    Mark,
}

/// A row of the answer.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// A cell for each column.
    pub cells: Vec<Cell>,
    /// Whether it holds whatever the imprecise dates turn out to be; else it is *possible*.
    pub certain: bool,
    /// The facts it rests on; the one that speaks for the row comes first.
    pub facts: SmallVec<[FactId; 2]>,
    /// The source that the row is about, in a list of sources.
    pub source: Option<SourceId>,
    /// What accounts say that contradict a cell, each with the ids of its sources, by the place of the column:
    /// `12 (annual)`. Those of a date stand in the cell.
    pub also: SmallVec<[(usize, Vec<String>); 0]>,
}

impl Row {
    /// A row that rests on these facts; the one that speaks for it comes first.
    pub fn new(cells: Vec<Cell>, certain: bool, facts: SmallVec<[FactId; 2]>) -> Self {
        Row { cells, certain, facts, source: None, also: SmallVec::new() }
    }
}

impl Row {
    /// About how many bytes it takes.
    pub(super) fn weight(&self) -> usize {
        let text = |text: &String| size_of::<String>() + text.len();
        let cells = self.cells.iter().map(|cell| {
            size_of::<Cell>()
                + match cell {
                    Cell::Names(names) => names.iter().map(text).sum(),
                    Cell::Text(one) | Cell::Number { text: one, .. } => one.len(),
                    Cell::Date { date, also } => date.len() + also.iter().map(text).sum::<usize>(),
                    Cell::Empty | Cell::Tally(_) => 0,
                }
        });
        size_of::<Row>() + cells.sum::<usize>()
    }

    /// What other accounts say instead of a cell.
    pub fn also(&self, column: usize) -> &[String] {
        match self.cells.get(column) {
            Some(Cell::Date { also, .. }) => also,
            _ => self.also.iter().find(|(at, _)| *at == column).map_or(&[], |(_, also)| also),
        }
    }
}

/// One value of a row.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell {
    /// Nothing is recorded.
    Empty,
    /// One entity or several, by name.
    Names(Vec<String>),
    /// Text.
    Text(String),
    /// A date as written; `also` are other accounts of it, each with the ids of its sources:
    /// `2023-07 (kazan-article)`.
    Date {
        /// The date that leads.
        date: String,
        /// What other accounts say.
        also: Vec<String>,
    },
    /// A number with its unit as people write it.
    Number {
        /// `over 4 billion US dollars`
        text: String,
        /// The amount alone.
        amount: f64,
    },
    /// A count.
    Tally(Tally),
}
