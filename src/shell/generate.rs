//! What other programs read about this one: completions for shells, a page of the manual.
//!
//! In: the definition of the command line. Out: scripts and roff on standard output. Absent: installing them.

use std::io::{self, Write};

use clap::CommandFactory;
use clap_complete::Shell;

use super::args::Args;
use super::trouble::Trouble;
use super::{Look, Status};
use crate::text::{Report, Source, suggest};

/// The name by which people call the program.
const NAME: &str = "annals";

/// Writes the completions of a shell.
pub(super) fn completions(shell: Shell) -> Status {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Args::command(), NAME, &mut script);
    write(&script)
}

/// Writes the page of the manual of the program, or of one of its commands.
pub(super) fn manual(command: Option<&str>) -> Status {
    let mut program = Args::command();
    program.build();
    let page = match command {
        None => program,
        Some(name) => match program.find_subcommand(name) {
            Some(command) => command.clone().display_name(format!("{NAME}-{name}")),
            None => return no_command(name, &program),
        },
    };
    let mut roff = Vec::new();
    match clap_mangen::Man::new(page).render(&mut roff) {
        Ok(()) => write(&roff),
        Err(error) => refuse(&Trouble::from(error)),
    }
}

fn no_command(name: &str, program: &clap::Command) -> Status {
    let near = suggest(name, program.get_subcommands().map(clap::Command::get_name), 3);
    let tries = near.into_iter().map(|name| format!("{NAME} man {name}"));
    refuse(&Trouble::from(Report::error(format!("there is no command `{name}`")).tries(tries)))
}

/// Writes to standard output; a closed pipe is passed over in silence.
pub(super) fn write(bytes: &[u8]) -> Status {
    let mut out = io::stdout().lock();
    match out.write_all(bytes).and_then(|()| out.flush()) {
        Ok(()) => Status::Fine,
        Err(error) => refuse(&Trouble::from(error)),
    }
}

fn refuse(trouble: &Trouble) -> Status {
    trouble.show(&Source::default(), 0, &Look::plain(None));
    trouble.status()
}
