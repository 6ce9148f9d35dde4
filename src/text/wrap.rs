//! Text set in lines of a given width.
//!
//! In: text without control characters. Out: lines no wider than asked. Absent: hyphenation, justification.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// How many columns a text takes on a terminal; control characters should be escaped before.
pub fn display_width(text: &str) -> usize {
    text.width()
}

/// The text in lines of at most `width` columns. A line that fits stays as it is; others are broken at white
/// space, a run of which becomes one space; a word that is wider is broken
/// anywhere. Line breaks in the text stay. At least one line, of at least one character each.
pub fn wrap(text: &str, width: usize) -> Vec<String> {
    let mut lines = Vec::new();
    for paragraph in text.lines() {
        if most_columns(paragraph) <= width {
            lines.push(paragraph.to_owned());
            continue;
        }
        let mut line = String::new();
        for word in paragraph.split_whitespace() {
            let gap = usize::from(!line.is_empty());
            if gap > 0 && most_columns(&line) + gap + most_columns(word) > width {
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

/// The most columns that any terminal may give a text: some join characters that others show side by side.
pub(super) fn most_columns(text: &str) -> usize {
    text.chars().map(columns_of).sum::<usize>().max(text.width())
}

/// The selector of the emoji form may make the character before it one column wider.
fn columns_of(c: char) -> usize {
    if c == '\u{fe0f}' { 1 } else { c.width().unwrap_or(0) }
}

/// Adds a word to the line; each time the line is full it is moved to the lines.
fn push_broken(word: &str, width: usize, line: &mut String, lines: &mut Vec<String>) {
    if most_columns(line) + most_columns(word) <= width {
        line.push_str(word);
        return;
    }
    let mut used = most_columns(line);
    for c in word.chars() {
        let columns = columns_of(c);
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

    use super::{display_width, most_columns, wrap};

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
                assert!(most_columns(&line) <= width && display_width(&line) <= width, "{line:?}");
            }
        }
    }
}
