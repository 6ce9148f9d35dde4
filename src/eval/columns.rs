//! Which columns an answer has: the right ones for the noun asked.
//!
//! In: the query and the relations of its rows. Out: columns with where their cells come from. The answer comes
//! first, then when, then the roles that the query leaves open, in the order that the noun declares.

use crate::fact::{RelationId, RoleId, RoleKind};
use crate::resolve::{self, Ask, Condition, Counted, Edge, Query, Sense, Set, Variable};
use crate::store::Store;
use crate::syntax::Adverbial;
use crate::time::{Day, Shape};

use super::answer::{Column, ColumnKind};
use super::bind;
use super::counted::counted_of;
use super::hit::{Hit, Key};
use super::length;

/// Where a column's cells come from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum From {
    /// The key of the row.
    Answer,
    /// The name of the fact's relation.
    Relation,
    /// When the fact was so, as written.
    Date,
    /// The beginning of it.
    Start,
    /// The end of it.
    End,
    /// How long it lasted, up to that day.
    Length(Day),
    /// How long before that day the end that is spoken of was.
    Ago(Day, Edge),
    /// How many the row has of what was counted.
    Count(Counted),
    /// The role of that name.
    Role(String),
    /// All roles but these (shown already, or named by the query), each with its name: for facts of several
    /// relations.
    Details(Vec<String>),
    /// The value of a variable.
    Variable(Variable),
    /// When the fact that is the value of a variable was so.
    DateOf(Variable),
}

/// The columns of an answer, each with where its cells come from.
pub(super) fn columns(query: &Query, hits: &[Hit], store: &Store) -> Vec<(Column, From)> {
    let mut senses = Vec::new();
    senses_of(&query.set, &mut senses);
    let entities = hits.first().map_or_else(
        || senses.first().is_none_or(|sense| sense.answers.is_some()),
        |hit| matches!(hit.key, Key::Entity(_)),
    );
    let shown = &query.finish.show;
    let mut found = Vec::new();
    let relations = relations_of(hits, &senses);
    let pairs = is_pairs(&query.set);
    let answer_shown = matches!(&query.set, Set::Bound(variable, _) if query.shown.contains(variable));
    if pairs || answer_shown {
        // Each of the pair is a variable, and so is the answer of `?who that …`.
    } else if entities {
        found.push(column(&answer_title(&query.set, store), ColumnKind::Names, 0, From::Answer));
    } else if relations.len() > 1 {
        found.push(column("what", ColumnKind::Text, 1, From::Relation));
    }
    let mixed = relations.len() > 1 && !entities;
    let state = !mixed && relations.first().is_some_and(|id| store.relation(*id).shape == Shape::State);
    let mut dates = if relations.is_empty() {
        Vec::new()
    } else if state && relations.len() == 1 {
        vec![
            column("from", ColumnKind::Date, 0, From::Start),
            column("until", ColumnKind::Date, 1, From::End),
        ]
    } else {
        vec![column("date", ColumnKind::Date, 0, From::Date)]
    };
    if !dates.is_empty() {
        dates.extend(lengths(query));
    }
    let mut roles = role_columns(&relations, &senses, entities, store);
    if let Some(counted) = counted_of(&query.set).filter(|_| entities) {
        // Of many things in a role, a column would show one.
        let is_counted = |name: &String| {
            counted.roles.iter().any(|(relation, role)| {
                store.relation(*relation).role(*role).is_some_and(|role| role.name == *name)
            })
        };
        roles.retain(|(_, from)| !matches!(from, From::Role(name) if is_counted(name)));
        found.push(column(&counted.word, ColumnKind::Number, 0, From::Count(counted.clone())));
    }
    if mixed {
        roles = with_details(roles, &relations, &senses, store);
    }
    found.extend(variable_columns(query, hits));
    if pairs {
        // Their dates stand beside them.
    } else if state && !entities {
        found.extend(telling_apart(roles));
        found.extend(dates);
    } else {
        found.extend(dates);
        found.extend(roles);
    }
    if !shown.is_empty() {
        found = chosen(shown, &found, entities);
    }
    unique_keys(&mut found);
    found
}

/// The first role says which fact it is: it is the last to go where there is little room.
fn telling_apart(mut roles: Vec<(Column, From)>) -> Vec<(Column, From)> {
    if let Some((first, _)) = roles.first_mut() {
        first.priority = 0;
    }
    roles
}

/// How long it lasted, and how long ago it was, where that is asked for.
fn lengths(query: &Query) -> Vec<(Column, From)> {
    let mut found = Vec::new();
    if length::is_shown(query) {
        found.push(column("length", ColumnKind::Number, 0, From::Length(query.frame.day())));
    }
    if query.ask == Ask::Adverbial(Adverbial::HowLongAgo) {
        let from = From::Ago(query.frame.day(), length::edge(&query.set));
        found.push(column("ago", ColumnKind::Number, 0, from));
    }
    found
}

fn is_pairs(set: &Set) -> bool {
    match set {
        Set::Pairs(_) => true,
        Set::Where(set, _) => is_pairs(set),
        _ => false,
    }
}

/// The variables that the query names, in the order of writing; facts with their dates.
fn variable_columns(query: &Query, hits: &[Hit]) -> Vec<(Column, From)> {
    let mut found = Vec::new();
    for variable in &query.shown {
        let name = query.variables.get(usize::from(variable.0)).map_or("", String::as_str);
        let fact = hits.iter().any(|hit| matches!(bind::value(&hit.binds, *variable), Some(Key::Fact(_))));
        let kind = if fact { ColumnKind::Text } else { ColumnKind::Names };
        found.push(column(name, kind, 0, From::Variable(*variable)));
        if fact {
            found.push(column("date", ColumnKind::Date, 0, From::DateOf(*variable)));
        }
    }
    found
}

/// `show speaker, date`: those columns, in that order.
fn chosen(shown: &[resolve::Column], found: &[(Column, From)], entities: bool) -> Vec<(Column, From)> {
    let from = |wanted: &resolve::Column| match wanted {
        resolve::Column::Name if entities => From::Answer,
        resolve::Column::Name | resolve::Column::Count | resolve::Column::Measure(_) => From::Relation,
        resolve::Column::Date => From::Date,
        resolve::Column::Start => From::Start,
        resolve::Column::End => From::End,
        resolve::Column::Role(name) => From::Role(name.clone()),
        resolve::Column::Variable(variable, _) => From::Variable(*variable),
    };
    shown
        .iter()
        .map(|wanted| {
            let from = from(wanted);
            let same =
                |other: &&(Column, From)| other.1 == from || from == From::Date && other.1 == From::Start;
            found.iter().find(same).cloned().unwrap_or_else(|| match &from {
                From::Role(name) => column(name, ColumnKind::Text, 1, from.clone()),
                From::Relation => column("what", ColumnKind::Text, 1, From::Relation),
                From::Start => column("from", ColumnKind::Date, 1, From::Start),
                From::End => column("until", ColumnKind::Date, 1, From::End),
                _ => column("date", ColumnKind::Date, 1, From::Date),
            })
        })
        .collect()
}

fn column(title: &str, kind: ColumnKind, priority: u8, from: From) -> (Column, From) {
    let key = title.replace(['-', ' '], "_");
    (Column { title: title.to_owned(), key, kind, priority }, from)
}

/// The senses whose facts speak for the rows.
pub(super) fn senses_of<'q>(set: &'q Set, found: &mut Vec<&'q Sense>) {
    match set {
        Set::Pattern(pattern) => found.extend(&pattern.senses),
        Set::Any(sets) => sets.iter().for_each(|set| senses_of(set, found)),
        Set::All(sets) => {
            if let Some(speaker) = Set::speaker(sets) {
                senses_of(&sets[speaker], found);
            }
        }
        Set::Except(first, _) | Set::Pick(_, first) | Set::Counted(_, first) => senses_of(first, found),
        _ => set.inside().into_iter().for_each(|set| senses_of(set, found)),
    }
}

/// The relations that the rows come from; where there are none, those that were asked.
fn relations_of(hits: &[Hit], senses: &[&Sense]) -> Vec<RelationId> {
    let mut found: Vec<RelationId> = Vec::new();
    let mut add = |id: RelationId| {
        if !found.contains(&id) {
            found.push(id);
        }
    };
    let asked = |id: RelationId| senses.iter().any(|sense| sense.relation == id);
    // Rows of one relation mostly stand together, and each stretch of them counts once.
    let mut relations: Vec<RelationId> =
        hits.iter().filter_map(|hit| hit.facts.first()).map(|fact| fact.relation).collect();
    relations.dedup();
    relations.into_iter().filter(|id| asked(*id)).for_each(&mut add);
    if hits.is_empty() {
        senses.iter().map(|sense| sense.relation).take(1).for_each(add);
    }
    found
}

pub(super) fn answer_title(set: &Set, store: &Store) -> String {
    match set {
        Set::Kind(kind) => kind_word(store, *kind),
        Set::Entities(_) | Set::Those(_) | Set::Variable(_) => "name".to_owned(),
        Set::All(sets) | Set::Any(sets) => {
            let first = sets.iter().find(|set| !matches!(set, Set::Those(_))).or(sets.first());
            first.map_or_else(|| "name".to_owned(), |set| answer_title(set, store))
        }
        Set::Except(first, _) | Set::Pick(_, first) | Set::Counted(_, first) => answer_title(first, store),
        Set::Defined(defined) => defined.call.singular.clone(),
        Set::Again(again) => again.call.singular.clone(),
        Set::Bound(..) | Set::Division(..) | Set::Where(..) | Set::Within(_) | Set::Pairs(_) => {
            set.inside().map_or_else(|| "name".to_owned(), |set| answer_title(set, store))
        }
        Set::Pattern(pattern) => pattern
            .senses
            .first()
            .and_then(|sense| Some((sense.relation, sense.answers?)))
            .and_then(|(relation, role)| store.relation(relation).role(role))
            .map_or_else(
                || "name".to_owned(),
                |role| role.words.as_ref().map_or_else(|| role.name.clone(), |words| words.singular.clone()),
            ),
    }
}

fn kind_word(store: &Store, kind: crate::fact::KindId) -> String {
    let kind = store.kind(kind);
    kind.words.first().map_or_else(|| kind.name.clone(), |words| words.singular.clone())
}

/// The roles that are left open, first those that the noun names.
fn role_columns(
    relations: &[RelationId],
    senses: &[&Sense],
    entities: bool,
    store: &Store,
) -> Vec<(Column, From)> {
    let mut found: Vec<(Column, From)> = Vec::new();
    for id in relations {
        let sense = senses.iter().find(|sense| sense.relation == *id);
        let relation = store.relation(*id);
        let mut order: Vec<RoleId> = sense.map_or_else(Vec::new, |sense| sense.columns.clone());
        order.extend(relation.roles().map(|(role, _)| role));
        let mut done: Vec<RoleId> = Vec::new();
        for role in order {
            let answer = sense.is_some_and(|sense| sense.answers == Some(role));
            let said = sense.is_some_and(|sense| {
                is_given(sense, role, relation.role(role).is_some_and(|role| role.many))
            });
            if done.contains(&role) || answer && entities || said {
                continue;
            }
            done.push(role);
            let Some(declared) = relation.role(role) else { continue };
            if found.iter().any(|(_, from)| *from == From::Role(declared.name.clone())) {
                continue;
            }
            let kind = match declared.kind {
                RoleKind::Entity(_) => ColumnKind::Names,
                RoleKind::Text | RoleKind::Fact => ColumnKind::Text,
                RoleKind::Number(_) => ColumnKind::Number,
                RoleKind::Date => ColumnKind::Date,
            };
            let priority = u8::try_from(2 + done.len()).unwrap_or(u8::MAX);
            found.push(column(&declared.name, kind, priority, From::Role(declared.name.clone())));
        }
    }
    found
}

/// Of facts of several relations: a column for each role that all of them have, and one for all else.
fn with_details(
    roles: Vec<(Column, From)>,
    relations: &[RelationId],
    senses: &[&Sense],
    store: &Store,
) -> Vec<(Column, From)> {
    let shared = |from: &From| match from {
        From::Role(name) => relations.iter().all(|id| store.relation(*id).role_named(name).is_some()),
        _ => true,
    };
    let mut kept: Vec<(Column, From)> = roles.into_iter().filter(|(_, from)| shared(from)).collect();
    let names = kept.iter().filter_map(|(_, from)| match from {
        From::Role(name) => Some(name.clone()),
        _ => None,
    });
    let mut left_out: Vec<String> = names.collect();
    for sense in senses {
        let given =
            store.relation(sense.relation).roles().filter(|(id, role)| is_given(sense, *id, role.many));
        left_out.extend(given.map(|(_, role)| role.name.clone()));
    }
    let details = From::Details(left_out);
    kept.push(column("details", ColumnKind::Text, 1, details));
    kept
}

/// Whether the query itself names the one value of the role, so that a column of it would say nothing.
pub(super) fn is_given(sense: &Sense, role: RoleId, many: bool) -> bool {
    sense.conditions.iter().any(|condition| match condition {
        Condition::Role { role: of, filler: Set::Entities(entities), .. } => {
            *of == role && entities.len() == 1 && !many
        }
        Condition::Role { role: of, filler: Set::Variable(_), .. } | Condition::Fixed { role: of, .. } => {
            *of == role && !many
        }
        _ => false,
    })
}

/// No two columns share a key.
fn unique_keys(columns: &mut [(Column, From)]) {
    for at in 1..columns.len() {
        let mut key = columns[at].0.key.clone();
        let mut n = 2;
        while columns[..at].iter().any(|(column, _)| column.key == key) {
            key = format!("{}_{n}", columns[at].0.key);
            n += 1;
        }
        columns[at].0.key = key;
    }
}
