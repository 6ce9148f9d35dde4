//! Comparisons, measures and ranks, where figures and dates are in doubt.
//!
//! In: small bases as text. Out: readings and rows. Absent: the shipped facts (the corpus has those).

#![allow(clippy::unwrap_used, reason = "a failure in a test is the message")]

use annals::eval::{Cell, Outcome};
use annals::load::texts;
use annals::pipeline::{Answered, Settings, ask};
use annals::store::Store;
use annals::text::{Source, Style, draw};

const WORDS: &str = r#"
[kind.actor]
[kind.country]
words = ["country", "countries"]
within = ["actor"]
[kind.company]
words = ["company", "companies"]
within = ["actor"]
[unit.usd]
words = ["US dollar", "US dollars"]
symbols = ["$", "USD"]
[unit.tonne]
words = ["tonne", "tonnes"]
[relation.sale]
shape = "measure"
[relation.sale.roles]
seller = { kinds = ["actor"], words = ["seller", "sellers"] }
buyer = { kinds = ["country"], words = ["buyer", "buyers"] }
price = { type = "number", unit = "usd", optional = true, words = ["price", "prices"] }
weight = { type = "number", unit = "tonne", optional = true, words = ["weight", "weights"] }
[relation.harvest]
shape = "measure"
[relation.harvest.roles]
country = { kinds = ["country"] }
amount = { type = "number", words = ["amount", "amounts"] }
[relation.pact]
shape = "state"
[relation.pact.roles]
member = { kinds = ["country"], words = ["member", "members"] }
[[noun]]
words = ["sale", "sales"]
relation = "sale"
takes = { by = ["seller"], to = ["buyer"] }
[[noun]]
words = ["harvest", "harvests"]
relation = "harvest"
takes = { of = ["country"] }
[[noun]]
words = ["pact member", "pact members"]
relation = "pact"
answers = "member"
[[verb]]
forms = ["sell", "sells", "sold", "sold", "selling"]
relation = "sale"
subject = "seller"
says = "happens"
takes = { to = ["buyer"] }
[entity.aland]
name = "Aland"
kind = "country"
[entity.beland]
name = "Beland"
kind = "country"
[entity.coco]
name = "Coco"
kind = "company"
[source.gazette]
title = "The Gazette"
published = "2024-10-23"
"#;

/// One sale a line: seller, buyer, price, date.
fn sales(lines: &[[&str; 4]]) -> Store {
    let fact = |[seller, buyer, price, when]: &[&str; 4]| {
        let price = if price.is_empty() { String::new() } else { format!("price = \"{price}\"\n") };
        format!(
            "[[sale]]\nseller = \"{seller}\"\nbuyer = \"{buyer}\"\n{price}when = \"{when}\"\nsource = \"gazette\"\n"
        )
    };
    base(&lines.iter().map(fact).collect::<String>())
}

fn base(facts: &str) -> Store {
    let loaded = texts([("words.toml", WORDS), ("facts.toml", facts)]);
    assert_eq!(loaded.draw_all(Style { colour: false, width: 100 }), "");
    loaded.store
}

fn answered(query: &str, store: &Store) -> Answered {
    ask(query, store, &Settings::on("2026-11-23".parse().unwrap())).unwrap_or_else(|fault| {
        let style = Style { colour: false, width: 100 };
        panic!("{}", draw(&fault.report(), &Source::new("query", query), style))
    })
}

/// The rows as text; `? ` before those that are only possible.
fn rows(query: &str, store: &Store) -> Vec<String> {
    let answer = answered(query, store).answer;
    assert!(matches!(answer.outcome, Outcome::Rows), "{query}");
    let cell = |cell: &Cell| match cell {
        Cell::Empty => "-".to_owned(),
        Cell::Names(names) => names.join(", "),
        Cell::Text(text) | Cell::Number { text, .. } => text.clone(),
        Cell::Date { date, also } if also.is_empty() => date.clone(),
        Cell::Date { date, also } => format!("{date} ({})", also.join(", ")),
        Cell::Tally(tally) if tally.low == tally.high => tally.low.to_string(),
        Cell::Tally(tally) => format!("{} to {}", tally.low, tally.high),
    };
    let row = |row: &annals::eval::Row| {
        let cells: Vec<String> = row.cells.iter().map(cell).collect();
        format!("{}{}", if row.certain { "" } else { "? " }, cells.join(" | "))
    };
    answer.rows.iter().map(row).collect()
}

fn refused(query: &str, store: &Store) -> String {
    let fault = ask(query, store, &Settings::on("2026-11-23".parse().unwrap())).unwrap_err();
    let style = Style { colour: false, width: 100 };
    let lines = draw(&fault.report(), &Source::new("query", query), style);
    let told = lines.lines().filter(|line| line.starts_with("error") || line.starts_with("help"));
    told.collect::<Vec<_>>().join("; ")
}

#[test]
fn a_bound_may_reach_beyond_what_is_asked() {
    let store = sales(&[
        ["aland", "beland", "over 2 billion USD", "2020"],
        ["aland", "beland", "$2 billion", "2021"],
        ["aland", "beland", "at most $3 billion", "2022"],
        ["aland", "beland", "about $3 billion", "2023"],
        ["aland", "beland", "", "2024"],
    ]);
    let dates = |query: &str| rows(&format!("{query} show date"), &store);
    assert_eq!(dates("sales over $3 billion"), ["? 2020", "? 2023"]);
    assert_eq!(dates("sales at least $2 billion"), ["2020", "2021", "? 2022", "2023"]);
    assert_eq!(dates("sales over $2bn"), ["2020", "? 2022", "2023"]);
    assert_eq!(dates("sales between $2.5 and 3.5 billion"), ["? 2020", "? 2022", "2023"]);
    assert_eq!(dates("sales over $2 billion and under $2.5 billion"), ["? 2020", "? 2022"]);
    assert_eq!(
        dates("sales over $5 billion and under $4 billion"),
        [""; 0],
        "both bounds are tested together"
    );
    assert_eq!(dates("certainly sales of exactly 2,000 million US dollars"), ["2021"]);
}

#[test]
fn verbs_have_figures_too() {
    let store = sales(&[["aland", "beland", "$5 million", "2020"], ["coco", "beland", "$1 million", "2021"]]);
    assert_eq!(rows("who sold to Beland above $2m show name", &store), ["Aland"]);
    assert_eq!(
        rows("countries that sold to Beland worth at least 5 million USD show name", &store),
        ["Aland"]
    );
}

#[test]
fn units_are_those_of_the_vocabulary() {
    let store = base(
        "[[sale]]\nseller = \"aland\"\nbuyer = \"beland\"\nprice = \"$5\"\nweight = \"7 tonnes\"\nwhen = \"2020\"\nsource = \"gazette\"\n\
         [[harvest]]\ncountry = \"aland\"\namount = \"7 tonnes\"\nwhen = \"2020\"\nsource = \"gazette\"\n\
         [[harvest]]\ncountry = \"aland\"\namount = \"9\"\nwhen = \"2020\"\nsource = \"gazette\"\n",
    );
    assert_eq!(rows("sales over 6 tonnes show date", &store), ["2020"]);
    assert_eq!(rows("sales over $6 show date", &store), [""; 0]);
    assert_eq!(rows("harvests under 8 tonnes show amount", &store), ["7 tonnes"]);
    assert_eq!(
        refused("sales over 6", &store),
        "error: `sales` has figures in several units; help: add the unit: `$` or `tonnes`"
    );
    assert_eq!(
        refused("sales over €6", &store),
        "error: no unit `€` is known; help: known are `$` and `tonnes`"
    );
    assert_eq!(
        refused("pact members over 6 tonnes", &store),
        "error: `pact members` has no number to compare; help: compare something that is counted or measured"
    );
    assert_eq!(rows("total amount of harvests", &store), ["9", "7 tonnes"]);
    assert_eq!(rows("total weight of sales", &store), ["7 tonnes"]);
    assert_eq!(rows("weights of sales by Aland show weight", &store), ["7 tonnes"]);
}

#[test]
fn a_unit_that_does_not_fit_names_those_that_do() {
    let store = base("");
    let words = WORDS.replace("weight = { type", "mass = { type");
    assert!(words.contains("mass"));
    assert_eq!(
        refused("total price of pact members", &store).split(';').next(),
        Some("error: `price` does not take `of pact members`")
    );
}

#[test]
fn measures_say_what_they_are_over() {
    let store = sales(&[
        ["aland", "beland", "$4", "2020-05"],
        ["aland", "beland", "$8", "2020-06"],
        ["coco", "beland", "$3", "2020?"],
        ["coco", "beland", "over $7", "2021"],
        ["coco", "beland", "", "2021"],
    ]);
    assert_eq!(
        rows("total, average and median price of sales per year", &store),
        [
            "2020 | $12 | $6 | $6 | what is certain",
            "? 2020 | $15 | $5 | $4 | all that is possible",
            "2021 | over $7 | over $7 | over $7 | -"
        ]
    );
    let notes = answered("total price of sales", &store).answer.notes;
    assert!(notes.contains(&"1 fact has no price and is left out".to_owned()), "{notes:?}");
    assert_eq!(
        answered("total price of sales per seller", &store).reading,
        "the total price of sales, for each seller"
    );
}

#[test]
fn the_highest_shows_its_facts() {
    let store = sales(&[
        ["aland", "beland", "$4", "2020"],
        ["aland", "beland", "over $3", "2021"],
        ["coco", "beland", "$4", "2022"],
        ["coco", "beland", "at most $2", "2023"],
    ]);
    assert_eq!(
        rows("highest price of sales show price, date", &store),
        ["? $4 | 2020", "? $4 | 2022", "? over $3 | 2021"]
    );
    assert_eq!(rows("lowest price of sales show price, date", &store), ["at most $2 | 2023"]);
    assert_eq!(
        rows("highest price of sales per seller show price", &store),
        ["Aland | ? $4", "Aland | ? over $3", "Coco | $4"]
            .map(|row| { row.split_once("? ").map_or_else(|| row.to_owned(), |(a, b)| format!("? {a}{b}")) })
    );
    assert_eq!(rows("top 1 sales to Beland in 2022 by price show date", &store), ["2022"]);
}

#[test]
fn ranks_go_by_facts_and_ties_by_name() {
    let store = sales(&[
        ["coco", "beland", "$4", "2020-01-01"],
        ["aland", "beland", "$4", "2020-01-02"],
        ["coco", "aland", "$4", "2021-01-01"],
        ["beland", "aland", "$4", "2021-01-02"],
        ["beland", "aland", "$4", "2020?"],
    ]);
    assert_eq!(rows("top 1 sellers of sales", &store), ["? Coco | 2", "? Beland | 1 to 2"]);
    assert_eq!(rows("top 1 sellers of sales in 2020", &store), ["Aland | 1"], "ties go by name");
    assert_eq!(
        rows("top 1 sellers of sales since 2020-01-01 per year", &store),
        ["2020 | Aland | 1", "2021 | Beland | 1"]
    );
    assert_eq!(rows("count sales per buyer top 1", &store), ["? Aland | 2 to 3"]);
    assert_eq!(
        rows("count sales per seller sorted by count descending limit 2", &store),
        ["Coco | 2", "? Beland | 1 to 2"]
    );
    assert_eq!(
        rows("count sales per country", &store),
        ["? Aland | 2 to 3", "Beland | 2"],
        "buyers are all countries"
    );
}

#[test]
fn dates_of_the_first_and_the_last() {
    let store = sales(&[
        ["aland", "beland", "$4", "2020-05"],
        ["aland", "beland", "$4", "2020-05-10"],
        ["aland", "beland", "$4", "2022"],
        ["coco", "beland", "$4", "2021"],
    ]);
    assert_eq!(
        rows("first and last date of sales per seller", &store),
        ["Aland | 2020-05 | 2022", "Coco | 2021 | 2021"]
    );
    let doubt = sales(&[["aland", "beland", "$4", "2020?"], ["aland", "beland", "$4", "2021"]]);
    assert_eq!(rows("certainly first date of sales", &doubt), ["2021"]);
}

#[test]
fn the_end_of_each_year_is_another_rule() {
    let fact = |member: &str, when: &str| {
        format!("[[pact]]\nmember = \"{member}\"\nwhen = \"{when}\"\nsource = \"gazette\"\n")
    };
    let store = base(&(fact("aland", "2020-03-01/2021-06-01") + &fact("beland", "2021-01-01/2022-12-31")));
    assert_eq!(rows("count pact members per year", &store), ["2020 | 1", "2021 | 2", "2022 | 1"]);
    assert_eq!(
        rows("count pact members at the end of each year", &store),
        ["2020 | 1", "2021 | 1", "2022 | 1"]
    );
    let reading = answered("pact members at the end of each year", &store).reading;
    assert!(reading.ends_with("for each year (what held on its last day)"), "{reading}");
    assert!(refused("sales at the end of each year", &store).contains("write `per year`"));
}

#[test]
fn any_role_is_a_column() {
    let store = sales(&[
        ["aland", "beland", "$4", "2020"],
        ["coco", "beland", "", "2021"],
        ["beland", "aland", "$9", "2022"],
    ]);
    assert_eq!(rows("sales sorted by price descending show price", &store), ["$9", "$4", "-"]);
    assert_eq!(rows("sales sorted by price show prices", &store), ["$4", "$9", "-"]);
    assert_eq!(
        refused("sales sorted by count", &store),
        "error: this answer has no column `count`; help: its columns are `date` and `name`"
    );
    assert!(refused("top 3 pact members by price", &store).starts_with("error: nothing says how"));
    assert!(
        refused("average sales", &store).starts_with("error: `sales` has no number"),
        "two roles hold numbers"
    );
}
