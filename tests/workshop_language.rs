//! The grammar of this language under the workshop's tools: it is clean, sentences reach every decision, and no
//! misspelt keyword vanishes.
//!
//! In: `grammar/`, the shipped base, `tests/corpus/unused.points` (each decision that no sentence can use, and
//! below it the reason). Out: what does not hold. `UPDATE=1` writes the list anew.
#![allow(clippy::unwrap_used, reason = "a failure in a test is the message")]

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::OnceLock;

use annals::store::Store;
use annals::text::{Source, Style, draw};
use annals::time::Day;
use annals::workshop::dice::Dice;
use annals::workshop::generate::{
    BaseWords, Generated, Options, TypoOptions, damaged, generate, typos, typos_text, why,
};
use annals::workshop::grammar::Grammar;
use annals::workshop::interpret::Interpreted;
use annals::workshop::language::{self, Language};
use annals::workshop::lint::{self, Knowledge, lint};
use annals::workshop::listed::Listed;
use annals::workshop::reader::Reader;
use annals::workshop::watch::Unwatched;
use annals::{load, resolve, syntax};

/// How many sentences are made.
const SENTENCES: usize = 1_200;
/// The least number of sentences that a survivor must have been tried on.
const PROBES: usize = 10_000;
/// The most slips of one keyword that may be accepted, in percent.
const CEILING: usize = 5;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn store() -> &'static Store {
    static STORE: OnceLock<Store> = OnceLock::new();
    STORE.get_or_init(|| load::shipped().store)
}

fn grammar() -> &'static Grammar {
    static GRAMMAR: OnceLock<Grammar> = OnceLock::new();
    GRAMMAR.get_or_init(|| Grammar::parse(language::grammar_texts()).unwrap())
}

fn today() -> Day {
    Day::from_ymd(2026, 11, 23).unwrap()
}

fn reader() -> Reader<'static> {
    let start = grammar().find(language::STARTS[0]).unwrap();
    Reader::new(grammar(), start, Language::of(Some(store()), today()))
}

/// The sentences that several tests use.
fn made() -> &'static Generated {
    static MADE: OnceLock<Generated> = OnceLock::new();
    MADE.get_or_init(|| {
        let options = Options { count: SENTENCES, ..Options::default() };
        generate(&reader(), &mut BaseWords::of(store()), &options, &Unwatched)
    })
}

#[test]
fn the_grammar_is_clean() {
    let starts = language::STARTS.iter().map(|name| grammar().find(name).unwrap()).collect();
    let parser = Interpreted::new(grammar());
    let is_reserved = |word: &str| language::is_reserved(&parser, word);
    let has_name = |rule: &str| language::has_name(rule);
    let knowledge = Knowledge { starts, is_reserved: Some(&is_reserved), has_name: Some(&has_name) };
    let found = lint(grammar(), &knowledge);
    assert!(found.is_empty(), "{}", lint::text(grammar(), &found, Style { colour: false, width: 100 }));
}

/// The list of points without a sentence: the key of a point, and below it, indented, the reason.
fn listed(text: &str) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    let mut key = None;
    for line in text.lines().filter(|line| !line.starts_with("# ") && !line.is_empty()) {
        match line.strip_prefix("    ") {
            Some(reason) => {
                found.insert(key.take().expect("a reason stands below a point"), reason.to_owned());
            }
            None => key = Some(line.to_owned()),
        }
    }
    found
}

#[test]
fn every_decision_is_used_by_a_sentence_or_listed_with_the_reason() {
    let path = root().join("tests/corpus/unused.points");
    let unused: BTreeMap<String, String> = made()
        .unused
        .iter()
        .map(|(id, reason)| (grammar().points()[id.0].key.clone(), why(grammar(), reason)))
        .collect();
    if std::env::var_os("UPDATE").is_some() {
        let head = "# Decision points of the language's grammar that no generated sentence uses, each with the reason\n# below it. `UPDATE=1 cargo test --test workshop_language` writes this file.\n";
        let lines = unused.iter().map(|(key, reason)| format!("\n{key}\n    {reason}\n"));
        std::fs::write(path, format!("{head}{}", lines.collect::<String>())).unwrap();
        return;
    }
    let listed = listed(&std::fs::read_to_string(path).unwrap());
    let new: Vec<_> = unused.iter().filter(|(key, _)| !listed.contains_key(*key)).collect();
    assert!(new.is_empty(), "no sentence uses these, and they are not listed: {new:#?}");
    let known = |key: &String| grammar().points().iter().any(|point| point.key == *key);
    let gone: Vec<_> = listed.keys().filter(|key| !known(key)).collect();
    assert!(gone.is_empty(), "these are listed and not in the grammar: {gone:#?}");
}

/// Which mutants survive is tested in CI, by a program that is built for speed; here only what the list says.
#[test]
fn every_accepted_survivor_was_tried_on_ten_thousand_sentences() {
    let listed = Listed::read(&root().join("tests/corpus/survivors.mutants")).unwrap();
    assert!(listed.keys().count() > 0);
    for key in listed.keys() {
        let reason = listed.reason(key).unwrap_or_default();
        let count = reason.strip_prefix("no difference in ").and_then(|rest| rest.split_once(" probes"));
        let count = count.and_then(|(count, _)| count.replace(',', "").parse().ok()).unwrap_or(0_usize);
        assert!(count >= PROBES, "`{key}`: {reason}");
    }
}

#[test]
fn a_misspelt_keyword_is_seldom_accepted() {
    let reader = reader();
    let options = TypoOptions { sentences: 6, slips: 30, seed: 1 };
    let accepted = |text: &str| reader.makes_sense(text);
    let found = typos(&reader, &mut BaseWords::of(store()), &options, &accepted, &Unwatched);
    assert!(found.len() > 150, "{} keywords were met", found.len());
    let above: Vec<_> = found.iter().filter(|one| one.share() > CEILING * 100).cloned().collect();
    assert!(above.is_empty(), "{}", typos_text(&above, Some(CEILING)));
}

/// What is said about a sentence that cannot be read or makes no sense.
fn refusal(text: &str) -> Option<String> {
    let report = match syntax::parse(text, store()) {
        Err(error) => error.report(),
        Ok(tree) => resolve::resolve(&tree, store(), today()).err()?.with_text(text).report(),
    };
    Some(draw(&report, &Source::new("query", text), Style { colour: false, width: 100 }))
}

#[test]
fn every_refusal_of_a_made_sentence_is_in_english() {
    let mut dice = Dice::new(1);
    let sentences = &made().sentences;
    let mut refused = 0;
    for sentence in sentences {
        let text = damaged(sentence, dice.pick(sentences).unwrap(), &mut dice);
        for text in [sentence, &text] {
            let Some(drawn) = refusal(text) else { continue };
            refused += 1;
            assert!(drawn.starts_with("error: "), "{text}\n{drawn}");
            let mut names = grammar().rules().iter().map(|rule| rule.name.as_str());
            let leaked =
                names.find(|name| name.contains('_') && drawn.contains(name) && !text.contains(name));
            assert_eq!(leaked, None, "{text}\n{drawn}");
        }
    }
    assert!(refused > SENTENCES / 2, "only {refused} were refused");
}

#[test]
fn sentences_of_the_language_have_answers() {
    let reader = reader();
    let options = Options { count: 40, answers: true, ..Options::default() };
    let made = generate(&reader, &mut BaseWords::of(store()), &options, &Unwatched).sentences;
    let full = made.iter().filter(|text| reader.has_answer(text) == Some(true)).count();
    assert!(full * 6 >= made.len(), "{full} of {} have an answer that is not empty", made.len());
    assert!(made.iter().all(|text| !text.chars().any(syntax::is_mark)));
}

#[test]
fn the_folder_and_the_program_hold_the_same_grammar() {
    let folder = Grammar::read(&[root().join("grammar")]).unwrap();
    assert!(annals::workshop::versions::Delta::of(grammar(), &folder).is_empty());
}
