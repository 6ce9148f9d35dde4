//! Keywords: words in literals. Each must be reserved, and must not match the start of a longer word.
//!
//! In: a grammar, and what is reserved: by the word of the caller, or by the rule `reserved`. Out: findings.
//! Absent: literals that are no words (signs, single letters, endings such as the `st` of `1st`).

use std::collections::HashSet;

use super::facts::{Facts, making};
use super::{Check, Finding, Knowledge};

use super::super::grammar::{Expr, Grammar, Node, RuleId};

/// The rule that lists the reserved words of a grammar, by convention.
const RESERVED: &str = "reserved";

pub(super) fn check(
    grammar: &Grammar,
    facts: &Facts<'_>,
    knowledge: &Knowledge<'_>,
    found: &mut Vec<Finding>,
) {
    let listed = listed(grammar);
    let is_reserved = |word: &str| match (knowledge.is_reserved, &listed) {
        (Some(is_reserved), _) => is_reserved(word),
        (None, Some(listed)) => listed.contains(&word.to_lowercase()),
        (None, None) => true,
    };
    for id in grammar.ids().filter(|id| facts.is_reached(*id)) {
        let mut words = Vec::new();
        let is_spaced = facts.is_spaced(id);
        Words { grammar, facts, is_spaced, found: &mut words }.node(
            &grammar.rule(id).root,
            &mut Vec::new(),
            &mut Vec::new(),
        );
        for word in words {
            found.extend(word.findings(grammar, id, &is_reserved));
        }
    }
}

/// The words in the literals that the rule `reserved` leads to.
fn listed(grammar: &Grammar) -> Option<HashSet<String>> {
    let mut waiting = vec![grammar.find(RESERVED)?];
    let (mut seen, mut words) = (HashSet::new(), HashSet::new());
    while let Some(id) = waiting.pop() {
        for node in making(&grammar.rule(id).root).into_iter().filter(|_| !seen.contains(&id)) {
            match &node.expr {
                Expr::Rule(called) => waiting.push(*called),
                Expr::Text(text) | Expr::Folded(text) => drop(words.insert(text.to_lowercase())),
                _ => {}
            }
        }
        seen.insert(id);
    }
    Some(words)
}

/// A word in a literal.
struct Word<'g> {
    node: &'g Node,
    text: &'g str,
    begins: bool,
    end: End,
}

/// What stands behind a literal.
#[derive(Clone, Copy, PartialEq, Eq)]
enum End {
    /// Something makes sure that no letter follows.
    Guarded,
    /// More of the same word.
    Inside,
    /// Nothing.
    Open,
}

impl Word<'_> {
    fn findings(&self, grammar: &Grammar, id: RuleId, is_reserved: &impl Fn(&str) -> bool) -> Vec<Finding> {
        let mut found = Vec::new();
        let (text, rule) = (self.text, &grammar.rule(id).name);
        let whole = self.begins && self.end != End::Inside;
        if whole && !is_reserved(text) {
            found.push(Finding {
                check: Check::Reserved,
                rule: Some(id),
                span: self.node.span,
                message: format!("the keyword `{text}` is not among the reserved words"),
                help: "add it to them, or a name of that spelling hides it".to_owned(),
            });
        }
        if whole && self.end == End::Open {
            found.push(Finding {
                check: Check::Boundary,
                rule: Some(id),
                span: self.node.span,
                message: format!("`{rule}` matches `{text}` also at the start of `{text}x`"),
                help: "write a test behind it that no letter follows, as in `!ASCII_ALPHA`".to_owned(),
            });
        }
        found
    }
}

struct Words<'a, 'g> {
    grammar: &'g Grammar,
    facts: &'a Facts<'g>,
    is_spaced: bool,
    found: &'a mut Vec<Word<'g>>,
}

impl<'g> Words<'_, 'g> {
    /// `before` and `after` are what stands next to the expression in its rule, the nearest last.
    fn node(&mut self, node: &'g Node, before: &mut Vec<&'g Node>, after: &mut Vec<&'g Node>) {
        match &node.expr {
            Expr::Text(text) | Expr::Folded(text) => {
                if text.chars().count() >= 2 && text.chars().all(char::is_alphabetic) {
                    let begins = !self.word_before(before);
                    let end = self.end(after);
                    self.found.push(Word { node, text, begins, end });
                }
            }
            Expr::Ahead(_) | Expr::Not(_) => {}
            Expr::Sequence(parts) => {
                let (lengths, count) = ((before.len(), after.len()), parts.len());
                after.extend(parts.iter().skip(1).rev());
                for (at, part) in parts.iter().enumerate() {
                    self.node(part, before, after);
                    before.push(part);
                    if at + 1 < count {
                        after.pop();
                    }
                }
                before.truncate(lengths.0);
                after.truncate(lengths.1);
            }
            _ => node.children().iter().for_each(|child| self.node(child, before, after)),
        }
    }

    fn word_before(&self, before: &[&Node]) -> bool {
        for part in before.iter().rev().filter(|_| !self.is_spaced) {
            if self.facts.touches_word(part, true) {
                return true;
            }
            if !self.facts.is_nullable(part) {
                return false;
            }
        }
        false
    }

    fn end(&self, after: &[&Node]) -> End {
        for part in after.iter().rev() {
            if self.guards(part) {
                return End::Guarded;
            }
            if self.facts.touches_word(part, false) {
                return if self.is_spaced { End::Open } else { End::Inside };
            }
            if !self.facts.is_nullable(part) {
                return End::Guarded;
            }
        }
        End::Open
    }

    /// Whether an expression lets no letter follow: `!letter`, alone or as the last way of a choice.
    fn guards(&self, node: &Node) -> bool {
        match &node.expr {
            Expr::Not(inner) => self.facts.touches_word(inner, false),
            Expr::Builtin(_) => self.facts.is_nullable(node),
            Expr::Choice(parts) => {
                parts.iter().any(|part| self.guards(part))
                    && parts.iter().all(|part| self.guards(part) || !self.facts.touches_word(part, false))
            }
            Expr::Rule(id) => self.guards(&self.grammar.rule(*id).root),
            Expr::Sequence(parts) => parts.first().is_some_and(|part| self.guards(part)),
            _ => false,
        }
    }
}
