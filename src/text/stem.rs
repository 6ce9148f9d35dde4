//! The stem of an English word, so that *sanction* finds *sanctions*.
//!
//! In: one folded word. Out: its stem, which need not be a word. Absent: other languages: a word with
//! letters outside ASCII is its own stem.
//!
//! The English stemmer of Snowball 3.1 (Porter2;
//! <https://snowballstem.org/algorithms/english/stemmer.html>). R1 is what follows the first consonant
//! after a vowel, R2 the same within R1. A `y` that is a consonant is held as `Y` while the rules run.

use std::borrow::Cow;

/// The stem of a word that is folded already (see [`fold`](super::fold())).
pub fn stem(word: &str) -> Cow<'_, str> {
    if word.len() < 3 || !word.is_ascii() {
        return Cow::Borrowed(word);
    }
    if let Some((_, stem)) = IRREGULAR.iter().find(|(irregular, _)| *irregular == word) {
        return Cow::Borrowed(stem);
    }
    let mut stemmer = Stemmer::new(word);
    stemmer.step_1a();
    stemmer.step_1b();
    stemmer.step_1c();
    stemmer.step_2();
    stemmer.step_3();
    stemmer.step_4();
    stemmer.step_5();
    Cow::Owned(stemmer.word.replace('Y', "y"))
}

/// Whole words that the rules would spoil.
const IRREGULAR: [(&str, &str); 15] = [
    ("andes", "andes"),
    ("atlas", "atlas"),
    ("bias", "bias"),
    ("cosmos", "cosmos"),
    ("early", "earli"),
    ("gently", "gentl"),
    ("howe", "howe"),
    ("idly", "idl"),
    ("news", "news"),
    ("only", "onli"),
    ("singly", "singl"),
    ("skies", "sky"),
    ("skis", "ski"),
    ("sky", "sky"),
    ("ugly", "ugli"),
];

/// Beginnings after which R1 starts, whatever their letters.
const R1_AFTER: [&str; 9] =
    ["arsen", "commun", "emerg", "gener", "inter", "later", "organ", "past", "univers"];

/// What step 2 puts in place of a suffix in R1; `li` and `ogi` have conditions of their own.
const STEP_2: [(&str, &str); 25] = [
    ("anci", "ance"),
    ("enci", "ence"),
    ("ogi", "og"),
    ("li", ""),
    ("bli", "ble"),
    ("abli", "able"),
    ("alli", "al"),
    ("fulli", "ful"),
    ("lessli", "less"),
    ("ousli", "ous"),
    ("entli", "ent"),
    ("aliti", "al"),
    ("biliti", "ble"),
    ("iviti", "ive"),
    ("tional", "tion"),
    ("ational", "ate"),
    ("alism", "al"),
    ("ation", "ate"),
    ("ization", "ize"),
    ("izer", "ize"),
    ("ator", "ate"),
    ("iveness", "ive"),
    ("fulness", "ful"),
    ("ousness", "ous"),
    ("ogist", "og"),
];

/// What step 3 puts in place of a suffix in R1; `ative` must stand in R2.
const STEP_3: [(&str, &str); 9] = [
    ("icate", "ic"),
    ("ative", ""),
    ("alize", "al"),
    ("iciti", "ic"),
    ("ical", "ic"),
    ("tional", "tion"),
    ("ational", "ate"),
    ("ful", ""),
    ("ness", ""),
];

/// What step 4 takes off in R2; `ion` only after `s` or `t`.
const STEP_4: [&str; 18] = [
    "ic", "ance", "ence", "able", "ible", "ate", "ive", "ize", "iti", "al", "ism", "ion", "er", "ous", "ant",
    "ent", "ment", "ement",
];

struct Stemmer {
    word: String,
    r1: usize,
    r2: usize,
}

fn is_vowel(b: u8) -> bool {
    matches!(b, b'a' | b'e' | b'i' | b'o' | b'u' | b'y')
}

fn has_vowel(bytes: &[u8]) -> bool {
    bytes.iter().copied().any(is_vowel)
}

/// One past the first consonant that follows a vowel at or after `from`.
fn region(word: &str, from: usize) -> usize {
    let rest = word.as_bytes().get(from..).unwrap_or_default();
    let vowel = rest.iter().position(|b| is_vowel(*b)).unwrap_or(rest.len());
    let consonant = rest.iter().skip(vowel).position(|b| !is_vowel(*b));
    consonant.map_or(word.len(), |at| from + vowel + at + 1)
}

impl Stemmer {
    fn new(word: &str) -> Self {
        let mut marked = String::with_capacity(word.len());
        for c in word.strip_prefix('\'').unwrap_or(word).chars() {
            let after_vowel = marked.bytes().next_back().is_none_or(is_vowel);
            marked.push(if c == 'y' && after_vowel { 'Y' } else { c });
        }
        let prefix = R1_AFTER.iter().find(|prefix| marked.starts_with(**prefix));
        let r1 = prefix.map_or_else(|| region(&marked, 0), |prefix| prefix.len());
        let r2 = region(&marked, r1);
        Stemmer { word: marked, r1, r2 }
    }

    /// The letter that many places before the end; 0 beyond the beginning.
    fn back(&self, places: usize) -> u8 {
        self.word.len().checked_sub(places).and_then(|at| self.word.as_bytes().get(at)).copied().unwrap_or(0)
    }

    fn replace(&mut self, suffix: usize, with: &str) {
        self.word.truncate(self.word.len().saturating_sub(suffix));
        self.word.push_str(with);
    }

    /// Whether the word ends in a short syllable.
    fn ends_short(&self) -> bool {
        let (before, vowel, last) = (self.back(3), self.back(2), self.back(1));
        let closed = is_vowel(vowel) && last != 0 && !is_vowel(last);
        let inner = before != 0 && !is_vowel(before) && !matches!(last, b'w' | b'x' | b'Y');
        (closed && (inner || self.word.len() == 2)) || self.word.ends_with("past")
    }

    fn step_1a(&mut self) {
        if let Some(suffix) = ["'s'", "'s", "'"].iter().find(|s| self.word.ends_with(**s)) {
            self.replace(suffix.len(), "");
        }
        let len = self.word.len();
        if self.word.ends_with("sses") {
            self.replace(2, "");
        } else if self.word.ends_with("ied") || self.word.ends_with("ies") {
            self.replace(3, if len > 4 { "i" } else { "ie" });
        } else if self.word.ends_with('s')
            && !self.word.ends_with("ss")
            && !self.word.ends_with("us")
            && has_vowel(self.word.as_bytes().get(..len.saturating_sub(2)).unwrap_or_default())
        {
            self.replace(1, "");
        }
    }

    fn step_1b(&mut self) {
        let suffixes = ["eedly", "ingly", "edly", "eed", "ing", "ed"];
        let Some(suffix) = suffixes.into_iter().find(|s| self.word.ends_with(s)) else { return };
        let stem = self.word.get(..self.word.len() - suffix.len()).unwrap_or_default();
        if suffix.starts_with("ee") {
            if stem.len() >= self.r1 && !matches!(stem, "succ" | "proc" | "exc") {
                self.replace(suffix.len(), "ee");
            }
        } else if suffix == "ing" && matches!(stem, "even" | "cann" | "inn" | "earr" | "herr" | "out") {
        } else if suffix == "ing" && matches!(stem.as_bytes(), [first, b'y'] if !is_vowel(*first)) {
            self.replace(4, "ie");
        } else if has_vowel(stem.as_bytes()) {
            self.replace(suffix.len(), "");
            self.mend();
        }
    }

    /// What step 1b does to the word once a suffix is off: `hopp` to `hop`, `hop` to `hope`, `conflat` to
    /// `conflate`.
    fn mend(&mut self) {
        let last = self.back(1);
        if ["at", "bl", "iz"].iter().any(|end| self.word.ends_with(end)) {
            self.word.push('e');
        } else if last == self.back(2) && b"bdfgmnprt".contains(&last) {
            if self.word.len() != 3 || !matches!(self.back(3), b'a' | b'e' | b'o') {
                self.replace(1, "");
            }
        } else if self.word.len() == self.r1 && self.ends_short() {
            self.word.push('e');
        }
    }

    fn step_1c(&mut self) {
        if matches!(self.back(1), b'y' | b'Y') && self.word.len() > 2 && !is_vowel(self.back(2)) {
            self.replace(1, "i");
        }
    }

    fn step_2(&mut self) {
        let Some((suffix, with)) = longest(&STEP_2, &self.word, |(suffix, _)| suffix) else { return };
        let before = self.back(suffix.len() + 1);
        let fits = match *suffix {
            "li" => b"cdeghkmnrt".contains(&before),
            "ogi" => before == b'l',
            _ => true,
        };
        if fits && self.in_region(suffix, self.r1) {
            self.replace(suffix.len(), with);
        }
    }

    fn step_3(&mut self) {
        let Some((suffix, with)) = longest(&STEP_3, &self.word, |(suffix, _)| suffix) else { return };
        let region = if *suffix == "ative" { self.r2.max(self.r1) } else { self.r1 };
        if self.in_region(suffix, region) {
            self.replace(suffix.len(), with);
        }
    }

    fn step_4(&mut self) {
        let Some(suffix) = longest(&STEP_4, &self.word, |suffix| suffix) else { return };
        let fits = *suffix != "ion" || matches!(self.back(4), b's' | b't');
        if fits && self.in_region(suffix, self.r2) {
            self.replace(suffix.len(), "");
        }
    }

    fn step_5(&mut self) {
        let drops = match self.back(1) {
            b'e' if self.in_region("e", self.r2) => true,
            b'e' if self.in_region("e", self.r1) => {
                let rest = Stemmer { word: self.word[..self.word.len() - 1].to_owned(), ..*self };
                !rest.ends_short()
            }
            b'l' => self.in_region("l", self.r2) && self.back(2) == b'l',
            _ => false,
        };
        if drops {
            self.replace(1, "");
        }
    }

    fn in_region(&self, suffix: &str, region: usize) -> bool {
        self.word.len() - suffix.len() >= region
    }
}

fn longest<'a, T>(table: &'a [T], word: &str, suffix: impl Fn(&T) -> &str) -> Option<&'a T> {
    table.iter().filter(|entry| word.ends_with(suffix(entry))).max_by_key(|entry| suffix(entry).len())
}

#[cfg(test)]
mod tests;
