//! Facts in git: `--at` and `annals diff`, as people call them.
//!
//! In: a repository made for each test, with two commits, a table of data and a folder below. Out: what the program writes,
//! and its status. Absent: what answers mean; the corpus tests that.

use std::path::Path;
use std::process::{Command, Output};

use serde_json::Value;

/// The first commit: Ada is a member, a date is imprecise, a table of data holds one town.
const FIRST: &str = r#"
[kind.person]
words = ["person", "people"]

[kind.club]
words = ["club", "clubs"]

[entity.ada]
name = "Ada"
kind = "person"

[entity.bo]
name = "Bo"
kind = "person"

[entity.chess]
name = "Chess"
kind = "club"

[source.minutes]
title     = "Minutes"
published = "2020-01-01"

[source.list]
title     = "List"
published = "2021-01-01"

[relation.membership]
shape = "state"

[relation.membership.roles]
member = { kinds = ["person"] }
club   = { kinds = ["club"] }

[[noun]]
words    = ["member", "members"]
relation = "membership"
answers  = "member"
takes    = { of = ["club"] }

[relation.visit]
shape = "event"

[relation.visit.roles]
visitor = { kinds = ["person"] }

[[noun]]
words    = ["visitor", "visitors"]
relation = "visit"
answers  = "visitor"

[[table]]
file     = "../data/visits-*.csv"
header   = true
relation = "visit"
roles    = { visitor = "who" }
when     = "day"
source   = "minutes"

[[membership]]
member = "ada"
club   = "chess"
when   = "2019/.."
source = "minutes, page 3"
"#;

fn git(folder: &Path, arguments: &[&str], day: &str) {
    let output = Command::new("git")
        .current_dir(folder)
        .args(["-c", "user.name=Tester", "-c", "user.email=tester@example.org", "-c", "commit.gpgsign=false"])
        .args(arguments)
        .env("GIT_AUTHOR_DATE", format!("{day}T12:00:00+0000"))
        .env("GIT_COMMITTER_DATE", format!("{day}T12:00:00+0000"))
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .env("TZ", "UTC")
        .output()
        .expect("git starts");
    assert!(output.status.success(), "git {arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
}

fn write(folder: &Path, name: &str, text: &str) {
    let path = folder.join(name);
    std::fs::create_dir_all(path.parent().expect("it has a folder")).expect("a folder can be made");
    std::fs::write(path, text).expect("a file can be written");
}

/// A repository with the tags `v1` (2020-02-01) and `v2` (2022-02-01), and changes that are not committed.
fn repository() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder for the test");
    let at = folder.path();
    git(at, &["init", "--quiet", "--initial-branch", "main", "."], "2020-02-01");
    write(at, "facts/base.toml", FIRST);
    write(at, "data/visits-1.csv", "who,day\nAda,2020-01-05\n");
    write(at, "sub/readme.txt", "a folder without facts\n");
    git(at, &["add", "."], "2020-02-01");
    git(at, &["commit", "--quiet", "-m", "one"], "2020-02-01");
    git(at, &["tag", "v1"], "2020-02-01");
    let second = FIRST.replace("\"2019/..\"", "\"2019-05-05/..\"");
    let second = second.replace("\"minutes, page 3\"", "[\"minutes, page 3\", \"list\"]");
    let bo =
        "\n[[membership]]\nmember = \"bo\"\nclub = \"chess\"\nwhen = \"2021-01-01/..\"\nsource = \"list\"\n";
    write(at, "facts/base.toml", &format!("{second}{bo}"));
    write(at, "data/visits-2.csv", "who,day\nBo,2021-06-06\n");
    git(at, &["add", "."], "2022-02-01");
    git(at, &["commit", "--quiet", "-m", "two"], "2022-02-01");
    git(at, &["tag", "v2"], "2022-02-01");
    // Ada's membership is gone from the files, but not from git.
    let third = second.split("\n[[membership]]").next().expect("there is a first part").to_owned();
    write(at, "facts/base.toml", &format!("{third}{bo}"));
    folder
}

fn annals(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_annals"));
    command.current_dir(folder).args(["--today", "2023-01-01"]).args(arguments);
    command.env("TZ", "UTC").output().expect("the program starts")
}

fn out(output: &Output) -> String {
    assert!(output.stderr.is_empty(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout.clone()).expect("the output is UTF-8")
}

/// What goes to standard error, with the status.
fn refused(output: &Output) -> (String, Option<i32>) {
    assert!(output.stdout.is_empty(), "{}", String::from_utf8_lossy(&output.stdout));
    (String::from_utf8(output.stderr.clone()).expect("reports are UTF-8"), output.status.code())
}

fn bare(folder: &Path, revision: &str, query: &str) -> String {
    out(&annals(folder, &["--at", revision, "--format", "bare", "ask", query]))
}

#[test]
fn facts_are_read_as_they_stood() {
    let repository = repository();
    let at = repository.path();
    assert_eq!(out(&annals(at, &["--format", "bare", "ask", "members of Chess"])), "Bo\n");
    for (revision, members) in [
        ("v1", "Ada\n"),
        ("v2", "Ada\nBo\n"),
        ("HEAD", "Ada\nBo\n"),
        ("HEAD~1", "Ada\n"),
        ("main", "Ada\nBo\n"),
        // A day means its end, by the commits where the log of the branch does not say.
        ("2020-02-01", "Ada\n"),
        ("2022-01-31", "Ada\n"),
        ("2022-02-01", "Ada\nBo\n"),
        ("main@{2021-01-01}", "Ada\n"),
        ("main@{2022-02-01}", "Ada\nBo\n"),
    ] {
        assert_eq!(bare(at, revision, "members of Chess"), members, "{revision}");
    }
    // Nothing was checked out.
    assert_eq!(out(&annals(at, &["--format", "bare", "ask", "members of Chess"])), "Bo\n");
}

#[test]
fn tables_of_data_are_read_at_the_revision_too() {
    let repository = repository();
    assert_eq!(bare(repository.path(), "v1", "visitors"), "Ada\n");
    assert_eq!(bare(repository.path(), "v2", "visitors"), "Ada\nBo\n");
    // Also where the data are gone from the disk.
    std::fs::remove_dir_all(repository.path().join("data")).expect("the folder can be removed");
    std::fs::remove_dir_all(repository.path().join("facts")).expect("the folder can be removed");
    assert_eq!(bare(repository.path(), "v2", "visitors"), "Ada\nBo\n");
}

#[test]
fn any_folder_of_the_repository_will_do() {
    let repository = repository();
    let sub = repository.path().join("sub");
    assert_eq!(bare(&sub, "v1", "members of Chess"), "Ada\n", "the nearest folder `facts` above");
    let facts = ["--at", "v1", "--facts", "../facts", "--format", "json", "ask", "members of Chess"];
    let rows: Value = serde_json::from_str(&out(&annals(&sub, &facts))).expect("it is JSON");
    assert_eq!(rows[0]["facts"][0]["file"], "../facts/base.toml");
    assert_eq!(rows[0]["facts"][0]["line"], 60);
    let whole = repository.path().join("facts").display().to_string();
    let elsewhere = tempfile::tempdir().expect("a folder for the test");
    let facts = ["--at", "v1", "--facts", &whole, "--format", "bare", "ask", "members of Chess"];
    assert_eq!(out(&annals(elsewhere.path(), &facts)), "Ada\n", "the folder's own repository is read");
}

#[test]
fn scripts_the_prompt_and_tests_read_the_revision() {
    let repository = repository();
    let at = repository.path();
    write(at, "check.annals", "members of Chess\nexpect only Ada\n");
    assert_eq!(annals(at, &["--at", "v1", "run", "check.annals"]).status.code(), Some(0));
    assert_eq!(annals(at, &["--at", "v2", "run", "check.annals"]).status.code(), Some(1));
    write(at, "cases.corpus", ":today 2023-01-01\n\n== One\nmembers of Chess\n\n--- answer\nmember\n? Ada\n");
    assert_eq!(annals(at, &["--at", "v1", "test", "cases.corpus"]).status.code(), Some(0));
    assert_eq!(annals(at, &["--at", "v2", "test", "cases.corpus"]).status.code(), Some(1));
    write(at, "facts/base.toml", "[[nothing]]\n");
    assert_eq!(annals(at, &["check"]).status.code(), Some(1), "the files as they are");
    assert_eq!(annals(at, &["--at", "v1", "check"]).status.code(), Some(0));
}

#[test]
fn what_cannot_be_read_is_said() {
    let repository = repository();
    let at = repository.path();
    let ask = |folder: &Path, revision: &str, facts: &str| {
        let mut arguments = vec!["--at", revision];
        if !facts.is_empty() {
            arguments.extend(["--facts", facts]);
        }
        arguments.extend(["ask", "members of Chess"]);
        refused(&annals(folder, &arguments))
    };
    let (said, status) = ask(at, "HAED", "");
    assert_eq!(status, Some(2));
    assert!(said.contains("there is no revision `HAED`") && said.contains("did you mean `HEAD`?"), "{said}");
    let (said, _) = ask(at, "v3", "");
    assert!(said.contains("did you mean `v1` or `v2`?"), "{said}");
    let (said, _) = ask(at, "2019-12-31", "");
    assert!(
        said.contains("nothing had been committed by `2019-12-31`") && said.contains("2020-02-01"),
        "{said}"
    );
    let (said, _) = ask(at, "v1", "fatcs");
    assert!(said.contains("there is no `fatcs` at `v1`") && said.contains("there is `facts`"), "{said}");
    let elsewhere = tempfile::tempdir().expect("a folder for the test");
    let (said, status) = ask(elsewhere.path(), "v1", "");
    assert_eq!(status, Some(2));
    assert!(said.contains("`.` lies in no repository"), "{said}");
    let mut command = Command::new(env!("CARGO_BIN_EXE_annals"));
    command.current_dir(at).env("PATH", elsewhere.path()).args(["--at", "v1", "ask", "members of Chess"]);
    let (said, status) = refused(&command.output().expect("the program starts"));
    assert_eq!(status, Some(2));
    assert!(said.contains("there is no program `git`"), "{said}");
}

fn difference(folder: &Path, arguments: &[&str]) -> Value {
    let all = [&["diff", "--format", "json"], arguments].concat();
    serde_json::from_str(&out(&annals(folder, &all))).expect("it is JSON")
}

#[test]
fn a_difference_tells_rows_gained_lost_and_changed() {
    let repository = repository();
    let at = repository.path();
    let found = difference(at, &["v1", "v2", "members", "of", "Chess"]);
    assert_eq!(found["gained"][0]["member"], "Bo");
    assert_eq!(found["gained"][0]["sources"][0]["id"], "list");
    assert_eq!(found["lost"], serde_json::json!([]));
    let ada = &found["changed"][0];
    assert_eq!((&ada["member"], &ada["from"]), (&"Ada".into(), &"2019-05-05".into()));
    assert_eq!(ada["was"]["from"], "2019");
    assert_eq!(ada["was"]["sources"].as_array().map(Vec::len), Some(1), "the sources changed too: {ada}");
    assert!(found["before"]["revision"].as_str().is_some_and(|name| name.starts_with("v1 (")));
    assert!(found["before"]["reading"].as_str().is_some_and(|said| said.contains("2023-01-01")));
    // The second revision may be left out, or be the files as they are.
    for words in [&["v2", "members of Chess"][..], &["v2", ".", "members", "of", "Chess"]] {
        let found = difference(at, words);
        assert_eq!(
            (&found["lost"][0]["member"], &found["after"]["revision"]),
            (&"Ada".into(), &"the working tree".into())
        );
        assert_eq!(found["gained"], serde_json::json!([]), "{words:?}");
    }
    let range = difference(at, &["v1..v2", "members of Chess"]);
    assert_eq!(range["gained"], found["gained"]);
    let none = difference(at, &["v2", "v2", "members of Chess"]);
    assert_eq!(
        (&none["gained"], &none["lost"], &none["changed"]),
        (&Value::Array(vec![]), &Value::Array(vec![]), &Value::Array(vec![]))
    );
}

#[test]
fn a_difference_of_words_and_numbers() {
    let repository = repository();
    let at = repository.path();
    let found = difference(at, &["v1", "v2", "count members of Chess"]);
    assert_eq!((&found["before"]["count"], &found["after"]["high"]), (&Value::Null, &2.into()));
    let text = out(&annals(at, &["diff", "v1", "v2", "was Bo a member of Chess?"]));
    assert!(text.contains("not recorded → yes"), "{text}");
    assert!(text.contains("1 row gained") && text.contains("[1] List, 2021-01-01"), "{text}");
}

#[test]
fn a_query_that_one_revision_cannot_answer() {
    let repository = repository();
    let at = repository.path();
    let more = FIRST.replace("[entity.bo]\nname = \"Bo\"", "[entity.bo]\nname = \"Bob\"");
    write(at, "facts/base.toml", &more);
    let text = out(&annals(at, &["diff", "v2", "is Bob a member of Chess?"]));
    assert!(text.contains("before: cannot be answered there: `Bob` is not known here"), "{text}");
    assert!(text.contains("no answer → not recorded"), "{text}");
    let output = annals(at, &["diff", "v1", "v2", "is Nobody a member of Chess?"]);
    assert_eq!(refused(&output).1, Some(3));
}

#[test]
fn a_difference_in_every_format_and_with_a_status() {
    let repository = repository();
    let at = repository.path();
    let diff = |format: &str| out(&annals(at, &["diff", "--format", format, "v1", "v2", "members of Chess"]));
    let table = diff("table");
    for part in ["from v1 (", "1 row gained", "1 row changed", "from: 2019", "[1] List, 2021-01-01"] {
        assert!(table.contains(part), "{part}\n{table}");
    }
    assert!(diff("record").contains("was"));
    assert!(diff("markdown").contains("**1 row gained**") && diff("markdown").contains("| Bo |"));
    assert_eq!(diff("bare"), "+ Bo\n~ Ada\n");
    assert!(
        diff("csv")
            .starts_with("change,member,from,until,certainty,sources,facts,was\ngained,Bo,2021-01-01,")
    );
    assert!(diff("tsv").contains("\nchanged\tAda\t2019-05-05\t"));
    let lines: Vec<Value> =
        diff("jsonl").lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    assert_eq!((&lines[0]["change"], &lines[1]["change"]), (&"gained".into(), &"changed".into()));
    let status = |words: &[&str]| annals(at, &[&["diff"], words].concat()).status.code();
    assert_eq!(status(&["v1", "v2", "members of Chess"]), Some(0));
    assert_eq!(status(&["--exit-status", "v1", "v2", "members of Chess"]), Some(1));
    assert_eq!(status(&["--exit-status", "v2", "v2", "members of Chess"]), Some(0));
    assert_eq!(status(&["--exit-status", "v1", "v2", "count members of Chess"]), Some(1));
    assert_eq!(status(&["--format", "bibtex", "v1", "v2", "members of Chess"]), Some(2));
    assert_eq!(status(&["v1"]), Some(2));
    assert_eq!(status(&["v9", "members of Chess"]), Some(2));
}
