//! Why an answer is empty: the clause without which it would not be.
//!
//! In: a query that found nothing. Out: sentences that name the clause. Each condition and each time is left
//! out in turn, one at a time.

use crate::plan::plan_set;
use crate::resolve::{Condition, Pattern, Query, Set, Standing};
use crate::store::Store;
use crate::text::english;

use super::run::Runner;
use super::{Error, count};

/// The most clauses that are named.
const SHOWN: usize = 3;

/// Sentences about what emptied the answer.
pub(super) fn explain(query: &Query, runner: &Runner<'_>) -> Result<Vec<String>, Error> {
    let mut notes = Vec::new();
    let mut without = Vec::new();
    relaxed(&query.set, runner.store, &mut without);
    for (clause, set) in without {
        let plan = plan_set(&set, &query.frame, runner.store);
        let found = count::tally(&runner.op(&plan.root)?).high;
        if found > 0 {
            let rows = english::counted(usize::try_from(found).unwrap_or(usize::MAX), "row", "rows");
            notes.push(format!("without {clause} there would be {rows}"));
        }
        if notes.len() == SHOWN {
            break;
        }
    }
    Ok(notes)
}

/// The set with one clause left out, for each clause, with the clause's words.
pub(super) fn relaxed(set: &Set, store: &Store, found: &mut Vec<(String, Set)>) {
    match set {
        Set::Pattern(pattern) => relaxed_pattern(pattern, store, found),
        Set::All(sets) => {
            for (at, one) in sets.iter().enumerate() {
                let mut inner = Vec::new();
                relaxed(one, store, &mut inner);
                let with = |changed: Set| {
                    let mut all = sets.clone();
                    all[at] = changed;
                    Set::All(all)
                };
                found.extend(inner.into_iter().map(|(clause, changed)| (clause, with(changed))));
            }
            if let [Set::Those(_), rest] = &sets[..] {
                found.push(("`those`".to_owned(), rest.clone()));
            } else if sets.len() > 1 {
                found.push((
                    "the need to be in all of them (write `or` instead of `and`)".to_owned(),
                    Set::Any(sets.clone()),
                ));
            }
        }
        Set::Except(first, second) => {
            found.push(("the exception".to_owned(), (**first).clone()));
            let mut inner = Vec::new();
            relaxed(first, store, &mut inner);
            found.extend(
                inner.into_iter().map(|(clause, set)| (clause, Set::Except(Box::new(set), second.clone()))),
            );
        }
        Set::Pick(pick, inner) => {
            let mut found_inside = Vec::new();
            relaxed(inner, store, &mut found_inside);
            found.extend(
                found_inside.into_iter().map(|(clause, set)| (clause, Set::Pick(*pick, Box::new(set)))),
            );
        }
        Set::Where(inner, tests) => {
            for at in 0..tests.len() {
                let mut fewer = tests.clone();
                fewer.remove(at);
                let without = Set::Where(inner.clone(), fewer);
                found.push((format!("the {} condition of `where`", english::ordinal_word(at + 1)), without));
            }
        }
        Set::Any(_)
        | Set::Entities(_)
        | Set::Those(_)
        | Set::Kind(_)
        | Set::Variable(_)
        | Set::Bound(..)
        | Set::Pairs(_)
        | Set::Defined(_)
        | Set::Again(_) => {}
    }
}

fn relaxed_pattern(pattern: &Pattern, store: &Store, found: &mut Vec<(String, Set)>) {
    for at in 0..pattern.timing.tests.len() {
        let mut changed = pattern.clone();
        let tests = changed.timing.tests.remove(at);
        let words: Vec<String> = tests.iter().map(|test| format!("`{}`", test.written)).collect();
        found.push((format!("the time {}", words.join(" or ")), Set::Pattern(Box::new(changed))));
    }
    if pattern.timing.standing != Standing::Ever {
        let mut changed = pattern.clone();
        changed.timing.standing = Standing::Ever;
        changed.timing.linked = false;
        found.push(("the time (write `ever`)".to_owned(), Set::Pattern(Box::new(changed))));
    }
    for (at, condition) in
        pattern.senses.first().into_iter().flat_map(|sense| sense.conditions.iter().enumerate())
    {
        let Some(clause) = clause(condition, store) else { continue };
        let mut changed = pattern.clone();
        for sense in &mut changed.senses {
            if at < sense.conditions.len() {
                sense.conditions.remove(at);
            }
        }
        found.push((clause, Set::Pattern(Box::new(changed))));
    }
}

fn clause(condition: &Condition, store: &Store) -> Option<String> {
    match condition {
        Condition::Role { word, filler, .. } => {
            Some(match crate::resolve::names(crate::resolve::plain(filler), store) {
                Some(names) if word.is_empty() || word == "'s" => format!("`{names}`"),
                Some(names) => format!("`{word} {names}`"),
                None if word.is_empty() => "the object of the verb".to_owned(),
                None => format!("the phrase after `{word}`"),
            })
        }
        Condition::NotRole { word, .. } => Some(format!("`not {word}`")),
        Condition::AnyRole { .. } => Some("`about`".to_owned()),
        Condition::Every { .. } => Some("`whose`".to_owned()),
        Condition::Mentions { phrases, negated } => {
            let not = if *negated { "not " } else { "" };
            Some(format!("`{not}mentioning \"{}\"`", phrases.join("\" or \"")))
        }
        Condition::Compares { .. } => Some("the comparison".to_owned()),
        Condition::According { .. } => Some("`according to`".to_owned()),
        Condition::FromSource { .. } => Some("`from source`".to_owned()),
        Condition::Fixed { .. } => None,
    }
}
