//! `annals grammar mutate`: would any case notice if the grammar were otherwise?
//!
//! In: a grammar, the cases as it sees them, sentences to try. Out: the mutants that no case notices, each with the
//! shortest sentence that would notice it, or with the number of sentences that do not. Absent: judging whether a
//! mutant is the same grammar; that many sentences see no difference proves nothing.
//!
//! The rooms, in reading order: `change` (the mutants of a grammar), `touch` (what a case can tell about), `notice`
//! (the cases), `probe` (the sentences), `accepted` (the list of survivors), `report`.

mod accepted;
mod change;
mod notice;
mod probe;
mod report;
mod touch;

pub use accepted::stale;
pub use change::{Change, Mutant, mutants};
pub use notice::{Corpus, Verdict};
pub use probe::{Found, Kept, Probes};
pub use report::{Survivor, Tested, json, text};
