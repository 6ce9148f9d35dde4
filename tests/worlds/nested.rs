//! A phrase inside another: a state is taken at the time of the fact around it.

use crate::base::{Base, CLUBS, PEOPLE, Relation, TOWNS, World};
use crate::dates::{FIRST, LAST, day};
use crate::draw::Draw;
use crate::fact::{Fact, One};
use crate::queries::{Query, facts, id, keys};
use crate::scene::{Scene, Span, meet, people, without};
use crate::time;

/// A query for the visits of which something is true.
pub(crate) fn visits(
    op: &'static str,
    text: String,
    passes: impl Fn(Scene<'_>, &Fact, One) -> bool + 'static,
) -> Query {
    Query::new(op, text, move |base: &Base, world: &World| {
        let scene = Scene { base, world };
        scene.those(Relation::Visit, |_, fact, one| passes(scene, fact, one))
    })
    .facts()
}

pub(crate) fn nested(draw: &mut Draw, base: &Base) -> Query {
    let (club, town) = (draw.below(CLUBS.len()), draw.below(TOWNS.len()));
    let time = time::of_event(draw);
    let (a, b) = (CLUBS[club], CLUBS[1 - club]);
    match draw.below(6) {
        0 | 1 => visits("nested state", format!("visits by members of {a}"), move |scene, fact, visit| {
            scene.member_during(fact.who, club, visit.span())
        })
        .exact(),
        2 => {
            let text = format!("visits to {} by (members of {a} now){}", TOWNS[town], time.text);
            visits("nested state, its own time", text, move |scene, fact, visit| {
                fact.what == town && (time.test)(visit) && scene.is_member(fact.who, club)
            })
        }
        3 => {
            let text = format!("visits by (members of {a} but not {b})");
            visits("nested state, negation", text, move |scene, fact, visit| {
                let of = |club: usize| -> Vec<Span> {
                    scene
                        .memberships(fact.who, club)
                        .filter_map(|one| meet(one.span(), visit.span()))
                        .collect()
                };
                let taken = of(1 - club);
                of(club).iter().any(|one| !without(*one, &taken).is_empty())
            })
        }
        4 => {
            let text = format!("visits by (visitors to {}){}", TOWNS[town], time.text);
            visits("nested event", text, move |scene, fact, visit| {
                (time.test)(visit) && scene.visits(fact.who, town).next().is_some()
            })
        }
        _ => societies(draw, base),
    }
}

/// A state within a state, day by day.
fn societies(draw: &mut Draw, base: &Base) -> Query {
    let who = draw.below(PEOPLE.len());
    let time = time::of_state(draw, base.today);
    let text = format!("memberships of (societies of {}){}", PEOPLE[who], time.text);
    Query::new("state within a state", text, move |base, world| {
        let scene = Scene { base, world };
        scene.those(Relation::Membership, |_, fact, one| {
            let inside = |shared: Span| time.window.is_none_or(|window| meet(shared, window).is_some());
            let meets = |own: One| meet(own.span(), one.span()).is_some_and(inside);
            (time.test)(one) && scene.memberships(who, fact.what).any(meets)
        })
    })
    .facts()
}

/// The number of a fact of the base.
fn own_number(scene: Scene<'_>, fact: &Fact) -> usize {
    scene.base.facts.iter().position(|other| std::ptr::eq(other, fact)).expect("it is of the base")
}

/// Picks and negation over joins.
pub(crate) fn combined(draw: &mut Draw, _: &Base) -> Query {
    let (club, town) = (draw.below(CLUBS.len()), draw.below(TOWNS.len()));
    let a = draw.day(FIRST, LAST);
    if draw.once_in(3) {
        let days = 1 + i32::try_from(draw.below(3)).expect("small");
        let who = draw.below(PEOPLE.len());
        let text =
            format!("visits by members of {} within {days} days of (visits by {})", CLUBS[club], PEOPLE[who]);
        return visits("join near facts", text, move |scene, fact, visit| {
            let near = |(other, near, one): (usize, &Fact, One)| {
                let days = (one.start - days, one.end + days);
                near.who == who && own_number(scene, fact) != other && meet(visit.span(), days).is_some()
            };
            scene.member_during(fact.who, club, visit.span()) && scene.facts(Relation::Visit).any(near)
        });
    }
    if draw.once_in(2) {
        let text = format!(
            "people who visited {} since {} and are not members of {}",
            TOWNS[town],
            day(a),
            CLUBS[club]
        );
        return Query::new("join and negation", text, move |base, world| {
            let scene = Scene { base, world };
            people(|who| scene.visits(who, town).any(|one| one.end >= a) && !scene.is_member(who, club))
        });
    }
    let text = format!("first 2 visits by members of {}", CLUBS[club]);
    Query::new("first of a join", text, move |base, world| {
        let scene = Scene { base, world };
        let by_member = |fact: &Fact, visit: One| scene.member_during(fact.who, club, visit.span());
        let passing: Vec<(usize, i32)> = facts(base, world, Relation::Visit)
            .filter(|(_, fact, visit)| visit.start <= base.today && by_member(fact, *visit))
            .map(|(at, _, one)| (at, one.start))
            .collect();
        let earlier = |day: i32| passing.iter().filter(|(_, other)| *other < day).count();
        keys(passing.iter().filter(|(_, day)| earlier(*day) < 2).map(|(at, _)| id(*at)))
    })
    .facts()
    .ordered()
}
