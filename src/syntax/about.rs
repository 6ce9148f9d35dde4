//! Queries about one thing, about the answer, and values.
//!
//! In: what the builder reads. Out: [`About`], and its canonical text. Absent: what any of them needs
//! to be answered: the last answer and the values belong to the caller.

use std::fmt;

use super::tree::{Certainty, Operand, Phrase, Query, TimeTail, Word};
use crate::text::Span;

/// A query that is no plain list and no question.
#[derive(Debug, Clone, PartialEq)]
pub enum About {
    /// `describe Iran`, `describe members`, `describe join`
    Describe {
        /// What is described.
        operand: Operand,
        /// `as of …` and `as known …`
        clocks: Vec<TimeTail>,
    },
    /// `timeline of Iran in 2024`
    Timeline(Phrase),
    /// `connections between Iran and China since 2020`
    Connections {
        /// One end.
        from: Operand,
        /// The other end.
        to: Operand,
        /// When the facts must be.
        times: Vec<TimeTail>,
    },
    /// `sources of statements by Putin`
    Sources {
        /// `certainly` or `possibly`.
        certainty: Option<Certainty>,
        /// Whose sources.
        phrase: Phrase,
    },
    /// `conflicts in memberships of Iran`
    Conflicts {
        /// `certainly` or `possibly`.
        certainty: Option<Certainty>,
        /// Where they are looked for.
        phrase: Phrase,
    },
    /// `coverage of memberships of BRICS`
    Coverage(Phrase),
    /// `gaps in memberships of Gabon in OPEC`
    Gaps {
        /// `certainly` or `possibly`.
        certainty: Option<Certainty>,
        /// Between what.
        phrase: Phrase,
    },
    /// `why 3`; without a number: all rows
    Why {
        /// The row of the last answer, from 1.
        row: Option<u64>,
        /// Where it stands.
        span: Span,
    },
    /// `why not Saudi Arabia`
    WhyNot {
        /// What the last answer does not hold.
        operand: Operand,
        /// Where the whole stands.
        span: Span,
    },
    /// `let $country = "Iran"`
    Let {
        /// Without its `$`.
        name: Word,
        /// What it stands for, as the query writes it.
        value: String,
    },
    /// `explain members of BRICS`
    Explain(Box<Query>),
}

impl fmt::Display for About {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sure = |certainty: &Option<Certainty>| match certainty {
            Some(Certainty::Certainly) => "certainly ",
            Some(Certainty::Possibly) => "possibly ",
            None => "",
        };
        match self {
            About::Describe { operand, clocks } => {
                write!(f, "describe {operand}")?;
                clocks.iter().try_for_each(|clock| write!(f, " {clock}"))
            }
            About::Timeline(phrase) => write!(f, "timeline of {phrase}"),
            About::Connections { from, to, times } => {
                write!(f, "connections between {from} and {to}")?;
                times.iter().try_for_each(|time| write!(f, " {time}"))
            }
            About::Sources { certainty, phrase } => write!(f, "sources of {}{phrase}", sure(certainty)),
            About::Conflicts { certainty, phrase } => {
                write!(f, "conflicts in {}{phrase}", sure(certainty))
            }
            About::Coverage(phrase) => write!(f, "coverage of {phrase}"),
            About::Gaps { certainty, phrase } => write!(f, "gaps in {}{phrase}", sure(certainty)),
            About::Why { row: None, .. } => f.write_str("why"),
            About::Why { row: Some(row), .. } => write!(f, "why {row}"),
            About::WhyNot { operand, .. } => write!(f, "why not {operand}"),
            About::Let { name, value } => write!(f, "let ${} = {value}", name.text),
            About::Explain(query) => write!(f, "explain {query}"),
        }
    }
}
