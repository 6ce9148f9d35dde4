//! The pass before the grammar: known names, nouns, verbs are wrapped in marks.
//!
//! In: a normalised query and a lexicon. Out: the same text with marks (private-use characters)
//! around the longest known words, all their classes said, and a map back to what was typed.
//! Absent: choosing between classes; the grammar's rules accept a class by where it may stand.

use std::fmt::Write as _;

use crate::text::{Classes, Lexicon, Normalised, Span, word_key, words};

use super::parser::Parser;
use super::values;

const OPEN: char = '\u{E000}';
const OPEN_SOFT: char = '\u{E010}';
const CLOSE: char = '\u{E00F}';
const CLASS_MARKS: [(Classes, char); 7] = [
    (Classes::NAME, '\u{E001}'),
    (Classes::NOUN, '\u{E002}'),
    (Classes::VERB, '\u{E003}'),
    (Classes::PARTICIPLE, '\u{E004}'),
    (Classes::ADJECTIVE, '\u{E005}'),
    (Classes::GERUND, '\u{E006}'),
    (Classes::UNIT, '\u{E007}'),
];

/// The most words that one name may have.
const LONGEST_NAME: usize = 16;

/// A query with its known words marked.
#[derive(Debug, Clone, PartialEq)]
pub struct Marked {
    /// The text that the grammar parses.
    pub text: String,
    /// For each byte of `text`, the byte of the normalised text it stands for.
    offsets: Vec<u32>,
    normal: Normalised,
}

impl Marked {
    /// Where a stretch of the marked text stands in what was typed.
    pub fn typed(&self, start: usize, end: usize) -> Span {
        let at =
            |index: usize| self.offsets.get(index).map_or(self.normal.text.len(), |offset| *offset as usize);
        self.normal.original_span(Span::new(at(start), at(end.max(start))))
    }

    /// The words in a stretch of the marked text, without marks and without space around them.
    pub fn plain(&self, start: usize, end: usize) -> String {
        let piece = self.text.get(start..end).unwrap_or_default();
        piece.chars().filter(|c| !is_mark(*c)).collect::<String>().trim().to_owned()
    }

    /// The known words: where each stands in the text as typed, and whether a closed word may stand there instead.
    pub fn words(&self) -> impl Iterator<Item = (Span, bool)> {
        let opened = self.text.match_indices([OPEN, OPEN_SOFT]);
        opened.filter_map(|(start, mark)| {
            let end = self.text[start..].find(CLOSE)? + start;
            Some((self.typed(start, end), mark.starts_with(OPEN_SOFT)))
        })
    }
}

/// Whether a character is one of the marks, which no text that people type holds.
pub fn is_mark(c: char) -> bool {
    ('\u{E000}'..='\u{E0FF}').contains(&c)
}

/// Whether a character is the mark behind a word.
pub fn ends_word(c: char) -> bool {
    c == CLOSE
}

/// Whether a marked word is of a class, whatever else it is.
pub(super) fn is_of(word: &str, class: Classes) -> bool {
    CLASS_MARKS.iter().any(|(known, mark)| *known == class && word.contains(*mark))
}

/// Marks the longest known words from left to right, on word boundaries, outside of quotes and comments.
pub(super) fn mark(normal: &Normalised, lexicon: &dyn Lexicon, parser: &dyn Parser) -> Marked {
    let text = normal.text.as_str();
    let spans: Vec<Span> = words(text).collect();
    let keys: Vec<String> = spans.iter().map(|span| word_key(span.of(text))).collect();
    let mut out = Writer::new(text, parser);
    let mut closed_off = quoted_and_commented(text);
    // The noun of a definition is a new word, whatever else it means.
    closed_off.extend(parser.definition_head(text).map(|end| Span::new(0, end)));
    let mut next = 0;
    while let Some(span) = spans.get(next) {
        if closed_off.iter().any(|off| off.start <= span.start && span.start < off.end) {
            next += 1;
            continue;
        }
        let dated = parser.date_length(&text[span.start..]).unwrap_or(0);
        match longest(&spans, &keys, next, text, lexicon) {
            Some((count, classes)) if spans[next + count - 1].end - span.start > dated => {
                out.wrap(Span::new(span.start, spans[next + count - 1].end), classes);
                next += count;
            }
            _ => {
                let end = span.start + dated;
                let passed = after(&spans[next..], end);
                // `1 week before 2022 Caspian summit`: a name that goes on behind the date is no part of it.
                let goes_on = |at: usize| {
                    longest(&spans, &keys, at, text, lexicon)
                        .is_some_and(|(count, _)| spans[at + count - 1].end > end)
                };
                next += (1..passed).find(|more| goes_on(next + more)).unwrap_or(passed);
            }
        }
    }
    out.finish(normal.clone())
}

/// A text of which no word is known.
pub(super) fn unmarked(normal: Normalised) -> Marked {
    let offsets = (0..=normal.text.len()).map(offset).collect();
    Marked { text: normal.text.clone(), offsets, normal }
}

/// How many words to step over: at least one, and all that start before `end`.
fn after(spans: &[Span], end: usize) -> usize {
    spans.iter().take_while(|span| span.start < end).count().max(1)
}

/// The longest entry of the lexicon that starts at word `first` and ends on a word of the text.
fn longest(
    spans: &[Span],
    keys: &[String],
    first: usize,
    text: &str,
    lexicon: &dyn Lexicon,
) -> Option<(usize, Classes)> {
    let mut run: Vec<&str> = Vec::new();
    for (at, key) in keys.iter().enumerate().skip(first).take(LONGEST_NAME) {
        if at > first && !between_words(&text[spans[at - 1].end..spans[at].start]) {
            break;
        }
        run.push(key);
    }
    lexicon.all(&run).first().map(|known| (known.words, known.classes))
}

/// Whether what stands between two words may stand inside a name.
fn between_words(gap: &str) -> bool {
    gap.chars().all(|c| matches!(c, ' ' | '\t' | '\n' | '-' | '&' | '/' | ','))
}

/// The stretches in double quotes, after `?` and `$`, and from `#` to the end of the line.
fn quoted_and_commented(text: &str) -> Vec<Span> {
    let mut found = Vec::new();
    let mut from: Option<(usize, char)> = None;
    for (at, c) in text.char_indices() {
        match (from, c) {
            (None, '"') => from = Some((at, '"')),
            (None, '?') => found.push(Span::new(at, at + 1 + name_length(&text[at + 1..]))),
            (None, '#') => from = Some((at, '\n')),
            (None, '$') => found.push(Span::new(at, at + 1 + values::name_length(&text[at + 1..]))),
            (Some((start, until)), _) if c == until => {
                found.push(Span::new(start, at + 1));
                from = None;
            }
            _ => {}
        }
    }
    found.extend(from.map(|(start, _)| Span::new(start, text.len())));
    found
}

/// How many bytes of the text are the name of a variable.
fn name_length(text: &str) -> usize {
    if !text.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return 0;
    }
    text.bytes().take_while(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_')).count()
}

/// Copies the text and inserts marks, keeping the map back.
struct Writer<'a> {
    source: &'a str,
    parser: &'a dyn Parser,
    done: usize,
    text: String,
    offsets: Vec<u32>,
}

impl<'a> Writer<'a> {
    fn new(source: &'a str, parser: &'a dyn Parser) -> Self {
        Writer { source, parser, done: 0, text: String::with_capacity(source.len() * 2), offsets: Vec::new() }
    }

    fn wrap(&mut self, span: Span, classes: Classes) {
        self.copy_to(span.start);
        let soft = self.parser.is_reserved(span.of(self.source));
        self.insert(if soft { OPEN_SOFT } else { OPEN });
        for (class, mark) in CLASS_MARKS {
            if classes.contains(class) {
                self.insert(mark);
            }
        }
        self.copy_to(span.end);
        self.insert(CLOSE);
    }

    fn copy_to(&mut self, end: usize) {
        self.text.push_str(&self.source[self.done..end]);
        self.offsets.extend((self.done..end).map(offset));
        self.done = end;
    }

    fn insert(&mut self, mark: char) {
        self.text.push(mark);
        self.offsets.resize(self.text.len(), offset(self.done));
    }

    fn finish(mut self, normal: Normalised) -> Marked {
        self.copy_to(self.source.len());
        self.offsets.push(offset(self.source.len()));
        Marked { text: self.text, offsets: self.offsets, normal }
    }
}

fn offset(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

/// The marked text with marks that people can read: `‹NOUN members› of ‹NAME BRICS›`.
impl std::fmt::Display for Marked {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        for c in self.text.chars() {
            match c {
                OPEN | OPEN_SOFT => f.write_char('‹')?,
                CLOSE => f.write_char('›')?,
                c => match CLASS_MARKS.iter().find(|(_, mark)| *mark == c) {
                    Some((class, _)) => write!(f, "{} ", class.words().next().unwrap_or_default())?,
                    None => f.write_char(c)?,
                },
            }
        }
        Ok(())
    }
}
