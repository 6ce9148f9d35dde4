//! The most and the longest: `top N`, `longest`.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use crate::base::{Base, CLUBS, PEOPLE, Relation, TOWNS, World};
use crate::draw::Draw;
use crate::queries::{Query, Truth, facts, id, keys, name};
use crate::scene::{Scene, distinct, people};

/// `top 1 visitors to Port`, `count visits per town top 1`, `top 2 fees by amount`
pub(crate) fn ranks(draw: &mut Draw, _: &Base) -> Query {
    let count = 1 + draw.below(2);
    let town = draw.below(TOWNS.len());
    match draw.below(3) {
        0 => {
            let text = format!("top {count} visitors to {}", TOWNS[town]);
            Query::new("top N, things", text, move |base, world| {
                let visits = |who: usize| {
                    let scene = Scene { base, world };
                    distinct(
                        scene
                            .facts(Relation::Visit)
                            .filter(|(_, fact, _)| fact.who == who && fact.what == town),
                    )
                };
                top(count, (0..PEOPLE.len()).map(|who| (name(who), visits(who))))
            })
        }
        1 => {
            let text = format!("count visits per town top {count}");
            Query::new("top N, counts", text, move |base, world| {
                let visits = |town: usize| {
                    let scene = Scene { base, world };
                    distinct(scene.facts(Relation::Visit).filter(|(_, fact, _)| fact.what == town))
                };
                top(count, (0..TOWNS.len()).map(|town| (TOWNS[town].to_owned(), visits(town))))
            })
        }
        _ => Query::new("top N, figures", format!("top {count} fees"), move |base, world| {
            best(count, base, world)
        })
        .facts(),
    }
}

/// Those with the highest number, ties by name; what has none is not there.
fn top(count: usize, all: impl Iterator<Item = (String, usize)>) -> Truth {
    let mut all: Vec<(Reverse<usize>, String)> =
        all.filter(|(_, number)| *number > 0).map(|(name, number)| (Reverse(number), name)).collect();
    all.sort();
    keys(all.into_iter().take(count).map(|(_, name)| name))
}

/// The highest fees; where two are equal at the edge, which of them is left out is a matter of order alone.
fn best(count: usize, base: &Base, world: &World) -> Truth {
    let all: BTreeMap<usize, i64> =
        facts(base, world, Relation::Fee).map(|(at, _, one)| (at, one.value)).collect();
    let mut sorted: Vec<(Reverse<i64>, usize)> =
        all.iter().map(|(at, value)| (Reverse(*value), *at)).collect();
    sorted.sort();
    if sorted.get(count).is_some_and(|next| next.0 == sorted[count - 1].0) {
        return Truth::Nothing;
    }
    keys(sorted.into_iter().take(count).map(|(_, at)| id(at)))
}

/// What a number is called, and whether another passes. What has none is not counted.
type Test = (&'static str, fn(usize, usize) -> bool);

const TESTS: [Test; 5] = [
    ("more than", |count, number| count > number),
    ("at least", |count, number| count >= number),
    ("exactly", |count, number| count == number),
    ("at most", |count, number| count <= number),
    ("fewer than", |count, number| count < number),
];

/// `visitors to Port at least 2 times`, `visitors to more than 1 town`, `visitors to the most towns`
pub(crate) fn so_many(draw: &mut Draw, _: &Base) -> Query {
    let (number, town) = (1 + draw.below(3), draw.below(TOWNS.len()));
    let (word, passes) = TESTS[draw.below(TESTS.len())];
    let towns = |base: &Base, world: &World, who: usize| {
        let visits = Scene { base, world }.facts(Relation::Visit).filter(move |(_, fact, _)| fact.who == who);
        visits.map(|(_, fact, _)| fact.what).collect::<BTreeSet<usize>>().len()
    };
    match draw.below(3) {
        0 => {
            let text = format!("visitors to {} {word} {number} times", TOWNS[town]);
            Query::new("so many times", text, move |base, world| {
                people(|who| {
                    let visits = Scene { base, world }.facts(Relation::Visit);
                    let count = distinct(visits.filter(|(_, fact, _)| (fact.who, fact.what) == (who, town)));
                    count > 0 && passes(count, number)
                })
            })
        }
        1 => {
            Query::new("so many things", format!("visitors to {word} {number} towns"), move |base, world| {
                people(|who| {
                    let count = towns(base, world, who);
                    count > 0 && passes(count, number)
                })
            })
        }
        _ => {
            let fewest = draw.once_in(2);
            let text = format!("visitors to the {} towns", if fewest { "fewest" } else { "most" });
            Query::new("the most things", text, move |base, world| {
                let counts =
                    || (0..PEOPLE.len()).map(|who| towns(base, world, who)).filter(|count| *count > 0);
                let best = if fewest { counts().min() } else { counts().max() };
                people(|who| Some(towns(base, world, who)) == best)
            })
        }
    }
}

/// `the longest membership of Chess`
pub(crate) fn longest(draw: &mut Draw) -> Query {
    let club = draw.below(CLUBS.len());
    let shortest = draw.once_in(2);
    let text = format!("the {} membership of {}", if shortest { "shortest" } else { "longest" }, CLUBS[club]);
    Query::new("longest", text, move |base, world| {
        let lengths: BTreeMap<usize, i32> = facts(base, world, Relation::Membership)
            .filter(|(_, fact, one)| fact.what == club && one.start <= base.today)
            .map(|(at, _, one)| (at, one.end.min(base.today) - one.start))
            .collect();
        let best = if shortest { lengths.values().min() } else { lengths.values().max() };
        keys(lengths.iter().filter(|(_, length)| Some(*length) == best).map(|(at, _)| id(*at)))
    })
    .facts()
    .ordered()
}
