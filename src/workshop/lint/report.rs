//! Findings for people and for programs.
//!
//! In: a grammar and its findings. Out: drawn reports, or JSON. Absent: finding.

use std::fmt::Write as _;

use serde_json::{Value, json};

use super::{Check, Finding};
use crate::text::{Report, Span, Style, draw, english};

use super::super::grammar::Grammar;

/// The findings, each drawn at its place, and a line that counts them.
pub fn text(grammar: &Grammar, findings: &[Finding], style: Style) -> String {
    let mut out = String::new();
    for finding in findings {
        let report = Report::warning(format!("{} ({})", finding.message, finding.check));
        match grammar.files().locate(finding.span.start) {
            Some((source, at)) => {
                let span = Span::new(at, at + (finding.span.end - finding.span.start));
                let span = Span::new(span.start, span.end.min(source.text.len()));
                out += &draw(&report.at(span).help(&finding.help), source, style);
            }
            None => out += &format!("warning: {}\n", finding.message),
        }
        out.push('\n');
    }
    out + &summary(grammar, findings)
}

fn summary(grammar: &Grammar, findings: &[Finding]) -> String {
    let rules = english::counted(grammar.rules().len(), "rule", "rules");
    if findings.is_empty() {
        return format!("{rules}, nothing found\n");
    }
    let mut out = format!("{rules}, {} found", english::number(findings.len() as u64));
    let mut sep = ": ";
    for check in Check::ALL {
        let count = findings.iter().filter(|finding| finding.check == check).count();
        if count > 0 {
            let _ = write!(out, "{sep}{check} {}", english::number(count as u64));
            sep = ", ";
        }
    }
    out + "\n"
}

/// The findings as one JSON object.
pub fn json(grammar: &Grammar, findings: &[Finding]) -> Value {
    let one = |finding: &Finding| {
        let place = grammar.place(finding.span);
        json!({
            "check": finding.check.word(),
            "rule": finding.rule.map(|id| grammar.rule(id).name.clone()),
            "file": place.file,
            "line": place.line,
            "column": place.column,
            "message": finding.message,
            "help": finding.help,
        })
    };
    json!({ "rules": grammar.rules().len(), "findings": findings.iter().map(one).collect::<Vec<_>>() })
}
