//! The passes of pest's optimiser, over pieces with marks.
//!
//! In: the pieces of a rule. Out: the pieces that the compiled parser runs. They decide which rules are tried
//! again, and so which expectations a message has; a test holds them against `pest_meta::optimizer`. Absent: the
//! first and the last pass: chains come in twos already, and the engine restores the stack wherever it must.
//!
//! Where a pass reads a shared start of two alternatives once, its decisions count for both.

use crate::workshop::grammar::{Builtin, Expr, Grammar, Node, Points, Rule, RuleKind};

use super::piece::{Absent, Mark, Piece, Pieces, Shape, Stop};

/// The pieces of a rule as the compiled parser runs them.
pub(super) fn optimised(rule: &Rule, grammar: &Grammar, points: Option<&Points>) -> Piece {
    let skips = (rule.kind == RuleKind::Atomic).then_some(grammar);
    let pieces = Pieces { points, skips };
    let mut piece = pieces.of(&rule.root);
    if rule.kind == RuleKind::Atomic {
        bottom_up(&mut piece, &concatenate);
    }
    let is_tight = matches!(rule.kind, RuleKind::Atomic | RuleKind::CompoundAtomic);
    top_down(&mut piece, &|piece| factor(piece, is_tight));
    bottom_up(&mut piece, &list);
    piece
}

fn top_down(piece: &mut Piece, pass: &impl Fn(Piece) -> Piece) {
    *piece = pass(taken(piece));
    piece.children_mut().into_iter().for_each(|child| top_down(child, pass));
}

fn bottom_up(piece: &mut Piece, pass: &impl Fn(Piece) -> Piece) {
    piece.children_mut().into_iter().for_each(|child| bottom_up(child, pass));
    *piece = pass(taken(piece));
}

fn taken(piece: &mut Piece) -> Piece {
    std::mem::replace(piece, Shape::Text(String::new()).into())
}

/// `(!("a" | "b") ~ ANY)*` in an atomic rule looks for the next `a` or `b`; this is the turn of a repetition that
/// the file writes with `*`.
pub(super) fn skip(turn: &Piece, grammar: &Grammar) -> Option<Shape> {
    let Shape::Sequence(not, any) = &turn.shape else { return None };
    match (&not.shape, &any.shape) {
        (Shape::Not(until), Shape::Builtin(Builtin::Any)) => stops(until, grammar).map(Shape::Skip),
        _ => None,
    }
}

fn stops(piece: &Piece, grammar: &Grammar) -> Option<Vec<Stop>> {
    match &piece.shape {
        Shape::Text(text) => Some(vec![Stop { text: text.clone(), marks: piece.marks.clone() }]),
        Shape::Rule(id) => inlined(&grammar.rule(*id).root, grammar, 0),
        Shape::Choice(first, rest) => {
            let mut found = match &first.shape {
                Shape::Text(_) | Shape::Rule(_) => stops(first, grammar)?,
                _ => return None,
            };
            found.extend(stops(rest, grammar)?);
            Some(found)
        }
        _ => None,
    }
}

/// The texts of a rule that stands in a skip. Pest looks at the rule before it turns chains, so that a choice of
/// more than two is none to it.
fn inlined(node: &Node, grammar: &Grammar, depth: usize) -> Option<Vec<Stop>> {
    match &node.expr {
        _ if depth > grammar.rules().len() => None,
        Expr::Text(text) => Some(vec![Stop { text: text.clone(), marks: Vec::new() }]),
        Expr::Rule(id) => inlined(&grammar.rule(*id).root, grammar, depth + 1),
        Expr::Choice(nodes) if nodes.len() == 2 => {
            let first = match &nodes[0].expr {
                Expr::Text(_) | Expr::Rule(_) => inlined(&nodes[0], grammar, depth + 1)?,
                _ => return None,
            };
            Some(first.into_iter().chain(inlined(&nodes[1], grammar, depth + 1)?).collect())
        }
        _ => None,
    }
}

/// In an atomic rule, neighbouring texts are one.
fn concatenate(piece: Piece) -> Piece {
    let Piece { shape: Shape::Sequence(one, two), marks } = piece else { return piece };
    let joined = match (&one.shape, &two.shape) {
        (Shape::Text(one), Shape::Text(two)) => Shape::Text(format!("{one}{two}")),
        (Shape::Folded(one), Shape::Folded(two)) => Shape::Folded(format!("{one}{two}")),
        _ => return Piece { shape: Shape::Sequence(one, two), marks },
    };
    Piece { shape: joined, marks }
}

/// `a ~ b | a ~ c` is `a ~ (b | c)`; `a | a ~ b` is `a`; in atomic rules `a ~ b | a` is `a ~ b?`.
fn factor(piece: Piece, is_tight: bool) -> Piece {
    let Piece { shape: Shape::Choice(one, two), marks } = piece else { return piece };
    let shape = match (one.shape, two.shape) {
        (Shape::Sequence(mut start, one_rest), Shape::Sequence(twin, two_rest)) if start == twin => {
            let one_rest = one_rest.marked(moved(one.marks, &start));
            let two_rest = two_rest.marked(moved(two.marks, &twin));
            start.share(*twin);
            let rest = Shape::Choice(Box::new(one_rest), Box::new(two_rest));
            Shape::Sequence(start, Box::new(rest.into()))
        }
        (Shape::Sequence(mut start, rest), twin)
            if is_tight && start.shape == twin && !matches!(twin, Shape::Sequence(..)) =>
        {
            let rest = rest.marked(moved(one.marks, &start));
            start.share(Piece { shape: twin, marks: Vec::new() });
            let option = Shape::Optional(Box::new(rest), Absent(two.marks));
            Shape::Sequence(start, Box::new(option.into()))
        }
        (start, Shape::Sequence(twin, _)) if start == twin.shape && !matches!(start, Shape::Sequence(..)) => {
            return Piece { shape: start, marks: one.marks }.marked(marks);
        }
        (first, second) => Shape::Choice(
            Box::new(Piece { shape: first, marks: one.marks }),
            Box::new(Piece { shape: second, marks: two.marks }),
        ),
    };
    Piece { shape, marks }
}

/// The marks of a sequence, when they move behind its start: turns that the start made are counted already.
fn moved(marks: Vec<Mark>, start: &Piece) -> Vec<Mark> {
    let counted = |mark| match mark {
        Mark::Count(node, turns) if start.marks.contains(&Mark::Turn(node)) => Mark::Count(node, turns + 1),
        mark => mark,
    };
    marks.into_iter().map(counted).collect()
}

/// `(a ~ b)* ~ a` is `a ~ (b ~ a)*`.
fn list(piece: Piece) -> Piece {
    let Piece { shape: Shape::Sequence(repeat, last), marks } = piece else { return piece };
    let Piece { shape: Shape::Repeat(turn), marks: repeat_marks } = *repeat else {
        return Piece { shape: Shape::Sequence(repeat, last), marks };
    };
    let Piece { shape: Shape::Sequence(mut item, separator), marks: turn_marks } = *turn else {
        let repeat = Piece { shape: Shape::Repeat(turn), marks: repeat_marks };
        return Piece { shape: Shape::Sequence(Box::new(repeat), last), marks };
    };
    if item != last {
        let turn = Piece { shape: Shape::Sequence(item, separator), marks: turn_marks };
        let repeat = Piece { shape: Shape::Repeat(Box::new(turn)), marks: repeat_marks };
        return Piece { shape: Shape::Sequence(Box::new(repeat), last), marks };
    }
    item.share(Piece::clone(&last));
    let turn = Piece { shape: Shape::Sequence(separator, last), marks: turn_marks };
    let repeat = Piece { shape: Shape::Repeat(Box::new(turn)), marks: repeat_marks };
    Piece { shape: Shape::Sequence(item, Box::new(repeat)), marks }
}
