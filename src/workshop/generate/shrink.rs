//! The smallest sentence that still shows something.
//!
//! In: a sentence as it was made, and a test. Out: a smaller one that passes the test too; no single step makes it
//! smaller. Absent: what the test asks.

use super::super::grammar::{Decision, Expr, RuleId};
use super::derivation::{Gap, Made};
use super::plan::Plan;

/// How many smaller sentences are tried.
const TRIES: usize = 400;

/// Makes a sentence smaller as long as it passes; `smallest` makes the smallest text of an expression.
pub(super) fn shrunk(
    made: Made,
    plan: &Plan<'_>,
    smallest: &mut dyn FnMut(&super::super::grammar::Node) -> Made,
    test: &mut dyn FnMut(&Made) -> bool,
) -> Made {
    let mut best = made;
    let mut left = TRIES;
    loop {
        let mut better = None;
        'all: for at in 0..weight(&best) {
            for smaller in steps(nth(&best, at), plan, smallest) {
                if left == 0 {
                    return best;
                }
                let mut tried = best.clone();
                if let Some(place) = nth_mut(&mut tried, at) {
                    *place = smaller;
                }
                if weight(&tried) < weight(&best) {
                    left -= 1;
                    if test(&tried) {
                        better = Some(tried);
                        break 'all;
                    }
                }
            }
        }
        match better {
            Some(smaller) => best = smaller,
            None => return best,
        }
    }
}

/// How much there is of something: its parts at any depth, and its characters.
fn weight(made: &Made) -> usize {
    1 + made.parts().iter().map(weight).sum::<usize>()
}

fn nth(made: &Made, at: usize) -> Option<&Made> {
    if at == 0 {
        return Some(made);
    }
    let mut left = at - 1;
    for part in made.parts() {
        let size = weight(part);
        if left < size {
            return nth(part, left);
        }
        left -= size;
    }
    None
}

fn nth_mut(made: &mut Made, at: usize) -> Option<&mut Made> {
    if at == 0 {
        return Some(made);
    }
    let mut left = at - 1;
    for part in made.parts_mut() {
        let size = weight(part);
        if left < size {
            return nth_mut(part, left);
        }
        left -= size;
    }
    None
}

/// What one step makes of a part.
fn steps(
    made: Option<&Made>,
    plan: &Plan<'_>,
    smallest: &mut dyn FnMut(&super::super::grammar::Node) -> Made,
) -> Vec<Made> {
    match made {
        Some(Made::Gap(Gap::Odd(_))) => vec![Made::Gap(Gap::Usual)],
        Some(Made::Rule(id, inner)) => within(inner, *id).into_iter().cloned().collect(),
        Some(Made::Parts(node, Some(Decision::Taken), _)) => {
            vec![Made::Parts(*node, Some(Decision::Absent), Vec::new())]
        }
        Some(Made::Parts(id, decision @ Some(Decision::Once | Decision::Often), parts)) => {
            let Some(node) = plan.node(*id) else { return Vec::new() };
            let min = match node.expr {
                Expr::Repeat { min, .. } => min as usize,
                _ => 0,
            };
            fewer(parts, min)
                .into_iter()
                .map(|parts| {
                    let times = parts.iter().filter(|part| !matches!(part, Made::Gap(_))).count();
                    let now = match times {
                        0 => Decision::Never,
                        1 => Decision::Once,
                        _ => Decision::Often,
                    };
                    Made::Parts(*id, decision.map(|_| now), parts)
                })
                .collect()
        }
        Some(Made::Parts(id, Some(Decision::Alternative(at)), _)) => {
            let Some(Expr::Choice(parts)) = plan.node(*id).map(|node| &node.expr) else { return Vec::new() };
            let others = parts.iter().enumerate().filter(|(other, _)| other != at);
            let mut made: Vec<Made> = others
                .filter(|(_, part)| plan.size(part) <= 3)
                .map(|(other, part)| {
                    Made::Parts(*id, Some(Decision::Alternative(other)), vec![smallest(part)])
                })
                .collect();
            made.sort_by_key(weight);
            made.truncate(3);
            made
        }
        _ => Vec::new(),
    }
}

/// The outermost calls of a rule below another call of it.
fn within(made: &Made, id: RuleId) -> Option<&Made> {
    match made {
        Made::Rule(called, _) if *called == id => Some(made),
        _ => made.parts().iter().find_map(|part| within(part, id)),
    }
}

/// A repetition with one turn less: none at all, if that may be, or without any one of them.
fn fewer(parts: &[Made], min: usize) -> Vec<Vec<Made>> {
    let turns: Vec<&Made> = parts.iter().filter(|part| !matches!(part, Made::Gap(_))).collect();
    let gap = parts.iter().find(|part| matches!(part, Made::Gap(_)));
    if turns.len() <= min {
        return Vec::new();
    }
    let mut found = Vec::new();
    if min == 0 {
        found.push(Vec::new());
    }
    for without in 0..turns.len() {
        let mut left = Vec::new();
        for (at, turn) in turns.iter().enumerate().filter(|(at, _)| *at != without) {
            let is_first = left.is_empty();
            if let Some(gap) = gap.filter(|_| !is_first) {
                left.push(gap.clone());
            }
            let _ = at;
            left.push((*turn).clone());
        }
        if !left.is_empty() {
            found.push(left);
        }
    }
    found
}
