//! The compiled grammar: marked text in, nodes out.
//!
//! In: marked text. Out: [`Node`]s, or where and what the grammar expected. The closed words are
//! derived from the names of the rules, so that each word stands once, in `grammar/words.pest`.
//! Absent: English about errors, and any meaning.

use std::collections::HashSet;
use std::sync::{LazyLock, Once};

use pest::Parser;
use pest::error::{ErrorVariant, InputLocation};
use pest::iterators::Pair;

use super::mark::Marked;
use super::node::Node;

#[derive(pest_derive::Parser)]
#[grammar = "../grammar/words.pest"]
#[grammar = "../grammar/dates.pest"]
#[grammar = "../grammar/sentences.pest"]
struct Annals;

/// How many rule calls one query may cost; real ones stay under a few thousand.
const CALL_LIMIT: usize = 1_000_000;

/// Where the grammar stopped, and the rules that it would have accepted there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Failure {
    /// The furthest place reached, in the marked text.
    pub(super) at: usize,
    /// Names of rules, sorted, once each; empty when a limit was hit.
    pub(super) expected: Vec<String>,
}

/// Parses a whole query.
pub(super) fn parse(marked: &Marked) -> Result<Node, Failure> {
    static LIMIT: Once = Once::new();
    LIMIT.call_once(|| pest::set_call_limit(std::num::NonZeroUsize::new(CALL_LIMIT)));
    let mut pairs = Annals::parse(Rule::query, &marked.text).map_err(|error| failure(&error))?;
    pairs.next().map(node).ok_or(Failure { at: 0, expected: Vec::new() })
}

/// The length in bytes of the date that `text` starts with, if it starts with a whole one: a month
/// without its year is none.
pub(super) fn date_length(text: &str) -> Option<usize> {
    let date = Annals::parse(Rule::date, text).ok()?.next()?;
    let partial = date.clone().into_inner().flatten().any(|inner| inner.as_rule() == Rule::bare_month);
    (!partial).then(|| date.as_str().trim_end().len())
}

/// The length in bytes of `define … as` at the start of the text.
pub(super) fn definition_head(text: &str) -> Option<usize> {
    Annals::parse(Rule::definition_head, text).ok().map(|pairs| pairs.as_str().trim_end().len())
}

/// The head of a definition as nodes, in text that is not marked.
pub(super) fn definition_head_nodes(text: &str) -> Option<Node> {
    Annals::parse(Rule::definition_head, text).ok()?.next().map(node)
}

/// Whether the text is a closed word of the language: a keyword, a month or a season.
pub fn is_closed(text: &str) -> bool {
    static WORDS: LazyLock<HashSet<String>> = LazyLock::new(|| closed_words().collect());
    WORDS.contains(&text.to_lowercase())
        || [Rule::month, Rule::season].into_iter().any(|rule| matches_whole(rule, text))
}

fn matches_whole(rule: Rule, text: &str) -> bool {
    Annals::parse(rule, text).is_ok_and(|pairs| pairs.as_str().len() == text.len())
}

/// Every keyword of the language, as it is typed: `since`, `as of`, `but not`.
pub fn closed_words() -> impl Iterator<Item = String> {
    Rule::all_rules()
        .iter()
        .filter_map(|rule| Some(format!("{rule:?}").strip_prefix("kw_")?.replace('_', " ")))
}

/// The prepositions that a vocabulary may choose among: the closed words that the rule
/// `preposition` accepts.
pub fn prepositions() -> impl Iterator<Item = String> {
    closed_words().filter(|word| matches_whole(Rule::preposition, word))
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
        ErrorVariant::CustomError { .. } => Vec::new(),
    };
    expected.sort();
    expected.dedup();
    Failure { at, expected }
}

/// The names of all rules of the grammar.
#[cfg(test)]
pub(super) fn rule_names() -> Vec<String> {
    Rule::all_rules().iter().map(|rule| format!("{rule:?}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_keyword_rule_matches_its_name() {
        for rule in Rule::all_rules() {
            if let Some(word) = format!("{rule:?}").strip_prefix("kw_") {
                let word = word.replace('_', " ");
                assert!(matches_whole(*rule, &word), "kw rule {rule:?} does not match `{word}`");
                assert!(!matches_whole(*rule, &format!("{word}x")), "{rule:?} lacks a word boundary");
            }
        }
    }

    #[test]
    fn dates_have_lengths_and_bare_months_have_none() {
        assert_eq!(date_length("May 2018 in Kazan"), Some(8));
        assert_eq!(date_length("2024-05-15?"), Some(10));
        assert_eq!(date_length("May"), None);
        assert_eq!(date_length("members"), None);
    }

    #[test]
    fn prepositions_come_from_the_grammar() {
        let found: Vec<_> = prepositions().collect();
        assert!(found.contains(&"of".to_owned()) && found.contains(&"towards".to_owned()));
        assert!(!found.contains(&"since".to_owned()));
    }
}
