//! Two grammars over the same queries: those of the corpus, and sentences of both.
//!
//! In: two versions, queries, what the language is. Out: [`Compared`]. Absent: rules (`delta`), reports, files.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};

use super::super::generate::{NoWords, Options as Making, generate};
use super::super::grammar::{Grammar, RuleId};
use super::super::language::Language;
use super::super::reader::Reader;
use super::super::watch::Watch;
use super::class::{Class, Taken, class, shape, shown, taken};
use super::delta::Delta;

/// How many of each class are kept, the shortest.
const KEPT: usize = 3;
/// How many threads read queries; the machines that this is made for have two cores.
const THREADS: usize = 2;

/// Where a query comes from.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Origin {
    /// The corpus: file and title.
    Corpus(String, String),
    /// Made of the old grammar.
    Old,
    /// Made of the new grammar.
    New,
}

/// A query to read with both.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Query {
    /// As typed.
    pub text: String,
    /// Where it comes from.
    pub origin: Origin,
}

/// A query that the change did something to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// The query.
    pub query: Query,
    /// What it was.
    pub old: String,
    /// What it is now.
    pub new: String,
}

/// What a change does.
#[derive(Debug, Clone, Default)]
pub struct Compared {
    /// How many queries came to what.
    pub counts: BTreeMap<Class, usize>,
    /// The shortest of each class but the first.
    pub shortest: BTreeMap<Class, Vec<Difference>>,
    /// How many queries there were.
    pub queries: usize,
    /// Whether it was stopped before its time.
    pub stopped: bool,
}

impl Compared {
    /// This and what came of further queries.
    #[must_use]
    pub fn and(self, further: Compared) -> Self {
        joined(vec![self, further])
    }
}

/// Sentences of both versions, most of them through the rules that differ.
pub fn sentences(
    (old, old_start): (&Grammar, RuleId),
    (new, new_start): (&Grammar, RuleId),
    delta: &Delta,
    language: Language<'_>,
    (count, seed): (usize, u64),
    watch: &dyn Watch,
) -> Vec<Query> {
    let rules = delta.rules();
    let make = |grammar: &Grammar, start: RuleId, origin: Origin| {
        let lean = rules.iter().filter_map(|name| grammar.find(name)).collect();
        let options = Making { count: count / 2, seed, lean, ..Making::default() };
        let reader = Reader::new(grammar, start, language);
        let made = match language.words() {
            Some(mut words) => generate(&reader, &mut words, &options, watch),
            None => generate(&reader, &mut NoWords, &options, watch),
        };
        made.sentences.into_iter().map(move |text| Query { text, origin: origin.clone() }).collect::<Vec<_>>()
    };
    std::thread::scope(|scope| {
        let olds = scope.spawn(|| make(old, old_start, Origin::Old));
        let mut all = make(new, new_start, Origin::New);
        // A thread that panicked made nothing; the panic itself was shown.
        all.extend(olds.join().unwrap_or_default());
        all
    })
}

/// Reads all queries with both.
pub fn compare(
    old: (&Grammar, RuleId),
    new: (&Grammar, RuleId),
    language: Language<'_>,
    queries: &[Query],
    watch: &dyn Watch,
) -> Compared {
    let done = AtomicUsize::new(0);
    let size = queries.len().div_ceil(THREADS).max(1);
    let parts: Vec<Compared> = std::thread::scope(|scope| {
        let work = |part: &[Query]| {
            let pair =
                Pair { old: Reader::new(old.0, old.1, language), new: Reader::new(new.0, new.1, language) };
            let mut compared = Compared::default();
            for query in part {
                watch.at(done.fetch_add(1, Ordering::Relaxed), queries.len());
                if watch.is_stopped() {
                    compared.stopped = true;
                    break;
                }
                pair.query(query, &mut compared);
            }
            compared
        };
        let threads: Vec<_> = queries.chunks(size).map(|part| scope.spawn(move || work(part))).collect();
        threads.into_iter().filter_map(|thread| thread.join().ok()).collect()
    });
    joined(parts)
}

fn joined(parts: Vec<Compared>) -> Compared {
    let mut all = Compared::default();
    for part in parts {
        all.queries += part.queries;
        all.stopped |= part.stopped;
        for (class, count) in part.counts {
            *all.counts.entry(class).or_default() += count;
        }
        for (class, some) in part.shortest {
            for one in some {
                keep(all.shortest.entry(class).or_default(), one);
            }
        }
    }
    all
}

/// Keeps the shortest, each text once.
fn keep(kept: &mut Vec<Difference>, one: Difference) {
    if kept.iter().any(|other| other.query.text == one.query.text) {
        return;
    }
    kept.push(one);
    kept.sort_by_key(|one| (one.query.text.chars().count(), one.query.text.clone()));
    kept.truncate(KEPT);
}

struct Pair<'a> {
    old: Reader<'a>,
    new: Reader<'a>,
}

impl Pair<'_> {
    fn query(&self, query: &Query, compared: &mut Compared) {
        compared.queries += 1;
        let (old, new) = (how(&self.old, query), how(&self.new, query));
        let mut class = class(&old, &new);
        let (mut before, mut after) = (shown(&old), shown(&new));
        if let (Class::OtherTree, Taken::Tree(one), Taken::Tree(other)) = (class, &old, &new) {
            let answers = self.old.answer(&query.text, one).zip(self.new.answer(&query.text, other));
            if let Some((one, other)) = answers.filter(|(one, other)| one != other) {
                class = Class::OtherAnswer;
                (before, after) = (one, other);
            } else {
                (before, after) = apart(&shape(&one.trees), &shape(&other.trees));
            }
        }
        *compared.counts.entry(class).or_default() += 1;
        if class != Class::Same {
            let difference = Difference { query: query.clone(), old: before, new: after };
            keep(compared.shortest.entry(class).or_default(), difference);
        }
    }
}

/// How a version takes a query: a tree that the builder refuses is refused.
fn how(reader: &Reader<'_>, query: &Query) -> Taken {
    match taken(reader.read(&query.text), &|expected| reader.language.say(expected)) {
        Taken::Tree(read) => match reader.refusal(&read) {
            Some((at, message)) => Taken::Refused(at, message),
            None => Taken::Tree(read),
        },
        other => other,
    }
}

/// Two texts without what both begin with, so that the difference is seen at once.
fn apart(one: &str, other: &str) -> (String, String) {
    let same = one.bytes().zip(other.bytes()).take_while(|(a, b)| a == b).count();
    let open = one.get(..same).and_then(|same| same.rfind('(')).unwrap_or(0);
    let rest = |text: &str| {
        let rest = text.get(open..).unwrap_or(text);
        let mark = if open > 0 { "… " } else { "" };
        format!("{mark}{rest}")
    };
    (rest(one), rest(other))
}
