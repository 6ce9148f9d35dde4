//! Rules whose spans can end in white space: what may follow was looked for, was not there, and the white space
//! before it stayed.
//!
//! In: a grammar. Out: findings, at the part that was looked for. Absent: rules that end in such a rule; theirs is
//! the same cause.

use super::facts::{BETWEEN, Facts};
use super::{Check, Finding};

use super::super::grammar::{Expr, Grammar, Node, RuleKind};

pub(super) fn check(grammar: &Grammar, facts: &Facts<'_>, found: &mut Vec<Finding>) {
    if !BETWEEN.iter().any(|name| grammar.find(name).is_some()) {
        return;
    }
    let spaced = grammar.ids().filter(|id| facts.is_spaced(*id));
    for id in spaced {
        let rule = grammar.rule(id);
        if rule.kind == RuleKind::Silent {
            continue;
        }
        if let Some(cause) = trailing(&rule.root, grammar, facts) {
            found.push(Finding {
                check: Check::Space,
                rule: Some(id),
                span: cause.span,
                message: format!(
                    "the span of `{}` can end in white space, before `{}`",
                    rule.name,
                    cause.text(grammar.rules())
                ),
                help: "let whoever reads the tree trim the span, or make the rule atomic".to_owned(),
            });
        }
    }
}

/// The part at the end of an expression before which white space can be left over.
fn trailing<'g>(node: &'g Node, grammar: &'g Grammar, facts: &Facts<'_>) -> Option<&'g Node> {
    match &node.expr {
        Expr::Sequence(parts) => {
            let last = parts.last()?;
            let is_end = matches!(last.expr, Expr::Builtin(_));
            if facts.is_nullable(last) && !is_end { Some(last) } else { trailing(last, grammar, facts) }
        }
        Expr::Choice(parts) => parts.iter().find_map(|part| trailing(part, grammar, facts)),
        // `e+` is `e ~ e*`, and `e{1,3}` is `e ~ e? ~ e?`.
        Expr::Repeat { min, max, .. } if (*min, *max) != (0, None) && *max != Some(*min) => {
            (*max != Some(1)).then_some(node)
        }
        Expr::Optional(inner) | Expr::Push(inner) | Expr::Repeat { inner, .. } => {
            trailing(inner, grammar, facts)
        }
        Expr::Rule(id) if grammar.rule(*id).kind == RuleKind::Silent => {
            trailing(&grammar.rule(*id).root, grammar, facts)
        }
        _ => None,
    }
}
