//! Ids of the files, one index for each sort of thing.
//!
//! In: ids as they are declared. Out: what they stand for; a problem for one that is malformed or there twice.
//! Absent: the things themselves.

use std::collections::HashMap;

use super::error::LoadError;
use super::item::Word;
use super::problems::Problems;
use crate::store::FastHash;
use crate::text::Source;

/// The ids of one sort of thing, in the order in which they were declared.
#[derive(Debug)]
pub(super) struct Index<'a> {
    what: &'static str,
    places: HashMap<&'a str, usize, FastHash>,
    words: Vec<Word<'a>>,
}

impl<'a> Index<'a> {
    /// An empty index of these things: `entity`.
    pub(super) fn new(what: &'static str) -> Self {
        Index { what, places: HashMap::default(), words: Vec::new() }
    }

    /// Adds an id; false, with a problem, if it is malformed or taken.
    pub(super) fn add(&mut self, id: Word<'a>, out: &mut Problems) -> bool {
        if !is_id(id.value) {
            id.wrong(LoadError::BadId { id: id.value.into() }, out);
            return false;
        }
        if let Some(first) = self.places.get(id.value).and_then(|at| self.words.get(*at)) {
            let first = here(first);
            id.wrong(LoadError::IdTwice { what: self.what, id: id.value.into(), first }, out);
            return false;
        }
        self.places.insert(id.value, self.words.len());
        self.words.push(id);
        true
    }

    /// The place of an id in the order of declaration.
    pub(super) fn get(&self, id: &str) -> Option<usize> {
        self.places.get(id).copied()
    }

    /// The place of the id that a string gives; a problem if there is none.
    pub(super) fn find(&self, id: Word<'_>, unknown: Unknown, out: &mut Problems) -> Option<usize> {
        let found = self.get(id.value);
        if found.is_none() {
            let near = out.near(id.value, self.ids());
            id.wrong(unknown(id.value.into(), near), out);
        }
        found
    }

    /// Every id.
    pub(super) fn ids(&self) -> impl Iterator<Item = &'a str> {
        self.words.iter().map(|word| word.value)
    }

    /// How many ids there are.
    pub(super) fn len(&self) -> usize {
        self.words.len()
    }
}

/// Makes the error for an id that is not known, from the id and the nearest known ones.
pub(super) type Unknown = fn(String, Vec<String>) -> LoadError;

/// The error for an entity that is not known.
pub(super) fn no_entity(id: String, near: Vec<String>) -> LoadError {
    LoadError::EntityUnknown { id, near }
}

/// The error for a kind that is not known.
pub(super) fn no_kind(id: String, near: Vec<String>) -> LoadError {
    LoadError::KindUnknown { id, near }
}

/// The error for a relation that is not known.
pub(super) fn no_relation(id: String, near: Vec<String>) -> LoadError {
    LoadError::RelationUnknown { id, near }
}

/// The error for a unit that is not known.
pub(super) fn no_unit(unit: String, near: Vec<String>) -> LoadError {
    LoadError::UnitUnknown { unit, near }
}

/// File and line of a word, as people write them.
pub(super) fn here(word: &Word<'_>) -> String {
    let file: &Source = word.file;
    format!("{}:{}", file.name, file.line_of(word.span.start))
}

/// Whether a text is an id: lower-case letters, digits and hyphens, a letter or digit first.
pub(super) fn is_id(text: &str) -> bool {
    let fits = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    text.chars().all(fits) && !text.is_empty() && !text.starts_with('-') && text.len() <= 200
}

#[cfg(test)]
mod tests {
    use super::is_id;

    #[test]
    fn ids_are_lower_case_words_joined_by_hyphens() {
        assert!(is_id("south-africa") && is_id("2024") && is_id("a"));
        for text in ["", "-a", "South", "a b", "ä", "a_b"] {
            assert!(!is_id(text), "{text}");
        }
    }
}
