//! What a text comes to under a grammar of another language: a tree, or where it is refused.
//!
//! In: a case, a parser, the rule to start with. Out: [`Made`] with a tree or an error. Absent: marks, meaning,
//! answers; only this program's own language has those.

use crate::store::Store;
use crate::syntax::{Failure, Node, Parser};
use crate::text::{Report, english};
use crate::workshop::interpret::Interpreted;

use super::case::Case;
use super::subject::{Made, Subject, drawn};
use super::tree::Tree;

/// A grammar of any language, which must read a text to its end.
#[derive(Debug, Clone)]
pub struct Plain {
    /// The grammar.
    pub parser: Interpreted,
    /// The rule that cases start with unless they name one.
    pub start: String,
}

impl Subject for Plain {
    fn make(&self, case: &Case, _: &Store) -> Made {
        self.made(case)
    }

    fn answers(&self) -> bool {
        false
    }
}

impl Plain {
    /// What the query of a case comes to; no facts are asked.
    pub fn made(&self, case: &Case) -> Made {
        let rule = case.attributes.rule.as_ref().unwrap_or(&self.start);
        match self.read(rule, &case.query) {
            Ok(node) => Made { tree: Some(Tree::of_text(&node, &case.query)), ..Made::default() },
            Err(failure) => Made { error: Some(drawn(&report(&failure), &case.query)), ..Made::default() },
        }
    }

    fn read(&self, rule: &str, text: &str) -> Result<Node, Failure> {
        let node = self.parser.parse(rule, text)?;
        if text.get(node.end..).is_some_and(|rest| !rest.trim().is_empty()) {
            return Err(Failure::new(node.end, vec!["EOI".to_owned()]));
        }
        Ok(node)
    }
}

/// The rules are named, for there are no better words; without what an error of this program's language must not show.
fn report(failure: &Failure) -> Report {
    let names = failure.expected.iter().map(|rule| match rule.as_str() {
        "EOI" => "the end".to_owned(),
        rule => format!("`{}`", rule.replace('_', " ")),
    });
    let names: Vec<String> = names.collect();
    let report = Report::error("this cannot be read").at(failure.at..failure.at);
    report.label(match names[..] {
        _ if failure.gave_up => "a limit was hit here".to_owned(),
        [] => "this must not stand here".to_owned(),
        _ => format!("expected {}", english::list(&names, "or")),
    })
}
