//! What can be doubtful in a base that was read.
//!
//! In: nothing. Out: [`Flaw`]. Absent: finding it, and the English for people (`say`).
//!
//! The input below each variant is run as a test, after a small vocabulary (`tests/load/base.toml`).

use crate::text::Level;

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
}
