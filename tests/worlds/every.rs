//! `every` after a verb: those that are so with each of several things, and whether somebody is.

use crate::base::{Base, CLUBS, PEOPLE, Relation, TOWNS, World};
use crate::draw::Draw;
use crate::queries::{Query, Truth};
use crate::scene::{Scene, people};

type Passes = fn(Scene<'_>, usize, usize) -> bool;

/// Whether somebody has taught somebody by today.
fn has_taught(scene: Scene<'_>, teacher: usize, pupil: usize) -> bool {
    let by_today = |one: crate::fact::One| one.start <= scene.base.today;
    scene
        .facts(Relation::Lesson)
        .any(|(_, fact, one)| fact.who == teacher && fact.what == pupil && by_today(one))
}

/// Which things each should be with, and what it is to be so with one of them.
struct Asked {
    op: &'static str,
    verb: String,
    question: String,
    things: Box<dyn Fn(Scene<'_>) -> Vec<usize>>,
    passes: Passes,
    /// Whether the things are people too.
    of_people: bool,
}

fn asked(draw: &mut Draw) -> Asked {
    let (club, owner) = (draw.below(CLUBS.len()), draw.below(PEOPLE.len()));
    match draw.below(3) {
        0 => Asked {
            op: "every town",
            verb: "visited every town".to_owned(),
            question: "visit every town".to_owned(),
            things: Box::new(|_| (0..TOWNS.len()).collect()),
            passes: |scene, who, town| scene.has_visited(who, town),
            of_people: false,
        },
        1 => Asked {
            op: "every member",
            verb: format!("taught all members of {}", CLUBS[club]),
            question: format!("teach each member of {}", CLUBS[club]),
            things: Box::new(move |scene| {
                (0..PEOPLE.len()).filter(|who| scene.is_member(*who, club)).collect()
            }),
            passes: has_taught,
            of_people: true,
        },
        _ => Asked {
            op: "every society",
            verb: format!("joined every society of {}", PEOPLE[owner]),
            question: format!("join every society of {}", PEOPLE[owner]),
            things: Box::new(move |scene| {
                (0..CLUBS.len()).filter(|club| scene.is_member(owner, *club)).collect()
            }),
            passes: |scene, who, club| scene.was_member(who, club),
            of_people: false,
        },
    }
}

pub(crate) fn every(draw: &mut Draw, _: &Base) -> Query {
    let Asked { op, verb, question, things, passes, of_people } = asked(draw);
    let with_all = move |scene: Scene<'_>, who: usize| -> Option<bool> {
        let all = things(scene);
        // Nobody has to be so with himself.
        let others: Vec<usize> = all.iter().copied().filter(|thing| !of_people || *thing != who).collect();
        let with = |thing: &usize| passes(scene, who, *thing);
        (!all.is_empty()).then(|| others.iter().all(with) && all.iter().any(with))
    };
    if draw.once_in(3) {
        let who = draw.below(PEOPLE.len());
        let text = format!("did {} {question}?", PEOPLE[who]);
        return Query::new(op, text, move |base: &Base, world: &World| {
            // Of nothing at all it is neither so nor not so.
            with_all(Scene { base, world }, who).map_or(Truth::Nothing, Truth::So)
        });
    }
    let text = format!("people who {}{verb}", if draw.once_in(4) { "have " } else { "" });
    Query::new(op, text, move |base: &Base, world: &World| {
        people(|who| with_all(Scene { base, world }, who) == Some(true))
    })
}
