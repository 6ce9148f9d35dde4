//! One query on the shipped facts: loading the base, asking it, and the whole process.
//!
//! In: the shipped base. Out: times. The process is the program of the same build, started anew each time.

use std::hint::black_box;
use std::process::{Command, Stdio};

use annals::load;
use annals::pipeline::{Settings, ask};
use annals::time::Day;
use criterion::{Criterion, criterion_group, criterion_main};

const QUERY: &str = "members of BRICS since 2024";

fn today() -> Day {
    Day::from_ymd(2026, 11, 23).expect("a day of the calendar")
}

fn in_process(c: &mut Criterion) {
    c.bench_function("load the shipped base", |b| b.iter(load::shipped));
    let base = load::shipped();
    let settings = Settings::on(today());
    for query in [QUERY, "statements by members of BRICS", "count members of BRICS per year"] {
        c.bench_function(&format!("ask: {query}"), |b| {
            b.iter(|| ask(black_box(query), &base.store, &settings).is_ok());
        });
    }
}

fn whole_process(c: &mut Criterion) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_annals"));
    command.args(["ask", "--today", "2026-11-23"]).args(QUERY.split(' '));
    let answer = command.output().map(|output| output.stdout).unwrap_or_default();
    assert!(String::from_utf8_lossy(&answer).contains("2024-01-01"), "`annals ask` answers the query");
    command.stdout(Stdio::null());
    c.bench_function("the whole process of `annals ask`", |b| {
        b.iter(|| command.status().expect("it has just run"));
    });
}

criterion_group!(benches, in_process, whole_process);
criterion_main!(benches);
