//! The workshop's interpreter against the parsers that `pest_derive` compiles: the same tree, the same place of an
//! error, the same expectations, on inputs that were damaged at random.
//!
//! In: the queries of the corpus, and two small grammars that hold everything that pest has. Out: the first input on
//! which they differ. Absent: speed (`benches/workshop.rs`).

use std::path::{Path, PathBuf};

use annals::syntax::{self, Failure, Node, Parser as Reads};
use annals::workshop::corpus;
use annals::workshop::grammar::Grammar;
use annals::workshop::interpret::Interpreted;
use pest::error::{ErrorVariant, InputLocation};
use pest::iterators::Pair;

/// How many damaged queries are compared.
const QUERIES: u64 = 20_000;

/// The longest query that is damaged, in bytes: longer ones take long and show nothing that these do not.
const LONGEST: usize = 140;

/// How many inputs each small grammar gets.
const INPUTS: u64 = 10_000;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// A small generator of random numbers (splitmix64), so that a failure can be made again.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.next() % end.max(1) as u64).unwrap_or(0)
    }

    fn of<'a, T>(&mut self, items: &'a [T]) -> &'a T {
        &items[self.below(items.len())]
    }
}

/// Takes out, doubles, swaps or brings in words and characters of others.
fn damaged(text: &str, others: &[String], random: &mut Random) -> String {
    let mut words: Vec<String> = text.split(' ').map(str::to_owned).collect();
    for _ in 0..=random.below(3) {
        let (at, other) = (random.below(words.len()), random.below(words.len()));
        match random.below(7) {
            0 if words.len() > 1 => drop(words.remove(at)),
            1 => words.swap(at, other),
            2 => words.insert(at, words[other].clone()),
            3 => words.truncate(at + 1),
            4 => {
                let donor: Vec<&str> = random.of(others).split(' ').collect();
                words.insert(at, (*random.of(&donor)).to_owned());
            }
            5 => {
                let mut chars: Vec<char> = words[at].chars().collect();
                if !chars.is_empty() {
                    chars.remove(random.below(chars.len()));
                }
                words[at] = chars.into_iter().collect();
            }
            _ => {
                let donor: Vec<&str> = random.of(others).split(' ').collect();
                words.truncate(at);
                words.extend(donor[random.below(donor.len())..].iter().map(|word| (*word).to_owned()));
            }
        }
    }
    words.join(" ")
}

/// The queries of the corpus with their known words marked.
fn marked_queries() -> Vec<String> {
    let store = annals::load::shipped().store;
    let mut files: Vec<PathBuf> = std::fs::read_dir(root().join("tests/corpus"))
        .expect("the corpus is there")
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.extension().is_some_and(|extension| extension == "corpus"))
        .collect();
    files.sort();
    let texts =
        files.iter().map(|file| std::fs::read_to_string(file).expect("a file that was listed can be read"));
    let cases =
        texts.flat_map(|text| corpus::parse("corpus", &text).expect("corpus files can be read").cases);
    let marked = cases.filter_map(|case| Some(syntax::mark(&case.query, &store).ok()?.text));
    marked.filter(|text| text.len() <= LONGEST).collect()
}

#[test]
fn damaged_queries_are_read_as_the_compiled_parser_reads_them() {
    let grammar = ["words", "dates", "sentences"].map(|name| root().join(format!("grammar/{name}.pest")));
    let interpreted = Interpreted::new(&Grammar::read(&grammar).expect("the grammar is sound"));
    let queries = marked_queries();
    let compare = |first: u64, last: u64| {
        let mut accepted = 0;
        for seed in first..last {
            let mut random = Random(seed);
            let query = random.of(&queries).clone();
            let input = if seed % 8 == 0 { query } else { damaged(&query, &queries, &mut random) };
            let (ours, theirs) =
                (interpreted.parse("query", &input), syntax::Compiled.parse("query", &input));
            assert_eq!(ours, theirs, "seed {seed}: {input:?}");
            accepted += usize::from(ours.is_ok());
        }
        accepted
    };
    let accepted: usize = std::thread::scope(|scope| {
        let half = QUERIES / 2;
        let halves =
            [(0, half), (half, QUERIES)].map(|(first, last)| scope.spawn(move || compare(first, last)));
        halves.map(|half| half.join().expect("both parsers agree")).into_iter().sum()
    });
    let share = accepted as u64 * 100 / QUERIES;
    assert!((10..=90).contains(&share), "{share} % accepted: the inputs say little");
}

mod kinds {
    #[derive(pest_derive::Parser)]
    #[grammar = "../tests/workshop/kinds.pest"]
    pub(crate) struct Kinds;
}

mod comments {
    #[derive(pest_derive::Parser)]
    #[grammar = "../tests/workshop/comments.pest"]
    pub(crate) struct Comments;
}

fn node<R: pest::RuleType>(pair: Pair<'_, R>) -> Node {
    let (start, end) = (pair.as_span().start(), pair.as_span().end());
    let rule = format!("{:?}", pair.as_rule());
    let children = pair.into_inner().map(node).filter(|child| child.rule != "EOI").collect();
    Node { rule, start, end, children }
}

fn failure<R: pest::RuleType>(error: &pest::error::Error<R>) -> Failure {
    let (InputLocation::Pos(at) | InputLocation::Span((at, _))) = error.location;
    let ErrorVariant::ParsingError { positives, .. } = &error.variant else { panic!("{error}") };
    let mut expected: Vec<String> = positives.iter().map(|rule| format!("{rule:?}")).collect();
    expected.sort();
    expected.dedup();
    Failure { at, expected }
}

/// Compares a small grammar with its compiled self on inputs made of its own pieces.
fn same_as_compiled<P, R>(file: &str, start: R, pieces: &[&str])
where
    P: pest::Parser<R>,
    R: pest::RuleType,
{
    let grammar = Grammar::read(&[root().join("tests/workshop").join(file)]).expect("the grammar is sound");
    let interpreted = Interpreted::new(&grammar);
    let mut accepted = 0;
    for seed in 0..INPUTS {
        let mut random = Random(seed);
        let input: String = (0..random.below(10)).map(|_| *random.of(pieces)).collect();
        let ours = interpreted.parse("start", &input);
        let theirs = P::parse(start, &input).map(|mut pairs| node(pairs.next().expect("a start has a node")));
        assert_eq!(ours, theirs.map_err(|error| failure(&error)), "seed {seed}: {input:?}");
        accepted += usize::from(ours.is_ok());
    }
    assert!(accepted as u64 > INPUTS / 50, "{accepted} accepted: the inputs say little");
}

#[test]
fn every_kind_of_expression_is_read_as_the_compiled_parser_reads_it() {
    let pieces = [
        "a", "b", "ab", "fx", "k:", "k =", "v!", "<a b>", "'q'", "[", "]", ";", ",", ", ", "12", "-1.25",
        "1234", "a+", "a+b", "%a", "%a%b", "&c", "%%%", "?", "?a?", "@a", "@ab.@ab", "@aba@a", ".", "~",
        "~~", "~~~", "~*a*~~", " ", "\t", "# c\n", "#", "\n", "é",
    ];
    same_as_compiled::<kinds::Kinds, _>("kinds.pest", kinds::Rule::start, &pieces);
}

#[test]
fn lists_and_shadowed_alternatives_are_read_as_the_compiled_parser_reads_them() {
    let pieces = ["a", "bc", "a'", "1", "12", "+", "*", "(", ")", "/* c */", "/*", " ", "(a+b)", "a+", "a*1"];
    same_as_compiled::<comments::Comments, _>("comments.pest", comments::Rule::start, &pieces);
}
