//! Times that are facts, variables, recursion.

use std::collections::BTreeSet;

use annals::time::Day;

use crate::base::{Base, CLUBS, FEAST, PEOPLE, Relation, TOWNS, World};
use crate::dates::{FIRST, day};
use crate::draw::Draw;
use crate::fact::{Fact, One};
use crate::nested::visits;
use crate::queries::{Query, Truth, id, keys};
use crate::scene::{Scene, meet, people};

/// Whether a visit is as asked, given the visits of somebody, each with its number, and its own number.
type Compared = fn(One, &[(usize, One)], usize, i32) -> bool;

/// Words of time before other facts; `N` stands for a number of days.
const WORDS: [(&str, Compared); 10] = [
    ("after", |one, others, _, _| {
        !others.is_empty() && others.iter().all(|(_, other)| one.start > other.end)
    }),
    ("before", |one, others, _, _| {
        !others.is_empty() && others.iter().all(|(_, other)| one.end < other.start)
    }),
    ("during", |one, others, own, _| {
        others.iter().any(|(at, other)| *at != own && meet(one.span(), other.span()).is_some())
    }),
    ("within N days after", |one, others, own, days| {
        near(others, own, |other| other.end < one.start && one.start <= other.end + days)
    }),
    ("within N days before", |one, others, own, days| {
        near(others, own, |other| one.end < other.start && other.start - days <= one.end)
    }),
    ("within N days of", |one, others, own, days| {
        near(others, own, |other| meet(one.span(), (other.start - days, other.end + days)).is_some())
    }),
    ("N days after", |one, others, own, days| {
        near(others, own, |other| one.start <= other.end + days && other.end + days <= one.end)
    }),
    ("N days before", |one, others, own, days| {
        near(others, own, |other| one.start <= other.start - days && other.start - days <= one.end)
    }),
    ("on the same day as", |one, others, own, _| {
        near(others, own, |other| meet(one.span(), other.span()).is_some())
    }),
    ("in the same month as", |one, others, own, _| {
        let months = |one: &One| (month_of(one.start), month_of(one.end));
        near(others, own, |other| meet(months(&one), months(other)).is_some())
    }),
];

/// Whether it is so of another fact; no fact is near itself.
fn near(others: &[(usize, One)], own: usize, test: impl Fn(&One) -> bool) -> bool {
    others.iter().any(|(at, other)| *at != own && test(other))
}

/// The number of its month.
fn month_of(number: i32) -> i32 {
    let first: Day = day(FIRST).parse().expect("a day");
    let (year, month, _) = first.plus_days(number.into()).expect("a day of the calendar").ymd();
    12 * year + i32::try_from(month).expect("a month")
}

pub(crate) fn relative(draw: &mut Draw, base: &Base) -> Query {
    let (town, club) = (draw.below(TOWNS.len()), draw.below(CLUBS.len()));
    match draw.below(8) {
        6 | 7 if base.facts.iter().any(|fact| fact.relation == Relation::Party) => {
            let (text, passes) = near_words(draw, FEAST);
            near_facts(town, &text, Relation::Party, |_| true, passes)
        }
        2 => {
            let who = draw.below(PEOPLE.len());
            let (name, of) = (PEOPLE[who], CLUBS[club]);
            let text = format!("visits to {} while {name} was a member of {of}", TOWNS[town]);
            visits("while", text, move |scene, fact, visit| {
                fact.what == town && scene.member_during(who, club, visit.span())
            })
        }
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

type Near = Box<dyn Fn(One, &[(usize, One)], usize) -> bool>;

/// Words of time before what is said, and what they ask.
fn near_words(draw: &mut Draw, said: &str) -> (String, Near) {
    let days = 1 + i32::try_from(draw.below(4)).expect("small");
    let (word, passes) = *draw.one(&WORDS);
    let text = format!("{} {said}", word.replace('N', &days.to_string()));
    (text, Box::new(move |one, others, own| passes(one, others, own, days)))
}

fn near_visits(draw: &mut Draw, town: usize) -> Query {
    let who = draw.below(PEOPLE.len());
    let (text, passes) = near_words(draw, &format!("(visits by {})", PEOPLE[who]));
    near_facts(town, &text, Relation::Visit, move |fact| fact.who == who, passes)
}

/// Visits that are near other facts.
fn near_facts(
    town: usize,
    text: &str,
    of: Relation,
    is_meant: impl Fn(&Fact) -> bool + 'static,
    passes: Near,
) -> Query {
    let text = format!("visits to {} {text}", TOWNS[town]);
    Query::new("relative to facts", text, move |base, world| {
        let scene = Scene { base, world };
        let meant = |(_, fact, _): &(usize, &Fact, One)| is_meant(fact);
        let others: Vec<(usize, One)> = scene.facts(of).filter(meant).map(|(at, _, one)| (at, one)).collect();
        scene.those(Relation::Visit, |at, fact, one| fact.what == town && passes(one, &others, at))
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
        2 => paired(draw),
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

/// A visit and a lesson of one person, the lesson perhaps after the visit and not too late.
fn paired(draw: &mut Draw) -> Query {
    let days = i32::try_from(1 + draw.below(30)).expect("a small number");
    let (joined, within) = match draw.below(3) {
        0 => ("and".to_owned(), None),
        1 => ("followed by".to_owned(), Some(i32::MAX)),
        _ => (format!("followed within {days} days by"), Some(days)),
    };
    let passes = move |visit: One, lesson: One| {
        within.is_none_or(|days| visit.end < lesson.start && lesson.start - visit.end <= days)
    };
    let text = format!("pairs of visits by ?x {joined} lessons by ?x");
    Query::new("pairs", text, move |base, world| pairs(base, world, passes)).facts()
}

fn pairs(base: &Base, world: &World, passes: impl Fn(One, One) -> bool + Copy) -> Truth {
    let scene = Scene { base, world };
    let with = move |(at, fact, visit): (usize, &Fact, One)| {
        let who = fact.who;
        let lessons = scene.facts(Relation::Lesson);
        let lessons = lessons.filter(move |(_, lesson, one)| lesson.who == who && passes(visit, *one));
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
