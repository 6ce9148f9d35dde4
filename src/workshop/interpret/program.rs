//! Pieces → what the engine runs.
//!
//! In: a grammar. Out: [`Program`]: an operation for each rule, with sequences flat and white space decided.
//! Absent: running it (`engine`).

use std::collections::HashMap;
use std::sync::Arc;

use crate::syntax;
use crate::workshop::grammar::{Builtin, Grammar, NodeId, PointId, Points, Rule, RuleId, RuleKind};

use super::first::{Firsts, Next};
use super::optimise::optimised;
use super::piece::{Mark, Piece, Shape, Stop};

/// A grammar that can be run; cheap to copy.
#[derive(Debug, Clone)]
pub struct Program {
    pub(super) rules: Vec<Arc<Compiled>>,
    firsts: Arc<Firsts>,
    names: Arc<HashMap<String, RuleId>>,
    pub(super) whitespace: Option<usize>,
    pub(super) comment: Option<usize>,
    pub(super) call_limit: usize,
    points: usize,
}

/// One rule, ready to run.
#[derive(Debug)]
pub(super) struct Compiled {
    pub(super) name: String,
    pub(super) kind: RuleKind,
    /// White space and comments are atomic within, whatever their kind says.
    pub(super) is_space: bool,
    has_skip: bool,
    pub(super) body: Op,
}

/// What the engine does.
#[derive(Debug, Clone)]
pub(super) enum Op {
    Text(Box<str>),
    Folded(Box<str>),
    Range(char, char),
    Chars(Arc<[(char, char)]>),
    Builtin(Builtin),
    Slice(i32, Option<i32>),
    Rule(usize),
    Ahead(Box<Op>),
    Not(Box<Op>),
    Push(Box<Op>),
    Sequence {
        steps: Box<[Step]>,
        is_spaced: bool,
    },
    Choice(Box<[Op]>),
    Optional {
        inner: Box<Op>,
        absent: Box<[PointId]>,
    },
    Repeat {
        inner: Box<Op>,
        is_spaced: bool,
    },
    /// With the repetitions that each character skipped is a turn of.
    Skip(Box<[Until]>, Box<[NodeId]>),
    Noted {
        marks: Box<[Note]>,
        inner: Box<Op>,
    },
}

/// A part of a sequence.
#[derive(Debug, Clone)]
pub(super) enum Step {
    /// Run this; white space goes between two of them.
    Run(Op),
    /// What is noted as a whole from here on starts.
    Begin(Box<[Note]>),
    /// It ends here.
    End(Box<[Note]>),
}

/// What is noted about one operation.
#[derive(Debug, Clone)]
pub(super) enum Note {
    /// The point is reached.
    Point(PointId),
    /// A turn of that repetition is made.
    Turn(NodeId),
    /// That repetition is over: its points for no turn, one, and more; and how many turns were made before it.
    Count(NodeId, [Option<PointId>; 3], u32),
}

/// A text that ends a skip, and the points that this decides.
#[derive(Debug, Clone)]
pub(super) struct Until {
    pub(super) text: Box<str>,
    pub(super) points: Box<[PointId]>,
}

impl Program {
    /// For parsing alone.
    pub fn new(grammar: &Grammar) -> Self {
        Program::build(grammar, None)
    }

    /// For parsing with a [`Log`](super::Log): decision points are noted.
    pub fn noting(grammar: &Grammar) -> Self {
        Program::build(grammar, Some(grammar.index()))
    }

    fn build(grammar: &Grammar, points: Option<&Points>) -> Self {
        let rules = grammar.rules().iter().map(|rule| Arc::new(compiled(rule, grammar, points))).collect();
        let names = grammar.ids().map(|id| (grammar.rule(id).name.clone(), id)).collect();
        let space = |name: &str| grammar.find(name).map(|id| id.0);
        let program = Program {
            rules,
            firsts: Arc::default(),
            names: Arc::new(names),
            whitespace: space("WHITESPACE"),
            comment: space("COMMENT"),
            call_limit: syntax::CALL_LIMIT,
            points: points.map_or(0, |points| points.all().len()),
        };
        program.with_firsts()
    }

    fn with_firsts(mut self) -> Self {
        let bodies: Vec<&Op> = self.rules.iter().map(|rule| &rule.body).collect();
        self.firsts = Arc::new(Firsts::of_rules(&bodies, &self.spaces()));
        self
    }

    /// The rules that may stand between two parts.
    fn spaces(&self) -> Vec<usize> {
        self.whitespace.into_iter().chain(self.comment).collect()
    }

    /// Before which characters each rule may match.
    pub(super) fn firsts(&self) -> &[Next] {
        self.firsts.next()
    }

    /// The program of a grammar that differs from that of this one in one rule; nothing is noted in that rule. Skips
    /// hold the texts of other rules, so rules with skips are made anew too.
    #[must_use]
    pub fn with_rule(&self, id: RuleId, grammar: &Grammar) -> Self {
        let mut changed = self.clone();
        let spaces = self.spaces();
        let mut do_firsts_hold = true;
        for (at, rule) in changed.rules.iter_mut().enumerate() {
            if at == id.0 || rule.has_skip {
                *rule = Arc::new(compiled(grammar.rule(RuleId(at)), grammar, None));
                do_firsts_hold &= self.firsts.hold(at, &rule.body, &spaces);
            }
        }
        if do_firsts_hold { changed } else { changed.with_firsts() }
    }

    /// Takes on one more rule, which nothing calls and no name finds; nothing is noted in it.
    pub fn add(&mut self, rule: &Rule, grammar: &Grammar) -> RuleId {
        let rule = compiled(rule, grammar, None);
        let spaces = self.spaces();
        Arc::make_mut(&mut self.firsts).add(&rule.body, &spaces);
        self.rules.push(Arc::new(rule));
        RuleId(self.rules.len() - 1)
    }

    /// With another limit of calls than queries have.
    #[must_use]
    pub fn limited(self, call_limit: usize) -> Self {
        Program { call_limit, ..self }
    }

    /// How many decision points can be noted.
    pub fn points(&self) -> usize {
        self.points
    }

    /// The rule of that name.
    pub fn find(&self, name: &str) -> Option<RuleId> {
        self.names.get(name).copied()
    }

    /// The name of a rule.
    pub fn rule_name(&self, id: RuleId) -> &str {
        self.rules.get(id.0).map_or("", |rule| &rule.name)
    }

    pub(super) fn name(&self, rule: u32) -> &str {
        self.rules.get(rule as usize).map_or("", |rule| &rule.name)
    }

    /// The names of the rules, in the order of the files.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.rules.iter().map(|rule| rule.name.as_str())
    }
}

fn compiled(rule: &Rule, grammar: &Grammar, points: Option<&Points>) -> Compiled {
    let is_space = rule.name == "WHITESPACE" || rule.name == "COMMENT";
    let is_tight = is_space || matches!(rule.kind, RuleKind::Atomic | RuleKind::CompoundAtomic);
    let lower = Lower { points, is_spaced: !is_tight };
    let piece = optimised(rule, grammar, points);
    let has_skip = piece.has_skip();
    let body = lower.op(piece);
    Compiled { name: rule.name.clone(), kind: rule.kind, is_space, has_skip, body }
}

struct Lower<'a> {
    points: Option<&'a Points>,
    is_spaced: bool,
}

impl Lower<'_> {
    fn op(&self, piece: Piece) -> Op {
        let Piece { shape, marks } = piece;
        let op = match shape {
            Shape::Text(text) => Op::Text(text.into()),
            Shape::Folded(text) => Op::Folded(text.into()),
            Shape::Range(first, last) => Op::Range(first, last),
            Shape::Builtin(Builtin::Chars(chars)) => Op::Chars(chars.ranges()),
            Shape::Builtin(builtin) => Op::Builtin(builtin),
            Shape::Slice(start, end) => Op::Slice(start, end),
            Shape::Rule(id) => Op::Rule(id.0),
            Shape::Ahead(inner) => Op::Ahead(self.boxed(*inner)),
            Shape::Not(inner) => Op::Not(self.boxed(*inner)),
            Shape::Push(inner) => Op::Push(self.boxed(*inner)),
            Shape::Repeat(inner) => Op::Repeat { inner: self.boxed(*inner), is_spaced: self.is_spaced },
            Shape::Optional(inner, absent) => {
                Op::Optional { inner: self.boxed(*inner), absent: reached(&absent.0) }
            }
            Shape::Skip(stops) => {
                let counted = marks.iter().filter_map(|mark| match mark {
                    Mark::Count(node, _) => Some(*node),
                    _ => None,
                });
                Op::Skip(stops.into_iter().map(until).collect(), counted.collect())
            }
            Shape::Choice(first, rest) => {
                let mut alternatives = vec![self.op(*first)];
                self.alternatives(*rest, &mut alternatives);
                Op::Choice(alternatives.into())
            }
            Shape::Sequence(first, rest) => {
                let mut steps = vec![Step::Run(self.op(*first))];
                self.steps(*rest, &mut steps);
                Op::Sequence { steps: steps.into(), is_spaced: self.is_spaced }
            }
        };
        self.noted(op, &marks)
    }

    fn boxed(&self, piece: Piece) -> Box<Op> {
        Box::new(self.op(piece))
    }

    /// The rest of a choice; what is noted of a whole rest, each of its alternatives notes.
    fn alternatives(&self, piece: Piece, into: &mut Vec<Op>) {
        match piece.shape {
            Shape::Choice(first, rest) => {
                into.push(self.op(first.marked(piece.marks.clone())));
                self.alternatives(rest.marked(piece.marks), into);
            }
            shape => into.push(self.op(Piece { shape, marks: piece.marks })),
        }
    }

    /// The rest of a sequence, which runs in the same sequence.
    fn steps(&self, piece: Piece, into: &mut Vec<Step>) {
        let Piece { shape, marks } = piece;
        let Shape::Sequence(first, rest) = shape else {
            return into.push(Step::Run(self.op(Piece { shape, marks })));
        };
        let notes = self.notes(&marks);
        if !notes.is_empty() {
            into.push(Step::Begin(notes.clone()));
        }
        into.push(Step::Run(self.op(*first)));
        self.steps(*rest, into);
        if !notes.is_empty() {
            into.push(Step::End(notes));
        }
    }

    fn noted(&self, op: Op, marks: &[Mark]) -> Op {
        if marks.is_empty() {
            return op;
        }
        Op::Noted { marks: self.notes(marks), inner: Box::new(op) }
    }

    fn notes(&self, marks: &[Mark]) -> Box<[Note]> {
        let counts = |node| self.points.map_or([None; 3], |points: &Points| points.counts(node));
        let note = |mark: &Mark| match mark {
            Mark::Point(point) => Note::Point(*point),
            Mark::Turn(node) => Note::Turn(*node),
            Mark::Count(node, turns) => Note::Count(*node, counts(*node), *turns),
        };
        marks.iter().map(note).collect()
    }
}

fn reached(marks: &[Mark]) -> Box<[PointId]> {
    let points = marks.iter().filter_map(|mark| match mark {
        Mark::Point(point) => Some(*point),
        _ => None,
    });
    points.collect()
}

fn until(stop: Stop) -> Until {
    Until { points: reached(&stop.marks), text: stop.text.into() }
}
