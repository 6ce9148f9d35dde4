//! What was generated, for people and for programs.
//!
//! In: a grammar, [`Generated`], [`RoundTrips`], [`Typos`]. Out: text, in which every line that is no sentence begins with `#`, or
//! JSON. Absent: generating.

use std::fmt::Write as _;

use serde_json::{Value, json};

use super::round_trip::RoundTrips;
use super::run::{Generated, Misread, Reason};
use super::typos::Typos;
use crate::text::english;
use crate::workshop::corpus::escaped;

use super::super::grammar::{Decision, Grammar, PointId};

/// How many texts are shown whose canonical form is read otherwise.
const REPRINTED: usize = 40;

/// What of the sentences has an answer, where a base was asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Answers {
    /// How many sentences make sense: their words go together.
    pub resolved: usize,
    /// How many have rows, a count above zero, or a verdict.
    pub answered: usize,
}

/// The sentences, one a line, and what is to be said of them.
pub fn text(grammar: &Grammar, generated: &Generated, answers: Option<Answers>) -> String {
    let mut out = String::new();
    for sentence in &generated.sentences {
        out += &format!("{}\n", escaped(sentence));
    }
    out += &summary(grammar, generated, answers);
    out
}

/// What is to be said of the sentences, without them.
pub fn summary(grammar: &Grammar, generated: &Generated, answers: Option<Answers>) -> String {
    let mut out = String::new();
    if generated.stopped {
        out += "# stopped; this is what was made until then\n";
    }
    let count = generated.sentences.len();
    let _ = writeln!(
        out,
        "# {}, {} read as meant{}{}; {} of {} decision points used",
        english::counted(count, "sentence", "sentences"),
        english::number(generated.as_meant as u64),
        match generated.refused {
            0 => String::new(),
            refused => format!(", {} more refused", english::number(refused as u64)),
        },
        match generated.giving_way {
            0 => String::new(),
            count => format!("; {} more give way to an earlier alternative", english::number(count as u64)),
        },
        english::number((generated.points - generated.unused.len()) as u64),
        english::number(generated.points as u64),
    );
    if let Some(answers) = answers {
        let share = |part: usize| format!("{} %", part * 100 / count.max(1));
        let _ = writeln!(
            out,
            "# {} make sense to the base, {} have an answer that is not empty",
            share(answers.resolved),
            share(answers.answered)
        );
    }
    generated.misread.iter().for_each(|misread| out += &format!("# {}\n", kind(misread)));
    if !generated.overlaps.is_empty() {
        out += "# give way to an earlier alternative:\n";
    }
    generated.overlaps.iter().for_each(|overlap| out += &format!("#   {}\n", kind(overlap)));
    if !generated.unused.is_empty() {
        out += "# never used:\n";
    }
    for (id, reason) in &generated.unused {
        if let Some(line) = unused(grammar, *id, reason) {
            let _ = writeln!(out, "#   {line}");
        }
    }
    out
}

/// ``meant `pair`, read as `word`, in `item` (2 times): a!``
fn kind(misread: &Misread) -> String {
    let count = english::counted(misread.count, "time", "times");
    format!("{} ({count}): {}", misread.parting, escaped(&misread.example))
}

fn unused(grammar: &Grammar, id: PointId, reason: &Reason) -> Option<String> {
    let point = grammar.points().get(id.0)?;
    let rule = &grammar.rule(point.rule).name;
    let (place, written) = (grammar.place(point.span), grammar.snippet(point.span));
    let way = match point.decision {
        Decision::Alternative(_) => String::new(),
        decision => format!(" {decision}"),
    };
    Some(format!("{place} `{rule}`: `{written}`{way}: {}", why(grammar, reason)))
}

/// The reason in English.
pub fn why(grammar: &Grammar, reason: &Reason) -> String {
    match reason {
        Reason::Ahead => "it only looks ahead".to_owned(),
        Reason::Unreached => "the start rule does not lead to it".to_owned(),
        Reason::NoWord => "there is no word for it".to_owned(),
        Reason::Refused(node) => {
            let written = grammar.node(*node).map(|node| node.text(grammar.rules())).unwrap_or_default();
            format!("refused by `{written}`")
        }
        Reason::Misread(parting) => parting.to_string(),
        Reason::Untried => "too few sentences to tell".to_owned(),
    }
}

/// The same as one JSON object.
pub fn json(grammar: &Grammar, generated: &Generated, answers: Option<Answers>) -> Value {
    let unused = |(id, reason): &(PointId, Reason)| {
        let point = grammar.points().get(id.0)?;
        let place = grammar.place(point.span);
        Some(json!({
            "point": point.key,
            "file": place.file,
            "line": place.line,
            "reason": why(grammar, reason),
        }))
    };
    let misread = |misread: &Misread| {
        json!({
            "within": misread.parting.within,
            "meant": misread.parting.meant.to_string(),
            "read": misread.parting.read.to_string(),
            "count": misread.count,
            "example": misread.example,
        })
    };
    json!({
        "stopped": generated.stopped,
        "sentences": generated.sentences,
        "as_meant": generated.as_meant,
        "refused": generated.refused,
        "points": generated.points,
        "unused": generated.unused.iter().filter_map(unused).collect::<Vec<_>>(),
        "misread": generated.misread.iter().map(misread).collect::<Vec<_>>(),
        "giving_way": generated.giving_way,
        "overlaps": generated.overlaps.iter().map(misread).collect::<Vec<_>>(),
        "resolved": answers.map(|answers| answers.resolved),
        "answered": answers.map(|answers| answers.answered),
    })
}

/// What came of the canonical forms, the shortest texts first.
pub fn round_trips_text(found: &RoundTrips) -> String {
    let number = |count: usize| english::number(count as u64);
    let mut out = format!(
        "# {} printed, {} of them read; the canonical form of {} is read otherwise\n",
        english::counted(found.texts, "text", "texts"),
        number(found.read),
        number(found.wrong.len()),
    );
    for one in found.wrong.iter().take(REPRINTED) {
        let _ = writeln!(out, "# {}\n#   prints {}", escaped(&one.text), one.printed);
        let _ = match &one.again {
            Some(again) if *again == one.printed => writeln!(out, "#   which has another tree"),
            Some(again) => writeln!(out, "#   which prints {again}"),
            None => writeln!(out, "#   which is refused"),
        };
    }
    out
}

/// The same as JSON.
pub fn round_trips_json(found: &RoundTrips) -> Value {
    let wrong = found.wrong.iter();
    let wrong = wrong.map(|one| json!({ "text": one.text, "printed": one.printed, "again": one.again }));
    json!({ "texts": found.texts, "read": found.read, "wrong": wrong.collect::<Vec<_>>() })
}

/// How typing errors fared, the worst keyword first.
pub fn typos_text(typos: &[Typos], ceiling: Option<usize>) -> String {
    let mut out = String::new();
    let tried: usize = typos.iter().map(|one| one.tried).sum();
    let accepted: usize = typos.iter().map(|one| one.accepted).sum();
    for one in sorted(typos) {
        if one.accepted == 0 {
            continue;
        }
        let mark = if ceiling.is_some_and(|ceiling| one.share() > ceiling * 100) { "!" } else { " " };
        let share = format!("{}.{:02} %", one.share() / 100, one.share() % 100);
        let _ =
            writeln!(out, "{mark} {share:>8}  {:12}  {}", one.word, one.examples.first().map_or("", |s| s));
    }
    let _ = writeln!(
        out,
        "{}, {} slips, {} accepted",
        english::counted(typos.len(), "keyword", "keywords"),
        english::number(tried as u64),
        english::number(accepted as u64)
    );
    out
}

/// The same as JSON.
pub fn typos_json(typos: &[Typos]) -> Value {
    let one = |one: &Typos| json!({ "word": one.word, "tried": one.tried, "accepted": one.accepted, "examples": one.examples });
    json!({ "keywords": sorted(typos).into_iter().map(one).collect::<Vec<_>>() })
}

fn sorted(typos: &[Typos]) -> Vec<&Typos> {
    let mut sorted: Vec<&Typos> = typos.iter().collect();
    sorted.sort_by_key(|one| (std::cmp::Reverse(one.share()), one.word.clone()));
    sorted
}
