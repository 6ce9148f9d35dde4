//! Other readings of a query that give another answer.
//!
//! In: a query with its answer. Out: [`Rivals`]: the text to type for each, and what it would answer; one choice of the
//! reading is changed at a time, while there is time. Absent: which choices there are (`resolve`).

use std::time::Instant;

use super::Settings;
use crate::eval::{self, Answer, Outcome, Tally};
use crate::resolve::{self, Context};
use crate::store::Store;
use crate::text::english;
use crate::{plan, syntax};

/// The most rows that one rival may make before it counts as untested.
const RIVAL_ROWS: usize = 200_000;

/// Other readings of a query, one choice changed at a time.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Rivals {
    /// Those that give another answer.
    pub found: Vec<Rival>,
    /// How many were left untested because the time for it was over.
    pub untested: usize,
}

/// A reading that gives another answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rival {
    /// What to type for it.
    pub text: String,
    /// The form of its answer.
    pub outcome: Outcome,
    /// How many rows that has.
    pub rows: usize,
}

impl Rivals {
    /// The lines to show under an answer.
    pub fn notes(&self) -> Vec<String> {
        let line =
            |rival: &Rival| format!("it could also be read as `{}`, which {}", rival.text, rival.gives());
        let mut notes: Vec<String> = self.found.iter().map(line).collect();
        if self.untested > 0 {
            let readings = english::counted(self.untested, "other reading was", "other readings were");
            notes.push(format!("{readings} not tested"));
        }
        notes
    }
}

impl Rival {
    fn gives(&self) -> String {
        match self.outcome {
            Outcome::Rows => format!("gives {}", english::counted(self.rows, "row", "rows")),
            Outcome::Count(Tally { low, high }) if low == high => format!("gives {}", english::number(low)),
            Outcome::Count(Tally { low, high }) => {
                format!("gives {} to {}", english::number(low), english::number(high))
            }
            Outcome::Verdict(verdict) => format!("is answered *{}*", verdict.word()),
        }
    }
}

/// Evaluates the rival readings while there is time, and keeps those whose answer differs.
pub(super) fn rivals(
    text: &str,
    tree: &syntax::Query,
    answer: &Answer,
    store: &Store,
    context: Context<'_>,
    settings: &Settings,
) -> Rivals {
    let start = Instant::now();
    let mut rivals = Rivals::default();
    if settings.rival_time.is_zero() {
        return rivals;
    }
    let limits = eval::Limits {
        rows: RIVAL_ROWS,
        memory: settings.memory_limit,
        stop: &settings.stop,
        until: start.checked_add(settings.rival_time),
    };
    for (text, query) in resolve::rivals(text, tree, store, context) {
        if start.elapsed() > settings.rival_time {
            rivals.untested += 1;
            continue;
        }
        match eval::answer(&query, &plan::plan(&query, store), store, &limits) {
            Ok(other) if other.differs(answer) => {
                rivals.found.push(Rival { text, outcome: other.outcome, rows: other.rows.len() });
            }
            Ok(_) => {}
            Err(_) => rivals.untested += 1,
        }
    }
    rivals
}
