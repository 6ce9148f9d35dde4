//! The tools of `annals grammar`, as a person calls them, mostly on a grammar of sums.
//!
//! In: `tests/workshop/sums.pest`, copies of it with an edit, and small corpora. Out: what the tools print and how they end. Absent: the
//! language's own grammar (`tests/workshop_language.rs`), parsing (`tests/workshop_parity.rs`).

use std::path::PathBuf;
use std::process::Command;

use serde_json::Value;
use tempfile::TempDir;

const SUMS: &str = include_str!("workshop/sums.pest");
const CASES: &str = include_str!("workshop/sums.corpus");

/// A folder of its own with a grammar and a corpus.
struct Place(TempDir);

/// What a call came to.
struct Done {
    out: String,
    err: String,
    status: i32,
}

impl Place {
    fn new(grammar: &str, cases: &str) -> Self {
        let place = Place(tempfile::tempdir().expect("a folder can be made"));
        place.write("sums.pest", grammar);
        place.cases(cases);
        place
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    /// Writes the corpus; a case that states nothing must say what day it is, as this language's answers need that.
    fn cases(&self, cases: &str) {
        self.write("sums.corpus", &format!(":today 2026-11-23\n\n{cases}"));
    }

    fn write(&self, name: &str, text: &str) {
        std::fs::write(self.path(name), text).expect("a file can be written");
    }

    /// Runs a tool of `annals grammar` here.
    fn run(&self, tool: &str, more: &[&str]) -> Done {
        self.annals(&["grammar", tool, "sums.corpus", "--grammar", "sums.pest", "--rule", "sum"], more)
    }

    fn annals(&self, arguments: &[&str], more: &[&str]) -> Done {
        let mut command = Command::new(env!("CARGO_BIN_EXE_annals"));
        done(command.args(arguments).args(more).current_dir(self.0.path()))
    }

    fn git(&self, arguments: &[&str]) {
        let who = ["-c", "user.name=t", "-c", "user.email=t@example.org"];
        let done = done(Command::new("git").args(who).args(arguments).current_dir(self.0.path()));
        assert_eq!(done.status, 0, "{}", done.err);
    }
}

fn done(command: &mut Command) -> Done {
    let output = command.output().expect("the program runs");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("what is written is text");
    Done { status: output.status.code().unwrap_or(-1), out: text(output.stdout), err: text(output.stderr) }
}

#[test]
fn the_corpus_can_be_tested_under_any_grammar() {
    let place = Place::new(SUMS, CASES);
    let test = || place.annals(&["test", "sums.corpus", "--grammar", "sums.pest", "--rule", "sum"], &[]);
    let passed = test();
    assert_eq!(passed.status, 0, "{}{}", passed.out, passed.err);
    place.write("sums.pest", &SUMS.replace("(\"+\" ~ product)* ~ EOI", "(\"-\" ~ product)* ~ EOI"));
    let failed = test();
    assert_eq!(failed.status, 1);
    assert!(failed.out.contains("A sum"), "{}", failed.out);
    place.write("sums.pest", &SUMS.replace("power   =", "powr    ="));
    let refused = test();
    assert_eq!(refused.status, 2);
    assert!(
        refused.err.contains("sums.pest:6:14") && refused.err.contains("did you mean `powr`?"),
        "{}",
        refused.err
    );
}

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

/// The survivors of a report: each mutant with what is said about it.
fn survivors(report: &str) -> Vec<(&str, &str)> {
    let lines: Vec<&str> = report.lines().take_while(|line| !line.is_empty()).collect();
    lines
        .chunks(2)
        .map(|pair| (pair[0].splitn(4, ':').nth(3).unwrap_or_default().trim(), pair[1].trim()))
        .collect()
}

#[test]
fn a_mutant_is_noticed_only_by_what_a_case_states() {
    let unstated = "== A sum\n1 + 2 * 3\n";
    let stated = "== A sum\n1 + 2 * 3\n\n--- tree\n(sum (product (number)) (product (number) (number)))\n";
    let silent = "product: as a rule `_{ … }`";
    let run = |cases: &str| {
        Place::new(SUMS, cases).run("mutate", &["--probes", "0", "--filter", "product: as a rule `_{"])
    };
    let missed = run(unstated);
    assert_eq!(missed.status, 1);
    assert_eq!(survivors(&missed.out), [(silent, "no sentence was tried")], "{}", missed.out);
    let noticed = run(stated);
    assert_eq!(noticed.status, 0, "{}{}", noticed.out, noticed.err);
    assert!(noticed.out.contains("1 of 1 mutant noticed by the corpus"), "{}", noticed.out);
}

#[test]
fn every_kind_of_change_is_tried() {
    let done = Place::new(
        SUMS,
        "== Nothing\n%\n\n--- error\nerror: this cannot be read\n  |\n1 | %\n  | ^ expected `product`\n",
    )
    .run("mutate", &["--probes", "0"]);
    let names: Vec<&str> = survivors(&done.out).into_iter().map(|(name, _)| name).collect();
    for expected in [
        "product: as a rule `@{ … }`",
        "sum: `(\"+\" ~ product)*` at least once",
        "atom: without the alternative `power`",
        "atom: `power` after `number`",
        "number: `\"-\"?` always there",
        "number: without `!\".\"`",
        "name: `^\"x\"` only as written",
        "number: as a rule `{ … }`",
    ] {
        assert!(names.contains(&expected), "{expected} is not in {names:#?}");
    }
}

#[test]
fn a_survivor_comes_with_the_shortest_sentence_that_would_notice_it() {
    let place = Place::new(SUMS, CASES);
    let done = place.run("mutate", &["--probes", "2000"]);
    assert_eq!(done.status, 1);
    let found = survivors(&done.out);
    let said = |name: &str| found.iter().find(|(mutant, _)| *mutant == name).map(|(_, said)| *said);
    let power = said("atom: without the alternative `power`").expect("no case has a power");
    let sentence = power.strip_prefix("would be noticed by: ").expect("a sentence is found");
    assert!(sentence.len() <= 5, "{power}");
    let swap = said("name: `^\"x\"` after `^\"y\"`").expect("the order of the names does not matter");
    assert!(swap.starts_with("no difference in ") && swap.ends_with(" probes"), "{swap}");
    let again = place.run("mutate", &["--probes", "2000"]);
    assert_eq!(again.out, done.out, "the same seed says the same");
}

#[test]
fn accepted_survivors_are_listed_and_a_list_must_not_grow_stale() {
    let place = Place::new(SUMS, CASES);
    let swap = "name: `^\"x\"` after `^\"y\"`";
    place.write("survivors.mutants", &format!("{swap}\n    neither name begins the other\n"));
    let run = || place.run("mutate", &["--probes", "0", "--filter", "name: `^\"x\"` after"]);
    let done = run();
    assert_eq!(done.status, 0, "{}{}", done.out, done.err);
    assert!(done.out.contains("1 listed, 0 not noticed"), "{}", done.out);
    place.write("survivors.mutants", "sum: as a rule `_{ … }`\n    wrong\n");
    let done = place.run("mutate", &["--probes", "0"]);
    assert_eq!(done.status, 1);
    assert!(done.err.contains("is noticed after all: remove it from the list"), "{}", done.err);
    let report: Value =
        serde_json::from_str(&place.run("mutate", &["--probes", "0", "--json"]).out).expect("it is JSON");
    let count = |name: &str| report[name].as_u64().expect("it is a number");
    let survivors = report["survivors"].as_array().expect("they are a list").len() as u64;
    assert_eq!(count("noticed") + count("listed") + survivors, count("mutants"));
}

#[test]
fn coverage_goes_on_with_mutants_if_it_is_told() {
    let done = Place::new(SUMS, CASES).run("coverage", &["--mutate"]);
    assert!(done.out.contains("covered") && done.out.contains("noticed by the corpus"), "{}", done.out);
    assert_eq!(done.status, 1);
}

/// Runs `annals grammar diff` against the first commit.
fn diff(place: &Place, more: &[&str]) -> Done {
    place.annals(&["grammar", "diff", "HEAD", "--grammar", "sums.pest", "--rule", "sum"], more)
}

fn committed() -> Place {
    let place = Place::new(SUMS, CASES);
    place.git(&["init", "-q"]);
    place.git(&["add", "."]);
    place.git(&["commit", "-qm", "first"]);
    place
}

#[test]
fn diff_tells_what_a_change_does_to_queries() {
    let place = committed();
    place.write("sums.pest", &SUMS.replace("power | number", "number"));
    let done = diff(&place, &["--count", "300", "--save", "changed.corpus"]);
    assert_eq!(done.status, 1, "{}", done.err);
    assert!(done.out.contains("~ atom\n    - power\n") && done.out.contains("now rejected"), "{}", done.out);
    let report: Value = serde_json::from_str(&diff(&place, &["--json"]).out).expect("it is JSON");
    let shortest = &report["classes"]["now rejected"]["shortest"][0];
    assert!(shortest["query"].as_str().is_some_and(|query| query.contains('^')), "{report}");
    // What was saved are cases, and `--update` fills them.
    let test = |more: &[&str]| {
        place.annals(&["test", "changed.corpus", "--grammar", "sums.pest", "--rule", "sum"], more)
    };
    assert_eq!(test(&[]).status, 1);
    assert_eq!(test(&["--update", "--force"]).status, 0, "{}", test(&[]).out);
    assert_eq!(test(&[]).status, 0);
}

#[test]
fn diff_flags_another_order_and_says_nothing_of_another_layout() {
    let place = committed();
    place.write("sums.pest", &format!("// Another layout.\n{}", SUMS.replace(" | ", "\n    | ")));
    let done = diff(&place, &[]);
    assert_eq!((done.status, done.out.as_str()), (0, "no rule differs\n"), "{}", done.err);
    place.write("sums.pest", &SUMS.replace("^\"x\" | ^\"y\"", "^\"y\" | ^\"x\""));
    let done = diff(&place, &["--count", "100"]);
    assert!(done.out.contains("reordered, and the order is meaning"), "{}", done.out);
    assert_eq!(done.status, 0, "the order of these two says nothing: {}", done.out);
    assert_eq!(place.annals(&["grammar", "diff", "no-such-revision"], &[]).status, 2);
}

#[test]
fn diff_compares_answers_in_this_language() {
    let place = Place::new(SUMS, "== Since\nmembers of BRICS since 2024\n");
    let ours = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("grammar");
    for name in ["words.pest", "dates.pest", "sentences.pest"] {
        let text = std::fs::read_to_string(ours.join(name)).expect("the grammar is there");
        let swapped = text.replace("kw_since      = @{ soft ~ ^\"since\"", "kw_since = @{ soft ~ ^\"until\"");
        let swapped =
            swapped.replace("kw_until      = @{ soft ~ ^\"until\"", "kw_until = @{ soft ~ ^\"since\"");
        assert_eq!(text == swapped, name != "words.pest", "{name}");
        place.write(name, &swapped);
    }
    let new: Vec<String> = ["words.pest", "dates.pest", "sentences.pest"]
        .iter()
        .flat_map(|name| ["--grammar".to_owned(), (*name).to_owned()])
        .collect();
    let mut arguments = vec!["grammar", "diff", ours.to_str().expect("a path is text"), "--count", "0"];
    arguments.extend(["--corpus", "sums.corpus", "--json"]);
    arguments.extend(new.iter().map(String::as_str));
    let done = place.annals(&arguments, &[]);
    assert_eq!(done.status, 1, "{}", done.err);
    let report: Value = serde_json::from_str(&done.out).expect("it is JSON");
    let other = &report["classes"]["other answer"];
    assert_eq!(other["count"].as_u64(), Some(1), "{report}");
    assert!(other["shortest"][0]["old"].as_str().is_some_and(|old| old.contains("began on or after")));
}

#[test]
fn generate_ends_with_1_where_a_sentence_is_misread() {
    let place = Place::new(SUMS, CASES);
    let arguments = ["grammar", "generate", "--grammar", "sums.pest", "--rule", "sum", "--count", "60"];
    let done = place.annals(&arguments, &[]);
    assert_eq!(done.status, 0, "{}{}", done.out, done.err);
    assert!(done.out.contains("# 60 sentences, 60 read as meant"), "{}", done.out);
    place.write("sums.pest", &SUMS.replace("power | number", "number ~ (\"^\" ~ number)? | power"));
    let done = place.annals(&arguments, &["--json"]);
    assert_eq!(done.status, 1, "{}{}", done.out, done.err);
    let report: Value = serde_json::from_str(&done.out).expect("it is JSON");
    assert!(report["misread"].as_array().is_some_and(|all| !all.is_empty()), "{report}");
}

#[test]
fn lint_and_typing_errors_end_with_1_where_there_is_something() {
    let keywords = "s = { SOI ~ (kw_no ~ word | word) ~ EOI }\nkw_no = @{ ^\"no\" }\nword = @{ 'a'..'z'+ }\n";
    let place = Place::new(keywords, CASES);
    let which = ["--grammar", "sums.pest", "--rule", "s"];
    let done = place.annals(&["grammar", "lint"], &which);
    assert_eq!(done.status, 1, "{}", done.err);
    assert!(done.out.contains("sums.pest:2:") && done.out.contains("(boundary)"), "{}", done.out);
    let typos = |ceiling| place.annals(&["grammar", "generate", "--typos", "--ceiling", ceiling], &which);
    assert_eq!((typos("100").status, typos("5").status), (0, 1), "{}", typos("5").out);
    assert_eq!(place.annals(&["grammar", "lint", "--grammar", "none.pest"], &[]).status, 2);
    assert_eq!(place.annals(&["grammar", "lint", "--grammar", "sums.pest", "--rule", "none"], &[]).status, 2);
}
