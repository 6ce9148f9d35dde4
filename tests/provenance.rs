//! Where answers come from, in a session: `those`, `why` and `sources of` after one another, with both clocks.
//!
//! In: queries of one session over the base of the two clocks. Out: the sources of rows, by their ids. Absent: single
//! queries; the corpus tests those.

use std::path::Path;

use annals::pipeline::{Answered, Memory, Settings, ask_with};
use annals::store::Store;

fn store() -> Store {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus/bases/clocks");
    annals::load::folders(&[folder]).store
}

/// Asks the queries one after the other; the answer to the last.
fn last(store: &Store, queries: &[&str]) -> Answered {
    let settings = Settings::on("2024-06-01".parse().expect("it is a day"));
    let mut memory = Memory::default();
    let mut all = queries.iter().map(|query| {
        ask_with(query, store, &settings, &mut memory).unwrap_or_else(|fault| panic!("{query}: {fault:?}"))
    });
    all.by_ref().last().expect("something was asked")
}

/// The ids of the sources of each row.
fn sources(answered: &Answered, store: &Store) -> Vec<Vec<String>> {
    let of_row = |row| {
        let citations = answered.answer.citations(row, store);
        citations.iter().map(|citation| store.source(citation.source).name.clone()).collect()
    };
    answered.answer.rows.iter().map(of_row).collect()
}

#[test]
fn those_are_narrowed_by_who_vouches_for_them() {
    let store = store();
    for head in ["memberships of the League", "members of the League"] {
        let cited = |query: &str| sources(&last(&store, &[head, query]), &store);
        assert_eq!(cited("those from source charter"), [["charter", "annual"]], "{head}");
        assert_eq!(cited("those according to Moss"), [["memoir"]], "{head}: Esk, by his account alone");
        assert_eq!(
            cited("those not from source yearbook"),
            [&["charter", "annual"][..], &["letter"], &["memoir"]],
            "{head}"
        );
        assert_eq!(cited("those as known in 2010"), [["charter"], ["letter"], ["yearbook"]], "{head}");
    }
}

#[test]
fn the_second_clock_goes_on_through_a_session() {
    let store = store();
    let known = "members of the League as known in 2010";
    assert_eq!(
        sources(&last(&store, &[known, "sources of those"]), &store),
        [["letter"], ["charter"], ["yearbook"]]
    );
    assert_eq!(sources(&last(&store, &[known, "why 3"]), &store), [["yearbook"]], "the memoir came later");
    assert_eq!(
        sources(&last(&store, &["members of the League", "why 3"]), &store),
        [["yearbook"], ["memoir"]]
    );
    let doubtful = last(&store, &[known, "why 2"]);
    assert!(!doubtful.answer.rows[0].certain, "nobody knows when the letter appeared");
    assert!(doubtful.reading.ends_with("by sources published until 2010-12-31"), "{}", doubtful.reading);
}

#[test]
fn a_row_names_its_facts_with_file_and_line() {
    let store = store();
    let answered = last(&store, &["members of the League", "why 1"]);
    let fact = answered.answer.rows[0].facts[0];
    let place = store.table(fact.relation).place(fact.row);
    assert!(store.file_name(place.file).ends_with("clocks/base.toml") && place.line > 1);
    let shown = format!("{}:{}", store.file_name(place.file), place.line);
    let cells = format!("{:?}", answered.answer.rows[0].cells);
    assert!(cells.contains(&shown), "{cells}");
}
