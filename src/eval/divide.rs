//! Those that are so with each of several things: `who visited every member of SCO?`
//!
//! In: hits that carry the value of a variable, and the things that it should be. Out: the hits of each answer that has all of
//! them, without that value: a relational division. An answer is certain if it has for certain whatever may be among the
//! things, possible if it may have whatever is for certain (language reference, *certain and possible*). Nobody has to be so
//! with himself.

use std::collections::HashMap;

use crate::resolve::Variable;
use crate::store::FastHash;

use super::Error;
use super::bind::{self, Binds};
use super::hit::{Hit, Key};
use super::join;
use super::run::Runner;

/// Things, each with whether it is certain.
type Things = HashMap<Key, bool, FastHash>;

/// The hits of the answers that have all of the things.
pub(super) fn divide(
    variable: Variable,
    over: &[Hit],
    mut hits: Vec<Hit>,
    runner: &Runner<'_>,
) -> Result<Vec<Hit>, Error> {
    let things = once_each(over.iter().map(|hit| (hit.key, hit.certain)));
    let mut groups: HashMap<(Key, Binds), Things, FastHash> = HashMap::default();
    for hit in runner.watch(&mut hits) {
        let hit = hit?;
        let value = bind::value(&hit.binds, variable);
        hit.binds = bind::without(&hit.binds, &[variable]);
        let group = groups.entry((hit.key, hit.binds.clone())).or_default();
        if let Some(value) = value {
            *group.entry(value).or_default() |= hit.certain;
        }
    }
    let judged: HashMap<(Key, Binds), Option<bool>, FastHash> = groups
        .into_iter()
        .map(|(answer, has)| {
            let all = has_all(answer.0, &has, &things);
            (answer, all)
        })
        .collect();
    let mut kept = Vec::new();
    for hit in hits {
        runner.look()?;
        if let Some(Some(certain)) = judged.get(&(hit.key, hit.binds.clone())) {
            kept.push(Hit { certain: hit.certain && *certain, ..hit });
        }
    }
    join::union(kept, runner)
}

/// Whether an answer has all of the things, and if so whether for certain.
fn has_all(answer: Key, has: &Things, things: &Things) -> Option<bool> {
    let others = || things.iter().filter(|(thing, _)| **thing != answer);
    let perhaps = others().filter(|(_, sure)| **sure).all(|(thing, _)| has.contains_key(thing));
    let surely = others().all(|(thing, _)| has.get(thing).is_some_and(|sure| *sure));
    perhaps.then_some(surely && others().any(|(_, sure)| *sure))
}

fn once_each(all: impl Iterator<Item = (Key, bool)>) -> Things {
    let mut things = Things::default();
    for (thing, sure) in all {
        *things.entry(thing).or_default() |= sure;
    }
    things
}

#[cfg(test)]
mod tests {
    use super::{Key, has_all, once_each};
    use crate::fact::EntityId;

    fn thing(number: usize) -> Key {
        Key::Entity(EntityId::new(number).unwrap())
    }

    fn things(all: &[(usize, bool)]) -> super::Things {
        once_each(all.iter().map(|(number, sure)| (thing(*number), *sure)))
    }

    #[test]
    fn every_thing_that_may_be_asked_for_must_be_had_for_certain() {
        let asked = things(&[(1, true), (2, false)]);
        let judge = |has: &[(usize, bool)]| has_all(thing(9), &things(has), &asked);
        assert_eq!(judge(&[(1, true), (2, true)]), Some(true));
        assert_eq!(judge(&[(1, true)]), Some(false));
        assert_eq!(judge(&[(1, false), (2, true)]), Some(false));
        assert_eq!(judge(&[(2, true)]), None);
    }

    #[test]
    fn nobody_has_to_be_so_with_himself() {
        let asked = things(&[(1, true), (2, true)]);
        assert_eq!(has_all(thing(1), &things(&[(2, true)]), &asked), Some(true));
        assert_eq!(has_all(thing(3), &things(&[(2, true)]), &asked), None);
    }
}
