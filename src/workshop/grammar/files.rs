//! Several grammar files as one text, and the way back.
//!
//! In: names and texts. Out: the joined text, as `pest_derive` joins it: in order, with nothing between. Out
//! again: for any stretch of it the file, line and column that a person can open. Absent: what the text means.

use std::fmt;
use std::path::Path;

use crate::text::{Source, Span};

/// The files of one grammar.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Files {
    text: String,
    sources: Vec<Source>,
    starts: Vec<usize>,
}

/// Where something stands, for people and for editors.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Place {
    /// The file, by the name under which it was given.
    pub file: String,
    /// The line, from 1.
    pub line: usize,
    /// The column, from 1.
    pub column: usize,
}

/// `grammar/words.pest:12:3`
impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}:{}", self.file, self.line, self.column)
    }
}

impl Files {
    /// Joins texts, each under the name that people know it by.
    pub fn new(texts: impl IntoIterator<Item = (String, String)>) -> Self {
        let mut files = Files::default();
        for (name, text) in texts {
            files.starts.push(files.text.len());
            files.text.push_str(&text);
            files.sources.push(Source::new(name, text));
        }
        files
    }

    /// Reads files; a folder stands for the `.pest` files in it, by name.
    ///
    /// # Errors
    /// The path that cannot be read, and why.
    pub fn read(paths: &[impl AsRef<Path>]) -> Result<Self, (String, String)> {
        let mut texts = Vec::new();
        for path in paths {
            for file in pest_files(path.as_ref())? {
                let text = std::fs::read_to_string(&file).map_err(|error| failed(&file, &error))?;
                texts.push((file.display().to_string(), text));
            }
        }
        Ok(Files::new(texts))
    }

    /// The joined text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The files, in order.
    pub fn sources(&self) -> &[Source] {
        &self.sources
    }

    /// The file that an offset of the joined text stands in, and the offset within it.
    pub fn locate(&self, offset: usize) -> Option<(&Source, usize)> {
        let at = self.starts.partition_point(|start| *start <= offset).checked_sub(1)?;
        Some((self.sources.get(at)?, offset - self.starts.get(at)?))
    }

    /// Where a stretch of the joined text begins.
    pub fn place(&self, span: Span) -> Place {
        let (source, offset) = self.locate(span.start).unzip();
        let file = source.map(|source| source.name.clone()).unwrap_or_default();
        let (line, column) = source.zip(offset).map_or((1, 1), |(source, offset)| source.line_column(offset));
        Place { file, line, column }
    }
}

fn pest_files(path: &Path) -> Result<Vec<std::path::PathBuf>, (String, String)> {
    if !path.is_dir() {
        return Ok(vec![path.to_owned()]);
    }
    let entries = std::fs::read_dir(path).map_err(|error| failed(path, &error))?;
    let mut files: Vec<_> = entries
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|file| file.extension().is_some_and(|extension| extension == "pest"))
        .collect();
    files.sort();
    Ok(files)
}

fn failed(path: &Path, error: &std::io::Error) -> (String, String) {
    (path.display().to_string(), error.to_string())
}
