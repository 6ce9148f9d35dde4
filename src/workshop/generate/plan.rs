//! What it takes to make a sentence, and ways through the rules to any one expression.
//!
//! In: a grammar, a start, what words there are. Out: [`Plan`]: the size of the smallest text of every
//! expression, and [`Plan::way`]s. Absent: chance beyond the choice of a way, and sentences (`derive`).

use super::super::dice::Dice;
use super::super::grammar::{Builtin, Decision, Expr, Grammar, Node, NodeId, RuleId};
use super::super::interpret::Program;
use super::supply::Supply;

/// The size of what cannot be made at all.
pub(super) const NEVER: u32 = u32::MAX;

/// How many steps of a way may lead away from the start before it must come nearer.
const WANDER: usize = 6;

/// A grammar with what is needed to make sentences of it.
pub(super) struct Plan<'g> {
    /// The grammar.
    pub(super) grammar: &'g Grammar,
    /// To see where a comment ends, and which rules a word fits.
    program: Program,
    /// The rule that sentences start with.
    pub(super) start: RuleId,
    /// By the number of an expression: the expression, its rule, the number behind the last one within it.
    nodes: Vec<Option<Known<'g>>>,
    /// By rule: how much it takes to make the smallest text of it.
    sizes: Vec<u32>,
    /// By rule: where it is called, outside of what only looks ahead.
    callers: Vec<Vec<NodeId>>,
    /// By rule: how many calls it is away from the start.
    distances: Vec<Option<usize>>,
}

#[derive(Clone, Copy)]
struct Known<'g> {
    node: &'g Node,
    rule: RuleId,
    end: usize,
    is_ahead: bool,
}

impl<'g> Plan<'g> {
    pub(super) fn new(grammar: &'g Grammar, start: RuleId, supply: &dyn Supply) -> Self {
        let rules = grammar.rules().len();
        let mut plan = Plan {
            grammar,
            program: Program::new(grammar),
            start,
            nodes: Vec::new(),
            sizes: vec![NEVER; rules],
            callers: vec![Vec::new(); rules],
            distances: vec![None; rules],
        };
        for id in grammar.ids() {
            plan.collect(&grammar.rule(id).root, id, false);
        }
        plan.measure(supply);
        plan.spread();
        plan
    }

    /// Whether a rule reads a text, and no more of what follows.
    pub(super) fn ends(&self, rule: RuleId, text: &str, follows: &str) -> bool {
        let whole = format!("{text}{follows}a");
        self.program.parse(rule, &whole).is_ok_and(|forest| forest.end == text.len())
    }

    /// The expression of that number.
    pub(super) fn node(&self, id: NodeId) -> Option<&'g Node> {
        self.known(id).map(|known| known.node)
    }

    fn known(&self, id: NodeId) -> Option<Known<'g>> {
        self.nodes.get(id.0).copied().flatten()
    }

    /// The rule that an expression stands in.
    pub(super) fn rule_of(&self, id: NodeId) -> Option<RuleId> {
        self.known(id).map(|known| known.rule)
    }

    /// Whether one expression is another or stands within it.
    pub(super) fn holds(&self, outer: &Node, inner: NodeId) -> bool {
        self.known(outer.id).is_some_and(|known| (outer.id.0..known.end).contains(&inner.0))
    }

    /// Whether an expression only looks ahead.
    pub(super) fn is_ahead(&self, id: NodeId) -> bool {
        self.known(id).is_some_and(|known| known.is_ahead)
    }

    /// How many calls a rule is away from the start; none if nothing leads there.
    pub(super) fn distance(&self, rule: RuleId) -> Option<usize> {
        self.distances.get(rule.0).copied().flatten()
    }

    /// How many rules the smallest text of an expression takes.
    pub(super) fn size(&self, node: &Node) -> u32 {
        match &node.expr {
            Expr::Rule(id) => self.sizes.get(id.0).copied().unwrap_or(NEVER).saturating_add(1),
            Expr::Sequence(parts) => {
                parts.iter().fold(0, |sum: u32, part| sum.saturating_add(self.size(part)))
            }
            Expr::Choice(parts) => parts.iter().map(|part| self.size(part)).min().unwrap_or(NEVER),
            Expr::Repeat { inner, min, .. } if *min > 0 => self.size(inner).saturating_mul(*min),
            Expr::Push(inner) => self.size(inner),
            _ => 0,
        }
    }

    /// The same for one way of a choice, an option or a repetition.
    pub(super) fn decision_size(&self, id: NodeId, decision: Decision) -> u32 {
        match (self.node(id).map(|node| &node.expr), decision) {
            (Some(Expr::Choice(parts)), Decision::Alternative(at)) => {
                parts.get(at).map_or(NEVER, |part| self.size(part))
            }
            (Some(Expr::Optional(inner)), Decision::Taken)
            | (Some(Expr::Repeat { inner, .. }), Decision::Once | Decision::Often) => self.size(inner),
            (Some(_), _) => 0,
            (None, _) => NEVER,
        }
    }

    /// Whether the words of a supply alone decide what is used in a rule: it is spelt by them, called where they are
    /// spelt, or made of what people do not type.
    pub(super) fn is_of_words(&self, rule: RuleId, supply: &dyn Supply, is_hidden: fn(char) -> bool) -> bool {
        let is_source = |rule: RuleId| supply.is_only_source(&self.grammar.rule(rule).name);
        let is_mark = |rule: RuleId| {
            self.grammar.rule(rule).root.walk().any(|node| match &node.expr {
                Expr::Text(text) => !text.is_empty() && text.chars().all(is_hidden),
                _ => false,
            })
        };
        let mut callers = self.callers[rule.0].iter().filter_map(|call| self.rule_of(*call)).peekable();
        let is_called = callers.peek().is_some();
        let called = self.grammar.rule(rule).root.walk().filter_map(|node| match node.expr {
            Expr::Rule(id) => Some(id),
            _ => None,
        });
        is_source(rule) || is_called && callers.all(is_source) || called.into_iter().any(is_mark)
    }

    /// The calls to go through, from a start on, to come to an expression; the expression is the last.
    /// None if nothing leads there.
    pub(super) fn way(&self, to: NodeId, start: RuleId, dice: &mut Dice) -> Option<Vec<NodeId>> {
        let mut way = vec![to];
        let mut rule = self.rule_of(to).filter(|_| !self.is_ahead(to))?;
        let mut left = WANDER;
        while rule != start || left > 0 && dice.percent(10) && !self.callers[rule.0].is_empty() {
            let near = self.distance(rule)?.checked_sub(1);
            let callers = self.callers.get(rule.0)?;
            let known = |call: &&NodeId| self.rule_of(**call).and_then(|from| self.distance(from));
            let wander = left > 0 && dice.percent(70);
            left = left.saturating_sub(1);
            let fitting: Vec<NodeId> = callers
                .iter()
                .filter(|call| known(call).is_some_and(|far| wander || Some(far) == near))
                .copied()
                .collect();
            let call = *dice.pick(&fitting)?;
            way.push(call);
            rule = self.rule_of(call)?;
        }
        way.reverse();
        Some(way)
    }

    fn collect(&mut self, node: &'g Node, rule: RuleId, is_ahead: bool) -> usize {
        let inside = is_ahead || matches!(node.expr, Expr::Ahead(_) | Expr::Not(_));
        let mut end = node.id.0 + 1;
        for child in node.children() {
            end = end.max(self.collect(child, rule, inside));
        }
        if self.nodes.len() < end {
            self.nodes.resize(end, None);
        }
        self.nodes[node.id.0] = Some(Known { node, rule, end, is_ahead });
        if let (Expr::Rule(called), false) = (&node.expr, is_ahead) {
            self.callers[called.0].push(node.id);
        }
        end
    }

    /// Finds the size of every rule: from what is spelt at once upward, until nothing gets smaller.
    fn measure(&mut self, supply: &dyn Supply) {
        let mut changed = true;
        while changed {
            changed = false;
            for id in self.grammar.ids() {
                let rule = self.grammar.rule(id);
                let size = match supply.is_only_source(&rule.name) {
                    true if supply.has(&rule.name) => 0,
                    true => NEVER,
                    false => self.size(&rule.root),
                };
                changed |= size < self.sizes[id.0];
                self.sizes[id.0] = size.min(self.sizes[id.0]);
            }
        }
    }

    /// Finds how far each rule is from the start, through calls in what can be made.
    fn spread(&mut self) {
        let mut waiting = vec![self.start];
        self.distances[self.start.0] = Some(0);
        // White space and comments stand between the parts of any rule.
        for name in [WHITE, COMMENT] {
            if let Some(id) = self.grammar.find(name) {
                self.distances[id.0] = Some(1);
                waiting.push(id);
            }
        }
        while !waiting.is_empty() {
            let mut next = Vec::new();
            for rule in waiting {
                let far = self.distances[rule.0].map(|far| far + 1);
                self.called(&self.grammar.rule(rule).root, &mut |called| {
                    next.push((called, far));
                });
            }
            waiting = Vec::new();
            for (called, far) in next {
                if self.distances[called.0].is_none() {
                    self.distances[called.0] = far;
                    waiting.push(called);
                }
            }
        }
    }

    /// The rules that an expression calls where it makes text.
    fn called(&self, node: &Node, found: &mut impl FnMut(RuleId)) {
        match &node.expr {
            Expr::Rule(id) => found(*id),
            Expr::Ahead(_) | Expr::Not(_) => {}
            Expr::Choice(parts) => {
                for part in parts.iter().filter(|part| self.size(part) != NEVER) {
                    self.called(part, found);
                }
            }
            _ => node.children().iter().for_each(|child| self.called(child, found)),
        }
    }
}

/// The rule for white space between the parts of a rule.
pub(super) const WHITE: &str = "WHITESPACE";
/// The rule for comments between the parts of a rule.
pub(super) const COMMENT: &str = "COMMENT";

/// Whether an expression makes no text and yet has white space on both sides: the ends of the input.
pub(super) fn is_edge(node: &Node) -> bool {
    matches!(node.expr, Expr::Builtin(Builtin::Start | Builtin::End))
}
