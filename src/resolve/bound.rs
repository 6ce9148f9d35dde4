//! Which variables a resolved set gives a value to, and what it answers.
//!
//! In: a [`Set`]. Out: the places where a variable stands outside of every negation; the kinds of the answer.
//! A variable that stands nowhere else than under a negation has no value (safe negation, as in Datalog).

use crate::fact::{RelationId, RoleId, RoleKind};
use crate::store::Store;

use super::about::Keys;
use super::definitions::Answers;
use super::query::{Again, Condition, Is, Set, Variable, VariableTest};
use super::timing::{Anchor, Test, TestWord};

/// A place that gives a variable its values.
#[derive(Debug, Clone, PartialEq)]
pub enum Occurrence<'a> {
    /// Whatever fills a role.
    Role(RelationId, RoleId),
    /// The members of a set.
    Members(&'a Set),
    /// Anything: the values are not narrowed there.
    Anything,
}

/// Every place that gives a variable its values.
pub fn occurrences(set: &Set) -> Vec<(Variable, Occurrence<'_>)> {
    let mut found = Vec::new();
    walk(set, None, &mut found);
    found
}

/// Whether the set calls that recursive definition where more rows of it could mean fewer of the set: under a
/// negation, a choice of the first, or a comparison with other facts. Gives the nouns on the way.
pub(super) fn against(set: &Set, fixpoint: u16) -> Option<Vec<String>> {
    let mut path = Vec::new();
    search(set, fixpoint, false, &mut path).then_some(path)
}

fn walk<'a>(set: &'a Set, role: Option<(RelationId, RoleId)>, found: &mut Vec<(Variable, Occurrence<'a>)>) {
    match set {
        Set::Variable(variable) => found.push((
            *variable,
            role.map_or(Occurrence::Anything, |(relation, role)| Occurrence::Role(relation, role)),
        )),
        Set::Bound(variable, inner) => {
            found.push((*variable, Occurrence::Members(inner)));
            walk(inner, None, found);
        }
        Set::Where(inner, tests) => {
            walk(inner, role, found);
            tested(tests, found);
        }
        Set::Within(inner) => walk(inner, None, found),
        Set::Pairs(pairs) => {
            for one in pairs {
                found.push((one.variable, Occurrence::Members(&one.set)));
                walk(&one.set, None, found);
            }
        }
        Set::Defined(defined) => {
            walk(&defined.set, role, found);
            tested(&defined.tests, found);
        }
        Set::Again(again) => {
            let Again { renamed, tests, .. } = again.as_ref();
            found.extend(renamed.iter().map(|(_, here)| (*here, Occurrence::Anything)));
            tested(tests, found);
        }
        Set::All(sets) | Set::Any(sets) => sets.iter().for_each(|set| walk(set, role, found)),
        Set::Except(first, _) | Set::Pick(_, first) | Set::Counted(_, first) | Set::Division(_, first) => {
            walk(first, role, found);
        }
        Set::Pattern(pattern) => {
            for sense in &pattern.senses {
                for condition in &sense.conditions {
                    match condition {
                        Condition::Role { role, filler, .. } | Condition::Every { role, filler } => {
                            walk(filler, Some((sense.relation, *role)), found);
                        }
                        Condition::AnyRole { filler } => walk(filler, None, found),
                        _ => {}
                    }
                }
            }
            for test in pattern.timing.tests.iter().flatten() {
                if let Some(inner) = test.anchor.facts() {
                    walk(inner, None, found);
                }
            }
        }
        Set::Entities(_) | Set::Those(_) | Set::Kind(_) => {}
    }
}

fn tested<'a>(tests: &'a [VariableTest], found: &mut Vec<(Variable, Occurrence<'a>)>) {
    for test in tests.iter().filter(|test| !test.negated) {
        match &test.is {
            Is::In(set) => {
                found.push((test.variable, Occurrence::Members(set)));
                walk(set, None, found);
            }
            Is::Other(other) => {
                let known = |variable: &Variable| found.iter().any(|(one, _)| one == variable);
                let (here, there) = (known(&test.variable), known(other));
                if here && !there {
                    found.push((*other, Occurrence::Anything));
                } else if there && !here {
                    found.push((test.variable, Occurrence::Anything));
                }
            }
        }
    }
}

fn search(set: &Set, fixpoint: u16, negative: bool, path: &mut Vec<String>) -> bool {
    let mut inside = |set: &Set, negative: bool| search(set, fixpoint, negative, path);
    match set {
        Set::Again(again) => {
            again.fixpoint == fixpoint && negative || searched(&again.tests, fixpoint, negative, path)
        }
        Set::Defined(defined) => {
            path.push(defined.call.plural.clone());
            let found = search(&defined.set, fixpoint, negative, path)
                || searched(&defined.tests, fixpoint, negative, path);
            if !found {
                path.pop();
            }
            found
        }
        Set::Bound(_, set) | Set::Within(set) => inside(set, negative),
        Set::Where(set, tests) => inside(set, negative) || searched(tests, fixpoint, negative, path),
        Set::Pairs(pairs) => pairs.iter().any(|one| inside(&one.set, negative)),
        Set::All(sets) | Set::Any(sets) => sets.iter().any(|set| inside(set, negative)),
        Set::Except(first, second) => inside(first, negative) || inside(second, true),
        Set::Division(division, first) => inside(&division.over, true) || inside(first, negative),
        Set::Pick(_, first) | Set::Counted(_, first) => inside(first, true),
        Set::Pattern(pattern) => {
            let mut conditions = pattern.senses.iter().flat_map(|sense| &sense.conditions);
            let mut anchors = pattern.timing.tests.iter().flatten();
            conditions.any(|condition| match condition {
                Condition::Role { filler, .. }
                | Condition::Every { filler, .. }
                | Condition::AnyRole { filler } => inside(filler, negative),
                Condition::NotRole { filler, .. } => inside(filler, true),
                Condition::According { who, negated } => inside(who, negative || *negated),
                _ => false,
            }) || anchors.any(|test| test.anchor.facts().is_some_and(|set| inside(set, of_all(test))))
        }
        Set::Entities(_) | Set::Those(_) | Set::Kind(_) | Set::Variable(_) => false,
    }
}

/// Whether the test speaks of the first or the last of the facts, so that more of them may mean fewer answers.
fn of_all(test: &Test) -> bool {
    let word = matches!(
        test.word,
        TestWord::Before
            | TestWord::BeganBefore
            | TestWord::EndedBefore
            | TestWord::After
            | TestWord::BeganAfter
            | TestWord::EndedAfter
    );
    word && !matches!(test.anchor, Anchor::Own(_))
}

fn searched(tests: &[VariableTest], fixpoint: u16, negative: bool, path: &mut Vec<String>) -> bool {
    tests.iter().any(|test| match &test.is {
        Is::In(set) => search(set, fixpoint, negative || test.negated, path),
        Is::Other(_) => false,
    })
}

/// What the rows of a set are.
pub(super) fn answers(set: &Set, store: &Store) -> Answers {
    match set {
        Set::Entities(entities) => {
            Answers::Kinds(entities.iter().map(|entity| store.entity(*entity).kind()).collect())
        }
        Set::Kind(kind) => Answers::Kinds(vec![*kind]),
        Set::Those(Keys::Entities(entities)) => {
            Answers::Kinds(entities.iter().map(|entity| store.entity(*entity).kind()).collect())
        }
        Set::Those(Keys::Facts(facts)) => Answers::Facts(facts.iter().map(|fact| fact.relation).collect()),
        Set::Variable(_) => Answers::Kinds(Vec::new()),
        Set::Again(_) => Answers::Unknown,
        Set::Any(sets) => sets.iter().map(|set| answers(set, store)).fold(Answers::Unknown, either),
        Set::All(sets) => {
            let known = sets.iter().map(|set| answers(set, store));
            known.into_iter().find(|one| *one != Answers::Unknown).unwrap_or(Answers::Unknown)
        }
        Set::Except(first, _) | Set::Pick(_, first) | Set::Counted(_, first) => answers(first, store),
        Set::Pattern(pattern) => {
            let each = pattern.senses.iter().map(|sense| match sense.answers {
                None => Answers::Facts(vec![sense.relation]),
                Some(role) => match store.relation(sense.relation).role(role).map(|role| &role.kind) {
                    Some(RoleKind::Entity(kinds)) => Answers::Kinds(kinds.clone()),
                    _ => Answers::Unknown,
                },
            });
            each.fold(Answers::Unknown, either)
        }
        Set::Bound(..)
        | Set::Division(..)
        | Set::Where(..)
        | Set::Within(_)
        | Set::Pairs(_)
        | Set::Defined(_) => set.inside().map_or(Answers::Unknown, |set| answers(set, store)),
    }
}

fn either(one: Answers, other: Answers) -> Answers {
    match (one, other) {
        (Answers::Unknown, known) | (known, Answers::Unknown) => known,
        (Answers::Kinds(one), Answers::Kinds(_)) if one.is_empty() => Answers::Kinds(one),
        (Answers::Kinds(_), Answers::Kinds(other)) if other.is_empty() => Answers::Kinds(other),
        (Answers::Kinds(mut one), Answers::Kinds(other)) => {
            one.extend(other);
            Answers::Kinds(one)
        }
        (Answers::Facts(mut one), Answers::Facts(other)) => {
            one.extend(other);
            Answers::Facts(one)
        }
        (one, _) => one,
    }
}
