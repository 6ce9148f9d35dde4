//! A query with every word looked up: what it asks of the store.
//!
//! In: made by `resolve`. Out: read by `reading` (English) and by `plan`. Plain data.
//! Absent: names as typed, attachment, and how the answer is found.

use super::about::{About, Keys};
pub use super::asked::{DateAsked, Endpoint};
use super::timing::{Anchor, Timing};
use crate::fact::{EntityId, KindId, NounId, Quantity, RelationId, RoleId, SourceId, VerbId};
use crate::syntax::{Adverbial, Certainty};
use crate::time::{Day, Days};

pub use super::paired::Paired;
pub use super::shape::{Best, Column, Counted, Division, Finish, Measured, Per, Pick, Top, YesNo};

/// Prepositions whose list is one thing: *between Iran and Russia*.
pub(super) const SEVERAL_AT_ONCE: [&str; 2] = ["between", "among"];

/// A resolved query.
#[derive(Debug, Clone, PartialEq)]
pub struct Query {
    /// The form of the answer.
    pub ask: Ask,
    /// What is asked for.
    pub set: Set,
    /// Today, and the day asked about.
    pub frame: Frame,
    /// `certainly`, `possibly`.
    pub certainty: Option<Certainty>,
    /// Order, size and columns.
    pub finish: Finish,
    /// What the reading must say beside the sentence: metonyms that were used, *by either*.
    pub remarks: Vec<String>,
    /// The variables that were named, each a column, in the order of writing.
    pub shown: Vec<Variable>,
    /// The name of every variable by its number, without `?`.
    pub variables: Vec<String>,
    /// How many uses of defined nouns were put in place; their fixpoints have numbers up to this.
    pub expanded: usize,
}

/// A variable of a query, by number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Variable(pub u16);

/// What a variable must be, beside where it stands: `where ?who is not Putin`.
#[derive(Debug, Clone, PartialEq)]
pub struct VariableTest {
    /// Which variable.
    pub variable: Variable,
    /// `is not`
    pub negated: bool,
    /// What it is.
    pub is: Is,
}

/// What a variable is tested against.
#[derive(Debug, Clone, PartialEq)]
pub enum Is {
    /// Another variable.
    Other(Variable),
    /// A member of the set.
    In(Set),
}

/// A noun that was defined, put in place.
#[derive(Debug, Clone, PartialEq)]
pub struct Defined {
    /// The words, for readings.
    pub call: Call,
    /// Variables of the definition itself, which stay inside it.
    pub inner: Vec<Variable>,
    /// What it stands for.
    pub set: Set,
    /// The number that [`Again`] calls it by, if it is recursive.
    pub fixpoint: Option<u16>,
    /// What the variables of a recursive definition must be here.
    pub tests: Vec<VariableTest>,
    /// The variables that stay out of the answer.
    pub outer: Vec<Variable>,
}

/// A recursive definition within itself: the rows that it has so far.
#[derive(Debug, Clone, PartialEq)]
pub struct Again {
    /// The words, for readings.
    pub call: Call,
    /// Which definition.
    pub fixpoint: u16,
    /// Its variables, and what they are called here.
    pub renamed: Vec<(Variable, Variable)>,
    /// What they must be here.
    pub tests: Vec<VariableTest>,
    /// Those that stay out of what is around.
    pub outer: Vec<Variable>,
}

/// A defined noun as it was used.
#[derive(Debug, Clone, PartialEq)]
pub struct Call {
    /// In the singular.
    pub singular: String,
    /// In the plural.
    pub plural: String,
    /// Each preposition with what follows it.
    pub arguments: Vec<(String, Set)>,
}

/// The form of the answer.
#[derive(Debug, Clone, PartialEq)]
pub enum Ask {
    /// Rows.
    Rows,
    /// How many, whole or divided.
    Count(Vec<Per>),
    /// Figures or dates summed up.
    Measure(Measured),
    /// The facts with the highest or lowest figures.
    Best(Best),
    /// *yes*, *no*, *possibly* or *not recorded*, about these subjects.
    YesNo(YesNo),
    /// Rows that show mainly when, where, how long.
    Adverbial(Adverbial),
    /// About one thing, or about the answer.
    About(About),
    /// A date: `7 years and 11 months before September 1104`.
    Date(DateAsked),
}

impl Ask {
    /// What the answer is divided by.
    pub fn pers(&self) -> &[Per] {
        match self {
            Ask::Count(pers) => pers,
            Ask::Measure(measured) => &measured.pers,
            Ask::Best(best) => &best.pers,
            Ask::Rows | Ask::YesNo(_) | Ask::Adverbial(_) | Ask::Date(_) | Ask::About(_) => &[],
        }
    }
}

/// Today and the day asked about.
#[derive(Debug, Clone, PartialEq)]
pub struct Frame {
    /// Today: of the clock, pinned, or the day of `as known on`.
    pub today: Day,
    /// The days of `as of`, if that was said.
    pub as_of: Option<Days>,
    /// The days of `as known on`, if that was said.
    pub known: Option<Days>,
}

impl Frame {
    /// The day that bare states are asked about: the last of `as of`, or today if that contains it.
    pub fn day(&self) -> Day {
        match self.as_of {
            Some(days) if !days.contains(self.today) => days.last(),
            _ => self.today,
        }
    }
}

/// Something whose members are the rows of an answer, or fill a role.
#[derive(Debug, Clone, PartialEq)]
pub enum Set {
    /// These entities.
    Entities(Vec<EntityId>),
    /// The things of the last answer, ascending, each once.
    Those(Keys),
    /// Every entity of a kind.
    Kind(KindId),
    /// Facts, or what fills one role of them.
    Pattern(Box<Pattern>),
    /// Those in all of them; conditions on states hold together on some day.
    All(Vec<Set>),
    /// Those in any of them.
    Any(Vec<Set>),
    /// Those in the first and not in the second.
    Except(Box<Set>, Box<Set>),
    /// The first or last in time.
    Pick(Pick, Box<Set>),
    /// Those that have so many facts in it, or so many things in a role of them.
    Counted(Counted, Box<Set>),
    /// Those that are in it with each of several things.
    Division(Division, Box<Set>),
    /// Anything; the variable is it.
    Variable(Variable),
    /// The members of the set; the variable is each of them.
    Bound(Variable, Box<Set>),
    /// Those whose variables pass all tests.
    Where(Box<Set>, Vec<VariableTest>),
    /// Those, and whatever lies in a place among them.
    Within(Box<Set>),
    /// One of each that agree on their variables; each is itself a hidden variable.
    Pairs(Vec<Paired>),
    /// A defined noun.
    Defined(Box<Defined>),
    /// A recursive definition within itself.
    Again(Box<Again>),
}

impl Set {
    /// The set that gives the rows their key, where this one only narrows it or names it.
    pub fn inside(&self) -> Option<&Set> {
        match self {
            Set::Bound(_, set) | Set::Division(_, set) | Set::Where(set, _) | Set::Within(set) => Some(set),
            Set::Defined(defined) => Some(&defined.set),
            Set::Pairs(pairs) => pairs.first().map(|one| &one.set),
            _ => None,
        }
    }

    /// Whether its members are facts.
    pub fn answers_facts(&self) -> bool {
        match self {
            Set::Pattern(pattern) => pattern.senses.iter().any(|sense| sense.answers.is_none()),
            Set::Those(keys) => matches!(keys, Keys::Facts(_)),
            Set::All(sets) | Set::Any(sets) => sets.iter().any(Set::answers_facts),
            Set::Except(first, _) | Set::Pick(_, first) | Set::Counted(_, first) => first.answers_facts(),
            _ => self.inside().is_some_and(Set::answers_facts),
        }
    }

    /// Whether a length of it is asked for: *the longest*, *for more than 5 years*.
    pub fn asks_for_length(&self) -> bool {
        match self {
            Set::Pick(pick, set) => pick.length.is_some() || set.asks_for_length(),
            Set::Pattern(pattern) => {
                pattern.timing.tests.iter().flatten().any(|test| test.anchor == Anchor::Itself)
            }
            Set::All(sets) | Set::Any(sets) => sets.iter().any(Set::asks_for_length),
            Set::Except(first, _) => first.asks_for_length(),
            _ => self.inside().is_some_and(Set::asks_for_length),
        }
    }

    /// Which of sets that hold together has the facts that speak for a row: the one whose length is asked for, else
    /// the first that has facts.
    pub fn speaker(sets: &[Set]) -> Option<usize> {
        sets.iter().position(Set::asks_for_length).or_else(|| sets.iter().position(Set::has_facts))
    }

    /// Whether it is chosen by time or length: the first of many, or what fills a role of the first.
    pub fn is_picked(&self) -> bool {
        match self {
            Set::Pick(..) => true,
            Set::Pattern(pattern) => pattern.timing.picked.is_some(),
            _ => false,
        }
    }

    /// Whether facts can speak for it: it is more than a kind, or names.
    fn has_facts(&self) -> bool {
        match self {
            Set::Kind(_) | Set::Entities(_) | Set::Those(_) => false,
            Set::Any(sets) => sets.iter().any(Set::has_facts),
            _ => true,
        }
    }

    /// As [`Set::inside`], to change it.
    pub fn inside_mut(&mut self) -> Option<&mut Set> {
        match self {
            Set::Bound(_, set) | Set::Division(_, set) | Set::Where(set, _) | Set::Within(set) => Some(set),
            Set::Defined(defined) => Some(&mut defined.set),
            Set::Pairs(pairs) => pairs.first_mut().map(|one| &mut one.set),
            _ => None,
        }
    }
}

/// Facts of one relation or several that meet conditions.
#[derive(Debug, Clone, PartialEq)]
pub struct Pattern {
    /// The word that was used, for readings.
    pub word: Spoken,
    /// What it means, relation by relation.
    pub senses: Vec<Sense>,
    /// When.
    pub timing: Timing,
}

impl Pattern {
    /// All facts of it, before one is chosen and before what fills a role of them is asked.
    pub fn facts(&self) -> Set {
        let mut facts = self.clone();
        facts.timing.picked = None;
        facts.senses.iter_mut().for_each(|sense| sense.answers = None);
        Set::Pattern(Box::new(facts))
    }
}

/// The word that a pattern came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Spoken {
    /// A noun of the vocabulary.
    Noun(NounId),
    /// The words of a role.
    Role,
    /// A verb of the vocabulary.
    Verb(VerbId),
    /// A noun that answers what owns it: `countries whose president …`.
    Whose(NounId),
    /// No word: it stands between the lines (whoever acts for another; a place or date of a name).
    Implied,
}

/// A pattern in one relation.
#[derive(Debug, Clone, PartialEq)]
pub struct Sense {
    /// The relation.
    pub relation: RelationId,
    /// The role that is the answer; none: the fact itself.
    pub answers: Option<RoleId>,
    /// All of these hold.
    pub conditions: Vec<Condition>,
    /// The roles to show first.
    pub columns: Vec<RoleId>,
}

/// A condition on one fact.
#[derive(Debug, Clone, PartialEq)]
pub enum Condition {
    /// A member of the set fills the role.
    Role {
        /// The role.
        role: RoleId,
        /// The preposition or word it came with, for readings; empty: the object of a verb.
        word: String,
        /// What fills it.
        filler: Set,
    },
    /// No member of the set fills the role.
    NotRole {
        /// The role.
        role: RoleId,
        /// The word it came with.
        word: String,
        /// What must not fill it.
        filler: Set,
    },
    /// The noun fixes the role: no part of the reading.
    Fixed {
        /// The role.
        role: RoleId,
        /// Its value.
        entity: EntityId,
    },
    /// A member of the set fills any role (`facts about Iran`).
    AnyRole {
        /// What fills it.
        filler: Set,
    },
    /// Each entity in the role is a member of the set, and there is one.
    Every {
        /// The role.
        role: RoleId,
        /// What each must be.
        filler: Set,
    },
    /// A searched text holds one of these phrases.
    Mentions {
        /// The phrases as typed.
        phrases: Vec<String>,
        /// None holds any of them.
        negated: bool,
    },
    /// A number compares with this one.
    Compares {
        /// The role.
        role: RoleId,
        /// The comparator and the number.
        quantity: Quantity,
    },
    /// Whoever is in the set claims the fact, or publishes a source of it.
    According {
        /// Who.
        who: Set,
        /// `not according to`
        negated: bool,
    },
    /// A source of the fact is this one.
    FromSource {
        /// Which.
        source: SourceId,
        /// `not from source`
        negated: bool,
    },
}
