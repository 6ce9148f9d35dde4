//! What somebody has, as canonical text: `does Russia have a president`, `how many members did OPEC have`.
//!
//! In: phrases of which the noun has an owner. Out: the owner and the rest, or their words. Absent: the possessive itself.

use std::fmt;

use super::super::grammar::asks;
use super::super::tree::{
    Auxiliary, Be, NounPhrase, Operand, OperandKind, Phrase, PredicateKind, Premodifier, Tail, Wh, WhWord,
    Word,
};
use super::tails::{Said, write_tails};
use crate::text::english::article;

impl Phrase {
    /// Whose it is, and what: `Russia's president`.
    pub(super) fn owner(&self) -> Option<(&Word, NounPhrase)> {
        let OperandKind::Noun(noun) = &self.head.kind else { return None };
        noun.owned().filter(|_| self.head.article.is_none())
    }

    /// As what somebody had: `(does) Russia have a president since 2012`.
    pub(super) fn write_had(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Some((owner, noun)) = self.owner() else { return write!(f, "{self}") };
        let said = noun.to_string();
        let is_owned = noun.premodifiers.iter().any(|word| matches!(word, Premodifier::Possessive { .. }));
        let any = match self.tails.iter().any(|tail| matches!(tail, Tail::Compared(_))) {
            _ if noun.pick.is_some() || is_owned => "",
            // A figure is of no number.
            true => "any ",
            false if noun.looks_plural() => "",
            false => &format!("{} ", article(&said)),
        };
        write!(f, "{}{} have {any}{said}", if asks(&owner.text) { "the " } else { "" }, owner.text)?;
        write_tails(f, &self.tails, Said::Nothing)
    }

    /// The owner, what it had, and what follows, of `what were OPEC's members in 2018`.
    pub(super) fn owned_in_the_past(&self) -> Option<(&Word, NounPhrase, &[Tail])> {
        let Some(Wh { word: WhWord::What, noun: None }) = self.head.wh() else { return None };
        let [Tail::Predicate(said), tails @ ..] = &self.tails[..] else { return None };
        let PredicateKind::Complement(Operand { article: None, kind: OperandKind::Noun(noun), .. }) =
            &said.kind
        else {
            return None;
        };
        let (owner, what) = noun.owned()?;
        let plain =
            said.auxiliary == Auxiliary::Be(Be::Were) && said.negation.is_none() && said.adverbs.is_empty();
        plain.then_some((owner, what, tails))
    }
}

impl NounPhrase {
    /// Whose it is, by a name, and what.
    fn owned(&self) -> Option<(&Word, NounPhrase)> {
        let Some((Premodifier::Possessive { word, noun: false }, others)) = self.premodifiers.split_first()
        else {
            return None;
        };
        Some((word, NounPhrase { premodifiers: others.to_vec(), ..self.clone() }))
    }
}
