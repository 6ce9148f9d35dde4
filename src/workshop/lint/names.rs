//! Rules that messages cannot name.
//!
//! In: a grammar, and who knows the names: the caller, or the `///` comments before the rules. Out: findings.
//! Absent: the names themselves.

use super::facts::Facts;
use super::{Check, Finding, Knowledge};

use super::super::grammar::{Grammar, Rule};

pub(super) fn check(
    grammar: &Grammar,
    facts: &Facts<'_>,
    knowledge: &Knowledge<'_>,
    found: &mut Vec<Finding>,
) {
    let documented = |rule: &Rule| has_comment(grammar, rule);
    if knowledge.has_name.is_none() && !grammar.rules().iter().any(documented) {
        return;
    }
    for id in grammar.ids().filter(|id| facts.is_spoken_of(*id)) {
        let rule = grammar.rule(id);
        let named = match knowledge.has_name {
            Some(has_name) => has_name(&rule.name),
            None => documented(rule),
        };
        if !named {
            let help = match knowledge.has_name {
                Some(_) => "say what a person would call it, where the other rules have their names",
                None => "write what a person would call it in a `///` comment before it",
            };
            found.push(Finding {
                check: Check::Name,
                rule: Some(id),
                span: rule.span,
                message: format!("messages have no name for the rule `{}`", rule.name),
                help: help.to_owned(),
            });
        }
    }
}

/// Whether a `///` comment stands right before a rule; other comments may stand between.
fn has_comment(grammar: &Grammar, rule: &Rule) -> bool {
    let before = &grammar.files().text()[..rule.span.start];
    let lines = before.lines().rev().skip_while(|line| line.trim().is_empty());
    lines
        .take_while(|line| line.trim_start().starts_with("//"))
        .any(|line| line.trim_start().starts_with("///"))
}
