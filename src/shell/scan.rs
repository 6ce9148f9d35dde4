//! The parts of a line that is being typed, for colours and for completion.
//!
//! In: a line, finished or not, and the store. Out: [`Token`]s from left to right.
//! Absent: whether they make sense together (`probe`); colours (`prompt`).

use super::probe::is_closed;
use crate::store::Store;
use crate::syntax::is_date;
use crate::text::{Classes, Lexicon, Span, key_words, words};

/// What a part of a line is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Class {
    /// A closed word of the language.
    Keyword,
    /// A name, or an adjective that stands for one.
    Name,
    /// A noun or verb of the vocabulary.
    Word,
    /// A date.
    Date,
    /// A number that is no date.
    Number,
    /// From quote to quote.
    Quotation,
    /// From `#` to the end of the line.
    Comment,
    /// A round bracket.
    Bracket,
    /// The `'s` of a possessive.
    Possessive,
    /// A word that nobody knows.
    Unknown,
}

/// A part of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Token {
    /// What it is.
    pub(super) class: Class,
    /// Where it stands.
    pub(super) span: Span,
}

/// The most words that one name may have.
const LONGEST_NAME: usize = 16;
/// The most words that a date has: `the past 12 months`, `5 years ago`.
const LONGEST_DATE: usize = 4;

/// The parts of a line, from left to right; white space and punctuation are none.
pub(super) fn scan(line: &str, store: &Store) -> Vec<Token> {
    let mut found = marks(line);
    let spans: Vec<Span> = words(line)
        .filter(|word| !found.iter().any(|mark| mark.span.start <= word.start && word.start < mark.span.end))
        .collect();
    let mut rest = spans.as_slice();
    while let Some(first) = rest.first() {
        let (class, count) = classify(line, rest, store);
        let (taken, others) = rest.split_at(count.clamp(1, rest.len()));
        let last = taken.last().unwrap_or(first);
        found.push(Token { class, span: first.to(*last) });
        rest = others;
    }
    found.sort_unstable_by_key(|token| token.span);
    found
}

/// What the next words are, and how many belong together.
fn classify(line: &str, spans: &[Span], store: &Store) -> (Class, usize) {
    let first = spans.first().copied().unwrap_or_default();
    if first.of(line).starts_with(['\'', '’']) {
        return (Class::Possessive, 1);
    }
    let closed = closed_length(line, spans);
    let (known, classes) = known_length(line, spans, store);
    let dated = date_length(line, spans);
    if dated > 0 && dated >= known && dated >= closed {
        (Class::Date, dated)
    } else if closed > 0 && closed >= known {
        (Class::Keyword, closed)
    } else if known > 0 {
        let name = Classes::NAME | Classes::ADJECTIVE;
        let word = Classes::NOUN | Classes::VERB | Classes::PARTICIPLE | Classes::GERUND;
        let is_name = classes.intersects(name) && !classes.intersects(word);
        (if is_name { Class::Name } else { Class::Word }, known)
    } else if first.of(line).starts_with(|c: char| c.is_ascii_digit()) {
        (Class::Number, 1)
    } else {
        (Class::Unknown, 1)
    }
}

/// How many of the words are one closed word of the language.
fn closed_length(line: &str, spans: &[Span]) -> usize {
    let joined = |count: usize| {
        let words: Vec<String> = spans.iter().take(count).map(|span| span.of(line).to_lowercase()).collect();
        words.join(" ")
    };
    (1..=spans.len().min(3)).rev().find(|count| is_closed(&joined(*count))).unwrap_or(0)
}

/// How many of the words are one entry of the store, and its classes.
fn known_length(line: &str, spans: &[Span], store: &Store) -> (usize, Classes) {
    let (mut keys, mut ends) = (Vec::new(), Vec::new());
    for (at, span) in spans.iter().enumerate().take(LONGEST_NAME) {
        let gap =
            at.checked_sub(1).and_then(|before| line.get(spans[before].end..span.start)).unwrap_or_default();
        if gap.contains(['(', ')', '"', ',', ';', '#']) {
            break;
        }
        keys.extend(key_words(span.of(line)));
        ends.push((keys.len(), at + 1));
    }
    let keys: Vec<&str> = keys.iter().map(String::as_str).collect();
    let fits = |known: &crate::text::Known| {
        let (_, count) = ends.iter().find(|(length, _)| *length == known.words)?;
        Some((*count, known.classes))
    };
    store.all(&keys).iter().find_map(fits).unwrap_or((0, Classes::NONE))
}

/// How many of the words are one date. The grammar is asked only where a digit or a month may be meant.
fn date_length(line: &str, spans: &[Span]) -> usize {
    let Some(first) = spans.first() else { return 0 };
    let run = |count: usize| {
        spans.get(count - 1).and_then(|last| line.get(first.start..last.end)).unwrap_or_default()
    };
    let longest = spans.len().min(LONGEST_DATE);
    let dated = |count: &usize| run(*count).contains(|c: char| c.is_ascii_digit()) && is_date(run(*count));
    let bare = || {
        usize::from(
            is_date(&format!("{} 2000", first.of(line))) && !is_closed(&first.of(line).to_lowercase()),
        )
    };
    (1..=longest).rev().find(dated).unwrap_or_else(bare)
}

/// Quotations, comments and brackets.
fn marks(line: &str) -> Vec<Token> {
    let mut found = Vec::new();
    let mut open: Option<(Class, usize)> = None;
    for (at, c) in line.char_indices() {
        let next = at + c.len_utf8();
        match (open, c) {
            (None, '"' | '“' | '„' | '«') => open = Some((Class::Quotation, at)),
            (None, '#') => open = Some((Class::Comment, at)),
            (None, '(' | ')') => found.push(Token { class: Class::Bracket, span: Span::new(at, next) }),
            (Some((Class::Quotation, start)), '"' | '”' | '“' | '»') => {
                found.push(Token { class: Class::Quotation, span: Span::new(start, next) });
                open = None;
            }
            (Some((Class::Comment, start)), '\n') => {
                found.push(Token { class: Class::Comment, span: Span::new(start, at) });
                open = None;
            }
            _ => {}
        }
    }
    found.extend(open.map(|(class, start)| Token { class, span: Span::new(start, line.len()) }));
    found
}
