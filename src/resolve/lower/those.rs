//! `those` → the last answer as a set, narrowed by what follows it.
//!
//! In: the last answer, and the times, prepositions and texts attached to `those`. Out: a [`Set`]. The rule: `those`
//! are exactly the things of the last answer; what follows is one more condition on the facts of the last query.

use super::super::about::{Keys, Last};
use super::super::attach::{Node, NodeId};
use super::super::error::Error;
use super::super::query::{Pattern, Set};
use super::super::timing::Standing;
use super::filler::Slot;
use super::{Lowerer, Place};

impl Lowerer<'_> {
    pub(super) fn those(&mut self, id: NodeId, place: Place) -> Result<Set, Error> {
        let node = self.attached.node(id).clone();
        let Some(last) = self.attached.last else {
            return Err(Error::NoLastAnswer { word: "those".to_owned(), span: node.span });
        };
        let (kept, whole) = (kept(last), whole(&last.query.set));
        let narrowed = !node.times.is_empty() || !node.args.is_empty() || !node.mentions.is_empty();
        if place.nested
            && !narrowed
            && let Some(kept) = kept
        {
            return Ok(kept);
        }
        if !self.take_over(&last.query, node.span) {
            return kept.filter(|_| !narrowed).ok_or(Error::CannotJoin { span: node.span });
        }
        if place.nested && !narrowed {
            return Ok(whole);
        }
        if !place.nested {
            self.frame.as_of = self.frame.as_of.or(last.query.frame.as_of);
            if self.frame.known.is_none() && last.query.frame.known.is_some() {
                self.frame.known = last.query.frame.known;
                self.frame.today = last.query.frame.today;
            }
        }
        let set = self.narrowed_if(whole, &node, place)?;
        Ok(match kept {
            Some(kept) => Set::All(vec![kept, set]),
            None => set,
        })
    }

    /// The facts that the last query asks for, of which a role is asked: `places of those in 2024`.
    pub(super) fn facts_of_those(&mut self, id: NodeId, place: Place) -> Result<Set, Error> {
        let node = self.attached.node(id).clone();
        let span = node.span;
        let Some(last) = self.attached.last else {
            return Err(Error::NoLastAnswer { word: "those".to_owned(), span });
        };
        if !is_all_shown(last) {
            return Err(Error::CutOff { span });
        }
        if !self.take_over(&last.query, span) {
            return Err(Error::CannotJoin { span });
        }
        self.frame.as_of = self.frame.as_of.or(last.query.frame.as_of);
        self.frame.known = self.frame.known.or(last.query.frame.known);
        self.narrowed_if(last.query.set.clone(), &node, place)
    }

    /// The set, with what follows `those` as one more condition.
    fn narrowed_if(&mut self, set: Set, node: &Node, place: Place) -> Result<Set, Error> {
        if node.times.is_empty() && node.args.is_empty() && node.mentions.is_empty() {
            return Ok(set);
        }
        let not_a_time =
            Error::NotATime { word: "those".to_owned(), item: "the last answer".to_owned(), span: node.span };
        self.narrowed(set, node, place)?.ok_or(not_a_time)
    }

    /// The set with one more condition on the facts that speak for its rows; none where it has no facts.
    fn narrowed(&mut self, set: Set, node: &Node, place: Place) -> Result<Option<Set>, Error> {
        Ok(Some(match set {
            Set::Pattern(pattern) => Set::Pattern(Box::new(self.narrowed_pattern(*pattern, node, place)?)),
            Set::Any(sets) => {
                let mut kept = Vec::new();
                for set in sets {
                    kept.extend(self.narrowed(set, node, place)?);
                }
                Set::Any(kept)
            }
            Set::All(mut sets) => {
                let names = |set: &Set| matches!(set, Set::Entities(_) | Set::Those(_) | Set::Kind(_));
                let Some(at) = sets.iter().position(|set| !names(set)) else { return Ok(None) };
                let Some(changed) = self.narrowed(sets[at].clone(), node, place)? else { return Ok(None) };
                sets[at] = changed;
                Set::All(sets)
            }
            Set::Except(first, second) => match self.narrowed(*first, node, place)? {
                Some(first) => Set::Except(Box::new(first), second),
                None => return Ok(None),
            },
            Set::Pick(_, set) | Set::Counted(_, set) => return self.narrowed(*set, node, place),
            Set::Bound(..)
            | Set::Division(..)
            | Set::Where(..)
            | Set::Within(_)
            | Set::Pairs(_)
            | Set::Defined(_) => {
                let mut set = set;
                let Some(inside) = set.inside_mut() else { return Ok(None) };
                let Some(changed) = self.narrowed(inside.clone(), node, place)? else { return Ok(None) };
                *inside = changed;
                set
            }
            Set::Entities(_) | Set::Those(_) | Set::Kind(_) | Set::Variable(_) | Set::Again(_) => {
                return Ok(None);
            }
        }))
    }

    fn narrowed_pattern(
        &mut self,
        mut pattern: Pattern,
        node: &Node,
        place: Place,
    ) -> Result<Pattern, Error> {
        let mut senses = Vec::new();
        for mut sense in pattern.senses {
            let spoken = self.attached.spoken_sense(pattern.word, sense.relation);
            let role_of = |this: &Lowerer<'_>, word: &str, item: NodeId| {
                let role = spoken.as_ref().and_then(|spoken| this.attached.role_for(spoken, word, item));
                role.map(Slot::Role).or_else(|| {
                    let any = spoken.as_ref().is_some_and(|s| this.attached.about_anything(s, word, item));
                    any.then_some(Slot::Any)
                })
            };
            let Some(conditions) = self.conditions(sense.relation, &node.args, &role_of)? else { continue };
            sense.conditions.extend(conditions);
            sense.conditions.extend(node.mentions.iter().cloned());
            senses.push(sense);
        }
        pattern.senses = senses;
        let said = self.timing(node, place, pattern.timing.edge, &mut pattern.senses, None)?;
        if !said.tests.is_empty() && matches!(pattern.timing.standing, Standing::Frame | Standing::Past) {
            pattern.timing.standing = Standing::Ever;
        }
        pattern.timing.tests.extend(said.tests);
        Ok(pattern)
    }
}

/// What the last query asked for; of `those` narrowed once more, what the narrowed query asked for.
fn whole(set: &Set) -> Set {
    match set {
        Set::All(sets) => match &sets[..] {
            [Set::Those(_), rest] => rest.clone(),
            _ => set.clone(),
        },
        other => other.clone(),
    }
}

/// Whether no row of the last answer was cut off.
fn is_all_shown(last: &Last) -> bool {
    let finish = &last.query.finish;
    finish.limit.is_none() && finish.top.is_none()
}

/// Exactly the things of the last answer; none where it was a number.
fn kept(last: &Last) -> Option<Set> {
    match last.keys.as_ref()? {
        Keys::Entities(entities) => {
            let mut entities = entities.clone();
            entities.sort_unstable();
            entities.dedup();
            Some(Set::Those(Keys::Entities(entities)))
        }
        Keys::Facts(facts) => {
            let mut facts = facts.clone();
            facts.sort_unstable();
            facts.dedup();
            Some(Set::Those(Keys::Facts(facts)))
        }
    }
}
