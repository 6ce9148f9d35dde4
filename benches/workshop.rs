//! The workshop on the language's own grammar.
//!
//! In: the shipped grammar and base, the corpus. Out: times. The promise, on two cores: 1,000 parses of cases in under
//! 1 s; the corpus pass of a mutation run of the whole grammar in under 60 s; two versions over 5,000 sentences, answers
//! compared, in under 10 s.

use std::path::{Path, PathBuf};
use std::time::Duration;

use annals::load;
use annals::store::Store;
use annals::time::Day;
use annals::workshop::grammar::{Grammar, RuleId};
use annals::workshop::interpret::Program;
use annals::workshop::language::{self, Language};
use annals::workshop::mutate::{Corpus, mutants};
use annals::workshop::seen::Cases;
use annals::workshop::versions::{Delta, compare, sentences};
use annals::workshop::watch::Unwatched;
use criterion::{Criterion, criterion_group, criterion_main};

/// How many sentences are made of both versions together.
const SENTENCES: usize = 5_000;

/// The grammar, and a version of it in which two alternatives have changed places and one rule is another.
fn versions() -> (Grammar, Grammar) {
    let texts = language::grammar_texts();
    let changed = texts.clone().map(|(name, text)| {
        let text = text.replace("kw_at_the_end_of_each ~ unit }", "kw_at_the_end_of_each ~ unit? }");
        (name, text.replace("{ kw_did | kw_does | kw_do }", "{ kw_do | kw_did | kw_does }"))
    });
    let grammar = |texts| Grammar::parse(texts).expect("both versions can be read");
    (grammar(texts), grammar(changed))
}

fn diff(c: &mut Criterion) {
    let (old, new) = versions();
    let delta = Delta::of(&old, &new);
    assert!(!delta.is_empty(), "the versions differ");
    let base = load::shipped();
    let today = Day::from_ymd(2026, 11, 23).expect("a day of the calendar");
    let language = Language::of(Some(&base.store), today);
    let start = |grammar: &Grammar| grammar.find(language::STARTS[0]).expect("the start rule is there");
    let (old, new) = ((&old, start(&old)), (&new, start(&new)));
    let mut group = c.benchmark_group("diff");
    group.sample_size(10).measurement_time(Duration::from_mins(1));
    group.bench_function("two versions over 5,000 sentences", |b| {
        b.iter(|| {
            let queries = sentences(old, new, &delta, language, (SENTENCES, 1), &Unwatched);
            compare(old, new, language, &queries, &Unwatched)
        });
    });
    group.finish();
}

/// The shipped facts, or those of a folder of the corpus.
fn base(folder: Option<&Path>) -> Result<Store, String> {
    let loaded = folder.map_or_else(load::shipped, |folder| load::folders(&[folder.to_owned()]));
    if loaded.errors() > 0 { Err("a base of the corpus has errors".to_owned()) } else { Ok(loaded.store) }
}

fn grammar_and_cases() -> (Grammar, RuleId, Cases) {
    let grammar = Grammar::parse(language::grammar_texts()).expect("the grammar can be read");
    let start = grammar.find(language::STARTS[0]).expect("the start rule is there");
    let cases = Cases::gather(&[PathBuf::from("tests/corpus")], &grammar, start, &base);
    assert!(cases.broken.is_empty(), "{:?}", cases.broken);
    (grammar, start, cases)
}

fn parses(c: &mut Criterion) {
    let (grammar, _, cases) = grammar_and_cases();
    let program = Program::new(&grammar);
    c.bench_function("1,000 parses of cases", |b| {
        b.iter(|| {
            let thousand = cases.seen.iter().cycle().take(1_000);
            thousand.filter(|seen| program.parse(seen.start, &seen.text).is_ok()).count()
        });
    });
}

fn mutation(c: &mut Criterion) {
    let (grammar, start, cases) = grammar_and_cases();
    let mutants = mutants(&grammar, &[start]);
    let mut group = c.benchmark_group("mutation");
    group.sample_size(10);
    group.bench_function("the corpus pass of the whole grammar", |b| {
        b.iter(|| Corpus::new(&grammar, &cases).test(&mutants, &Unwatched));
    });
    group.finish();
}

criterion_group!(benches, parses, mutation, diff);
criterion_main!(benches);
