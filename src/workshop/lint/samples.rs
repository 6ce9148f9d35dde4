//! The texts of an expression that is made of words alone.
//!
//! In: an expression. Out: its texts, or some of them, or nothing where it has characters of a class or calls itself;
//! and whether another expression matches the start of a text. Absent: what that means (`order`).

use super::super::grammar::{Builtin, Expr, Grammar, Node, RuleId, RuleKind};
use super::super::interpret::Program;

/// How many texts are enough.
const MOST: usize = 64;

/// Texts that an expression matches, if it is made of words; a part that may be left out is, and what may be
/// repeated is not.
pub(super) fn samples(grammar: &Grammar, node: &Node) -> Option<Vec<String>> {
    let mut open = Vec::new();
    let texts = Samples { grammar }.of(node, &mut open, true)?;
    (!texts.is_empty() && texts.iter().all(|text| !text.is_empty())).then_some(texts)
}

struct Samples<'g> {
    grammar: &'g Grammar,
}

impl Samples<'_> {
    fn of(&self, node: &Node, open: &mut Vec<RuleId>, is_spaced: bool) -> Option<Vec<String>> {
        Some(match &node.expr {
            Expr::Text(text) | Expr::Folded(text) => vec![text.clone()],
            Expr::Ahead(_)
            | Expr::Not(_)
            | Expr::Optional(_)
            | Expr::Builtin(Builtin::Start | Builtin::End) => {
                vec![String::new()]
            }
            Expr::Repeat { min: 0, .. } => vec![String::new()],
            Expr::Repeat { inner, min, .. } => {
                let texts = self.of(inner, open, is_spaced)?;
                texts.into_iter().map(|text| text.repeat(*min as usize)).collect()
            }
            Expr::Rule(id) => {
                if open.contains(id) {
                    return None;
                }
                let rule = self.grammar.rule(*id);
                let is_spaced = match rule.kind {
                    RuleKind::Normal | RuleKind::Silent => is_spaced,
                    RuleKind::Atomic | RuleKind::CompoundAtomic => false,
                    RuleKind::NonAtomic => true,
                };
                open.push(*id);
                let texts = self.of(&rule.root, open, is_spaced);
                open.pop();
                texts?
            }
            Expr::Choice(parts) => {
                let mut texts = Vec::new();
                for part in parts {
                    texts.extend(self.of(part, open, is_spaced)?);
                }
                texts.truncate(MOST);
                texts
            }
            Expr::Sequence(parts) => {
                let mut texts = vec![String::new()];
                for part in parts {
                    let next = self.of(part, open, is_spaced)?;
                    texts = texts
                        .iter()
                        .flat_map(|text| next.iter().map(move |more| joined(text, more, is_spaced)))
                        .take(MOST)
                        .collect();
                }
                texts
            }
            Expr::Range(..) | Expr::Builtin(_) | Expr::PeekSlice(..) | Expr::Push(_) => return None,
        })
    }
}

fn joined(text: &str, more: &str, is_spaced: bool) -> String {
    let gap = if is_spaced && !text.is_empty() && !more.is_empty() { " " } else { "" };
    format!("{text}{gap}{more}")
}

/// Whether an expression that calls a rule, or is a choice of such, matches the start of a text.
pub(super) fn matches_start(program: &Program, node: &Node, text: &str) -> bool {
    match &node.expr {
        Expr::Rule(id) => program.parse(*id, text).is_ok(),
        Expr::Text(literal) => text.starts_with(literal.as_str()),
        Expr::Choice(parts) => parts.iter().any(|part| matches_start(program, part, text)),
        _ => false,
    }
}
