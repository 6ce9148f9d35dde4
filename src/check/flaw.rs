//! What can be doubtful in a base that was read.
//!
//! In: nothing. Out: [`Flaw`], with its English. Absent: finding it.
//!
//! The input below each variant is run as a test, after a small vocabulary (`tests/load/base.toml`).

use crate::text::Level;
use crate::text::english::article;

/// What is doubtful. `first`, `other` and the like are places: file and line.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Flaw {
    /// Input:
    /// ```toml
    /// [[membership]]
    /// member = "iran"
    /// organisation = "brics"
    /// when = "2024-01-01/.."
    /// source = "gazette, page 1"
    /// ```
    Duplicate {
        /// The relation.
        relation: String,
        /// The date of both.
        when: String,
        /// Where the first stands.
        first: String,
    },
    /// Input:
    /// ```toml
    /// [source.herald]
    /// title = "The Herald"
    /// [[visit]]
    /// visitor = "iran"
    /// when = "2024-05-01"
    /// source = "gazette"
    /// [[visit]]
    /// visitor = "iran"
    /// when = "2024-05-01"
    /// source = "herald"
    /// ```
    Twin {
        /// The relation.
        relation: String,
        /// The date of both.
        when: String,
        /// Where the first stands.
        first: String,
    },
    /// Input:
    /// ```toml
    /// [[membership]]
    /// member = "russia"
    /// organisation = "brics"
    /// when = "2010-01-01/2012-01-01"
    /// source = "gazette"
    /// [[membership]]
    /// member = "russia"
    /// organisation = "brics"
    /// when = "2011-01-01/2014-01-01"
    /// source = "gazette"
    /// ```
    Overlap {
        /// The relation.
        relation: String,
        /// The period of this one.
        when: String,
        /// The period of the other.
        other_when: String,
        /// Where the other stands.
        other: String,
    },
    /// Input:
    /// ```toml
    /// [source.herald]
    /// title = "The Herald"
    /// [[membership]]
    /// member = "russia"
    /// organisation = "brics"
    /// when = "2010-01-01/2012-01-01"
    /// source = "gazette"
    /// [[membership]]
    /// member = "russia"
    /// organisation = "brics"
    /// when = "2011-01-01/2014-01-01"
    /// source = "herald"
    /// ```
    Disagreement {
        /// The relation.
        relation: String,
        /// The period of this one.
        when: String,
        /// The period of the other.
        other_when: String,
        /// Where the other stands.
        other: String,
    },
    /// Input:
    /// ```toml
    /// [relation.chair]
    /// shape = "state"
    /// single = ["of"]
    /// roles = { holder = { kinds = ["country"] }, of = { kinds = ["organisation"] } }
    /// [[chair]]
    /// holder = "iran"
    /// of = "brics"
    /// when = "2020-01-01/2021-12-31"
    /// source = "gazette"
    /// [[chair]]
    /// holder = "russia"
    /// of = "brics"
    /// when = "2021-01-01/2022-12-31"
    /// source = "gazette"
    /// ```
    TwoHolders {
        /// The relation.
        relation: String,
        /// What has one at a time, by its names.
        of: String,
        /// Who holds it in this fact, by names.
        holder: String,
        /// Who holds it in the other.
        other_holder: String,
        /// Where the other stands.
        other: String,
    },
    /// Input:
    /// ```toml
    /// [entity.union]
    /// name = "Union"
    /// kind = "organisation"
    /// since = "2015-01-01"
    /// [[membership]]
    /// member = "russia"
    /// organisation = "union"
    /// when = "2014-05-29/.."
    /// source = "gazette"
    /// ```
    BeforeItsBeginning {
        /// The date.
        when: String,
        /// Whose beginning it precedes.
        entity: String,
        /// When that began.
        since: String,
        /// Where that is said.
        said: String,
    },
    /// Input:
    /// ```toml
    /// [[visit]]
    /// visitor = "iran"
    /// when = "2025-02-01"
    /// source = "gazette"
    /// ```
    AfterItsSource {
        /// The date of the fact.
        when: String,
        /// The source that appeared last.
        source: String,
        /// When.
        published: String,
    },
    /// Input:
    /// ```toml
    /// [source.undated]
    /// title = "A source without a date"
    /// [[visit]]
    /// visitor = "iran"
    /// when = "2199-02-01"
    /// source = "undated"
    /// ```
    AfterToday {
        /// The date of the fact.
        when: String,
        /// The day taken for today.
        today: String,
    },
    /// Input:
    /// ```toml
    /// [relation.friendship]
    /// shape = "state"
    /// confirm = "2 months"
    /// roles = { friend = { kinds = ["country"] } }
    /// [[friendship]]
    /// friend = "iran"
    /// when = "2020-01-01/.."
    /// source = "gazette"
    /// ```
    Stale {
        /// The relation.
        relation: String,
        /// The day up to which it is confirmed.
        confirmed: String,
        /// For how long that is enough.
        fresh: String,
    },
    /// Input:
    /// ```toml
    /// [relation.friendship]
    /// shape = "state"
    /// confirm = "2 months"
    /// roles = { friend = { kinds = ["country"] } }
    /// [[coverage]]
    /// relation = "friendship"
    /// when = "2020-01-01/.."
    /// checked = "2024-01-01"
    /// source = "gazette"
    /// ```
    StaleCoverage {
        /// The relation.
        relation: String,
        /// The day of the last check.
        checked: String,
        /// For how long that is enough.
        fresh: String,
    },
    /// Input:
    /// ```toml
    /// [source.herald]
    /// title = "The Herald"
    /// ```
    SourceUnused {
        /// The source.
        source: String,
    },
    /// Input:
    /// ```toml
    /// [entity.persia]
    /// name = "Persia"
    /// kind = "country"
    /// aliases = ["Iran"]
    /// ```
    NameShared {
        /// The name.
        name: String,
        /// The ids of those who have it.
        ids: Vec<String>,
        /// The kind that they share, or the two kinds that no role tells apart.
        kinds: Vec<String>,
    },
    /// Input:
    /// ```toml
    /// [entity.members-club]
    /// name = "The Members Club"
    /// kind = "organisation"
    /// aliases = ["Members"]
    /// ```
    NameIsWord {
        /// The name.
        name: String,
        /// What the vocabulary has it for: a noun, a verb.
        word: &'static str,
    },
    /// Input:
    /// ```toml
    /// [entity.health]
    /// name = "World Health Organization"
    /// kind = "organisation"
    /// aliases = ["WHO"]
    /// ```
    NameIsClosed {
        /// The name.
        name: String,
    },
    /// Input:
    /// ```toml
    /// [entity.brics-members]
    /// name = "Members of BRICS"
    /// kind = "organisation"
    /// ```
    NameIsPhrase {
        /// The name.
        name: String,
    },
}

impl Flaw {
    /// How grave it is: what makes an answer wrong is a warning, what may be meant is a note.
    pub fn level(&self) -> Level {
        match self {
            Flaw::Disagreement { .. } | Flaw::NameIsClosed { .. } | Flaw::NameIsPhrase { .. } => Level::Note,
            _ => Level::Warning,
        }
    }

    /// Its kind as a word for programs.
    pub fn kind(&self) -> &'static str {
        match self {
            Flaw::Duplicate { .. } => "duplicate",
            Flaw::Twin { .. } => "twin",
            Flaw::Overlap { .. } => "overlap",
            Flaw::Disagreement { .. } => "disagreement",
            Flaw::TwoHolders { .. } => "two-holders",
            Flaw::BeforeItsBeginning { .. } => "before-its-beginning",
            Flaw::AfterItsSource { .. } => "after-its-source",
            Flaw::AfterToday { .. } => "after-today",
            Flaw::Stale { .. } => "stale",
            Flaw::StaleCoverage { .. } => "stale-coverage",
            Flaw::SourceUnused { .. } => "source-unused",
            Flaw::NameShared { .. } => "name-shared",
            Flaw::NameIsWord { .. } => "name-is-word",
            Flaw::NameIsClosed { .. } => "name-is-closed",
            Flaw::NameIsPhrase { .. } => "name-is-phrase",
        }
    }

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
