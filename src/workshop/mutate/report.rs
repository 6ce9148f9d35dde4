//! A mutation run for people and for programs.
//!
//! In: [`Tested`]. Out: text or JSON. Absent: running.

use serde_json::{Value, json};

use super::accepted::no_difference;
use super::change::Mutant;
use super::probe::Found;
use crate::text::english;
use crate::workshop::corpus::escaped;
use crate::workshop::grammar::Grammar;

/// What a run came to.
#[derive(Debug, Clone, Default)]
pub struct Tested {
    /// How many mutants there are.
    pub mutants: usize,
    /// How many a case notices.
    pub noticed: usize,
    /// Those that survive and are on the list, by their keys.
    pub listed: Vec<String>,
    /// How many were not come to.
    pub untested: usize,
    /// Those that survive and are not on the list.
    pub survivors: Vec<Survivor>,
}

/// A mutant that no case notices.
#[derive(Debug, Clone)]
pub struct Survivor {
    /// The mutant.
    pub mutant: Mutant,
    /// What sentences say about it; none if they were not asked.
    pub found: Option<Found>,
}

/// The survivors, each with its place, then the figures.
pub fn text(grammar: &Grammar, tested: &Tested) -> String {
    let mut out = String::new();
    for survivor in &tested.survivors {
        out += &format!("{}: {}\n", grammar.place(survivor.mutant.span), survivor.mutant.key);
        out += &match &survivor.found {
            Some(Found::Query(query)) => format!("    would be noticed by: {}\n", escaped(query)),
            Some(Found::Nothing(count)) => {
                format!("    {}\n", no_difference(*count))
            }
            None => "    no sentence was tried\n".to_owned(),
        };
    }
    if !out.is_empty() {
        out.push('\n');
    }
    out += &format!(
        "{} of {} noticed by the corpus, {} listed, {} not noticed",
        tested.noticed,
        english::counted(tested.mutants, "mutant", "mutants"),
        tested.listed.len(),
        tested.survivors.len()
    );
    if tested.untested > 0 {
        out += &format!("; stopped with {} left", tested.untested);
    }
    out + "\n"
}

/// The same as one object.
pub fn json(grammar: &Grammar, tested: &Tested) -> Value {
    let survivors = tested.survivors.iter().map(|survivor| {
        let place = grammar.place(survivor.mutant.span);
        let (query, probes) = match &survivor.found {
            Some(Found::Query(query)) => (Some(query), None),
            Some(Found::Nothing(count)) => (None, Some(count)),
            None => (None, None),
        };
        json!({
            "mutant": survivor.mutant.key,
            "file": place.file,
            "line": place.line,
            "column": place.column,
            "noticed_by": query,
            "no_difference_in": probes,
        })
    });
    json!({
        "mutants": tested.mutants,
        "noticed": tested.noticed,
        "listed": tested.listed.len(),
        "untested": tested.untested,
        "survivors": survivors.collect::<Vec<_>>(),
    })
}
