//! Variables, what is tested of them, and pairs.
//!
//! In: `?who`, `where …`, `pairs of …`. Out: nodes; a variable is one number throughout, unless the definition
//! around it says what it means here. Absent: what a variable may be.

use std::collections::HashMap;

use crate::fact::EntityId;
use crate::syntax::{NounPhrase, Paired, Phrase, Word};
use crate::text::Span;

use super::super::error::Error;
use super::super::query::Variable;
use super::{Attacher, Node, NodeId, What};

/// The variables of one query.
#[derive(Debug, Clone, Default)]
pub(in crate::resolve) struct Variables {
    /// Name and first place of each.
    pub(in crate::resolve) known: Vec<(String, Span)>,
    /// What the names mean here: outside of definitions, the variables that were named so far.
    pub(in crate::resolve) scope: HashMap<String, Means>,
}

/// What the name of a variable means.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::resolve) enum Means {
    /// A variable.
    Variable(Variable),
    /// A name that was given to a definition.
    Name(String, Vec<EntityId>),
}

impl Variables {
    /// A new variable; its name is for readings and columns only.
    pub(in crate::resolve) fn fresh(&mut self, name: &str, span: Span) -> Variable {
        self.known.push((name.to_owned(), span));
        Variable(u16::try_from(self.known.len() - 1).unwrap_or(u16::MAX))
    }
}

impl Attacher<'_> {
    /// `?who`: the variable of that name, or what a definition was given for it.
    pub(super) fn variable(&mut self, word: &Word, span: Span) -> NodeId {
        let variables = &mut self.variables;
        let what = match variables.scope.get(&word.text) {
            Some(Means::Variable(variable)) => What::Variable(*variable),
            Some(Means::Name(text, entities)) => {
                What::Named { text: text.clone(), entities: entities.clone() }
            }
            None => {
                let variable = variables.fresh(&word.text, span);
                variables.scope.insert(word.text.clone(), Means::Variable(variable));
                What::Variable(variable)
            }
        };
        self.add(Node::new(what, span))
    }

    /// `(who joined) which organisations`: a noun whose things are a variable too, which bears its name.
    pub(super) fn asked_too(&mut self, noun: &NounPhrase, span: Span) -> Result<NodeId, Error> {
        let id = self.noun_phrase(noun, span)?;
        let name = noun.noun.text.to_lowercase().replace(' ', "-");
        let is_new = |name: &String| !self.variables.scope.contains_key(name);
        let numbered = (2..).map(|number| format!("{name}-{number}"));
        let name = std::iter::once(name.clone()).chain(numbered).find(is_new).unwrap_or_default();
        let variable = self.variables.fresh(&name, span);
        self.variables.scope.insert(name, Means::Variable(variable));
        self.node_mut(id).asked_too = Some(variable);
        Ok(id)
    }

    /// `where ?who is not Putin and …`
    pub(super) fn conditions(&mut self, conditions: &[Phrase]) -> Result<(), Error> {
        for condition in conditions {
            let list = self.phrase(condition)?;
            self.whole.conditions.push(list);
        }
        Ok(())
    }

    pub(super) fn pairs(&mut self, pairs: &[Paired], span: Span) -> Result<NodeId, Error> {
        let list = |one: &Paired| Ok((one.follows, self.phrase(&one.phrase)?));
        let lists = pairs.iter().map(list).collect::<Result<Vec<_>, _>>()?;
        Ok(self.add(Node::new(What::Pairs(lists), span)))
    }

    /// Whether a defined noun takes that word with anything that could be an answer.
    pub(super) fn defined_takes(&self, at: usize, word: &str, item: NodeId) -> bool {
        let parameters = &self.definitions.at(at).parameters;
        let known = parameters.iter().any(|one| one.0 == word)
            || word == super::noun::BEFORE && !parameters.is_empty();
        known && !matches!(self.node(item).what, What::Text(_) | What::Amount(_) | What::Verb { .. })
    }
}
