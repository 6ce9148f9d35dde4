//! Drawings as golden text, at the widths that people have.
//!
//! In: reports that stages could make. Out: what is shown, to the letter. Absent: reports of real stages.

use proptest::prelude::{any, prop, proptest};
use unicode_width::UnicodeWidthChar;

use super::{Style, draw, draw_all};
use crate::text::{Report, Source};

const WIDE: Style = Style { colour: false, width: 80 };
const NARROW: Style = Style { colour: false, width: 40 };

/// Compares line by line, without the first break of the expected text.
fn check(drawn: &str, expected: &str) {
    assert_eq!(drawn.trim_end(), expected.trim_start_matches('\n').trim_end(), "drawn:\n{drawn}");
}

fn unknown_name() -> (Report, Source) {
    let report = Report::error("`Iren` is not a name that is known")
        .at(14..18)
        .label("not in this fact base")
        .help("write `Iran`, or put a name of your own in quotes so that it is taken as it stands")
        .try_instead("statements by Iran since 2024")
        .tries(
            ["statements by Ireland since 2024", "statements by Iraq since 2024", "not shown"]
                .map(String::from),
        );
    (report, Source::new("query", "statements by Iren since 2024"))
}

#[test]
fn a_query_on_a_wide_screen() {
    let (report, source) = unknown_name();
    check(
        &draw(&report, &source, WIDE),
        "
error: `Iren` is not a name that is known
 --> query:1:15
  |
1 | statements by Iren since 2024
  |               ^^^^ not in this fact base
  |
help: write `Iran`, or put a name of your own in quotes so that it is taken as
      it stands
 try: statements by Iran since 2024
      statements by Ireland since 2024
      statements by Iraq since 2024",
    );
}

#[test]
fn a_query_on_a_narrow_screen() {
    let (report, source) = unknown_name();
    check(
        &draw(&report, &source, NARROW),
        "
error: `Iren` is not a name that is
       known
 --> query:1:15
  |
1 | statements by Iren since 2024
  |               ^^^^
  |
  = not in this fact base
help: write `Iran`, or put a name of
      your own in quotes so that it is
      taken as it stands
 try: statements by Iran since 2024
      statements by Ireland since 2024
      statements by Iraq since 2024",
    );
}

#[test]
fn colours_go_around_words() {
    let report = Report::error("no").at(0..1).help("yes");
    let drawn = draw(&report, &Source::new("q", "x"), Style { colour: true, width: 80 });
    assert!(drawn.contains("\u{1b}[91merror:\u{1b}[0m no\n"), "{drawn:?}");
    assert!(drawn.contains("\u{1b}[91m^\u{1b}[0m"), "{drawn:?}");
    assert!(drawn.contains("\u{1b}[96mhelp:\u{1b}[0m yes\n"), "{drawn:?}");
}

fn two_places() -> (Report, Source) {
    let text = "[[fact]]\nrelation = \"membership\"\nmember = \"中国\" # コメント\torganisation\nwhen = \"2024\"\n\n\n\n\n\nwhen = \"2023\"\n";
    let source = Source::new("facts/brics/a-long-directory-name/memberships.toml", text);
    let [role, again, relation] = ["organisation", "when = \"2023\"", "\"membership\""].map(|part| {
        let start = text.find(part).unwrap();
        start..start + part.len()
    });
    let report = Report::warning("this role is not one of the relation")
        .at(role)
        .label("an unknown role")
        .also(again, "the second date")
        .also(relation, "the relation is named here");
    (report, source)
}

#[test]
fn several_places_in_a_file() {
    let (report, source) = two_places();
    check(
        &draw(&report, &source, WIDE),
        "
warning: this role is not one of the relation
  --> facts/brics/a-long-directory-name/memberships.toml:3:22
   |
 2 | relation = \"membership\"
   |            ------------ the relation is named here
 3 | member = \"中国\" # コメント    organisation
   |                               ^^^^^^^^^^^^ an unknown role
...
10 | when = \"2023\"
   | ------------- the second date",
    );
    check(
        &draw(&report, &source, NARROW),
        "
warning: this role is not one of the
         relation
  --> …ctory-name/memberships.toml:3:22
   |
 2 | relation = \"membership\"
   |            ------------
 3 | …中国\" # コメント    organisation
   |                      ^^^^^^^^^^^^
...
10 | when = \"2023\"
   | ------------- the second date
   |
   = an unknown role
   = line 2: the relation is named here",
    );
}

#[test]
fn a_long_query_is_cut_around_the_place() {
    let half = "and members of SCO ".repeat(300);
    let source = Source::new("query", format!("{half}Iren {half}"));
    let report =
        Report::error("unknown").at(half.len()..half.len() + 4).label("not known").also(0..3, "far away");
    check(
        &draw(&report, &source, NARROW),
        "
error: unknown
 --> query:1:5701
  |
1 | …mbers of SCO Iren and members of …
  |               ^^^^ not known
  |
  = line 1: far away",
    );
    let end = source.text.len();
    check(
        &draw(&Report::error("more is expected").at(end..end).label("a name"), &source, NARROW),
        "
error: more is expected
 --> query:1:11406
  |
1 | …f SCO and members of SCO 
  |                           ^ a name",
    );
    let all = draw(&Report::error("too long").at(0..end), &source, NARROW);
    assert!(all.lines().all(|line| line.chars().count() <= 40), "{all}");
}

#[test]
fn carets_stand_right_under_any_character() {
    for (text, start, end, place, line, caret) in [
        ("members of", 10, 10, "1:11", "members of", "          ^"),
        ("", 0, 0, "1:1", "", "^"),
        ("", 4, 9, "1:1", "", "^"),
        ("中国x\u{1b}[31m", 7, 8, "1:4", "中国x␛[31m", "     ^"),
        ("中国x", 3, 6, "1:2", "中国x", "  ^^"),
        ("Cote\u{301} x", 3, 6, "1:4", "Cote\u{301} x", "   ^"),
        ("\u{feff}x y", 3, 4, "1:1", "<U+FEFF>x y", "        ^"),
        ("a\u{200c}b", 4, 5, "1:2", "a\u{200c}b", " ^"),
        ("a\tb", 2, 3, "1:3", "a    b", "     ^"),
        ("a\nb", 1, 3, "1:2", "a", " ^"),
        ("a\r\nb", 1, 2, "1:2", "a", " ^"),
        ("a\nbc", 0, 4, "1:1", "a", "^"),
        ("a\nb\n", 4, 4, "3:1", "", "^"),
        ("中", 1, 2, "1:1", "中", "^^"),
    ] {
        let drawn = draw(&Report::error("m").at(start..end), &Source::new("q", text), WIDE);
        let lines: Vec<&str> = drawn.lines().collect();
        assert_eq!(lines[1], format!(" --> q:{place}"), "{text:?}");
        assert_eq!(lines[3].get(4..).unwrap_or_default(), line, "{text:?}");
        assert_eq!(lines[4].get(4..), Some(caret), "{text:?}");
    }
}

#[test]
fn a_wide_label_moves_no_other_caret() {
    let report = Report::error("m").at(0..1).label("首").also(2..3, "here");
    check(
        &draw(&report, &Source::new("q", "a b"), WIDE),
        "
error: m
 --> q:1:1
  |
1 | a b
  | ^ - here
  |
  = 首",
    );
}

#[test]
fn an_empty_last_line_can_be_marked() {
    let report = Report::error("a fact is expected").at(4..4).label("here").also(0..1, "since this");
    check(
        &draw(&report, &Source::new("q", "a\nb\n"), WIDE),
        "
error: a fact is expected
 --> q:3:1
  |
1 | a
  | - since this
2 | b
3 |  
  | ^ here",
    );
}

#[test]
fn reports_without_a_place() {
    let report = Report::note("nothing has changed").help("look again");
    check(&draw(&report, &Source::default(), WIDE), "note: nothing has changed\nhelp: look again");
    let file = Source::new("facts/a.toml", "");
    check(&draw(&report, &file, WIDE), "note: nothing has changed\n --> facts/a.toml\nhelp: look again");
}

#[test]
fn several_reports_stand_apart() {
    let reports = [Report::error("one"), Report::warning("two")];
    check(&draw_all(&reports, &Source::default(), WIDE), "error: one\n\nwarning: two");
    assert_eq!(draw_all(&[], &Source::default(), WIDE), "");
}

proptest! {
    #[test]
    fn no_drawing_is_too_wide_or_drives_the_terminal(
        text in "[a-c \t\n\r中é\u{301}\u{1b}\u{202e}\u{200d}\u{feff}]{0,90}",
        name in any::<String>(),
        label in any::<String>(),
        places in prop::collection::vec((0usize..120, 0usize..60), 1..6),
        width in 20usize..90,
    ) {
        let mut report = Report::error(&label).help(&label).label(&label).try_instead(&text);
        for (at, (start, len)) in places.iter().enumerate() {
            report = if at == 0 { report.at(*start..start + len) } else { report.also(*start..start + len, &label) };
        }
        let drawn = draw(&report, &Source::new(name, text), Style { colour: false, width });
        for line in drawn.lines() {
            let columns: usize = line.chars().map(|c| c.width().unwrap_or(1)).sum();
            assert!(columns <= width, "{columns} > {width}:\n{drawn}");
        }
        assert!(!drawn.contains(|c: char| c != '\n' && super::super::escape::is_control(c)), "{drawn:?}");
    }
}
