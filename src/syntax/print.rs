//! The tree → its canonical text. Parsing that gives the same tree, but for spans.
//!
//! In: [`Query`]. Out: one line. Absent: layout, colour, and anything about meaning.

mod time;

use std::fmt;

use crate::text::english::{article, list, ordinal};

use super::amount::Measure;
use super::tree::{
    Adverb, Adverbial, Ask, Asked, Auxiliary, Be, Certainty, Clause, Column, Conjunction, DefinedNoun,
    Definition, Direction, Finisher, Joinee, Negation, NounPhrase, Operand, OperandKind, Parameter, Per,
    Phrase, Pick, PickEnd, Predicate, PredicateKind, Premodifier, Pronoun, Query, Search, Standing, Tail,
    Verbal, Wh, WhWord, Whose,
};

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
            Ask::Adverbial { clause, .. } if clause.predicate.auxiliary == Auxiliary::None => {
                write_occasion(f, clause)?;
            }
            Ask::Adverbial { adverbial: Adverbial::Within(unit), clause } => {
                write!(f, "in which {} {clause}", unit.word())?;
            }
            Ask::Adverbial { adverbial, clause } => write!(f, "{} {clause}", adverbial_word(*adverbial))?,
            Ask::AdverbialOf { adverbial: Adverbial::Within(unit), phrase } => {
                write!(f, "in which {} was {phrase}", unit.word())?;
            }
            Ask::AdverbialOf { adverbial: Adverbial::When, phrase } => write!(f, "dates of {phrase}")?,
            Ask::AdverbialOf { adverbial, phrase } => {
                write!(f, "{} was {phrase}", adverbial_word(*adverbial))?;
            }
            Ask::Object { asked, clause } => write!(f, "{asked} {clause}")?,
            Ask::YesNo(clause) => write!(f, "{clause}")?,
            Ask::Exists { be, phrase } => {
                write!(f, "{} there {phrase}", auxiliary_word(Auxiliary::Be(*be)))?;
            }
            Ask::About(about) => write!(f, "{about}")?,
            Ask::Define(definition) => write!(f, "{definition}")?,
            Ask::Date(date) => f.write_str(&date.written)?,
            Ask::DateFrom { by, phrase } => write!(f, "{by} {phrase}")?,
            Ask::DateFromClause { by, clause } => {
                write!(f, "{by} {}{}", clause.subject, clause.predicate)?;
                clause.tails.iter().try_for_each(|tail| write!(f, "{tail}"))?;
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

/// `when was the first time Iran visited China`: the only question about time whose verb has no auxiliary.
fn write_occasion(f: &mut fmt::Formatter<'_>, clause: &Clause) -> fmt::Result {
    let mut said = clause.predicate.clone();
    let word = if said.adverbs.pop() == Some(Adverb::Last) { "last" } else { "first" };
    write!(f, "when was the {word} time {}{said}", clause.subject)?;
    clause.tails.iter().try_for_each(|tail| write!(f, "{tail}"))
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
        self.tails.iter().try_for_each(|tail| write!(f, "{tail}"))
    }
}

impl fmt::Display for Phrase {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.head)?;
        self.tails.iter().try_for_each(|tail| write!(f, "{tail}"))
    }
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
        let DefinedNoun { singular, plural, both, .. } = &self.noun;
        f.write_str("define ")?;
        if *both {
            write!(f, "{singular}/")?;
        }
        f.write_str(plural)?;
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
        for word in &self.premodifiers {
            match word {
                Premodifier::Standing(Standing::Former) => f.write_str("former ")?,
                Premodifier::Standing(Standing::Current) => f.write_str("current ")?,
                Premodifier::Standing(Standing::Upcoming) => f.write_str("upcoming ")?,
                Premodifier::Possessive { word, .. } => write!(f, "{}'s ", word.text)?,
                Premodifier::Adjective(word) | Premodifier::Compound(word) => write!(f, "{} ", word.text)?,
            }
        }
        f.write_str(&self.noun.text)
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
                    OperandKind::Noun(noun) if inverted => {
                        write!(f, " {} {noun}", self.article(&noun.to_string()))
                    }
                    _ => write!(f, " {operand}"),
                }
            }
            PredicateKind::Passive(word) => {
                let been = self.auxiliary.is_perfect();
                write!(f, "{} {}", if been { " been" } else { "" }, word.text)
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

fn auxiliary_word(auxiliary: Auxiliary) -> &'static str {
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

fn adverb_word(adverb: Adverb) -> &'static str {
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

impl fmt::Display for Finisher {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Finisher::Per(Per::Unit(unit, _)) => write!(f, "per {}", unit.word()),
            Finisher::Per(Per::EndOf(unit, _)) => write!(f, "at the end of each {}", unit.word()),
            Finisher::Per(Per::Noun(noun)) => write!(f, "per {}", noun.text),
            Finisher::Per(Per::Variable(name)) => write!(f, "per ?{}", name.text),
            Finisher::Sorted(column, Direction::Ascending) => write!(f, "sorted by {column}"),
            Finisher::Sorted(column, Direction::Descending) => write!(f, "sorted by {column} descending"),
            Finisher::Limit(count, _) => write!(f, "limit {count}"),
            Finisher::Top(count, _) => write!(f, "top {count}"),
            Finisher::Show(columns) => {
                let names: Vec<String> = columns.iter().map(ToString::to_string).collect();
                write!(f, "show {}", names.join(", "))
            }
        }
    }
}

impl fmt::Display for Column {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Column::Date => "date",
            Column::Start => "start",
            Column::End => "end",
            Column::Name => "name",
            Column::Count => "count",
            Column::Measure(measure) => measure.word(),
            Column::Noun(word) => &word.text,
            Column::Variable(name) => return write!(f, "?{}", name.text),
        })
    }
}
