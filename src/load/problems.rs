//! Collecting problems.
//!
//! In: problems as they are found, in any order. Out: all of them in the order of the files.
//! Absent: deciding what is a problem.

use super::error::{LoadError, Problem};
use crate::text::{Span, suggest};

/// So many problems are kept; the rest is counted.
const MOST: usize = 1000;

/// So many problems get suggestions, which take time in a large base.
const MOST_SUGGESTED: usize = 200;

/// The problems so far.
#[derive(Debug, Default)]
pub(super) struct Problems {
    found: Vec<Problem>,
    more: usize,
}

impl Problems {
    /// Adds a problem at a place.
    pub(super) fn add(&mut self, source: usize, span: Span, error: LoadError) {
        self.push(Problem { source, span: Some(span), error });
    }

    /// Adds a problem of a whole file.
    pub(super) fn add_whole(&mut self, source: usize, error: LoadError) {
        self.push(Problem { source, span: None, error });
    }

    fn push(&mut self, problem: Problem) {
        if self.found.len() < MOST {
            self.found.push(problem);
        } else {
            self.more += 1;
        }
    }

    /// The known names nearest to one that is not known; none once there are very many problems.
    pub(super) fn near<'a>(&self, name: &str, known: impl IntoIterator<Item = &'a str>) -> Vec<String> {
        if self.found.len() < MOST_SUGGESTED { suggest(name, known, 3) } else { Vec::new() }
    }

    /// All problems, by file and place.
    pub(super) fn into_sorted(mut self) -> Vec<Problem> {
        self.found.sort_by_key(|problem| (problem.source, problem.span));
        if self.more > 0 {
            let source = self.found.last().map_or(0, |problem| problem.source);
            self.found.push(Problem {
                source,
                span: None,
                error: LoadError::MoreProblems { count: self.more },
            });
        }
        self.found
    }
}
