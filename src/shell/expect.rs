//! What a script expects of an answer.
//!
//! In: the words after `expect`, and an answer. Out: nothing if it is as expected, else [`Unmet`].
//! Absent: running scripts (`batch`).
//!
//! ```text
//! expect 4 rows              expect at least 3 rows      expect at most 1 row
//! expect 2 possible rows     expect none                 expect count 5
//! expect yes                 expect not recorded         expect count 5 to 7
//! expect Iran, 2024-01-01    expect not Russia           expect only Iran, Egypt
//! ```
//!
//! A name stands for its entity, whichever of its names is written; anything else must be a cell, or
//! part of a longer text. Quotes hold what has a comma in it.

use crate::eval::{Answer, Cell, Outcome, Row, Tally, Verdict};
use crate::store::{Meaning, Store};
use crate::text::{Report, Span, english, fold, normalise};

/// One expectation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Expectation {
    what: What,
    /// Where it is written.
    span: Span,
}

/// An expectation that an answer does not meet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unmet {
    /// What was expected: `4 rows`.
    pub expected: String,
    /// What came: `3 rows`.
    pub came: String,
    /// Where the expectation is written, in its statement.
    pub span: Span,
}

impl Unmet {
    /// The failure for people.
    pub fn report(&self) -> Report {
        Report::error(format!("expected {}, found {}", self.expected, self.came)).at(self.span)
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum What {
    Rows { bound: Bound, count: u64, certain: Option<bool> },
    Count(Tally),
    Verdict(Verdict),
    Holds(Vec<String>),
    Lacks(Vec<String>),
    Only(Vec<String>),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Bound {
    Exactly,
    AtLeast,
    AtMost,
}

const VERDICTS: [Verdict; 4] = [Verdict::Yes, Verdict::No, Verdict::Possibly, Verdict::NotRecorded];

impl Expectation {
    /// Reads what stands in the span of a statement, after `expect`.
    ///
    /// # Errors
    /// A report where it is empty or a list in it has an empty item: `expect Iran,,`
    pub fn parse(statement: &str, span: Span) -> Result<Self, Box<Report>> {
        let text = normalise(span.of(statement)).text;
        let words: Vec<&str> = text.split_whitespace().collect();
        let lower: Vec<String> = words.iter().map(|word| word.to_lowercase()).collect();
        let lower: Vec<&str> = lower.iter().map(String::as_str).collect();
        let what = fixed(&lower).or_else(|| listed(&text, &lower));
        what.map(|what| Expectation { what, span }).ok_or_else(|| {
            Report::error("this does not say what to expect")
                .at(span)
                .help("write as in `expect 4 rows`, `expect none`, `expect yes` or `expect Iran, Egypt`")
                .into()
        })
    }

    /// Compares an answer with it.
    ///
    /// # Errors
    /// [`Unmet`], with what came instead.
    pub fn check(&self, answer: &Answer, store: &Store) -> Result<(), Unmet> {
        let there = |item: &&String| names(&answer.rows, item, store);
        let (met, expected, came) = match &self.what {
            What::Rows { bound, count, certain } => {
                let found = count_rows(answer, *certain);
                (bound.holds(found, *count), said_rows(*bound, *count, *certain), rows(found, *certain))
            }
            What::Count(tally) => {
                let found = counted(answer);
                (found == *tally, format!("a count of {}", said_tally(*tally)), said_tally(found))
            }
            What::Verdict(verdict) => {
                let came = match answer.outcome {
                    Outcome::Verdict(found) => format!("`{}`", found.word()),
                    _ => "no answer of yes or no".to_owned(),
                };
                (answer.outcome == Outcome::Verdict(*verdict), format!("`{}`", verdict.word()), came)
            }
            What::Holds(items) => {
                let lacking: Vec<&String> = items.iter().filter(|item| !there(item)).collect();
                (lacking.is_empty(), quoted(&lacking), summary(answer))
            }
            What::Lacks(items) => {
                let wrong: Vec<&String> = items.iter().filter(there).collect();
                (wrong.is_empty(), format!("no {}", quoted(&wrong)), summary(answer))
            }
            What::Only(items) => {
                let met = items.iter().all(|item| there(&item)) && all_named(answer, items, store);
                (met, format!("only {}", quoted(&items.iter().collect::<Vec<_>>())), summary(answer))
            }
        };
        if met { Ok(()) } else { Err(Unmet { expected, came, span: self.span }) }
    }
}

impl Bound {
    fn holds(self, found: u64, wanted: u64) -> bool {
        match self {
            Bound::Exactly => found == wanted,
            Bound::AtLeast => found >= wanted,
            Bound::AtMost => found <= wanted,
        }
    }
}

/// Expectations of fixed words.
fn fixed(words: &[&str]) -> Option<What> {
    let rows = |bound, rest: &[&str]| {
        let (count, certain) = match rest {
            [count, "row" | "rows"] => (count, None),
            [count, "certain", "row" | "rows"] => (count, Some(true)),
            [count, "possible", "row" | "rows"] => (count, Some(false)),
            _ => return None,
        };
        let count = english::parse_number_word(count).map(|n| n as u64).or_else(|| number(count))?;
        Some(What::Rows { bound, count, certain })
    };
    match words {
        ["none" | "nothing"] | ["no", "row" | "rows"] => {
            Some(What::Rows { bound: Bound::Exactly, count: 0, certain: None })
        }
        ["at", "least", rest @ ..] => rows(Bound::AtLeast, rest),
        ["at", "most", rest @ ..] => rows(Bound::AtMost, rest),
        ["count", n] => number(n).map(|n| What::Count(Tally { low: n, high: n })),
        ["count", low, "to", high] => Some(What::Count(Tally { low: number(low)?, high: number(high)? })),
        _ => verdict(words).or_else(|| rows(Bound::Exactly, words)),
    }
}

fn verdict(words: &[&str]) -> Option<What> {
    let said = words.join(" ");
    VERDICTS.into_iter().find(|verdict| verdict.word() == said).map(What::Verdict)
}

fn number(text: &str) -> Option<u64> {
    text.replace(',', "").parse().ok()
}

/// Expectations that list names or cells.
fn listed(text: &str, words: &[&str]) -> Option<What> {
    let rest = |word: &str| text.trim_start().get(word.len()..).and_then(items);
    match words.first()? {
        word @ &"not" => rest(word).map(What::Lacks),
        word @ &"only" => rest(word).map(What::Only),
        _ => items(text).map(What::Holds),
    }
}

/// The items of a list with commas, quotes taken off; none if one of them is empty.
fn items(text: &str) -> Option<Vec<String>> {
    let (mut found, mut item, mut quoted) = (Vec::new(), String::new(), false);
    for c in text.chars().chain([',']) {
        match c {
            '"' => quoted = !quoted,
            ',' if !quoted => found.push(std::mem::take(&mut item).trim().to_owned()),
            c => item.push(c),
        }
    }
    (!quoted && found.iter().all(|item| !item.is_empty())).then_some(found)
}

/// Whether the first cell of every row is one of the items.
fn all_named(answer: &Answer, items: &[String], store: &Store) -> bool {
    let items: Vec<(&String, Vec<String>)> =
        items.iter().map(|item| (item, canonical(item, store))).collect();
    let known = |cell: &Cell| items.iter().any(|(item, canonical)| is_named(cell, item, canonical));
    answer.rows.iter().all(|row| row.cells.first().is_some_and(known))
}

fn count_rows(answer: &Answer, certain: Option<bool>) -> u64 {
    answer.rows.iter().filter(|row| certain.is_none_or(|certain| row.certain == certain)).count() as u64
}

/// Whether a cell of a row is that.
fn names(rows: &[Row], item: &str, store: &Store) -> bool {
    let canonical = canonical(item, store);
    rows.iter().flat_map(|row| &row.cells).any(|cell| is_named(cell, item, &canonical))
}

/// The canonical names of all entities that are called so, folded; and the item itself.
fn canonical(item: &str, store: &Store) -> Vec<String> {
    let entity = |meaning: &Meaning| match meaning {
        Meaning::Entity { id, .. } => Some(fold(store.entity(*id).name())),
        _ => None,
    };
    store.meanings(item).iter().filter_map(entity).chain([fold(item)]).collect()
}

fn is_named(cell: &Cell, item: &str, canonical: &[String]) -> bool {
    let is = |text: &str| canonical.contains(&fold(text));
    match cell {
        Cell::Empty => false,
        Cell::Names(names) => names.iter().any(|name| is(name)),
        Cell::Text(text) => fold(text).contains(&fold(item)),
        Cell::Date { date, also } => date == item || also.iter().any(|other| other.starts_with(item)),
        Cell::Number { text, amount } => is(text) || item.replace(',', "").parse() == Ok(*amount),
        Cell::Tally(tally) => said_tally(*tally) == item,
    }
}

fn counted(answer: &Answer) -> Tally {
    if let Outcome::Count(tally) = answer.outcome {
        return tally;
    }
    let certain = answer.rows.iter().filter(|row| row.certain).count();
    Tally { low: certain as u64, high: answer.rows.len() as u64 }
}

fn said_tally(tally: Tally) -> String {
    if tally.low == tally.high { tally.low.to_string() } else { format!("{} to {}", tally.low, tally.high) }
}

fn said_rows(bound: Bound, count: u64, certain: Option<bool>) -> String {
    let rows = rows(count, certain);
    match bound {
        Bound::Exactly => rows,
        Bound::AtLeast => format!("at least {rows}"),
        Bound::AtMost => format!("at most {rows}"),
    }
}

fn rows(count: u64, certain: Option<bool>) -> String {
    let noun = match certain {
        None => "row",
        Some(true) => "certain row",
        Some(false) => "possible row",
    };
    if count == 0 {
        format!("no {noun}")
    } else {
        english::plural(usize::try_from(count).unwrap_or(usize::MAX), noun)
    }
}

fn quoted(items: &[&String]) -> String {
    let items: Vec<String> = items.iter().map(|item| english::quote(item)).collect();
    english::list(&items, "and")
}

/// The most rows that a failure lists.
const LISTED: usize = 8;

/// What came, in a few words: the first cells of the first rows.
fn summary(answer: &Answer) -> String {
    match answer.outcome {
        Outcome::Count(tally) => return said_tally(tally),
        Outcome::Verdict(verdict) if answer.rows.is_empty() => return format!("`{}`", verdict.word()),
        _ if answer.rows.is_empty() => return rows(0, None),
        _ => {}
    }
    let mut shown: Vec<String> = answer
        .rows
        .iter()
        .take(LISTED)
        .filter_map(|row| row.cells.first())
        .map(|cell| english::quote(&short(cell)))
        .collect();
    if answer.rows.len() > LISTED {
        shown.push(format!("{} more", answer.rows.len() - LISTED));
    }
    english::list(&shown, "and")
}

fn short(cell: &Cell) -> String {
    match cell {
        Cell::Empty => "nothing".to_owned(),
        Cell::Names(names) => names.join(", "),
        Cell::Text(text) | Cell::Number { text, .. } => text.chars().take(60).collect(),
        Cell::Date { date, .. } => date.clone(),
        Cell::Tally(tally) => said_tally(*tally),
    }
}

#[cfg(test)]
mod tests;
