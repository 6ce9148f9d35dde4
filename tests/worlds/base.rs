//! A small random base: what its files say, and the worlds that they allow.
//!
//! Three relations and a vocabulary of a few words: *membership* is a state, *visit* and *lesson* are events, *fee* is a
//! measure. No two facts are accounts of one thing: sources that disagree are no doubt about days.

use std::fmt::Write as _;

use crate::dates::{self, Date, EVER, FIRST, LAST};
use crate::draw::Draw;

pub(crate) const PEOPLE: [&str; 3] = ["Ann", "Ben", "Cleo"];
pub(crate) const CLUBS: [&str; 2] = ["Chess", "Choir"];
pub(crate) const TOWNS: [&str; 2] = ["Port", "Hill"];

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Relation {
    Membership,
    Visit,
    Lesson,
    Fee,
}

#[derive(Debug, Clone)]
pub(crate) struct Fact {
    pub(crate) relation: Relation,
    pub(crate) who: usize,
    /// A club, a town or a person.
    pub(crate) what: usize,
    /// Its keys of time, as a file writes them.
    written: String,
    /// Each start with its end.
    periods: Vec<(i32, i32)>,
    /// Perhaps not so at all.
    doubtful: bool,
    /// The amount as written, and the amounts that it stands for.
    value: (String, Vec<i64>),
}

/// One way in which a fact may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct One {
    pub(crate) start: i32,
    pub(crate) end: i32,
    pub(crate) value: i64,
}

/// What is so of each fact; none: it is not so at all.
pub(crate) type World = Vec<Option<One>>;

pub(crate) struct Base {
    pub(crate) facts: Vec<Fact>,
    pub(crate) today: i32,
    published: i32,
    /// Clubs whose record is declared complete and kept up to date.
    covered: Vec<bool>,
}

impl Base {
    /// A base of a few facts of these relations.
    pub(crate) fn new(relations: &[Relation], draw: &mut Draw) -> Self {
        let today = draw.day(4, 8);
        let mut base = Base {
            facts: Vec::new(),
            today,
            published: draw.day(2, today),
            covered: (0..CLUBS.len()).map(|_| draw.once_in(3)).collect(),
        };
        for _ in 0..2 + draw.below(5) {
            let fact = base.fact(*draw.one(relations), draw);
            // Two facts of one state would be accounts of one thing where they may overlap.
            let twice = |other: &Fact| {
                fact.relation == Relation::Membership
                    && (other.relation, other.who, other.what) == (fact.relation, fact.who, fact.what)
            };
            if !base.facts.iter().any(twice) {
                base.facts.push(fact);
            }
        }
        base
    }

    fn fact(&self, relation: Relation, draw: &mut Draw) -> Fact {
        let who = draw.below(PEOPLE.len());
        match relation {
            Relation::Membership => self.membership(who, draw.below(CLUBS.len()), draw),
            Relation::Visit => event(relation, who, draw.below(TOWNS.len()), draw),
            Relation::Lesson => {
                event(relation, who, (who + 1 + draw.below(PEOPLE.len() - 1)) % PEOPLE.len(), draw)
            }
            Relation::Fee => fee(who, draw),
        }
    }

    fn membership(&self, who: usize, what: usize, draw: &mut Draw) -> Fact {
        let planned = draw.once_in(12);
        let kept = self.covered[what] && !planned;
        let (written, periods, doubtful) = self.period(kept, draw);
        let written = if planned { format!("{written}\nplanned = true") } else { written };
        let value = (String::new(), vec![0]);
        Fact {
            relation: Relation::Membership,
            who,
            what,
            written,
            periods,
            doubtful: doubtful || planned,
            value,
        }
    }

    /// The keys of time of a state, its periods, and whether it is marked as doubtful; `kept` up to date or not.
    fn period(&self, kept: bool, draw: &mut Draw) -> (String, Vec<(i32, i32)>, bool) {
        let a = dates::end(draw);
        let when = |end: &str| format!("when = \"{}/{end}\"", a.written);
        let first = a.days.iter().copied().min().expect("a date has days");
        let from = |ends: &dyn Fn(i32) -> Vec<i32>| {
            a.days.iter().flat_map(|s| ends(*s).into_iter().filter(|e| e >= s).map(|e| (*s, e))).collect()
        };
        let never_before = |least: i32| (least..=LAST + 3).chain([EVER]).collect::<Vec<i32>>();
        match draw.below(12) {
            0 | 1 => {
                // It went on when its source appeared; if the record is kept up to date, it goes on still.
                let surely = self.published.max(first);
                let until = if kept { self.today + 1 } else { surely };
                (when(".."), from(&|s| never_before(until.max(s))), a.doubtful)
            }
            2 => (when(""), from(&never_before), a.doubtful),
            3 => {
                let latest = self.published.max(first);
                (format!("{}\nended = true", when("")), from(&|s| (s..=latest).collect()), a.doubtful)
            }
            4 => {
                let periods = a
                    .days
                    .iter()
                    .flat_map(|e| (e - 10..=*e).chain([-EVER]).map(|s| (s, *e)).collect::<Vec<_>>());
                (format!("when = \"../{}\"", a.written), periods.collect(), a.doubtful)
            }
            5 => {
                let d = draw.day(FIRST, LAST);
                let starts = (d - 10..=d).chain([-EVER]);
                let ends: Vec<i32> = (d..=d + 10).chain([EVER]).collect();
                let periods = starts.flat_map(|s| ends.iter().map(move |e| (s, *e))).collect();
                (format!("seen = \"{}\"", dates::day(d)), periods, false)
            }
            _ => interval(&a, draw),
        }
    }

    /// The base as the files of facts that the program reads.
    pub(crate) fn toml(&self) -> String {
        let mut text = VOCABULARY.to_owned();
        for (names, kind) in [(&PEOPLE[..], "person"), (&CLUBS[..], "club"), (&TOWNS[..], "town")] {
            for name in names {
                let id = name.to_lowercase();
                write!(text, "[entity.{id}]\nname = \"{name}\"\nkind = \"{kind}\"\n").expect("a string");
            }
        }
        let published = dates::day(self.published);
        write!(
            text,
            "[source.register]\ntitle = \"The register\"\npublished = \"{published}\"\nkind = \"official\"\n"
        )
        .expect("a string");
        for (club, _) in CLUBS.iter().zip(&self.covered).filter(|(_, covered)| **covered) {
            let club = club.to_lowercase();
            write!(
                text,
                "[[coverage]]\nrelation = \"membership\"\nroles = {{ club = \"{club}\" }}\nwhen = \"2000-01-01/..\"\nchecked = \"{published}\"\nsource = \"register\"\n"
            )
            .expect("a string");
        }
        for (number, fact) in self.facts.iter().enumerate() {
            fact.write(number, &mut text);
        }
        text
    }

    /// Every way in which one fact may be.
    fn ways(&self, fact: &Fact) -> Vec<Option<One>> {
        let each = |(start, end): &(i32, i32)| {
            let values = fact.value.1.clone();
            let (start, end) = (*start, *end);
            values.into_iter().map(move |value| Some(One { start, end, value }))
        };
        let absent = fact.doubtful.then_some(None);
        fact.periods.iter().flat_map(each).chain(absent).collect()
    }

    /// Whether every fact has a first day.
    pub(crate) fn is_bounded(&self) -> bool {
        self.facts.iter().all(|fact| fact.periods.iter().all(|(start, _)| *start > -EVER))
    }

    /// The worlds, all of them if they are few enough, else so many at random; and whether it is all.
    pub(crate) fn worlds(&self, most: usize, draw: &mut Draw) -> (Vec<World>, bool) {
        let ways: Vec<Vec<Option<One>>> = self.facts.iter().map(|fact| self.ways(fact)).collect();
        let count = ways.iter().fold(1_usize, |count, ways| count.saturating_mul(ways.len()));
        if count > most {
            let world = |_| ways.iter().map(|ways| *draw.one(ways)).collect();
            return ((0..most / 4).map(world).collect(), false);
        }
        let mut worlds: Vec<World> = vec![Vec::new()];
        for ways in &ways {
            let with = |world: &World, way: &Option<One>| world.iter().chain([way]).copied().collect();
            worlds = worlds
                .iter()
                .flat_map(|world| ways.iter().map(|way| with(world, way)).collect::<Vec<_>>())
                .collect();
        }
        (worlds, true)
    }
}

/// A period with two dates, or of one day.
fn interval(a: &Date, draw: &mut Draw) -> (String, Vec<(i32, i32)>, bool) {
    let b = dates::end(draw);
    let mut periods = Vec::new();
    for s in &a.days {
        periods.extend(b.days.iter().filter(|e| *e >= s).map(|e| (*s, *e)));
    }
    // `2024-03-02~/2024-03-01`: what `~` adds does not put two dates in order.
    let reversed = |a: &Date, b: &Date| {
        let plain = |date: &Date| if date.written.contains(['~', '%']) { date.days[1] } else { date.days[0] };
        plain(a) > b.days.iter().copied().max().unwrap_or(0)
            || plain(b) < plain(a) && b.written.contains(['~', '%'])
    };
    if periods.is_empty() || reversed(a, &b) {
        let (first, last) = (draw.day(FIRST, LAST), draw.day(FIRST, LAST));
        let (first, last) = (first.min(last), first.max(last));
        return (
            format!("when = \"{}/{}\"", dates::day(first), dates::day(last)),
            vec![(first, last)],
            false,
        );
    }
    (format!("when = \"{}/{}\"", a.written, b.written), periods, a.doubtful || b.doubtful)
}

fn event(relation: Relation, who: usize, what: usize, draw: &mut Draw) -> Fact {
    let value = (String::new(), vec![0]);
    if draw.once_in(4) {
        let a = dates::end(draw);
        let (written, periods, doubtful) = interval(&a, draw);
        return Fact { relation, who, what, written, periods, doubtful, value };
    }
    let date = dates::moment(draw);
    let written = format!("when = \"{}\"", date.written);
    let periods = date.days.iter().map(|day| (*day, *day)).collect();
    Fact { relation, who, what, written, periods, doubtful: date.doubtful, value }
}

fn fee(who: usize, draw: &mut Draw) -> Fact {
    let amount = 10 * i64::try_from(1 + draw.below(5)).expect("small");
    let more = |by: &[i64]| by.iter().map(|by| amount + by).collect::<Vec<i64>>();
    let (word, values) = match draw.below(8) {
        0 => ("over ", more(&[1, 5, 11, 21, 31, 1000])),
        1 => ("under ", more(&[-1, -5, -11, -21, -31, -1000])),
        2 => ("at least ", more(&[0, 5, 15, 25, 35, 1000])),
        3 => ("at most ", more(&[0, -5, -15, -25, -35, -1000])),
        4 => ("about ", vec![amount - amount / 10, amount, amount + amount / 10]),
        _ => ("", vec![amount]),
    };
    let d = draw.day(FIRST, LAST);
    let (relation, value) = (Relation::Fee, (format!("{word}{amount} coins"), values));
    let written = format!("when = \"{}\"", dates::day(d));
    Fact { relation, who, what: 0, written, periods: vec![(d, d)], doubtful: false, value }
}

impl Fact {
    fn write(&self, number: usize, text: &mut String) {
        let id = |names: &[&str], at: usize| names[at].to_lowercase();
        let who = id(&PEOPLE, self.who);
        let (relation, roles) = match self.relation {
            Relation::Membership => {
                ("membership", format!("member = \"{who}\"\nclub = \"{}\"", id(&CLUBS, self.what)))
            }
            Relation::Visit => {
                ("visit", format!("visitor = \"{who}\"\ntown = \"{}\"", id(&TOWNS, self.what)))
            }
            Relation::Lesson => {
                ("lesson", format!("teacher = \"{who}\"\npupil = \"{}\"", id(&PEOPLE, self.what)))
            }
            Relation::Fee => ("fee", format!("payer = \"{who}\"\namount = \"{}\"", self.value.0)),
        };
        let written = &self.written;
        write!(text, "[[{relation}]]\nid = \"f{number}\"\n{roles}\n{written}\nsource = \"register\"\n")
            .expect("a string");
    }
}

const VOCABULARY: &str = r#"
[kind.person]
words = ["person", "people"]
[kind.club]
words = ["club", "clubs"]
[kind.town]
words = ["town", "towns"]
[unit.coin]
words = ["coin", "coins"]

[relation.membership]
shape = "state"
roles = { member = { kinds = ["person"] }, club = { kinds = ["club"] } }
[relation.visit]
shape = "event"
roles = { visitor = { kinds = ["person"] }, town = { kinds = ["town"] } }
[relation.lesson]
shape = "event"
roles = { teacher = { kinds = ["person"] }, pupil = { kinds = ["person"] } }
[relation.fee]
shape = "measure"
roles = { payer = { kinds = ["person"] }, amount = { type = "number", unit = "coin", words = ["amount", "amounts"] } }

[[noun]]
words = ["member", "members"]
relation = "membership"
answers = "member"
takes = { of = ["club"] }
[[noun]]
words = ["society", "societies"]
relation = "membership"
answers = "club"
takes = { of = ["member"] }
[[noun]]
words = ["membership", "memberships"]
relation = "membership"
takes = { of = ["club", "member"], in = ["club"] }
[[verb]]
forms = ["join", "joins", "joined", "joined", "joining"]
relation = "membership"
subject = "member"
object = ["club"]
says = "start"
[[verb]]
forms = ["leave", "leaves", "left", "left", "leaving"]
relation = "membership"
subject = "member"
object = ["club"]
says = "end"
[[noun]]
words = ["visit", "visits"]
relation = "visit"
takes = { by = ["visitor"], to = ["town"] }
[[noun]]
words = ["visitor", "visitors"]
relation = "visit"
answers = "visitor"
takes = { to = ["town"] }
[[verb]]
forms = ["visit", "visits", "visited", "visited", "visiting"]
relation = "visit"
subject = "visitor"
object = ["town"]
says = "happens"
[[noun]]
words = ["lesson", "lessons"]
relation = "lesson"
takes = { by = ["teacher"], to = ["pupil"] }
[[noun]]
words = ["teacher", "teachers"]
relation = "lesson"
answers = "teacher"
takes = { of = ["pupil"] }
[[noun]]
words = ["fee", "fees"]
relation = "fee"
takes = { by = ["payer"] }

"#;
