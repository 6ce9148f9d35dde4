//! A script, cut into statements; what is typed at the prompt is a small script.
//!
//! In: text of any length. Out: [`Statement`]s with their places. Absent: what a statement means.
//!
//! - A statement is a line: a query, a command (`.format csv`, `explain …`) or `expect …`.
//! - It goes on with the next line while a round bracket or a quotation is open, after a `\` at the end
//!   of the line, and when the next line is indented further than the first line of the script. An
//!   indented `expect …` or command with a dot is a statement of its own.
//! - An empty line ends it, whatever is open.
//! - `#` begins a comment, which ends with its line; in a quotation it is an ordinary character.

use crate::text::{Span, normalise};

/// One statement of a script.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Statement {
    /// Its text, of the same length as its span; a `\` that joins lines has become a space.
    pub text: String,
    /// Where it stands in the script.
    pub span: Span,
}

/// The statements of a script, in order.
pub fn statements(script: &str) -> Vec<Statement> {
    let mut cutter = Cutter { script, margin: None, open: None, found: Vec::new() };
    let mut start = 0;
    for line in script.split_inclusive('\n') {
        cutter.line(Span::new(start, start + line.trim_end().len()));
        start += line.len();
    }
    cutter.close();
    cutter.found
}

/// Whether a text typed so far must go on: something is open, or it ends with `\`. An empty last line
/// says that it is meant as it stands.
pub(super) fn goes_on(text: &str) -> bool {
    let last = text.rsplit('\n').next().unwrap_or_default();
    let ended = text.contains('\n') && last.trim().is_empty();
    !ended && (text.trim_end().ends_with('\\') || is_open(text))
}

/// Whether a round bracket or a quotation is open at the end.
fn is_open(text: &str) -> bool {
    let (mut depth, mut quoted, mut comment) = (0_usize, false, false);
    for c in normalise(text).text.chars() {
        match c {
            '\n' => comment = false,
            _ if comment => {}
            '"' => quoted = !quoted,
            _ if quoted => {}
            '#' => comment = true,
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    quoted || depth > 0
}

struct Cutter<'a> {
    script: &'a str,
    /// The indentation of the first line that says something.
    margin: Option<usize>,
    /// The statement that may still go on.
    open: Option<Span>,
    found: Vec<Statement>,
}

impl Cutter<'_> {
    fn line(&mut self, line: Span) {
        let text = line.of(self.script);
        let body = text.trim_start();
        if body.is_empty() {
            return self.close();
        }
        let indent = text.len() - body.len();
        if self.open.is_none_or(|open| !is_open(open.of(self.script))) && body.starts_with('#') {
            return;
        }
        let margin = *self.margin.get_or_insert(indent);
        match self.open {
            Some(open) if self.unfinished(open) || (indent > margin && !stands_alone(body)) => {
                self.open = Some(open.to(line));
            }
            _ => {
                self.close();
                self.open = Some(Span::new(line.start + indent, line.end));
            }
        }
    }

    fn unfinished(&self, open: Span) -> bool {
        let text = open.of(self.script);
        text.ends_with('\\') || is_open(text)
    }

    fn close(&mut self) {
        if let Some(span) = self.open.take() {
            self.found.push(Statement { text: unjoined(span.of(self.script)), span });
        }
    }
}

/// Whether a line is never the rest of a query: `expect 4 rows`, `.format csv`.
fn stands_alone(body: &str) -> bool {
    let word = body.split_whitespace().next().unwrap_or_default();
    word.starts_with('.') || word.eq_ignore_ascii_case("expect")
}

/// The text with a space for each `\` at the end of a line.
fn unjoined(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for line in text.split_inclusive('\n') {
        let body = line.trim_end();
        match body.strip_suffix('\\') {
            Some(rest) => {
                out.push_str(rest);
                out.push(' ');
                out.push_str(line.get(body.len()..).unwrap_or_default());
            }
            None => out.push_str(line),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{goes_on, statements};

    fn texts(script: &str) -> Vec<String> {
        let found = statements(script);
        for statement in &found {
            assert_eq!(statement.text.len(), statement.span.of(script).len(), "{script}");
        }
        found.into_iter().map(|statement| statement.text).collect()
    }

    #[test]
    fn a_line_is_a_statement() {
        assert_eq!(texts("# head\na b\r\n\nc # why\n  # more\nexpect d\n"), ["a b", "c # why", "expect d"]);
        assert!(texts("").is_empty());
        assert!(texts("\n \n# only\n").is_empty());
        assert_eq!(texts("    a\n    b\n"), ["a", "b"], "a script may be indented as a whole");
    }

    #[test]
    fn lines_join() {
        assert_eq!(texts("a\n  b\n  c\nd"), ["a\n  b\n  c", "d"]);
        assert_eq!(texts("a\n  expect b\n  .format c\nd"), ["a", "expect b", ".format c", "d"]);
        assert_eq!(texts("a (b\nc) d\ne"), ["a (b\nc) d", "e"]);
        assert_eq!(texts("a \"b\nc\" d\ne"), ["a \"b\nc\" d", "e"]);
        assert_eq!(texts("a \\\nb\nc"), ["a  \nb", "c"]);
        assert_eq!(texts("a (b\n# c (\nd)\ne"), ["a (b\n# c (\nd)", "e"]);
        assert_eq!(texts("a (b\n\nc"), ["a (b", "c"], "an empty line ends what is open");
        assert_eq!(texts("a # (\nb"), ["a # (", "b"]);
    }

    #[test]
    fn the_prompt_waits_for_what_is_open() {
        assert!(goes_on("a (b") && goes_on("a “b") && goes_on("a \\"));
        assert!(!goes_on("a (b)") && !goes_on("a # (") && !goes_on(""));
        assert!(!goes_on("a (b\n"), "an empty line submits it all the same");
    }
}
