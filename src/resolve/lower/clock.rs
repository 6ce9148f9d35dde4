//! What `as of` and `as known` are set to → days.
//!
//! In: a date, or a name. Out: the days of the date, or the last day of the event that bears the name. A clock shows one
//! day, so an event whose last day is not known exactly cannot set it. Absent: what the clocks do to facts.

use crate::fact::EntityId;
use crate::store::Flags;
use crate::syntax::TimeWord;
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

    /// The last day of a named event, which the reading says.
    fn last_day(&mut self, name: NodeId, word: TimeWord) -> Result<Days, Error> {
        let node = self.attached.node(name);
        let (span, item) = (node.span, self.attached.spoken(name).unwrap_or_default());
        let not_a_time = || Error::NotATime { word: word.to_string(), item: item.clone(), span };
        let What::Named { entities, .. } = &node.what else { return Err(not_a_time()) };
        let (entity, end) = self.latest(entities).ok_or_else(not_a_time)?;
        let exact = Day::from_number(end.end_min()).filter(|_| end.end_min() == end.end_max());
        let Some(day) = exact else {
            return Err(Error::NoLastDay { word: word.to_string(), item, span });
        };
        self.remarks.push(format!("{} ended on {day}", self.store.entity(entity).name()));
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
