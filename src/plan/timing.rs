//! Words of time → regions of start and end.
//!
//! In: [`Timing`] and the frame. Out: [`When`]: one disjunction of regions for all tests on fixed days, solved
//! jointly, and what must be compared fact by fact. The table itself is `time::TimeTest`.

use crate::fact::{EntityId, RelationId};
use crate::resolve::{Anchor, Edge, Standing, Test, TestWord, Timing};
use crate::syntax::LengthTest;
use crate::time::{Bounds, Day, Days, Duration, Frame, Region, Regions, Shape, TimeTest};

use super::{Op, Planner};

/// When a scan's facts must be so.
#[derive(Debug, Clone, PartialEq)]
pub struct When {
    /// What all fixed tests together ask of start and end.
    pub regions: Regions,
    /// Whether there is anything to ask at all.
    pub any: bool,
    /// Tests that regions of start and end cannot hold; all of these hold.
    pub also: Vec<Either>,
    /// Which end of the state a row is dated by.
    pub edge: Edge,
    /// Whether the period of a row must meet that of the rows it is joined with.
    pub linked: bool,
    /// Whether linked rows are taken at the time of the fact around them.
    pub then: bool,
    /// The days in which linked rows must meet.
    pub window: Option<Days>,
    /// That it held on every day of a stretch, which facts that follow one another may do together.
    pub through: Option<Box<Through>>,
}

/// Stretches on every day of which a state held.
#[derive(Debug, Clone, PartialEq)]
pub struct Through {
    /// The stretches.
    pub stretches: Vec<Days>,
    /// When each of the facts must be so that hold there together: the same, but for *every day*, and wherever they are
    /// joined.
    pub some_day: When,
    /// Whether any facts may follow one another, and not only those about the same: the question is then whether there
    /// always was one.
    pub any_of: bool,
}

/// One of these holds.
#[derive(Debug, Clone, PartialEq)]
pub struct Either {
    /// Fixed days, where they are an alternative; else none.
    pub fixed: Regions,
    /// Lengths, as they are on the day of the frame.
    pub lengths: Vec<Length>,
    /// Tests against other facts.
    pub anchored: Vec<Anchored>,
}

/// How long the fact must have lasted until a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Length {
    /// How it compares.
    pub comparison: LengthTest,
    /// With what.
    pub length: Duration,
    /// What goes on is counted up to this day.
    pub until: Day,
}

/// A test against the facts that an operator yields.
#[derive(Debug, Clone, PartialEq)]
pub struct Anchored {
    /// How.
    pub word: TestWord,
    /// The facts.
    pub input: Op,
    /// Which of them count.
    pub whose: Whose,
    /// The number of the test in the query.
    pub id: usize,
}

/// Which facts a fact is compared with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Whose {
    /// All of them.
    All,
    /// Only those about the same answer.
    Own,
    /// All of them, and these entities are left out of the answer; *after* means after the first.
    Another(Vec<EntityId>),
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
        let mut also = Vec::new();
        let mut stretches = Vec::new();
        let mut on_some_day = regions.clone();
        for alternatives in &timing.tests {
            let fixed: Vec<Region> =
                alternatives.iter().filter_map(|test| fixed(test, shape, frame)).collect();
            let stretch = stretch_of(alternatives, timing.edge, shape, frame);
            stretches.extend(stretch);
            // An event is where it is, whatever the state beside it must still hold.
            if let Some(first) = alternatives.first().filter(|_| shape == Shape::State) {
                window = window.or_else(|| window_of(first, frame.day()));
            }
            if fixed.len() == alternatives.len() {
                let fixed: Regions = fixed.into_iter().collect();
                regions = regions.and(&fixed);
                on_some_day = if stretch.is_some() { on_some_day } else { on_some_day.and(&fixed) };
                any = true;
                continue;
            }
            if let [only] = &alternatives[..]
                && shape == Shape::State
                && matches!(only.word, TestWord::Since | TestWord::HeldSince)
            {
                // The beginning is compared with the facts; that it holds is a matter of days.
                regions = regions.and(&Regions::from(frame.bare(shape)));
                on_some_day = on_some_day.and(&Regions::from(frame.bare(shape)));
                any = true;
            }
            also.push(self.either(alternatives, fixed.into_iter().collect(), frame.day()));
        }
        any |= shape != Shape::State && self.frame.as_of.is_some();
        let whole = When {
            regions,
            any,
            also,
            edge: timing.edge,
            linked: timing.linked,
            then: timing.linked && timing.then,
            window,
            through: None,
        };
        if stretches.is_empty() {
            return whole;
        }
        let in_one = stretches.iter().map(|days| TimeTest::In(*days).region(shape, frame));
        let regions = on_some_day.and(&in_one.collect());
        let some_day = When { regions, also: Vec::new(), window: None, ..whole.clone() };
        When { through: Some(Box::new(Through { stretches, some_day, any_of: false })), ..whole }
    }
}

impl Planner<'_> {
    fn either(&mut self, tests: &[Test], fixed: Regions, until: Day) -> Either {
        let mut either = Either { fixed, lengths: Vec::new(), anchored: Vec::new() };
        for test in tests {
            let (set, whose) = match &test.anchor {
                Anchor::Facts(set) | Anchor::Event(set, _) => (set, Whose::All),
                Anchor::Own(set) => (set, Whose::Own),
                Anchor::Another(set, left_out) => (set, Whose::Another(left_out.clone())),
                Anchor::Itself => {
                    if let TestWord::Lasts(comparison, length) = test.word {
                        either.lengths.push(Length { comparison, length, until });
                    }
                    continue;
                }
                Anchor::Days(_) => continue,
            };
            let input = self.set(set);
            either.anchored.push(Anchored { word: test.word, input, whose, id: test.id });
        }
        either
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
    Some(time_test(test.word, days)?.region(shape, frame))
}

/// The test on fixed days; `None` for words that take no days.
fn time_test(word: TestWord, days: Days) -> Option<TimeTest> {
    Some(match word {
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
        TestWord::Within(..)
        | TestWord::Apart(_)
        | TestWord::Same(_)
        | TestWord::Moved(_)
        | TestWord::Lasts(..) => return None,
    })
}

/// The stretch on every day of which a test asks a state to hold.
fn stretch_of(alternatives: &[Test], edge: Edge, shape: Shape, frame: Frame) -> Option<Days> {
    let [Test { word, anchor: Anchor::Days(days), .. }] = alternatives else { return None };
    match (word, shape, edge) {
        (TestWord::Throughout, Shape::State, Edge::Whole) => Some(*days),
        (TestWord::HeldSince, Shape::State, Edge::Whole) => Days::new(days.first(), frame.day()),
        _ => None,
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
    /// The bounds of the worlds in which a fact passes the tests on fixed days; its own where none is left.
    pub fn narrowed(&self, bounds: Bounds) -> Bounds {
        if self.any { self.regions.cut(bounds).unwrap_or(bounds) } else { bounds }
    }

    /// The part of a fact's period that counts when it is joined with others.
    pub fn clip(&self, bounds: Bounds) -> Option<Bounds> {
        match self.window {
            Some(days) => crate::time::allen::shared(bounds, Bounds::stretch(days)),
            None => Some(bounds),
        }
    }
}
