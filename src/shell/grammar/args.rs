//! The arguments of `annals grammar …`.
//!
//! In: the command line. Out: [`Tool`]. Absent: doing any of it.

use std::path::PathBuf;

use clap::{Args, Subcommand};

/// What to do with a grammar.
#[derive(Debug, Subcommand)]
pub(in crate::shell) enum Tool {
    /// Find what is wrong with a grammar though it can be read.
    #[command(after_help = LINT_EXAMPLES)]
    Lint(Lint),
    /// Make sentences that use every decision of a grammar.
    #[command(after_help = GENERATE_EXAMPLES)]
    Generate(Generate),
    /// Show which decisions of a grammar the corpus takes.
    #[command(after_help = COVERAGE_EXAMPLES)]
    Coverage(Coverage),
    /// Change the grammar in many small ways, and show which changes no case of the corpus notices.
    #[command(after_help = MUTATE_EXAMPLES)]
    Mutate(Mutate),
    /// Show what a change of a grammar does to queries.
    #[command(after_help = DIFF_EXAMPLES)]
    Diff(Diff),
}

/// Which grammar.
#[derive(Debug, Clone, Args)]
pub(in crate::shell) struct Which {
    /// The `.pest` files, or folders of them; repeat it for several [default: the folder `grammar`, or the grammar
    /// of this program].
    #[arg(long, value_name = "FILE")]
    pub(super) grammar: Vec<PathBuf>,
    /// The rule to start with; `lint` takes several [default: `query`].
    #[arg(long, value_name = "RULE")]
    pub(super) rule: Vec<String>,
}

/// How `annals grammar lint` runs.
#[derive(Debug, Args)]
pub(in crate::shell) struct Lint {
    #[command(flatten)]
    pub(super) which: Which,
    /// Report as one JSON object.
    #[arg(long)]
    pub(super) json: bool,
}

/// How `annals grammar generate` runs.
#[derive(Debug, Args)]
pub(in crate::shell) struct Generate {
    #[command(flatten)]
    pub(super) which: Which,
    /// How many sentences.
    #[arg(long, value_name = "N", default_value_t = 100)]
    pub(super) count: usize,
    /// The same seed makes the same sentences.
    #[arg(long, value_name = "S", default_value_t = 1)]
    pub(super) seed: u64,
    /// How deep rules may call one another before a sentence takes the shortest way out.
    #[arg(long, value_name = "N", default_value_t = 14)]
    pub(super) depth: usize,
    /// Ask each sentence of the facts, and say how many have an answer.
    #[arg(long)]
    pub(super) answers: bool,
    /// Print that many texts, the sentences and damaged ones, in their canonical form, and show those whose canonical
    /// form is read otherwise.
    #[arg(long, value_name = "N", default_value_t = 0, conflicts_with = "typos")]
    pub(super) round_trip: usize,
    /// Misspell each keyword by one letter, and say how often that is still accepted.
    #[arg(long)]
    pub(super) typos: bool,
    /// With `--typos`: end with status 1 if more than this share of one keyword's slips is accepted, in percent.
    #[arg(long, value_name = "PERCENT", requires = "typos")]
    pub(super) ceiling: Option<usize>,
    /// Report as one JSON object.
    #[arg(long)]
    pub(super) json: bool,
}

/// How `annals grammar coverage` runs.
#[derive(Debug, Args)]
pub(in crate::shell) struct Coverage {
    /// Corpus files, or folders of them [default: `tests/corpus`].
    #[arg(value_name = "PATH")]
    pub(super) paths: Vec<PathBuf>,
    #[command(flatten)]
    pub(super) which: Which,
    /// End with status 1 if less than this share of the decision points is covered, in percent.
    #[arg(long, value_name = "PERCENT")]
    pub(super) fail_under: Option<f64>,
    /// Only the points that this git revision does not have; end with status 1 if one of them has no case.
    #[arg(long, value_name = "REV")]
    pub(super) new_only: Option<String>,
    /// The list of points that no case can reach [default: `impossible.points` beside the corpus].
    #[arg(long, value_name = "FILE")]
    pub(super) impossible: Option<PathBuf>,
    /// Go on with `mutate`.
    #[arg(long)]
    pub(super) mutate: bool,
    /// Report as one JSON object.
    #[arg(long)]
    pub(super) json: bool,
}

/// How `annals grammar mutate` runs.
#[derive(Debug, Args)]
pub(in crate::shell) struct Mutate {
    /// Corpus files, or folders of them [default: `tests/corpus`].
    #[arg(value_name = "PATH")]
    pub(super) paths: Vec<PathBuf>,
    #[command(flatten)]
    pub(super) which: Which,
    /// Only the mutants with this in their rule or in what is changed.
    #[arg(long, value_name = "TEXT")]
    pub(super) filter: Option<String>,
    /// How many sentences are tried on what no case notices; 0: none.
    #[arg(long, value_name = "N", default_value_t = 10_000)]
    pub(super) probes: usize,
    /// The same seed makes the same sentences.
    #[arg(long, value_name = "S", default_value_t = 1)]
    pub(super) seed: u64,
    /// The list of survivors that are accepted [default: `survivors.mutants` beside the corpus].
    #[arg(long, value_name = "FILE")]
    pub(super) survivors: Option<PathBuf>,
    /// Write that list anew: without what a case notices or the grammar no longer has, with what no sentence tells
    /// from the grammar; sentences are tried on what is not on it yet.
    #[arg(long, conflicts_with = "filter")]
    pub(super) update: bool,
    /// Report as one JSON object.
    #[arg(long)]
    pub(super) json: bool,
}

/// How `annals grammar diff` runs.
#[derive(Debug, Args)]
pub(in crate::shell) struct Diff {
    /// The old version: a file, a folder, a git revision, or REVISION:PATH.
    pub(super) old: String,
    /// The new version, likewise [default: what is there now].
    pub(super) new: Option<String>,
    #[command(flatten)]
    pub(super) which: Which,
    /// Corpus files, or folders of them, whose queries are read with both [default: `tests/corpus`, if it is there].
    #[arg(long, value_name = "PATH")]
    pub(super) corpus: Vec<PathBuf>,
    /// How many sentences are made of both versions together.
    #[arg(long, value_name = "N", default_value_t = 2_000)]
    pub(super) count: usize,
    /// The same seed makes the same sentences.
    #[arg(long, value_name = "S", default_value_t = 1)]
    pub(super) seed: u64,
    /// Write what differs to this file, as cases of the corpus.
    #[arg(long, value_name = "FILE")]
    pub(super) save: Option<PathBuf>,
    /// Report as one JSON object.
    #[arg(long)]
    pub(super) json: bool,
}

const LINT_EXAMPLES: &str = "\
A comment in the grammar excuses a finding, if it gives the reason:

  // lint allows space: the tree builder trims the spans          the rule that follows
  // lint allows space everywhere: …                              every rule

Examples:
  annals grammar lint
  annals grammar lint --grammar sums.pest --rule sum

Exit status: 0 nothing found, 1 something found, 2 usage or a grammar that cannot be read.";

const GENERATE_EXAMPLES: &str = "\
Lines that begin with `#` are the report; all others are sentences.

Examples:
  annals grammar generate --count 1000
  annals grammar generate --answers
  annals grammar generate --round-trip 1000
  annals grammar generate --typos --ceiling 5
  annals grammar generate --grammar sums.pest --rule sum

Exit status: 0 fine, 1 a sentence that is read otherwise than it was meant, a canonical form that is read otherwise than
its text, or a keyword above the ceiling, 2 usage or a grammar that cannot be read, 130 stopped.";

const COVERAGE_EXAMPLES: &str = "\
A point that no case can reach is listed in a file, with the reason:

  sentence: about                                the point, as the report names it
      nothing begins so                          why, indented

Examples:
  annals grammar coverage
  annals grammar coverage --fail-under 100
  annals grammar coverage --new-only HEAD
  annals grammar coverage sums.corpus --grammar sums.pest --rule sum

Exit status: 0 fine; 1 below `--fail-under`, a new point without a case, or a listed point that is reached;
2 usage, or a grammar or corpus that cannot be read; 130 stopped.";

const MUTATE_EXAMPLES: &str = "\
A survivor that is accepted is listed in a file, with the reason, as for `coverage`.

Examples:
  annals grammar mutate
  annals grammar mutate --filter preposition
  annals grammar mutate --probes 0
  annals grammar mutate --update
  annals grammar mutate sums.corpus --grammar sums.pest --rule sum

Exit status: 0 every mutant is noticed or listed; 1 one is not, or a listed one is noticed; 2 usage, or a grammar
or corpus that cannot be read; 130 stopped.";

const DIFF_EXAMPLES: &str = "\
Examples:
  annals grammar diff HEAD
  annals grammar diff v0.1.0 HEAD --count 5000
  annals grammar diff old.pest new.pest --rule sum
  annals grammar diff HEAD --save tests/corpus/changed.corpus

Exit status: 0 no query is read otherwise, 1 some are, 2 usage or a grammar that cannot be read, 130 stopped.";
