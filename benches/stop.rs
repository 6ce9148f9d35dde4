//! How soon a query ends after it is told to stop: 461,329 coded events, from beside the repository.
//!
//! In: `tests/real/icews`; a slow query for each operator, of those that are named or of all. Out: for each the time that it takes whole, and the longest
//! wait after a stop at one of many moments on the way; a line that says so where the data are absent.
#![expect(clippy::print_stdout, reason = "a measurement says what it found")]

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use annals::load;
use annals::pipeline::{Memory, Settings, ask_with};
use annals::store::Store;
use annals::time::Day;

/// What is slow, and a query that is.
const QUERIES: [(&str, &str); 17] = [
    ("scan", "events"),
    ("sort", "events sorted by to descending"),
    ("join", "events by (actors that visited (actors that visited Iran))"),
    ("anti-join", "actors that visited actors but not (actors that visited Iran)"),
    ("negation", "events by ?who where ?who is not (actors that visited Iran)"),
    ("pairs", "count pairs of visits by ?a to ?b and consultations by ?a with ?b"),
    ("fixpoint", "count reached of China"),
    ("aggregate", "count events per from per month"),
    ("dates", "first and last date of events per from per to"),
    ("facts", "events within 3 days after (visits to China)"),
    ("variables", "events by ?who to ?land within 30 days after (visits by ?who to ?land)"),
    ("order", "the 1000th event"),
    ("text", "events mentioning \"treaty\""),
    ("timeline", "timeline of China"),
    ("connections", "connections between \"Citizen (Belgium)\" and \"Criminal (Somalia)\""),
    ("sources", "sources of events"),
    ("conflicts", "conflicts in events"),
];

/// What the fixpoint is of.
const DEFINED: &str = "define reached of ?x as actors visited by ?x or actors visited by (reached of ?x)";

/// So many stops on the way of each query.
const STOPS: u32 = 20;

/// A wait that is longer is measured so many times again.
const LONG: Duration = Duration::from_millis(30);
const TRIES: u32 = 3;

fn main() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    if !root.join("../shared/data/icews05_15").is_dir() {
        println!("skipped: there are no data in ../shared/data/icews05_15");
        return;
    }
    let store = load::folders(&[root.join("tests/real/icews")]).store;
    println!("{} facts", store.fact_count());
    let mut memory = Memory::default();
    if let Err(fault) = ask_with(DEFINED, &store, &Settings::on(Day::MIN), &mut memory) {
        println!("{DEFINED}: {}", fault.report().message);
    }
    let wanted: Vec<String> = std::env::args().skip(1).filter(|arg| !arg.starts_with('-')).collect();
    let is_wanted = |what: &str| wanted.is_empty() || wanted.iter().any(|one| one == what);
    for (what, query) in QUERIES.into_iter().filter(|(what, _)| is_wanted(what)) {
        let whole = run(query, &store, &memory, None);
        // A machine with other work waits by itself, so that of a long wait the shortest of a few counts.
        let wait = |at| {
            let stop = || run(query, &store, &memory, Some(whole.0 * at / STOPS)).1;
            let first = stop()?;
            let again = if first > LONG { (0..TRIES).filter_map(|_| stop()).min() } else { None };
            Some((again.map_or(first, |again| first.min(again)), at))
        };
        let (longest, at) = (0..STOPS).filter_map(wait).max().unwrap_or_default();
        let (whole, longest, at) = (ms(whole.0), ms(longest), at * 100 / STOPS);
        println!("{what:12} {whole:8.0} ms, stopped within {longest:5.1} ms (at {at} %): {query}");
    }
}

fn ms(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}

/// How long the query took, and how long after the stop it ended, if it was stopped.
fn run(
    query: &str,
    store: &Store,
    memory: &Memory,
    stop_after: Option<Duration>,
) -> (Duration, Option<Duration>) {
    let mut settings = Settings::on(Day::from_ymd(2016, 1, 1).unwrap_or(Day::MIN));
    settings.row_limit = usize::MAX;
    settings.memory_limit = usize::MAX;
    let stop: Arc<AtomicBool> = Arc::clone(&settings.stop);
    let start = Instant::now();
    let waiting = stop_after.map(|after| {
        thread::spawn(move || {
            thread::sleep(after);
            stop.store(true, Ordering::Relaxed);
            Instant::now()
        })
    });
    let answer = ask_with(query, store, &settings, &mut memory.words());
    let end = Instant::now();
    let stopped = waiting.and_then(|thread| thread.join().ok());
    if let (Err(fault), None) = (&answer, stop_after) {
        println!("{query}: {}", fault.report().message);
    }
    (end - start, stopped.and_then(|stopped| end.checked_duration_since(stopped)))
}
