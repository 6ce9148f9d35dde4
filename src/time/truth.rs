//! Three-valued truth.
//!
//! In: what a test found over all worlds that the dates allow. Out: [`Truth`] and its logic.
//! Absent: probabilities; *possible* has no degrees.

/// What is known of a test: it fails in every world, holds in some, or holds in all.
///
/// The order is `No < Possible < Certain`; the connectives are Kleene's strong ones (S. C. Kleene,
/// *Introduction to Metamathematics*, 1952, § 64), with *possible* in the middle.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Truth {
    /// It holds in no world.
    No,
    /// It holds in some world, and perhaps not in all.
    Possible,
    /// It holds in every world.
    Certain,
}

impl Truth {
    /// Both hold: the lesser of the two.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        self.min(other)
    }

    /// At least one holds: the greater of the two.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        self.max(other)
    }

    /// It does not hold: *no* and *certain* change places.
    #[must_use]
    #[expect(clippy::should_implement_trait, reason = "`truth.not()` reads like `and` and `or`")]
    pub fn not(self) -> Self {
        match self {
            Self::No => Self::Certain,
            Self::Possible => Self::Possible,
            Self::Certain => Self::No,
        }
    }

    /// The same, but never more than *possible*: for dates marked `?` and for planned facts.
    #[must_use]
    pub fn at_most_possible(self) -> Self {
        self.min(Self::Possible)
    }

    /// Whether it holds in some world: *possible* or *certain*.
    pub fn is_possible(self) -> bool {
        self != Self::No
    }

    /// Whether it holds in every world.
    pub fn is_certain(self) -> bool {
        self == Self::Certain
    }

    /// From the two questions asked of a set of worlds that is not empty.
    #[must_use]
    pub fn from_worlds(in_some: bool, in_all: bool) -> Self {
        match (in_some, in_all) {
            (false, _) => Self::No,
            (true, false) => Self::Possible,
            (true, true) => Self::Certain,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Truth::{self, Certain, No, Possible};

    const ALL: [Truth; 3] = [No, Possible, Certain];

    #[test]
    fn de_morgan_holds_and_not_undoes_itself() {
        for a in ALL {
            assert_eq!(a.not().not(), a);
            for b in ALL {
                assert_eq!(a.and(b).not(), a.not().or(b.not()));
                assert_eq!(a.and(b), b.and(a));
            }
        }
    }

    #[test]
    fn worlds_decide_the_value() {
        assert_eq!(Truth::from_worlds(false, false), No);
        assert_eq!(Truth::from_worlds(true, false), Possible);
        assert_eq!(Truth::from_worlds(true, true), Certain);
        assert_eq!(Certain.at_most_possible(), Possible);
        assert!(Possible.is_possible() && !Possible.is_certain());
    }
}
