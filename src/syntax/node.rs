//! A parse as names of rules and spans, whichever parser made it.
//!
//! In: pairs of the compiled parser, or the nodes of a grammar that was read at run time. Out: one
//! shape that the builder reads by rule name. Absent: pest's types.

use std::fmt;

/// One node: a rule, where it matched in the marked text, and what is below it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Node {
    /// The name of the rule.
    pub rule: String,
    /// First byte in the marked text.
    pub start: usize,
    /// One past the last byte in the marked text.
    pub end: usize,
    /// The named rules below, in order.
    pub children: Vec<Node>,
}

impl Node {
    /// The first child of that rule.
    pub fn child(&self, rule: &str) -> Option<&Node> {
        self.children.iter().find(|node| node.rule == rule)
    }

    /// Whether there is a child of that rule.
    pub fn has(&self, rule: &str) -> bool {
        self.child(rule).is_some()
    }

    /// Whether a node of that rule is anywhere below.
    pub fn holds(&self, rule: &str) -> bool {
        self.children.iter().any(|child| child.rule == rule || child.holds(rule))
    }

    /// The children of that rule.
    pub fn all<'a>(&'a self, rule: &'a str) -> impl Iterator<Item = &'a Node> {
        self.children.iter().filter(move |node| node.rule == rule)
    }

    /// The only or first child, whatever its rule.
    pub fn first(&self) -> Option<&Node> {
        self.children.first()
    }
}

/// The tree as nested brackets of rule names: `(query (listing (phrase …)))`.
impl fmt::Display for Node {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "({}", self.rule)?;
        for child in &self.children {
            write!(f, " {child}")?;
        }
        f.write_str(")")
    }
}
