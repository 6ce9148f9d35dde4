//! `annals grammar diff`.
//!
//! In: a grammar of sums in a repository of its own, with an edit; this language with two words swapped. Out: what is
//! said of the change. Absent: the classes one by one (`workshop::versions`).

use std::path::PathBuf;

use serde_json::Value;

use super::{CASES, Done, Place, SUMS};

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
fn versions_are_files_folders_and_revisions() {
    let place = committed();
    let changed = SUMS.replace("power | number", "number");
    place.write("sums.pest", &changed);
    std::fs::create_dir(place.path("old")).expect("a folder can be made");
    place.write("old/sums.pest", SUMS);
    let diff = |versions: &[&str]| {
        let more = ["--rule", "sum", "--count", "50", "--json"];
        place.annals(&[&["grammar", "diff"], versions].concat(), &more)
    };
    let expected = diff(&["old/sums.pest", "sums.pest"]);
    assert_eq!(expected.status, 1, "{}", expected.err);
    for versions in [
        &["old", "sums.pest"][..],
        &["HEAD:sums.pest", "sums.pest"],
        &["HEAD", "--grammar", "sums.pest"],
        &["HEAD", "sums.pest", "--grammar", "sums.pest"],
    ] {
        let done = diff(versions);
        assert_eq!(
            (done.status, done.out.as_str()),
            (1, expected.out.as_str()),
            "{versions:?}: {}",
            done.err
        );
    }
    assert_eq!(diff(&["HEAD:sums.pest", "old"]).status, 0);
    for (versions, said) in [
        (["HEAD:none.pest", "old"], "has no grammar in `none.pest`"),
        (["none", "old"], "`none` is no file, no folder and no git revision"),
        (["old", "--output=x"], ""),
    ] {
        let done = diff(&versions);
        assert!(done.status == 2 && done.err.contains(said), "{versions:?}: {} {}", done.status, done.err);
    }
}

#[test]
fn each_class_comes_with_its_count_and_the_three_shortest() {
    let place = committed();
    place.write("sums.pest", &SUMS.replace("power | number", "number"));
    let report: Value =
        serde_json::from_str(&diff(&place, &["--count", "300", "--json"]).out).expect("it is JSON");
    let classes = report["classes"].as_object().expect("there are classes");
    let counts: u64 = classes.values().filter_map(|class| class["count"].as_u64()).sum();
    assert_eq!(report["queries"].as_u64(), Some(counts), "{report:#}");
    assert_eq!(classes.len(), 8);
    let rejected = &classes["now rejected"];
    let shortest = rejected["shortest"].as_array().expect("they are a list");
    let lengths: Vec<usize> = shortest.iter().filter_map(|one| Some(one["query"].as_str()?.len())).collect();
    assert!(
        rejected["count"].as_u64() > Some(3) && lengths.len() == 3 && lengths.is_sorted(),
        "{rejected:#}"
    );
    assert!(classes["same"]["shortest"].as_array().is_some_and(Vec::is_empty), "{report:#}");
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
