//! The answer of a case: lines ↔ a table of cells as text.
//!
//! In: an answer of the evaluator, or a section. Out: [`Table`], and how two of them differ. Absent:
//! widths, legends and colours; `render` draws for people.

use crate::eval::{Answer, Cell, Outcome, Row, Tally};
use crate::store::Store;

/// An answer as text.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Table {
    /// `yes`, `count 11`, `count 10 to 11`, `no rows`; none where the rows are the answer.
    pub head: Option<String>,
    /// The titles of the columns; empty: the rows are not stated.
    pub columns: Vec<String>,
    /// The keys of the columns in JSON, which a case may write instead; empty in a stated table.
    pub keys: Vec<String>,
    /// The rows in their order.
    pub rows: Vec<TableRow>,
    /// Whether further rows are allowed: stated as `...`.
    pub is_open: bool,
}

/// A row as text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TableRow {
    /// Whether it is certain; a possible row opens with `? `.
    pub certain: bool,
    /// A cell for each column; `-` where nothing is recorded.
    pub cells: Vec<String>,
}

/// What stands for rows that are not listed.
const MORE: &str = "...";
/// The head of an answer without rows.
pub(super) const NO_ROWS: &str = "no rows";
/// The column that every answer has beside its own: the ids of the sources of a row.
const SOURCES: &str = "sources";

impl Table {
    /// An answer as text; its last column is the sources of each row.
    pub fn of(answer: &Answer, store: &Store) -> Self {
        let titles = answer.columns.iter().map(|column| column.title.clone());
        let keys = answer.columns.iter().map(|column| column.key.clone());
        let rows: Vec<TableRow> = answer.rows.iter().map(|row| TableRow::of(row, answer, store)).collect();
        let head = match answer.outcome {
            Outcome::Rows => rows.is_empty().then(|| NO_ROWS.to_owned()),
            Outcome::Count(tally) => Some(format!("count {}", tally_text(tally))),
            Outcome::Verdict(verdict) => Some(verdict.word().to_owned()),
        };
        let with_sources =
            |names: &mut dyn Iterator<Item = String>| names.chain([SOURCES.to_owned()]).collect();
        Table {
            head,
            columns: with_sources(&mut titles.into_iter()),
            keys: with_sources(&mut keys.into_iter()),
            rows,
            is_open: false,
        }
    }

    /// Reads a section.
    pub fn parse(lines: &[String]) -> Self {
        let mut table = Table::default();
        let mut lines = lines.iter().filter(|line| !line.is_empty()).peekable();
        if let Some(head) = lines.next_if(|line| is_head(line)) {
            table.head = Some(head.clone());
        }
        if let Some(columns) = lines.next_if(|line| *line != MORE) {
            table.columns = cells(columns);
        }
        for line in lines {
            if line == MORE {
                table.is_open = true;
            } else {
                let possible = line.strip_prefix("? ");
                table
                    .rows
                    .push(TableRow { certain: possible.is_none(), cells: cells(possible.unwrap_or(line)) });
            }
        }
        table
    }

    /// The lines of its section.
    pub fn lines(&self) -> Vec<String> {
        let mut lines: Vec<String> = self.head.iter().cloned().collect();
        if !self.columns.is_empty() && !self.rows.is_empty() {
            lines.push(join(&self.columns));
            lines.extend(self.rows.iter().map(TableRow::line));
        }
        lines.extend(self.is_open.then(|| MORE.to_owned()));
        lines
    }

    /// Whether an answer was given that is not empty.
    pub fn holds_something(&self) -> bool {
        !self.rows.is_empty() || self.head.as_ref().is_some_and(|head| head != NO_ROWS && head != "count 0")
    }

    /// This table with the columns of another, in its order; or the first column that is not here.
    pub fn project(&self, columns: &[String]) -> Result<Table, String> {
        let find = |wanted: &String| {
            let named = |names: &[String]| names.iter().position(|name| name == wanted);
            named(&self.columns).or_else(|| named(&self.keys)).ok_or_else(|| wanted.clone())
        };
        let places: Vec<usize> = columns.iter().map(find).collect::<Result<_, _>>()?;
        let pick = |names: &[String]| -> Vec<String> {
            places.iter().map(|place| names.get(*place).cloned().unwrap_or_default()).collect()
        };
        let rows = self.rows.iter().map(|row| TableRow { certain: row.certain, cells: pick(&row.cells) });
        Ok(Table { columns: columns.to_vec(), keys: pick(&self.keys), rows: rows.collect(), ..self.clone() })
    }
}

impl TableRow {
    fn of(row: &Row, answer: &Answer, store: &Store) -> Self {
        let cell = |(at, cell)| cell_text(cell, row.also(at));
        let mut cells: Vec<String> = row.cells.iter().enumerate().map(cell).collect();
        cells.push(sources(row, answer, store));
        TableRow { certain: row.certain, cells }
    }

    /// Its line in a section.
    pub fn line(&self) -> String {
        format!("{}{}", if self.certain { "" } else { "? " }, join(&self.cells))
    }
}

/// The ids of the sources of a row, in the order of its facts, each once.
fn sources(row: &Row, answer: &Answer, store: &Store) -> String {
    let mut ids: Vec<&str> = Vec::new();
    for citation in answer.citations(row, store) {
        let id = store.source(citation.source).name.as_str();
        if !ids.contains(&id) {
            ids.push(id);
        }
    }
    if ids.is_empty() { "-".to_owned() } else { ids.join(", ") }
}

fn cell_text(cell: &Cell, also: &[String]) -> String {
    let text = match cell {
        Cell::Empty => return "-".to_owned(),
        Cell::Names(names) => names.join(", "),
        Cell::Text(text) | Cell::Number { text, .. } | Cell::Date { date: text, .. } => text.clone(),
        Cell::Tally(tally) => tally_text(*tally),
    };
    match (text.is_empty(), also) {
        (true, _) => "-".to_owned(),
        (false, []) => text,
        (false, also) => format!("{text} (also {})", also.join("; ")),
    }
}

fn tally_text(tally: Tally) -> String {
    if tally.low == tally.high { tally.low.to_string() } else { format!("{} to {}", tally.low, tally.high) }
}

fn is_head(line: &str) -> bool {
    matches!(line, "yes" | "no" | "possibly" | "not recorded" | NO_ROWS) || line.starts_with("count ")
}

/// Cells on one line. A backslash keeps a character from its meaning.
fn join(cells: &[String]) -> String {
    let line = cells.iter().map(|cell| escaped(cell)).collect::<Vec<_>>().join(" | ");
    let is_marked = ["#", "? ", "== ", "--- ", ":"].iter().any(|mark| line.starts_with(mark));
    if is_marked || is_head(&line) || line == MORE { format!("\\{line}") } else { line }
}

fn escaped(cell: &str) -> String {
    cell.replace('\\', "\\\\").replace('|', "\\|").replace('\n', "\\n")
}

fn cells(line: &str) -> Vec<String> {
    let mut cells = vec![String::new()];
    let mut chars = line.chars();
    while let Some(c) = chars.next() {
        let next = match c {
            '|' => {
                cells.push(String::new());
                continue;
            }
            '\\' => match chars.next() {
                Some('n') => '\n',
                Some(c) => c,
                None => '\\',
            },
            c => c,
        };
        if let Some(cell) = cells.last_mut() {
            cell.push(next);
        }
    }
    cells.into_iter().map(|cell| cell.trim().to_owned()).collect()
}

#[cfg(test)]
mod tests {
    use super::{Table, TableRow};

    fn table(text: &str) -> Table {
        Table::parse(&text.lines().map(str::to_owned).collect::<Vec<_>>())
    }

    #[test]
    fn sections_read_and_print() {
        let text = "possibly\nmember | start\nIran | 2024-01-01/..\n? Saudi \\| Arabia | -\n...";
        let found = table(text);
        assert_eq!(found.head.as_deref(), Some("possibly"));
        assert_eq!(
            found.rows[1],
            TableRow { certain: false, cells: vec!["Saudi | Arabia".into(), "-".into()] }
        );
        assert!(found.is_open);
        assert_eq!(found.lines().join("\n"), text);
        assert_eq!(table("count 10 to 11").head.as_deref(), Some("count 10 to 11"));
        assert_eq!(table("\\yes\n\\# x").columns, ["yes"]);
        assert_eq!(table("\\yes\n\\# x").lines(), ["\\yes", "\\# x"]);
    }

    #[test]
    fn columns_are_chosen_by_title_or_key() {
        let mut made = table("member | start\nIran | 2024");
        made.keys = vec!["member".into(), "start_date".into()];
        assert_eq!(made.project(&["start_date".into()]).unwrap().rows[0].cells, ["2024"]);
        assert_eq!(made.project(&["place".into()]), Err("place".to_owned()));
    }
}
