//! `annals check`: everything wrong or doubtful in the facts.
//!
//! In: arguments. Out: the findings on standard output, for people or as JSON, and a status. Absent: what is
//! looked for (`check`).

use std::io::{self, BufWriter, Write};
use std::path::PathBuf;

use serde_json::{Map, Value, json};

use super::args::Args;
use super::clock::{self, Zone};
use super::trouble::{Trouble, tell};
use super::{Look, Status};
use crate::check::{self, Checked, Finding};
use crate::load::Loaded;
use crate::text::{Level, Source, draw, english};

/// Checks the facts that these arguments name.
pub(super) fn check(args: &Args, as_json: bool, zone: Zone) -> Status {
    let look = args.look();
    let Some(base) = super::named(args, &look) else { return Status::Usage };
    let loaded = base.loaded();
    let gone = |folder: &&PathBuf| args.at.is_none() && !folder.exists();
    if let Some(missing) = args.facts.iter().find(gone) {
        tell(&format!("error: there is no folder or file `{}`\n", missing.display()));
        return Status::Usage;
    }
    let checked = check::check(loaded, args.today.unwrap_or_else(|| clock::today(zone)));
    let mut out = BufWriter::new(io::stdout().lock());
    let written = if as_json {
        writeln!(out, "{:#}", to_json(&checked, loaded))
    } else {
        show(&checked, loaded, look, &mut out)
    };
    match written.and_then(|()| out.flush()) {
        Ok(()) if fails(&checked, args.strict) => Status::Unmet,
        Ok(()) => Status::Fine,
        Err(error) => {
            let trouble = Trouble::from(error);
            trouble.show(&Source::default(), 0, &look);
            trouble.status()
        }
    }
}

fn fails(checked: &Checked, strict: bool) -> bool {
    checked.count(Level::Error) > 0 || strict && checked.count(Level::Warning) > 0
}

fn show(checked: &Checked, loaded: &Loaded, look: Look, out: &mut dyn Write) -> io::Result<()> {
    let style = crate::text::Style { colour: look.colour, width: look.text_width() };
    let nameless = Source::default();
    for finding in &checked.findings {
        let mut report = finding.report();
        if finding.span.is_none() && finding.line > 0 && !report.message.starts_with(name(finding, loaded)) {
            report.message = format!("{}:{}: {}", name(finding, loaded), finding.line, report.message);
        }
        let source = loaded.sources.get(finding.source).unwrap_or(&nameless);
        writeln!(out, "{}", draw(&report, source, style))?;
    }
    for (kind, (_, count)) in &checked.more {
        writeln!(out, "and {} of the kind `{kind}`\n", english::plural(*count, "more finding"))?;
    }
    writeln!(out, "{}", summary(checked, loaded))
}

/// `1 error, 2 warnings and 3 notes in 27 files`.
fn summary(checked: &Checked, loaded: &Loaded) -> String {
    let files = english::plural(loaded.sources.len(), "file");
    let counts: Vec<String> = [(Level::Error, "error"), (Level::Warning, "warning"), (Level::Note, "note")]
        .into_iter()
        .map(|(level, word)| (checked.count(level), word))
        .filter(|(count, _)| *count > 0)
        .map(|(count, word)| english::plural(count, word))
        .collect();
    if counts.is_empty() {
        return format!("nothing wrong and nothing doubtful in {files}");
    }
    format!("{} in {files}", english::list(&counts, "and"))
}

fn name<'a>(finding: &Finding, loaded: &'a Loaded) -> &'a str {
    loaded.sources.get(finding.source).map_or("", |source| source.name.as_str())
}

fn to_json(checked: &Checked, loaded: &Loaded) -> Value {
    let findings: Vec<Value> = checked.findings.iter().map(|finding| one_to_json(finding, loaded)).collect();
    let more: Map<String, Value> =
        checked.more.iter().map(|(kind, (_, count))| ((*kind).to_owned(), json!(count))).collect();
    json!({
        "errors": checked.count(Level::Error),
        "warnings": checked.count(Level::Warning),
        "notes": checked.count(Level::Note),
        "files": loaded.sources.len(),
        "findings": findings,
        "more": more,
    })
}

fn one_to_json(finding: &Finding, loaded: &Loaded) -> Value {
    let report = finding.report();
    let place = finding.span.zip(loaded.sources.get(finding.source));
    let column = place.map(|(span, source)| source.line_column(span.start).1);
    let severity = match report.level {
        Level::Error => "error",
        Level::Warning => "warning",
        Level::Note => "note",
    };
    json!({
        "severity": severity,
        "kind": finding.kind(),
        "message": report.message,
        "file": name(finding, loaded),
        "line": (finding.line > 0).then_some(finding.line),
        "column": column,
        "label": report.label,
        "remedy": report.help,
    })
}
