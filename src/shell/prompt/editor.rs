//! Ctrl-X Ctrl-E: the line in the person's own editor.
//!
//! In: the line so far. Out: what the editor left. Absent: choosing an editor where none is set.

use std::path::PathBuf;
use std::process::Command;

use super::super::trouble::tell;

/// Opens `$VISUAL` or `$EDITOR` on the text, and gives back what was saved; the text as it was if there
/// is no editor or it fails.
pub(super) fn edit(text: &str) -> String {
    let set = |name| std::env::var(name).ok().filter(|value| !value.trim().is_empty());
    let Some(editor) = set("VISUAL").or_else(|| set("EDITOR")) else {
        tell("set VISUAL or EDITOR to the editor of your choice\n");
        return text.to_owned();
    };
    with(&editor, text).unwrap_or_else(|error| {
        tell(&format!("error: the editor `{editor}` cannot be used: {error}\n"));
        text.to_owned()
    })
}

fn with(editor: &str, text: &str) -> std::io::Result<String> {
    let file = Draft::new(text)?;
    let mut words = editor.split_whitespace();
    let status = Command::new(words.next().unwrap_or(editor)).args(words).arg(&file.0).status()?;
    if !status.success() {
        return Ok(text.to_owned());
    }
    Ok(std::fs::read_to_string(&file.0)?.trim_end().to_owned())
}

/// A file for the editor that is removed in the end.
struct Draft(PathBuf);

impl Draft {
    fn new(text: &str) -> std::io::Result<Self> {
        use std::io::Write;
        let nanos =
            std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap_or_default().as_nanos();
        let path = std::env::temp_dir().join(format!("annals-{}-{nanos}.annals", std::process::id()));
        // Never a file that somebody else has put there.
        let mut file = std::fs::OpenOptions::new().write(true).create_new(true).open(&path)?;
        file.write_all(text.as_bytes())?;
        Ok(Draft(path))
    }
}

impl Drop for Draft {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.0);
    }
}
