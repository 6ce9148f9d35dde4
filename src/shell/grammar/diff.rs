//! `annals grammar diff`, from the command line.
//!
//! In: arguments. Out: the report, cases if they are asked for, a status. Absent: what a change does (`workshop`).

use std::path::{Path, PathBuf};

use super::args::Diff;
use super::{Done, Setting, USUAL_CORPUS, USUAL_FOLDER, base, ended, grammar, start, write, write_json};
use crate::shell::trouble::tell;
use crate::shell::watching::Progress;
use crate::shell::{Base, Status};
use crate::workshop::corpus;
use crate::workshop::grammar::Grammar;
use crate::workshop::language::{self, Language};
use crate::workshop::versions::{self, Class, Compared, Delta, Origin, Query};
use crate::workshop::watch::Watch;

pub(super) fn run(arguments: &Diff, setting: &Setting<'_>) -> Done {
    let (old, new) = versions(arguments, setting)?;
    let delta = Delta::of(&old, &new);
    if delta.is_empty() {
        if arguments.json {
            write_json(&versions::json(&delta, &Compared::default()))?;
        } else {
            write("no rule differs\n")?;
        }
        return Ok(Status::Fine);
    }
    let old = (&old, start(&old, &arguments.which, setting)?);
    let new = (&new, start(&new, &arguments.which, setting)?);
    let cases = from_corpus(&arguments.corpus)?;
    let base = (language::is_own(old.0) && language::is_own(new.0)).then(|| base(setting));
    let language = Language::of(base.as_ref().map(Base::store), setting.today);
    let progress = Progress::new("queries");
    // The corpus goes first: whoever stops the run has at least that.
    let compared = versions::compare(old, new, language, &cases, &progress);
    let made = (arguments.count, arguments.seed);
    let made = versions::sentences(old, new, &delta, language, made, &progress);
    let compared = compared.and(versions::compare(old, new, language, &made, &progress));
    let is_stopped = progress.is_stopped();
    drop(progress);
    if let Some(path) = &arguments.save {
        save(path, &compared)?;
    }
    if arguments.json {
        write_json(&versions::json(&delta, &compared))?;
    } else {
        write(&versions::text(&delta, &compared))?;
    }
    Ok(ended(is_stopped, compared.counts.keys().any(|class| *class != Class::Same)))
}

/// The old grammar and the new one.
fn versions(arguments: &Diff, setting: &Setting<'_>) -> Result<(Grammar, Grammar), Status> {
    let usual = [PathBuf::from(USUAL_FOLDER)];
    let paths = if arguments.which.grammar.is_empty() { &usual[..] } else { &arguments.which.grammar };
    let load = |version: &str| {
        versions::load(version, paths).map_err(|error| {
            tell(&error.text(setting.look.report_style()));
            Status::Usage
        })
    };
    let old = load(&arguments.old)?;
    let new = match &arguments.new {
        Some(version) => load(version)?,
        None => grammar(&arguments.which, setting)?,
    };
    Ok((old, new))
}

fn save(path: &Path, compared: &Compared) -> Result<(), Status> {
    std::fs::write(path, versions::cases(compared)).map_err(|error| {
        tell(&format!("error: `{}` cannot be written: {error}\n", path.display()));
        Status::Usage
    })
}

/// The queries of the corpus; cases that have a base of their own are left to `annals test`.
fn from_corpus(asked: &[PathBuf]) -> Result<Vec<Query>, Status> {
    let usual = PathBuf::from(USUAL_CORPUS);
    let paths = if asked.is_empty() && usual.is_dir() { vec![usual] } else { asked.to_vec() };
    let mut queries = Vec::new();
    for path in &paths {
        let files = corpus::files(path).map_err(|error| {
            tell(&format!("error: `{}` cannot be read: {error}\n", path.display()));
            Status::Usage
        })?;
        queries.extend(files.iter().flat_map(|file| of_file(file)));
    }
    Ok(queries)
}

/// The queries of one file.
fn of_file(file: &Path) -> Vec<Query> {
    let text = std::fs::read_to_string(file).unwrap_or_default();
    let name = file.display().to_string();
    let cases = corpus::parse(&name, &text).map(|file| file.cases).unwrap_or_default();
    let fits = |case: &corpus::Case| case.attributes.facts.is_none() && case.attributes.rule.is_none();
    cases
        .into_iter()
        .filter(fits)
        .map(|case| Query { text: case.query, origin: Origin::Corpus(name.clone(), case.title) })
        .collect()
}
