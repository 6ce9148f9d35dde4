//! Lists of what is accepted, each with its reason.
//!
//! In: a text in which every entry is a line, and its reason the indented lines below. Out: [`Listed`], or the lines
//! that are neither. Absent: what the entries name (decision points, mutants).
//!
//! ```text
//! # A comment.
//! listing: certainty? taken
//!     no sentence that begins so is read as a listing
//! ```

use std::collections::BTreeMap;
use std::path::Path;

/// Accepted things by their key.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Listed {
    entries: BTreeMap<String, Entry>,
    /// The name of the file, for messages.
    file: String,
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
        let file = path.display().to_string();
        match std::fs::read_to_string(path) {
            Ok(text) => Listed::parse(&file, &text),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(Listed::default()),
            Err(error) => Err(format!("error: `{file}` cannot be read: {error}\n")),
        }
    }

    /// As [`Listed::read`], of a text.
    ///
    /// # Errors
    /// As [`Listed::read`].
    pub fn parse(file: &str, text: &str) -> Result<Self, String> {
        let mut listed = Listed { entries: BTreeMap::new(), file: file.to_owned() };
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
            Some(format!("error: {}:{}: `{key}` {}\n", self.file, entry.line, problem(key)?))
        };
        self.entries.iter().filter_map(said).collect()
    }
}

fn is_blank(line: &str) -> bool {
    line.trim().is_empty() || line.starts_with('#')
}

#[cfg(test)]
mod tests {
    use super::Listed;

    #[test]
    fn entries_have_reasons() {
        let listed =
            Listed::parse("f", "# about\na: \"x\"? taken\n    because\n    of that\n\nb\n  so\n").unwrap();
        assert_eq!(listed.reason("a: \"x\"? taken"), Some("because of that"));
        assert_eq!(listed.reason("b"), Some("so"));
        assert_eq!(listed.problems(|key| (key == "b").then_some("is used")), ["error: f:6: `b` is used\n"]);
        let wrong = Listed::parse("f", "  why\na\nb\n  so\nb\n  so").unwrap_err();
        assert_eq!(
            wrong,
            "error: f:1: a reason stands before the first entry\nerror: f:5: `b` stands here twice\n\
             error: f:2: `a` gives no reason\nhelp: write it below, indented\n"
        );
        assert_eq!(Listed::read(std::path::Path::new("nowhere")).unwrap(), Listed::default());
    }
}
