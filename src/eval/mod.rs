//! Plan + store → rows with their certainty and their facts.
//!
//! In: a plan, the store, limits. Out: [`Answer`]. Every operator yields certain rows within possible rows by
//! one pass (language reference, *certain and possible*). Absent: names as typed, formats, the clock.

mod about;
mod account;
mod against;
mod anchor;
mod answer;
mod aside;
mod best;
mod between;
mod bind;
mod candidates;
mod cells;
mod chains;
mod check;
mod columns;
mod compare;
mod conflicts;
mod count;
mod counted;
mod coverage;
mod date;
mod describe;
mod divide;
mod empty;
mod figure;
mod fixpoint;
mod gaps;
mod hit;
mod join;
mod keyed;
mod known;
mod length;
mod matching;
mod measure;
mod meeting;
mod narrow;
mod near;
mod order;
mod others;
mod own;
mod pairs;
mod part;
mod pick;
mod plain;
mod reach;
mod rival;
mod run;
mod say;
mod scan;
mod search;
mod shared;
mod sort;
mod sources;
mod table;
mod through;
mod timeline;
mod units;
mod variable;
mod verdict;
mod why;
mod word;

pub use answer::{Answer, Cell, Column, ColumnKind, Outcome, Row, Tally, Verdict};
pub use run::{Measured, Profile};

use std::collections::HashSet;
use std::sync::atomic::AtomicBool;
use std::time::Instant;

use crate::plan::Plan;
use crate::resolve::{Ask, Keys, Query, Used};
use crate::store::Store;
use crate::syntax::{Adverbial, Certainty};
use crate::text::{Report, english};

use bind::Binds;
use hit::{Hit, Key};
use run::Runner;

/// What an evaluation may use.
#[derive(Debug, Clone, Copy)]
pub struct Limits<'a> {
    /// The most rows that all steps together may look at or make.
    pub rows: usize,
    /// The most bytes that the rows kept at one time may take, by estimate.
    pub memory: usize,
    /// Set from outside to stop.
    pub stop: &'a AtomicBool,
    /// When to stop at the latest, where there is such a moment.
    pub until: Option<Instant>,
}

/// Why an evaluation ended without an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Error {
    /// It was stopped from outside.
    Stopped,
    /// More rows than [`Limits::rows`].
    TooManyRows {
        /// The limit.
        limit: usize,
        /// The step of the plan that went over it.
        step: String,
    },
    /// More memory than [`Limits::memory`].
    TooMuchMemory {
        /// The limit, in bytes.
        limit: usize,
        /// The step of the plan that went over it.
        step: String,
    },
    /// A recursive definition that goes on for more rounds than [`MOST_ROUNDS`].
    TooManyRounds,
}

/// The most rounds in which a recursive definition may grow.
pub const MOST_ROUNDS: usize = 1000;

impl Error {
    /// The error for people.
    pub fn report(&self) -> Report {
        match self {
            Error::Stopped => Report::error("the query was stopped"),
            Error::TooManyRows { limit, step } => Report::error(format!(
                "this query makes more than {} rows on its way{}",
                english::number(*limit),
                in_step(step)
            ))
            .help("narrow it with a name or a date, or allow more with `--max-rows`"),
            Error::TooMuchMemory { limit, step } => Report::error(format!(
                "this query needs more than {} MB of memory for its rows{}",
                english::number(*limit / MEGABYTE),
                in_step(step)
            ))
            .help("narrow it with a name or a date, count instead, or allow more with `--max-memory`"),
            Error::TooManyRounds => Report::error(format!(
                "a definition in this query still finds more after {} rounds through itself",
                english::number(MOST_ROUNDS)
            ))
            .help("define it so that it ends sooner, or ask it about less"),
        }
    }
}

/// A megabyte, as limits of memory are told.
pub const MEGABYTE: usize = 1 << 20;

/// Where a limit was met; `explain` shows the steps.
fn in_step(step: &str) -> String {
    if step.is_empty() { String::new() } else { format!(", in the step `{step}`") }
}

/// Everything that an evaluation comes to.
#[derive(Debug, Clone, PartialEq)]
pub struct Evaluated {
    /// What is shown.
    pub answer: Answer,
    /// What the rows are about, for `those`; none where they are no things, or the answer is a number.
    pub keys: Option<Keys>,
    /// What each step of the plan came to.
    pub profile: Profile,
    /// Which days tests against facts came to, for the reading.
    pub used: Vec<Used>,
}

/// Answers a query by its plan.
///
/// # Errors
/// [`Error`] when it is stopped or grows too large.
pub fn answer(query: &Query, plan: &Plan, store: &Store, limits: &Limits<'_>) -> Result<Answer, Error> {
    evaluate(query, plan, store, limits).map(|evaluated| evaluated.answer)
}

/// Answers a query by its plan, with what the next query and `explain` ask for.
///
/// # Errors
/// [`Error`] when it is stopped or grows too large.
pub fn evaluate(query: &Query, plan: &Plan, store: &Store, limits: &Limits<'_>) -> Result<Evaluated, Error> {
    let runner = Runner::new(store, limits, plan);
    let (mut answer, keys) = match &query.ask {
        Ask::Count(pers) => (count::answer(query, plan, pers, &runner)?, None),
        Ask::Measure(measured) => (measure::answer(query, measured, plan, &runner)?, None),
        Ask::Best(best) => (best::answer(query, best, plan, &runner)?, None),
        Ask::YesNo(question) => {
            let answer = verdict::answer(query, question, &runner)?;
            let keys = about::leading_facts(&answer);
            (answer, Some(keys))
        }
        Ask::Date(asked) => (date::answer(asked, plan, &query.frame, &runner)?, None),
        Ask::About(about) => about::answer(query, about, plan, &runner)?,
        Ask::Rows | Ask::Adverbial(_) => {
            let hits = runner.op(&plan.root)?;
            let any = !hits.is_empty();
            let (mut answer, keys) = if let Ask::Adverbial(Adverbial::Within(unit)) = query.ask {
                (units::answer(query, unit, &hits, &runner)?, Vec::new())
            } else {
                let mut rows = pick::one_row_each(hits, &runner)?;
                keep_rows(&mut rows, query.certainty);
                cells::answer_with_keys(query, rows, &runner)?
            };
            if answer.rows.is_empty() {
                answer.notes.extend(empty::explain_kept(query, any, &runner)?);
            }
            (answer, Some(about::keys(&keys)))
        }
    };
    answer.known = query.frame.known;
    Ok(Evaluated { answer, keys, profile: runner.profile(), used: runner.used() })
}

/// `certainly` keeps the rows that are certain, `possibly` those that are not.
fn keep_rows(rows: &mut Vec<Hit>, certainty: Option<Certainty>) {
    if let Some(certainty) = certainty {
        rows.retain(|row| row.certain == (certainty == Certainty::Certainly));
    }
}

/// What is counted or added up: of a ranking, `certainly` and `possibly` keep rows instead.
fn keep_counted(hits: &mut Vec<Hit>, query: &Query, runner: &Runner<'_>) -> Result<(), Error> {
    if query.finish.top.is_none() { keep(hits, query.certainty, runner) } else { Ok(()) }
}

/// `certainly` keeps what is certain, `possibly` the things of which nothing is.
fn keep(hits: &mut Vec<Hit>, certainty: Option<Certainty>, runner: &Runner<'_>) -> Result<(), Error> {
    match certainty {
        Some(Certainty::Certainly) => hits.retain(|hit| hit.certain),
        Some(Certainty::Possibly) => {
            let sure = runner.watch(hits.iter().filter(|hit| hit.certain));
            let sure = sure.map(|hit| hit.map(|hit| (hit.key, hit.binds.clone())));
            let sure: HashSet<(Key, Binds)> = sure.collect::<Result<_, Error>>()?;
            hits.retain(|hit| !sure.contains(&(hit.key, hit.binds.clone())));
        }
        None => {}
    }
    Ok(())
}
