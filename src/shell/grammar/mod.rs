//! `annals grammar`: the tools of the workshop, from the command line.
//!
//! In: arguments, folders of facts. Out: reports on standard output, progress on standard error, a status. Absent:
//! what the tools do (`workshop`).

mod args;
mod coverage;
mod mutate;

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use serde_json::Value;

use super::trouble::tell;
use super::watching::Progress;
use super::{Base, Look, Status};
use crate::time::Day;
use crate::workshop::generate::{self, Answers, BaseWords, NoWords, Supply, TypoOptions};
use crate::workshop::grammar::{Grammar, RuleId};
use crate::workshop::interpret::Interpreted;
use crate::workshop::language::{self, Language};
use crate::workshop::reader::Reader;
use crate::workshop::versions::{self, Origin, Query};
use crate::workshop::watch::Watch;
use crate::workshop::{corpus, lint};

pub(super) use args::Tool;
use args::{Diff, Generate, Lint, Which};

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
        Tool::Generate(generate) => run_generate(generate, setting),
        Tool::Coverage(coverage) => coverage::run(coverage, setting),
        Tool::Mutate(mutate) => mutate::run(mutate, setting),
        Tool::Diff(diff) => run_diff(diff, setting),
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
    Ok(if found.is_empty() { Status::Fine } else { Status::Unmet })
}

fn run_generate(arguments: &Generate, setting: &Setting<'_>) -> Done {
    let grammar = grammar(&arguments.which, setting)?;
    let start = start(&grammar, &arguments.which, setting)?;
    let base = language::is_own(&grammar).then(|| base(setting));
    let language = Language::of(base.as_ref().map(Base::store), setting.today);
    let reader = Reader::new(&grammar, start, language);
    let mut words = supply(language);
    let status = if arguments.typos {
        let options = TypoOptions { seed: arguments.seed, ..TypoOptions::default() };
        let progress = Progress::new("keywords");
        let accepted = |text: &str| reader.makes_sense(text);
        let found = generate::typos(&reader, words.as_mut(), &options, &accepted, &progress);
        drop(progress);
        if arguments.json {
            write_json(&generate::typos_json(&found))?;
        } else {
            write(&generate::typos_text(&found, arguments.ceiling))?;
        }
        let ceiling = arguments.ceiling.map_or(usize::MAX, |percent| percent * 100);
        found.iter().any(|one| one.share() > ceiling)
    } else {
        let options = generate::Options {
            count: arguments.count,
            seed: arguments.seed,
            depth: arguments.depth,
            ..generate::Options::default()
        };
        let progress = Progress::new("sentences");
        let made = generate::generate(&reader, words.as_mut(), &options, &progress);
        let answers = arguments.answers.then(|| answers(&made.sentences, &reader, &progress));
        drop(progress);
        if arguments.json {
            write_json(&generate::json(&grammar, &made, answers))?;
        } else {
            write(&generate::text(&grammar, &made, answers))?;
        }
        false
    };
    Ok(if status { Status::Unmet } else { Status::Fine })
}

/// How many of the sentences have an answer.
fn answers(sentences: &[String], reader: &Reader<'_>, watch: &dyn Watch) -> Answers {
    let mut answers = Answers::default();
    for (done, text) in sentences.iter().enumerate() {
        watch.at(done, sentences.len());
        if watch.is_stopped() {
            break;
        }
        if let Some(is_full) = reader.has_answer(text) {
            answers.resolved += 1;
            answers.answered += usize::from(is_full);
        }
    }
    answers
}

fn run_diff(arguments: &Diff, setting: &Setting<'_>) -> Done {
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
    let delta = versions::Delta::of(&old, &new);
    if delta.is_empty() {
        let same = versions::Compared::default();
        if arguments.json {
            write_json(&versions::json(&delta, &same))?;
        } else {
            write("no rule differs\n")?;
        }
        return Ok(Status::Fine);
    }
    let starts = (start(&old, &arguments.which, setting)?, start(&new, &arguments.which, setting)?);
    let base = (language::is_own(&old) && language::is_own(&new)).then(|| base(setting));
    let language = Language::of(base.as_ref().map(Base::store), setting.today);
    let progress = Progress::new("queries");
    let mut queries = from_corpus(&arguments.corpus)?;
    queries.extend(versions::sentences(
        (&old, starts.0),
        (&new, starts.1),
        &delta,
        language,
        (arguments.count, arguments.seed),
        &progress,
    ));
    let compared = versions::compare((&old, starts.0), (&new, starts.1), language, &queries, &progress);
    drop(progress);
    if let Some(path) = &arguments.save {
        let cases = versions::cases(&compared);
        std::fs::write(path, cases).map_err(|error| {
            tell(&format!("error: `{}` cannot be written: {error}\n", path.display()));
            Status::Usage
        })?;
    }
    if arguments.json {
        write_json(&versions::json(&delta, &compared))?;
    } else {
        write(&versions::text(&delta, &compared))?;
    }
    let is_same = compared.counts.keys().all(|class| *class == versions::Class::Same);
    Ok(if is_same { Status::Fine } else { Status::Unmet })
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
        for file in files {
            let text = std::fs::read_to_string(&file).unwrap_or_default();
            let name = file.display().to_string();
            let cases = corpus::parse(&name, &text).map(|file| file.cases).unwrap_or_default();
            let fits =
                |case: &corpus::Case| case.attributes.facts.is_none() && case.attributes.rule.is_none();
            queries.extend(
                cases
                    .into_iter()
                    .filter(fits)
                    .map(|case| Query { text: case.query, origin: Origin::Corpus(name.clone(), case.title) }),
            );
        }
    }
    Ok(queries)
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
