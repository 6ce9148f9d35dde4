//! Literals that no message can speak of: pest names rules as expected, never texts.
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
        for node in making(&rule.root) {
            if let Expr::Text(_) | Expr::Folded(_) = &node.expr {
                let literal = node.text(grammar.rules());
                let reason = if rule.kind == RuleKind::Silent { "silent" } else { "larger" };
                found.push(Finding {
                    check: Check::Literal,
                    rule: Some(id),
                    span: node.span,
                    message: format!(
                        "no message can speak of {literal}, which stands in the {reason} rule `{}`",
                        rule.name
                    ),
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
