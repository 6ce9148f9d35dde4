//! What the program says, in a form that can be held against a world.
//!
//! In: an answer. Out: [`Said`], read from the cells that people see. Absent: worlds.

use std::collections::{BTreeMap, BTreeSet};

use annals::eval::{Answer, Cell, Outcome, Row, Verdict};
use annals::fact::FactId;
use annals::resolve::{self, Set};
use annals::store::Store;
use annals::time::{Day, Edtf, Reading};

use crate::dates;
use crate::queries::Truth;

/// What the program answers, and how it was read.
pub(crate) struct Answered {
    pub(crate) answer: Answer,
    pub(crate) query: resolve::Query,
    pub(crate) reading: String,
}

/// What the program says.
#[derive(Debug)]
pub(crate) enum Said {
    /// Certain rows, and all rows.
    Keys(BTreeSet<String>, BTreeSet<String>),
    Number(f64, f64),
    Parts(BTreeMap<String, (f64, f64)>),
    So(Verdict),
    Spans(Vec<Stretch>),
    /// It says nothing that one world could contradict.
    Nothing,
}

/// A stretch of days, with what is left open of its ends.
#[derive(Debug)]
pub(crate) struct Stretch {
    certain: bool,
    start: (i32, i32),
    end: (i32, i32),
}

impl Stretch {
    fn may_be(&self, (start, end): (i32, i32)) -> bool {
        let within = |(low, high): (i32, i32), day: i32| low <= day && day <= high;
        within(self.start, start) && within(self.end, end)
    }
}

impl Said {
    /// Whether it fits what is true in one world.
    pub(crate) fn holds(&self, truth: &Truth) -> Result<(), &'static str> {
        let fits = match (self, truth) {
            (Said::Keys(sure, maybe), Truth::Keys(keys)) => {
                if !sure.is_subset(keys) {
                    return Err("a certain row fails in a world");
                }
                keys.is_subset(maybe)
            }
            (Said::Number(low, high), Truth::Number(number)) => {
                let number = float(*number);
                *low <= number && number <= *high
            }
            (Said::Parts(said), Truth::Parts(parts)) => parts.iter().all(|(part, count)| {
                let (low, high) = said.get(part).copied().unwrap_or((0.0, 0.0));
                low <= float(*count) && float(*count) <= high
            }),
            (Said::So(verdict), Truth::So(so)) => match verdict {
                Verdict::Yes => *so,
                Verdict::Possibly => true,
                Verdict::No | Verdict::NotRecorded => !so,
            },
            (Said::Spans(said), Truth::Spans(spans)) => {
                let certain = |one: &&Stretch| one.certain;
                if !said.iter().filter(certain).all(|one| spans.iter().any(|span| one.may_be(*span))) {
                    return Err("a certain row fails in a world");
                }
                spans.iter().all(|span| said.iter().any(|one| one.may_be(*span)))
            }
            (Said::Nothing, _) | (_, Truth::Nothing) => true,
            _ => return Err("the answer has another form"),
        };
        if fits { Ok(()) } else { Err("what is true in a world is not possible") }
    }
}

fn float(number: i64) -> f64 {
    f64::from(i32::try_from(number).expect("a small number"))
}

/// Small numbers, all of which are floats.
fn exact(count: u64) -> f64 {
    u32::try_from(count).map_or(f64::INFINITY, f64::from)
}

pub(crate) fn said(answered: &Answered, facts: bool, store: &Store, like: Option<&Truth>) -> Said {
    match (answered.answer.outcome, like) {
        (Outcome::Verdict(verdict), _) => Said::So(verdict),
        (Outcome::Count(tally), _) => Said::Number(exact(tally.low), exact(tally.high)),
        (Outcome::Rows, Some(Truth::Parts(_))) => parts(answered),
        (Outcome::Rows, Some(Truth::Number(_))) => figure(answered),
        (Outcome::Rows, Some(Truth::Spans(_))) => spans(answered),
        (Outcome::Rows, _) => keys(answered, facts, store),
    }
}

/// The rows by the name that they begin with, or by the facts that they rest on.
fn keys(answered: &Answered, facts: bool, store: &Store) -> Said {
    let (mut sure, mut maybe) = (BTreeSet::new(), BTreeSet::new());
    let fact = |fact: &FactId| {
        let id = store.table(fact.relation).fact_id_text(fact.row).expect("every fact has an id");
        store.text(id).to_owned()
    };
    for row in &answered.answer.rows {
        let key = match row.cells.first() {
            Some(Cell::Names(found)) if !facts => found.join(", "),
            Some(Cell::Date { date, .. }) if !facts => date.clone(),
            Some(Cell::Text(text)) if !facts => text.clone(),
            _ if matches!(answered.query.set, Set::Pairs(_)) => {
                let both: BTreeSet<String> = row.facts.iter().map(fact).collect();
                both.into_iter().collect::<Vec<_>>().join(" ")
            }
            _ => row.facts.first().map(fact).unwrap_or_default(),
        };
        if row.certain {
            sure.insert(key.clone());
        }
        maybe.insert(key);
    }
    Said::Keys(sure, maybe)
}

/// The number of each row by what stands before it.
fn parts(answered: &Answered) -> Said {
    if has_two_figures(answered) {
        return Said::Nothing;
    }
    let part = |row: &Row| {
        let words = row.cells.iter().filter_map(|cell| match cell {
            Cell::Names(names) => Some(names.join(", ")),
            Cell::Date { date, .. } => Some(date.clone()),
            Cell::Text(text) => Some(text.clone()),
            _ => None,
        });
        let number = row.cells.iter().find_map(|cell| match cell {
            Cell::Tally(tally) => Some((exact(tally.low), exact(tally.high))),
            Cell::Number { text, .. } => sixtieths(text),
            _ => None,
        })?;
        Some((words.collect::<Vec<_>>().join(" "), number))
    };
    Said::Parts(answered.answer.rows.iter().filter_map(part).collect())
}

/// Whether what is certain and what is possible are told apart: then neither is that of one world.
fn has_two_figures(answered: &Answered) -> bool {
    answered.answer.columns.iter().any(|column| column.key == "over")
}

fn figure(answered: &Answered) -> Said {
    if has_two_figures(answered) {
        return Said::Nothing;
    }
    let [row] = &answered.answer.rows[..] else { return Said::Nothing };
    let Some(Cell::Number { text, .. }) = row.cells.first() else { return Said::Nothing };
    sixtieths(text).map_or(Said::Nothing, |(low, high)| Said::Number(low, high))
}

/// The range of a figure in sixtieths, from its words.
fn sixtieths(text: &str) -> Option<(f64, f64)> {
    let numbers: Vec<f64> = text
        .replace(',', "")
        .split(|c: char| !(c.is_ascii_digit() || c == '.' || c == '-'))
        .filter_map(|word| word.parse().ok())
        .collect();
    let (first, last) = (numbers.first()?, numbers.last()?);
    // Figures are shown with few decimals.
    let (first, last) = (60.0 * first - 1.0, 60.0 * last + 1.0);
    Some(if text.starts_with("over") || text.starts_with("at least") {
        (first, f64::INFINITY)
    } else if text.starts_with("under") || text.starts_with("at most") {
        (f64::NEG_INFINITY, last)
    } else if text.starts_with("about") {
        (first - first.abs() / 9.0, last + last.abs() / 9.0)
    } else {
        (first, last)
    })
}

/// The rows by their first and last day.
fn spans(answered: &Answered) -> Said {
    let column = |key: &str| answered.answer.columns.iter().position(|column| column.key == key);
    let (Some(from), Some(until)) = (column("from"), column("until")) else { return Said::Nothing };
    let stretch = |row: &Row| Stretch {
        certain: row.certain,
        start: days(&row.cells[from]),
        end: days(&row.cells[until]),
    };
    Said::Spans(answered.answer.rows.iter().map(stretch).collect())
}

/// The days that a cell leaves open.
fn days(cell: &Cell) -> (i32, i32) {
    const OPEN: (i32, i32) = (i32::MIN, i32::MAX);
    let Cell::Date { date: text, .. } = cell else { return OPEN };
    let written = |text: &str| {
        let bounds = Edtf::parse(text).ok()?.bounds(Reading::Moment);
        let first: Day = dates::day(dates::FIRST).parse().expect("a day");
        Some((bounds.start_min() - first.number(), bounds.start_max() - first.number()))
    };
    let moved = |by: i32| move |(low, high): (i32, i32)| (low.saturating_add(by), high.saturating_add(by));
    let found = if let Some((low, high)) = text.split_once(" to ") {
        written(low).zip(written(high)).map(|(low, high)| (low.0, high.1))
    } else if let Some(date) = text.strip_prefix("after ") {
        written(date).map(moved(1)).map(|(low, _)| (low, i32::MAX))
    } else if let Some(date) = text.strip_prefix("before ") {
        written(date).map(moved(-1)).map(|(_, high)| (i32::MIN, high))
    } else {
        written(text)
    };
    found.unwrap_or(OPEN)
}
