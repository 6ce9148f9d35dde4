//! Clauses as canonical text.
//!
//! In: [`Clause`], [`Predicate`]. Out: their words. Absent: the phrases in them.

use std::fmt;

use super::super::tree::{
    Adverb, Auxiliary, Be, Clause, Negation, NounPhrase, Operand, OperandKind, Pick, PickEnd, Placed,
    Predicate, PredicateKind, Premodifier, Standing, Tail, Turned, Verbal, Word,
};
use super::parted::says_what;
use super::tails::{Said, goes_on_with_nor, write_state_tails, write_tails};

impl fmt::Display for Clause {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let takes_it = self.subject.begins_with_compound() || self.subject.has_open_list();
        if takes_it && says_what(&self.predicate) {
            return write!(f, "{}", self.with_did());
        }
        let said = &self.predicate;
        let denies = if said.is_no_longer() && said.negation.is_some() { "not " } else { "" };
        write!(f, "{} {denies}{}", auxiliary_word(said.auxiliary), self.every_word())?;
        self.subject.write_subject(f, said.auxiliary)?;
        said.write_after_subject(f, goes_on_with_nor(said, &self.tails))?;
        if self.is_of_state() {
            let in_force = format!(" that {} in force", auxiliary_word(said.auxiliary));
            write_state_tails(f, &self.tails, self.said_before_tails(), &in_force)
        } else {
            write_tails(f, &self.tails, self.said_before_tails())
        }
    }
}

impl Clause {
    /// As a question with *did*, which alone can stand behind a time: `did Putin serve as president`.
    pub(super) fn with_did(&self) -> Clause {
        let mut clause = self.clone();
        if let (Auxiliary::Be(be), PredicateKind::Complement(what)) =
            (self.predicate.auxiliary, &self.predicate.kind)
        {
            let verb = Word { text: "serve as".to_owned(), span: what.span };
            clause.predicate.auxiliary = match be {
                Be::Is => Auxiliary::Does,
                Be::Are => Auxiliary::Do,
                Be::Was | Be::Were => Auxiliary::Did,
            };
            clause.predicate.kind = PredicateKind::Turned(Turned { verb, ends: false, what: what.clone() });
        }
        clause
    }

    /// Whether `in force` at its end would ask whether it is: `is the summit in Kazan`.
    fn is_of_state(&self) -> bool {
        matches!(self.predicate.auxiliary, Auxiliary::Be(Be::Is | Be::Are))
            && matches!(self.predicate.kind, PredicateKind::Placed(_) | PredicateKind::Complement(_))
    }

    /// What stands before the tails. The last preposition may say what the subject is (`are members of SCO in BRICS`), and a
    /// noun behind one may be what it is, to be parted from what follows (`was the president under Obama events, spoken`).
    fn said_before_tails(&self) -> Said {
        let said = &self.predicate;
        let is_bare = said.adverbs.is_empty() && said.negation.is_none();
        match (&said.kind, said.auxiliary) {
            (PredicateKind::Placed(_), _) if is_bare && !self.subject.is_name() => Said::Placed,
            (PredicateKind::Complement(_), Auxiliary::Be(_)) if is_bare && !self.subject.tails.is_empty() => {
                Said::Asked
            }
            _ => Said::after(said, &self.tails),
        }
    }

    /// `all members`, `every member`, `each of the members`
    fn every_word(&self) -> &'static str {
        let plural = matches!(&self.subject.head.kind, OperandKind::Noun(noun) if noun.looks_plural());
        match self.predicate.auxiliary {
            _ if !self.every => "",
            _ if self.subject.head.kind == OperandKind::Those => "all of ",
            Auxiliary::Be(Be::Is | Be::Was) | Auxiliary::Has | Auxiliary::Does if plural => "each of the ",
            Auxiliary::Be(Be::Are | Be::Were) | Auxiliary::Have | Auxiliary::Do => "all ",
            _ if plural => "all ",
            _ => "every ",
        }
    }
}

/// A predicate after its subject or pronoun; brings the space before it.
impl fmt::Display for Predicate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.write(f, false)
    }
}

impl Predicate {
    /// Whether its first word is `first` or `last`.
    pub(super) fn begins_with_order(&self) -> bool {
        self.begins_with(&[Adverb::First, Adverb::Last])
    }

    /// Whether its first word is one of these adverbs.
    pub(super) fn begins_with(&self, adverbs: &[Adverb]) -> bool {
        self.auxiliary == Auxiliary::None
            && self.negation.is_none()
            && self.adverbs.first().is_some_and(|first| adverbs.contains(first))
    }

    /// Whether a word of order can stand behind its object: `met Putin visited Iran first`. A time behind `last` could be
    /// one with it: `last 3 days`.
    pub(super) fn says_order_last(&self, more: &[Tail]) -> bool {
        let has_object = matches!(self.kind, PredicateKind::Verb(Verbal { object: Some(_), .. }));
        let is_open = matches!(more, [Tail::Time(_), ..]);
        let is_last = self.adverbs == [Adverb::First] || self.adverbs == [Adverb::Last] && !is_open;
        self.begins_with_order() && has_object && is_last
    }

    /// With its word of order behind the verb.
    pub(super) fn write_with_order_last(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let said = Predicate { adverbs: Vec::new(), ..self.clone() };
        write!(f, "{said}")?;
        self.adverbs.iter().try_for_each(|adverb| write!(f, " {}", adverb_word(*adverb)))
    }

    /// Whether its first word is `not`.
    pub(super) fn begins_with_not(&self) -> bool {
        self.auxiliary == Auxiliary::None && self.negation == Some(Negation::Not)
    }

    /// `include China`, which is a complement in the tree.
    pub(super) fn write_included(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let PredicateKind::Complement(operand) = &self.kind else { return write!(f, "{self}") };
        let negated = self.negation.is_some();
        f.write_str(match self.auxiliary {
            Auxiliary::Be(Be::Were) if negated => " did not include",
            Auxiliary::Be(Be::Were) => " included",
            Auxiliary::Be(Be::Is) if negated => " does not include",
            Auxiliary::Be(Be::Is) => " includes",
            _ if negated => " do not include",
            _ => " include",
        })?;
        write!(f, " {operand}")
    }

    /// With `neither` for `not`: `nor` follows.
    pub(super) fn write_neither(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.write(f, true)
    }

    fn write(&self, f: &mut fmt::Formatter<'_>, neither: bool) -> fmt::Result {
        let auxiliary = auxiliary_word(self.auxiliary);
        if !auxiliary.is_empty() {
            write!(f, " {auxiliary}")?;
        }
        self.write_after_subject(f, neither)
    }

    /// `used to be in BRICS`, `used to be president of Iran`: of what is no longer so, where no word stands before it.
    pub(super) fn used_to_be(&self) -> Option<String> {
        let is_bare =
            self.auxiliary == Auxiliary::Be(Be::Are) && self.negation.is_none() && self.adverbs.is_empty();
        match &self.kind {
            PredicateKind::Placed(Placed { former: true, preposition, operand }) if is_bare => {
                Some(format!(" used to be {} {operand}", preposition.text.to_lowercase()))
            }
            PredicateKind::Complement(what @ Operand { kind: OperandKind::Noun(noun), .. }) if is_bare => {
                let premodifiers =
                    noun.premodifiers.strip_prefix(&[Premodifier::Standing(Standing::Former)])?;
                let noun = NounPhrase { premodifiers: premodifiers.to_vec(), ..noun.clone() };
                let is_one = !noun.looks_plural() && noun.pick.is_none();
                let what = Operand { kind: OperandKind::Noun(noun), ..what.clone() };
                is_one.then(|| format!(" used to be {what}"))
            }
            _ => None,
        }
    }

    /// `been no longer in BRICS for the first time`
    fn write_placed_no_longer(&self, f: &mut fmt::Formatter<'_>, placed: &Placed) -> fmt::Result {
        let been = if self.auxiliary.is_perfect() { " been" } else { "" };
        write!(f, "{been} no longer {} {}", placed.preposition.text.to_lowercase(), placed.operand)?;
        self.adverbs.iter().try_for_each(|adverb| write!(f, " for the {} time", adverb_word(*adverb)))
    }

    /// Negation, adverbs and the rest, without the auxiliary.
    fn write_after_subject(&self, f: &mut fmt::Formatter<'_>, neither: bool) -> fmt::Result {
        if let PredicateKind::Placed(placed) = &self.kind
            && placed.former
        {
            return self.write_placed_no_longer(f, placed);
        }
        f.write_str(match self.negation {
            Some(Negation::Not) if neither => " neither",
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
                write_after_verb(f, operand)
            }
            PredicateKind::Passive(word) => {
                let been = self.auxiliary.is_perfect();
                write!(f, "{} {}", if been { " been" } else { "" }, word.text)
            }
            PredicateKind::Placed(placed) => {
                let been = if self.auxiliary.is_perfect() { " been" } else { "" };
                write!(f, "{been} {} {}", placed.preposition.text.to_lowercase(), placed.operand)
            }
            PredicateKind::Turned(_) | PredicateKind::Verb(_) => self.write_done(f),
        }
    }

    /// The verb with its object, alone.
    pub(super) fn write_done(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.kind {
            PredicateKind::Turned(turned) => {
                write!(f, " {} {}", turned.verb.text, turned.what)
            }
            PredicateKind::Verb(Verbal { verb, object }) => {
                write!(f, " {}", verb.text)?;
                object.iter().try_for_each(|object| write_after_verb(f, object))
            }
            PredicateKind::Complement(_) | PredicateKind::Passive(_) | PredicateKind::Placed(_) => Ok(()),
        }
    }
}

/// What a verb takes, with the space before it.
fn write_after_verb(f: &mut fmt::Formatter<'_>, operand: &Operand) -> fmt::Result {
    write!(f, "{} {operand}", if needs_article(operand) { " the" } else { "" })
}

/// `are the last 2 hosts`: without an article `last` would be an adverb, and `are 2 longest terms` would name two of them; behind a
/// possessor neither (`are Iran's last 2 hosts`). `are members the country's hosts`, for `member country` is a noun by itself.
pub(super) fn needs_article(operand: &Operand) -> bool {
    let OperandKind::Noun(noun) = &operand.kind else { return false };
    let is_owned = matches!(noun.premodifiers.first(), Some(Premodifier::Possessive { noun: true, .. }));
    let is_picked = matches!(&noun.pick, Some(Pick { end, .. }) if *end != PickEnd::Nth);
    operand.article.is_none() && (is_owned || is_picked && noun.owners_before_order() == 0)
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
        Adverb::Already => "already",
        Adverb::Yet => "yet",
        Adverb::First => "first",
        Adverb::Last => "last",
        Adverb::Now => "now",
        Adverb::Both => "both",
    }
}
