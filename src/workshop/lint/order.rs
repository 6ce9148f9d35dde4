//! Alternatives that an earlier one forestalls: in a choice the first that matches is taken, whatever follows.
//!
//! In: a grammar. Out: findings. Absent: alternatives that are forestalled for some texts only; `grammar generate`
//! meets those.

use super::facts::Facts;
use super::samples::{matches_start, samples};
use super::{Check, Finding};

use super::super::grammar::{Expr, Grammar, Node, RuleId};
use super::super::interpret::Program;

pub(super) fn check(grammar: &Grammar, facts: &Facts<'_>, found: &mut Vec<Finding>) {
    let program = Program::new(grammar);
    for id in grammar.ids().filter(|id| facts.is_reached(*id)) {
        for node in grammar.rule(id).root.walk() {
            if let Expr::Choice(parts) = &node.expr {
                choice((grammar, &program), id, parts, found);
            }
        }
    }
}

fn choice((grammar, program): (&Grammar, &Program), id: RuleId, parts: &[Node], found: &mut Vec<Finding>) {
    for (at, part) in parts.iter().enumerate() {
        let earlier = &parts[..at];
        let (shown, rule) = (|node: &Node| node.text(grammar.rules()), &grammar.rule(id).name);
        if earlier.iter().any(|one| one.is_same(part)) {
            found.push(Finding {
                check: Check::Repeated,
                rule: Some(id),
                span: part.span,
                message: format!("the alternative `{}` stands twice in a choice of `{rule}`", shown(part)),
                help: "remove the second".to_owned(),
            });
        } else if let Some(first) = forestalling(grammar, program, earlier, part) {
            found.push(Finding {
                check: Check::Shadowed,
                rule: Some(id),
                span: part.span,
                message: format!(
                    "`{}` is never taken in `{rule}`: `{}` before it matches first",
                    shown(part),
                    shown(first)
                ),
                help: "write the longer alternative first".to_owned(),
            });
        }
    }
}

/// The earlier alternative that matches wherever a later one would.
fn forestalling<'g>(
    grammar: &Grammar,
    program: &Program,
    earlier: &'g [Node],
    later: &Node,
) -> Option<&'g Node> {
    let written = earlier.iter().find(|one| begins(one, later));
    written.or_else(|| {
        let texts = samples(grammar, later)?;
        // All of its texts by one alternative, so that the message can name it.
        earlier.iter().find(|one| texts.iter().all(|text| matches_start(program, one, text)))
    })
}

/// Whether one expression is, as written, the beginning of another.
fn begins(one: &Node, other: &Node) -> bool {
    if one.is_same(other) {
        return true;
    }
    match (&one.expr, &other.expr) {
        (Expr::Choice(parts), _) => parts.iter().any(|part| begins(part, other)),
        (_, Expr::Choice(parts)) => parts.iter().all(|part| begins(one, part)),
        _ => {
            let (ones, others) = (parts(one), parts(other));
            let same = ones.iter().zip(others).take_while(|(one, other)| one.is_same(other)).count();
            match (ones.get(same), others.get(same)) {
                (None, _) => true,
                // The last literal may break off in the middle of the other's.
                (Some(last), Some(longer)) if same + 1 == ones.len() => is_prefix(last, longer),
                _ => false,
            }
        }
    }
}

fn parts(node: &Node) -> &[Node] {
    match &node.expr {
        Expr::Sequence(parts) => parts,
        _ => std::slice::from_ref(node),
    }
}

/// Whether a literal is the beginning of another, or matches the beginning of what it matches.
fn is_prefix(one: &Node, other: &Node) -> bool {
    match (&one.expr, &other.expr) {
        (Expr::Text(one), Expr::Text(other)) => other.starts_with(one),
        (Expr::Folded(one), Expr::Text(other) | Expr::Folded(other)) => {
            other.to_ascii_lowercase().starts_with(&one.to_ascii_lowercase())
        }
        _ => false,
    }
}
