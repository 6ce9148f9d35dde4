//! Literals that no message can speak of: pest names rules as expected, never texts. What a rule begins with goes by
//! the rule's name.
//!
//! In: a grammar. Out: findings. Absent: names of rules (`names`).

use super::facts::{Facts, making};
use super::{Check, Finding};

use super::super::grammar::{Expr, Grammar, Node, Rule, RuleKind};

pub(super) fn check(grammar: &Grammar, facts: &Facts<'_>, found: &mut Vec<Finding>) {
    for id in grammar.ids().filter(|id| facts.is_spaced(*id)) {
        let rule = grammar.rule(id);
        if is_token(rule) {
            continue;
        }
        // What a rule begins with has the rule's name.
        let mut first = Vec::new();
        if rule.kind != RuleKind::Silent {
            facts.first(&rule.root, &mut first);
        }
        for node in making(&rule.root).into_iter().filter(|node| !first.contains(&node.id)) {
            if let Expr::Text(_) | Expr::Folded(_) = &node.expr {
                let literal = node.text(grammar.rules());
                let place = if rule.kind == RuleKind::Silent { "in the silent rule" } else { "inside of" };
                found.push(Finding {
                    check: Check::Literal,
                    rule: Some(id),
                    span: node.span,
                    message: format!("no message can speak of {literal} {place} `{}`", rule.name),
                    help: format!("give it a rule of its own, as in `mark = {{ {literal} }}`"),
                });
            }
        }
    }
}

/// Whether a rule is a name for literals: it has no other parts.
fn is_token(rule: &Rule) -> bool {
    rule.kind != RuleKind::Silent && is_plain(&rule.root)
}

fn is_plain(node: &Node) -> bool {
    match &node.expr {
        Expr::Rule(_) => false,
        _ => node.children().iter().all(is_plain),
    }
}
