//! Each fault once, and grammars without any.

use super::{Check, Finding, Knowledge, lint};
use crate::workshop::grammar::Grammar;

fn grammar(name: &str) -> Grammar {
    let path = format!("{}/tests/grammars/{name}.pest", env!("CARGO_MANIFEST_DIR"));
    Grammar::read(&[path]).unwrap_or_else(|errors| panic!("{errors}"))
}

fn found(grammar: &Grammar, start: &str) -> Vec<Finding> {
    let start = grammar.find(start).expect("the start rule is there");
    lint(grammar, &Knowledge { starts: vec![start], ..Knowledge::default() })
}

#[test]
fn each_fault_is_found_once_and_at_its_place() {
    let grammar = grammar("faults");
    let found = found(&grammar, "page");
    let seen: Vec<(Check, String, usize)> = found
        .iter()
        .map(|finding| {
            let rule = finding.rule.map(|id| grammar.rule(id).name.clone()).unwrap_or_default();
            (finding.check, rule, grammar.place(finding.span).line)
        })
        .collect();
    let text = &grammar.files().sources()[0].text;
    // The line of a rule, counted from the file itself.
    let line = |start: &str| text.lines().position(|line| line.starts_with(start)).map_or(0, |at| at + 1);
    let expected = [
        (Check::Shadowed, "shadowed", line("shadowed =")),
        (Check::Repeated, "repeated", line("repeated =")),
        (Check::Shadowed, "prefixed", line("prefixed =")),
        (Check::Shadowed, "followed", line("followed =")),
        (Check::Boundary, "kw_on", line("kw_on =")),
        (Check::Reserved, "kw_off", line("kw_off =")),
        (Check::Literal, "loose", line("loose =")),
        (Check::Name, "nameless", line("nameless =")),
        (Check::Space, "list", line("list =")),
        (Check::Unused, "orphan", line("orphan =")),
        (Check::Allowance, "sober", line("// lint allows space")),
        (Check::Allowance, "terse", line("// lint allows literal")),
        (Check::Literal, "terse", line("terse =")),
        (Check::Newline, "", line("// the end")),
    ];
    let expected: Vec<(Check, String, usize)> =
        expected.into_iter().map(|(check, rule, line)| (check, rule.to_owned(), line)).collect();
    assert_eq!(
        seen,
        expected,
        "{}",
        super::text(&grammar, &found, crate::text::Style { colour: false, width: 100 })
    );
}

#[test]
fn clean_grammars_are_clean() {
    for (name, start) in [("sums", "sum"), ("notes", "page")] {
        let grammar = grammar(name);
        let found = found(&grammar, start);
        let style = crate::text::Style { colour: false, width: 100 };
        assert!(found.is_empty(), "{name}:\n{}", super::text(&grammar, &found, style));
    }
}

#[test]
fn what_pest_refuses_is_reported_in_the_real_file_and_line() {
    let path = format!("{}/tests/grammars/refused.pest", env!("CARGO_MANIFEST_DIR"));
    let words = format!("{}/tests/grammars/sums.pest", env!("CARGO_MANIFEST_DIR"));
    let errors = Grammar::read(&[words, path]).expect_err("pest refuses it");
    let places: Vec<(bool, usize)> =
        errors.places().flatten().map(|place| (place.file.ends_with("refused.pest"), place.line)).collect();
    assert_eq!(places, [(true, 4), (true, 5), (true, 6)], "{errors}");
}
