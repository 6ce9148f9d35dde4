//! A small random base: what its files say, and the worlds that they allow.
//!
//! A few relations and a vocabulary of a few words: *membership* is a state; *visit*, *lesson* and *party* are events,
//! the last of which gives a feast its date; *fee* is a measure. Two sources, one of which nobody may know the date of.

use std::fmt::Write as _;

use crate::dates;
use crate::draw::Draw;
use crate::fact::{Claim, Fact, Known, SOURCES, Way, draw_fact};

pub(crate) const PEOPLE: [&str; 3] = ["Ann", "Ben", "Cleo"];
pub(crate) const CLUBS: [&str; 2] = ["Chess", "Choir"];
pub(crate) const TOWNS: [&str; 2] = ["Port", "Hill"];
pub(crate) const FEAST: &str = "Gala";

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Relation {
    Membership,
    Visit,
    Lesson,
    Fee,
    Party,
}

/// What is so of each fact.
pub(crate) type World = Vec<Way>;

#[derive(Clone)]
pub(crate) struct Base {
    pub(crate) facts: Vec<Fact>,
    /// The day of which *is* speaks.
    pub(crate) today: i32,
    /// The key of its date, and the days on which each source may have appeared.
    published: Vec<(String, Vec<i32>)>,
    /// Clubs whose record is declared complete and kept up to date.
    covered: Vec<bool>,
    /// The day of `as known`.
    known: Option<i32>,
}

impl Base {
    /// A base of a few facts of these relations.
    pub(crate) fn new(relations: &[Relation], draw: &mut Draw) -> Self {
        let today = draw.day(4, 8);
        let register = draw.day(2, today);
        let register = (format!("published = \"{}\"\n", dates::day(register)), vec![register]);
        let mut base = Base {
            facts: Vec::new(),
            today,
            published: vec![register, dates::published(draw)],
            covered: (0..CLUBS.len()).map(|_| draw.once_in(3)).collect(),
            known: None,
        };
        for _ in 0..2 + draw.below(5) {
            let mut fact = draw_fact(*draw.one(relations), draw);
            if draw.once_in(5) {
                fact.add_account(draw);
            }
            if !base.facts.iter().any(|other| base.is_of_one_thing(&fact, other)) {
                base.facts.push(fact);
            }
        }
        base
    }

    /// The same facts, as far as they were known on a day, which is today then.
    pub(crate) fn as_known(&self, day: i32) -> Self {
        Base { known: Some(day), today: self.today.min(day), ..self.clone() }
    }

    /// Whether two facts of one state would be accounts of one thing, because they may overlap.
    fn is_of_one_thing(&self, fact: &Fact, other: &Fact) -> bool {
        let same = (other.relation, other.who, other.what) == (fact.relation, fact.who, fact.what);
        if fact.relation != Relation::Membership || !same {
            return fact.relation == Relation::Party && same;
        }
        let days = |fact: &Fact| {
            let alone =
                fact.accounts.iter().map(|account| Fact { accounts: vec![account.clone()], ..fact.clone() });
            let all: Vec<(i32, i32)> =
                alone.flat_map(|fact| self.ways(&fact)).flatten().map(|one| (one.start, one.end)).collect();
            let claims = fact.accounts.iter().all(|account| account.claim == Claim::So);
            let first = all.iter().map(|one| one.0).min().filter(|_| claims)?;
            Some((first, all.iter().map(|one| one.1).max()?))
        };
        match (days(fact), days(other)) {
            (Some((start, end)), Some((first, last))) => start <= last && first <= end,
            _ => true,
        }
    }

    /// Whether the record of a club is declared complete until that day.
    pub(crate) fn is_covered(&self, club: usize, day: i32) -> bool {
        let checked = self.published[0].1[0];
        self.covered[club] && day <= self.today && self.known.is_none_or(|known| checked <= known)
    }

    /// The base as the files of facts that the program reads.
    pub(crate) fn toml(&self) -> String {
        let mut text = include_str!("vocabulary.toml").to_owned();
        let feast = [FEAST];
        for (names, kind) in
            [(&PEOPLE[..], "person"), (&CLUBS[..], "club"), (&TOWNS[..], "town"), (&feast[..], "feast")]
        {
            for name in names {
                let id = name.to_lowercase();
                write!(text, "[entity.{id}]\nname = \"{name}\"\nkind = \"{kind}\"\n").expect("a string");
            }
        }
        for (source, (published, _)) in SOURCES.iter().zip(&self.published) {
            write!(text, "[source.{source}]\ntitle = \"The {source}\"\n{published}kind = \"official\"\n")
                .expect("a string");
        }
        let checked = self.published[0].0.replace("published", "checked");
        for (club, _) in CLUBS.iter().zip(&self.covered).filter(|(_, covered)| **covered) {
            let club = club.to_lowercase();
            write!(
                text,
                "[[coverage]]\nrelation = \"membership\"\nroles = {{ club = \"{club}\" }}\nwhen = \"2000-01-01/..\"\n{checked}source = \"register\"\n"
            )
            .expect("a string");
        }
        for (number, fact) in self.facts.iter().enumerate() {
            fact.write(number, &mut text);
        }
        text
    }

    /// Every way in which one fact may be, whenever its sources appeared.
    fn ways(&self, fact: &Fact) -> Vec<Way> {
        let covered = fact.relation == Relation::Membership && self.covered[fact.what];
        let kept = covered.then_some(self.today);
        let seen = |day: &i32| Some(*day).filter(|day| self.known.is_none_or(|known| *day <= known));
        // Accounts that can be true together, whenever their sources appeared, are.
        let (mut ways, mut contradicted): (Vec<Way>, Vec<Way>) = Default::default();
        let mut agree = false;
        for first in &self.published[0].1 {
            for second in &self.published[1].1 {
                let published = [seen(first), seen(second)];
                let known = Known { published: &published, kept };
                let both = published.iter().all(Option::is_some);
                let apart = both && fact.is_contradicted(&known);
                agree |= both && !apart;
                if apart { &mut contradicted } else { &mut ways }.extend(fact.ways(&known));
            }
        }
        if !agree {
            ways.append(&mut contradicted);
        }
        ways.sort_unstable();
        ways.dedup();
        ways
    }

    /// Whether every fact has a first day.
    pub(crate) fn is_bounded(&self) -> bool {
        self.facts.iter().all(Fact::is_bounded)
    }

    /// The worlds, all of them if they are few enough, else so many at random; and whether it is all.
    pub(crate) fn worlds(&self, most: usize, draw: &mut Draw) -> (Vec<World>, bool) {
        let ways: Vec<Vec<Way>> = self.facts.iter().map(|fact| self.ways(fact)).collect();
        let count = ways.iter().fold(1_usize, |count, ways| count.saturating_mul(ways.len()));
        if count > most {
            let world = |_| ways.iter().map(|ways| draw.one(ways).clone()).collect();
            return ((0..most / 4).map(world).collect(), false);
        }
        let mut worlds: Vec<World> = vec![Vec::new()];
        for ways in &ways {
            let with = |world: &World, way: &Way| world.iter().chain([way]).cloned().collect();
            worlds = worlds
                .iter()
                .flat_map(|world| ways.iter().map(|way| with(world, way)).collect::<Vec<_>>())
                .collect();
        }
        (worlds, true)
    }

    /// Whether accounts of a thing contradict each other; what is put in order goes by the one that leads.
    pub(crate) fn is_contradicted(&self) -> bool {
        let published: Vec<Option<i32>> =
            self.published.iter().map(|(_, days)| days.first().copied()).collect();
        let known = Known { published: &published, kept: None };
        self.facts.iter().any(|fact| fact.is_contradicted(&known))
    }

    /// Whether there is only one account of each thing, and none of several days at once.
    pub(crate) fn is_plain(&self) -> bool {
        self.facts.iter().all(Fact::is_plain)
    }
}
