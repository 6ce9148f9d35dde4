//! annals: a query language that reads like English, over dated and sourced facts.
//!
//! The modules are the pipeline, in reading order; see `ARCHITECTURE.md`.

// The core never touches the world; the rooms that may, and tests, are excused.
#![cfg_attr(not(test), warn(clippy::disallowed_methods, clippy::disallowed_types))]

pub mod text;
pub mod time;

pub mod fact;
pub mod syntax;

pub mod store;

#[allow(clippy::disallowed_methods, clippy::disallowed_types, reason = "reads files of facts")]
pub mod load;

pub mod resolve;

pub mod plan;

pub mod eval;

pub mod pipeline;

pub mod render;

#[allow(clippy::disallowed_methods, reason = "reads and writes files of cases")]
pub mod workshop;

#[allow(clippy::disallowed_methods, clippy::disallowed_types, reason = "the world comes in here")]
pub mod shell;
