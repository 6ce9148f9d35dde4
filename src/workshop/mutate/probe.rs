//! Sentences that are no cases: which of them would notice a mutant?
//!
//! In: sentences, mutants that survived. Out: for each the shortest sentence whose tree, acceptance or message
//! differs, or none. What was found is kept in a file, for the same grammar and sentences. Absent: making sentences
//! (`generate`).

use std::collections::{BTreeMap, HashSet};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::PoisonError;
use std::sync::atomic::{AtomicUsize, Ordering};

use super::change::Mutant;
use super::notice::in_parallel;
use super::touch::{Needs, Touch};
use crate::workshop::grammar::{Grammar, RuleId};
use crate::workshop::interpret::{Failure, Forest, Interpreted, Log, Program};
use crate::workshop::language::Language;
use crate::workshop::watch::Watch;

/// A sentence under the grammar as it is.
struct Probe {
    typed: String,
    /// As the grammar sees it.
    text: String,
    parsed: Result<Forest, Failure>,
    touch: Touch,
}

/// Sentences, the shortest first.
pub struct Probes<'a> {
    grammar: &'a Grammar,
    start: RuleId,
    language: Language<'a>,
    parser: Interpreted,
    sentences: Vec<Probe>,
}

/// What the sentences say about a mutant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Found {
    /// The shortest that would notice it.
    Query(String),
    /// So many were tried, and none would.
    Nothing(usize),
}

impl<'a> Probes<'a> {
    /// Reads sentences, each as typed and as the grammar sees it, with the grammar as it is.
    pub fn new(
        grammar: &'a Grammar,
        start: RuleId,
        language: Language<'a>,
        sentences: Vec<(String, String)>,
    ) -> Self {
        let noting = Program::noting(grammar);
        let mut log = Log::default();
        let mut known = HashSet::new();
        let mut probes: Vec<Probe> = Vec::new();
        for (typed, text) in sentences {
            // No case has an empty query.
            if !typed.trim().is_empty() && known.insert(text.clone()) {
                let parsed = noting.parse_noting(start, &text, &mut log);
                let touch = Touch::of(&log, parsed.is_err());
                probes.push(Probe { typed, text, parsed, touch });
            }
        }
        probes.sort_by(|one, other| (one.typed.len(), &one.typed).cmp(&(other.typed.len(), &other.typed)));
        Probes { grammar, start, language, parser: Interpreted::new(grammar), sentences: probes }
    }

    /// How many different sentences there are.
    pub fn count(&self) -> usize {
        self.sentences.len()
    }

    /// A number for the grammar and the sentences.
    pub fn fingerprint(&self) -> u64 {
        let mut hasher = DefaultHasher::new();
        env!("CARGO_PKG_VERSION").hash(&mut hasher);
        self.grammar.files().text().hash(&mut hasher);
        self.sentences.iter().for_each(|probe| probe.text.hash(&mut hasher));
        hasher.finish()
    }

    /// What the sentences say about each mutant; none for those that were not come to.
    pub fn find(&self, mutants: &[&Mutant], kept: &Mutex<Kept>, watch: &dyn Watch) -> Vec<Option<Found>> {
        let next = AtomicUsize::new(0);
        let found = Mutex::new(vec![None; mutants.len()]);
        let work = || {
            loop {
                let at = next.fetch_add(1, Ordering::Relaxed);
                let Some(mutant) = mutants.get(at).filter(|_| !watch.is_stopped()) else { return };
                watch.at(at, mutants.len());
                let known =
                    kept.lock().unwrap_or_else(PoisonError::into_inner).found.get(&mutant.key).cloned();
                let query = known.unwrap_or_else(|| self.shortest(mutant));
                let mut kept = kept.lock().unwrap_or_else(PoisonError::into_inner);
                kept.found.insert(mutant.key.clone(), query.clone());
                let said = query.map_or(Found::Nothing(self.sentences.len()), Found::Query);
                found.lock().unwrap_or_else(PoisonError::into_inner)[at] = Some(said);
            }
        };
        in_parallel(&work);
        found.into_inner().unwrap_or_else(PoisonError::into_inner)
    }

    fn shortest(&self, mutant: &Mutant) -> Option<String> {
        let program = self.parser.program().with_rule(mutant.rule, &mutant.of(self.grammar));
        let parser = Interpreted::of(program);
        let needs = Needs::of(mutant, self.grammar);
        let would_notice =
            |probe: &&Probe| probe.touch.meets(&needs, &probe.text) && self.differs(probe, &parser);
        self.sentences.iter().find(would_notice).map(|probe| probe.typed.clone())
    }

    /// Whether a case could state the difference: another tree, accepted or not, another message. White space at the
    /// end of a node is none of a case's business.
    fn differs(&self, probe: &Probe, other: &Interpreted) -> bool {
        match (&probe.parsed, &other.program().parse(self.start, &probe.text)) {
            (Ok(one), Ok(two)) => one != two && words(one, &probe.text) != words(two, &probe.text),
            (Err(one), Err(two)) if one == two => false,
            (Err(one), Err(two)) => {
                let may_differ = (one.at, one.limit) != (two.at, two.limit)
                    || self.language.say(&one.expected) != self.language.say(&two.expected);
                let message = |parser| self.language.message(parser, &probe.typed);
                may_differ && message(&self.parser).is_none_or(|one| message(other) != Some(one))
            }
            _ => true,
        }
    }
}

/// The nodes of a tree with their words.
fn words(forest: &Forest, text: &str) -> Vec<(u32, usize, String)> {
    let entries = forest.entries.iter();
    entries.map(|entry| (entry.rule, entry.next, text[entry.start..entry.end].trim().to_owned())).collect()
}

/// What was found before, by the key of the mutant.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Kept {
    found: BTreeMap<String, Option<String>>,
    file: Option<PathBuf>,
}

impl Kept {
    /// What was kept in a folder for that fingerprint.
    pub fn load(folder: &Path, fingerprint: u64) -> Self {
        let file = folder.join(format!("probes-{fingerprint:016x}.json"));
        let text = std::fs::read_to_string(&file).unwrap_or_default();
        Kept { found: serde_json::from_str(&text).unwrap_or_default(), file: Some(file) }
    }

    /// Keeps what was found. That this fails is no fault: the next run takes longer.
    pub fn save(&self) {
        let Some(file) = &self.file else { return };
        let Ok(text) = serde_json::to_string(&self.found) else { return };
        if let Some(folder) = file.parent() {
            let _ = std::fs::create_dir_all(folder);
        }
        let _ = std::fs::write(file, text);
    }
}
