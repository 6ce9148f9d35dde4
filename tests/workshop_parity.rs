//! The workshop's interpreter against the parsers that `pest_derive` compiles: the same tree, the same place of an
//! error, the same expectations, on inputs that were damaged at random.
//!
//! In: the queries of the corpus, sentences that the generator makes of the language's grammar, and two small grammars
//! that hold everything that pest has. Out: the first input on which they differ. Absent: speed
//! (`benches/workshop.rs`).

use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};

use annals::store::Store;
use annals::syntax::{self, Failure, Node, Parser as Reads};
use annals::time::Day;
use annals::workshop::corpus;
use annals::workshop::dice::Dice;
use annals::workshop::generate::{BaseWords, Options, damaged, generate};
use annals::workshop::grammar::Grammar;
use annals::workshop::interpret::Interpreted;
use annals::workshop::language::{self, Language};
use annals::workshop::reader::Reader;
use annals::workshop::watch::Unwatched;
use pest::error::{ErrorVariant, InputLocation};
use pest::iterators::Pair;

/// How many sentences of the language, most of them damaged, are compared.
const SENTENCES: usize = 20_000;

/// How many of them are made anew; the others are queries of the corpus.
const MADE: usize = 500;

/// How many inputs each small grammar gets.
const INPUTS: usize = 10_000;

/// How many sentences a thread takes at once.
const TURN: usize = 100;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The dice of one input, so that a failure can be made again.
fn dice(seed: usize) -> Dice {
    Dice::new(seed as u64)
}

/// The queries of the corpus.
fn queries() -> Vec<String> {
    let files = corpus::files(&root().join("tests/corpus")).expect("the corpus is there");
    let texts = files.iter().map(|file| std::fs::read_to_string(file).expect("a listed file can be read"));
    texts
        .flat_map(|text| corpus::parse("corpus", &text).expect("corpus files can be read").cases)
        .map(|case| case.query)
        .collect()
}

/// Sentences that go to every decision of the grammar.
fn made(grammar: &Grammar, store: &Store) -> Vec<String> {
    let start = grammar.find(language::STARTS[0]).expect("the start rule is there");
    let today = Day::from_ymd(2026, 11, 23).expect("a day of the calendar");
    let reader = Reader::new(grammar, start, Language::of(Some(store), today));
    let options = Options { count: MADE, ..Options::default() };
    generate(&reader, &mut BaseWords::of(store), &options, &Unwatched).sentences
}

#[test]
fn sentences_are_read_as_the_compiled_parser_reads_them() {
    let grammar = Grammar::read(&[root().join("grammar")]).expect("the grammar is sound");
    let store = annals::load::shipped().store;
    let (made, queries) = (made(&grammar, &store), queries());
    assert!(made.len() > 400 && queries.len() > 500, "{} and {}", made.len(), queries.len());
    let marked = |text: &String| Some(syntax::mark(text, &store).ok()?.text);
    let texts: Vec<String> = made.iter().chain(&queries).filter_map(marked).collect();
    let interpreted = Interpreted::new(&grammar);
    let (next, accepted) = (AtomicUsize::new(0), AtomicUsize::new(0));
    let work = || {
        loop {
            let first = next.fetch_add(TURN, Ordering::Relaxed);
            if first >= SENTENCES {
                return;
            }
            for seed in first..first + TURN {
                let is_read = same(&texts, seed, &interpreted);
                accepted.fetch_add(usize::from(is_read), Ordering::Relaxed);
            }
        }
    };
    std::thread::scope(|scope| {
        let other = scope.spawn(work);
        work();
        other.join().expect("both parsers agree");
    });
    let share = accepted.into_inner() * 100 / SENTENCES;
    assert!((10..=90).contains(&share), "{share} % accepted: the inputs say little");
}

/// Compares one input, as it is or damaged; whether it is accepted.
fn same(texts: &[String], seed: usize, interpreted: &Interpreted) -> bool {
    let mut dice = dice(seed);
    let text = &texts[seed % texts.len()];
    let is_whole = seed < texts.len();
    let other = dice.pick(texts).expect("there are texts");
    let input = if is_whole { text.clone() } else { damaged(text, other, &mut dice) };
    let ours = interpreted.parse("query", &input);
    assert_eq!(ours, syntax::Compiled.parse("query", &input), "seed {seed}: {input:?}");
    ours.is_ok()
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
    Failure::new(at, expected)
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
        let mut dice = dice(seed);
        let input: String = (0..dice.below(10)).filter_map(|_| dice.pick(pieces).copied()).collect();
        let ours = interpreted.parse("start", &input);
        let theirs = P::parse(start, &input).map(|mut pairs| node(pairs.next().expect("a start has a node")));
        assert_eq!(ours, theirs.map_err(|error| failure(&error)), "seed {seed}: {input:?}");
        accepted += usize::from(ours.is_ok());
    }
    assert!(accepted > INPUTS / 50, "{accepted} accepted: the inputs say little");
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
