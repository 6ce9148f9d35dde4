//! Reading files of data: comma or tab separated, compressed or not.
//!
//! In: a path, whose last part may hold `*`. Out: records, one at a time, with their lines.
//! Absent: what the records mean (`rows`).

use std::io::{BufReader, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use csv::{ByteRecord, Reader, ReaderBuilder};
use flate2::bufread::MultiGzDecoder;

use super::watch::{Watch, Watched};
use super::world::{World, said};

/// The files that a path means: itself, or all whose names fit its last part, in the order of their names.
pub(super) fn matching(world: World<'_>, path: &Path) -> Result<Vec<PathBuf>, String> {
    let pattern = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    if !pattern.contains('*') {
        return if world.is_file(path) {
            Ok(vec![path.to_owned()])
        } else {
            Err("there is no such file".into())
        };
    }
    let files = world.listed(path.parent().unwrap_or(Path::new(".")))?;
    let fits = |path: &PathBuf| {
        path.file_name().and_then(|name| name.to_str()).is_some_and(|name| fits(pattern, name))
    };
    let mut found: Vec<PathBuf> = files.into_iter().filter(fits).collect();
    found.sort();
    if found.is_empty() { Err("no file has such a name".into()) } else { Ok(found) }
}

/// Whether a name fits a pattern in which `*` stands for anything.
fn fits(pattern: &str, name: &str) -> bool {
    let mut parts = pattern.split('*');
    let Some(mut rest) = name.strip_prefix(parts.next().unwrap_or_default()) else { return false };
    let parts: Vec<&str> = parts.collect();
    let Some((last, middle)) = parts.split_last() else { return rest.is_empty() };
    for part in middle {
        let Some(at) = rest.find(part) else { return false };
        rest = rest.get(at + part.len()..).unwrap_or_default();
    }
    rest.ends_with(last)
}

/// Records of one file.
pub(super) struct Records {
    reader: Reader<Box<dyn Read>>,
}

impl Records {
    /// Opens a file: `.gz` is decompressed; `.tsv` is split at tabs, anything else at commas.
    pub(super) fn open(world: World<'_>, path: &Path, watch: &Arc<Watch>) -> Result<Self, String> {
        let file = BufReader::with_capacity(1 << 16, Watched::new(world.open(path)?, Arc::clone(watch)));
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default().to_lowercase();
        let (name, reader): (&str, Box<dyn Read>) = match name.strip_suffix(".gz") {
            Some(name) => (name, Box::new(MultiGzDecoder::new(file))),
            None => (&name, Box::new(file)),
        };
        let tabs = matches!(Path::new(name).extension().and_then(|end| end.to_str()), Some("tsv" | "tab"));
        let reader = ReaderBuilder::new()
            .delimiter(if tabs { b'\t' } else { b',' })
            .quoting(!tabs)
            .has_headers(false)
            .flexible(true)
            .buffer_capacity(1 << 16)
            .from_reader(reader);
        Ok(Records { reader })
    }

    /// Reads the next record; false at the end. An error ends the file.
    pub(super) fn next(&mut self, record: &mut ByteRecord) -> Result<bool, String> {
        self.reader.read_byte_record(record).map_err(|error| match error.kind() {
            csv::ErrorKind::Io(error) => said(error),
            _ => error.to_string(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::fits;

    #[test]
    fn a_star_stands_for_anything() {
        for (pattern, name) in
            [("icews_*.tsv.gz", "icews_2005.tsv.gz"), ("*", "a"), ("a*b*c", "a1b2bc"), ("a", "a")]
        {
            assert!(fits(pattern, name), "{pattern} {name}");
        }
        for (pattern, name) in
            [("icews_*.tsv", "icews_2005.tsv.gz"), ("a*b", "ab1"), ("a*a", "a"), ("a", "ab")]
        {
            assert!(!fits(pattern, name), "{pattern} {name}");
        }
    }
}
