//! One world of a base, and what can be asked of it fact by fact.

use std::collections::BTreeSet;

use crate::base::{Base, PEOPLE, Relation, World};
use crate::fact::{Fact, One};
use crate::queries::{Truth, facts, id, keys, name};

/// A stretch of days from the first to the last.
pub(crate) type Span = (i32, i32);

/// The days that two stretches share.
pub(crate) fn meet(a: Span, b: Span) -> Option<Span> {
    let both = (a.0.max(b.0), a.1.min(b.1));
    (both.0 <= both.1).then_some(both)
}

/// What is left of a stretch without others.
pub(crate) fn without(whole: Span, taken: &[Span]) -> Vec<Span> {
    let mut left = vec![whole];
    for other in taken {
        let cut = |piece: Span| {
            let before = (piece.0, piece.1.min(other.0 - 1));
            let after = (piece.0.max(other.1 + 1), piece.1);
            [before, after].into_iter().filter(|(a, b)| a <= b).collect::<Vec<Span>>()
        };
        let each = |piece: Span| if meet(piece, *other).is_some() { cut(piece) } else { vec![piece] };
        left = left.into_iter().flat_map(each).collect();
    }
    left
}

impl One {
    pub(crate) fn span(self) -> Span {
        (self.start, self.end)
    }
}

/// How many facts there are, each once.
pub(crate) fn distinct<'a>(facts: impl Iterator<Item = (usize, &'a Fact, One)>) -> usize {
    facts.map(|(at, ..)| at).collect::<BTreeSet<usize>>().len()
}

/// How many people they are of.
pub(crate) fn persons<'a>(facts: impl Iterator<Item = (usize, &'a Fact, One)>) -> usize {
    facts.map(|(_, fact, _)| fact.who).collect::<BTreeSet<usize>>().len()
}

/// The people of whom it is true.
pub(crate) fn people(passes: impl Fn(usize) -> bool) -> Truth {
    keys((0..PEOPLE.len()).filter(|who| passes(*who)).map(name))
}

#[derive(Clone, Copy)]
pub(crate) struct Scene<'a> {
    pub(crate) base: &'a Base,
    pub(crate) world: &'a World,
}

impl<'a> Scene<'a> {
    pub(crate) fn facts(self, relation: Relation) -> impl Iterator<Item = (usize, &'a Fact, One)> {
        facts(self.base, self.world, relation)
    }

    /// The memberships of a person in a club.
    pub(crate) fn memberships(self, who: usize, club: usize) -> impl Iterator<Item = One> {
        let is = move |(_, fact, _): &(usize, &Fact, One)| fact.who == who && fact.what == club;
        self.facts(Relation::Membership).filter(is).map(|(_, _, one)| one)
    }

    pub(crate) fn is_member(self, who: usize, club: usize) -> bool {
        let today = self.base.today;
        self.memberships(who, club).any(|one| one.start <= today && today <= one.end)
    }

    pub(crate) fn was_member(self, who: usize, club: usize) -> bool {
        self.memberships(who, club).any(|one| one.start <= self.base.today)
    }

    pub(crate) fn has_left(self, who: usize, club: usize) -> bool {
        self.memberships(who, club).any(|one| one.end <= self.base.today)
    }

    /// On some day of a stretch.
    pub(crate) fn member_during(self, who: usize, club: usize, days: Span) -> bool {
        self.memberships(who, club).any(|one| meet(one.span(), days).is_some())
    }

    /// The visits of a person to a town.
    pub(crate) fn visits(self, who: usize, town: usize) -> impl Iterator<Item = One> {
        let is = move |(_, fact, _): &(usize, &Fact, One)| fact.who == who && fact.what == town;
        self.facts(Relation::Visit).filter(is).map(|(_, _, one)| one)
    }

    pub(crate) fn has_visited(self, who: usize, town: usize) -> bool {
        self.visits(who, town).any(|one| one.start <= self.base.today)
    }

    /// The facts of a relation that pass, by their ids.
    pub(crate) fn those(self, relation: Relation, passes: impl Fn(usize, &Fact, One) -> bool) -> Truth {
        let ids = self.facts(relation).filter(|(at, fact, one)| passes(*at, fact, *one));
        keys(ids.map(|(at, ..)| id(at)))
    }
}
