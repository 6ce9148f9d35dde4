//! Progress on standard error, for people who wait.
//!
//! In: work, and how far it has come. Out: what the work gives; after half a second one line that is written over and
//! goes away at the end. Absent: anything where standard error is no terminal, or one that cannot go back in a line.

use std::io::{self, IsTerminal};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::time::{Duration, Instant};

use super::trouble::tell;

/// Work that takes less is not spoken of.
const PATIENCE: Duration = Duration::from_millis(500);
/// How often the line is written.
const EVERY: Duration = Duration::from_millis(200);

/// Does the work in this thread, while another says after some time what is being done. `share` is how much of the work
/// is done, from 0 to 1, where that is known.
pub(super) fn while_waiting<T>(
    what: &str,
    share: &(dyn Fn() -> Option<f64> + Sync),
    work: impl FnOnce() -> T,
) -> T {
    if !is_shown() {
        return work();
    }
    let start = Instant::now();
    let (done, wait) = channel::<()>();
    std::thread::scope(|scope| {
        scope.spawn(move || {
            let mut patience = PATIENCE;
            let mut shown = false;
            while wait.recv_timeout(patience) == Err(RecvTimeoutError::Timeout) {
                tell(&format!("\r\x1b[K{what}{}", so_far(start.elapsed(), share())));
                (patience, shown) = (EVERY, true);
            }
            if shown {
                tell("\r\x1b[K");
            }
        });
        let made = work();
        drop(done);
        made
    })
}

fn is_shown() -> bool {
    let dumb = std::env::var_os("TERM").is_none_or(|term| term == "dumb");
    io::stderr().is_terminal() && !dumb
}

/// `: 40 %, about 3 s left`; where nobody knows how far it is, how long it took.
fn so_far(elapsed: Duration, share: Option<f64>) -> String {
    match share.filter(|share| *share > 0.0 && *share <= 1.0) {
        Some(share) => {
            let left = elapsed.as_secs_f64() * (1.0 - share) / share;
            format!(": {:.0} %, about {:.0} s left", share * 100.0, left.ceil())
        }
        None => format!(": {} s", elapsed.as_secs()),
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::{so_far, while_waiting};

    #[test]
    fn the_time_left_follows_from_the_share() {
        assert_eq!(so_far(Duration::from_secs(2), Some(0.4)), ": 40 %, about 3 s left");
        assert_eq!(so_far(Duration::from_millis(2_700), None), ": 2 s");
        assert_eq!(so_far(Duration::from_secs(1), Some(0.0)), ": 1 s");
    }

    #[test]
    fn the_work_is_done() {
        assert_eq!(while_waiting("reading", &|| None, || 7), 7);
    }
}
