//! What a long run shows and asks while it goes on.
//!
//! In: how far it is. Out: whether it should stop. Absent: terminals and signals (`shell`).

/// Whoever waits for a long run. Runs ask it often; it decides how often to look up.
pub trait Watch: Sync {
    /// So many of so many things are done.
    fn at(&self, done: usize, of: usize);

    /// Whether the run should stop and give what it has.
    fn is_stopped(&self) -> bool;
}

/// Nobody waits.
#[derive(Debug, Clone, Copy, Default)]
pub struct Unwatched;

impl Watch for Unwatched {
    fn at(&self, _: usize, _: usize) {}

    fn is_stopped(&self) -> bool {
        false
    }
}
