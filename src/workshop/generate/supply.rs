//! Words for rules that the letters of a grammar spell badly: names, nouns, dates that occur.
//!
//! In: the name of a rule. Out: text that it matches, or nothing. Absent: where the words come from; for
//! this language that is `base_words`.

use super::super::dice::Dice;

/// Where a generator gets words from.
pub trait Supply {
    /// Turns to another topic before the next sentence.
    fn turn(&mut self, dice: &mut Dice);

    /// A text for that rule; none where the grammar itself must spell it.
    fn word(&self, rule: &str, dice: &mut Dice) -> Option<Word>;

    /// Whether the grammar cannot spell that rule at all, so that without a word nothing can be made of it.
    fn is_only_source(&self, rule: &str) -> bool;

    /// Whether there is any word for a rule.
    fn has(&self, rule: &str) -> bool;
}

/// A word as people type it, and as the grammar sees it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Word {
    /// As typed.
    pub raw: String,
    /// With the marks around it, if the language marks words.
    pub marked: String,
}

impl Word {
    /// A word that is seen as it is typed.
    pub fn plain(raw: impl Into<String>) -> Self {
        let raw = raw.into();
        Word { marked: raw.clone(), raw }
    }
}

/// No words: all is spelt by the grammar.
#[derive(Debug, Clone, Copy, Default)]
pub struct NoWords;

impl Supply for NoWords {
    fn turn(&mut self, _: &mut Dice) {}

    fn word(&self, _: &str, _: &mut Dice) -> Option<Word> {
        None
    }

    fn is_only_source(&self, _: &str) -> bool {
        false
    }

    fn has(&self, _: &str) -> bool {
        false
    }
}
