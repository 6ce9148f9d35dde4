//! Words of time → regions of start and end.
//!
//! In: [`Timing`] and the frame. Out: [`When`]: one disjunction of regions for all tests on fixed days, solved
//! jointly, and what must be compared fact by fact. The table itself is `time::TimeTest`.

use crate::fact::RelationId;
use crate::resolve::{Anchor, Edge, Standing, Test, TestWord, Timing};
use crate::time::{Bounds, Day, Days, Frame, Region, Regions, Shape, TimeTest};

use super::{Op, Planner};

/// When a scan's facts must be so.
#[derive(Debug, Clone, PartialEq)]
pub struct When {
    /// What all fixed tests together ask of start and end.
    pub regions: Regions,
    /// Whether there is anything to ask at all.
    pub any: bool,
    /// Tests against other facts.
    pub anchored: Vec<Anchored>,
    /// Which end of the state a row is dated by.
    pub edge: Edge,
    /// Whether the period of a row must meet that of the rows it is joined with.
    pub linked: bool,
    /// The days in which linked rows must meet.
    pub window: Option<Days>,
}

/// A test against the facts that an operator yields.
#[derive(Debug, Clone, PartialEq)]
pub struct Anchored {
    /// How.
    pub word: TestWord,
    /// The facts.
    pub input: Op,
    /// Only those about the same answer.
    pub own: bool,
}

impl Planner<'_> {
    pub(super) fn when(&mut self, timing: &Timing, relation: RelationId) -> When {
        let shape = self.store.relation(relation).shape;
        let frame = Frame { today: self.frame.today, as_of: self.frame.as_of };
        let mut regions = Regions::from(standing(timing, shape, frame));
        let mut any = timing.standing != Standing::Ever;
        let mut window = match timing.standing {
            Standing::Frame if shape == Shape::State => Some(Days::on(frame.day())),
            _ => None,
        };
        let mut anchored = Vec::new();
        for alternatives in &timing.tests {
            let fixed: Vec<Region> =
                alternatives.iter().filter_map(|test| fixed(test, shape, frame)).collect();
            if let Some(first) = alternatives.first() {
                window = window.or_else(|| window_of(first, frame.day()));
            }
            if !fixed.is_empty() {
                regions = regions.and(&fixed.into_iter().collect());
                any = true;
            }
            for test in alternatives {
                match &test.anchor {
                    Anchor::Facts(set) => {
                        anchored.push(Anchored { word: test.word, input: self.set(set), own: false });
                    }
                    Anchor::Own(set) => {
                        anchored.push(Anchored { word: test.word, input: self.set(set), own: true });
                    }
                    Anchor::Days(_) => {}
                }
            }
        }
        any |= shape != Shape::State && self.frame.as_of.is_some();
        When { regions, any, anchored, edge: timing.edge, linked: timing.linked, window }
    }
}

/// What the default of a bare noun or verb asks.
fn standing(timing: &Timing, shape: Shape, frame: Frame) -> Region {
    let until_now = TimeTest::Past.region(shape, frame);
    match (timing.standing, timing.edge) {
        (Standing::Ever, _) => Region::ANY,
        (Standing::Former, _) => TimeTest::Former.region(shape, frame),
        (Standing::Upcoming, _) => TimeTest::Upcoming.region(shape, frame),
        (Standing::Frame | Standing::Past, Edge::End) => {
            TimeTest::EndedUntil(Days::on(frame.day())).region(shape, frame)
        }
        (Standing::Frame, Edge::Whole) => frame.bare(shape),
        (Standing::Past, Edge::Whole) if shape == Shape::Event && frame.as_of.is_none() => until_now,
        (Standing::Frame | Standing::Past, _) => until_now,
    }
}

fn fixed(test: &Test, shape: Shape, frame: Frame) -> Option<Region> {
    let Anchor::Days(days) = test.anchor else { return None };
    Some(time_test(test.word, days).region(shape, frame))
}

fn time_test(word: TestWord, days: Days) -> TimeTest {
    match word {
        TestWord::In => TimeTest::In(days),
        TestWord::Throughout => TimeTest::Throughout(days),
        TestWord::Since => TimeTest::Since(days),
        TestWord::HeldSince => TimeTest::HeldFromTo(days),
        TestWord::Before => TimeTest::Before(days),
        TestWord::After => TimeTest::After(days),
        TestWord::Until => TimeTest::Until(days),
        TestWord::BeganIn => TimeTest::BeganIn(days),
        TestWord::BeganBefore => TimeTest::BeganBefore(days),
        TestWord::BeganAfter => TimeTest::BeganAfter(days),
        TestWord::BeganSince => TimeTest::BeganSince(days),
        TestWord::BeganUntil => TimeTest::BeganUntil(days),
        TestWord::EndedIn => TimeTest::EndedIn(days),
        TestWord::EndedBefore => TimeTest::EndedBefore(days),
        TestWord::EndedAfter => TimeTest::EndedAfter(days),
        TestWord::EndedSince => TimeTest::EndedSince(days),
        TestWord::EndedUntil => TimeTest::EndedUntil(days),
    }
}

/// The days in which states must hold together, where the words name them.
fn window_of(test: &Test, today: Day) -> Option<Days> {
    match (&test.anchor, test.word) {
        (Anchor::Days(days), TestWord::In | TestWord::Throughout) => Some(*days),
        (_, TestWord::Since | TestWord::HeldSince) => Some(Days::on(today)),
        _ => None,
    }
}

impl When {
    /// The part of a fact's period that counts when it is joined with others.
    pub fn clip(&self, bounds: Bounds) -> Option<Bounds> {
        match self.window {
            Some(days) => crate::time::allen::shared(bounds, Bounds::stretch(days)),
            None => Some(bounds),
        }
    }
}
