//! Nouns and names as nodes.
//!
//! In: a noun phrase or a name of the tree. Out: nodes with all their senses, and what stands before
//! the noun as arguments. Absent: choosing among senses; that is done as arguments come.

use crate::fact::{EntityId, Noun, RelationId, RoleId};
use crate::store::{How, Meaning};
use crate::syntax::{NounPhrase, Premodifier, Word};
use crate::text::Span;
use crate::time::Shape;

use super::super::error::Error;
use super::super::query::Spoken;
use super::{Arg, Attacher, List, Node, NodeId, NounSense, What};

/// The word of arguments that stand before the noun.
pub(in crate::resolve) const BEFORE: &str = "'s";

impl Attacher<'_> {
    pub(super) fn noun_phrase(&mut self, phrase: &NounPhrase, span: Span) -> Result<NodeId, Error> {
        let id = self.noun(&phrase.noun, span)?;
        self.node_mut(id).pick = phrase.pick;
        // `Iran's president's statements`: a possessive noun takes what stands before it.
        let mut before: Vec<(NodeId, Span)> = Vec::new();
        for word in &phrase.premodifiers {
            match word {
                Premodifier::Standing(standing) => self.node_mut(id).standing = Some(*standing),
                Premodifier::Possessive { word, noun: true } => {
                    let owner = self.noun(word, word.span)?;
                    for (item, span) in before.drain(..) {
                        self.before(owner, item, span)?;
                    }
                    before.push((owner, word.span));
                }
                Premodifier::Possessive { word, .. } | Premodifier::Compound(word) => {
                    before.push((self.named(word)?, word.span));
                }
                Premodifier::Adjective(word) => before.push((self.demonym(word)?, word.span)),
            }
        }
        for (item, span) in before {
            self.before(id, item, span)?;
        }
        Ok(id)
    }

    /// Something that stands before a noun: fills the first role of its possessives that fits.
    fn before(&mut self, noun: NodeId, item: NodeId, span: Span) -> Result<(), Error> {
        if self.kind_of_one(noun, item, span) {
            return Ok(());
        }
        if !self.narrow(noun, BEFORE, item) {
            return Err(self.not_taken(BEFORE, span, item, &[noun]));
        }
        self.node_mut(noun).args.push(Arg { word: BEFORE.to_owned(), list: List::one(item), negated: false });
        Ok(())
    }

    /// A noun of the vocabulary, a kind or a role; a noun of a relation comes first.
    fn noun(&mut self, word: &Word, span: Span) -> Result<NodeId, Error> {
        let text = word.text.clone();
        if let Some(at) = self.definitions.find(&text) {
            return Ok(self.add(Node::new(What::Defined { text, at }, span)));
        }
        let meanings = self.store.meanings(&text);
        let mut senses = Vec::new();
        let mut roles = Vec::new();
        let mut kind = None;
        for meaning in meanings {
            match meaning {
                Meaning::Noun { id, .. } => {
                    let noun = self.store.noun(*id);
                    senses.extend(noun.senses.iter().map(|sense| NounSense {
                        spoken: Spoken::Noun(*id),
                        sense: sense.clone(),
                        ranging: noun.senses.len() > 1,
                    }));
                }
                Meaning::Kind { id, .. } => kind = Some(*id),
                Meaning::Role { relation, role, .. } => roles.push((*relation, *role)),
                _ => {}
            }
        }
        let what = if !senses.is_empty() {
            What::Noun { text, senses }
        } else if let Some(kind) = kind {
            What::Kind { text, kind }
        } else if !roles.is_empty() {
            What::RoleNoun { text, roles }
        } else {
            return Err(Error::NotANoun { word: text, span: word.span });
        };
        Ok(self.add(Node::new(what, span)))
    }

    /// What a noun for a role can be asked of: `of statements`, for `speakers`.
    pub(super) fn facts_with(&self, roles: &[(RelationId, RoleId)]) -> Vec<String> {
        let of_facts = |relation: RelationId| {
            let whole = |noun: &&Noun| matches!(&noun.senses[..], [only] if only.relation == relation && only.answers.is_none());
            self.store.nouns().find(whole).and_then(|noun| noun.words.first())
        };
        let nouns = roles.iter().filter_map(|(relation, _)| of_facts(*relation));
        nouns.map(|words| format!("of {}", words.plural)).collect()
    }

    /// `what happened`: the noun that ranges over all events.
    pub(super) fn any_event(&mut self, span: Span) -> Result<NodeId, Error> {
        let event = |relation: RelationId| self.store.relation(relation).shape == Shape::Event;
        let all = self.store.relations().filter(|relation| relation.shape == Shape::Event).count();
        let ranges = |noun: &&Noun| {
            noun.senses.len() == all
                && noun.senses.iter().all(|sense| sense.answers.is_none() && event(sense.relation))
        };
        let words = self.store.nouns().find(ranges).and_then(|noun| noun.words.first());
        let text = words.map(|words| words.plural.clone()).ok_or(Error::NoEvents { span })?;
        self.noun(&Word { text, span }, span)
    }

    /// A name, with every entity that bears it.
    pub(super) fn named(&mut self, word: &Word) -> Result<NodeId, Error> {
        let entities = self.entities(&word.text, false);
        if entities.is_empty() {
            return Err(self.unknown_name(&word.text, word.span));
        }
        Ok(self.add(Node::new(What::Named { text: word.text.clone(), entities }, word.span)))
    }

    fn demonym(&mut self, word: &Word) -> Result<NodeId, Error> {
        let entities = self.entities(&word.text, true);
        if entities.is_empty() {
            return Err(self.unknown_name(&word.text, word.span));
        }
        Ok(self.add(Node::new(What::Named { text: word.text.clone(), entities }, word.span)))
    }

    /// Every entity of that name (or demonym), each once.
    pub(in crate::resolve) fn entities(&self, text: &str, demonyms: bool) -> Vec<EntityId> {
        let mut found = Vec::new();
        for meaning in self.store.meanings(text) {
            match meaning {
                Meaning::Entity { id, how } if (*how == How::Demonym) == demonyms && !found.contains(id) => {
                    found.push(*id);
                }
                _ => {}
            }
        }
        found
    }

    pub(in crate::resolve) fn unknown_name(&self, name: &str, span: Span) -> Error {
        use crate::text::{Classes, Lexicon as _};
        Error::UnknownName { name: name.to_owned(), near: self.store.near(name, Classes::NAME, 3), span }
    }

    /// Quoted text is whatever bears those words as its name or noun; else it is text.
    pub(super) fn quoted(&mut self, text: &str, span: Span) -> Result<NodeId, Error> {
        let word = Word { text: text.to_owned(), span };
        if let Some(entity) = self.store.entity_by_id(text) {
            let what = What::Named { text: text.to_owned(), entities: vec![entity] };
            return Ok(self.add(Node::new(what, span)));
        }
        if !self.entities(text, false).is_empty() {
            return self.named(&word);
        }
        if self.definitions.find(text).is_some() {
            return self.noun(&word, span);
        }
        let is_noun = |meaning: &Meaning| matches!(meaning, Meaning::Noun { .. } | Meaning::Kind { .. });
        if self.store.meanings(text).iter().any(is_noun) {
            return self.noun(&word, span);
        }
        Ok(self.add(Node::new(What::Text(text.to_owned()), span)))
    }
}
