//! `annals grammar`: the tools of the workshop, from the command line.
//!
//! In: arguments, folders of facts. Out: reports on standard output, progress on standard error, a status. Absent:
//! what the tools do (`workshop`).

mod args;
mod coverage;
mod diff;
mod generate;
mod mutate;

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use serde_json::Value;

use super::trouble::tell;
use super::{Base, Look, Status};
use crate::time::Day;
use crate::workshop::generate::{BaseWords, NoWords, Supply};
use crate::workshop::grammar::{Grammar, RuleId};
use crate::workshop::interpret::Interpreted;
use crate::workshop::language::{self, Language};
use crate::workshop::lint;

pub(super) use args::Tool;
use args::{Lint, Which};

/// The folder that is taken when nobody names a grammar.
const USUAL_FOLDER: &str = "grammar";
/// The corpus that is taken when nobody names one.
const USUAL_CORPUS: &str = "tests/corpus";

/// What all tools are told.
pub(super) struct Setting<'a> {
    pub(super) facts: &'a [PathBuf],
    pub(super) today: Day,
    pub(super) look: Look,
}

/// Runs a tool.
pub(super) fn run(tool: &Tool, setting: &Setting<'_>) -> Status {
    let done = match tool {
        Tool::Lint(lint) => run_lint(lint, setting),
        Tool::Generate(generate) => generate::run(generate, setting),
        Tool::Coverage(coverage) => coverage::run(coverage, setting),
        Tool::Mutate(mutate) => mutate::run(mutate, setting),
        Tool::Diff(diff) => diff::run(diff, setting),
    };
    done.unwrap_or_else(|status| status)
}

/// A tool that could not begin has said why.
type Done = Result<Status, Status>;

fn run_lint(arguments: &Lint, setting: &Setting<'_>) -> Done {
    let grammar = grammar(&arguments.which, setting)?;
    let own = language::is_own(&grammar);
    let names = if own && arguments.which.rule.is_empty() {
        language::STARTS.map(str::to_owned).to_vec()
    } else {
        arguments.which.rule.clone()
    };
    let starts = starts(&grammar, &names, setting)?;
    let parser = Interpreted::new(&grammar);
    let is_reserved = |word: &str| language::is_reserved(&parser, word);
    let has_name = |rule: &str| language::has_name(rule);
    let knowledge = lint::Knowledge {
        starts,
        is_reserved: own.then_some(&is_reserved),
        has_name: own.then_some(&has_name),
    };
    let found = lint::lint(&grammar, &knowledge);
    if arguments.json {
        write_json(&lint::json(&grammar, &found))?;
    } else {
        write(&lint::text(&grammar, &found, setting.look.output_style()))?;
    }
    Ok(ended(false, !found.is_empty()))
}

/// How a run ended: stopped, with something to look at, or well.
fn ended(is_stopped: bool, is_found: bool) -> Status {
    match (is_stopped, is_found) {
        (true, _) => Status::Interrupted,
        (false, true) => Status::Unmet,
        (false, false) => Status::Fine,
    }
}

/// The grammar that the arguments name; what is wrong with it is said.
fn grammar(which: &Which, setting: &Setting<'_>) -> Result<Grammar, Status> {
    let usual = Path::new(USUAL_FOLDER);
    let read = if !which.grammar.is_empty() {
        Grammar::read(&which.grammar)
    } else if usual.is_dir() {
        Grammar::read(&[usual])
    } else {
        Grammar::parse(language::grammar_texts())
    };
    read.map_err(|errors| {
        tell(&errors.draw(setting.look.report_style()));
        Status::Usage
    })
}

/// The rule to start with.
fn start(grammar: &Grammar, which: &Which, setting: &Setting<'_>) -> Result<RuleId, Status> {
    starts(grammar, &which.rule, setting).map(|starts| starts[0])
}

/// The rules to start with: at least one.
fn starts(grammar: &Grammar, names: &[String], setting: &Setting<'_>) -> Result<Vec<RuleId>, Status> {
    let usual = [language::STARTS[0].to_owned()];
    let names = if names.is_empty() { &usual[..] } else { names };
    names
        .iter()
        .map(|name| {
            grammar.start(name).map_err(|errors| {
                tell(&errors.draw(setting.look.report_style()));
                Status::Usage
            })
        })
        .collect()
}

fn base(setting: &Setting<'_>) -> Base {
    let base = Base::load(setting.facts);
    base.show_faults(&setting.look);
    base
}

fn supply<'a>(language: Language<'a>) -> Box<dyn Supply + 'a> {
    match language.words() {
        Some(words) => Box::new(words) as Box<BaseWords<'a>>,
        None => Box::new(NoWords),
    }
}

fn write_json(value: &Value) -> Result<(), Status> {
    write(&format!("{value:#}\n"))
}

fn write(text: &str) -> Result<(), Status> {
    let mut out = io::stdout().lock();
    out.write_all(text.as_bytes()).and_then(|()| out.flush()).map_err(|error| {
        if error.kind() == io::ErrorKind::BrokenPipe {
            return Status::Fine;
        }
        tell(&format!("error: the report cannot be written: {error}\n"));
        Status::Usage
    })
}
