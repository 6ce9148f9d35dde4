//! Tree + names → resolved query, and its reading in English.
//!
//! In: a tree, the store (for its vocabulary and names), today. Out: [`Query`], and [`reading`].
//! Absent: facts. This room asks the store what words mean, never what is so.

mod attach;
mod error;
mod error_number;
mod lower;
mod query;
mod reading;

pub use error::Error;
pub use query::{
    Anchor, Ask, Best, Column, Condition, Edge, Finish, Frame, Measured, Pattern, Per, Pick, Query, Sense,
    Set, Spoken, Standing, Test, TestWord, Timing, Top, YesNo,
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
    lower::lower(tree, store, today)
}
