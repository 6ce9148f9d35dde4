//! A query as it is read: one spelling for what word processors and keyboards write in many.
//!
//! In: the text that was typed. Out: the text to parse, with a map back for carets.
//! Absent: case and accents, which stay (see `fold`); what the words mean.
//!
//! Characters are composed (NFC); typographic quotes, apostrophes, dashes and spaces become ASCII ones;
//! byte order marks, soft hyphens and other invisible characters are dropped, and so is `\r` before `\n`.
//! Tabs and line breaks stay. Other control characters, overrides of the writing direction, private-use
//! characters and noncharacters stay too, and [`Normalised::forbidden`] points at the first.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::offsets::{Builder, Offsets};
use super::typography::{is_nothing, plain};
use super::{Span, escape};

/// A normalised text that knows what it came from.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Normalised {
    /// The text to parse.
    pub text: String,
    /// From each byte of `text` to the character of the original it came from.
    pub offsets: Offsets,
    forbidden: Option<Span>,
}

impl Normalised {
    /// The span of the original that a span of the text came from: whole characters with their marks.
    pub fn original_span(&self, span: Span) -> Span {
        self.offsets.original_span(span)
    }

    /// The text with other text in some places (in order, apart from each other); every character of it leads
    /// back to the whole of its place.
    #[must_use]
    pub fn with(&self, replaced: &[(Span, &str)]) -> Self {
        let mut out = Builder::with_capacity(self.text.len());
        let mut rest = replaced.iter().peekable();
        let mut skip_to = 0;
        for (at, c) in self.text.char_indices() {
            if let Some((place, text)) = rest.next_if(|(place, _)| place.start == at) {
                let from = self.offsets.original_offset(at);
                text.chars().for_each(|c| out.push(c, from));
                skip_to = place.end;
            }
            if at >= skip_to {
                out.push(c, self.offsets.original_offset(at));
            }
        }
        let (text, offsets) = out.finish(self.offsets.original_offset(self.text.len()));
        Normalised { text, offsets, forbidden: self.forbidden }
    }

    /// Where the first character that no query may hold stands in the original, if there is one.
    pub fn forbidden(&self) -> Option<Span> {
        self.forbidden
    }
}

/// Normalises the text of a query; see the head of this file for what changes.
pub fn normalise(text: &str) -> Normalised {
    let mut out = Builder::with_capacity(text.len());
    let mut end = 0;
    let mut chars = text.char_indices().filter(|(at, c)| !is_dropped(text, *at, *c)).peekable();
    while let Some((at, first)) = chars.next() {
        end = at + first.len_utf8();
        let mut cluster = String::from(first);
        while let Some((at, mark)) = chars.next_if(|(_, c)| joins(*c)) {
            cluster.push(mark);
            end = at + mark.len_utf8();
        }
        for c in cluster.nfc() {
            out.push(plain(c), at);
        }
    }
    let (normal, offsets) = out.finish(end);
    Normalised { text: normal, offsets, forbidden: forbidden(text) }
}

/// Whether a character may compose with the one before it: a mark, or a vowel or final of Hangul.
fn joins(c: char) -> bool {
    !c.is_ascii() && (is_combining_mark(c) || matches!(c, '\u{1160}'..='\u{11ff}'))
}

fn is_dropped(text: &str, at: usize, c: char) -> bool {
    is_nothing(c) || (c == '\r' && text.get(at + 1..).is_some_and(|rest| rest.starts_with('\n')))
}

fn forbidden(text: &str) -> Option<Span> {
    let bad = |(at, c): &(usize, char)| is_forbidden(*c) && !is_dropped(text, *at, *c);
    text.char_indices().find(bad).map(|(at, c)| Span::new(at, at + c.len_utf8()))
}

fn is_forbidden(c: char) -> bool {
    let code = u32::from(c);
    let private = matches!(c, '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..='\u{10ffff}');
    let noncharacter = code & 0xfffe == 0xfffe || (0xfdd0..=0xfdef).contains(&code);
    let control = escape::is_control(c) && !matches!(c, '\t' | '\n' | '\u{2028}' | '\u{2029}');
    private || noncharacter || control
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{any, proptest};
    use unicode_normalization::is_nfc;

    use super::normalise;
    use crate::text::Span;

    #[test]
    fn many_spellings_become_one() {
        for (typed, read) in [
            ("\u{feff}members of “Cote\u{301} d’Ivoire”", "members of \"Coté d'Ivoire\""),
            ("trade\u{a0}between Iran\u{2003}and Russia", "trade between Iran and Russia"),
            ("2020–2024 — −5", "2020-2024 - -5"),
            ("a\r\nb\tc", "a\nb\tc"),
            ("\u{1112}\u{1161}\u{11ab}", "한"),
            ("", ""),
        ] {
            assert_eq!(normalise(typed).text, read);
            assert_eq!(normalise(typed).forbidden(), None);
        }
    }

    #[test]
    fn spans_lead_back_to_what_was_typed() {
        let typed = "\u{feff}“Cote\u{301} d’Ivoire” since";
        let normal = normalise(typed);
        let at = normal.text.find("Coté").unwrap();
        assert_eq!(normal.original_span(Span::new(at, at + 5)).of(typed), "Cote\u{301}");
        let at = normal.text.find("since").unwrap();
        assert_eq!(normal.original_span(Span::new(at, at + 5)).of(typed), "since");
        assert_eq!(normal.original_span(Span::new(at + 5, at + 5)).start, typed.len());
        assert_eq!(normal.offsets.changed_offset(typed.find("since").unwrap()), at);
    }

    #[test]
    fn what_no_query_may_hold_is_pointed_at() {
        for (typed, at, len) in [
            ("a\u{1b}b", 1, 1),
            ("a\rb", 1, 1),
            ("\u{202e}x", 0, 3),
            ("x\u{e000}", 1, 3),
            ("\u{10ffff}", 0, 4),
            ("\u{fdd0}", 0, 3),
        ] {
            assert_eq!(normalise(typed).forbidden(), Some(Span::new(at, at + len)), "{typed:?}");
        }
    }

    proptest! {
        #[test]
        fn the_result_is_composed_and_stable(text in any::<String>()) {
            let normal = normalise(&text);
            assert!(is_nfc(&normal.text));
            assert_eq!(normalise(&normal.text).text, normal.text);
        }

        #[test]
        fn spans_map_to_char_boundaries(text in any::<String>(), a in 0usize..60, b in 0usize..60) {
            let span = normalise(&text).original_span(Span::new(a, b));
            assert!(text.get(span.start..span.end).is_some());
        }
    }
}
