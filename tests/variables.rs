//! Variables, pairs and definitions on small bases: joins with their certainty, recursion, what is refused.

#![allow(clippy::unwrap_used, clippy::result_large_err, reason = "a failure in a test is the message")]

use std::fmt::Write as _;
use std::sync::atomic::Ordering;

use annals::eval::{self, Cell};
use annals::load::texts;
use annals::pipeline::{Fault, Memory, Settings, ask, ask_with};
use annals::resolve;
use annals::store::Store;
use annals::text::Style;

const VOCABULARY: &str = r#"
[kind.person]
words = ["person", "people"]
[kind.country]
words = ["country", "countries"]

[relation.visit]
shape = "event"
roles = { visitor = { kinds = ["person"] }, host = { kinds = ["country"] } }
[relation.word]
shape = "event"
roles = { speaker = { kinds = ["person"] }, topic = { kinds = ["country"], many = true } }
[relation.pact]
shape = "event"
roles = { parties = { kinds = ["country"], many = true, words = ["party", "parties"] } }
[relation.term]
shape = "state"
roles = { holder = { kinds = ["person"] }, land = { kinds = ["country"] } }

[[noun]]
words = ["visit", "visits"]
relation = "visit"
takes = { by = ["visitor"], to = ["host"] }
[[noun]]
words = ["word", "words"]
relation = "word"
takes = { by = ["speaker"], about = ["topic"] }
[[noun]]
words = ["pact", "pacts"]
relation = "pact"
takes = { between = ["parties"], with = ["parties"] }
[[noun]]
words = ["president", "presidents"]
relation = "term"
answers = "holder"
takes = { of = ["land"] }

[source.gazette]
title = "The Gazette"
published = "2024-10-23"
"#;

const FACTS: &str = r#"
[[visit]]
visitor = "ann"
host = "asia"
when = "2020-01-10"
source = "gazette"
[[visit]]
visitor = "bob"
host = "borneo"
when = "2020-02"
source = "gazette"
[[word]]
speaker = "ann"
topic = ["asia", "borneo"]
when = "2020-01-20"
source = "gazette"
[[word]]
speaker = "bob"
topic = ["borneo"]
when = "2020-02-14"
source = "gazette"
[[word]]
speaker = "bob"
topic = ["corsica"]
when = "2020-03-01"
source = "gazette"
[[term]]
holder = "ann"
land = "asia"
when = "2019-01-01/2021-01-01"
source = "gazette"
[[term]]
holder = "bob"
land = "borneo"
when = "2020-02-14?/2022"
source = "gazette"
[[pact]]
parties = ["asia", "borneo"]
when = "2001"
source = "gazette"
[[pact]]
parties = ["borneo", "corsica"]
when = "2002~"
planned = true
source = "gazette"
[[pact]]
parties = ["corsica", "asia"]
when = "2003"
denied = true
source = "gazette"
[[pact]]
parties = ["corsica", "dover"]
when = "2004"
source = "gazette"
[[pact]]
parties = ["dover", "corsica"]
when = "2005"
source = "gazette"
"#;

fn base(extra: &str) -> Store {
    let mut entities = String::new();
    for (id, kind) in [
        ("ann", "person"),
        ("bob", "person"),
        ("asia", "country"),
        ("borneo", "country"),
        ("corsica", "country"),
        ("dover", "country"),
    ] {
        let name = annals::text::english::capitalise(id);
        writeln!(entities, "[entity.{id}]\nname = \"{name}\"\nkind = \"{kind}\"").unwrap();
    }
    let loaded = texts([
        ("vocabulary.toml", VOCABULARY),
        ("entities.toml", entities.as_str()),
        ("facts.toml", FACTS),
        ("extra.toml", extra),
    ]);
    assert_eq!(loaded.draw_all(Style { colour: false, width: 100 }), "");
    loaded.store
}

fn settings() -> Settings {
    Settings::on("2026-11-23".parse().unwrap())
}

/// Defines a noun; gives what there is to tell about it, how it was read first.
fn define(text: &str, store: &Store, settings: &Settings, memory: &mut Memory) -> Result<Vec<String>, Fault> {
    let answered = ask_with(text, store, settings, memory)?;
    Ok(std::iter::once(answered.reading).chain(answered.answer.notes).collect())
}

fn memory(store: &Store, definitions: &[&str]) -> Memory {
    let mut memory = Memory::default();
    for text in definitions {
        define(text, store, &settings(), &mut memory)
            .unwrap_or_else(|fault| panic!("`{text}`: {}", fault.report().message));
    }
    memory
}

/// The chosen columns of every row; `?` before what is only possible.
fn rows(text: &str, columns: &[&str], store: &Store, memory: &Memory) -> Vec<String> {
    let answered = ask_with(text, store, &settings(), &mut memory.clone())
        .unwrap_or_else(|fault| panic!("`{text}`: {}", fault.report().message));
    let at: Vec<usize> = columns
        .iter()
        .map(|wanted| {
            let keys: Vec<&str> = answered.answer.columns.iter().map(|column| column.key.as_str()).collect();
            keys.iter().position(|key| key == wanted).unwrap_or_else(|| panic!("`{text}` has {keys:?}"))
        })
        .collect();
    let mut rows: Vec<String> = answered
        .answer
        .rows
        .iter()
        .map(|row| {
            let cells: Vec<String> = at.iter().map(|at| cell(&row.cells[*at])).collect();
            format!("{}{}", if row.certain { "" } else { "?" }, cells.join(" "))
        })
        .collect();
    rows.sort();
    rows
}

fn cell(cell: &Cell) -> String {
    match cell {
        Cell::Names(names) => names.join("+"),
        Cell::Text(text) => text.clone(),
        Cell::Date { date, .. } => date.clone(),
        other => format!("{other:?}"),
    }
}

fn plain(text: &str, columns: &[&str], store: &Store) -> Vec<String> {
    rows(text, columns, store, &Memory::default())
}

fn refused(text: &str, store: &Store, memory: &Memory) -> resolve::Error {
    match ask_with(text, store, &settings(), &mut memory.clone()) {
        Err(Fault::Resolve(error)) => error,
        other => panic!("`{text}`: {other:?}"),
    }
}

#[test]
fn a_variable_is_a_column_and_one_thing_throughout() {
    let store = base("");
    assert_eq!(
        plain("words by ?who about ?land", &["who", "land", "date"], &store),
        ["Ann Asia 2020-01-20", "Ann Borneo 2020-01-20", "Bob Borneo 2020-02-14", "Bob Corsica 2020-03-01"]
    );
    assert_eq!(
        plain("words by ?who about (countries) where ?who is not Ann", &["who", "date"], &store),
        ["Bob 2020-02-14", "Bob 2020-03-01"]
    );
    assert_eq!(
        plain("words by ?who about ?a and ?b", &["who", "a", "b"], &store),
        ["Ann Asia Borneo", "Ann Borneo Asia"],
        "each fills a place of its own"
    );
    assert_eq!(plain("words by ?who about ?land and Asia", &["who", "land"], &store), ["Ann Borneo"]);
}

#[test]
fn joins_are_certain_where_all_of_them_are() {
    let store = base("");
    assert_eq!(
        plain("words by (presidents of ?land) about ?land", &["land", "date"], &store),
        ["?Borneo 2020-02-14", "Asia 2020-01-20"],
        "whether the term had begun that day is in doubt"
    );
    assert_eq!(
        plain("words by ?who about ?land after (visits by ?who to ?land)", &["who", "land"], &store),
        ["?Bob Borneo", "Ann Asia"],
        "the visit of an unknown day in February may come later"
    );
    assert_eq!(
        plain("certainly words by ?who about ?land after (visits by ?who to ?land)", &["who"], &store),
        ["Ann"]
    );
}

#[test]
fn pairs_have_both_facts() {
    let store = base("");
    assert_eq!(
        plain("pairs of visits by ?x and words by ?x", &["x", "date", "date_2"], &store),
        ["Ann 2020-01-10 2020-01-20", "Bob 2020-02 2020-02-14", "Bob 2020-02 2020-03-01"]
    );
    assert_eq!(
        plain(
            "pairs of visits by ?x to ?l and words by ?y about ?l where ?x is not ?y",
            &["x", "l", "y"],
            &store
        ),
        ["Bob Borneo Ann"]
    );
    assert_eq!(plain("pairs of visits and visits", &["date", "date_2"], &store).len(), 2);
}

#[test]
fn negation_speaks_of_values_that_are_given() {
    let store = base("");
    assert_eq!(
        plain(
            "words by ?who about ?land where ?who is not a president of ?land ever",
            &["who", "land"],
            &store
        ),
        ["?Bob Borneo", "Ann Borneo", "Bob Corsica"]
    );
    let error = refused("people that are not presidents of ?land", &store, &Memory::default());
    assert!(matches!(error, resolve::Error::Unbound { name, .. } if name == "land"));
    assert_eq!(
        plain(
            "words about ?land by (people that are not presidents of ?land ever)",
            &["land", "speaker"],
            &store
        ),
        ["?Borneo Bob", "Borneo Ann", "Corsica Bob"],
        "the values of the variable reach the negation from around it"
    );
}

#[test]
fn a_definition_is_used_like_any_noun() {
    let store = base("");
    let memory = memory(
        &store,
        &["define partners of ?x as parties to pacts with ?x", "define early pacts as pacts until 2002"],
    );
    assert_eq!(rows("partners of Corsica", &["partner"], &store, &memory), ["?Borneo", "Dover"]);
    assert_eq!(rows("Corsica's partners", &["partner"], &store, &memory), ["?Borneo", "Dover"]);
    assert_eq!(rows("partners of Corsica since 2004", &["partner"], &store, &memory), ["Dover"]);
    assert_eq!(rows("partners of (partners of Dover)", &["partner"], &store, &memory), ["?Borneo", "Dover"]);
    assert_eq!(rows("partners of Borneo or Dover", &["partner"], &store, &memory), ["Asia", "Corsica"]);
    assert_eq!(rows("early pacts", &["date"], &store, &memory), ["2001", "?2002~"]);
    assert_eq!(rows("words about partners of Asia", &["speaker"], &store, &memory), ["Ann", "Bob"]);
    let answered = ask_with("partners of Asia", &store, &settings(), &mut memory.clone()).unwrap();
    assert!(answered.reading.starts_with("partners of Asia; partners of Asia are "), "{}", answered.reading);
}

#[test]
fn the_given_one_is_not_its_own_answer() {
    let store = base("");
    assert_eq!(
        plain("parties to pacts with (parties to pacts in 2001)", &["party"], &store),
        ["?Corsica", "?Dover", "Asia", "Borneo"],
        "each is a party with another of them; about 2002 may be 2001"
    );
    let memory = memory(&store, &["define partners of ?x as parties to pacts with ?x"]);
    assert_eq!(rows("partners of Asia", &["partner"], &store, &memory), ["Borneo"]);
    assert_eq!(
        rows("partners of ?x where ?x is Asia or Dover", &["partner", "x"], &store, &memory),
        ["Borneo Asia", "Corsica Dover"]
    );
}

const CIRCLES: [&str; 2] = [
    "define partners of ?x as parties to pacts with ?x",
    "define circles of ?x as partners of ?x or partners of (circles of ?x)",
];

#[test]
fn recursion_ends_on_a_cycle() {
    let store = base("");
    let memory = memory(&store, &CIRCLES);
    assert_eq!(
        rows("circles of Asia", &["circle"], &store, &memory),
        ["?Corsica", "?Dover", "Asia", "Borneo"],
        "beyond the pact that was only planned nothing is certain"
    );
    assert_eq!(
        rows("circles of (visits)", &["circle"], &store, &memory).len(),
        0,
        "no fact is a party to a pact"
    );
}

#[test]
fn recursion_over_all_values_is_the_same() {
    let store = base("");
    let memory = memory(
        &store,
        &[CIRCLES[0], "define circles of ?x as (partners of ?x) or (circles of (partners of ?x))"],
    );
    assert_eq!(
        rows("circles of Asia", &["circle"], &store, &memory),
        ["?Corsica", "?Dover", "Asia", "Borneo"]
    );
    let all = rows("circles of ?x", &["circle", "x"], &store, &memory);
    assert_eq!(all.len(), 16, "{all:?}");
    assert!(all.contains(&"Corsica Dover".to_owned()) && all.contains(&"?Dover Asia".to_owned()));
}

#[test]
fn definitions_may_call_each_other() {
    let store = base("");
    let mut memory = memory(&store, &["define evens of ?x as (countries that are parties to pacts with ?x)"]);
    for text in [
        "define odds of ?x as (parties to pacts with ?x) or (parties to pacts with (evens of ?x))",
        "define evens of ?x as parties to pacts with (odds of ?x)",
    ] {
        let made = define(text, &store, &settings(), &mut memory);
        assert!(made.is_ok(), "`{text}`: {made:?}");
    }
    assert_eq!(rows("odds of Asia", &["odd"], &store, &memory), ["?Dover", "Borneo"]);
}

#[test]
fn a_cycle_through_a_negation_is_refused_with_its_nouns() {
    let store = base("");
    let mut memory = memory(&store, &["define loners as countries that are parties to pacts"]);
    let mut refused = |text: &str| match define(text, &store, &settings(), &mut memory) {
        Err(Fault::Resolve(error)) => error,
        other => panic!("`{text}`: {other:?}"),
    };
    let error = refused("define hermits as countries that are not hermits");
    assert!(
        matches!(&error, resolve::Error::NegativeCycle { cycle, .. } if cycle == &["hermits"]),
        "{error:?}"
    );
    let error = refused("define seconds as the first 2 seconds");
    assert!(matches!(error, resolve::Error::NegativeCycle { .. }), "{error:?}");
    define("define mixers as countries that are not loners", &store, &settings(), &mut memory).unwrap();
    let made = define("define loners as countries that are not mixers", &store, &settings(), &mut memory);
    let Err(Fault::Resolve(resolve::Error::NegativeCycle { cycle, .. })) = made else { panic!("{made:?}") };
    assert_eq!(cycle, ["loners", "mixers"]);
    assert_eq!(rows("loners", &["loner"], &store, &memory).len(), 4, "the definition before it stays");
}

#[test]
fn definitions_are_checked_when_they_are_made() {
    let store = base("");
    let mut memory = Memory::default();
    let mut made = |text: &str| define(text, &store, &settings(), &mut memory);
    let Err(fault) = made("define friends of ?x as parties to packts with ?x") else {
        panic!("unknown word")
    };
    assert_eq!(fault.report().span.map(|span| (span.start, span.end)), Some((35, 41)));
    let notes = made("define friends of ?x as parties to pacts with ?x").unwrap();
    assert_eq!(notes.len(), 1, "{notes:?}");
    let notes = made("define friend of ?x as people that are presidents of ?x").unwrap();
    assert_eq!(notes[1], "this replaces `define friends of ?x as parties to pacts with ?x`");
    let notes = made("define party/parties as pacts").unwrap();
    assert_eq!(notes[1], "`parties` of the vocabulary is hidden by this definition");
    let error = made("define pals of ?x of ?y as pacts between ?x and ?y").unwrap_err();
    assert!(matches!(error, Fault::Resolve(resolve::Error::TwiceInDefinition { .. })));
    let error = made("define olds as pacts as of 2001").unwrap_err();
    assert!(matches!(error, Fault::Resolve(resolve::Error::WholeInDefinition { .. })), "{error:?}");
    let error = ask("define olds as pacts", &store, &settings()).unwrap_err();
    assert!(matches!(error, Fault::Resolve(resolve::Error::DefinitionInside { .. })));
}

#[test]
fn recursion_has_limits_and_can_be_stopped() {
    let mut chain = String::new();
    for number in 0..=1_002 {
        writeln!(chain, "[entity.link-{number}]\nname = \"Link {number}\"\nkind = \"country\"").unwrap();
    }
    for number in 0..1_002 {
        writeln!(
            chain,
            "[[pact]]\nparties = [\"link-{number}\", \"link-{}\"]\nwhen = \"2001\"\nsource = \"gazette\"",
            number + 1
        )
        .unwrap();
    }
    let store = base(&chain);
    let memory = memory(&store, &CIRCLES);
    let fault = |settings: &Settings| {
        ask_with("circles of \"link-0\"", &store, settings, &mut memory.clone()).unwrap_err()
    };
    assert_eq!(fault(&settings()), Fault::Eval(eval::Error::TooManyRounds));
    let few = Settings { row_limit: 500, ..settings() };
    assert!(matches!(fault(&few), Fault::Eval(eval::Error::TooManyRows { limit: 500, .. })));
    let stopped = settings();
    stopped.stop.store(true, Ordering::Relaxed);
    assert_eq!(fault(&stopped), Fault::Eval(eval::Error::Stopped));
    assert!(!rows("circles of Asia", &["circle"], &store, &memory).is_empty());
}

#[test]
fn a_variable_may_head_a_query() {
    let store = base("");
    assert_eq!(
        plain("?who that is a president of ?land ever where ?land is not Asia", &["who", "land"], &store),
        ["?Bob Borneo"]
    );
    let answered =
        ask_with("count words by ?who about ?land", &store, &settings(), &mut Memory::default()).unwrap();
    assert_eq!(answered.answer.outcome, eval::Outcome::Count(eval::Tally { low: 4, high: 4 }));
}
