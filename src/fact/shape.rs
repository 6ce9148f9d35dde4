//! The shape of a relation in time, in the words of the files.
//!
//! In: words of the vocabulary. Out: shapes, and how their dates are taken.
//! Absent: what a shape means to a phrase of time (`time`).

use crate::time::{Reading, Shape};

/// The shapes with the words that the files use.
pub const SHAPES: [(&str, Shape); 3] =
    [("state", Shape::State), ("event", Shape::Event), ("measure", Shape::Measure)];

/// The word that the files use for a shape.
pub fn shape_word(shape: Shape) -> &'static str {
    match shape {
        Shape::State => "state",
        Shape::Event => "event",
        Shape::Measure => "measure",
    }
}

/// How a date of a fact of this shape is to be taken.
pub fn reading_of(shape: Shape) -> Reading {
    match shape {
        Shape::State => Reading::Stretch,
        Shape::Event => Reading::Moment,
        Shape::Measure => Reading::Whole,
    }
}
