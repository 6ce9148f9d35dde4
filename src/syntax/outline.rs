//! A parse as people read it, one line for each node.
//!
//! In: nodes of a parser. Out: [`OutlineLine`]s: the rules by their names, and the words of what has nothing below it.
//! Absent: layout.

use super::mark::Marked;
use super::node::Node;

/// A line of an outline.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutlineLine {
    /// How deep it stands, from 0.
    pub depth: usize,
    /// The rule and its words: `preposition: of`
    pub text: String,
}

/// The nodes and all below them. A chain of rules that match the same words is one line: `operand › named › name: BRICS`.
pub fn outline(nodes: &[Node], marked: &Marked) -> Vec<OutlineLine> {
    let mut lines = Vec::new();
    for node in nodes {
        branch(node, marked, 0, &mut lines);
    }
    lines
}

fn branch(node: &Node, marked: &Marked, depth: usize, lines: &mut Vec<OutlineLine>) {
    let (mut node, mut rules) = (node, vec![spoken(&node.rule)]);
    while let [only] = node.children.as_slice() {
        if marked.plain(only.start, only.end) != marked.plain(node.start, node.end) {
            break;
        }
        node = only;
        rules.push(spoken(&node.rule));
    }
    rules.retain(|rule| !rule.is_empty());
    let words = marked.plain(node.start, node.end);
    let rules = rules.join(" › ");
    let text = match (rules.is_empty(), node.children.is_empty()) {
        (true, _) => words,
        (false, true) => format!("{rules}: {words}"),
        (false, false) => rules,
    };
    lines.push(OutlineLine { depth, text });
    for child in &node.children {
        branch(child, marked, depth + 1, lines);
    }
}

/// The name of a rule as people read it; the words of a keyword say themselves.
fn spoken(rule: &str) -> String {
    if rule.starts_with("kw_") { String::new() } else { rule.replace('_', " ") }
}
