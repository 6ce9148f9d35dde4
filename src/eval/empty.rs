//! Why an answer is empty: the clause without which it would not be, and what comes nearest.
//!
//! In: a query that found nothing. Out: sentences that name the clause, with the fact that is nearest in time to what
//! was asked. Each condition and each time is left out in turn, one at a time; where none alone is at fault, two.

use crate::fact::FactId;
use crate::plan::plan_set;
use crate::resolve::{Anchor, Condition, Defined, Edge, Pattern, Query, Set, Standing, Test};
use crate::store::Store;
use crate::syntax::Certainty;
use crate::text::english;
use crate::time::{Bounds, Days};

use super::hit::Hit;
use super::run::Runner;
use super::{Error, count, say};

/// The most clauses that are named.
const SHOWN: usize = 3;

/// The most characters of a fact that is told in passing.
const TOLD: usize = 100;

/// The most pairs of clauses that are left out together.
const PAIRS: usize = 40;

/// Sentences about what emptied the answer.
pub(super) fn explain(query: &Query, runner: &Runner<'_>) -> Result<Vec<String>, Error> {
    runner.turn_aside();
    let Some(certainty) = query.certainty else { return explain_set(&query.set, query, runner) };
    let hits = runner.op(&plan_set(&query.set, &query.frame, runner.store).root)?;
    let (word, others) = match certainty {
        Certainty::Certainly => ("certainly", "all only possible"),
        Certainty::Possibly => ("possibly", "all certain"),
    };
    if hits.is_empty() {
        return explain_set(&query.set, query, runner);
    }
    let rows = rows(count::tally(&hits, runner)?.high);
    Ok(vec![format!("without `{word}` there would be {rows}, {others}")])
}

fn rows(found: u64) -> String {
    english::counted(usize::try_from(found).unwrap_or(usize::MAX), "row", "rows")
}

/// The same where something was `found`, of which `certainly` or `possibly` may have left nothing.
pub(super) fn explain_kept(query: &Query, found: bool, runner: &Runner<'_>) -> Result<Vec<String>, Error> {
    let by_doubt = match query.certainty.filter(|_| found) {
        Some(Certainty::Certainly) => "all that was found is only possible: leave out `certainly` to see it",
        Some(Certainty::Possibly) => "all that was found is certain: leave out `possibly` to see it",
        None => return explain(query, runner),
    };
    Ok(vec![by_doubt.to_owned()])
}

/// As [`explain_set`], of what a question asks whether it is so: at another time it may be, which says more than that it is so of
/// something else.
pub(super) fn explain_claim(claim: &Set, query: &Query, runner: &Runner<'_>) -> Result<Vec<String>, Error> {
    let mut times = Vec::new();
    if let Set::Pattern(pattern) = claim {
        relaxed_times(pattern, &mut times);
    }
    runner.turn_aside();
    let asked = asked(claim).unwrap_or_else(|| Days::on(query.frame.day()));
    let notes = without(&times, SHOWN, asked, query, runner)?;
    if notes.is_empty() { explain_set(claim, query, runner) } else { Ok(notes) }
}

/// As [`explain`], of a set of the query.
pub(super) fn explain_set(set: &Set, query: &Query, runner: &Runner<'_>) -> Result<Vec<String>, Error> {
    runner.turn_aside();
    let mut clauses = Vec::new();
    relaxed(set, query, runner.store, &mut clauses);
    let asked = asked(set).unwrap_or_else(|| Days::on(query.frame.day()));
    let notes = without(&clauses, SHOWN, asked, query, runner)?;
    if !notes.is_empty() {
        return Ok(notes);
    }
    let mut pairs = relaxed_twice(&clauses, query, runner.store);
    pairs.truncate(PAIRS);
    without(&pairs, 1, asked, query, runner)
}

/// What there would be without each of the clauses, of those that so many notes name.
fn without(
    clauses: &[(String, Set)],
    most: usize,
    asked: Days,
    query: &Query,
    runner: &Runner<'_>,
) -> Result<Vec<String>, Error> {
    let mut notes = Vec::new();
    for (clause, set) in clauses {
        let plan = plan_set(set, &query.frame, runner.store);
        let hits = runner.op(&plan.root)?;
        let found = count::tally(&hits, runner)?.high;
        if found > 0 {
            let nearest = nearest(&hits, asked, found, runner.store);
            notes.push(format!("without {clause} there would be {}{nearest}", rows(found)));
        }
        if notes.len() == most {
            break;
        }
    }
    Ok(notes)
}

/// The days that a set asks about, where its words name some.
fn asked(set: &Set) -> Option<Days> {
    let days = |test: &Test| match test.anchor {
        Anchor::Days(days) => Some(days),
        _ => None,
    };
    match set {
        Set::Pattern(pattern) => pattern.timing.tests.iter().flatten().find_map(days),
        Set::All(sets) => sets.iter().find_map(asked),
        Set::Except(first, _) | Set::Pick(_, first) | Set::Counted(_, first) => asked(first),
        _ => set.inside().and_then(asked),
    }
}

/// The fact that is nearest in time to what was asked; of equal ones the first.
fn nearest(hits: &[Hit], asked: Days, found: u64, store: &Store) -> String {
    let leads = hits.iter().filter_map(|hit| Some((distance(hit.when, asked), *hit.facts.first()?)));
    let Some((_, fact)) = leads.min() else { return String::new() };
    let which = if found == 1 { ":" } else { "; the nearest is" };
    format!("{which} {}", told(fact, store))
}

/// How many days lie between a period and the days asked about; 0 where they may meet.
fn distance(when: Bounds, asked: Days) -> i64 {
    let after = i64::from(when.start_min()) - i64::from(asked.last().number());
    let before = i64::from(asked.first().number()) - i64::from(when.end_max());
    after.max(before).max(0)
}

/// A fact in a few words with its date, cut where it is long.
fn told(fact: FactId, store: &Store) -> String {
    let text = say::fact(fact, store);
    let short: String = text.chars().take(TOLD).collect();
    let short = match short.rsplit_once(' ') {
        Some((words, _)) if short.len() < text.len() => format!("{words} …"),
        _ => text,
    };
    match store.table(fact.relation).written(fact.row) {
        date if date.is_empty() => short,
        date => format!("{short} ({date})"),
    }
}

/// The set with two clauses left out, for each pair of them.
pub(super) fn relaxed_twice(clauses: &[(String, Set)], query: &Query, store: &Store) -> Vec<(String, Set)> {
    let mut pairs = Vec::new();
    for (first, set) in clauses {
        let mut inner = Vec::new();
        relaxed(set, query, store, &mut inner);
        pairs.extend(inner.into_iter().map(|(second, set)| (format!("{first} and {second}"), set)));
    }
    pairs
}

/// The set with one clause left out, for each clause, with the clause's words.
pub(super) fn relaxed(set: &Set, query: &Query, store: &Store, found: &mut Vec<(String, Set)>) {
    let inside = |set: &Set| {
        let mut inner = Vec::new();
        relaxed(set, query, store, &mut inner);
        inner.into_iter()
    };
    match set {
        Set::Pattern(pattern) => relaxed_pattern(pattern, query, store, found),
        Set::All(sets) => relaxed_all(sets, query, store, found),
        Set::Except(first, second) => {
            found.push(("the exception".to_owned(), (**first).clone()));
            let with = |set| Set::Except(Box::new(set), second.clone());
            found.extend(inside(first).map(|(clause, set)| (clause, with(set))));
        }
        Set::Pick(pick, inner) => {
            if pick.only_nth {
                found.push((format!("`{}`", english::ordinal(pick.count)), (**inner).clone()));
            }
            found.extend(inside(inner).map(|(clause, set)| (clause, Set::Pick(*pick, Box::new(set)))));
        }
        Set::Counted(counted, inner) => {
            found.push((format!("`{} {}`", counted.how_many, counted.word), (**inner).clone()));
            let with = |set| Set::Counted(counted.clone(), Box::new(set));
            found.extend(inside(inner).map(|(clause, set)| (clause, with(set))));
        }
        Set::Division(division, inner) => {
            found.push((format!("the need of {}", division.all()), (**inner).clone()));
            let with = |set| Set::Division(division.clone(), Box::new(set));
            found.extend(inside(inner).map(|(clause, set)| (clause, with(set))));
        }
        Set::Where(inner, tests) => {
            for at in 0..tests.len() {
                let mut fewer = tests.clone();
                fewer.remove(at);
                let without = Set::Where(inner.clone(), fewer);
                found.push((format!("the {} condition of `where`", english::ordinal_word(at + 1)), without));
            }
        }
        Set::Defined(defined) => {
            let mut inside = Vec::new();
            relaxed(&defined.set, query, store, &mut inside);
            found.extend(inside.into_iter().map(|(clause, set)| {
                (clause, Set::Defined(Box::new(Defined { set, ..(**defined).clone() })))
            }));
        }
        Set::Pairs(pairs) => {
            for (at, follows) in pairs.iter().enumerate().filter_map(|(at, one)| Some((at, one.follows?))) {
                let mut freer = pairs.clone();
                freer[at].follows = None;
                found.push((format!("`{follows}`"), Set::Pairs(freer)));
            }
        }
        Set::Any(_)
        | Set::Entities(_)
        | Set::Those(_)
        | Set::Kind(_)
        | Set::Variable(_)
        | Set::Bound(..)
        | Set::Within(_)
        | Set::Again(_) => {}
    }
}

/// What is in all of several sets, with one clause of one of them left out.
fn relaxed_all(sets: &[Set], query: &Query, store: &Store, found: &mut Vec<(String, Set)>) {
    for (at, one) in sets.iter().enumerate() {
        let mut inner = Vec::new();
        relaxed(one, query, store, &mut inner);
        let with = |changed: Set| {
            let mut all = sets.to_vec();
            all[at] = changed;
            Set::All(all)
        };
        found.extend(inner.into_iter().map(|(clause, changed)| (clause, with(changed))));
    }
    if let [Set::Those(_), rest] = sets {
        return found.push(("`those`".to_owned(), rest.clone()));
    }
    let (mut kinds, rest): (Vec<Set>, Vec<Set>) =
        sets.iter().cloned().partition(|set| matches!(set, Set::Kind(_)));
    if let ([Set::Kind(kind)], [only]) = (kinds.as_slice(), rest.as_slice()) {
        found.push((format!("the need to be of the kind `{}`", store.kind(*kind).name), only.clone()));
    } else if rest.len() > 1 {
        let all = "the need to be in all of them (write `or` instead of `and`)";
        kinds.push(Set::Any(rest));
        let either = if let [only] = kinds.as_slice() { only.clone() } else { Set::All(kinds) };
        found.push((all.to_owned(), either));
    }
}

fn relaxed_pattern(pattern: &Pattern, query: &Query, store: &Store, found: &mut Vec<(String, Set)>) {
    relaxed_times(pattern, found);
    relaxed_conditions(pattern, query, store, found);
}

fn relaxed_times(pattern: &Pattern, found: &mut Vec<(String, Set)>) {
    for at in 0..pattern.timing.tests.len() {
        let mut changed = pattern.clone();
        let tests = changed.timing.tests.remove(at);
        let words: Vec<String> = tests.iter().map(|test| format!("`{}`", test.written)).collect();
        found.push((format!("the time {}", words.join(" or ")), Set::Pattern(Box::new(changed))));
    }
    if pattern.timing.edge != Edge::Whole {
        let mut changed = pattern.clone();
        changed.timing.edge = Edge::Whole;
        let edge = if pattern.timing.edge == Edge::End { "the end" } else { "the beginning" };
        found.push((format!("{edge} that the verb speaks of"), Set::Pattern(Box::new(changed))));
    } else if pattern.timing.standing != Standing::Ever {
        let mut changed = pattern.clone();
        changed.timing.standing = Standing::Ever;
        changed.timing.linked = false;
        found.push(("the time (write `ever`)".to_owned(), Set::Pattern(Box::new(changed))));
    }
}

fn relaxed_conditions(pattern: &Pattern, query: &Query, store: &Store, found: &mut Vec<(String, Set)>) {
    for (at, condition) in
        pattern.senses.first().into_iter().flat_map(|sense| sense.conditions.iter().enumerate())
    {
        let Some(clause) = clause(condition, query, store) else { continue };
        let mut changed = pattern.clone();
        for sense in &mut changed.senses {
            if at < sense.conditions.len() {
                sense.conditions.remove(at);
            }
        }
        found.push((clause, Set::Pattern(Box::new(changed))));
    }
}

fn clause(condition: &Condition, query: &Query, store: &Store) -> Option<String> {
    match condition {
        Condition::Role { word, filler: Set::Variable(variable), .. } => {
            let name = query.variables.get(usize::from(variable.0)).filter(|name| !name.is_empty())?;
            Some(format!("`{}`", format!("{word} ?{name}").trim()))
        }
        Condition::Role { word, filler, .. } => {
            Some(match crate::resolve::names(crate::resolve::plain(filler), store) {
                Some(names) if word.is_empty() || ["'s", "between", "among"].contains(&word.as_str()) => {
                    format!("`{names}`")
                }
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
        Condition::According { who, negated } => {
            let not = if *negated { "not " } else { "" };
            let who = crate::resolve::names(crate::resolve::plain(who), store);
            Some(format!("`{not}according to{}`", who.map_or_else(String::new, |who| format!(" {who}"))))
        }
        Condition::FromSource { source, negated } => {
            let not = if *negated { "not " } else { "" };
            Some(format!("`{not}from source {}`", store.source(*source).name))
        }
        Condition::Fixed { .. } => None,
    }
}
