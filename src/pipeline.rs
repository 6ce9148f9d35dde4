//! The whole way of a query in one function: text → tree → resolved → plan → answer.
//!
//! In: a query as typed, a store, settings. Out: [`Answered`] with what every stage made, or the
//! [`Fault`] of the stage that refused it. Absent: files, terminals, formats.

use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::time::{Duration, Instant};

use crate::store::Store;
use crate::text::Report;
use crate::time::Day;
use crate::{eval, plan, resolve, syntax};

/// What holds for every query of a session.
#[derive(Debug, Clone)]
pub struct Settings {
    /// The day that *is* speaks of.
    pub today: Day,
    /// The most rows that an evaluation may make before it stops with a message.
    pub row_limit: usize,
    /// Set from outside to stop the running query.
    pub stop: Arc<AtomicBool>,
}

impl Settings {
    /// The usual limits, for that today.
    pub fn on(today: Day) -> Self {
        Settings { today, row_limit: 20_000_000, stop: Arc::new(AtomicBool::new(false)) }
    }
}

/// What every stage made of a query.
#[derive(Debug, Clone)]
pub struct Answered {
    /// The tree; its `Display` is the canonical form of the query.
    pub tree: syntax::Query,
    /// The query with its words looked up.
    pub query: resolve::Query,
    /// What was understood, in one English line.
    pub reading: String,
    /// How it was found.
    pub plan: plan::Plan,
    /// What was found.
    pub answer: eval::Answer,
    /// From text to answer.
    pub time: Duration,
}

/// Why a query has no answer: the error of the stage that refused it.
#[derive(Debug, Clone, PartialEq)]
pub enum Fault {
    /// It does not parse.
    Syntax(syntax::Error),
    /// Its words do not make sense together.
    Resolve(resolve::Error),
    /// It could not be evaluated.
    Eval(eval::Error),
}

impl Fault {
    /// The error for people; spans are offsets into the query as typed.
    pub fn report(&self) -> Report {
        match self {
            Fault::Syntax(error) => error.report(),
            Fault::Resolve(error) => error.report(),
            Fault::Eval(error) => error.report(),
        }
    }
}

/// Answers a query.
///
/// # Errors
/// The [`Fault`] of the first stage that refuses it.
pub fn ask(text: &str, store: &Store, settings: &Settings) -> Result<Answered, Fault> {
    let start = Instant::now();
    let tree = syntax::parse(text, store).map_err(Fault::Syntax)?;
    let query = resolve::resolve(&tree, store, settings.today)
        .map_err(|error| Fault::Resolve(error.with_text(text)))?;
    let reading = resolve::reading(&query, store);
    let plan = plan::plan(&query, store);
    let limits = eval::Limits { rows: settings.row_limit, stop: &settings.stop };
    let answer = eval::answer(&query, &plan, store, &limits).map_err(Fault::Eval)?;
    Ok(Answered { tree, query, reading, plan, answer, time: start.elapsed() })
}
