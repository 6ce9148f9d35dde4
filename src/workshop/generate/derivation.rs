//! A sentence with the way in which it was made.
//!
//! In: made by `derive`. Out: its text, the tree that it is meant to have, and the places where something must or
//! must not follow. Absent: choosing (`derive`), and what a parser makes of it (`read`).

use super::super::grammar::{Builtin, Decision, Grammar, NodeId, RuleId, RuleKind};
use super::supply::Word;
use crate::syntax::Node as Tree;
use crate::text::Span;

/// What was made of an expression.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Made {
    /// Characters; of a literal, with its expression.
    Text(Option<NodeId>, String),
    /// What stands between the parts of a rule.
    Gap(Gap),
    /// A call of a rule.
    Rule(RuleId, Box<Made>),
    /// A call of a rule whose text was supplied.
    Word(RuleId, Word),
    /// Something that must, or must not, follow.
    Ahead(NodeId),
    /// Parts one after the other, with what was decided.
    Parts(NodeId, Option<Decision>, Vec<Made>),
    /// What is put onto the stack.
    Push(Box<Made>),
    /// What is taken from the stack.
    Stack(Builtin),
    /// A part of the stack.
    Slice(i32, Option<i32>),
    /// An end of the input.
    Edge,
}

/// What stands between two parts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Gap {
    /// A space, or nothing where people write none.
    Usual,
    /// White space and comments, as made.
    Odd(Vec<Made>),
    /// Nothing.
    Closed,
}

/// A sentence, laid out.
#[derive(Debug, Clone, Default)]
pub(super) struct Laid {
    /// The text as typed.
    pub(super) raw: String,
    /// The tree that it is meant to have; spans count in `raw`.
    pub(super) trees: Vec<Tree>,
    /// What must hold for it to be read so, in the order in which a parser comes to it.
    pub(super) checks: Vec<Check>,
    /// Where the words stand that are marked, in `raw`.
    pub(super) words: Vec<Span>,
    /// The literals, each with its expression and where it stands in `raw`.
    pub(super) literals: Vec<(NodeId, Span)>,
}

/// Something that must, or must not, follow.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Check {
    /// The expression: `&e` or `!e`, or one that was decided.
    pub(super) node: NodeId,
    /// What was decided: that rules out what it passes over.
    pub(super) decided: Option<Decided>,
    /// Where, in the text as typed.
    pub(super) at: usize,
    /// Whether white space comes before it is tested.
    pub(super) after_space: bool,
}

/// A decision as it was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Decided {
    pub(super) decision: Decision,
    /// How many parts it has: the turns of a repetition.
    pub(super) turns: usize,
}

impl Made {
    /// Whether it makes no text, and white space around it would be that of its neighbours.
    pub(super) fn is_nothing(&self) -> bool {
        match self {
            Made::Text(_, text) => text.is_empty(),
            Made::Rule(_, inner) | Made::Push(inner) => inner.is_nothing(),
            Made::Parts(_, _, parts) => parts.iter().all(Made::is_nothing),
            Made::Ahead(_) => true,
            Made::Stack(builtin) => matches!(builtin, Builtin::Drop),
            Made::Gap(_) | Made::Word(..) | Made::Slice(..) | Made::Edge => false,
        }
    }

    /// The parts directly below.
    pub(super) fn parts_mut(&mut self) -> &mut [Made] {
        match self {
            Made::Parts(_, _, parts) | Made::Gap(Gap::Odd(parts)) => parts,
            Made::Rule(_, inner) | Made::Push(inner) => std::slice::from_mut(inner),
            _ => &mut [],
        }
    }

    /// The parts directly below.
    pub(super) fn parts(&self) -> &[Made] {
        match self {
            Made::Parts(_, _, parts) | Made::Gap(Gap::Odd(parts)) => parts,
            Made::Rule(_, inner) | Made::Push(inner) => std::slice::from_ref(inner),
            _ => &[],
        }
    }

    /// The text, tree and conditions of a whole sentence; `space` is the usual white space of the grammar, and what
    /// is hidden is not typed.
    pub(super) fn lay_out(&self, grammar: &Grammar, space: &str, is_hidden: fn(char) -> bool) -> Laid {
        let laid = Laid::default();
        let mut layout = Layout { grammar, space, is_hidden, laid, stack: Vec::new(), waiting: None };
        let mut trees = Vec::new();
        layout.put(self, Atomicity::Free, &mut trees);
        layout.laid.trees = trees;
        layout.laid
    }
}

/// How a rule treats white space and the rules below it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Atomicity {
    /// White space between the parts.
    Free,
    /// None, and no nodes below.
    Atomic,
    /// None, and nodes below.
    Compound,
}

impl Atomicity {
    /// What holds within a rule that is called here.
    pub(super) fn within(self, kind: RuleKind) -> Atomicity {
        match kind {
            RuleKind::Normal | RuleKind::Silent => self,
            RuleKind::Atomic => Atomicity::Atomic,
            RuleKind::CompoundAtomic => Atomicity::Compound,
            RuleKind::NonAtomic => Atomicity::Free,
        }
    }

    /// Whether a rule that is called here makes a node.
    fn makes_node(self, kind: RuleKind) -> bool {
        match kind {
            RuleKind::Silent => false,
            RuleKind::Normal | RuleKind::Atomic => self != Atomicity::Atomic,
            RuleKind::CompoundAtomic | RuleKind::NonAtomic => true,
        }
    }
}

struct Layout<'a> {
    grammar: &'a Grammar,
    space: &'a str,
    is_hidden: fn(char) -> bool,
    laid: Laid,
    stack: Vec<String>,
    /// A gap that is not written yet: what follows it decides. The inner: whether it is left out if it can be.
    waiting: Option<bool>,
}

impl Layout<'_> {
    fn put(&mut self, made: &Made, atomicity: Atomicity, trees: &mut Vec<Tree>) {
        match made {
            Made::Text(_, text) if text.chars().all(self.is_hidden) => {}
            Made::Text(literal, text) => {
                self.write(text);
                let end = self.laid.raw.len();
                self.laid.literals.extend(literal.map(|node| (node, Span::new(end - text.len(), end))));
            }
            Made::Word(id, word) => {
                self.settle(word.raw.chars().next());
                let start = self.laid.raw.len();
                self.write(&word.raw);
                if word.marked != word.raw {
                    self.laid.words.push(Span::new(start, self.laid.raw.len()));
                }
                self.leaf(*id, start, atomicity, trees);
            }
            Made::Rule(id, inner) => self.rule(*id, inner, atomicity, trees),
            Made::Parts(node, decision, parts) => {
                // A choice or option is decided before its parts, a repetition behind them.
                let is_behind = decision.is_some_and(Decision::is_of_a_repetition);
                let turns = parts.iter().filter(|part| !matches!(part, Made::Gap(_))).count();
                let decided = decision.map(|decision| Decided { decision, turns });
                if let Some(decided) = decided.filter(|_| !is_behind) {
                    self.check(*node, Some(decided), atomicity);
                }
                for part in parts {
                    self.put(part, atomicity, trees);
                }
                if let Some(decided) = decided.filter(|_| is_behind) {
                    self.check(*node, Some(decided), atomicity);
                }
            }
            Made::Gap(Gap::Usual) => self.waiting = Some(false),
            Made::Gap(Gap::Closed) => self.waiting = Some(true),
            Made::Gap(Gap::Odd(parts)) => {
                self.waiting = None;
                for part in parts {
                    self.put(part, Atomicity::Atomic, trees);
                }
            }
            Made::Ahead(node) => self.check(*node, None, atomicity),
            Made::Push(inner) => {
                self.settle(self.first(inner));
                let start = self.laid.raw.len();
                self.put(inner, atomicity, trees);
                self.stack.push(self.laid.raw[start..].to_owned());
            }
            Made::Stack(builtin) => self.put_stack(builtin),
            Made::Slice(start, end) => self.slice(*start, *end),
            Made::Edge => {}
        }
    }

    fn check(&mut self, node: NodeId, decided: Option<Decided>, atomicity: Atomicity) {
        let after_space = atomicity == Atomicity::Free;
        self.laid.checks.push(Check { node, decided, at: self.laid.raw.len(), after_space });
    }

    fn rule(&mut self, id: RuleId, inner: &Made, atomicity: Atomicity, trees: &mut Vec<Tree>) {
        let kind = self.grammar.rule(id).kind;
        let within = atomicity.within(kind);
        if !atomicity.makes_node(kind) {
            return self.put(inner, within, trees);
        }
        if !inner.is_nothing() {
            self.settle(self.first(inner));
        }
        let start = self.laid.raw.len();
        let mut children = Vec::new();
        self.put(inner, within, &mut children);
        let end = self.laid.raw.len();
        trees.push(Tree { rule: self.grammar.rule(id).name.clone(), start, end, children });
    }

    fn leaf(&mut self, id: RuleId, start: usize, atomicity: Atomicity, trees: &mut Vec<Tree>) {
        let rule = self.grammar.rule(id);
        if atomicity.makes_node(rule.kind) {
            let end = self.laid.raw.len();
            trees.push(Tree { rule: rule.name.clone(), start, end, children: Vec::new() });
        }
    }

    fn write(&mut self, text: &str) {
        self.settle(text.chars().next());
        self.laid.raw.push_str(text);
    }

    /// Writes the gap that waits, now that what follows it is known.
    fn settle(&mut self, next: Option<char>) {
        if let Some(is_closed) = self.waiting.take() {
            let before = self.laid.raw.chars().next_back();
            let is_word = |c: char| c.is_alphanumeric() || c == '_';
            let must = before.is_some_and(is_word) && next.is_some_and(is_word);
            let tight = is_closed && !must
                || next.is_some_and(|c| ",.;:!)]}'%’".contains(c))
                || before.is_none_or(|c| "([{$".contains(c) || c.is_whitespace());
            if !tight {
                self.laid.raw.push_str(self.space);
            }
        }
    }

    fn put_stack(&mut self, builtin: &Builtin) {
        match builtin {
            Builtin::Peek => {
                let top = self.stack.last().cloned().unwrap_or_default();
                self.write(&top);
            }
            Builtin::Pop => {
                let top = self.stack.pop().unwrap_or_default();
                self.write(&top);
            }
            Builtin::PeekAll | Builtin::PopAll => {
                let all: String = self.stack.iter().rev().map(String::as_str).collect();
                self.write(&all);
                if *builtin == Builtin::PopAll {
                    self.stack.clear();
                }
            }
            Builtin::Drop => drop(self.stack.pop()),
            _ => {}
        }
    }

    /// `PEEK[a..b]`: from the bottom up; negative numbers count from the top.
    fn slice(&mut self, start: i32, end: Option<i32>) {
        let length = self.stack.len();
        let at = |place: i32| match usize::try_from(place) {
            Ok(place) => place.min(length),
            Err(_) => length.saturating_sub(place.unsigned_abs() as usize),
        };
        let (start, end) = (at(start), end.map_or(length, at));
        let text: String = self.stack.get(start..end).unwrap_or_default().concat();
        self.write(&text);
    }

    /// The first character that something makes and people see, where that is known without a stack.
    fn first(&self, made: &Made) -> Option<char> {
        let seen = |text: &str| text.chars().find(|c| !(self.is_hidden)(*c));
        match made {
            Made::Text(_, text) => seen(text),
            Made::Word(_, word) => seen(&word.raw),
            _ => made.parts().iter().find_map(|part| self.first(part)),
        }
    }
}
