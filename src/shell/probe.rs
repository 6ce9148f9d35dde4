//! What may follow: asked of the grammar itself, by trying.
//!
//! In: a query up to some place, and what might stand there. Out: whether the grammar reads on.
//! Absent: names of grammar rules; vocabulary (`fit`).

use std::collections::HashSet;
use std::sync::LazyLock;

use crate::syntax::{self, Error};
use crate::text::{Classes, Known, Lexicon};

/// A word that no base has, which stands for any word of a class.
const ANY: &str = "qzqz";

/// The lexicon of a store, and one word more.
struct Probe<'a> {
    inner: Option<&'a dyn Lexicon>,
    classes: Classes,
}

impl Probe<'_> {
    fn stands_for(&self, words: &[&str]) -> bool {
        !self.classes.is_empty() && words.first() == Some(&ANY)
    }
}

impl Lexicon for Probe<'_> {
    fn longest(&self, words: &[&str]) -> Option<Known> {
        if self.stands_for(words) {
            return Some(Known { words: 1, classes: self.classes });
        }
        self.inner.and_then(|inner| inner.longest(words))
    }

    fn all(&self, words: &[&str]) -> Vec<Known> {
        match self.inner {
            Some(inner) if !self.stands_for(words) => inner.all(words),
            _ => self.longest(words).into_iter().collect(),
        }
    }

    /// Nothing is ever near: nobody reads these errors, and looking would take time.
    fn near(&self, _: &str, _: Classes, _: usize) -> Vec<String> {
        Vec::new()
    }
}

/// Whether that text may stand after `before`: what comes later is left open.
pub(super) fn follows(before: &str, text: &str, lexicon: &dyn Lexicon) -> bool {
    reads_on(&format!("{before} {text}"), &Probe { inner: Some(lexicon), classes: Classes::NONE })
}

/// The classes of which a word may stand after `before`.
pub(super) fn classes_after(before: &str, lexicon: &dyn Lexicon) -> Classes {
    const EACH: [Classes; 6] = [
        Classes::NAME,
        Classes::NOUN,
        Classes::VERB,
        Classes::PARTICIPLE,
        Classes::ADJECTIVE,
        Classes::GERUND,
    ];
    let text = format!("{before} {ANY}");
    let fits = |classes: &Classes| reads_on(&text, &Probe { inner: Some(lexicon), classes: *classes });
    EACH.into_iter().filter(fits).fold(Classes::NONE, |all, one| all | one)
}

/// Whether a text in lower case is a closed word of the language.
pub(super) fn is_closed(text: &str) -> bool {
    static WORDS: LazyLock<HashSet<String>> = LazyLock::new(|| syntax::closed_words().collect());
    WORDS.contains(text)
}

/// Whether the grammar reads to the end of the text, whatever it wants there.
fn reads_on(text: &str, probe: &Probe) -> bool {
    match syntax::parse(text, probe) {
        Err(Error::Unexpected { word, .. }) => word.is_empty(),
        Err(
            Error::UnknownWord { .. }
            | Error::MeantOther { .. }
            | Error::SaidOtherwise { .. }
            | Error::NeedsBrackets { .. }
            | Error::Empty
            | Error::TooLong { .. }
            | Error::TooDeep { .. }
            | Error::TooComplex
            | Error::ForbiddenCharacter { .. }
            | Error::OpenQuote { .. },
        ) => false,
        // An open bracket may be closed. What the builder refuses, the grammar has read: a month whose
        // year is still to come.
        Ok(_) | Err(_) => true,
    }
}

#[cfg(test)]
mod tests {
    use super::{ANY, Probe, classes_after, follows, is_closed};
    use crate::text::Classes;

    #[test]
    fn the_grammar_says_what_may_follow() {
        let lexicon = Probe { inner: None, classes: Classes::NOUN };
        assert!(follows(ANY, "of", &lexicon));
        assert!(follows(ANY, "since", &lexicon));
        assert!(!follows("", "limit", &lexicon));
        assert!(!follows(&format!("{ANY} of"), "since", &lexicon));
        assert!(follows(&format!("{ANY} of ("), "the", &lexicon));
    }

    #[test]
    fn classes_follow_by_place() {
        let lexicon = Probe { inner: None, classes: Classes::NONE };
        let start = classes_after("", &lexicon);
        assert!(start.contains(Classes::NAME | Classes::NOUN) && !start.contains(Classes::VERB));
        assert!(classes_after("who", &lexicon).contains(Classes::VERB));
    }

    #[test]
    fn closed_words_are_those_of_the_grammar() {
        assert!(is_closed("as of") && !is_closed("members"));
    }
}
