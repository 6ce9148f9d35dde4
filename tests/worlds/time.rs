//! The words of time by the table of the language reference, on exact days.

use std::rc::Rc;

use crate::dates::{FIRST, LAST, MARCH, day};
use crate::draw::Draw;
use crate::fact::One;

pub(crate) type Test = Rc<dyn Fn(One) -> bool>;

/// Words of time after a noun or verb.
#[derive(Clone)]
pub(crate) struct Time {
    pub(crate) text: String,
    pub(crate) test: Test,
    /// The days in which joined states must meet; none: any.
    pub(crate) window: Option<(i32, i32)>,
}

/// A stretch of days as a query may write it.
fn stretch(draw: &mut Draw) -> (String, (i32, i32)) {
    let (a, b) = (draw.day(FIRST, LAST), draw.day(FIRST, LAST));
    let (a, b) = (a.min(b), a.max(b));
    match draw.below(6) {
        0 => ("March 2024".to_owned(), MARCH),
        1 | 2 if a < b => (format!("between {} and {}", day(a), day(b)), (a, b)),
        3 if a > 3 => (format!("{} March 2024", a - 3), (a, a)),
        _ => (day(a), (a, a)),
    }
}

/// A date without `between`.
fn single(draw: &mut Draw) -> (String, (i32, i32)) {
    loop {
        let (text, days) = stretch(draw);
        if !text.starts_with("between") {
            return (text, days);
        }
    }
}

fn time(text: String, window: Option<(i32, i32)>, passes: impl Fn(One) -> bool + 'static) -> Time {
    Time { text, test: Rc::new(passes), window }
}

/// The words after a noun of a state.
pub(crate) fn of_state(draw: &mut Draw, today: i32) -> Time {
    let word = draw.below(13);
    if word == 0 {
        return time(String::new(), Some((today, today)), move |f| f.start <= today && today <= f.end);
    }
    if word == 1 {
        return time(" ever".to_owned(), None, |_| true);
    }
    let (t, (a, b)) = single(draw);
    let frame = if a <= today && today <= b { today } else { b };
    let now = Some((today, today));
    match word {
        2 => time(format!(" as of {t}"), Some((frame, frame)), move |f| f.start <= frame && frame <= f.end),
        3 | 4 => {
            let (t, (a, b)) = stretch(draw);
            let text = if t.starts_with("between") { format!(" {t}") } else { format!(" in {t}") };
            time(text, Some((a, b)), move |f| f.start <= b && a <= f.end)
        }
        5 => time(format!(" throughout {t}"), Some((a, b)), move |f| f.start <= a && b <= f.end),
        6 => time(format!(" since {t}"), now, move |f| f.start >= a && f.start <= today && today <= f.end),
        7 => time(format!(" before {t}"), None, move |f| f.start < a),
        8 => time(format!(" after {t}"), None, move |f| f.start > b),
        9 => time(format!(" until {t}"), None, move |f| f.end <= b),
        10 => time(format!(" that began in {t}"), None, move |f| a <= f.start && f.start <= b),
        11 => time(format!(" that ended since {t}"), None, move |f| f.end >= a),
        _ => time(format!(" since {t} and before {}", day(LAST)), now, move |f| {
            f.start >= a && f.start <= today && today <= f.end && f.start < LAST
        }),
    }
}

/// The words after a noun of events or measures.
pub(crate) fn of_event(draw: &mut Draw) -> Time {
    let (t, (a, b)) = single(draw);
    match draw.below(12) {
        0 | 1 => time(String::new(), None, |_| true),
        2 | 3 => {
            let (t, (a, b)) = stretch(draw);
            let text = if t.starts_with("between") { format!(" {t}") } else { format!(" in {t}") };
            time(text, None, move |f| f.start <= b && a <= f.end)
        }
        4 => time(format!(" throughout {t}"), None, move |f| f.start <= a && b <= f.end),
        5 => time(format!(" since {t}"), None, move |f| f.end >= a),
        6 => time(format!(" before {t}"), None, move |f| f.end < a),
        7 => time(format!(" after {t}"), None, move |f| f.start > b),
        8 => time(format!(" until {t}"), None, move |f| f.end <= b),
        9 => time(format!(" since {t} and until {}", day(LAST)), None, move |f| f.end >= a && f.end <= LAST),
        10 => time(format!(" that began before {t}"), None, move |f| f.start < a),
        _ => time(format!(" in {t} or in {}", day(FIRST)), None, move |f| {
            f.start <= b && a <= f.end || f.start <= FIRST && FIRST <= f.end
        }),
    }
}

/// The words after a verb of joining or leaving, which happened by today; the end that it speaks of is `edge`.
pub(crate) fn of_edge(draw: &mut Draw, today: i32, edge: fn(One) -> i32) -> Time {
    let (t, (a, b)) = single(draw);
    let past = move |f: One| edge(f) <= today;
    match draw.below(6) {
        0 => time(String::new(), None, past),
        1 => time(format!(" in {t}"), None, move |f| past(f) && a <= edge(f) && edge(f) <= b),
        2 => time(format!(" since {t}"), None, move |f| past(f) && edge(f) >= a),
        3 => time(format!(" before {t}"), None, move |f| past(f) && edge(f) < a),
        4 => time(format!(" after {t}"), None, move |f| past(f) && edge(f) > b),
        _ => time(format!(" until {t}"), None, move |f| past(f) && edge(f) <= b),
    }
}
