//! From where the grammar stopped to what a person can do about it.
//!
//! In: a failed parse. Out: an [`Error`] with what was expected, the nearest known words, and queries to try. Absent: its
//! wording (`error`).

use crate::text::{Classes, Span, fold, suggest, words};

use super::error::Error;
use super::expect;
use super::mark::Marked;
use super::parser::Failure;
use super::reader::{QUERY, Reader};

/// From where the grammar stopped to what a person can do about it.
pub(super) fn explain(failure: &Failure, marked: &Marked, text: &str, reader: Reader<'_>) -> Error {
    if marked.plain(0, marked.text.len()).lines().all(|line| line.trim_start().is_empty() || is_comment(line))
    {
        return Error::Empty;
    }
    if failure.expected.is_empty() {
        return Error::TooComplex;
    }
    let at = marked.typed(failure.at, failure.at).start;
    if let Some(error) = unclosed(text, at) {
        return error;
    }
    let expected = expect::in_english(&failure.expected);
    let rest = &text[at.min(text.len())..];
    let Some(first) = words(rest).next() else {
        let end = text.trim_end().len();
        let (word, span) = match rest.trim().chars().next() {
            Some(c) => (c.to_string(), Span::new(at, at + c.len_utf8())),
            None => (String::new(), Span::new(end, end)),
        };
        return Error::Unexpected { word, span, expected };
    };
    let leading = rest[..first.start].trim();
    if let Some(c) = leading.chars().next() {
        let at = at + rest.find(c).unwrap_or(0);
        return Error::Unexpected { word: c.to_string(), span: Span::new(at, at + c.len_utf8()), expected };
    }
    let span = Span::new(at + first.start, at + first.end);
    let word = span.of(text).to_owned();
    if is_known(&word, reader) {
        return Error::Unexpected { word, span, expected };
    }
    unknown(word, span, expected, text, reader)
}

fn is_comment(line: &str) -> bool {
    line.trim_start().starts_with('#')
}

fn is_known(word: &str, reader: Reader<'_>) -> bool {
    reader.parser.is_closed(word)
        || word.chars().all(|c| c.is_ascii_digit())
        || reader.lexicon.longest(&[fold(word).as_str()]).is_some()
}

/// A quotation or bracket that was opened before the place of the error and never closed.
fn unclosed(text: &str, at: usize) -> Option<Error> {
    let quotes: Vec<usize> = text.match_indices(['"', '“', '”']).map(|(at, _)| at).collect();
    if quotes.len() % 2 == 1 && quotes.iter().any(|quote| *quote <= at) {
        let start = *quotes.last()?;
        return Some(Error::OpenQuote { span: Span::new(start, text.trim_end().len()) });
    }
    let mut open = Vec::new();
    for (at, c) in text.char_indices() {
        match c {
            '(' => open.push(at),
            ')' => drop(open.pop()),
            _ => {}
        }
    }
    let start = *open.last()?;
    text[at..].trim().is_empty().then(|| Error::OpenBracket { span: Span::new(start, start + 1) })
}

/// How many unknown words of one query are mended together.
const MOST_MENDED: usize = 3;

/// An unknown word, with the nearest closed words and names, and the query that each would give.
fn unknown(word: String, span: Span, expected: Vec<String>, text: &str, reader: Reader<'_>) -> Error {
    let mut readable = Vec::new();
    let mut other = Vec::new();
    let mut tries = Vec::new();
    if let Some((candidate, query)) = two_words(&word, span, text, reader) {
        return Error::UnknownWord { word, span, expected, near: vec![candidate], tries: vec![query] };
    }
    for candidate in nearest(&word, reader) {
        match mended(&replaced(text, span, &candidate), reader, MOST_MENDED - 1) {
            Some(query) => {
                tries.push(query);
                readable.push(candidate);
            }
            None => other.push(candidate),
        }
    }
    let mut near = readable;
    near.extend(other);
    near.dedup();
    near.truncate(3);
    tries.truncate(3);
    Error::UnknownWord { word, span, expected, near, tries }
}

/// A keyword of several words that the word and the one before it were meant to be, with the query that it gives.
fn two_words(word: &str, span: Span, text: &str, reader: Reader<'_>) -> Option<(String, String)> {
    let before = words(&text[..span.start]).last()?;
    let both = Span::new(before.start, span.end);
    let said = format!("{} {word}", before.of(text));
    let known = reader.parser.closed_words().iter().map(String::as_str).filter(|known| known.contains(' '));
    let candidate = suggest(&said, known, 1).into_iter().next()?;
    let query = mended(&replaced(text, both, &candidate), reader, MOST_MENDED - 1)?;
    Some((candidate, query))
}

fn nearest(word: &str, reader: Reader<'_>) -> Vec<String> {
    let mut near = nearest_closed(word, reader);
    near.extend(reader.lexicon.near(word, every_class(), 3));
    near
}

/// The nearest closed words; so `an` may have been meant for `and`.
fn nearest_closed(word: &str, reader: Reader<'_>) -> Vec<String> {
    suggest(word, reader.parser.closed_words().iter().map(String::as_str), 2)
}

/// The query if it reads; else with its next unknown word replaced by the nearest one.
fn mended(text: &str, reader: Reader<'_>, words: usize) -> Option<String> {
    let marked = reader.without_values().mark(text).ok()?;
    let Err(failure) = reader.parser.parse(QUERY, &marked.text) else { return Some(text.to_owned()) };
    let at = marked.typed(failure.at, failure.at).start;
    let next = self::words(text.get(at..)?).next().filter(|_| words > 0)?;
    let here = Span::new(at + next.start, at + next.end);
    let known = is_known(here.of(text), reader);
    // A known word may stand for another, or the one before it may: `BRICS an SCO`.
    let before = self::words(&text[..at]).last().filter(|_| known);
    std::iter::once(here).chain(before).find_map(|span| {
        let word = span.of(text);
        let near = if known { nearest_closed(word, reader) } else { nearest(word, reader) };
        near.iter().find_map(|candidate| mended(&replaced(text, span, candidate), reader, words - 1))
    })
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
