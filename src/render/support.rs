//! What a row rests on: sources, standing, who claims it, places in files.
//!
//! In: the facts of a row. Out: the same without repetition, in the order of the facts.
//! Absent: how any of it is written.
//!
//! Several facts of a row may be accounts of one thing. The first of them speaks for it: that another
//! account only announced the thing, or only reported a claim, says nothing against the one that leads.

use std::collections::{HashMap, HashSet};

use crate::eval::{Cell, ColumnKind, Row};
use crate::fact::{Citation, Coverage, FactId, Place};
use crate::store::{Flags, Store};

use super::View;

/// How the facts of a row stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Standing {
    /// Announced, not done.
    pub(super) planned: bool,
    /// A recorded negative.
    pub(super) denied: bool,
}

impl Standing {
    /// The words for it, of which there may be none.
    pub(super) fn words(self) -> Vec<&'static str> {
        let words = [(self.planned, "planned"), (self.denied, "denied")];
        words.into_iter().filter(|(so, _)| *so).map(|(_, word)| word).collect()
    }
}

/// The sources of a row with where in them, each once.
pub(super) fn citations(row: &Row, view: &View<'_>) -> Vec<Citation> {
    view.answer.citations(row, view.store)
}

/// The sources of a row as its marks show them: what a count rests on is too much for places.
pub(super) fn marked_citations(row: &Row, view: &View<'_>) -> Vec<Citation> {
    let citations = citations(row, view);
    if is_count(row) {
        return distinct(citations.into_iter().map(|citation| Citation { locator: None, ..citation }));
    }
    citations
}

/// The sources of a whole answer: of its rows, and of the coverage that it rests on.
pub(super) fn citations_of_all(view: &View<'_>) -> Vec<Citation> {
    let rows = view.answer.rows.iter().flat_map(|row| citations(row, view));
    distinct(rows.chain(coverage(view).flat_map(|coverage| coverage.citations.iter().copied())))
}

/// The declarations of coverage that an answer rests on.
pub(super) fn coverage<'v>(view: &'v View<'_>) -> impl Iterator<Item = &'v Coverage> {
    view.answer.coverage.iter().filter_map(|at| view.store.coverage().get(*at))
}

/// Whether a row counts facts rather than tells them.
pub(super) fn is_count(row: &Row) -> bool {
    row.cells.iter().any(|cell| matches!(cell, Cell::Tally(_)))
}

/// How the facts of a row stand; a count stands as it is.
pub(super) fn standing(row: &Row, store: &Store) -> Standing {
    let flags = |fact: &FactId| store.table(fact.relation).flags(fact.row);
    let is_marked = |fact: &FactId| flags(fact).has(Flags::PLANNED) || flags(fact).has(Flags::DENIED);
    if !row.facts.iter().any(is_marked) || is_count(row) {
        return Standing::default();
    }
    let facts = leading(row, store);
    let any = |flag| facts.iter().any(|fact| flags(fact).has(flag));
    Standing { planned: any(Flags::PLANNED), denied: any(Flags::DENIED) }
}

/// The words for how a row stands that no column of marks says already.
pub(super) fn marks(row: &Row, view: &View<'_>) -> Vec<&'static str> {
    let mut words = standing(row, view.store).words();
    if !words.is_empty() {
        let marked = view.answer.columns.iter().zip(&row.cells);
        for (_, cell) in marked.filter(|(column, _)| column.kind == ColumnKind::Mark) {
            words.retain(|word| !matches!(cell, Cell::Text(text) if text.contains(word)));
        }
    }
    words
}

/// The names of those who claim what a row says; empty where its sources vouch for it themselves, and for a
/// count.
pub(super) fn claimants<'a>(row: &Row, store: &'a Store) -> Vec<&'a str> {
    let claims = |fact: &FactId| store.table(fact.relation).claims(fact.row);
    if row.facts.iter().all(|fact| claims(fact).is_empty()) || is_count(row) {
        return Vec::new();
    }
    let all = leading(row, store).into_iter().flat_map(|fact| claims(&fact));
    distinct(all.map(|id| store.entity(*id).name()))
}

/// Where the facts of a row are written: `facts/press/kazan-article.toml:12`.
pub(super) fn places(row: &Row, store: &Store) -> Vec<String> {
    distinct(row.facts.iter().map(|fact| place(*fact, store)))
}

/// Where everything is written that a whole answer rests on: facts, and coverage.
pub(super) fn places_of_all(view: &View<'_>) -> Vec<String> {
    let rows = view.answer.rows.iter().flat_map(|row| places(row, view.store));
    distinct(rows.chain(coverage(view).map(|coverage| written(coverage.place, view.store))))
}

fn place(fact: FactId, store: &Store) -> String {
    written(store.table(fact.relation).place(fact.row), store)
}

fn written(place: Place, store: &Store) -> String {
    format!("{}:{}", store.file_name(place.file), place.line)
}

/// The facts that speak for the things a row rests on: of the accounts of each thing, the first.
fn leading(row: &Row, store: &Store) -> Vec<FactId> {
    match row.facts.as_slice() {
        [only] => vec![*only],
        _ => things(row, store).iter().filter_map(|facts| facts.first().copied()).collect(),
    }
}

/// The facts of a row by the things that they are accounts of, in their order.
pub(super) fn things(row: &Row, store: &Store) -> Vec<Vec<FactId>> {
    let mut at = HashMap::new();
    let mut things: Vec<Vec<FactId>> = Vec::new();
    for fact in row.facts.iter().copied() {
        let first = store.table(fact.relation).accounts(fact.row).first().copied();
        let place = *at.entry((fact.relation, first.unwrap_or(fact.row))).or_insert(things.len());
        match things.get_mut(place) {
            Some(facts) => facts.push(fact),
            None => things.push(vec![fact]),
        }
    }
    things
}

fn distinct<T: Clone + Eq + std::hash::Hash>(all: impl Iterator<Item = T>) -> Vec<T> {
    let mut seen = HashSet::new();
    all.filter(|one| seen.insert(one.clone())).collect()
}
