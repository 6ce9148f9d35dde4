//! Building a store: vocabulary first, then entities and sources, then coverage, then facts.
//!
//! In: checked declarations and facts. Out: a [`Store`], which never changes again.
//! Absent: checking; a value that does not fit its role is left out, and the loader has said so before.

use super::column::Column;
use super::kinds::Kinds;
use super::names::Meaning;
use super::table::Table;
use super::times::Flags;
use super::when::{Published, time};
use super::{Store, known_since, published};
use crate::fact::{
    Citation, Coverage, Entity, EntityId, Fact, FactId, Form, Kind, Noun, NounId, Place, Relation,
    RelationId, RoleId, Source, SourceId, TextId, Unit, Verb, VerbId, Words,
};
use crate::time::{Day, End, Reading};

/// There is no room for more: 65,535 relations, some four billion facts of a relation, 4 GiB of text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Full;

/// A list of citations that a table keeps once, for [`Builder::add_day`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Citations {
    relation: RelationId,
    list: u32,
}

/// Collects a base.
#[derive(Debug, Clone, Default)]
pub struct Builder {
    store: Store,
}

impl Builder {
    /// A builder with kinds and units, whose ids are their places in these lists.
    pub fn new(kinds: Vec<Kind>, units: Vec<Unit>) -> Self {
        let store = Store { kinds: Kinds::new(kinds), units, ..Store::default() };
        Builder { store }
    }

    /// Adds a relation; its id becomes its place among the relations.
    pub fn add_relation(&mut self, mut relation: Relation) -> Result<RelationId, Full> {
        let id = RelationId::new(self.store.relations.len()).ok_or(Full)?;
        relation.id = id;
        self.store.tables.push(Table::new(&relation));
        self.store.relations.push(relation);
        Ok(id)
    }

    /// Adds a noun; its id becomes its place among the nouns.
    pub fn add_noun(&mut self, mut noun: Noun) -> Result<(), Full> {
        noun.id = NounId::new(self.store.nouns.len()).ok_or(Full)?;
        self.store.nouns.push(noun);
        Ok(())
    }

    /// Adds a verb; its id becomes its place among the verbs.
    pub fn add_verb(&mut self, mut verb: Verb) -> Result<(), Full> {
        verb.id = VerbId::new(self.store.verbs.len()).ok_or(Full)?;
        self.store.verbs.push(verb);
        Ok(())
    }

    /// Adds an entity; ids are given in order.
    pub fn add_entity(&mut self, entity: Entity) -> Result<EntityId, Full> {
        self.store.entities.push(entity, &mut self.store.texts).ok_or(Full)
    }

    /// Adds a source; its id becomes its place among the sources.
    pub fn add_source(&mut self, mut source: Source) -> Result<SourceId, Full> {
        let id = SourceId::new(self.store.sources.len()).ok_or(Full)?;
        source.id = id;
        self.store.sources.push(source);
        Ok(id)
    }

    /// Adds a coverage.
    pub fn add_coverage(&mut self, coverage: Coverage) {
        self.store.coverage.push(coverage);
    }

    /// Keeps a text.
    pub fn keep_text(&mut self, text: &str) -> Result<TextId, Full> {
        self.store.texts.keep(text).ok_or(Full)
    }

    /// The relations so far.
    pub fn relations(&self) -> &[Relation] {
        &self.store.relations
    }

    /// Adds a fact; its sources must have been added.
    pub fn add_fact(&mut self, fact: Fact) -> Result<FactId, Full> {
        let Store { tables, texts, sources, .. } = &mut self.store;
        let table = tables.get_mut(fact.relation.index()).ok_or(Full)?;
        let dates =
            fact.sources.iter().filter_map(|(source, _)| sources.get(source.index()).and_then(published));
        let mut time = time(fact.when.clone(), table.shape(), Published::of(dates), fact.checked.as_ref());
        time.flags = time.flags.with_if(fact.planned, Flags::PLANNED).with_if(fact.denied, Flags::DENIED);
        let relation = fact.relation;
        let row = table.push(fact, time, texts).ok_or(Full)?;
        Ok(FactId { relation, row })
    }

    /// Keeps a list of citations for the facts of one relation.
    pub fn keep_citations(&mut self, relation: RelationId, list: &[Citation]) -> Result<Citations, Full> {
        let table = self.store.tables.get_mut(relation.index()).ok_or(Full)?;
        Ok(Citations { relation, list: table.citations.keep(list) })
    }

    /// Adds a fact of one exact day with one entity in each of the first roles and nothing else: the short
    /// way for tables of events.
    pub fn add_day(
        &mut self,
        cited: Citations,
        day: Day,
        entities: &[EntityId],
        place: Place,
    ) -> Result<(), Full> {
        let table = self.store.tables.get_mut(cited.relation.index()).ok_or(Full)?;
        table.push_day(day, entities, cited.list, place).map(|_| ()).ok_or(Full)
    }

    /// The names of the files that facts are written in, in the order of [`Place::file`](crate::fact::Place).
    pub fn name_files<'n>(&mut self, names: impl Iterator<Item = &'n str>) {
        self.store.files = names.map(str::to_owned).collect();
    }

    /// Builds the indexes and lets go of the store.
    pub fn finish(mut self) -> Store {
        self.resolve_facts();
        self.cover();
        self.name_all();
        let Store { tables, sources, entities, kinds, texts, names, .. } = &mut self.store;
        let mut counts = vec![0; entities.len()];
        for table in tables {
            table.finish(|citations| known_since(citations, sources), &mut counts);
        }
        entities.finish(texts);
        kinds.fill(entities.kinds());
        names.finish();
        texts.shrink();
        self.store
    }

    /// Turns the ids of facts that stand in roles into facts.
    fn resolve_facts(&mut self) {
        let Store { tables, facts, fact_names, texts, .. } = &mut self.store;
        for table in tables.iter() {
            let mut named: Vec<(u32, TextId)> = table.ids.iter().map(|(row, id)| (*row, *id)).collect();
            named.sort_unstable();
            for (row, id) in named {
                facts.entry(id).or_default().push(table.fact_id(row));
                fact_names.insert(texts.get(id).to_owned(), id);
            }
        }
        for column in tables.iter_mut().flat_map(|table| &mut table.columns) {
            let Column::Facts(cells, named) = column else { continue };
            for row in named.rows() {
                cells.push(row.iter().filter_map(|id| facts.get(id)?.first().copied()));
            }
            *named = super::cells::Cells::default();
        }
    }

    /// Marks what an open coverage vouches for as still going on.
    fn cover(&mut self) {
        let Store { tables, coverage, .. } = &mut self.store;
        for coverage in coverage.iter() {
            let Some(table) = tables.get_mut(coverage.relation.index()) else { continue };
            if coverage.when.ending() != End::Open {
                continue;
            }
            let from = coverage.when.bounds(Reading::Stretch).start_max();
            let covered: Vec<u32> =
                table.rows().filter(|row| covers(table, *row, &coverage.roles, from)).collect();
            for row in covered {
                table.cover(row);
            }
        }
    }

    /// Puts every word of the base into the index of names.
    fn name_all(&mut self) {
        let store = &mut self.store;
        let mut words = Vec::new();
        for kind in store.kinds.all() {
            each_word(&kind.words, |word, plural| words.push((word, Meaning::Kind { id: kind.id, plural })));
        }
        for noun in &store.nouns {
            each_word(&noun.words, |word, plural| words.push((word, Meaning::Noun { id: noun.id, plural })));
        }
        for verb in &store.verbs {
            words.extend(Form::ALL.map(|form| (verb.form(form), Meaning::Verb { id: verb.id, form })));
        }
        for relation in &store.relations {
            let id = relation.id;
            for (role, declared) in relation.roles() {
                let pair = declared.words.as_slice();
                each_word(pair, |word, plural| {
                    words.push((word, Meaning::Role { relation: id, role, plural }));
                });
            }
        }
        for source in &store.sources {
            words.extend(
                [&source.name, &source.title].map(|name| (name.as_str(), Meaning::Source(source.id))),
            );
        }
        for unit in &store.units {
            let all = [&unit.name, &unit.words.singular, &unit.words.plural].into_iter().chain(&unit.symbols);
            let spelled =
                |word: &&String| word.chars().all(|c| c.is_alphabetic() || matches!(c, ' ' | '-' | '.'));
            words.extend(all.filter(spelled).map(|word| (word.as_str(), Meaning::Unit(unit.id))));
        }
        for (word, meaning) in words {
            if let Some(text) = store.texts.keep(word) {
                store.names.add(text, meaning, &store.texts);
            }
        }
        store.entities.each_name(|id, how, name| {
            store.names.add(name, Meaning::Entity { id, how }, &store.texts);
        });
    }
}

/// Each word of these pairs, with whether it is in the plural.
fn each_word<'a>(pairs: &'a [Words], mut use_word: impl FnMut(&'a str, bool)) {
    for pair in pairs {
        use_word(&pair.singular, false);
        if pair.plural != pair.singular {
            use_word(&pair.plural, true);
        }
    }
}

/// Whether the fact in this row goes on, and a coverage of these roles from that day on would know its end.
fn covers(table: &Table, row: u32, roles: &[(RoleId, EntityId)], from: i32) -> bool {
    let (bounds, flags) = (table.bounds(row), table.flags(row));
    flags.has(Flags::GOING_ON)
        && !flags.has(Flags::DENIED)
        && !flags.has(Flags::PLANNED)
        && (bounds.start_min() >= from || bounds.end_min() >= from)
        && roles.iter().all(|(role, entity)| table.entities(*role, row).contains(entity))
}
