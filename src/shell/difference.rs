//! `annals diff`: what a query answers otherwise at another revision of the facts.
//!
//! In: the words after `diff`: one revision or two, and a query. Out: the difference on standard output, a status.
//! Absent: comparing answers and writing them (`render`); reading revisions (`load`).

use std::io::{self, BufWriter, Write};

use super::args::{Args, joined};
use super::clock::{self, Zone};
use super::trouble::tell;
use super::{Base, Status, Trouble};
use crate::load::RevisionError;
use crate::pipeline::{self, Answered, Settings};
use crate::render::{Difference, Format, Style, Version};
use crate::text::{Report, Source, draw};

/// What stands for the files as they are.
const WORKING_TREE: &str = ".";

/// Two bases and a query to ask of both.
struct Asked {
    before: Base,
    after: Base,
    query: String,
}

/// Asks a query of two revisions and shows what differs.
pub(super) fn diff(args: &Args, words: &[String], exit_status: bool, zone: Zone) -> Status {
    let look = args.look();
    let asked = match asked(args, words) {
        Ok(asked) => asked,
        Err(report) => {
            tell(&draw(&report, &Source::default(), look.report_style()));
            return Status::Usage;
        }
    };
    for base in [&asked.before, &asked.after] {
        base.show_faults(&look);
        if args.strict && base.faulty() {
            return Status::Usage;
        }
    }
    let mut settings = Settings::on(args.today.unwrap_or_else(|| clock::today(zone)));
    settings.limit(args.max_rows, args.max_memory);
    settings.params = args.param.iter().cloned().collect();
    let ask = |base: &Base| pipeline::ask(&asked.query, base.store(), &settings);
    let (before, after) = (ask(&asked.before), ask(&asked.after));
    if let (Err(_), Err(fault)) = (&before, &after) {
        let trouble = Trouble::Query(Box::new(fault.clone()));
        trouble.show(&Source::new("query", asked.query.as_str()), 0, &look);
        return trouble.status();
    }
    let told = |answered: &Result<Answered, pipeline::Fault>| {
        answered.as_ref().err().map_or_else(String::new, |fault| fault.report().message)
    };
    let (refused_before, refused_after) = (told(&before), told(&after));
    let difference = Difference::of(
        version(&asked.before, &before, &refused_before),
        version(&asked.after, &after, &refused_after),
    );
    let style = Style { colour: look.colour, width: look.width, ..Style::default() };
    let mut out = BufWriter::new(io::stdout().lock());
    match difference.write(&mut out, args.format(), &style).and_then(|()| out.flush()) {
        Ok(()) if exit_status && !difference.is_empty() => Status::Unmet,
        Ok(()) => Status::Fine,
        Err(error) => Trouble::from(error).status(),
    }
}

fn version<'a>(
    base: &'a Base,
    answered: &'a Result<Answered, pipeline::Fault>,
    refused: &'a str,
) -> Version<'a> {
    let told = match answered {
        Ok(answered) => Ok((&answered.answer, answered.reading.as_str())),
        Err(_) => Err(refused),
    };
    Version { name: base.at().unwrap_or("the working tree"), told, store: base.store() }
}

/// The revisions and the query that the words name: `REV1 [REV2] QUERY`, `REV1..REV2 QUERY`.
fn asked(args: &Args, words: &[String]) -> Result<Asked, Box<Report>> {
    let bibliography = matches!(args.format(), Format::Bibliography | Format::Bibtex | Format::CslJson);
    if bibliography {
        let report = Report::error(format!("a difference cannot be written as `{}`", args.format()));
        return Err(report.help("ask each revision with `--at`, or choose another format").into());
    }
    if args.at.is_some() {
        let report = Report::error("`diff` names its revisions itself, so that `--at` has no meaning here");
        return Err(report.help("write `annals diff REV1 REV2 QUERY`").into());
    }
    let [first, rest @ ..] = words else { return Err(no_query()) };
    let refused = |error: RevisionError| Box::new(error.report());
    let (first, range) = match first.split_once("..") {
        Some((from, to)) if !from.is_empty() && !to.starts_with('.') => (from, Some(to)),
        _ => (first.as_str(), None),
    };
    let before = if first == WORKING_TREE {
        Base::load(&args.facts)
    } else {
        Base::load_at(&args.facts, first).map_err(refused)?
    };
    let (after, query) = match (range, rest) {
        (Some(to), query) => {
            let to = if to.is_empty() { "HEAD" } else { to };
            (Base::load_at(before.folders(), to).map_err(refused)?, query)
        }
        (None, [second, query @ ..]) if second == WORKING_TREE => (before.as_it_is(), query),
        (None, [second, query @ ..]) if !query.is_empty() && !second.contains(char::is_whitespace) => {
            match Base::load_at(before.folders(), second) {
                Ok(base) => (base, query),
                // The word begins the query.
                Err(RevisionError::Unknown { .. }) => (before.as_it_is(), rest),
                Err(error) => return Err(refused(error)),
            }
        }
        (None, query) => (before.as_it_is(), query),
    };
    if query.is_empty() {
        return Err(no_query());
    }
    Ok(Asked { before, after, query: joined(query) })
}

fn no_query() -> Box<Report> {
    let report = Report::error("there is no query to ask of both");
    Box::new(
        report.help("write `annals diff REV1 REV2 QUERY`, as in `annals diff HEAD~3 . members of BRICS`"),
    )
}
