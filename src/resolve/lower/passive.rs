//! Verbs in the passive → patterns: `weapons sought by Iran`, `was Iraq visited by Putin?`, `by whom was Iraq visited?`
//!
//! In: an attached verb whose object is what it is said of. Out: a [`Set`]: the objects, the facts, or what fills the
//! gap. `by` names the subject of the verb. Absent: the pattern itself (`verb`).

use crate::fact::{RoleId, VerbId};
use crate::syntax::Asked;
use crate::text::Span;

use super::super::attach::{Arg, List, Node, NodeId, What};
use super::super::error::Error;
use super::super::query::Set;
use super::verb::WHERE;
use super::{Lowerer, Place};

impl Lowerer<'_> {
    /// The objects of a verb: `weapons sought by Iran`, `who was accused by Iran`.
    pub(super) fn passive(&mut self, id: NodeId, target: NodeId, place: Place) -> Result<Set, Error> {
        let node = self.attached.node(id).clone();
        let object = |this: &Lowerer<'_>, id: VerbId| {
            let verb = this.store.verb(id);
            verb.object
                .iter()
                .find(|role| this.attached.fits(target, verb.relation, **role))
                .map(|role| this.holds_entities(verb.relation, *role).then_some(*role))
        };
        self.split(&node.args, true, &mut |this, args| this.verb_pattern(&node, args, None, &object, place))
    }

    /// The facts where the object is named: `was Iraq visited by Putin?`, `when was Iraq visited?`
    pub(super) fn passive_claim(
        &mut self,
        id: NodeId,
        object: &List,
        place: Place,
        span: Span,
    ) -> Result<Set, Error> {
        let node = self.attached.node(id).clone();
        let args = with_object(&node, object);
        self.verb_pattern(&node, &args, None, &|_, _| Some(None), place)
            .map_err(|error| self.not_an_object(error, &node, object, span))
    }

    /// What fills the gap where the object is named: `by whom was Iraq visited?`, `in which city was Putin met?`
    pub(super) fn passive_gap(
        &mut self,
        id: NodeId,
        object: &List,
        asked: &Asked,
        head: Option<&List>,
        place: Place,
        span: Span,
    ) -> Result<Set, Error> {
        let word = asked.preposition.as_ref().map(|word| word.text.to_lowercase());
        let words: Vec<&str> = word.as_deref().into_iter().collect();
        self.passive_filling(id, object, &words, head, place, span)
    }

    /// `where was Putin met?`: what the verb's `in` takes, or what else says a place.
    pub(super) fn passive_where(
        &mut self,
        id: NodeId,
        object: &List,
        place: Place,
        span: Span,
    ) -> Result<Set, Error> {
        self.passive_filling(id, object, &WHERE, None, place, span)
    }

    /// What fills the role of the first of these prepositions that the verb takes.
    fn passive_filling(
        &mut self,
        id: NodeId,
        object: &List,
        words: &[&str],
        head: Option<&List>,
        place: Place,
        span: Span,
    ) -> Result<Set, Error> {
        let node = self.attached.node(id).clone();
        let gap = |this: &Lowerer<'_>, id: VerbId| {
            let verb = this.store.verb(id);
            let mut roles = words.iter().flat_map(|word| match *word {
                "by" => std::slice::from_ref(&verb.subject),
                word => verb.takes(word),
            });
            let fits = |role: &&RoleId| {
                head.is_none_or(|head| this.attached.fits(head.items[0], verb.relation, **role))
            };
            roles.find(fits).map(|role| this.holds_entities(verb.relation, *role).then_some(*role))
        };
        let args = with_object(&node, object);
        self.verb_pattern(&node, &args, None, &gap, place).map_err(|error| match (&error, &node.what) {
            (Error::NothingToAttachTo, What::Verb { text, verbs }) if self.can_be_object(object, verbs) => {
                Error::NoGap { asked: "that".to_owned(), verb: text.clone(), span }
            }
            _ => self.not_an_object(error, &node, object, span),
        })
    }

    fn can_be_object(&self, object: &List, verbs: &[VerbId]) -> bool {
        let fits = |item: &NodeId| {
            verbs
                .iter()
                .map(|id| self.store.verb(*id))
                .any(|verb| verb.object.iter().any(|role| self.attached.fits(*item, verb.relation, *role)))
        };
        object.items.iter().all(fits)
    }

    fn not_an_object(&self, error: Error, node: &Node, object: &List, span: Span) -> Error {
        match (&error, &node.what) {
            (Error::NothingToAttachTo, What::Verb { text, verbs }) => Error::NotAnObject {
                verb: text.clone(),
                item: object.items.first().and_then(|item| self.attached.spoken(*item)).unwrap_or_default(),
                wanted: self.attached.wanted_by(verbs, false),
                span,
            },
            _ => error,
        }
    }
}

fn with_object(node: &Node, object: &List) -> Vec<Arg> {
    let object = Arg { word: String::new(), list: object.clone(), negated: false };
    std::iter::once(object).chain(node.args.iter().cloned()).collect()
}
