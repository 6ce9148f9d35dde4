//! From where the grammar stopped to what a person can do about it.
//!
//! In: a failed parse. Out: an [`Error`] with what was expected, the nearest known words, and queries to try. Absent: its
//! wording (`error`).

use crate::text::{Span, words};

use super::advice;
use super::error::Error;
use super::expect;
use super::mark::Marked;
use super::parser::Failure;
use super::reader::Reader;
use super::slips::{self, Mended};

/// From where the grammar stopped to what a person can do about it.
pub(super) fn explain(failure: &Failure, marked: &Marked, text: &str, reader: Reader<'_>) -> Error {
    if marked.plain(0, marked.text.len()).lines().all(|line| line.trim_start().is_empty() || is_comment(line))
    {
        return Error::Empty;
    }
    if failure.gave_up {
        return Error::TooComplex;
    }
    let at = marked.typed(failure.at, failure.at).start;
    if let Some(error) = unclosed(text, at) {
        return error;
    }
    let expected = expect::in_english(&failure.expected);
    let rest = &text[at.min(text.len())..];
    let Some(first) = words(rest).next() else {
        if let Some(span) = advice::than_several(text) {
            return Error::SaidOtherwise { advice: advice::THAN_ONE, span, tries: Vec::new() };
        }
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
    if let Some((and, at_verb)) = advice::second_question(span, text) {
        let tries = each_alone(and, text, reader);
        if at_verb || tries.len() == 2 {
            return Error::SaidOtherwise { advice: advice::TWO_QUESTIONS, span: and, tries };
        }
    }
    if let Some((advice, span)) = advice::on(span, text) {
        return Error::SaidOtherwise { advice, span, tries: other_word(span, text, reader) };
    }
    if let Some(tries) = slips::done_again(span, text, reader) {
        return Error::SaidOtherwise { advice: advice::AGAIN, span, tries };
    }
    if slips::is_known(&word, reader) {
        return known(word, span, expected, text, reader);
    }
    unknown(word, span, expected, text, reader)
}

/// `why did …` with `when` for `why`, `did no …` with `any` for `no`, where that can be read.
fn other_word(span: Span, text: &str, reader: Reader<'_>) -> Vec<String> {
    let others = [("why", "when"), ("no", "any")];
    let other = others.into_iter().find(|(word, _)| span.of(text).eq_ignore_ascii_case(word));
    let query = other.map(|(_, other)| format!("{}{other}{}", &text[..span.start], &text[span.end..]));
    query.into_iter().filter(|query| reader.parse(query).is_ok()).collect()
}

/// Those of the two questions that can be read by themselves.
fn each_alone(and: Span, text: &str, reader: Reader<'_>) -> Vec<String> {
    let both =
        [&text[..and.start], &text[and.end..]].map(|part| part.trim().trim_end_matches(',').to_owned());
    both.into_iter().filter(|query| reader.parse(query).is_ok()).collect()
}

/// A known word in the wrong place; perhaps it or the one before it was meant to be another.
fn known(word: String, span: Span, expected: Vec<String>, text: &str, reader: Reader<'_>) -> Error {
    if let Some(query) = slips::bracketed_value(text, reader) {
        return Error::NeedsBrackets { word, span, query };
    }
    let mended = slips::of_known(span, text, reader);
    let Some(first) = mended.first() else { return Error::Unexpected { word, span, expected } };
    let (instead, meant) = (first.slip.span.of(text).into(), first.slip.meant.as_str().into());
    let same = mended.iter().filter(|other| other.slip.span == first.slip.span);
    let tries = same.map(|other| other.query.clone()).collect();
    Error::MeantOther { word, span, expected, instead, meant, tries }
}

/// An unknown word, with the nearest known ones and the query that each would give.
fn unknown(word: String, span: Span, expected: Vec<String>, text: &str, reader: Reader<'_>) -> Error {
    let (mended, mut near) = slips::of_unknown(span, text, reader);
    let mut tries = Vec::new();
    for Mended { slip, query } in mended {
        near.push(slip.meant);
        tries.push(query);
    }
    Error::UnknownWord { word, span, expected, near, tries }
}

fn is_comment(line: &str) -> bool {
    line.trim_start().starts_with('#')
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
