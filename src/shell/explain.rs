//! How a query is read and answered.
//!
//! In: a query with what every stage made of it. Out: text for people: canonical form, reading, tree,
//! plan, time. Absent: evaluation.

use std::fmt::Write;

use super::Look;
use crate::pipeline::Answered;
use crate::store::Store;
use crate::syntax::{self, Marked, Node};
use crate::text::{english, wrap};

/// What stands before a line that belongs to the heading above.
const INDENT: &str = "  ";

/// Everything about how a query was understood.
pub(super) fn explain(query: &str, answered: &Answered, store: &Store, look: &Look) -> String {
    let mut out = String::new();
    section(&mut out, "query", &answered.tree.to_string(), look);
    section(&mut out, "reading", &answered.reading, look);
    if let Some(tree) = tree(query, store) {
        lines(&mut out, "tree", &tree);
    }
    lines(&mut out, "plan", &answered.plan.text(store));
    let rows = english::plural(answered.answer.rows.len(), "row");
    section(&mut out, "time", &format!("{} for {rows}", english::duration(answered.time)), look);
    out
}

/// A heading with prose below it, wrapped.
fn section(out: &mut String, heading: &str, text: &str, look: &Look) {
    let wrapped = wrap(text.trim(), look.text_width().saturating_sub(INDENT.len()).max(1));
    lines(out, heading, &wrapped.join("\n"));
}

/// A heading with lines below it that stay as they are.
fn lines(out: &mut String, heading: &str, text: &str) {
    let _ = writeln!(out, "{heading}");
    for line in text.lines() {
        let _ = writeln!(out, "{INDENT}{}", line.trim_end());
    }
}

/// The rules of the grammar that match, one a line, with the words of each that has none below it. A
/// chain of rules that match the same words is one line.
fn tree(query: &str, store: &Store) -> Option<String> {
    let marked = syntax::mark(query, store).ok()?;
    let node = syntax::nodes(&marked, query, store).ok()?;
    let mut out = String::new();
    branch(&mut out, &node, &marked, 0);
    Some(out)
}

fn branch(out: &mut String, node: &Node, marked: &Marked, depth: usize) {
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
    let shown = if node.children.is_empty() { format!(": {words}") } else { String::new() };
    let _ = writeln!(out, "{:width$}{}{shown}", "", rules.join(" › "), width = depth * 2);
    for child in &node.children {
        branch(out, child, marked, depth + 1);
    }
}

/// The name of a rule as people read it; the words of a keyword say themselves.
fn spoken(rule: &str) -> String {
    if rule.starts_with("kw_") { String::new() } else { rule.replace('_', " ") }
}
