//! Limits of an evaluation: rows, memory, the flag that stops it; and what the operators cost in rows.
//!
//! A query's cost in rows is the smallest limit under which it passes.

#![allow(clippy::unwrap_used, reason = "a failure in a test is the message")]

use std::fmt::Write as _;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

use annals::eval::{self, MEGABYTE, Outcome, Tally};
use annals::load::texts;
use annals::pipeline::{Fault, Memory, Settings, ask, ask_with};
use annals::store::Store;
use annals::text::Style;

const VOCABULARY: &str = r#"
[kind.town]
words = ["town", "towns"]

[relation.road]
shape = "event"
roles = { origin = { kinds = ["town"] }, end = { kinds = ["town"], words = ["end", "ends"] } }

[[noun]]
words = ["road", "roads"]
relation = "road"
takes = { from = ["origin"], to = ["end"] }
[[noun]]
words = ["end", "ends"]
relation = "road"
answers = "end"
takes = { from = ["origin"] }

[relation.fair]
shape = "event"
roles = { town = { kinds = ["town"] } }

[[noun]]
words = ["fair", "fairs"]
relation = "fair"
takes = { in = ["town"] }
[[noun]]
words = ["fairground", "fairgrounds"]
relation = "fair"
answers = "town"

[source.map]
title = "The map"
published = "2020"
"#;

/// Towns in a line, each with a road to the next; nine fairs in ten are in the first of them, the others in the second.
fn base(towns: usize, fairs: usize) -> Store {
    let mut text = String::new();
    for town in 0..towns {
        writeln!(text, "[entity.town-{town}]\nname = \"Town {town}\"\nkind = \"town\"").unwrap();
    }
    for town in 1..towns {
        writeln!(
            text,
            "[[road]]\norigin = \"town-{}\"\nend = \"town-{town}\"\nwhen = \"1900\"\nsource = \"map\"",
            town - 1
        )
        .unwrap();
    }
    let mut days = String::new();
    for fair in 0..fairs {
        let (year, day) = (1000 + fair / 300, fair % 300);
        writeln!(
            days,
            "[[fair]]\ntown = \"town-{}\"\nwhen = \"{year}-{:02}-{:02}\"\nsource = \"map\"",
            usize::from(fair % 10 == 0),
            day / 28 + 1,
            day % 28 + 1
        )
        .unwrap();
    }
    let loaded = texts([("words.toml", VOCABULARY), ("towns.toml", &text), ("fairs.toml", &days)]);
    assert_eq!(loaded.draw_all(Style { colour: false, width: 100 }), "");
    loaded.store
}

fn settings() -> Settings {
    Settings::on("2026-11-23".parse().unwrap())
}

fn fault(query: &str, store: &Store, settings: &Settings, memory: &Memory) -> Option<eval::Error> {
    match ask_with(query, store, settings, &mut memory.clone()) {
        Ok(_) => None,
        Err(Fault::Eval(error)) => Some(error),
        Err(other) => panic!("`{query}`: {}", other.report().message),
    }
}

/// The smallest limit of rows under which the query is answered.
fn cost(query: &str, store: &Store, memory: &Memory) -> usize {
    let passes = |limit| fault(query, store, &Settings { row_limit: limit, ..settings() }, memory).is_none();
    let (mut low, mut high) = (0, 1 << 22);
    assert!(passes(high), "`{query}` is too much");
    while low + 1 < high {
        let middle = usize::midpoint(low, high);
        if passes(middle) { high = middle } else { low = middle }
    }
    high
}

fn defined(definition: &str, store: &Store) -> Memory {
    let mut memory = Memory::default();
    ask_with(definition, store, &settings(), &mut memory).unwrap();
    memory
}

#[test]
fn recursion_makes_rows_in_proportion_to_its_answer() {
    let reach = "define reach of ?x as (ends from ?x) or (ends from (reach of ?x))";
    let query = "count reach of \"Town 0\"";
    let costs: Vec<usize> = [100, 200, 400]
        .into_iter()
        .map(|towns| {
            let store = base(towns, 0);
            let memory = defined(reach, &store);
            let answered = ask_with(query, &store, &settings(), &mut memory.clone()).unwrap();
            let all = towns as u64 - 1;
            assert_eq!(answered.answer.outcome, Outcome::Count(Tally { low: all, high: all }));
            cost(query, &store, &memory)
        })
        .collect();
    // Twice the way is twice the rows; a naive fixpoint would make four times as many.
    assert!(costs[1] * 10 < costs[0] * 25 && costs[2] * 10 < costs[1] * 25, "{costs:?}");
}

#[test]
fn a_join_looks_only_at_what_its_smallest_input_leaves() {
    let store = base(50, 3_000);
    let memory = Memory::default();
    // In either order of writing the road is looked up first, and of the fairs only those in the one town.
    for query in
        ["towns that are fairgrounds and ends from \"Town 0\"", "ends from \"Town 0\" that are fairgrounds"]
    {
        let cost = cost(query, &store, &memory);
        assert!(cost < 1_000, "`{query}` looks at {cost} rows");
    }
    let query = "pairs of fairs in ?x and roads from \"Town 1\" to ?y and roads from ?x to ?y";
    let cost = cost(query, &store, &memory);
    assert!(cost < 7_000, "`{query}` looks at {cost} rows: what shares no variable was joined first");
}

#[test]
fn a_count_of_a_whole_relation_makes_no_rows() {
    let store = base(2, 3_000);
    let answered = ask("count fairs", &store, &settings()).unwrap();
    assert_eq!(answered.answer.outcome, Outcome::Count(Tally { low: 3_000, high: 3_000 }));
    let few = Settings { row_limit: 10, ..settings() };
    assert_eq!(ask("count fairs", &store, &few).unwrap().answer.outcome, answered.answer.outcome);
    let since = ask("count fairs since 1005", &store, &few).unwrap();
    assert_eq!(since.answer.outcome, Outcome::Count(Tally { low: 1_500, high: 1_500 }));
}

#[test]
fn each_limit_has_a_message_of_its_own_that_names_the_step() {
    let store = base(2, 3_000);
    let pairs = "pairs of fairs in ?x and fairs in ?x";
    let few = Settings { row_limit: 5_000, ..settings() };
    let error = fault(pairs, &store, &few, &Memory::default()).unwrap();
    let report = error.report();
    assert_eq!(
        report.message,
        "this query makes more than 5,000 rows on its way, in the step `scan fair by all rows`"
    );
    let small = Settings { memory_limit: 100 * MEGABYTE, ..settings() };
    let error = fault(pairs, &store, &small, &Memory::default()).unwrap();
    assert_eq!(
        error.report().message,
        "this query needs more than 100 MB of memory for its rows, in the step `join on the variables`"
    );
    assert!(fault("fairs", &store, &small, &Memory::default()).is_none());
}

/// Stops the query after a while, and gives how long it then took to end; `None` if it had ended by itself.
fn stopped_after(wait: Duration, query: &str, store: &Store, memory: &Memory) -> Option<Duration> {
    let settings = settings();
    let stop = Arc::clone(&settings.stop);
    let at = std::thread::spawn(move || {
        std::thread::sleep(wait);
        stop.store(true, Ordering::Relaxed);
        Instant::now()
    });
    let error = fault(query, store, &settings, memory);
    let end = Instant::now();
    let since = end.saturating_duration_since(at.join().unwrap());
    assert!(matches!(error, None | Some(eval::Error::Stopped)), "`{query}`: {error:?}");
    error.map(|_| since)
}

/// How long the query took to end once it was stopped in its midst: sooner on a fast machine, which may end it by itself.
fn stopped(query: &str, store: &Store, memory: &Memory) -> Duration {
    let waits = [160, 80, 40, 20, 10, 5].map(Duration::from_millis);
    let mut tries = waits.into_iter().map(|wait| stopped_after(wait, query, store, memory));
    tries.find_map(|since| since).unwrap_or_else(|| panic!("`{query}` ended by itself within 5 ms"))
}

#[test]
fn a_query_stops_at_once_wherever_it_is() {
    let store = base(900, 12_000);
    let reach = defined("define reach of ?x as (ends from ?x) or (ends from (reach of ?x))", &store);
    for query in [
        "pairs of fairs in ?x and fairs in ?x",
        "fairs after (fairs in \"Town 0\")",
        "reach of ?x",
        "count pairs of fairs in ?x and fairs in ?x per ?x",
    ] {
        let took = stopped(query, &store, &reach);
        // A debug build on a busy machine; the release build is far below a tenth of a second.
        assert!(took < Duration::from_secs(1), "`{query}` went on for {took:?}");
    }
}
