//! `annals grammar diff`: two versions of a grammar, and what the change does.
//!
//! In: files, folders or git revisions. Out: which rules changed, and which queries are read otherwise. Absent:
//! judging whether that was wanted.
//!
//! The rooms, in reading order: `load` (a version), `delta` (its rules), `run` (queries through both), `class` (what
//! became of one), `report`.

mod class;
mod delta;
mod load;
mod report;
mod run;
#[cfg(test)]
mod tests;

pub use class::Class;
pub use delta::{Changed, Delta};
pub use load::{Unloaded, load};
pub use report::{cases, json, rules, text};
pub use run::{Compared, Difference, Origin, Query, compare, sentences};
