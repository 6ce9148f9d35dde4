//! `annals test`: corpus files against the program.
//!
//! In: paths, options. Out: a report, and a [`Summary`] with an exit code. Absent: arguments (`shell`).
//!
//! The rooms, in reading order: `case` (a case as data), `format` (files ↔ cases), `subject` (what a query
//! comes to), `compare` (the first stage that differs), `update` (new text for a file), `report`.

mod bases;
mod case;
mod compare;
mod diff;
mod error;
mod format;
mod plain;
mod report;
mod run;
mod subject;
mod table;
mod tree;
mod update;

pub use bases::{Bases, Loader};
pub use case::{Attributes, Case, Section, Stage};
pub use compare::{Difference, Failure, difference, first_difference};
pub use diff::{Change, diff};
pub use error::Error;
pub use format::{CorpusFile, escaped, escaped_query, parse, reports};
pub use plain::Plain;
pub use report::{Style, json, junit, text};
pub use run::{Mode, Options, Outcome, Results, Summary, Tested, files, test, write};
pub use subject::{Compiled, Made, Subject, Through, session};
pub use table::{Table, TableRow};
pub use tree::{Tree, TreeError};
pub use update::{Edit, Refusal, applied, edits};
