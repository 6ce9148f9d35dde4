//! Nouns and verbs of the vocabulary: how people speak of relations.
//!
//! In: declarations that the loader has checked. Out: for each word, the relations and roles it means.
//! Absent: the closed words of the language, and the index of all words (`store`).

use super::{EntityId, NounId, RelationId, RoleId, VerbId, Words};

/// Prepositions with the roles that each may fill; the first whose kinds fit takes the name.
pub type Takes = Vec<(String, Vec<RoleId>)>;

/// A noun: one meaning for each relation it speaks of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Noun {
    /// Its place among the nouns.
    pub id: NounId,
    /// Its words, the main pair first, synonyms after it.
    pub words: Vec<Words>,
    /// What it means, one for each relation; a noun with a fixed relation has exactly one.
    pub senses: Vec<Sense>,
}

/// What a noun means in one relation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sense {
    /// The relation.
    pub relation: RelationId,
    /// The role that it answers; none: the whole fact.
    pub answers: Option<RoleId>,
    /// What its prepositions fill.
    pub takes: Takes,
    /// The roles that 's, a demonym or a name in front may fill, the first that fits.
    pub possessive: Vec<RoleId>,
    /// Roles with a fixed value: a *president* holds the post `president`.
    pub fixes: Vec<(RoleId, EntityId)>,
    /// The prepositions of which one must be used for it to mean this; empty: none need be.
    pub needs: Vec<String>,
    /// The prepositions that say it by themselves: with `in`, *is Iran in BRICS* is *is Iran a member in BRICS*.
    pub alone: Vec<String>,
    /// The roles to show first, in order; empty: in the order of the relation.
    pub columns: Vec<RoleId>,
}

impl Sense {
    /// The roles that a preposition may fill; empty where the noun does not take it.
    pub fn takes(&self, preposition: &str) -> &[RoleId] {
        find(&self.takes, preposition)
    }
}

/// A verb of one relation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verb {
    /// Its place among the verbs.
    pub id: VerbId,
    /// Base, third person, past, past participle, gerund: indexed by [`Form`].
    pub forms: [String; 5],
    /// The relation.
    pub relation: RelationId,
    /// The role of the subject.
    pub subject: RoleId,
    /// The roles that a direct object may fill, the first that fits.
    pub object: Vec<RoleId>,
    /// What of the fact it speaks of.
    pub says: Says,
    /// What its prepositions fill.
    pub takes: Takes,
    /// Roles with a fixed value.
    pub fixes: Vec<(RoleId, EntityId)>,
}

impl Verb {
    /// The verb in one of its forms.
    pub fn form(&self, form: Form) -> &str {
        &self.forms[form as usize]
    }

    /// The roles that a preposition may fill; empty where the verb does not take it.
    pub fn takes(&self, preposition: &str) -> &[RoleId] {
        find(&self.takes, preposition)
    }
}

/// A form of a verb.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Form {
    /// `join`
    Base = 0,
    /// `joins`
    Third = 1,
    /// `joined`, as in `Iran joined`
    Past = 2,
    /// `joined`, as in `has joined`
    Participle = 3,
    /// `joining`
    Gerund = 4,
}

impl Form {
    /// All forms, in the order in which a verb declares them.
    pub const ALL: [Form; 5] = [Form::Base, Form::Third, Form::Past, Form::Participle, Form::Gerund];
}

/// What of a fact a verb speaks of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Says {
    /// That a state began.
    Start,
    /// That a state ended.
    End,
    /// That a state holds.
    Holds,
    /// That an event happened or a figure was measured.
    Happens,
}

fn find<'a>(takes: &'a Takes, preposition: &str) -> &'a [RoleId] {
    takes.iter().find(|(word, _)| word == preposition).map_or(&[], |(_, roles)| roles)
}
