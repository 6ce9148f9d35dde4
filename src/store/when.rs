//! From the date of a fact to its bounds.
//!
//! In: what the fact says of its time, and when its sources were published. Out: bounds, flags, and the date
//! where these cannot give it back.
//! Absent: coverage, which is known only when all facts are.
//!
//! A source vouches for the whole of a date. So what goes on (`a/..`) did so when the last of the sources
//! appeared, and what ended on an unknown day had ended when the first of them appeared. A fact with a
//! date on which it was checked goes on until then.

use super::table::plain;
use super::times::Flags;
use crate::fact::{When, reading_of};
use crate::time::{Bounds, Day, Edtf, End, Reading, Shape};

/// A fact's time as the table keeps it.
#[derive(Debug)]
pub(super) struct Time {
    pub(super) bounds: Bounds,
    pub(super) flags: Flags,
    /// The date, where bounds and flags do not give it back as written.
    pub(super) date: Option<Edtf>,
}

/// When the sources of a fact were published, as far as it is certain.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Published {
    /// A day on which, or after which, the last of them appeared.
    pub(super) last_from: Option<Day>,
    /// A day by which the first of them had appeared.
    pub(super) first_by: Option<Day>,
}

impl Published {
    /// What the publication dates of a fact's sources say.
    pub(super) fn of(dates: impl Iterator<Item = Bounds> + Clone) -> Self {
        let last_from = dates.clone().filter_map(|date| Day::from_number(date.start_min())).max();
        let first_by = dates.filter_map(|date| Day::from_number(date.start_max())).min();
        Published { last_from, first_by }
    }
}

/// The bounds, flags and date of a fact of this shape.
pub(super) fn time(when: When, shape: Shape, published: Published, checked: Option<&Edtf>) -> Time {
    match when {
        When::Date { edtf, ended } => dated(edtf, ended, shape, published, checked),
        When::Seen(edtf) => seen(edtf),
    }
}

fn dated(edtf: Edtf, ended: bool, shape: Shape, published: Published, checked: Option<&Edtf>) -> Time {
    let reading = reading_of(shape);
    let mut bounds = edtf.bounds(reading);
    let going_on = edtf.is_interval() && edtf.ending() == End::Open;
    let checked = checked.and_then(|date| Day::from_number(date.bounds(Reading::Moment).start_min()));
    if going_on {
        bounds = bounds.going_on(published.last_from.max(checked));
    }
    if ended && let Some(day) = published.first_by {
        bounds = bounds.ended_by(day);
    }
    let flags = Flags::NONE
        .with_if(going_on, Flags::GOING_ON)
        .with_if(ended, Flags::ENDED)
        .with_if(edtf.never_certain(), Flags::UNCERTAIN);
    let exact = edtf.bounds_are_exact(reading);
    keep(edtf, bounds, flags.with_if(!exact, Flags::EXACT))
}

fn seen(edtf: Edtf) -> Time {
    let days = edtf.bounds(Reading::Moment);
    let (first, last) = (days.start_min(), days.start_max());
    let held = Bounds::new(Bounds::UNBOUNDED_PAST, last, first, Bounds::UNBOUNDED_FUTURE, false);
    let flags = Flags::SEEN.with_if(edtf.never_certain(), Flags::UNCERTAIN);
    keep(edtf, held.unwrap_or(Bounds::UNKNOWN), flags)
}

/// Keeps the date unless it is what bounds and flags say.
fn keep(edtf: Edtf, bounds: Bounds, flags: Flags) -> Time {
    let needed = flags.has(Flags::EXACT) || plain(bounds, flags).as_deref() != Some(edtf.as_str());
    Time { bounds, flags: flags.with_if(needed, Flags::WRITTEN), date: needed.then_some(edtf) }
}

#[cfg(test)]
mod tests {
    use super::{Published, Time, plain, time};
    use crate::fact::When;
    use crate::store::Flags;
    use crate::time::{Bounds, Day, Days, Edtf, Shape};

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    fn state(text: &str, ended: bool) -> Time {
        let appeared = Bounds::moment(Days::new(day("2024-10-01"), day("2024-10-31")).unwrap());
        let edtf = Edtf::parse(text).unwrap();
        time(When::Date { edtf, ended }, Shape::State, Published::of(std::iter::once(appeared)), None)
    }

    #[test]
    fn what_goes_on_did_so_when_its_source_appeared() {
        let open = state("2024-01-01/..", false);
        assert_eq!(open.bounds.end_min(), day("2024-10-01").number());
        assert_eq!(open.bounds.end_max(), Bounds::UNBOUNDED_FUTURE);
        assert!(open.flags.has(Flags::GOING_ON) && open.date.is_none());
        assert_eq!(plain(open.bounds, open.flags).as_deref(), Some("2024-01-01/.."));
    }

    #[test]
    fn an_unknown_end_is_by_the_first_source_if_it_ended() {
        let unknown = state("2024-01-01/", false);
        assert_eq!(
            (unknown.bounds.end_min(), unknown.bounds.end_max()),
            (day("2024-01-01").number(), i32::MAX)
        );
        let ended = state("2024-01-01/", true);
        assert_eq!(ended.bounds.end_max(), day("2024-10-31").number());
        assert_eq!(plain(ended.bounds, ended.flags).as_deref(), Some("2024-01-01/"));
    }

    #[test]
    fn dates_that_columns_cannot_give_back_are_kept() {
        for text in ["2023/2024", "2023~/..", "../2023", "2024-01-01/2024-01-01"] {
            let kept = state(text, false);
            assert_eq!(kept.date.map(|date| date.to_string()).as_deref(), Some(text));
        }
        assert!(state("2023-01-01/2024-05-06", false).date.is_none());
        let moment = |text: &str| {
            let when = When::Date { edtf: Edtf::parse(text).unwrap(), ended: false };
            time(when, Shape::Event, Published::default(), None)
        };
        assert!(moment("2024-05-06").date.is_none());
        assert!(moment("156X-12-25").flags.has(Flags::EXACT));
        assert!(moment("2024?").flags.never_certain());
    }

    #[test]
    fn what_was_seen_held_on_that_day() {
        let when = When::Seen(Edtf::parse("2024-10-23").unwrap());
        let seen = time(when, Shape::State, Published::default(), None);
        assert_eq!(seen.bounds, Bounds::held_on(day("2024-10-23")));
        assert_eq!(plain(seen.bounds, seen.flags).as_deref(), Some("2024-10-23"));
    }
}
