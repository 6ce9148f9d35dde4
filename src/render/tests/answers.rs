//! A small base, and answers from it made by hand.

use smallvec::SmallVec;

use crate::eval::{Answer, Cell, Column, ColumnKind, Outcome, Row, Tally, Verdict};
use crate::fact::FactId;
use crate::load;
use crate::store::Store;

/// A base of clubs, with everything that a row can carry: claims, announcements, denials, accounts, places in
/// sources.
pub(super) fn store() -> Store {
    let loaded = load::texts([("clubs.toml", include_str!("clubs.toml"))]);
    assert_eq!(loaded.errors(), 0, "{}", loaded.draw_all(crate::text::Style { colour: false, width: 100 }));
    loaded.store
}

/// The facts with these ids, all accounts of each, in order.
fn facts(store: &Store, ids: &[&str]) -> SmallVec<[FactId; 2]> {
    ids.iter().flat_map(|id| store.facts_named(id)).copied().collect()
}

/// A column; its key is its title.
pub(super) fn column(title: &str, kind: ColumnKind, priority: u8) -> Column {
    Column { title: title.to_owned(), key: title.replace(' ', "_"), kind, priority }
}

/// Names.
pub(super) fn names(names: &[&str]) -> Cell {
    Cell::Names(names.iter().map(|name| (*name).to_owned()).collect())
}

/// A date with what other accounts say.
pub(super) fn date(date: &str, also: &[&str]) -> Cell {
    Cell::Date { date: date.to_owned(), also: also.iter().map(|other| (*other).to_owned()).collect() }
}

fn text(text: &str) -> Cell {
    Cell::Text(text.to_owned())
}

fn row(store: &Store, cells: Vec<Cell>, certain: bool, ids: &[&str]) -> Row {
    Row::new(cells, certain, facts(store, ids))
}

/// Who is in a club: alternatives of dates, doubt, an announcement, a denial, a claim.
pub(super) fn members(store: &Store) -> Answer {
    let columns = vec![
        column("member", ColumnKind::Names, 0),
        column("from", ColumnKind::Date, 0),
        column("until", ColumnKind::Date, 1),
        column("entry fee", ColumnKind::Number, 2),
    ];
    let fee = |text: &str, amount| Cell::Number { text: text.to_owned(), amount };
    let open = || date("going on", &[]);
    let rows = vec![
        row(
            store,
            vec![names(&["Ada"]), date("2023-07-04", &["2023-07 (gazette)"]), open(), Cell::Empty],
            true,
            &["ada-chess"],
        ),
        row(
            store,
            vec![
                names(&["Bartholomew Featherstonehaugh"]),
                date("2024-01-01", &[]),
                date("2024-06~", &[]),
                fee("over 1,200 euros", 1200.0),
            ],
            false,
            &["bart-chess"],
        ),
        row(
            store,
            vec![names(&["陳大文 (中国)"]), date("2024", &[]), open(), fee("12.5 euros", 12.5)],
            true,
            &["chen-chess"],
        ),
        row(
            store,
            vec![
                names(&["Zoë Désirée"]),
                date("2025-03", &["2025-04 (planned, gazette)", "2025-04 (planned, minutes)"]),
                open(),
                Cell::Empty,
            ],
            false,
            &["zoe-chess"],
        ),
        row(
            store,
            vec![names(&["Mallory"]), date("2024-02-29", &[]), open(), Cell::Empty],
            true,
            &["mallory-chess"],
        ),
    ];
    Answer::of_rows(columns, rows, Vec::new())
}

/// What was said: long texts, several lines, control characters, a note.
pub(super) fn sayings(store: &Store) -> Answer {
    let columns = vec![
        column("date", ColumnKind::Date, 0),
        column("speaker", ColumnKind::Names, 3),
        column("summary", ColumnKind::Text, 4),
        column("topic", ColumnKind::Names, 5),
        column("place", ColumnKind::Names, 6),
    ];
    let said = |day: &str, who: &str, what: &str, topics: &[&str], place: &[&str]| {
        vec![date(day, &[]), names(&[who]), text(what), names(topics), names(place)]
    };
    let rows = vec![
        row(
            store,
            said(
                "2024-10-23",
                "Ada",
                "The club and its rivals take approaches to the endgame that are close, or the same; more meetings will follow before the year is out.",
                &["chess"],
                &["Kazan"],
            ),
            true,
            &["ada-says"],
        ),
        row(
            store,
            said(
                "2024-10-24",
                "陳大文",
                "棋はすばらしい。毎日さしたい。\nSecond line | with a bar, a \"quote\" and a tab\there.",
                &["chess", "go"],
                &[],
            ),
            true,
            &["chen-says"],
        ),
        row(
            store,
            said(
                "2024-10-25",
                "Mallory",
                "\u{1b}[31mred\u{7} \u{202e}desrever https://example.org/a/very/long/link/that/no/line/can/hold",
                &[],
                &[],
            ),
            true,
            &["mallory-says"],
        ),
    ];
    let notes = vec!["another reading would give 2 rows: `sayings by Ada`".to_owned()];
    Answer::of_rows(columns, rows, notes)
}

/// How many per year, with doubt.
pub(super) fn per_year(store: &Store) -> Answer {
    let columns = vec![column("year", ColumnKind::Date, 0), column("members", ColumnKind::Number, 0)];
    let count = |year: &str, low, high| {
        let all = ["ada-chess", "bart-chess", "chen-chess", "mallory-chess"];
        row(store, vec![date(year, &[]), Cell::Tally(Tally { low, high })], low == high, &all)
    };
    let rows = vec![count("2023", 1, 1), count("2024", 10, 11), count("2025", 1204, 1204)];
    Answer::of_rows(columns, rows, Vec::new())
}

/// A yes or no with evidence.
pub(super) fn verdict(store: &Store) -> Answer {
    let columns = vec![column("from", ColumnKind::Date, 0), column("until", ColumnKind::Date, 1)];
    let cells = || vec![date("2024-01-01", &[]), date("2024-06~", &[])];
    let rows =
        vec![row(store, cells(), false, &["bart-chess"]), row(store, cells(), true, &["mallory-chess"])];
    let notes = vec!["there is evidence both ways".to_owned()];
    Answer { outcome: Outcome::Verdict(Verdict::Possibly), ..Answer::of_rows(columns, rows, notes) }
}

/// A no that rests on declared coverage.
pub(super) fn covered_no() -> Answer {
    let notes = vec![
        "the record of memberships of the chess club is complete from 2020 on, as checked on 2025-07-07"
            .to_owned(),
    ];
    Answer { outcome: Outcome::Verdict(Verdict::No), ..Answer::of_rows(Vec::new(), Vec::new(), notes) }
}

/// One number.
pub(super) fn count(low: u64, high: u64) -> Answer {
    Answer::of_count(Tally { low, high })
}

/// Nothing.
pub(super) fn empty() -> Answer {
    let columns = vec![column("member", ColumnKind::Names, 0)];
    let notes = vec!["nothing is left after `since 2030`".to_owned()];
    Answer::of_rows(columns, Vec::new(), notes)
}
