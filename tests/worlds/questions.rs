//! Questions of yes or no, with what a *no* may rest on; and when something was not so.

use std::collections::BTreeSet;

use crate::base::{Base, CLUBS, PEOPLE, Relation, TOWNS, World};
use crate::dates::{FEBRUARY, FIRST, JANUARY, LAST, MARCH, day};
use crate::draw::Draw;
use crate::fact::{Claim, One};
use crate::queries::{Query, Truth, keys};
use crate::scene::{Scene, Span, meet, without};

/// Whether some account denies that this person was there.
fn denied(base: &Base, relation: Relation, who: usize, what: usize) -> bool {
    base.facts
        .iter()
        .filter(|fact| (fact.relation, fact.who, fact.what) == (relation, who, what))
        .any(|fact| fact.accounts.iter().any(|account| account.claim == Claim::Denied))
}

/// A question about a membership, which coverage until that day may deny.
fn of_member(
    text: String,
    (who, club): (usize, usize),
    asked: i32,
    so: impl Fn(Scene<'_>) -> bool + 'static,
) -> Query {
    Query::new("yes or no", text, move |base: &Base, world: &World| Truth::So(so(Scene { base, world })))
        .deniable(move |base| base.is_covered(club, asked) || denied(base, Relation::Membership, who, club))
}

/// `is Ann a member of Chess?`, `did Ann visit Hill?`, `did any person visit Hill?`
pub(crate) fn yes_no(draw: &mut Draw, base: &Base) -> Query {
    let today = base.today;
    let (who, club, town) = (draw.below(PEOPLE.len()), draw.below(CLUBS.len()), draw.below(TOWNS.len()));
    let d = draw.day(FIRST, LAST);
    let (name, of, on) = (PEOPLE[who], CLUBS[club], day(d));
    let member = |text: String, asked: i32, test: fn(One, i32, i32) -> bool| {
        of_member(text, (who, club), asked, move |scene| {
            scene.memberships(who, club).any(|one| test(one, d, scene.base.today))
        })
    };
    match draw.below(10) {
        0 => member(format!("is {name} a member of {of}"), today, |one, _, now| {
            one.start <= now && now <= one.end
        }),
        1 => member(format!("was {name} a member of {of} on {on}"), d, |one, d, _| {
            one.start <= d && d <= one.end
        }),
        2 => member(format!("was {name} a member of {of}"), today, |one, _, now| one.start <= now),
        3 => member(format!("did {name} join {of} on {on}"), d, |one, d, now| one.start == d && d <= now),
        4 => member(format!("did {name} leave {of} since {on}"), today, |one, d, now| {
            d <= one.end && one.end <= now
        }),
        5 => member(format!("has {name} been a member of {of} since {on}"), today, |one, d, now| {
            one.start <= d && now <= one.end && d <= now
        }),
        6 => {
            let text = format!("is every member of {of} a member of {}", CLUBS[1 - club]);
            Query::new("every", text, move |base, world| {
                let scene = Scene { base, world };
                let mut all = (0..PEOPLE.len()).filter(|who| scene.is_member(*who, club)).peekable();
                if all.peek().is_none() {
                    return Truth::Nothing;
                }
                Truth::So(all.all(|who| scene.is_member(who, 1 - club)))
            })
        }
        // That one of them did not says nothing of the others.
        7 => Query::new("yes or no", format!("did any person join {of}"), move |base, world| {
            let scene = Scene { base, world };
            let mut joined = (0..PEOPLE.len()).flat_map(|who| scene.memberships(who, club));
            Truth::So(joined.any(|one| one.start <= base.today))
        })
        .deniable(move |base| base.is_covered(club, today)),
        8 => Query::new("yes or no", format!("did any person visit {}", TOWNS[town]), move |base, world| {
            let scene = Scene { base, world };
            Truth::So((0..PEOPLE.len()).any(|who| scene.has_visited(who, town)))
        })
        .deniable(|_| false),
        _ => Query::new("yes or no", format!("did {name} visit {}", TOWNS[town]), move |base, world| {
            Truth::So(Scene { base, world }.has_visited(who, town))
        })
        .deniable(move |base| denied(base, Relation::Visit, who, town)),
    }
}

/// `when was Ann not a member of Chess`, `gaps in memberships of Ann in Chess`
pub(crate) fn gaps(draw: &mut Draw, base: &Base) -> Query {
    let recorded: Vec<(usize, usize)> = base
        .facts
        .iter()
        .filter(|fact| fact.relation == Relation::Membership)
        .map(|fact| (fact.who, fact.what))
        .collect();
    let (who, club) = if recorded.is_empty() { (0, 0) } else { *draw.one(&recorded) };
    let since = draw.once_in(3).then(|| draw.day(FIRST, base.today));
    let said = since.map_or(String::new(), |since| format!(" since {}", day(since)));
    if draw.once_in(2) {
        let text = format!("when was {} not a member of {}{said}", PEOPLE[who], CLUBS[club]);
        return Query::new("when not", text, move |base, world| {
            let whole = (since.unwrap_or(i32::MIN), base.today);
            Truth::Spans(absences(Scene { base, world }, who, club, whole))
        });
    }
    let text = format!("gaps in memberships of {} in {}{said}", PEOPLE[who], CLUBS[club]);
    Query::new("gaps", text, move |base, world| {
        let scene = Scene { base, world };
        let held: Vec<Span> = scene.memberships(who, club).map(One::span).collect();
        let first = held.iter().map(|one| one.1).min().unwrap_or(i32::MAX);
        let last = held.iter().map(|one| one.0).max().unwrap_or(i32::MIN);
        let all = absences(scene, who, club, (i32::MIN, base.today));
        let between = all.into_iter().filter(|(start, end)| first < *start && *end < last);
        let window = (since.unwrap_or(i32::MIN), base.today);
        Truth::Spans(between.filter_map(|gap| meet(gap, window)).collect())
    })
}

/// The stretches of days without a membership.
fn absences(scene: Scene<'_>, who: usize, club: usize, whole: Span) -> BTreeSet<Span> {
    let held: Vec<Span> = scene.memberships(who, club).map(One::span).collect();
    without(whole, &held).into_iter().collect()
}

/// `in which month was Ann a member of Chess`
pub(crate) fn units(draw: &mut Draw, base: &Base) -> Query {
    // Months without end are not named one by one.
    if !base.is_bounded() {
        return yes_no(draw, base);
    }
    let (who, club, town) = (draw.below(PEOPLE.len()), draw.below(CLUBS.len()), draw.below(TOWNS.len()));
    let months = |spans: &[Span]| {
        let named = [("2024-01", JANUARY), ("2024-02", FEBRUARY), ("2024-03", MARCH)];
        keys(
            named
                .iter()
                .filter(|(_, month)| spans.iter().any(|span| meet(*span, *month).is_some()))
                .map(|(name, _)| (*name).to_owned()),
        )
    };
    if draw.once_in(2) {
        let text = format!("in which month did {} visit {}", PEOPLE[who], TOWNS[town]);
        return Query::new("units", text, move |base, world| {
            let visits = Scene { base, world }.visits(who, town).filter(|one| one.start <= base.today);
            months(&visits.map(|one| (one.start, one.end.min(base.today))).collect::<Vec<_>>())
        });
    }
    let text = format!("in which month did {} join {}", PEOPLE[who], CLUBS[club]);
    Query::new("units", text, move |base, world| {
        let joined = Scene { base, world }.memberships(who, club).map(|one| (one.start, one.start));
        let past = |one: &Span| one.0 <= base.today;
        months(&joined.filter(past).collect::<Vec<_>>())
    })
}
