//! The mutants of a grammar: small changes that a slip of the hand might make.
//!
//! In: a grammar. Out: [`Mutant`]s, and each as a grammar of its own. Absent: changes that cannot show: a rule that is
//! called only by atomic ones has no node, whatever its kind.

use std::collections::{HashMap, HashSet};
use std::fmt;

use crate::text::Span;
use crate::workshop::grammar::{Expr, Grammar, Node, NodeId, Rule, RuleId, RuleKind};

/// A small change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Change {
    /// The alternative of that number, from 0, is gone.
    DropAlternative(usize),
    /// The alternative of that number and the next change places.
    SwapAlternatives(usize),
    /// `e?` is `e`.
    DropOption,
    /// `&e` or `!e` is gone.
    DropPredicate,
    /// `e*` is `e+`.
    RequireOne,
    /// `"a"` is `^"a"`.
    Fold,
    /// `^"a"` is `"a"`.
    Unfold,
    /// The rule is of that kind.
    Kind(RuleKind),
}

/// A grammar with one change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mutant {
    /// The rule that it changes.
    pub rule: RuleId,
    /// The expression that it changes.
    pub node: NodeId,
    /// What it does.
    pub change: Change,
    /// Where that stands.
    pub span: Span,
    /// A name that stays when the lines of the file move.
    pub key: String,
}

impl Mutant {
    /// The changed grammar, with the ids and the decision points of the first.
    pub fn of(&self, grammar: &Grammar) -> Grammar {
        let mut rule: Rule = grammar.rule(self.rule).clone();
        if let Change::Kind(kind) = self.change {
            rule.kind = kind;
        } else if let Some(node) = find(&mut rule.root, self.node) {
            apply(node, self.change);
        }
        grammar.with_rule(self.rule, rule)
    }
}

fn find(node: &mut Node, id: NodeId) -> Option<&mut Node> {
    if node.id == id {
        return Some(node);
    }
    node.children_mut().iter_mut().find_map(|child| find(child, id))
}

fn apply(node: &mut Node, change: Change) {
    match (&mut node.expr, change) {
        (Expr::Choice(nodes), Change::DropAlternative(at)) if at < nodes.len() => {
            nodes.remove(at);
            if nodes.len() == 1 {
                *node = nodes.remove(0);
            }
        }
        (Expr::Choice(nodes), Change::SwapAlternatives(at)) if at + 1 < nodes.len() => nodes.swap(at, at + 1),
        (Expr::Optional(inner), Change::DropOption) => *node = Node::clone(inner),
        (Expr::Ahead(_) | Expr::Not(_), Change::DropPredicate) => node.expr = Expr::Text(String::new()),
        (Expr::Repeat { min, .. }, Change::RequireOne) => *min = 1,
        (Expr::Text(text), Change::Fold) => node.expr = Expr::Folded(std::mem::take(text)),
        (Expr::Folded(text), Change::Unfold) => node.expr = Expr::Text(std::mem::take(text)),
        _ => {}
    }
}

/// Every mutant of a grammar that starts with these rules, in the order of the files.
pub fn mutants(grammar: &Grammar, starts: &[RuleId]) -> Vec<Mutant> {
    let with_node = with_node(grammar, starts);
    let mut found = Vec::new();
    for id in grammar.ids() {
        let rule = grammar.rule(id);
        let mut collect = Collect { grammar, rule: id, seen: HashMap::new(), found: &mut found };
        for kind in kinds(grammar, rule, with_node.contains(&id)) {
            collect.add(&rule.root, rule.span, Change::Kind(kind));
        }
        for node in rule.root.walk() {
            collect.node(node);
        }
    }
    found
}

struct Collect<'a> {
    grammar: &'a Grammar,
    rule: RuleId,
    seen: HashMap<String, usize>,
    found: &'a mut Vec<Mutant>,
}

impl Collect<'_> {
    fn node(&mut self, node: &Node) {
        let has_letter = |text: &str| text.chars().any(|c| c.is_ascii_alphabetic());
        match &node.expr {
            Expr::Choice(nodes) => {
                for (at, alternative) in nodes.iter().enumerate() {
                    self.add(node, alternative.span, Change::DropAlternative(at));
                }
                for (at, pair) in nodes.windows(2).enumerate() {
                    self.add(node, pair[0].span, Change::SwapAlternatives(at));
                }
            }
            Expr::Optional(_) => self.add(node, node.span, Change::DropOption),
            Expr::Ahead(_) | Expr::Not(_) => self.add(node, node.span, Change::DropPredicate),
            Expr::Repeat { min: 0, max: None, .. } => self.add(node, node.span, Change::RequireOne),
            Expr::Text(text) if has_letter(text) => self.add(node, node.span, Change::Fold),
            Expr::Folded(text) if has_letter(text) => self.add(node, node.span, Change::Unfold),
            _ => {}
        }
    }

    fn add(&mut self, node: &Node, span: Span, change: Change) {
        let key = format!(
            "{}: {}",
            self.grammar.rule(self.rule).name,
            Said { grammar: self.grammar, node, change }
        );
        let count = self.seen.entry(key.clone()).or_default();
        *count += 1;
        let key = if *count > 1 { format!("{key} ({count})") } else { key };
        self.found.push(Mutant { rule: self.rule, node: node.id, change, span, key });
    }
}

/// A change in words: ``without the alternative `b` ``.
struct Said<'a> {
    grammar: &'a Grammar,
    node: &'a Node,
    change: Change,
}

impl fmt::Display for Said<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = |node: &Node| node.text(self.grammar.rules());
        let part = |at: usize| self.node.children().get(at).map(text).unwrap_or_default();
        match self.change {
            Change::DropAlternative(at) => write!(f, "without the alternative `{}`", part(at)),
            Change::SwapAlternatives(at) => write!(f, "`{}` after `{}`", part(at), part(at + 1)),
            Change::DropOption => write!(f, "`{}` always there", text(self.node)),
            Change::DropPredicate => write!(f, "without `{}`", text(self.node)),
            Change::RequireOne => write!(f, "`{}` at least once", text(self.node)),
            Change::Fold => write!(f, "`{}` in either case", text(self.node)),
            Change::Unfold => write!(f, "`{}` only as written", text(self.node)),
            Change::Kind(kind) => write!(f, "as a rule `{}{{ … }}`", kind.mark()),
        }
    }
}

/// The kinds that a rule might be given by mistake.
fn kinds(grammar: &Grammar, rule: &Rule, has_node: bool) -> Vec<RuleKind> {
    let calls_nodes = rule.root.walk().any(|node| match &node.expr {
        Expr::Rule(id) => grammar.rule(*id).kind != RuleKind::Silent,
        _ => false,
    });
    let is_one_part =
        rule.root.walk().all(|node| !matches!(node.expr, Expr::Sequence(_) | Expr::Repeat { .. }));
    let kinds = match rule.kind {
        RuleKind::Normal => {
            vec![(RuleKind::Silent, has_node), (RuleKind::Atomic, calls_nodes || !is_one_part)]
        }
        RuleKind::Silent => vec![(RuleKind::Normal, has_node)],
        RuleKind::Atomic => vec![(RuleKind::Normal, !is_one_part), (RuleKind::CompoundAtomic, calls_nodes)],
        RuleKind::CompoundAtomic => vec![(RuleKind::Normal, !is_one_part), (RuleKind::Atomic, calls_nodes)],
        RuleKind::NonAtomic => vec![(RuleKind::Normal, true)],
    };
    kinds.into_iter().filter(|(_, can_show)| *can_show).map(|(kind, _)| kind).collect()
}

/// The rules that make nodes in some tree: those that are called outside of atomic rules.
fn with_node(grammar: &Grammar, starts: &[RuleId]) -> HashSet<RuleId> {
    let spaces = ["WHITESPACE", "COMMENT"].into_iter().filter_map(|name| grammar.find(name));
    let mut waiting: Vec<RuleId> = starts.iter().copied().chain(spaces).collect();
    let mut found = HashSet::new();
    while let Some(id) = waiting.pop() {
        if !found.insert(id) || grammar.rule(id).kind == RuleKind::Atomic {
            continue;
        }
        waiting.extend(grammar.rule(id).root.walk().filter_map(|node| match &node.expr {
            Expr::Rule(id) => Some(*id),
            _ => None,
        }));
    }
    found
}
