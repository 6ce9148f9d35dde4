//! What fills a role: conditions from the arguments of a noun or verb.
//!
//! In: arguments, and which role each word fills. Out: [`Condition`]s. Here stand the rules for `and`
//! in the place of one role, for metonyms, and for those who act for others.

use crate::fact::RelationId;
use crate::fact::{EntityId, Role, RoleId, RoleKind};

use super::super::about::Keys;
use super::super::attach::{Arg, List, ListOp, NodeId, What};
use super::super::error::Error;
use super::super::query::{Condition, Pattern, SEVERAL_AT_ONCE, Sense, Set, Spoken};
use super::super::timing::{Edge, Standing, Timing};
use super::combine::as_things;
use super::relative::any_time;
use super::{Lowerer, Place};
use crate::text::Span;

/// Which role a word fills with a thing, in one meaning of a noun or verb.
pub(super) type RoleOf<'r> = &'r dyn Fn(&Lowerer<'_>, &str, NodeId) -> Option<Slot>;

/// The place that an argument takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Slot {
    /// One role.
    Role(RoleId),
    /// Whichever role it fits.
    Any,
}

impl Lowerer<'_> {
    /// The conditions of all arguments, or `None` if this meaning cannot take one of them.
    pub(super) fn conditions(
        &mut self,
        relation: RelationId,
        args: &[Arg],
        role_of: RoleOf<'_>,
    ) -> Result<Option<Vec<Condition>>, Error> {
        let mut found = Vec::new();
        for arg in args {
            match self.condition(relation, arg, role_of)? {
                Some(conditions) => found.extend(conditions),
                None => return Ok(None),
            }
        }
        Ok(Some(found))
    }

    fn condition(
        &mut self,
        relation: RelationId,
        arg: &Arg,
        role_of: RoleOf<'_>,
    ) -> Result<Option<Vec<Condition>>, Error> {
        let arg = &self.each_of_several(arg);
        let mut slots = Vec::new();
        for item in arg.list.items.iter().chain(&arg.list.except) {
            match role_of(self, &arg.word, *item) {
                Some(slot) => slots.push((*item, slot)),
                None => return Ok(None),
            }
        }
        let (kept, except) = slots.split_at(arg.list.items.len());
        let mut found = match arg.list.op {
            Some(ListOp::And) if self.holds_many(relation, kept) => self.each(relation, arg, kept)?,
            _ => self.either(relation, arg, kept)?,
        };
        for (item, slot) in except {
            let one = Arg { negated: !arg.negated, list: List::one(*item), word: arg.word.clone() };
            found.extend(self.either(relation, &one, &[(*item, *slot)])?);
        }
        Ok(Some(found))
    }

    /// What stands *between* is several.
    fn each_of_several(&mut self, arg: &Arg) -> Arg {
        let several = SEVERAL_AT_ONCE.contains(&arg.word.as_str());
        let each = several.then(|| self.one_of_each(&arg.list)).flatten();
        Arg { list: each.unwrap_or_else(|| arg.list.clone()), ..arg.clone() }
    }

    /// `(between) the presidents of Iran and Russia`, of which there must be several: one of each.
    pub(super) fn one_of_each(&mut self, list: &List) -> Option<List> {
        let [only] = list.items[..] else { return None };
        let node = self.attached.node(only).clone();
        let What::Noun { senses, .. } = &node.what else { return None };
        let several = |inner: &Arg| inner.list.op == Some(ListOp::And) && !inner.negated;
        let at = node.args.iter().position(several)?;
        if !node.clauses.is_empty() || senses.iter().any(|sense| sense.sense.answers.is_none()) {
            return None;
        }
        let mut items = Vec::new();
        for item in &node.args[at].list.items {
            let mut one = node.clone();
            one.args[at].list = List::one(*item);
            items.push(self.attached.add(one));
        }
        Some(List { op: Some(ListOp::And), items, ..list.clone() })
    }

    fn holds_many(&self, relation: RelationId, slots: &[(NodeId, Slot)]) -> bool {
        slots.iter().all(|(_, slot)| match slot {
            Slot::Any => true,
            // Places lie in one another: several of them are still one place.
            Slot::Role(role) => {
                self.store.relation(relation).role(*role).is_some_and(|role| role.many && !role.within)
            }
        })
    }

    /// One condition for each item: all of them must fill the role of one fact.
    fn each(
        &mut self,
        relation: RelationId,
        arg: &Arg,
        slots: &[(NodeId, Slot)],
    ) -> Result<Vec<Condition>, Error> {
        slots.iter().map(|(item, slot)| self.one(relation, arg, *slot, &[*item])).collect()
    }

    /// One condition that any of the items meets; *and* in a role of one value says so in the reading.
    fn either(
        &mut self,
        relation: RelationId,
        arg: &Arg,
        slots: &[(NodeId, Slot)],
    ) -> Result<Vec<Condition>, Error> {
        let Some((_, first)) = slots.first() else { return Ok(Vec::new()) };
        if slots.iter().any(|(_, slot)| slot != first) {
            return Err(Error::CannotJoin { span: self.attached.node(slots[0].0).span });
        }
        if arg.list.op == Some(ListOp::And) && slots.len() > 1 {
            let word = if arg.word.is_empty() { "the verb".to_owned() } else { format!("`{}`", arg.word) };
            self.remarks.push(format!("{word} takes one at a time, so it is read as *either*"));
        }
        let items: Vec<NodeId> = slots.iter().map(|(item, _)| *item).collect();
        Ok(vec![self.one(relation, arg, *first, &items)?])
    }

    fn one(
        &mut self,
        relation: RelationId,
        arg: &Arg,
        slot: Slot,
        items: &[NodeId],
    ) -> Result<Condition, Error> {
        let word = arg.word.clone();
        let Slot::Role(role) = slot else {
            let sets = items.iter().map(|item| self.node(*item, Place::NESTED)).collect::<Result<_, _>>()?;
            return Ok(Condition::AnyRole { filler: one_of(sets) });
        };
        let sets =
            items.iter().map(|item| self.filler(*item, relation, role)).collect::<Result<Vec<_>, _>>()?;
        let filler = self.with_actors(one_of(sets), relation, role);
        let filler = self.with_places(filler, relation, role);
        Ok(if arg.negated {
            Condition::NotRole { role, word, filler }
        } else {
            Condition::Role { role, word, filler }
        })
    }

    /// What a node means in a role.
    pub(super) fn filler(&mut self, item: NodeId, relation: RelationId, role: RoleId) -> Result<Set, Error> {
        let Some(declared) = self.store.relation(relation).role(role).cloned() else {
            return Err(Error::NothingToAttachTo);
        };
        if let Some(one) = self.one_of_every(item) {
            return Ok(one);
        }
        match self.attached.node(item).what.clone() {
            What::Named { text, entities } => self.named(item, &text, &entities, &declared),
            What::Group(list) => {
                let mut sets = Vec::new();
                for item in &list.items {
                    sets.push(self.filler(*item, relation, role)?);
                }
                let set = if list.op == Some(ListOp::And) { Set::All(sets) } else { one_of(sets) };
                list.except.iter().try_fold(set, |set, item| {
                    Ok(Set::Except(Box::new(set), Box::new(self.filler(*item, relation, role)?)))
                })
            }
            _ => {
                let set = self.node(item, Place::NESTED)?;
                let wants_things = matches!(declared.kind, RoleKind::Entity(_));
                Ok(if wants_things { as_things(set, self.store) } else { set })
            }
        }
    }

    /// A name in a role: its plain meaning if that fits, else what it stands for, and the reading says so.
    fn named(&mut self, item: NodeId, text: &str, entities: &[EntityId], role: &Role) -> Result<Set, Error> {
        let plain: Vec<EntityId> = entities
            .iter()
            .copied()
            .filter(|entity| self.attached.entity_fits(*entity, role) == Some(*entity))
            .collect();
        let found = if plain.is_empty() {
            let meant: Vec<EntityId> =
                entities.iter().filter_map(|entity| self.attached.entity_fits(*entity, role)).collect();
            if let [only] = meta(&meant)[..] {
                self.remarks.push(format!("`{text}` stands for {} here", self.store.entity(only).name()));
            }
            meta(&meant)
        } else {
            plain
        };
        self.unambiguous(item, text, found)
    }

    /// One entity, or an error that lists them all.
    fn unambiguous(&self, item: NodeId, text: &str, found: Vec<EntityId>) -> Result<Set, Error> {
        if found.len() == 1 {
            return Ok(Set::Entities(found));
        }
        let span = self.attached.node(item).span;
        if found.is_empty() {
            return Err(Error::UnknownName { name: text.to_owned(), near: Vec::new(), span });
        }
        Err(self.ambiguous(text, &found, span))
    }

    pub(super) fn ambiguous(&self, text: &str, found: &[EntityId], span: Span) -> Error {
        let option = |id: &EntityId| {
            let entity = self.store.entity(*id);
            (entity.key().to_owned(), self.store.kind(entity.kind()).name.clone())
        };
        Error::Ambiguous { name: text.to_owned(), options: found.iter().map(option).collect(), span }
    }

    /// A name where any kind fits.
    pub(super) fn named_anywhere(&mut self, item: NodeId) -> Result<Set, Error> {
        let What::Named { text, entities } = self.attached.node(item).what.clone() else {
            return Err(Error::NothingToAttachTo);
        };
        self.unambiguous(item, &text, entities)
    }

    /// In the role of a place, whatever lies in the named one counts too.
    pub(super) fn with_places(&self, set: Set, relation: RelationId, role: RoleId) -> Set {
        let within = self.store.relation(relation).role(role).is_some_and(|role| role.within);
        let holds = |entity: &EntityId| !self.store.lying_in(*entity).is_empty();
        let may_hold = match &set {
            Set::Entities(entities) => entities.iter().any(holds),
            Set::Bound(variable, _) => self.is_each(*variable),
            Set::Pattern(_) | Set::All(_) | Set::Any(_) | Set::Except(..) | Set::Kind(_) => true,
            _ => false,
        };
        if within && may_hold { Set::Within(Box::new(set)) } else { set }
    }

    /// In the role of an actor, whoever acts for the named one on that day counts too.
    pub(super) fn with_actors(&self, set: Set, relation: RelationId, role: RoleId) -> Set {
        if !self.store.relation(relation).role(role).is_some_and(|role| role.actor) {
            return set;
        }
        let senses: Vec<Sense> = self
            .store
            .relations()
            .filter_map(|relation| {
                let acts = relation.acts?;
                let fits = self.may_fill(&set, relation.role(acts.for_whom)?);
                fits.then(|| Sense {
                    relation: relation.id,
                    answers: Some(acts.who),
                    conditions: vec![Condition::Role {
                        role: acts.for_whom,
                        word: "for".to_owned(),
                        filler: set.clone(),
                    }],
                    columns: Vec::new(),
                })
            })
            .collect();
        if senses.is_empty() {
            return set;
        }
        let timing = Timing {
            standing: Standing::Ever,
            tests: Vec::new(),
            edge: Edge::Whole,
            linked: true,
            then: true,
            picked: None,
        };
        Set::Any(vec![set, Set::Pattern(Box::new(Pattern { word: Spoken::Implied, senses, timing }))])
    }

    /// A phrase that is a bare name asks for the facts about it, at the time that was said.
    pub(super) fn unless_bare(&mut self, list: &List, set: Set) -> Result<Set, Error> {
        if !matches!(set, Set::Entities(_)) {
            return Ok(set);
        }
        let mut facts = self.facts_about(&set);
        let timed = list.items.iter().find(|item| !self.attached.node(**item).times.is_empty());
        if let (Some(item), Set::Pattern(pattern)) = (timed, &mut facts) {
            let node = self.attached.node(*item).clone();
            pattern.timing = self.timing(&node, Place::TOP, Edge::Whole, &mut pattern.senses, None)?;
        }
        Ok(facts)
    }

    /// A bare name asks for every fact that it stands in.
    pub(super) fn facts_about(&self, filler: &Set) -> Set {
        let holds_entities = |relation: &&crate::fact::Relation| {
            relation.roles.iter().any(|role| matches!(role.kind, RoleKind::Entity(_)))
        };
        let about = |relation: &crate::fact::Relation| Sense {
            relation: relation.id,
            answers: None,
            conditions: vec![Condition::AnyRole { filler: filler.clone() }],
            columns: Vec::new(),
        };
        let senses = self.store.relations().filter(holds_entities).map(about).collect();
        let timing = any_time(Edge::Whole);
        Set::Pattern(Box::new(Pattern { word: Spoken::Implied, senses, timing }))
    }

    /// Whether some member of the set may be of a kind that the role takes.
    fn may_fill(&self, set: &Set, role: &Role) -> bool {
        let RoleKind::Entity(wanted) = &role.kind else { return false };
        let meets = |kind| {
            wanted.is_empty()
                || wanted
                    .iter()
                    .any(|want| self.store.kind_is(kind, *want) || self.store.kind_is(*want, kind))
        };
        match set {
            Set::Entities(entities) => entities.iter().any(|entity| {
                let kind = self.store.entity(*entity).kind();
                wanted.is_empty() || wanted.iter().any(|want| self.store.kind_is(kind, *want))
            }),
            Set::Kind(kind) => meets(*kind),
            Set::Those(Keys::Entities(entities)) => self.may_fill(&Set::Entities(entities.clone()), role),
            Set::Those(Keys::Facts(_)) | Set::Variable(_) | Set::Again(_) => false,
            Set::Bound(..)
            | Set::Division(..)
            | Set::Where(..)
            | Set::Within(_)
            | Set::Defined(_)
            | Set::Pairs(_) => set.inside().is_some_and(|set| self.may_fill(set, role)),
            Set::All(sets) => sets.iter().all(|set| self.may_fill(set, role)),
            Set::Any(sets) => sets.iter().any(|set| self.may_fill(set, role)),
            Set::Except(first, _) | Set::Pick(_, first) | Set::Counted(_, first) => {
                self.may_fill(first, role)
            }
            Set::Pattern(pattern) => pattern.senses.iter().any(|sense| {
                let Some(answers) = sense.answers else { return false };
                match self.store.relation(sense.relation).role(answers).map(|role| &role.kind) {
                    Some(RoleKind::Entity(kinds)) => {
                        kinds.is_empty() || kinds.iter().any(|kind| meets(*kind))
                    }
                    _ => false,
                }
            }),
        }
    }
}

fn meta(entities: &[EntityId]) -> Vec<EntityId> {
    let mut found = entities.to_vec();
    found.sort_unstable();
    found.dedup();
    found
}

/// Any of the sets; names become one set.
pub(super) fn one_of(mut sets: Vec<Set>) -> Set {
    if sets.len() == 1 {
        return sets.remove(0);
    }
    if sets.iter().all(|set| matches!(set, Set::Entities(_))) {
        let entities = sets.into_iter().flat_map(|set| match set {
            Set::Entities(entities) => entities,
            _ => Vec::new(),
        });
        return Set::Entities(entities.collect());
    }
    Set::Any(sets)
}
