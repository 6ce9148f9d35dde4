//! Times relative to other facts, lengths: the reading with the day that was used, and what is certain.
//!
//! In: a small base of doubtful dates, and the shipped facts. Each query is printed and read again as the same tree.

use annals::eval::{Cell, Outcome};
use annals::load;
use annals::pipeline::{Answered, Settings, ask};
use annals::store::Store;
use annals::time::Day;

const BASE: &str = r#"
[kind.person]
words = ["person", "people"]
[kind.town]
words = ["town", "towns"]
[kind.club]
words = ["club", "clubs"]
[kind.feast]
words = ["feast", "feasts"]
[entity.ann]
name = "Ann"
kind = "person"
[entity.ben]
name = "Ben"
kind = "person"
[entity.cleo]
name = "Cleo"
kind = "person"
[entity.port]
name = "Port"
kind = "town"
[entity.hill]
name = "Hill"
kind = "town"
[entity.chess]
name = "Chess Club"
kind = "club"
[entity.choir]
name = "Choir"
kind = "club"
[entity.fair]
name = "Great Fair"
kind = "feast"
[source.register]
title = "The register"
publisher = "The town"
published = "2025-12-31"
kind = "official"
[relation.visit]
shape = "event"
[relation.visit.roles]
visitor = { kinds = ["person"], words = ["visitor", "visitors"] }
town = { kinds = ["town"] }
[[noun]]
words = ["visit", "visits"]
relation = "visit"
takes = { by = ["visitor"], to = ["town"] }
possessive = ["visitor"]
[[noun]]
words = ["visitor", "visitors"]
relation = "visit"
answers = "visitor"
takes = { to = ["town"] }
[[verb]]
forms = ["visit", "visits", "visited", "visited", "visiting"]
relation = "visit"
subject = "visitor"
object = ["town"]
says = "happens"
[relation.feast]
shape = "event"
[relation.feast.roles]
name = { kinds = ["feast"], dated = true }
[relation.membership]
shape = "state"
[relation.membership.roles]
member = { kinds = ["person"], words = ["member", "members"] }
club = { kinds = ["club"] }
[[noun]]
words = ["member", "members"]
relation = "membership"
answers = "member"
takes = { of = ["club"] }
[[noun]]
words = ["membership", "memberships"]
relation = "membership"
takes = { of = ["club", "member"] }
possessive = ["member"]
[[verb]]
forms = ["join", "joins", "joined", "joined", "joining"]
relation = "membership"
subject = "member"
object = ["club"]
says = "start"
[[verb]]
forms = ["leave", "leaves", "left", "left", "leaving"]
relation = "membership"
subject = "member"
object = ["club"]
says = "end"
[[feast]]
name = "fair"
when = "2014-05-20/2014-05-22"
source = "register"
[[visit]]
visitor = "ann"
town = "port"
when = "2013-12-30/2014-01-03"
source = "register"
[[visit]]
visitor = "ben"
town = "port"
when = "2014-06-01"
source = "register"
[[visit]]
visitor = "cleo"
town = "port"
when = "2014-05"
source = "register"
[[visit]]
visitor = "cleo"
town = "hill"
when = "2014-06-20"
source = "register"
[[membership]]
member = "ann"
club = "chess"
when = "2010-01-01/2014-12-31"
source = "register"
[[membership]]
member = "ben"
club = "chess"
when = "2012/2016-03-01"
source = "register"
[[membership]]
member = "ann"
club = "choir"
when = "2012-06-01/2013-05-31"
source = "register"
[[membership]]
member = "ben"
club = "choir"
when = "2012-07-01/2012-12-31"
source = "register"
"#;

fn base() -> Store {
    let loaded = load::texts([("base.toml", BASE)]);
    assert_eq!(loaded.errors(), 0, "{:?}", loaded.problems);
    loaded.store
}

fn answered(query: &str, store: &Store) -> Answered {
    let settings = Settings::on(Day::from_ymd(2026, 11, 23).expect("a day"));
    let found = ask(query, store, &settings).unwrap_or_else(|fault| panic!("{query}: {fault:?}"));
    let printed = found.tree.to_string();
    let again = ask(&printed, store, &settings).unwrap_or_else(|fault| panic!("{printed}: {fault:?}"));
    assert_eq!(again.tree.to_string(), printed, "{query} does not print to a fixed point");
    assert_eq!(again.reading, found.reading, "{query} and {printed} read differently");
    found
}

/// The first cell of each row; what is only possible has a question mark.
fn rows(query: &str, store: &Store) -> Vec<String> {
    let answer = answered(query, store).answer;
    let said = |cell: &Cell| match cell {
        Cell::Names(names) => names.join(", "),
        Cell::Date { date, .. } => date.clone(),
        Cell::Number { text, .. } | Cell::Text(text) => text.clone(),
        other => format!("{other:?}"),
    };
    let row =
        |row: &annals::eval::Row| format!("{}{}", if row.certain { "" } else { "? " }, said(&row.cells[0]));
    let mut rows: Vec<String> = answer.rows.iter().map(row).collect();
    rows.sort();
    rows
}

fn verdict(query: &str, store: &Store) -> &'static str {
    match answered(query, store).answer.outcome {
        Outcome::Verdict(verdict) => verdict.word(),
        _ => "no verdict",
    }
}

#[test]
fn before_is_before_the_first_and_after_is_after_the_last() {
    let store = base();
    for (query, expected) in [
        ("visitors to Port before the Great Fair", &["? Cleo", "Ann"][..]),
        ("visitors to Port after the Great Fair", &["? Cleo", "Ben"]),
        ("visitors to Port during the Great Fair", &["? Cleo"]),
        ("visitors to Port since the Great Fair", &["? Cleo", "Ben"]),
        ("visitors to Port within 14 days after the Great Fair", &["? Cleo", "Ben"]),
        ("visitors to Port within 5 days of the Great Fair", &["? Cleo"]),
        ("visitors to Port in the same month as the Great Fair", &["Cleo"]),
        ("visitors to Port 10 days after the Great Fair", &["Ben"]),
        ("visitors to Port in the year of the Great Fair", &["Ann", "Ben", "Cleo"]),
        ("visitors to Port before visits by Ben", &["Ann", "Cleo"]),
        ("visitors to Hill after visits by Cleo to Port", &["Cleo"]),
        ("visits to Hill after (visits by Cleo)", &[]),
        ("visitors to Port before visits to Hill by Ben", &[]),
    ] {
        assert_eq!(rows(query, &store), expected, "{query}");
    }
}

#[test]
fn a_bare_name_stands_in_the_place_asked_for() {
    let store = base();
    for (query, expected) in [
        ("visitors to Port after Ann", &["Ben", "Cleo"][..]),
        ("visitors to Port before Ben", &["Ann", "Cleo"]),
        ("visitors to Port after Cleo", &["Ben"]),
        ("who visited Port in the same month as Cleo", &[]),
        ("who visited Port first after Ann", &["Cleo"]),
        ("visits to Port before Ben", &["2013-12-30/2014-01-03", "2014-05"]),
        ("members of Chess Club after Ann", &["Ben"]),
        ("members of Chess Club before Ben", &["Ann"]),
        ("who joined Choir before Ben", &["Ann"]),
        ("which towns did Cleo visit after Port", &["Hill"]),
    ] {
        assert_eq!(rows(query, &store), expected, "{query}");
    }
    assert_eq!(verdict("did Ann visit Port before Ben?", &store), "yes");
    assert_eq!(verdict("did Ben visit Port before Ann?", &store), "not recorded");
    assert_eq!(verdict("did Cleo visit Hill before Port?", &store), "not recorded");
    assert_eq!(verdict("did Ann join Choir before Chess Club?", &store), "not recorded");
    assert_eq!(verdict("did Ann join Chess Club before Choir?", &store), "yes");
}

#[test]
fn clauses_and_gerunds_keep_their_subject() {
    let store = base();
    for (query, expected) in [
        ("visitors to Port while Ann was a member of Chess Club", &["Ann", "Ben", "Cleo"][..]),
        ("visitors to Port when Ann was a member of Choir", &[]),
        ("visitors to Port after Ann left Choir", &["Ann", "Ben", "Cleo"]),
        ("people who joined Choir after joining Chess Club", &["? Ben", "Ann"]),
        ("people who joined Choir within 3 years after joining Chess Club", &["? Ben", "Ann"]),
        ("people who joined Choir within 2 years after joining Chess Club", &["? Ben"]),
        ("visits by Ben since joining Chess Club", &["2014-06-01"]),
        ("visits by Ann before leaving Choir", &[]),
    ] {
        assert_eq!(rows(query, &store), expected, "{query}");
    }
    assert_eq!(verdict("did Ann join Choir after joining Chess Club?", &store), "yes");
    assert_eq!(verdict("did Ben join Choir after joining Chess Club?", &store), "possibly");
}

#[test]
fn lengths_are_certain_or_possible() {
    let store = base();
    for (query, expected) in [
        ("memberships of Chess Club ever for more than 4 years", &["? Ben", "Ann"][..]),
        ("who was a member of Chess Club for more than 4 years", &["? Ben", "Ann"]),
        ("who was a member of Chess Club for 5 years", &["Ann"]),
        ("who was a member of Choir for less than 1 year", &["Ben"]),
        ("who was a member of Choir for at most 1 year", &["Ann", "Ben"]),
        ("the longest membership of Choir", &["Ann"]),
        ("the shortest membership of Choir", &["Ben"]),
    ] {
        assert_eq!(
            rows(query, &store).iter().filter(|row| !row.is_empty()).collect::<Vec<_>>(),
            expected,
            "{query}"
        );
    }
    let how_long = answered("how long was Ann a member of Chess Club?", &store).answer;
    let at = how_long.columns.iter().position(|column| column.key == "length").expect("a length");
    assert!(matches!(&how_long.rows[0].cells[at], Cell::Number { text, .. } if text == "5 years"));
}

#[test]
fn the_reading_names_the_fact_and_the_day() {
    let (store, shipped) = (base(), load::shipped().store);
    let reads = |query: &str, store: &Store, words: &str| {
        let reading = answered(query, store).reading;
        assert!(reading.contains(words), "{query}: {reading}");
    };
    reads("visits to Port after the Great Fair", &store, "begun after 2014-05-22, the end of Great Fair");
    reads("visitors to Port after Cleo", &store, "after 2014-05, the day of Cleo's visit to Port");
    reads(
        "visits to Russia after the Kazan summit",
        &shipped,
        "after 2024-10-24, the end of Kazan BRICS summit",
    );
    reads(
        "did Putin meet Pezeshkian before Xi?",
        &shipped,
        "over before 2013-03-22, the first of meetings between Vladimir Putin and Xi Jinping",
    );
    reads(
        "countries that joined BRICS after Iran joined SCO",
        &shipped,
        "after 2023-07-04, the beginning of Iran's membership of Shanghai Cooperation Organisation",
    );
    reads("3 months after the Kazan summit", &shipped, "2024-10-24, the end of Kazan BRICS summit");
    reads("visitors to China after Japan", &shipped, "(none is recorded)");
}

#[test]
fn dates_can_be_counted_from_facts() {
    let store = base();
    for (query, expected) in [
        ("3 months after the Great Fair", "2014-08-22"),
        ("1 day before the Great Fair", "2014-05-19"),
        ("a year after Ann left Choir", "2014-05-31"),
        ("1 month after visits by Cleo to Port", "2014-06"),
        ("what is the date 10 days after visits to Port?", "2014-06-11"),
    ] {
        assert_eq!(rows(query, &store), [expected], "{query}");
    }
    assert!(rows("1 day after visits by Ben to Hill", &store).is_empty());
}

#[test]
fn what_has_no_date_is_refused_with_a_remedy() {
    let store = base();
    let settings = Settings::on(Day::from_ymd(2026, 11, 23).expect("a day"));
    for (query, message) in [
        ("members of Chess Club since Ann", "`Ann` has no date that `since` could use"),
        ("visits to Port during Ann", "`Ann` has no date that `during` could use"),
        ("visits to Port before Choir", "`Choir` has no date that `before` could use"),
        ("visits to Port since joining Choir", "who is `joining` is not said"),
        ("visits to Port after joining Port", "`Port` cannot be the object of `joining`"),
        ("visits to Port while Ann was not a member of Choir", "`Ann` has no date that `while` could use"),
        ("3 months after Ann", "`Ann` has no date that `after` could use"),
    ] {
        let fault = ask(query, &store, &settings).expect_err(query);
        let report = annals::text::draw(
            &fault.report(),
            &annals::text::Source::new("query", query),
            annals::text::Style { colour: false, width: 100 },
        );
        assert!(report.contains(message), "{query}: {report}");
    }
}
