//! The charter's table of time phrases: what each asks of the start and the end of a fact.
//!
//! In: a phrase with its stretch of days, the shape of the fact, the frame. Out: a [`Region`].
//! Absent: English words (syntax), entities (*former* of someone who came back is the evaluator's),
//! tests between facts (see `allen`).

use super::day::Day;
use super::days::Days;
use super::region::Region;

/// A test on the time of one fact. `T` is the stretch of days that the phrase names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TimeTest {
    /// `as of T`. State: holds on T's last day, or today if T contains it. Else: begun by then.
    AsOf(Days),
    /// `in T`, `on T`, `during T`, `between T1 and T2`, `from T1 to T2`: on at least one day of T.
    In(Days),
    /// `throughout T`: on every day of T.
    Throughout(Days),
    /// `since T`. State: began on or after T's first day and holds in the frame. Else: falls on T's
    /// first day or a later one (so all that is `in T` is `since T`, and nothing that is `before T`).
    Since(Days),
    /// `before T`. State: began before T's first day. Else: over before it.
    Before(Days),
    /// `after T`: began after T's last day.
    After(Days),
    /// `until T`: ended by T's last day.
    Until(Days),
    /// `began in T`, `joined in T`: the first day lies in T.
    BeganIn(Days),
    /// `ended in T`, `left in T`: the last day lies in T.
    EndedIn(Days),
    /// `began before T`: the first day lies before T's first.
    BeganBefore(Days),
    /// `began after T`: the first day lies after T's last.
    BeganAfter(Days),
    /// `began since T`, `joined since T`: the first day is T's first or later.
    BeganSince(Days),
    /// `began by T`, `until T`: the first day is T's last or earlier.
    BeganUntil(Days),
    /// `ended before T`: the last day lies before T's first.
    EndedBefore(Days),
    /// `ended after T`: the last day lies after T's last.
    EndedAfter(Days),
    /// `ended since T`, `left since T`: the last day is T's first or later.
    EndedSince(Days),
    /// `ended by T`: the last day is T's last or earlier.
    EndedUntil(Days),
    /// `have been … since T`. State: held on every day from T's first to the frame's; nothing has been
    /// so since a day to come. Else: as [`TimeTest::Since`].
    HeldFromTo(Days),
    /// `former`: over before the frame's day.
    Former,
    /// `ever`: at any time.
    Ever,
    /// `current`: on the frame's day.
    Current,
    /// `upcoming`: begins after the frame's day.
    Upcoming,
    /// `was`, `had` without a time: begun at any time until the frame's day.
    Past,
}

/// What kind of thing a relation records, which decides how a phrase is taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Shape {
    /// It holds over a period.
    State,
    /// It happens; it may last days.
    Event,
    /// A figure for a period.
    Measure,
}

/// The time in which a query is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Frame {
    /// The day of asking (or the last day of `as known on T`).
    pub today: Day,
    /// `as of T` on the whole query.
    pub as_of: Option<Days>,
}

impl Frame {
    /// Asked on that day, with no `as of`.
    pub fn on(today: Day) -> Self {
        Self { today, as_of: None }
    }

    /// The day of which *is* speaks: that of `as of T`, else today.
    pub fn day(self) -> Day {
        self.as_of.map_or(self.today, |days| self.day_of(days))
    }

    /// What a bare noun asks: of a state that it holds on the frame's day; of an event or measure
    /// nothing, or with `as of T` that it had begun by then.
    pub fn bare(self, shape: Shape) -> Region {
        match (shape, self.as_of) {
            (Shape::State, _) => holds_on(self.day()),
            (Shape::Event | Shape::Measure, None) => Region::ANY,
            (Shape::Event | Shape::Measure, Some(_)) => Region::start_by(self.day().number()),
        }
    }

    /// T's last day, or today if T contains it.
    fn day_of(self, days: Days) -> Day {
        if days.contains(self.today) { self.today } else { days.last() }
    }
}

impl TimeTest {
    /// What the phrase asks of a fact of that shape. Regions of several phrases on one fact are solved
    /// jointly by [`Region::and`].
    pub fn region(self, shape: Shape, frame: Frame) -> Region {
        let is_state = shape == Shape::State;
        let now = frame.day();
        match self {
            Self::AsOf(t) if is_state => holds_on(frame.day_of(t)),
            Self::AsOf(t) => Region::start_by(frame.day_of(t).number()),
            Self::In(t) => Region::start_by(last(t)).and(Region::end_from(first(t))),
            Self::Throughout(t) => Region::start_by(first(t)).and(Region::end_from(last(t))),
            Self::Since(t) if is_state => Region::start_from(first(t)).and(holds_on(now)),
            Self::HeldFromTo(t) if is_state && t.first() <= now => {
                Region::start_by(first(t)).and(Region::end_from(now.number()))
            }
            Self::HeldFromTo(_) if is_state => Region::EMPTY,
            Self::Before(t) if is_state => Region::start_by(first(t) - 1),
            Self::Since(t) | Self::HeldFromTo(t) | Self::EndedSince(t) => Region::end_from(first(t)),
            Self::Before(t) | Self::EndedBefore(t) => Region::end_by(first(t) - 1),
            Self::After(t) | Self::BeganAfter(t) => Region::start_from(last(t) + 1),
            Self::Until(t) | Self::EndedUntil(t) => Region::end_by(last(t)),
            Self::BeganIn(t) => Region::start_from(first(t)).and(Region::start_by(last(t))),
            Self::EndedIn(t) => Region::end_from(first(t)).and(Region::end_by(last(t))),
            Self::BeganBefore(t) => Region::start_by(first(t) - 1),
            Self::BeganSince(t) => Region::start_from(first(t)),
            Self::BeganUntil(t) => Region::start_by(last(t)),
            Self::EndedAfter(t) => Region::end_from(last(t) + 1),
            Self::Former => Region::end_by(now.number() - 1),
            Self::Ever => Region::ANY,
            Self::Current => holds_on(now),
            Self::Upcoming => Region::start_from(now.number() + 1),
            Self::Past => Region::start_by(now.number()),
        }
    }
}

fn holds_on(day: Day) -> Region {
    Region::start_by(day.number()).and(Region::end_from(day.number()))
}

fn first(days: Days) -> i32 {
    days.first().number()
}

fn last(days: Days) -> i32 {
    days.last().number()
}

#[cfg(test)]
mod tests {
    use super::{Frame, Shape, TimeTest};
    use crate::time::{Bounds, Day, Days, Edtf, Reading, Truth};
    use Shape::{Event, Measure, State};
    use Truth::{Certain, No, Possible};

    fn day(text: &str) -> Day {
        text.parse().expect("a full date")
    }

    fn bounds(text: &str, shape: Shape) -> Bounds {
        let reading = match shape {
            State => Reading::Stretch,
            Event => Reading::Moment,
            Measure => Reading::Whole,
        };
        Edtf::parse(text).expect("a date").bounds(reading)
    }

    fn days(text: &str) -> Days {
        let whole = bounds(text, Measure);
        let day = |number| Day::from_number(number).expect("inside the calendar");
        Days::new(day(whole.start_min()), day(whole.end_max())).expect("in order")
    }

    fn today() -> Frame {
        Frame::on(day("2026-11-23"))
    }

    type Test = fn(Days) -> TimeTest;

    /// One row for each cell of the charter's table: phrase, T, shape, date of the fact, truth.
    const TABLE: &[(Test, &str, Shape, &str, Truth)] = &[
        (TimeTest::AsOf, "2024", State, "2024-01-01/2024-12-31", Certain),
        (TimeTest::AsOf, "2024", State, "2024-01-01/2024-12-30", No),
        (TimeTest::AsOf, "2024", State, "2024/..", Possible),
        (TimeTest::AsOf, "2026", State, "2026-11-23/2026-11-23", Certain),
        (TimeTest::AsOf, "2026", State, "2026-12-01/2026-12-31", No),
        (TimeTest::AsOf, "2024", Event, "2024-12-30/2025-01-03", Certain),
        (TimeTest::AsOf, "2024", Event, "2025-01-01", No),
        (TimeTest::AsOf, "2024", Measure, "2019", Certain),
        (TimeTest::In, "2014", State, "2013/2014-02-01", Certain),
        (TimeTest::In, "2014", State, "2015/..", No),
        (TimeTest::In, "2014", Event, "2013-12-30/2014-01-03", Certain),
        (TimeTest::In, "2014-05", Event, "2014", Possible),
        (TimeTest::In, "2014-05", Measure, "2014", Certain),
        (TimeTest::Throughout, "2014", State, "2014-01-01/2015-01-01", Certain),
        (TimeTest::Throughout, "2014", State, "2014-01-02/2015-01-01", No),
        (TimeTest::Throughout, "2014", Event, "2013-12-30/2014-12-31", Certain),
        (TimeTest::Throughout, "2014", Event, "2014", No),
        (TimeTest::Throughout, "2014", Measure, "2014", Certain),
        (TimeTest::Since, "2024", State, "2024-01-01/2026-12-31", Certain),
        (TimeTest::Since, "2024", State, "2024-01-01/2025-12-31", No),
        (TimeTest::Since, "2024", State, "2023-12-31/2026-12-31", No),
        (TimeTest::Since, "2027", State, "2027-01-01/2030-01-01", No),
        (TimeTest::Since, "2024", Event, "2024-01-01", Certain),
        (TimeTest::Since, "2024", Event, "2023-12-31", No),
        (TimeTest::Since, "2024", Event, "2023-12-30/2024-01-03", Certain),
        (TimeTest::Since, "2024-05", Measure, "2024", Certain),
        (TimeTest::HeldFromTo, "2005", State, "2001-06-15/2026-12-31", Certain),
        (TimeTest::HeldFromTo, "2005", State, "2017-06-09/2026-12-31", No),
        (TimeTest::HeldFromTo, "2005", State, "2005/2026-12-31", Possible),
        (TimeTest::HeldFromTo, "2005", State, "2001/..", Possible),
        (TimeTest::HeldFromTo, "2027", State, "2001/2030", No),
        (TimeTest::HeldFromTo, "2005", Event, "2004-12-31", No),
        (TimeTest::HeldFromTo, "2005", Measure, "2005", Certain),
        (TimeTest::Before, "1990", State, "1989-12-31/..", Certain),
        (TimeTest::Before, "1990", State, "1990-01-01/..", No),
        (TimeTest::Before, "1990", Event, "1989-12-30/1990-01-03", No),
        (TimeTest::Before, "1990", Event, "1989", Certain),
        (TimeTest::Before, "1990", Measure, "1990", No),
        (TimeTest::After, "1990", State, "1991-01-01/..", Certain),
        (TimeTest::After, "1990", State, "1990-12-31/..", No),
        (TimeTest::After, "1990", Event, "1990-12-31/1991-01-03", No),
        (TimeTest::After, "1990", Measure, "1991", Certain),
        (TimeTest::Until, "2019", State, "1961/2019-01-01", Certain),
        (TimeTest::Until, "2019", State, "1961/2020-01-01", No),
        (TimeTest::Until, "2019", Event, "2019-12-31/2020-01-01", No),
        (TimeTest::Until, "2019", Event, "2019-12-31", Certain),
        (TimeTest::Until, "2019", Measure, "2019", Certain),
        (TimeTest::BeganIn, "2014", State, "2014/2016", Certain),
        (TimeTest::BeganIn, "2014", Event, "2013-12-30/2014-01-03", No),
        (TimeTest::BeganIn, "2014-06", Measure, "2014", No),
        (TimeTest::EndedIn, "2014", State, "2010/2014", Certain),
        (TimeTest::EndedIn, "2014", Event, "2013-12-30/2014-01-03", Certain),
        (TimeTest::EndedIn, "2014-06", Measure, "2014", No),
        (TimeTest::BeganBefore, "2014", State, "2013-12-31/..", Certain),
        (TimeTest::BeganBefore, "2014", Event, "2013-12-30/2014-01-03", Certain),
        (TimeTest::BeganAfter, "2014", State, "2014-12-31/..", No),
        (TimeTest::BeganSince, "2014", State, "2014/2016", Certain),
        (TimeTest::BeganSince, "2014", State, "2013/2016", No),
        (TimeTest::BeganUntil, "2014", State, "2014-12-31/..", Certain),
        (TimeTest::EndedBefore, "2014", State, "2010/2014-01-01", No),
        (TimeTest::EndedBefore, "2014", State, "2010/2013", Certain),
        (TimeTest::EndedAfter, "2014", State, "2010/2015-01-01", Certain),
        (TimeTest::EndedAfter, "2014", State, "2010/2014", No),
        (TimeTest::EndedSince, "2014", State, "2010/2014-01-01", Certain),
        (TimeTest::EndedUntil, "2014", State, "2010/2014-12-31", Certain),
    ];

    #[test]
    fn every_cell_of_the_table_holds() {
        for (test, t, shape, date, expected) in TABLE {
            let test = test(days(t));
            let found = test.region(*shape, today()).judge(bounds(date, *shape));
            assert_eq!(found, *expected, "{test:?} of a {shape:?} of {date}");
        }
    }

    /// Words without a date: test, shape, date of the fact, truth on 2026-11-23.
    const WORDS: &[(TimeTest, Shape, &str, Truth)] = &[
        (TimeTest::Former, State, "1960/2026-11-22", Certain),
        (TimeTest::Former, State, "1960/2026-11-23", No),
        (TimeTest::Former, State, "1960/", Possible),
        (TimeTest::Former, Event, "2024", Certain),
        (TimeTest::Ever, State, "2030/..", Certain),
        (TimeTest::Ever, Event, "1945", Certain),
        (TimeTest::Current, State, "2020/2026-11-23", Certain),
        (TimeTest::Current, Event, "2026-11-22/2026-11-24", Certain),
        (TimeTest::Current, Measure, "2026", Certain),
        (TimeTest::Upcoming, State, "2026-11-24/..", Certain),
        (TimeTest::Upcoming, Event, "2026", Possible),
        (TimeTest::Upcoming, Event, "2026-11-23", No),
        (TimeTest::Past, State, "1990/1991", Certain),
        (TimeTest::Past, State, "2027/..", No),
        (TimeTest::Past, Event, "2026-11-23", Certain),
    ];

    #[test]
    fn every_word_of_the_table_holds() {
        for (test, shape, date, expected) in WORDS {
            let found = test.region(*shape, today()).judge(bounds(date, *shape));
            assert_eq!(found, *expected, "{test:?} of a {shape:?} of {date}");
        }
    }

    #[test]
    fn the_frame_moves_with_as_of() {
        let frame = |t| Frame { as_of: Some(days(t)), ..today() };
        assert_eq!(frame("2024").day(), day("2024-12-31"));
        assert_eq!(frame("2026").day(), day("2026-11-23"));
        assert_eq!(today().day(), day("2026-11-23"));
        let belarus = bounds("2024-07-04/..", State).still().as_of_today(day("2026-11-23"));
        assert_eq!(frame("2024").bare(State).judge(belarus), Certain);
        assert_eq!(frame("2023").bare(State).judge(belarus), No);
        assert_eq!(today().bare(State).judge(belarus), Certain);
        assert_eq!(today().bare(Event).judge(bounds("2030", Event)), Certain);
        assert_eq!(frame("2024").bare(Measure).judge(bounds("2025", Measure)), No);
        let since = TimeTest::Since(days("2022")).region(State, frame("2024"));
        assert_eq!(since.judge(bounds("2023/2025", State)), Certain);
    }

    #[test]
    fn tricky_queries_about_time_have_their_reading() {
        // `sanctions on Iran`: held when last seen, not certain today.
        let seen = bounds("2018-11-05/..", State).going_on(Some(day("2024-01-01")));
        assert_eq!(today().bare(State).judge(seen), Possible);
        assert_eq!(TimeTest::AsOf(days("2023")).region(State, today()).judge(seen), Certain);
        // `events since 20 May 2024 and before 10 May 2024` with a date of 2024-05.
        let since = TimeTest::Since(days("2024-05-20")).region(Event, today());
        let before = TimeTest::Before(days("2024-05-10")).region(Event, today());
        assert_eq!(since.and(before).judge(bounds("2024-05", Event)), No);
        // `members of OPEC as known in 2017`: the frame is 2017, an end in 2018 is not known yet.
        let then = Frame::on(day("2017-12-31"));
        let open = bounds("1961/..", State).going_on(Some(day("2017-06-01")));
        assert_eq!(then.bare(State).judge(open), Possible);
    }

    #[test]
    fn what_is_in_a_time_is_since_it_and_not_before_it() {
        for date in ["2014", "2013-12-30/2014-01-03", "2012/2014-01", "2014-05~", "2015", "201X"] {
            for shape in [Event, Measure] {
                let truth = |test: Test| test(days("2014")).region(shape, today()).judge(bounds(date, shape));
                assert!(truth(TimeTest::In) <= truth(TimeTest::Since), "{date}");
                assert_eq!(truth(TimeTest::Since), truth(TimeTest::Before).not(), "{date}");
                assert_eq!(truth(TimeTest::Until), truth(TimeTest::EndedAfter).not(), "{date}");
            }
        }
    }
}
