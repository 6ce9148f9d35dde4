//! A grammar that reads texts, and tells which decisions it used.
//!
//! In: a grammar, a start, the language it is for. Out: [`Reading`]s. Absent: the engine (`interpret`), and making
//! texts (`generate`).

use std::cell::RefCell;

use super::grammar::{Expr, Grammar, NodeId, PointId, RuleId, RuleKind};
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
    ahead: RefCell<Option<Probes>>,
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
            ahead: RefCell::default(),
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

    /// Whether what must follow at a place of a text follows, and what must not does not: `node` is `&e` or `!e`, the
    /// place one in the text as typed.
    pub fn looks_ahead(&self, seen: &Seen, at: usize, node: NodeId, after_space: bool) -> bool {
        let rest = seen.text.get(place(&seen.text, at)..).unwrap_or_default();
        let mut ahead = self.ahead.borrow_mut();
        let probes = ahead.get_or_insert_with(|| Probes::of(self.grammar));
        let is_wanted = !matches!(self.grammar.node(node).map(|node| &node.expr), Some(Expr::Not(_)));
        probes.matches(node, rest, after_space).is_none_or(|is_there| is_there == is_wanted)
    }
}

impl Seen {
    /// Where a place of it is in the text as typed.
    pub fn typed(&self, at: usize) -> usize {
        self.marked.as_ref().map_or(at, |marked| marked.typed(at, at).start)
    }
}

/// Where a place of a text as typed is in the text as seen: behind the marks that end a word there, before those that
/// begin one.
fn place(seen: &str, at: usize) -> usize {
    let mut typed = 0;
    for (place, c) in seen.char_indices() {
        let is_mark = crate::syntax::is_mark(c);
        if typed >= at && !(is_mark && crate::syntax::ends_word(c)) {
            return place;
        }
        typed += if is_mark { 0 } else { c.len_utf8() };
    }
    seen.len()
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

/// A grammar with rules of its own for what only looks ahead, so that each can be tried at any place.
struct Probes {
    program: Program,
    grammar: Grammar,
}

/// How the rules for what looks ahead begin; no grammar has such names by chance.
const PROBE: &str = "probe_of_what_follows";

impl Probes {
    fn of(grammar: &Grammar) -> Self {
        let mut text: String = grammar.rules().iter().map(|rule| rule.text(grammar.rules()) + "\n").collect();
        for rule in grammar.rules() {
            for node in rule.root.walk() {
                if let Expr::Ahead(inner) | Expr::Not(inner) = &node.expr {
                    let written = inner.text(grammar.rules());
                    let is_atomic = matches!(rule.kind, RuleKind::Atomic | RuleKind::CompoundAtomic);
                    let kind = if is_atomic { "$" } else { "" };
                    // White space is read before the second of two parts.
                    text += &format!("{PROBE}_{} = {kind}{{ {written} }}\n", node.id.0);
                    text += &format!("{PROBE}_{}_after_space = {{ \"\" ~ ({written}) }}\n", node.id.0);
                }
            }
        }
        // What was a grammar stays one with more rules.
        let grammar = Grammar::parse([("probes".to_owned(), text)]).unwrap_or_else(|_| grammar.clone());
        Probes { program: Program::new(&grammar), grammar }
    }

    fn matches(&self, node: NodeId, rest: &str, after_space: bool) -> Option<bool> {
        let is_spaced = if after_space { "_after_space" } else { "" };
        let id = self.grammar.find(&format!("{PROBE}_{}{is_spaced}", node.0))?;
        Some(self.program.accepts(id, rest))
    }
}
