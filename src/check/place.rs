//! Where in a file the caret of a finding goes.
//!
//! In: the text of a file, the line on which a thing is declared, one of its keys. Out: a span.
//! Absent: reading TOML again; a key that is written in an unusual way is shown by its heading.

use crate::text::{Source, Span};

/// A declaration is looked through for so many lines.
const MOST_LINES: usize = 100;

/// A word in the value of a key below the heading on that line, or else the whole value, or else the heading; none
/// where the text is not kept.
pub(super) fn find(file: &Source, line: usize, key: Option<&str>, word: &str) -> Option<Span> {
    if file.text.is_empty() || line == 0 || line > file.lines() {
        return None;
    }
    let Some(value) = key.and_then(|key| value(file, line, key)) else { return Some(trimmed(file, line)) };
    let quoted = format!("\"{word}\"");
    let at = value.of(&file.text).find(&quoted).map(|at| value.start + at);
    Some(at.map_or(value, |at| Span::new(at, at + quoted.len())))
}

fn value(file: &Source, heading: usize, key: &str) -> Option<Span> {
    let lines = (heading + 1..=file.lines()).take(MOST_LINES);
    for line in lines.take_while(|line| !file.line_text(*line).starts_with('[')) {
        let span = trimmed(file, line);
        let text = span.of(&file.text);
        let after = text.strip_prefix(key).map(str::trim_start).and_then(|rest| rest.strip_prefix('='));
        if let Some(value) = after.map(str::trim_start).filter(|value| !value.is_empty()) {
            return Some(Span::new(span.end - value.len(), span.end));
        }
    }
    None
}

fn trimmed(file: &Source, line: usize) -> Span {
    let span = file.line_span(line);
    let text = span.of(&file.text);
    let start = span.start + text.len() - text.trim_start().len();
    Span::new(start, start + text.trim().len())
}

#[cfg(test)]
mod tests {
    use super::find;
    use crate::text::Source;

    #[test]
    fn the_value_of_a_key_is_found_below_its_heading() {
        let list = Source::new("f", "[a]\nnames = [\"x\", \"y z\"]\n");
        let word = |word| find(&list, 1, Some("names"), word).map(|span| span.of(&list.text));
        assert_eq!((word("y z"), word("q")), (Some("\"y z\""), Some("[\"x\", \"y z\"]")));
        let file = Source::new("f", "[[a]]\n  when = \"2024\"\nid = \"x\"\n[[a]]\nwhen=\"2025\"\n");
        let at = |line, key| find(&file, line, key, "").map(|span| span.of(&file.text));
        assert_eq!(at(1, Some("when")), Some("\"2024\""));
        assert_eq!(at(4, Some("when")), Some("\"2025\""));
        assert_eq!(at(4, Some("id")), Some("[[a]]"));
        assert_eq!(at(1, None), Some("[[a]]"));
        assert_eq!(at(0, None), None);
        assert_eq!(at(99, None), None);
        assert_eq!(find(&Source::new("data.tsv", ""), 1, None, ""), None);
    }
}
