//! An entity: its names, when and where it was, for whom it acts, and in which roles it has facts.
//!
//! In: an entity. Out: rows.

use std::collections::HashSet;

use super::super::Error;
use super::super::cells;
use super::super::known::Visible;
use super::super::run::Runner;
use super::super::say;
use super::{Rows, examples};
use crate::fact::{EntityId, FactId, RelationId, RoleId, RoleKind};
use crate::store::Table;
use crate::text::english;
use crate::time::Truth;

impl Rows<'_> {
    pub(super) fn entity(&mut self, id: EntityId, runner: &Runner<'_>) -> Result<(), Error> {
        let entity = self.store.entity(id);
        self.say("name", entity.name());
        self.say("id", entity.key());
        let kind = self.store.kind(entity.kind());
        self.say("kind", kind.words.first().map_or(kind.name.as_str(), |words| words.singular.as_str()));
        self.say("what it is", entity.about().unwrap_or_default());
        self.say("also called", english::list(&entity.aliases().collect::<Vec<_>>(), "and"));
        let former: Vec<String> = entity
            .former()
            .map(|(name, when)| when.map_or_else(|| name.to_owned(), |when| format!("{name} ({when})")))
            .collect();
        self.say("once called", english::list(&former, "and"));
        self.say("adjectives", english::list(&entity.demonyms().collect::<Vec<_>>(), "and"));
        let stands_for = entity.stands_for().map_or("", |other| self.store.entity(other).name());
        self.say("may stand for", stands_for);
        let called: Vec<&str> = self
            .store
            .entities()
            .filter(|other| other.stands_for() == Some(id))
            .map(crate::store::EntityRef::name)
            .collect();
        self.say("may be meant by", english::list(&called, "and"));
        self.dates(id);
        self.acting(id);
        self.roles(id, runner)
    }

    /// The facts that give the thing its date: the date, and what else they say.
    fn dates(&mut self, id: EntityId) {
        let store = self.store;
        for relation in store.relations() {
            let table = store.table(relation.id);
            for (role, _) in relation.roles().filter(|(_, role)| role.dated) {
                for row in self.first_of_each(table, table.postings(role, id)) {
                    self.say("date", table.written(row));
                    for (other, declared) in relation.roles().filter(|(other, _)| *other != role) {
                        let value = cells::value(table, relation.id, other, row, store);
                        self.say(&declared.name.replace('-', " "), words(&value));
                    }
                }
            }
        }
    }

    /// For whom it acts on the day asked about.
    fn acting(&mut self, id: EntityId) {
        let store = self.store;
        let today = self.query.frame.day();
        for relation in store.relations() {
            let Some(acts) = relation.acts else { continue };
            let table = store.table(relation.id);
            for row in self.first_of_each(table, table.postings(acts.who, id)) {
                let accounts = Visible::any(table.accounts(row), table, self.query.frame.known).all();
                let Some(lead) = table.finest(&accounts) else { continue };
                if table.bounds(lead).as_of_today(today).holds_on(today) == Truth::No {
                    continue;
                }
                for whom in table.entities(acts.for_whom, lead) {
                    let fact = say::fact(FactId { relation: relation.id, row: lead }, store);
                    let value = format!("{}: {fact}, {}", store.entity(*whom).name(), table.written(lead));
                    self.say("acts for", value);
                }
            }
        }
    }

    /// In which roles of which relations it stands, with how many things, accounts of one thing counted once.
    fn roles(&mut self, id: EntityId, runner: &Runner<'_>) -> Result<(), Error> {
        let store = self.store;
        let mut found: Vec<(usize, RelationId, RoleId)> = Vec::new();
        for relation in store.relations() {
            let table = store.table(relation.id);
            for (role, declared) in relation.roles() {
                if !matches!(declared.kind, RoleKind::Entity(_)) {
                    continue;
                }
                let rows = table.postings(role, id);
                runner.spend(rows.len())?;
                let things = self.first_of_each(table, rows).len();
                if things > 0 {
                    found.push((things, relation.id, role));
                }
            }
        }
        found.sort_by_key(|(things, relation, role)| (std::cmp::Reverse(*things), *relation, *role));
        for (things, id_of, role) in found {
            let relation = store.relation(id_of);
            let name = relation.role(role).map_or("", |role| role.name.as_str()).replace('-', " ");
            let about = format!("as {name}");
            let ask = examples::of_entity(id, id_of, role, store, self.query.frame.today);
            self.count(&about, say::relation(relation, store), things, ask);
        }
        Ok(())
    }

    /// The first account of each thing among the rows, of those that may have been known.
    fn first_of_each(&self, table: &Table, rows: &[u32]) -> Vec<u32> {
        let mut seen = HashSet::new();
        let mut first = Visible::any(rows, table, self.query.frame.known).all();
        first.retain(|row| seen.insert(table.accounts(*row).first().copied()));
        first.into_vec()
    }
}

fn words(cell: &super::Cell) -> String {
    match cell {
        super::Cell::Names(names) => names.join(", "),
        super::Cell::Text(text) | super::Cell::Number { text, .. } => text.clone(),
        super::Cell::Date { date, .. } => date.clone(),
        super::Cell::Empty | super::Cell::Tally(_) => String::new(),
    }
}
