//! Parsing with a grammar that was read at run time.
//!
//! In: a [`Grammar`](super::grammar::Grammar), a rule to start with, a text. Out: the trees, spans, places of
//! errors and expectations that the parser compiled by `pest_derive` gives, for the same limits; and on demand
//! which decisions were taken on the way. Absent: any language of its own.
//!
//! The rooms, in reading order: `piece` and `optimise` (pest's optimiser, which decides where white space is read
//! and what is expected), `program` (what the engine runs), `first` (what need not be run), `engine` and `tracks` (the
//! run), `log` (decisions), `parser` (the seam to `syntax`).

mod engine;
mod first;
mod log;
mod optimise;
mod parser;
mod piece;
mod program;
#[cfg(test)]
mod tests;
mod tracks;

pub use engine::{Entry, Failure, Forest, Limit};
pub use log::{Log, Reach};
pub use parser::Interpreted;
pub use program::Program;
