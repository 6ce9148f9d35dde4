//! Which noun or verb each phrase belongs to.
//!
//! In: a flat phrase of the tree, and the vocabulary. Out: an arena of [`Node`]s with their
//! arguments, clauses and times. The rules (language reference, *scope*): a preposition goes to the
//! nearest noun or verb on its left that takes it; a time to the nearest verb's clause, else to the
//! head; `as of`, `as known` and `according to` to the whole query; `and` to the nearest list that fits.
//! Absent: what the attached phrases mean (`lower`).

mod again;
mod alone;
mod choice;
mod chosen;
mod clause;
mod compare;
mod elided;
mod fit;
mod gap;
mod inverted;
mod list;
mod mention;
mod never;
mod node;
mod noun;
mod other_time;
mod share;
mod those;
mod together;
mod turn;
mod variable;
mod when;
mod whose;

pub(super) use choice::{Choices, Rival};
pub(super) use compare::quantities;
pub(super) use node::{Arg, Gap, List, ListOp, Node, NodeId, NounSense, Said, SaidKind, TimeItem, What};
pub(super) use variable::{Means, Variables};

use crate::store::Store;
use crate::syntax::{Article, DatePhrase, HowMany, Joinee, Operand, OperandKind, Phrase, Tail};
use crate::text::Span;

use super::about::Last;
use super::definitions::Definitions;
use super::error::Error;

/// Everything of one query, attached.
pub(super) struct Attacher<'a> {
    pub(super) store: &'a Store,
    /// The last answer.
    pub(super) last: Option<&'a Last>,
    pub(super) nodes: Vec<Node>,
    /// Times and sources that speak of the whole query.
    pub(super) whole: Whole,
    /// Where attachment could have gone another way.
    pub(super) choices: Choices,
    /// The nouns that were defined.
    pub(super) definitions: &'a Definitions,
    /// The variables so far.
    pub(super) variables: Variables,
}

/// What speaks of the whole query.
#[derive(Default)]
pub(super) struct Whole {
    pub(super) as_of: Option<Clock>,
    pub(super) known: Option<Clock>,
    /// `according to …`, with `not`.
    pub(super) according: Vec<(List, bool)>,
    /// `from source …`, with `not`.
    pub(super) sources: Vec<(crate::syntax::Word, bool)>,
    /// `where …`: lists that begin with a variable.
    pub(super) conditions: Vec<List>,
}

/// What a clock is set to.
#[derive(Debug, Clone)]
pub(super) enum Clock {
    Date(DatePhrase),
    /// The last day of what bears this name.
    Named(NodeId),
}

/// The nodes that a tail may still attach to, the outermost first.
type Stack = Vec<NodeId>;

impl<'a> Attacher<'a> {
    pub(super) fn new(
        store: &'a Store,
        forced: Option<(usize, usize)>,
        definitions: &'a Definitions,
    ) -> Self {
        let choices = Choices::new(forced);
        let variables = Variables::default();
        let whole = Whole::default();
        Attacher { store, last: None, nodes: Vec::new(), whole, choices, definitions, variables }
    }

    pub(super) fn node(&self, id: NodeId) -> &Node {
        &self.nodes[id.0]
    }

    /// Every node so far.
    pub(super) fn ids(&self) -> impl Iterator<Item = NodeId> + use<> {
        (0..self.nodes.len()).map(NodeId)
    }

    pub(super) fn node_mut(&mut self, id: NodeId) -> &mut Node {
        &mut self.nodes[id.0]
    }

    pub(super) fn add(&mut self, node: Node) -> NodeId {
        self.nodes.push(node);
        NodeId(self.nodes.len() - 1)
    }

    /// A phrase: its head with everything that belongs to it, as a list (one item without `and`).
    pub(super) fn phrase(&mut self, phrase: &Phrase) -> Result<List, Error> {
        let first = self.nodes.len();
        let head = self.operand(&phrase.head)?;
        let mut list = List::one(head);
        let mut stack = vec![head];
        self.tails(&phrase.tails, &mut list, &mut stack)?;
        self.choose_among(&mut list);
        self.share_objects(first);
        Ok(list)
    }

    /// Attaches tails to the stack, or to the list that the whole phrase is.
    pub(super) fn tails(&mut self, tails: &[Tail], list: &mut List, stack: &mut Stack) -> Result<(), Error> {
        let mut rest = tails;
        while let Some((tail, more)) = rest.split_first() {
            if let Some(behind) = self.not_in_force(rest, list, stack)? {
                rest = behind;
                continue;
            }
            if let Some((time, behind)) = self.span_of_events(rest, stack)? {
                self.tail(&Tail::Time(time), list, stack)?;
                rest = behind;
                continue;
            }
            match self.as_participle(rest, stack) {
                Some((verb, negation)) => self.participle(verb, negation, stack)?,
                None => self.tail(tail, list, stack)?,
            }
            rest = more;
        }
        Ok(())
    }

    fn tail(&mut self, tail: &Tail, list: &mut List, stack: &mut Stack) -> Result<(), Error> {
        match tail {
            Tail::Preposition { negated, preposition, operand } => {
                let child = self.operand(operand)?;
                self.preposition(preposition, child, *negated, stack)?;
                self.share_phrase(list, stack);
                Ok(())
            }
            Tail::Joined { conjunction, span, what } => match what.as_ref() {
                Joinee::Operand(operand) => {
                    let child = self.operand(operand)?;
                    if self.join_named_time(*conjunction, operand, child, stack) {
                        return Ok(());
                    }
                    self.join_operand(*conjunction, *span, child, list, stack)
                }
                Joinee::Tail(tail) => self.join_tail(*conjunction, *span, tail, list, stack),
            },
            Tail::Relative(_, predicate) => self.predicate(predicate, ListOp::And, stack),
            Tail::Predicate(predicate) => self.main_predicate(predicate, stack),
            Tail::Participle(word) => self.participle(word, None, stack),
            Tail::Time(time) => {
                self.time(time, false, stack)?;
                self.share_time(list, stack);
                Ok(())
            }
            Tail::According { negated, operand } => {
                let who = self.operand(operand)?;
                self.whole.according.push((List::one(who), *negated));
                // `according to Russia and China` goes on with this list; the stack stays as it is.
                Ok(())
            }
            Tail::FromSource { negated, id } => {
                self.whole.sources.push((id.clone(), *negated));
                Ok(())
            }
            Tail::Mentioning(search) => self.mentioning(search, ListOp::And, stack),
            Tail::Whose(whose) => self.whose(whose, ListOp::And, stack),
            Tail::Gap(gap) => self.gap(gap, ListOp::And, stack),
            Tail::Where(conditions) => self.conditions(conditions),
            Tail::DateAgain(date) => self.date_again(date, false, stack),
            Tail::Compared(comparison) => self.compared(comparison, stack),
            Tail::Than(operand) => self.than(operand),
            Tail::Repeated(how_many, span) => self.repeated(*how_many, *span, stack),
        }
    }

    /// `than Russia`: with whose number the last *more* or *fewer* before it is compared.
    fn than(&mut self, operand: &Operand) -> Result<(), Error> {
        let open = |node: &Node| node.numbered.is_some_and(HowMany::is_of_two) && node.than.is_none();
        let at = self.nodes.iter().rposition(open).ok_or(Error::CannotCompare { span: operand.span })?;
        self.nodes[at].than = Some(self.operand(operand)?);
        Ok(())
    }

    /// `at least 3 times`: how often the nearest verb is so, or the nearest noun.
    fn repeated(&mut self, how_many: HowMany, span: Span, stack: &Stack) -> Result<(), Error> {
        let verb = |id: &&NodeId| matches!(self.node(**id).what, What::Verb { .. });
        let noun = |id: &&NodeId| matches!(self.node(**id).what, What::Noun { .. } | What::RoleNoun { .. });
        let nearest = stack.iter().rev().find(verb).or_else(|| stack.iter().rev().find(noun)).copied();
        let target = nearest.filter(|id| self.node(*id).repeated.is_none());
        let target = target.ok_or(Error::CannotCount { span })?;
        self.node_mut(target).repeated = Some((how_many, span));
        Ok(())
    }

    /// An operand as a node of its own.
    pub(super) fn operand(&mut self, operand: &Operand) -> Result<NodeId, Error> {
        let id = self.thing(operand)?;
        self.node_mut(id).every = matches!(operand.article, Some(Article::All | Article::Every));
        Ok(id)
    }

    fn thing(&mut self, operand: &Operand) -> Result<NodeId, Error> {
        match &operand.kind {
            OperandKind::Bracket(phrase) => {
                let list = self.phrase(phrase)?;
                Ok(self.add(Node::new(What::Group(list), operand.span)))
            }
            OperandKind::Noun(noun) => self.noun_phrase(noun, operand.span),
            OperandKind::Asked(_, noun) => self.asked_too(noun, operand.span),
            OperandKind::Numbered(how_many, noun) => {
                let id = self.noun_phrase(noun, operand.span)?;
                self.node_mut(id).numbered = Some(*how_many);
                Ok(id)
            }
            OperandKind::Variable(word) => Ok(self.variable(word, operand.span)),
            OperandKind::Pairs(phrases) => self.pairs(phrases, operand.span),
            OperandKind::Named(word) => self.named(word),
            OperandKind::Text(text) => self.quoted(text, operand.span),
            OperandKind::Amount(number) => Ok(self.add(Node::new(What::Amount(*number), operand.span))),
            OperandKind::Those => self.those(operand.span),
            OperandKind::Happened => self.any_event(operand.span),
            OperandKind::Wh(wh) => match &wh.noun {
                Some(noun) => {
                    let id = self.noun_phrase(noun, operand.span)?;
                    self.node_mut(id).asked = true;
                    Ok(id)
                }
                None => Ok(self.add(Node::new(What::Anything, operand.span))),
            },
        }
    }
}
