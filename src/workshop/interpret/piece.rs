//! An expression on its way from the model to a program: in twos, as pest's optimiser sees it, and with marks.
//!
//! In: the model. Out: [`Piece`]s. Two pieces are equal if they match the same; marks do not count. Absent: the
//! optimiser's rules (`optimise`).

use crate::workshop::grammar::{Builtin, Decision, Expr, Grammar, Node, NodeId, PointId, Points, RuleId};

use super::optimise::skip;

/// What is noted when a piece matches.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Mark {
    /// The decision point was decided this way.
    Point(PointId),
    /// One turn of a repetition.
    Turn(NodeId),
    /// A whole repetition, of which so many turns stand in front of the piece.
    Count(NodeId, u32),
}

/// An expression with its marks.
#[derive(Debug, Clone)]
pub(super) struct Piece {
    pub(super) shape: Shape,
    pub(super) marks: Vec<Mark>,
}

/// What a piece matches; the shapes of `pest_meta::optimizer::OptimizedExpr`.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Shape {
    Text(String),
    Folded(String),
    Range(char, char),
    Rule(RuleId),
    Builtin(Builtin),
    Slice(i32, Option<i32>),
    Ahead(Box<Piece>),
    Not(Box<Piece>),
    Sequence(Box<Piece>, Box<Piece>),
    Choice(Box<Piece>, Box<Piece>),
    /// With what is noted when it is absent.
    Optional(Box<Piece>, Absent),
    Repeat(Box<Piece>),
    /// All up to the first of these texts, each with what is noted when it stops there.
    Skip(Vec<Stop>),
    Push(Box<Piece>),
}

/// What is noted when an option is absent; of no weight for what matches.
#[derive(Debug, Clone, Default)]
pub(super) struct Absent(pub(super) Vec<Mark>);

impl PartialEq for Absent {
    fn eq(&self, _: &Absent) -> bool {
        true
    }
}

/// A text that ends a skip.
#[derive(Debug, Clone)]
pub(super) struct Stop {
    pub(super) text: String,
    pub(super) marks: Vec<Mark>,
}

impl PartialEq for Stop {
    fn eq(&self, other: &Stop) -> bool {
        self.text == other.text
    }
}

impl PartialEq for Piece {
    fn eq(&self, other: &Piece) -> bool {
        self.shape == other.shape
    }
}

impl From<Shape> for Piece {
    fn from(shape: Shape) -> Self {
        Piece { shape, marks: Vec::new() }
    }
}

impl Piece {
    pub(super) fn sequence(first: Piece, rest: Piece) -> Piece {
        Shape::Sequence(Box::new(first), Box::new(rest)).into()
    }

    /// With marks that are noted after its own.
    pub(super) fn marked(mut self, marks: impl IntoIterator<Item = Mark>) -> Piece {
        self.marks.extend(marks);
        self
    }

    /// The pieces directly below.
    pub(super) fn children_mut(&mut self) -> Vec<&mut Piece> {
        match &mut self.shape {
            Shape::Sequence(one, two) | Shape::Choice(one, two) => vec![one, two],
            Shape::Ahead(inner)
            | Shape::Not(inner)
            | Shape::Optional(inner, _)
            | Shape::Repeat(inner)
            | Shape::Push(inner) => vec![inner],
            _ => Vec::new(),
        }
    }

    /// Whether a skip stands anywhere in it.
    pub(super) fn has_skip(&self) -> bool {
        match &self.shape {
            Shape::Skip(_) => true,
            Shape::Sequence(one, two) | Shape::Choice(one, two) => one.has_skip() || two.has_skip(),
            Shape::Ahead(inner)
            | Shape::Not(inner)
            | Shape::Optional(inner, _)
            | Shape::Repeat(inner)
            | Shape::Push(inner) => inner.has_skip(),
            _ => false,
        }
    }

    /// Takes over the marks of a piece that matches the same, at every depth.
    pub(super) fn share(&mut self, mut twin: Piece) {
        self.marks.append(&mut twin.marks);
        if let (Shape::Optional(_, mine), Shape::Optional(_, theirs)) = (&mut self.shape, &mut twin.shape) {
            mine.0.append(&mut theirs.0);
        }
        for (mine, theirs) in self.children_mut().into_iter().zip(twin.children_mut()) {
            mine.share(theirs.clone());
        }
    }
}

/// The pieces of an expression: chains in twos from the right, and repetitions still counted.
pub(super) struct Pieces<'a> {
    /// The points to note; none: nothing is noted.
    pub(super) points: Option<&'a Points>,
    /// The grammar, if its skips are to be found: those of atomic rules.
    pub(super) skips: Option<&'a Grammar>,
}

impl Pieces<'_> {
    pub(super) fn of(&self, node: &Node) -> Piece {
        match &node.expr {
            Expr::Text(text) => Shape::Text(text.clone()).into(),
            Expr::Folded(text) => Shape::Folded(text.clone()).into(),
            Expr::Range(first, last) => Shape::Range(*first, *last).into(),
            Expr::Rule(id) => Shape::Rule(*id).into(),
            Expr::Builtin(builtin) => Shape::Builtin(builtin.clone()).into(),
            Expr::PeekSlice(start, end) => Shape::Slice(*start, *end).into(),
            Expr::Ahead(inner) => Shape::Ahead(Box::new(self.of(inner))).into(),
            Expr::Not(inner) => Shape::Not(Box::new(self.of(inner))).into(),
            Expr::Push(inner) => Shape::Push(Box::new(self.of(inner))).into(),
            Expr::Sequence(_) => {
                let mut parts = Vec::new();
                flatten(node, &mut parts);
                chained(parts.into_iter().map(|part| self.of(part)).collect(), Piece::sequence)
            }
            Expr::Choice(_) => chained(self.alternatives(node), |one, two| {
                Shape::Choice(Box::new(one), Box::new(two)).into()
            }),
            Expr::Optional(inner) => {
                let inner = self.of(inner).marked(self.point(node, Decision::Taken));
                let absent = self.point(node, Decision::Absent).into_iter().collect();
                Shape::Optional(Box::new(inner), Absent(absent)).into()
            }
            Expr::Repeat { inner, min, max } => self.repeat(node, inner, *min, *max),
        }
    }

    fn point(&self, node: &Node, decision: Decision) -> Option<Mark> {
        self.points?.find(node.id, decision).map(Mark::Point)
    }

    /// The alternatives of a choice, those of choices within it in their place, as pest takes them.
    fn alternatives(&self, node: &Node) -> Vec<Piece> {
        let Expr::Choice(nodes) = &node.expr else { return vec![self.of(node)] };
        let mut found = Vec::new();
        for (at, alternative) in nodes.iter().enumerate() {
            let mark = self.point(node, Decision::Alternative(at));
            found.extend(self.alternatives(alternative).into_iter().map(|piece| piece.marked(mark.clone())));
        }
        found
    }

    /// `e*` stays, all else is written out: `e+` is `e ~ e*`, `e{1,2}` is `e ~ e?`.
    fn repeat(&self, node: &Node, inner: &Node, min: u32, max: Option<u32>) -> Piece {
        let is_noted = self.points.is_some_and(|points| points.find(node.id, Decision::Often).is_some());
        let turn = self.of(inner).marked(is_noted.then_some(Mark::Turn(node.id)));
        let count = is_noted.then_some(Mark::Count(node.id, 0));
        if let Some(shape) = self.skips.filter(|_| min == 0 && max.is_none()).and_then(|all| skip(&turn, all))
        {
            return Piece::from(shape).marked(count);
        }
        let mut parts = vec![turn.clone(); min as usize];
        match max {
            None => parts.push(Shape::Repeat(Box::new(turn)).into()),
            Some(max) => {
                let option: Piece = Shape::Optional(Box::new(turn), Absent::default()).into();
                parts.resize(max.max(1) as usize, option);
            }
        }
        chained(parts, Piece::sequence).marked(count)
    }
}

/// The parts of a sequence, those of sequences within it in their place.
fn flatten<'n>(node: &'n Node, into: &mut Vec<&'n Node>) {
    match &node.expr {
        Expr::Sequence(parts) => parts.iter().for_each(|part| flatten(part, into)),
        _ => into.push(node),
    }
}

/// In twos from the right; one part is that part.
fn chained(mut parts: Vec<Piece>, join: impl Fn(Piece, Piece) -> Piece) -> Piece {
    let Some(mut chain) = parts.pop() else { return Shape::Text(String::new()).into() };
    while let Some(part) = parts.pop() {
        chain = join(part, chain);
    }
    chain
}
