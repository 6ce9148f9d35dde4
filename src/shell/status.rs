//! How it went, as a number for the caller.
//!
//! In: troubles. Out: the exit status. Absent: what to tell people about it (`trouble`).

use std::process::ExitCode;

/// How the program ended; a later one is graver.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Status {
    /// 0: all is well; also when nobody reads the output any more.
    #[default]
    Fine,
    /// 1: an expectation was not met, or no rows came and `--exit-status` was given.
    Unmet,
    /// 2: arguments, files or facts that cannot be used.
    Usage,
    /// 3: a query that does not parse or resolve.
    Query,
    /// 4: a query that could not be evaluated.
    Evaluation,
    /// 130: stopped by Ctrl-C (128 and the number of the signal, as shells count).
    Interrupted,
}

impl Status {
    /// The number that the caller sees.
    pub fn code(self) -> u8 {
        match self {
            Status::Fine => 0,
            Status::Unmet => 1,
            Status::Usage => 2,
            Status::Query => 3,
            Status::Evaluation => 4,
            Status::Interrupted => 130,
        }
    }
}

impl From<Status> for ExitCode {
    fn from(status: Status) -> ExitCode {
        ExitCode::from(status.code())
    }
}
