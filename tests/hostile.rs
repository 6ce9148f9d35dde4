//! Queries that nobody meant: words cut, doubled, swapped, mixed with odd characters. None may panic or hang, and
//! every refusal draws an error that names no rule of the grammar.

#![expect(clippy::unwrap_used, reason = "a failure there is the message")]

use std::path::Path;

use annals::load;
use annals::pipeline::{Fault, Settings, ask};
use annals::store::Store;
use annals::syntax;
use annals::text::{Source, Style, draw};
use annals::time::Day;

/// How many damaged queries are asked.
const QUERIES: usize = 4_000;

const ODD: [&str; 24] = [
    "(",
    ")",
    "\"",
    "'",
    "'s",
    ",",
    "?",
    "$x",
    "?x",
    "#",
    "99999999999999999999",
    "0",
    "-1",
    "2024-13-45",
    "日本",
    "é",
    "\u{301}",
    "\u{202e}",
    "\u{7}",
    "of of",
    "and and",
    "not",
    "first",
    "per",
];

/// A small generator: the same numbers every time.
struct Dice(u64);

impl Dice {
    fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % n.max(1)
    }
}

/// The queries of the corpus: the line after each title and its attributes.
fn queries() -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus");
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|end| end == "corpus") {
            let text = std::fs::read_to_string(path).unwrap();
            let mut after_title = false;
            for line in text.lines() {
                if line.starts_with("== ") {
                    after_title = true;
                } else if after_title && !line.starts_with(':') && !line.starts_with('#') && !line.is_empty()
                {
                    found.push(line.to_owned());
                    after_title = false;
                }
            }
        }
    }
    found.sort();
    found
}

fn damaged(query: &str, other: &str, dice: &mut Dice) -> String {
    let mut words: Vec<&str> = query.split(' ').collect();
    for _ in 0..=dice.below(3) {
        let at = dice.below(words.len());
        match dice.below(5) {
            0 => drop(words.remove(at)),
            1 => words.insert(at, words[at]),
            2 => words.insert(at, ODD[dice.below(ODD.len())]),
            3 => {
                let with = dice.below(words.len());
                words.swap(at, with);
            }
            _ => words.extend(other.split(' ').skip(dice.below(4)).take(4)),
        }
        if words.is_empty() {
            words.push("of");
        }
    }
    let mut text = words.join(" ");
    if dice.below(4) == 0 {
        let cut = dice.below(text.len() + 1);
        text.truncate((0..=cut).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0));
    }
    text
}

#[test]
fn no_damaged_query_panics() {
    ask_damaged(0, QUERIES / 2);
}

#[test]
fn no_other_damaged_query_panics() {
    ask_damaged(QUERIES / 2, QUERIES);
}

/// Asks the damaged queries from the first number to before the last.
fn ask_damaged(first: usize, last: usize) {
    let loaded = load::shipped();
    let settings = Settings::on(Day::from_ymd(2026, 11, 23).unwrap());
    let queries = queries();
    assert!(queries.len() > 200, "the corpus was not found");
    let mut dice = Dice(20_241_023);
    let mut answered = 0;
    for number in 0..last {
        let (one, two) = (dice.below(queries.len()), dice.below(queries.len()));
        let text = damaged(&queries[one], &queries[two], &mut dice);
        if number < first {
            continue;
        }
        match ask(&text, &loaded.store, &settings) {
            Ok(_) => answered += 1,
            Err(fault) => refused(&text, &fault),
        }
    }
    assert!(
        answered > (last - first) / 20,
        "only {answered} were read: the damage is too great to test anything"
    );
}

fn refused(text: &str, fault: &Fault) {
    let drawn = draw(&fault.report(), &Source::new("query", text), Style { colour: false, width: 80 });
    assert!(drawn.starts_with("error: "), "{text}\n{drawn}");
    let leaks = |word: &str| word.contains('_') && !text.contains(word);
    let leaked = drawn.split(|c: char| !c.is_alphanumeric() && c != '_').find(|word| leaks(word));
    assert_eq!(leaked, None, "{text}\n{drawn}");
}

#[test]
fn what_is_read_prints_to_a_fixed_point() {
    let loaded = load::shipped();
    let queries = queries();
    let mut dice = Dice(7);
    for _ in 0..QUERIES {
        let (one, two) = (dice.below(queries.len()), dice.below(queries.len()));
        let text = damaged(&queries[one], &queries[two], &mut dice);
        let Some(tree) = read(&text, &loaded.store) else { continue };
        let printed = tree.to_string();
        let again = syntax::parse(&printed, &loaded.store)
            .unwrap_or_else(|error| panic!("{text}\n{printed}\n{error:?}"));
        assert_eq!(again.to_string(), printed, "{text}");
    }
}

/// The tree of a text. What is wrong with a text that has none is not looked for, which would take most of the time.
fn read(text: &str, store: &Store) -> Option<syntax::Query> {
    let marked = syntax::mark(text, store).ok()?;
    let parser: &dyn syntax::Parser = &syntax::Compiled;
    syntax::tree_of(&parser.parse("query", &marked.text).ok()?, &marked).ok()
}
