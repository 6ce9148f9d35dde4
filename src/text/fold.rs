//! Folding: what two spellings have in common when case, accents and typography are ignored.
//!
//! In: any text. Out: a text to compare by, with a map back to the original. Absent: stems (see `stem`).
//!
//! A character is decomposed (Unicode Standard Annex #15, NFKD) and lower-cased; letters that do not
//! decompose (`ß`, `ø`, `ł`, …) are spelt in ASCII. Marks are dropped from Latin, Greek and Cyrillic
//! letters and from whatever is no letter; all other scripts keep them, in canonical order, for there they
//! make words (`की` is not `का`, `が` is not `か`). Typographic quotes, apostrophes and dashes become ASCII
//! ones, a run of white space one space, with none at either end; joiners and other invisible characters
//! are dropped. Folding a folded text changes nothing.

use unicode_normalization::char::{canonical_combining_class, decompose_compatible, is_combining_mark};

use super::offsets::{Builder, Offsets};
use super::typography::{is_nothing, plain};
use super::{Span, escape};

/// The folded form of a text; see the head of this file for what is ignored.
pub fn fold(text: &str) -> String {
    if text.is_ascii() { fold_ascii(text) } else { Folded::new(text).text }
}

/// A folded text that knows where each of its bytes came from.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Folded {
    /// The text to compare by.
    pub text: String,
    /// From each byte of `text` to the character of the original it came from.
    pub offsets: Offsets,
}

impl Folded {
    /// Folds a text and keeps the map.
    pub fn new(text: &str) -> Self {
        let mut folder = Folder { out: Builder::with_capacity(text.len()), ..Folder::default() };
        for (at, c) in text.char_indices() {
            folder.add(c, at);
        }
        let (text, offsets) = folder.out.finish(folder.end);
        Folded { text, offsets }
    }

    /// The span of the original that a span of the folded text came from: whole characters with their marks.
    pub fn original_span(&self, span: Span) -> Span {
        self.offsets.original_span(span)
    }
}

#[derive(Default)]
struct Folder {
    out: Builder,
    /// Where the white space not yet written began.
    space: Option<usize>,
    /// Where the letter that marks would belong to stands in the original, if they are kept.
    base: Option<usize>,
    /// Where the last character written stops in the original, with its marks.
    end: usize,
}

impl Folder {
    fn add(&mut self, c: char, at: usize) {
        let end = at + c.len_utf8();
        if c.is_ascii() {
            self.add_plain(c.to_ascii_lowercase(), at, end);
        } else if !vanishes(c) {
            decompose_compatible(plain(c), |part| {
                for lower in part.to_lowercase() {
                    self.add_part(plain(lower), at, end);
                }
            });
        }
    }

    fn add_part(&mut self, c: char, at: usize, end: usize) {
        if let Some(spelling) = ascii_spelling(c) {
            spelling.chars().for_each(|letter| self.add_plain(letter, at, end));
        } else if is_combining_mark(c) {
            self.add_mark(c, end);
        } else if !vanishes(c) {
            self.add_plain(c, at, end);
        }
    }

    fn add_plain(&mut self, c: char, at: usize, end: usize) {
        self.base = None;
        if c.is_whitespace() {
            self.space.get_or_insert(at);
            return;
        }
        let space = self.space.take().filter(|_| !self.out.text().is_empty());
        if let Some(space) = space {
            self.out.push(' ', space);
        }
        self.out.push(if c == '`' { '\'' } else { c }, at);
        self.base = keeps_marks(c).then_some(at);
        self.end = end;
    }

    /// Keeps a mark behind the letter it belongs to, in canonical order, or drops it.
    fn add_mark(&mut self, mark: char, end: usize) {
        if self.space.is_none() && !self.out.text().is_empty() {
            self.end = end;
        }
        let Some(base) = self.base else { return };
        let class = canonical_combining_class(mark);
        let mut later = Vec::new();
        if class > 0 {
            while let Some(last) = self.out.text().chars().next_back()
                && canonical_combining_class(last) > class
            {
                later.extend(self.out.pop());
            }
        }
        self.out.push(mark, base);
        later.into_iter().rev().for_each(|mark| self.out.push(mark, base));
    }
}

/// What leaves no trace: the invisible, joiners, variation selectors, overrides of direction.
fn vanishes(c: char) -> bool {
    is_nothing(c)
        || matches!(c, '\u{200c}' | '\u{200d}' | '\u{fe00}'..='\u{fe0f}' | '\u{e0100}'..='\u{e01ef}')
        || (escape::is_control(c) && !c.is_control() && !c.is_whitespace())
}

/// Letters of the Latin script that Unicode does not decompose, in lower case; and the final sigma.
fn ascii_spelling(c: char) -> Option<&'static str> {
    Some(match c {
        'ß' => "ss",
        'æ' => "ae",
        'œ' => "oe",
        'ø' => "o",
        'đ' | 'ð' => "d",
        'þ' => "th",
        'ł' => "l",
        'ħ' => "h",
        'ŧ' => "t",
        'ı' => "i",
        'ə' => "a",
        'ς' => "σ",
        _ => return None,
    })
}

/// Whether the marks on this letter (folded already) make words, and so are kept.
fn keeps_marks(c: char) -> bool {
    let loses = matches!(c,
        '\0'..='\u{2af}' | '\u{370}'..='\u{52f}' | '\u{1d00}'..='\u{1dbf}' | '\u{1e00}'..='\u{1fff}'
        | '\u{2c60}'..='\u{2c7f}' | '\u{2de0}'..='\u{2dff}' | '\u{a640}'..='\u{a69f}' | '\u{a720}'..='\u{a7ff}'
        | '\u{ab30}'..='\u{ab6f}');
    !loses && c.is_alphabetic()
}

fn fold_ascii(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split(|c: char| c.is_whitespace()).filter(|word| !word.is_empty()) {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    out.make_ascii_lowercase();
    if out.contains('`') { out.replace('`', "'") } else { out }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{any, proptest};

    use super::{Folded, fold};
    use crate::text::Span;

    #[test]
    fn case_accents_and_typography_are_ignored() {
        for (typed, folded) in [
            ("Côte d’Ivoire", "cote d'ivoire"),
            ("Cote\u{301} d`Ivoire", "cote d'ivoire"),
            ("  União\u{a0} das\t\nNações ", "uniao das nacoes"),
            ("STRASSE Straße ẞ", "strasse strasse ss"),
            ("Łódź Øresund Đukanović Þór", "lodz oresund dukanovic thor"),
            ("İstanbul Diyarbakır", "istanbul diyarbakir"),
            ("Россия РОССИЯ́ Йёї", "россия россия иеі"),
            ("Ἑλλάς ΕΛΛΆΣ", "ελλασ ελλασ"),
            ("“a”—b–c ‑ «d» ‚e‘", "\"a\"-b-c - \"d\" 'e'"),
            ("ﬁ ½ № … Ａ", "fi 1⁄2 no ... a"),
            ("\u{feff}Ir\u{ad}an\u{200b}", "iran"),
            ("Saʿūd Qurʾān", "sa'ud qur'an"),
            ("", ""),
            (" \u{301} ", ""),
        ] {
            assert_eq!(fold(typed), folded, "{typed}");
        }
    }

    #[test]
    fn other_scripts_keep_what_makes_their_words() {
        assert_ne!(fold("की"), fold("का"));
        assert_ne!(fold("が"), fold("か"));
        assert_ne!(fold("مُدَرِّس"), fold("مدرس"));
        assert_eq!(fold("が"), fold("か\u{3099}"));
        assert_eq!(fold("한국"), fold("\u{1112}\u{1161}\u{11ab}\u{1100}\u{116e}\u{11a8}"));
        assert_eq!(fold("می\u{200c}خواهم"), fold("میخواهم"));
        assert_eq!(fold("中国"), "中国");
        // Two marks in either order are one spelling.
        assert_eq!(fold("ب\u{651}\u{64e}"), fold("ب\u{64e}\u{651}"));
    }

    #[test]
    fn spans_map_back_to_whole_characters() {
        let original = "x Straße  Cote\u{301}.";
        let folded = Folded::new(original);
        assert_eq!(folded.text, "x strasse cote.");
        let back = |start, end| folded.original_span(Span::new(start, end)).of(original);
        assert_eq!(back(2, 9), "Straße");
        assert_eq!(back(6, 7), "ß");
        assert_eq!(back(7, 8), "ß");
        assert_eq!(back(10, 14), "Cote\u{301}");
        assert_eq!(back(9, 10), "  ");
        assert_eq!(back(14, 99), ".");
        assert_eq!(back(99, 120), "");
        assert_eq!(back(3, 3), "");
    }

    proptest! {
        #[test]
        fn folding_twice_is_folding_once(text in any::<String>()) {
            let once = fold(&text);
            assert_eq!(fold(&once), once);
            assert_eq!(Folded::new(&text).text, once);
        }

        #[test]
        fn every_span_maps_to_char_boundaries(text in "[a-zßéÀ中か\u{301}\u{3099}\u{93f}क 한\u{a0}‑½İ]{0,20}", a in 0usize..60, b in 0usize..60) {
            let folded = Folded::new(&text);
            let span = folded.original_span(Span::new(a, b));
            assert!(text.get(span.start..span.end).is_some());
            let whole = folded.original_span(Span::new(0, folded.text.len()));
            assert_eq!(fold(whole.of(&text)), folded.text);
        }
    }
}
