//! What was perhaps meant by a word that cannot be read where it stands.
//!
//! In: the place of the word. Out: the nearest words, each with the query that it would give; first those that mend the
//! query alone. Absent: where the grammar stopped, and the wording of errors.

use std::collections::HashMap;

use crate::text::{Classes, Span, fold, suggest, words};

use super::build::MONTHS;
use super::reader::{QUERY, Reader};

/// How many unknown words of one query are mended together.
const MOST_MENDED: usize = 3;
/// How many candidates are tried together with other mended words.
const TRIED_TOGETHER: usize = 5;
/// How many queries are made; of those that make sense the best are offered.
const MADE: usize = 8;
/// The longest name, in words, that is looked for around a word.
const LONGEST_NAME: usize = 4;

/// One word for another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Slip {
    /// What was typed, perhaps several words.
    pub(super) span: Span,
    /// What may have been meant.
    pub(super) meant: String,
}

/// A slip, and the query without it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Mended {
    /// The slip.
    pub(super) slip: Slip,
    /// The query to try.
    pub(super) query: String,
}

/// Mends one query. Many ways of mending it lead to the same texts and words: each is looked at once.
struct Mender<'a> {
    reader: Reader<'a>,
    /// Of each text that was read, where it cannot be read; none if it can.
    stops: HashMap<String, Option<Stop>>,
    /// What was found near to each word, and whether the word is known.
    near: HashMap<String, (bool, Vec<String>)>,
}

/// Where a text cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stop {
    /// Before the grammar: it is too long, say.
    Nowhere,
    /// Where the grammar stops, in bytes of the text.
    At(usize),
}

impl<'a> Mender<'a> {
    fn new(reader: Reader<'a>) -> Self {
        Mender { reader, stops: HashMap::new(), near: HashMap::new() }
    }

    /// Those of the slips that leave a query which can be read, with so many other words mended.
    fn read<'s>(&mut self, slips: impl Iterator<Item = &'s Slip>, others: usize, text: &str) -> Vec<Mended> {
        let mut found: Vec<Mended> = Vec::new();
        for slip in slips {
            let Some(query) = self.mended(&replaced(text, slip.span, &slip.meant), others) else { continue };
            if found.iter().all(|other| other.query != query) {
                found.push(Mended { slip: slip.clone(), query });
            }
        }
        found.truncate(MADE);
        found
    }

    /// The query if it reads; else with its next unknown word replaced by the nearest one.
    fn mended(&mut self, text: &str, others: usize) -> Option<String> {
        let at = match self.stop(text) {
            None => return Some(text.to_owned()),
            Some(Stop::At(at)) if others > 0 => at,
            Some(_) => return None,
        };
        let next = words(text.get(at..)?).next()?;
        let here = Span::new(at + next.start, at + next.end);
        let known = self.near(here.of(text)).0;
        // A known word may stand for another, or the one before it may: `BRICS an SCO`.
        let before = words(&text[..at]).last().filter(|_| known);
        std::iter::once(here).chain(before).find_map(|span| {
            let near =
                if known { nearest_closed(span.of(text), self.reader) } else { self.near(span.of(text)).1 };
            near.iter().find_map(|candidate| self.mended(&replaced(text, span, candidate), others - 1))
        })
    }

    fn stop(&mut self, text: &str) -> Option<Stop> {
        if let Some(stop) = self.stops.get(text) {
            return *stop;
        }
        let stop = match self.reader.without_values().mark(text) {
            Err(_) => Some(Stop::Nowhere),
            Ok(marked) => {
                let parsed = self.reader.parser.parse(QUERY, &marked.text);
                parsed.err().map(|failure| Stop::At(marked.typed(failure.at, failure.at).start))
            }
        };
        self.stops.insert(text.to_owned(), stop);
        stop
    }

    /// Whether a word is known; and what is near to it if it is not.
    fn near(&mut self, word: &str) -> (bool, Vec<String>) {
        let reader = self.reader;
        let look = || {
            let known = is_known(word, reader);
            (known, if known { Vec::new() } else { nearest(word, reader) })
        };
        self.near.entry(word.to_owned()).or_insert_with(look).clone()
    }
}

/// What an unknown word may have been meant for, the best first; and what is near to it where no query can be made.
pub(super) fn of_unknown(span: Span, text: &str, reader: Reader<'_>) -> (Vec<Mended>, Vec<String>) {
    let slips =
        [single(span, text, reader), names(span, text, reader), keywords(span, text, reader)].concat();
    let mut mender = Mender::new(reader);
    for (others, most) in [(0, slips.len()), (MOST_MENDED - 1, TRIED_TOGETHER)] {
        let found = mender.read(slips.iter().take(most), others, text);
        if !found.is_empty() {
            return (found, Vec::new());
        }
    }
    let is_slip = |slip: &Slip| !is_word_of(slip.span.of(text), &slip.meant);
    (Vec::new(), slips.into_iter().filter(is_slip).map(|slip| slip.meant).collect())
}

/// Whether a word is one of a longer name, so that it is no slip of it: `Arab` and `United Arab Emirates`.
pub(super) fn is_word_of(word: &str, name: &str) -> bool {
    words(name).any(|part| fold(part.of(name)) == fold(word))
}

/// `that rejoined OPEC`, where only `joined` is known: *joined OPEC at least twice*, if it can be read; not where
/// there is a date, at which both times would have to be.
pub(super) fn done_again(span: Span, text: &str, reader: Reader<'_>) -> Option<Vec<String>> {
    let word = span.of(text);
    let plain = word.get(..2).filter(|start| start.eq_ignore_ascii_case("re")).and_then(|_| word.get(2..))?;
    let plain = plain.trim_start_matches('-');
    let known = reader.lexicon.longest(&[fold(plain).as_str()])?;
    if is_known(word, reader) || !known.classes.contains(Classes::VERB) {
        return None;
    }
    let query = replaced(text, span, plain);
    let end = query.trim_end_matches(|c: char| c.is_whitespace() || ".?!".contains(c)).len();
    let query = format!("{} at least twice{}", &query[..end], &query[end..]);
    let dated = text[span.end..].contains(|c: char| c.is_ascii_digit());
    Some(if !dated && reader.parse(&query).is_ok() { vec![query] } else { Vec::new() })
}

/// What a closed word that cannot stand where it does may have been meant for, or the closed word before it.
pub(super) fn of_known(span: Span, text: &str, reader: Reader<'_>) -> Vec<Mended> {
    let before = words(&text[..span.start]).last();
    let closed = |span: &Span| reader.parser.is_closed(span.of(text));
    let slips = std::iter::once(span).chain(before).filter(closed).flat_map(|span| {
        let word = span.of(text);
        let near = nearest_closed(word, reader).into_iter();
        // Two short words that differ in a letter are rather two words than a slip.
        near.filter(|meant| word.len() > 2 || meant.len() != word.len())
            .map(move |meant| Slip { span, meant })
    });
    Mender::new(reader).read(slips.collect::<Vec<_>>().iter(), 0, text)
}

/// The query with what follows its `=` in brackets, if it reads so.
pub(super) fn bracketed_value(text: &str, reader: Reader<'_>) -> Option<String> {
    let (name, value) = text.split_once('=')?;
    let query = format!("{name}= ({})", value.trim());
    let marked = reader.without_values().mark(&query).ok()?;
    reader.parser.parse(QUERY, &marked.text).is_ok().then_some(query)
}

/// A keyword of several words that the word was meant to be together with the one before or after it.
fn keywords(span: Span, text: &str, reader: Reader<'_>) -> Vec<Slip> {
    let known: Vec<&str> =
        reader.parser.closed_words().iter().map(String::as_str).filter(|known| known.contains(' ')).collect();
    let before = words(&text[..span.start]).last().map(|word| Span::new(word.start, span.end));
    let after = words(&text[span.end..]).next().map(|word| Span::new(span.start, span.end + word.end));
    let both = before.into_iter().chain(after);
    both.flat_map(|span| {
        let near = suggest(span.of(text), known.iter().copied(), 1).into_iter();
        near.map(move |meant| Slip { span, meant })
    })
    .collect()
}

/// A name of several words that stands around the word: `Vladmir Putin`.
fn names(span: Span, text: &str, reader: Reader<'_>) -> Vec<Slip> {
    let all: Vec<Span> = words(text).collect();
    let Some(at) = all.iter().position(|word| word.start == span.start) else { return Vec::new() };
    let mut found = Vec::new();
    for length in (2..=LONGEST_NAME).rev() {
        for first in (at + 1).saturating_sub(length)..=at {
            let Some(window) = all.get(first..first + length) else { continue };
            let closed = |word: &Span| reader.parser.is_closed(word.of(text));
            let [start, .., end] = window else { continue };
            if closed(start) || closed(end) {
                continue;
            }
            let span = Span::new(start.start, end.end);
            let near = reader.lexicon.near(span.of(text), every_class(), 1).into_iter();
            let near = near.filter(|name| words(name).count() == length);
            found.extend(near.map(|meant| Slip { span, meant }));
        }
    }
    found
}

fn single(span: Span, text: &str, reader: Reader<'_>) -> Vec<Slip> {
    nearest(span.of(text), reader).into_iter().map(|meant| Slip { span, meant }).collect()
}

/// The nearest closed words, contractions, months, then what the lexicon knows.
fn nearest(word: &str, reader: Reader<'_>) -> Vec<String> {
    let mut near = nearest_closed(word, reader);
    near.extend(contracted(word, reader));
    near.extend(suggest(word, MONTHS, 1));
    near.extend(reader.lexicon.near(word, every_class(), 3));
    near
}

/// The nearest closed words.
fn nearest_closed(word: &str, reader: Reader<'_>) -> Vec<String> {
    suggest(word, reader.parser.closed_words().iter().map(String::as_str), 4)
}

/// A word that is known whose apostrophe was left out: `whos`, `Irans`, `isnt`.
fn contracted(word: &str, reader: Reader<'_>) -> Option<String> {
    let stem = |end: &str| word.strip_suffix(end).filter(|stem| stem.len() > 1 && is_known(stem, reader));
    stem("nt").map(|stem| format!("{stem}n't")).or_else(|| Some(format!("{}'s", stem("s")?)))
}

/// Whether the language, the vocabulary or the base has the word, or it is a number.
pub(super) fn is_known(word: &str, reader: Reader<'_>) -> bool {
    reader.parser.is_closed(word)
        || word.chars().all(|c| c.is_ascii_digit())
        || reader.lexicon.longest(&[fold(word).as_str()]).is_some()
}

fn every_class() -> Classes {
    Classes::NAME
        | Classes::NOUN
        | Classes::VERB
        | Classes::PARTICIPLE
        | Classes::ADJECTIVE
        | Classes::GERUND
        | Classes::UNIT
}

fn replaced(text: &str, span: Span, word: &str) -> String {
    format!("{}{}{}", &text[..span.start], word, &text[span.end..])
}
