//! Dates of every form of EDTF, each as a source would write it, with the days that it may mean.
//!
//! Days are counted from 26 February 2024. Dates without a bound are cut at [`EVER`] days before and after; what
//! is true in fewer worlds is still possible, and what is certain must hold in them too.

use crate::draw::Draw;

/// Far enough from every day that a query names.
pub(crate) const EVER: i32 = 400;
/// The days on which dates begin and end.
pub(crate) const FIRST: i32 = 0;
pub(crate) const LAST: i32 = 9;
/// The first and last day of January, February and March 2024.
pub(crate) const JANUARY: (i32, i32) = (-56, -26);
pub(crate) const FEBRUARY: (i32, i32) = (-25, 3);
pub(crate) const MARCH: (i32, i32) = (4, 34);

/// A date and what it means.
#[derive(Debug, Clone)]
pub(crate) struct Date {
    pub(crate) written: String,
    pub(crate) days: Vec<i32>,
    /// Marked `?`: perhaps not so at all.
    pub(crate) doubtful: bool,
    /// All of the days, not one of them.
    pub(crate) each: bool,
}

/// A day as a full date.
pub(crate) fn day(number: i32) -> String {
    let (month, day) = if number > FEBRUARY.1 { (3, number - 3) } else { (2, number + 26) };
    format!("2024-{month:02}-{day:02}")
}

fn known(written: String, days: Vec<i32>) -> Date {
    Date { written, days, doubtful: false, each: false }
}

/// A date that is one of a few days, or of a month.
pub(crate) fn date(draw: &mut Draw) -> Date {
    let d = draw.day(FIRST, LAST);
    let other = draw.day(FIRST, LAST);
    match draw.below(24) {
        10 | 11 => known(format!("{}~", day(d)), (d - 1..=d + 1).collect()),
        12 => Date { doubtful: true, ..known(format!("{}?", day(d)), vec![d]) },
        13 => Date { doubtful: true, ..known(format!("{}%", day(d)), (d - 1..=d + 1).collect()) },
        14..=16 if d != other => known(format!("[{}, {}]", day(d), day(other)), vec![d, other]),
        17 | 18 if d < other => known(format!("[{}..{}]", day(d), day(other)), (d..=other).collect()),
        19 => known("2024-03-0X".to_owned(), (4..=12).collect()),
        20 => known("2024-02-2X".to_owned(), (-6..=3).collect()),
        21 => {
            let firsts = [-56, -25, 4, 35, 65, 96, 126, 157, 188, 218, 249, 279];
            known("2024-XX-01".to_owned(), firsts.to_vec())
        }
        22 => {
            let (written, (first, last)) =
                if draw.once_in(2) { ("2024-02", FEBRUARY) } else { ("2024-03", MARCH) };
            known(written.to_owned(), (first..=last).collect())
        }
        _ => known(day(d), vec![d]),
    }
}

/// When a source appeared: on a day, on one of a few, or nobody knows when; with that key of it.
pub(crate) fn published(draw: &mut Draw) -> (String, Vec<i32>) {
    let date = match draw.below(6) {
        0 => return (String::new(), vec![-EVER, EVER]),
        1 | 2 => loop {
            let date = date(draw);
            if !date.doubtful {
                break date;
            }
        },
        _ => {
            let d = draw.day(FIRST, LAST);
            known(day(d), vec![d])
        }
    };
    (format!("published = \"{}\"\n", date.written), date.days)
}

/// A date that may stand at an end of a period, where no list may.
pub(crate) fn end(draw: &mut Draw) -> Date {
    loop {
        let date = date(draw);
        if !date.written.starts_with('[') {
            return date;
        }
    }
}

/// A date of an event: also one that is bounded on one side only, and several days at once.
pub(crate) fn moment(draw: &mut Draw) -> Date {
    let d = draw.day(FIRST, LAST);
    let other = draw.day(FIRST, LAST);
    match draw.below(20) {
        0 => known(format!("[..{}]", day(d)), (d - 10..=d).chain([-EVER]).collect()),
        1 => known(format!("[{}..]", day(d)), (d..=d + 10).chain([EVER]).collect()),
        2 if d != other => {
            Date { each: true, ..known(format!("{{{}, {}}}", day(d), day(other)), vec![d, other]) }
        }
        3 if d < other => {
            Date { each: true, ..known(format!("{{{}..{}}}", day(d), day(other)), (d..=other).collect()) }
        }
        _ => date(draw),
    }
}
