//! Ctrl-C while a query runs.
//!
//! In: the signal. Out: the stop flag of the session, set; on the second signal within two seconds the
//! end of the process. Absent: Ctrl-C while typing, which is a key.

use std::io::{self, Write};
use std::sync::Arc;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Instant;

use super::TWICE;
use crate::shell::Status;

/// Takes the signal from now on. Where that is not possible, Ctrl-C ends the program as it always did.
pub(super) fn handle(stop: Arc<AtomicBool>) {
    let last: Mutex<Option<Instant>> = Mutex::new(None);
    let _ = ctrlc::set_handler(move || {
        stop.store(true, Ordering::Relaxed);
        let now = Instant::now();
        let before = last.lock().ok().and_then(|mut last| last.replace(now));
        if before.is_some_and(|before| now.duration_since(before) < TWICE) {
            std::process::exit(i32::from(Status::Interrupted.code()));
        }
    });
}

/// An output that ends when the flag is set, so that a long answer stops too.
pub(super) struct Stoppable<'a, W> {
    inner: W,
    stop: &'a AtomicBool,
}

impl<'a, W: Write> Stoppable<'a, W> {
    /// Writes to `inner` until the flag is set.
    pub(super) fn new(inner: W, stop: &'a AtomicBool) -> Self {
        Stoppable { inner, stop }
    }
}

impl<W: Write> Write for Stoppable<'_, W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.stop.load(Ordering::Relaxed) {
            // Not `Interrupted`: that kind means "try again".
            return Err(io::Error::other("stopped"));
        }
        self.inner.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.inner.flush()
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;
    use std::sync::atomic::{AtomicBool, Ordering};

    use super::Stoppable;

    #[test]
    fn an_answer_stops_where_it_is() {
        let stop = AtomicBool::new(false);
        let mut out = Stoppable::new(Vec::new(), &stop);
        assert!(out.write_all(b"a").is_ok());
        stop.store(true, Ordering::Relaxed);
        assert!(out.write_all(b"b").is_err(), "and it is not tried again for ever");
        assert_eq!(out.inner, b"a");
    }
}
