//! One query, or scripts of many, without anybody watching.
//!
//! In: a query, or files of statements; `-` is standard input. Out: answers on standard output, troubles
//! on standard error, the gravest status. Absent: the prompt; the meaning of statements (`session`).

use std::io::{self, BufWriter, Read, Write};
use std::path::{Path, PathBuf};

use super::trouble::tell;
use super::{Done, Session, Status, Trouble, statements};
use crate::text::{Report, Source, draw, english};

/// How scripts run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Rules {
    /// Go on after an error.
    pub(super) keep_going: bool,
    /// An answer without rows, or other than *yes*, gives status 1.
    pub(super) exit_status: bool,
}

/// Answers one query, or carries out one command.
pub(super) fn ask(session: &mut Session, query: &str, exit_status: bool) -> Status {
    end_on_interrupt();
    let mut out = BufWriter::new(io::stdout().lock());
    let done =
        session.run(query, &mut out).and_then(|done| out.flush().map(|()| done).map_err(Trouble::from));
    match done {
        Ok(Done::Answered { empty: true }) if exit_status => Status::Unmet,
        Ok(_) => Status::Fine,
        Err(trouble) => {
            // What was answered before the trouble comes first; a failure here is the trouble itself.
            let _ = out.flush();
            trouble.show(&Source::new("query", query), 0, &session.look());
            trouble.status()
        }
    }
}

/// Runs scripts one after the other, in one session.
pub(super) fn run(session: &mut Session, files: &[PathBuf], rules: Rules) -> Status {
    end_on_interrupt();
    session.set_spaced();
    let mut runner = Runner { session, rules, worst: Status::Fine, met: 0, unmet: 0, ended: false };
    for file in files {
        match read(file) {
            Ok(source) => runner.script(&source),
            Err(report) => runner.refuse(&report),
        }
        if runner.ended {
            break;
        }
    }
    runner.summary();
    runner.worst
}

/// Ctrl-C ends the program with 130 instead of a signal, so that callers see the number. A program that
/// cannot have a handler ends by the signal, which shells show as 130 too.
fn end_on_interrupt() {
    let _ = ctrlc::set_handler(|| std::process::exit(i32::from(Status::Interrupted.code())));
}

/// The longest script that is read, in bytes.
const LONGEST_SCRIPT: u64 = 64 * 1024 * 1024;

fn read(file: &Path) -> Result<Source, Box<Report>> {
    let name = if file == Path::new("-") { "standard input".to_owned() } else { file.display().to_string() };
    let mut text = Vec::new();
    let got = if file == Path::new("-") {
        io::stdin().lock().take(LONGEST_SCRIPT + 1).read_to_end(&mut text)
    } else {
        std::fs::File::open(file).and_then(|file| file.take(LONGEST_SCRIPT + 1).read_to_end(&mut text))
    };
    let size =
        got.map_err(|error| Report::error(format!("{} cannot be read: {error}", english::quote(&name))))?;
    if size as u64 > LONGEST_SCRIPT {
        return Err(Report::error(format!("{} is longer than 64 MB", english::quote(&name))).into());
    }
    let text = String::from_utf8(text)
        .map_err(|_| Report::error(format!("{} is not UTF-8", english::quote(&name))))?;
    Ok(Source::new(name, text))
}

struct Runner<'a> {
    session: &'a mut Session,
    rules: Rules,
    worst: Status,
    met: usize,
    unmet: usize,
    ended: bool,
}

impl Runner<'_> {
    fn script(&mut self, source: &Source) {
        let mut out = BufWriter::new(io::stdout().lock());
        // An expectation below a query that failed says nothing new.
        let mut failed = false;
        for statement in statements(&source.text) {
            let expects = statement.text.get(..6).is_some_and(|word| word.eq_ignore_ascii_case("expect"));
            if expects && failed {
                continue;
            }
            let done = self.session.run(&statement.text, &mut out);
            let done = done.and_then(|done| out.flush().map(|()| done).map_err(Trouble::from));
            match done {
                Ok(done) => {
                    self.count(done);
                    failed = false;
                }
                Err(trouble) => {
                    // The answers so far come before the trouble on a terminal that shows both.
                    let _ = out.flush();
                    failed = trouble.ends_script();
                    self.trouble(&trouble, source, statement.span.start);
                }
            }
            if self.ended {
                return;
            }
        }
    }

    fn count(&mut self, done: Done) {
        match done {
            Done::Answered { empty: true } if self.rules.exit_status => {
                self.worst = self.worst.max(Status::Unmet);
            }
            Done::Met => self.met += 1,
            Done::Quit => self.ended = true,
            Done::Answered { .. } | Done::Carried => {}
        }
    }

    fn trouble(&mut self, trouble: &Trouble, source: &Source, start: usize) {
        trouble.show(source, start, &self.session.look());
        self.worst = self.worst.max(trouble.status());
        self.unmet += usize::from(matches!(trouble, Trouble::Unmet(_)));
        // When nothing can be written, no further answer can be either.
        let hopeless = matches!(trouble, Trouble::Output(_) | Trouble::Interrupted);
        self.ended = hopeless || (trouble.ends_script() && !self.rules.keep_going);
    }

    fn refuse(&mut self, report: &Report) {
        tell(&draw(report, &Source::default(), self.session.look().report_style()));
        self.worst = self.worst.max(Status::Usage);
        self.ended = !self.rules.keep_going;
    }

    /// One line on the expectations, where there are any.
    fn summary(&self) {
        let all = self.met + self.unmet;
        if self.unmet > 0 {
            tell(&format!("{} of {} not met\n", self.unmet, english::plural(all, "expectation")));
        } else if all > 0 {
            tell(&format!("{} met\n", english::plural(all, "expectation")));
        }
    }
}
