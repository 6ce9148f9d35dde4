//! Text set in lines of a given width.
//!
//! In: text without control characters. Out: lines no wider than asked. Absent: hyphenation, justification.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// How many columns a text takes on a terminal; control characters should be escaped before.
pub fn display_width(text: &str) -> usize {
    text.width()
}

/// The text in lines of at most `width` columns, broken at white space; a word that is wider is broken
/// anywhere. Line breaks in the text stay. At least one line, of at least one character each.
pub fn wrap(text: &str, width: usize) -> Vec<String> {
    let mut lines = Vec::new();
    for paragraph in text.lines() {
        let mut line = String::new();
        for word in paragraph.split_whitespace() {
            let gap = usize::from(!line.is_empty());
            if gap > 0 && line.width() + gap + word.width() > width {
                lines.push(std::mem::take(&mut line));
            }
            if !line.is_empty() {
                line.push(' ');
            }
            push_broken(word, width, &mut line, &mut lines);
        }
        lines.push(line);
    }
    if lines.is_empty() {
        lines.push(String::new());
    }
    lines
}

/// Adds a word to the line; each time the line is full it is moved to the lines.
fn push_broken(word: &str, width: usize, line: &mut String, lines: &mut Vec<String>) {
    if line.width() + word.width() <= width {
        line.push_str(word);
        return;
    }
    let mut used = line.width();
    for c in word.chars() {
        let columns = c.width().unwrap_or(0);
        if used > 0 && used + columns > width {
            lines.push(std::mem::take(line));
            used = 0;
        }
        line.push(c);
        used += columns;
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{any, proptest};

    use super::{display_width, wrap};

    #[test]
    fn lines_break_at_white_space() {
        assert_eq!(wrap("members of  BRICS since 2024", 12), ["members of", "BRICS since", "2024"]);
        assert_eq!(wrap("one\ntwo", 12), ["one", "two"]);
        assert_eq!(wrap("", 12), [""]);
    }

    #[test]
    fn a_wide_word_breaks_anywhere() {
        assert_eq!(wrap("a abcdefgh", 4), ["a", "abcd", "efgh"]);
        assert_eq!(wrap("中国中国", 5), ["中国", "中国"]);
        assert_eq!(wrap("中国", 0), ["中", "国"]);
    }

    proptest! {
        #[test]
        fn no_line_is_too_wide(text in any::<String>(), width in 2usize..30) {
            let text = crate::text::escape_block(&text).into_owned();
            for line in wrap(&text, width) {
                let sum: usize = line.chars().map(|c| display_width(&c.to_string())).sum();
                assert!(line.contains('\u{fe0f}') || display_width(&line).min(sum) <= width, "{line:?}");
            }
        }
    }
}
