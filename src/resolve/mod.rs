//! Tree + names → resolved query, and its reading in English.
//!
//! In: a tree, the store (for its vocabulary and names), today. Out: [`Query`], and [`reading`].
//! Absent: facts. This room asks the store what words mean, never what is so.

mod about;
mod asked;
mod attach;
mod bound;
mod definitions;
mod error;
mod error_definition;
mod error_number;
mod error_words;
mod lower;
mod paired;
mod query;
mod reading;
mod rivals;
mod shape;
mod timing;

pub use about::{About, Absence, Connections, Keys, Last, Moment, Thing};
pub use bound::{Occurrence, occurrences};
pub use definitions::{Definition, Definitions, Known};
pub use error::Error;
pub use query::{
    Again, Ask, Best, Call, Column, Condition, Counted, DateAsked, Defined, Division, Endpoint, Finish,
    Frame, Is, Measured, Paired, Pattern, Per, Pick, Query, Sense, Set, Spoken, Top, Variable, VariableTest,
    YesNo,
};
pub use reading::{names, plain, reading, reading_with};
pub use rivals::{MOST_RIVALS, rivals};
pub use timing::{Anchor, Edge, Standing, Test, TestWord, Timing, Used};

use crate::store::Store;
use crate::syntax;
use crate::time::Day;

/// Looks every word up and decides what belongs to what.
///
/// # Errors
/// [`Error`] where the words are known and do not go together.
pub fn resolve(tree: &syntax::Query, store: &Store, today: Day) -> Result<Query, Error> {
    resolve_in(
        tree,
        store,
        Context {
            today,
            last: None,
            values: &syntax::Values::new(),
            definitions: &Definitions::default(),
            parser: &syntax::Compiled,
        },
    )
}

/// What surrounds a query.
#[derive(Debug, Clone, Copy)]
pub struct Context<'a> {
    /// The day that *is* speaks of.
    pub today: Day,
    /// The last answer, which `those` and `why` speak of.
    pub last: Option<&'a Last>,
    /// What each `$name` stands for.
    pub values: &'a syntax::Values,
    /// The nouns that were defined.
    pub definitions: &'a Definitions,
    /// What reads the texts of rival readings.
    pub parser: &'a dyn syntax::Parser,
}

/// As [`resolve`], with the last answer, values and definitions.
///
/// # Errors
/// As [`resolve`].
pub fn resolve_in(tree: &syntax::Query, store: &Store, context: Context<'_>) -> Result<Query, Error> {
    lower::lower(tree, store, context, None).map(|(query, _)| query)
}
