//! Every format, drawn and compared with `tests/golden/render/`; `UPDATE=1` rewrites the files.

#![expect(clippy::disallowed_methods, reason = "goldens are files")]

use std::fmt::Write;
use std::path::Path;
use std::time::Duration;

use super::answers::{count, covered_no, empty, members, per_year, sayings, store, verdict};
use crate::eval::Answer;
use crate::render::{Format, Style, render};
use crate::store::Store;

/// Compares a drawing with its golden file.
fn check(name: &str, drawn: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/render").join(name);
    if std::env::var_os("UPDATE").is_some() {
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, drawn).unwrap();
    }
    let golden = std::fs::read_to_string(&path).unwrap_or_default();
    let diff = similar::TextDiff::from_lines(golden.as_str(), drawn);
    let diff = diff.unified_diff().header("golden", "drawn").to_string();
    assert!(golden == drawn, "{name} differs; UPDATE=1 rewrites it\n{diff}");
}

fn draw(answer: &Answer, reading: &str, store: &Store, format: Format, style: &Style) -> String {
    let mut out = Vec::new();
    render(&mut out, answer, reading, store, format, style).unwrap();
    String::from_utf8(out).unwrap()
}

/// The answers with their names and readings.
fn all(store: &Store) -> Vec<(&'static str, &'static str, Answer)> {
    vec![
        (
            "members",
            "people whose membership of the Chess Club began on or after 2023-01-01 and holds on 2026-11-23",
            members(store),
        ),
        ("sayings", "sayings about chess", sayings(store)),
        ("per-year", "the number of members of the Chess Club per year, at any time in it", per_year(store)),
        ("verdict", "whether Bartholomew is a member of the Chess Club on 2026-11-23", verdict(store)),
        ("covered-no", "whether Ada is a member of the Go Club on 2026-11-23", covered_no()),
        ("count", "the number of members of the Chess Club on 2026-11-23", count(11, 11)),
        ("count-open", "the number of members of the Chess Club on 2026-11-23", count(1204, 1210)),
        ("empty", "members of the Chess Club since 2030", empty()),
    ]
}

/// Drawings of all answers in one format and in several widths.
fn gallery(format: Format, widths: &[Option<usize>]) -> String {
    let store = store();
    let mut out = String::new();
    for (name, reading, answer) in all(&store) {
        for width in widths {
            let size = width.map_or("no terminal".to_owned(), |width| format!("{width} columns"));
            let style = Style { width: *width, timing: Some(Duration::from_millis(3)), ..Style::default() };
            let drawn = draw(&answer, reading, &store, format, &style);
            writeln!(out, "==== {name}, {size}\n{drawn}").unwrap();
        }
    }
    out
}

#[test]
fn tables() {
    for width in [20, 40, 80, 200] {
        check(&format!("table-{width}.txt"), &gallery(Format::Table, &[Some(width)]));
    }
    check("table.txt", &gallery(Format::Table, &[None]));
}

#[test]
fn records() {
    check("record.txt", &gallery(Format::Record, &[Some(60), None]));
}

#[test]
fn formats_for_programs() {
    for format in [Format::Csv, Format::Tsv, Format::Json, Format::Jsonl, Format::Markdown, Format::Bare] {
        check(&format!("{format}.txt"), &gallery(format, &[None]));
    }
}

#[test]
fn a_terminal_shows_some_rows_and_says_so() {
    let store = store();
    let style = Style { rows: Some(2), width: Some(84), ..Style::default() };
    let mut out = Vec::new();
    let shown = render(&mut out, &members(&store), "", &store, Format::Table, &style).unwrap();
    assert_eq!((shown.rows, shown.more, &shown.hidden[..]), (2, 3, &["entry fee".to_owned()][..]));
    let text = String::from_utf8(out).unwrap();
    assert!(
        text.ends_with(
            "first 2 of 5 rows · 1 possible\nno room for entry fee; the format `record` shows all\n"
        ),
        "{text}"
    );
}

#[test]
fn colour_is_sparing() {
    let store = store();
    let style = Style { colour: true, width: Some(100), ..Style::default() };
    let text = draw(&members(&store), "the reading", &store, Format::Table, &style);
    assert!(text.starts_with("\u{1b}[2mthe reading\u{1b}[0m\n"), "{text:?}");
    assert!(text.contains("\u{1b}[1mmember\u{1b}[0m"), "{text:?}");
    assert!(text.contains("\u{1b}[2malso 2023-07 [2]\u{1b}[0m"), "{text:?}");
}

#[test]
fn the_legend_numbers_sources_as_they_come() {
    let store = store();
    let text = draw(&members(&store), "", &store, Format::Table, &Style::default());
    assert!(text.contains("[1 p. 3 p. 12] [2]"), "{text}");
    assert!(text.contains("[2] Gazette, A. Reporter, 2023-07: last page"), "{text}");
}
