//! Every rival reading that is offered can be typed, and gives the answer that is claimed.
//!
//! In: all cases of the corpus that are answered, each in its session. Out: a list of what does not hold. Absent: which
//! rivals there should be; cases of the corpus state some.

#![allow(clippy::unwrap_used, reason = "a failure in a test is the message")]

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::time::Duration;

use annals::eval::{Outcome, Tally, Verdict};
use annals::load;
use annals::pipeline::{Answered, Memory, Rival, Rivals, Settings, ask_with};
use annals::store::Store;
use annals::time::Day;
use annals::workshop::corpus::{Case, parse};

/// The most rivals that one answer offers.
const MOST: usize = 8;

fn cases() -> Vec<(Option<PathBuf>, Case)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus");
    let mut files: Vec<PathBuf> =
        std::fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.retain(|path| path.extension().is_some_and(|end| end == "corpus"));
    files.sort();
    let mut found = Vec::new();
    for path in files {
        let text = std::fs::read_to_string(&path).unwrap();
        for case in parse(&path.display().to_string(), &text).expect("corpus files can be read").cases {
            let base = case.attributes.facts.as_ref().map(|base| folder.join(base));
            found.push((base, case));
        }
    }
    found
}

/// Queries beside those of the corpus in which a date or a list can belong to two things.
const MORE: [&str; 15] = [
    "meetings of presidents of Iran in 2024",
    "who visited members of SCO before 2017?",
    "statements by members of BRICS or SCO",
    "count statements by members of BRICS since 2024",
    "statements by presidents of members of BRICS in 2024",
    "speakers of statements about members of BRICS since 2024",
    "agreements between Iran and members of BRICS and SCO",
    "visits by presidents of members of SCO before 2022",
    "meetings of members of BRICS in 2022",
    "count meetings of presidents of Iran in 2024 per year",
    "countries whose president met Putin",
    "which president of Iran met Putin?",
    "the presidents of Iran that met Putin",
    "members of SCO that are not members of BRICS as of 2010",
    "statements by members of BRICS according to the Kremlin",
];

/// Queries with the one rival that each has, if it has one.
const STATED: [(&str, Option<&str>); 8] = [
    (
        "countries that left OPEC and joined BRICS in 2024",
        Some("countries that left OPEC in 2024 and joined BRICS in 2024"),
    ),
    (
        "did Putin visit China and meet Xi in Beijing in 2023?",
        Some("did Putin visit China in 2023 and meet Xi in Beijing in 2023?"),
    ),
    ("statements by members of BRICS since 2024", Some("statements by (members of BRICS since 2024)")),
    (
        "agreements between Iran and members of BRICS and SCO",
        Some("agreements between Iran and (members of BRICS) and SCO"),
    ),
    ("countries whose president met Putin", Some("countries whose current president met Putin")),
    ("countries whose president visited China", None),
    ("which president of Iran met Putin?", Some("which current president of Iran met Putin?")),
    ("the presidents of Iran that met Putin", Some("which presidents of Iran met Putin")),
];

#[test]
fn the_rival_of_a_query_is_offered_where_its_answer_differs() {
    let (today, store) = (Day::from_ymd(2026, 11, 23).unwrap(), load::shipped().store);
    for (query, rival) in STATED {
        let (first, _) = answered(query, &[], &settings(today), &store).unwrap();
        let offered: Vec<&str> = first.rivals.found.iter().map(|rival| rival.text.as_str()).collect();
        assert_eq!(offered, rival.into_iter().collect::<Vec<_>>(), "`{query}`");
    }
}

/// A query with the session before it, and its answer; none where it is refused.
fn answered(query: &str, given: &[String], settings: &Settings, store: &Store) -> Option<(Answered, Memory)> {
    let mut memory = Memory::default();
    for given in given {
        ask_with(given, store, settings, &mut memory).ok()?;
    }
    let answered = ask_with(query, store, settings, &mut memory.clone()).ok()?;
    Some((answered, memory))
}

/// A debug build on a busy machine needs more time than people have.
fn settings(today: Day) -> Settings {
    Settings { rival_time: Duration::from_secs(20), ..Settings::on(today) }
}

/// What does not hold of the rivals of a query; and how many there are.
fn judged(query: &str, given: &[String], today: Day, store: &Store) -> (usize, Vec<String>) {
    let settings = settings(today);
    let Some((first, memory)) = answered(query, given, &settings, store) else { return (0, Vec::new()) };
    let mut wrong = Vec::new();
    if first.rivals.found.len() > MOST {
        wrong.push(format!("`{query}` has {} rivals", first.rivals.found.len()));
    }
    for Rival { text, outcome, rows } in &first.rivals.found {
        match ask_with(text, store, &settings, &mut memory.clone()) {
            Err(fault) => wrong.push(format!("`{text}`: {}", fault.report().message)),
            Ok(typed) if typed.answer.rows.len() != *rows || typed.answer.outcome != *outcome => {
                wrong.push(format!(
                    "`{text}` gives {:?} with {} rows",
                    typed.answer.outcome,
                    typed.answer.rows.len()
                ));
            }
            Ok(typed) if !typed.answer.differs(&first.answer) => {
                wrong.push(format!("`{text}` answers as `{query}` does"));
            }
            Ok(_) => {}
        }
    }
    (first.rivals.found.len(), wrong)
}

#[test]
fn a_rival_can_be_typed_and_gives_what_is_claimed() {
    let mut stores: HashMap<Option<PathBuf>, Store> = HashMap::new();
    let (mut offered, mut wrong) = (0, Vec::new());
    for (base, case) in cases() {
        let store = stores.entry(base.clone()).or_insert_with(|| match &base {
            Some(folder) => load::folders(std::slice::from_ref(folder)).store,
            None => load::shipped().store,
        });
        let Some(today) = case.attributes.today else { continue };
        let (count, mut failed) = judged(&case.query, &case.attributes.given, today, store);
        offered += count;
        wrong.append(&mut failed);
    }
    let shipped = load::shipped().store;
    for query in MORE {
        let (count, mut failed) = judged(query, &[], Day::from_ymd(2026, 11, 23).unwrap(), &shipped);
        offered += count;
        wrong.append(&mut failed);
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(offered >= 10, "only {offered} rivals were offered");
}

#[test]
fn what_a_rival_gives_is_said_in_its_own_form() {
    let rival = |outcome| Rival { text: "a (b)".to_owned(), outcome, rows: 1 };
    let found = vec![
        rival(Outcome::Rows),
        rival(Outcome::Count(Tally { low: 2, high: 3 })),
        rival(Outcome::Verdict(Verdict::NotRecorded)),
    ];
    assert_eq!(
        Rivals { found, untested: 2 }.notes(),
        [
            "it could also be read as `a (b)`, which gives 1 row",
            "it could also be read as `a (b)`, which gives 2 to 3",
            "it could also be read as `a (b)`, which is answered *not recorded*",
            "2 other readings were not tested"
        ]
    );
}
