//! Pairs of facts, of which one may have to follow the other.
//!
//! In: made by `lower`. Out: read by `reading` and by `plan`. Plain data.

use super::query::{Set, Variable};
use super::timing::TestWord;
use crate::syntax::{Follows, Near};

/// One of a pair.
#[derive(Debug, Clone, PartialEq)]
pub struct Paired {
    /// The fact or thing itself.
    pub variable: Variable,
    /// What it is one of.
    pub set: Set,
    /// Whether it comes after the one before it, and how soon.
    pub follows: Option<Follows>,
}

impl Paired {
    /// What its time is asked beside that of the one before it.
    pub fn test(&self) -> Option<TestWord> {
        let follows = self.follows?;
        Some(follows.within.map_or(TestWord::After, |length| TestWord::Within(Near::After, length)))
    }
}
