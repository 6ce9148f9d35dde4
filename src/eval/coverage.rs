//! Declared coverage: what a *no* rests on, and `coverage of …`.
//!
//! In: a claim that nothing in the record supports, or a set that is asked about. Out: the declarations that reach
//! over the claim, or that concern the set. Absent: the verdict.
//!
//! A coverage says that every fact of a relation is recorded, for some fillings and some days. It says nothing of
//! details that a fact may leave out, nor of days after it was last kept up.

use super::about::{column, row, table, text};
use super::answer::{Answer, Cell, ColumnKind};
use super::known;
use crate::fact::{Coverage, EntityId, RoleId};
use crate::resolve::{Anchor, Condition, Pattern, Query, Sense, Set, Standing, Test, TestWord};
use crate::store::Store;
use crate::text::english;
use crate::time::{Days, Edtf, End, Reading};

/// A claim asks about no more fillings of the covered roles than this; beyond it the record is not asked.
const MOST_FILLINGS: usize = 64;

// ---- what a *no* rests on

/// The declarations that together reach over the claim, by their places in the store; none where one is missing.
pub(super) fn over(query: &Query, pattern: &Pattern, store: &Store) -> Option<Vec<usize>> {
    let mut found = Vec::new();
    for sense in &pattern.senses {
        for filling in fillings(sense, store)? {
            let reaches = |coverage: &Coverage| {
                coverage.relation == sense.relation
                    && coverage.roles.iter().all(|role| filling.contains(role))
                    && covers(query, pattern, coverage, store)
            };
            found.push(store.coverage().iter().position(reaches)?);
        }
    }
    found.sort_unstable();
    found.dedup();
    Some(found)
}

/// Every way to fill the roles of the claim that coverage of its relation speaks of: `BRICS or SCO` are two.
fn fillings(sense: &Sense, store: &Store) -> Option<Vec<Vec<(RoleId, EntityId)>>> {
    let covered = |role: RoleId| {
        let of_relation = store.coverage().iter().filter(|coverage| coverage.relation == sense.relation);
        of_relation.flat_map(|coverage| &coverage.roles).any(|(of, _)| *of == role)
    };
    let mut all: Vec<Vec<(RoleId, EntityId)>> = vec![Vec::new()];
    for condition in &sense.conditions {
        let (role, entities) = match condition {
            Condition::Role { role, filler: Set::Entities(entities), .. } => (*role, &entities[..]),
            Condition::Fixed { role, entity } => (*role, std::slice::from_ref(entity)),
            _ => continue,
        };
        if !covered(role) {
            continue;
        }
        let with = |known: &Vec<(RoleId, EntityId)>| {
            entities.iter().map(|entity| [&known[..], &[(role, *entity)]].concat()).collect::<Vec<_>>()
        };
        all = all.iter().flat_map(with).collect();
        if all.len() > MOST_FILLINGS {
            return None;
        }
    }
    Some(all)
}

/// The claim without what a fact of the relation may leave out; none where it has nothing of the kind. Facts that fit
/// this wider claim may fit the claim itself, though they do not say so.
pub(super) fn without_details(pattern: &Pattern, store: &Store) -> Option<Pattern> {
    let mut wider = pattern.clone();
    for sense in &mut wider.senses {
        let relation = store.relation(sense.relation);
        let needed = |role: RoleId| relation.role(role).is_some_and(|role| !role.optional);
        sense.conditions.retain(|condition| match condition {
            Condition::Role { role, .. }
            | Condition::NotRole { role, .. }
            | Condition::Every { role, .. }
            | Condition::Compares { role, .. }
            | Condition::Fixed { role, .. } => needed(*role),
            Condition::AnyRole { .. } => true,
            Condition::Mentions { .. } | Condition::According { .. } | Condition::FromSource { .. } => false,
        });
    }
    (wider != *pattern).then_some(wider)
}

/// Whether a coverage was known for certain by the day of `as known`: it is as old as its last check, or without one
/// as the first of its sources.
pub(super) fn is_known(query: &Query, coverage: &Coverage, store: &Store) -> bool {
    let known = query.frame.known;
    let of_sources = || {
        let sources = coverage.citations.iter().map(|citation| citation.source);
        sources.fold(known::dated(None, known), |truth, id| truth.or(known::source(id, known, store)))
    };
    let checked = coverage.checked.as_ref();
    checked.map_or_else(of_sources, |day| known::dated(Some(day), known)).is_certain()
}

/// Whether the coverage reaches over all days that the claim asks about.
fn covers(query: &Query, pattern: &Pattern, coverage: &Coverage, store: &Store) -> bool {
    let bounds = coverage.when.bounds(Reading::Stretch);
    let open = coverage.when.ending() == End::Open;
    let ends =
        |days: Days| open && days.last() <= query.frame.today || bounds.end_min() >= days.last().number();
    let reaches = |days: &Days| bounds.start_max() <= days.first().number() && ends(*days);
    let stretches = asked(query, pattern);
    if stretches.iter().any(|any_of| any_of.iter().all(reaches)) {
        return true;
    }
    // *Ever*: what came before the coverage is known not to have been if nothing of the kind is recorded there.
    let ever = stretches.is_empty();
    ever && ends(Days::on(query.frame.day())) && nothing_before(coverage, bounds.start_max(), store)
}

/// The days that the claim asks about: it fails if it fails in all days of one of these lists. None: all until now.
fn asked(query: &Query, pattern: &Pattern) -> Vec<Vec<Days>> {
    let timing = &pattern.timing;
    if timing.tests.is_empty() && timing.standing == Standing::Frame {
        return vec![vec![Days::on(query.frame.day())]];
    }
    let all_days =
        |any_of: &Vec<Test>| any_of.iter().map(|test| days(query, test)).collect::<Option<Vec<_>>>();
    timing.tests.iter().filter_map(all_days).filter(|list| !list.is_empty()).collect()
}

fn days(query: &Query, test: &Test) -> Option<Days> {
    let Anchor::Days(days) = &test.anchor else { return None };
    match test.word {
        TestWord::In | TestWord::Throughout | TestWord::BeganIn | TestWord::EndedIn => Some(*days),
        TestWord::Since | TestWord::HeldSince | TestWord::BeganSince => {
            Days::new(days.first(), query.frame.day())
        }
        _ => None,
    }
}

/// Whether nothing that the coverage speaks of began before that day. An account beside a better one says nothing.
fn nothing_before(coverage: &Coverage, start: i32, store: &Store) -> bool {
    let table = store.table(coverage.relation);
    let spoken_of = |row: &u32| {
        coverage.roles.iter().all(|(role, entity)| table.entities(*role, *row).contains(entity))
            && table.finest(table.accounts(*row)) == Some(*row)
    };
    let later = |row: u32| table.bounds(row).start_min() >= start || is_open(table.exact(row));
    match coverage.roles.first() {
        Some((role, entity)) => table.postings(*role, *entity).iter().copied().filter(spoken_of).all(later),
        None => table.rows().filter(spoken_of).all(later),
    }
}

fn is_open(date: Option<&Edtf>) -> bool {
    date.is_some_and(|date| date.beginning() == End::Open)
}

/// What a coverage declares, in English.
pub(super) fn declared(coverage: &Coverage, store: &Store) -> String {
    let checked = coverage.checked.as_ref().map_or(String::new(), |day| format!(", as checked on {day}"));
    format!("its record of {} complete {}{checked}", subject(coverage, store), period(&coverage.when))
}

/// What a coverage speaks of: `membership of BRICS`.
fn subject(coverage: &Coverage, store: &Store) -> String {
    let relation = store.relation(coverage.relation);
    let mut reading = relation.reading.clone().unwrap_or_default();
    for (role, entity) in &coverage.roles {
        let name = relation.role(*role).map_or("", |role| role.name.as_str());
        reading = reading.replace(&format!("{{{name}}}"), store.entity(*entity).name());
    }
    if !reading.is_empty() && !reading.contains('{') && !coverage.roles.is_empty() {
        return reading;
    }
    let noun = relation.name.replace('-', " ");
    let of: Vec<&str> = coverage.roles.iter().map(|(_, entity)| store.entity(*entity).name()).collect();
    match of[..] {
        [] => noun,
        [only] => format!("{noun} of {only}"),
        _ => format!("{noun} ({})", of.join(", ")),
    }
}

/// A period of coverage in English.
fn period(when: &Edtf) -> String {
    match when.as_str().split_once('/') {
        Some((start, "" | "..")) => format!("from {start} on"),
        Some(("" | "..", end)) => format!("until {end}"),
        Some((start, end)) => format!("from {start} to {end}"),
        None => format!("for {when}"),
    }
}

// ---- `coverage of …`

/// The declarations that concern the query's set, in the order of the files.
pub(super) fn answer(query: &Query, store: &Store) -> Answer {
    let mut patterns = Vec::new();
    patterns_of(&query.set, &mut patterns);
    let concerns = |coverage: &Coverage| {
        patterns.iter().any(|pattern| {
            let stretches = asked(query, pattern);
            let timely = pattern.timing.tests.is_empty() || stretches.is_empty();
            (timely || covers(query, pattern, coverage, store))
                && is_known(query, coverage, store)
                && pattern.senses.iter().any(|sense| speaks_of(coverage, sense, store))
        })
    };
    let mut found: Vec<usize> =
        (0..store.coverage().len()).filter(|at| concerns(&store.coverage()[*at])).collect();
    found.truncate(query.finish.limit.unwrap_or(usize::MAX));
    let rows = found.iter().map(|at| row(cells(&store.coverage()[*at], store), true, [])).collect();
    let columns = vec![
        column("record", ColumnKind::Text, 0),
        column("from", ColumnKind::Date, 0),
        column("until", ColumnKind::Date, 0),
        column("checked", ColumnKind::Date, 0),
        column("against", ColumnKind::Text, 1),
    ];
    let silence =
        "nothing of it is declared complete: what is not recorded there is *not recorded*, never *no*";
    let notes = found.is_empty().then(|| silence.to_owned()).into_iter().collect();
    Answer { coverage: found, ..table(columns, rows, notes) }
}

fn patterns_of<'q>(set: &'q Set, found: &mut Vec<&'q Pattern>) {
    match set {
        Set::Pattern(pattern) => found.push(pattern),
        Set::All(sets) | Set::Any(sets) => sets.iter().for_each(|set| patterns_of(set, found)),
        Set::Except(first, second) => [first, second].iter().for_each(|set| patterns_of(set, found)),
        Set::Pick(_, set) | Set::Counted(_, set) => patterns_of(set, found),
        Set::Pairs(pairs) => pairs.iter().for_each(|one| patterns_of(&one.set, found)),
        other => {
            if let Some(set) = other.inside() {
                patterns_of(set, found);
            }
        }
    }
}

/// Whether some fact of the sense may be one that the coverage speaks of.
fn speaks_of(coverage: &Coverage, sense: &Sense, store: &Store) -> bool {
    let relation = store.relation(coverage.relation);
    let declared =
        |role: RoleId| coverage.roles.iter().find(|(of, _)| *of == role).map(|(_, entity)| *entity);
    let fills = |role: RoleId, entity: EntityId| match declared(role) {
        Some(only) => only == entity,
        None => relation.role(role).is_some_and(|role| store.may_fill(store.entity(entity).kind(), role)),
    };
    coverage.relation == sense.relation
        && sense.conditions.iter().all(|condition| match condition {
            Condition::Role { role, filler: Set::Entities(entities), .. } => {
                declared(*role).is_none_or(|only| entities.contains(&only))
            }
            Condition::Fixed { role, entity } => declared(*role).is_none_or(|only| only == *entity),
            Condition::AnyRole { filler: Set::Entities(entities) } => {
                relation.roles().any(|(role, _)| entities.iter().any(|entity| fills(role, *entity)))
            }
            _ => true,
        })
}

fn cells(coverage: &Coverage, store: &Store) -> Vec<Cell> {
    let written = coverage.when.to_string();
    let (from, until) = written.split_once('/').unwrap_or((&written, &written));
    let until = if until == ".." { "kept up" } else { until };
    let date = |text: &str| match text {
        "" | ".." => Cell::Empty,
        text => Cell::Date { date: text.to_owned(), also: Vec::new() },
    };
    let checked = coverage.checked.as_ref().map_or(Cell::Empty, |day| date(day.as_str()));
    let mut against: Vec<&str> =
        coverage.citations.iter().map(|citation| store.source(citation.source).title.as_str()).collect();
    against.dedup();
    vec![
        text(subject(coverage, store)),
        date(from),
        date(until),
        checked,
        text(english::list(&against, "and")),
    ]
}
