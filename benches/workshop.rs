//! The workshop on the language's own grammar.
//!
//! In: the shipped grammar and base. Out: times. The promise: two versions over 5,000 sentences, answers compared, in
//! under 10 s on two cores.

use std::time::Duration;

use annals::load;
use annals::time::Day;
use annals::workshop::grammar::Grammar;
use annals::workshop::language::{self, Language};
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
    group.sample_size(10).measurement_time(Duration::from_secs(60));
    group.bench_function("two versions over 5,000 sentences", |b| {
        b.iter(|| {
            let queries = sentences(old, new, &delta, language, (SENTENCES, 1), &Unwatched);
            compare(old, new, language, &queries, &Unwatched)
        });
    });
    group.finish();
}

criterion_group!(benches, diff);
criterion_main!(benches);
