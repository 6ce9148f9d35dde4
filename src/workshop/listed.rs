//! Lists of what is accepted, each with its reason.
//!
//! In: a text in which every entry is a line, and its reason the indented lines below. Out: [`Listed`], or the lines
//! that are neither; the text with other entries. Absent: what the entries name (decision points, mutants).
//!
//! ```text
//! # A comment.
//! listing: certainty? taken
//!     no sentence that begins so is read as a listing
//! ```

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use crate::text::wrap;

/// How wide a reason is written, without its margin.
const WIDTH: usize = 116;

/// Accepted things by their key.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Listed {
    entries: BTreeMap<String, Entry>,
    /// Where it stands.
    file: PathBuf,
    /// What stands above the first entry.
    head: String,
}

/// One entry of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Why it is accepted.
    pub reason: String,
    /// Its line, from 1.
    pub line: usize,
}

impl Listed {
    /// Reads a list; a file that is not there is an empty one.
    ///
    /// # Errors
    /// What is wrong, line by line, as people see it.
    pub fn read(path: &Path) -> Result<Self, String> {
        match std::fs::read_to_string(path) {
            Ok(text) => Listed::parse(path, &text),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Listed::parse(path, ""),
            Err(error) => Err(format!("error: `{}` cannot be read: {error}\n", path.display())),
        }
    }

    /// As [`Listed::read`], of a text.
    ///
    /// # Errors
    /// As [`Listed::read`].
    pub fn parse(path: &Path, text: &str) -> Result<Self, String> {
        let lines = text.lines().take_while(|line| is_blank(line));
        let head = lines.fold(String::new(), |head, line| head + line + "\n");
        let mut listed = Listed { entries: BTreeMap::new(), file: path.to_owned(), head };
        let file = path.display();
        let mut last: Option<String> = None;
        let mut wrong = String::new();
        for (at, line) in text.lines().enumerate().filter(|(_, line)| !is_blank(line)) {
            let is_reason = line.starts_with(char::is_whitespace);
            match (is_reason, &last) {
                (true, Some(key)) => {
                    if let Some(entry) = listed.entries.get_mut(key) {
                        let gap = if entry.reason.is_empty() { "" } else { " " };
                        entry.reason.push_str(gap);
                        entry.reason.push_str(line.trim());
                    }
                }
                (true, None) => {
                    wrong += &format!("error: {file}:{}: a reason stands before the first entry\n", at + 1);
                }
                (false, _) => {
                    let key = line.trim().to_owned();
                    let entry = Entry { reason: String::new(), line: at + 1 };
                    if listed.entries.insert(key.clone(), entry).is_some() {
                        wrong += &format!("error: {file}:{}: `{key}` stands here twice\n", at + 1);
                    }
                    last = Some(key);
                }
            }
        }
        for (key, entry) in listed.entries.iter().filter(|(_, entry)| entry.reason.is_empty()) {
            wrong += &format!(
                "error: {file}:{}: `{key}` gives no reason\nhelp: write it below, indented\n",
                entry.line
            );
        }
        if wrong.is_empty() { Ok(listed) } else { Err(wrong) }
    }

    /// The reason for which something is accepted.
    pub fn reason(&self, key: &str) -> Option<&str> {
        self.entries.get(key).map(|entry| entry.reason.as_str())
    }

    /// The entries that do not belong: those that `problem` says something about, as people see it.
    pub fn problems(&self, problem: impl Fn(&str) -> Option<&'static str>) -> Vec<String> {
        let said = |(key, entry): (&String, &Entry)| {
            Some(format!("error: {}:{}: `{key}` {}\n", self.file.display(), entry.line, problem(key)?))
        };
        self.entries.iter().filter_map(said).collect()
    }

    /// The keys of the entries.
    pub fn keys(&self) -> impl Iterator<Item = &str> {
        self.entries.keys().map(String::as_str)
    }

    /// Writes the list with these entries in their order, each with its reason, in the place of its own; its head stays.
    ///
    /// # Errors
    /// That the file cannot be written, as people see it.
    pub fn write(&self, entries: &[(String, String)]) -> Result<(), String> {
        std::fs::write(&self.file, self.with(entries))
            .map_err(|error| format!("error: `{}` cannot be written: {error}\n", self.file.display()))
    }

    fn with(&self, entries: &[(String, String)]) -> String {
        let mut text = self.head.trim_end().to_owned();
        for (key, reason) in entries {
            let gap = if text.is_empty() { "" } else { "\n\n" };
            text += &format!("{gap}{key}");
            text.extend(wrap(reason, WIDTH).iter().map(|line| format!("\n    {line}")));
        }
        text + "\n"
    }
}

fn is_blank(line: &str) -> bool {
    line.trim().is_empty() || line.starts_with('#')
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::Listed;

    #[test]
    fn entries_have_reasons() {
        let parse = |text| Listed::parse(Path::new("f"), text);
        let listed = parse("# about\na: \"x\"? taken\n    because\n    of that\n\nb\n  so\n").unwrap();
        assert_eq!(listed.reason("a: \"x\"? taken"), Some("because of that"));
        assert_eq!(listed.reason("b"), Some("so"));
        assert_eq!(listed.problems(|key| (key == "b").then_some("is used")), ["error: f:6: `b` is used\n"]);
        let wrong = parse("  why\na\nb\n  so\nb\n  so").unwrap_err();
        assert_eq!(
            wrong,
            "error: f:1: a reason stands before the first entry\nerror: f:5: `b` stands here twice\n\
             error: f:2: `a` gives no reason\nhelp: write it below, indented\n"
        );
        assert_eq!(Listed::read(Path::new("nowhere")).unwrap().keys().next(), None);
    }

    #[test]
    fn other_entries_stand_under_the_same_head() {
        let entries = |keys: &[&str]| -> Vec<(String, String)> {
            keys.iter().map(|key| ((*key).to_owned(), format!("{key} is so"))).collect()
        };
        let listed = Listed::parse(Path::new("f"), "# about\n# it\n\na\n  so\n# b, too\nb\n  so\n").unwrap();
        assert_eq!(listed.with(&entries(&["c", "a"])), "# about\n# it\n\nc\n    c is so\n\na\n    a is so\n");
        assert_eq!(listed.with(&[]), "# about\n# it\n");
        let none = Listed::parse(Path::new("f"), "").unwrap();
        assert_eq!(none.with(&entries(&["a"])), "a\n    a is so\n");
        assert!(Listed::parse(Path::new("f"), &listed.with(&entries(&["a", "b"]))).is_ok());
    }
}
