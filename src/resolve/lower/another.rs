//! A bare name as a time: `visitors to China after Japan`, `organisations that Iran joined before Russia`.
//!
//! In: the name, and the noun or verb that the time belongs to. Out: [`Anchor`]: the same facts about the name. Absent: names that
//! have a date of their own.

use crate::fact::RoleId;

use super::super::attach::{NodeId, What};
use super::super::error::Error;
use super::super::query::{Condition, Pattern, Sense, Set, Spoken};
use super::super::reading::plain;
use super::super::timing::{Anchor, Edge};
use super::Lowerer;
use super::relative::{Around, any_time, owners};

impl Lowerer<'_> {
    /// `visitors to China after Japan`: the same facts about the bare name. In the place of the answer; for a
    /// question that names all, in that of the nearest name of its kind, and with the same answer where one is asked for; else in
    /// a place that is still open.
    pub(super) fn another(&mut self, name: NodeId, around: &mut Around<'_>) -> Result<Option<Anchor>, Error> {
        let mut found = Vec::new();
        let mut left_out = Vec::new();
        let mut of_the_same = true;
        for sense in around.senses.iter_mut() {
            let clause = around.subject.is_some();
            let Some(put) = self.place_of(name, sense, clause) else { continue };
            let filler = self.filler(name, sense.relation, put.role())?;
            let Set::Entities(entities) = &filler else { continue };
            let condition = Condition::Role {
                role: put.role(),
                word: "by".to_owned(),
                filler: self.with_actors(filler.clone(), sense.relation, put.role()),
            };
            let mut conditions = sense.conditions.clone();
            match put {
                Put::Instead(at, _) => conditions[at] = with_word_of(&conditions[at], condition),
                Put::Answer(_) => {
                    left_out.extend(entities.iter().copied());
                    conditions.push(condition);
                }
                Put::Open(role) => {
                    conditions.push(condition);
                    let filler = filler.clone();
                    sense.conditions.push(Condition::NotRole { role, word: "by".to_owned(), filler });
                }
            }
            // `organisations that Iran joined before Russia`: each before Russia joined that one.
            let answers = sense.answers.filter(|_| matches!(put, Put::Instead(..)));
            of_the_same &= answers.is_some();
            found.push(Sense { relation: sense.relation, answers, conditions, columns: Vec::new() });
        }
        if found.is_empty() {
            return Ok(None);
        }
        let edge = if around.whole_state { Edge::Start } else { around.edge };
        if !of_the_same {
            for sense in &mut found {
                sense.answers = None;
            }
        }
        let pattern = Pattern { word: Spoken::Implied, senses: found, timing: any_time(edge) };
        if of_the_same {
            return Ok(Some(Anchor::Own(Box::new(Set::Pattern(Box::new(pattern))))));
        }
        Ok(Some(Anchor::Another(Box::new(Set::Pattern(Box::new(pattern))), left_out)))
    }

    /// Where the bare name goes in one meaning.
    fn place_of(&self, name: NodeId, sense: &Sense, clause: bool) -> Option<Put> {
        let fits = |role: RoleId| self.attached.fits(name, sense.relation, role);
        match sense.answers {
            Some(role) if fits(role) => Some(Put::Answer(role)),
            None if !clause => {
                let owner = self.open(name, sense, owners(self.store, sense.relation));
                owner.or_else(|| self.instead(name, sense)).or_else(|| self.open_anywhere(name, sense))
            }
            _ => self.instead(name, sense).or_else(|| self.open_anywhere(name, sense)),
        }
    }

    /// A role that fits and that nothing fills yet.
    fn open_anywhere(&self, name: NodeId, sense: &Sense) -> Option<Put> {
        let roles = self.store.relation(sense.relation).roles().map(|(role, _)| role);
        self.open(name, sense, owners(self.store, sense.relation).into_iter().chain(roles))
    }

    /// The first of the roles that fits and that nothing fills yet.
    fn open(&self, name: NodeId, sense: &Sense, roles: impl IntoIterator<Item = RoleId>) -> Option<Put> {
        let filled = |wanted: RoleId| {
            sense.conditions.iter().any(|condition| match condition {
                Condition::Role { role, .. } | Condition::Fixed { role, .. } => *role == wanted,
                _ => false,
            })
        };
        let open = |role: &RoleId| !filled(*role) && self.attached.fits(name, sense.relation, *role);
        roles.into_iter().find(open).map(Put::Open)
    }

    /// The last condition that names one of the same kind, or else one whose role fits.
    fn instead(&self, name: NodeId, sense: &Sense) -> Option<Put> {
        let What::Named { entities, .. } = &self.attached.node(name).what else { return None };
        let kinds: Vec<_> = entities.iter().map(|entity| self.store.entity(*entity).kind()).collect();
        let named = |(at, condition): (usize, &Condition)| match condition {
            Condition::Role { role, filler, .. } if self.attached.fits(name, sense.relation, *role) => {
                let Set::Entities(here) = plain(filler) else { return None };
                let same = here.iter().any(|entity| kinds.contains(&self.store.entity(*entity).kind()));
                Some((same, Put::Instead(at, *role)))
            }
            _ => None,
        };
        let found: Vec<(bool, Put)> = sense.conditions.iter().enumerate().filter_map(named).collect();
        let same = found.iter().rfind(|(same, _)| *same);
        same.or(found.last()).map(|(_, put)| *put)
    }
}

/// Where a bare name is put.
#[derive(Debug, Clone, Copy)]
enum Put {
    /// In the place of the answer.
    Answer(RoleId),
    /// In a place that nothing fills.
    Open(RoleId),
    /// In the place of that condition.
    Instead(usize, RoleId),
}

impl Put {
    fn role(self) -> RoleId {
        match self {
            Put::Answer(role) | Put::Open(role) | Put::Instead(_, role) => role,
        }
    }
}

/// The new condition with the preposition of the one that it replaces.
fn with_word_of(old: &Condition, new: Condition) -> Condition {
    match (old, new) {
        (Condition::Role { word, .. }, Condition::Role { role, filler, .. }) => {
            Condition::Role { role, word: word.clone(), filler }
        }
        (_, new) => new,
    }
}
