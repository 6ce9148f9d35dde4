//! The names of the formats.
//!
//! In: a name. Out: [`Format`]. Absent: what each looks like.

use std::fmt;
use std::str::FromStr;

use crate::text::english::{list, quote};

/// The forms that an answer can take.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Format {
    /// For people: columns side by side, records where they do not fit.
    #[default]
    Table,
    /// For people: one field a line, row after row.
    Record,
    /// Comma-separated values, quoted as RFC 4180 says.
    Csv,
    /// Tab-separated values; tab, line break and backslash in a value become `\t`, `\n`, `\r`, `\\`.
    Tsv,
    /// One JSON array of objects; a verdict or a count is one object.
    Json,
    /// One JSON object a line.
    Jsonl,
    /// A table in GitHub-flavoured Markdown with a list of sources below.
    Markdown,
    /// The first column alone, one answer a line. Possible rows are among them, unmarked.
    Bare,
    /// The sources alone: a numbered list in Markdown.
    Bibliography,
    /// The sources alone: entries of BibTeX.
    Bibtex,
    /// The sources alone: an array of CSL-JSON.
    CslJson,
}

impl Format {
    /// All of them, in the order that help shows them.
    pub const ALL: [Format; 11] = [
        Format::Table,
        Format::Record,
        Format::Csv,
        Format::Tsv,
        Format::Json,
        Format::Jsonl,
        Format::Markdown,
        Format::Bare,
        Format::Bibliography,
        Format::Bibtex,
        Format::CslJson,
    ];

    /// The name to ask for it by: `jsonl`.
    pub fn name(self) -> &'static str {
        match self {
            Format::Table => "table",
            Format::Record => "record",
            Format::Csv => "csv",
            Format::Tsv => "tsv",
            Format::Json => "json",
            Format::Jsonl => "jsonl",
            Format::Markdown => "markdown",
            Format::Bare => "bare",
            Format::Bibliography => "bibliography",
            Format::Bibtex => "bibtex",
            Format::CslJson => "csl-json",
        }
    }
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

/// A format was asked for by a name that none has: `xml`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormatUnknown {
    /// The name as given.
    pub name: String,
}

impl fmt::Display for FormatUnknown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names = Format::ALL.map(|format| format!("`{format}`"));
        let (given, known) = (quote(&self.name), list(&names, "or"));
        write!(f, "{given} is not a format; it can be {known}")
    }
}

impl std::error::Error for FormatUnknown {}

impl FromStr for Format {
    type Err = FormatUnknown;

    /// Reads a name, in any case.
    fn from_str(name: &str) -> Result<Self, FormatUnknown> {
        let known = Format::ALL.into_iter().find(|format| format.name().eq_ignore_ascii_case(name));
        known.ok_or_else(|| FormatUnknown { name: name.to_owned() })
    }
}
