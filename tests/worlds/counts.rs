//! Counts: whole, for each unit of time, for each that fills a role.

use crate::base::{Base, CLUBS, PEOPLE, Relation, TOWNS};
use crate::dates::{FEBRUARY, FIRST, JANUARY, LAST, MARCH, day};
use crate::draw::Draw;
use crate::nested::nested;
use crate::queries::{Query, Truth};
use crate::scene::{Scene, Span, distinct, persons};
use crate::sets::{clauses, sets};
use crate::time;

pub(crate) fn counts(draw: &mut Draw, base: &Base) -> Query {
    let town = draw.below(TOWNS.len());
    // What has no first day is counted from the first that is known.
    match draw.below(if base.is_bounded() { 9 } else { 5 }) {
        0 => count(&sets(draw, base)),
        1 => count(&clauses(draw, base)),
        2 => count(&nested(draw, base)),
        3 => {
            let time = time::of_event(draw);
            Query::new("per role", format!("count visits{} per town", time.text), move |base, world| {
                let visits =
                    || Scene { base, world }.facts(Relation::Visit).filter(|(.., one)| (time.test)(*one));
                per_town(|town| distinct(visits().filter(|(_, fact, _)| fact.what == town)))
            })
        }
        4 => of_join(draw),
        5 => per_month(draw),
        6 => at_the_end_of_each_month(draw),
        7 => Query::new("per two", "count visits per visitor per town".to_owned(), |base, world| {
            let each = (0..PEOPLE.len()).flat_map(|who| (0..TOWNS.len()).map(move |town| (who, town)));
            let here = |(who, town): (usize, usize)| {
                let visits = Scene { base, world }.facts(Relation::Visit);
                let count = distinct(visits.filter(|(_, fact, _)| (fact.who, fact.what) == (who, town)));
                (format!("{} {}", PEOPLE[who], TOWNS[town]), count)
            };
            parts(each.map(here))
        }),
        _ => Query::new(
            "per unit, events",
            format!("count visits to {} per day", TOWNS[town]),
            move |base, world| {
                let on = |number: i32| {
                    let visits = Scene { base, world }.facts(Relation::Visit);
                    let here = visits.filter(|(_, fact, one)| {
                        fact.what == town && one.start <= number && number <= one.end
                    });
                    (day(number), distinct(here))
                };
                parts((FIRST..=base.today).map(on))
            },
        ),
    }
}

/// How many answers a query has.
fn count(query: &Query) -> Query {
    let answer = query.answer.clone();
    Query::new("count", format!("count {}", query.text), move |base, world| match answer(base, world) {
        Truth::Keys(keys) => Truth::Number(i64::try_from(keys.len()).expect("few")),
        other => other,
    })
}

fn per_month(draw: &mut Draw) -> Query {
    let club = draw.below(CLUBS.len());
    Query::new(
        "per unit, states",
        format!("count members of {} per month", CLUBS[club]),
        move |base, world| {
            let holds = |(first, last): Span| {
                let all = Scene { base, world }.facts(Relation::Membership);
                let here = all.filter(|(_, fact, one)| {
                    fact.what == club && one.start <= base.today && one.start <= last && first <= one.end
                });
                persons(here)
            };
            let march = if base.today > FEBRUARY.1 { holds(MARCH) } else { 0 };
            parts([("2024-02".to_owned(), holds(FEBRUARY)), ("2024-03".to_owned(), march)])
        },
    )
}

/// What held on the last day of each month that has ended.
fn at_the_end_of_each_month(draw: &mut Draw) -> Query {
    let club = draw.below(CLUBS.len());
    let text = format!("count members of {} at the end of each month", CLUBS[club]);
    Query::new("at the end of each", text, move |base, world| {
        let holds = |(_, last): Span| {
            let all = Scene { base, world }.facts(Relation::Membership);
            persons(all.filter(|(_, fact, one)| {
                fact.what == club && one.start <= last && last <= one.end && last <= base.today
            }))
        };
        parts([("2024-01".to_owned(), holds(JANUARY)), ("2024-02".to_owned(), holds(FEBRUARY))])
    })
}

/// A join, counted for each that fills a role.
fn of_join(draw: &mut Draw) -> Query {
    let club = draw.below(CLUBS.len());
    let a = draw.day(FIRST, LAST);
    let text = format!("count visits by members of {} since {} per town", CLUBS[club], day(a));
    Query::new("count of a join", text, move |base, world| {
        let scene = Scene { base, world };
        per_town(|town| {
            let here = scene.facts(Relation::Visit).filter(|(_, fact, visit)| {
                fact.what == town && visit.end >= a && scene.member_during(fact.who, club, visit.span())
            });
            distinct(here)
        })
    })
}

fn per_town(count: impl Fn(usize) -> usize) -> Truth {
    parts((0..TOWNS.len()).map(|town| (TOWNS[town].to_owned(), count(town))))
}

fn parts(parts: impl IntoIterator<Item = (String, usize)>) -> Truth {
    let part = |(part, count): (String, usize)| (part, i64::try_from(count).expect("few"));
    Truth::Parts(parts.into_iter().map(part).collect())
}
