//! The seam at which parsers are exchanged.
//!
//! In: the name of a rule, a text. Out: [`Node`]s, or where the grammar stopped: from the compiled grammar, or from
//! one that was read at run time. Absent: English about errors, and any meaning.

use std::fmt::Debug;

use super::node::Node;

/// Where a grammar stopped, and the rules that it would have accepted there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    /// The furthest place reached, in bytes of the text that was parsed.
    pub at: usize,
    /// Names of rules, sorted, once each; empty where the grammar only knows what must not stand there.
    pub expected: Vec<String>,
    /// Whether it gave up because of a limit of steps or of depth; nothing is expected then.
    pub gave_up: bool,
}

impl Failure {
    /// A failure at a place where these rules were expected.
    pub fn new(at: usize, expected: Vec<String>) -> Self {
        Failure { at, expected, gave_up: false }
    }
}

/// Something that reads text by the rules of a grammar.
pub trait Parser: Debug + Send + Sync {
    /// Reads the start of a text with a rule; the end of the input is no node.
    ///
    /// # Errors
    /// [`Failure`]; without expectations also where the grammar has no such rule.
    fn parse(&self, rule: &str, text: &str) -> Result<Node, Failure>;

    /// The same where it does not matter why a text is refused, which takes the longer part of the time to find.
    fn tree(&self, rule: &str, text: &str) -> Option<Node> {
        self.parse(rule, text).ok()
    }

    /// The closed words of the grammar, as they are typed: `since`, `as of`.
    fn closed_words(&self) -> &[String];
}

impl dyn Parser + '_ {
    /// The length in bytes of the date that `text` starts with, if it starts with a whole one: a month
    /// without its year is none.
    pub(super) fn date_length(&self, text: &str) -> Option<usize> {
        let date = self.tree("date", text)?;
        (!date.holds("bare_month")).then(|| trimmed_length(text, &date))
    }

    /// The length in bytes of `define … as` at the start of the text.
    pub(super) fn definition_head(&self, text: &str) -> Option<usize> {
        self.tree("definition_head", text).map(|head| trimmed_length(text, &head))
    }

    /// Whether the text is a closed word of the language: a keyword, a month or a season.
    pub(super) fn is_closed(&self, text: &str) -> bool {
        let word = text.to_lowercase();
        self.closed_words().contains(&word)
            || ["month", "season"].into_iter().any(|rule| self.matches_whole(rule, text))
    }

    /// Whether a word belongs to the language before any name: a closed word, one of several that make a closed word
    /// together (`according`), or a number or scale in letters.
    pub fn is_reserved(&self, text: &str) -> bool {
        let word = text.to_lowercase();
        self.is_closed(text)
            || self.closed_words().iter().any(|closed| closed.split(' ').any(|part| part == word))
            || ["small_number", "later_ordinal", "short_scale"]
                .into_iter()
                .any(|rule| self.matches_whole(rule, text))
    }

    /// Whether a rule matches a text to its end.
    pub(super) fn matches_whole(&self, rule: &str, text: &str) -> bool {
        self.tree(rule, text).is_some_and(|node| node.end == text.len())
    }
}

/// The closed word that a rule stands for, by its name; none for any other rule.
pub fn closed_word(rule: &str) -> Option<String> {
    Some(rule.strip_prefix("kw_")?.replace('_', " "))
}

fn trimmed_length(text: &str, node: &Node) -> usize {
    text.get(..node.end).unwrap_or_default().trim_end().len()
}
