//! Questions of when, where and how long as canonical text.
//!
//! In: [`Adverbial`], the phrase that it asks about. Out: their words. Absent: clauses, which bring their own verb.

use std::fmt;

use super::super::tree::{
    Adverbial, Auxiliary, Conjunction, Joinee, NounPhrase, Operand, OperandKind, Phrase, Tail, Unit,
};
use super::tails::{Said, write_tails};

impl fmt::Display for Adverbial {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Adverbial::When => "when",
            Adverbial::Where => "where",
            Adverbial::HowLong => "how long",
            Adverbial::HowLongAgo => "how long ago",
            Adverbial::SinceWhen => "since when",
            Adverbial::HowOften => "how often",
            Adverbial::Within(Unit::Day) => "on which day",
            Adverbial::Within(unit) => return write!(f, "in which {}", unit.word()),
        })
    }
}

impl Adverbial {
    /// Asked of a phrase: behind `was`, or between `did` and `take place` where its first words would be a clause.
    pub(super) fn write_of(self, f: &mut fmt::Formatter<'_>, phrase: &Phrase) -> fmt::Result {
        if let Some((noun, more)) = phrase.named_without() {
            write!(f, "{self} did {} have no {noun}", phrase.head)?;
            return write_tails(f, more, Said::Nothing);
        }
        if self == Adverbial::When {
            return write!(f, "dates of {phrase}");
        }
        let takes_place =
            phrase.begins_with_name() || phrase.begins_with_denial() || phrase.says_with_bare_verb();
        let verb = match (takes_place, phrase.is_several()) {
            (true, _) => "did",
            (false, true) => "were",
            (false, false) => "was",
        };
        write!(f, "{self} {verb} ")?;
        phrase.write_behind(f, if takes_place { Said::Nothing } else { Said::Asked })?;
        f.write_str(if takes_place { " take place" } else { "" })
    }
}

impl Phrase {
    /// Whether a verb without an auxiliary follows its head, which behind a comma might be a noun: `was the forum, hosts`.
    fn says_with_bare_verb(&self) -> bool {
        let more = self.tails.iter().find(|tail| !matches!(tail, Tail::Preposition { .. }));
        matches!(more, Some(Tail::Predicate(said)) if said.auxiliary == Auxiliary::None)
    }

    /// What a name is without, and what follows: `did Iran have no president since 1980`.
    fn named_without(&self) -> Option<(&NounPhrase, &[Tail])> {
        let [Tail::Joined { conjunction: Conjunction::ButNot, what, .. }, more @ ..] = &self.tails[..] else {
            return None;
        };
        match (&self.head.kind, what.as_ref()) {
            (OperandKind::Named(_), Joinee::Operand(Operand { kind: OperandKind::Noun(noun), .. })) => {
                Some((noun, more))
            }
            _ => None,
        }
    }
}
