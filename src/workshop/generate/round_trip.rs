//! Sentences and their canonical form: what is read prints to a text that is read as the same tree.
//!
//! In: a reader of this program's language, sentences. Out: [`RoundTrips`]. Absent: another language, which has no
//! canonical form; and what is refused.

use super::super::dice::Dice;
use super::super::reader::Reader;
use super::super::watch::Watch;
use super::damage::damaged;

/// What came of the canonical forms.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RoundTrips {
    /// How many texts were tried.
    pub texts: usize,
    /// How many of them are read.
    pub read: usize,
    /// Those whose canonical form is read otherwise, the shortest first.
    pub wrong: Vec<Reprinted>,
}

/// A text whose canonical form is read otherwise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reprinted {
    /// The text.
    pub text: String,
    /// Its canonical form.
    pub printed: String,
    /// What the canonical form of that is, if it is read at all; where the two are the same, the trees are not.
    pub again: Option<String>,
}

/// Tries that many texts: the sentences, and after them damaged ones. The same seed does the same damage.
pub fn round_trips(
    reader: &Reader<'_>,
    sentences: &[String],
    texts: usize,
    seed: u64,
    watch: &dyn Watch,
) -> RoundTrips {
    let mut dice = Dice::new(seed);
    let mut found = RoundTrips::default();
    for at in 0..texts {
        watch.at(at, texts);
        let (Some(other), false) = (dice.pick(sentences), watch.is_stopped()) else { break };
        let text = match sentences.get(at) {
            Some(sentence) => sentence.clone(),
            None => damaged(&sentences[at % sentences.len()], other, &mut dice),
        };
        found.texts += 1;
        if let Some(tree) = reader.tree(&text) {
            found.read += 1;
            found.wrong.extend(reprinted(reader, text, &tree));
        }
    }
    found.wrong.sort_by_key(|one| one.text.len());
    found
}

/// The canonical form of a text, if it is read otherwise than the text.
fn reprinted(reader: &Reader<'_>, text: String, tree: &crate::syntax::Query) -> Option<Reprinted> {
    let printed = tree.to_string();
    let again = reader.tree(&printed);
    if again.as_ref().is_some_and(|again| again.is_same(tree) && again.to_string() == printed) {
        return None;
    }
    Some(Reprinted { text, printed, again: again.map(|again| again.to_string()) })
}
