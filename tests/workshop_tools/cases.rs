//! `annals test`, as a person calls it.
//!
//! In: corpora of sums, and of this language. Out: what is written and reported, and the status. Absent: how each kind of
//! difference is shown (`workshop::corpus`), and the corpus of this language (`tests/corpus.rs`).

use std::collections::BTreeSet;

use serde_json::Value;

use super::{CASES, Done, Place, SUMS};

/// A case of each outcome.
const MIXED: &str = "\
# The head stays.
== As stated
:tags early
1

--- tree
(sum (product (number)))

== Otherwise
# why
2 * 3

--- tree
# the tree
(sum (product (number)))

== Skipped
:skip waits for brackets
((

== Known
:known-failure reads the minus
-4

--- error

== A rule of its own
:rule number
-5

--- tree
(number \"-5\")
";

/// Runs `annals test` on the corpus of sums.
fn test(place: &Place, more: &[&str]) -> Done {
    place.annals(&["test", "sums.corpus", "--grammar", "sums.pest", "--rule", "sum"], more)
}

fn read(place: &Place, name: &str) -> String {
    std::fs::read_to_string(place.path(name)).expect("the file is there")
}

fn json(done: &Done) -> Value {
    serde_json::from_str(&done.out).unwrap_or_else(|error| panic!("{error}: {}{}", done.out, done.err))
}

#[test]
fn each_outcome_is_counted_and_the_status_is_that_of_the_worst() {
    let place = Place::new(SUMS, MIXED);
    let done = test(&place, &[]);
    assert_eq!(done.status, 1);
    assert!(
        done.out.ends_with("5 cases: 2 passed, 1 failed, 1 skipped, 1 known failure\n"),
        "{}{}",
        done.out,
        done.err
    );
    assert!(
        done.out.starts_with("sums.corpus:9: Otherwise\n  the tree differs\n  query: 2 * 3\n"),
        "{}",
        done.out
    );
    assert_eq!(test(&Place::new(SUMS, CASES), &[]).status, 0);
    for (broken, said) in [
        ("== No query\n", "the case `No query` has no query"),
        ("== A\n:tag x\n1\n", "there is no attribute `:tag`"),
        ("1 + 2\n", "this stands before the first title"),
    ] {
        let done = test(&Place::new(SUMS, broken), &[]);
        assert_eq!(done.status, 2, "{}", done.out);
        assert!(done.out.contains(said) && done.out.contains("--> sums.corpus:"), "{}", done.out);
    }
    assert_eq!(place.annals(&["test", "none.corpus"], &[]).status, 2);
    assert_eq!(place.annals(&["test"], &[]).status, 2);
    assert_eq!(test(&place, &["--chek"]).status, 2);
}

#[test]
fn a_case_that_was_known_to_fail_fails_once_it_passes() {
    let place =
        Place::new(SUMS, "== Known\n:known-failure was refused\n4\n\n--- tree\n(sum (product (number)))\n");
    let done = test(&place, &[]);
    assert_eq!(done.status, 1);
    assert!(done.out.contains("passes, and was known to fail (was refused)"), "{}", done.out);
}

#[test]
fn a_check_never_writes() {
    let place = Place::new(SUMS, MIXED);
    for more in [&[][..], &["--check"], &["--check", "--json"], &["--check", "--junit", "report.xml"]] {
        assert_eq!(test(&place, more).status, 1);
        assert_eq!(read(&place, "sums.corpus"), MIXED, "{more:?}");
    }
    assert_eq!(test(&place, &["--check", "--update"]).status, 2);
    assert_eq!(test(&place, &["--force"]).status, 2);
    assert_eq!(read(&place, "sums.corpus"), MIXED);
}

#[test]
fn an_update_rewrites_what_changed_alone() {
    let place = Place::new(SUMS, MIXED);
    let done = test(&place, &["--update"]);
    assert_eq!(done.status, 0, "{}", done.out);
    let old = "# the tree\n(sum (product (number)))";
    let new = "# the tree\n(sum (product (number \"2\") (number \"3\")))";
    assert_eq!(read(&place, "sums.corpus"), MIXED.replace(old, new));
    assert_eq!(test(&place, &["--update"]).status, 0, "nothing is left to write");
}

#[test]
fn an_update_refuses_what_looks_like_a_loss_unless_it_is_forced() {
    for (cases, said, forced) in [
        ("== A\n1 +\n\n--- tree\n(sum)\n", "refused now", "--- error\nerror: this cannot be read"),
        ("== B\n1\n\n--- error\nerror: no\n", "answered now", "--- tree\n(sum (product (number \"1\")))"),
    ] {
        let place = Place::new(SUMS, cases);
        let done = test(&place, &["--update"]);
        assert_eq!((done.status, read(&place, "sums.corpus").as_str()), (1, cases), "{}", done.out);
        assert!(done.out.contains(said), "{said}: {}", done.out);
        assert_eq!(test(&place, &["--update", "--force"]).status, 0);
        assert!(read(&place, "sums.corpus").contains(forced), "{}", read(&place, "sums.corpus"));
        assert_eq!(test(&place, &[]).status, 0);
    }
}

#[test]
fn an_answer_that_became_empty_is_no_update() {
    let cases = ":today 2026-11-23\n\n== Nobody\nmembers of BRICS before 1900\n\n--- answer\nmember\nIran\n";
    let place = Place::new(SUMS, cases);
    let test = |more: &[&str]| place.annals(&["test", "sums.corpus"], more);
    assert_eq!(test(&["--update"]).status, 1);
    assert_eq!(read(&place, "sums.corpus"), cases);
    assert_eq!(test(&["--update", "--force"]).status, 0);
    assert!(
        read(&place, "sums.corpus").ends_with("--- answer\nno rows\n"),
        "{}",
        read(&place, "sums.corpus")
    );
}

#[test]
fn the_first_stage_that_differs_is_named() {
    let right = [
        (
            "tree",
            "(query (listing (phrase (operand (noun_phrase (noun))) (preposition_tail (preposition (kw_of)) (operand (named (name)))))))",
        ),
        ("canonical", "members of BRICS"),
        ("reading", "countries whose membership of BRICS holds on 2026-11-23"),
        ("answer", "member\nIran\n..."),
        ("hint", ""),
    ];
    let wrong = [
        ("tree", "(query (about))"),
        ("canonical", "BRICS members"),
        ("reading", "countries"),
        ("plan", "a guess"),
        ("answer", "member\nAtlantis\n..."),
        ("hint", "nothing of the kind"),
        ("error", "error: no"),
    ];
    let titled =
        |(stage, text): (&str, &str)| format!("== {stage}\nmembers of BRICS\n\n--- {stage}\n{text}\n\n");
    let place = Place::new(SUMS, "");
    let run = |cases: String| {
        place.cases(&format!(":today 2026-11-23\n\n{cases}"));
        json(&place.annals(&["test", "sums.corpus", "--json"], &[]))
    };
    let report = run(wrong.into_iter().map(titled).collect());
    for case in report["cases"].as_array().expect("there are cases") {
        assert_eq!(case["outcome"], "failed", "{case:#}");
        assert_eq!(case["stage"], case["title"], "{case:#}");
    }
    assert_eq!(report["summary"]["failed"], wrong.len());
    // What is right passes; the plan is left out, for it changes with the facts.
    let report = run(right.into_iter().map(titled).collect());
    assert_eq!(report["summary"]["failed"], 0, "{report:#}");
    // Of two stages that differ the first is named.
    let both =
        format!("== Both\nmembers of BRICS\n\n--- canonical\n{}\n\n--- answer\n{}\n", wrong[1].1, wrong[4].1);
    assert_eq!(run(both)["cases"][0]["stage"], "canonical");
}

#[test]
fn another_language_has_trees_and_errors_alone() {
    let place = Place::new(SUMS, "== A\n1\n\n--- answer\nyes\n\n== B\n1\n\n--- canonical\n1\n");
    let report = json(&test(&place, &["--json"]));
    assert_eq!(report["summary"]["failed"], 2);
    let said = report["cases"][0]["message"].as_str().unwrap_or_default();
    assert!(said.starts_with("this has no answer; only"), "{said}");
    // Nor are facts asked.
    assert_eq!(test(&Place::new(SUMS, CASES), &["--facts", "no-such-folder"]).status, 0);
}

#[test]
fn a_filter_takes_titles_queries_and_tags() {
    let place = Place::new(SUMS, MIXED);
    for (filter, count) in
        [("EARLY", 1), ("otherwise", 1), ("2 * 3", 1), ("sums.corpus", 5), ("no such word", 0)]
    {
        let report = json(&test(&place, &["--json", "--filter", filter]));
        assert_eq!(report["cases"].as_array().map(Vec::len), Some(count), "{filter}");
    }
}

#[test]
fn programs_get_the_same_each_time() {
    let place = Place::new(SUMS, MIXED);
    let [first, second] = [(); 2].map(|()| test(&place, &["--json", "--junit", "report.xml"]));
    assert_eq!(first.out, second.out);
    let report = json(&first);
    let outcomes: Vec<&str> = report["cases"]
        .as_array()
        .expect("there are cases")
        .iter()
        .filter_map(|case| case["outcome"].as_str())
        .collect();
    assert_eq!(outcomes, ["passed", "failed", "skipped", "known failure", "passed"]);
    assert_eq!(report["cases"][1]["line"], 9);
    assert_eq!(report["cases"][2]["reason"], "waits for brackets");
    let xml = read(&place, "report.xml");
    for said in [
        "<testsuite name=\"sums.corpus\" tests=\"5\" failures=\"1\">",
        "<testcase name=\"As stated\" classname=\"sums.corpus\" line=\"2\"/>",
        "line=\"9\"><failure message=\"failed\">sums.corpus:9: Otherwise\n  the tree differs\n",
        "<skipped message=\"waits for brackets\"/>",
        "<skipped message=\"reads the minus\"/>",
    ] {
        assert!(xml.contains(said), "{said:?} is not in\n{xml}");
    }
    assert_eq!(xml.matches("<testcase").count(), 5);
    assert_eq!(test(&place, &["--junit", "no/such/folder.xml"]).status, 2);
}

#[test]
fn a_report_for_servers_holds_files_that_cannot_be_read() {
    let place = Place::new(SUMS, "== A & B\n:tag <x>\n1\n");
    assert_eq!(test(&place, &["--junit", "report.xml"]).status, 2);
    let xml = read(&place, "report.xml");
    assert!(xml.contains("<testsuite name=\"not run\" tests=\"1\" errors=\"1\">"), "{xml}");
    assert!(xml.contains("there is no attribute `:tag`") && !xml.contains("<x>"), "{xml}");
}

#[test]
fn a_case_names_its_base_and_its_day() {
    let place = Place::new(SUMS, "");
    let library = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/corpus/bases/library");
    place.cases(&format!(
        "== Early\n:today 2000-01-01\nis Iran a member of BRICS?\n\n--- answer\nnot recorded\n\n\
         == Late\n:today 2026-11-23\nis Iran a member of BRICS?\n\n--- answer\nyes\n\n\
         == Elsewhere\n:today 2026-11-23\n:facts {library}\nis Iran a member of BRICS?\n\n--- error\n\n"
    ));
    let report = json(&place.annals(&["test", "sums.corpus", "--json"], &[]));
    let outcomes: Vec<&Value> = (0..3).map(|at| &report["cases"][at]["outcome"]).collect();
    assert_eq!(outcomes, ["passed", "passed", "failed"], "{report:#}");
    let message = report["cases"][2]["message"].as_str().unwrap_or_default();
    assert!(message.contains("no error is stated yet"), "the base of its own does not know Iran: {message}");
    place.cases("== No day\nis Iran a member of BRICS?\n");
    let done = place.annals(&["test", "sums.corpus"], &[]);
    assert_eq!(done.status, 2);
    assert!(done.out.contains("the case `No day` does not say what day it is"), "{}", done.out);
}

/// The words in backticks of a text that begin with a mark, without the mark and what follows the word.
fn words(text: &str, mark: &str) -> BTreeSet<String> {
    let quoted = text.split('`').skip(1).step_by(2).filter_map(|quoted| quoted.strip_prefix(mark));
    quoted.filter_map(|quoted| Some(quoted.split_whitespace().next()?.to_owned())).collect()
}

#[test]
fn every_attribute_and_section_is_documented() {
    let page = include_str!("../corpus/README.md");
    // The first cells of its tables.
    let cells = page.lines().filter_map(|line| line.strip_prefix("| ")?.split(" | ").next());
    let cells: String = cells.collect::<Vec<_>>().join("\n");
    let place = Place::new(SUMS, "== A\n:none x\n1\n\n--- none\nx\n");
    let said = test(&place, &[]).out;
    let list =
        |from: &str| said.split(from).nth(1).and_then(|rest| rest.split("\n\n").next()).unwrap_or_default();
    let attributes = words(list("the attributes are"), ":");
    let sections = words(list("the sections are"), "");
    assert!(attributes.len() > 5 && sections.len() > 5, "{said}");
    assert_eq!(words(&cells, ":"), attributes);
    let documented = words(&cells, "");
    assert!(sections.is_subset(&documented), "{sections:?} are not all in {documented:?}");
}
