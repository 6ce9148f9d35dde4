//! A grammar that was read at run time, in the place of the compiled one.
//!
//! In: a grammar. Out: [`Interpreted`], which `syntax` reads with. Absent: what the nodes mean.

use crate::syntax::{Failure, Node, Parser, closed_word};
use crate::workshop::grammar::Grammar;

use super::engine::{END, Forest};
use super::program::Program;

/// A parser made of a grammar at run time.
#[derive(Debug, Clone)]
pub struct Interpreted {
    program: Program,
    closed: Vec<String>,
}

impl Interpreted {
    /// The parser of a grammar.
    pub fn new(grammar: &Grammar) -> Self {
        Interpreted::of(Program::new(grammar))
    }

    /// The parser that runs a program.
    pub fn of(program: Program) -> Self {
        let closed = program.names().filter_map(closed_word).collect();
        Interpreted { program, closed }
    }

    /// What it runs.
    pub fn program(&self) -> &Program {
        &self.program
    }
}

impl Parser for Interpreted {
    fn parse(&self, rule: &str, text: &str) -> Result<Node, Failure> {
        let none = || Failure::new(0, Vec::new());
        let start = self.program.find(rule).ok_or_else(none)?;
        match self.program.parse(start, text) {
            Ok(forest) => forest.nodes(&self.program).into_iter().next().ok_or_else(none),
            Err(failure) => {
                let gave_up = failure.limit.is_some();
                Err(Failure { at: failure.at, expected: failure.expected, gave_up })
            }
        }
    }

    fn tree(&self, rule: &str, text: &str) -> Option<Node> {
        let forest = self.program.forest(self.program.find(rule)?, text)?;
        forest.nodes(&self.program).into_iter().next()
    }

    fn closed_words(&self) -> &[String] {
        &self.closed
    }
}

impl Forest {
    /// The trees with the names of their rules; the end of the input is no node.
    pub fn nodes(&self, program: &Program) -> Vec<Node> {
        self.between(0, self.entries.len(), program)
    }

    fn between(&self, mut at: usize, end: usize, program: &Program) -> Vec<Node> {
        let mut nodes = Vec::new();
        while let Some(entry) = self.entries.get(at).filter(|_| at < end) {
            if entry.rule != END {
                nodes.push(Node {
                    rule: program.name(entry.rule).to_owned(),
                    start: entry.start,
                    end: entry.end,
                    children: self.between(at + 1, entry.next, program),
                });
            }
            at = entry.next;
        }
        nodes
    }
}
