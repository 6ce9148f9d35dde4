//! `annals grammar lint`: what is wrong with a grammar though pest takes it.
//!
//! In: a grammar, its start rules, and what the caller knows of the language. Out: [`Finding`]s, each with its place
//! and what to write instead. Absent: what pest refuses itself (`grammar`), and how findings look (`report`).
//!
//! The rooms, in reading order: `facts` (what rules can begin and end with), a file for each group of checks, `allow`
//! (comments in the grammar that excuse a finding).

mod allow;
mod facts;
mod keywords;
mod literals;
mod names;
mod order;
mod report;
mod samples;
mod space;
#[cfg(test)]
mod tests;
mod unused;

use std::fmt;

use super::grammar::{Grammar, RuleId};
use crate::text::Span;
use facts::Facts;

pub use report::{json, text};

/// What is looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Check {
    /// A rule that nothing leads to.
    Unused,
    /// The same alternative twice in one choice.
    Repeated,
    /// An alternative that an earlier one always forestalls.
    Shadowed,
    /// A keyword that is no reserved word.
    Reserved,
    /// A keyword that also matches the start of longer words.
    Boundary,
    /// A literal in a rule that has other parts: no message can speak of it.
    Literal,
    /// A rule that messages cannot name.
    Name,
    /// A rule whose span can end in white space.
    Space,
    /// A file that ends in a comment, and the next file's first line would belong to it.
    Newline,
    /// An allowance without a reason, or one that allows nothing.
    Allowance,
}

impl Check {
    /// All of them, in the order of a report.
    pub const ALL: [Check; 10] = [
        Check::Unused,
        Check::Repeated,
        Check::Shadowed,
        Check::Reserved,
        Check::Boundary,
        Check::Literal,
        Check::Name,
        Check::Space,
        Check::Newline,
        Check::Allowance,
    ];

    /// The word for it, in reports and in allowances.
    pub fn word(self) -> &'static str {
        match self {
            Check::Unused => "unused",
            Check::Repeated => "repeated",
            Check::Shadowed => "shadowed",
            Check::Reserved => "reserved",
            Check::Boundary => "boundary",
            Check::Literal => "literal",
            Check::Name => "name",
            Check::Space => "space",
            Check::Newline => "newline",
            Check::Allowance => "allowance",
        }
    }

    /// The check of that word.
    pub fn named(word: &str) -> Option<Check> {
        Check::ALL.into_iter().find(|check| check.word() == word)
    }
}

impl fmt::Display for Check {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

/// Something that is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// What was looked for.
    pub check: Check,
    /// The rule that it stands in; none for what concerns a file.
    pub rule: Option<RuleId>,
    /// Where, in the joined text of the grammar.
    pub span: Span,
    /// What is wrong, in one sentence in lower case.
    pub message: String,
    /// What to write instead.
    pub help: String,
}

/// What a caller knows of the language, where the grammar does not say it.
#[derive(Default)]
pub struct Knowledge<'a> {
    /// The rules that parses start with.
    pub starts: Vec<RuleId>,
    /// Whether a word is reserved. Without it: whether the rule `reserved` leads to it; and where there is no
    /// such rule, nothing is asked.
    pub is_reserved: Option<&'a dyn Fn(&str) -> bool>,
    /// Whether messages have a name for a rule. Without it: whether a `///` comment stands before it; and where no
    /// rule has one, nothing is asked.
    pub has_name: Option<&'a dyn Fn(&str) -> bool>,
}

/// Everything that is wrong with a grammar and not allowed there, in the order of its text.
pub fn lint(grammar: &Grammar, knowledge: &Knowledge<'_>) -> Vec<Finding> {
    let facts = Facts::of(grammar, &knowledge.starts);
    let mut found = Vec::new();
    unused::check(grammar, &facts, &mut found);
    order::check(grammar, &facts, &mut found);
    keywords::check(grammar, &facts, knowledge, &mut found);
    literals::check(grammar, &facts, &mut found);
    names::check(grammar, &facts, knowledge, &mut found);
    space::check(grammar, &facts, &mut found);
    unused::check_files(grammar, &mut found);
    let mut found = allow::without_allowed(grammar, found);
    found.sort_by_key(|finding| (finding.span.start, finding.check));
    found
}
