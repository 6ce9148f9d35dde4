//! What `to` can say after a noun that is picked, as canonical text: `the first country to join BRICS`.
//!
//! In: phrases that nothing follows. Out: their words. Absent: phrases that something follows, where `to` would take it.

use std::fmt;

use super::super::tree::{Operand, OperandKind, Phrase, Predicate, PredicateKind, Pronoun, Search, Tail};
use super::clause::needs_article;
use super::phrase::Written;
use super::tails::{Said, write_tails};

impl Phrase {
    /// As what nothing follows but what ends the query; `head` is what its head is to its tails.
    pub(super) fn write_last(&self, f: &mut fmt::Formatter<'_>, head: Said) -> fmt::Result {
        let text = match self.foremost() {
            Some((near, said, more)) => {
                let rest = Written(|f| {
                    write_tails(f, near, Said::Nothing)?;
                    said.write(f)?;
                    write_tails(f, more, said.behind())
                });
                format!("{}{rest}", self.head)
            }
            None => Written(|f| self.write_behind(f, head)).to_string(),
        };
        // `who was the last person to meet Putin` needs no brackets at its end.
        let inner = self.ends_with_foremost().map(ToString::to_string);
        match inner.as_ref().and_then(|inner| Some((inner, text.strip_suffix(&format!("({inner})"))?))) {
            Some((inner, before)) => write!(f, "{before}{inner}"),
            None => f.write_str(&text),
        }
    }

    /// The phrase in brackets at the end, if `to` stands in it.
    fn ends_with_foremost(&self) -> Option<&Phrase> {
        let (Tail::Preposition { operand, .. }
        | Tail::Predicate(Predicate { kind: PredicateKind::Complement(operand), .. })) = self.tails.last()?
        else {
            return None;
        };
        let is_said = matches!(self.tails.last(), Some(Tail::Predicate(_)));
        match &operand.kind {
            OperandKind::Bracket(phrase) if is_said && needs_article(&phrase.head) => None,
            OperandKind::Bracket(phrase) if phrase.foremost().is_some() => Some(phrase),
            _ => None,
        }
    }

    /// `first country` · `that did join BRICS` · the rest: what `to` can say after a noun that is picked.
    fn foremost(&self) -> Option<(&[Tail], Infinitive<'_>, &[Tail])> {
        let picks =
            |operand: &Operand| matches!(&operand.kind, OperandKind::Noun(noun) if noun.pick.is_some());
        let is_near = |tail: &&Tail| match tail {
            Tail::Preposition { preposition, operand, .. } => preposition.text != "to" && !picks(operand),
            _ => false,
        };
        let (near, more) = self.tails.split_at(self.tails.iter().take_while(is_near).count());
        match more {
            [Tail::Relative(Pronoun::That, said), more @ ..] if picks(&self.head) && said.is_infinitive() => {
                Some((near, Infinitive::Done(said), more))
            }
            [Tail::Mentioning(search), more @ ..]
                if picks(&self.head) && search.finite && !search.negated =>
            {
                Some((near, Infinitive::Mention(search), more))
            }
            _ => None,
        }
    }
}

/// What `to` says.
#[derive(Clone, Copy)]
enum Infinitive<'a> {
    /// `to join BRICS`
    Done(&'a Predicate),
    /// `to mention "nuclear"`
    Mention(&'a Search),
}

impl Infinitive<'_> {
    fn write(self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(" to")?;
        match self {
            Infinitive::Done(said) => said.write_done(f),
            Infinitive::Mention(search) => search.write_said(f),
        }
    }

    fn behind(self) -> Said {
        match self {
            Infinitive::Done(_) => Said::Verb,
            Infinitive::Mention(_) => Said::Searched,
        }
    }
}

impl Predicate {
    /// Whether it is `did join BRICS`, with nothing more.
    fn is_infinitive(&self) -> bool {
        self.adverbs.is_empty() && self.is_done()
    }
}
