//! A map from phrases of several words to values, asked for the longest phrase that starts here.
//!
//! In: phrases and their values. Out: the entries that begin a row of words. Absent: what the values mean;
//! removing phrases (a changed base is loaded anew).
//!
//! A trie of words kept as a hash table: each beginning of a phrase is a node, found by the hash of its
//! words so far, and its text is shared with the phrase. Building allocates next to nothing per phrase.

use super::words::{key_words, push_key, words};

/// Maps phrases to values, by the keys of their words (see [`word_key`](super::word_key)); punctuation,
/// case and accents do not count.
#[derive(Debug, Clone)]
pub struct PhraseMap<V> {
    /// The words of all phrases, each followed by one space.
    arena: String,
    nodes: Vec<Node>,
    /// Open addressing: one more than the index of a node, or 0; the length is a power of two.
    slots: Vec<u32>,
    values: Vec<V>,
}

#[derive(Debug, Clone)]
struct Node {
    hash: u64,
    /// Where its words stand in the arena.
    start: u32,
    len: u32,
    /// One more than the index of its value; 0 where no phrase ends.
    value: u32,
}

impl<V> Default for PhraseMap<V> {
    fn default() -> Self {
        PhraseMap { arena: String::new(), nodes: Vec::new(), slots: vec![0; 16], values: Vec::new() }
    }
}

impl<V> PhraseMap<V> {
    /// A map without phrases.
    pub fn new() -> Self {
        PhraseMap::default()
    }

    /// A map with room for about that many phrases of two words.
    pub fn with_capacity(phrases: usize) -> Self {
        PhraseMap {
            arena: String::with_capacity(phrases.saturating_mul(16)),
            nodes: Vec::with_capacity(phrases.saturating_mul(2)),
            slots: vec![0; phrases.saturating_mul(4).next_power_of_two().max(16)],
            values: Vec::with_capacity(phrases),
        }
    }

    /// How many phrases there are.
    pub fn len(&self) -> usize {
        self.values.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.values.is_empty()
    }

    /// Sets the value of a phrase and returns the one it had. A phrase without words is not kept.
    pub fn insert(&mut self, phrase: &str, value: V) -> Option<V> {
        let node = self.add(phrase)?;
        if let Some(at) = self.value_at(node) {
            return self.values.get_mut(at).map(|old| std::mem::replace(old, value));
        }
        self.give(node, value);
        None
    }

    /// The value of a phrase, put there if it has none yet. None for a phrase without words.
    pub fn get_or_insert_with(&mut self, phrase: &str, value: impl FnOnce() -> V) -> Option<&mut V> {
        let node = self.add(phrase)?;
        let at = match self.value_at(node) {
            Some(at) => at,
            None => self.give(node, value()),
        };
        self.values.get_mut(at)
    }

    /// The value of a whole phrase.
    pub fn get(&self, phrase: &str) -> Option<&V> {
        let words = key_words(phrase);
        self.matches(&words).find(|(count, _)| *count == words.len()).map(|(_, value)| value)
    }

    /// The longest phrase that these words begin with: how many of them it takes, and its value.
    pub fn longest<S: AsRef<str>>(&self, words: &[S]) -> Option<(usize, &V)> {
        self.matches(words).last()
    }

    /// All phrases that these words begin with, the shortest first. The words are keys already.
    pub fn matches<S: AsRef<str>>(&self, words: &[S]) -> impl DoubleEndedIterator<Item = (usize, &V)> {
        let mut hash = HASH_START;
        let mut len = 0;
        let mut found = smallvec::SmallVec::<[(usize, &V); 4]>::new();
        for (at, word) in words.iter().map(AsRef::as_ref).enumerate() {
            hash = hash_word(hash, word);
            len += word.len() + 1;
            let same = |text: &str| is_joined(text, words.get(..=at).unwrap_or_default());
            let Some(node) = self.find(hash, len, same) else { break };
            found.extend(self.value_at(node).and_then(|value| Some((at + 1, self.values.get(value)?))));
        }
        found.into_iter()
    }

    /// Every phrase (its keys joined by single spaces) with its value, in no order that means anything.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &V)> {
        self.nodes.iter().filter_map(|node| {
            let value = self.values.get((node.value as usize).checked_sub(1)?)?;
            Some((self.text_of(node).trim_end(), value))
        })
    }

    /// The index of the phrase's node, made with those of all its beginnings if it is new.
    fn add(&mut self, phrase: &str) -> Option<usize> {
        let start = self.arena.len();
        let (mut hash, mut last, mut shared) = (HASH_START, None, true);
        for span in words(phrase) {
            let before = self.arena.len();
            push_key(span.of(phrase), &mut self.arena);
            let word = self.arena.get(before..).unwrap_or_default();
            hash = hash_word(hash, word);
            self.arena.push(' ');
            let text = self.arena.get(start..).unwrap_or_default();
            let len = text.len();
            last = self.find(hash, len, |other| other == text);
            if last.is_none() {
                last = Some(self.push(hash, start, len)?);
                shared = false;
            }
        }
        if shared {
            self.arena.truncate(start);
        }
        last
    }

    /// A new node, unless the text has outgrown 4 GiB.
    fn push(&mut self, hash: u64, start: usize, len: usize) -> Option<usize> {
        let (start, len) = (u32::try_from(start).ok()?, u32::try_from(len).ok()?);
        if (self.nodes.len() + 1) * 4 > self.slots.len() * 3 {
            self.grow();
        }
        self.nodes.push(Node { hash, start, len, value: 0 });
        let number = u32::try_from(self.nodes.len()).ok()?;
        self.occupy(hash, number);
        Some(self.nodes.len() - 1)
    }

    fn grow(&mut self) {
        self.slots = vec![0; self.slots.len() * 2];
        for at in 0..self.nodes.len() {
            let hash = self.nodes.get(at).map_or(0, |node| node.hash);
            self.occupy(hash, u32::try_from(at + 1).unwrap_or(0));
        }
    }

    /// Puts a node's number into the first free slot of its hash; there is always one.
    fn occupy(&mut self, hash: u64, number: u32) {
        let free = self.probe(hash).find(|slot| self.slots.get(*slot) == Some(&0));
        if let Some(slot) = free.and_then(|slot| self.slots.get_mut(slot)) {
            *slot = number;
        }
    }

    fn find(&self, hash: u64, len: usize, same: impl Fn(&str) -> bool) -> Option<usize> {
        for slot in self.probe(hash) {
            let at = (*self.slots.get(slot)? as usize).checked_sub(1)?;
            let node = self.nodes.get(at)?;
            if node.hash == hash && node.len as usize == len && same(self.text_of(node)) {
                return Some(at);
            }
        }
        None
    }

    /// The slots to look at for a hash, in order.
    fn probe(&self, hash: u64) -> impl Iterator<Item = usize> + use<V> {
        let mask = self.slots.len() - 1;
        // The upper bits of a product are the best mixed.
        let first = usize::try_from(hash >> 32).unwrap_or(0);
        (0..=mask).map(move |step| first.wrapping_add(step) & mask)
    }

    fn text_of(&self, node: &Node) -> &str {
        let start = node.start as usize;
        self.arena.get(start..start + node.len as usize).unwrap_or_default()
    }

    fn value_at(&self, node: usize) -> Option<usize> {
        (self.nodes.get(node)?.value as usize).checked_sub(1)
    }

    /// Gives a node its first value and returns the index of that.
    fn give(&mut self, node: usize, value: V) -> usize {
        self.values.push(value);
        if let Some(node) = self.nodes.get_mut(node) {
            node.value = u32::try_from(self.values.len()).unwrap_or(0);
        }
        self.values.len() - 1
    }
}

const HASH_START: u64 = 0xcbf2_9ce4_8422_2325;

/// The hash of the words so far with one more (FNV-1a, the space included).
fn hash_word(hash: u64, word: &str) -> u64 {
    word.bytes().chain([b' ']).fold(hash, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3))
}

/// Whether a text is these words, each followed by a space.
fn is_joined<S: AsRef<str>>(text: &str, words: &[S]) -> bool {
    let step = |rest: &'_ str, word: &S| rest.strip_prefix(word.as_ref())?.strip_prefix(' ').map(str::len);
    let mut rest = text;
    for word in words {
        let Some(left) = step(rest, word) else { return false };
        rest = text.get(text.len() - left..).unwrap_or_default();
    }
    rest.is_empty()
}

#[cfg(test)]
mod tests {
    use super::PhraseMap;
    use crate::text::key_words;

    fn map() -> PhraseMap<u32> {
        let mut map = PhraseMap::new();
        for (value, phrase) in [
            "Iran",
            "Trinidad and Tobago",
            "Ministry of Foreign Affairs",
            "Ministry of Foreign Affairs of Russia",
            "U.S.",
        ]
        .into_iter()
        .enumerate()
        {
            map.insert(phrase, u32::try_from(value).unwrap());
        }
        map
    }

    #[test]
    fn the_longest_phrase_wins() {
        let map = map();
        let longest = |text: &str| map.longest(&key_words(text)).map(|(words, value)| (words, *value));
        assert_eq!(longest("the Iran"), None);
        assert_eq!(longest("IRAN and Russia"), Some((1, 0)));
        assert_eq!(longest("Trinidad and"), None);
        assert_eq!(longest("trinidad & Tobago"), None);
        assert_eq!(longest("Trinidad and Tobago in 2024"), Some((3, 1)));
        assert_eq!(longest("ministry of foreign affairs of Iran"), Some((4, 2)));
        assert_eq!(longest("ministry of foreign affairs of Russia today"), Some((6, 3)));
        assert_eq!(longest("US bases"), Some((1, 4)));
        assert_eq!(longest(""), None);
        let all: Vec<_> = map.matches(&key_words("ministry of foreign affairs of russia")).rev().collect();
        assert_eq!(all, [(6, &3), (4, &2)]);
    }

    #[test]
    fn phrases_are_set_once() {
        let mut map = map();
        assert_eq!(map.len(), 5);
        assert_eq!(map.insert("iran", 9), Some(0));
        assert_eq!(map.insert(" … ", 9), None);
        assert_eq!(map.len(), 5);
        *map.get_or_insert_with("Trinidad", || 7).unwrap() += 1;
        assert_eq!(map.get("TRINIDAD"), Some(&8));
        assert_eq!(map.get("Trinidad and"), None);
        assert_eq!(map.get_or_insert_with("-", || 7), None);
        assert!(map.iter().any(|(phrase, value)| phrase == "trinidad and tobago" && *value == 1));
        assert!(PhraseMap::<u8>::with_capacity(0).is_empty());
    }

    #[test]
    fn a_hundred_thousand_phrases_are_kept_apart() {
        let mut map = PhraseMap::new();
        for n in 0..100_000_u32 {
            map.insert(&format!("Ministry {n} of Names {}", n % 7), n);
        }
        assert_eq!(map.len(), 100_000);
        for n in (0..100_000).step_by(997) {
            assert_eq!(map.get(&format!("ministry {n} OF names {}", n % 7)), Some(&n));
        }
    }
}
