//! What `as of` and `as known` are set to → days.
//!
//! In: a date, or a name. Out: the days of the date, or the last day of the event that bears the name; for a stretch between
//! events, the first day of one and the last of the other. A clock shows one day, so an event whose day is not known exactly
//! cannot set it, nor end a stretch. Absent: what the clocks do to facts.

use crate::fact::EntityId;
use crate::store::Flags;
use crate::syntax::{OperandKind, SpanEnd, TimeWord};
use crate::text::Span;
use crate::time::{Bounds, Day, Days};

use super::super::attach::{Clock, NodeId, What};
use super::super::error::Error;
use super::Lowerer;

impl Lowerer<'_> {
    pub(super) fn set_to(&mut self, clock: &Clock, word: TimeWord) -> Result<Days, Error> {
        match clock {
            Clock::Date(date) => self.days(date),
            Clock::Named(name) => self.last_day(*name, word),
        }
    }

    /// One end of a stretch: a date, or the first or last day of a named event, which the reading says.
    pub(super) fn end_of_span(&mut self, end: &SpanEnd, last: bool) -> Result<Days, Error> {
        match end {
            SpanEnd::Date(date) => self.days(date),
            SpanEnd::Named(name) => {
                let OperandKind::Named(word) = &name.kind else { return Err(Error::NothingToAttachTo) };
                let entities = self.attached.entities(&word.text, false);
                let asked =
                    Edged { entities: &entities, item: &word.text, word: "between", span: name.span, last };
                self.edge_of_event(&asked)
            }
        }
    }

    /// The last day of a named event, which the reading says.
    fn last_day(&mut self, name: NodeId, word: TimeWord) -> Result<Days, Error> {
        let node = self.attached.node(name);
        let (span, item) = (node.span, self.attached.spoken(name).unwrap_or_default());
        let What::Named { entities, .. } = node.what.clone() else {
            return Err(Error::NotATime { word: word.to_string(), item, span });
        };
        let word = word.to_string();
        self.edge_of_event(&Edged { entities: &entities, item: &item, word: &word, span, last: true })
    }

    fn edge_of_event(&mut self, asked: &Edged<'_>) -> Result<Days, Error> {
        let Edged { entities, item, word, span, last } = *asked;
        let (word, item) = (word.to_owned(), item.to_owned());
        let Some((entity, when)) = self.latest(entities) else {
            return Err(Error::NotATime { word, item, span });
        };
        let (least, most, edge) = if last {
            (when.end_min(), when.end_max(), "ended")
        } else {
            (when.start_min(), when.start_max(), "began")
        };
        let Some(day) = Day::from_number(least).filter(|_| least == most) else {
            return Err(Error::NoExactDay { word, item, last, span });
        };
        self.remarks.push(format!("{} {edge} on {day}", self.store.entity(entity).name()));
        Ok(Days::on(day))
    }

    /// The event of these that may end last, by the account of it that leads.
    fn latest(&self, entities: &[EntityId]) -> Option<(EntityId, Bounds)> {
        let mut found: Option<(EntityId, Bounds)> = None;
        for relation in self.store.relations() {
            let table = self.store.table(relation.id);
            for (role, _) in relation.roles().filter(|(_, declared)| declared.dated) {
                let rows = entities
                    .iter()
                    .flat_map(|entity| table.postings(role, *entity).iter().map(move |row| (*entity, *row)));
                for (entity, row) in rows {
                    let leads = table.finest(table.accounts(row)) == Some(row);
                    let bounds = table.bounds(row);
                    let later = found.is_none_or(|(_, before)| before.end_max() < bounds.end_max());
                    if leads && later && !table.flags(row).has(Flags::DENIED) {
                        found = Some((entity, bounds));
                    }
                }
            }
        }
        found
    }
}

/// The first or last day that is asked of an event.
struct Edged<'a> {
    entities: &'a [EntityId],
    /// The event, in the words of the query.
    item: &'a str,
    /// The word of time before it.
    word: &'a str,
    span: Span,
    last: bool,
}
