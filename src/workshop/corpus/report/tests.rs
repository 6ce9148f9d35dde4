//! Tests of `report`.

use super::super::case::Stage;
use super::super::compare::{Difference, Failure};
use super::super::diff::Change;
use super::super::format::parse;
use super::super::run::{Outcome, Results, Tested};
use super::{json, junit, text};

fn results() -> Results {
    let file = parse("t.corpus", "== a < b\nmembers\n--- tree\n\n== b\nx\n--- tree\n").unwrap();
    let changes = vec![
        Difference::Line(Change::Missing("Oman".into())),
        Difference::Line(Change::Added("Iran".into())),
        Difference::Cell { row: "Cuba".into(), column: "start".into(), stated: "1".into(), made: "2".into() },
    ];
    let failure = Failure { stage: Stage::Answer, message: "the answer differs".into(), changes };
    let outcomes = [Outcome::Failed(failure), Outcome::Skipped("later".into())];
    let tested = file.cases.into_iter().zip(outcomes);
    let tested = tested.map(|(case, outcome)| Tested { file: "t.corpus".into(), case, outcome });
    Results { tested: tested.collect(), broken: vec!["error: `x` cannot be read\n".into()], untested: 3 }
}

#[test]
fn people_see_where_and_what() {
    let expected = "\
error: `x` cannot be read

t.corpus:1: a < b
  the answer differs
  query: members
    - Oman
    + Iran
    ~ Cuba: start is stated as `1` and is `2`

2 cases: 0 passed, 1 failed, 1 skipped, 1 not run; stopped with 3 left
";
    assert_eq!(text(&results()), expected);
}

#[test]
fn programs_see_the_same() {
    let value: serde_json::Value = serde_json::from_str(&json(&results())).unwrap();
    assert_eq!(value["summary"]["failed"], 1);
    assert_eq!(value["cases"][0]["stage"], "answer");
    assert_eq!(value["cases"][0]["diff"][2]["column"], "start");
    assert_eq!(value["cases"][1]["outcome"], "skipped");
    let xml = junit(&results());
    assert!(xml.contains("<testsuite name=\"t.corpus\" tests=\"2\" failures=\"1\">"), "{xml}");
    assert!(xml.contains("name=\"a &lt; b\"") && xml.contains("<skipped message=\"later\"/>"), "{xml}");
}
