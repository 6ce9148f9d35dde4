//! A relation: its shape, roles, words, coverage, and what can be asked of it.
//!
//! In: relations. Out: rows.

use std::collections::HashSet;

use super::super::{known, say};
use super::{Rows, examples};
use crate::fact::{Coverage, Form, Noun, RelationId, Role, RoleId, RoleKind, Sense, Takes, Verb, shape_word};
use crate::text::english;

impl Rows<'_> {
    /// The relations that a noun ranges over, one row each.
    pub(super) fn relations(&mut self, word: &str, relations: &[RelationId]) {
        let store = self.store;
        let ranges = english::plural(relations.len(), "relation");
        self.say("word", format!("`{word}` speaks of {ranges}"));
        for id in relations {
            let relation = store.relation(*id);
            let facts = self.known(*id).count();
            let ask = examples::of_relation(*id, store, self.query.frame.today).into_iter().next();
            self.count(
                &say::relation(relation, store),
                relation.about.clone().unwrap_or_default(),
                facts,
                ask,
            );
        }
    }

    pub(super) fn relation(&mut self, id: RelationId) {
        let store = self.store;
        let relation = store.relation(id);
        self.say("relation", relation.name.as_str());
        self.say("what it is", relation.about.as_deref().unwrap_or_default());
        self.say("shape", shape_word(relation.shape));
        for (role, declared) in relation.roles() {
            let filled = self.filled(id, role);
            self.count(
                &format!("role {}", declared.name.replace('-', " ")),
                self.role(declared),
                filled,
                None,
            );
        }
        for noun in store.nouns() {
            for sense in noun.senses.iter().filter(|sense| sense.relation == id) {
                self.noun(noun, sense);
            }
        }
        for verb in store.verbs().filter(|verb| verb.relation == id) {
            self.verb(verb);
        }
        if let Some(acts) = relation.acts {
            let name = |role: RoleId| relation.role(role).map_or("", |role| role.name.as_str());
            self.say("acting", format!("the {} acts for the {}", name(acts.who), name(acts.for_whom)));
        }
        let table = store.table(id);
        let facts = self.known(id).count();
        let things: HashSet<u32> = self.known(id).map(|row| table.accounts(row)[0]).collect();
        self.count("recorded", relation_words(things.len(), facts), facts, None);
        self.coverage(id);
        for query in examples::of_relation(id, store, self.query.frame.today) {
            self.ask(query);
        }
    }

    /// In how many facts the role is filled.
    fn filled(&self, id: RelationId, role: RoleId) -> usize {
        let table = self.store.table(id);
        let filled = |row: &u32| {
            !table.entities(role, *row).is_empty()
                || table.text(role, *row).is_some()
                || table.number(role, *row).is_some()
                || table.date(role, *row).is_some()
                || table.fact(role, *row).is_some()
        };
        self.known(id).filter(filled).count()
    }

    /// The facts of a relation that may have been known.
    fn known(&self, id: RelationId) -> impl Iterator<Item = u32> {
        let (table, known) = (self.store.table(id), self.query.frame.known);
        table.rows().filter(move |row| known::account(table, *row, known).is_possible())
    }

    /// What may fill a role.
    fn role(&self, role: &Role) -> String {
        let mut words = vec![match &role.kind {
            RoleKind::Entity(kinds) if kinds.is_empty() => "anything".to_owned(),
            RoleKind::Entity(kinds) => {
                let names: Vec<&str> =
                    kinds.iter().map(|kind| self.store.kind(*kind).name.as_str()).collect();
                english::list(&names, "or")
            }
            RoleKind::Text => "text".to_owned(),
            RoleKind::Number(None) => "number".to_owned(),
            RoleKind::Number(Some(unit)) => format!("number of {}", self.store.unit(*unit).words.plural),
            RoleKind::Date => "date".to_owned(),
            RoleKind::Fact => "another fact".to_owned(),
        }];
        let traits = [
            (role.many, "several"),
            (role.optional, "may be left out"),
            (role.actor, "or whoever acts for the named one"),
            (role.searched, "searched by `mentioning`"),
            (role.dated, "dated by the fact"),
        ];
        words.extend(traits.into_iter().filter(|(so, _)| *so).map(|(_, word)| word.to_owned()));
        words.join(", ")
    }

    fn noun(&mut self, noun: &Noun, sense: &Sense) {
        if noun.senses.len() > 1 {
            return;
        }
        let words: Vec<&str> = noun.words.iter().map(|words| words.plural.as_str()).collect();
        let relation = self.store.relation(sense.relation);
        let answers = sense.answers.and_then(|role| relation.role(role));
        let answers = answers.map_or_else(|| "the fact".to_owned(), |role| format!("the {}", role.name));
        let fixed: Vec<&str> =
            sense.fixes.iter().map(|(_, entity)| self.store.entity(*entity).name()).collect();
        let fixed =
            if fixed.is_empty() { String::new() } else { format!(", always {}", fixed.join(" and ")) };
        let takes = self.takes(&sense.takes, sense.relation);
        self.say("noun", format!("{}: {answers}{fixed}{takes}", words.join(", ")));
    }

    fn verb(&mut self, verb: &Verb) {
        let forms: Vec<&str> = [Form::Base, Form::Past, Form::Participle, Form::Gerund]
            .into_iter()
            .map(|form| verb.form(form))
            .collect();
        let relation = self.store.relation(verb.relation);
        let name = |role: &RoleId| relation.role(*role).map(|role| role.name.clone());
        let subject = name(&verb.subject).unwrap_or_default();
        let object: Vec<String> = verb.object.iter().filter_map(name).collect();
        let object =
            if object.is_empty() { String::new() } else { format!(", object {}", object.join(" or ")) };
        let takes = self.takes(&verb.takes, verb.relation);
        self.say("verb", format!("{}: subject {subject}{object}{takes}", forms.join(", ")));
    }

    /// `; of organisation, in organisation`
    fn takes(&self, takes: &Takes, id: RelationId) -> String {
        let relation = self.store.relation(id);
        let said: Vec<String> = takes
            .iter()
            .map(|(word, roles)| {
                let roles: Vec<&str> =
                    roles.iter().filter_map(|role| Some(relation.role(*role)?.name.as_str())).collect();
                format!("{word} {}", english::list(&roles, "or"))
            })
            .collect();
        if said.is_empty() { String::new() } else { format!("; {}", said.join(", ")) }
    }

    fn coverage(&mut self, id: RelationId) {
        let store = self.store;
        let known = self.query.frame.known;
        let declared = |one: &&Coverage| known::dated(one.checked.as_ref(), known).is_possible();
        for one in store.coverage().iter().filter(|one| one.relation == id).filter(declared) {
            let of: Vec<&str> = one.roles.iter().map(|(_, entity)| store.entity(*entity).name()).collect();
            let of = if of.is_empty() { "all of it".to_owned() } else { of.join(" and ") };
            let checked = one.checked.as_ref().map_or(String::new(), |day| format!(", checked on {day}"));
            self.say("complete", format!("{of}, {}{checked}", one.when));
        }
    }
}

fn relation_words(things: usize, facts: usize) -> String {
    if things == facts {
        return english::plural(facts, "fact");
    }
    format!("{}, accounts of {}", english::plural(facts, "fact"), english::plural(things, "thing"))
}
