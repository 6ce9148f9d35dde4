//! Clauses as canonical text.
//!
//! In: [`Clause`], [`Predicate`]. Out: their words. Absent: the phrases in them.

use std::fmt;

use super::super::tree::{
    Adverb, Auxiliary, Be, Clause, Negation, NounPhrase, OperandKind, Pick, PickEnd, Predicate,
    PredicateKind, Verbal,
};
use super::tails::{Behind, write_tails};
use crate::text::english::article;

impl fmt::Display for Clause {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let said = &self.predicate;
        let every = match said.auxiliary {
            _ if !self.every => "",
            Auxiliary::Be(Be::Are | Be::Were) => "all ",
            _ => "every ",
        };
        write!(f, "{} {every}{}", auxiliary_word(said.auxiliary), self.subject)?;
        said.write_after_subject(f, true)?;
        write_tails(f, &self.tails, Behind::Verb)
    }
}

/// A predicate after its subject or pronoun; brings the space before it.
impl fmt::Display for Predicate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let auxiliary = auxiliary_word(self.auxiliary);
        if !auxiliary.is_empty() {
            write!(f, " {auxiliary}")?;
        }
        self.write_after_subject(f, false)
    }
}

impl Predicate {
    /// Whether its first word is `first` or `last`.
    pub(super) fn begins_with_order(&self) -> bool {
        self.auxiliary == Auxiliary::None
            && self.negation.is_none()
            && matches!(self.adverbs.first(), Some(Adverb::First | Adverb::Last))
    }

    /// Negation, adverbs and the rest, without the auxiliary.
    fn write_after_subject(&self, f: &mut fmt::Formatter<'_>, inverted: bool) -> fmt::Result {
        f.write_str(match self.negation {
            Some(Negation::Not) => " not",
            Some(Negation::Never) => " never",
            None => "",
        })?;
        for adverb in &self.adverbs {
            write!(f, " {}", adverb_word(*adverb))?;
        }
        match &self.kind {
            PredicateKind::Complement(operand) => {
                let been = self.auxiliary.is_perfect();
                f.write_str(if been { " been" } else { "" })?;
                match &operand.kind {
                    // The article keeps `is Iran a member` from being read as `Iran member`.
                    OperandKind::Noun(noun) if inverted && !noun.needs_article() => {
                        write!(f, " {} {noun}", self.article(&noun.to_string()))
                    }
                    // `are the last 2 hosts`; without the article `last` would be an adverb.
                    OperandKind::Noun(NounPhrase {
                        pick: Some(Pick { end: PickEnd::First | PickEnd::Last, .. }),
                        ..
                    }) if !inverted => write!(f, " the {operand}"),
                    _ => write!(f, " {operand}"),
                }
            }
            PredicateKind::Passive(word) => {
                let been = self.auxiliary.is_perfect();
                write!(f, "{} {}", if been { " been" } else { "" }, word.text)
            }
            PredicateKind::Placed(placed) => {
                let been = if self.auxiliary.is_perfect() { " been" } else { "" };
                write!(f, "{been} {} {}", placed.preposition.text.to_lowercase(), placed.operand)
            }
            PredicateKind::Turned(turned) => {
                write!(f, " {} {}", turned.verb.text, turned.what)
            }
            PredicateKind::Verb(Verbal { verb, object }) => {
                write!(f, " {}", verb.text)?;
                object.iter().try_for_each(|object| write!(f, " {object}"))
            }
        }
    }
}

impl Predicate {
    /// The article of a complement after its subject; `the` where the verb is plural.
    fn article(&self, noun: &str) -> &'static str {
        match self.auxiliary {
            Auxiliary::Be(Be::Are | Be::Were) => "the",
            _ => article(noun),
        }
    }
}

pub(super) fn auxiliary_word(auxiliary: Auxiliary) -> &'static str {
    match auxiliary {
        Auxiliary::None => "",
        Auxiliary::Be(Be::Is) => "is",
        Auxiliary::Be(Be::Are) => "are",
        Auxiliary::Be(Be::Was) => "was",
        Auxiliary::Be(Be::Were) => "were",
        Auxiliary::Has => "has",
        Auxiliary::Have => "have",
        Auxiliary::Had => "had",
        Auxiliary::Does => "does",
        Auxiliary::Do => "do",
        Auxiliary::Did => "did",
    }
}

pub(super) fn adverb_word(adverb: Adverb) -> &'static str {
    match adverb {
        Adverb::Ever => "ever",
        Adverb::Also => "also",
        Adverb::Still => "still",
        Adverb::First => "first",
        Adverb::Last => "last",
        Adverb::Now => "now",
        Adverb::Both => "both",
    }
}
