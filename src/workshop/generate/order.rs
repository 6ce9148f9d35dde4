//! What the grammar rules out of a sentence as it was meant.
//!
//! In: a sentence as it was laid out, the text as the grammar sees it. Out: what does not hold: `&e` or `!e`, an option
//! or repetition that would read on, an alternative before the one that was meant. Absent: what is read instead (`back`).
//!
//! The rules are those of parsing expression grammars (Ford, POPL 2004, section 3): an option or repetition takes what it can
//! and gives nothing back, and the first alternative that can be read is the one.

use super::super::grammar::{Decision, Expr, Node, NodeId, PointId};
use super::super::reader::{Reader, Seen};
use super::derivation::{Check, Decided, Laid};

/// What rules a sentence out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum RuledOut {
    /// What must follow does not, or what must not does; or an option or repetition would read on.
    By(NodeId),
    /// An alternative before that one can be read.
    ByEarlier(PointId),
}

/// What does not hold. What the grammar says with `&e` or `!e` comes first, then what takes too much, then the order of alternatives.
pub(super) fn ruled_out(reader: &Reader<'_>, laid: &Laid, seen: &Seen) -> Option<RuledOut> {
    let broken = |sort: &dyn Fn(&Expr) -> bool| {
        laid.checks.iter().find_map(|check| {
            let node = reader.grammar().node(check.node).filter(|node| sort(&node.expr))?;
            broken(reader, seen, *check, node)
        })
    };
    broken(&|expr| matches!(expr, Expr::Ahead(_) | Expr::Not(_)))
        .or_else(|| broken(&|expr| matches!(expr, Expr::Optional(_) | Expr::Repeat { .. })))
        .or_else(|| broken(&|expr| matches!(expr, Expr::Choice(_))))
}

fn broken(reader: &Reader<'_>, seen: &Seen, check: Check, node: &Node) -> Option<RuledOut> {
    let reads = |node: &Node| reader.reads_at(seen, check.at, node, check.after_space);
    let by = RuledOut::By(check.node);
    match (&node.expr, check.decided) {
        (Expr::Ahead(inner), _) => (!reads(inner)).then_some(by),
        (Expr::Not(inner), _) => reads(inner).then_some(by),
        (Expr::Choice(parts), Some(Decided { decision: Decision::Alternative(at), .. })) => {
            let point = reader.grammar().index().find(check.node, Decision::Alternative(at))?;
            parts[..at].iter().any(reads).then_some(RuledOut::ByEarlier(point))
        }
        (Expr::Optional(inner), Some(Decided { decision: Decision::Absent, .. })) => {
            reads(inner).then_some(by)
        }
        (Expr::Repeat { inner, max, .. }, Some(Decided { turns, .. })) => {
            let may_go_on = max.is_none_or(|max| turns < max as usize);
            (may_go_on && reads(inner)).then_some(by)
        }
        _ => None,
    }
}
