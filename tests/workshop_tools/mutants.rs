//! `annals grammar mutate`.
//!
//! In: a grammar of sums with a small corpus, lists of survivors. Out: which mutants are noticed, and what is said of the
//! others. Absent: the mutants of the language's own grammar; CI tests those.

use serde_json::Value;

use super::{CASES, Place, SUMS};

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
    place.write("survivors.mutants", "sum: as a rule `_{ … }`\n    wrong\n\nname: of old\n    was there\n");
    let done = place.run("mutate", &["--probes", "0"]);
    assert_eq!(done.status, 1);
    for said in [
        "survivors.mutants:1: `sum: as a rule `_{ … }`` is noticed by a case after all",
        "survivors.mutants:4: `name: of old` is no mutant of the grammar any more",
        "help: `annals grammar mutate --update` writes the list anew",
    ] {
        assert!(done.err.contains(said), "{said:?} is not in\n{}", done.err);
    }
    let report: Value =
        serde_json::from_str(&place.run("mutate", &["--probes", "0", "--json"]).out).expect("it is JSON");
    let count = |name: &str| report[name].as_u64().expect("it is a number");
    let survivors = report["survivors"].as_array().expect("they are a list").len() as u64;
    assert_eq!(count("noticed") + count("listed") + survivors, count("mutants"));
}

#[test]
fn the_list_is_written_anew_from_what_the_sentences_say() {
    let place = Place::new(SUMS, CASES);
    let swap = "name: `^\"x\"` after `^\"y\"`";
    place.write(
        "survivors.mutants",
        &format!("# Accepted.\n\nname: of old\n    was there\n\n{swap}\n    neither begins the other\n"),
    );
    let done = place.run("mutate", &["--update", "--probes", "2000"]);
    let list = std::fs::read_to_string(place.path("survivors.mutants")).expect("the list is there");
    assert!(list.starts_with("# Accepted.\n\n") && !list.contains("of old"), "{list}");
    assert!(list.contains(&format!("\n{swap}\n    neither begins the other\n")), "{list}");
    assert!(list.contains("\n    no difference in "), "{list}");
    assert!(done.err.contains(" new, 1 gone"), "{}", done.err);
    // What a sentence would notice waits for a case.
    let power = "atom: without the alternative `power`";
    assert!(!list.contains(power) && survivors(&done.out).iter().any(|(name, _)| *name == power), "{list}");
    assert_eq!(done.status, 1);
    assert!(done.out.contains(&format!(" {} listed, ", list.matches("\n    ").count())), "{}", done.out);
    let checked = place.run("mutate", &["--probes", "0"]);
    assert_eq!(checked.err, "", "nothing is wrong with the list");
    assert_eq!(survivors(&checked.out).len(), survivors(&done.out).len());
}

#[test]
fn other_words_in_the_same_place_are_a_difference() {
    let grammar = "s = { SOI ~ (one | never) ~ EOI }\none = { \"1\" }\nnever = { \"2\" ~ !ANY ~ \"3\" }\n";
    let place = Place::new(grammar, "== One\n1\n\n--- tree\n(s (one))\n");
    let arguments =
        ["grammar", "mutate", "sums.corpus", "--grammar", "sums.pest", "--rule", "s", "--probes", "300"];
    let done = place.annals(&arguments, &[]);
    let gone = "s: without the alternative `never`";
    let found = survivors(&done.out);
    let said = found.iter().find(|(name, _)| *name == gone).map(|(_, said)| *said);
    assert!(said.is_some_and(|said| said.starts_with("would be noticed by: ")), "{}", done.out);
    // A case that states the message notices it.
    let error = "error: this cannot be read\n  |\n1 | 4\n  | ^ expected `s`\n";
    place.cases(&format!("== One\n1\n\n--- tree\n(s (one))\n\n== Four\n4\n\n--- error\n{error}"));
    let done = place.annals(&arguments, &[]);
    assert!(survivors(&done.out).iter().all(|(name, _)| *name != gone), "{}", done.out);
}

#[test]
fn coverage_goes_on_with_mutants_if_it_is_told() {
    let done = Place::new(SUMS, CASES).run("coverage", &["--mutate"]);
    assert!(done.out.contains("covered") && done.out.contains("noticed by the corpus"), "{}", done.out);
    assert_eq!(done.status, 1);
}
