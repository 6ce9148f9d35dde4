//! `annals grammar generate`, from the command line.
//!
//! In: arguments. Out: sentences with a report, or how misspelt keywords fare; a status. Absent: making sentences
//! (`workshop`).

use serde_json::Value;

use super::args::Generate;
use super::{Done, Setting, base, ended, grammar, start, supply, write, write_json};
use crate::shell::trouble::tell;
use crate::shell::watching::Progress;
use crate::shell::{Base, Status};
use crate::workshop::generate::{self, Answers, Options, Supply, TypoOptions};
use crate::workshop::grammar::Grammar;
use crate::workshop::language::{self, Language};
use crate::workshop::reader::Reader;
use crate::workshop::watch::Watch;

pub(super) fn run(arguments: &Generate, setting: &Setting<'_>) -> Done {
    let grammar = grammar(&arguments.which, setting)?;
    let start = start(&grammar, &arguments.which, setting)?;
    let base = language::is_own(&grammar).then(|| base(setting));
    let language = Language::of(base.as_ref().map(Base::store), setting.today);
    let reader = Reader::new(&grammar, start, language);
    let mut words = supply(language);
    if base.is_none() {
        refuse_what_is_ours(arguments)?;
    }
    if arguments.typos {
        misspelt(arguments, &reader, words.as_mut())
    } else {
        sentences(arguments, &grammar, &reader, words.as_mut())
    }
}

/// Refuses what no other language has.
fn refuse_what_is_ours(arguments: &Generate) -> Result<(), Status> {
    let (what, flag) = match arguments {
        Generate { round_trip: 1.., .. } => ("a canonical form", "--round-trip"),
        Generate { answers: true, .. } => ("answers", "--answers"),
        _ => return Ok(()),
    };
    tell(&format!("error: only sentences of this program's language have {what}; leave out `{flag}`\n"));
    Err(Status::Usage)
}

fn sentences(arguments: &Generate, grammar: &Grammar, reader: &Reader<'_>, words: &mut dyn Supply) -> Done {
    let options = Options {
        count: arguments.count,
        seed: arguments.seed,
        depth: arguments.depth,
        answers: arguments.answers,
        ..Options::default()
    };
    let progress = Progress::new("sentences");
    let made = generate::generate(reader, words, &options, &progress);
    let answers = arguments.answers.then(|| answers(&made.sentences, reader, &progress));
    let trips = (arguments.round_trip > 0).then(|| {
        generate::round_trips(reader, &made.sentences, arguments.round_trip, arguments.seed, &progress)
    });
    let is_stopped = progress.is_stopped();
    drop(progress);
    if arguments.json {
        let mut report = generate::json(grammar, &made, answers);
        report["round_trips"] = trips.as_ref().map_or(Value::Null, generate::round_trips_json);
        write_json(&report)?;
    } else {
        write(&generate::text(grammar, &made, answers))?;
        write(&trips.as_ref().map_or_else(String::new, generate::round_trips_text))?;
    }
    let is_reprinted = trips.is_some_and(|trips| !trips.wrong.is_empty());
    Ok(ended(is_stopped, is_reprinted || !made.misread.is_empty()))
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

fn misspelt(arguments: &Generate, reader: &Reader<'_>, words: &mut dyn Supply) -> Done {
    let options = TypoOptions { seed: arguments.seed, ..TypoOptions::default() };
    let progress = Progress::new("keywords");
    let accepted = |text: &str| reader.makes_sense(text);
    let found = generate::typos(reader, words, &options, &accepted, &progress);
    let is_stopped = progress.is_stopped();
    drop(progress);
    if is_stopped {
        tell("stopped: these are the keywords that were tried until then\n");
    }
    if arguments.json {
        write_json(&generate::typos_json(&found))?;
    } else {
        write(&generate::typos_text(&found, arguments.ceiling))?;
    }
    let ceiling = arguments.ceiling.map_or(usize::MAX, |percent| percent * 100);
    Ok(ended(is_stopped, found.iter().any(|one| one.share() > ceiling)))
}
