//! Where facts come from: sources, citations, coverage, places in files.
//!
//! In: declarations that the loader has checked. Out: what answers cite.
//! Absent: reading them.

use super::{EntityId, RelationId, RoleId, SourceId, TextId};
use crate::time::Edtf;

/// A document that facts cite.
#[derive(Debug, Clone, PartialEq)]
pub struct Source {
    /// Its place among the sources.
    pub id: SourceId,
    /// Its id in the files: `kazan-article`.
    pub name: String,
    /// The title.
    pub title: String,
    /// Who published it.
    pub publisher: Option<String>,
    /// Who wrote it.
    pub author: Option<String>,
    /// When it was published, as written.
    pub published: Option<Edtf>,
    /// Where to read it.
    pub url: Option<String>,
    /// Where a copy is kept.
    pub archive: Option<String>,
    /// What sort of document it is.
    pub kind: Option<SourceKind>,
    /// Where it is declared.
    pub place: Place,
}

/// Sorts of sources.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SourceKind {
    /// A treaty or another binding text.
    Treaty,
    /// What the parties of a meeting put out together.
    Communique,
    /// A page or paper of an office.
    Official,
    /// Figures.
    Statistics,
    /// A work of reference, or data that others gathered.
    Reference,
    /// A report in the press.
    News,
}

impl SourceKind {
    /// All of them with the words that the files use.
    pub const ALL: [(&'static str, SourceKind); 6] = [
        ("treaty", SourceKind::Treaty),
        ("communique", SourceKind::Communique),
        ("official", SourceKind::Official),
        ("statistics", SourceKind::Statistics),
        ("reference", SourceKind::Reference),
        ("news", SourceKind::News),
    ];

    /// The word that the files use.
    pub fn word(self) -> &'static str {
        SourceKind::ALL.into_iter().find(|(_, kind)| *kind == self).map_or("", |(word, _)| word)
    }
}

/// One source of a fact, and where in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Citation {
    /// The source.
    pub source: SourceId,
    /// Where in it: `paragraph 91`.
    pub locator: Option<TextId>,
}

/// A line of a file that was loaded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Place {
    /// Which of the loaded files, from 0.
    pub file: u16,
    /// The line, from 1.
    pub line: u32,
}

/// A part of the base that claims to be complete.
#[derive(Debug, Clone, PartialEq)]
pub struct Coverage {
    /// The relation.
    pub relation: RelationId,
    /// What is covered: facts with these values; roles left out: any.
    pub roles: Vec<(RoleId, EntityId)>,
    /// The period for which it is complete.
    pub when: Edtf,
    /// When that was last checked.
    pub checked: Option<Edtf>,
    /// What the claim rests on.
    pub citations: Vec<Citation>,
    /// Where it is declared.
    pub place: Place,
}
