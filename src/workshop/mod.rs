//! The tools for whoever changes the language.
//!
//! In: corpus files, a fact base, the pipeline. Out: what a change breaks. Absent: arguments and terminals
//! (`shell`). Files are read and written here, as in `load`.

pub mod corpus;
pub mod coverage;
pub mod dice;
pub mod generate;
pub mod grammar;
pub mod interpret;
pub mod language;
pub mod lint;
pub mod listed;
pub mod mutate;
pub mod reader;
pub mod seen;
pub mod versions;
pub mod watch;
