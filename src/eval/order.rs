//! The order of rows, and their number.
//!
//! In: hits, the wishes of a query. Out: the hits in order, no more than were asked for: where `limit` cuts, only what it
//! leaves is sorted. Without a wish the order is that of time, then of names. What is unknown comes last.

use std::collections::HashMap;

use smallvec::SmallVec;

use crate::fact::EntityId;
use crate::resolve::{Column, Query};
use crate::store::{FastHash, Store};
use crate::syntax::Direction;
use crate::text::fold;

use super::answer::Cell;
use super::hit::{Hit, Key};
use super::run::Runner;
use super::{Error, bind, cells};

/// What a row is sorted by: a number, then a text, by its number among the [`Texts`]; none where nothing is known.
type SortKey = Option<(f64, u32)>;

/// A row's place: by the wishes, then by time and name, then by the order in which rows were found.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Place {
    wishes: SmallVec<[Wish; 1]>,
    time: (i32, i32),
    name: u32,
    at: usize,
}

/// What one wish says, turned so that the smallest comes first; what is unknown comes last in any order.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Wish {
    is_unknown: bool,
    number: u64,
    text: u32,
}

/// The rows as asked, at most as many as `limit` says.
pub(super) fn sorted(query: &Query, hits: Vec<Hit>, runner: &Runner<'_>) -> Result<Vec<Hit>, Error> {
    let mut places = places(query, &hits, runner)?;
    let limit = query.finish.limit.unwrap_or(usize::MAX);
    if limit < places.len() {
        places.select_nth_unstable(limit);
        places.truncate(limit);
    }
    runner.sort_by(&mut places, Ord::cmp)?;
    if limit >= hits.len() && places.is_sorted_by_key(|place| place.at) {
        return Ok(hits);
    }
    let mut hits: Vec<Option<Hit>> = hits.into_iter().map(Some).collect();
    let mut sorted = Vec::with_capacity(places.len());
    for place in runner.watch(&places) {
        sorted.extend(hits[place?.at].take());
    }
    Ok(sorted)
}

/// The places of all rows. Texts are compared once and not row by row: a place holds their numbers in order.
fn places(query: &Query, hits: &[Hit], runner: &Runner<'_>) -> Result<Vec<Place>, Error> {
    let wishes = &query.finish.order;
    let mut texts = Texts::default();
    let mut keys: Vec<SortKey> = Vec::with_capacity(hits.len() * wishes.len());
    let mut places = Vec::with_capacity(hits.len());
    for (at, hit) in runner.watch(hits).enumerate() {
        let hit = hit?;
        keys.extend(wishes.iter().map(|(column, _)| texts.sort_key(column, hit, runner.store)));
        let end = if wishes.is_empty() { hit.when.end_max() } else { 0 };
        let name = texts.name(hit, runner.store);
        places.push(Place { wishes: SmallVec::new(), time: (hit.when.start_min(), end), name, at });
    }
    let ranks = texts.ranks(runner)?;
    let rank = |text: u32| ranks.get(text as usize).copied().unwrap_or_default();
    let mut keys = keys.into_iter();
    for place in runner.watch(&mut places) {
        let place = place?;
        place.name = rank(place.name);
        let ranked =
            keys.by_ref().take(wishes.len()).map(|key| key.map(|(number, text)| (number, rank(text))));
        place.wishes = ranked.zip(wishes).map(|(key, (_, direction))| Wish::of(key, *direction)).collect();
    }
    Ok(places)
}

impl Wish {
    fn of(key: SortKey, direction: Direction) -> Self {
        let Some((number, text)) = key else { return Wish { is_unknown: true, number: 0, text: 0 } };
        let (number, text) = (in_order(number), text);
        match direction {
            Direction::Ascending => Wish { is_unknown: false, number, text },
            Direction::Descending => Wish { is_unknown: false, number: !number, text: !text },
        }
    }
}

/// The bits of a number so that they compare as it does ([`f64::total_cmp`]).
fn in_order(number: f64) -> u64 {
    let bits = number.to_bits();
    if number.is_sign_negative() { !bits } else { bits | 1 << 63 }
}

/// The texts that rows are sorted by, each with a number as it is met, from 1: no text is 0.
#[derive(Default)]
struct Texts {
    numbers: HashMap<String, u32, FastHash>,
    names: HashMap<EntityId, u32, FastHash>,
}

const NO_TEXT: u32 = 0;

impl Texts {
    fn number(&mut self, text: String) -> u32 {
        if text.is_empty() {
            return NO_TEXT;
        }
        let next = u32::try_from(self.numbers.len() + 1).unwrap_or(u32::MAX);
        *self.numbers.entry(text).or_insert(next)
    }

    /// The place of each text, by its number, when all are in order.
    fn ranks(self, runner: &Runner<'_>) -> Result<Vec<u32>, Error> {
        let mut texts: Vec<(String, u32)> = self.numbers.into_iter().collect();
        runner.sort_by(&mut texts, Ord::cmp)?;
        let mut ranks = vec![NO_TEXT; texts.len() + 1];
        for (rank, (_, number)) in (1..).zip(&texts) {
            if let Some(place) = ranks.get_mut(*number as usize) {
                *place = rank;
            }
        }
        Ok(ranks)
    }

    fn sort_key(&mut self, column: &Column, hit: &Hit, store: &Store) -> SortKey {
        let day = |day: i32| Some((f64::from(day), NO_TEXT));
        match column {
            Column::Name => Some((0.0, self.name(hit, store))),
            Column::Date | Column::Start => day(hit.when.start_min()),
            Column::End => day(hit.when.end_max()),
            Column::Role(role) => self.role(hit, role, store),
            Column::Variable(variable, _) => match bind::value(&hit.binds, *variable)? {
                Key::Entity(entity) => Some((0.0, self.entity(entity, store))),
                Key::Fact(fact) => day(store.table(fact.relation).bounds(fact.row).start_min()),
            },
            Column::Count | Column::Measure(_) => None,
        }
    }

    /// A role's value to sort by: numbers as numbers, all else as folded text.
    fn role(&mut self, hit: &Hit, name: &str, store: &Store) -> SortKey {
        let (amount, text) = match cells::role(hit, *hit.facts.first()?, name, store) {
            Cell::Number { amount, .. } => (amount, String::new()),
            Cell::Names(names) => (0.0, fold(&names.join(", "))),
            Cell::Text(text) => (0.0, fold(&text)),
            Cell::Date { date, .. } => (0.0, date),
            Cell::Empty | Cell::Tally(_) => return None,
        };
        Some((amount, self.number(text)))
    }

    fn name(&mut self, hit: &Hit, store: &Store) -> u32 {
        match hit.key {
            Key::Entity(entity) => self.entity(entity, store),
            Key::Fact(_) => NO_TEXT,
        }
    }

    fn entity(&mut self, entity: EntityId, store: &Store) -> u32 {
        if let Some(number) = self.names.get(&entity) {
            return *number;
        }
        let number = self.number(fold(store.entity(entity).name()));
        self.names.insert(entity, number);
        number
    }
}
