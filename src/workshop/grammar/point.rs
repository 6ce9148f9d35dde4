//! The decisions of a grammar: what a set of queries can reach or miss.
//!
//! In: rules. Out: [`Point`]s: each alternative of a choice, an option taken or absent, a repetition that
//! happened never, once or more often; also inside atomic rules and in what only looks ahead. Absent: which of
//! them were reached (`coverage`).

use std::collections::HashMap;
use std::fmt;

use crate::text::Span;

use super::model::{Expr, Node, NodeId, Rule, RuleId};

/// A decision point, by its number in the order of the files.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PointId(pub usize);

/// One way in which an expression can match.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Decision {
    /// The alternative of that number, from 0.
    Alternative(usize),
    /// `e?`, and `e` was there.
    Taken,
    /// `e?`, and `e` was not there.
    Absent,
    /// A repetition that happened never.
    Never,
    /// A repetition that happened once.
    Once,
    /// A repetition that happened twice or more often.
    Often,
}

impl Decision {
    /// Whether it says how often a repetition happened.
    pub fn is_of_a_repetition(self) -> bool {
        matches!(self, Decision::Never | Decision::Once | Decision::Often)
    }
}

/// `alternative 2`, `taken`, `absent`, `0 times`, `once`, `2 times or more`
impl fmt::Display for Decision {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Decision::Alternative(at) => write!(f, "alternative {}", at + 1),
            Decision::Taken => f.write_str("taken"),
            Decision::Absent => f.write_str("absent"),
            Decision::Never => f.write_str("0 times"),
            Decision::Once => f.write_str("once"),
            Decision::Often => f.write_str("2 times or more"),
        }
    }
}

/// A decision point.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Point {
    /// Its number.
    pub id: PointId,
    /// The rule that it stands in.
    pub rule: RuleId,
    /// The choice, option or repetition.
    pub node: NodeId,
    /// Which of its ways this is.
    pub decision: Decision,
    /// The alternative itself, or the whole option or repetition.
    pub span: Span,
    /// Whether it stands below `&` or `!`, so that it never makes a part of a tree.
    pub is_ahead: bool,
    /// A name that stays when the lines of the file move or alternatives are added: the rule, the alternative or the
    /// expression with its decision, and a number from the second on where one rule holds the same more than once.
    pub key: String,
}

/// All decision points of a grammar.
#[derive(Debug, Clone, Default)]
pub struct Points {
    all: Vec<Point>,
    by_node: HashMap<(NodeId, Decision), PointId>,
}

impl Points {
    pub(super) fn of(rules: &[Rule]) -> Self {
        let mut points = Points::default();
        for (at, rule) in rules.iter().enumerate() {
            let mut collect = Collect { rules, rule: RuleId(at), seen: HashMap::new(), points: &mut points };
            collect.node(&rule.root, false);
        }
        points
    }

    /// In the order of the files.
    pub fn all(&self) -> &[Point] {
        &self.all
    }

    /// The point of one way of an expression; none where it is no decision.
    pub fn find(&self, node: NodeId, decision: Decision) -> Option<PointId> {
        self.by_node.get(&(node, decision)).copied()
    }

    /// The points of a repetition: never, once, often.
    pub fn counts(&self, node: NodeId) -> [Option<PointId>; 3] {
        [Decision::Never, Decision::Once, Decision::Often].map(|decision| self.find(node, decision))
    }
}

struct Collect<'a> {
    rules: &'a [Rule],
    rule: RuleId,
    seen: HashMap<String, usize>,
    points: &'a mut Points,
}

impl Collect<'_> {
    fn node(&mut self, node: &Node, is_ahead: bool) {
        match &node.expr {
            Expr::Choice(alternatives) => {
                for (at, alternative) in alternatives.iter().enumerate() {
                    self.add(node, Decision::Alternative(at), alternative, is_ahead);
                }
            }
            Expr::Optional(_) => {
                for decision in [Decision::Taken, Decision::Absent] {
                    self.add(node, decision, node, is_ahead);
                }
            }
            Expr::Repeat { min, max, .. } => {
                let ways = times(*min, *max);
                for decision in ways.iter().filter(|_| ways.len() > 1) {
                    self.add(node, *decision, node, is_ahead);
                }
            }
            _ => {}
        }
        let is_ahead = is_ahead || matches!(node.expr, Expr::Ahead(_) | Expr::Not(_));
        for child in node.children() {
            self.node(child, is_ahead);
        }
    }

    fn add(&mut self, node: &Node, decision: Decision, shown: &Node, is_ahead: bool) {
        let id = PointId(self.points.all.len());
        let rule = &self.rules[self.rule.0].name;
        let text = shown.text(self.rules);
        let key = match decision {
            Decision::Alternative(_) => format!("{rule}: {text}"),
            decision => format!("{rule}: {text} {decision}"),
        };
        let count = self.seen.entry(key.clone()).or_default();
        *count += 1;
        let key = if *count > 1 { format!("{key} ({count})") } else { key };
        self.points.by_node.insert((node.id, decision), id);
        let point = Point { id, rule: self.rule, node: node.id, decision, span: shown.span, is_ahead, key };
        self.points.all.push(point);
    }
}

/// The ways in which a repetition with these bounds can happen.
fn times(min: u32, max: Option<u32>) -> Vec<Decision> {
    let most = max.map_or(u32::MAX, |max| max.max(min));
    let ways =
        [(Decision::Never, min == 0), (Decision::Once, min <= 1 && most >= 1), (Decision::Often, most >= 2)];
    ways.into_iter().filter(|(_, can_be)| *can_be).map(|(way, _)| way).collect()
}
