//! What day it is.
//!
//! In: the system clock, a time zone. Out: today; in UTC unless somebody set a zone, so that one query means the same
//! everywhere at one moment. `--today` pins another day. Absent: time zones by name, and their summers.

use std::str::FromStr;
use std::time::{SystemTime, UNIX_EPOCH};

use crate::time::Day;

const SECONDS_PER_DAY: i64 = 86_400;
/// No place on earth is further ahead or behind, in minutes.
const FURTHEST: i64 = 14 * 60;

/// How far the clocks of a place are ahead of UTC.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Zone {
    minutes: i64,
}

/// A text that says no zone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct NoZone {
    text: String,
}

impl std::fmt::Display for NoZone {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "`{}` is no time zone", self.text)
    }
}

impl FromStr for Zone {
    type Err = NoZone;

    /// `+03:30`, `-05:00`, `UTC`.
    fn from_str(text: &str) -> Result<Self, NoZone> {
        let wrong = || NoZone { text: text.to_owned() };
        if text.eq_ignore_ascii_case("utc") {
            return Ok(Zone::default());
        }
        let (sign, rest) = match (text.strip_prefix('+'), text.strip_prefix('-')) {
            (Some(rest), _) => (1, rest),
            (_, Some(rest)) => (-1, rest),
            _ => return Err(wrong()),
        };
        let (hours, minutes) = rest.split_once(':').ok_or_else(wrong)?;
        let two = |digits: &str| match digits.len() {
            2 if digits.bytes().all(|digit| digit.is_ascii_digit()) => digits.parse::<i64>().ok(),
            _ => None,
        };
        let (hours, minutes) = two(hours).zip(two(minutes)).ok_or_else(wrong)?;
        let ahead = hours * 60 + minutes;
        if minutes > 59 || ahead > FURTHEST { Err(wrong()) } else { Ok(Zone { minutes: sign * ahead }) }
    }
}

/// Today by the system clock, there; the first day of 1970 if the clock is set before it.
pub(super) fn today(zone: Zone) -> Day {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    let seconds = i64::try_from(since.as_secs()).unwrap_or(i64::MAX).saturating_add(zone.minutes * 60);
    let days = i32::try_from(seconds.div_euclid(SECONDS_PER_DAY)).unwrap_or(i32::MAX);
    Day::from_number(days).unwrap_or(Day::MAX)
}

#[cfg(test)]
mod tests {
    use super::{Zone, today};

    #[test]
    fn zones_are_hours_and_minutes() {
        let minutes = |text: &str| text.parse::<Zone>().ok().map(|zone| zone.minutes);
        assert_eq!(minutes("+03:30"), Some(210));
        assert_eq!(minutes("-05:00"), Some(-300));
        assert_eq!((minutes("UTC"), minutes("+00:00")), (Some(0), Some(0)));
        for text in ["", "3", "+3:00", "+03:60", "+15:00", "Europe/Rome", "+03:0x", "++3:00", "+03"] {
            assert_eq!(minutes(text), None, "{text}");
        }
    }

    #[test]
    fn zones_are_at_most_a_day_apart() {
        let (west, east) = ("-14:00".parse().expect("a zone"), "+14:00".parse().expect("a zone"));
        let apart = today(east).number() - today(west).number();
        assert!((1..=2).contains(&apart), "{apart}");
    }
}
