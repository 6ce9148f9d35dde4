//! A text with a name, and where its lines are.
//!
//! In: the name and the text of a file or a query. Out: lines and columns for any offset.
//! Absent: reading the file (that is `load`), and drawing (that is `draw`).

use unicode_width::UnicodeWidthChar;

use super::Span;

/// A text that errors can point into. The fields are for reading; build it with [`Source::new`].
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Source {
    /// What people call the text: the path of a file as they gave it, or `query`.
    pub name: String,
    /// The text itself, as read.
    pub text: String,
    /// The offset at which each line starts; the first is 0.
    starts: Vec<usize>,
}

impl Source {
    /// A text under the name that people know it by.
    pub fn new(name: impl Into<String>, text: impl Into<String>) -> Self {
        let (name, text) = (name.into(), text.into());
        let after_break = |(at, byte): (usize, u8)| (byte == b'\n').then_some(at + 1);
        let starts = std::iter::once(0).chain(text.bytes().enumerate().filter_map(after_break)).collect();
        Source { name, text, starts }
    }

    /// The line and the column of an offset, both counted from 1.
    ///
    /// A column is a character as a person counts them: a combining mark or another character without
    /// width belongs to the one before it; a wide character and a tab count once. An offset inside a
    /// character is rounded down, one beyond the text to its end.
    pub fn line_column(&self, offset: usize) -> (usize, usize) {
        let offset = self.floor(offset);
        let line = self.line_of(offset);
        let before = self.text.get(self.start_of(line)..offset).unwrap_or_default();
        (line, before.trim_end_matches('\r').chars().filter(|c| counts(*c)).count() + 1)
    }

    /// The number of the line that an offset stands in, from 1; a line break belongs to the line it ends.
    pub fn line_of(&self, offset: usize) -> usize {
        self.starts.partition_point(|start| *start <= offset).max(1)
    }

    /// How many lines there are: at least one; a final line break opens an empty last line.
    pub fn lines(&self) -> usize {
        self.starts.len().max(1)
    }

    /// Where the text of a line stands, without its line break; the end of the text for a line beyond it.
    pub fn line_span(&self, line: usize) -> Span {
        let start = self.start_of(line);
        let rest = self.text.get(start..).unwrap_or_default();
        let body = rest.split('\n').next().unwrap_or_default();
        Span::new(start, start + body.strip_suffix('\r').unwrap_or(body).len())
    }

    /// The text of a line, counted from 1, without its line break; empty for a line beyond the text.
    pub fn line_text(&self, line: usize) -> &str {
        self.line_span(line).of(&self.text)
    }

    /// The nearest offset at or before this one that lies in the text and starts a character.
    pub fn floor(&self, offset: usize) -> usize {
        self.text.floor_char_boundary(offset)
    }

    fn start_of(&self, line: usize) -> usize {
        self.starts.get(line.saturating_sub(1)).copied().unwrap_or(self.text.len())
    }
}

/// Whether a person counts this as a character of its own: all but what has no width.
fn counts(c: char) -> bool {
    c.width() != Some(0)
}

#[cfg(test)]
mod tests {
    use super::Source;
    use crate::text::Span;

    #[test]
    fn lines_and_columns_count_from_one() {
        let source = Source::new("query", "members\nof BRICS\r\nnow");
        assert_eq!(source.line_column(0), (1, 1));
        assert_eq!(source.line_column(7), (1, 8));
        assert_eq!(source.line_column(8), (2, 1));
        assert_eq!(source.line_column(11), (2, 4));
        assert_eq!(source.line_column(17), (2, 9), "between \\r and \\n is still the end of the line");
        assert_eq!(source.line_column(18), (3, 1));
        assert_eq!(source.line_text(2), "of BRICS");
        assert_eq!(source.line_span(3), Span::new(18, 21));
        assert_eq!(source.lines(), 3);
    }

    #[test]
    fn offsets_out_of_range_or_inside_a_character_are_rounded_down() {
        let source = Source::new("query", "é中");
        assert_eq!(source.line_column(1), (1, 1));
        assert_eq!(source.line_column(3), (1, 2));
        assert_eq!(source.line_column(999), (1, 3));
        assert_eq!(source.line_text(9), "");
        assert_eq!(source.line_text(0), "é中", "line 0 is read as line 1");
        assert_eq!(Source::new("", "").line_column(5), (1, 1));
        assert_eq!(Source::default().line_column(5), (1, 1));
    }

    #[test]
    fn marks_belong_to_the_character_before_them() {
        let source = Source::new("query", "e\u{301}\u{200b}x");
        assert_eq!(source.line_column(source.text.find('x').unwrap()), (1, 2));
    }
}
