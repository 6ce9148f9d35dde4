//! Nouns that queries define.
//!
//! In: definitions, checked when they are made. Out: what a noun stands for, and the lexicon that knows it. The
//! caller keeps them: a session or a script. Absent: how a use of a noun is put in place (`lower`).

use std::sync::Arc;

use crate::fact::{KindId, RelationId};
use crate::store::{Meaning, Store};
use crate::syntax::{self, DefinedNoun, Phrase};
use crate::text::{Classes, Known as Entry, Lexicon, PhraseMap, Span, suggest};
use crate::time::Day;

use super::bound::answers;
use super::error::Error;
use super::lower;
use super::reading::reading;

/// The most nouns that can be defined.
const MOST_DEFINITIONS: usize = 1000;

/// A noun with what it stands for.
#[derive(Debug, Clone, PartialEq)]
pub struct Definition {
    /// In the singular.
    pub singular: String,
    /// In the plural.
    pub plural: String,
    /// Each preposition in lower case with its variable.
    pub parameters: Vec<(String, String)>,
    /// What it stands for.
    pub phrase: Phrase,
    /// The whole definition in its canonical form.
    pub text: String,
    /// What it answers.
    pub(super) answers: Answers,
    /// Where its noun stands in its own text.
    pub(super) span: Span,
}

/// What a defined noun answers.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Answers {
    /// Not known yet: it is being defined by itself.
    Unknown,
    /// Entities of these kinds; of any, if there are none.
    Kinds(Vec<KindId>),
    /// Facts of these relations.
    Facts(Vec<RelationId>),
}

/// All nouns that were defined.
#[derive(Debug, Clone, Default)]
pub struct Definitions {
    all: Vec<Arc<Definition>>,
    phrases: PhraseMap<usize>,
}

impl Definitions {
    /// Every definition, in the order in which their nouns were first defined.
    pub fn all(&self) -> impl ExactSizeIterator<Item = &Definition> {
        self.all.iter().map(AsRef::as_ref)
    }

    /// The store's lexicon with the defined nouns.
    pub fn lexicon<'a>(&'a self, store: &'a Store) -> Known<'a> {
        Known { definitions: self, store }
    }

    /// These with one more noun whose meaning is not known yet, so that its own definition can use it.
    #[must_use]
    pub fn with_noun(&self, noun: &DefinedNoun) -> Definitions {
        let mut more = self.clone();
        let span = noun.span;
        let head = syntax::Operand { article: None, kind: syntax::OperandKind::Text(String::new()), span };
        let definition = Definition {
            singular: noun.singular.clone(),
            plural: noun.plural.clone(),
            parameters: Vec::new(),
            phrase: Phrase { head, tails: Vec::new() },
            text: String::new(),
            answers: Answers::Unknown,
            span: noun.span,
        };
        more.put(definition);
        more
    }

    /// Adds a noun, or gives it another meaning; returns what to tell about it: how it was read, what it replaces. `self` is left as it was where the
    /// definition is refused.
    ///
    /// # Errors
    /// [`Error`] where the definition cannot be resolved by itself.
    pub fn define(
        &mut self,
        definition: &syntax::Definition,
        store: &Store,
        today: Day,
    ) -> Result<Vec<String>, Error> {
        let parameters = parameters(definition)?;
        if self.all.len() >= MOST_DEFINITIONS {
            return Err(Error::TooManyDefinitions { span: definition.noun.span });
        }
        let noun = &definition.noun;
        let before = self.find(&noun.plural).or_else(|| self.find(&noun.singular));
        let mut made = Definition {
            singular: noun.singular.clone(),
            plural: noun.plural.clone(),
            parameters,
            phrase: definition.phrase.clone(),
            text: definition.to_string(),
            answers: Answers::Unknown,
            span: noun.span,
        };
        let mut notes = Vec::new();
        match before {
            Some(at) => notes.push(format!("this replaces `{}`", self.all[at].text)),
            None if store.meanings(&noun.plural).iter().copied().any(is_noun) => {
                notes.push(format!("`{}` of the vocabulary is hidden by this definition", noun.plural));
            }
            None => {}
        }
        let mut more = self.clone();
        let at = more.put(made.clone());
        let query = lower::definition(at, store, today, &more)?;
        made.answers = answers(&query.set, store);
        let read = reading(&query, store);
        let meaning = read.split_once("; ").map_or(read.as_str(), |(_, meaning)| meaning);
        let own = format!("{} are ", made.plural);
        notes.insert(0, meaning.strip_prefix(&own).unwrap_or(meaning).to_owned());
        more.put(made);
        *self = more;
        Ok(notes)
    }

    fn put(&mut self, definition: Definition) -> usize {
        let known = self.find(&definition.plural).or_else(|| self.find(&definition.singular));
        let at = known.unwrap_or(self.all.len());
        for form in [&definition.singular, &definition.plural] {
            self.phrases.insert(form, at);
        }
        let definition = Arc::new(definition);
        match self.all.get_mut(at) {
            Some(before) => *before = definition,
            None => self.all.push(definition),
        }
        at
    }

    pub(super) fn find(&self, text: &str) -> Option<usize> {
        self.phrases.get(text).copied()
    }

    /// The definition at a place that [`Definitions::find`] gave.
    pub(super) fn at(&self, at: usize) -> &Arc<Definition> {
        &self.all[at]
    }
}

fn is_noun(meaning: Meaning) -> bool {
    matches!(meaning, Meaning::Noun { .. } | Meaning::Kind { .. } | Meaning::Role { .. })
}

/// The parameters, each preposition and each variable once.
fn parameters(definition: &syntax::Definition) -> Result<Vec<(String, String)>, Error> {
    let mut found: Vec<(String, String)> = Vec::new();
    for one in &definition.parameters {
        let word = one.preposition.text.to_lowercase();
        for (word, span) in [(&word, one.preposition.span), (&one.variable.text, one.variable.span)] {
            if found.iter().any(|(preposition, variable)| preposition == word || variable == word) {
                return Err(Error::TwiceInDefinition { word: word.clone(), span });
            }
        }
        if !names(&definition.phrase, &one.variable.text) {
            let name = one.variable.text.clone();
            return Err(Error::UnusedParameter { name, span: one.variable.span });
        }
        found.push((word, one.variable.text.clone()));
    }
    Ok(found)
}

/// Whether a phrase names the variable.
fn names(phrase: &Phrase, variable: &str) -> bool {
    let text = phrase.to_string();
    let of_word = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '?');
    text.split(|c| !of_word(c)).any(|word| word.strip_prefix('?') == Some(variable))
}

/// The store's words and the defined nouns together.
#[derive(Debug, Clone, Copy)]
pub struct Known<'a> {
    definitions: &'a Definitions,
    store: &'a Store,
}

impl Lexicon for Known<'_> {
    fn longest(&self, words: &[&str]) -> Option<Entry> {
        self.all(words).into_iter().next()
    }

    fn all(&self, words: &[&str]) -> Vec<Entry> {
        let mut found = self.store.all(words);
        for (count, _) in self.definitions.phrases.matches(words) {
            match found.iter_mut().find(|entry| entry.words == count) {
                Some(entry) => entry.classes |= Classes::NOUN,
                None => found.push(Entry { words: count, classes: Classes::NOUN }),
            }
        }
        found.sort_by_key(|entry| std::cmp::Reverse(entry.words));
        found
    }

    fn near(&self, word: &str, wanted: Classes, max: usize) -> Vec<String> {
        let mut found = Vec::new();
        if wanted.intersects(Classes::NOUN) {
            let nouns = self.definitions.all().flat_map(|one| [one.singular.as_str(), one.plural.as_str()]);
            found = suggest(word, nouns, max);
        }
        found.extend(self.store.near(word, wanted, max));
        found.truncate(max);
        found
    }
}
