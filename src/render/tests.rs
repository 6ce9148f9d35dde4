//! Drawings of every format as golden files, and what holds for any answer at any width.

mod answers;
mod golden;
mod limits;
