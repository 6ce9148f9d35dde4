//! One line of a source made fit to be drawn.
//!
//! In: a line, the spans on it, the columns there are. Out: the line as it is shown and the spans in that.
//! Absent: the carets themselves.
//!
//! Control characters become visible, a tab four spaces; a line that is too wide is cut around the first
//! span, with `…` at each cut.

use std::borrow::Cow;
use std::ops::Range;

use unicode_width::UnicodeWidthChar;

use super::{Span, escape};

/// A line fit to be drawn.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Excerpt {
    /// What is shown of the line.
    pub(super) text: String,
    /// Where each span stands in that, in bytes; none where it was cut off.
    pub(super) spans: Vec<Option<Range<usize>>>,
}

/// A character as it is shown, with the marks upon it.
struct Cell<'a> {
    /// Where the character starts in the line.
    at: usize,
    shown: Cow<'a, str>,
    width: usize,
}

/// Fits a line into `width` columns. The first span decides what is kept of a wide one: its beginning, and
/// if it can be, its end with `room` columns after it for a label. Spans are offsets in the line.
pub(super) fn fit(line: &str, spans: &[Span], width: usize, room: usize) -> Excerpt {
    let first = spans.first().copied().unwrap_or_default();
    let near = neighbourhood(line, first.start, width);
    let cells = cells(line, near.clone());
    let whole = near == (0..line.len());
    let kept = if whole && columns(&cells) <= width {
        0..cells.len()
    } else {
        window(&cells, first, width, room, near.start > 0)
    };
    let cut_left = kept.start > 0 || near.start > 0;
    let cut_right = kept.end < cells.len() || near.end < line.len();
    show(line, cells.get(kept).unwrap_or_default(), cut_left, cut_right, spans)
}

/// The part of a line that can matter: bounds the work for a line of any length.
fn neighbourhood(line: &str, around: usize, width: usize) -> Range<usize> {
    let reach = width.saturating_mul(8);
    let start = line.floor_char_boundary(around.saturating_sub(reach));
    start..line.ceil_char_boundary(around.saturating_add(reach).min(line.len()))
}

fn cells(line: &str, part: Range<usize>) -> Vec<Cell<'_>> {
    let mut cells: Vec<Cell<'_>> = Vec::new();
    for (offset, c) in line.get(part.clone()).unwrap_or_default().char_indices() {
        let at = part.start + offset;
        let end = at + c.len_utf8();
        let mark = c.width() == Some(0) && !escape::is_control(c);
        match cells.last_mut() {
            Some(base) if mark => base.shown.to_mut().push(c),
            _ => {
                let shown: Cow<'_, str> = match c {
                    '\t' => "    ".into(),
                    c if escape::is_control(c) => escape::picture(c),
                    _ => line.get(at..end).unwrap_or_default().into(),
                };
                let width = shown.chars().map(|c| c.width().unwrap_or(0)).sum();
                cells.push(Cell { at, shown, width });
            }
        }
    }
    cells
}

fn columns(cells: &[Cell<'_>]) -> usize {
    cells.iter().map(|cell| cell.width).sum()
}

/// Which cells to keep so that they take at most `width` columns with a `…` at each end.
fn window(cells: &[Cell<'_>], span: Span, width: usize, room: usize, cut_before: bool) -> Range<usize> {
    /// What stands before a span that fills the line.
    const LEAST_BEFORE: usize = 4;
    let inner = width.saturating_sub(2).max(1);
    let first = cells.partition_point(|cell| cell.at < span.start);
    let last = cells.partition_point(|cell| cell.at < span.end).max(first);
    let wide = columns(cells.get(first..last).unwrap_or_default());
    let after = columns(cells.get(last..).unwrap_or_default()).min(inner / 2);
    let right = (wide + after.max(room)).min(inner.saturating_sub(LEAST_BEFORE));
    let start = back(cells, first, inner - right);
    // At the very beginning no `…` is needed, and its column is free.
    let inner = if start == 0 && !cut_before { inner + 1 } else { inner };
    start..forward(cells, start, inner)
}

/// The first of the cells before `from` that fit into some columns.
fn back(cells: &[Cell<'_>], from: usize, mut columns: usize) -> usize {
    let mut start = from.min(cells.len());
    while let Some(cell) = start.checked_sub(1).and_then(|at| cells.get(at))
        && cell.width <= columns
    {
        columns -= cell.width;
        start -= 1;
    }
    start
}

/// One past the last of the cells from `from` on that fit into some columns.
fn forward(cells: &[Cell<'_>], from: usize, mut columns: usize) -> usize {
    let fits = |cell: &&Cell<'_>| {
        let fits = cell.width <= columns;
        columns = columns.saturating_sub(cell.width);
        fits
    };
    from + cells.iter().skip(from).take_while(fits).count()
}

fn show(line: &str, kept: &[Cell<'_>], cut_left: bool, cut_right: bool, spans: &[Span]) -> Excerpt {
    let mut text = String::from(if cut_left { "…" } else { "" });
    let mut starts = Vec::with_capacity(kept.len() + 1);
    for cell in kept {
        starts.push((cell.at, text.len()));
        text.push_str(&cell.shown);
    }
    let end_of_kept = if cut_right { kept.last().map_or(0, |cell| cell.at + 1) } else { line.len() };
    let end = text.len();
    let begin = kept.first().map_or(0, |cell| cell.at);
    if cut_right {
        text.push('…');
    }
    // The place of the cell that an offset falls into; `round` finds the next cell instead.
    let place = |offset: usize, round: bool| {
        let after = starts.partition_point(|(at, _)| if round { *at < offset } else { *at <= offset });
        let index = if round { after } else { after.saturating_sub(1) };
        starts.get(index).map_or(end, |(_, shown)| *shown)
    };
    let spans = spans.iter().map(|span| {
        let (start, stop) = (span.start.min(line.len()), span.end.min(line.len()));
        let outside = stop < begin || start > end_of_kept || (start < begin && stop <= begin && cut_left);
        if outside {
            return None;
        }
        let from = if start >= line.len() { end } else { place(start.max(begin), false) };
        let to = if stop > start { place(stop, true) } else { from };
        Some(from..to.max(from))
    });
    Excerpt { spans: spans.collect(), text }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{any, proptest};
    use unicode_width::UnicodeWidthChar;

    use super::fit;
    use crate::text::Span;

    fn fitted(line: &str, at: &str, width: usize) -> String {
        let start = line.find(at).unwrap();
        let excerpt = fit(line, &[Span::new(start, start + at.len())], width, 0);
        let span = excerpt.spans[0].clone().unwrap();
        format!(
            "{}[{}]{}",
            &excerpt.text[..span.start],
            &excerpt.text[span.clone()],
            &excerpt.text[span.end..]
        )
    }

    #[test]
    fn a_line_that_fits_stays_whole() {
        assert_eq!(fitted("members of BRICS", "of", 16), "members [of] BRICS");
        assert_eq!(fitted("a\tb\u{1b}c", "b\u{1b}", 16), "a    [b␛]c");
        assert_eq!(fitted("Cote\u{301} x", "\u{301}", 16), "Cot[e\u{301}] x");
    }

    #[test]
    fn a_wide_line_is_cut_around_the_span() {
        let line = "members of BRICS since 2024 and members of SCO since 2017";
        assert_eq!(fitted(line, "members of BRICS", 24), "[members of BRICS] since …");
        assert_eq!(fitted(line, "2024", 24), "… since [2024] and member…");
        assert_eq!(fitted(line, "2017", 24), "…bers of SCO since [2017]");
        assert_eq!(fitted(line, "since 2024 and members of SCO", 24), "…ICS [since 2024 and mem]…");
    }

    #[test]
    fn spans_that_were_cut_off_are_gone() {
        let line = "x".repeat(200);
        let spans = [Span::new(100, 101), Span::new(0, 1), Span::new(199, 200), Span::new(200, 200)];
        let excerpt = fit(&line, &spans, 40, 0);
        assert!(excerpt.spans[0].is_some());
        assert_eq!(excerpt.spans[1..], [None, None, None]);
    }

    proptest! {
        #[test]
        fn what_is_shown_fits(line in any::<String>(), a in 0usize..90, len in 0usize..20, width in 10usize..40) {
            let line = line.replace('\n', " ");
            let excerpt = fit(&line, &[Span::new(a, a + len)], width, 0);
            let columns: usize = excerpt.text.chars().map(|c| c.width().unwrap_or(0)).sum();
            assert!(columns <= width, "{columns} {:?}", excerpt.text);
            for span in excerpt.spans.into_iter().flatten() {
                assert!(excerpt.text.get(span).is_some());
            }
        }
    }
}
