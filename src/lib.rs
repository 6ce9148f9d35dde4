//! annals: a query language that reads like English, over dated and sourced facts.
//!
//! The modules are the pipeline, in reading order; see `ARCHITECTURE.md`.

pub mod fact;
pub mod load;
pub mod store;
pub mod text;
pub mod time;

pub mod syntax;
