//! Source text, spans, folding, English, and the one drawer of carets.
//!
//! In: nothing of the project; this room is the floor. Out: what every other room says things with.
//! Absent: anything that knows what a fact or a query is.

mod draw;
pub mod english;
mod escape;
mod excerpt;
mod fold;
mod lexicon;
mod normalise;
mod number;
mod offsets;
mod phrases;
mod report;
mod source;
mod span;
mod stem;
mod suggest;
mod typography;
mod words;
mod wrap;

pub use draw::{Style, draw, draw_all};
pub use escape::{escape_block, escape_controls};
pub use fold::{Folded, fold};
pub use lexicon::{Classes, Known, Lexicon};
pub use normalise::{Normalised, normalise};
pub use offsets::Offsets;
pub use phrases::PhraseMap;
pub use report::{Labelled, Level, Report};
pub use source::Source;
pub use span::Span;
pub use stem::stem;
pub use suggest::suggest;
pub use words::{key_words, word_key, words};
pub use wrap::{display_width, wrap};
