//! `annals grammar coverage`, from the command line.
//!
//! In: arguments. Out: the report, and a status. Absent: how coverage is found (`workshop`).

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use super::args::{Coverage, Mutate};
use super::{Done, Setting, USUAL_CORPUS, USUAL_FOLDER, grammar, mutate, start, write, write_json};
use crate::shell::Status;
use crate::shell::corpus::store;
use crate::shell::trouble::tell;
use crate::shell::watching::Progress;
use crate::workshop::coverage;
use crate::workshop::grammar::{Grammar, Point, RuleId};
use crate::workshop::listed::Listed;
use crate::workshop::seen::Cases;
use crate::workshop::versions;
use crate::workshop::watch::Watch;

/// The name of the list beside the corpus.
const LIST: &str = "impossible.points";

pub(super) fn run(arguments: &Coverage, setting: &Setting<'_>) -> Done {
    let grammar = grammar(&arguments.which, setting)?;
    let start = start(&grammar, &arguments.which, setting)?;
    let paths = corpus_paths(&arguments.paths);
    let listed = list(arguments.impossible.as_deref(), &paths, LIST)?;
    let new =
        arguments.new_only.as_deref().map(|revision| new_points(&grammar, revision, arguments, setting));
    let new = new.transpose()?;
    let counts = |point: &Point| new.as_ref().is_none_or(|new| new.contains(&point.key));
    let cases = gather(&paths, &grammar, start, setting)?;
    let progress = Progress::new("cases");
    let found = coverage::Coverage::of(&grammar, start, &cases, &progress);
    let is_stopped = progress.is_stopped();
    drop(progress);
    if arguments.json {
        write_json(&coverage::json(&grammar, &found, &listed, &counts))?;
    } else {
        write(&coverage::text(&grammar, &found, &listed, &counts))?;
    }
    if is_stopped {
        return Ok(Status::Interrupted);
    }
    let problems = found.list_problems(&grammar, &listed);
    tell(&problems.concat());
    let (all, covered) = found.share(&grammar, &listed, &counts);
    let least = arguments.fail_under.or(new.is_some().then_some(100.0));
    let status = if !problems.is_empty() || least.is_some_and(|least| is_below(covered, all, least)) {
        Status::Unmet
    } else {
        Status::Fine
    };
    if !arguments.mutate {
        return Ok(status);
    }
    let further = Mutate::after(arguments);
    Ok(status.max(mutate::of(&further, &grammar, start, &cases, setting)?))
}

/// Whether a share of points is smaller than so many percent; of no points nothing is missing.
fn is_below(covered: usize, all: usize, percent: f64) -> bool {
    let count = |n: usize| f64::from(u32::try_from(n).unwrap_or(u32::MAX));
    all > 0 && count(covered) * 100.0 < percent * count(all)
}

/// The keys of the points that a revision does not have.
fn new_points(
    grammar: &Grammar,
    revision: &str,
    arguments: &Coverage,
    setting: &Setting<'_>,
) -> Result<HashSet<String>, Status> {
    let usual = [PathBuf::from(USUAL_FOLDER)];
    let files = if arguments.which.grammar.is_empty() { &usual[..] } else { &arguments.which.grammar };
    let old = versions::load(revision, files).map_err(|error| {
        tell(&error.text(setting.look.report_style()));
        Status::Usage
    })?;
    let known: HashSet<&str> = old.points().iter().map(|point| point.key.as_str()).collect();
    let keys = grammar.points().iter().map(|point| &point.key);
    Ok(keys.filter(|key| !known.contains(key.as_str())).cloned().collect())
}

/// The corpus that is asked for, or the usual one.
pub(super) fn corpus_paths(asked: &[PathBuf]) -> Vec<PathBuf> {
    if asked.is_empty() { vec![PathBuf::from(USUAL_CORPUS)] } else { asked.to_vec() }
}

/// The cases; a corpus of which a part cannot be read would tell little.
pub(super) fn gather(
    paths: &[PathBuf],
    grammar: &Grammar,
    start: RuleId,
    setting: &Setting<'_>,
) -> Result<Cases, Status> {
    let base = |folder: Option<&Path>| match folder {
        Some(folder) => store(&[folder.to_owned()]),
        None => store(setting.facts),
    };
    let cases = Cases::gather(paths, grammar, start, &base);
    if cases.broken.is_empty() {
        return Ok(cases);
    }
    tell(&cases.broken.concat());
    Err(Status::Usage)
}

/// The list of what is accepted: the one that is named, or the one of that name beside the corpus.
pub(super) fn list(named: Option<&Path>, paths: &[PathBuf], name: &str) -> Result<Listed, Status> {
    let beside = |path: &PathBuf| if path.is_dir() { path.join(name) } else { path.with_file_name(name) };
    let file = named.map(Path::to_owned).or_else(|| paths.first().map(beside)).unwrap_or_default();
    if named.is_some() && !file.is_file() {
        tell(&format!("error: there is no list `{}`\n", file.display()));
        return Err(Status::Usage);
    }
    Listed::read(&file).map_err(|message| {
        tell(&message);
        Status::Usage
    })
}
