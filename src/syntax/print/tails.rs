//! Tails in a row as canonical text, each as the one before it lets it be said.
//!
//! In: the tails of a phrase or clause, and what stands before them. Out: their words. Absent: the words of a tail that
//! stands alone, and where a comma parts it (`parted`).

use std::fmt;

use super::super::amount::{Bound, Comparison, ComparisonKind};
use super::super::tree::{
    Article, Auxiliary, Conjunction, Gap, Joinee, Negation, NounPhrase, Operand, OperandKind, Predicate,
    PredicateKind, Tail, TimeTail, TimeWord, Verbal,
};
use super::conjunction_words;
use super::parted::{says_name, says_what};
use super::phrase::Bare;

/// The preposition that `have` is read as.
pub(super) const OWNING: &str = "with";

/// What the tails before a tail said last, as far as its own words depend on that.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Said {
    /// Nothing of that.
    Nothing,
    /// A verb, whose adverb a word of order would be: `met Putin, first visited Iran`.
    Verb,
    /// What something is, picked from several: `to` with a noun that is a verb, too, would say what it did.
    Picked,
    /// A verb without its object, which the next one would be where it is a noun too: `that left, hosts Putin`.
    Open,
    /// `neither joined BRICS`
    Neither,
    /// `for 2 years`, with which another length would be one: `in 3 days ago`.
    Length,
    /// A question word that heads the phrase.
    Wh,
    /// What stands before what it is, of which `not` would be: `are members in no group parties to agreements`.
    Subject,
    /// A preposition that says what something is; another one would say it instead: `are members of SCO in countries that
    /// have a president`.
    Placed,
    /// A preposition that says what something is, of whose thing a participle would be said: `that are in Kazan, hosted`.
    Located,
    /// A thing that is asked about, of which a participle would be said: `when was Kazan, hosted`.
    Asked,
    /// What a time is relative to, which would take a verb: `who spoke after Kazan, left OPEC`.
    Anchor,
    /// A clause that leaves its object open, which `about` would belong to: `that Putin visited about $4 billion`.
    LeftOpen,
    /// Words to look for, to which another would belong: `mentioning "nuclear" and the president`.
    Searched,
    /// A variable of a list, which with a verb would be a condition: `where ?x joined BRICS and ?y, left OPEC`.
    Variable,
}

impl Said {
    /// After a predicate before `tails`.
    pub(super) fn after(said: &Predicate, tails: &[Tail]) -> Said {
        match &said.kind {
            _ if goes_on_with_nor(said, tails) => Said::Neither,
            PredicateKind::Placed(_) => Said::Located,
            PredicateKind::Complement(Operand {
                kind: OperandKind::Noun(NounPhrase { pick: Some(_), .. }),
                ..
            }) => Said::Picked,
            PredicateKind::Verb(Verbal { object: None, .. }) | PredicateKind::Passive(_) => Said::Open,
            _ => Said::Verb,
        }
    }
}

/// Whether `nor` with another verb follows what is said: `neither joined BRICS since 2020 nor left OPEC`.
pub(super) fn goes_on_with_nor(said: &Predicate, tails: &[Tail]) -> bool {
    said.negation == Some(Negation::Not)
        && tails.iter().find(|tail| is_verb(tail)).is_some_and(|tail| denied_too(tail).is_some())
}

/// What `but not` joins on, if it is a verb without a negation of its own.
fn denied_too(tail: &Tail) -> Option<&Predicate> {
    match tail {
        Tail::Joined { conjunction: Conjunction::ButNot, what, .. } => match &**what {
            Joinee::Tail(Tail::Predicate(said)) if said.negation.is_none() => Some(said),
            _ => None,
        },
        _ => None,
    }
}

impl Tail {
    /// What something is without: `with no president`.
    pub(super) fn lacks(&self) -> Option<&Operand> {
        match self {
            Tail::Preposition { negated: true, preposition, operand } if preposition.text == OWNING => {
                let is_any = matches!(operand.article, None | Some(Article::A));
                Some(operand).filter(|_| is_any && matches!(operand.kind, OperandKind::Noun(_)))
            }
            _ => None,
        }
    }

    /// What *who* has, said with a verb: `has the most statements`.
    pub(super) fn as_owned(&self) -> Option<String> {
        match self {
            Tail::Preposition { negated: false, preposition, operand } if preposition.text == OWNING => {
                Some(format!("has {operand}"))
            }
            _ => None,
        }
    }
}

/// Tails, each with what the one before it changes.
pub(super) fn write_tails(f: &mut fmt::Formatter<'_>, tails: &[Tail], before: Said) -> fmt::Result {
    write_state_tails(f, tails, before, " in force")
}

/// As [`write_tails`], with the words for *in force*.
pub(super) fn write_state_tails(
    f: &mut fmt::Formatter<'_>,
    tails: &[Tail],
    before: Said,
    in_force: &str,
) -> fmt::Result {
    let mut before = before;
    for (at, tail) in tails.iter().enumerate() {
        let more = &tails[at + 1..];
        match open_gap(tail).filter(|_| more.first().is_some_and(is_taken)) {
            Some((conjunction, gap)) => {
                f.write_str(conjunction)?;
                gap.write_preposition_first(f)?;
            }
            None if is_not_in_force(&tails[at..]) => f.write_str(" not in force")?,
            None if at > 0 && is_not_in_force(&tails[at - 1..]) => {}
            None if matches!(tail, Tail::Time(TimeTail::InForce(_))) => f.write_str(in_force)?,
            None => write_tail(f, tail, more, before)?,
        }
        before = match tail {
            Tail::Predicate(said) if before == Said::Wh && says_what(said) => match Said::after(said, more) {
                Said::Neither => Said::Neither,
                _ if says_name(said) => Said::Placed,
                _ => Said::Asked,
            },
            Tail::Predicate(said) | Tail::Relative(_, said) => Said::after(said, more),
            tail if before == Said::Neither && denied_too(tail).is_some() => Said::Neither,
            tail if is_gap(tail) => Said::LeftOpen,
            tail if is_open(tail) => Said::Open,
            tail if is_verb(tail) => Said::Verb,
            _ if before == Said::Neither => Said::Neither,
            tail => before.behind(tail),
        };
    }
    Ok(())
}

fn write_tail(f: &mut fmt::Formatter<'_>, tail: &Tail, more: &[Tail], before: Said) -> fmt::Result {
    match (tail, before) {
        (Tail::Predicate(said), Said::Verb | Said::Picked | Said::Open | Said::Neither | Said::LeftOpen)
            if said.says_order_last(more) =>
        {
            said.write_with_order_last(f)
        }
        (tail, before) if before.takes(tail) => write!(f, ",{tail}"),
        (Tail::Predicate(said), _) if goes_on_with_nor(said, more) => said.write_neither(f),
        (Tail::Relative(pronoun, said), _) if goes_on_with_nor(said, more) => {
            write!(f, " {}", pronoun.word())?;
            said.write_neither(f)
        }
        (Tail::Time(TimeTail::Dated { word: TimeWord::In, date }), Said::Length)
            if TimeWord::In.is_left_out(date) =>
        {
            write!(f, " in {}", date.written)
        }
        (Tail::Time(time), Said::Length) if time.is_moved() => {
            match time.to_string().strip_prefix("1 day ") {
                Some(rest) => write!(f, " on the day {rest}"),
                None => write!(f, " exactly {time}"),
            }
        }
        (Tail::Preposition { negated, preposition, operand }, Said::Placed) if preposition.text == OWNING => {
            write!(f, " that {}have {operand}", if *negated { "do not " } else { "" })
        }
        (Tail::Preposition { negated: true, preposition, operand }, Said::Subject | Said::Placed) => {
            write!(f, " {} no {operand}", preposition.text)
        }
        (Tail::Joined { conjunction, what, .. }, Said::Searched) if !more.first().is_some_and(is_own) => {
            match joined_thing(what) {
                Some(kind) => {
                    write!(f, "{} any of the {}", conjunction_words(*conjunction, what), Bare(kind))
                }
                None => write!(f, "{tail}"),
            }
        }
        (Tail::Preposition { negated: false, preposition, operand }, Said::Picked)
            if preposition.text == "to"
                && matches!(operand, Operand { article: None, kind: OperandKind::Noun(_), .. }) =>
        {
            write!(f, " to the {operand}")
        }
        // Of so many of a noun that is spelt like the verb: `of exactly 5 hosts`.
        (Tail::Compared(Comparison { kind: ComparisonKind::One(Bound::Exactly, amount), .. }), _)
            if more.first().is_some_and(says_alone) =>
        {
            write!(f, " worth {amount}")
        }
        (Tail::Compared(comparison), Said::LeftOpen) => {
            let said = comparison.to_string();
            write!(f, " {}{said}", if said.starts_with("of ") { "" } else { "worth " })
        }
        (tail, Said::Neither) if denied_too(tail).is_some() => {
            denied_too(tail).iter().try_for_each(|said| write!(f, " nor{said}"))
        }
        _ => write!(f, "{tail}"),
    }
}

/// *ever but not now*, in two tails.
fn is_not_in_force(tails: &[Tail]) -> bool {
    let [Tail::Time(TimeTail::Ever(_)), Tail::Joined { conjunction: Conjunction::ButNot, what, .. }, ..] =
        tails
    else {
        return false;
    };
    matches!(**what, Joinee::Tail(Tail::Time(TimeTail::InForce(_))))
}

/// A clause that ends in a preposition, `that Iran is a member of`, and how it is joined on.
fn open_gap(tail: &Tail) -> Option<(&'static str, &Gap)> {
    match tail {
        Tail::Gap(gap) if gap.preposition.is_some() => Some(("", gap)),
        Tail::Joined { conjunction, what, .. } => match &**what {
            Joinee::Tail(Tail::Gap(gap)) if gap.preposition.is_some() => {
                Some((conjunction_words(*conjunction, what), gap))
            }
            _ => None,
        },
        _ => None,
    }
}

/// Whether a preposition without its thing would take what follows: `that Iran spoke about 2 years ago`.
fn is_taken(tail: &Tail) -> bool {
    match tail {
        Tail::Time(time) => time.is_bare(),
        Tail::Predicate(said) => said.auxiliary == Auxiliary::None,
        // `more` and `less` of something, and `as of`, too: `that Iran spoke about over 2 members`.
        Tail::Preposition { preposition, .. } => ["over", "under", "of"].contains(&preposition.text.as_str()),
        Tail::Compared(_) | Tail::Repeated(..) | Tail::Relative(..) => true,
        _ => false,
    }
}

/// Whether it is the sign that what stands before it is no word to look for: `and statements by Putin`.
fn is_own(tail: &Tail) -> bool {
    matches!(tail, Tail::Preposition { .. } | Tail::Time(_))
}

/// The noun or name that is joined on, if it is one.
fn joined_thing(what: &Joinee) -> Option<&OperandKind> {
    match what {
        Joinee::Operand(Operand { kind: kind @ (OperandKind::Named(_) | OperandKind::Noun(_)), .. }) => {
            Some(kind)
        }
        _ => None,
    }
}

/// Whether it is a verb or participle without an auxiliary.
fn says_alone(tail: &Tail) -> bool {
    match tail {
        Tail::Predicate(said) => said.auxiliary == Auxiliary::None,
        tail => matches!(tail, Tail::Participle(_)),
    }
}

/// Whether a verb without its object, or a participle, is joined on.
fn is_open(tail: &Tail) -> bool {
    match tail {
        Tail::Predicate(said) => Said::after(said, &[]) == Said::Open,
        Tail::Joined { what, .. } => matches!(&**what, Joinee::Tail(tail) if is_open(tail)),
        tail => matches!(tail, Tail::Participle(_)),
    }
}

fn is_gap(tail: &Tail) -> bool {
    match tail {
        Tail::Gap(_) => true,
        Tail::Joined { what, .. } => matches!(&**what, Joinee::Tail(Tail::Gap(_))),
        _ => false,
    }
}

fn is_verb(tail: &Tail) -> bool {
    match tail {
        Tail::Predicate(_) | Tail::Relative(..) | Tail::Gap(_) => true,
        Tail::Joined { what, .. } => matches!(&**what, Joinee::Tail(tail) if is_verb(tail)),
        _ => false,
    }
}
