//! The tree → its canonical text. Parsing that gives the same tree, but for spans.
//!
//! In: [`Query`]. Out: one line. Absent: layout, colour, and anything about meaning.

mod adverbial;
mod between;
mod clause;
mod finish;
mod foremost;
mod owned;
mod parted;
mod phrase;
mod tails;
mod time;

use std::fmt;

use crate::text::english::list;

use super::amount::Measure;
use super::tree::{
    Adverb, Ask, Asked, Auxiliary, Be, Certainty, Clause, Conjunction, Definition, Gap, Joinee, NounPhrase,
    Parameter, Premodifier, Query, Search, Standing, Tail, TimeTail, WhWord, Whose,
};
use clause::{adverb_word, auxiliary_word, needs_article};
use phrase::{Bare, joined_by_and, write_asked_noun};
use tails::{OWNING, Said, write_tails};

impl fmt::Display for Query {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.ask {
            Ask::List { certainty, counting, measures, top, phrase } => {
                match certainty {
                    Some(Certainty::Certainly) => f.write_str("certainly ")?,
                    Some(Certainty::Possibly) => f.write_str("possibly ")?,
                    None => {}
                }
                if let Some((owner, noun, tails)) = phrase.owned_in_the_past().filter(|_| *counting) {
                    write!(f, "how many {noun} did {} have", owner.text)?;
                    write_tails(f, tails, Said::Verb)?;
                } else if *counting && phrase.says_with_verb() {
                    let the = if phrase.is_those() { "" } else { "the " };
                    write!(f, "how many of {the}")?;
                    phrase.write_plain(f)?;
                } else {
                    f.write_str(if *counting { "count " } else { "" })?;
                    write_measures(f, measures)?;
                    top.iter().try_for_each(|count| write!(f, "top {count} "))?;
                    f.write_str(if phrase.is_spelt_like_date() { "the " } else { "" })?;
                    write!(f, "{phrase}")?;
                }
            }
            Ask::Adverbial { adverbial, clause } => write!(f, "{adverbial} {clause}")?,
            Ask::Occasion { which, clause } => {
                write!(f, "when was the {} time ", adverb_word(*which))?;
                write_said(f, clause)?;
            }
            Ask::AdverbialOf { adverbial, phrase } => adverbial.write_of(f, phrase)?,
            Ask::Object { asked, clause } => write!(f, "{asked} {clause}")?,
            Ask::YesNo(clause) => write!(f, "{clause}")?,
            Ask::Exists { be, phrase } if phrase.is_named_and_dated() => {
                write!(f, "{} {phrase}", auxiliary_word(Auxiliary::Be(*be)))?;
            }
            Ask::Exists { be: be @ (Be::Is | Be::Was), phrase } if phrase.owner().is_some() => {
                let does = if *be == Be::Is { Auxiliary::Does } else { Auxiliary::Did };
                write!(f, "{} ", auxiliary_word(does))?;
                phrase.write_had(f)?;
            }
            Ask::Exists { be, phrase } => {
                write!(f, "{} there {phrase}", auxiliary_word(Auxiliary::Be(*be)))?;
            }
            Ask::About(about) => write!(f, "{about}")?,
            Ask::Define(definition) => write!(f, "{definition}")?,
            Ask::Date(date) => f.write_str(&date.written)?,
            Ask::Between(between) => write!(f, "{between}")?,
            Ask::DateFrom { by, phrase } => {
                write!(f, "{}{by} ", asking_date(&phrase.tails))?;
                phrase.write_last(f, Said::anchor(&phrase.head))?;
            }
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

/// What keeps a moved date from being a time in front of a sentence that begins with one of its tails, be it a date alone.
fn asking_date(tails: &[Tail]) -> &'static str {
    let begins = |tail: &Tail| match tail {
        Tail::Relative(..) | Tail::Predicate(_) | Tail::Joined { .. } | Tail::Whose(_) => true,
        Tail::Time(time) => time.is_bare(),
        _ => false,
    };
    if tails.iter().any(begins) { "when was " } else { "" }
}

/// A clause with its subject first: `Iran visited China`.
fn write_said(f: &mut fmt::Formatter<'_>, clause: &Clause) -> fmt::Result {
    clause.subject.write_behind(f, Said::Subject)?;
    match clause.predicate.used_to_be() {
        Some(words) => f.write_str(&words)?,
        None => write!(f, "{}", clause.predicate)?,
    }
    write_tails(f, &clause.tails, Said::after(&clause.predicate, &clause.tails))
}

impl fmt::Display for Asked {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(preposition) = &self.preposition {
            write!(f, "{} ", preposition.text.to_lowercase())?;
        }
        f.write_str(if self.counting { "how many" } else { wh_word(self.wh) })?;
        write_asked_noun(f, self.noun.as_ref())?;
        write_tails(f, &self.tails, Said::Nothing)
    }
}

fn wh_word(word: WhWord) -> &'static str {
    match word {
        WhWord::Who => "who",
        WhWord::Whom => "whom",
        WhWord::What => "what",
        WhWord::Which => "which",
        WhWord::Whose => "",
    }
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
        // `Iran's first president`: the owner stands before the order.
        let (owners, others) = self.premodifiers.split_at(self.owners_before_order());
        owners.iter().try_for_each(|word| write_premodifier(f, word))?;
        self.pick.iter().try_for_each(|pick| write!(f, "{pick} "))?;
        others.iter().try_for_each(|word| write_premodifier(f, word))?;
        f.write_str(&self.noun.text)
    }
}

fn write_premodifier(f: &mut fmt::Formatter<'_>, word: &Premodifier) -> fmt::Result {
    match word {
        Premodifier::Standing(Standing::Former) => f.write_str("former "),
        Premodifier::Standing(Standing::Current) => f.write_str("current "),
        Premodifier::Standing(Standing::Upcoming) => f.write_str("upcoming "),
        Premodifier::Possessive { word, .. } if word.text.ends_with('s') => {
            write!(f, "{}' ", word.text)
        }
        Premodifier::Possessive { word, .. } => write!(f, "{}'s ", word.text),
        Premodifier::Adjective(word) | Premodifier::Compound(word) => write!(f, "{} ", word.text),
    }
}

/// Tails bring the space before them.
impl fmt::Display for Tail {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let not = |negated: &bool| if *negated { " not" } else { "" };
        if let Some(noun) = self.lacks() {
            return write!(f, " {OWNING} no {}", Bare(&noun.kind));
        }
        match self {
            Tail::Preposition { negated, preposition, operand } => {
                write!(f, "{} {} {operand}", not(negated), preposition.text.to_lowercase())
            }
            Tail::Joined { conjunction, what, .. } => {
                if let Some(search) = denied_search(*conjunction, what) {
                    return write!(f, " and{}", search.said());
                }
                f.write_str(conjunction_words(*conjunction, what))?;
                match what.as_ref() {
                    // `and not in Russia` would take away.
                    Joinee::Tail(Tail::Preposition { negated: true, preposition, operand })
                        if *conjunction == Conjunction::And =>
                    {
                        write!(f, " {} no {operand}", preposition.text)
                    }
                    // `but never first visits` would say it with a verb.
                    Joinee::Operand(operand)
                        if *conjunction == Conjunction::ButNever && needs_article(operand) =>
                    {
                        write!(f, " the {operand}")
                    }
                    Joinee::Operand(operand) => write!(f, " {operand}"),
                    Joinee::Tail(Tail::Time(time)) => write!(f, " {time}"),
                    Joinee::Tail(tail) => write!(f, "{tail}"),
                }
            }
            Tail::Relative(pronoun, predicate) => {
                write!(f, " {}{predicate}", pronoun.word())
            }
            Tail::Predicate(predicate) => write!(f, "{predicate}"),
            Tail::Participle(word) => write!(f, " {}", word.text),
            Tail::Time(time) => write!(f, "{} {time}", if time.is_of_an_end() { " that" } else { "" }),
            Tail::Compared(comparison) => write!(f, " {comparison}"),
            Tail::Repeated(how_many, _) => match how_many.number() {
                Some(1) => write!(f, " {} once", how_many.word()),
                _ => write!(f, " {how_many} times"),
            },
            Tail::Than(operand) => write!(f, " than {operand}"),
            Tail::According { negated, operand } => write!(f, "{} according to {operand}", not(negated)),
            Tail::FromSource { negated, id } => write!(f, "{} from source {}", not(negated), id.text),
            Tail::Mentioning(search) => write!(f, "{search}"),
            Tail::Whose(whose) => write!(f, "{whose}"),
            Tail::Gap(gap) => write!(f, "{gap}"),
            Tail::Where(conditions) => {
                f.write_str(" where ")?;
                joined_by_and(conditions, f)
            }
            Tail::DateAgain(date) => write!(f, " {}", date.written),
        }
    }
}

/// How a conjunction is said before what it joins on.
fn conjunction_words(conjunction: Conjunction, what: &Joinee) -> &'static str {
    match (conjunction, what) {
        // `and now` would be a time by itself, and `and both hosts` would be two hosts.
        (Conjunction::And, Joinee::Tail(Tail::Predicate(said)))
            if said.begins_with(&[Adverb::Ever, Adverb::Now, Adverb::Both]) =>
        {
            " but"
        }
        // `and not` would take away, and `and also` says no more than `and`.
        (Conjunction::And, Joinee::Tail(Tail::Predicate(said)))
            if said.begins_with_not() || said.begins_with(&[Adverb::Also]) =>
        {
            " and also"
        }
        (Conjunction::And, _) => " and",
        (Conjunction::Or, _) => " or",
        (Conjunction::ButNot, _) => " but not",
        (Conjunction::ButNever, _) => " but never",
        (Conjunction::Comma, _) => ",",
    }
}

impl fmt::Display for Search {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.finite {
            return write!(f, " that{}", self.in_the_past());
        }
        write!(f, "{} mentioning {}", if self.negated { " not" } else { "" }, self.listed())
    }
}

impl Search {
    /// As a verb, if it was one: `mention "nuclear"`, `do not mention "trade"`.
    fn write_said(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.finite { f.write_str(&self.said()) } else { write!(f, "{self}") }
    }

    /// `mentioned "nuclear"`, `did not mention "trade"`
    fn in_the_past(&self) -> String {
        format!(" {} {}", if self.negated { "did not mention" } else { "mentioned" }, self.listed())
    }

    fn said(&self) -> String {
        format!("{} mention {}", if self.negated { " do not" } else { "" }, self.listed())
    }

    fn listed(&self) -> String {
        let wanted = quoted(&self.texts, if self.any { "or" } else { "and" });
        match &self.left_out[..] {
            [] => wanted,
            texts => format!("{wanted} but not {}", quoted(texts, "or")),
        }
    }
}

/// What `and do not mention` joins on.
fn denied_search(conjunction: Conjunction, what: &Joinee) -> Option<Search> {
    match what {
        Joinee::Tail(Tail::Mentioning(search)) if conjunction == Conjunction::ButNot && search.finite => {
            Some(Search { negated: true, ..search.clone() })
        }
        _ => None,
    }
}

/// Texts in quotes, as a list.
fn quoted(texts: &[String], word: &str) -> String {
    let texts: Vec<String> = texts.iter().map(|text| format!("\"{text}\"")).collect();
    list(&texts, word)
}

/// What stands for a verb after `whose`: `mention "nuclear"`, `is over $3 billion`.
fn write_said_tail(f: &mut fmt::Formatter<'_>, tail: &Tail) -> fmt::Result {
    match tail {
        Tail::Mentioning(search) => search.write_said(f),
        Tail::Compared(comparison) => write!(f, " is {comparison}"),
        // `whose visits lasted 3 days`, `whose visits were in 2022`
        Tail::Time(TimeTail::Lasting { past: true, comparison, length, .. }) => {
            write!(f, " lasted {} {length}", comparison.words())
        }
        Tail::Time(time) if !time.is_of_an_end() => write!(f, " were {time}"),
        Tail::Time(time) => write!(f, " {time}"),
        tail => write!(f, "{tail}"),
    }
}

impl fmt::Display for Whose {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, " whose {}", self.noun.head)?;
        self.noun.tails.iter().try_for_each(|tail| write_said_tail(f, tail))?;
        match &self.said {
            Some(said) if self.includes => said.write_included(f),
            said => said.iter().try_for_each(|said| write!(f, "{said}")),
        }
    }
}

impl fmt::Display for Gap {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.preposition.is_some() && self.clause.predicate.has_object() {
            return self.write_preposition_first(f);
        }
        f.write_str(" that ")?;
        self.write_clause(f)?;
        self.preposition.iter().try_for_each(|word| write!(f, " {}", word.text))
    }
}

impl Gap {
    fn write_clause(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.clause.subject.write_plain(f)?;
        write!(f, "{}", self.clause.predicate)
    }

    /// `of which Iran is a member`
    fn write_preposition_first(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.preposition.iter().try_for_each(|word| write!(f, " {}", word.text))?;
        f.write_str(" which ")?;
        self.write_clause(f)
    }
}
