//! Queries of one operator, each with its own answer in one world, worked out fact by fact.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use crate::base::{Base, CLUBS, PEOPLE, Relation, TOWNS, World};
use crate::dates::day;
use crate::draw::Draw;
use crate::fact::{Fact, One};
use crate::time::{self, Time};

/// What is true in one world.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Truth {
    Keys(BTreeSet<String>),
    Number(i64),
    Parts(BTreeMap<String, i64>),
    So(bool),
    /// The question does not arise.
    Nothing,
    /// The first and last day of each stretch.
    Spans(BTreeSet<(i32, i32)>),
}

type Compared = fn(i64, i64) -> bool;

const AMOUNTS: [(&str, Compared); 4] = [
    ("over", |value, amount| value > amount),
    ("under", |value, amount| value < amount),
    ("at least", |value, amount| value >= amount),
    ("at most", |value, amount| value <= amount),
];

const LENGTHS: [(&str, Compared); 4] = [
    ("more than", |length, days| length > days),
    ("less than", |length, days| length < days),
    ("at least", |length, days| length >= days),
    ("at most", |length, days| length <= days),
];

pub(crate) type Answer = Rc<dyn Fn(&Base, &World) -> Truth>;

/// A query with its answer.
#[derive(Clone)]
pub(crate) struct Query {
    /// The operators, for the report.
    pub(crate) op: &'static str,
    pub(crate) text: String,
    /// What is to be defined before it.
    pub(crate) defined: Vec<&'static str>,
    pub(crate) answer: Answer,
    /// Whether no fact is used twice and no derivations merge, so that nothing may be marked too weakly.
    pub(crate) exact: bool,
    /// Whether facts are the answers.
    pub(crate) facts: bool,
    /// Whether a *no* has something to rest on, declared or denied; of questions.
    pub(crate) deniable: Option<Grounds>,
}

pub(crate) type Grounds = Rc<dyn Fn(&Base) -> bool>;

impl Query {
    pub(crate) fn new(
        op: &'static str,
        text: String,
        answer: impl Fn(&Base, &World) -> Truth + 'static,
    ) -> Self {
        Query {
            op,
            text,
            defined: Vec::new(),
            answer: Rc::new(answer),
            exact: false,
            facts: false,
            deniable: None,
        }
    }

    /// The same as it was known on a day.
    pub(crate) fn known_on(self, known: i32) -> Self {
        Query { text: format!("{} as known on {}", self.text.trim_end_matches('?'), day(known)), ..self }
    }

    /// The same where order matters: of accounts that contradict each other, the one that leads decides.
    pub(crate) fn ordered(self) -> Self {
        let answer = self.answer;
        let answer = move |base: &Base, world: &World| {
            if base.is_contradicted() { Truth::Nothing } else { answer(base, world) }
        };
        Query { answer: Rc::new(answer), ..self }
    }

    pub(crate) fn facts(self) -> Self {
        Query { facts: true, ..self }
    }

    pub(crate) fn deniable(self, grounds: impl Fn(&Base) -> bool + 'static) -> Self {
        Query { deniable: Some(Rc::new(grounds)), ..self }
    }

    pub(crate) fn exact(self) -> Self {
        Query { exact: true, ..self }
    }
}

/// The facts of a relation that are so, each with its number; one of several days comes with each of them.
pub(crate) fn facts<'a>(
    base: &'a Base,
    world: &'a World,
    relation: Relation,
) -> impl Iterator<Item = (usize, &'a Fact, One)> {
    base.facts
        .iter()
        .zip(world)
        .enumerate()
        .filter(move |(_, (fact, _))| fact.relation == relation)
        .flat_map(|(at, (fact, way))| way.iter().map(move |one| (at, fact, *one)))
}

pub(crate) fn name(at: usize) -> String {
    PEOPLE[at].to_owned()
}

pub(crate) fn id(at: usize) -> String {
    format!("f{at}")
}

pub(crate) fn keys(keys: impl IntoIterator<Item = String>) -> Truth {
    Truth::Keys(keys.into_iter().collect())
}

/// The people of whom some fact about that thing passes.
fn people(base: &Base, world: &World, relation: Relation, what: usize, time: &Time) -> BTreeSet<usize> {
    facts(base, world, relation)
        .filter(|(_, fact, one)| fact.what == what && (time.test)(*one))
        .map(|(_, fact, _)| fact.who)
        .collect()
}

fn named(people: &BTreeSet<usize>) -> Truth {
    keys(people.iter().map(|at| name(*at)))
}

/// Selections, answering people and facts.
pub(crate) fn select(draw: &mut Draw, today: i32) -> Query {
    let (club, town, who) = (draw.below(CLUBS.len()), draw.below(TOWNS.len()), draw.below(PEOPLE.len()));
    let (state, event) = (time::of_state(draw, today), time::of_event(draw));
    match draw.below(6) {
        0 => Query::new(
            "select, people",
            format!("members of {}{}", CLUBS[club], state.text),
            move |base, world| named(&people(base, world, Relation::Membership, club, &state)),
        )
        .exact(),
        1 => Query::new(
            "select, facts",
            format!("memberships of {}{}", PEOPLE[who], state.text),
            move |base, world| {
                let passes = |(_, fact, one): &(usize, &Fact, One)| fact.who == who && (state.test)(*one);
                keys(facts(base, world, Relation::Membership).filter(passes).map(|(at, ..)| id(at)))
            },
        )
        .facts()
        .exact(),
        2 => Query::new(
            "select, people",
            format!("visitors to {}{}", TOWNS[town], event.text),
            move |base, world| named(&people(base, world, Relation::Visit, town, &event)),
        ),
        3 => Query::new(
            "select, facts",
            format!("visits to {}{}", TOWNS[town], event.text),
            move |base, world| {
                let passes = |(_, fact, one): &(usize, &Fact, One)| fact.what == town && (event.test)(*one);
                keys(facts(base, world, Relation::Visit).filter(passes).map(|(at, ..)| id(at)))
            },
        )
        .facts()
        .exact(),
        4 => former(club, today),
        _ => edge(draw, club, today),
    }
}

fn former(club: usize, today: i32) -> Query {
    Query::new("former", format!("former members of {}", CLUBS[club]), move |base, world| {
        let of_club = |test: &dyn Fn(One) -> bool| -> BTreeSet<usize> {
            facts(base, world, Relation::Membership)
                .filter(|(_, fact, one)| fact.what == club && test(*one))
                .map(|(_, fact, _)| fact.who)
                .collect()
        };
        let over = of_club(&|one| one.end < today);
        let now = of_club(&|one| one.start <= today && today <= one.end);
        named(&over.difference(&now).copied().collect())
    })
}

/// `who joined`, `who left`.
fn edge(draw: &mut Draw, club: usize, today: i32) -> Query {
    let joined = draw.once_in(2);
    let of_edge: fn(One) -> i32 = if joined { |one| one.start } else { |one| one.end };
    let time = time::of_edge(draw, today, of_edge);
    let verb = if joined { "joined" } else { "left" };
    Query::new("edges of states", format!("who {verb} {}{}?", CLUBS[club], time.text), move |base, world| {
        named(&people(base, world, Relation::Membership, club, &time))
    })
    .exact()
}

/// Comparators on values, alone and with a time.
pub(crate) fn values(draw: &mut Draw) -> Query {
    let amount = 10 * i64::try_from(1 + draw.below(5)).expect("small");
    let time = time::of_event(draw);
    let (word, test) = *draw.one(&AMOUNTS);
    Query::new("values", format!("fees {word} {amount} coins{}", time.text), move |base, world| {
        let passes = |(_, _, one): &(usize, &Fact, One)| test(one.value, amount) && (time.test)(*one);
        keys(facts(base, world, Relation::Fee).filter(passes).map(|(at, ..)| id(at)))
    })
    .facts()
    .exact()
}

/// `highest amount of fees`, ties kept.
pub(crate) fn best(draw: &mut Draw) -> Query {
    let highest = draw.once_in(2);
    let word = if highest { "highest" } else { "lowest" };
    Query::new("highest", format!("{word} amount of fees"), move |base, world| {
        let all: Vec<(usize, i64)> =
            facts(base, world, Relation::Fee).map(|(at, _, one)| (at, one.value)).collect();
        let values = all.iter().map(|(_, value)| *value);
        let best = if highest { values.max() } else { values.min() };
        keys(all.iter().filter(|(_, value)| Some(*value) == best).map(|(at, _)| id(*at)))
    })
    .facts()
}

/// Sums and means of fees that are all so.
pub(crate) fn figures(draw: &mut Draw) -> Query {
    let measure = *draw.one(&["total", "average", "median"]);
    Query::new("figures", format!("{measure} amount of fees"), move |base, world| {
        let mut values: Vec<i64> = facts(base, world, Relation::Fee).map(|(.., one)| one.value).collect();
        values.sort_unstable();
        let count = i64::try_from(values.len()).expect("few");
        let sum: i64 = values.iter().sum();
        // In sixtieths, so that means and medians of up to six are whole numbers.
        Truth::Number(match measure {
            _ if values.is_empty() => 0,
            "total" => 60 * sum,
            "average" => 60 * sum / count,
            _ => 30 * (values[(values.len() - 1) / 2] + values[values.len() / 2]),
        })
    })
}

/// The first, the last, the Nth; ties of one day stay.
pub(crate) fn pick(draw: &mut Draw) -> Query {
    one_of_picks(draw).ordered()
}

fn one_of_picks(draw: &mut Draw) -> Query {
    let count = 1 + draw.below(3);
    let town = draw.below(TOWNS.len());
    let club = draw.below(CLUBS.len());
    let last = draw.once_in(2);
    let end = if last { "last" } else { "first" };
    match draw.below(4) {
        0 => Query::new(
            "first and last, facts",
            format!("{end} {count} visits to {}", TOWNS[town]),
            move |base, world| {
                let all = dated(base, world, Relation::Visit, town, last);
                let all: Vec<(String, i32)> = all.iter().map(|(at, (_, day))| (id(*at), *day)).collect();
                keys(first(&all, count, last))
            },
        )
        .facts()
        .exact(),
        1 => Query::new(
            "first and last, people",
            format!("{end} {count} visitors to {}", TOWNS[town]),
            move |base, world| keys(first(&by_person(base, world, Relation::Visit, town, last), count, last)),
        ),
        2 => Query::new(
            "first and last, people",
            format!("{end} {count} members of {}", CLUBS[club]),
            move |base, world| {
                keys(first(&by_person(base, world, Relation::Membership, club, last), count, last))
            },
        )
        .exact(),
        _ => {
            let ordinal = ["1st", "2nd", "3rd"][count - 1];
            Query::new("the Nth", format!("{ordinal} visit to {}", TOWNS[town]), move |base, world| {
                let all = dated(base, world, Relation::Visit, town, false);
                let days: BTreeSet<i32> = all.values().map(|(_, day)| *day).collect();
                let wanted = days.iter().nth(count - 1).copied();
                keys(all.iter().filter(|(_, (_, day))| Some(*day) == wanted).map(|(at, _)| id(*at)))
            })
            .facts()
        }
    }
}

/// The facts that began by today, each with its first day, or with the last on which it began.
fn dated(
    base: &Base,
    world: &World,
    relation: Relation,
    what: usize,
    last: bool,
) -> BTreeMap<usize, (usize, i32)> {
    let mut found: BTreeMap<usize, (usize, i32)> = BTreeMap::new();
    let begun = |(_, fact, one): &(usize, &Fact, One)| fact.what == what && one.start <= base.today;
    for (at, fact, one) in facts(base, world, relation).filter(begun) {
        let (_, day) = found.entry(at).or_insert((fact.who, one.start));
        *day = if last { one.start.max(*day) } else { one.start.min(*day) };
    }
    found
}

/// Each person by the first of the days, or the last.
fn by_person(base: &Base, world: &World, relation: Relation, what: usize, last: bool) -> Vec<(String, i32)> {
    let mut found: BTreeMap<usize, i32> = BTreeMap::new();
    for (who, day) in dated(base, world, relation, what, last).into_values() {
        let best = found.entry(who).or_insert(day);
        *best = if last { day.max(*best) } else { day.min(*best) };
    }
    found.into_iter().map(|(who, day)| (name(who), day)).collect()
}

/// Those before which fewer than `count` come.
fn first(all: &[(String, i32)], count: usize, last: bool) -> Vec<String> {
    let place = |day: i32| if last { -day } else { day };
    let earlier = |day: i32| all.iter().filter(|(_, other)| place(*other) < place(day)).count();
    all.iter().filter(|(_, day)| earlier(*day) < count).map(|(key, _)| key.clone()).collect()
}

/// How long a state lasted, until today.
pub(crate) fn duration(draw: &mut Draw, today: i32) -> Query {
    let club = draw.below(CLUBS.len());
    let days = 2 + i64::try_from(draw.below(6)).expect("small");
    let (word, test) = *draw.one(&LENGTHS);
    let (unit, of) = *draw.one(&[("days", 1), ("weeks", 7)]);
    Query::new(
        "lengths",
        format!("memberships of {} ever for {word} {days} {unit}", CLUBS[club]),
        move |base, world| {
            let passes = |(_, fact, one): &(usize, &Fact, One)| {
                fact.what == club
                    && one.start <= today
                    && test(i64::from(one.end.min(today) - one.start + 1), of * days)
            };
            keys(facts(base, world, Relation::Membership).filter(passes).map(|(at, ..)| id(at)))
        },
    )
    .facts()
    .exact()
}
