//! A fact in a few English words, by the vocabulary alone.
//!
//! In: a fact. Out: `Iran's membership of BRICS`, `Vladimir Putin's statement about Iran in Kazan: …`. The noun of
//! the whole fact gives the prepositions; roles that no preposition takes stand in brackets. Absent: dates, sources.

use crate::fact::{FactId, Relation, RoleId, RoleKind, Sense};
use crate::store::{Store, Table};
use crate::text::english;

/// How deep facts inside facts are told.
const DEEPEST: usize = 2;

/// The fact in a few words.
pub(super) fn fact(fact: FactId, store: &Store) -> String {
    deep(fact, store, 0)
}

/// A relation as people write it: the noun of its whole fact, else its name.
pub(super) fn relation(relation: &Relation, store: &Store) -> String {
    match noun(relation, store) {
        Some((word, sense)) if sense.answers.is_none() => word,
        _ => relation.name.replace('-', " "),
    }
}

/// The noun that answers whole facts of this relation alone, in the singular, with its sense; else one that answers
/// a role and fixes none.
fn noun<'s>(relation: &Relation, store: &'s Store) -> Option<(String, &'s Sense)> {
    let of_relation = |whole: bool| {
        store.nouns().find_map(|noun| match &noun.senses[..] {
            [only]
                if only.relation == relation.id
                    && only.answers.is_none() == whole
                    && only.fixes.is_empty() =>
            {
                Some((noun.words.first()?.singular.clone(), only))
            }
            _ => None,
        })
    };
    of_relation(true).or_else(|| of_relation(false))
}

struct Teller<'s> {
    store: &'s Store,
    relation: &'s Relation,
    table: &'s Table,
    row: u32,
    sense: Option<&'s Sense>,
    depth: usize,
    /// The roles that have been told.
    told: Vec<RoleId>,
}

fn deep(fact: FactId, store: &Store, depth: usize) -> String {
    let (relation, table) = (store.relation(fact.relation), store.table(fact.relation));
    let noun = noun(relation, store);
    let sense = noun.as_ref().map(|(_, sense)| *sense);
    let mut teller = Teller { store, relation, table, row: fact.row, sense, depth, told: Vec::new() };
    let head = teller.template().or_else(|| noun.map(|(word, _)| word));
    let head = head.unwrap_or_else(|| relation.name.replace('-', " "));
    let owner = teller.owner();
    let mut text = format!("{owner}{head}");
    text.push_str(&teller.arguments());
    text.push_str(&teller.texts());
    text
}

impl Teller<'_> {
    /// The reading that the vocabulary declares, with its roles filled; none where one is empty.
    fn template(&mut self) -> Option<String> {
        let template = self.relation.reading.as_deref()?;
        let mut text = String::new();
        let mut told = Vec::new();
        let mut rest = template;
        while let Some((before, after)) = rest.split_once('{') {
            let (name, after) = after.split_once('}')?;
            let role = self.relation.role_named(name)?;
            let words = self.words(role).filter(|words| !words.is_empty())?;
            text.push_str(before);
            text.push_str(&words);
            told.push(role);
            rest = after;
        }
        text.push_str(rest);
        self.told = told;
        Some(text)
    }

    /// `Iran's `: what a possessive of the noun may fill; `Moscow: ` what a noun answers that is not the whole fact;
    /// without a noun, what stands in the first role.
    fn owner(&mut self) -> String {
        if let Some(role) = self.sense.and_then(|sense| sense.answers) {
            if self.told.contains(&role) || self.names(role).is_empty() {
                return String::new();
            }
            self.told.push(role);
            return format!("{}: ", english::list(&self.names(role), "and"));
        }
        let possessive = self.sense.map_or(&[][..], |sense| &sense.possessive);
        let single = |role: &&RoleId| !self.told.contains(role) && self.names(**role).len() == 1;
        if let Some(role) = possessive.iter().find(single).copied() {
            self.told.push(role);
            return format!("{} ", english::possessive(&self.names(role).remove(0)));
        }
        if self.sense.is_none()
            && let Some((role, _)) = self.relation.roles().find(|(role, _)| !self.told.contains(role))
            && !self.names(role).is_empty()
        {
            self.told.push(role);
            return format!("{}: ", english::list(&self.names(role), "and"));
        }
        String::new()
    }

    /// What the other roles hold, each with the first preposition that takes it.
    fn arguments(&mut self) -> String {
        let mut text = String::new();
        for (role, declared) in self.relation.roles() {
            if self.told.contains(&role) || declared.kind == RoleKind::Text {
                continue;
            }
            let Some(words) = self.words(role).filter(|words| !words.is_empty()) else { continue };
            self.told.push(role);
            match (self.preposition(role), &declared.kind) {
                (Some(word), _) => text.push_str(&format!(" {word} {words}")),
                (None, RoleKind::Number(_)) => text.push_str(&format!(" of {words}")),
                (None, _) => text.push_str(&format!(" ({}: {words})", declared.name.replace('-', " "))),
            }
        }
        text
    }

    fn texts(&self) -> String {
        let texts: Vec<&str> = self
            .relation
            .roles()
            .filter(|(role, _)| !self.told.contains(role))
            .flat_map(|(role, _)| self.table.texts(role, self.row))
            .map(|text| self.store.text(*text))
            .collect();
        if texts.is_empty() { String::new() } else { format!(": {}", texts.join("; ")) }
    }

    fn preposition(&self, role: RoleId) -> Option<&str> {
        let takes = &self.sense?.takes;
        let first = |(_, roles): &&(String, Vec<RoleId>)| roles.first() == Some(&role);
        let any = |(_, roles): &&(String, Vec<RoleId>)| roles.contains(&role);
        let found = takes.iter().find(first).or_else(|| takes.iter().find(any));
        found.map(|(word, _)| word.as_str())
    }

    fn names(&self, role: RoleId) -> Vec<String> {
        let entities = self.table.entities(role, self.row);
        entities.iter().map(|id| self.store.entity(*id).name().to_owned()).collect()
    }

    /// What the role holds, in words; none for texts.
    fn words(&self, role: RoleId) -> Option<String> {
        let words = match self.relation.role(role)?.kind {
            RoleKind::Entity(_) => english::list(&self.names(role), "and"),
            RoleKind::Number(_) => {
                let number = self.table.number(role, self.row)?;
                number.display(number.unit.map(|unit| self.store.unit(unit)))
            }
            RoleKind::Date => self.table.date(role, self.row)?.to_string(),
            RoleKind::Fact if self.depth < DEEPEST => {
                deep(self.table.fact(role, self.row)?, self.store, self.depth + 1)
            }
            RoleKind::Text | RoleKind::Fact => return None,
        };
        Some(words)
    }
}
