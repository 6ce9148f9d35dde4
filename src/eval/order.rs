//! The order of rows, and their number.
//!
//! In: hits, the wishes of a query. Out: the hits in order, no more than were asked for: where `limit` cuts, only what it
//! leaves is sorted. Without a wish the order is that of time, then of names. What is unknown comes last.

use std::cmp::Ordering;

use crate::resolve::{Column, Query};
use crate::store::Store;
use crate::syntax::Direction;
use crate::text::fold;

use super::answer::Cell;
use super::hit::{Hit, Key};
use super::run::Runner;
use super::{Error, bind, cells};

/// How many rows are sorted between two looks at the stop flag; sorted runs are then merged.
const RUN: usize = 16 * 1024;

/// What a row is sorted by: a number, then a text; none where nothing is known.
type SortKey = Option<(f64, String)>;

/// A row's place: by the wishes, then by time and name, then by the order in which rows were found.
struct Place {
    wishes: Vec<SortKey>,
    time: (i32, i32),
    name: String,
    at: usize,
}

/// The rows as asked, at most as many as `limit` says.
pub(super) fn sorted(query: &Query, hits: Vec<Hit>, runner: &Runner<'_>) -> Result<Vec<Hit>, Error> {
    let mut places = Vec::with_capacity(hits.len());
    for (at, hit) in hits.iter().enumerate() {
        runner.look()?;
        places.push(place(query, at, hit, runner.store));
    }
    let compare = |a: &Place, b: &Place| compare(query, a, b);
    let limit = query.finish.limit.unwrap_or(usize::MAX);
    if limit < places.len() {
        places.select_nth_unstable_by(limit, compare);
        places.truncate(limit);
    }
    for run in places.chunks_mut(RUN) {
        runner.look()?;
        run.sort_unstable_by(compare);
    }
    // Each pass merges two runs that are in order, which takes no longer than to walk them.
    let mut width = RUN;
    while width < places.len() {
        width = width.saturating_mul(2);
        for runs in places.chunks_mut(width) {
            runner.look()?;
            runs.sort_by(compare);
        }
    }
    let mut hits: Vec<Option<Hit>> = hits.into_iter().map(Some).collect();
    Ok(places.iter().filter_map(|place| hits[place.at].take()).collect())
}

fn place(query: &Query, at: usize, hit: &Hit, store: &Store) -> Place {
    let wishes = query.finish.order.iter().map(|(column, _)| sort_key(column, hit, store)).collect();
    let end = if query.finish.order.is_empty() { hit.when.end_max() } else { 0 };
    Place { wishes, time: (hit.when.start_min(), end), name: name(hit, store), at }
}

fn compare(query: &Query, a: &Place, b: &Place) -> Ordering {
    let wishes = query.finish.order.iter().zip(a.wishes.iter().zip(&b.wishes));
    wishes
        .map(|((_, direction), (a, b))| wish(a, b, *direction))
        .find(|order| order.is_ne())
        .unwrap_or(Ordering::Equal)
        .then_with(|| (a.time, &a.name, a.at).cmp(&(b.time, &b.name, b.at)))
}

/// What is unknown comes last in any order.
fn wish(a: &SortKey, b: &SortKey, direction: Direction) -> Ordering {
    let (Some(one), Some(other)) = (a, b) else { return a.is_none().cmp(&b.is_none()) };
    let order = one.0.total_cmp(&other.0).then_with(|| one.1.cmp(&other.1));
    if direction == Direction::Descending { order.reverse() } else { order }
}

fn sort_key(column: &Column, hit: &Hit, store: &Store) -> SortKey {
    let day = |day: i32| Some((f64::from(day), String::new()));
    match column {
        Column::Name => Some((0.0, name(hit, store))),
        Column::Date | Column::Start => day(hit.when.start_min()),
        Column::End => day(hit.when.end_max()),
        Column::Role(role) => sort_text(hit, role, store),
        Column::Variable(variable, _) => match bind::value(&hit.binds, *variable)? {
            Key::Entity(entity) => Some((0.0, fold(store.entity(entity).name()))),
            Key::Fact(fact) => day(store.table(fact.relation).bounds(fact.row).start_min()),
        },
        Column::Count | Column::Measure(_) => None,
    }
}

/// A role's value to sort by: numbers as numbers, all else as folded text.
fn sort_text(hit: &Hit, name: &str, store: &Store) -> SortKey {
    match cells::role(hit, *hit.facts.first()?, name, store) {
        Cell::Number { amount, .. } => Some((amount, String::new())),
        Cell::Names(names) => Some((0.0, fold(&names.join(", ")))),
        Cell::Text(text) => Some((0.0, fold(&text))),
        Cell::Date { date, .. } => Some((0.0, date)),
        Cell::Empty | Cell::Tally(_) => None,
    }
}

fn name(hit: &Hit, store: &Store) -> String {
    match hit.key {
        Key::Entity(entity) => fold(store.entity(entity).name()),
        Key::Fact(_) => String::new(),
    }
}
