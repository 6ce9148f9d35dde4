//! What holds for any answer: no line too wide, no panic, no control character, pipes that close.

use std::io;

use proptest::collection::vec;
use proptest::prelude::{Just, Strategy, any, prop_oneof, proptest};
use proptest::test_runner::Config;
use smallvec::SmallVec;

use super::answers::{column, date, names, store};
use crate::eval::{Answer, Cell, Column, ColumnKind, Row, Tally};
use crate::fact::FactId;
use crate::render::{Format, FormatUnknown, Style, render};
use crate::store::Store;
use crate::text::display_width;

fn words() -> impl Strategy<Value = String> {
    let odd = prop_oneof![
        Just("中国".to_owned()),
        Just("e\u{301}a\u{300}\u{301}".to_owned()),
        Just("👩\u{200d}🔬 ❤\u{fe0f}1\u{fe0f}".to_owned()),
        Just("\u{1b}[2J\t\r\n\u{202e}".to_owned()),
        Just("می\u{200c}خواهم لا".to_owned()),
        Just("2024-01-01/2024-12-31".to_owned()),
        Just(" | `*_ ".to_owned()),
        "[a-z]{1,30}( [a-z]{1,12}){0,20}",
        any::<String>(),
    ];
    vec(odd, 0..4).prop_map(|parts| parts.join(" "))
}

fn cell() -> impl Strategy<Value = Cell> {
    prop_oneof![
        Just(Cell::Empty),
        vec(words(), 0..3).prop_map(Cell::Names),
        words().prop_map(Cell::Text),
        (words(), vec(words(), 0..2)).prop_map(|(date, also)| Cell::Date { date, also }),
        Just(date("2024-01-01/..", &["2023 (planned, gazette)", "and 3 more"])),
        (words(), any::<f64>()).prop_map(|(text, amount)| Cell::Number { text, amount }),
        any::<(u64, u64)>().prop_map(|(low, high)| Cell::Tally(Tally { low, high })),
    ]
}

fn columns() -> impl Strategy<Value = Vec<Column>> {
    let kinds = [ColumnKind::Names, ColumnKind::Text, ColumnKind::Date, ColumnKind::Number, ColumnKind::Mark];
    let one = (words(), 0..5_usize, 0..4_u8)
        .prop_map(move |(title, kind, priority)| column(&title, kinds[kind], priority));
    vec(one, 0..7)
}

/// Answers; the facts of a row are numbers into all facts of the base.
fn answers() -> impl Strategy<Value = (Answer, Vec<Vec<usize>>)> {
    let row = |width: usize| (vec(cell(), width..=width), any::<bool>(), vec(0..100_usize, 0..4));
    columns().prop_flat_map(move |columns| {
        let width = columns.len();
        (Just(columns), vec(row(width), 0..6), vec(words(), 0..2)).prop_map(|(columns, rows, notes)| {
            let (rows, facts) = rows
                .into_iter()
                .map(|(cells, certain, facts)| (Row::new(cells, certain, SmallVec::new()), facts))
                .unzip();
            (Answer::of_rows(columns, rows, notes), facts)
        })
    })
}

fn all_facts(store: &Store) -> Vec<FactId> {
    store.tables().flat_map(|table| table.rows().map(|row| table.fact_id(row))).collect()
}

/// A text without the sequences that colour it.
fn plain(text: &str) -> String {
    let mut parts = text.split('\u{1b}');
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |line, part| line + part.split_once('m').map_or(part, |(_, rest)| rest))
}

proptest! {
    #![proptest_config(Config { cases: 300, ..Config::default() })]

    #[test]
    fn no_line_is_wider_than_the_terminal((answer, facts) in answers(), reading in words(), width in 20..200_usize, colour in any::<bool>()) {
        let store = store();
        let all = all_facts(&store);
        let mut answer = answer;
        for (row, facts) in answer.rows.iter_mut().zip(facts) {
            row.facts = facts.into_iter().map(|at| all[at % all.len()]).collect();
        }
        let style = Style { colour, width: Some(width), ..Style::default() };
        for format in Format::ALL {
            let mut out = Vec::new();
            render(&mut out, &answer, &reading, &store, format, &style).unwrap();
            let text = String::from_utf8(out).unwrap();
            let text = plain(&text);
            assert!(!text.contains(|c: char| c.is_control() && c != '\n' && c != '\t'), "{format}: {text:?}");
            if matches!(format, Format::Table | Format::Record) {
                for line in text.lines() {
                    assert!(display_width(line) <= width, "{format} at {width}: {line:?}\n{text}");
                }
            }
        }
    }
}

fn long_answer(rows: usize) -> Answer {
    let columns = vec![column("name", ColumnKind::Names, 0), column("date", ColumnKind::Date, 0)];
    let row = |at: usize| {
        Row::new(vec![names(&[&format!("name {at}")]), date("2024-01-01", &[])], true, SmallVec::new())
    };
    Answer::of_rows(columns, (0..rows).map(row).collect(), Vec::new())
}

/// A pipe whose reader leaves after so many bytes.
struct Closing(usize);

impl io::Write for Closing {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.0 == 0 {
            return Err(io::ErrorKind::BrokenPipe.into());
        }
        let taken = bytes.len().min(self.0);
        self.0 -= taken;
        Ok(taken)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[test]
fn a_closed_pipe_is_known_as_one() {
    let (store, answer) = (store(), long_answer(20_000));
    let of_sources = [Format::Bibliography, Format::Bibtex, Format::CslJson];
    for format in Format::ALL.into_iter().filter(|format| !of_sources.contains(format)) {
        let error = render(&mut Closing(5_000), &answer, "", &store, format, &Style::default()).unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::BrokenPipe, "{format}");
    }
}

#[test]
fn all_rows_stand_in_the_same_columns() {
    let mut answer = long_answer(1_200);
    answer.rows[1_100].cells = vec![names(&["a longer name"]), date("2024-01-01/2024-12-31", &[])];
    let mut out = Vec::new();
    render(&mut out, &answer, "", &store(), Format::Table, &Style::default()).unwrap();
    let text = String::from_utf8(out).unwrap();
    assert!(
        text.contains(
            "\nname 1099      2024-01-01\na longer name  2024-01-01/2024-12-31\nname 1101      2024"
        )
    );
    assert_eq!(text.matches("─\n").count(), 2);
}

#[test]
fn formats_are_read_by_name() {
    for format in Format::ALL {
        assert_eq!(format.to_string().to_uppercase().parse(), Ok(format));
    }
    let error = "xml".parse::<Format>().unwrap_err();
    assert_eq!(error, FormatUnknown { name: "xml".to_owned() });
    let message = "`xml` is not a format; it can be `table`, `record`, `csv`, `tsv`, `json`, `jsonl`, `markdown`, `bare`, `bibliography`, `bibtex` or `csl-json`";
    assert_eq!(error.to_string(), message);
}
