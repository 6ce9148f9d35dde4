//! How many of something there must be: `organisations with more than 5 members`, `who visited China at least twice?`
//!
//! In: an attached noun or verb, and the set that it answers. Out: those of the set that have so many. What is counted
//! must be told apart by the facts of one answer, else the query is refused. Absent: whole counts (`finish`).

use crate::fact::{EntityId, RelationId, Role, RoleId};
use crate::syntax::HowMany;
use crate::text::english;

use super::super::attach::{Arg, List, Node, NodeId, NounSense, What};
use super::super::error::Error;
use super::super::query::{Condition, Counted, Pattern, Set};
use super::number::senses;
use super::whose::each_pattern;
use super::{Lowerer, Place};

impl Lowerer<'_> {
    /// Those of the set of a noun or verb that have as many of what it takes, or did it as often, as was said.
    pub(super) fn counted(&mut self, id: NodeId, mut set: Set) -> Result<Set, Error> {
        let node = self.attached.node(id).clone();
        for arg in &node.args {
            let Some((item, counted)) = self.counted_in(&node, arg, &set)? else { continue };
            self.counted_at.push(self.attached.node(item).span);
            if matches!(self.attached.node(item).what, What::RoleNoun { .. }) {
                let roles = &counted.roles;
                each_pattern(&mut set, &mut |pattern| leave_open(pattern, roles));
            }
            set = Set::Counted(counted, Box::new(set));
        }
        self.repeated(id, set)
    }

    /// Those that did it as often as was said.
    pub(super) fn repeated(&mut self, id: NodeId, set: Set) -> Result<Set, Error> {
        let node = self.attached.node(id);
        let Some((how_many, span)) = node.repeated else { return Ok(set) };
        if set.answers_facts() {
            return Err(Error::CannotCount { span });
        }
        self.counted_at.push(span);
        let counted =
            Counted { how_many, roles: Vec::new(), kind: None, than: None, word: "times".to_owned() };
        Ok(Set::Counted(counted, Box::new(set)))
    }

    /// What owns so many of what the noun says: `organisations with more than 5 members`.
    pub(super) fn counted_own(&mut self, noun: NodeId, senses: &[NounSense], set: Set) -> Result<Set, Error> {
        let node = self.attached.node(noun);
        let Some(how_many) = node.numbered else { return Ok(set) };
        let than = self.compared_with(noun, &set)?;
        let word = self.plural(noun);
        self.counted_at.push(self.attached.node(noun).span);
        let roles = senses.iter().filter_map(|one| Some((one.sense.relation, one.sense.answers?))).collect();
        Ok(Set::Counted(Counted { how_many, roles, kind: None, than, word }, Box::new(set)))
    }

    /// Whether anything is counted of what a noun or verb says.
    pub(super) fn counts(&self, id: NodeId) -> bool {
        let node = self.attached.node(id);
        node.repeated.is_some() || node.args.iter().any(|arg| self.numbered_in(arg).is_some())
    }

    /// `has Putin visited China twice?`: the subject, if it is one of those that have.
    pub(super) fn counted_claim(&mut self, subject: &List, verb: NodeId, place: Place) -> Result<Set, Error> {
        let subject = self.list(subject, Place::NESTED)?;
        let set = self.verb_set(verb, None, place)?;
        Ok(Set::All(vec![subject, self.counted(verb, set)?]))
    }

    /// Nothing that was to be counted is left uncounted.
    pub(super) fn all_counted(&self) -> Result<(), Error> {
        let wanted = self.attached.ids().filter_map(|id| {
            let node = self.attached.node(id);
            node.repeated.map(|(_, span)| span).or(node.numbered.map(|_| node.span))
        });
        let left = wanted.into_iter().find(|span| !self.counted_at.contains(span));
        left.map_or(Ok(()), |span| Err(Error::CannotCount { span }))
    }

    fn numbered_in(&self, arg: &Arg) -> Option<NodeId> {
        let all = arg.list.items.iter().chain(&arg.list.except);
        all.copied().find(|item| self.attached.node(*item).numbered.is_some())
    }

    /// What is counted of an argument, with its item.
    fn counted_in(&self, node: &Node, arg: &Arg, set: &Set) -> Result<Option<(NodeId, Counted)>, Error> {
        let Some(item) = self.numbered_in(arg) else { return Ok(None) };
        let span = self.attached.node(item).span;
        let roles = self.roles_taking(node, &arg.word, item);
        let many = roles
            .iter()
            .any(|(relation, role)| self.store.relation(*relation).role(*role).is_some_and(|role| role.many));
        let alone = arg.list.items.len() == 1 && arg.list.except.is_empty() && !arg.negated;
        // A role that takes one tells the things of one fact apart by nothing; of one that takes several only a kind can.
        let told_apart = if many { self.is_bare(item) } else { !set.answers_facts() };
        let Some(how_many) = self.attached.node(item).numbered.filter(|_| alone && told_apart) else {
            return Err(Error::CannotCount { span });
        };
        let kind = match self.attached.node(item).what {
            What::Kind { kind, .. } => Some(kind),
            _ => None,
        };
        let word = self.plural(item);
        let than = self.compared_with(item, set)?;
        Ok(Some((item, Counted { how_many, roles, kind, than, word })))
    }

    /// Whose number that of a noun is compared with: one that could be among the set.
    fn compared_with(&self, noun: NodeId, set: &Set) -> Result<Option<EntityId>, Error> {
        let node = self.attached.node(noun);
        let Some(than) = node.than else {
            let open = node.numbered.is_some_and(HowMany::is_of_two);
            return if open { Err(Error::CannotCompare { span: node.span }) } else { Ok(None) };
        };
        let rival = self.attached.node(than);
        let What::Named { text, entities } = &rival.what else {
            return Err(Error::CannotCompare { span: rival.span });
        };
        let answers: Vec<(RelationId, RoleId)> =
            senses(set).iter().filter_map(|sense| Some((sense.relation, sense.answers?))).collect();
        let roles = answers.iter().filter_map(|(relation, role)| self.store.relation(*relation).role(*role));
        let roles: Vec<&Role> = roles.collect();
        let fits = |one: &EntityId| roles.iter().find_map(|role| self.attached.entity_fits(*one, role));
        let mut fit: Vec<EntityId> = entities.iter().filter_map(fits).collect();
        fit.dedup();
        match fit[..] {
            [one] => Ok(Some(one)),
            [] => Err(Error::CannotCompare { span: rival.span }),
            _ => Err(self.ambiguous(text, &fit, rival.span)),
        }
    }

    /// The word of a noun, in the plural.
    pub(super) fn plural(&self, noun: NodeId) -> String {
        let word = self.attached.spoken(noun).unwrap_or_default();
        if english::singular_of(&word).is_some() { word } else { english::plural_of(&word) }
    }

    /// A kind or the word of a role, of which nothing more is said.
    fn is_bare(&self, item: NodeId) -> bool {
        let node = self.attached.node(item);
        let any = matches!(node.what, What::Kind { .. } | What::RoleNoun { .. });
        any && node.args.is_empty() && node.clauses.is_empty() && node.times.is_empty()
    }

    /// The roles that a noun or verb fills with the item after that word.
    fn roles_taking(&self, node: &Node, word: &str, item: NodeId) -> Vec<(RelationId, RoleId)> {
        match &node.what {
            What::Noun { senses, .. } => {
                let role =
                    |one: &NounSense| Some((one.sense.relation, self.attached.role_for(one, word, item)?));
                senses.iter().filter_map(role).collect()
            }
            What::Verb { verbs, .. } => {
                let role = |id: &crate::fact::VerbId| {
                    let verb = self.store.verb(*id);
                    let roles = if word.is_empty() { &verb.object[..] } else { verb.takes(word) };
                    let fits = |role: &&RoleId| self.attached.fits(item, verb.relation, **role);
                    Some((verb.relation, *roles.iter().find(fits)?))
                };
                verbs.iter().filter_map(role).collect()
            }
            _ => Vec::new(),
        }
    }
}

/// `meetings with more than 3 participants`: that each is a participant says nothing.
fn leave_open(pattern: &mut Pattern, roles: &[(RelationId, RoleId)]) {
    for sense in &mut pattern.senses {
        let counted = |role: RoleId| roles.contains(&(sense.relation, role));
        sense.conditions.retain(|one| !matches!(one, Condition::Role { role, .. } if counted(*role)));
    }
}
