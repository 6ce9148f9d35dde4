//! Tests of `update`.

use super::super::format::{CorpusFile, parse};
use super::super::subject::Made;
use super::super::table::Table;
use super::{Refusal, applied, edits};

fn file(sections: &str) -> CorpusFile {
    parse("x", &format!(":today 2026-11-23\n\n== a\nmembers of BRICS\n\n{sections}# next\n\n== b\nq\n"))
        .unwrap()
}

fn table(text: &str) -> Table {
    Table::parse(&text.lines().map(str::to_owned).collect::<Vec<_>>())
}

fn answered() -> Made {
    Made {
        canonical: Some("members of BRICS".into()),
        reading: Some("countries".into()),
        answer: Some(table("member | start\nChina | 2006\nIran | 2024\nOman | 2026")),
        ..Made::default()
    }
}

fn updated(sections: &str, made: &Made, force: bool) -> Result<String, Refusal> {
    let file = file(sections);
    let text = applied(&file, edits(&file, &file.cases[0], made, force)?);
    let after = text.strip_prefix(":today 2026-11-23\n\n== a\nmembers of BRICS\n\n").expect("the head stays");
    Ok(after.strip_suffix("# next\n\n== b\nq\n").expect("the rest stays").to_owned())
}

#[test]
fn only_what_changed_is_rewritten() {
    let same = "--- reading\ncountries\n\n--- answer\nmember\nIran\nOman\nChina\n\n";
    assert_eq!(updated(same, &answered(), false).unwrap(), same);
    let old = "--- reading\n# why\nlands\n\n--- answer\nmember\n# the newest\nOman\nCuba\nIran\n\n";
    let new = "--- reading\n# why\ncountries\n\n--- answer\nmember\n# the newest\nOman\nIran\nChina\n\n";
    assert_eq!(updated(old, &answered(), false).unwrap(), new);
}

#[test]
fn an_empty_section_is_filled() {
    let new = "--- answer\nmember | start\nChina | 2006\nIran | 2024\nOman | 2026\n\n";
    assert_eq!(updated("--- answer\n\n", &answered(), false).unwrap(), new);
    assert_eq!(updated("--- answer\n", &answered(), false).unwrap(), new);
}

#[test]
fn dangerous_changes_are_refused_unless_forced() {
    let refused = Made { error: Some("error: no".into()), ..Made::default() };
    let answer = "--- canonical\nmembers of BRICS\n\n# seen\n--- answer\n# old\nmember\nIran\n\n";
    assert_eq!(updated(answer, &refused, false), Err(Refusal::AcceptToReject));
    assert_eq!(updated(answer, &refused, true).unwrap(), "--- error\nerror: no\n\n# seen\n# old\n");
    let error = "--- error\nerror: no\n\n";
    assert_eq!(updated(error, &answered(), false), Err(Refusal::RejectToAccept));
    let forced = updated(error, &answered(), true).unwrap();
    assert!(
        forced.starts_with("--- reading\ncountries\n\n--- answer\nmember | start\nChina | 2006\n"),
        "{forced}"
    );
    let empty = Made { answer: Some(table("no rows")), ..answered() };
    assert_eq!(updated(answer, &empty, false), Err(Refusal::BecameEmpty));
    assert!(updated(answer, &empty, true).unwrap().contains("--- answer\n# old\nno rows\n"));
}
