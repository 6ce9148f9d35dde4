//! Times in English: what a verb phrase says of a state, what stands after an event.
//!
//! In: timing and shape. Out: `began on or after 2024-01-01 and holds on 2026-11-23`, `dated in 2024`.

use crate::syntax::{Far, Near, Side, Unit};
use crate::time::{Days, Shape};

use super::super::timing::{Anchor, Edge, Standing, Test, TestWord, Timing};
use super::Reader;
use super::relative::Anchored;

impl Reader<'_> {
    pub(super) fn timing(&self, timing: &Timing, shape: Shape) -> String {
        let tests = self.tests(timing, shape);
        let said = !timing.tests.is_empty() && timing.edge != Edge::Whole;
        let standing = if said { String::new() } else { self.standing(timing, shape) };
        match (tests.is_empty(), standing.is_empty()) {
            (true, _) => standing,
            (false, true) => tests,
            (false, false) => format!("{tests} and {standing}"),
        }
    }

    fn standing(&self, timing: &Timing, shape: Shape) -> String {
        let day = self.frame.day();
        match (timing.standing, timing.edge, shape) {
            (Standing::Ever, _, Shape::State) if timing.tests.is_empty() => {
                format!("holds at {} time", if timing.then && timing.linked { "the" } else { "any" })
            }
            (Standing::Former, ..) => format!("ended before {day}"),
            (Standing::Upcoming, _, Shape::State) => format!("begins after {day}"),
            (Standing::Upcoming, ..) => format!("beginning after {day}"),
            (Standing::Frame | Standing::Past, Edge::Start, _) => format!("began on or before {day}"),
            (Standing::Frame | Standing::Past, Edge::End, _) => format!("ended on or before {day}"),
            (Standing::Frame, Edge::Whole, Shape::State) => format!("holds on {day}"),
            (Standing::Past, Edge::Whole, Shape::State) => format!("held at some time until {day}"),
            (Standing::Frame, Edge::Whole, _) if self.frame.as_of.is_some() => format!("begun by {day}"),
            (Standing::Past, Edge::Whole, Shape::Event) => format!("until {day}"),
            _ => String::new(),
        }
    }

    /// All tests that were said.
    pub(super) fn tests(&self, timing: &Timing, shape: Shape) -> String {
        let alternatives = |tests: &Vec<Test>| {
            let said: Vec<String> = tests.iter().map(|test| self.test(test, shape, timing.edge)).collect();
            said.join(" or ")
        };
        timing.tests.iter().map(alternatives).collect::<Vec<_>>().join(" and ")
    }

    fn test(&self, test: &Test, shape: Shape, edge: Edge) -> String {
        let state = shape == Shape::State;
        let days = match test.anchor {
            Anchor::Days(days) => Some(days),
            _ => None,
        };
        let anchored = self.anchored(test);
        let (first, last, all) = match (&anchored, days) {
            (Some(anchored), _) => (anchored.first.clone(), anchored.last.clone(), anchored.one.clone()),
            (None, Some(days)) => (days.first().to_string(), days.last().to_string(), stretch(days)),
            (None, None) => Default::default(),
        };
        let day = self.frame.day();
        let is_day = days.is_some_and(|days| days.first() == days.last())
            || anchored.as_ref().is_some_and(|anchored| anchored.is_day);
        let began = if state { "began" } else { "begun" };
        match (test.word, state) {
            (TestWord::In, true) if is_day => format!("holds on {all}"),
            (TestWord::In, false) if is_day => format!("dated on {all}"),
            (TestWord::In, true) => format!("holds {}", within(days, &all, true)),
            (TestWord::In, false) => format!("dated {}", within(days, &all, false)),
            (TestWord::Throughout, true) => format!("holds on every day of {all}"),
            (TestWord::Throughout, false) => format!("lasting through {all}"),
            (TestWord::Since, true) => format!("began on or after {first} and holds on {day}"),
            (TestWord::Since | TestWord::HeldSince, false) => format!("dated on or after {first}"),
            (TestWord::HeldSince, true) => format!("held on every day from {first} to {day}"),
            (TestWord::Before, true) | (TestWord::BeganBefore, _) => format!("{began} before {first}"),
            (TestWord::Before, false) => format!("over before {first}"),
            (TestWord::After, true) | (TestWord::BeganAfter, _) => format!("{began} after {last}"),
            (TestWord::After, false) => format!("begun after {last}"),
            (TestWord::Until, true) | (TestWord::EndedUntil, _) => format!("ended by {last}"),
            (TestWord::Until, false) => format!("over by {last}"),
            (TestWord::BeganIn, _) if is_day => format!("{began} on {all}"),
            (TestWord::EndedIn, _) if is_day => format!("ended on {all}"),
            (TestWord::BeganIn, _) => format!("{began} {}", end_within(days, &all)),
            (TestWord::BeganSince, _) => format!("{began} on or after {first}"),
            (TestWord::BeganUntil, _) => format!("{began} by {last}"),
            (TestWord::EndedIn, _) => format!("ended {}", end_within(days, &all)),
            (TestWord::EndedBefore, _) => format!("ended before {first}"),
            (TestWord::EndedAfter, _) => format!("ended after {last}"),
            (TestWord::EndedSince, _) => format!("ended on or after {first}"),
            // Of several, far from the first or the last of them.
            (TestWord::Apart(apart), _) if apart.far != Far::LessThan => {
                let anchor = if apart.side == Side::After { last } else { first };
                format!("{} {apart} {anchor}", off(apart.side, state, edge))
            }
            (TestWord::Within(..) | TestWord::Apart(_) | TestWord::Same(_) | TestWord::Moved(_), _) => {
                anchored.map_or_else(String::new, |anchored| near(test.word, state, edge, &anchored))
            }
            (TestWord::Lasts(comparison, length), true) => format!("lasted {} {length}", comparison.words()),
            (TestWord::Lasts(comparison, length), false) => {
                format!("lasting {} {length}", comparison.words())
            }
        }
    }
}

/// Near the facts, in their month, so far from them.
fn near(word: TestWord, state: bool, edge: Edge, anchored: &Anchored) -> String {
    let Anchored { one, one_start, one_end, .. } = anchored;
    match word {
        TestWord::Within(Near::After, length) => {
            format!("{} within {length} after {one_end}", begun(state, edge))
        }
        TestWord::Within(Near::Before, length) => {
            format!("{} within {length} before {one_start}", over(state, edge))
        }
        TestWord::Within(Near::Of, length) => format!("{} within {length} of {one}", at(state, edge)),
        TestWord::Apart(apart) => {
            let one = if apart.side == Side::After { one_end } else { one_start };
            format!("{} {apart} {one}", off(apart.side, state, edge))
        }
        TestWord::Same(Unit::Day) => format!("{} on the same day as {one}", at(state, edge)),
        TestWord::Same(unit) => {
            let unit = unit.word();
            format!("{} in the same {unit} as {one}", at(state, edge))
        }
        TestWord::Moved(by) if by.side == Side::After => format!("{} {by} {one_end}", at(state, edge)),
        TestWord::Moved(by) => format!("{} {by} {one_start}", at(state, edge)),
        _ => String::new(),
    }
}

/// What is so far off: a state, by its beginning.
fn off(side: Side, state: bool, edge: Edge) -> &'static str {
    if side == Side::After || state && edge == Edge::Whole { begun(state, edge) } else { over(state, edge) }
}

fn begun(state: bool, edge: Edge) -> &'static str {
    match (state, edge) {
        (true, Edge::Whole | Edge::Start) => "began",
        (true, Edge::End) => "ended",
        (false, _) => "begun",
    }
}

fn over(state: bool, edge: Edge) -> &'static str {
    match (state, edge) {
        (true, Edge::Start) => "began",
        (true, Edge::Whole | Edge::End) => "ended",
        (false, _) => "over",
    }
}

fn at(state: bool, edge: Edge) -> &'static str {
    match (state, edge) {
        (true, Edge::Whole) => "holds",
        (true, Edge::Start) => "began",
        (true, Edge::End) => "ended",
        (false, _) => "dated",
    }
}

/// A stretch as people say it: a day, a year, a decade, or from one day to another.
fn stretch(days: Days) -> String {
    let said = days.to_string();
    if said.ends_with("0s") { format!("the {said}") } else { said }
}

/// The stretch of several days after `holds` or `dated`.
fn within(days: Option<Days>, all: &str, state: bool) -> String {
    match days {
        Some(days) if is_stretch(days) && state => format!("on some day from {all}"),
        Some(days) if is_stretch(days) => format!("from {all}"),
        _ if state => format!("on some day of {all}"),
        _ => format!("in {all}"),
    }
}

/// The stretch in which a state began or ended.
fn end_within(days: Option<Days>, all: &str) -> String {
    match days {
        Some(days) if is_stretch(days) => format!("on a day from {all}"),
        _ => format!("in {all}"),
    }
}

/// Whether no unit of the calendar is just these days, so that they are said as `2024-01-01 to 2025-03-31`.
fn is_stretch(days: Days) -> bool {
    days.to_string().contains(" to ")
}
