//! `annals grammar generate`: sentences of a grammar, by the hundred.
//!
//! In: a grammar that reads, words for what it cannot spell. Out: sentences that use every decision, those that are
//! read otherwise than they were meant, and the decisions that none used, with the reason. Absent: what the sentences
//! are good for (`versions`, tests).
//!
//! The rooms, in reading order: `plan` (what it takes), `derive` (choosing), `derivation` (a sentence and its tree),
//! `run` (sentence after sentence), `back` (reading one back), `order` (what rules it out), `differ` and `shrink` (what is misread, made small), `typos`, `damage`,
//! `round_trip` (printed and read again), `report`.

mod back;
mod base_words;
mod damage;
mod derivation;
mod derive;
mod differ;
mod letters;
mod order;
mod plan;
mod report;
mod round_trip;
mod run;
mod shrink;
mod supply;
#[cfg(test)]
mod tests;
mod typos;

pub use base_words::BaseWords;
pub use damage::{damaged, slips};
pub use differ::{Parting, Piece};
pub use report::{
    Answers, json, round_trips_json, round_trips_text, summary, text, typos_json, typos_text, why,
};
pub use round_trip::{Reprinted, RoundTrips, round_trips};
pub use run::{Generated, Misread, Options, Reason, generate};
pub use supply::{NoWords, Supply, Word};
pub use typos::{TypoOptions, Typos, typos};

use super::reader::Reader;
use derivation::{Laid, Made};

impl Reader<'_> {
    /// A sentence as people would type it.
    fn lay_out(&self, made: &Made) -> Laid {
        made.lay_out(self.grammar(), self.space(), self.hides())
    }
}
