//! What people meet: arguments, the prompt, scripts, help.
//!
//! In: arguments, keys, scripts, folders of facts. Out: answers on standard output; reports, banner and
//! summaries on standard error; an exit [`Status`]. Absent: any meaning of a query (`pipeline`) and any
//! form of an answer (`render`). A [`Session`] works without a terminal; the prompt is one user of it.

mod args;
mod base;
mod batch;
mod check;
mod clock;
mod command;
mod complete;
mod config;
mod corpus;
mod difference;
mod expect;
mod explain;
mod fit;
mod generate;
mod grammar;
mod help;
mod index;
mod look;
mod probe;
mod progress;
mod prompt;
mod scan;
mod session;
mod statement;
mod status;
mod tables;
mod trouble;
mod watching;

use std::io::{self, IsTerminal};
use std::process::ExitCode;

pub use base::Base;
pub use complete::Completer;
pub use expect::{Expectation, Unmet};
pub use look::Look;
pub use session::{Done, Session};
pub use statement::{Statement, statements};
pub use status::Status;
pub use trouble::Trouble;

use args::{Args, Command};
use config::Config;

use crate::load::RevisionError;
use crate::text::{Source, draw};

/// The program: reads the arguments, does what they ask, and says how it went.
pub fn main() -> ExitCode {
    match args::read() {
        Ok(args) => run(args).into(),
        Err(status) => status.into(),
    }
}

fn run(args: Args) -> Status {
    if args.generate_config {
        return generate::write(config::generated().as_bytes());
    }
    match &args.command {
        Some(Command::Test(test)) => return corpus::test(test, &args.facts, args.at.as_deref()),
        Some(Command::Completions { shell }) => return generate::completions(*shell),
        Some(Command::Man { command }) => return generate::manual(command.as_deref()),
        _ => {}
    }
    match config::load() {
        Ok(config) => go(&args.or(&config), &config),
        Err(status) => status,
    }
}

/// Does what reads facts.
fn go(args: &Args, config: &Config) -> Status {
    match &args.command {
        Some(Command::Check { json }) => check::check(args, *json, config.zone),
        Some(Command::Diff { words, exit_status }) => {
            difference::diff(args, words, *exit_status, config.zone)
        }
        Some(Command::Grammar { tool }) => {
            let today = args.today.unwrap_or_else(|| clock::today(config.zone));
            grammar::run(tool, &grammar::Setting { facts: &args.facts, today, look: args.look() })
        }
        Some(Command::Ask { query, exit_status }) => with_session(args, config, |mut session| {
            batch::ask(&mut session, &args::joined(query), *exit_status)
        }),
        Some(Command::Run { files, keep_going, exit_status }) => {
            let rules = batch::Rules { keep_going: *keep_going, exit_status: *exit_status };
            with_session(args, config, |mut session| batch::run(&mut session, files, rules))
        }
        _ if io::stdin().is_terminal() => {
            with_session(args, config, |session| prompt::run(session, config.rows))
        }
        _ => with_session(args, config, |mut session| {
            batch::run(&mut session, &["-".into()], batch::Rules::default())
        }),
    }
}

/// The facts that the arguments name, as they are or at a revision; says why, if the revision cannot be read.
fn named(args: &Args, look: &Look) -> Option<Base> {
    let Some(revision) = &args.at else { return Some(Base::load(&args.facts)) };
    let base = Base::load_at(&args.facts, revision);
    let tell = |error: RevisionError| {
        trouble::tell(&draw(&error.report(), &Source::default(), look.report_style()));
    };
    base.map_err(tell).ok()
}

/// The same, if they can be used; says what is wrong with them.
fn base(args: &Args, look: &Look) -> Option<Base> {
    let base = named(args, look)?;
    base.show_faults(look);
    // A folder that was named and is not there is a slip of the pen, not a fault in the facts.
    let missing = args.at.is_none() && args.facts.iter().any(|folder| !folder.exists());
    let refused = missing || (args.strict && base.faulty());
    (!refused).then_some(base)
}

/// Loads the facts, says what is wrong with them, and goes on with a session over the rest.
fn with_session(args: &Args, config: &Config, go_on: impl FnOnce(Session) -> Status) -> Status {
    let look = args.look();
    let Some(base) = base(args, &look) else { return Status::Usage };
    let mut session = Session::new(base, args.today, args.format(), look);
    session.set_params(args.param.iter().cloned().collect());
    session.set_limits(args.max_rows, args.max_memory);
    session.set_zone(config.zone);
    session.suggest(config.hints.unwrap_or(true));
    go_on(session)
}
