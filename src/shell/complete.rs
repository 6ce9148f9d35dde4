//! What Tab offers.
//!
//! In: the text before the cursor, the index, the store. Out: at most 200 [`Candidate`]s and where they
//! start. Absent: the terminal (`prompt`).
//!
//! A name of several words is one candidate: the longest run of words before the cursor that something
//! begins with is what is completed. The grammar says which classes of words and which closed words may
//! stand there, the vocabulary which prepositions and which kinds of names; what was used most comes
//! first, then what most facts are about.

use std::collections::{HashMap, HashSet};

use super::command::COMMANDS;
use super::fit::{Fit, fit};
use super::index::{Entry, Index};
use super::probe::{classes_after, follows};
use super::scan::{Class, scan};
use super::statement::statements;
use crate::fact::EntityId;
use crate::render::Format;
use crate::store::Store;
use crate::syntax;
use crate::text::{Classes, Span, fold, words};

/// The most candidates at once.
pub(super) const MOST: usize = 200;
/// The most candidates where nothing of the word is typed yet: what fits on a screen.
const MOST_UNTYPED: usize = 40;
/// A date that is nothing else, not even a number.
const DATE: &str = "2000-01-01";
/// The most words of a name that are completed as one.
const LONGEST_RUN: usize = 6;

/// One thing to offer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Candidate {
    /// What is put into the line.
    pub(super) text: String,
    /// What it is; empty for words of the grammar.
    pub(super) label: String,
}

/// How often each phrase was used, by its folded form.
pub(super) type Uses = HashMap<String, usize>;

/// What can be offered for a text that ends at the cursor, and the offset that it replaces from.
pub(super) fn complete(text: &str, index: &Index, store: &Store, uses: &Uses) -> (usize, Vec<Candidate>) {
    let start = statements(text).last().map_or(0, |last| last.span.start);
    let statement = text.get(start..).unwrap_or_default();
    let asked = Asked { index, store, uses };
    let (from, found) = asked.command(statement).unwrap_or_else(|| asked.query(statement, true));
    (start + from, found)
}

/// Completion as the prompt offers it, for those who have no terminal.
#[derive(Debug)]
pub struct Completer<'a> {
    index: Index,
    store: &'a Store,
}

impl<'a> Completer<'a> {
    /// Indexes a store.
    pub fn new(store: &'a Store) -> Self {
        Completer { index: Index::new(store), store }
    }

    /// What can stand at the end of the text, at most 200 candidates, and the offset that each replaces from.
    pub fn complete(&self, text: &str) -> (usize, Vec<String>) {
        let (from, found) = complete(text, &self.index, self.store, &Uses::new());
        (from, found.into_iter().map(|candidate| candidate.text).collect())
    }
}

struct Asked<'a> {
    index: &'a Index,
    store: &'a Store,
    uses: &'a Uses,
}

impl Asked<'_> {
    /// Completes a command or its arguments; none if it is a query.
    fn command(&self, text: &str) -> Option<(usize, Vec<Candidate>)> {
        let body = text.trim_start();
        let Some((word, rest)) = body.split_once(char::is_whitespace) else {
            return body.starts_with('.').then(|| (text.len() - body.len(), commands(body)));
        };
        let typed = rest.trim_start();
        let from = text.len() - typed.len();
        let of = |choices: &[&str]| (from, chosen(choices.iter().copied(), typed));
        match word.to_lowercase().as_str() {
            ".format" => Some(of(&Format::ALL.map(Format::name))),
            ".hints" => Some(of(&["on", "off"])),
            "help" => Some((from, self.topics(typed))),
            "explain" => {
                let (start, found) = self.query(typed, false);
                Some((from + start, found))
            }
            "expect" => Some(of(&[
                "none",
                "yes",
                "no",
                "possibly",
                "not recorded",
                "at least",
                "at most",
                "count",
                "only",
                "not",
            ])),
            dotted if dotted.starts_with('.') => Some((from, Vec::new())),
            _ => None,
        }
    }

    fn topics(&self, typed: &str) -> Vec<Candidate> {
        let mut found = chosen(["keys", "words"].into_iter(), typed);
        let closed: Vec<String> = syntax::closed_words().collect();
        found.extend(chosen(closed.iter().map(String::as_str), typed));
        let words = Classes::NOUN | Classes::VERB;
        let typed = key(typed);
        let entries = self.index.begin(&typed).filter(|entry| entry.classes.intersects(words));
        found.extend(entries.map(candidate));
        found.truncate(MOST);
        found
    }

    fn query(&self, text: &str, commands_too: bool) -> (usize, Vec<Candidate>) {
        let inside = |class: Class| matches!(class, Class::Quotation | Class::Comment);
        let last = scan(text, self.store).last().copied();
        if last.is_some_and(|last| {
            inside(last.class) && last.span.end == text.len() && !closed_quote(last.span.of(text))
        }) {
            return (text.len(), Vec::new());
        }
        for start in starts(text, self.store) {
            let (before, typed) = text.split_at(start);
            let found = self.at(before, typed, commands_too && before.trim().is_empty());
            if !found.is_empty() {
                return (start, found);
            }
        }
        (text.len(), Vec::new())
    }

    /// What may stand after `before` and begins as typed.
    fn at(&self, before: &str, typed: &str, commands_too: bool) -> Vec<Candidate> {
        let fit = fit(before, self.store);
        if fit.source {
            let ids: Vec<&str> = self.store.sources().map(|source| source.name.as_str()).collect();
            return chosen(ids.into_iter(), typed);
        }
        let typed_key = key(typed);
        let classes = classes_after(before, self.store);
        let fits = |entry: &&Entry| entry.classes.intersects(classes) && self.kind_fits(entry, &fit);
        let mut entries: Vec<&Entry> = self.index.begin(&typed_key).filter(fits).collect();
        let closed = self.closed(before, typed, &fit);
        if entries.is_empty() && closed.is_empty() && !typed_key.is_empty() {
            entries = self.index.hold(&typed_key).filter(fits).collect();
        }
        // Of the names of one thing that begin so, the canonical one speaks for all.
        let known: HashSet<EntityId> =
            entries.iter().filter(|entry| entry.canonical).filter_map(|entry| entry.entity).collect();
        entries.retain(|entry| entry.canonical || entry.entity.is_none_or(|entity| !known.contains(&entity)));
        let words = closed.len();
        let mut found = self.ranked(entries, closed, &fit);
        if commands_too && !typed.is_empty() {
            found.extend(commands(typed));
        }
        found.truncate(if typed.is_empty() { MOST_UNTYPED.max(words) } else { MOST });
        found
    }

    /// Whether a name is of a kind that the place takes; other words may stand for such names.
    fn kind_fits(&self, entry: &Entry, fit: &Fit) -> bool {
        let Some(kinds) = &fit.kinds else { return true };
        let name = Classes::NAME | Classes::ADJECTIVE;
        let fits = |kind| kinds.iter().any(|wanted| self.store.kind_is(kind, *wanted));
        !entry.classes.without(name).is_empty() || entry.kinds.iter().any(|kind| fits(*kind))
    }

    /// The closed words that may stand there and begin as typed. A preposition is offered where a word
    /// on the left takes it, or where a date may follow it.
    fn closed(&self, before: &str, typed: &str, fit: &Fit) -> Vec<String> {
        let prepositions: Vec<String> = syntax::prepositions().collect();
        let typed = typed.to_lowercase();
        let mut found: Vec<String> = syntax::closed_words().filter(|word| word.starts_with(&typed)).collect();
        found.retain(|word| follows(before, word, self.store));
        found.retain(|word| {
            !prepositions.contains(word)
                || fit.prepositions.contains(word)
                || follows(&format!("{before} {word}"), DATE, self.store)
        });
        found
    }

    /// What is used most first, then what fits best, then what most facts are about.
    fn ranked(&self, entries: Vec<&Entry>, closed: Vec<String>, fit: &Fit) -> Vec<Candidate> {
        let used = |text: &str| self.uses.get(&fold(text)).copied().unwrap_or(0);
        let mut ranked: Vec<(Rank, Candidate)> = Vec::with_capacity(entries.len() + closed.len());
        for word in closed {
            let group = u8::from(!fit.prepositions.contains(&word));
            let rank = (group, usize::MAX - used(&word), usize::MAX, word.clone());
            ranked.push((rank, Candidate { text: word, label: String::new() }));
        }
        for entry in entries {
            let named = !entry.kinds.is_empty();
            let group = match (named, fit.kinds.is_some()) {
                (true, true) => 0,
                (false, _) => 2,
                (true, false) => 3,
            };
            let rank =
                (group, usize::MAX - used(&entry.written), usize::MAX - entry.weight, entry.written.clone());
            ranked.push((rank, candidate(entry)));
        }
        if ranked.len() > MOST {
            ranked.select_nth_unstable_by(MOST, |a, b| a.0.cmp(&b.0));
            ranked.truncate(MOST);
        }
        ranked.sort_unstable_by(|a, b| a.0.cmp(&b.0));
        ranked.dedup_by(|a, b| a.1.text == b.1.text);
        ranked.into_iter().map(|(_, candidate)| candidate).collect()
    }
}

/// Group, uses and facts counted down, text: the lowest comes first.
type Rank = (u8, usize, usize, String);

fn candidate(entry: &Entry) -> Candidate {
    Candidate { text: entry.written.clone(), label: entry.label.clone() }
}

/// The offsets from which the end of the text may be completed, the longest run first.
fn starts(text: &str, store: &Store) -> Vec<usize> {
    let spans: Vec<Span> = words(text).collect();
    let typing = spans.last().is_some_and(|last| last.end == text.len());
    let known = scan(text, store).last().is_some_and(|last| last.class != Class::Unknown);
    let mut found: Vec<usize> = spans.iter().rev().take(LONGEST_RUN).map(|span| span.start).collect();
    found.reverse();
    if !typing {
        // After a space, what was typed is either the beginning of a longer name or done.
        if known {
            found.clear();
        }
        found.push(text.len());
    }
    found
}

fn closed_quote(quotation: &str) -> bool {
    quotation.chars().count() > 1 && quotation.ends_with(['"', '”', '»'])
}

/// What phrases are compared by; a space at the end stays, since the word before it is whole.
fn key(typed: &str) -> String {
    let folded = fold(typed.trim());
    if typed.ends_with(' ') && !folded.is_empty() { folded + " " } else { folded }
}

fn chosen<'a>(choices: impl Iterator<Item = &'a str>, typed: &str) -> Vec<Candidate> {
    let typed = typed.to_lowercase();
    let fitting = choices.filter(|choice| choice.to_lowercase().starts_with(&typed));
    fitting.take(MOST).map(|choice| Candidate { text: choice.to_owned(), label: String::new() }).collect()
}

fn commands(typed: &str) -> Vec<Candidate> {
    let typed = typed.to_lowercase();
    let fitting = COMMANDS.iter().filter(|entry| entry.name.starts_with(&typed));
    fitting.map(|entry| Candidate { text: entry.name.to_owned(), label: "command".to_owned() }).collect()
}

#[cfg(test)]
mod tests;
