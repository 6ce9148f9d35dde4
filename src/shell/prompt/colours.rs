//! A line in colours, as it is typed.
//!
//! In: a line, what its parts are, what the index knows. Out: the line with colours of the terminal's
//! own palette, of the same width. Absent: deciding whether colours are welcome (`look`).

use super::super::command::COMMANDS;
use super::super::index::Index;
use super::super::scan::{Class, Token, scan};
use crate::store::Store;
use crate::syntax;
use crate::text::fold;

const RESET: &str = "\x1b[0m";
const COMMAND: &str = "\x1b[1;35m";
const KEYWORD: &str = "\x1b[1m";
const NAME: &str = "\x1b[32m";
const WORD: &str = "\x1b[36m";
const DATE: &str = "\x1b[33m";
const QUOTATION: &str = "\x1b[32m";
const QUIET: &str = "\x1b[2m";
const UNKNOWN: &str = "\x1b[4;31m";
/// Brackets by depth.
const BRACKETS: [&str; 3] = ["\x1b[33m", "\x1b[35m", "\x1b[36m"];

/// The line in colours; the word that is still being typed is unknown only when nothing begins so.
pub(super) fn coloured(line: &str, cursor: usize, store: &Store, index: &Index) -> String {
    let mut out = String::with_capacity(line.len() * 2);
    let (mut done, mut depth) = (0, 0_usize);
    if let Some(length) = command_length(line) {
        done = length;
        paint(&mut out, COMMAND, line.get(..length).unwrap_or_default());
    }
    let rest = if line.trim_start().starts_with('.') { Vec::new() } else { scan(line, store) };
    let after = done;
    for token in rest.iter().filter(|token| token.span.start >= after) {
        out.push_str(line.get(done..token.span.start).unwrap_or_default());
        let text = token.span.of(line);
        match colour(token, text, cursor, index, &mut depth) {
            Some(colour) => paint(&mut out, colour, text),
            None => out.push_str(text),
        }
        done = token.span.end;
    }
    out.push_str(line.get(done..).unwrap_or_default());
    out
}

/// A suggestion: quieter than what is typed.
pub(super) fn quiet(hint: &str) -> String {
    format!("{QUIET}{hint}{RESET}")
}

/// What stands before the line.
pub(super) fn prompt(prompt: &str) -> String {
    format!("{KEYWORD}{prompt}{RESET}")
}

fn paint(out: &mut String, colour: &str, text: &str) {
    out.push_str(colour);
    out.push_str(text);
    out.push_str(RESET);
}

fn colour(
    token: &Token,
    text: &str,
    cursor: usize,
    index: &Index,
    depth: &mut usize,
) -> Option<&'static str> {
    match token.class {
        Class::Keyword => Some(KEYWORD),
        Class::Name => Some(NAME),
        Class::Word => Some(WORD),
        Class::Date => Some(DATE),
        Class::Quotation => Some(QUOTATION),
        Class::Comment => Some(QUIET),
        Class::Number | Class::Possessive => None,
        Class::Unknown if token.span.end == cursor && is_begun(text, index) => None,
        Class::Unknown => Some(UNKNOWN),
        Class::Bracket => {
            if text == ")" {
                *depth = depth.saturating_sub(1);
            }
            let colour = BRACKETS.get(*depth % BRACKETS.len()).copied();
            *depth += usize::from(text == "(");
            colour
        }
    }
}

/// Whether something begins with the word that is being typed.
fn is_begun(text: &str, index: &Index) -> bool {
    let folded = fold(text);
    index.is_begun(&folded) || syntax::closed_words().any(|word| word.starts_with(&folded))
}

/// The length of the command that the line begins with.
fn command_length(line: &str) -> Option<usize> {
    let indent = line.len() - line.trim_start().len();
    let body = line.get(indent..)?;
    let len = body.find(char::is_whitespace).unwrap_or(body.len());
    let word = body.get(..len)?.to_lowercase();
    let alone = body.trim_end().len() == len;
    let named = COMMANDS.iter().any(|entry| entry.name == word && (alone || !entry.takes.is_empty()));
    named.then_some(indent + len)
}
