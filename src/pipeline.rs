//! The whole way of a query in one function: text → tree → resolved → plan → answer.
//!
//! In: a query as typed, a store, settings. Out: [`Answered`] with what every stage made, or the
//! [`Fault`] of the stage that refused it. Absent: files, terminals, formats.

mod define;
mod explain;
mod preview;
mod rivals;

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::time::{Duration, Instant};

use crate::resolve::{About, Ask, Context, Definitions, Keys, Last};
use crate::store::Store;
use crate::text::Report;
use crate::time::Day;
use crate::{eval, plan, resolve, syntax};

pub use explain::{Explained, Step, precise};
pub use preview::{Preview, preview};
pub use rivals::{Rival, Rivals};

/// What holds for every query of a session.
#[derive(Debug, Clone)]
pub struct Settings {
    /// The day that *is* speaks of.
    pub today: Day,
    /// The most rows that an evaluation may make before it stops with a message.
    pub row_limit: usize,
    /// The most bytes that the rows of an evaluation may take at one time, by estimate.
    pub memory_limit: usize,
    /// How long looking at rival readings may take; those beyond it are told to be untested. With no time at all they
    /// are not looked for.
    pub rival_time: Duration,
    /// Set from outside to stop the running query.
    pub stop: Arc<AtomicBool>,
    /// What `$name` stands for by the word of the command line, raw: one name, date, number or text each. A
    /// `let` of the session goes before it.
    pub params: BTreeMap<String, String>,
    /// What reads queries: the parser that ships, unless the grammar is being worked on.
    pub parser: Arc<dyn syntax::Parser>,
}

impl Settings {
    /// The usual limits, for that today.
    pub fn on(today: Day) -> Self {
        Settings {
            today,
            row_limit: 20_000_000,
            memory_limit: 2048 * eval::MEGABYTE,
            rival_time: Duration::from_millis(50),
            stop: Arc::new(AtomicBool::new(false)),
            params: BTreeMap::new(),
            parser: Arc::new(syntax::Compiled),
        }
    }

    /// Other limits on rows and on megabytes of them; none: those that are set.
    pub fn limit(&mut self, rows: Option<u64>, megabytes: Option<u64>) {
        let whole = |number: u64| usize::try_from(number).unwrap_or(usize::MAX);
        self.row_limit = rows.map_or(self.row_limit, whole);
        let bytes = |megabytes| whole(megabytes).saturating_mul(eval::MEGABYTE);
        self.memory_limit = megabytes.map_or(self.memory_limit, bytes);
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
    /// What each step of the plan came to, by the number of the step.
    pub profile: eval::Profile,
    /// For `explain Q`: what every stage made of Q; the answer is then its tree and its plan, line by line.
    pub explained: Option<Box<Explained>>,
}

/// What a session remembers between its queries. The caller owns it; it holds for one store, so
/// [`Memory::forget`] what was answered when the store changes.
#[derive(Debug, Clone, Default)]
pub struct Memory {
    last: Option<Last>,
    lets: syntax::Values,
    definitions: Definitions,
}

impl Memory {
    /// What `let` has given values to: names without `$`, values as a query writes them.
    pub fn lets(&self) -> &syntax::Values {
        &self.lets
    }

    /// The nouns that `define` has made.
    pub fn definitions(&self) -> &Definitions {
        &self.definitions
    }

    /// Whether there is an answer that `those` and `why` can speak of.
    pub fn has_answer(&self) -> bool {
        self.last.is_some()
    }

    /// Values and definitions alone, without the last answer, which may be large.
    #[must_use]
    pub fn words(&self) -> Memory {
        Memory { last: None, lets: self.lets.clone(), definitions: self.definitions.clone() }
    }

    /// Forgets the last answer; values and definitions stay.
    pub fn forget(&mut self) {
        self.last = None;
    }

    /// Keeps what the next query may speak of. What speaks of an answer is none itself.
    fn keep(&mut self, answered: &Answered, keys: Option<Keys>) {
        match &answered.query.ask {
            Ask::About(About::Let { name, value }) => {
                self.lets.insert(name.clone(), value.clone());
            }
            Ask::About(
                About::Describe(_) | About::Why { .. } | About::WhyCounted { .. } | About::WhyNot(_),
            ) => {}
            _ => {
                let rows = answered.answer.rows.iter().map(|row| row.facts.clone()).collect();
                self.last = Some(Last { query: answered.query.clone(), keys, rows });
            }
        }
    }
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

/// Answers a query that stands alone.
///
/// # Errors
/// The [`Fault`] of the first stage that refuses it.
pub fn ask(text: &str, store: &Store, settings: &Settings) -> Result<Answered, Fault> {
    run(text, store, settings, None)
}

/// Answers a query of a session: `those`, `why 3`, `let $x = …`, `$x` and `define … as …` read and write its memory.
///
/// # Errors
/// The [`Fault`] of the first stage that refuses it; the memory is then as it was.
pub fn ask_with(
    text: &str,
    store: &Store,
    settings: &Settings,
    memory: &mut Memory,
) -> Result<Answered, Fault> {
    run(text, store, settings, Some(memory))
}

fn run(
    text: &str,
    store: &Store,
    settings: &Settings,
    mut memory: Option<&mut Memory>,
) -> Result<Answered, Fault> {
    let start = Instant::now();
    let none = Memory::default();
    let known = memory.as_deref().unwrap_or(&none);
    let values = values(settings, &known.lets);
    let tree = parse(text, store, &values, &known.definitions, &*settings.parser)
        .map_err(|fault| sensible(fault, store, settings, &values, known))?;
    if let (syntax::Ask::Define(definition), Some(memory)) = (&tree.ask, memory.as_deref_mut()) {
        let notes = memory.definitions.define(definition, store, settings.today);
        let notes = notes.map_err(|error| Fault::Resolve(error.with_text(text)))?;
        return Ok(define::defined(tree.clone(), definition, notes, store, settings.today, start));
    }
    let known = memory.as_deref().unwrap_or(&none);
    let context = Context {
        today: settings.today,
        last: known.last.as_ref(),
        values: &values,
        definitions: &known.definitions,
        parser: &*settings.parser,
    };
    if let syntax::Ask::About(syntax::About::Explain(inner)) = &tree.ask {
        let (answered, _) = answered((**inner).clone(), text, store, settings, context, start)?;
        let lexicon = known.definitions.lexicon(store);
        let reader = syntax::Reader { parser: &*settings.parser, lexicon: &lexicon, values: &values };
        let tree_of_it = explain::tree(text, reader);
        return Ok(explain::explained(tree, Explained { answered, tree: tree_of_it }, store));
    }
    let (answered, keys) = answered(tree, text, store, settings, context, start)?;
    if let Some(memory) = memory {
        memory.keep(&answered, keys);
    }
    Ok(answered)
}

/// Reads a query of a session, and asks nothing.
///
/// # Errors
/// [`Fault::Syntax`].
pub fn read(text: &str, store: &Store, settings: &Settings, memory: &Memory) -> Result<syntax::Query, Fault> {
    parse(text, store, &values(settings, &memory.lets), &memory.definitions, &*settings.parser)
}

/// The nodes that a rule of the grammar makes of a query of a session, and the text that they stand in.
///
/// # Errors
/// [`Fault::Syntax`].
pub fn outline(
    rule: &str,
    text: &str,
    store: &Store,
    settings: &Settings,
    memory: &Memory,
) -> Result<(syntax::Node, syntax::Marked), Fault> {
    let values = values(settings, &memory.lets);
    let read = |reader: syntax::Reader<'_>| {
        let marked = reader.mark(text)?;
        Ok((reader.nodes_of(rule, &marked, text)?, marked))
    };
    with_reader(text, store, &values, &memory.definitions, &*settings.parser, read)
}

/// The text of a query of a session as the grammar sees it.
///
/// # Errors
/// [`Fault::Syntax`].
pub fn mark(
    text: &str,
    store: &Store,
    settings: &Settings,
    memory: &Memory,
) -> Result<syntax::Marked, Fault> {
    let values = values(settings, &memory.lets);
    let read = |reader: syntax::Reader<'_>| reader.mark(text);
    with_reader(text, store, &values, &memory.definitions, &*settings.parser, read)
}

fn parse(
    text: &str,
    store: &Store,
    values: &syntax::Values,
    definitions: &Definitions,
    parser: &dyn syntax::Parser,
) -> Result<syntax::Query, Fault> {
    with_reader(text, store, values, definitions, parser, |reader| reader.parse(text))
}

/// Reads a query; the noun that a definition gives may stand in its own words.
fn with_reader<T>(
    text: &str,
    store: &Store,
    values: &syntax::Values,
    definitions: &Definitions,
    parser: &dyn syntax::Parser,
    read: impl FnOnce(syntax::Reader<'_>) -> Result<T, syntax::Error>,
) -> Result<T, Fault> {
    let more = syntax::Reader::defined_noun(parser, text).map(|noun| definitions.with_noun(&noun));
    let lexicon = more.as_ref().unwrap_or(definitions).lexicon(store);
    read(syntax::Reader { parser, lexicon: &lexicon, values }).map_err(Fault::Syntax)
}

/// The fault without those of its queries to try that would be refused in turn.
fn sensible(
    mut fault: Fault,
    store: &Store,
    settings: &Settings,
    values: &syntax::Values,
    known: &Memory,
) -> Fault {
    let context = Context {
        today: settings.today,
        last: known.last.as_ref(),
        values,
        definitions: &known.definitions,
        parser: &*settings.parser,
    };
    if let Fault::Syntax(error) = &mut fault {
        error.keep_tries(|query| {
            parse(query, store, values, &known.definitions, &*settings.parser).is_ok_and(|tree| {
                let defines = matches!(tree.ask, syntax::Ask::Define(_));
                defines || resolve::resolve_in(&tree, store, context).is_ok()
            })
        });
    }
    fault
}

/// From a tree to its answer, with what the rows are about.
fn answered(
    tree: syntax::Query,
    text: &str,
    store: &Store,
    settings: &Settings,
    context: Context<'_>,
    start: Instant,
) -> Result<(Answered, Option<Keys>), Fault> {
    let query =
        resolve::resolve_in(&tree, store, context).map_err(|error| Fault::Resolve(error.with_text(text)))?;
    let plan = plan::plan(&query, store);
    let limits = eval::Limits {
        rows: settings.row_limit,
        memory: settings.memory_limit,
        stop: &settings.stop,
        until: None,
    };
    let eval::Evaluated { answer, keys, profile, used } =
        eval::evaluate(&query, &plan, store, &limits).map_err(Fault::Eval)?;
    let reading = resolve::reading_with(&query, store, &used);
    let rivals = rivals::rivals(text, &tree, &answer, store, context, settings);
    let time = start.elapsed();
    Ok((Answered { tree, query, reading, plan, answer, rivals, time, profile, explained: None }, keys))
}

/// What each `$name` stands for: the word of the session, else that of the command line.
fn values(settings: &Settings, lets: &syntax::Values) -> syntax::Values {
    let outside = settings.params.iter().map(|(name, raw)| (name.clone(), syntax::from_outside(raw)));
    let mut values: syntax::Values = outside.collect();
    values.extend(lets.iter().map(|(name, value)| (name.clone(), value.clone())));
    values
}
