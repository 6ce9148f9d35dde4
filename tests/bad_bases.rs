//! A thousand bad bases: the shipped files damaged at random, each in memory, one file at a time. None may panic or
//! hang; every problem has a place; and no good fact is lost without a word: a fact that stands in an undamaged part of
//! a file is loaded, or a problem says what became of it.

#![allow(clippy::unwrap_used, reason = "a failure in a test is the message")]

use std::collections::{BTreeMap, BTreeSet};
use std::time::{Duration, Instant};

use annals::load::{Loaded, Problem, shipped, texts};
use annals::store::Store;
use annals::text::{Source, Style, draw};

/// How many bases are damaged.
const BASES: usize = 1_000;
/// So many threads share them.
const WORKERS: usize = 4;
/// No base may take longer to load; the whole one takes a tenth of it, on a slow machine.
const LONGEST: Duration = Duration::from_secs(20);

/// A small generator: the same numbers every time.
struct Dice(u64);

impl Dice {
    fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % n.max(1)
    }
}

/// The files that facts refer to, and one file of facts, so that each base is small enough to be loaded a thousand
/// times.
struct Bases {
    common: Vec<Source>,
    facts: Vec<Source>,
    /// What each file of facts says while nothing is damaged.
    whole: Vec<BTreeMap<String, Vec<usize>>>,
}

impl Bases {
    fn new() -> Self {
        let all = shipped().sources;
        let is_common = |file: &Source| {
            ["facts/vocabulary", "facts/entities", "facts/sources"].iter().any(|at| file.name.starts_with(at))
        };
        let (common, facts): (Vec<Source>, Vec<Source>) = all.into_iter().partition(is_common);
        let said = |file: &Source| {
            let files = common.iter().chain([file]).map(|file| (file.name.as_str(), file.text.as_str()));
            self::facts(&texts(files).store, common.len())
        };
        let whole = facts.iter().map(said).collect();
        Bases { common, facts, whole }
    }

    /// A base of the common files and one file of facts, with one of these damaged.
    fn damaged(&self, dice: &mut Dice) -> Damaged {
        let which = dice.below(self.facts.len());
        let facts = &self.facts[which];
        // Facts are damaged most: that is where most of what people write is.
        let at = if dice.below(3) == 0 { dice.below(self.common.len()) } else { self.common.len() };
        let mut files: Vec<(String, Vec<u8>)> = self
            .common
            .iter()
            .chain([facts])
            .map(|file| (file.name.clone(), file.text.clone().into_bytes()))
            .collect();
        let (how, touched) = damage(&mut files[at].1, dice);
        Damaged { files, at, how, touched, facts: (at == self.common.len()).then_some(which) }
    }
}

/// A base with one bad file.
struct Damaged {
    files: Vec<(String, Vec<u8>)>,
    /// Which of the files.
    at: usize,
    /// What was done to it, for the message of a failure.
    how: &'static str,
    /// The lines of the undamaged text that were touched, from 0.
    touched: BTreeSet<usize>,
    /// Its place among the files of facts, where it is one.
    facts: Option<usize>,
}

const DAMAGES: [&str; 20] = [
    "cut at a byte",
    "a line taken out",
    "two lines swapped",
    "a line doubled",
    "a quote taken out",
    "a value of another type",
    "bytes that are no UTF-8",
    "a NUL",
    "a byte order mark inside",
    "CRLF line ends",
    "a very long line",
    "a huge number",
    "a very long text",
    "deep lists",
    "deep tables",
    "a deep key",
    "an id doubled",
    "a bracket taken out",
    "control and odd characters",
    "a byte changed",
];

/// Damages a text in one place; the lines of the old text that this concerns. A damage that reaches on (an open quote, a
/// cut) concerns all lines below.
fn damage(bytes: &mut Vec<u8>, dice: &mut Dice) -> (&'static str, BTreeSet<usize>) {
    let kind = dice.below(DAMAGES.len());
    let touched = match kind {
        0 | 6 | 7 | 9 | 19 => damage_bytes(kind, bytes, dice),
        _ => damage_lines(kind, bytes, dice),
    };
    (DAMAGES[kind], touched)
}

fn damage_bytes(kind: usize, bytes: &mut Vec<u8>, dice: &mut Dice) -> BTreeSet<usize> {
    let text = String::from_utf8(bytes.clone()).unwrap();
    if kind == 9 {
        *bytes = text.replace('\n', "\r\n").into_bytes();
        return BTreeSet::new();
    }
    let place = dice.below(bytes.len());
    let line = Source::new("", text.as_str()).line_of(place) - 1;
    let with: &[u8] = match kind {
        6 => &[0xff, 0xfe, 0x80],
        7 => &[0],
        _ => &[b"[]\"'={}#,x\n"[dice.below(11)]],
    };
    if kind == 0 {
        bytes.truncate(place);
    } else {
        bytes.splice(place..=place, with.iter().copied());
    }
    (line..text.lines().count()).collect()
}

fn damage_lines(kind: usize, bytes: &mut Vec<u8>, dice: &mut Dice) -> BTreeSet<usize> {
    let text = String::from_utf8(bytes.clone()).unwrap();
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    let (at, other) = (dice.below(lines.len()), dice.below(lines.len()));
    let below = |line: usize| (line..text.lines().count()).collect::<BTreeSet<_>>();
    let touched = match kind {
        1 | 3 | 5 | 11..=14 => BTreeSet::from([at]),
        2 => BTreeSet::from([at, other]),
        10 => BTreeSet::new(),
        _ => below(at),
    };
    match kind {
        1 => drop(lines.remove(at)),
        2 => lines.swap(at, other),
        3 => lines.insert(at, lines[at].clone()),
        4 => lines[at] = lines[at].replacen('"', "", 1),
        8 => lines[at].insert(0, '\u{feff}'),
        10 => lines.insert(at, format!("# {}", "x".repeat(300_000))),
        15 => lines.insert(at, format!("[{}z]\nz = 1", "a.".repeat(1 + dice.below(20_000)))),
        16 => {
            let heads: Vec<usize> = (0..lines.len()).filter(|line| lines[*line].starts_with('[')).collect();
            let (one, two) = (heads[dice.below(heads.len())], heads[dice.below(heads.len())]);
            let copy = lines[one].clone();
            lines[two] = copy;
            *bytes = lines.join("\n").into_bytes();
            return below(one.min(two));
        }
        17 => lines[at] = lines[at].replacen(['[', ']', '{', '}'], "", 1),
        18 => {
            let odd = ['\u{1b}', '\u{202e}', '\u{7}', '\u{301}', '\u{fffd}', '\u{10ffff}', '\t', '\\'];
            let place = dice.below(lines[at].chars().count() + 1);
            let byte = lines[at].char_indices().nth(place).map_or(lines[at].len(), |(at, _)| at);
            lines[at].insert(byte, odd[dice.below(odd.len())]);
        }
        _ => {
            let value = bad_value(kind, dice);
            lines[at] = match lines[at].split_once('=') {
                Some((key, _)) => format!("{key}= {value}"),
                None => format!("{}\nx = {value}", lines[at]),
            };
        }
    }
    *bytes = (lines.join("\n") + "\n").into_bytes();
    touched
}

fn bad_value(kind: usize, dice: &mut Dice) -> String {
    let deep = 1 + dice.below(20_000);
    match kind {
        11 if deep.is_multiple_of(2) => "9".repeat(deep / 4),
        11 => format!("\"{}\"", "9".repeat(deep / 4)),
        12 => format!("\"{}\"", "y ".repeat(100_000)),
        13 => format!("{}1{}", "[".repeat(deep), "]".repeat(deep)),
        14 => format!("{}1{}", "{ a = ".repeat(deep), " }".repeat(deep)),
        _ => {
            let values = ["17", "true", "[1, 2]", "{ a = 1 }", "1.5e300", "1979-05-27", "\"\"", "[[]]"];
            values[deep % values.len()].to_owned()
        }
    }
}

/// Every fact by what it says, with how often that is said and the lines on which it begins.
fn facts(store: &Store, file: usize) -> BTreeMap<String, Vec<usize>> {
    let mut found: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (relation, table) in store.relations().zip(store.tables()) {
        for row in table.rows().filter(|row| usize::from(table.place(*row).file) == file) {
            let mut said = format!("{} {}", relation.name, table.written(row));
            for (role, _) in relation.roles() {
                for entity in table.entities(role, row) {
                    said.push_str(&format!(" {}", store.entity(*entity).key()));
                }
                if let Some(text) = table.text(role, row) {
                    said.push_str(&format!(" {}", store.text(text)));
                }
            }
            found.entry(said).or_default().push(table.place(row).line as usize);
        }
    }
    found
}

/// The lines, from 0, of the item that begins on a line (from 1): to the next heading.
fn item(file: &Source, line: usize) -> std::ops::Range<usize> {
    let heading = |at: &usize| file.line_text(*at).starts_with('[');
    let end = (line + 1..=file.lines()).find(heading).unwrap_or(file.lines() + 1);
    line - 1..end - 1
}

fn is_placed(problem: &Problem, loaded: &Loaded) -> bool {
    let file = &loaded.sources[problem.source];
    problem.span.is_none_or(|span| span.end <= file.text.len() && file.text.is_char_boundary(span.start))
        && !file.name.is_empty()
}

/// What became of some bases.
#[derive(Default)]
struct Tally {
    /// Facts of undamaged items that were looked for and found.
    kept: usize,
    /// Such facts that are gone, though with a word.
    reported: usize,
    /// Bases of which nothing is said.
    silent: usize,
}

fn try_one(bases: &Bases, dice: &mut Dice, round: usize, tally: &mut Tally) {
    let damaged = bases.damaged(dice);
    let name = damaged.files[damaged.at].0.clone();
    let told = format!("base {round}: {} in {name}", damaged.how);
    let start = Instant::now();
    let loaded = texts(damaged.files);
    let took = start.elapsed();
    assert!(took < LONGEST, "{told}: {took:?}");
    for problem in &loaded.problems {
        assert!(is_placed(problem, &loaded), "{told}: {problem:?}");
        let report = problem.report();
        assert!(!report.message.trim().is_empty(), "{told}: {problem:?}");
        let drawn = draw(&report, &loaded.sources[problem.source], Style { colour: false, width: 80 });
        assert!(drawn.contains("--> facts/"), "{told}: no place in\n{drawn}");
    }
    tally.silent += usize::from(loaded.problems.is_empty());
    let Some(which) = damaged.facts else { return };
    let before = &bases.facts[which];
    // What stands in undamaged items is there; unless a problem of this very file says why it may not be.
    let rest = facts(&loaded.store, damaged.at);
    for (said, lines) in &bases.whole[which] {
        let untouched =
            lines.iter().filter(|line| item(before, **line).all(|at| !damaged.touched.contains(&at)));
        let (needed, found) = (untouched.count(), rest.get(said).map_or(0, Vec::len));
        if found >= needed {
            tally.kept += needed;
            continue;
        }
        tally.reported += 1;
        let heard = loaded.problems.iter().any(|problem| problem.source == damaged.at);
        assert!(heard, "{told}: without a word, {said} is gone");
    }
}

#[test]
fn a_thousand_bad_bases_lose_nothing_without_a_word() {
    let bases = Bases::new();
    let work = |seed: u64| {
        let mut tally = Tally::default();
        let mut dice = Dice(19_790_527 + seed);
        for round in 0..BASES / WORKERS {
            try_one(&bases, &mut dice, round, &mut tally);
        }
        tally
    };
    let mut all = Tally::default();
    std::thread::scope(|scope| {
        let work = &work;
        let workers: Vec<_> = (0..WORKERS as u64).map(|seed| scope.spawn(move || work(seed))).collect();
        for worker in workers {
            let tally = worker.join().unwrap();
            all.kept += tally.kept;
            all.reported += tally.reported;
            all.silent += tally.silent;
        }
    });
    let Tally { kept, reported, silent } = all;
    assert!(kept > 10 * BASES, "only {kept} facts were looked for");
    assert!(reported < kept / 100, "{reported} of {kept} undamaged facts are gone, though with a word");
    assert!(silent < BASES / 2, "{silent} bases had nothing wrong: the damage is too small to test anything");
}

#[test]
fn what_is_no_file_of_facts_on_disk_is_said_and_passed_over() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    std::fs::write(at("good.toml"), "[kind.planet]\nwords = [\"planet\", \"planets\"]\n").unwrap();
    std::fs::create_dir(at("folder.toml")).unwrap();
    std::fs::write(at("folder.toml/mars.toml"), "[entity.mars]\nname = \"Mars\"\nkind = \"planet\"\n")
        .unwrap();
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink(folder.path(), at("around")).unwrap();
        std::os::unix::fs::symlink(at("nowhere"), at("dangling.toml")).unwrap();
        let made = std::process::Command::new("mkfifo").arg(at("pipe.toml")).status();
        assert!(made.is_ok_and(|status| status.success()), "a pipe can be made");
    }
    let loaded = annals::load::folders(&[folder.path().to_owned()]);
    assert!(loaded.store.entity_by_id("mars").is_some(), "a folder may have any name");
    assert_eq!(loaded.store.entity_count(), 1, "a link around is followed once");
    let told = loaded.draw_all(Style { colour: false, width: 200 });
    #[cfg(unix)]
    for name in ["dangling.toml", "pipe.toml"] {
        assert!(told.contains(name), "{name}\n{told}");
    }
    assert_eq!(loaded.problems.len(), if cfg!(unix) { 2 } else { 0 }, "{told}");
}
