//! One TOML table, read key by key.
//!
//! In: a parsed table and the file it stands in. Out: values with their spans; a problem for each that has the
//! wrong type.
//! Absent: what the keys mean.

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::error::LoadError;
use super::problems::Problems;
use crate::fact::Place;
use crate::text::{Source, Span};
use crate::time::Edtf;

/// No text of a fact is longer, in bytes.
const LONGEST: usize = 100_000;

/// A table in a file.
#[derive(Debug, Clone, Copy)]
pub(super) struct Item<'a> {
    pub(super) source: usize,
    pub(super) file: &'a Source,
    /// The heading of the table, or the whole of one in braces.
    pub(super) span: Span,
    table: &'a DeTable<'a>,
}

/// A value in a file.
#[derive(Debug, Clone, Copy)]
pub(super) struct Cell<'a> {
    pub(super) source: usize,
    pub(super) file: &'a Source,
    pub(super) span: Span,
    pub(super) value: &'a DeValue<'a>,
}

/// A string in a file.
#[derive(Debug, Clone, Copy)]
pub(super) struct Word<'a> {
    pub(super) source: usize,
    pub(super) file: &'a Source,
    pub(super) span: Span,
    pub(super) value: &'a str,
}

impl<'a> Item<'a> {
    /// A table that stands at this span.
    pub(super) fn new(source: usize, file: &'a Source, span: Span, table: &'a DeTable<'a>) -> Self {
        Item { source, file, span, table }
    }

    /// Adds a problem at this table's heading.
    pub(super) fn wrong(self, error: LoadError, out: &mut Problems) {
        out.add(self.source, self.span, error);
    }

    /// The line of the heading.
    pub(super) fn place(self) -> Place {
        let line = u32::try_from(self.file.line_of(self.span.start)).unwrap_or(u32::MAX);
        Place { file: u16::try_from(self.source).unwrap_or(u16::MAX), line }
    }

    /// The value of a key.
    pub(super) fn get(self, key: &str) -> Option<Cell<'a>> {
        self.table.get(key).map(|value| self.cell(value))
    }

    /// Whether the key is there.
    pub(super) fn has(self, key: &str) -> bool {
        self.table.contains_key(key)
    }

    /// Every key with its value, in the order of the file.
    pub(super) fn entries(self) -> Vec<(Word<'a>, Cell<'a>)> {
        let word = |key: &'a Spanned<std::borrow::Cow<'a, str>>| Word {
            source: self.source,
            file: self.file,
            span: key.span().into(),
            value: key.get_ref(),
        };
        let mut all: Vec<_> = self.table.iter().map(|(key, value)| (word(key), self.cell(value))).collect();
        all.sort_by_key(|(key, _)| key.span);
        all
    }

    /// Whether every key is such.
    pub(super) fn keys_are(self, such: impl Fn(&str) -> bool) -> bool {
        self.table.keys().all(|key| such(key.get_ref()))
    }

    /// A problem for each key that is not among these. `of` is what the table is, with its article.
    pub(super) fn only(self, keys: &[&str], of: &str, out: &mut Problems) {
        if self.keys_are(|key| keys.contains(&key)) {
            return;
        }
        for (key, _) in self.entries().into_iter().filter(|(key, _)| !keys.contains(&key.value)) {
            let near = out.near(key.value, keys.iter().copied());
            let known = keys.iter().map(ToString::to_string).collect();
            key.wrong(LoadError::UnknownKey { key: key.value.into(), of: of.into(), near, known }, out);
        }
    }

    /// The string of a key.
    pub(super) fn word(self, key: &str, out: &mut Problems) -> Option<Word<'a>> {
        self.get(key)?.word(key, out)
    }

    /// The string of a key that must be there. `of` is what the table is.
    pub(super) fn need(self, key: &'static str, of: &str, out: &mut Problems) -> Option<Word<'a>> {
        if !self.has(key) {
            self.wrong(LoadError::MissingKey { key, of: of.into() }, out);
        }
        self.word(key, out)
    }

    /// The string of a key, as text of its own.
    pub(super) fn text(self, key: &str, out: &mut Problems) -> Option<String> {
        self.word(key, out).map(|word| word.value.to_owned())
    }

    /// The strings of a key: a list, or one alone.
    pub(super) fn words(self, key: &str, out: &mut Problems) -> Vec<Word<'a>> {
        self.get(key).map(|cell| cell.words(key, out)).unwrap_or_default()
    }

    /// Whether a key is true; false if it is left out.
    pub(super) fn flag(self, key: &str, out: &mut Problems) -> bool {
        self.flag_or(key, false, out)
    }

    /// Whether a key is true, with what it is if left out.
    pub(super) fn flag_or(self, key: &str, otherwise: bool, out: &mut Problems) -> bool {
        let Some(cell) = self.get(key) else { return otherwise };
        if let DeValue::Boolean(value) = cell.value {
            return *value;
        }
        cell.mistyped(key, "`true` or `false`", out);
        otherwise
    }

    /// The table of a key.
    pub(super) fn table(self, key: &str, out: &mut Problems) -> Option<Item<'a>> {
        self.get(key)?.table(key, out)
    }

    /// The date of a key.
    pub(super) fn date(self, key: &str, out: &mut Problems) -> Option<Edtf> {
        self.get(key)?.date(key, out)
    }

    fn cell(self, value: &'a Spanned<DeValue<'a>>) -> Cell<'a> {
        Cell { source: self.source, file: self.file, span: value.span().into(), value: value.get_ref() }
    }
}

impl<'a> Cell<'a> {
    /// Adds a problem at this value.
    pub(super) fn wrong(self, error: LoadError, out: &mut Problems) {
        out.add(self.source, self.span, error);
    }

    /// Adds the problem that this value should be something else.
    pub(super) fn mistyped(self, key: &str, wanted: &'static str, out: &mut Problems) {
        self.wrong(LoadError::WrongType { key: key.into(), wanted, found: type_of(self.value) }, out);
    }

    /// The string that it is; an empty one is a problem.
    pub(super) fn word(self, key: &str, out: &mut Problems) -> Option<Word<'a>> {
        let DeValue::String(value) = self.value else {
            self.mistyped(key, "text between quotes", out);
            return None;
        };
        if value.trim().is_empty() {
            self.wrong(LoadError::Empty { key: key.into() }, out);
            return None;
        }
        if value.len() > LONGEST {
            self.wrong(LoadError::TooLong { key: key.into(), bytes: value.len() }, out);
            return None;
        }
        Some(Word { source: self.source, file: self.file, span: self.span, value })
    }

    /// The values of the list that it is; any other value is a list of itself.
    pub(super) fn list(self) -> Vec<Cell<'a>> {
        let DeValue::Array(array) = self.value else { return vec![self] };
        array.iter().map(|value| Cell { span: value.span().into(), value: value.get_ref(), ..self }).collect()
    }

    /// The strings of the list that it is.
    pub(super) fn words(self, key: &str, out: &mut Problems) -> Vec<Word<'a>> {
        self.list().into_iter().filter_map(|cell| cell.word(key, out)).collect()
    }

    /// The table that it is.
    pub(super) fn table(self, key: &str, out: &mut Problems) -> Option<Item<'a>> {
        if let DeValue::Table(table) = self.value {
            return Some(Item::new(self.source, self.file, self.span, table));
        }
        self.mistyped(key, "a table", out);
        None
    }

    /// The date that it is: EDTF between quotes, or a date of TOML.
    pub(super) fn date(self, key: &str, out: &mut Problems) -> Option<Edtf> {
        let DeValue::Datetime(date) = self.value else { return self.word(key, out)?.date(out) };
        let text = date.to_string();
        let parsed = Edtf::parse(&text);
        parsed.map_err(|error| self.wrong(LoadError::BadDate { text, kind: error.kind }, out)).ok()
    }
}

impl Word<'_> {
    /// Adds a problem at this string.
    pub(super) fn wrong(self, error: LoadError, out: &mut Problems) {
        out.add(self.source, self.span, error);
    }

    /// Adds a problem at a part of this string, given in bytes of its value.
    pub(super) fn wrong_at(self, part: Span, error: LoadError, out: &mut Problems) {
        out.add(self.source, self.part(part), error);
    }

    /// Where a part of the value stands in the file; the whole string where escapes hide that.
    pub(super) fn part(self, part: Span) -> Span {
        let raw = self.span.of(&self.file.text);
        match raw.find(self.value) {
            Some(at) => Span::new(self.span.start + at + part.start, self.span.start + at + part.end),
            None => self.span,
        }
    }

    /// The date that it is.
    pub(super) fn date(self, out: &mut Problems) -> Option<Edtf> {
        match Edtf::parse(self.value) {
            Ok(date) => Some(date),
            Err(error) => {
                let part = Span::new(error.offset, error.offset + error.len);
                self.wrong_at(part, LoadError::BadDate { text: self.value.into(), kind: error.kind }, out);
                None
            }
        }
    }
}

/// What a value is, for people.
pub(super) fn type_of(value: &DeValue<'_>) -> &'static str {
    match value {
        DeValue::String(_) => "text",
        DeValue::Integer(_) | DeValue::Float(_) => "a number",
        DeValue::Boolean(_) => "`true` or `false`",
        DeValue::Datetime(_) => "a date",
        DeValue::Array(_) => "a list",
        DeValue::Table(_) => "a table",
    }
}
