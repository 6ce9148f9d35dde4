//! annals: a query language that reads like English, over dated and sourced facts.
//!
//! The modules are the pipeline, in reading order; see `ARCHITECTURE.md`.

pub mod text;
pub mod time;

pub mod fact;
pub mod syntax;

pub mod store;

pub mod load;

pub mod resolve;

pub mod plan;

pub mod eval;

pub mod pipeline;

pub mod workshop;
