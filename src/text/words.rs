//! Where the words of a text stand, as the language sees them.
//!
//! In: any text, as typed or normalised. Out: a span for each word, and the key to look a word up by.
//! Absent: what the words mean; numbers, dates and quoted text, which the grammar reads from the text itself.
//!
//! - A word is a run of letters and digits with their marks; the underscore counts as a letter.
//! - Between two of these an apostrophe, a hyphen or a dot belongs to the word: `d'Ivoire`, `al-Assad`,
//!   `Su-35`, `3.5`; a dot between letters only if the letters on both sides stand alone, as in `U.S.A`.
//! - A final dot belongs to initials (`U.S.`), and to a single capital or a well-known abbreviation before
//!   another word (`J. Vance`, `St. Petersburg`).
//! - The possessive is a word of its own: `Iran's` is `Iran` and `'s`, `members'` is `members` and `'`,
//!   unless the word itself follows an apostrophe, as in `'members'`. So is what is left of a verb: `members've` is
//!   `members` and `'ve`.
//! - All else separates words and is none.

use unicode_normalization::char::is_combining_mark;

use super::{Span, fold};

/// The words of a text from left to right.
pub fn words(text: &str) -> impl Iterator<Item = Span> {
    Words { text, at: 0 }
}

/// What to look a word up by: folded, and without the dots of an abbreviation (`U.S.` is `us`, `St.` is
/// `st`, `3.5` stays).
pub fn word_key(word: &str) -> String {
    let mut key = String::with_capacity(word.len());
    push_key(word, &mut key);
    key
}

/// Writes the key of a word at the end of a text; see [`word_key`].
pub(super) fn push_key(word: &str, out: &mut String) {
    if !word.is_ascii() {
        push_undotted(&fold(word), out);
    } else if word.contains('.') {
        push_undotted(&word.to_ascii_lowercase(), out);
    } else {
        let start = out.len();
        out.push_str(word);
        out.get_mut(start..).unwrap_or_default().make_ascii_lowercase();
    }
}

fn push_undotted(key: &str, out: &mut String) {
    let number = key.starts_with(|c: char| c.is_ascii_digit());
    out.extend(key.chars().filter(|c| number || *c != '.'));
}

/// The keys of all words of a text: what a name or a phrase of several words is looked up by.
pub fn key_words(text: &str) -> Vec<String> {
    words(text).map(|span| word_key(span.of(text))).collect()
}

/// Abbreviations whose dot does not end a sentence, folded.
const ABBREVIATIONS: [&str; 19] = [
    "st", "ste", "dr", "mr", "mrs", "ms", "prof", "gen", "col", "lt", "capt", "sgt", "gov", "sen", "rep",
    "rev", "hon", "mt", "no",
];

struct Words<'a> {
    text: &'a str,
    at: usize,
}

impl Iterator for Words<'_> {
    type Item = Span;

    fn next(&mut self) -> Option<Span> {
        loop {
            let rest = self.text.get(self.at..)?;
            let c = rest.chars().next()?;
            let len = if is_letter(c) {
                word_len(rest)
            } else if is_apostrophe(c) {
                possessive_len(self.text, self.at)
            } else {
                0
            };
            let start = self.at;
            self.at += len.max(c.len_utf8());
            if len > 0 {
                return Some(Span::new(start, self.at));
            }
        }
    }
}

/// The length of the word that the text starts with: at least its first letter.
fn word_len(text: &str) -> usize {
    let mut len = run_len(text);
    loop {
        let word = text.get(..len).unwrap_or_default();
        let rest = text.get(len..).unwrap_or_default();
        let Some(joiner) = rest.chars().next().filter(|c| joins(*c)) else { break };
        let after = rest.get(joiner.len_utf8()..).unwrap_or_default();
        let run = run_len(after);
        if run == 0
            || (is_apostrophe(joiner) && is_ending(after, run))
            || !(joiner != '.' || dot_joins(word, after, run))
        {
            break;
        }
        len += joiner.len_utf8() + run;
    }
    len + final_dot(text, len)
}

/// The length of the letters, digits and marks that the text starts with.
fn run_len(text: &str) -> usize {
    if !text.starts_with(is_letter) {
        return 0;
    }
    text.find(|c| !is_letter(c) && !continues(c)).unwrap_or(text.len())
}

fn dot_joins(word: &str, after: &str, run: usize) -> bool {
    let digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    let last = word.rsplit(['.', '-']).next().unwrap_or_default();
    let next = after.get(..run).unwrap_or_default();
    (digits(last) && digits(next)) || (is_initial(last) && is_initial(next))
}

/// One if the dot after the first `len` bytes belongs to them, else none.
fn final_dot(text: &str, len: usize) -> usize {
    let word = text.get(..len).unwrap_or_default();
    let Some(after) = text.get(len..).and_then(|rest| rest.strip_prefix('.')) else { return 0 };
    let initials = word.contains('.') && word.split('.').all(is_initial);
    let before_word = after.starts_with(char::is_whitespace) && after.trim_start().starts_with(is_letter);
    let capital = is_initial(word) && word.starts_with(char::is_uppercase);
    let abbreviation = before_word && (capital || ABBREVIATIONS.contains(&fold(word).as_str()));
    usize::from(initials || abbreviation)
}

/// The length of the possessive ending, or of a verb that is cut short, at this apostrophe; none if it is something else.
fn possessive_len(text: &str, at: usize) -> usize {
    let (before, rest) = text.split_at_checked(at).unwrap_or_default();
    if !before.ends_with(|c| is_letter(c) || continues(c) || c == '.') {
        return 0;
    }
    let apostrophe = rest.chars().next().map_or(0, char::len_utf8);
    let after = rest.get(apostrophe..).unwrap_or_default();
    let run = run_len(after);
    if is_ending(after, run) {
        return apostrophe + run;
    }
    let word = before.rfind(|c| !(is_letter(c) || continues(c) || c == '-')).map_or(before, |i| &before[i..]);
    let sibilant = word.ends_with(['s', 'S', 'x', 'X', 'z', 'Z']);
    if run == 0 && sibilant && !word.starts_with(is_apostrophe) { apostrophe } else { 0 }
}

/// What follows an apostrophe and is no part of the word before it: `'s`, `'re`, `'ve`.
fn is_ending(after: &str, run: usize) -> bool {
    let is = |ending: &str| after.get(..run).is_some_and(|run| run.eq_ignore_ascii_case(ending));
    ["s", "re", "ve"].into_iter().any(is)
}

fn is_initial(word: &str) -> bool {
    let mut chars = word.chars().filter(|c| !continues(*c));
    chars.next().is_some_and(char::is_alphabetic) && chars.next().is_none()
}

fn is_letter(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '_' || (!c.is_ascii() && c.is_alphanumeric() && !is_combining_mark(c))
}

/// What carries on a run but does not start one: marks, joiners, the soft hyphen.
fn continues(c: char) -> bool {
    !c.is_ascii() && (is_combining_mark(c) || matches!(c, '\u{200c}' | '\u{200d}' | '\u{ad}'))
}

/// A query is read with plain dashes, so every dash joins alike: `Iran–Russia` is one word, as `Iran-Russia` is.
fn joins(c: char) -> bool {
    c == '.' || super::typography::plain(c) == '-' || is_apostrophe(c)
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '\u{2018}' | '\u{2019}' | '\u{2bb}' | '\u{2bc}' | '\u{2be}' | '\u{2bf}' | '\u{ff07}')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{any, proptest};

    use super::{key_words, word_key, words};

    fn split(text: &str) -> String {
        words(text).map(|span| span.of(text)).collect::<Vec<_>>().join("|")
    }

    #[test]
    fn words_are_what_a_reader_takes_for_words() {
        for (text, expected) in [
            ("members of BRICS since 2024?", "members|of|BRICS|since|2024"),
            ("Iran's memberships", "Iran|'s|memberships"),
            ("Iran’s Iran'S", "Iran|’s|Iran|'S"),
            ("the members' visits", "the|members|'|visits"),
            ("members've they're M'ver Ra're", "members|'ve|they|'re|M'ver|Ra|'re"),
            ("'members' \"x\"", "members|x"),
            ("Côte d’Ivoire’s D'Ivoire", "Côte|d’Ivoire|’s|D'Ivoire"),
            ("al-Assad Su-35 Su‑35", "al-Assad|Su-35|Su‑35"),
            ("by the U.S. since U.S.A. (U.K)", "by|the|U.S.|since|U.S.A.|U.K"),
            ("the U.S.'s bases", "the|U.S.|'s|bases"),
            ("St. Petersburg. J. Vance left SCO.", "St.|Petersburg|J.|Vance|left|SCO"),
            ("over 3.5 percent, 461,329", "over|3.5|percent|461|329"),
            ("2024.Who joined.it", "2024|Who|joined|it"),
            ("a -- b -c 'tis rock'n'roll", "a|b|c|tis|rock'n'roll"),
            ("Cote\u{301} हिन्दी 中国 می\u{200c}خواهم", "Cote\u{301}|हिन्दी|中国|می\u{200c}خواهم"),
            ("?who $land kazan_report", "who|land|kazan_report"),
            ("\u{301}x . ' 's", "x|s"),
            ("", ""),
        ] {
            assert_eq!(split(text), expected, "{text}");
        }
    }

    #[test]
    fn keys_ignore_what_people_spell_differently() {
        assert_eq!(word_key("U.S."), "us");
        assert_eq!(word_key("’s"), "'s");
        assert_eq!(word_key("3.5"), "3.5");
        assert_eq!(key_words("St. Petersburg"), key_words("ST PETERSBURG"));
        assert_eq!(key_words("Trinidad & Tobago"), ["trinidad", "tobago"]);
    }

    proptest! {
        #[test]
        fn words_are_in_order_and_whole(text in any::<String>()) {
            let mut end = 0;
            for span in words(&text) {
                assert!(span.start >= end && !span.of(&text).is_empty());
                end = span.end;
            }
        }
    }
}
