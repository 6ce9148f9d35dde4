//! Asks the program, tries every world, and compares.

use std::collections::{BTreeMap, BTreeSet};

use annals::eval::{self, Answer, Cell, Limits, Outcome, Row, Verdict};
use annals::pipeline::{Memory, Settings, ask_with};
use annals::resolve::{self, Context, Set};
use annals::store::Store;
use annals::syntax::{Values, parse_with};
use annals::text::Style;

use crate::base::{Base, Relation, World};
use crate::dates::day;
use crate::draw::Draw;
use crate::queries::{Query, Truth};

/// More worlds are not tried one by one.
const MOST_WORLDS: usize = 300;

/// How many rows of an operator were marked, and how many of them too weakly.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Share {
    pub(crate) cases: usize,
    pub(crate) rows: usize,
    pub(crate) too_weak: usize,
}

/// What the program says.
#[derive(Debug)]
enum Said {
    /// Certain rows, and all rows.
    Keys(BTreeSet<String>, BTreeSet<String>),
    Number(f64, f64),
    Parts(BTreeMap<String, (i64, i64)>),
    So(bool, bool),
    /// It says nothing that one world could contradict.
    Nothing,
}

pub(crate) type Report = BTreeMap<&'static str, Share>;

/// Runs `queries` on `bases` random bases and compares with every world.
pub(crate) fn run(
    (seed, bases, queries): (u64, usize, usize),
    relations: &[Relation],
    make: &dyn Fn(&mut Draw, &Base) -> Query,
    report: &mut Report,
) {
    for number in 0..bases {
        let mut draw = Draw::new(seed.wrapping_mul(1_000_003).wrapping_add(number as u64));
        let base = Base::new(relations, &mut draw);
        let toml = base.toml();
        let loaded = annals::load::texts([("base.toml", toml.as_str())]);
        assert_eq!(loaded.draw_all(Style { colour: false, width: 100 }), "", "{toml}");
        let (worlds, all) = base.worlds(MOST_WORLDS, &mut draw);
        for _ in 0..queries {
            let query = make(&mut draw, &base);
            let share = compare(&query, &base, &loaded.store, &worlds, all);
            let sum = report.entry(query.op).or_default();
            sum.cases += 1;
            sum.rows += share.rows;
            sum.too_weak += share.too_weak;
        }
    }
}

fn compare(query: &Query, base: &Base, store: &Store, worlds: &[World], all: bool) -> Share {
    let answered = asked(query, base, store);
    let said = said(&answered, query.facts, store, worlds.first().map(|world| (query.answer)(base, world)));
    let fail = |what: &str, world: Option<&World>, truth: &Truth| {
        panic!(
            "{what}\nquery: {}\nreading: {}\ntoday: {}\nsaid: {said:?}\ntruth: {truth:?}\nworld: {world:?}\n{}",
            query.text,
            answered.reading,
            day(base.today),
            base.toml().split("[source.").nth(1).unwrap_or_default(),
        )
    };
    let mut in_all: Option<BTreeSet<String>> = None;
    let mut in_some: BTreeSet<String> = BTreeSet::new();
    for world in worlds {
        let truth = (query.answer)(base, world);
        if let Err(what) = holds(&said, &truth) {
            fail(what, Some(world), &truth);
        }
        if let Truth::Keys(keys) = truth {
            in_some.extend(keys.iter().cloned());
            in_all = Some(match in_all {
                None => keys,
                Some(before) => before.intersection(&keys).cloned().collect(),
            });
        }
    }
    let (Said::Keys(sure, maybe), Some(in_all), true) = (&said, in_all, all) else { return Share::default() };
    if query.exact && (sure != &in_all || maybe != &in_some) {
        fail("a row is marked too weakly", None, &Truth::Keys(in_all.clone()));
    }
    let too_weak = in_all.difference(sure).count() + maybe.difference(&in_some).count();
    Share { cases: 1, rows: maybe.len(), too_weak }
}

/// Whether what was said fits what is true in one world.
fn holds(said: &Said, truth: &Truth) -> Result<(), &'static str> {
    let fits = match (said, truth) {
        (Said::Keys(sure, maybe), Truth::Keys(keys)) => {
            if !sure.is_subset(keys) {
                return Err("a certain row fails in a world");
            }
            keys.is_subset(maybe)
        }
        (Said::Number(low, high), Truth::Number(number)) => {
            let number = f64::from(i32::try_from(*number).expect("a small number"));
            *low <= number && number <= *high
        }
        (Said::Parts(said), Truth::Parts(parts)) => parts.iter().all(|(part, count)| {
            let (low, high) = said.get(part).copied().unwrap_or((0, 0));
            low <= *count && *count <= high
        }),
        (Said::So(sure, maybe), Truth::So(so)) => (!sure || *so) && (!so || *maybe),
        (Said::Nothing, _) => true,
        _ => return Err("the answer has another form"),
    };
    if fits { Ok(()) } else { Err("what is true in a world is not possible") }
}

/// What the program answers, and how it was read.
struct Answered {
    answer: Answer,
    query: resolve::Query,
    reading: String,
}

/// Without the search for rival readings, which takes most of the time.
fn asked(query: &Query, base: &Base, store: &Store) -> Answered {
    let settings = Settings::on(day(base.today).parse().expect("a day"));
    let mut memory = Memory::default();
    for text in &query.defined {
        ask_with(text, store, &settings, &mut memory).unwrap_or_else(|fault| panic!("{text}: {fault:?}"));
    }
    let text = &query.text;
    let definitions = memory.definitions();
    let values = Values::new();
    let tree = parse_with(text, &definitions.lexicon(store), &values)
        .unwrap_or_else(|error| panic!("{text}: {error:?}"));
    let context = Context {
        today: settings.today,
        last: None,
        values: &values,
        definitions,
        parser: &*settings.parser,
    };
    let resolved =
        resolve::resolve_in(&tree, store, context).unwrap_or_else(|error| panic!("{text}: {error:?}"));
    let plan = annals::plan::plan(&resolved, store);
    let limits =
        Limits { rows: settings.row_limit, memory: settings.memory_limit, stop: &settings.stop, until: None };
    let answer =
        eval::answer(&resolved, &plan, store, &limits).unwrap_or_else(|error| panic!("{text}: {error:?}"));
    let reading = resolve::reading(&resolved, store);
    Answered { answer, query: resolved, reading }
}

/// Small numbers, all of which are floats.
fn exact(count: u64) -> f64 {
    u32::try_from(count).map_or(f64::INFINITY, f64::from)
}

fn said(answered: &Answered, facts: bool, store: &Store, like: Option<Truth>) -> Said {
    match (answered.answer.outcome, like) {
        (Outcome::Verdict(verdict), _) => {
            Said::So(verdict == Verdict::Yes, matches!(verdict, Verdict::Yes | Verdict::Possibly))
        }
        (Outcome::Count(tally), _) => Said::Number(exact(tally.low), exact(tally.high)),
        (Outcome::Rows, Some(Truth::Parts(_))) => parts(answered),
        (Outcome::Rows, Some(Truth::Number(_))) => figure(answered),
        (Outcome::Rows, _) => keys(answered, facts, store),
    }
}

/// The rows by the name that they begin with, or by the facts that they rest on.
fn keys(answered: &Answered, facts: bool, store: &Store) -> Said {
    let (mut sure, mut maybe) = (BTreeSet::new(), BTreeSet::new());
    let fact = |fact: &annals::fact::FactId| {
        let id = store.table(fact.relation).fact_id_text(fact.row).expect("every fact has an id");
        store.text(id).to_owned()
    };
    for row in &answered.answer.rows {
        let key = match row.cells.first() {
            Some(Cell::Names(found)) if !facts => found.join(", "),
            _ if matches!(answered.query.set, Set::Pairs(_)) => {
                let mut both: Vec<String> = row.facts.iter().map(fact).collect();
                both.sort();
                both.join(" ")
            }
            _ => row.facts.first().map(fact).unwrap_or_default(),
        };
        if row.certain {
            sure.insert(key.clone());
        }
        maybe.insert(key);
    }
    Said::Keys(sure, maybe)
}

fn parts(answered: &Answered) -> Said {
    let part = |row: &Row| {
        let part = match row.cells.first()? {
            Cell::Names(names) => names.join(", "),
            Cell::Date { date, .. } => date.clone(),
            Cell::Text(text) => text.clone(),
            _ => String::new(),
        };
        let tally = row.cells.iter().find_map(|cell| match cell {
            Cell::Tally(tally) => Some((i64::try_from(tally.low).ok()?, i64::try_from(tally.high).ok()?)),
            _ => None,
        })?;
        Some((part, tally))
    };
    Said::Parts(answered.answer.rows.iter().filter_map(part).collect())
}

/// The range of a figure in sixtieths, from its words.
fn figure(answered: &Answered) -> Said {
    let [row] = &answered.answer.rows[..] else { return Said::Nothing };
    let Some(Cell::Number { text, .. }) = row.cells.first() else { return Said::Nothing };
    let numbers: Vec<f64> = text
        .replace(',', "")
        .split(|c: char| !(c.is_ascii_digit() || c == '.' || c == '-'))
        .filter_map(|word| word.parse().ok())
        .collect();
    let (Some(first), Some(last)) = (numbers.first(), numbers.last()) else { return Said::Nothing };
    // Figures are shown with few decimals.
    let (first, last) = (60.0 * first - 1.0, 60.0 * last + 1.0);
    if text.starts_with("over") || text.starts_with("at least") {
        Said::Number(first, f64::INFINITY)
    } else if text.starts_with("under") || text.starts_with("at most") {
        Said::Number(f64::NEG_INFINITY, last)
    } else if text.starts_with("about") {
        Said::Number(first - first.abs() / 9.0, last + last.abs() / 9.0)
    } else {
        Said::Number(first, last)
    }
}
