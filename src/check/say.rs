//! Doubts in English.
//!
//! In: a [`Flaw`]. Out: one sentence, what stands beside the caret, what to write instead. Absent: drawing.

use super::flaw::Flaw;
use crate::text::english::article;

impl Flaw {
    /// One English sentence.
    pub fn message(&self) -> String {
        match self {
            Flaw::Duplicate { relation, when, .. } => {
                format!("this {relation} of `{when}` is recorded twice")
            }
            Flaw::Twin { relation, when, .. } => {
                format!("another {relation} of `{when}` has the same roles, and both count")
            }
            Flaw::Overlap { relation, when, other_when, .. } => format!(
                "`{when}` and `{other_when}` overlap, and are periods of one {relation} by one source"
            ),
            Flaw::Disagreement { relation, when, other_when, .. } => {
                format!("sources disagree on the period of this {relation}: `{when}` or `{other_when}`")
            }
            Flaw::TwoHolders { relation, of, holder, other_holder, .. } => {
                format!("`{other_holder}` and `{holder}` hold one {relation} (`{of}`) at the same time")
            }
            Flaw::BeforeItsBeginning { when, entity, since, .. } => {
                format!("`{when}` is before `{entity}` began: `{since}`")
            }
            Flaw::AfterItsSource { when, source, published } => {
                format!("`{when}` is after its source `{source}` appeared: `{published}`")
            }
            Flaw::AfterToday { when, today } => format!("`{when}` is after today, `{today}`"),
            Flaw::Stale { confirmed, fresh, .. } => format!(
                "this is still going on by a record of `{confirmed}`, which is more than `{fresh}` ago"
            ),
            Flaw::StaleCoverage { checked, fresh, .. } => {
                format!("this coverage was last checked on `{checked}`, which is more than `{fresh}` ago")
            }
            Flaw::SourceUnused { source } => format!("no fact cites the source `{source}`"),
            Flaw::NameShared { name, kinds, .. } => match kinds.as_slice() {
                [one] => format!("`{name}` is the name of two things of the kind `{one}`"),
                _ => format!("`{name}` is the name of two things that no role tells apart"),
            },
            Flaw::NameIsWord { name, word } => {
                format!("the name `{name}` is also {} {word} of the vocabulary", article(word))
            }
            Flaw::NameIsClosed { name } => format!("the name `{name}` is also a word of the language"),
            Flaw::NameIsPhrase { name } => format!("the name `{name}` hides the phrase of the same words"),
        }
    }

    /// What stands beside the caret.
    pub fn label(&self) -> Option<String> {
        Some(match self {
            Flaw::Duplicate { first, .. } | Flaw::Twin { first, .. } => format!("the first is in {first}"),
            Flaw::Overlap { other, .. }
            | Flaw::Disagreement { other, .. }
            | Flaw::TwoHolders { other, .. } => {
                format!("the other is in {other}")
            }
            Flaw::BeforeItsBeginning { said, .. } => format!("its beginning is in {said}"),
            Flaw::NameShared { ids, .. } => format!("they are {}", ids.join(" and ")),
            _ => return None,
        })
    }

    /// What to write instead, or what to look at.
    pub fn help(&self) -> String {
        match self {
            Flaw::Duplicate { .. } => "take one of them out".into(),
            Flaw::Twin { .. } => {
                "give both the same `id` if they are accounts of one thing, else tell them apart by a role".into()
            }
            Flaw::Overlap { .. } => {
                "correct one of the dates; give both the same `id` if one source says both".into()
            }
            Flaw::Disagreement { .. } => "nothing need be done: answers show both, with their sources".into(),
            Flaw::TwoHolders { .. } => {
                "correct the date on which one gave way to the other, or take `single` out of the relation".into()
            }
            Flaw::BeforeItsBeginning { .. } => "correct the date, or the one on which it began".into(),
            Flaw::AfterItsSource { .. } => {
                "correct the date, cite the source that reports it, or add `planned = true`".into()
            }
            Flaw::AfterToday { .. } => "correct the date, or add `planned = true`".into(),
            Flaw::Stale { .. } => {
                "add a newer source, or `checked = \"DATE\"` once somebody has looked, or the end of its period".into()
            }
            Flaw::StaleCoverage { .. } => "compare the record with its source, then move `checked` on".into(),
            Flaw::SourceUnused { .. } => "cite it in the facts that rest on it, or take it out".into(),
            Flaw::NameShared { .. } => {
                "queries must use the ids: give one of them another name, or a kind that a role tells apart".into()
            }
            Flaw::NameIsWord { name, .. } => {
                format!("a query reads `{name}` as that word where it can; people must write \"{name}\" in quotes")
            }
            Flaw::NameIsClosed { name } => {
                format!("it is the name only where that word cannot stand, or in quotes: \"{name}\"")
            }
            Flaw::NameIsPhrase { name } => {
                format!("a query reads `{name}` as this name; brackets or `the` within it give the phrase")
            }
        }
    }
}
