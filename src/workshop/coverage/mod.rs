//! `annals grammar coverage`: which decisions of a grammar the corpus takes.
//!
//! In: a grammar, the cases as it sees them. Out: [`Coverage`]: for every decision point how far the best case came,
//! accepted and rejected cases apart. Absent: whether a case would notice if the decision were otherwise (`mutate`).

mod report;

use std::collections::HashSet;

use super::grammar::{Expr, Grammar, Node, Point, RuleId};
use super::interpret::{Log, Program, Reach};
use super::language;
use super::listed::Listed;
use super::seen::{Cases, Seen};
use super::watch::Watch;

pub use report::{json, text};

/// How far the cases of a corpus came.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Coverage {
    /// For each point, the best that an accepted text did.
    accepted: Vec<Reach>,
    /// For each point, the best that a rejected text did.
    rejected: Vec<Reach>,
    /// The points that no tree can hold, because they are read only to look ahead.
    only_ahead: Vec<bool>,
    /// How many cases the grammar accepts.
    pub accepting: usize,
    /// How many it rejects.
    pub rejecting: usize,
    /// Whether the run was stopped before its end.
    pub stopped: bool,
}

impl Coverage {
    /// Runs the cases through the grammar.
    pub fn of(grammar: &Grammar, start: RuleId, cases: &Cases, watch: &dyn Watch) -> Coverage {
        let program = Program::noting(grammar);
        let points = grammar.points().len();
        let mut coverage = Coverage {
            accepted: vec![Reach::Never; points],
            rejected: vec![Reach::Never; points],
            only_ahead: only_ahead(grammar, start),
            ..Coverage::default()
        };
        let mut log = Log::default();
        for (done, seen) in cases.seen.iter().enumerate() {
            watch.at(done, cases.seen.len());
            if watch.is_stopped() {
                coverage.stopped = true;
                break;
            }
            coverage.case(grammar, &program, seen, &mut log);
        }
        coverage
    }

    fn case(&mut self, grammar: &Grammar, program: &Program, seen: &Seen, log: &mut Log) {
        let is_accepted = program.parse_noting(seen.start, &seen.text, log).is_ok();
        *(if is_accepted { &mut self.accepting } else { &mut self.rejecting }) += 1;
        better(if is_accepted { &mut self.accepted } else { &mut self.rejected }, log);
        // The program reads the head of each query by a rule of its own, to find the noun that it defines.
        for start in also_read(grammar, seen) {
            let is_accepted = program.parse_noting(start, &seen.case.query, log).is_ok();
            better(if is_accepted { &mut self.accepted } else { &mut self.rejected }, log);
        }
    }

    /// How far the accepted texts brought a point.
    pub fn accepted(&self, point: &Point) -> Reach {
        self.accepted[point.id.0]
    }

    /// How far the rejected texts brought it.
    pub fn rejected(&self, point: &Point) -> Reach {
        self.rejected[point.id.0]
    }

    /// Whether a case shows the point: in its tree, or, where the point only looks ahead, by a match there.
    pub fn covers(&self, point: &Point) -> bool {
        if self.only_ahead[point.id.0] {
            return self.accepted(point).max(self.rejected(point)) >= Reach::Ahead;
        }
        self.accepted(point) == Reach::Used
    }

    /// What is wrong with the list of points that no case can reach.
    pub fn list_problems(&self, grammar: &Grammar, listed: &Listed) -> Vec<String> {
        listed.problems(|key| match grammar.points().iter().find(|point| point.key == key) {
            None => Some("is no decision point of the grammar"),
            Some(point) if self.covers(point) => Some("is reached after all: remove it from the list"),
            Some(_) => None,
        })
    }

    /// Of the points that count, how many there are and how many are covered. Those on the list do not count, nor
    /// those that `counts` rejects.
    pub fn share(
        &self,
        grammar: &Grammar,
        listed: &Listed,
        counts: &dyn Fn(&Point) -> bool,
    ) -> (usize, usize) {
        let counted =
            grammar.points().iter().filter(|point| counts(point) && listed.reason(&point.key).is_none());
        counted.fold((0, 0), |(all, covered), point| (all + 1, covered + usize::from(self.covers(point))))
    }
}

/// The rules by which this program reads a query besides the one that it starts with.
fn also_read<'a>(grammar: &'a Grammar, seen: &Seen) -> impl Iterator<Item = RuleId> + use<'a> {
    let is_own = seen.store.is_some();
    let names = language::STARTS.iter().skip(1).filter(move |_| is_own);
    names.filter_map(|name| grammar.find(name))
}

fn better(all: &mut [Reach], log: &Log) {
    for (best, reach) in all.iter_mut().zip(log.all()) {
        *best = (*best).max(*reach);
    }
}

/// Which points no tree can hold: what stands below `&` and `!`, and rules that only those call.
fn only_ahead(grammar: &Grammar, start: RuleId) -> Vec<bool> {
    let mut called = HashSet::new();
    let others =
        ["WHITESPACE", "COMMENT"].into_iter().chain(language::STARTS).filter_map(|name| grammar.find(name));
    let mut waiting: Vec<RuleId> = others.chain([start]).collect();
    while let Some(rule) = waiting.pop() {
        if called.insert(rule) {
            calls(&grammar.rule(rule).root, &mut waiting);
        }
    }
    grammar.points().iter().map(|point| point.is_ahead || !called.contains(&point.rule)).collect()
}

/// The rules that an expression calls where it does not only look ahead.
fn calls(node: &Node, into: &mut Vec<RuleId>) {
    match &node.expr {
        Expr::Rule(id) => into.push(*id),
        Expr::Ahead(_) | Expr::Not(_) => {}
        _ => node.children().iter().for_each(|child| calls(child, into)),
    }
}
