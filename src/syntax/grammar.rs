//! The compiled grammar: marked text in, nodes out.
//!
//! In: marked text. Out: [`Node`]s, or where and what the grammar expected, through the seam of `parser`. The closed words are
//! derived from the names of the rules, so that each word stands once, in `grammar/words.pest`.
//! Absent: English about errors, and any meaning.

use std::collections::HashMap;
use std::sync::{LazyLock, Once};

use pest::Parser as _;
use pest::error::{ErrorVariant, InputLocation};
use pest::iterators::Pair;

use super::node::Node;
use super::parser::{Failure, Parser, closed_word};

#[derive(pest_derive::Parser)]
#[grammar = "../grammar/words.pest"]
#[grammar = "../grammar/dates.pest"]
#[grammar = "../grammar/sentences.pest"]
struct Annals;

/// How many rule calls one query may cost; real ones stay under a few thousand.
pub const CALL_LIMIT: usize = 1_000_000;

/// The parser that ships.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Compiled;

static RULES: LazyLock<HashMap<String, Rule>> =
    LazyLock::new(|| Rule::all_rules().iter().map(|rule| (format!("{rule:?}"), *rule)).collect());

static CLOSED: LazyLock<Vec<String>> =
    LazyLock::new(|| Rule::all_rules().iter().filter_map(|rule| closed_word(&format!("{rule:?}"))).collect());

impl Parser for Compiled {
    fn parse(&self, rule: &str, text: &str) -> Result<Node, Failure> {
        static LIMIT: Once = Once::new();
        LIMIT.call_once(|| pest::set_call_limit(std::num::NonZeroUsize::new(CALL_LIMIT)));
        let none = || Failure::new(0, Vec::new());
        let rule = RULES.get(rule).ok_or_else(none)?;
        let mut pairs = Annals::parse(*rule, text).map_err(|error| failure(&error))?;
        pairs.next().map(node).ok_or_else(none)
    }

    fn closed_words(&self) -> &[String] {
        &CLOSED
    }
}

/// Whether the text is a closed word of the language: a keyword, a month or a season.
pub fn is_closed(text: &str) -> bool {
    (&Compiled as &dyn Parser).is_closed(text)
}

/// Whether the text is a word that asks: `who`, `when`.
pub(super) fn asks(text: &str) -> bool {
    is_any_of(&["wh", "adverbial"], text)
}

/// Whether the text is a verb that looks for words: `mentions`.
pub(super) fn searches(text: &str) -> bool {
    is_any_of(&["kw_mention", "kw_mentions", "kw_mentioned"], text)
}

/// Whether the text is a verb that stands before its subject: `did`, `is`.
pub(super) fn is_auxiliary(text: &str) -> bool {
    is_any_of(&["be", "have", "do", "kw_can"], text)
}

/// Whether the text is a pronoun that stands for one thing: `he`, `it`.
pub fn is_pronoun_of_one(text: &str) -> bool {
    is_any_of(&["kw_he", "kw_she", "kw_it"], text)
}

/// Whether a text is a date as the grammar reads it, a month without its year included.
pub fn is_date(text: &str) -> bool {
    is_any_of(&["date"], text)
}

fn is_any_of(rules: &[&str], text: &str) -> bool {
    let parser: &dyn Parser = &Compiled;
    rules.iter().any(|rule| parser.matches_whole(rule, text))
}

/// Every keyword of the language, as it is typed: `since`, `as of`, `but not`.
pub fn closed_words() -> impl Iterator<Item = String> {
    CLOSED.iter().cloned()
}

/// The prepositions that a vocabulary may choose among: the closed words that the rule
/// `preposition` accepts.
pub fn prepositions() -> impl Iterator<Item = String> {
    let parser: &dyn Parser = &Compiled;
    closed_words().filter(move |word| parser.matches_whole("preposition", word))
}

fn node(pair: Pair<'_, Rule>) -> Node {
    let span = pair.as_span();
    let rule = format!("{:?}", pair.as_rule());
    let children = pair.into_inner().filter(|inner| inner.as_rule() != Rule::EOI).map(node).collect();
    Node { rule, start: span.start(), end: span.end(), children }
}

fn failure(error: &pest::error::Error<Rule>) -> Failure {
    let (InputLocation::Pos(at) | InputLocation::Span((at, _))) = error.location;
    let mut expected: Vec<String> = match &error.variant {
        ErrorVariant::ParsingError { positives, .. } => {
            positives.iter().map(|rule| format!("{rule:?}")).collect()
        }
        // A limit is the only thing that pest says in words of its own.
        ErrorVariant::CustomError { .. } => return Failure { at, expected: Vec::new(), gave_up: true },
    };
    expected.sort();
    expected.dedup();
    Failure::new(at, expected)
}

/// The names of all rules of the grammar.
#[cfg(test)]
pub(super) fn rule_names() -> Vec<String> {
    Rule::all_rules().iter().map(|rule| format!("{rule:?}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parser() -> &'static dyn Parser {
        &Compiled
    }

    #[test]
    fn every_keyword_rule_matches_its_name() {
        for rule in Rule::all_rules() {
            if let Some(word) = format!("{rule:?}").strip_prefix("kw_") {
                let word = word.replace('_', " ");
                assert!(
                    parser().matches_whole(&format!("{rule:?}"), &word),
                    "kw rule {rule:?} does not match `{word}`"
                );
                assert!(
                    !parser().matches_whole(&format!("{rule:?}"), &format!("{word}x")),
                    "{rule:?} lacks a word boundary"
                );
            }
        }
    }

    #[test]
    fn dates_have_lengths_and_bare_months_have_none() {
        assert_eq!(parser().date_length("May 2018 in Kazan"), Some(8));
        assert_eq!(parser().date_length("2024-05-15?"), Some(10));
        assert_eq!(parser().date_length("May"), None);
        assert_eq!(parser().date_length("members"), None);
    }

    #[test]
    fn dates_are_those_of_the_grammar() {
        for date in ["2024", "October 2024", "23 Oct 2024", "last year", "May", "2024-05-15", "the 1990s"] {
            assert!(is_date(date), "{date}");
        }
        assert!(!is_date("members") && !is_date("2024 of"));
    }

    #[test]
    fn prepositions_come_from_the_grammar() {
        let found: Vec<_> = prepositions().collect();
        assert!(found.contains(&"of".to_owned()) && found.contains(&"towards".to_owned()));
        assert!(!found.contains(&"since".to_owned()));
    }
}
