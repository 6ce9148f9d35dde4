//! One index of all words that are not the language's own: names, nouns, verbs.
//!
//! In: phrases with what they mean. Out: everything that a phrase means; the lexicon that the marking of
//! words asks.
//! Absent: choosing among meanings (`resolve`), closed words, numbers and dates.

use super::cells::Cells;
use super::texts::Texts;
use crate::fact::{EntityId, Form, KindId, NounId, RelationId, RoleId, SourceId, TextId, UnitId, VerbId};
use crate::text::{Classes, Known, Lexicon, PhraseMap, suggest};

/// What a phrase may mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Meaning {
    /// An entity, called by one of its names.
    Entity {
        /// Which entity.
        id: EntityId,
        /// By which sort of name.
        how: How,
    },
    /// A noun of the vocabulary.
    Noun {
        /// Which noun.
        id: NounId,
        /// Whether the phrase is in the plural; where both forms are the same, it is not.
        plural: bool,
    },
    /// A kind of entity.
    Kind {
        /// Which kind.
        id: KindId,
        /// As for nouns.
        plural: bool,
    },
    /// A role of a relation as a noun of its own.
    Role {
        /// The relation.
        relation: RelationId,
        /// The role.
        role: RoleId,
        /// As for nouns.
        plural: bool,
    },
    /// A verb in one of its forms.
    Verb {
        /// Which verb.
        id: VerbId,
        /// In which form.
        form: Form,
    },
    /// A source, by its id or its title.
    Source(SourceId),
    /// A unit of numbers.
    Unit(UnitId),
}

/// By which sort of name an entity is called.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum How {
    /// Its canonical name.
    Name,
    /// Another name.
    Alias,
    /// A name that it had once.
    Former,
    /// An adjective.
    Demonym,
    /// Its id in the files.
    Id,
}

impl Meaning {
    /// The class that the grammar knows it by; none for sources.
    fn class(self) -> Classes {
        match self {
            Meaning::Entity { how: How::Demonym, .. } => Classes::ADJECTIVE,
            Meaning::Entity { .. } => Classes::NAME,
            Meaning::Noun { .. } | Meaning::Kind { .. } | Meaning::Role { .. } => Classes::NOUN,
            Meaning::Verb { form: Form::Participle, .. } => Classes::PARTICIPLE,
            Meaning::Verb { form: Form::Gerund, .. } => Classes::GERUND,
            Meaning::Verb { .. } => Classes::VERB,
            Meaning::Source(_) => Classes::NONE,
            Meaning::Unit(_) => Classes::UNIT,
        }
    }
}

/// All phrases with their meanings.
#[derive(Debug, Clone, Default)]
pub(super) struct Names {
    phrases: PhraseMap<u32>,
    /// For each phrase, how it was first written.
    written: Vec<TextId>,
    /// For each phrase, the classes of all its meanings.
    classes: Vec<Classes>,
    meanings: Cells<Meaning>,
    /// Phrase and meaning as they came; grouped at the end.
    loose: Vec<(u32, Meaning)>,
}

impl Names {
    /// Gives a phrase one more meaning. What has no letters is not kept.
    pub(super) fn add(&mut self, phrase: TextId, meaning: Meaning, texts: &Texts) {
        let next = u32::try_from(self.written.len()).unwrap_or(u32::MAX);
        let number = self.phrases.get_or_insert_with(texts.get(phrase), || next).copied();
        let Some(number) = number else { return };
        if number == next {
            self.written.push(phrase);
            self.classes.push(Classes::NONE);
        }
        if let Some(classes) = self.classes.get_mut(number as usize) {
            *classes |= meaning.class();
        }
        self.loose.push((number, meaning));
    }

    /// Groups the meanings; the same entity under several sorts of one name is kept under the first.
    pub(super) fn finish(&mut self) {
        let mut loose = std::mem::take(&mut self.loose);
        loose.sort_unstable();
        loose.dedup_by(|later, first| later.0 == first.0 && same(later.1, first.1));
        let mut rest = loose.as_slice();
        for number in 0..self.written.len() {
            let count = rest.partition_point(|(phrase, _)| *phrase as usize <= number);
            let (mine, others) = rest.split_at_checked(count).unwrap_or_default();
            self.meanings.push(mine.iter().map(|(_, meaning)| *meaning));
            rest = others;
        }
    }

    /// Everything that a phrase means, names before nouns before verbs.
    pub(super) fn meanings(&self, phrase: &str) -> &[Meaning] {
        self.phrases.get(phrase).map_or(&[], |number| self.meanings.row(*number))
    }

    /// How many phrases there are.
    pub(super) fn len(&self) -> usize {
        self.written.len()
    }

    /// Every phrase as it was first written, with its classes and meanings.
    pub(super) fn phrases<'a>(&'a self, texts: &'a Texts) -> impl Iterator<Item = Phrase<'a>> {
        let all = self.written.iter().zip(&self.classes).zip(self.meanings.rows());
        all.map(|((written, classes), meanings)| Phrase {
            written: texts.get(*written),
            classes: *classes,
            meanings,
        })
    }

    fn known(&self, (words, number): (usize, &u32)) -> Option<Known> {
        let classes = self.classes.get(*number as usize).copied().filter(|classes| !classes.is_empty())?;
        Some(Known { words, classes })
    }
}

/// A phrase that the base knows.
#[derive(Debug, Clone, Copy)]
pub struct Phrase<'a> {
    /// As the files first write it.
    pub written: &'a str,
    /// The classes of all its meanings.
    pub classes: Classes,
    /// What it means.
    pub meanings: &'a [Meaning],
}

impl Phrase<'_> {
    /// Whether it is nothing but the id of something.
    fn is_an_id(&self) -> bool {
        self.meanings.iter().all(|meaning| matches!(meaning, Meaning::Entity { how: How::Id, .. }))
    }
}

/// How many names of one thing may be near to a word; more hide what else is near.
const NAMES_OF_ONE: usize = 4;

impl super::Store {
    /// Whether a name means anything but the entities that were seen, which it joins; demonyms are words of their own.
    fn is_of_another(&self, name: &str, seen: &mut Vec<EntityId>) -> bool {
        let mut other = false;
        for meaning in self.names.meanings(name) {
            match meaning {
                Meaning::Entity { how: How::Demonym, .. } => other = true,
                Meaning::Entity { id, .. } if seen.contains(id) => {}
                Meaning::Entity { id, .. } => {
                    seen.push(*id);
                    other = true;
                }
                _ => other = true,
            }
        }
        other
    }
}

/// Whether one entity is meant twice, or one word is both singular and plural.
fn same(one: Meaning, other: Meaning) -> bool {
    match (one, other) {
        (Meaning::Entity { id: a, .. }, Meaning::Entity { id: b, .. }) => a == b,
        (Meaning::Noun { id: a, .. }, Meaning::Noun { id: b, .. }) => a == b,
        (Meaning::Kind { id: a, .. }, Meaning::Kind { id: b, .. }) => a == b,
        (Meaning::Role { relation: a, role: c, .. }, Meaning::Role { relation: b, role: d, .. }) => {
            (a, c) == (b, d)
        }
        _ => one == other,
    }
}

impl Lexicon for super::Store {
    fn longest(&self, words: &[&str]) -> Option<Known> {
        self.names.phrases.matches(words).rev().find_map(|found| self.names.known(found))
    }

    fn all(&self, words: &[&str]) -> Vec<Known> {
        self.names.phrases.matches(words).rev().filter_map(|found| self.names.known(found)).collect()
    }

    fn near(&self, word: &str, wanted: Classes, max: usize) -> Vec<String> {
        // An id is offered only for what looks like one.
        let like_an_id = word.contains('-');
        let fitting = self.phrases().filter(|phrase| phrase.classes.intersects(wanted));
        let fitting = fitting.filter(|phrase| like_an_id || !phrase.is_an_id());
        let mut found = suggest(word, fitting.map(|phrase| phrase.written), NAMES_OF_ONE * max);
        let mut seen = Vec::new();
        found.retain(|name| self.is_of_another(name, &mut seen));
        found.truncate(max);
        found
    }
}
