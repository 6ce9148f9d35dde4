//! The whole way of a query in one function: text → tree → resolved → plan → answer.
//!
//! In: a query as typed, a store, settings. Out: [`Answered`] with what every stage made, or the
//! [`Fault`] of the stage that refused it. Absent: files, terminals, formats.

use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::time::{Duration, Instant};

use crate::store::Store;
use crate::text::{Report, english};
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
    /// Other readings that give another answer.
    pub rivals: Rivals,
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

/// Other readings of a query, one choice changed at a time.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Rivals {
    /// The text of each that gives another answer, with how many rows that has.
    pub texts: Vec<(String, usize)>,
    /// How many were left untested because the time for it was over.
    pub untested: usize,
}

impl Rivals {
    /// The lines to show under an answer.
    pub fn notes(&self) -> Vec<String> {
        let line = |(text, rows): &(String, usize)| {
            format!(
                "it could also be read as `{text}`, which gives {}",
                english::counted(*rows, "row", "rows")
            )
        };
        let mut notes: Vec<String> = self.texts.iter().map(line).collect();
        if self.untested > 0 {
            let readings = english::counted(self.untested, "other reading was", "other readings were");
            notes.push(format!("{readings} not tested"));
        }
        notes
    }
}

/// How long looking at rival readings may take.
const RIVAL_TIME: Duration = Duration::from_millis(50);

/// Answers a query.
///
/// # Errors
/// The [`Fault`] of the first stage that refuses it.
pub fn ask(text: &str, store: &Store, settings: &Settings) -> Result<Answered, Fault> {
    ask_with(text, store, settings, &Memory::default())
}

/// What a session or a script remembers from one query to the next.
#[derive(Debug, Clone, Default)]
pub struct Memory {
    /// The nouns that were defined.
    pub definitions: resolve::Definitions,
}

/// Whether a text is a definition, which [`define`] takes and [`ask`] does not.
pub fn is_definition(text: &str) -> bool {
    syntax::defined_noun(text).is_some()
}

/// Defines a noun: `define partners of ?x as parties to agreements with ?x`. Returns what to tell about it: what it
/// replaces or hides. A definition that is refused leaves the memory as it was.
///
/// # Errors
/// The [`Fault`] of the first stage that refuses it.
pub fn define(
    text: &str,
    store: &Store,
    settings: &Settings,
    memory: &mut Memory,
) -> Result<Vec<String>, Fault> {
    let noun = syntax::defined_noun(text);
    let definitions =
        noun.map_or_else(|| memory.definitions.clone(), |noun| memory.definitions.with_noun(&noun));
    let tree = syntax::parse(text, &definitions.lexicon(store)).map_err(Fault::Syntax)?;
    let syntax::Ask::Define(definition) = &tree.ask else {
        return Err(Fault::Resolve(resolve::Error::NothingToAttachTo));
    };
    memory
        .definitions
        .define(definition, store, settings.today)
        .map_err(|error| Fault::Resolve(error.with_text(text)))
}

/// Answers a query that may use what is remembered.
///
/// # Errors
/// The [`Fault`] of the first stage that refuses it.
pub fn ask_with(text: &str, store: &Store, settings: &Settings, memory: &Memory) -> Result<Answered, Fault> {
    let start = Instant::now();
    let lexicon = memory.definitions.lexicon(store);
    let tree = syntax::parse(text, &lexicon).map_err(Fault::Syntax)?;
    let query = resolve::resolve_with(&tree, store, settings.today, &memory.definitions)
        .map_err(|error| Fault::Resolve(error.with_text(text)))?;
    let plan = plan::plan(&query, store);
    let limits = eval::Limits { rows: settings.row_limit, stop: &settings.stop };
    let (answer, used) = eval::answer_with(&query, &plan, store, &limits).map_err(Fault::Eval)?;
    let reading = resolve::reading_with(&query, store, &used);
    let rivals = rivals(text, &tree, &answer, (store, &memory.definitions), settings);
    Ok(Answered { tree, query, reading, plan, answer, rivals, time: start.elapsed() })
}

/// Evaluates the rival readings while there is time, and keeps those whose answer differs.
fn rivals(
    text: &str,
    tree: &syntax::Query,
    answer: &eval::Answer,
    (store, definitions): (&Store, &resolve::Definitions),
    settings: &Settings,
) -> Rivals {
    let start = Instant::now();
    let mut found = Rivals::default();
    let limits = eval::Limits { rows: RIVAL_ROWS, stop: &settings.stop };
    for (said, query) in resolve::rivals(text, tree, store, settings.today, definitions) {
        if start.elapsed() > RIVAL_TIME {
            found.untested += 1;
            continue;
        }
        match eval::answer(&query, &plan::plan(&query, store), store, &limits) {
            Ok(other) if other.differs(answer) => found.texts.push((said, other.rows.len())),
            Ok(_) => {}
            Err(_) => found.untested += 1,
        }
    }
    found
}

/// The most rows that one rival may make before it counts as untested.
const RIVAL_ROWS: usize = 200_000;
