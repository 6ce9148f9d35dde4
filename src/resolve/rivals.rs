//! Other readings of a query, each with the text that says it.
//!
//! In: the text, its tree. Out: [`rivals`]: the choices of attachment that went another way, and the times that a state or a
//! clock could have had. Absent: whether their answers differ.

use crate::store::{Meaning, Store};
use crate::syntax::{
    self, Ask, Auxiliary, Be, Clause, Conjunction, Gap, Joinee, NounPhrase, Operand, OperandKind, Phrase,
    Predicate, PredicateKind, Premodifier, Tail, TimeTail, TimeWord, is_pronoun_of_one,
};
use crate::text::{Span, words};
use crate::time::Shape;

use super::query::{Query, SEVERAL_AT_ONCE};
use super::{Context, lower, resolve_in};

/// The most rival readings that are looked at.
pub const MOST_RIVALS: usize = 8;

/// Other readings of a query, one choice changed at a time, each with the text that says it. Only those are given whose
/// text is read as just that query.
pub fn rivals(text: &str, tree: &syntax::Query, store: &Store, context: Context<'_>) -> Vec<(String, Query)> {
    let Ok((query, choices)) = lower::lower(tree, store, context, None) else { return Vec::new() };
    let lexicon = context.definitions.lexicon(store);
    let reader = syntax::Reader { parser: context.parser, lexicon: &lexicon, values: context.values };
    let read = |said: &str| resolve_in(&reader.parse(said).ok()?, store, context).ok();
    let mut found: Vec<(String, Query)> = Vec::new();
    let mut keep = |said: String, other: Query| {
        if !same(&query, &other) && found.iter().all(|(_, one)| !same(one, &other)) {
            found.push((said, other));
        }
    };
    for rival in choices.iter().take(MOST_RIVALS) {
        let forced = Some((rival.point, rival.option));
        let Ok((other, _)) = lower::lower(tree, store, context, forced) else { continue };
        let Some(said) = bracketed(text, rival.brackets) else { continue };
        if read(&said).is_some_and(|read| same(&read, &other)) {
            keep(said, other);
        }
    }
    for said in Restated::of(text, tree, store) {
        if let Some(other) = read(&said) {
            keep(said, other);
        }
    }
    found.truncate(MOST_RIVALS);
    found
}

fn same(one: &Query, other: &Query) -> bool {
    one.set == other.set && one.ask == other.ask && one.frame == other.frame
}

fn bracketed(text: &str, span: Span) -> Option<String> {
    let inside = span.of(text).trim_end();
    let end = span.start + inside.len();
    (!inside.is_empty()).then(|| format!("{}({inside}){}", &text[..span.start], &text[end..]))
}

/// The texts that give a state, or a clock, another time.
struct Restated<'a> {
    text: &'a str,
    store: &'a Store,
    found: Vec<String>,
}

impl<'a> Restated<'a> {
    fn of(text: &'a str, tree: &syntax::Query, store: &'a Store) -> Vec<String> {
        let mut restated = Restated { text, store, found: Vec::new() };
        match &tree.ask {
            Ask::List { phrase, .. } | Ask::AdverbialOf { phrase, .. } | Ask::Exists { phrase, .. } => {
                restated.phrase(phrase);
            }
            Ask::Object { asked, clause } => {
                asked.noun.iter().for_each(|noun| restated.current(noun));
                restated.clause(clause);
            }
            Ask::Adverbial { clause, .. } | Ask::Occasion { clause, .. } | Ask::YesNo(clause) => {
                restated.clause(clause);
            }
            Ask::About(_)
            | Ask::Define(_)
            | Ask::Date(_)
            | Ask::Between(_)
            | Ask::DateFrom { .. }
            | Ask::DateFromClause { .. } => {}
        }
        restated.found
    }

    fn phrase(&mut self, phrase: &Phrase) {
        match &phrase.head.kind {
            OperandKind::Wh(asked) => asked.noun.iter().for_each(|noun| self.current(noun)),
            OperandKind::Noun(noun) => self.asked_for(noun, phrase.head.span, &phrase.tails),
            _ => {}
        }
        self.tails(&phrase.tails, Vec::new());
        self.pronouns(&phrase.tails, None);
    }

    fn clause(&mut self, clause: &Clause) {
        let too = [Some(&clause.subject.head), object(&clause.predicate)];
        too.into_iter().flatten().filter_map(asked_too).for_each(|noun| self.current(noun));
        self.tails(&clause.subject.tails, Vec::new());
        let said: Vec<Span> = complement(&clause.predicate).map(|operand| operand.span).into_iter().collect();
        self.tails(&clause.tails, said);
        self.pronouns(&clause.tails, Some(&clause.predicate));
    }

    /// `who met Putin after he visited China`, where *he* is the one who met: the last name before it.
    fn pronouns(&mut self, tails: &[Tail], said: Option<&Predicate>) {
        let mut last = said.and_then(object);
        for tail in tails {
            match tail {
                Tail::Predicate(said) | Tail::Relative(_, said) => last = object(said).or(last),
                Tail::Preposition { operand, .. } => last = Some(operand),
                Tail::Time(
                    TimeTail::Gerund { span, .. }
                    | TimeTail::Becoming { span, .. }
                    | TimeTail::Being { span, .. },
                ) => {
                    self.named_instead(*span, last);
                }
                _ => {}
            }
        }
    }

    /// The text with a name for the pronoun that a time begins with.
    fn named_instead(&mut self, time: Span, name: Option<&Operand>) {
        let name = name.filter(|name| matches!(name.kind, OperandKind::Named(_)));
        let (Some(name), Some(first)) = (name, words(time.of(self.text)).next()) else { return };
        let pronoun = Span::new(time.start + first.start, time.start + first.end);
        if is_pronoun_of_one(pronoun.of(self.text)) {
            let (before, after) = (&self.text[..pronoun.start], &self.text[pronoun.end..]);
            self.found.push(format!("{before}{}{after}", name.span.of(self.text)));
        }
    }

    /// `left OPEC and joined BRICS in 2024`, where the time is that of the last verb: both in that time.
    fn time_of_both(&mut self, tails: &[Tail]) {
        let verb = |tail: &Tail| match tail {
            Tail::Joined { conjunction: Conjunction::And, span, what } => match &**what {
                Joinee::Tail(Tail::Predicate(_) | Tail::Participle(_)) => Some(*span),
                _ => None,
            },
            _ => None,
        };
        let Some(at) = tails.iter().rposition(|tail| verb(tail).is_some()) else { return };
        let timed = |tail: &Tail| matches!(tail, Tail::Time(_));
        let (before, after) = tails.split_at(at);
        let ([_, after @ ..], false) = (after, before.iter().any(timed)) else { return };
        let dated = |tail: &Tail| match tail {
            Tail::Time(time @ TimeTail::Dated { word, .. })
                if !matches!(word, TimeWord::AsOf | TimeWord::AsKnown) =>
            {
                Some(time.to_string())
            }
            _ => None,
        };
        if let (Some(and), Some(time)) = (verb(&tails[at]), after.iter().find_map(dated)) {
            let (said, rest) = self.text.split_at(and.start);
            self.found.push(format!("{} {time} {rest}", said.trim_end()));
        }
    }

    /// `whose president visited`: the president of today; and a clock, of the phrase before it alone.
    fn tails(&mut self, tails: &[Tail], mut before: Vec<Span>) {
        self.time_of_both(tails);
        self.several_at_once(tails);
        for tail in tails {
            let taken = match tail {
                Tail::Predicate(said) | Tail::Relative(_, said) => object(said),
                Tail::Preposition { operand, .. } => Some(operand),
                _ => None,
            };
            if let Some(noun) = whose(tail).or_else(|| taken.and_then(asked_too)) {
                self.current(noun);
            }
            if let Tail::Gap(gap) = tail {
                self.each_by_itself(gap);
            }
            let end = match tail {
                Tail::Time(TimeTail::Dated { word: TimeWord::AsOf | TimeWord::Throughout, date }) => {
                    Some(date.span.end)
                }
                Tail::According { operand, .. } => Some(operand.span.end),
                _ => None,
            };
            if let Some(end) = end {
                let nearest =
                    before.iter().rev().filter_map(|start| bracketed(self.text, Span::new(start.start, end)));
                self.found.extend(nearest);
            }
            before.extend(noun_in(tail));
        }
    }

    /// `between members of BRICS and SCO`, one of each: between those of both.
    fn several_at_once(&mut self, tails: &[Tail]) {
        for three in tails.windows(3) {
            let [
                Tail::Preposition { preposition, operand, .. },
                Tail::Preposition { .. },
                Tail::Joined { what, .. },
            ] = three
            else {
                continue;
            };
            if let (true, true, Joinee::Operand(last)) =
                (SEVERAL_AT_ONCE.contains(&preposition.text.as_str()), is_noun(operand), &**what)
            {
                self.found.extend(bracketed(self.text, operand.span.to(last.span)));
            }
        }
    }

    /// `people Putin and Xi met`, in one meeting: those that each of them met.
    fn each_by_itself(&mut self, gap: &Gap) {
        let subject = &gap.clause.subject;
        let too = |tail: &Tail| match tail {
            Tail::Joined { conjunction: Conjunction::And, what, .. } => match &**what {
                Joinee::Operand(operand) => Some(operand.span),
                Joinee::Tail(_) => None,
            },
            _ => None,
        };
        let more: Option<Vec<Span>> = subject.tails.iter().map(too).collect();
        let (Some(more), Some(last)) = (more, subject.tails.last().and_then(too)) else { return };
        let before = &self.text[..gap.span.start];
        let said = of_one(&self.text[last.end..gap.span.end], gap.clause.predicate.auxiliary);
        let names = std::iter::once(&subject.head.span).chain(&more);
        let each: Vec<String> = names.map(|name| format!("that {}{said}", name.of(self.text))).collect();
        let rest = &self.text[gap.span.end..];
        self.found.push(format!("{before}{}{rest}", each.join(" and ")));
    }

    /// `which president visited China` takes the state at the time of the visit; `which current president`, today.
    fn current(&mut self, noun: &NounPhrase) {
        let stands = noun.premodifiers.iter().any(|word| matches!(word, Premodifier::Standing(_)));
        if stands || noun.pick.is_some() || !self.is_state(noun) {
            return;
        }
        let start = noun.premodifiers.iter().find_map(start).unwrap_or(noun.noun.span.start);
        self.found.push(format!("{}current {}", &self.text[..start], &self.text[start..]));
    }

    /// `presidents that met Putin` are those of today; `which presidents met Putin`, those of the time.
    fn asked_for(&mut self, noun: &NounPhrase, head: Span, tails: &[Tail]) {
        let is_near = |tail: &&Tail| matches!(tail, Tail::Preposition { .. });
        let Some(Tail::Relative(_, said)) = tails.iter().find(|tail| !is_near(tail)) else { return };
        let start = noun.premodifiers.iter().find_map(start).unwrap_or(noun.noun.span.start);
        let pronoun = words(&self.text[..said.span.start]).last();
        if let (true, Some(pronoun), PredicateKind::Verb(_)) = (self.is_state(noun), pronoun, &said.kind) {
            let (text, rest) = (self.text, self.text[pronoun.end..].trim_start());
            self.found.push(format!("{}which {}{rest}", &text[..head.start], &text[start..pronoun.start]));
        }
    }

    fn is_state(&self, noun: &NounPhrase) -> bool {
        let state = |relation| self.store.relation(relation).shape == Shape::State;
        self.store.meanings(&noun.noun.text).iter().any(|meaning| match meaning {
            Meaning::Noun { id, .. } => self.store.noun(*id).senses.iter().all(|sense| state(sense.relation)),
            Meaning::Role { relation, .. } => state(*relation),
            _ => false,
        })
    }
}

/// What is said of several, of one: `have met`, *has met*.
fn of_one(said: &str, auxiliary: Auxiliary) -> String {
    let (several, one) = match auxiliary {
        Auxiliary::Have => ("have", "has"),
        Auxiliary::Do => ("do", "does"),
        Auxiliary::Be(Be::Are) => ("are", "is"),
        Auxiliary::Be(Be::Were) => ("were", "was"),
        _ => return said.to_owned(),
    };
    said.replacen(several, one, 1)
}

/// Where a word before a noun stands.
fn start(word: &Premodifier) -> Option<usize> {
    match word {
        Premodifier::Standing(_) => None,
        Premodifier::Possessive { word, .. } | Premodifier::Adjective(word) | Premodifier::Compound(word) => {
            Some(word.span.start)
        }
    }
}

fn whose(tail: &Tail) -> Option<&NounPhrase> {
    match tail {
        Tail::Whose(whose) => match &whose.noun.head.kind {
            OperandKind::Noun(noun) => Some(noun),
            _ => None,
        },
        Tail::Joined { what, .. } => match &**what {
            Joinee::Tail(tail) => whose(tail),
            Joinee::Operand(_) => None,
        },
        _ => None,
    }
}

/// What a verb takes.
fn object(said: &Predicate) -> Option<&Operand> {
    match &said.kind {
        PredicateKind::Verb(verbal) => verbal.object.as_ref(),
        _ => None,
    }
}

/// A noun that is asked for beside another.
fn asked_too(operand: &Operand) -> Option<&NounPhrase> {
    match &operand.kind {
        OperandKind::Asked(_, noun) => Some(noun),
        _ => None,
    }
}

fn complement(said: &Predicate) -> Option<&Operand> {
    match &said.kind {
        PredicateKind::Complement(operand) if is_noun(operand) => Some(operand),
        _ => None,
    }
}

fn is_noun(operand: &Operand) -> bool {
    matches!(operand.kind, OperandKind::Noun(_))
}

/// A noun that a tail brings, which could have a clock of its own.
fn noun_in(tail: &Tail) -> Option<Span> {
    match tail {
        Tail::Preposition { operand, .. } => Some(operand).filter(|operand| is_noun(operand)),
        Tail::Relative(_, said) | Tail::Predicate(said) => complement(said),
        Tail::Joined { what, .. } => match &**what {
            Joinee::Operand(operand) => Some(operand).filter(|operand| is_noun(operand)),
            Joinee::Tail(tail) => return noun_in(tail),
        },
        _ => None,
    }
    .map(|operand| operand.span)
}
