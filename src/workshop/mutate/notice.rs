//! Whether a case of the corpus notices a mutant.
//!
//! In: the cases, a mutant. Out: the first case that fails under it, by what the case states; the nodes are compared
//! first, and only cases whose nodes differ go through the pipeline. Absent: sentences that are no cases (`probe`).

use std::collections::HashSet;
use std::num::NonZeroUsize;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use super::change::Mutant;
use super::touch::{Needs, Touch};
use crate::workshop::corpus::{Plain, Subject, Through, first_difference};
use crate::workshop::grammar::{Expr, Grammar, RuleId};
use crate::workshop::interpret::{Failure, Forest, Interpreted, Log, Program};
use crate::workshop::language;
use crate::workshop::seen::{Cases, Seen, marked};
use crate::workshop::watch::Watch;

/// What became of a mutant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// That case fails, by its number among the cases.
    Noticed(usize),
    /// No case fails.
    Survived,
    /// The run was stopped before it.
    Untested,
}

/// The cases, and what each came to under the grammar as it is.
pub struct Corpus<'a> {
    grammar: &'a Grammar,
    program: Program,
    cases: Vec<Base<'a>>,
    /// The rules by which words are marked.
    marking: HashSet<RuleId>,
}

/// A case under the grammar as it is.
struct Base<'a> {
    seen: &'a Seen,
    parsed: Result<Forest, Failure>,
    touch: Touch,
    /// What the marking of its words came to.
    marking: Touch,
    /// Whether the case passes, once that was asked.
    passes: OnceLock<bool>,
}

/// The rules that the pass before the grammar asks.
const MARKING: [&str; 4] = ["date", "month", "season", "definition_head"];

impl<'a> Corpus<'a> {
    /// Reads the cases with the grammar as it is. Known failures state what is not so, and cannot notice anything.
    pub fn new(grammar: &'a Grammar, cases: &'a Cases) -> Self {
        let noting = Program::noting(grammar);
        let mut log = Log::default();
        let rules: Vec<RuleId> = if language::is_own(grammar) {
            MARKING.into_iter().filter_map(|name| grammar.find(name)).collect()
        } else {
            Vec::new()
        };
        let usable = cases.seen.iter().filter(|seen| seen.case.attributes.known_failure.is_none());
        let mut bases: Vec<Base<'a>> = usable.map(|seen| base(seen, &noting, &rules, &mut log)).collect();
        // What is cheap to run goes first.
        bases.sort_by_key(|base| (!base.seen.case.is_syntax_only(), base.seen.case.query.len()));
        Corpus { grammar, program: Program::new(grammar), cases: bases, marking: called(grammar, rules) }
    }

    /// What becomes of each mutant; two at a time where the machine can.
    pub fn test(&self, mutants: &[Mutant], watch: &dyn Watch) -> Vec<Verdict> {
        let next = AtomicUsize::new(0);
        let verdicts = Mutex::new(vec![Verdict::Untested; mutants.len()]);
        let work = || {
            loop {
                let at = next.fetch_add(1, Ordering::Relaxed);
                let Some(mutant) = mutants.get(at).filter(|_| !watch.is_stopped()) else { return };
                watch.at(at, mutants.len());
                let verdict = self.verdict(mutant);
                verdicts.lock().unwrap_or_else(PoisonError::into_inner)[at] = verdict;
            }
        };
        in_parallel(&work);
        verdicts.into_inner().unwrap_or_else(PoisonError::into_inner)
    }

    /// The case of a verdict.
    pub fn case(&self, number: usize) -> &Seen {
        self.cases[number].seen
    }

    fn verdict(&self, mutant: &Mutant) -> Verdict {
        let changed = mutant.of(self.grammar);
        let program = self.program.with_rule(mutant.rule, &changed);
        let parser = Arc::new(Interpreted::of(program));
        let needs = Needs::of(mutant, self.grammar);
        let marks = self.marking.contains(&mutant.rule);
        let is_noticed = |base: &Base<'_>| {
            (reads_otherwise(base, &needs, &parser) || marks && marks_otherwise(base, &needs, &parser))
                && first_difference(&base.seen.case, &made(base.seen, &parser)).is_some()
                && self.passes(base)
        };
        self.cases.iter().position(is_noticed).map_or(Verdict::Survived, Verdict::Noticed)
    }

    fn passes(&self, base: &Base<'_>) -> bool {
        *base.passes.get_or_init(|| {
            let parser = Arc::new(Interpreted::of(self.program.clone()));
            first_difference(&base.seen.case, &made(base.seen, &parser)).is_none()
        })
    }
}

/// Whether the nodes of a case differ.
fn reads_otherwise(base: &Base<'_>, needs: &Needs<'_>, parser: &Interpreted) -> bool {
    let (seen, program) = (base.seen, parser.program());
    base.touch.meets(needs, &seen.text)
        && match &base.parsed {
            // Why it is refused now need not be known.
            Ok(forest) => program.forest(seen.start, &seen.text).as_ref() != Some(forest),
            Err(failure) => program.parse_whole(seen.start, &seen.text).as_ref() != Err(failure),
        }
}

/// Whether already the marks on the words of a case differ.
fn marks_otherwise(base: &Base<'_>, needs: &Needs<'_>, parser: &Arc<Interpreted>) -> bool {
    let seen = base.seen;
    let now = |store| marked(&seen.case, store, Arc::clone(parser));
    base.marking.meets(needs, &seen.text)
        && seen.store.as_ref().is_some_and(|store| now(store).as_ref() != Some(&seen.text))
}

/// Runs work on as many threads as the machine has, each with room for deep grammars.
pub(super) fn in_parallel(work: &(dyn Fn() + Sync)) {
    let threads = std::thread::available_parallelism().map_or(1, NonZeroUsize::get);
    std::thread::scope(|scope| {
        for _ in 0..threads {
            let thread = std::thread::Builder::new().stack_size(STACK).spawn_scoped(scope, work);
            if thread.is_err() {
                work();
            }
        }
    });
}

/// The stack of a thread that parses, in bytes.
const STACK: usize = 16 * 1024 * 1024;

fn made(seen: &Seen, parser: &Arc<Interpreted>) -> crate::workshop::corpus::Made {
    if let Some(store) = &seen.store {
        return Through(Arc::clone(parser) as Arc<dyn crate::syntax::Parser>).make(&seen.case, store);
    }
    let start = parser.program().rule_name(seen.start).to_owned();
    Plain { parser: Interpreted::clone(parser), start }.made(&seen.case)
}

fn base<'a>(seen: &'a Seen, noting: &Program, rules: &[RuleId], log: &mut Log) -> Base<'a> {
    let parsed = noting.parse_noting(seen.start, &seen.text, log);
    let touch = Touch::of(log, parsed.is_err());
    let mut marking = Touch::default();
    for start in crate::text::words(&seen.case.query).map(|span| span.start) {
        for rule in rules {
            let _ = noting.parse_noting(*rule, &seen.case.query[start..], log);
            marking.add(log);
        }
    }
    Base { seen, parsed, touch, marking, passes: OnceLock::new() }
}

/// These rules and all that they call.
fn called(grammar: &Grammar, mut waiting: Vec<RuleId>) -> HashSet<RuleId> {
    let mut found = HashSet::new();
    while let Some(id) = waiting.pop() {
        if found.insert(id) {
            waiting.extend(grammar.rule(id).root.walk().filter_map(|node| match &node.expr {
                Expr::Rule(id) => Some(*id),
                _ => None,
            }));
        }
    }
    found
}
