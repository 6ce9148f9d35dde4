//! A case against what its query came to: the first stage that differs, and how.
//!
//! In: a case and [`Made`]. Out: a [`Failure`], or nothing. Absent: running queries, showing results.

use super::case::{Case, Stage};
use super::diff::{Change, diff};
use super::subject::Made;
use super::table::{Table, TableRow};
use super::tree::Tree;

/// Where a case differs from what was made of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    /// The first stage that differs.
    pub stage: Stage,
    /// What is wrong, in one sentence in lower case.
    pub message: String,
    /// Line by line; for an answer, row by row or cell by cell.
    pub changes: Vec<Difference>,
}

/// A part of a difference.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Difference {
    /// A line or a row.
    Line(Change),
    /// A cell of a row that is there otherwise.
    Cell {
        /// The first cell of the row.
        row: String,
        /// The column; `certainty` for the mark of the row.
        column: String,
        /// As stated.
        stated: String,
        /// As made.
        made: String,
    },
}

/// The first difference between a case and what its query came to.
pub fn first_difference(case: &Case, made: &Made) -> Option<Failure> {
    Stage::ALL.into_iter().find_map(|stage| difference(case, stage, made))
}

/// How one stage differs.
pub fn difference(case: &Case, stage: Stage, made: &Made) -> Option<Failure> {
    if case.states(stage) && made.lacks(stage) {
        let message = format!("this has no {stage}; only whole queries of this program's language have one");
        return Some(failure(stage, &message, Vec::new()));
    }
    match stage {
        Stage::Tree => tree(case, made),
        Stage::Canonical => canonical(case, made),
        Stage::Error => error(case, made),
        Stage::Answer => answer(case, made),
        Stage::Reading => text(case, stage, made.reading.as_deref()),
        Stage::Plan => text(case, stage, made.plan.as_deref()),
        Stage::Hint => text(case, stage, made.hint.as_deref()),
    }
}

fn tree(case: &Case, made: &Made) -> Option<Failure> {
    let section = case.section(Stage::Tree)?;
    let made = made.tree.as_ref()?;
    let Ok(stated) = section.text().parse::<Tree>() else {
        return Some(failure(Stage::Tree, "no tree is stated yet", Vec::new()));
    };
    (!stated.fits(made))
        .then(|| failure(Stage::Tree, "the tree differs", lines(&stated.lines(), &made.lines())))
}

fn canonical(case: &Case, made: &Made) -> Option<Failure> {
    if let Some(again) = &made.read_back {
        let printed = made.canonical.clone().unwrap_or_default();
        let changes = lines(&[printed], &split(again));
        return Some(failure(Stage::Canonical, "the canonical form does not read back as itself", changes));
    }
    text(case, Stage::Canonical, made.canonical.as_deref())
}

/// Accepted or refused, and how.
fn error(case: &Case, made: &Made) -> Option<Failure> {
    match (case.section(Stage::Error), &made.error) {
        (None, None) => None,
        (None, Some(error)) => Some(failure(
            Stage::Error,
            "the query is refused, and must be answered",
            lines(&[], &split(error)),
        )),
        (Some(section), None) => {
            let made: Vec<String> = made.canonical.iter().map(|form| format!("read as: {form}")).collect();
            Some(failure(
                Stage::Error,
                "the query is answered, and must be refused",
                lines(&section.lines, &made),
            ))
        }
        (Some(section), Some(error)) => match rule_name(error, &case.query) {
            Some(word) => {
                let message = format!("the error speaks of `{word}`, which is no word of the language");
                Some(failure(Stage::Error, &message, lines(&[], &split(error))))
            }
            None => compared(Stage::Error, &section.lines, &split(error)),
        },
    }
}

/// A word with an underscore that the query does not hold: the name of a grammar rule.
fn rule_name<'a>(error: &'a str, query: &str) -> Option<&'a str> {
    let mut words = error.split(|c: char| !(c.is_alphanumeric() || c == '_'));
    words.find(|word| word.trim_matches('_').contains('_') && !query.contains(word))
}

fn text(case: &Case, stage: Stage, made: Option<&str>) -> Option<Failure> {
    let section = case.section(stage)?;
    compared(stage, &section.lines, &split(made?))
}

fn compared(stage: Stage, stated: &[String], made: &[String]) -> Option<Failure> {
    if stated == made {
        return None;
    }
    let message =
        if stated.is_empty() { format!("no {stage} is stated yet") } else { format!("the {stage} differs") };
    Some(failure(stage, &message, lines(stated, made)))
}

fn answer(case: &Case, made: &Made) -> Option<Failure> {
    let section = case.section(Stage::Answer)?;
    let table = made.answer.as_ref()?;
    if section.lines.is_empty() {
        return Some(failure(Stage::Answer, "no answer is stated yet", lines(&[], &table.lines())));
    }
    let stated = Table::parse(&section.lines);
    let projected = match table.project(&stated.columns) {
        Err(_) if table.rows.is_empty() => Ok(Table { columns: stated.columns.clone(), ..table.clone() }),
        projected => projected,
    };
    let changes = match projected {
        Ok(table) => table_changes(&stated, &table, made.is_ordered),
        Err(column) => {
            let message = format!("the answer has no column `{column}`");
            return Some(failure(Stage::Answer, &message, lines(&section.lines[..1], &table.lines())));
        }
    };
    (!changes.is_empty()).then(|| failure(Stage::Answer, blame(case), changes))
}

/// Whether the answer itself changed, or what led to it: the earlier stages of the case fit by now.
fn blame(case: &Case) -> &'static str {
    if case.states(Stage::Reading) {
        "the answer differs under the same reading: data or engine, not grammar"
    } else if case.states(Stage::Tree) || case.states(Stage::Canonical) {
        "the answer differs under the same tree: data or engine, not grammar"
    } else {
        "the answer differs"
    }
}

fn table_changes(stated: &Table, made: &Table, is_ordered: bool) -> Vec<Difference> {
    let mut changes = Vec::new();
    if stated.head != made.head {
        let head = |table: &Table| table.head.iter().cloned().collect::<Vec<_>>();
        let rows = if stated.columns.is_empty() { made.lines() } else { head(made) };
        changes.extend(lines(&head(stated), &rows));
    }
    if stated.columns.is_empty() {
        return changes;
    }
    if is_ordered && !stated.is_open {
        let text = |table: &Table| table.rows.iter().map(TableRow::line).collect::<Vec<_>>();
        changes.extend(lines(&text(stated), &text(made)));
    } else {
        changes.extend(set_changes(stated, made));
    }
    changes
}

/// Rows as a set, in which a row may occur more than once.
fn set_changes(stated: &Table, made: &Table) -> Vec<Difference> {
    let mut added: Vec<&TableRow> = made.rows.iter().collect();
    let mut missing: Vec<&TableRow> = Vec::new();
    for row in &stated.rows {
        match added.iter().position(|other| *other == row) {
            Some(at) => drop(added.remove(at)),
            None => missing.push(row),
        }
    }
    let mut changes = Vec::new();
    for row in missing {
        let twin = added.iter().position(|other| other.cells.first() == row.cells.first());
        match twin.map(|at| added.remove(at)) {
            Some(twin) if twin.cells.len() == row.cells.len() => {
                changes.extend(cells(&stated.columns, row, twin));
            }
            Some(twin) => {
                changes.push(Difference::Line(Change::Missing(row.line())));
                changes.push(Difference::Line(Change::Added(twin.line())));
            }
            None => changes.push(Difference::Line(Change::Missing(row.line()))),
        }
    }
    if !stated.is_open {
        changes.extend(added.iter().map(|row| Difference::Line(Change::Added(row.line()))));
    }
    changes
}

fn cells(columns: &[String], stated: &TableRow, made: &TableRow) -> Vec<Difference> {
    let row = stated.cells.first().cloned().unwrap_or_default();
    let certainty = |row: &TableRow| if row.certain { "certain" } else { "possible" }.to_owned();
    let cell = |column: &str, stated: String, made: String| Difference::Cell {
        row: row.clone(),
        column: column.to_owned(),
        stated,
        made,
    };
    let mut changes = Vec::new();
    if stated.certain != made.certain {
        changes.push(cell("certainty", certainty(stated), certainty(made)));
    }
    for ((column, one), other) in columns.iter().zip(&stated.cells).zip(&made.cells) {
        if one != other {
            changes.push(cell(column, one.clone(), other.clone()));
        }
    }
    changes
}

fn failure(stage: Stage, message: &str, changes: Vec<Difference>) -> Failure {
    Failure { stage, message: message.to_owned(), changes }
}

fn lines(stated: &[String], made: &[String]) -> Vec<Difference> {
    diff(stated, made).into_iter().map(Difference::Line).collect()
}

/// A text as the lines of a section.
pub(super) fn split(text: &str) -> Vec<String> {
    text.lines().map(|line| line.trim_end().to_owned()).collect()
}

#[cfg(test)]
mod tests;
