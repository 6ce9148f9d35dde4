//! How far the reading of data has come.
//!
//! In: bytes, as they are read. Out: a share of the whole, for whoever waits. Absent: telling them (`shell`).

use std::io::{self, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// Counts the bytes of data that are read, while another thread looks on.
#[derive(Debug, Default)]
pub struct Watch {
    read: AtomicU64,
    all: AtomicU64,
}

impl Watch {
    /// How much of the data is read, from 0 to 1; none while nobody knows how much there is.
    pub fn share(&self) -> Option<f64> {
        let (read, all) = (self.read.load(Ordering::Relaxed), self.all.load(Ordering::Relaxed));
        let thousandths = read.saturating_mul(1000).checked_div(all)?;
        Some(f64::from(u32::try_from(thousandths.min(1000)).ok()?) / 1000.0)
    }

    /// So many more bytes will be read.
    pub(super) fn expect(&self, bytes: u64) {
        self.all.fetch_add(bytes, Ordering::Relaxed);
    }
}

/// A reader whose bytes are counted.
pub(super) struct Watched<R> {
    inner: R,
    watch: Arc<Watch>,
}

impl<R> Watched<R> {
    /// Counts what is read of this.
    pub(super) fn new(inner: R, watch: Arc<Watch>) -> Self {
        Watched { inner, watch }
    }
}

impl<R: Read> Read for Watched<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.inner.read(buffer)?;
        self.watch.read.fetch_add(count as u64, Ordering::Relaxed);
        Ok(count)
    }
}

#[cfg(test)]
mod tests {
    use std::io::Read;
    use std::sync::Arc;

    use super::{Watch, Watched};

    #[test]
    fn bytes_are_counted_against_what_is_expected() {
        let watch = Arc::new(Watch::default());
        assert_eq!(watch.share(), None);
        watch.expect(8);
        let mut reader = Watched::new(&b"1234"[..], Arc::clone(&watch));
        reader.read_exact(&mut [0; 2]).unwrap();
        assert_eq!(watch.share(), Some(0.25));
        reader.read_to_end(&mut Vec::new()).unwrap();
        assert_eq!(watch.share(), Some(0.5));
    }
}
