//! Tests of `format`.

use super::super::case::Stage;
use super::super::error::Error;
use super::{escaped, escaped_query, parse};

const FILE: &str = "\
# The head.
:today 2026-11-23
:tags state

== Two names
:tags names
# why
members of BRICS
  and SCO

--- canonical
members of BRICS and SCO

--- answer
member
# a comment
Iran

# ---- next part

== Parsed only
:skip later
members of SCO
";

#[test]
fn a_file_reads_into_cases() {
    let file = parse("x", FILE).unwrap();
    let [first, second] = file.cases.as_slice() else { panic!("two cases") };
    assert_eq!((first.title.as_str(), first.line), ("Two names", 5));
    assert_eq!(first.query, "members of BRICS\n  and SCO");
    assert_eq!(first.attributes.tags, ["state", "names"]);
    assert_eq!(first.section(Stage::Answer).unwrap().lines, ["member", "Iran"]);
    assert_eq!(first.section(Stage::Canonical).unwrap().text(), "members of BRICS and SCO");
    assert!(!first.is_syntax_only());
    assert_eq!(second.attributes.skip.as_deref(), Some("later"));
    assert_eq!(second.attributes.today.unwrap().to_string(), "2026-11-23");
    assert_eq!(second.attributes.tags, ["state"]);
}

#[test]
fn every_error_of_a_file_is_found() {
    let errors = |text: &str| parse("x", text).unwrap_err();
    assert!(matches!(errors("members of BRICS")[..], [Error::NoTitle { .. }]));
    assert!(matches!(errors("==\n:today 2024-01-01\nq")[..], [Error::EmptyTitle { .. }]));
    assert!(matches!(errors(":today 2024-01-01\n== a\nq\n== a\nq")[..], [Error::SameTitle { .. }]));
    assert!(matches!(errors(":today 2024-01-01\n== a")[..], [Error::NoQuery { .. }]));
    assert!(matches!(errors(":today 2024-01-01\n== a\n:tag b\nq")[..], [Error::UnknownAttribute { .. }]));
    assert!(matches!(errors(":today 2024-01-01\n== a\n:skip\nq")[..], [Error::NoValue { .. }]));
    assert!(matches!(errors("== a\n:today soon\nq\n--- tree")[..], [Error::NotADay { .. }]));
    assert!(matches!(
        errors(":today 2024-01-01\n== a\nq\n--- answers\nx")[..],
        [Error::UnknownSection { .. }]
    ));
    let twice = ":today 2024-01-01\n== a\nq\n--- answer\n--- answer";
    assert!(matches!(errors(twice)[..], [Error::SameSection { stage: Stage::Answer, .. }]));
    let both = ":today 2024-01-01\n== a\nq\n--- answer\n--- error";
    assert!(matches!(errors(both)[..], [Error::ErrorAndAnswer { .. }]));
    let undated = parse("x", "== a\nq\n--- answer").unwrap();
    assert!(matches!(undated.dated().unwrap_err()[..], [Error::NoToday { .. }]));
    assert!(matches!(errors("== a\nq\n--- tree\n(query (listing")[..], [Error::BadTree { .. }]));
    assert!(matches!(errors("== a\n:escapes\nmembers\\q\n--- tree")[..], [Error::BadEscape { .. }]));
}

#[test]
fn errors_say_what_to_write() {
    for error in
        parse("x", "q\n== a\n:tag b\n:skip\n== a\nx\n--- answers\n--- error\n--- plan\n").unwrap_err()
    {
        let report = error.report();
        assert!(report.span.is_some() && report.help.is_some(), "{report:?}");
    }
}

#[test]
fn escapes_stand_for_characters() {
    let file = parse("x", "== a\n:escapes\nmembers\\u{7}\\n\\\\\n--- tree\n").unwrap();
    assert_eq!(file.cases[0].query, "members\u{7}\n\\");
    assert_eq!(escaped(&file.cases[0].query), "members\\u{7}\\n\\\\");
    for query in ["== a", "--- tree", "# b", ":skip c", " d ", "\u{a0}", "\\n", "\n", "é", "a \u{2003}"] {
        let file = parse("x", &format!("== a\n:escapes\n{}\n--- tree\n", escaped_query(query))).unwrap();
        assert_eq!((file.cases.len(), file.cases[0].query.as_str()), (1, query));
    }
}
