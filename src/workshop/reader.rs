//! A grammar that reads texts, and tells which decisions it used.
//!
//! In: a grammar, a start, the language it is for. Out: [`Reading`]s. Absent: the engine (`interpret`), and making
//! texts (`generate`).

use std::cell::RefCell;
use std::collections::HashMap;

use super::grammar::{self, Expr, Grammar, NodeId, PointId, Rule, RuleId, RuleKind};
use super::interpret::{Interpreted, Log, Program, Reach};
use super::language::Language;
use crate::syntax::{Marked, Node};

/// A grammar with a rule to start with, ready to read.
pub struct Reader<'a> {
    grammar: &'a Grammar,
    start: RuleId,
    pub(super) language: Language<'a>,
    /// For the pass that marks words, and for trees.
    pub(super) parser: Interpreted,
    /// For the decisions.
    noting: Program,
    log: RefCell<Log>,
    space: String,
    probes: RefCell<Probes>,
}

/// A text as the grammar sees it.
#[derive(Debug, Clone, PartialEq)]
pub struct Seen {
    /// That text.
    pub text: String,
    /// The way back to what was typed, in a language that marks words.
    pub marked: Option<Marked>,
}

/// What came of a text.
#[derive(Debug, Clone, PartialEq)]
pub enum Reading {
    /// It has a tree.
    Tree(Read),
    /// It is refused: the furthest place in the text as seen, and the rules that were expected there.
    Refused {
        /// The place.
        at: usize,
        /// The rules, sorted.
        expected: Vec<String>,
    },
    /// A limit was hit.
    Limit,
    /// It does not come to the grammar at all.
    Unseen,
}

/// A text with its tree.
#[derive(Debug, Clone, PartialEq)]
pub struct Read {
    /// The trees of the start rule; one, unless that rule is silent.
    pub trees: Vec<Node>,
    /// The text that their places count in.
    pub seen: Seen,
}

impl Read {
    /// The words of a node, without marks.
    pub fn words(&self, node: &Node) -> String {
        match &self.seen.marked {
            Some(marked) => marked.plain(node.start, node.end),
            None => self.seen.text.get(node.start..node.end).unwrap_or_default().to_owned(),
        }
    }
}

impl<'a> Reader<'a> {
    /// A grammar that reads from that rule on.
    pub fn new(grammar: &'a Grammar, start: RuleId, language: Language<'a>) -> Self {
        Reader {
            grammar,
            start,
            language,
            parser: Interpreted::new(grammar),
            noting: Program::noting(grammar),
            log: RefCell::default(),
            space: space(grammar),
            probes: RefCell::new(Probes { program: Program::new(grammar), rules: HashMap::new() }),
        }
    }

    /// The grammar.
    pub fn grammar(&self) -> &'a Grammar {
        self.grammar
    }

    /// The rule that it starts with.
    pub fn start(&self) -> RuleId {
        self.start
    }

    /// The usual white space between words; nothing where the grammar has none.
    pub fn space(&self) -> &str {
        &self.space
    }

    /// A text without the white space and comments at its end.
    pub fn without_space<'t>(&self, text: &'t str) -> &'t str {
        let end = text.char_indices().map(|(at, _)| at).find(|at| self.is_space(&text[*at..]));
        &text[..end.unwrap_or(text.len())]
    }

    /// Whether it is white space and comments, and nothing else.
    fn is_space(&self, text: &str) -> bool {
        let program = self.parser.program();
        let blanks = ["WHITESPACE", "COMMENT"].into_iter().filter_map(|name| program.find(name));
        let blanks: Vec<RuleId> = blanks.collect();
        let mut rest = text;
        while !rest.is_empty() {
            let ends = |id: &RuleId| program.forest(*id, rest).map(|forest| forest.end);
            match blanks.iter().filter_map(ends).max() {
                None | Some(0) => return false,
                Some(end) => rest = &rest[end..],
            }
        }
        !text.is_empty()
    }

    /// Reads a text as typed.
    pub fn read(&self, text: &str) -> Reading {
        self.seen(text).map_or(Reading::Unseen, |seen| self.read_seen(seen))
    }

    /// Reads a text as the grammar sees it.
    pub fn read_seen(&self, seen: Seen) -> Reading {
        let program = self.parser.program();
        match program.parse(self.start, &seen.text) {
            Ok(forest) => Reading::Tree(Read { trees: forest.nodes(program), seen }),
            Err(failure) if failure.limit.is_some() => Reading::Limit,
            Err(failure) => Reading::Refused { at: failure.at, expected: failure.expected },
        }
    }

    /// The trees of a text as the grammar sees it; none where it is refused, and then why is not sought.
    pub fn trees(&self, seen: &Seen) -> Option<Vec<Node>> {
        let program = self.parser.program();
        Some(program.forest(self.start, &seen.text)?.nodes(program))
    }

    /// The decisions that a tree is made of, and those on which something that looks ahead was matched. It takes more time
    /// than reading.
    pub fn points(&self, read: &Read) -> Vec<PointId> {
        let mut log = self.log.borrow_mut();
        // It was read already.
        let _ = self.noting.parse_noting(self.start, &read.seen.text, &mut log);
        let points = self.grammar.points().iter().map(|point| point.id);
        points.filter(|point| matches!(log.reach(*point), Reach::Used | Reach::Ahead)).collect()
    }

    /// Whether a text as typed has a tree.
    pub fn accepts(&self, text: &str) -> bool {
        let program = self.parser.program();
        self.seen(text).is_some_and(|seen| program.accepts(self.start, &seen.text))
    }

    /// Whether an expression of the grammar can be read at a place of a text, one in the text as typed.
    pub fn reads_at(&self, seen: &Seen, at: usize, node: &grammar::Node, after_space: bool) -> bool {
        let rest = &seen.text[seen.place(at)..];
        let mut probes = self.probes.borrow_mut();
        let id = probes.rule(self.grammar, node, after_space);
        probes.program.accepts(id, rest)
    }
}

impl Seen {
    /// Where a place of it is in the text as typed.
    pub fn typed(&self, at: usize) -> usize {
        self.marked.as_ref().map_or(at, |marked| marked.typed(at, at).start)
    }

    /// Where a place of the text as typed is in it: behind the marks that end a word there, before those that begin one.
    fn place(&self, at: usize) -> usize {
        let is_there = |(place, c): &(usize, char)| self.typed(*place) >= at && !crate::syntax::ends_word(*c);
        self.text.char_indices().find(is_there).map_or(self.text.len(), |(place, _)| place)
    }
}

/// The white space that people type: a space if it may be, else what the rule has first.
fn space(grammar: &Grammar) -> String {
    let Some(id) = grammar.find("WHITESPACE") else { return String::new() };
    let program = Program::new(grammar);
    if program.parse(id, " ").is_ok_and(|forest| forest.end == 1) {
        return " ".to_owned();
    }
    let literal = grammar.rule(id).root.walk().find_map(|node| match &node.expr {
        Expr::Text(text) => Some(text.clone()),
        _ => None,
    });
    literal.unwrap_or_default()
}

/// A program with a rule more for each expression that was tried by itself.
struct Probes {
    program: Program,
    rules: HashMap<(NodeId, bool), RuleId>,
}

impl Probes {
    fn rule(&mut self, grammar: &Grammar, node: &grammar::Node, after_space: bool) -> RuleId {
        let program = &mut self.program;
        *self.rules.entry((node.id, after_space)).or_insert_with(|| {
            let nothing = grammar::Node { expr: Expr::Text(String::new()), ..node.clone() };
            // White space is read before the second of two parts, and none in an atomic rule.
            let (kind, expr) = if after_space {
                (RuleKind::Normal, Expr::Sequence(vec![nothing, node.clone()]))
            } else {
                (RuleKind::CompoundAtomic, node.expr.clone())
            };
            let root = grammar::Node { expr, ..node.clone() };
            program.add(&Rule { name: String::new(), span: node.span, kind, root }, grammar)
        })
    }
}
