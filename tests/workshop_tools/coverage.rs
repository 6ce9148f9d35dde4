//! `annals grammar coverage`.
//!
//! In: a grammar of sums with a small corpus, and edits of both. Out: which points are reported, and how. Absent: what a
//! point is (`workshop::grammar`).

use serde_json::Value;

use super::{CASES, Place, SUMS};

/// The uncovered points of a report, as pairs of the place with its class, and the point.
fn points(report: &str) -> Vec<(&str, &str)> {
    let lines = report.lines().take_while(|line| !line.is_empty() && !line.starts_with("decision points"));
    lines.collect::<Vec<_>>().chunks(2).map(|pair| (pair[0], pair[1].trim())).collect()
}

#[test]
fn coverage_names_each_point_with_its_place_and_how_far_it_came() {
    let done = Place::new(SUMS, CASES).run("coverage", &[]);
    assert_eq!(done.status, 0, "{}", done.err);
    let found = points(&done.out);
    for expected in [
        ("sums.pest:4:29: tried", "sum: (\"+\" ~ product)* 2 times or more"),
        ("sums.pest:6:14: tried", "atom: power"),
        ("sums.pest:9:14: tried", "number: \"-\"? taken"),
        ("sums.pest:9:21: tried", "number: ASCII_DIGIT+ 2 times or more"),
        ("sums.pest:10:21: never reached (tried in rejected cases)", "name: ^\"y\""),
    ] {
        assert!(found.contains(&expected), "{expected:?} is not in {found:#?}");
    }
    assert!(found.iter().all(|(_, point)| *point != "name: ^\"x\"" && *point != "number: \"-\"? absent"));
}

#[test]
fn coverage_counts_what_only_rejected_cases_reach_apart() {
    let cases = "== One\n1\n\n== Refused\n1 + -1.5\n\n--- error\nerror: x\n";
    let done = Place::new(SUMS, cases).run("coverage", &["--json"]);
    let report: Value = serde_json::from_str(&done.out).expect("it is JSON");
    let point = |name: &str| {
        let points = report["points"].as_array().expect("there are points");
        points.iter().find(|point| point["point"] == name).expect("the point is listed").clone()
    };
    assert_eq!((report["accepting_cases"].as_u64(), report["rejecting_cases"].as_u64()), (Some(1), Some(1)));
    let minus = point("number: \"-\"? taken");
    assert_eq!(
        (minus["accepted"].as_str(), minus["rejected"].as_str()),
        (Some("tried"), Some("matched, then given up"))
    );
    assert_eq!((minus["covered"].as_bool(), minus["line"].as_u64()), (Some(false), Some(9)));
    assert_eq!(point("number: \"-\"? absent")["covered"].as_bool(), Some(true));
}

#[test]
fn coverage_sees_what_only_looks_ahead() {
    let grammar = "s = { SOI ~ word ~ EOI }\nword = @{ !(\"no\" | \"never\") ~ ASCII_ALPHA+ }";
    let place = Place::new(grammar, "== A word\nyes\n");
    let run = || {
        place.annals(&["grammar", "coverage", "sums.corpus", "--grammar", "sums.pest", "--rule", "s"], &[])
    };
    assert!(run().out.contains("sums.pest:2:13: tried\n    word: \"no\"\n"));
    place.cases("== A word\nyes\n\n== Another\nnobody\n\n--- error\nerror: x\n");
    let out = run().out;
    assert!(!out.contains("word: \"no\"") && out.contains("word: \"never\""), "{out}");
}

#[test]
fn coverage_ends_with_1_below_the_share_that_is_asked_for() {
    let place = Place::new(SUMS, CASES);
    assert_eq!(place.run("coverage", &["--fail-under", "40"]).status, 0);
    assert_eq!(place.run("coverage", &["--fail-under", "90"]).status, 1);
    assert_eq!(place.run("coverage", &["--fail-under", "many"]).status, 2);
}

#[test]
fn points_that_are_listed_as_impossible_do_not_count_unless_they_are_reached() {
    let place = Place::new(SUMS, CASES);
    let listed: String = {
        let out = place.run("coverage", &[]).out;
        let reason = "for the test";
        points(&out).iter().flat_map(|(_, point)| [point, "\n    ", reason, "\n"]).collect()
    };
    place.write("impossible.points", &listed);
    let done = place.run("coverage", &["--fail-under", "100"]);
    assert_eq!((done.status, done.err.as_str()), (0, ""), "{}", done.out);
    place.cases(&format!("{CASES}\n== A power\n2 ^ 3\n"));
    let done = place.run("coverage", &[]);
    assert_eq!(done.status, 1);
    assert!(done.err.contains("`atom: power` is reached after all"), "{}", done.err);
    place.write("impossible.points", "atom: pwer\n    why\natom: name\n");
    let done = place.run("coverage", &[]);
    assert_eq!(done.status, 2);
    assert!(done.err.contains("impossible.points:3: `atom: name` gives no reason"), "{}", done.err);
}

#[test]
fn a_point_that_is_new_since_a_revision_needs_a_case() {
    let place = Place::new(SUMS, CASES);
    place.git(&["init", "-q"]);
    place.git(&["add", "."]);
    place.git(&["commit", "-qm", "first"]);
    let done = place.run("coverage", &["--new-only", "HEAD"]);
    assert_eq!((done.status, points(&done.out).len()), (0, 0), "{}", done.out);
    // A comment and another layout make no new points.
    let edited =
        SUMS.replace("name    = @{ ^\"x\" | ^\"y\" }", "// names\nname = @{\n  ^\"x\"\n | ^\"y\" | ^\"z\" }");
    place.write("sums.pest", &edited);
    let done = place.run("coverage", &["--new-only", "HEAD"]);
    assert_eq!(done.status, 1);
    assert_eq!(
        points(&done.out),
        [("sums.pest:13:11: never reached (tried in rejected cases)", "name: ^\"z\"")]
    );
    place.cases(&format!("{CASES}\n== Z\nz\n"));
    assert_eq!(place.run("coverage", &["--new-only", "HEAD"]).status, 0);
    assert_eq!(place.run("coverage", &["--new-only", "no-such-revision"]).status, 2);
}
