//! Sets joined with what is said of them.
//!
//! In: the set of a head, the sets of its clauses. Out: one set. Absent: attachment, and words.

use crate::fact::{EntityId, RoleKind};
use crate::store::Store;
use crate::syntax::PickEnd;

use super::super::query::{Condition, Pattern, Pick, Sense, Set, Spoken};
use super::super::reading::plain;
use super::super::timing::{Anchor, Standing, Test, TestWord, Timing};
use super::filler::one_of;
use super::noun;

/// What the head says of its own facts: its relation and answer, with its conditions.
pub(super) fn own_conditions(head: Option<&Set>) -> Vec<Sense> {
    match head {
        Some(Set::Pattern(pattern)) if pattern.timing.picked.is_none() => pattern.senses.clone(),
        // `those`: what the last query said of them.
        Some(Set::All(sets)) => match &sets[..] {
            [Set::Those(_), rest] => own_conditions(Some(rest)),
            _ => Vec::new(),
        },
        _ => Vec::new(),
    }
}

/// `members of SCO that joined in 2017`: a verb of the head's own relation speaks of the same facts, so what the
/// head says of a role holds for it where it says nothing of that role itself. So it is with the facts of another by
/// which its time is told: `that joined after Iran`.
pub(super) fn with_own(mut set: Set, own: &[Sense]) -> Set {
    // `which member of SCO joined first`
    if let Set::Pick(_, inside) | Set::Counted(_, inside) = &mut set {
        let before = std::mem::replace(&mut **inside, Set::Entities(Vec::new()));
        **inside = with_own(before, own);
        return set;
    }
    let Set::Pattern(pattern) = &mut set else { return set };
    for sense in &mut pattern.senses {
        let same = |head: &&Sense| head.relation == sense.relation && head.answers == sense.answers;
        let Some(head) = own.iter().find(same) else { continue };
        add_roles(sense, head);
        for test in pattern.timing.tests.iter_mut().flatten() {
            let Anchor::Another(other, _) = &mut test.anchor else { continue };
            let Set::Pattern(other) = &mut **other else { continue };
            let of_the_same = other.senses.iter_mut().filter(|one| one.relation == head.relation);
            of_the_same.for_each(|one| add_roles(one, head));
        }
    }
    set
}

/// What the head says of roles of which the sense says nothing.
fn add_roles(sense: &mut Sense, head: &Sense) {
    for condition in &head.conditions {
        let Condition::Role { role, .. } = condition else { continue };
        let said = |one: &Condition| matches!(one, Condition::Role { role: of, .. } if of == role);
        if !sense.conditions.iter().any(said) {
            sense.conditions.push(condition.clone());
        }
    }
}

/// The names that a set asks about in the role that it answers, whoever does it *with* them: `people who met Putin`.
pub(super) fn names_in_answer(set: &Set) -> Vec<EntityId> {
    let Set::Pattern(pattern) = set else { return Vec::new() };
    let mut found = Vec::new();
    for sense in &pattern.senses {
        for condition in &sense.conditions {
            let Condition::Role { role, filler, .. } = condition else { continue };
            match plain(filler) {
                Set::Entities(names) if sense.answers == Some(*role) => found.extend(names.iter().copied()),
                _ => {}
            }
        }
    }
    found.dedup();
    found
}

/// All of the set of whom the other is not so. The name already given is no answer either: nobody meets themselves.
pub(super) fn all_but(all: Set, without: Set) -> Set {
    let names = names_in_answer(&without);
    let without = apart(&all, without);
    let left = Set::Except(Box::new(all), Box::new(without));
    if names.is_empty() { left } else { Set::Except(Box::new(left), Box::new(Set::Entities(names))) }
}

/// Everything of the kinds that a set may hold; `None` where it may hold anything.
pub(super) fn all_like(set: &Set, store: &Store) -> Option<Set> {
    let kinds = match set {
        Set::Pattern(pattern) => {
            let mut kinds = Vec::new();
            for sense in &pattern.senses {
                let role = store.relation(sense.relation).role(sense.answers?)?;
                let RoleKind::Entity(of) = &role.kind else { return None };
                kinds.extend(of.iter().filter(|kind| !kinds.contains(*kind)).copied().collect::<Vec<_>>());
            }
            kinds
        }
        Set::Kind(kind) => vec![*kind],
        Set::All(sets) | Set::Any(sets) => return sets.iter().find_map(|set| all_like(set, store)),
        Set::Except(first, _) | Set::Pick(_, first) | Set::Counted(_, first) => {
            return all_like(first, store);
        }
        Set::Bound(..)
        | Set::Division(..)
        | Set::Where(..)
        | Set::Within(_)
        | Set::Pairs(_)
        | Set::Defined(_) => {
            return set.inside().and_then(|set| all_like(set, store));
        }
        Set::Entities(_) | Set::Those(_) | Set::Variable(_) | Set::Again(_) => return None,
    };
    (!kinds.is_empty()).then(|| one_of(kinds.into_iter().map(Set::Kind).collect()))
}

/// *first met*: only the first in time.
pub(super) fn picked(end: Option<PickEnd>, set: Set) -> Set {
    match end {
        Some(end) => {
            let pick = Pick { last: end == PickEnd::Last, count: 1, only_nth: false, length: None };
            Set::Pick(pick, Box::new(set))
        }
        None => set,
    }
}

/// States that are asked about at different times need not hold together: `members of BRICS that were members of
/// OPEC in 2015`.
pub(super) fn apart(first: &Set, mut second: Set) -> Set {
    let differ = match (time_of(first), time_of(&second)) {
        (Some(one), Some(other)) => !same_time(one, other),
        _ => false,
    };
    if differ {
        unlink(&mut second);
    }
    second
}

/// When the first state of the set must hold that time would link to others.
fn time_of(set: &Set) -> Option<&Timing> {
    match set {
        Set::Pattern(pattern) => Some(&pattern.timing).filter(|timing| timing.linked),
        Set::All(sets) | Set::Any(sets) => sets.iter().find_map(time_of),
        Set::Except(set, _) | Set::Pick(_, set) | Set::Counted(_, set) => time_of(set),
        _ => set.inside().and_then(time_of),
    }
}

fn same_time(one: &Timing, other: &Timing) -> bool {
    let said = |timing: &Timing| -> Vec<Vec<(TestWord, Anchor)>> {
        let each = |test: &Test| (test.word, test.anchor.clone());
        timing.tests.iter().map(|tests| tests.iter().map(each).collect()).collect()
    };
    one.standing == other.standing && said(one) == said(other)
}

pub(super) fn unlink(set: &mut Set) {
    match set {
        Set::Pattern(pattern) => pattern.timing.linked = false,
        Set::All(sets) | Set::Any(sets) => sets.iter_mut().for_each(unlink),
        Set::Except(set, _) | Set::Pick(_, set) | Set::Counted(_, set) => unlink(set),
        _ => set.inside_mut().into_iter().for_each(unlink),
    }
}

/// Both at once; a kind that the other implies says nothing new, and nested lists become one.
pub(super) fn together(first: Set, second: Set, store: &Store) -> Set {
    if let Set::Kind(kind) = &first
        && noun::always_of_kind(&second, *kind, store)
    {
        return second;
    }
    let second = match said_again(&first, second) {
        Ok(both) => return both,
        Err(second) => second,
    };
    let (first, second) = match (is_of_facts(&first), is_of_facts(&second)) {
        (true, false) => (as_things(first, store), second),
        (false, true) => (first, as_things(second, store)),
        _ => (first, second),
    };
    let second = apart(&first, second);
    match first {
        Set::All(mut sets) => {
            sets.push(second);
            Set::All(sets)
        }
        first => Set::All(vec![first, second]),
    }
}

/// `agreements` (that are) agreements of Iran: a bare noun beside facts of its own, which it only names.
fn said_again(first: &Set, second: Set) -> Result<Set, Set> {
    let (Set::Pattern(bare), Set::Pattern(mut said)) = (first, second.clone()) else { return Err(second) };
    let bare_noun = bare.senses.iter().all(|sense| sense.answers.is_none() && sense.conditions.is_empty());
    let spoken = matches!(bare.word, Spoken::Noun(_)) && said.word == Spoken::Implied;
    let anytime =
        bare.timing.tests.is_empty() && matches!(bare.timing.standing, Standing::Ever | Standing::Frame);
    let named = |sense: &Sense| {
        sense.answers.is_none() && bare.senses.iter().any(|one| one.relation == sense.relation)
    };
    if !(bare_noun && spoken && anytime && said.senses.iter().all(named)) {
        return Err(second);
    }
    said.word = bare.word;
    for sense in &mut said.senses {
        let of_noun = bare.senses.iter().find(|one| one.relation == sense.relation);
        sense.columns = of_noun.map_or_else(Vec::new, |one| one.columns.clone());
    }
    Ok(Set::Pattern(said))
}

fn is_of_facts(set: &Set) -> bool {
    matches!(set, Set::Pattern(pattern) if pattern.senses.iter().all(|sense| sense.answers.is_none()))
}

/// Facts as the things that they are known by, `agreements` as documents, where the vocabulary says so. A thing is
/// there before its state begins and after it ends, so only a time that is said narrows them.
pub(super) fn as_things(set: Set, store: &Store) -> Set {
    let known_by = |relation| store.relation(relation).known_by;
    let known = |pattern: &Pattern| pattern.senses.iter().all(|sense| known_by(sense.relation).is_some());
    match &set {
        Set::Pattern(pattern) if is_of_facts(&set) && known(pattern) => {
            let mut things = noun::answered_by(set, store, &known_by);
            if let Set::Pattern(pattern) = &mut things {
                // `in force` and `now` have freed it already.
                let bare = std::mem::replace(&mut pattern.timing.linked, false);
                if bare && pattern.timing.tests.is_empty() && pattern.timing.standing == Standing::Frame {
                    pattern.timing.standing = Standing::Ever;
                }
            }
            things
        }
        // `agreements that are not in force`: what is taken away has a time of its own.
        Set::Except(first, second) if is_of_facts(first) && is_of_facts(second) => {
            let second = match as_things((**second).clone(), store) {
                Set::Pattern(mut things) if standing_of(second) == Some(Standing::Frame) => {
                    things.timing.standing = Standing::Frame;
                    Set::Pattern(things)
                }
                things => things,
            };
            Set::Except(Box::new(as_things((**first).clone(), store)), Box::new(second))
        }
        _ => set,
    }
}

fn standing_of(set: &Set) -> Option<Standing> {
    match set {
        Set::Pattern(pattern) => Some(pattern.timing.standing),
        _ => None,
    }
}

/// Whether these are facts of relations that differ, none of which can be in two of them: `visits and statements`.
pub(super) fn disjoint(sets: &[Set]) -> bool {
    let mut seen = Vec::new();
    sets.iter().all(|set| {
        let Set::Pattern(pattern) = set else { return false };
        let fresh =
            pattern.senses.iter().all(|sense| sense.answers.is_none() && !seen.contains(&sense.relation));
        seen.extend(pattern.senses.iter().map(|sense| sense.relation));
        fresh
    })
}

/// The set with conditions on each of its facts.
pub(super) fn with_conditions(set: Set, conditions: &[Condition]) -> Set {
    let each = |sets: Vec<Set>| sets.into_iter().map(|set| with_conditions(set, conditions)).collect();
    match set {
        Set::Pattern(mut pattern) => {
            for sense in &mut pattern.senses {
                sense.conditions.extend(conditions.iter().cloned());
            }
            Set::Pattern(pattern)
        }
        Set::All(sets) => Set::All(each(sets)),
        Set::Any(sets) => Set::Any(each(sets)),
        Set::Except(first, second) => Set::Except(Box::new(with_conditions(*first, conditions)), second),
        Set::Pick(pick, set) => Set::Pick(pick, Box::new(with_conditions(*set, conditions))),
        Set::Counted(counted, set) => Set::Counted(counted, Box::new(with_conditions(*set, conditions))),
        Set::Entities(_) | Set::Those(_) | Set::Kind(_) | Set::Variable(_) | Set::Again(_) => set,
        Set::Bound(..)
        | Set::Division(..)
        | Set::Where(..)
        | Set::Within(_)
        | Set::Pairs(_)
        | Set::Defined(_) => changed_inside(set, |set| with_conditions(set, conditions)),
    }
}

/// The set with another one inside; what only names or narrows it stays.
pub(super) fn changed_inside(mut set: Set, change: impl FnOnce(Set) -> Set) -> Set {
    if let Some(inside) = set.inside_mut() {
        let before = std::mem::replace(inside, Set::Entities(Vec::new()));
        *inside = change(before);
    }
    set
}
