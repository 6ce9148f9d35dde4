//! Sentences of the language, made and damaged: what is read prints to a text that is read as the same tree.
//!
//! In: the shipped grammar and base. Out: the shortest texts that do not hold. Absent: answers, and what is refused
//! (`workshop_language.rs`). CI holds what 20,000 texts come to (`annals grammar generate --round-trip`).
#![allow(clippy::unwrap_used, reason = "a failure in a test is the message")]

use annals::load;
use annals::time::Day;
use annals::workshop::generate::{BaseWords, Options, generate, round_trips, round_trips_text};
use annals::workshop::grammar::Grammar;
use annals::workshop::language::{self, Language};
use annals::workshop::reader::Reader;
use annals::workshop::watch::Unwatched;

/// How many sentences are made.
const SENTENCES: usize = 500;
/// How many texts are tried, with damaged ones.
const TEXTS: usize = 4_000;

#[test]
fn what_is_read_prints_to_the_same_tree() {
    let store = load::shipped().store;
    let grammar = Grammar::parse(language::grammar_texts()).unwrap();
    let start = grammar.find(language::STARTS[0]).unwrap();
    let today = Day::from_ymd(2026, 11, 23).unwrap();
    let reader = Reader::new(&grammar, start, Language::of(Some(&store), today));
    let options = Options { count: SENTENCES, ..Options::default() };
    let made = generate(&reader, &mut BaseWords::of(&store), &options, &Unwatched);
    let found = round_trips(&reader, &made.sentences, TEXTS, options.seed, &Unwatched);
    assert!(found.wrong.is_empty(), "{}", round_trips_text(&found));
    assert!(found.read > SENTENCES / 2, "only {} were read", found.read);
}
