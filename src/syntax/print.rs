//! The tree → its canonical text. Parsing that gives the same tree, but for spans.
//!
//! In: [`Query`]. Out: one line. Absent: layout, colour, and anything about meaning.

mod clause;
mod finish;
mod tails;
mod time;

use std::fmt;

use crate::text::english::{list, ordinal};

use super::amount::Measure;
use super::grammar::asks;
use super::tree::{
    Adverbial, Ask, Asked, Auxiliary, Certainty, Clause, Conjunction, Definition, Joinee, NounPhrase,
    Operand, OperandKind, Parameter, Phrase, Pick, PickEnd, Premodifier, Pronoun, Query, Search, Standing,
    Tail, Wh, WhWord, Whose,
};
use clause::{adverb_word, auxiliary_word};
use tails::{Behind, write_tails};

impl fmt::Display for Query {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.ask {
            Ask::List { certainty, counting, measures, top, phrase } => {
                match certainty {
                    Some(Certainty::Certainly) => f.write_str("certainly ")?,
                    Some(Certainty::Possibly) => f.write_str("possibly ")?,
                    None => {}
                }
                f.write_str(if *counting { "count " } else { "" })?;
                write_measures(f, measures)?;
                top.iter().try_for_each(|count| write!(f, "top {count} "))?;
                write!(f, "{phrase}")?;
            }
            Ask::Adverbial { adverbial: Adverbial::Within(unit), clause } => {
                write!(f, "in which {} {clause}", unit.word())?;
            }
            Ask::Adverbial { adverbial, clause } => write!(f, "{} {clause}", adverbial_word(*adverbial))?,
            Ask::Occasion { which, clause } => {
                write!(f, "when was the {} time ", adverb_word(*which))?;
                write_said(f, clause)?;
            }
            Ask::AdverbialOf { adverbial: Adverbial::Within(unit), phrase } => {
                write!(f, "in which {} was ", unit.word())?;
                write_phrase(f, phrase, Behind::Asked)?;
            }
            Ask::AdverbialOf { adverbial: Adverbial::When, phrase } => write!(f, "dates of {phrase}")?,
            Ask::AdverbialOf { adverbial, phrase } => {
                write!(f, "{} was ", adverbial_word(*adverbial))?;
                write_phrase(f, phrase, Behind::Asked)?;
            }
            Ask::Object { asked, clause } => write!(f, "{asked} {clause}")?,
            Ask::YesNo(clause) => write!(f, "{clause}")?,
            Ask::Exists { be, phrase } => {
                write!(f, "{} there {phrase}", auxiliary_word(Auxiliary::Be(*be)))?;
            }
            Ask::About(about) => write!(f, "{about}")?,
            Ask::Define(definition) => write!(f, "{definition}")?,
            Ask::Date(date) => f.write_str(&date.written)?,
            Ask::DateFrom { by, phrase } => write!(f, "{}{by} {phrase}", asking_date(&phrase.tails))?,
            Ask::DateFromClause { by, clause } => {
                write!(f, "{}{by} ", asking_date(&clause.tails))?;
                write_said(f, clause)?;
            }
        }
        self.finishers.iter().try_for_each(|finisher| write!(f, " {finisher}"))
    }
}

fn write_measures(f: &mut fmt::Formatter<'_>, measures: &[Measure]) -> fmt::Result {
    let Some(first) = measures.first() else { return Ok(()) };
    let words: Vec<&str> = measures.iter().map(|measure| measure.word()).collect();
    write!(f, "{} {}", list(&words, "and"), if first.of_dates() { "date of " } else { "" })
}

fn adverbial_word(adverbial: Adverbial) -> &'static str {
    match adverbial {
        Adverbial::When | Adverbial::Within(_) => "when",
        Adverbial::Where => "where",
        Adverbial::HowLong => "how long",
        Adverbial::SinceWhen => "since when",
        Adverbial::HowOften => "how often",
    }
}

/// What keeps a moved date from being a time in front of a sentence that begins with one of its tails.
fn asking_date(tails: &[Tail]) -> &'static str {
    let begins = |tail: &Tail| matches!(tail, Tail::Relative(..) | Tail::Predicate(_) | Tail::Joined { .. });
    if tails.iter().any(begins) { "when was " } else { "" }
}

/// A clause with its subject first: `Iran visited China`.
fn write_said(f: &mut fmt::Formatter<'_>, clause: &Clause) -> fmt::Result {
    write!(f, "{}{}", clause.subject, clause.predicate)?;
    write_tails(f, &clause.tails, Behind::Verb)
}

impl fmt::Display for Asked {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(preposition) = &self.preposition {
            write!(f, "{} ", preposition.text.to_lowercase())?;
        }
        f.write_str(wh_word(self.wh))?;
        self.noun.iter().try_for_each(|noun| write!(f, " {noun}"))
    }
}

fn wh_word(word: WhWord) -> &'static str {
    match word {
        WhWord::Who => "who",
        WhWord::Whom => "whom",
        WhWord::What => "what",
        WhWord::Which => "which",
    }
}

impl fmt::Display for Phrase {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_phrase(f, self, Behind::head(&self.head))
    }
}

/// A phrase whose head is something to its tails.
fn write_phrase(f: &mut fmt::Formatter<'_>, phrase: &Phrase, head: Behind) -> fmt::Result {
    // `the who` is the WHO; without its article it asks.
    let asks = matches!(&phrase.head.kind, OperandKind::Named(word) if asks(&word.text));
    write!(f, "{}{}", if asks { "the " } else { "" }, phrase.head)?;
    write_tails(f, &phrase.tails, head)
}

impl fmt::Display for Operand {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.kind {
            OperandKind::Bracket(phrase) => write!(f, "({phrase})"),
            OperandKind::Wh(Wh { word, noun }) => {
                f.write_str(wh_word(*word))?;
                noun.iter().try_for_each(|noun| write!(f, " {noun}"))
            }
            OperandKind::Noun(noun) => write!(f, "{noun}"),
            OperandKind::Named(word) => f.write_str(&word.text),
            OperandKind::Text(text) => write!(f, "\"{text}\""),
            OperandKind::Amount(number) => write!(f, "{number}"),
            OperandKind::Those => f.write_str("those"),
            OperandKind::Happened => f.write_str("what happened"),
            OperandKind::Variable(word) => write!(f, "?{}", word.text),
            OperandKind::Pairs(phrases) => {
                f.write_str("pairs of ")?;
                joined_by_and(phrases, f)
            }
        }
    }
}

fn joined_by_and(phrases: &[Phrase], f: &mut fmt::Formatter<'_>) -> fmt::Result {
    phrases.iter().enumerate().try_for_each(|(at, phrase)| {
        f.write_str(if at == 0 { "" } else { " and " })?;
        write!(f, "{phrase}")
    })
}

impl fmt::Display for Definition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "define {}", self.noun.written)?;
        for Parameter { preposition, variable } in &self.parameters {
            write!(f, " {} ?{}", preposition.text.to_lowercase(), variable.text)?;
        }
        write!(f, " as {}", self.phrase)
    }
}

impl fmt::Display for NounPhrase {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(Pick { end, number }) = self.pick {
            match end {
                PickEnd::First => write!(f, "first {number} ")?,
                PickEnd::Last => write!(f, "last {number} ")?,
                PickEnd::Longest => write!(f, "longest {number} ")?,
                PickEnd::Shortest => write!(f, "shortest {number} ")?,
                PickEnd::Nth => write!(f, "{} ", ordinal(usize::try_from(number).unwrap_or(usize::MAX)))?,
            }
        }
        // `the who's president` is of the WHO; without its article it asks who is president.
        if self.needs_article() {
            f.write_str("the ")?;
        }
        for word in &self.premodifiers {
            match word {
                Premodifier::Standing(Standing::Former) => f.write_str("former ")?,
                Premodifier::Standing(Standing::Current) => f.write_str("current ")?,
                Premodifier::Standing(Standing::Upcoming) => f.write_str("upcoming ")?,
                Premodifier::Possessive { word, noun: true } if word.text.ends_with('s') => {
                    write!(f, "{}' ", word.text)?;
                }
                Premodifier::Possessive { word, .. } => write!(f, "{}'s ", word.text)?,
                Premodifier::Adjective(word) | Premodifier::Compound(word) => write!(f, "{} ", word.text)?,
            }
        }
        f.write_str(&self.noun.text)
    }
}

impl NounPhrase {
    /// Whether it starts with a possessor that is spelt like a question word.
    fn needs_article(&self) -> bool {
        let first = self.premodifiers.first().filter(|_| self.pick.is_none());
        matches!(first, Some(Premodifier::Possessive { word, .. }) if asks(&word.text))
    }
}

/// Tails bring the space before them.
impl fmt::Display for Tail {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let not = |negated: &bool| if *negated { " not" } else { "" };
        match self {
            Tail::Preposition { negated, preposition, operand } => {
                write!(f, "{} {} {operand}", not(negated), preposition.text.to_lowercase())
            }
            Tail::Joined { conjunction, what, .. } => {
                f.write_str(match conjunction {
                    Conjunction::And => " and",
                    Conjunction::Or => " or",
                    Conjunction::ButNot => " but not",
                    Conjunction::Comma => ",",
                })?;
                match what.as_ref() {
                    Joinee::Operand(operand) => write!(f, " {operand}"),
                    Joinee::Tail(tail) => write!(f, "{tail}"),
                }
            }
            Tail::Relative(pronoun, predicate) => {
                let word = match pronoun {
                    Pronoun::That => "that",
                    Pronoun::Who => "who",
                    Pronoun::Which => "which",
                };
                write!(f, " {word}{predicate}")
            }
            Tail::Predicate(predicate) => write!(f, "{predicate}"),
            Tail::Participle(word) => write!(f, " {}", word.text),
            Tail::Time(time) => write!(f, " {time}"),
            Tail::Compared(comparison) => write!(f, " {comparison}"),
            Tail::According { negated, operand } => write!(f, "{} according to {operand}", not(negated)),
            Tail::FromSource { negated, id } => write!(f, "{} from source {}", not(negated), id.text),
            Tail::Mentioning(search) => write!(f, "{search}"),
            Tail::Whose(whose) => write!(f, "{whose}"),
            Tail::Where(conditions) => {
                f.write_str(" where ")?;
                joined_by_and(conditions, f)
            }
            Tail::DateAgain(date) => write!(f, " {}", date.written),
        }
    }
}

impl fmt::Display for Search {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let texts: Vec<String> = self.texts.iter().map(|text| format!("\"{text}\"")).collect();
        let word = if self.any { "or" } else { "and" };
        write!(f, "{} mentioning {}", if self.negated { " not" } else { "" }, list(&texts, word))
    }
}

/// What stands for a verb after `whose`: `mention "nuclear"`, `is over $3 billion`.
fn write_said_tail(f: &mut fmt::Formatter<'_>, tail: &Tail) -> fmt::Result {
    match tail {
        Tail::Mentioning(search) => {
            f.write_str(if search.negated { " do not" } else { "" })?;
            let said = Search { negated: false, ..search.clone() }.to_string();
            f.write_str(&said.replacen("mentioning", "mention", 1))
        }
        Tail::Compared(comparison) => write!(f, " is {comparison}"),
        tail => write!(f, "{tail}"),
    }
}

impl fmt::Display for Whose {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, " whose {}", self.noun.head)?;
        self.noun.tails.iter().try_for_each(|tail| write_said_tail(f, tail))?;
        self.said.iter().try_for_each(|said| write!(f, "{said}"))
    }
}
