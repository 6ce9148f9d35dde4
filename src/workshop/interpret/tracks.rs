//! Where a parse came furthest, and which rules it would have gone on with there.
//!
//! In: rules that were tried. Out: the place of the error and what is expected. The rules are those of
//! `pest::ParserState`, on which the messages of the language rest. Absent: names of rules.

/// The furthest place, and the rules that were tried there.
#[derive(Debug, Clone, Default)]
pub(super) struct Tracks {
    pub(super) at: usize,
    pub(super) positives: Vec<u32>,
    negatives: Vec<u32>,
}

/// The state of the tracks when a rule began.
#[derive(Debug, Clone, Copy)]
pub(super) struct Begun {
    at: usize,
    positives: usize,
    negatives: usize,
    attempts: usize,
}

impl Tracks {
    /// A rule begins at that place.
    pub(super) fn begin(&self, at: usize) -> Begun {
        let (positives, negatives) =
            if at == self.at { (self.positives.len(), self.negatives.len()) } else { (0, 0) };
        Begun { at, positives, negatives, attempts: self.attempts_at(at) }
    }

    /// The rule was expected where it began; within `!`, it was not wanted there. If exactly one rule within it was
    /// tried there, that one says more.
    pub(super) fn note(&mut self, rule: u32, begun: Begun, is_unwanted: bool) {
        let attempts = self.attempts_at(begun.at);
        if attempts > begun.attempts && attempts - begun.attempts == 1 {
            return;
        }
        if begun.at == self.at {
            self.positives.truncate(begun.positives);
            self.negatives.truncate(begun.negatives);
        }
        if begun.at > self.at {
            self.positives.clear();
            self.negatives.clear();
            self.at = begun.at;
        }
        if begun.at == self.at {
            let tried = if is_unwanted { &mut self.negatives } else { &mut self.positives };
            tried.push(rule);
        }
    }

    fn attempts_at(&self, at: usize) -> usize {
        if self.at == at { self.positives.len() + self.negatives.len() } else { 0 }
    }
}
