//! `annals grammar mutate`, from the command line.
//!
//! In: arguments. Out: the report, and a status. Absent: mutants and what notices them (`workshop`).

use std::path::PathBuf;
use std::sync::Mutex;

use super::args::{Coverage, Mutate};
use super::coverage::{corpus_paths, gather, list};
use super::{Done, Setting, base, ended, grammar, start, supply, write, write_json};
use crate::shell::trouble::tell;
use crate::shell::watching::Progress;
use crate::shell::{Base, Status};
use crate::text::english;
use crate::workshop::dice::Dice;
use crate::workshop::generate;
use crate::workshop::grammar::{Grammar, RuleId};
use crate::workshop::language::{self, Language};
use crate::workshop::listed::Listed;
use crate::workshop::mutate::{self, Corpus, Found, Kept, Mutant, Probes, Tested};
use crate::workshop::reader::Reader;
use crate::workshop::seen::Cases;
use crate::workshop::watch::Watch;

/// The name of the list beside the corpus.
const LIST: &str = "survivors.mutants";

/// Where the answers of sentences are kept, if there is such a folder.
const TARGET: &str = "target";

impl Mutate {
    /// The run that `coverage --mutate` goes on with.
    pub(super) fn after(coverage: &Coverage) -> Self {
        Mutate {
            paths: coverage.paths.clone(),
            which: coverage.which.clone(),
            filter: None,
            probes: 10_000,
            seed: 1,
            survivors: None,
            update: false,
            json: coverage.json,
        }
    }
}

pub(super) fn run(arguments: &Mutate, setting: &Setting<'_>) -> Done {
    let grammar = grammar(&arguments.which, setting)?;
    let start = start(&grammar, &arguments.which, setting)?;
    let cases = gather(&corpus_paths(&arguments.paths), &grammar, start, setting)?;
    of(arguments, &grammar, start, &cases, setting)
}

/// The run over cases that were gathered.
pub(super) fn of(
    arguments: &Mutate,
    grammar: &Grammar,
    start: RuleId,
    cases: &Cases,
    setting: &Setting<'_>,
) -> Done {
    let listed = list(arguments.survivors.as_deref(), &corpus_paths(&arguments.paths), LIST)?;
    let mutants = mutants(arguments, grammar, start);
    let progress = Progress::new("mutants");
    let verdicts = Corpus::new(grammar, cases).test(&mutants, &progress);
    let mut is_stopped = progress.is_stopped();
    drop(progress);
    let mut tested = Tested::of(&mutants, &verdicts, &listed);
    if arguments.probes > 0 && !is_stopped && !tested.survivors.is_empty() {
        is_stopped = try_sentences(&mut tested, arguments, grammar, start, setting);
    }
    let mut problems = Vec::new();
    if arguments.update && !is_stopped {
        rewrite(&mut tested, &mutants, &listed)?;
    } else {
        problems = mutate::stale(&listed, &mutants, &verdicts, arguments.filter.is_none());
    }
    if arguments.json {
        write_json(&mutate::json(grammar, &tested))?;
    } else {
        write(&mutate::text(grammar, &tested))?;
    }
    tell(&problems.concat());
    Ok(ended(is_stopped, !tested.survivors.is_empty() || !problems.is_empty()))
}

fn mutants(arguments: &Mutate, grammar: &Grammar, start: RuleId) -> Vec<Mutant> {
    let mut starts = vec![start];
    if language::is_own(grammar) {
        starts.extend(language::STARTS.into_iter().filter_map(|name| grammar.find(name)));
    }
    let mut mutants = mutate::mutants(grammar, &starts);
    if let Some(filter) = &arguments.filter {
        mutants.retain(|mutant| mutant.key.contains(filter.as_str()));
    }
    mutants
}

/// Writes the list anew: without what is noticed or gone, with what no sentence tells from the grammar.
fn rewrite(tested: &mut Tested, mutants: &[Mutant], listed: &Listed) -> Result<(), Status> {
    let entries = tested.accept(mutants, listed);
    listed.write(&entries).map_err(|message| {
        tell(&message);
        Status::Usage
    })?;
    let new = entries.iter().filter(|(key, _)| listed.reason(key).is_none()).count();
    let gone = listed.keys().filter(|key| entries.iter().all(|(entry, _)| entry != key)).count();
    tell(&format!(
        "{} listed: {new} new, {gone} gone\n",
        english::counted(entries.len(), "survivor", "survivors")
    ));
    Ok(())
}

/// Tries sentences on the survivors, and says whether that was stopped.
fn try_sentences(
    tested: &mut Tested,
    arguments: &Mutate,
    grammar: &Grammar,
    start: RuleId,
    setting: &Setting<'_>,
) -> bool {
    let base = language::is_own(grammar).then(|| base(setting));
    let language = Language::of(base.as_ref().map(Base::store), setting.today);
    let reader = Reader::new(grammar, start, language);
    let progress = Progress::new("sentences");
    let sentences = sentences(arguments, &reader, language, &progress);
    let probes = Probes::new(grammar, start, language, sentences);
    drop(progress);
    let folder = PathBuf::from(TARGET);
    let kept = if folder.is_dir() {
        Kept::load(&folder.join("annals-workshop"), probes.fingerprint())
    } else {
        Kept::default()
    };
    let kept = Mutex::new(kept);
    let progress = Progress::new("survivors");
    let mutants: Vec<&Mutant> = tested.survivors.iter().map(|survivor| &survivor.mutant).collect();
    let found: Vec<Option<Found>> = probes.find(&mutants, &kept, &progress);
    let is_stopped = progress.is_stopped();
    drop(progress);
    if let Ok(kept) = kept.into_inner() {
        kept.save();
    }
    for (survivor, found) in tested.survivors.iter_mut().zip(found) {
        survivor.found = found;
    }
    is_stopped
}

/// Sentences that the grammar makes, and as many that were damaged.
fn sentences(
    arguments: &Mutate,
    reader: &Reader<'_>,
    language: Language<'_>,
    watch: &dyn Watch,
) -> Vec<(String, String)> {
    let mut words = supply(language);
    let options = generate::Options {
        // Some more than half of them: what was read already, or cannot be read at all, is no probe.
        count: arguments.probes * 3 / 5,
        seed: arguments.seed,
        ..generate::Options::default()
    };
    let made = generate::generate(reader, words.as_mut(), &options, watch).sentences;
    let mut dice = Dice::new(arguments.seed);
    let damaged: Vec<String> = made
        .iter()
        .map(|sentence| {
            let other = dice.pick(&made).cloned().unwrap_or_default();
            generate::damaged(sentence, &other, &mut dice)
        })
        .collect();
    let seen = |typed: String| Some((typed.clone(), reader.seen(&typed)?.text));
    made.into_iter().chain(damaged).filter_map(seen).collect()
}
