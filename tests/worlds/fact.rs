//! One thing of a small base: what its accounts say, and every way in which it may be.
//!
//! In: random choices. Out: a fact as a file writes it, and its ways. Sources that disagree are no doubt about days, so
//! what they leave open is decided here, as the language reference does: accounts that can be true together are; of
//! those that cannot, any may be the true one, each end as narrow as all that agree on that end make it; and where one
//! denies the thing, it may not be so.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use crate::base::{CLUBS, FEAST, PEOPLE, Relation, TOWNS};
use crate::dates::{self, Date, EVER, FIRST, LAST};
use crate::draw::Draw;

#[derive(Debug, Clone)]
pub(crate) struct Fact {
    pub(crate) relation: Relation,
    pub(crate) who: usize,
    /// A club, a town or a person.
    pub(crate) what: usize,
    pub(crate) accounts: Vec<Account>,
}

/// What sources say of it.
#[derive(Debug, Clone)]
pub(crate) struct Account {
    /// Its keys of time, as a file writes them.
    written: String,
    when: When,
    /// Perhaps not so at all.
    doubtful: bool,
    pub(crate) claim: Claim,
    /// The amount as written, and the amounts that it stands for.
    value: (String, Vec<i64>),
    pub(crate) sources: Vec<usize>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Claim {
    So,
    Planned,
    Denied,
}

/// The days of an account.
#[derive(Debug, Clone)]
enum When {
    /// One of these starts, each with its end.
    Within(Vec<(i32, i32)>),
    /// All of these days.
    Each(Vec<i32>),
    /// From one of these starts; whether it ended is not known.
    Unknown(Vec<i32>),
    /// From one of these starts; it went on when the last source appeared.
    Open(Vec<i32>),
    /// From one of these starts; it had ended when the first source appeared.
    Over(Vec<i32>),
}

/// One stretch of days of a thing, with its amount.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct One {
    pub(crate) start: i32,
    pub(crate) end: i32,
    pub(crate) value: i64,
}

/// What is so of a fact: its stretches of days; none: it is not so at all.
pub(crate) type Way = Vec<One>;

/// What is known of the sources in one world, and until when a record is kept up to date.
#[derive(Debug, Clone)]
pub(crate) struct Known<'a> {
    /// When each source appeared; none: not yet.
    pub(crate) published: &'a [Option<i32>],
    pub(crate) kept: Option<i32>,
}

impl Account {
    fn is_known(&self, known: &Known<'_>) -> bool {
        self.sources.iter().any(|source| known.published[*source].is_some())
    }

    /// Its periods; for all of several days each of them. An end that is open is tried on a few days, and on those that
    /// other accounts speak of.
    fn periods(&self, known: &Known<'_>, others: &[i32], ends_elsewhere: bool) -> Vec<(i32, i32)> {
        let never_before = |least: i32| {
            let days =
                (least..=LAST + 3).chain(others.iter().copied().filter(|end| *end >= least)).chain([EVER]);
            days.collect::<BTreeSet<i32>>().into_iter().collect::<Vec<i32>>()
        };
        let days = self.sources.iter().filter_map(|source| known.published[*source]);
        let from = |starts: &[i32], ends: &dyn Fn(i32) -> Vec<i32>| {
            starts.iter().flat_map(|s| ends(*s).into_iter().filter(|e| e >= s).map(|e| (*s, e))).collect()
        };
        let first = |starts: &[i32]| starts.iter().copied().min().expect("a date has days");
        match &self.when {
            When::Within(periods) => periods.clone(),
            When::Each(days) => days.iter().map(|day| (*day, *day)).collect(),
            When::Unknown(starts) => from(starts, &|s| never_before(s)),
            When::Open(starts) => {
                let surely = days.max().unwrap_or(-EVER).max(first(starts));
                // A record that is kept up to date gives way to an end that another account knows.
                let until = match known.kept.filter(|_| self.claim == Claim::So) {
                    Some(_) if ends_elsewhere => -EVER,
                    Some(today) => today + 1,
                    None => surely,
                };
                from(starts, &|s| never_before(until.max(s)))
            }
            When::Over(starts) => {
                let latest = days.min().unwrap_or(EVER).max(first(starts));
                from(starts, &|s| (s..=latest).collect())
            }
        }
    }

    /// The days on which it ends at the latest.
    fn ends(&self) -> Vec<i32> {
        match &self.when {
            When::Within(periods) => periods.iter().map(|(_, end)| *end).collect(),
            _ => Vec::new(),
        }
    }

    fn knows_end(&self) -> bool {
        let latest = |ends: &[(i32, i32)]| ends.iter().all(|(_, end)| *end < EVER);
        match &self.when {
            When::Within(periods) => latest(periods),
            When::Each(_) | When::Over(_) => true,
            When::Open(_) | When::Unknown(_) => false,
        }
    }
}

impl Fact {
    /// Every way in which it may be, given what is known.
    pub(crate) fn ways(&self, known: &Known<'_>) -> Vec<Way> {
        let seen: Vec<&Account> = self.accounts.iter().filter(|account| account.is_known(known)).collect();
        let of = |claim: Claim| seen.iter().filter(|one| one.claim == claim).copied().collect::<Vec<_>>();
        let (so, planned, denied) = (of(Claim::So), of(Claim::Planned), of(Claim::Denied));
        let only_planned = so.is_empty();
        let told = if only_planned { planned } else { so };
        if told.is_empty() || only_planned && !denied.is_empty() {
            return vec![Way::new()];
        }
        let mut ways = ways_of(&told, known);
        if only_planned || !denied.is_empty() {
            ways.push(Way::new());
        }
        ways
    }

    /// Whether it has a first day, whatever is known.
    pub(crate) fn is_bounded(&self) -> bool {
        self.accounts.iter().all(|account| match &account.when {
            When::Within(periods) => periods.iter().all(|(start, _)| *start > -EVER),
            _ => true,
        })
    }

    /// Whether two accounts say otherwise of when it was.
    pub(crate) fn is_contradicted(&self, known: &Known<'_>) -> bool {
        let [a, b] = &self.accounts[..] else { return false };
        let others: Vec<i32> = self.accounts.iter().flat_map(Account::ends).collect();
        a.claim == b.claim
            && common(&a.periods(known, &others, true), &b.periods(known, &others, true)).is_empty()
    }

    /// Whether there is one account, of one stretch of days.
    pub(crate) fn is_plain(&self) -> bool {
        matches!(&self.accounts[..], [only] if !matches!(only.when, When::Each(_)))
    }

    pub(crate) fn write(&self, number: usize, text: &mut String) {
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
            Relation::Fee => ("fee", format!("payer = \"{who}\"")),
            Relation::Party => ("party", format!("feast = \"{}\"", FEAST.to_lowercase())),
        };
        for account in &self.accounts {
            let Account { written, value: (value, _), .. } = account;
            let amount = if value.is_empty() { String::new() } else { format!("amount = \"{value}\"\n") };
            let claim = match account.claim {
                Claim::So => "",
                Claim::Planned => "planned = true\n",
                Claim::Denied => "denied = true\n",
            };
            let sources: Vec<&str> = account.sources.iter().map(|source| SOURCES[*source]).collect();
            write!(text, "[[{relation}]]\nid = \"f{number}\"\n{roles}\n{amount}{written}\n{claim}source = {sources:?}\n")
                .expect("a string");
        }
    }
}

/// The ids of the sources.
pub(crate) const SOURCES: [&str; 2] = ["register", "gazette"];

/// The ways of one or two accounts.
fn ways_of(told: &[&Account], known: &Known<'_>) -> Vec<Way> {
    let ends_elsewhere = told.iter().any(|account| account.knows_end());
    let others: Vec<i32> =
        if told.len() > 1 { told.iter().flat_map(|one| one.ends()).collect() } else { Vec::new() };
    let periods: Vec<Vec<(i32, i32)>> =
        told.iter().map(|account| account.periods(known, &others, ends_elsewhere)).collect();
    if let ([only], [days]) = (told, &periods[..])
        && matches!(only.when, When::Each(_))
    {
        let all = days.iter().map(|(start, end)| One { start: *start, end: *end, value: 0 }).collect();
        return vec![all].into_iter().chain(only.doubtful.then(Way::new)).collect();
    }
    let way = |(start, end): (i32, i32), value: &i64| vec![One { start, end, value: *value }];
    let with = |days: &[(i32, i32)], values: &[i64]| {
        days.iter().flat_map(|days| values.iter().map(|value| way(*days, value))).collect::<Vec<Way>>()
    };
    let absent = |doubtful: bool| doubtful.then(Way::new);
    let [a, b] = told else {
        return with(&periods[0], &told[0].value.1).into_iter().chain(absent(told[0].doubtful)).collect();
    };
    let (values_a, values_b) = (&a.value.1, &b.value.1);
    let days: Vec<(i32, i32)> = common(&periods[0], &periods[1]);
    let values: Vec<i64> = common(values_a, values_b);
    if !days.is_empty() && !values.is_empty() {
        return with(&days, &values).into_iter().chain(absent(a.doubtful && b.doubtful)).collect();
    }
    let own = |days: &[(i32, i32)], values: &[i64]| with(days, values);
    let (days_a, days_b) = (narrowed(&periods[0], &periods[1]), narrowed(&periods[1], &periods[0]));
    let both = own(&days_a, values_a).into_iter().chain(own(&days_b, values_b));
    both.chain(absent(a.doubtful || b.doubtful)).collect()
}

fn common<T: PartialEq + Clone>(one: &[T], other: &[T]) -> Vec<T> {
    one.iter().filter(|item| other.contains(item)).cloned().collect()
}

/// Periods with each end as narrow as another account makes it that agrees on that end.
fn narrowed(own: &[(i32, i32)], other: &[(i32, i32)]) -> Vec<(i32, i32)> {
    let agreed = |end: fn(&(i32, i32)) -> i32| -> BTreeSet<i32> {
        let ends = |periods: &[(i32, i32)]| periods.iter().map(end).collect::<BTreeSet<i32>>();
        let both: BTreeSet<i32> = ends(own).intersection(&ends(other)).copied().collect();
        if both.is_empty() { ends(own) } else { both }
    };
    let (starts, ends) = (agreed(|one| one.0), agreed(|one| one.1));
    let left: Vec<(i32, i32)> =
        own.iter().filter(|(start, end)| starts.contains(start) && ends.contains(end)).copied().collect();
    if left.is_empty() { own.to_vec() } else { left }
}

// ---- random facts

/// A fact with one account of its own.
pub(crate) fn draw_fact(relation: Relation, draw: &mut Draw) -> Fact {
    let who = draw.below(PEOPLE.len());
    let what = match relation {
        Relation::Membership => draw.below(CLUBS.len()),
        Relation::Visit => draw.below(TOWNS.len()),
        Relation::Lesson => (who + 1 + draw.below(PEOPLE.len() - 1)) % PEOPLE.len(),
        Relation::Fee | Relation::Party => 0,
    };
    Fact { relation, who, what, accounts: vec![account(relation, draw)] }
}

pub(crate) fn account(relation: Relation, draw: &mut Draw) -> Account {
    let (written, when, doubtful) = match relation {
        Relation::Membership => period(draw),
        Relation::Fee => {
            let d = draw.day(FIRST, LAST);
            (format!("when = \"{}\"", dates::day(d)), When::Within(vec![(d, d)]), false)
        }
        Relation::Visit | Relation::Lesson | Relation::Party => event(draw),
    };
    let value = if relation == Relation::Fee { amount(draw) } else { (String::new(), vec![0]) };
    let claim = match draw.below(16) {
        0 if relation != Relation::Fee => Claim::Planned,
        1 if relation != Relation::Fee => Claim::Denied,
        _ => Claim::So,
    };
    let sources = match draw.below(6) {
        0 => vec![1],
        1 => vec![0, 1],
        _ => vec![0],
    };
    Account { written, when, doubtful, claim, value, sources }
}

impl Fact {
    /// Adds an account that agrees or not.
    pub(crate) fn add_account(&mut self, draw: &mut Draw) {
        let one = account(self.relation, draw);
        let each = |account: &Account| matches!(account.when, When::Each(_));
        if !each(&one) && !self.accounts.iter().any(each) {
            self.accounts.push(one);
        }
    }
}

/// The keys of time of a state, its periods, and whether it is marked as doubtful.
fn period(draw: &mut Draw) -> (String, When, bool) {
    let a = dates::end(draw);
    let when = |end: &str| format!("when = \"{}/{end}\"", a.written);
    match draw.below(12) {
        0 | 1 => (when(".."), When::Open(a.days), a.doubtful),
        2 => (when(""), When::Unknown(a.days), a.doubtful),
        3 => (format!("{}\nended = true", when("")), When::Over(a.days), a.doubtful),
        4 => {
            let periods =
                a.days.iter().flat_map(|e| (e - 10..=*e).chain([-EVER]).map(|s| (s, *e)).collect::<Vec<_>>());
            (format!("when = \"../{}\"", a.written), When::Within(periods.collect()), a.doubtful)
        }
        5 => {
            let d = draw.day(FIRST, LAST);
            let starts = (d - 10..=d).chain([-EVER]);
            let ends: Vec<i32> = (d..=d + 10).chain([EVER]).collect();
            let periods = starts.flat_map(|s| ends.iter().map(move |e| (s, *e))).collect();
            (format!("seen = \"{}\"", dates::day(d)), When::Within(periods), false)
        }
        _ => interval(&a, draw),
    }
}

/// A period with two dates, or of one day.
fn interval(a: &Date, draw: &mut Draw) -> (String, When, bool) {
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
        let written = format!("when = \"{}/{}\"", dates::day(first), dates::day(last));
        return (written, When::Within(vec![(first, last)]), false);
    }
    let written = format!("when = \"{}/{}\"", a.written, b.written);
    (written, When::Within(periods), a.doubtful || b.doubtful)
}

fn event(draw: &mut Draw) -> (String, When, bool) {
    if draw.once_in(4) {
        let a = dates::end(draw);
        return interval(&a, draw);
    }
    let date = dates::moment(draw);
    let written = format!("when = \"{}\"", date.written);
    if date.each {
        return (written, When::Each(date.days), date.doubtful);
    }
    (written, When::Within(date.days.iter().map(|day| (*day, *day)).collect()), date.doubtful)
}

fn amount(draw: &mut Draw) -> (String, Vec<i64>) {
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
    (format!("{word}{amount} coins"), values)
}
