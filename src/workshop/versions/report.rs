//! A change of a grammar, for people, for programs, and as cases of the corpus.
//!
//! In: [`Delta`] and [`Compared`]. Out: text, JSON, corpus text. Absent: comparing.

use std::fmt::Write as _;

use serde_json::{Value, json};

use super::class::Class;
use super::delta::{Changed, Delta};
use super::run::{Compared, Difference, Origin};
use crate::text::english;
use crate::workshop::corpus::{escaped, escaped_query};

/// How a choice is shown whose order changed.
const REORDERED: &str = "reordered, and the order is meaning:";
/// How much of a tree is shown on one line.
const WIDTH: usize = 160;

/// The change and what it does.
pub fn text(delta: &Delta, compared: &Compared) -> String {
    let mut out = rules(delta);
    out.push('\n');
    if compared.stopped {
        out += "stopped; this is what was read until then\n";
    }
    for class in Class::ALL {
        let count = compared.counts.get(&class).copied().unwrap_or(0);
        if count == 0 {
            continue;
        }
        let _ = writeln!(out, "{:>7}  {class}", english::number(count as u64));
        for one in compared.shortest.get(&class).into_iter().flatten() {
            let _ = writeln!(out, "         {}", escaped(&one.query.text));
            let _ = writeln!(out, "           - {}", cut(&one.old));
            let _ = writeln!(out, "           + {}", cut(&one.new));
        }
    }
    let _ = writeln!(out, "{:>7}  in all", english::number(compared.queries as u64));
    out
}

/// The rules that differ, by alternative.
pub fn rules(delta: &Delta) -> String {
    let mut out = String::new();
    for (_, rule) in &delta.removed {
        let _ = writeln!(out, "- {rule}");
    }
    for (_, rule) in &delta.added {
        let _ = writeln!(out, "+ {rule}");
    }
    for changed in &delta.changed {
        let _ = writeln!(out, "~ {}", changed.rule);
        if let Some((old, new)) = changed.kind {
            let _ = writeln!(out, "    was `{}{{ … }}`, is `{}{{ … }}`", old.mark(), new.mark());
        }
        let marked = [("-", &changed.removed), ("+", &changed.added), (REORDERED, &changed.reordered)];
        for (mark, one) in marked.iter().flat_map(|(mark, list)| list.iter().map(move |one| (mark, one))) {
            let _ = writeln!(out, "    {mark} {one}");
        }
    }
    out
}

fn cut(text: &str) -> String {
    let line = escaped(text.trim());
    if line.chars().count() <= WIDTH { line } else { line.chars().take(WIDTH).chain(['…']).collect() }
}

/// The same as one JSON object.
pub fn json(delta: &Delta, compared: &Compared) -> Value {
    let named = |list: &[(String, String)]| {
        list.iter().map(|(name, text)| json!({ "rule": name, "text": text })).collect::<Vec<_>>()
    };
    let changed = |one: &Changed| {
        json!({
            "rule": one.rule,
            "kind": one.kind.map(|(old, new)| json!({ "old": old.mark(), "new": new.mark() })),
            "removed": one.removed,
            "added": one.added,
            "reordered": one.reordered,
        })
    };
    let difference = |one: &Difference| {
        json!({
            "query": one.query.text,
            "origin": origin(&one.query.origin),
            "old": one.old,
            "new": one.new,
        })
    };
    let classes: serde_json::Map<String, Value> = Class::ALL
        .into_iter()
        .map(|class| {
            let shortest =
                compared.shortest.get(&class).map(|some| some.iter().map(difference).collect::<Vec<_>>());
            let count = compared.counts.get(&class).copied().unwrap_or(0);
            (class.words().to_owned(), json!({ "count": count, "shortest": shortest.unwrap_or_default() }))
        })
        .collect();
    json!({
        "added": named(&delta.added),
        "removed": named(&delta.removed),
        "changed": delta.changed.iter().map(changed).collect::<Vec<_>>(),
        "queries": compared.queries,
        "stopped": compared.stopped,
        "classes": classes,
    })
}

fn origin(origin: &Origin) -> String {
    match origin {
        Origin::Corpus(file, title) => format!("{file}: {title}"),
        Origin::Old => "made of the old grammar".to_owned(),
        Origin::New => "made of the new grammar".to_owned(),
    }
}

/// The differences as cases of a corpus file, to be filled by `annals test --update`.
pub fn cases(compared: &Compared) -> String {
    let mut out = String::from(
        "# Queries that a change of the grammar did something to. `annals test --update` fills what is empty.\n\n:today 2026-11-23\n:escapes\n",
    );
    let mut number = 0;
    for (class, some) in &compared.shortest {
        // No case can hold a query of no characters.
        for one in some.iter().filter(|one| !one.query.text.is_empty()) {
            number += 1;
            let _ = writeln!(out, "\n== {class}, {number}");
            let _ = writeln!(out, "{}", escaped_query(&one.query.text));
            out += match class {
                Class::NowRejected | Class::OtherError => "\n--- error\n",
                Class::OtherAnswer => "\n--- reading\n\n--- answer\n",
                _ => "\n--- tree\n",
            };
        }
    }
    out
}
