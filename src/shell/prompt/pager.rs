//! A long text in the person's pager.
//!
//! In: text, the height of the terminal. Out: the text shown, in `$PAGER` only when it overflows.
//! Absent: a pager of our own; without one, the text is written as it is.

use std::io::{self, Write};
use std::process::{Command, Stdio};

/// The pager where `PAGER` is not set.
const USUAL: &str = "less";
/// What `less` is told where `LESS` is not set: keep colours, leave the text on the screen.
const USUAL_LESS: &str = "RX";

/// Shows a text; a height of 0 is one that nobody knows.
pub(super) fn show(text: &[u8], height: usize) -> io::Result<()> {
    let lines = text.split(|byte| *byte == b'\n').count();
    if (height > 0 && lines < height) || !paged(text) {
        let mut out = io::stdout().lock();
        return out.write_all(text).and_then(|()| out.flush());
    }
    Ok(())
}

/// Whether a pager took the text. People leave it before the end: a closed pipe is as good as all of it.
fn paged(text: &[u8]) -> bool {
    let set = std::env::var("PAGER").ok().filter(|value| !value.trim().is_empty());
    let pager = set.unwrap_or_else(|| USUAL.to_owned());
    let mut words = pager.split_whitespace();
    let mut command = Command::new(words.next().unwrap_or(USUAL));
    if std::env::var_os("LESS").is_none() {
        command.env("LESS", USUAL_LESS);
    }
    let Ok(mut child) = command.args(words).stdin(Stdio::piped()).spawn() else { return false };
    if let Some(mut input) = child.stdin.take() {
        let _ = input.write_all(text);
    }
    let _ = child.wait();
    true
}
