//! Rules that nothing leads to, and files that end in a comment.
//!
//! In: a grammar. Out: findings. Absent: everything else.

use super::facts::Facts;
use super::{Check, Finding};
use crate::text::{Span, english};

use super::super::grammar::Grammar;

pub(super) fn check(grammar: &Grammar, facts: &Facts<'_>, found: &mut Vec<Finding>) {
    for id in grammar.ids().filter(|id| !facts.is_reached(*id)) {
        let rule = grammar.rule(id);
        found.push(Finding {
            check: Check::Unused,
            rule: Some(id),
            span: rule.span,
            message: format!("nothing leads to the rule `{}`", rule.name),
            help: "remove it, use it, or name it as a start with `--rule`".to_owned(),
        });
    }
}

/// Files that end in a comment without a line break; several files are joined as plain text.
pub(super) fn check_files(grammar: &Grammar, found: &mut Vec<Finding>) {
    let mut start = 0;
    for source in grammar.files().sources() {
        let text = &source.text;
        let last = text.rfind('\n').map_or(0, |at| at + 1);
        if let Some(at) = comment(&text[last..]) {
            let line = english::number(source.line_of(last) as u64);
            found.push(Finding {
                check: Check::Newline,
                rule: None,
                span: Span::new(start + last + at, start + text.len()),
                message: format!("the file ends in a comment, on line {line}, without a line break"),
                help: "end the file with a line break, or the next file's first line belongs to the comment"
                    .to_owned(),
            });
        }
        start += text.len();
    }
}

/// Where a comment begins in a line, outside of literals.
fn comment(line: &str) -> Option<usize> {
    let (mut quote, mut escaped) = (None, false);
    let mut before = ' ';
    for (at, c) in line.char_indices() {
        match quote {
            None if c == '/' && before == '/' => return Some(at - 1),
            None if c == '"' || c == '\'' => quote = Some(c),
            Some(open) if c == open && !escaped => quote = None,
            _ => {}
        }
        escaped = c == '\\' && !escaped;
        before = c;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::comment;

    #[test]
    fn comments_are_told_from_literals() {
        assert_eq!(comment("a = { \"//\" } // b"), Some(13));
        assert_eq!(comment("a = { \"//\" }"), None);
        assert_eq!(comment("a = { '\\''..'/' }"), None);
        assert_eq!(comment("//"), Some(0));
    }
}
