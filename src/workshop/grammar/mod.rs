//! A pest grammar as data, read at run time.
//!
//! In: any number of `.pest` files, joined as `pest_derive` joins them. Out: [`Grammar`]: rules, expressions
//! with ids and places, and the decision points that tests can reach. Absent: parsing with a grammar
//! (`interpret`), and anything about the language of this program.
//!
//! The rooms, in reading order: `model` (the types), `files` (places), `read` (text → model), `write` (model →
//! text), `point` (decisions), `builtin` (what pest brings along), `error`.

mod builtin;
mod error;
mod files;
mod model;
mod point;
mod read;
#[cfg(test)]
mod tests;
mod write;

pub use builtin::{Builtin, Chars, is_in};
pub use error::{Error, Errors};
pub use files::{Files, Place};
pub use model::{Expr, Grammar, Node, NodeId, Rule, RuleId, RuleKind};
pub use point::{Decision, Point, PointId, Points};
