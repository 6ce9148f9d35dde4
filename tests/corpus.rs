//! The corpus under `cargo test`: every case, and every query of the documents among the cases.
//!
//! In: `tests/corpus`, `README.md`, `docs`, `facts/README.md`. Out: the report of `annals test`, as the
//! failure. `UPDATE=1 cargo test --test corpus` rewrites what changed.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use annals::load;
use annals::store::Store;
use annals::text::Style;
use annals::workshop::corpus::{Compiled, Mode, Options, parse, test, text};
use annals::workshop::watch::Unwatched;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The facts that ship, or those of a folder; a base of the corpus has no errors.
fn load_base(folder: Option<&Path>) -> Result<Store, String> {
    let loaded = match folder {
        Some(folder) => load::folders(&[folder.to_owned()]),
        None => load::shipped(),
    };
    if loaded.errors() > 0 {
        Err(loaded.draw_all(Style { colour: false, width: 100 }))
    } else {
        Ok(loaded.store)
    }
}

#[test]
fn the_corpus_passes() {
    let mode = if std::env::var_os("UPDATE").is_some() { Mode::Update } else { Mode::Check };
    let options = Options { mode, ..Options::default() };
    std::env::set_current_dir(root()).expect("the root of the package is there");
    let results = test(&[PathBuf::from("tests/corpus")], &options, &Compiled, &load_base, &Unwatched);
    assert!(results.summary().exit_code() == 0, "\n{}", text(&results));
}

#[test]
fn the_corpus_is_as_large_as_it_should_be() {
    let files = files(&root().join("tests/corpus"), "corpus");
    let cases = files.iter().flat_map(|file| {
        parse(&file.display().to_string(), &read(file)).expect("corpus files can be read").cases
    });
    let (all, refused) =
        cases.fold((0, 0), |(all, refused), case| (all + 1, refused + usize::from(case.refuses())));
    assert!(all >= 120 && refused >= 30, "{all} cases, {refused} of them errors");
}

/// A case of the queue that is as it should be belongs to its topic; what waits there says what is bad about it.
#[test]
fn the_queue_of_bad_messages_holds_no_good_one() {
    for file in files(&root().join("tests/corpus/bad-messages"), "corpus") {
        for case in parse(&file.display().to_string(), &read(&file)).expect("corpus files can be read").cases
        {
            assert!(case.attributes.known_failure.is_some(), "`{}` of {}", case.title, file.display());
        }
    }
}

/// Blocks that open with ```` ```annals ```` or ```` ```annals session ```` hold one query a line.
#[test]
fn every_query_of_the_documents_is_a_case() {
    let mut queries = HashSet::new();
    for file in files(&root().join("tests/corpus"), "corpus") {
        let file = parse(&file.display().to_string(), &read(&file)).expect("corpus files can be read");
        for case in file.cases {
            queries.insert(plain(&case.query));
            queries.extend(case.attributes.given.iter().map(|given| plain(given)));
        }
    }
    let mut documents = vec![root().join("README.md"), root().join("facts/README.md")];
    documents.extend(files(&root().join("docs"), "md"));
    for document in documents.iter().filter(|path| path.is_file()) {
        for query in fenced(&read(document)) {
            assert!(queries.contains(&plain(&query)), "`{query}` of {} is no case", document.display());
        }
    }
}

/// The queries in the blocks marked `annals`: lines that are neither empty, comments, commands of the prompt,
/// nor expectations of a script.
fn fenced(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut inside = false;
    for line in text.lines().map(str::trim) {
        if line.starts_with("```") {
            inside = !inside && ["```annals", "```annals session"].contains(&line);
        } else if inside
            && !line.is_empty()
            && !["#", ".", "expect "].iter().any(|mark| line.starts_with(mark))
        {
            found.push(line.to_owned());
        }
    }
    found
}

/// A query without its comment and with single spaces.
fn plain(query: &str) -> String {
    let lines = query.lines().map(|line| line.split(" #").next().unwrap_or_default());
    lines.flat_map(str::split_whitespace).collect::<Vec<_>>().join(" ")
}

fn read(path: &Path) -> String {
    std::fs::read_to_string(path).expect("a file that was listed can be read")
}

/// The files below a folder with that extension; none if there is no folder.
fn files(folder: &Path, extension: &str) -> Vec<PathBuf> {
    let Ok(entries) = std::fs::read_dir(folder) else { return Vec::new() };
    let mut found = Vec::new();
    for path in entries.filter_map(|entry| Some(entry.ok()?.path())) {
        if path.is_dir() {
            found.extend(files(&path, extension));
        } else if path.extension().is_some_and(|found| found == extension) {
            found.push(path);
        }
    }
    found.sort();
    found
}
