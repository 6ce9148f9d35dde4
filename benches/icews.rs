//! Large relations: 461,329 coded events, read in place from beside the repository.
//!
//! In: `benches/icews.toml`. Out: times; a line that says so where the data are absent.

use std::hint::black_box;
use std::path::Path;
use std::time::Duration;

use annals::load::{self, Loaded};
use annals::pipeline::{Answered, Settings, ask};
use annals::text::Style;
use annals::time::Day;
use criterion::{Criterion, criterion_group, criterion_main};

/// Queries bound to an entity and a relation, then those over one whole relation.
const QUERIES: [&str; 6] = [
    "\"Make a visit\" by \"Barack Obama\" to Iraq",
    "\"Make statement\" by \"Barack Obama\" in May 2012",
    "\"Make statement\" by \"Barack Obama\"",
    "count \"Make statement\" by \"Barack Obama\"",
    "count \"Make statement\"",
    "count \"Make statement\" per year",
];

/// The base of the events, if they are there.
fn base() -> Option<Loaded> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    if !root.join("../shared/data/icews05_15").is_dir() {
        return None;
    }
    let loaded = load::folders(&[root.join("benches/icews.toml")]);
    assert!(loaded.problems.is_empty(), "{}", loaded.draw_all(Style { colour: false, width: 100 }));
    Some(loaded)
}

fn answered(query: &str, base: &Loaded, settings: &Settings) -> Answered {
    match ask(query, &base.store, settings) {
        Ok(answered) => answered,
        Err(fault) => panic!("{query}: {}", fault.report().message),
    }
}

#[expect(clippy::print_stderr, reason = "a bench says what it asks, or that it skips")]
fn events(c: &mut Criterion) {
    let Some(base) = base() else {
        eprintln!("skipped: there are no data in ../shared/data/icews05_15");
        return;
    };
    let settings = Settings::on(Day::from_ymd(2026, 11, 23).expect("a day of the calendar"));
    eprintln!("{} facts of {} entities", base.store.fact_count(), base.store.entity_count());
    for query in QUERIES {
        let first = answered(query, &base, &settings);
        eprintln!("{query}: {} rows ({})", first.answer.rows.len(), first.reading);
        c.bench_function(query, |b| b.iter(|| ask(black_box(query), &base.store, &settings).is_ok()));
    }
}

fn loading(c: &mut Criterion) {
    if base().is_none() {
        return;
    }
    let mut group = c.benchmark_group("loading");
    group.sample_size(10).measurement_time(Duration::from_secs(15));
    group.bench_function("the events of eleven years", |b| b.iter(base));
}

criterion_group!(benches, events, loading);
criterion_main!(benches);
