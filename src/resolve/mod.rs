//! Tree + names → resolved query, and its reading in English.
//!
//! In: a tree, the store (for its vocabulary and names), today. Out: [`Query`], and [`reading`].
//! Absent: facts. This room asks the store what words mean, never what is so.

mod about;
mod attach;
mod error;
mod lower;
mod query;
mod reading;

pub use about::{About, Connections, Keys, Last, Moment, Thing};
pub use error::Error;
pub use query::{
    Anchor, Ask, Column, Condition, Edge, Finish, Frame, Pattern, Per, Pick, Query, Sense, Set, Spoken,
    Standing, Test, TestWord, Timing, YesNo,
};
pub use reading::{names, reading};

use crate::store::Store;
use crate::syntax;
use crate::time::Day;

/// Looks every word up and decides what belongs to what.
///
/// # Errors
/// [`Error`] where the words are known and do not go together.
pub fn resolve(tree: &syntax::Query, store: &Store, today: Day) -> Result<Query, Error> {
    lower::lower(tree, store, today, None)
}

/// As [`resolve`], with the last answer, which `those` and `why` speak of.
///
/// # Errors
/// As [`resolve`].
pub fn resolve_with(
    tree: &syntax::Query,
    store: &Store,
    today: Day,
    last: Option<&Last>,
) -> Result<Query, Error> {
    lower::lower(tree, store, today, last)
}
