//! The results in the format that CI servers read.
//!
//! In: [`Results`]. Out: XML after `JUnit`'s: a suite for each file, a test case for each case. Absent: times.

use std::fmt::Write;

use super::super::run::{Outcome, Results, Tested};
use super::{block, word};

/// The results as XML. A known failure counts as skipped, a file that cannot be read as an error.
pub fn junit(results: &Results) -> String {
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"annals\">\n");
    for suite in results.tested.chunk_by(|one, other| one.file == other.file) {
        let failed = suite.iter().filter(|tested| tested.outcome.is_bad()).count();
        let name = suite.first().map_or("", |tested| tested.file.as_str());
        let tests = suite.len();
        let _ =
            writeln!(out, "  <testsuite name=\"{}\" tests=\"{tests}\" failures=\"{failed}\">", escaped(name));
        for tested in suite {
            case(&mut out, tested);
        }
        out.push_str("  </testsuite>\n");
    }
    if !results.broken.is_empty() {
        let count = results.broken.len();
        let _ = writeln!(out, "  <testsuite name=\"not run\" tests=\"{count}\" errors=\"{count}\">");
        for broken in &results.broken {
            let first = escaped(broken.lines().next().unwrap_or_default());
            let _ =
                writeln!(out, "    <testcase name=\"{first}\"><error>{}</error></testcase>", escaped(broken));
        }
        out.push_str("  </testsuite>\n");
    }
    out.push_str("</testsuites>\n");
    out
}

fn case(out: &mut String, tested: &Tested) {
    let name = escaped(&tested.case.title);
    let class = escaped(&tested.file);
    let _ = write!(out, "    <testcase name=\"{name}\" classname=\"{class}\" line=\"{}\"", tested.case.line);
    match (&tested.outcome, block(tested)) {
        (Outcome::Skipped(reason) | Outcome::KnownFailure(reason, _), _) => {
            let _ = writeln!(out, "><skipped message=\"{}\"/></testcase>", escaped(reason));
        }
        (outcome, Some(block)) if outcome.is_bad() => {
            let _ = writeln!(
                out,
                "><failure message=\"{}\">{}</failure></testcase>",
                word(outcome),
                escaped(&block)
            );
        }
        _ => out.push_str("/>\n"),
    }
}

/// Text for XML; what XML cannot hold becomes a replacement character.
fn escaped(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\n' | '\t' => out.push(c),
            c if c.is_control() || c == '\u{FFFE}' || c == '\u{FFFF}' => out.push('\u{FFFD}'),
            c => out.push(c),
        }
    }
    out
}
