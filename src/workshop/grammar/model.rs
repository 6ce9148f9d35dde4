//! The types of a grammar.
//!
//! In: made by `read`. Out: rules and expressions, each expression with an id that stays and a span in the joined
//! text. Absent: how any of it is matched.

use std::collections::HashMap;
use std::path::Path;
use std::sync::Arc;

use crate::text::{Span, suggest};

use super::builtin::Builtin;
use super::error::{Error, Errors};
use super::files::{Files, Place};
use super::point::{Point, Points};
use super::read;

/// A rule, by its number in the order of the files.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct RuleId(pub usize);

/// An expression, by its number in the order of the files; a change of one rule keeps the ids of the others.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct NodeId(pub usize);

/// What a rule does with white space and with the tree.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum RuleKind {
    /// `{ … }`: a node, white space between the parts.
    Normal,
    /// `_{ … }`: no node of its own.
    Silent,
    /// `@{ … }`: a node without nodes below, no white space.
    Atomic,
    /// `${ … }`: a node with nodes below, no white space.
    CompoundAtomic,
    /// `!{ … }`: a node, white space even within an atomic rule.
    NonAtomic,
}

impl RuleKind {
    /// Every kind.
    pub const ALL: [RuleKind; 5] =
        [RuleKind::Normal, RuleKind::Silent, RuleKind::Atomic, RuleKind::CompoundAtomic, RuleKind::NonAtomic];

    /// The mark in front of the brace.
    pub fn mark(self) -> &'static str {
        match self {
            RuleKind::Normal => "",
            RuleKind::Silent => "_",
            RuleKind::Atomic => "@",
            RuleKind::CompoundAtomic => "$",
            RuleKind::NonAtomic => "!",
        }
    }
}

/// One rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rule {
    /// Its name.
    pub name: String,
    /// Where its name stands.
    pub span: Span,
    /// What it does with white space and with the tree.
    pub kind: RuleKind,
    /// What it matches.
    pub root: Node,
}

/// An expression with its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Node {
    /// Its id.
    pub id: NodeId,
    /// Where it stands, with its brackets.
    pub span: Span,
    /// What it is.
    pub expr: Expr,
}

/// What a rule matches.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Expr {
    /// `"a"`
    Text(String),
    /// `^"a"`: the letters of ASCII in either case.
    Folded(String),
    /// `'a'..'z'`
    Range(char, char),
    /// The name of a rule of the grammar.
    Rule(RuleId),
    /// The name of a rule of pest.
    Builtin(Builtin),
    /// `PEEK[1..-1]`: a part of the stack.
    PeekSlice(i32, Option<i32>),
    /// `&e`
    Ahead(Box<Node>),
    /// `!e`
    Not(Box<Node>),
    /// `a ~ b ~ c`: at least two.
    Sequence(Vec<Node>),
    /// `a | b | c`: at least two.
    Choice(Vec<Node>),
    /// `e?`
    Optional(Box<Node>),
    /// `e*`, `e+`, `e{2}`, `e{2,}`, `e{,3}`, `e{2,3}`.
    Repeat {
        /// What is repeated.
        inner: Box<Node>,
        /// The least number of times.
        min: u32,
        /// The largest number of times; none: without end.
        max: Option<u32>,
    },
    /// `PUSH(e)`: what `e` matches goes onto the stack.
    Push(Box<Node>),
}

impl Node {
    /// The expressions directly below.
    pub fn children(&self) -> &[Node] {
        match &self.expr {
            Expr::Sequence(nodes) | Expr::Choice(nodes) => nodes,
            Expr::Ahead(node) | Expr::Not(node) | Expr::Optional(node) | Expr::Push(node) => {
                std::slice::from_ref(node)
            }
            Expr::Repeat { inner, .. } => std::slice::from_ref(inner),
            _ => &[],
        }
    }

    /// As [`Node::children`], to change them.
    pub fn children_mut(&mut self) -> &mut [Node] {
        match &mut self.expr {
            Expr::Sequence(nodes) | Expr::Choice(nodes) => nodes,
            Expr::Ahead(node) | Expr::Not(node) | Expr::Optional(node) | Expr::Push(node) => {
                std::slice::from_mut(node)
            }
            Expr::Repeat { inner, .. } => std::slice::from_mut(inner),
            _ => &mut [],
        }
    }

    /// This expression and all below it, in the order of writing.
    pub fn walk(&self) -> impl Iterator<Item = &Node> {
        let mut waiting = vec![self];
        std::iter::from_fn(move || {
            let next = waiting.pop()?;
            waiting.extend(next.children().iter().rev());
            Some(next)
        })
    }

    /// Whether both match the same, wherever they stand.
    pub fn is_same(&self, other: &Node) -> bool {
        let same = match (&self.expr, &other.expr) {
            (Expr::Repeat { min, max, .. }, Expr::Repeat { min: least, max: most, .. }) => {
                min == least && max == most
            }
            (one, two) if self.children().is_empty() => one == two,
            (one, two) => std::mem::discriminant(one) == std::mem::discriminant(two),
        };
        same && self.children().len() == other.children().len()
            && self.children().iter().zip(other.children()).all(|(one, two)| one.is_same(two))
    }
}

/// A grammar. Build it with [`Grammar::read`] or [`Grammar::parse`].
#[derive(Debug, Clone)]
pub struct Grammar {
    files: Arc<Files>,
    rules: Vec<Rule>,
    names: HashMap<String, RuleId>,
    points: Arc<Points>,
}

impl Grammar {
    /// Reads files; a folder stands for the `.pest` files in it.
    ///
    /// # Errors
    /// Everything that is wrong with them, each with its place.
    pub fn read(paths: &[impl AsRef<Path>]) -> Result<Grammar, Errors> {
        match Files::read(paths) {
            Ok(files) => Grammar::of(files),
            Err((file, reason)) => Err(Errors::new(vec![Error::NotRead { file, reason }], Files::default())),
        }
    }

    /// Reads texts, each under the name that people know it by.
    ///
    /// # Errors
    /// As [`Grammar::read`].
    pub fn parse(texts: impl IntoIterator<Item = (String, String)>) -> Result<Grammar, Errors> {
        Grammar::of(Files::new(texts))
    }

    fn of(files: Files) -> Result<Grammar, Errors> {
        match read::rules(files.text()) {
            Ok(rules) => Ok(Grammar::made(Arc::new(files), rules)),
            Err(errors) => Err(Errors::new(errors, files)),
        }
    }

    fn made(files: Arc<Files>, rules: Vec<Rule>) -> Grammar {
        let names = rules.iter().enumerate().map(|(at, rule)| (rule.name.clone(), RuleId(at))).collect();
        let points = Arc::new(Points::of(&rules));
        Grammar { files, rules, names, points }
    }

    /// The rules, in the order of the files.
    pub fn rules(&self) -> &[Rule] {
        &self.rules
    }

    /// The ids of the rules, in the order of the files.
    pub fn ids(&self) -> impl Iterator<Item = RuleId> + use<> {
        (0..self.rules.len()).map(RuleId)
    }

    /// A rule of this grammar.
    pub fn rule(&self, id: RuleId) -> &Rule {
        &self.rules[id.0]
    }

    /// The rule of that name.
    pub fn find(&self, name: &str) -> Option<RuleId> {
        self.names.get(name).copied()
    }

    /// The rule of that name, to start with.
    ///
    /// # Errors
    /// [`Error::NoStart`], with the nearest names.
    pub fn start(&self, name: &str) -> Result<RuleId, Errors> {
        self.find(name).ok_or_else(|| {
            let near = suggest(name, self.rules.iter().map(|rule| rule.name.as_str()), 3);
            Errors::new(vec![Error::NoStart { name: name.to_owned(), near }], Files::clone(&self.files))
        })
    }

    /// The expression of that id.
    pub fn node(&self, id: NodeId) -> Option<&Node> {
        let at = self.rules.partition_point(|rule| rule.root.id <= id).checked_sub(1)?;
        self.rules[at].root.walk().find(|node| node.id == id)
    }

    /// The decision points, in the order of the files.
    pub fn points(&self) -> &[Point] {
        self.points.all()
    }

    /// The decision points, to be found by expression.
    pub fn index(&self) -> &Points {
        &self.points
    }

    /// The files.
    pub fn files(&self) -> &Files {
        &self.files
    }

    /// Where something stands.
    pub fn place(&self, span: Span) -> Place {
        self.files.place(span)
    }

    /// The text of something, as written, on one line.
    pub fn snippet(&self, span: Span) -> String {
        span.of(self.files.text()).split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// The grammar with another rule in the place of one. The decision points stay those of this grammar.
    #[must_use]
    pub fn with_rule(&self, id: RuleId, rule: Rule) -> Grammar {
        let mut changed = self.clone();
        changed.rules[id.0] = rule;
        changed
    }
}
