//! Corpus files: text ↔ cases. The format is described in `tests/corpus/README.md`.
//!
//! In: the text of a file. Out: [`CorpusFile`], which keeps the lines, so that an update changes only what
//! it must; or all errors of the file. Absent: reading and writing the file.

use std::collections::HashSet;

use crate::text::{Report, Source, Span};

use super::case::{Attributes, Case, Section, Stage};
use super::error::{ATTRIBUTES, Error};
use super::tree::Tree;

/// A file of cases.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CorpusFile {
    /// The text under the path that people gave.
    pub source: Source,
    /// The cases in the order of the file.
    pub cases: Vec<Case>,
}

impl CorpusFile {
    /// The same, where cases have answers, which depend on the day.
    ///
    /// # Errors
    /// [`Error::NoToday`] for each case that says more than how it is read, and no day.
    pub fn dated(self) -> Result<Self, Vec<Error>> {
        let is_open = |case: &&Case| !case.is_syntax_only() && case.attributes.today.is_none();
        let no_today = |case: &Case| Error::NoToday {
            title: case.title.clone(),
            span: self.source.line_span(case.line),
        };
        let errors: Vec<Error> = self.cases.iter().filter(is_open).map(no_today).collect();
        if errors.is_empty() { Ok(self) } else { Err(errors) }
    }
}

/// Reads the cases of a file, of any language.
///
/// # Errors
/// Every [`Error`] of the file, in the order of its lines.
pub fn parse(name: &str, text: &str) -> Result<CorpusFile, Vec<Error>> {
    let source = Source::new(name, text);
    let mut reader = Reader::new(&source);
    for index in 0..reader.lines.len() {
        reader.line(index);
    }
    reader.finish_case();
    let Reader { cases, errors, .. } = reader;
    if errors.is_empty() { Ok(CorpusFile { source, cases }) } else { Err(errors) }
}

/// The reports of a file's errors.
pub fn reports(errors: &[Error]) -> Vec<Report> {
    errors.iter().map(Error::report).collect()
}

/// Where in a case the reader stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum At {
    /// Before the first title.
    Head,
    /// Below a title: attributes and comments.
    Title,
    /// In the query.
    Query,
    /// In a section.
    Section,
    /// In a section that does not exist, whose lines are passed over.
    Nowhere,
}

struct Reader<'a> {
    source: &'a Source,
    lines: Vec<&'a str>,
    at: At,
    defaults: Attributes,
    case: Option<Case>,
    query: Vec<&'a str>,
    cases: Vec<Case>,
    titles: HashSet<String>,
    errors: Vec<Error>,
}

impl<'a> Reader<'a> {
    fn new(source: &'a Source) -> Self {
        Reader {
            source,
            lines: source.text.lines().collect(),
            at: At::Head,
            defaults: Attributes::default(),
            case: None,
            query: Vec::new(),
            cases: Vec::new(),
            titles: HashSet::new(),
            errors: Vec::new(),
        }
    }

    fn line(&mut self, index: usize) {
        let line = self.lines[index];
        let span = self.source.line_span(index + 1);
        if let Some(title) = heading(line, "==") {
            self.finish_case();
            self.open_case(title, index, span);
        } else if let Some(word) = heading(line, "---").filter(|_| self.at != At::Head) {
            self.open_section(word, index, span);
        } else {
            self.body(line, index, span);
        }
    }

    fn body(&mut self, line: &'a str, index: usize, span: Span) {
        let is_comment = line.starts_with('#');
        let is_empty = line.trim().is_empty();
        match self.at {
            At::Head | At::Title if is_comment || is_empty => {}
            At::Head | At::Title if line.starts_with(':') => self.attribute(line, span),
            At::Head => self.errors.push(Error::NoTitle { span }),
            At::Title | At::Query => {
                self.at = At::Query;
                self.query.push(line);
                if !is_empty {
                    self.extend_case(index);
                }
            }
            At::Section => {
                if !is_empty {
                    self.extend_case(index);
                }
                let section = self.case.as_mut().and_then(|case| case.sections.last_mut());
                if let Some(section) = section {
                    section.body.end = index + 1;
                    if !is_comment {
                        section.lines.push(line.trim_end().to_owned());
                    }
                }
            }
            At::Nowhere => {}
        }
    }

    fn extend_case(&mut self, index: usize) {
        if let Some(case) = &mut self.case {
            case.end = index + 1;
        }
    }

    fn open_case(&mut self, title: &str, index: usize, span: Span) {
        if title.is_empty() {
            self.errors.push(Error::EmptyTitle { span });
        } else if !self.titles.insert(title.to_owned()) {
            self.errors.push(Error::SameTitle { title: title.to_owned(), span });
        }
        self.at = At::Title;
        self.case = Some(Case {
            title: title.to_owned(),
            line: index + 1,
            attributes: self.defaults.clone(),
            query: String::new(),
            sections: Vec::new(),
            end: index + 1,
        });
    }

    fn open_section(&mut self, word: &str, index: usize, span: Span) {
        self.extend_case(index);
        let Some(stage) = Stage::named(word) else {
            self.errors.push(Error::UnknownSection { word: word.to_owned(), span });
            self.at = At::Nowhere;
            return;
        };
        self.at = At::Section;
        let Some(case) = &mut self.case else { return };
        let clashes = |other: Stage| other == Stage::Error && stage > Stage::Canonical;
        if case.states(stage) {
            self.errors.push(Error::SameSection { stage, span });
        } else if case
            .sections
            .iter()
            .any(|section| clashes(section.stage) || stage == Stage::Error && !section.stage.is_syntax())
        {
            self.errors.push(Error::ErrorAndAnswer { span });
        }
        case.sections.push(Section { stage, line: index + 1, lines: Vec::new(), body: index + 1..index + 1 });
    }

    fn attribute(&mut self, line: &str, span: Span) {
        let (word, value) = line[1..].split_once(char::is_whitespace).unwrap_or((&line[1..], ""));
        let value = value.trim();
        if !ATTRIBUTES.contains(&word) {
            self.errors.push(Error::UnknownAttribute { word: word.to_owned(), span });
        } else if value.is_empty() && word != "escapes" {
            self.errors.push(Error::NoValue { word: word.to_owned(), span });
        } else {
            self.set(word, value, span);
        }
    }

    fn set(&mut self, word: &str, value: &str, span: Span) {
        let into = match &mut self.case {
            Some(case) => &mut case.attributes,
            None => &mut self.defaults,
        };
        let text = Some(value.to_owned());
        match word {
            "skip" => into.skip = text,
            "known-failure" => into.known_failure = text,
            "facts" => into.facts = text,
            "rule" => into.rule = text,
            "given" => into.given.extend(text),
            "escapes" => into.escapes = true,
            "tags" => into.tags.extend(value.split_whitespace().map(str::to_owned)),
            _ => match value.parse() {
                Ok(day) => into.today = Some(day),
                Err(_) => self.errors.push(Error::NotADay { written: value.to_owned(), span }),
            },
        }
    }

    fn finish_case(&mut self) {
        let query = std::mem::take(&mut self.query);
        let Some(mut case) = self.case.take() else { return };
        let span = self.source.line_span(case.line);
        query.join("\n").trim_end().clone_into(&mut case.query);
        if case.query.is_empty() {
            self.errors.push(Error::NoQuery { title: case.title.clone(), span });
        }
        if case.attributes.escapes {
            match unescape(&case.query) {
                Some(query) => case.query = query,
                None => self.errors.push(Error::BadEscape { span }),
            }
        }
        for section in &mut case.sections {
            trim_empty(&mut section.lines);
            let is_tree = section.stage == Stage::Tree && !section.lines.is_empty();
            if is_tree && section.text().parse::<Tree>().is_err() {
                self.errors.push(Error::BadTree { span: self.source.line_span(section.line) });
            }
        }
        self.cases.push(case);
    }
}

/// The rest of a line that begins with the mark and a space, or is the mark.
fn heading<'a>(line: &'a str, mark: &str) -> Option<&'a str> {
    let rest = line.strip_prefix(mark)?;
    (rest.is_empty() || rest.starts_with(' ')).then(|| rest.trim())
}

fn trim_empty(lines: &mut Vec<String>) {
    while lines.last().is_some_and(String::is_empty) {
        lines.pop();
    }
    let leading = lines.iter().take_while(|line| line.is_empty()).count();
    lines.drain(..leading);
}

/// The query that escapes stand for; nothing if one of them stands for nothing.
fn unescape(text: &str) -> Option<String> {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('\\') {
        out.push_str(before);
        let (c, length) = match after.chars().next()? {
            'n' => ('\n', 1),
            't' => ('\t', 1),
            '\\' => ('\\', 1),
            'u' => {
                let digits = after.strip_prefix("u{")?.split_once('}')?.0;
                (char::from_u32(u32::from_str_radix(digits, 16).ok()?)?, digits.len() + 3)
            }
            _ => return None,
        };
        out.push(c);
        rest = &after[length..];
    }
    out.push_str(rest);
    Some(out)
}

/// A text on one line, as a query stands in a case with `:escapes`.
pub fn escaped(text: &str) -> String {
    let escape = |c: char| match c {
        '\\' => "\\\\".to_owned(),
        '\n' => "\\n".to_owned(),
        '\t' => "\\t".to_owned(),
        c if c.is_control() => format!("\\u{{{:x}}}", u32::from(c)),
        c => c.to_string(),
    };
    text.chars().map(escape).collect()
}

/// A query as one line of a case with `:escapes`: what would open something else there, or be trimmed, is escaped too.
pub fn escaped_query(text: &str) -> String {
    let mut line = escaped(text);
    let code = |c: char| format!("\\u{{{:x}}}", u32::from(c));
    if line.ends_with(char::is_whitespace) {
        line = line.pop().map_or_else(String::new, |last| line + &code(last));
    }
    match line.chars().next() {
        Some(first) if "#:=-".contains(first) || first.is_whitespace() => {
            code(first) + &line[first.len_utf8()..]
        }
        _ => line,
    }
}

#[cfg(test)]
mod tests;
