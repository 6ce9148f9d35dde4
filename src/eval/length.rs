//! How long something lasted, or how long ago it was, as a cell.
//!
//! In: bounds, and the day up to which what goes on is counted. Out: `46 years and 1 month`, or a range. Absent:
//! judging lengths (`anchor`, `pick`).

use crate::resolve::{Ask, Edge, Query, Set};
use crate::syntax::Adverbial;
use crate::time::{Bounds, Day};

use super::answer::Cell;
use super::near;

/// Whether the answer shows lengths: *how long*, *the longest*, *for more than 5 years*.
pub(super) fn is_shown(query: &Query) -> bool {
    query.ask == Ask::Adverbial(Adverbial::HowLong) || query.set.asks_for_length()
}

/// The length up to that day: exact, or from the least to the most that it can have been. The number of days is the
/// least.
pub(super) fn cell(when: Bounds, day: Day) -> Cell {
    let Some(cut) = near::until(when, day) else { return Cell::Empty };
    let going_on = when.end_min() > day.number();
    let (Some(least), most) = near::lengths(cut) else { return Cell::Empty };
    let shortest = said(cut.start_max(), cut.end_min().max(cut.start_max()));
    let longest = said(cut.start_min(), cut.end_max());
    let text = match most {
        Some(most) if most == least => longest,
        Some(_) => format!("{shortest} to {longest}"),
        None => format!("at least {shortest}"),
    };
    let text = if going_on { format!("{text} so far") } else { text };
    Cell::Number { text, amount: i32::try_from(least).map_or(0.0, f64::from) }
}

/// The end of a state that the first of the facts speak of.
pub(super) fn edge(set: &Set) -> Edge {
    match set {
        Set::Pattern(pattern) => pattern.timing.edge,
        Set::All(sets) | Set::Any(sets) => sets.first().map_or(Edge::Whole, edge),
        Set::Except(set, _) | Set::Pick(_, set) | Set::Counted(_, set) => edge(set),
        _ => set.inside().map_or(Edge::Whole, edge),
    }
}

/// How long before that day it began, where its beginning is spoken of, or was over: exact, or from the least to the
/// most. Nothing of what is not over yet.
pub(super) fn ago(when: Bounds, spoken_of: Edge, day: Day) -> Cell {
    let (earliest, latest) = match spoken_of {
        Edge::Start => (when.start_min(), when.start_max()),
        Edge::Whole | Edge::End => (when.end_min(), when.end_max()),
    };
    let yesterday = day.number() - 1;
    if latest > yesterday || earliest == Bounds::UNBOUNDED_PAST {
        return Cell::Empty;
    }
    let (most, at_least) = (said(earliest, yesterday), said(latest, yesterday));
    let text = if most == at_least { most } else { format!("{at_least} to {most}") };
    Cell::Number { text, amount: f64::from(day.number() - latest) }
}

fn said(start: i32, end: i32) -> String {
    near::span(start, end).map_or_else(|| "1 day".to_owned(), |length| length.to_string())
}

#[cfg(test)]
mod tests {
    use super::cell;
    use crate::eval::answer::Cell;
    use crate::time::{Edtf, Reading};

    fn said(date: &str) -> String {
        let when = Edtf::parse(date).expect("a date").bounds(Reading::Stretch);
        let when = when.as_of_today("2026-11-24".parse().expect("a day"));
        match cell(when, "2026-11-23".parse().expect("a day")) {
            Cell::Number { text, .. } => text,
            other => format!("{other:?}"),
        }
    }

    #[test]
    fn lengths_are_exact_or_ranges() {
        assert_eq!(said("2024-01-01/2024-12-31"), "1 year");
        assert_eq!(said("2016-01-01/2016-11-30"), "11 months");
        assert_eq!(said("2016/2017-01-01"), "2 days to 1 year and 1 day");
        assert_eq!(said("../2017-01-01"), "at least 1 day");
        assert_eq!(said("2027-01-01/2028"), "Empty");
    }
}
