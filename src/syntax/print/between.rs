//! How long from one time to another, as canonical text.
//!
//! In: [`Between`]. Out: one line. Absent: dates, phrases and clauses by themselves.

use std::fmt;

use super::super::tree::{Between, Moment, OperandKind, Order};
use super::tails::{Said, write_tails};
use super::write_said;

impl fmt::Display for Between {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.unit {
            Some(unit) => write!(f, "how many {}s ", unit.word())?,
            None => f.write_str("how long ")?,
        }
        match (self.order, &self.other) {
            (Order::After, Moment::Clause(clause)) => {
                write!(f, "after {} {}", Last(&self.one), clause.with_did())
            }
            (Order::Before, Moment::Clause(clause)) => {
                write!(f, "before {} {}", Last(&self.one), clause.with_did())
            }
            // Behind `and` a clause would be one of both.
            (Order::Between, Moment::Clause(clause)) if is_one_thing(&self.one) => {
                write!(f, "from {} to ", self.one)?;
                write_said(f, clause)
            }
            _ => write!(f, "between {} and {}", self.one, Last(&self.other)),
        }
    }
}

/// A time that no `and` follows, which what follows `to` would take.
struct Last<'a>(&'a Moment);

impl fmt::Display for Last<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Moment::Phrase(phrase) => phrase.write_last(f, Said::Anchor),
            moment => write!(f, "{moment}"),
        }
    }
}

/// Whether a time is said by a name or noun alone.
fn is_one_thing(moment: &Moment) -> bool {
    matches!(moment, Moment::Phrase(phrase)
        if phrase.tails.is_empty() && matches!(phrase.head.kind, OperandKind::Named(_) | OperandKind::Noun(_)))
}

impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Moment::Date(date) => f.write_str(&date.written),
            Moment::Phrase(phrase) => phrase.write_behind(f, Said::Anchor),
            Moment::Clause(clause) => write_said(f, clause),
            Moment::Itself(said, tails) => {
                f.write_str(said.to_string().trim_start())?;
                write_tails(f, tails, Said::Verb)
            }
        }
    }
}
