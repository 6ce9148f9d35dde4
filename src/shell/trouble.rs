//! What went wrong with one statement.
//!
//! In: faults of the pipeline, commands that make no sense, expectations that were not met. Out: a
//! [`Status`] and a drawing. Absent: errors in files of facts (`base`).

use std::io::{self, Write};

use super::{Look, Status, Unmet};
use crate::pipeline::Fault;
use crate::text::{Labelled, Report, Source, Span, draw};

/// Why a statement has no answer.
#[derive(Debug)]
pub enum Trouble {
    /// The query was refused, by the error of that stage.
    Query(Box<Fault>),
    /// A command that makes no sense: `.format gold`. Spans count from the start of the statement.
    Command(Box<Report>),
    /// An expectation that was not met.
    Unmet(Unmet),
    /// Ctrl-C.
    Interrupted,
    /// The output cannot be written to.
    Output(io::Error),
}

impl Trouble {
    /// What the caller of the program is told.
    pub fn status(&self) -> Status {
        match self {
            Trouble::Query(fault) if matches!(**fault, Fault::Eval(_)) => Status::Evaluation,
            Trouble::Query(_) => Status::Query,
            Trouble::Unmet(_) => Status::Unmet,
            Trouble::Interrupted => Status::Interrupted,
            Trouble::Output(error) if error.kind() == io::ErrorKind::BrokenPipe => Status::Fine,
            Trouble::Command(_) | Trouble::Output(_) => Status::Usage,
        }
    }

    /// What people are told; spans are offsets into the statement.
    pub fn report(&self) -> Report {
        match self {
            Trouble::Query(fault) => fault.report(),
            Trouble::Command(report) => (**report).clone(),
            Trouble::Unmet(unmet) => unmet.report(),
            Trouble::Interrupted => Report::note("stopped"),
            Trouble::Output(error) => Report::error(format!("the answer cannot be written: {error}")),
        }
    }

    /// Whether a script that does not keep going ends here. An expectation that was not met does not end
    /// it: a person wants to see all of them.
    pub fn ends_script(&self) -> bool {
        !matches!(self, Trouble::Unmet(_))
    }

    /// Draws it on standard error, at its place in the source, whose statement starts at `start`. A
    /// closed pipe is passed over in silence.
    pub(super) fn show(&self, source: &Source, start: usize, look: &Look) {
        let closed = matches!(self, Trouble::Output(error) if error.kind() == io::ErrorKind::BrokenPipe);
        if matches!(self, Trouble::Interrupted) {
            // It may have been stopped in the middle of a line.
            tell("\nstopped\n");
        } else if !closed {
            tell(&draw(&shifted(self.report(), start), source, look.report_style()));
        }
    }
}

impl From<Report> for Trouble {
    fn from(report: Report) -> Self {
        Trouble::Command(Box::new(report))
    }
}

impl From<io::Error> for Trouble {
    fn from(error: io::Error) -> Self {
        Trouble::Output(error)
    }
}

/// Writes to standard error; when nobody can read that, nobody can be told.
pub(super) fn tell(text: &str) {
    let mut stderr = io::stderr().lock();
    let _ = stderr.write_all(text.as_bytes()).and_then(|()| stderr.flush());
}

/// The report with all its spans moved to the right.
pub(super) fn shifted(mut report: Report, by: usize) -> Report {
    let moved = |span: Span| Span::new(span.start + by, span.end + by);
    report.span = report.span.map(moved);
    report.notes = report.notes.into_iter().map(|note| Labelled { span: moved(note.span), ..note }).collect();
    report
}

#[cfg(test)]
mod tests {
    use std::io;

    use super::{Trouble, shifted};
    use crate::shell::Status;
    use crate::text::{Report, Span};

    #[test]
    fn spans_move() {
        let report = shifted(Report::error("no").at(2..4).also(0..1, "here"), 10);
        assert_eq!(report.span, Some(Span::new(12, 14)));
        assert_eq!(report.notes[0].span, Span::new(10, 11));
    }

    #[test]
    fn a_closed_pipe_is_no_failure() {
        assert_eq!(Trouble::from(io::Error::from(io::ErrorKind::BrokenPipe)).status(), Status::Fine);
        assert_eq!(Trouble::from(io::Error::other("disk full")).status(), Status::Usage);
        assert_eq!(Trouble::Interrupted.status().code(), 130);
    }
}
