//! Source text, spans, folding, English, and the one drawer of carets.
//!
//! In: nothing of the project; this room is the floor. Out: what every other room says things with.
//! Absent: anything that knows what a fact or a query is.

mod span;

pub use span::Span;
