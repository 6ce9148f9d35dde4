//! The command line.
//!
//! In: the arguments of the process. Out: [`Args`], or help, or the status for arguments that make no
//! sense. Absent: doing what they ask.

use std::path::PathBuf;

use clap::error::ErrorKind;
use clap::{Parser, Subcommand};
use clap_complete::Shell;

use super::config::Config;
use super::look::Colour;
use super::{Look, Status};
use crate::render::Format;
use crate::time::Day;
use crate::workshop::corpus::{Mode, Options, Style};

/// Ask dated, sourced facts in plain English.
#[derive(Debug, Parser)]
#[command(name = "annals", version, max_term_width = 100, after_help = EXAMPLES)]
pub(super) struct Args {
    #[command(subcommand)]
    pub(super) command: Option<Command>,

    /// Read facts from this folder; repeat it for several.
    ///
    /// Without it the folder `facts` of the current directory is read, or if there is none the facts
    /// that ship with the program.
    #[arg(long, value_name = "DIR", global = true)]
    pub(super) facts: Vec<PathBuf>,

    /// Read the facts as they stood at this revision of git: a commit, a tag, `HEAD~3`, or a day.
    ///
    /// A day (2024-01-01, or main@{2024-01-01}) means what stood at its end. Without `--facts` it is the
    /// nearest folder `facts` of the repository, from the current directory up. Nothing is checked out.
    #[arg(long, value_name = "REV", global = true)]
    pub(super) at: Option<String>,

    /// Take this day for today, as in 2024-10-23 [default: the day in UTC].
    #[arg(long, value_name = "DATE", global = true)]
    pub(super) today: Option<Day>,

    /// The form of answers: table, record, csv, tsv, json, jsonl, markdown or bare; or only their sources,
    /// as a bibliography, bibtex or csl-json.
    #[arg(long, value_name = "NAME", global = true)]
    pub(super) format: Option<Format>,

    /// Refuse to run when a file of facts has an error; of `check`, let warnings fail too
    #[arg(long, global = true)]
    pub(super) strict: bool,

    /// Colour the output [default: auto].
    #[arg(long, value_name = "WHEN", global = true, alias = "color")]
    pub(super) colour: Option<Colour>,

    /// Write lines of at most this many columns [default: as wide as the terminal].
    #[arg(long, value_name = "COLUMNS", global = true)]
    pub(super) width: Option<usize>,

    /// Stop a query that makes more rows than this on its way [default: 20,000,000].
    #[arg(long, value_name = "ROWS", global = true, value_parser = clap::value_parser!(u64).range(1..))]
    pub(super) max_rows: Option<u64>,

    /// Stop a query whose rows take more megabytes of memory than this [default: 2,048].
    #[arg(long, value_name = "MB", global = true, value_parser = clap::value_parser!(u64).range(1..))]
    pub(super) max_memory: Option<u64>,

    /// Write a file of settings, as `config.toml` in the folder for settings would have it.
    #[arg(long)]
    pub(super) generate_config: bool,

    /// Let `$NAME` stand for a value in queries, as in `--param country=Iran`; repeat it for several
    #[arg(long, global = true, value_name = "NAME=VALUE", value_parser = param)]
    pub(super) param: Vec<(String, String)>,
}

/// What to do; nothing opens the prompt.
#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Answer one query; its words need no quotes.
    #[command(after_help = ASK_EXAMPLES)]
    Ask {
        /// The query, or a command of the prompt such as `help` or `explain`.
        #[arg(required = true, value_name = "QUERY")]
        query: Vec<String>,
        /// End with status 1 when the answer has no rows, or is not *yes*.
        #[arg(long)]
        exit_status: bool,
    },
    /// Show what a query answers otherwise at another revision of the facts.
    ///
    /// The second revision may be `.`, the files as they are, which is also meant where there is none.
    /// `REV1..REV2` is read too. A query in quotes is never taken for a revision.
    #[command(after_help = DIFF_EXAMPLES)]
    Diff {
        /// One revision or two, and the query; its words need no quotes.
        #[arg(required = true, value_name = "REV1 [REV2] QUERY")]
        words: Vec<String>,
        /// End with status 1 when anything differs.
        #[arg(long)]
        exit_status: bool,
    },
    /// Run scripts of queries and of what they are expected to answer.
    #[command(after_help = RUN_EXAMPLES)]
    Run {
        /// The scripts; `-` is standard input.
        #[arg(required = true, value_name = "FILE")]
        files: Vec<PathBuf>,
        /// Go on after an error.
        #[arg(long)]
        keep_going: bool,
        /// End with status 1 when an answer has no rows, or is not *yes*.
        #[arg(long)]
        exit_status: bool,
    },
    /// Look for everything wrong or doubtful in the facts.
    #[command(after_help = CHECK_EXAMPLES)]
    Check {
        /// Report as one JSON object.
        #[arg(long)]
        json: bool,
    },
    /// Write the completions of a shell.
    #[command(after_help = COMPLETIONS_EXAMPLES)]
    Completions {
        /// Which shell.
        shell: Shell,
    },
    /// Write the page of the manual, in roff.
    #[command(after_help = MAN_EXAMPLES)]
    Man {
        /// The page of this command alone.
        command: Option<String>,
    },
    /// Work on the grammar of the language, or on any other pest grammar.
    Grammar {
        #[command(subcommand)]
        tool: super::grammar::Tool,
    },
    /// Test the language on a corpus of cases.
    #[command(after_help = TEST_EXAMPLES)]
    Test(Test),
}

/// How `annals test` runs.
#[derive(Debug, clap::Args)]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag, and clap rules out what does not combine")]
pub(super) struct Test {
    /// Corpus files, or folders of them.
    #[arg(required = true, value_name = "PATH")]
    pub(super) paths: Vec<PathBuf>,
    /// Read with these grammar files, or folders of them, as they are now, instead of the parser that was compiled.
    #[arg(long, value_name = "FILE", num_args = 1..)]
    pub(super) grammar: Vec<PathBuf>,
    /// The rule that cases start with, if the grammar is of another language.
    #[arg(long, value_name = "RULE", requires = "grammar", default_value = "query")]
    pub(super) rule: String,
    /// Only the cases with this in their file, title, query or tags.
    #[arg(long, value_name = "TEXT")]
    filter: Option<String>,
    /// Rewrite what the cases state, except for changes that look like a loss.
    #[arg(long, conflicts_with = "check")]
    update: bool,
    /// With `--update`: rewrite those too.
    #[arg(long, requires = "update")]
    force: bool,
    /// Never write; this is so without it, and says it aloud in CI.
    #[arg(long)]
    check: bool,
    /// Report as one JSON object.
    #[arg(long)]
    json: bool,
    /// Write a report for `JUnit` to this file, too.
    #[arg(long, value_name = "FILE")]
    junit: Option<PathBuf>,
}

impl Test {
    /// The same for the workshop.
    pub(super) fn options(&self) -> Options {
        let mode = match (self.update, self.force) {
            (false, _) => Mode::Check,
            (true, false) => Mode::Update,
            (true, true) => Mode::Force,
        };
        let style = if self.json { Style::Json } else { Style::Text };
        Options { mode, filter: self.filter.clone(), style, junit: self.junit.clone() }
    }
}

impl Args {
    /// What the settings say where the command line says nothing.
    #[must_use]
    pub(super) fn or(mut self, config: &Config) -> Self {
        if self.facts.is_empty() {
            self.facts.clone_from(&config.facts);
        }
        self.format = self.format.or(config.format);
        self.colour = self.colour.or(config.colour);
        self.width = self.width.or(config.width);
        self
    }

    /// The form of answers.
    pub(super) fn format(&self) -> Format {
        self.format.unwrap_or_default()
    }

    /// How to write to this terminal.
    pub(super) fn look(&self) -> Look {
        Look::of_this_terminal(self.colour.unwrap_or_default(), self.width)
    }
}

const EXAMPLES: &str = "\
Examples:
  annals                                       open the prompt
  annals ask members of BRICS since 2024       answer one query
  annals ask --format csv statements by Putin  … as CSV
  annals run morning.annals                    run a script
  annals diff v1 v2 members of BRICS           what changed between two revisions
  annals --at HEAD~3 ask members of BRICS      answer from the facts of three commits ago
  annals ask help                              what the language can say
  annals --generate-config                     a file of settings to begin with

Settings are read from the file that ANNALS_CONFIG names, or else from annals/config.toml in the folder for settings
(~/.config). The command line goes before them.

Exit status: 0 fine, 1 an expectation failed, 2 usage or files, 3 a query that cannot be read,
4 evaluation failed, 130 interrupted.";

const ASK_EXAMPLES: &str = "\
Examples:
  annals ask members of BRICS since 2024
  annals ask --today 2022-01-01 who is a member of BRICS
  annals ask 'statements mentioning \"strategic partnership\"'
  annals ask explain members of BRICS";

const DIFF_EXAMPLES: &str = "\
Examples:
  annals diff HEAD~3 members of BRICS              three commits ago against the files as they are
  annals diff v1 v2 members of BRICS since 2024    between two tags
  annals diff main@{2024-01-01} . 'is Iran a member of BRICS?'
  annals diff --format json --exit-status v1..v2 count members of OPEC";

const RUN_EXAMPLES: &str = "\
A script holds one query a line. Indented lines go on with the line above, `#` begins a comment, and
`expect` lines say what the answer to the query above must be:

  members of BRICS since 2024
  expect 4 rows
  expect Iran, Egypt

  is Russia a member of OPEC?
  expect no";

const CHECK_EXAMPLES: &str = "\
Errors are what could not be read; warnings make answers wrong; notes may be meant.

Examples:
  annals check                                 the facts that `ask` would read
  annals check --facts library --strict        for CI: warnings fail too
  annals check --json --today 2026-11-23       for programs, as if it were that day

Exit status: 0 nothing that fails, 1 errors (with --strict: or warnings), 2 usage or files.";

const COMPLETIONS_EXAMPLES: &str = "\
Examples:
  annals completions bash > ~/.local/share/bash-completion/completions/annals
  annals completions zsh > ~/.zfunc/_annals
  annals completions fish > ~/.config/fish/completions/annals.fish";

const MAN_EXAMPLES: &str = "\
Examples:
  annals man | man -l -
  annals man ask > annals-ask.1";

const TEST_EXAMPLES: &str = "\
Examples:
  annals test tests/corpus
  annals test tests/corpus --filter possessives
  annals test tests/corpus --grammar grammar   under the grammar as it is edited, without a rebuild
  annals test tests/corpus --update";

/// Reads the arguments. What is no use is said on standard error and gives status 2; help and version
/// are written to standard output and give status 0.
pub(super) fn read() -> Result<Args, Status> {
    Args::try_parse().map_err(|error| {
        if error.kind() == ErrorKind::InvalidSubcommand {
            offer_ask();
        } else {
            // A closed pipe is no reason to complain.
            let _ = error.print();
        }
        if error.use_stderr() { Status::Usage } else { Status::Fine }
    })
}

/// The words of a query as one text: a single argument is taken as it is.
pub(super) fn joined(words: &[String]) -> String {
    words.join(" ")
}

/// `annals members of BRICS` was probably meant as `annals ask members of BRICS`.
fn offer_ask() {
    let words: Vec<String> =
        std::env::args_os().skip(1).map(|word| word.to_string_lossy().into_owned()).collect();
    super::trouble::tell(&format!(
        "error: `annals` asks with `ask` and runs scripts with `run`; `annals --help` shows more\n try: annals ask {}\n",
        crate::text::escape_controls(&words.join(" "))
    ));
}

/// A parameter from the command line.
fn param(text: &str) -> Result<(String, String), String> {
    match text.split_once('=') {
        Some((name, value)) if !name.is_empty() => {
            Ok((name.trim_start_matches('$').to_owned(), value.to_owned()))
        }
        _ => Err("write it as NAME=VALUE".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use clap::{CommandFactory, Parser};

    use super::{Args, Command, joined};

    #[test]
    fn the_definition_is_sound() {
        Args::command().debug_assert();
    }

    #[test]
    fn options_may_stand_before_and_after_the_words() {
        for line in [
            "annals --today 2022-01-01 ask members of BRICS",
            "annals ask --today 2022-01-01 members of BRICS",
            "annals ask members of BRICS --today 2022-01-01",
        ] {
            let args = Args::try_parse_from(line.split(' ')).expect("the line is sound");
            assert_eq!(args.today.map(|day| day.to_string()).as_deref(), Some("2022-01-01"), "{line}");
            let Some(Command::Ask { query, .. }) = args.command else { panic!("not ask: {line}") };
            assert_eq!(joined(&query), "members of BRICS");
        }
    }
}
