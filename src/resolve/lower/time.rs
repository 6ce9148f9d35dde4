//! Words of time → tests.
//!
//! In: the times attached to a noun or verb, and where it stands. Out: [`Timing`]. The table of the
//! language reference says what each word means; a verb that speaks of one end of a state moves the words to
//! that end. Absent: judging facts.

use crate::syntax::{DatePhrase, TimeTail, TimeWord};
use crate::time::{Days, Shape};

use super::super::attach::{Node, NodeId, TimeItem, What};
use super::super::error::Error;
use super::super::query::{Anchor, Edge, Sense, Set, Standing, Test, TestWord, Timing};
use super::{Lowerer, Place};
use crate::syntax;

impl Lowerer<'_> {
    /// When a pattern must be so.
    pub(super) fn timing(
        &mut self,
        node: &Node,
        place: Place,
        edge: Edge,
        senses: &[Sense],
    ) -> Result<Timing, Error> {
        let state = senses.iter().any(|sense| self.store.relation(sense.relation).shape == Shape::State);
        let mut standing = match node.standing {
            Some(syntax::Standing::Former) => Standing::Former,
            Some(syntax::Standing::Current) => Standing::Frame,
            Some(syntax::Standing::Upcoming) => Standing::Upcoming,
            None => place.standing,
        };
        let mut tests: Vec<Vec<Test>> = Vec::new();
        let mut free = node.standing.is_some();
        for item in &node.times {
            match &item.time {
                TimeTail::Ever(_) => (standing, free) = (Standing::Ever, true),
                TimeTail::Now(_) => (standing, free) = (Standing::Frame, true),
                _ => {
                    let test = self.test(item, node, place, edge)?;
                    free |= matches!(test.word, TestWord::In | TestWord::Throughout);
                    match tests.last_mut() {
                        Some(last) if item.or => last.push(test),
                        _ => tests.push(vec![test]),
                    }
                }
            }
        }
        if !tests.is_empty() && matches!(standing, Standing::Frame | Standing::Past) {
            standing = Standing::Ever;
        }
        if self.frame.as_of.is_some() && standing == Standing::Past && edge == Edge::Whole {
            standing = Standing::Frame;
        }
        let linked = state && edge == Edge::Whole && !(place.nested && free) && standing != Standing::Former;
        Ok(Timing { standing, tests, edge, linked })
    }

    fn test(&mut self, item: &TimeItem, node: &Node, place: Place, edge: Edge) -> Result<Test, Error> {
        let (word, anchor, written) = match &item.time {
            TimeTail::Dated { word, date } => (*word, Anchor::Days(self.days(date)?), date.written.clone()),
            TimeTail::Related { word, .. } | TimeTail::Gerund { word, .. } => {
                let related = item.related.ok_or(Error::NothingToAttachTo)?;
                let set = self.related(related, *word, node)?;
                {
                    let own = matches!(item.time, TimeTail::Gerund { .. });
                    let anchor = if own { Anchor::Own(Box::new(set)) } else { Anchor::Facts(Box::new(set)) };
                    (*word, anchor, self.attached.spoken(related).unwrap_or_default())
                }
            }
            TimeTail::Ever(_) | TimeTail::Now(_) => return Err(Error::NothingToAttachTo),
        };
        let word = at_edge(test_word(word, node.held), edge);
        // Inside another fact the frame is that fact, so `since` asks only for the beginning.
        let word = if place.nested && word == TestWord::Since { TestWord::BeganSince } else { word };
        Ok(Test { word, anchor, written })
    }

    /// The facts that a time is relative to: those of a phrase, or those that date a named event.
    fn related(&mut self, id: NodeId, word: TimeWord, node: &Node) -> Result<Set, Error> {
        let span = self.attached.node(id).span;
        let not_a_time = |this: &Self| Error::NotATime {
            word: word_of_time(word).to_owned(),
            item: this.attached.spoken(id).unwrap_or_default(),
            span: this.attached.node(id).span.to(span),
        };
        match self.attached.node(id).what.clone() {
            What::Named { entities, .. } => {
                let senses: Vec<Sense> = self.dating(&entities);
                if senses.is_empty() {
                    return Err(not_a_time(self));
                }
                let timing =
                    Timing { standing: Standing::Ever, tests: Vec::new(), edge: Edge::Whole, linked: false };
                let word = super::super::query::Spoken::Implied;
                Ok(Set::Pattern(Box::new(super::super::query::Pattern { word, senses, timing })))
            }
            What::Noun { .. } | What::Group(_) | What::Defined { .. } => {
                self.node(id, Place { standing: Standing::Ever, nested: false })
            }
            What::Verb { .. } => {
                let mut verb = self.attached.node(id).clone();
                verb.span = node.span;
                self.verb_set(id, None, Place { standing: Standing::Past, nested: false })
            }
            _ => Err(not_a_time(self)),
        }
    }

    /// The patterns whose facts give these things their date.
    fn dating(&self, entities: &[crate::fact::EntityId]) -> Vec<Sense> {
        let mut senses = Vec::new();
        for relation in self.store.relations() {
            for (role, declared) in relation.roles() {
                let here: Vec<_> = entities
                    .iter()
                    .copied()
                    .filter(|entity| !self.store.table(relation.id).postings(role, *entity).is_empty())
                    .collect();
                if declared.dated && !here.is_empty() {
                    let filler = Set::Entities(here);
                    let condition = super::Condition::Role { role, word: String::new(), filler };
                    senses.push(Sense {
                        relation: relation.id,
                        answers: None,
                        conditions: vec![condition],
                        columns: Vec::new(),
                    });
                }
            }
        }
        senses
    }

    /// The days of a date phrase, given today.
    pub(super) fn days(&self, date: &DatePhrase) -> Result<Days, Error> {
        date.word
            .days(self.frame.today)
            .ok_or_else(|| Error::DateOutOfRange { written: date.written.clone(), span: date.span })
    }

    /// *has been a member since 2005*: held all the time from then.
    pub(super) fn hold_since(&mut self, id: NodeId) {
        self.attached.node_mut(id).held = true;
    }
}

fn test_word(word: TimeWord, held: bool) -> TestWord {
    match word {
        TimeWord::In | TimeWord::AsOf | TimeWord::AsKnown => TestWord::In,
        TimeWord::Since if held => TestWord::HeldSince,
        TimeWord::Since => TestWord::Since,
        TimeWord::Before => TestWord::Before,
        TimeWord::After => TestWord::After,
        TimeWord::Until => TestWord::Until,
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

/// With *joined* or *left*, `in 2024` asks where that end of the state lies.
fn at_edge(word: TestWord, edge: Edge) -> TestWord {
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

/// The word of time as it was typed, more or less.
pub(super) fn word_of(time: &TimeTail) -> &'static str {
    match time {
        TimeTail::Dated { word, .. } | TimeTail::Related { word, .. } | TimeTail::Gerund { word, .. } => {
            word_of_time(*word)
        }
        TimeTail::Ever(_) => "ever",
        TimeTail::Now(_) => "now",
    }
}

fn word_of_time(word: TimeWord) -> &'static str {
    match word {
        TimeWord::AsOf => "as of",
        TimeWord::AsKnown => "as known",
        TimeWord::In => "during",
        TimeWord::Since => "since",
        TimeWord::Before => "before",
        TimeWord::After => "after",
        TimeWord::Until => "until",
        TimeWord::Throughout => "throughout",
        TimeWord::BeganIn
        | TimeWord::BeganBefore
        | TimeWord::BeganAfter
        | TimeWord::BeganSince
        | TimeWord::BeganUntil => "began",
        TimeWord::EndedIn
        | TimeWord::EndedBefore
        | TimeWord::EndedAfter
        | TimeWord::EndedSince
        | TimeWord::EndedUntil => "ended",
    }
}
