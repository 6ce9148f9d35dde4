//! Corpus files brought up to date: only what changed is rewritten, and comments stay.
//!
//! In: a file, and what its queries came to. Out: the new text, and what was refused. Absent: writing it.

use std::ops::Range;

use super::case::{Case, Section, Stage};
use super::compare::{difference, split};
use super::format::CorpusFile;
use super::subject::Made;
use super::table::{Table, TableRow};

/// Why a case was not updated.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// It was answered, and is refused now.
    AcceptToReject,
    /// It was refused, and is answered now.
    RejectToAccept,
    /// Its answer is empty now.
    BecameEmpty,
}

impl Refusal {
    /// What happened, as a sentence in lower case.
    pub fn sentence(self) -> &'static str {
        match self {
            Refusal::AcceptToReject => "not updated: the query was answered, and is refused now",
            Refusal::RejectToAccept => "not updated: the query was refused, and is answered now",
            Refusal::BecameEmpty => "not updated: the answer became empty",
        }
    }
}

/// Lines of a file and what takes their place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edit {
    /// The indexes of the lines.
    lines: Range<usize>,
    with: Vec<String>,
}

/// What must change in the file so that the case fits; nothing if it does.
///
/// # Errors
/// The [`Refusal`], unless forced.
pub fn edits(file: &CorpusFile, case: &Case, made: &Made, force: bool) -> Result<Vec<Edit>, Refusal> {
    let refuses = made.error.is_some();
    if refuses != case.refuses() {
        let refusal = if refuses { Refusal::AcceptToReject } else { Refusal::RejectToAccept };
        return if force { Ok(turn(file, case, made)) } else { Err(refusal) };
    }
    let mut edits = Vec::new();
    for section in &case.sections {
        let Some(new) = renewed(case, section, made) else { continue };
        if section.stage == Stage::Answer && !force && became_empty(section, made) {
            return Err(Refusal::BecameEmpty);
        }
        edits.push(Edit { lines: section.body.clone(), with: rewritten(file, section, &new) });
    }
    Ok(edits)
}

/// The text of the file with the edits made.
pub fn applied(file: &CorpusFile, mut edits: Vec<Edit>) -> String {
    let mut lines: Vec<String> = file.source.text.lines().map(str::to_owned).collect();
    edits.sort_by_key(|edit| (edit.lines.start, edit.lines.end));
    for edit in edits.into_iter().rev() {
        lines.splice(edit.lines, edit.with);
    }
    let mut text = lines.join("\n");
    text.push('\n');
    text
}

fn became_empty(section: &Section, made: &Made) -> bool {
    let held = Table::parse(&section.lines).holds_something();
    held && !made.answer.as_ref().is_some_and(Table::holds_something)
}

/// The new lines of a section that differs.
fn renewed(case: &Case, section: &Section, made: &Made) -> Option<Vec<String>> {
    difference(case, section.stage, made)?;
    match section.stage {
        Stage::Tree => made.tree.as_ref().map(|tree| split(&tree.to_string())),
        Stage::Canonical => made.canonical.as_deref().map(split),
        Stage::Reading => made.reading.as_deref().map(split),
        Stage::Plan => made.plan.as_deref().map(split),
        Stage::Hint => made.hint.as_deref().map(split),
        Stage::Error => made.error.as_deref().map(split),
        Stage::Answer => {
            made.answer.as_ref().map(|table| renewed_answer(section, table, made.is_ordered).lines())
        }
    }
}

/// The answer in the columns that were stated, with the rows that stay in the order in which they stood.
fn renewed_answer(section: &Section, made: &Table, is_ordered: bool) -> Table {
    let stated = Table::parse(&section.lines);
    let mut columns = stated.columns.clone();
    columns.retain(|column| made.project(std::slice::from_ref(column)).is_ok());
    if section.lines.is_empty() || columns.is_empty() && !stated.columns.is_empty() {
        return made.clone();
    }
    let Ok(mut table) = made.project(&columns) else { return made.clone() };
    if !is_ordered {
        let place = |row: &TableRow| stated.rows.iter().position(|old| old == row).unwrap_or(usize::MAX);
        table.rows.sort_by_key(place);
    }
    table
}

/// The new body of a section: comments stay before the line that they stood before, or move to the top;
/// what follows the last line stays.
fn rewritten(file: &CorpusFile, section: &Section, new: &[String]) -> Vec<String> {
    let old: Vec<&str> = file.source.text.lines().skip(section.body.start).take(section.body.len()).collect();
    let is_content = |line: &&str| !line.starts_with('#') && !line.trim().is_empty();
    let content = ends(file, section).0 - section.body.start;
    let mut lines: Vec<String> = new.to_vec();
    let mut top = 0;
    for (at, comment) in old[..content].iter().enumerate().filter(|(_, line)| line.starts_with('#')) {
        let below = old[at..content].iter().find(|line| is_content(line)).map(|line| line.trim_end());
        let place = lines.iter().position(|line| Some(line.as_str()) == below);
        lines.insert(place.unwrap_or(top), (*comment).to_owned());
        top += usize::from(place.is_none());
    }
    let tail = &old[content..];
    if content == 0 && tail.first().is_none_or(|line| !line.trim().is_empty()) {
        lines.push(String::new());
    }
    lines.extend(tail.iter().map(|line| (*line).to_owned()));
    lines
}

/// From answered to refused, or back: the sections that no longer apply give way to those that do; their
/// comments stay.
fn turn(file: &CorpusFile, case: &Case, made: &Made) -> Vec<Edit> {
    let goes = |stage: Stage| match stage {
        Stage::Tree => made.tree.is_none(),
        Stage::Canonical => made.canonical.is_none(),
        Stage::Error => made.error.is_none(),
        _ => made.error.is_some(),
    };
    let mut with = sections_for(case, made);
    let mut edits = Vec::new();
    for section in case.sections.iter().filter(|section| goes(section.stage)) {
        let (content, blank) = ends(file, section);
        let body = file.source.text.lines().skip(section.body.start).take(section.body.len());
        let comments = body.take(content - section.body.start).filter(|line| line.starts_with('#'));
        let mut lines: Vec<String> = comments.map(str::to_owned).collect();
        let end = if edits.is_empty() { content } else { blank };
        lines.append(&mut with);
        edits.push(Edit { lines: section.line - 1..end, with: lines });
    }
    if !with.is_empty() {
        with.insert(0, String::new());
        edits.push(Edit { lines: case.end..case.end, with });
    }
    edits
}

/// The index behind the last line of a section that is neither empty nor a comment, and behind the empty
/// lines that follow it.
fn ends(file: &CorpusFile, section: &Section) -> (usize, usize) {
    let body: Vec<&str> =
        file.source.text.lines().skip(section.body.start).take(section.body.len()).collect();
    let is_content = |line: &&str| !line.starts_with('#') && !line.trim().is_empty();
    let content = body.iter().rposition(is_content).map_or(0, |at| at + 1);
    let blank = body[content..].iter().take_while(|line| line.trim().is_empty()).count();
    (section.body.start + content, section.body.start + content + blank)
}

/// The sections of a query whose fate has turned.
fn sections_for(case: &Case, made: &Made) -> Vec<String> {
    let section = |stage: Stage, lines: Vec<String>| [vec![format!("--- {stage}")], lines].concat();
    if let Some(error) = &made.error {
        return section(Stage::Error, split(error));
    }
    // Another language has no more than trees.
    if let (Some(tree), None, false) = (&made.tree, &made.reading, case.states(Stage::Tree)) {
        return section(Stage::Tree, split(&tree.to_string()));
    }
    let reading = made.reading.as_deref().map(split).unwrap_or_default();
    let answer = made.answer.as_ref().map(Table::lines).unwrap_or_default();
    [section(Stage::Reading, reading), vec![String::new()], section(Stage::Answer, answer)].concat()
}

#[cfg(test)]
mod tests;
