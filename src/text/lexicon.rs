//! What the marking of words asks about the words it sees.
//!
//! In: folded words of a query. Out: how many of them are one known entry, and of which classes.
//! Absent: the words themselves. `syntax` asks, `store` answers, and neither knows the other.

use std::fmt;
use std::ops::{BitOr, BitOrAssign};

/// What a marked word may be; several at once where classes share a word. Empty by default.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Classes(u16);

impl Classes {
    /// No class at all.
    pub const NONE: Classes = Classes(0);
    /// The name of an entity, in any of its forms.
    pub const NAME: Classes = Classes(1);
    /// A noun of the vocabulary: of a relation, of one of its roles, or of a kind of entity.
    pub const NOUN: Classes = Classes(1 << 1);
    /// A verb of the vocabulary in a finite form or as an infinitive (`joined`, `joins`, `join`).
    pub const VERB: Classes = Classes(1 << 2);
    /// A participle that qualifies a noun before it (`sought by`).
    pub const PARTICIPLE: Classes = Classes(1 << 3);
    /// An adjective that stands for an entity: a demonym (`Iranian`).
    pub const ADJECTIVE: Classes = Classes(1 << 4);
    /// A gerund of a verb (`after joining`).
    pub const GERUND: Classes = Classes(1 << 5);

    /// The words of a unit of numbers (`US dollars`).
    pub const UNIT: Classes = Classes(1 << 6);

    const WORDS: [(Classes, &'static str); 7] = [
        (Classes::NAME, "name"),
        (Classes::NOUN, "noun"),
        (Classes::VERB, "verb"),
        (Classes::PARTICIPLE, "participle"),
        (Classes::ADJECTIVE, "adjective"),
        (Classes::GERUND, "gerund"),
        (Classes::UNIT, "unit"),
    ];

    /// Whether there is no class in it.
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Whether all of the other's classes are among these.
    pub fn contains(self, other: Classes) -> bool {
        self.0 & other.0 == other.0
    }

    /// Whether any of the other's classes is among these.
    pub fn intersects(self, other: Classes) -> bool {
        self.0 & other.0 != 0
    }

    /// The classes that are in both.
    #[must_use]
    pub fn and(self, other: Classes) -> Classes {
        Classes(self.0 & other.0)
    }

    /// These classes without the other's.
    #[must_use]
    pub fn without(self, other: Classes) -> Classes {
        Classes(self.0 & !other.0)
    }

    /// The English word of each class in it, in a fixed order (`name`, `noun`, …).
    pub fn words(self) -> impl Iterator<Item = &'static str> {
        Classes::WORDS.into_iter().filter(move |(class, _)| self.contains(*class)).map(|(_, word)| word)
    }
}

impl BitOr for Classes {
    type Output = Classes;

    fn bitor(self, other: Classes) -> Classes {
        Classes(self.0 | other.0)
    }
}

impl BitOrAssign for Classes {
    fn bitor_assign(&mut self, other: Classes) {
        self.0 |= other.0;
    }
}

impl fmt::Debug for Classes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let words: Vec<_> = self.words().collect();
        f.write_str(if words.is_empty() { "none" } else { "" })?;
        f.write_str(&words.join("+"))
    }
}

/// An entry that starts at the first of the words asked about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Known {
    /// How many of the words it takes; at least one.
    pub words: usize,
    /// All the classes that fit those words.
    pub classes: Classes,
}

/// Asked about consecutive words of a text, each as [`word_key`](super::word_key) gives it; nothing stands
/// between two of them but white space and what belongs to names.
pub trait Lexicon {
    /// The longest known entry that starts at the first of these words.
    fn longest(&self, words: &[&str]) -> Option<Known>;

    /// All entries that start there, the longest first, for rival markings.
    fn all(&self, words: &[&str]) -> Vec<Known> {
        self.longest(words).into_iter().collect()
    }

    /// At most `max` known words near this one that have any of the wanted classes, the nearest first, as
    /// people write them.
    fn near(&self, word: &str, wanted: Classes, max: usize) -> Vec<String>;
}

#[cfg(test)]
mod tests {
    use super::Classes;

    #[test]
    fn classes_are_a_set() {
        let both = Classes::NAME | Classes::NOUN;
        assert!(both.contains(Classes::NAME) && both.intersects(Classes::NOUN));
        assert!(!both.contains(Classes::NAME | Classes::VERB));
        assert!(!both.intersects(Classes::VERB));
        assert_eq!(both.without(Classes::NAME), Classes::NOUN);
        assert_eq!(both.and(Classes::NAME), Classes::NAME);
        assert!(Classes::NONE.is_empty() && Classes::default().is_empty());
        assert_eq!(format!("{both:?} {:?}", Classes::NONE), "name+noun none");
    }
}
