//! How much an answer would hold, while its query is still being typed.
//!
//! In: a query, until when to look. Out: [`Preview`], or nothing where the query is not complete, is refused, or takes
//! longer. Absent: rival readings, and anything that is remembered.

use std::time::Instant;

use super::{Memory, Settings, parse, values};
use crate::eval::Outcome;
use crate::resolve::Context;
use crate::store::Store;
use crate::{eval, plan, resolve, syntax};

/// An answer in numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Preview {
    /// What sort of answer it is.
    pub outcome: Outcome,
    /// How many rows it has.
    pub rows: usize,
    /// How many of them are only possible.
    pub possible: usize,
}

/// Answers a query as the session would, if that is done by then. Queries that do something else than ask are not
/// answered.
pub fn preview(
    text: &str,
    store: &Store,
    settings: &Settings,
    memory: &Memory,
    until: Instant,
) -> Option<Preview> {
    let values = values(settings, &memory.lets);
    let tree = parse(text, store, &values, &memory.definitions, &*settings.parser).ok()?;
    let asks = match &tree.ask {
        syntax::Ask::Define(_) => false,
        syntax::Ask::About(about) => !matches!(about, syntax::About::Explain(_) | syntax::About::Let { .. }),
        _ => true,
    };
    if !asks || Instant::now() > until {
        return None;
    }
    let context = Context {
        today: settings.today,
        last: memory.last.as_ref(),
        values: &values,
        definitions: &memory.definitions,
        parser: &*settings.parser,
    };
    let query = resolve::resolve_in(&tree, store, context).ok()?;
    let plan = plan::plan(&query, store);
    let limits = eval::Limits {
        rows: settings.row_limit,
        memory: settings.memory_limit,
        stop: &settings.stop,
        until: Some(until),
    };
    let answer = eval::answer(&query, &plan, store, &limits).ok()?;
    let possible = answer.rows.iter().filter(|row| !row.certain).count();
    Some(Preview { outcome: answer.outcome, rows: answer.rows.len(), possible })
}
