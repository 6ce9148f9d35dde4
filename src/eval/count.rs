//! Counts, whole and divided.
//!
//! In: hits. Out: numbers from what is certain to what is possible. The rule for a unit of time: what held at
//! any time in it, or happened in it. A whole relation of exact days is counted in its column alone.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use smallvec::SmallVec;

use crate::plan::{Access, Op, Plan, Scan};
use crate::resolve::{Per, Query};
use crate::syntax::Unit;
use crate::time::{self, Bounds, Day, Days, Truth};

use super::answer::{Answer, Cell, Column, ColumnKind, Outcome, Row, Tally};
use super::bind::Binds;
use super::hit::{Hit, Key};
use super::run::Runner;
use super::{Error, keep};

/// The most buckets that one answer may have.
const MOST_BUCKETS: usize = 100_000;

pub(super) fn answer(query: &Query, plan: &Plan, pers: &[Per], runner: &Runner<'_>) -> Result<Answer, Error> {
    if let ([Per::Unit(unit)], Op::Scan(scan)) = (pers, &plan.root)
        && query.certainty.is_none()
        && let Some(counts) = fast(scan, *unit, runner)
    {
        let rows = counts.into_iter().map(|(day, n)| (vec![Part::Time(day)], Tally { low: n, high: n }));
        return Ok(divided(pers, rows.collect()));
    }
    let mut hits = runner.op(&plan.root)?;
    keep(&mut hits, query.certainty);
    if pers.is_empty() {
        return Ok(Answer {
            coverage: Vec::new(),
            outcome: Outcome::Count(tally(&hits)),
            columns: Vec::new(),
            rows: Vec::new(),
            notes: Vec::new(),
        });
    }
    Ok(divided(pers, groups(query, pers, &hits, runner)?))
}

/// How many answers there are, each counted once.
pub(super) fn tally(hits: &[Hit]) -> Tally {
    let answer = |hit: &'_ Hit| (hit.key, hit.binds.clone());
    let all: HashSet<(Key, Binds)> = hits.iter().map(answer).collect();
    let sure: HashSet<(Key, Binds)> = hits.iter().filter(|hit| hit.certain).map(answer).collect();
    Tally { low: sure.len() as u64, high: all.len() as u64 }
}

/// One part of what a count is divided by; ordered as it is shown.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Part {
    Time(Day),
    Name(String),
}

/// Counts a whole relation whose facts are exact days, without making rows.
fn fast(scan: &Scan, unit: Unit, runner: &Runner<'_>) -> Option<BTreeMap<Day, u64>> {
    let table = runner.store.table(scan.relation);
    let plain = scan.checks.is_empty() && scan.access == Access::All && scan.when.also.is_empty();
    if !plain || scan.answers.is_some() || scan.known.is_some() || table.has_accounts() {
        return None;
    }
    let days = table.days()?;
    let mut per_day: HashMap<i32, u64, crate::store::FastHash> = HashMap::default();
    for day in days {
        *per_day.entry(*day).or_default() += 1;
    }
    let mut counts = BTreeMap::new();
    for (number, count) in per_day {
        let day = Day::from_number(number)?;
        let inside = !scan.when.any || scan.when.regions.judge(Bounds::moment(Days::on(day))).is_certain();
        if inside {
            *counts.entry(unit.containing(day)?.first()).or_default() += count;
        }
    }
    Some(counts)
}

fn divided(pers: &[Per], counts: Vec<(Vec<Part>, Tally)>) -> Answer {
    let mut columns: Vec<Column> = pers.iter().enumerate().map(|(at, per)| per_column(per, at)).collect();
    columns.push(Column {
        title: "count".to_owned(),
        key: "count".to_owned(),
        kind: ColumnKind::Number,
        priority: 0,
    });
    let rows = counts.into_iter().map(|(parts, tally)| {
        let mut cells: Vec<Cell> = parts.iter().zip(pers).map(|(part, per)| part_cell(part, per)).collect();
        cells.push(Cell::Tally(tally));
        Row { cells, certain: tally.low == tally.high, facts: SmallVec::new() }
    });
    Answer { coverage: Vec::new(), outcome: Outcome::Rows, columns, rows: rows.collect(), notes: Vec::new() }
}

fn per_column(per: &Per, at: usize) -> Column {
    let (title, kind) = match per {
        Per::Unit(unit) => (unit_word(*unit).to_owned(), ColumnKind::Date),
        Per::Role { role } => (role.clone(), ColumnKind::Names),
    };
    let key = title.replace('-', "_");
    Column { title, key, kind, priority: u8::try_from(at).unwrap_or(u8::MAX) }
}

fn part_cell(part: &Part, per: &Per) -> Cell {
    match (part, per) {
        (Part::Time(day), Per::Unit(unit)) => Cell::Date { date: label(*unit, *day), also: Vec::new() },
        (Part::Time(day), _) => Cell::Text(day.to_string()),
        (Part::Name(name), _) if name.is_empty() => Cell::Empty,
        (Part::Name(name), _) => Cell::Names(vec![name.clone()]),
    }
}

fn unit_word(unit: Unit) -> &'static str {
    match unit {
        Unit::Day => "day",
        Unit::Week => "week",
        Unit::Month => "month",
        Unit::Quarter => "quarter",
        Unit::Year => "year",
        Unit::Decade => "decade",
    }
}

fn label(unit: Unit, day: Day) -> String {
    match unit {
        Unit::Day | Unit::Week => day.to_string(),
        Unit::Month => time::Unit::Month.label(day),
        Unit::Quarter => time::Unit::Quarter.label(day),
        Unit::Year => time::Unit::Year.label(day),
        Unit::Decade => time::Unit::Decade.label(day),
    }
}

/// The answers in each part: keys that are certain there, and keys that are possible.
#[derive(Default)]
struct Group {
    sure: BTreeSet<(Key, Binds)>,
    maybe: BTreeSet<(Key, Binds)>,
}

fn groups(
    query: &Query,
    pers: &[Per],
    hits: &[Hit],
    runner: &Runner<'_>,
) -> Result<Vec<(Vec<Part>, Tally)>, Error> {
    let calendar = Calendar::of(hits, query.frame.day());
    let mut groups: BTreeMap<Vec<Part>, Group> = BTreeMap::new();
    for hit in hits {
        let mut parts: Vec<(Vec<Part>, bool)> = vec![(Vec::new(), hit.certain)];
        for per in pers {
            let here = match per {
                Per::Unit(unit) => calendar.of_hit(*unit, hit),
                Per::Role { role } => names(role, hit, runner),
            };
            runner.spend(parts.len() * here.len())?;
            parts = cross(&parts, &here);
        }
        for (part, sure) in parts {
            let group = groups.entry(part).or_default();
            group.maybe.insert((hit.key, hit.binds.clone()));
            if sure {
                group.sure.insert((hit.key, hit.binds.clone()));
            }
        }
    }
    let tally = |group: Group| Tally { low: group.sure.len() as u64, high: group.maybe.len() as u64 };
    Ok(groups.into_iter().map(|(parts, group)| (parts, tally(group))).collect())
}

fn cross(parts: &[(Vec<Part>, bool)], here: &[(Part, bool)]) -> Vec<(Vec<Part>, bool)> {
    let mut crossed = Vec::with_capacity(parts.len() * here.len());
    for (before, sure) in parts {
        for (part, certain) in here {
            let mut longer = before.clone();
            longer.push(part.clone());
            crossed.push((longer, *sure && *certain));
        }
    }
    crossed
}

/// What fills the role in the leading fact; an empty name where it holds nothing.
fn names(role: &str, hit: &Hit, runner: &Runner<'_>) -> Vec<(Part, bool)> {
    let store = runner.store;
    let mut found: Vec<(Part, bool)> = Vec::new();
    if let Some(fact) = hit.facts.first()
        && let Some(id) = store.relation(fact.relation).role_named(role)
    {
        let entities = store.table(fact.relation).entities(id, fact.row).iter();
        found.extend(entities.map(|entity| (Part::Name(store.entity(*entity).name().to_owned()), true)));
    }
    if found.is_empty() {
        found.push((Part::Name(String::new()), true));
    }
    found
}

/// The days that the buckets of an answer span: what has no beginning or end is cut to what the rows know.
struct Calendar {
    first: i32,
    last: i32,
}

impl Calendar {
    fn of(hits: &[Hit], today: Day) -> Self {
        let whens = || hits.iter().flat_map(|hit| hit.rivals.iter().chain([&hit.when]));
        let starts = whens().flat_map(|when| [when.start_min(), when.start_max()]);
        let first = starts.filter(|day| *day > Day::MIN.number()).min().unwrap_or(today.number());
        let known_ends = whens().flat_map(|when| [when.end_max(), when.end_min(), when.start_min()]);
        let last = known_ends.filter(|day| *day < Day::MAX.number()).max().unwrap_or(today.number());
        Calendar { first, last: last.min(today.number()).max(first) }
    }

    /// The buckets in which a row lies, by any of its accounts; certain where all of them say so.
    fn of_hit(&self, unit: Unit, hit: &Hit) -> Vec<(Part, bool)> {
        let mut parts = self.parts(unit, hit.when);
        for rival in &hit.rivals {
            let others = self.parts(unit, *rival);
            for (part, certain) in &mut parts {
                *certain &= others.iter().any(|(other, sure)| other == part && *sure);
            }
            let new = others.into_iter().filter(|(other, _)| !parts.iter().any(|(part, _)| part == other));
            let new: Vec<(Part, bool)> = new.map(|(part, _)| (part, false)).collect();
            parts.extend(new);
        }
        parts
    }

    /// The buckets in which a period lies, with whether it does so for certain.
    fn parts(&self, unit: Unit, when: Bounds) -> Vec<(Part, bool)> {
        let mut found = Vec::new();
        let mut at = Day::from_number(when.start_min().max(self.first));
        let end = when.end_max().min(self.last);
        while let Some(bucket) = at.filter(|day| day.number() <= end).and_then(|day| unit.containing(day)) {
            let region = time::Region::start_by(bucket.last().number())
                .and(time::Region::end_from(bucket.first().number()));
            match region.judge(when) {
                Truth::No => {}
                truth => found.push((Part::Time(bucket.first()), truth.is_certain())),
            }
            if found.len() >= MOST_BUCKETS {
                break;
            }
            at = bucket.last().plus_days(1);
        }
        found
    }
}
