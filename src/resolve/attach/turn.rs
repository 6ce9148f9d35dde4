//! *Became* and *ceased to be*: one end of the state that a noun names.
//!
//! In: what a predicate says something turned into, or no longer was. Out: a node whose edge is its start or its end.
//! Absent: verbs of the vocabulary that say so themselves, *joined* and *left*.

use crate::syntax::Turned;
use crate::time::Shape;

use super::super::error::Error;
use super::super::timing::Edge;
use super::{Attacher, NodeId, What};

impl Attacher<'_> {
    pub(super) fn turned(&mut self, turned: &Turned) -> Result<NodeId, Error> {
        let id = self.operand(&turned.what)?;
        self.node_mut(id).is_clause = true;
        self.turn(id, if turned.ends { Edge::End } else { Edge::Start })?;
        Ok(id)
    }

    /// `became president or prime minister`: a noun that goes on with another is taken at the same end.
    pub(super) fn turn_like(&mut self, noun: NodeId, item: NodeId) -> Result<(), Error> {
        let edge = self.edge_of(noun);
        if edge == Edge::Whole { Ok(()) } else { self.turn(item, edge) }
    }

    fn edge_of(&self, noun: NodeId) -> Edge {
        match &self.node(noun).what {
            What::Group(list) => list.items.first().map_or(Edge::Whole, |item| self.edge_of(*item)),
            _ => self.node(noun).edge,
        }
    }

    fn turn(&mut self, id: NodeId, edge: Edge) -> Result<(), Error> {
        match self.node(id).what.clone() {
            What::Group(list) => {
                list.items.iter().chain(&list.except).try_for_each(|item| self.turn(*item, edge))
            }
            What::Noun { text, mut senses } => {
                senses.retain(|sense| self.store.relation(sense.sense.relation).shape == Shape::State);
                if senses.is_empty() {
                    return Err(self.has_no_ends(id));
                }
                let node = self.node_mut(id);
                (node.what, node.edge) = (What::Noun { text, senses }, edge);
                Ok(())
            }
            _ => Err(self.has_no_ends(id)),
        }
    }

    fn has_no_ends(&self, id: NodeId) -> Error {
        Error::NoEnds { noun: self.spoken(id).unwrap_or_default(), span: self.node(id).span }
    }
}
