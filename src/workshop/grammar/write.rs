//! Model → text that pest reads back as the same model.
//!
//! In: expressions. Out: one line each, with the fewest brackets. Absent: layout and comments of the files.

use super::model::{Expr, Node, Rule};

/// How tightly an expression binds: a choice least, a name most.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Binding {
    Choice,
    Sequence,
    Prefix,
    Postfix,
}

impl Node {
    /// The expression as text; `rules` are those of its grammar.
    pub fn text(&self, rules: &[Rule]) -> String {
        let mut out = String::new();
        write(self, rules, Binding::Choice, &mut out);
        out
    }
}

impl Rule {
    /// The rule as text; `rules` are those of its grammar.
    pub fn text(&self, rules: &[Rule]) -> String {
        format!("{} = {}{{ {} }}", self.name, self.kind.mark(), self.root.text(rules))
    }
}

fn write(node: &Node, rules: &[Rule], within: Binding, out: &mut String) {
    let is_looser = binding(&node.expr) < within;
    if is_looser {
        out.push('(');
    }
    match &node.expr {
        Expr::Text(text) => out.push_str(&quoted(text)),
        Expr::Folded(text) => out.push_str(&format!("^{}", quoted(text))),
        Expr::Range(first, last) => out.push_str(&format!("'{}'..'{}'", escaped(*first), escaped(*last))),
        Expr::Rule(id) => out.push_str(rules.get(id.0).map_or("", |rule| &rule.name)),
        Expr::Builtin(builtin) => out.push_str(builtin.name()),
        Expr::PeekSlice(start, end) => {
            let end = end.map(|end| end.to_string()).unwrap_or_default();
            out.push_str(&format!("PEEK[{start}..{end}]"));
        }
        Expr::Ahead(inner) => prefixed('&', inner, rules, out),
        Expr::Not(inner) => prefixed('!', inner, rules, out),
        Expr::Sequence(parts) => joined(parts, " ~ ", Binding::Prefix, rules, out),
        Expr::Choice(parts) => joined(parts, " | ", Binding::Sequence, rules, out),
        Expr::Optional(inner) => {
            write(inner, rules, Binding::Postfix, out);
            out.push('?');
        }
        Expr::Repeat { inner, min, max } => {
            write(inner, rules, Binding::Postfix, out);
            out.push_str(&bounds(*min, *max));
        }
        Expr::Push(inner) => {
            out.push_str("PUSH(");
            write(inner, rules, Binding::Choice, out);
            out.push(')');
        }
    }
    if is_looser {
        out.push(')');
    }
}

fn binding(expr: &Expr) -> Binding {
    match expr {
        Expr::Choice(_) => Binding::Choice,
        Expr::Sequence(_) => Binding::Sequence,
        Expr::Ahead(_) | Expr::Not(_) => Binding::Prefix,
        _ => Binding::Postfix,
    }
}

fn prefixed(mark: char, inner: &Node, rules: &[Rule], out: &mut String) {
    out.push(mark);
    write(inner, rules, Binding::Prefix, out);
}

fn joined(parts: &[Node], mark: &str, within: Binding, rules: &[Rule], out: &mut String) {
    for (at, part) in parts.iter().enumerate() {
        if at > 0 {
            out.push_str(mark);
        }
        write(part, rules, within, out);
    }
}

fn bounds(min: u32, max: Option<u32>) -> String {
    match (min, max) {
        (0, None) => "*".to_owned(),
        (1, None) => "+".to_owned(),
        (min, None) => format!("{{{min},}}"),
        (0, Some(max)) => format!("{{,{max}}}"),
        (min, Some(max)) if min == max => format!("{{{min}}}"),
        (min, Some(max)) => format!("{{{min}, {max}}}"),
    }
}

fn quoted(text: &str) -> String {
    format!("\"{}\"", text.chars().map(escaped).collect::<String>())
}

/// A character as a literal of pest writes it.
fn escaped(c: char) -> String {
    match c {
        '"' | '\\' | '\'' => format!("\\{c}"),
        '\n' => "\\n".to_owned(),
        '\r' => "\\r".to_owned(),
        '\t' => "\\t".to_owned(),
        c if c.is_control() || ('\u{E000}'..='\u{F8FF}').contains(&c) => {
            format!("\\u{{{:04X}}}", u32::from(c))
        }
        c => c.to_string(),
    }
}
