//! Every rule has an English name, and none leaks.
//!
//! In: the names of the rules. Out: assertions. Absent: what is expected where.

use super::super::grammar::rule_names;
use super::{NAMES, in_english};

#[test]
fn every_rule_has_an_english_name() {
    for rule in rule_names() {
        let named =
            rule.starts_with("kw_") || NAMES.iter().any(|(_, members)| members.contains(&rule.as_str()));
        let mark = rule.starts_with("is_")
            || ["open", "open_soft", "close", "class", "soft"].contains(&rule.as_str());
        assert!(
            named
                || mark
                || ["EOI", "ending", "tail", "finisher", "ending_word", "asked_for", "but_not", "being"]
                    .contains(&rule.as_str()),
            "`{rule}`"
        );
    }
}

#[test]
fn no_rule_name_leaks() {
    let said = in_english(&["preposition_tail".into(), "time_tail".into(), "kw_per".into(), "EOI".into()]);
    assert_eq!(said, ["a preposition such as `of`", "a time such as `since 2024`", "`per`", "the end"]);
}
