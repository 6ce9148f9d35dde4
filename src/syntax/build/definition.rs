//! The rules of variables and definitions.
//!
//! In: `query_variable`, `where_tail`, `pairs`, `definition`. Out: the tree's variables and definitions. Absent: what a
//! variable may be.

use super::super::error::Error;
use super::super::node::Node;
use super::super::tree::{
    DefinedNoun, Definition, Follows, Operand, OperandKind, Paired, Parameter, Phrase, Tail, Word,
};
use super::{Builder, Built};
use crate::text::{Span, english};

/// The word that may stand before the noun of a definition and is no part of it.
const ARTICLE: &str = "the";

impl Builder<'_> {
    /// `?who`, without its `?`, in lower case: one variable is one thing however it is typed.
    pub(super) fn query_variable(self, node: &Node) -> Word {
        let word = self.word(node);
        Word { text: word.text.trim_start_matches('?').to_lowercase(), span: word.span }
    }

    pub(super) fn where_tail(self, node: &Node) -> Built<Tail> {
        Ok(Tail::Where(node.all("condition").map(|one| self.condition(one)).collect::<Built<_>>()?))
    }

    /// A condition is a phrase whose head is the variable.
    fn condition(self, node: &Node) -> Built<Phrase> {
        let variable = self.need(node, "query_variable")?;
        let kind = OperandKind::Variable(self.query_variable(variable));
        let mut said = self.told(node)?;
        let more = self.tails_after(&mut said, node)?;
        let tails = std::iter::once(Tail::Predicate(said)).chain(more).collect();
        Ok(Phrase { head: Operand { article: None, kind, span: self.span(variable) }, tails })
    }

    pub(super) fn pairs(self, node: &Node) -> Built<Operand> {
        let mut pairs = Vec::new();
        let mut follows = None;
        for child in &node.children {
            match child.rule.as_str() {
                "followed" => follows = Some(self.followed(child)?),
                "paired" => pairs.push(Paired { follows: follows.take(), phrase: self.phrase(child)? }),
                _ => {}
            }
        }
        Ok(Operand { article: None, kind: OperandKind::Pairs(pairs), span: self.span(node) })
    }

    fn followed(self, node: &Node) -> Built<Follows> {
        Ok(Follows { within: node.child("length").map(|length| self.length(length)).transpose()? })
    }

    pub(super) fn definition(self, node: &Node) -> Built<Definition> {
        Ok(Definition {
            noun: self.defined_noun(node)?,
            parameters: node.all("parameter").map(|one| self.parameter(one)).collect::<Built<_>>()?,
            phrase: self.phrase(self.need(node, "phrase")?)?,
        })
    }

    /// The noun of a definition: in both numbers, or in one from which the other is derived.
    pub(super) fn defined_noun(self, node: &Node) -> Built<DefinedNoun> {
        let words: Vec<Word> = node.all("defined_noun").map(|word| self.word(word)).collect();
        let folded = |word: &Word| word.text.to_lowercase();
        match &words[..] {
            [one, other] => {
                self.check_article(one)?;
                let (singular, plural) = (folded(one), folded(other));
                let written = format!("{singular}/{plural}");
                Ok(DefinedNoun { singular, plural, written, span: one.span.to(other.span) })
            }
            [only] => {
                self.check_article(only)?;
                let text = folded(only);
                let written = text.clone();
                let (singular, plural) = match english::singular_of(&text) {
                    Some(singular) => (singular, text),
                    None => (text.clone(), english::plural_of(&text)),
                };
                Ok(DefinedNoun { singular, plural, written, span: only.span })
            }
            _ => Err(self.broken(node)),
        }
    }

    /// A misspelt `the` must not become a part of the noun: `define teh partners of ?x as …`.
    fn check_article(self, noun: &Word) -> Built<()> {
        let Some((first, _)) = noun.text.split_once(|c: char| c.is_whitespace()) else { return Ok(()) };
        if strsim::osa_distance(&first.to_lowercase(), ARTICLE) != 1 {
            return Ok(());
        }
        Err(Error::UnknownWord {
            word: first.to_owned(),
            span: Span::new(noun.span.start, noun.span.start + first.len()),
            expected: vec![format!("`{ARTICLE}`"), "a noun".to_owned()],
            near: vec![ARTICLE.to_owned()],
            tries: Vec::new(),
        })
    }

    fn parameter(self, node: &Node) -> Built<Parameter> {
        let preposition = self.preposition(node)?;
        Ok(Parameter { preposition, variable: self.query_variable(self.need(node, "query_variable")?) })
    }
}
