//! All texts of the base, each kept once, in one stretch of memory.
//!
//! In: texts. Out: a [`TextId`] for each, and the text of any id.
//! Absent: searching in them.

use std::collections::HashMap;
use std::hash::BuildHasher;

use super::hash::FastHash;
use crate::fact::TextId;

/// The texts.
#[derive(Debug, Clone, Default)]
pub(super) struct Texts {
    arena: String,
    /// Where each text ends in the arena.
    ends: Vec<u32>,
    /// Hash of a text to the ids of the texts that have it; only needed while building.
    known: HashMap<u64, Vec<TextId>, FastHash>,
}

impl Texts {
    /// The text of an id of this base; empty for one that it does not have.
    pub(super) fn get(&self, id: TextId) -> &str {
        let start = id.index().checked_sub(1).and_then(|before| self.ends.get(before)).copied().unwrap_or(0);
        let end = self.ends.get(id.index()).copied().unwrap_or(start);
        self.arena.get(start as usize..end as usize).unwrap_or_default()
    }

    /// Keeps a text, once; none when there are more than 4 GiB of them.
    pub(super) fn keep(&mut self, text: &str) -> Option<TextId> {
        let hash = FastHash::default().hash_one(text);
        let same = self.known.get(&hash).into_iter().flatten().find(|id| self.get(**id) == text);
        if let Some(id) = same {
            return Some(*id);
        }
        let id = self.add(text)?;
        self.known.entry(hash).or_default().push(id);
        Some(id)
    }

    /// Keeps a text without asking whether it is known.
    fn add(&mut self, text: &str) -> Option<TextId> {
        let end = u32::try_from(self.arena.len() + text.len()).ok()?;
        let id = TextId::new(self.ends.len())?;
        self.arena.push_str(text);
        self.ends.push(end);
        Some(id)
    }

    /// Forgets what only building needs.
    pub(super) fn shrink(&mut self) {
        self.known = HashMap::default();
        self.arena.shrink_to_fit();
        self.ends.shrink_to_fit();
    }
}

#[cfg(test)]
mod tests {
    use super::Texts;

    #[test]
    fn equal_texts_have_one_id() {
        let mut texts = Texts::default();
        let ids: Vec<_> = ["", "a", "béc", "a", ""].iter().filter_map(|text| texts.keep(text)).collect();
        assert_eq!((ids[0], ids[1]), (ids[4], ids[3]));
        assert_eq!((texts.get(ids[0]), texts.get(ids[1]), texts.get(ids[2])), ("", "a", "béc"));
    }
}
