//! What is true of the rules of a grammar, worked out once for all checks.
//!
//! In: a grammar and its start rules. Out: [`Facts`]: which rules are reached and how, what may be empty, and which
//! characters may stand at the edges. Absent: judging any of it.

use std::collections::HashSet;

use super::super::grammar::{Builtin, Expr, Grammar, Node, NodeId, RuleId, RuleKind};

/// White space and comments, which pest puts between the parts of rules.
pub(super) const BETWEEN: [&str; 2] = ["WHITESPACE", "COMMENT"];

/// How white space and names are treated where a rule is called.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Mode {
    /// White space between the parts, and a name in messages.
    Free,
    /// No white space, and names in messages.
    Compound,
    /// Neither.
    Atomic,
}

/// What is true of the rules.
pub(super) struct Facts<'g> {
    grammar: &'g Grammar,
    reached: HashSet<(RuleId, Mode)>,
    nullable: Vec<bool>,
}

impl<'g> Facts<'g> {
    pub(super) fn of(grammar: &'g Grammar, starts: &[RuleId]) -> Self {
        let mut facts =
            Facts { grammar, reached: HashSet::new(), nullable: vec![false; grammar.rules().len()] };
        facts.find_nullable();
        let between = BETWEEN.iter().filter_map(|name| grammar.find(name)).map(|id| (id, Mode::Atomic));
        let mut waiting: Vec<(RuleId, Mode)> =
            starts.iter().map(|id| (*id, Mode::Free)).chain(between).collect();
        while let Some((id, mode)) = waiting.pop() {
            if facts.reached.insert((id, mode)) {
                let within = facts.within(id, mode);
                let called = grammar.rule(id).root.walk().filter_map(|node| match node.expr {
                    Expr::Rule(called) => Some((called, within)),
                    _ => None,
                });
                waiting.extend(called);
            }
        }
        facts
    }

    /// What holds inside a rule that is called in that mode.
    fn within(&self, id: RuleId, mode: Mode) -> Mode {
        if BETWEEN.contains(&self.grammar.rule(id).name.as_str()) {
            return Mode::Atomic;
        }
        match self.grammar.rule(id).kind {
            RuleKind::Normal | RuleKind::Silent => mode,
            RuleKind::Atomic => Mode::Atomic,
            RuleKind::CompoundAtomic => Mode::Compound,
            RuleKind::NonAtomic => Mode::Free,
        }
    }

    /// Whether a start leads to the rule.
    pub(super) fn is_reached(&self, id: RuleId) -> bool {
        [Mode::Free, Mode::Compound, Mode::Atomic].iter().any(|mode| self.reached.contains(&(id, *mode)))
    }

    /// Whether white space may stand between the parts of the rule.
    pub(super) fn is_spaced(&self, id: RuleId) -> bool {
        let modes = [Mode::Free, Mode::Compound, Mode::Atomic];
        modes
            .into_iter()
            .any(|mode| self.reached.contains(&(id, mode)) && self.within(id, mode) == Mode::Free)
    }

    /// Whether messages may have to speak of the rule.
    pub(super) fn is_spoken_of(&self, id: RuleId) -> bool {
        let is_named = self.grammar.rule(id).kind != RuleKind::Silent;
        is_named && [Mode::Free, Mode::Compound].iter().any(|mode| self.reached.contains(&(id, *mode)))
    }

    /// Whether an expression can match nothing.
    pub(super) fn is_nullable(&self, node: &Node) -> bool {
        match &node.expr {
            Expr::Text(text) | Expr::Folded(text) => text.is_empty(),
            Expr::Range(..) => false,
            Expr::Rule(id) => self.nullable[id.0],
            Expr::Builtin(builtin) => matches!(builtin, Builtin::Start | Builtin::End | Builtin::Drop),
            Expr::PeekSlice(..) | Expr::Ahead(_) | Expr::Not(_) | Expr::Optional(_) => true,
            Expr::Sequence(parts) => parts.iter().all(|part| self.is_nullable(part)),
            Expr::Choice(parts) => parts.iter().any(|part| self.is_nullable(part)),
            Expr::Repeat { inner, min, .. } => *min == 0 || self.is_nullable(inner),
            Expr::Push(inner) => self.is_nullable(inner),
        }
    }

    fn find_nullable(&mut self) {
        let mut changed = true;
        while changed {
            changed = false;
            for id in self.grammar.ids() {
                let now = self.is_nullable(&self.grammar.rule(id).root);
                changed |= now && !self.nullable[id.0];
                self.nullable[id.0] |= now;
            }
        }
    }

    /// The expressions that an expression can begin with.
    pub(super) fn first(&self, node: &Node, found: &mut Vec<NodeId>) {
        found.push(node.id);
        match &node.expr {
            Expr::Sequence(parts) => {
                for part in parts {
                    self.first(part, found);
                    if !self.is_nullable(part) {
                        break;
                    }
                }
            }
            _ => node.children().iter().for_each(|child| self.first(child, found)),
        }
    }

    /// Whether what an expression matches can begin, or end, with a letter, a digit or `_`.
    pub(super) fn touches_word(&self, node: &Node, at_end: bool) -> bool {
        self.touches(node, at_end, &mut HashSet::new())
    }

    fn touches(&self, node: &Node, at_end: bool, seen: &mut HashSet<RuleId>) -> bool {
        match &node.expr {
            Expr::Text(text) | Expr::Folded(text) => {
                let edge = if at_end { text.chars().next_back() } else { text.chars().next() };
                edge.is_some_and(is_word)
            }
            Expr::Range(first, last) => ('a'..='z').chain('0'..='9').any(|c| (*first..=*last).contains(&c)),
            Expr::Rule(id) => seen.insert(*id) && self.touches(&self.grammar.rule(*id).root, at_end, seen),
            Expr::Builtin(builtin) => match builtin {
                Builtin::Chars(chars) => "aA0é_".chars().any(|c| chars.has(c)),
                Builtin::Start | Builtin::End | Builtin::Newline | Builtin::Drop => false,
                _ => true,
            },
            Expr::Ahead(_) | Expr::Not(_) => false,
            Expr::PeekSlice(..) => true,
            Expr::Choice(parts) => parts.iter().any(|part| self.touches(part, at_end, seen)),
            Expr::Optional(inner) | Expr::Repeat { inner, .. } | Expr::Push(inner) => {
                self.touches(inner, at_end, seen)
            }
            Expr::Sequence(parts) => {
                let mut order: Vec<&Node> = parts.iter().collect();
                if at_end {
                    order.reverse();
                }
                for part in order {
                    if self.touches(part, at_end, seen) {
                        return true;
                    }
                    if !self.is_nullable(part) {
                        return false;
                    }
                }
                false
            }
        }
    }
}

/// A character that words are made of; an apostrophe may stand within one.
fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_' || c == '\''
}

/// The expressions of a rule that make text, in the order of writing; not those that only look ahead.
pub(super) fn making(node: &Node) -> Vec<&Node> {
    let mut found = vec![node];
    if !matches!(node.expr, Expr::Ahead(_) | Expr::Not(_)) {
        node.children().iter().for_each(|child| found.extend(making(child)));
    }
    found
}
