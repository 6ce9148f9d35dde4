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

#[expect(clippy::disallowed_methods, clippy::disallowed_types, reason = "reads files of facts")]
pub mod load;

pub mod check;

pub mod resolve;

pub mod plan;

pub mod eval;

pub mod pipeline;

pub mod render;

#[expect(clippy::disallowed_methods, reason = "reads cases and grammars, writes what was updated")]
pub mod workshop;

#[expect(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    reason = "meets the world: clock, files, terminal"
)]
pub mod shell;
