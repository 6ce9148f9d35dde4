//! Asks the program, tries every world, and compares.

use std::collections::{BTreeMap, BTreeSet};

use annals::eval::{self, Limits, Outcome, Row, Verdict};
use annals::pipeline::{Memory, Settings, ask_with};
use annals::resolve::{self, Context};
use annals::store::Store;
use annals::syntax::{Values, parse_with};
use annals::text::Style;

use crate::base::{Base, Relation, World};
use crate::dates::{FIRST, LAST, day};
use crate::draw::Draw;
use crate::queries::{Query, Truth};
use crate::said::{Answered, Said, said};

/// More worlds are not tried one by one.
const MOST_WORLDS: usize = 300;

/// How many rows of an operator were marked, and how many of them too weakly.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Share {
    pub(crate) cases: usize,
    pub(crate) rows: usize,
    pub(crate) too_weak: usize,
}

pub(crate) type Report = BTreeMap<&'static str, Share>;

/// Runs `queries` on `bases` random bases and compares with every world; now and then as it was known on a day.
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
        let day_known = draw.once_in(3).then(|| draw.day(FIRST, LAST));
        let known = day_known.map_or_else(|| base.clone(), |day| base.as_known(day));
        let (worlds, all) = known.worlds(MOST_WORLDS, &mut draw);
        let trial = Trial { asked_on: base.today, base: &known, store: &loaded.store, worlds: &worlds, all };
        for _ in 0..queries {
            let query = make(&mut draw, &known);
            let query = day_known.map_or(query.clone(), |day| query.known_on(day));
            let share = trial.compare(&query);
            if draw.once_in(3) {
                trial.parted(&query);
            }
            let sum = report.entry(query.op).or_default();
            sum.cases += 1;
            sum.rows += share.rows;
            sum.too_weak += share.too_weak;
        }
    }
}

/// One base with its worlds.
struct Trial<'a> {
    /// Today, whatever `as known` makes of it.
    asked_on: i32,
    base: &'a Base,
    store: &'a Store,
    worlds: &'a [World],
    /// Whether these are all worlds.
    all: bool,
}

impl Trial<'_> {
    fn compare(&self, query: &Query) -> Share {
        let truth = |world: &World| (query.answer)(self.base, world);
        let answered = self.ask(&query.text, &query.defined);
        let said = said(&answered, query.facts, self.store, self.worlds.first().map(truth).as_ref());
        let fail = |what: &str, world: Option<&World>, truth: &Truth| {
            panic!(
                "{what}\nquery: {}\nreading: {}\ntoday: {}\nsaid: {said:?}\ntruth: {truth:?}\nworld: {world:?}\n{}",
                query.text,
                answered.reading,
                day(self.asked_on),
                self.base.toml().split_once("[source.").expect("it has sources").1,
            )
        };
        let mut in_all: Option<BTreeSet<String>> = None;
        let mut in_some: BTreeSet<String> = BTreeSet::new();
        for world in self.worlds {
            let truth = truth(world);
            if let Err(what) = said.holds(&truth) {
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
        if let (Said::So(Verdict::No), Some(grounds)) = (&said, &query.deniable)
            && !grounds(self.base)
        {
            fail("a no that rests on nothing", None, &Truth::So(false));
        }
        let (Said::Keys(sure, maybe), Some(in_all), true) = (&said, in_all, self.all) else {
            return Share::default();
        };
        if query.exact && self.base.is_plain() && (sure != &in_all || maybe != &in_some) {
            fail("a row is marked too weakly", None, &Truth::Keys(in_all.clone()));
        }
        let too_weak = in_all.difference(sure).count() + maybe.difference(&in_some).count();
        Share { cases: 1, rows: maybe.len(), too_weak }
    }

    /// `certainly` and `possibly` part the rows between them.
    fn parted(&self, query: &Query) {
        let is_listing = !["count", "when", "in which", "gaps", "total", "average", "median"]
            .iter()
            .any(|word| query.text.starts_with(word));
        let ask = |text: &str| self.ask(text, &query.defined).answer;
        let whole = ask(&query.text);
        if whole.outcome != Outcome::Rows || !is_listing {
            return;
        }
        for (word, certain) in [("certainly", true), ("possibly", false)] {
            let text = format!("{word} {}", query.text);
            let row = |row: &Row| format!("{:?} {}", row.cells.first(), row.certain);
            let kept: Vec<String> = ask(&text).rows.iter().map(row).collect();
            let wanted: Vec<String> =
                whole.rows.iter().filter(|row| row.certain == certain).map(row).collect();
            assert_eq!(kept, wanted, "{text}\nall: {:?}", whole.rows);
        }
    }

    /// Without the search for rival readings, which takes most of the time.
    fn ask(&self, text: &str, defined: &[&str]) -> Answered {
        let store = self.store;
        let settings = Settings::on(day(self.asked_on).parse().expect("a day"));
        let mut memory = Memory::default();
        for text in defined {
            ask_with(text, store, &settings, &mut memory).unwrap_or_else(|fault| panic!("{text}: {fault:?}"));
        }
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
        let limits = Limits {
            rows: settings.row_limit,
            memory: settings.memory_limit,
            stop: &settings.stop,
            until: None,
        };
        let answer = eval::answer(&resolved, &plan, store, &limits)
            .unwrap_or_else(|error| panic!("{text}: {error:?}"));
        let reading = resolve::reading(&resolved, store);
        Answered { answer, query: resolved, reading }
    }
}
