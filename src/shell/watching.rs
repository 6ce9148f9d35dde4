//! Long runs at a terminal: how far they are, and Ctrl-C.
//!
//! In: ticks of a run, the signal. Out: one line on standard error, written over again and again while it is a
//! terminal; the word to stop. Absent: runs.

use std::io::{self, IsTerminal, Write};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::Instant;

use crate::workshop::watch::Watch;

/// How long a run goes on before anything is shown, and the time between two lines, in milliseconds.
const PAUSE: u64 = 200;

/// Set by Ctrl-C; a second one ends the process as it always did.
static STOP: AtomicBool = AtomicBool::new(false);

/// Shows how far a run is.
pub(super) struct Progress {
    /// What is counted: `sentences`.
    what: &'static str,
    start: Instant,
    shown: AtomicU64,
    is_terminal: bool,
}

impl Progress {
    /// Shows progress from now on, and takes Ctrl-C.
    pub(super) fn new(what: &'static str) -> Self {
        // Where the signal cannot be taken, Ctrl-C ends the program as it always did.
        let _ = ctrlc::set_handler(|| {
            if STOP.swap(true, Ordering::Relaxed) {
                std::process::exit(i32::from(super::Status::Interrupted.code()));
            }
        });
        Progress {
            what,
            start: Instant::now(),
            shown: AtomicU64::new(0),
            is_terminal: io::stderr().is_terminal(),
        }
    }

    fn clear(&self) {
        if self.is_terminal && self.shown.load(Ordering::Relaxed) > 0 {
            let _ = io::stderr().write_all(b"\r\x1b[K");
        }
    }
}

impl Watch for Progress {
    fn at(&self, done: usize, of: usize) {
        if !self.is_terminal {
            return;
        }
        let now = u64::try_from(self.start.elapsed().as_millis()).unwrap_or(u64::MAX);
        let last = self.shown.load(Ordering::Relaxed);
        let is_mine = now >= last + PAUSE
            && self.shown.compare_exchange(last, now, Ordering::Relaxed, Ordering::Relaxed).is_ok();
        if is_mine {
            let line = format!("\r\x1b[K{done} of {of} {}; Ctrl-C stops", self.what);
            let _ = io::stderr().write_all(line.as_bytes());
        }
    }

    fn is_stopped(&self) -> bool {
        STOP.load(Ordering::Relaxed)
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.clear();
    }
}
