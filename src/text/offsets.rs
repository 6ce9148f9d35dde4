//! From a changed text back to the one it came from.
//!
//! In: pieces of an original with what became of them. Out: the changed text, and a map of its offsets.
//! Absent: what changes are made; `fold` and `normalise` know those.

use super::Span;

/// For each byte of a changed text, where the character it came from starts in the original, and at the
/// end where the last one stops. It never decreases; offsets beyond 4 GiB stay at that.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Offsets(Vec<u32>);

impl Offsets {
    /// The span of the original that a span of the changed text came from. It covers whole characters
    /// with their marks; an empty span stays empty; what lies beyond the text becomes its end.
    pub fn original_span(&self, span: Span) -> Span {
        let last = self.0.len().saturating_sub(1);
        let start = self.at(span.start.min(last));
        if span.end <= span.start || span.start >= last {
            return Span::new(start, start);
        }
        let inside = self.at(span.end.min(last) - 1);
        let end = self.0.partition_point(|offset| *offset as usize <= inside);
        Span::new(start, self.at(end.min(last)))
    }

    /// The offset in the original that an offset of the changed text came from.
    pub fn original_offset(&self, offset: usize) -> usize {
        self.at(offset.min(self.0.len().saturating_sub(1)))
    }

    /// The offset in the changed text of what stands at, or first after, an offset of the original.
    pub fn changed_offset(&self, original: usize) -> usize {
        self.0.partition_point(|offset| (*offset as usize) < original).min(self.0.len().saturating_sub(1))
    }

    fn at(&self, index: usize) -> usize {
        self.0.get(index).map_or(0, |offset| *offset as usize)
    }
}

/// Builds a changed text and its [`Offsets`] from left to right.
#[derive(Debug, Default)]
pub(super) struct Builder {
    text: String,
    offsets: Vec<u32>,
}

impl Builder {
    /// Room for a text of about this many bytes.
    pub(super) fn with_capacity(bytes: usize) -> Self {
        Builder { text: String::with_capacity(bytes), offsets: Vec::with_capacity(bytes + 1) }
    }

    /// Adds a character that came from this offset of the original.
    pub(super) fn push(&mut self, c: char, from: usize) {
        let from = u32::try_from(from).unwrap_or(u32::MAX);
        self.text.push(c);
        if c.is_ascii() {
            self.offsets.push(from);
        } else {
            self.offsets.resize(self.text.len(), from);
        }
    }

    /// The text so far.
    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// Takes the last character off again, if there is one.
    pub(super) fn pop(&mut self) -> Option<char> {
        let c = self.text.pop();
        self.offsets.truncate(self.text.len());
        c
    }

    /// The text and its map; `end` is where its last character stops in the original.
    pub(super) fn finish(mut self, end: usize) -> (String, Offsets) {
        self.offsets.push(u32::try_from(end).unwrap_or(u32::MAX));
        (self.text, Offsets(self.offsets))
    }
}
