//! Prepositions that say what something is by themselves: *is Iran in BRICS?*, *countries in BRICS*.
//!
//! In: a preposition and what follows it, where no noun or verb takes them. Out: the noun of the vocabulary that they
//! stand for, as said of the thing before them: *countries that are members in BRICS*. Absent: which nouns those are;
//! the vocabulary says (`alone`).

use crate::fact::NounId;
use crate::syntax::{Auxiliary, Be, Negation, Operand, Word};

use super::super::error::Error;
use super::super::query::Spoken;
use super::{Arg, Attacher, List, ListOp, Node, NodeId, NounSense, Said, SaidKind, Stack, What};

impl Attacher<'_> {
    /// `is` (in BRICS): the noun that it stands for.
    pub(super) fn standing_alone(&mut self, word: &Word, operand: &Operand) -> Result<NodeId, Error> {
        let item = self.operand(operand)?;
        match self.noun_alone(word, item) {
            Some(noun) => Ok(noun),
            None => Err(Error::NothingSaid {
                word: word.text.to_lowercase(),
                item: self.spoken(item).unwrap_or_default(),
                span: word.span.to(operand.span),
            }),
        }
    }

    /// `countries` (in BRICS): says it of the nearest thing on the stack of which it can be said.
    pub(super) fn said_alone(&mut self, word: &Word, item: NodeId, negated: bool, stack: &mut Stack) -> bool {
        let Some(depth) = stack.iter().rposition(|id| self.may_be_placed(*id)) else { return false };
        let thing = stack[depth];
        let Some(noun) = self.noun_alone(word, item) else { return false };
        if !self.may_be(thing, noun) {
            return false;
        }
        self.node_mut(thing).clauses.push(Said {
            op: ListOp::And,
            negation: negated.then_some(Negation::Not),
            auxiliary: Auxiliary::Be(Be::Are),
            ever: false,
            pick: None,
            kind: SaidKind::Complement(noun),
        });
        stack.truncate(depth + 1);
        stack.extend([noun, item]);
        true
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
        let (id, senses) = self.store.nouns().find_map(|noun| {
            let senses = noun.senses.iter().filter(|sense| sense.alone.contains(&text));
            let sense = |sense: &crate::fact::Sense| NounSense {
                spoken: Spoken::Noun(noun.id),
                sense: sense.clone(),
                ranging: false,
            };
            let taking = |sense: &NounSense| self.sense_takes(sense, &text, item);
            let senses: Vec<NounSense> = senses.map(sense).filter(taking).collect();
            (!senses.is_empty()).then_some((noun.id, senses))
        })?;
        let mut node = Node::new(What::Noun { text: self.plural(id), senses }, word.span);
        node.is_clause = true;
        node.args.push(Arg { word: text, list: List::one(item), negated: false });
        Some(self.add(node))
    }

    fn plural(&self, noun: NounId) -> String {
        self.store.noun(noun).words.first().map(|words| words.plural.clone()).unwrap_or_default()
    }
}
