//! Phrases as canonical text: heads, articles, and tails in a row.
//!
//! In: [`Phrase`], [`Operand`], the tails of a clause. Out: their words. Absent: single tails, but for what the words
//! around them change.

use std::fmt;

use super::super::grammar::{asks, is_date};
use super::super::tree::{
    Adverb, Article, Auxiliary, Follows, Joinee, NounPhrase, Operand, OperandKind, Phrase, Pick, PickEnd,
    Predicate, PredicateKind, Premodifier, Tail, Wh, WhWord,
};
use super::tails::{Said, write_tails};
use super::wh_word;
use crate::text::english::{self, article, ordinal, singular_of};

/// A phrase that nothing follows but what ends the query.
impl fmt::Display for Phrase {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.is_those() && self.says_with_verb() { "which of " } else { "" })?;
        self.write_last(f, Said::Nothing)
    }
}

/// What a function writes.
pub(super) struct Written<F: Fn(&mut fmt::Formatter<'_>) -> fmt::Result>(pub(super) F);

impl<F: Fn(&mut fmt::Formatter<'_>) -> fmt::Result> fmt::Display for Written<F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (self.0)(f)
    }
}

impl Phrase {
    /// With what follows left alone: without `to` after the first of several, `first country that did join BRICS`.
    pub(super) fn write_plain(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.write_behind(f, Said::Nothing)
    }

    /// Between an auxiliary and its verb.
    pub(super) fn write_subject(&self, f: &mut fmt::Formatter<'_>, auxiliary: Auxiliary) -> fmt::Result {
        self.write_behind(
            f,
            if matches!(auxiliary, Auxiliary::Be(_)) { Said::Subject } else { Said::Nothing },
        )
    }

    pub(super) fn write_behind(&self, f: &mut fmt::Formatter<'_>, head: Said) -> fmt::Result {
        write!(f, "{}", self.head)?;
        let Some(wh) = self.head.wh() else { return write_tails(f, &self.tails, head) };
        if wh.word == WhWord::Whose {
            let said = Written(|f| write_tails(f, &self.tails, head)).to_string();
            return f.write_str(said.trim_start());
        }
        let is_near = |tail: &&Tail| matches!(tail, Tail::Preposition { .. });
        let (near, more) = self.tails.split_at(self.tails.iter().take_while(is_near).count());
        if !matches!(more.first(), Some(Tail::Predicate(_) | Tail::Mentioning(_)))
            && let Some((at, owned)) =
                near.iter().enumerate().find_map(|(at, tail)| Some((at, tail.as_owned()?)))
        {
            let more = &self.tails[at + 1..];
            write_tails(f, &near[..at], Said::Nothing)?;
            // `who has OPEC withdrawn` would ask whom OPEC withdrew.
            let said = more
                .iter()
                .find(|next| !matches!(next, Tail::Preposition { .. } | Tail::Joined { .. } | Tail::Time(_)));
            let asks = said.is_some_and(|next| matches!(next, Tail::Predicate(_) | Tail::Participle(_)));
            write!(f, " {}{owned}", if asks { "that " } else { "" })?;
            return write_tails(f, more, Said::Nothing);
        }
        write_tails(f, near, Said::Nothing)?;
        if let [Tail::Predicate(said), more @ ..] = more
            && let Some(words) = said.used_to_be().filter(|_| wh.noun.is_none())
        {
            f.write_str(&words)?;
            return write_tails(f, more, Said::after(said, more));
        }
        match more {
            [Tail::Mentioning(search), more @ ..] if search.finite => {
                f.write_str(&search.in_the_past())?;
                write_tails(f, more, Said::Searched)
            }
            [Tail::Mentioning(search), more @ ..] => {
                write!(f, "{search}")?;
                write_tails(f, more, Said::Searched)
            }
            [Tail::Predicate(said), more @ ..] if said.is_order_alone() => {
                write!(f, " {} the {} to", wh.was(), said.order())?;
                said.write_done(f)?;
                write_tails(f, more, Said::Verb)
            }
            more => write_tails(f, more, Said::Wh),
        }
    }

    /// Whether it is what the last answer is about.
    pub(super) fn is_those(&self) -> bool {
        matches!(self.head.kind, OperandKind::Those)
    }

    /// Whether it is a noun or `those` of which a verb says something, be there a preposition between them: `(how many of the)
    /// members of BRICS are members of SCO`.
    pub(super) fn says_with_verb(&self) -> bool {
        let said = self.tails.iter().find(|tail| !matches!(tail, Tail::Preposition { .. }));
        let Some(Tail::Predicate(Predicate { auxiliary: Auxiliary::Be(_) | Auxiliary::None, .. })) = said
        else {
            return false;
        };
        match self.head.kind {
            OperandKind::Noun(_) => self.head.article.is_none(),
            OperandKind::Those => matches!(self.tails.first(), Some(Tail::Predicate(_))),
            _ => false,
        }
    }

    /// Whether it is a name with times and nothing else, `now` not the first of them: `(was) the Kazan summit in 2024`.
    pub(super) fn is_named_and_dated(&self) -> bool {
        matches!(self.head.kind, OperandKind::Named(_))
            && self.tails.iter().all(|tail| matches!(tail, Tail::Time(_)))
            && matches!(self.tails.first(), Some(Tail::Time(time)) if !time.is_adverb())
    }

    /// Whether it is a name alone.
    pub(super) fn is_name(&self) -> bool {
        matches!(self.head.kind, OperandKind::Named(_)) && self.tails.is_empty()
    }

    /// Whether it is a name alone that is spelt like a date: `(the) May`.
    pub(super) fn is_spelt_like_date(&self) -> bool {
        matches!(&self.head.kind, OperandKind::Named(word) if is_date(&word.text))
            && self.head.article.is_none()
            && self.tails.is_empty()
    }

    /// Whether it begins with a name of which the rest could be said: `Kazan summit with Putin`, `BRICS meetings`.
    pub(super) fn begins_with_name(&self) -> bool {
        let is_name =
            |tail: &&Tail| matches!(tail, Tail::Joined { what, .. } if matches!(**what, Joinee::Operand(_)));
        match &self.head.kind {
            OperandKind::Named(_) => match self.tails.iter().find(|tail| !is_name(tail)) {
                Some(Tail::Preposition { preposition, .. }) => {
                    !["of", "to"].contains(&preposition.text.as_str())
                }
                _ => false,
            },
            _ => self.begins_with_compound(),
        }
    }

    /// `(is) BRICS summit`, which would be said of BRICS.
    pub(super) fn begins_with_compound(&self) -> bool {
        matches!(&self.head.kind, OperandKind::Noun(NounPhrase { pick: None, premodifiers, .. })
            if matches!(premodifiers.first(), Some(Premodifier::Compound(_))))
    }

    /// Whether it has a list of names that what is said would be one of: `(are) 5 of Iran or Russia (members)`. A list of names
    /// alone ends there, and so does one behind nouns and prepositions.
    pub(super) fn has_open_list(&self) -> bool {
        let is_named =
            |operand: &Operand| matches!(operand.kind, OperandKind::Named(_) | OperandKind::Noun(_));
        let is_listed = |tail: &Tail| match tail {
            Tail::Joined { what, .. } => matches!(&**what, Joinee::Operand(operand) if is_named(operand)),
            _ => false,
        };
        let is_closed = |tail: &Tail| match tail {
            Tail::Preposition { negated, operand, .. } => !negated && is_named(operand),
            tail => is_listed(tail),
        };
        let is_open = match &self.head.kind {
            OperandKind::Named(_) => !self.tails.iter().all(is_listed),
            OperandKind::Noun(_) => !self.tails.iter().all(is_closed),
            _ => true,
        };
        is_open && self.tails.iter().any(|tail| matches!(tail, Tail::Joined { .. }))
    }

    /// Whether what follows its head begins with prepositions of which one is denied: `visits to Russia not in Kazan`.
    pub(super) fn begins_with_denial(&self) -> bool {
        let near = self.tails.iter().map_while(|tail| match tail {
            Tail::Preposition { negated, .. } => Some(*negated),
            _ => None,
        });
        near.into_iter().any(|negated| negated)
    }

    /// Whether its head looks like several things.
    pub(super) fn is_several(&self) -> bool {
        match &self.head.kind {
            OperandKind::Noun(noun) => {
                noun.looks_plural()
                    && noun.pick.is_none_or(|pick| pick.end != PickEnd::Nth && pick.number > 1)
            }
            _ => false,
        }
    }
}

impl Predicate {
    /// Whether it is `did first join BRICS`, with nothing more.
    fn is_order_alone(&self) -> bool {
        matches!(self.adverbs[..], [Adverb::First | Adverb::Last]) && self.is_done()
    }

    pub(super) fn is_done(&self) -> bool {
        self.auxiliary == Auxiliary::Did
            && self.negation.is_none()
            && matches!(self.kind, PredicateKind::Verb(_) | PredicateKind::Turned(_))
    }

    fn order(&self) -> &'static str {
        if self.adverbs.contains(&Adverb::Last) { "last" } else { "first" }
    }
}

impl Wh {
    /// `was`, or `were` after a noun that looks like a plural.
    fn was(&self) -> &'static str {
        let plural = self.noun.as_ref().is_some_and(NounPhrase::looks_plural);
        if plural { "were" } else { "was" }
    }
}

impl Operand {
    pub(super) fn wh(&self) -> Option<&Wh> {
        match &self.kind {
            OperandKind::Wh(wh) => Some(wh),
            _ => None,
        }
    }

    fn is_plural(&self) -> bool {
        matches!(&self.kind, OperandKind::Noun(noun) if noun.looks_plural())
    }

    /// Whether it starts with a name that is spelt like a question word.
    fn asks(&self) -> bool {
        match &self.kind {
            OperandKind::Named(word) => asks(&word.text),
            OperandKind::Noun(noun) => noun.asks(),
            _ => false,
        }
    }
}

/// A thing without its article.
pub(super) struct Bare<'a>(pub(super) &'a OperandKind);

impl fmt::Display for Operand {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.article {
            Some(Article::A) => {
                let bare = Bare(&self.kind).to_string();
                return write!(f, "{} {bare}", article(&bare));
            }
            Some(Article::The) => f.write_str("the ")?,
            Some(Article::Every) if self.is_plural() => f.write_str("each of the ")?,
            Some(Article::Every) => f.write_str("every ")?,
            Some(Article::All) if self.kind == OperandKind::Those => f.write_str("all of ")?,
            Some(Article::All) => f.write_str("all ")?,
            Some(Article::Any) => f.write_str("any ")?,
            // `the who` is the WHO, and `the who's president` is its; without its article it asks.
            None if self.asks() => f.write_str("the ")?,
            None => {}
        }
        write!(f, "{}", Bare(&self.kind))
    }
}

impl fmt::Display for Bare<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            OperandKind::Bracket(phrase) => write!(f, "({phrase})"),
            OperandKind::Wh(Wh { word, noun }) => {
                f.write_str(wh_word(*word))?;
                write_asked_noun(f, noun.as_ref())
            }
            OperandKind::Noun(noun) => write!(f, "{noun}"),
            OperandKind::Asked(word, noun) => {
                f.write_str(wh_word(*word))?;
                write_asked_noun(f, Some(noun))
            }
            OperandKind::Numbered(how_many, noun) => write!(f, "{how_many} {noun}"),
            OperandKind::Named(word) => f.write_str(&word.text),
            OperandKind::Text(text) => write!(f, "\"{text}\""),
            // Without its comma it would be a year; any other with one would compare.
            OperandKind::Amount(number @ 1_000..=9_999) => f.write_str(&english::number(*number)),
            OperandKind::Amount(number) => write!(f, "{number}"),
            OperandKind::Those => f.write_str("those"),
            OperandKind::Happened => f.write_str("what happened"),
            OperandKind::Variable(word) => write!(f, "?{}", word.text),
            OperandKind::Pairs(pairs) => {
                f.write_str("pairs of ")?;
                pairs.iter().enumerate().try_for_each(|(at, one)| {
                    match one.follows {
                        Some(follows) => write!(f, " {follows} ")?,
                        None => f.write_str(if at == 0 { "" } else { " and " })?,
                    }
                    one.phrase.write_plain(f)
                })
            }
        }
    }
}

/// The noun after a question word.
pub(super) fn write_asked_noun(f: &mut fmt::Formatter<'_>, noun: Option<&NounPhrase>) -> fmt::Result {
    let Some(noun) = noun else { return Ok(()) };
    write!(f, " {}{noun}", if noun.asks() { "the " } else { "" })
}

impl fmt::Display for Follows {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.within {
            Some(length) => write!(f, "followed within {length} by"),
            None => f.write_str("followed by"),
        }
    }
}

/// Phrases that others follow, so that none may take what stands behind it.
pub(super) fn joined_by_and(phrases: &[Phrase], f: &mut fmt::Formatter<'_>) -> fmt::Result {
    phrases.iter().enumerate().try_for_each(|(at, phrase)| {
        f.write_str(if at == 0 { "" } else { " and " })?;
        phrase.write_plain(f)
    })
}

impl fmt::Display for Pick {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.end {
            PickEnd::First => "first",
            PickEnd::Last => "last",
            PickEnd::Longest => "longest",
            PickEnd::Shortest => "shortest",
            PickEnd::Nth => return f.write_str(&ordinal(usize::try_from(self.number).unwrap_or(usize::MAX))),
        })?;
        if self.number == 1 { Ok(()) } else { write!(f, " {}", self.number) }
    }
}

impl NounPhrase {
    /// Whether it starts with a name that is spelt like a question word.
    fn asks(&self) -> bool {
        let first = self.premodifiers.first();
        matches!(first, Some(Premodifier::Possessive { word, .. } | Premodifier::Compound(word)) if asks(&word.text))
    }

    /// How many possessors stand before the word of order.
    pub(super) fn owners_before_order(&self) -> usize {
        let owns = |word: &&Premodifier| matches!(word, Premodifier::Possessive { .. });
        if self.pick.is_some() { self.premodifiers.iter().take_while(owns).count() } else { 0 }
    }

    /// Whether the noun looks like several.
    pub(super) fn looks_plural(&self) -> bool {
        singular_of(&self.noun.text.to_lowercase()).is_some()
    }
}
