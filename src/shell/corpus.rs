//! `annals test`: the corpus of the language, from the command line.
//!
//! In: paths of corpus files, how to run them and what with, folders of facts. Out: the report on standard output, and a
//! status. Absent: cases and how they compare (`workshop`).

use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::args::Test;
use super::trouble::tell;
use super::watching::Progress;
use super::{Base, Status};
use crate::load::{self, Loaded};
use crate::store::Store;
use crate::text::{Source, Style, draw};
use crate::workshop::corpus::{self, Compiled, Plain, Subject, Through};
use crate::workshop::grammar::{Errors, Grammar};
use crate::workshop::interpret::Interpreted;

/// How the errors of a base are drawn in a report.
const PLAIN: Style = Style { colour: false, width: 100 };

/// Tests the corpus. Cases that name no base are asked of these folders, as they are or at a revision, or of the facts
/// that ship.
pub(super) fn test(test: &Test, facts: &[PathBuf], at: Option<&str>) -> Status {
    match subject(test) {
        Ok(subject) => run(test, &*subject, facts, at),
        Err(errors) => {
            tell(&errors.to_string());
            Status::Usage
        }
    }
}

/// What reads the cases.
fn subject(test: &Test) -> Result<Box<dyn Subject>, Errors> {
    if test.grammar.is_empty() {
        return Ok(Box::new(Compiled));
    }
    let grammar = Grammar::read(&test.grammar)?;
    grammar.start(&test.rule)?;
    let parser = Interpreted::new(&grammar);
    // Only this program's language has words that a pass before the grammar marks.
    if grammar.find("is_name").is_some() {
        return Ok(Box::new(Through(Arc::new(parser))));
    }
    Ok(Box::new(Plain { parser, start: test.rule.clone() }))
}

fn run(test: &Test, subject: &dyn Subject, facts: &[PathBuf], at: Option<&str>) -> Status {
    let base = |folder: Option<&Path>| match folder {
        Some(folder) => store(&[folder.to_owned()]),
        None => match at {
            Some(revision) => Base::load_at(facts, revision)
                .map_err(|error| draw(&error.report(), &Source::default(), PLAIN))
                .and_then(|base| sound(base.into_loaded())),
            None => store(facts),
        },
    };
    let options = test.options();
    let progress = Progress::new("cases");
    let results = corpus::test(&test.paths, &options, subject, &base, &progress);
    drop(progress);
    let mut out = BufWriter::new(io::stdout().lock());
    match corpus::write(&results, &options, &mut out).and_then(|()| out.flush()) {
        Ok(()) => match results.summary().exit_code() {
            0 => Status::Fine,
            1 => Status::Unmet,
            130 => Status::Interrupted,
            _ => Status::Usage,
        },
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Status::Fine,
        Err(error) => {
            tell(&format!("error: the report cannot be written: {error}\n"));
            Status::Usage
        }
    }
}

/// A base without errors; a corpus over half a base would tell little.
pub(super) fn store(folders: &[PathBuf]) -> Result<Store, String> {
    let loaded = if folders.is_empty() { load::shipped() } else { load::folders(folders) };
    sound(loaded)
}

fn sound(loaded: Loaded) -> Result<Store, String> {
    if loaded.errors() > 0 {
        return Err(loaded.draw_all(PLAIN));
    }
    Ok(loaded.store)
}
