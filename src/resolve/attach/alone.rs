//! Prepositions that say what something is by themselves: *is Iran in BRICS?*, *countries in BRICS*.
//!
//! In: a preposition and what follows it, where no noun or verb takes them. Out: the noun of the vocabulary that they
//! stand for, as said of the thing before them: *countries that are members in BRICS*. Absent: which nouns those are;
//! the vocabulary says (`alone`).

use crate::fact::{NounId, Relation, Role, RoleKind};
use crate::syntax::{Auxiliary, Be, Negation, Placed, Standing, Word};
use crate::text::Span;

use super::super::error::Error;
use super::super::query::Spoken;
use super::noun::BEFORE;
use super::{Arg, Attacher, List, ListOp, Node, NodeId, NounSense, Said, SaidKind, Stack, What};

/// The preposition of what lies in a place.
pub(super) const IN: &str = "in";

impl Attacher<'_> {
    /// `is` (in BRICS): the noun that it stands for; `is` (no longer in BRICS): *a former* one.
    pub(super) fn placed(&mut self, placed: &Placed) -> Result<NodeId, Error> {
        let Placed { former, preposition: word, operand } = placed;
        let item = self.operand(operand)?;
        let noun = self.noun_alone(word, item);
        let lies = |this: &mut Self| (!former).then(|| this.lying(&word.text.to_lowercase(), item)).flatten();
        let found = noun.or_else(|| lies(self)).ok_or_else(|| Error::NothingSaid {
            word: word.text.to_lowercase(),
            item: self.spoken(item).unwrap_or_default(),
            span: word.span.to(operand.span),
        })?;
        self.node_mut(found).standing = former.then_some(Standing::Former);
        Ok(found)
    }

    /// `countries` (in BRICS): says it of the nearest thing on the stack of which it can be said.
    pub(super) fn said_alone(&mut self, word: &Word, item: NodeId, negated: bool, stack: &mut Stack) -> bool {
        let is_variable = |id: &NodeId| matches!(self.node(*id).what, What::Variable(_));
        let noun = stack.iter().rposition(|id| !is_variable(id) && self.may_be_placed(*id));
        let found = noun.or_else(|| stack.iter().rposition(|id| self.may_be_placed(*id)));
        let Some(depth) = found else { return false };
        let thing = stack[depth];
        let lies = |this: &mut Self| {
            let placed = this.has_inside(thing, item) || this.may_be_present(thing);
            placed.then(|| this.lying(&word.text.to_lowercase(), item)).flatten()
        };
        let noun = self.noun_alone(word, item).filter(|noun| self.may_be(thing, *noun));
        let Some(noun) = noun.or_else(|| lies(self)) else { return false };
        self.node_mut(thing).clauses.push(is_said(noun, negated.then_some(Negation::Not)));
        stack.truncate(depth + 1);
        stack.extend([noun, item]);
        true
    }

    /// `BRICS countries`, `Russian cities`: a kind, of which a noun that needs no word of its own is said.
    pub(super) fn kind_of_one(&mut self, kind: NodeId, item: NodeId, span: Span) -> bool {
        if !matches!(self.node(kind).what, What::Kind { .. }) {
            return false;
        }
        let noun = self
            .noun_of_kind(kind, item, span)
            .or_else(|| self.has_inside(kind, item).then(|| self.lying(IN, item)).flatten());
        let said = noun.map(|noun| is_said(noun, None));
        self.node_mut(kind).clauses.extend(said.clone());
        said.is_some()
    }

    /// The first noun that some preposition stands for, with a name before it, which the kind can be.
    fn noun_of_kind(&mut self, kind: NodeId, item: NodeId, span: Span) -> Option<NodeId> {
        let fits = |sense: &NounSense| {
            let answers = sense.sense.answers.is_some_and(|role| self.fits(kind, sense.sense.relation, role));
            let owns = sense.sense.possessive.iter().any(|role| self.fits(item, sense.sense.relation, *role));
            !sense.sense.alone.is_empty() && answers && owns
        };
        let (id, senses) = self.senses_found(fits)?;
        Some(self.implied(id, senses, BEFORE, item, span))
    }

    /// `meetings that were not in Russia`, `summits that were in Russia`: what a noun takes with the preposition, where no
    /// noun stands alone for it.
    pub(super) fn placed_itself(
        &mut self,
        placed: &Placed,
        negated: bool,
        stack: &mut Stack,
    ) -> Result<bool, Error> {
        let Some(depth) = stack.iter().rposition(|id| self.is_thing(*id)) else { return Ok(false) };
        let thing = stack[depth];
        let What::Noun { senses, .. } = &self.node(thing).what else { return Ok(false) };
        let facts = senses.iter().all(|sense| sense.sense.answers.is_none());
        let (word, item) = (&placed.preposition, self.operand(&placed.operand)?);
        let other = self.noun_alone(word, item).is_some_and(|noun| self.may_be(thing, noun));
        let word = word.text.to_lowercase();
        if other && !facts || !self.narrow(thing, &word, item) {
            return Ok(false);
        }
        stack.truncate(depth + 1);
        self.node_mut(thing).args.push(Arg { word, list: List::one(item), negated });
        stack.push(item);
        Ok(true)
    }

    /// `in Russia`: whatever is declared to lie in the place of that name, or whoever was there.
    fn lying(&mut self, word: &str, place: NodeId) -> Option<NodeId> {
        let What::Named { entities, .. } = &self.node(place).what else { return None };
        let holds = entities.iter().any(|entity| !self.store.lying_in(*entity).is_empty());
        let attended =
            |one: &Relation| one.present.is_some_and(|present| self.fits(place, one.id, present.at));
        if word != IN || !(holds || self.store.relations().any(attended)) {
            return None;
        }
        let mut node = Node::new(What::Lying, self.node(place).span);
        node.is_clause = true;
        node.args.push(Arg { word: IN.to_owned(), list: List::one(place), negated: false });
        Some(self.add(node))
    }

    /// `people in Kazan`: of whom it can be recorded that they were somewhere, and who are no places themselves.
    fn may_be_present(&self, thing: NodeId) -> bool {
        let What::Kind { kind, .. } = self.node(thing).what else { return false };
        let holds = |role: &Role| match &role.kind {
            RoleKind::Entity(kinds) => role.within && kinds.iter().any(|one| self.store.kind_is(kind, *one)),
            _ => false,
        };
        let there = |one: &Relation| one.present.is_some_and(|present| self.fits(thing, one.id, present.who));
        self.store.relations().any(there) && !self.store.relations().any(|one| one.roles.iter().any(holds))
    }

    /// Whether a thing of that kind lies in the place of that name.
    fn has_inside(&self, kind: NodeId, place: NodeId) -> bool {
        let (What::Kind { kind, .. }, What::Named { entities, .. }) =
            (&self.node(kind).what, &self.node(place).what)
        else {
            return false;
        };
        let inside = entities.iter().flat_map(|entity| self.store.lying_in(*entity));
        inside.into_iter().any(|entity| self.store.kind_is(self.store.entity(entity).kind(), *kind))
    }

    /// Things that no preposition of their own speaks of.
    fn may_be_placed(&self, id: NodeId) -> bool {
        matches!(self.node(id).what, What::Kind { .. } | What::Anything | What::Variable(_))
    }

    /// Whether the thing can be what the noun, in one of its meanings, answers; anything may be what has no role.
    pub(super) fn may_be(&self, thing: NodeId, noun: NodeId) -> bool {
        let What::Noun { senses, .. } = &self.node(noun).what else { return true };
        let answers = |sense: &NounSense| sense.sense.answers.map(|role| (sense.sense.relation, role));
        senses
            .iter()
            .any(|sense| answers(sense).is_none_or(|(relation, role)| self.fits(thing, relation, role)))
    }

    /// The first noun of the vocabulary for which the preposition stands, with what follows it as its own.
    fn noun_alone(&mut self, word: &Word, item: NodeId) -> Option<NodeId> {
        let text = word.text.to_lowercase();
        let taking =
            |sense: &NounSense| sense.sense.alone.contains(&text) && self.sense_takes(sense, &text, item);
        let (id, senses) = self.senses_found(taking)?;
        Some(self.implied(id, senses, &text, item, word.span))
    }

    /// The first noun of the vocabulary with such senses.
    fn senses_found(&self, fits: impl Fn(&NounSense) -> bool) -> Option<(NounId, Vec<NounSense>)> {
        self.store.nouns().find_map(|noun| {
            let sense = |sense: &crate::fact::Sense| NounSense {
                spoken: Spoken::Noun(noun.id),
                sense: sense.clone(),
                ranging: false,
            };
            let senses: Vec<NounSense> = noun.senses.iter().map(sense).filter(&fits).collect();
            (!senses.is_empty()).then_some((noun.id, senses))
        })
    }

    /// A noun that was not written, with what follows the word as its own.
    fn implied(
        &mut self,
        id: NounId,
        senses: Vec<NounSense>,
        word: &str,
        item: NodeId,
        span: Span,
    ) -> NodeId {
        let mut node = Node::new(What::Noun { text: self.plural(id), senses }, span);
        node.is_clause = true;
        node.args.push(Arg { word: word.to_owned(), list: List::one(item), negated: false });
        self.add(node)
    }

    fn plural(&self, noun: NounId) -> String {
        self.store.noun(noun).words.first().map(|words| words.plural.clone()).unwrap_or_default()
    }
}

/// `are` (members of it), or are not.
pub(super) fn is_said(noun: NodeId, negation: Option<Negation>) -> Said {
    let auxiliary = Auxiliary::Be(Be::Are);
    Said { op: ListOp::And, negation, auxiliary, ever: false, pick: None, kind: SaidKind::Complement(noun) }
}
