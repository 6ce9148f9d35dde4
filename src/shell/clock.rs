//! What day it is.
//!
//! In: the system clock. Out: today in UTC, so that one query means the same everywhere at one moment;
//! `--today` pins another day. Absent: time zones.

use std::time::{SystemTime, UNIX_EPOCH};

use crate::time::Day;

const SECONDS_PER_DAY: u64 = 86_400;

/// Today by the system clock, in UTC; the first day of 1970 if the clock is set before it.
pub(super) fn today() -> Day {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    let days = i32::try_from(since.as_secs() / SECONDS_PER_DAY).unwrap_or(i32::MAX);
    Day::from_number(days).unwrap_or(Day::MAX)
}
