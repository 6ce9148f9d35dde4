//! The sources of an answer as a bibliography: Markdown, BibTeX, CSL-JSON.
//!
//! In: a view. Out: an entry for each source that the answer cites, in the order in which it does, each once. What a
//! source does not say is left out, never guessed. Absent: where in a source, which belongs to a citation; the day on
//! which someone read it, which no file records.

mod bibtex;
mod csl;
mod published;
#[cfg(test)]
mod tests;

use std::collections::HashSet;
use std::io;

use crate::fact::{Source, SourceId};
use crate::text::fold;

use super::{View, markdown, support};

/// How a bibliography is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// A numbered list.
    Markdown,
    /// Entries for LaTeX.
    Bibtex,
    /// An array for citation processors (<https://citeproc-js.readthedocs.io/en/latest/csl-json/markup.html>).
    CslJson,
}

/// Writes the sources of an answer.
pub(super) fn write(out: &mut dyn io::Write, view: &View<'_>, form: Form) -> io::Result<()> {
    let sources = cited(view);
    match form {
        Form::Markdown => markdown::bibliography(out, &sources),
        Form::Bibtex => bibtex::write(out, &keyed(&sources)),
        Form::CslJson => csl::write(out, &keyed(&sources)),
    }
}

/// The sources of an answer: those that its rows are about or cite, and those of the coverage that it rests on.
fn cited<'a>(view: &View<'a>) -> Vec<&'a Source> {
    let mut seen = HashSet::new();
    let about = view.answer.rows.iter().filter_map(|row| row.source);
    let all = support::citations_of_all(view).into_iter().map(|citation| citation.source);
    let ids: Vec<SourceId> = about.chain(all).filter(|id| seen.insert(*id)).collect();
    ids.into_iter().map(|id| view.store.source(id)).collect()
}

/// Sources with their keys: the id in the files, as far as every program takes its characters; the same in every answer.
/// Ids that come out alike get a number.
fn keyed<'s>(sources: &[&'s Source]) -> Vec<(String, &'s Source)> {
    let mut taken = HashSet::new();
    let plain = |c: char| if c.is_ascii_alphanumeric() || "-_.:".contains(c) { c } else { '-' };
    let key = |source: &&'s Source| {
        let stem: String = fold(&source.name).chars().map(plain).collect();
        let mut key = stem.clone();
        let mut number = 2;
        while !taken.insert(key.clone()) {
            key = format!("{stem}-{number}");
            number += 1;
        }
        (key, *source)
    };
    sources.iter().map(key).collect()
}
