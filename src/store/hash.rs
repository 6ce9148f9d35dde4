//! A fast hash for keys that come from our own files.
//!
//! In: bytes. Out: a 64-bit hash. Absent: any defence against keys chosen to collide: a base that is
//! hostile to its own reader only slows itself down.

use std::hash::{BuildHasherDefault, Hasher};

/// For `HashMap<K, V, FastHash>`.
pub(crate) type FastHash = BuildHasherDefault<Fast>;

/// The multiply-and-rotate hash of the Firefox and rustc code bases (`FxHash`).
#[derive(Debug, Default, Clone, Copy)]
pub(crate) struct Fast(u64);

const SEED: u64 = 0x51_7c_c1_b7_27_22_0a_95;

impl Fast {
    fn add(&mut self, word: u64) {
        self.0 = (self.0.rotate_left(5) ^ word).wrapping_mul(SEED);
    }
}

impl Hasher for Fast {
    fn write(&mut self, bytes: &[u8]) {
        let (words, rest) = bytes.as_chunks::<8>();
        for word in words {
            self.add(u64::from_le_bytes(*word));
        }
        let mut last = [0; 8];
        for (to, from) in last.iter_mut().zip(rest) {
            *to = *from;
        }
        self.add(u64::from_le_bytes(last) ^ (bytes.len() as u64).rotate_left(56));
    }

    fn write_u8(&mut self, value: u8) {
        self.add(u64::from(value));
    }

    fn write_u32(&mut self, value: u32) {
        self.add(u64::from(value));
    }

    fn write_u64(&mut self, value: u64) {
        self.add(value);
    }

    fn write_usize(&mut self, value: usize) {
        self.add(value as u64);
    }

    fn finish(&self) -> u64 {
        // The map takes its bucket from the low bits, where a product is weakest.
        self.0.rotate_left(26)
    }
}

#[cfg(test)]
mod tests {
    use std::hash::BuildHasher;

    use super::FastHash;

    #[test]
    fn different_keys_differ() {
        let hash = |key: &str| FastHash::default().hash_one(key);
        assert_eq!(hash("Iran"), hash("Iran"));
        assert_ne!(hash("Iran"), hash("Iraq"));
        assert_ne!(hash("a"), hash("a\0"));
    }
}
