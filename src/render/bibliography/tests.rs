//! Bibliographies of sources that are hard to write down.
//!
//! BibTeX is read back by the `biblatex` crate; CSL-JSON is held against the rules of its schema
//! (<https://github.com/citation-style-language/schema>, `csl-data.json`).

use biblatex::{Bibliography, ChunksExt, DateValue, PermissiveType};
use serde_json::Value;

use crate::eval::{Answer, Row};
use crate::load;
use crate::render::{Format, Style, render};
use crate::store::Store;

/// Sources with everything that formats trip over.
const SOURCES: &str = r#"
[source.plain]
title     = "A plain report"
publisher = "Ministry of Fish and Chips"
published = "2024-10-23"
url       = "https://example.org/a_b%20c#d~e&f=g"
kind      = "official"

[source."odd"]
title     = '100 % \ & $5 #1 _x_ ~y ^z "q" {one} }two{ — Köln'
author    = "Ann, Bob and Co."
publisher = "The Daily {Brace}"
published = "2024-05~"
kind      = "news"

[source.open]
title     = "Some day"
published = "[2024-10-23..]"

[source.season]
title     = "Spring issue"
author    = "A. Writer"
publisher = "House"
published = "2024-21"
kind      = "reference"

[source.span]
title     = "Two years"
published = "2023-12/2024-02"
kind      = "statistics"

[source.undated]
title   = "No date"
archive = "https://archive.example/{x} y"
kind    = "treaty"
"#;

fn store() -> Store {
    let loaded = load::texts([("sources.toml", SOURCES)]);
    assert_eq!(loaded.errors(), 0, "{:?}", loaded.problems);
    loaded.store
}

fn drawn(format: Format) -> String {
    let store = store();
    let row = |source: &crate::fact::Source| Row {
        source: Some(source.id),
        ..Row::new(Vec::new(), true, smallvec::SmallVec::new())
    };
    let answer = Answer::of_rows(Vec::new(), store.sources().map(row).collect(), Vec::new());
    let mut out = Vec::new();
    render(&mut out, &answer, "", &store, format, &Style::default()).unwrap();
    String::from_utf8(out).unwrap()
}

#[test]
fn bibtex_is_read_back_as_it_was() {
    let text = drawn(Format::Bibtex);
    let read = Bibliography::parse(&text).unwrap_or_else(|error| panic!("{error}\n{text}"));
    let keys: Vec<&str> = read.keys().collect();
    assert_eq!(keys, ["plain", "odd", "open", "season", "span", "undated"], "{text}");
    let field = |key: &str, field: &str| {
        let entry = read.get(key).unwrap();
        entry.get(field).map(ChunksExt::format_verbatim)
    };
    assert_eq!(field("plain", "title").as_deref(), Some("A plain report"));
    assert_eq!(field("plain", "publisher").as_deref(), Some("Ministry of Fish and Chips"));
    assert_eq!(field("plain", "url").as_deref(), Some("https://example.org/a_b%20c#d~e&f=g"));
    assert_eq!(read.get("odd").unwrap().entry_type.to_string(), "article");
    assert_eq!(read.get("season").unwrap().entry_type.to_string(), "book");
    let odd = field("odd", "title").unwrap();
    for part in ["100 %", "& $5 #1 _x_", "\"q\"", "— Köln"] {
        assert!(odd.contains(part), "{part} in {odd}");
    }
    let authors = read.get("odd").unwrap().author().unwrap();
    assert_eq!(authors.len(), 1, "the name of a body is not split: {authors:?}");
    assert_eq!(field("open", "note").as_deref(), Some("Date as recorded: [2024-10-23..]"));
    assert_eq!(field("open", "year"), None);
    assert_eq!(field("season", "year").as_deref(), Some("2024"));
    assert_eq!(field("span", "year"), None);
    assert_eq!(field("undated", "year"), None);
    assert_eq!(field("undated", "url").as_deref(), Some("https://archive.example/%7Bx%7D%20y"));
    let PermissiveType::Typed(date) = read.get("plain").unwrap().date().unwrap() else {
        panic!("the date is read: {text}")
    };
    let DateValue::At(day) = date.value else { panic!("one day: {date:?}") };
    assert_eq!((day.year, day.month, day.day), (2024, Some(9), Some(22)), "months and days count from 0");
}

/// The types that the schema allows, as far as we use them.
const TYPES: [&str; 5] = ["article-newspaper", "dataset", "document", "treaty", "webpage"];

#[test]
fn csl_json_keeps_the_rules_of_its_schema() {
    let text = drawn(Format::CslJson);
    let items: Vec<Value> = serde_json::from_str(&text).unwrap();
    assert_eq!(items.len(), 6);
    for item in &items {
        let item = item.as_object().unwrap();
        assert!(item["id"].is_string() && TYPES.contains(&item["type"].as_str().unwrap()), "{item:?}");
        for (key, value) in item {
            match key.as_str() {
                "id" | "type" => {}
                "title" | "publisher" | "container-title" | "URL" => assert!(value.is_string(), "{key}"),
                "author" => assert!(value.as_array().unwrap().iter().all(|name| name["literal"].is_string())),
                "issued" => check_date(value),
                other => panic!("`{other}` is no property that is written"),
            }
        }
    }
    assert_eq!(items[0]["issued"], serde_json::json!({ "date-parts": [[2024, 10, 23]] }));
    assert_eq!(items[1]["issued"], serde_json::json!({ "date-parts": [[2024, 5]], "circa": true }));
    assert_eq!(items[1]["container-title"], "The Daily {Brace}");
    assert_eq!(items[2]["issued"], serde_json::json!({ "literal": "[2024-10-23..]" }));
    assert_eq!(items[3]["issued"], serde_json::json!({ "date-parts": [[2024]], "season": 1 }));
    assert_eq!(items[4]["issued"], serde_json::json!({ "date-parts": [[2023, 12], [2024, 2]] }));
    assert_eq!(items[5].get("issued"), None);
}

/// `date-variable` of the schema: one or two lists of one to three numbers, a season, *circa*, a literal.
fn check_date(value: &Value) {
    for (key, value) in value.as_object().unwrap() {
        match key.as_str() {
            "date-parts" => {
                let dates = value.as_array().unwrap();
                assert!((1..=2).contains(&dates.len()));
                for date in dates {
                    let parts = date.as_array().unwrap();
                    assert!((1..=3).contains(&parts.len()) && parts.iter().all(Value::is_i64));
                }
            }
            "season" => assert!((1..=4).contains(&value.as_i64().unwrap())),
            "circa" => assert!(value.is_boolean()),
            "literal" => assert!(value.is_string()),
            other => panic!("`{other}` is no part of a date"),
        }
    }
}

#[test]
fn markdown_lists_what_a_reader_needs() {
    let text = drawn(Format::Bibliography);
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(
        lines[0],
        "1. *A plain report*. Ministry of Fish and Chips, 2024-10-23. <https://example.org/a_b%20c#d~e&f=g>"
    );
    assert!(lines[1].starts_with("2. Ann, Bob and Co. *100 % \\\\ \\& \\$5"), "{}", lines[1]);
    assert_eq!(lines[2], "3. *Some day*. \\[2024-10-23..\\]");
    assert_eq!(lines[5], "6. *No date*");
}
