//! Sources as entries of BibTeX.
//!
//! In: sources with their keys. Out: UTF-8 entries that BibTeX, Biber and their readers take as they are. Names and
//! titles stand in two braces, so that no style splits or lower-cases them. A date that year, month and day cannot say
//! stands in the note as recorded. Absent: fields that nothing is known of.

use std::io;

use super::published::Published;
use crate::fact::{Source, SourceKind};
use crate::text::escape_controls;

/// The names of the months that every style knows.
const MONTHS: [&str; 12] =
    ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/// Writes an entry for each source, with an empty line between two.
pub(super) fn write(out: &mut dyn io::Write, sources: &[(String, &Source)]) -> io::Result<()> {
    for (at, (key, source)) in sources.iter().enumerate() {
        if at > 0 {
            writeln!(out)?;
        }
        writeln!(out, "@{}{{{key},", kind(source))?;
        for (field, value) in fields(source) {
            writeln!(out, "  {field} = {value},")?;
        }
        writeln!(out, "}}")?;
    }
    Ok(())
}

/// The sort of entry: one of those that need no more than is known.
fn kind(source: &Source) -> &'static str {
    match source.kind {
        Some(SourceKind::News) if source.publisher.is_some() => "article",
        Some(SourceKind::Reference) if source.author.is_some() && source.publisher.is_some() => "book",
        _ => "misc",
    }
}

/// The fields of an entry with their values, ready to stand after `=`.
fn fields(source: &Source) -> Vec<(&'static str, String)> {
    let mut fields = Vec::new();
    let whole = |text: &str| format!("{{{{{}}}}}", escape(text));
    if let Some(author) = &source.author {
        fields.push(("author", whole(author)));
    }
    fields.push(("title", whole(&source.title)));
    if let Some(publisher) = &source.publisher {
        let field = if kind(source) == "article" { "journal" } else { "publisher" };
        fields.push((field, whole(publisher)));
    }
    dates(source, &mut fields);
    if let Some(url) = source.url.as_deref().or(source.archive.as_deref()) {
        fields.push(("url", format!("{{{}}}", address(url))));
    }
    fields
}

fn dates(source: &Source, fields: &mut Vec<(&'static str, String)>) {
    let Some(date) = &source.published else { return };
    let parts = Published::of(date);
    let exact = parts.as_ref().filter(|date| date.season.is_none() && !date.circa && date.last.is_none());
    if let Some(parts) = &parts
        && parts.last.as_ref().is_none_or(|last| last[0] == parts.first[0])
    {
        fields.push(("year", format!("{{{}}}", parts.first[0])));
    }
    let Some(exact) = exact else {
        fields.push(("note", format!("{{Date as recorded: {}}}", escape(date.as_str()))));
        return;
    };
    let month = exact.first.get(1).and_then(|month| usize::try_from(*month).ok());
    if let Some(month) = month.and_then(|month| MONTHS.get(month.checked_sub(1)?)) {
        fields.push(("month", (*month).to_owned()));
    }
    if let Some(day) = exact.first.get(2) {
        fields.push(("day", format!("{{{day}}}")));
    }
}

/// A text that LaTeX prints as it is. Braces become words, since BibTeX counts them even after a backslash.
fn escape(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut escaped = String::with_capacity(line.len() + 8);
    for c in escape_controls(&line).chars() {
        match c {
            '\\' => escaped.push_str("\\textbackslash{}"),
            '{' => escaped.push_str("\\textbraceleft{}"),
            '}' => escaped.push_str("\\textbraceright{}"),
            '~' => escaped.push_str("\\textasciitilde{}"),
            '^' => escaped.push_str("\\textasciicircum{}"),
            '&' | '%' | '$' | '#' | '_' => {
                escaped.push('\\');
                escaped.push(c);
            }
            c => escaped.push(c),
        }
    }
    escaped
}

/// An address, which stands there letter by letter: only what would end the field is written as `%7D`.
fn address(url: &str) -> String {
    let mut plain = String::with_capacity(url.len());
    for c in url.chars() {
        if "{}\\".contains(c) || c.is_whitespace() || c.is_control() {
            c.encode_utf8(&mut [0; 4]).bytes().for_each(|byte| plain.push_str(&format!("%{byte:02X}")));
        } else {
            plain.push(c);
        }
    }
    escape_controls(&plain).into_owned()
}
