//! `docs/workshop.md` does what it says: its edits are made, its commands run, and their output is as shown.
//!
//! In: the document. Blocks marked `diff` are edits: below the name of a file, lines with `-` give way to
//! those with `+`, or these come behind a line that stays; blocks marked `case` are added to the file that
//! their first line names, and in blocks marked `console` each line after `$ ` is run by the shell, in a folder with
//! the grammar, the facts and the corpus, under git. Out: the first command whose output differs; `UPDATE=1` writes what the
//! commands say. Numbers and made sentences may differ, for they change with every fact and rule; a line `…` stands for
//! any lines.
#![allow(clippy::unwrap_used, reason = "a failure in a test is the message")]

use std::path::{Path, PathBuf};
use std::process::Command;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// A folder as the document takes it for granted.
fn scratch() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for part in ["grammar", "facts", "tests/corpus"] {
        copy(&root().join(part), &folder.path().join(part));
    }
    for command in ["git init -q", "git add -A", "git commit -qm first"] {
        assert_eq!(run(command, folder.path()).1, Some(0), "{command}");
    }
    folder
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let target = to.join(path.file_name().unwrap());
        if path.is_dir() {
            copy(&path, &target);
        } else {
            std::fs::copy(&path, &target).unwrap();
        }
    }
}

/// What a command writes, and its exit code.
fn run(command: &str, folder: &Path) -> (String, Option<i32>) {
    let program = PathBuf::from(env!("CARGO_BIN_EXE_annals"));
    let path = std::env::var("PATH").unwrap_or_default();
    let output = Command::new("sh")
        .args(["-c", &format!("{command} 2>&1")])
        .current_dir(folder)
        .env("PATH", format!("{}:{path}", program.parent().unwrap().display()))
        .env("NO_COLOR", "1")
        .envs(["GIT_AUTHOR_NAME", "GIT_COMMITTER_NAME"].map(|name| (name, "author")))
        .envs(["GIT_AUTHOR_EMAIL", "GIT_COMMITTER_EMAIL"].map(|name| (name, "author@example.org")))
        .output()
        .unwrap();
    (String::from_utf8(output.stdout).unwrap(), output.status.code())
}

/// How far `diff` indents the queries that it shows.
const QUERY: &str = "         ";

/// A text with every number the same, made sentences left out, and no space at the ends of lines.
fn plain(text: &str) -> Vec<String> {
    let number = |line: &str| {
        let mut out = String::new();
        for c in line.trim_end().chars() {
            let digit = c.is_ascii_digit() || (c == ',' || c == '.') && out.ends_with('N');
            if !digit {
                out.push(c);
            } else if !out.ends_with('N') {
                out.push('N');
            }
        }
        // Columns of numbers are as wide as their numbers.
        out.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    let is_stable = |line: &&str| !line.is_empty() && !line.starts_with(QUERY);
    text.lines().filter(is_stable).map(number).collect()
}

/// Whether an output is as shown; a line `…` stands for any lines.
fn fits(shown: &[String], made: &[String]) -> bool {
    match shown.split_first() {
        None => made.is_empty(),
        Some((line, rest)) if line == "…" => (0..=made.len()).any(|from| fits(rest, &made[from..])),
        Some((line, rest)) => {
            made.split_first().is_some_and(|(one, others)| one == line && fits(rest, others))
        }
    }
}

/// One block: its mark and its lines.
fn block<'a>(line: &'a str, lines: &mut impl Iterator<Item = &'a str>) -> Option<(&'a str, Vec<&'a str>)> {
    let mark = line.strip_prefix("```").filter(|mark| !mark.is_empty())?;
    Some((mark, lines.take_while(|line| *line != "```").collect()))
}

/// The document with the output of its commands, and the first that differs.
fn checked(text: &str, folder: &Path) -> (String, Option<String>) {
    let (mut out, mut wrong) = (String::new(), None);
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        out += &format!("{line}\n");
        let Some((mark, body)) = block(line, &mut lines) else { continue };
        if mark == "console" {
            console(&body, folder, &mut out, &mut wrong);
        } else {
            if mark == "diff" {
                edit(&body, folder);
            } else if mark == "case" {
                let file = folder.join(body[0].trim_start_matches("# "));
                let old = std::fs::read_to_string(&file).unwrap();
                std::fs::write(&file, format!("{old}\n{}\n", body[1..].join("\n"))).unwrap();
            }
            out += &(body.join("\n") + "\n");
        }
        out += "```\n";
    }
    (out, wrong)
}

/// Makes the edits of a block.
fn edit(body: &[&str], folder: &Path) {
    let mut file = PathBuf::new();
    let mut at = 0;
    while at < body.len() {
        if let Some(name) = body[at].strip_prefix("--- ") {
            file = folder.join(name);
            at += 1;
            continue;
        }
        let lines = |from: usize, mark: char| {
            let marked =
                body[from..].iter().take_while(|line| line.starts_with(mark) && !line.starts_with("--- "));
            marked.map(|line| format!("{}\n", &line[1..])).collect::<Vec<_>>()
        };
        let stays = lines(at, ' ');
        let goes = lines(at + stays.len(), '-');
        let comes = lines(at + stays.len() + goes.len(), '+');
        let (before, after) = (stays.concat() + &goes.concat(), stays.concat() + &comes.concat());
        let text = std::fs::read_to_string(&file).unwrap();
        assert_eq!(text.matches(&before).count(), 1, "`{before}` stands once in {}", file.display());
        std::fs::write(&file, text.replace(&before, &after)).unwrap();
        at += stays.len() + goes.len() + comes.len();
    }
}

fn console(body: &[&str], folder: &Path, out: &mut String, wrong: &mut Option<String>) {
    let mut rest = body.iter().peekable();
    while let Some(line) = rest.next() {
        *out += &format!("{line}\n");
        let Some(command) = line.strip_prefix("$ ") else { continue };
        let mut shown = Vec::new();
        while let Some(line) = rest.next_if(|line| !line.starts_with("$ ")) {
            shown.push(*line);
        }
        let (made, _) = run(command, folder);
        let is_same = fits(&plain(&shown.join("\n")), &plain(&made));
        let text = if is_same { shown.join("\n") } else { made.trim_end().to_owned() };
        if !text.is_empty() {
            *out += &format!("{text}\n");
        }
        if !is_same && wrong.is_none() {
            *wrong = Some(format!("$ {command}\nshown:\n{}\n\nmade:\n{made}", shown.join("\n")));
        }
    }
}

#[test]
fn the_way_through_the_workshop_is_as_the_document_says() {
    let path = root().join("docs/workshop.md");
    let text = std::fs::read_to_string(&path).unwrap();
    let folder = scratch();
    let (now, wrong) = checked(&text, folder.path());
    assert!(text.contains("```console"), "the document shows commands");
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(&path, now).unwrap();
    } else if let Some(wrong) = wrong {
        panic!("{}\n{wrong}\nUPDATE=1 rewrites what the document shows", path.display());
    }
}
