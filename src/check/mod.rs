//! Everything wrong or doubtful in a base.
//!
//! In: what was loaded, and today. Out: [`Checked`]: findings, the gravest first, each with its place and its
//! remedy. Absent: mending; deciding what fails (the caller asks for counts); drawing.
//!
//! What could not be read is an error and was found by `load`. The rest was read, and is looked at here: facts
//! against each other (`facts`), dates against dates (`dates`), names against names and words (`names`).

mod dates;
mod facts;
mod flaw;
mod names;
mod place;
mod say;
mod sources;

use std::collections::BTreeMap;

pub use flaw::Flaw;

use crate::fact::{FactId, Place};
use crate::load::{LoadError, Loaded};
use crate::text::{Level, Report, Span};
use crate::time::Day;

/// So many findings of one kind are kept; the rest is counted.
const MOST_OF_A_KIND: usize = 100;

/// What is wrong or doubtful in a base.
#[derive(Debug, Clone, Default)]
pub struct Checked {
    /// The findings: errors, warnings, notes, each in the order of the files.
    pub findings: Vec<Finding>,
    /// Of each kind of which there are very many: how grave it is, and how many are not among the findings.
    pub more: BTreeMap<&'static str, (Level, usize)>,
}

/// One thing to mend, or to look at.
#[derive(Debug, Clone, PartialEq)]
pub struct Finding {
    /// Which of the sources of [`Loaded`], from 0.
    pub source: usize,
    /// Where in it; none for a file as a whole, and for a line of data, whose text is not kept.
    pub span: Option<Span>,
    /// The line, from 1; 0 where a file as a whole is meant.
    pub line: usize,
    /// What it is.
    pub what: What,
}

/// A problem of reading, or a doubt about what was read.
#[derive(Debug, Clone, PartialEq)]
pub enum What {
    /// It could not be read.
    Unread(LoadError),
    /// It was read.
    Doubt(Flaw),
}

impl Finding {
    /// How grave it is.
    pub fn level(&self) -> Level {
        match &self.what {
            What::Unread(error) => error.level(),
            What::Doubt(flaw) => flaw.level(),
        }
    }

    /// Its kind as a word for programs: `entity-unknown`, `duplicate`.
    pub fn kind(&self) -> String {
        match &self.what {
            What::Unread(error) => error.kind(),
            What::Doubt(flaw) => flaw.kind().to_owned(),
        }
    }

    /// What to tell people.
    pub fn report(&self) -> Report {
        let (level, message, label, help) = match &self.what {
            What::Unread(error) => (error.level(), error.message(), error.label(), error.help()),
            What::Doubt(flaw) => (flaw.level(), flaw.message(), flaw.label(), Some(flaw.help())),
        };
        Report { span: self.span, label, help, ..Report::new(level, message) }
    }
}

impl Checked {
    /// How many findings of a level there are, those not kept included.
    pub fn count(&self, level: Level) -> usize {
        let kept = self.findings.iter().filter(|finding| finding.level() == level).count();
        kept + self.more.values().filter(|(of, _)| *of == level).map(|(_, more)| more).sum::<usize>()
    }
}

/// Looks at everything that was loaded. States that go on are judged as of today.
pub fn check(loaded: &Loaded, today: Day) -> Checked {
    let mut out = Findings { loaded, kept: Vec::new(), counts: BTreeMap::new() };
    facts::check(&loaded.store, &mut out);
    dates::check(&loaded.store, today, &mut out);
    sources::check(&loaded.store, &mut out);
    names::check(&loaded.store, &mut out);
    out.finish()
}

/// The findings so far.
struct Findings<'a> {
    loaded: &'a Loaded,
    kept: Vec<Finding>,
    counts: BTreeMap<&'static str, (Level, usize)>,
}

impl Findings<'_> {
    /// Adds a doubt about a fact, at one of its keys if it is given and written there.
    fn of_fact(&mut self, fact: FactId, key: Option<&str>, flaw: impl FnOnce() -> Flaw) {
        let place = self.loaded.store.table(fact.relation).place(fact.row);
        self.add(place, key, flaw());
    }

    /// Adds a doubt at a place, or at one of the keys below it.
    fn add(&mut self, place: Place, key: Option<&str>, flaw: Flaw) {
        self.add_at_word(place, key, "", flaw);
    }

    /// Adds a doubt at a place, or at a word in the value of one of the keys below it.
    fn add_at_word(&mut self, place: Place, key: Option<&str>, word: &str, flaw: Flaw) {
        let (_, count) = self.counts.entry(flaw.kind()).or_insert((flaw.level(), 0));
        *count += 1;
        if *count > MOST_OF_A_KIND {
            return;
        }
        let (source, line) = (usize::from(place.file), place.line as usize);
        let span = self.loaded.sources.get(source).and_then(|file| place::find(file, line, key, word));
        let line = match (span, self.loaded.sources.get(source)) {
            (Some(span), Some(file)) => file.line_of(span.start),
            _ => line,
        };
        self.kept.push(Finding { source, span, line, what: What::Doubt(flaw) });
    }

    /// A place as people write it: `facts/offices.toml:12`.
    fn written(&self, place: Place) -> String {
        format!("{}:{}", self.loaded.store.file_name(place.file), place.line)
    }

    /// The place of a fact as people write it.
    fn place_of(&self, fact: FactId) -> String {
        self.written(self.loaded.store.table(fact.relation).place(fact.row))
    }

    fn finish(self) -> Checked {
        let problems = self.loaded.problems.iter().map(|problem| {
            let place = problem.span.zip(self.loaded.sources.get(problem.source));
            let line = match (&problem.error, place) {
                (LoadError::Row { line, .. }, _) => usize::try_from(*line).unwrap_or(usize::MAX),
                (_, Some((span, file))) => file.line_of(span.start),
                (_, None) => 0,
            };
            let what = What::Unread(problem.error.clone());
            Finding { source: problem.source, span: problem.span, line, what }
        });
        let mut findings: Vec<Finding> = problems.chain(self.kept).collect();
        findings.sort_by_key(|finding| (finding.level(), finding.source, finding.line, finding.span));
        let over = |(kind, (level, count)): (&'static str, (Level, usize))| {
            let more = count.checked_sub(MOST_OF_A_KIND).filter(|more| *more > 0)?;
            Some((kind, (level, more)))
        };
        Checked { findings, more: self.counts.into_iter().filter_map(over).collect() }
    }
}
