//! `whose` clauses → sets.
//!
//! In: a noun that belongs to the head, with what is said of it. Out: those of whom it is so. A noun that names a role
//! of the head's own facts narrows these; one that answers things answers what owns it instead, and what is said of it
//! fills its place at the time of the state; one that answers facts does so too, and what is said is said of the facts.
//! Absent: attachment.

use crate::fact::{RelationId, RoleId, Says};
use crate::store::Meaning;
use crate::syntax::Negation;
use crate::time::Shape;

use super::super::attach::{ListOp, NodeId, NounSense, Said, SaidKind, What};
use super::super::error::Error;
use super::super::query::{Condition, Set, Spoken};
use super::super::timing::Standing;
use super::combine::together;
use super::filler::one_of;
use super::noun::answered_by;
use super::{Lowerer, Place};

/// The word of the conditions that it makes.
const WHOSE: &str = "whose";

impl Lowerer<'_> {
    /// The head with its `whose`.
    pub(super) fn whose(&mut self, head: Option<Set>, noun: NodeId, owner: NodeId) -> Result<Set, Error> {
        let node = self.attached.node(noun).clone();
        if node.clauses.iter().any(|said| said.op == ListOp::Or) {
            return Err(Error::CannotJoin { span: node.span });
        }
        match &node.what {
            What::RoleNoun { text, roles } => {
                let mut head = head.ok_or(Error::NothingToAttachTo)?;
                for said in &node.clauses {
                    for (relation, role) in roles {
                        for one in self.of_role(said, noun, *relation, *role, text)? {
                            narrow(&mut head, *relation, &one);
                        }
                    }
                }
                Ok(head)
            }
            What::Noun { senses, .. } => {
                if let ([said], true) = (&node.clauses[..], node.includes) {
                    return self.including(head, said, noun, owner, senses);
                }
                let set = self.owners(noun, owner, &node.clauses, senses)?;
                Ok(match head {
                    Some(head) => together(head, set, self.store),
                    None => set,
                })
            }
            _ => Err(Error::NothingToAttachTo),
        }
    }

    /// `whose members include Iran and Russia`, `but not India`: each by facts of its own.
    fn including(
        &mut self,
        head: Option<Set>,
        said: &Said,
        noun: NodeId,
        owner: NodeId,
        senses: &[NounSense],
    ) -> Result<Set, Error> {
        let (absent, present): (Vec<Said>, Vec<Said>) =
            self.each_of(said).into_iter().partition(|one| one.negation.is_some());
        let mut all = present
            .into_iter()
            .map(|one| self.owners(noun, owner, &[one], senses))
            .collect::<Result<Vec<_>, _>>()?;
        let found = if all.len() > 1 { Some(Set::All(all)) } else { all.pop() };
        let mut set = match (head, found) {
            (Some(head), Some(found)) => together(head, found, self.store),
            (head, found) => head.or(found).ok_or(Error::NothingToAttachTo)?,
        };
        for one in absent {
            let without = self.owners(noun, owner, &[Said { negation: None, ..one }], senses)?;
            set = Set::Except(Box::new(set), Box::new(without));
        }
        Ok(set)
    }

    /// The head joined with a `whose`, by the word that stands between.
    pub(super) fn belonging(
        &mut self,
        head: Option<Set>,
        op: ListOp,
        noun: NodeId,
        owner: NodeId,
    ) -> Result<Set, Error> {
        match (head, op) {
            (Some(head), ListOp::Or) => {
                let kind = match self.attached.node(owner).what {
                    What::Kind { kind, .. } => Some(Set::Kind(kind)),
                    _ => None,
                };
                let other = self.whose(kind, noun, owner)?;
                Ok(Set::Any(vec![head, other]))
            }
            (Some(head), ListOp::ButNot) => {
                let thing = matches!(self.attached.node(noun).what, What::Noun { .. });
                let other = self.whose((!thing).then(|| head.clone()), noun, owner)?;
                Ok(Set::Except(Box::new(head), Box::new(other)))
            }
            (head, _) => self.whose(head, noun, owner),
        }
    }

    /// What a role must be: in the plural, each that fills it; `are Iran and Russia`: both, and nothing else.
    fn of_role(
        &mut self,
        said: &Said,
        noun: NodeId,
        relation: RelationId,
        role: RoleId,
        text: &str,
    ) -> Result<Vec<Condition>, Error> {
        let mut fillers = Vec::new();
        for one in self.each_of(said) {
            fillers.push((one.negation.is_some(), self.said_filler(&one, noun, relation, role)?));
        }
        let plural = |meaning: &Meaning| matches!(meaning, Meaning::Role { plural: true, .. });
        let many = self.store.relation(relation).role(role).is_some_and(|role| role.many)
            && self.store.meanings(text).iter().any(plural);
        let positive: Vec<Set> =
            fillers.iter().filter(|(negated, _)| !negated).map(|(_, filler)| filler.clone()).collect();
        let every = many && !positive.is_empty() && !self.attached.node(noun).includes;
        let mut found = Vec::new();
        let alone = every && positive.len() == 1;
        for (negated, filler) in fillers {
            // That all are it says that it is.
            if alone && !negated {
                continue;
            }
            let (filler, word) = (self.in_role(filler, relation, role), WHOSE.to_owned());
            found.push(if negated {
                Condition::NotRole { role, word, filler }
            } else {
                Condition::Role { role, word, filler }
            });
        }
        if every {
            found.push(Condition::Every { role, filler: self.in_role(one_of(positive), relation, role) });
        }
        Ok(found)
    }

    fn in_role(&mut self, filler: Set, relation: RelationId, role: RoleId) -> Set {
        let filler = self.with_actors(filler, relation, role);
        self.with_places(filler, relation, role)
    }

    /// `is Iran and Russia` says two things, each of one of them; `but not India` one more, which is not so.
    fn each_of(&self, said: &Said) -> Vec<Said> {
        let SaidKind::Complement(id) = said.kind else { return vec![said.clone()] };
        match &self.attached.node(id).what {
            What::Group(list) if list.op != Some(ListOp::Or) => {
                let one = |item: &NodeId| Said { kind: SaidKind::Complement(*item), ..said.clone() };
                let left_out = |item: &NodeId| Said { negation: Some(Negation::Not), ..one(item) };
                list.items.iter().map(one).chain(list.except.iter().map(left_out)).collect()
            }
            _ => vec![said.clone()],
        }
    }

    /// What is said of a noun, as what fills its place.
    fn said_filler(
        &mut self,
        said: &Said,
        noun: NodeId,
        relation: RelationId,
        role: RoleId,
    ) -> Result<Set, Error> {
        if let SaidKind::Complement(id) = said.kind {
            return self.filler(id, relation, role);
        }
        if said.negation.is_some() {
            // What did not happen has no time at which anything could be taken.
            return self.said(said, noun, Place::standing(self.standing(said)));
        }
        let mut set = self.said(said, noun, Place::NESTED)?;
        link(&mut set);
        Ok(set)
    }

    /// `whose members left`: a verb of the noun's own relation speaks of the same facts, so that they are those of one end.
    fn own_end(&mut self, noun: NodeId, said: &Said, senses: &[NounSense]) -> bool {
        let SaidKind::Verb(verb) = said.kind else { return false };
        let What::Verb { verbs, .. } = &self.attached.node(verb).what else { return false };
        let own = |verb: &crate::fact::Verb| {
            let same = |one: &NounSense| {
                one.sense.relation == verb.relation && one.sense.answers == Some(verb.subject)
            };
            verb.says != Says::Happens && senses.iter().any(same)
        };
        let verbs: Vec<_> =
            verbs.iter().map(|verb| self.store.verb(*verb)).filter(|verb| own(verb)).collect();
        let node = self.attached.node(verb);
        let Some(first) = verbs.first().filter(|_| node.args.is_empty() && said.negation.is_none()) else {
            return false;
        };
        let (edge, times) = (super::verb::edge(first.says), node.times.clone());
        let noun = self.attached.node_mut(noun);
        noun.edge = edge;
        noun.times.extend(times);
        true
    }

    /// Whether a role of the noun's facts is filled by what stands with it.
    fn is_taken(&self, noun: NodeId, sense: &NounSense, role: RoleId) -> bool {
        self.attached.node(noun).args.iter().any(|arg| {
            let fills = |item: &NodeId| self.attached.role_for(sense, &arg.word, *item) == Some(role);
            !arg.negated && arg.list.items.iter().any(fills)
        })
    }

    /// Those that own what the noun answers.
    pub(super) fn owners(
        &mut self,
        noun: NodeId,
        owner: NodeId,
        clauses: &[Said],
        senses: &[NounSense],
    ) -> Result<Set, Error> {
        let places: Vec<(RelationId, RoleId)> = senses
            .iter()
            .filter_map(|one| {
                let sense = &one.sense;
                let fits = |role: &&RoleId| self.attached.fits(owner, sense.relation, **role);
                let mut roles = sense.possessive.iter().filter(fits);
                // `whose membership of OPEC ended?`: what the noun takes is not its owner.
                let open = roles.clone().find(|role| !self.is_taken(noun, one, **role));
                Some((sense.relation, *open.or_else(|| roles.next())?))
            })
            .collect();
        let owner_of =
            |relation: RelationId| places.iter().find(|(of, _)| *of == relation).map(|(_, role)| *role);
        if senses.iter().all(|sense| sense.sense.answers.is_none()) {
            let counted = self.attached.node(noun).numbered.is_some();
            // `countries with an agreement`: with one today; what happened, at any time until today.
            let state = |one: &NounSense| self.store.relation(one.sense.relation).shape == Shape::State;
            let today = counted || clauses.is_empty() && senses.iter().all(state);
            let place = if today { Place::TOP } else { Place::standing(Standing::Past) };
            let facts = self.node(noun, place)?;
            let owners = answered_by(facts, self.store, &owner_of);
            return self.counted_own(noun, senses, owners);
        }
        let state = |said: &Said| matches!(said.kind, SaidKind::Complement(_));
        let (ends, clauses): (Vec<&Said>, Vec<&Said>) =
            clauses.iter().partition(|said| self.own_end(noun, said, senses));
        let happened = clauses.iter().find(|said| said.negation.is_none());
        let place = match happened.or(clauses.first()) {
            None if !ends.is_empty() => Place::standing(Standing::Past),
            Some(said) if state(said) => Place::standing(self.standing(said)),
            Some(said) if said.negation.is_some() => Place::TOP,
            Some(_) => Place::NESTED,
            // `countries with a president`
            None => Place::TOP,
        };
        let mut set = self.noun(noun, place)?;
        for said in clauses {
            for sense in senses {
                let Some(answers) = sense.sense.answers else { continue };
                let filler = self.said_filler(said, noun, sense.sense.relation, answers)?;
                let word = WHOSE.to_owned();
                let one = match said.negation {
                    Some(_) => Condition::NotRole { role: answers, word, filler },
                    None => Condition::Role { role: answers, word, filler },
                };
                narrow(&mut set, sense.sense.relation, &one);
            }
        }
        own(&mut set, place.nested);
        let owners = answered_by(set, self.store, &owner_of);
        self.counted_own(noun, senses, owners)
    }
}

/// Adds a condition to the facts of a relation.
fn narrow(set: &mut Set, relation: RelationId, condition: &Condition) {
    each_pattern(set, &mut |pattern| {
        for sense in pattern.senses.iter_mut().filter(|sense| sense.relation == relation) {
            sense.conditions.push(condition.clone());
        }
    });
}

/// The noun answers what owns it. Where it is taken at the time of what is said of it, no other time matters.
fn own(set: &mut Set, nested: bool) {
    each_pattern(set, &mut |pattern| {
        pattern.timing.linked &= !nested;
        if let Spoken::Noun(id) = pattern.word {
            pattern.word = Spoken::Whose(id);
        }
    });
}

/// Facts of events that states around them meet in time.
pub(super) fn link(set: &mut Set) {
    each_pattern(set, &mut |pattern| pattern.timing.linked = true);
}

pub(super) fn each_pattern(set: &mut Set, change: &mut dyn FnMut(&mut super::super::query::Pattern)) {
    match set {
        Set::Pattern(pattern) => change(pattern),
        Set::All(sets) | Set::Any(sets) => sets.iter_mut().for_each(|set| each_pattern(set, change)),
        Set::Except(first, _) | Set::Pick(_, first) | Set::Counted(_, first) => each_pattern(first, change),
        _ => set.inside_mut().into_iter().for_each(|set| each_pattern(set, change)),
    }
}
