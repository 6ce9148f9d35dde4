//! Times that are facts, variables, recursion.

use std::collections::BTreeSet;

use crate::base::{Base, CLUBS, Fact, One, PEOPLE, Relation, TOWNS, World};
use crate::draw::Draw;
use crate::nested::visits;
use crate::queries::{Query, Truth, id, keys};
use crate::scene::{Scene, meet, people};

/// Whether a visit is as asked, given the visits of somebody, each with its number, and its own number.
type Compared = fn(One, &[(usize, One)], usize, i32) -> bool;

/// `after`, `before`, `during`, `within 2 days after` the visits of somebody.
const WORDS: [(&str, Compared); 4] = [
    ("after", |one, others, _, _| {
        !others.is_empty() && others.iter().all(|(_, other)| one.start > other.end)
    }),
    ("before", |one, others, _, _| {
        !others.is_empty() && others.iter().all(|(_, other)| one.end < other.start)
    }),
    ("during", |one, others, own, _| {
        others.iter().any(|(at, other)| *at != own && meet(one.span(), other.span()).is_some())
    }),
    ("within", |one, others, own, days| {
        let near = |other: &One| other.end < one.start && one.start <= other.end + days;
        others.iter().any(|(at, other)| *at != own && near(other))
    }),
];

pub(crate) fn relative(draw: &mut Draw, _: &Base) -> Query {
    let (town, club) = (draw.below(TOWNS.len()), draw.below(CLUBS.len()));
    match draw.below(6) {
        0 => {
            let text = format!("visits to {} during (memberships of {})", TOWNS[town], CLUBS[club]);
            visits("during facts", text, move |scene, fact, visit| {
                let meets = |who: usize| scene.member_during(who, club, visit.span());
                fact.what == town && (0..PEOPLE.len()).any(meets)
            })
        }
        1 => {
            let text = format!("people who joined {} after joining {}", CLUBS[club], CLUBS[1 - club]);
            Query::new("after one's own", text, move |base, world| {
                let joined = |who: usize, club: usize| {
                    let past = move |one: &One| one.start <= base.today;
                    Scene { base, world }.memberships(who, club).filter(past).map(|one| one.start)
                };
                people(|who| joined(who, club).any(|own| joined(who, 1 - club).any(|other| own > other)))
            })
        }
        _ => near_visits(draw, town),
    }
}

fn near_visits(draw: &mut Draw, town: usize) -> Query {
    let who = draw.below(PEOPLE.len());
    let days = 1 + i32::try_from(draw.below(4)).expect("small");
    let (word, passes) = *draw.one(&WORDS);
    let said = if word == "within" { format!("within {days} days after") } else { word.to_owned() };
    let text = format!("visits to {} {said} (visits by {})", TOWNS[town], PEOPLE[who]);
    Query::new("relative to facts", text, move |base, world| {
        let scene = Scene { base, world };
        let by = |(_, fact, _): &(usize, &Fact, One)| fact.who == who;
        let others: Vec<(usize, One)> =
            scene.facts(Relation::Visit).filter(by).map(|(at, _, one)| (at, one)).collect();
        scene.those(Relation::Visit, |at, fact, one| fact.what == town && passes(one, &others, at, days))
    })
    .facts()
}

/// Variables, pairs and recursion.
pub(crate) fn variables(draw: &mut Draw, _: &Base) -> Query {
    let (club, who) = (draw.below(CLUBS.len()), draw.below(PEOPLE.len()));
    match draw.below(4) {
        0 => {
            let text = format!("visits by ?who to ?town where ?who is a member of {}", CLUBS[club]);
            visits("variables", text, move |scene, fact, _| scene.is_member(fact.who, club))
        }
        1 => {
            let text = format!("visits by ?who where ?who is not a member of {}", CLUBS[club]);
            visits("variables, negation", text, move |scene, fact, _| !scene.is_member(fact.who, club))
        }
        2 => Query::new("pairs", "pairs of visits by ?x and lessons by ?x".to_owned(), pairs).facts(),
        _ => {
            let text = format!("masters of {}", PEOPLE[who]);
            let query = Query::new("recursion", text, move |base, world| {
                let found = masters(Scene { base, world }, who);
                people(|who| found.contains(&who))
            });
            Query {
                defined: vec!["define masters of ?x as teachers of ?x or teachers of (masters of ?x)"],
                ..query
            }
        }
    }
}

fn pairs(base: &Base, world: &World) -> Truth {
    let scene = Scene { base, world };
    let with = move |(at, fact, _): (usize, &Fact, One)| {
        let who = fact.who;
        let lessons = scene.facts(Relation::Lesson).filter(move |(_, lesson, _)| lesson.who == who);
        lessons.map(move |(other, ..)| {
            let mut both = [id(at), id(other)];
            both.sort();
            both.join(" ")
        })
    };
    keys(scene.facts(Relation::Visit).flat_map(with))
}

/// Teachers, their teachers, and so on.
fn masters(scene: Scene<'_>, who: usize) -> BTreeSet<usize> {
    let mut found: BTreeSet<usize> = BTreeSet::new();
    let mut of = vec![who];
    while let Some(pupil) = of.pop() {
        for (_, fact, _) in scene.facts(Relation::Lesson).filter(|(_, fact, _)| fact.what == pupil) {
            if found.insert(fact.who) {
                of.push(fact.who);
            }
        }
    }
    found
}
