//! Another field altogether: a library's loans, from files alone. Nothing of it stands in the program.

#![expect(clippy::unwrap_used, reason = "a failure there is the message")]

use annals::eval::{Cell, Outcome, Verdict};
use annals::load;
use annals::pipeline::{Answered, Settings, ask};
use annals::store::Store;
use annals::time::Day;

const LIBRARY: &str = r#"
[kind.reader]
words = ["reader", "readers"]
[kind.book]
words = ["book", "books"]
[kind.branch]
words = ["branch", "branches"]

[relation.loan]
shape = "state"
[relation.loan.roles]
borrower = { kinds = ["reader"], words = ["borrower", "borrowers"] }
book     = { kinds = ["book"] }

[[noun]]
words      = ["loan", "loans"]
relation   = "loan"
takes      = { of = ["book"], to = ["borrower"], by = ["borrower"] }
possessive = ["borrower"]

[[noun]]
words    = ["borrower", "borrowers"]
relation = "loan"
answers  = "borrower"
takes    = { of = ["book"] }

[[verb]]
forms    = ["borrow", "borrows", "borrowed", "borrowed", "borrowing"]
relation = "loan"
subject  = "borrower"
object   = ["book"]
says     = "start"

[[verb]]
forms    = ["return", "returns", "returned", "returned", "returning"]
relation = "loan"
subject  = "borrower"
object   = ["book"]
says     = "end"

[relation.reading]
shape = "event"
[relation.reading.roles]
reader = { kinds = ["reader"] }
place  = { kinds = ["branch"] }

[[noun]]
words    = ["reading evening", "reading evenings"]
relation = "reading"
takes    = { by = ["reader"], in = ["place"] }

[entity.ada]
name = "Ada"
kind = "reader"
[entity.bo]
name = "Bo"
kind = "reader"
[entity.emma]
name = "Emma"
kind = "book"
[entity.walden]
name    = "Walden"
kind    = "book"
aliases = ["Life in the Woods"]
[entity.north]
name = "North branch"
kind = "branch"

[source.ledger]
title     = "The ledger"
published = "2024-12-31"

[[loan]]
borrower = "ada"
book     = "emma"
when     = "2024-01-10/2024-02-01"
source   = "ledger, page 3"
[[loan]]
borrower = "bo"
book     = "emma"
when     = "2024-03-05/.."
source   = "ledger, page 4"
[[loan]]
borrower = "ada"
book     = "walden"
when     = "2024-05/2024-06"
source   = "ledger, page 9"
[[reading]]
reader = "ada"
place  = "north"
when   = "2024-05-20"
source = "ledger, page 9"

[[coverage]]
relation = "loan"
when     = "2024-01-01/.."
checked  = "2024-12-31"
source   = "ledger"
"#;

fn library() -> Store {
    let loaded = load::texts([("library.toml", LIBRARY)]);
    assert_eq!(loaded.errors(), 0, "{:?}", loaded.reports());
    loaded.store
}

fn answered(query: &str) -> Answered {
    let today = Day::from_ymd(2025, 1, 15).unwrap();
    ask(query, &library(), &Settings::on(today)).unwrap_or_else(|fault| panic!("{query}: {fault:?}"))
}

/// The first column of each row, with `?` before what is only possible.
fn rows(query: &str) -> Vec<String> {
    let first = |cell: &Cell| match cell {
        Cell::Names(names) => names.join(", "),
        Cell::Text(text) => text.clone(),
        Cell::Date { date, .. } => date.clone(),
        other => format!("{other:?}"),
    };
    let row =
        |row: &annals::eval::Row| format!("{}{}", if row.certain { "" } else { "? " }, first(&row.cells[0]));
    answered(query).answer.rows.iter().map(row).collect()
}

#[test]
fn phrases_follow_from_the_vocabulary() {
    assert_eq!(rows("borrowers of Emma"), ["Bo"]);
    assert_eq!(rows("borrowers of Emma ever"), ["Ada", "Bo"]);
    assert_eq!(rows("former borrowers of Emma"), ["Ada"]);
    assert_eq!(rows("borrowers of Life in the Woods on 2024-05-15"), ["? Ada"]);
    assert_eq!(rows("who borrowed Walden?"), ["Ada"]);
    assert_eq!(rows("which books has Ada returned?"), ["Emma", "Walden"]);
    assert_eq!(rows("readers that borrowed Emma and returned Walden"), ["Ada"]);
    // The loan began on some day of May, so that evening may have come before it.
    assert_eq!(rows("reading evenings by (borrowers of Walden)"), ["? 2024-05-20"]);
}

#[test]
fn yes_and_no_rest_on_the_record() {
    for (query, verdict) in [
        ("is Bo a borrower of Emma?", Verdict::Yes),
        ("is Ada a borrower of Emma?", Verdict::No),
        ("did Ada borrow Walden in May 2024?", Verdict::Yes),
        ("did Bo borrow Walden in 2023?", Verdict::NotRecorded),
    ] {
        assert_eq!(answered(query).answer.outcome, Outcome::Verdict(verdict), "{query}");
    }
}

#[test]
fn readings_use_its_own_words() {
    assert_eq!(answered("borrowers of Emma").reading, "readers whose loan of Emma holds on 2025-01-15");
    assert_eq!(answered("Ada's loans ever").reading, "loans to Ada that hold at any time");
}
