//! One case of the corpus: a query, and what each stage must make of it.
//!
//! In: made by `format`. Out: plain data. Absent: how a case is written, and how it is run.

use std::fmt;
use std::ops::Range;

use crate::time::Day;

/// A stage whose outcome a case may state, in the order of the pipeline.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Stage {
    /// The tree of grammar rules, without the marks.
    Tree,
    /// The query printed back.
    Canonical,
    /// The line of English that opens the answer.
    Reading,
    /// How it is found.
    Plan,
    /// The rows, the count or the verdict.
    Answer,
    /// The notes under the answer.
    Hint,
    /// The report of the stage that refuses the query.
    Error,
}

impl Stage {
    /// Every stage, in the order in which they are compared.
    pub const ALL: [Stage; 7] = [
        Stage::Tree,
        Stage::Canonical,
        Stage::Error,
        Stage::Reading,
        Stage::Plan,
        Stage::Answer,
        Stage::Hint,
    ];

    /// The word that opens its section.
    pub fn word(self) -> &'static str {
        match self {
            Stage::Tree => "tree",
            Stage::Canonical => "canonical",
            Stage::Reading => "reading",
            Stage::Plan => "plan",
            Stage::Answer => "answer",
            Stage::Hint => "hint",
            Stage::Error => "error",
        }
    }

    /// The stage that a word names.
    pub fn named(word: &str) -> Option<Stage> {
        Stage::ALL.into_iter().find(|stage| stage.word() == word)
    }

    /// Whether it needs no more than the parser.
    pub fn is_syntax(self) -> bool {
        self <= Stage::Canonical
    }
}

impl fmt::Display for Stage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

/// A query with what must come of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Case {
    /// Its title, once in its file.
    pub title: String,
    /// The line of the title, from 1.
    pub line: usize,
    /// How to run it.
    pub attributes: Attributes,
    /// The query, with its line breaks.
    pub query: String,
    /// What is stated, in the order of the file.
    pub sections: Vec<Section>,
    /// The index of the line behind its last one that is not empty: where a section may be added.
    pub end: usize,
}

impl Case {
    /// The section of a stage, if the case states it.
    pub fn section(&self, stage: Stage) -> Option<&Section> {
        self.sections.iter().find(|section| section.stage == stage)
    }

    /// Whether it states the outcome of that stage.
    pub fn states(&self, stage: Stage) -> bool {
        self.section(stage).is_some()
    }

    /// Whether the query must be refused.
    pub fn refuses(&self) -> bool {
        self.states(Stage::Error)
    }

    /// Whether no more than the parser is asked about.
    pub fn is_syntax_only(&self) -> bool {
        self.attributes.given.is_empty()
            && !self.sections.is_empty()
            && self.sections.iter().all(|section| section.stage.is_syntax())
    }
}

/// How a case is run; the head of a file gives the defaults.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Attributes {
    /// Why it is not run.
    pub skip: Option<String>,
    /// Why it is expected to fail.
    pub known_failure: Option<String>,
    /// Words to filter by.
    pub tags: Vec<String>,
    /// The day that *is* speaks of.
    pub today: Option<Day>,
    /// The folder of its fact base, relative to the corpus file; none: the base that ships.
    pub facts: Option<String>,
    /// What was said before it in the same session, in order: definitions, values, queries.
    pub given: Vec<String>,
    /// The rule of the grammar to start with; none: `query`.
    pub rule: Option<String>,
    /// Whether `\u{…}` and `\n` in the query stand for characters that an editor would not keep.
    pub escapes: bool,
}

/// What one stage must make of a query.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    /// The stage.
    pub stage: Stage,
    /// The line of its heading, from 1.
    pub line: usize,
    /// What is stated, without comments and without empty lines around it.
    pub lines: Vec<String>,
    /// The indexes of the lines of its body in the file, comments and empty lines with it.
    pub body: Range<usize>,
}

impl Section {
    /// The lines as one text.
    pub fn text(&self) -> String {
        self.lines.join("\n")
    }
}
