//! Words of time → tests.
//!
//! In: the times attached to a noun or verb, and where it stands. Out: [`Timing`]. The table of the
//! language reference says what each word means; a verb that speaks of one end of a state moves the words to
//! that end. Absent: judging facts.

use crate::syntax::{Apart, DatePhrase, Far, Side, TimeTail, TimeWord};
use crate::time::{Days, Shape};

use super::super::attach::{List, Node, NodeId, Said, TimeItem, What};
use super::super::error::Error;
use super::super::query::Sense;
use super::super::timing::{Anchor, Edge, Standing, Test, TestWord, Timing};
use super::relative::Around;
use super::{Lowerer, Place};
use crate::syntax;

impl Lowerer<'_> {
    /// When a pattern must be so.
    pub(super) fn timing(
        &mut self,
        node: &Node,
        place: Place,
        edge: Edge,
        senses: &mut [Sense],
        subject: Option<&List>,
    ) -> Result<Timing, Error> {
        let state = senses.iter().any(|sense| self.store.relation(sense.relation).shape == Shape::State);
        let mut standing = match node.standing {
            Some(syntax::Standing::Former) => Standing::Former,
            Some(syntax::Standing::Current) => Standing::Frame,
            Some(syntax::Standing::Upcoming) => Standing::Upcoming,
            None => place.standing,
        };
        let whole_state = state && edge == Edge::Whole;
        let mut around = Around { node, place, edge, senses, subject, whole_state };
        let mut tests: Vec<Vec<Test>> = Vec::new();
        let mut free = node.standing.is_some();
        for item in &node.times {
            match &item.time {
                TimeTail::Ever(_) => (standing, free) = (Standing::Ever, true),
                TimeTail::Now(_) | TimeTail::InForce(_) if state => {
                    (standing, free) = (Standing::Frame, true);
                }
                TimeTail::Now(_) | TimeTail::InForce(_) => tests.push(vec![self.today()]),
                time => {
                    // `that lasted`: also what is over.
                    if state
                        && standing == Standing::Frame
                        && matches!(time, TimeTail::Lasting { past: true, .. })
                    {
                        standing = Standing::Past;
                    }
                    let test = self.test(item, &mut around)?;
                    free |= matches!(test.word, TestWord::In | TestWord::Throughout);
                    match tests.last_mut() {
                        // An event of one date cannot be on two: `in 2024 and 2025` is either.
                        Some(last) if item.or || item.again && !state => last.push(test),
                        _ => tests.push(vec![test]),
                    }
                }
            }
        }
        // A length says nothing of when; all else replaces the default. What a verb says of an end of a state has
        // happened by now, whatever the date, and wherever it stands: `statements about countries that left OPEC`.
        if edge != Edge::Whole && standing == Standing::Ever {
            standing = Standing::Past;
        }
        let dated = tests.iter().flatten().any(|test| !matches!(test.word, TestWord::Lasts(..)));
        if dated && edge == Edge::Whole && matches!(standing, Standing::Frame | Standing::Past) {
            standing = Standing::Ever;
        }
        if self.frame.as_of.is_some() && standing == Standing::Past && edge == Edge::Whole {
            standing = Standing::Frame;
        }
        let linked = state && edge == Edge::Whole && !(place.nested && free) && standing != Standing::Former;
        Ok(Timing { standing, tests, edge, linked, then: linked && place.nested, picked: None })
    }

    fn today(&mut self) -> Test {
        self.tests += 1;
        let days = Days::on(self.frame.today);
        Test { word: TestWord::In, anchor: Anchor::Days(days), written: "today".to_owned(), id: self.tests }
    }

    fn test(&mut self, item: &TimeItem, around: &mut Around<'_>) -> Result<Test, Error> {
        self.tests += 1;
        let id = self.tests;
        let (word, anchor, written) = match &item.time {
            TimeTail::Dated { word, date } => {
                let (word, days) = self.dated(*word, date)?;
                (word, Anchor::Days(days), item.time.to_string())
            }
            TimeTail::Lasting { comparison, length, .. } => {
                let word = TestWord::Lasts(*comparison, *length);
                return Ok(Test { word, anchor: Anchor::Itself, written: item.time.to_string(), id });
            }
            TimeTail::Span { first, last, span, .. } => {
                let (first, last) = (self.end_of_span(first, false)?, self.end_of_span(last, true)?);
                let written = item.time.to_string();
                let days = Days::new(first.first(), last.last());
                let days =
                    days.ok_or_else(|| Error::EndsBeforeStart { written: written.clone(), span: *span })?;
                (TimeWord::In, Anchor::Days(days), written)
            }
            TimeTail::Related { word, .. }
            | TimeTail::Gerund { word, .. }
            | TimeTail::Becoming { word, .. }
            | TimeTail::Being { word, .. }
            | TimeTail::Clause { word, .. } => {
                (*word, self.anchor(item, *word, around)?, item.time.to_string())
            }
            TimeTail::Together { unit, .. } => {
                let word = TimeWord::Same(*unit);
                (word, self.anchor(item, word, around)?, item.time.to_string())
            }
            TimeTail::Ever(_) | TimeTail::Now(_) | TimeTail::InForce(_) => {
                return Err(Error::NothingToAttachTo);
            }
        };
        let word = at_edge(test_word(word, around.node.held, around.whole_state), around.edge);
        // Inside another fact the frame is that fact, and that of *was* and *former* is all the past, so `since` asks only
        // for the beginning.
        let elsewhere = around.place.nested
            || around.place.standing == Standing::Past
            || around.node.standing == Some(syntax::Standing::Former);
        let word = if elsewhere && word == TestWord::Since && around.whole_state {
            TestWord::BeganSince
        } else {
            word
        };
        Ok(Test { word, anchor, written, id })
    }

    /// The days of a word with a date: what is near a date, or in its month, is in other days.
    fn dated(&self, word: TimeWord, date: &DatePhrase) -> Result<(TimeWord, Days), Error> {
        let days = self.days(date)?;
        let out = || Error::DateOutOfRange { written: date.written.clone(), span: date.span };
        let moved = match word {
            TimeWord::Apart(apart) => return apart_from(apart, days).ok_or_else(out),
            TimeWord::Within(near, length) => near.around(length, days),
            TimeWord::Same(unit) => unit
                .containing(days.first())
                .and_then(|first| Some(first.hull(unit.containing(days.last())?))),
            TimeWord::Moved(by) => by.of(days),
            _ => return Ok((word, days)),
        };
        Ok((TimeWord::In, moved.ok_or_else(out)?))
    }

    /// The days of a date phrase, given today.
    pub(super) fn days(&self, date: &DatePhrase) -> Result<Days, Error> {
        date.word
            .days(self.frame.today)
            .ok_or_else(|| Error::DateOutOfRange { written: date.written.clone(), span: date.span })
    }

    /// *has been a member since 2005*, *has belonged to SCO since 2005*: held all the time from then.
    pub(super) fn holds_since(&mut self, id: NodeId, said: &Said) {
        let holds = match &self.attached.node(id).what {
            What::Verb { verbs, .. } => {
                verbs.iter().all(|verb| self.store.verb(*verb).says == crate::fact::Says::Holds)
            }
            _ => true,
        };
        // `did Iran belong to SCO since 2024`: of a verb that says that something holds, the same.
        let verb = matches!(self.attached.node(id).what, What::Verb { .. });
        let did = matches!(said.auxiliary, syntax::Auxiliary::Did | syntax::Auxiliary::Had);
        self.attached.node_mut(id).held |= holds && (said.auxiliary.is_present_perfect() || verb && did);
    }
}

fn test_word(word: TimeWord, held: bool, whole_state: bool) -> TestWord {
    match word {
        TimeWord::In | TimeWord::AsOf | TimeWord::AsKnown => TestWord::In,
        // A state is a member *by 2024* that began by then, as one is *before 2024* that began before it.
        TimeWord::By if whole_state => TestWord::BeganUntil,
        TimeWord::OnOrAfter if whole_state => TestWord::BeganSince,
        TimeWord::Within(near, length) => TestWord::Within(near, length),
        TimeWord::Apart(apart) => TestWord::Apart(apart),
        TimeWord::Same(unit) => TestWord::Same(unit),
        TimeWord::Moved(by) => TestWord::Moved(by),
        TimeWord::Since if held => TestWord::HeldSince,
        TimeWord::Since | TimeWord::OnOrAfter => TestWord::Since,
        TimeWord::Before => TestWord::Before,
        TimeWord::After => TestWord::After,
        TimeWord::Until | TimeWord::By => TestWord::Until,
        TimeWord::Throughout => TestWord::Throughout,
        TimeWord::BeganIn => TestWord::BeganIn,
        TimeWord::BeganBefore => TestWord::BeganBefore,
        TimeWord::BeganAfter => TestWord::BeganAfter,
        TimeWord::BeganSince => TestWord::BeganSince,
        TimeWord::BeganUntil => TestWord::BeganUntil,
        TimeWord::EndedIn => TestWord::EndedIn,
        TimeWord::EndedBefore => TestWord::EndedBefore,
        TimeWord::EndedAfter => TestWord::EndedAfter,
        TimeWord::EndedSince => TestWord::EndedSince,
        TimeWord::EndedUntil => TestWord::EndedUntil,
    }
}

/// So far from a date: the word that asks the same of other days. `None` outside of the calendar, or if there are no such days.
fn apart_from(Apart { far, by, side }: Apart, days: Days) -> Option<(TimeWord, Days)> {
    let (edge, next) = match side {
        Side::Before => (by.before_day(days.first())?, days.first().plus_days(-1)?),
        Side::After => (by.after_day(days.last())?, days.last().plus_days(1)?),
    };
    Some(match (far, side) {
        (Far::AtLeast, Side::Before) => (TimeWord::By, Days::on(edge)),
        (Far::AtLeast, Side::After) => (TimeWord::OnOrAfter, Days::on(edge)),
        (Far::MoreThan, Side::Before) => (TimeWord::Before, Days::on(edge)),
        (Far::MoreThan, Side::After) => (TimeWord::After, Days::on(edge)),
        (Far::LessThan, Side::Before) => (TimeWord::In, Days::new(edge.plus_days(1)?, next)?),
        (Far::LessThan, Side::After) => (TimeWord::In, Days::new(next, edge.plus_days(-1)?)?),
    })
}

/// With *joined* or *left*, `in 2024` asks where that end of the state lies.
pub(super) fn at_edge(word: TestWord, edge: Edge) -> TestWord {
    match (edge, word) {
        (Edge::Start, TestWord::In | TestWord::Throughout) => TestWord::BeganIn,
        (Edge::Start, TestWord::Since | TestWord::HeldSince) => TestWord::BeganSince,
        (Edge::Start, TestWord::Before) => TestWord::BeganBefore,
        (Edge::Start, TestWord::After) => TestWord::BeganAfter,
        (Edge::Start, TestWord::Until) => TestWord::BeganUntil,
        (Edge::End, TestWord::In | TestWord::Throughout) => TestWord::EndedIn,
        (Edge::End, TestWord::Since | TestWord::HeldSince) => TestWord::EndedSince,
        (Edge::End, TestWord::Before) => TestWord::EndedBefore,
        (Edge::End, TestWord::After) => TestWord::EndedAfter,
        (Edge::End, TestWord::Until) => TestWord::EndedUntil,
        (_, word) => word,
    }
}

/// The word of time as the canonical form writes it.
pub(super) fn word_of(time: &TimeTail) -> String {
    match time {
        TimeTail::Related { word: TimeWord::In, .. } => "during".to_owned(),
        TimeTail::Clause { word: TimeWord::In, .. } | TimeTail::Being { word: TimeWord::In, .. } => {
            "while".to_owned()
        }
        TimeTail::Dated { word, .. }
        | TimeTail::Related { word, .. }
        | TimeTail::Gerund { word, .. }
        | TimeTail::Becoming { word, .. }
        | TimeTail::Being { word, .. }
        | TimeTail::Clause { word, .. } => word.to_string(),
        TimeTail::Together { .. } => time.to_string(),
        TimeTail::Span { between, .. } => if *between { "between" } else { "from" }.to_owned(),
        TimeTail::Lasting { .. } => "for".to_owned(),
        TimeTail::Ever(_) => "ever".to_owned(),
        TimeTail::Now(_) => "now".to_owned(),
        TimeTail::InForce(_) => "in force".to_owned(),
    }
}
