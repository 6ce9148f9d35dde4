//! `and`, `or`, `but not`, and relative clauses, with and without *not* and *never*.

use crate::base::{Base, CLUBS, TOWNS, World};
use crate::draw::Draw;
use crate::queries::Query;
use crate::scene::{Scene, Span, meet, people, without};
use crate::time::{self, Time};

/// The periods of one person in a club that pass, within the days in which they count.
fn periods(scene: Scene<'_>, who: usize, club: usize, time: &Time) -> Vec<Span> {
    let within = |days: Span| time.window.map_or(Some(days), |window| meet(days, window));
    scene
        .memberships(who, club)
        .filter(|one| (time.test)(*one))
        .filter_map(|one| within(one.span()))
        .collect()
}

/// Clubs that are joined, day by day.
pub(crate) fn sets(draw: &mut Draw, base: &Base) -> Query {
    let time = time::of_state(draw, base.today);
    let text = |word: &str| format!("members of {} {word} {}{}", CLUBS[0], CLUBS[1], time.text);
    match draw.below(3) {
        0 => asking("and", text("and"), move |scene, who| {
            let second = periods(scene, who, 1, &time);
            let meets = |one: &Span| second.iter().any(|other| meet(*one, *other).is_some());
            periods(scene, who, 0, &time).iter().any(meets)
        }),
        1 => asking("or", text("or"), move |scene, who| {
            [0, 1].iter().any(|club| !periods(scene, who, *club, &time).is_empty())
        }),
        _ => asking("but not", text("but not"), move |scene, who| {
            let taken = periods(scene, who, 1, &time);
            periods(scene, who, 0, &time).iter().any(|one| !without(*one, &taken).is_empty())
        }),
    }
}

/// A query for the people of whom something is true.
fn asking(op: &'static str, text: String, passes: impl Fn(Scene<'_>, usize) -> bool + 'static) -> Query {
    Query::new(op, text, move |base: &Base, world: &World| people(|who| passes(Scene { base, world }, who)))
}

/// What is said of people.
pub(crate) fn clauses(draw: &mut Draw, _: &Base) -> Query {
    let (town, club) = (draw.below(TOWNS.len()), draw.below(CLUBS.len()));
    let (a, b) = (CLUBS[club], CLUBS[1 - club]);
    let (here, there) = (TOWNS[town], TOWNS[1 - town]);
    match draw.below(8) {
        0 => asking("clauses", format!("people who visited {here} and joined {a}"), move |scene, who| {
            scene.has_visited(who, town) && scene.was_member(who, club)
        }),
        1 => asking(
            "never",
            format!("visitors to {here} that have never visited {there}"),
            move |scene, who| scene.visits(who, town).next().is_some() && !scene.has_visited(who, 1 - town),
        ),
        2 => asking(
            "never",
            format!("members of {a} that have never been members of {b}"),
            move |scene, who| scene.is_member(who, club) && !scene.was_member(who, 1 - club),
        ),
        3 => asking("not", format!("members of {a} that are not members of {b}"), move |scene, who| {
            scene.is_member(who, club) && !scene.is_member(who, 1 - club)
        }),
        4 => asking("never", format!("people who have never left {a}"), move |scene, who| {
            scene.was_member(who, club) && !scene.has_left(who, club)
        }),
        5 => asking("clauses", format!("members of {a} that have been members of {b}"), move |scene, who| {
            scene.is_member(who, club) && scene.was_member(who, 1 - club)
        }),
        6 => asking(
            "clauses",
            format!("people who are members of {a} and visited {here}"),
            move |scene, who| scene.is_member(who, club) && scene.has_visited(who, town),
        ),
        _ => asking("not", format!("members of {a} that have not visited {here}"), move |scene, who| {
            scene.is_member(who, club) && !scene.has_visited(who, town)
        }),
    }
}
