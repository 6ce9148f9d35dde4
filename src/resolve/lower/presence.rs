//! Where somebody was: *where was Putin in May?*
//!
//! In: somebody, and the times that were said. Out: the places of the facts that are theirs. Absent: what lies in a place
//! (`filler`); whether somebody was in a place, for who invites to one has facts with a place too.

use crate::fact::{EntityId, RelationId, RoleId, Sense};

use super::super::attach::{List, NodeId, What};
use super::super::error::Error;
use super::super::query::{self, Condition, Pattern, Set, Spoken};
use super::super::timing::{Edge, Standing};
use super::{Lowerer, Place};

impl Lowerer<'_> {
    /// `where was Putin on 23 October 2024?`: the places of the facts that are theirs; none if they have no such facts.
    pub(super) fn places_of(&mut self, list: &List) -> Result<Option<Set>, Error> {
        let [somebody] = list.items[..] else { return Ok(None) };
        let mut senses = Vec::new();
        for (relation, owner, place) in self.presences() {
            if self.attached.fits(somebody, relation, owner) {
                let filler = self.filler(somebody, relation, owner)?;
                let conditions = vec![Condition::Role { role: owner, word: "by".to_owned(), filler }];
                senses.push(query::Sense { relation, answers: Some(place), conditions, columns: Vec::new() });
            }
        }
        if senses.is_empty() {
            return Ok(None);
        }
        let node = self.attached.node(somebody).clone();
        let timing = self.timing(&node, Place::standing(Standing::Past), Edge::Whole, &mut senses, None)?;
        Ok(Some(Set::Pattern(Box::new(Pattern { word: Spoken::Implied, senses, timing }))))
    }

    /// Refuses to say that what is declared to lie in no place lies in one: `was Putin in China?`; and when it did.
    pub(super) fn check_lying(&self, subject: &List, lying: NodeId) -> Result<(), Error> {
        let node = self.attached.node(lying);
        let What::Lying(place) = node.what else { return Ok(()) };
        let lies = |entity: &EntityId| self.store.entity(*entity).inside().is_some();
        let may_lie = |id: &NodeId| match &self.attached.node(*id).what {
            What::Named { entities, .. } => entities.iter().any(lies),
            _ => true,
        };
        if node.times.is_empty() && subject.items.iter().all(may_lie) {
            return Ok(());
        }
        let item = self.attached.spoken(place).unwrap_or_default();
        Err(Error::NothingSaid { word: "in".to_owned(), item, span: node.span })
    }

    /// The relations whose facts are somebody's and have a place: who owns them, and the place.
    fn presences(&self) -> Vec<(RelationId, RoleId, RoleId)> {
        let owned =
            |sense: &Sense| sense.possessive.iter().map(|role| (sense.relation, *role)).collect::<Vec<_>>();
        let mut owners: Vec<(RelationId, RoleId)> =
            self.store.nouns().flat_map(|noun| &noun.senses).flat_map(owned).collect();
        owners.sort_unstable();
        owners.dedup();
        let with_place = |(relation, owner): (RelationId, RoleId)| {
            let mut roles = self.store.relation(relation).roles();
            let (place, _) = roles.find(|(role, declared)| declared.within && *role != owner)?;
            Some((relation, owner, place))
        };
        owners.into_iter().filter_map(with_place).collect()
    }
}
