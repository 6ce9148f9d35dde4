//! Yes, no, possibly, not recorded.
//!
//! In: the claims of a question. Out: a verdict with the facts that it rests on. *No* only from a recorded
//! negative or from declared coverage; evidence both ways is *possibly*, with both shown.

use crate::fact::{Coverage, EntityId, RoleId};
use crate::plan::{Op, Scan, plan_set};
use crate::resolve::{Anchor, Condition, Pattern, Query, Sense, Set, Standing, TestWord, YesNo};
use crate::store::Store;
use crate::time::{Days, Edtf, End, Reading};

use super::answer::{Answer, Outcome, Verdict};
use super::hit::Hit;
use super::run::Runner;
use super::{Error, cells, empty, known, pick};

pub(super) fn answer(query: &Query, question: &YesNo, runner: &Runner<'_>) -> Result<Answer, Error> {
    let mut verdicts = Vec::new();
    let mut rows = Vec::new();
    let mut notes = Vec::new();
    let mut coverage = Vec::new();
    for claim in &question.claims {
        let (verdict, mut hits, basis) =
            if question.every { judge_every(query, claim, runner)? } else { judge(query, claim, runner)? };
        verdicts.push(verdict);
        rows.append(&mut hits);
        match basis {
            Some(basis) => {
                notes.push(basis.said);
                coverage.extend(basis.coverage);
            }
            None if verdict == Verdict::NotRecorded => {
                notes.extend(empty::explain_set(claim, query, runner)?);
            }
            None => {}
        }
    }
    let verdict = all(&verdicts);
    let verdict = if question.negated { turned(verdict) } else { verdict };
    let mut answer = cells::answer(query, pick::one_row_each(&rows), runner)?;
    notes.append(&mut answer.notes);
    Ok(Answer { outcome: Outcome::Verdict(verdict), coverage, notes, ..answer })
}

/// All claims must hold for a yes; one that does not hold is a no.
fn all(verdicts: &[Verdict]) -> Verdict {
    let has = |wanted: Verdict| verdicts.contains(&wanted);
    if has(Verdict::No) {
        Verdict::No
    } else if has(Verdict::NotRecorded) {
        Verdict::NotRecorded
    } else if has(Verdict::Possibly) {
        Verdict::Possibly
    } else {
        Verdict::Yes
    }
}

fn turned(verdict: Verdict) -> Verdict {
    match verdict {
        Verdict::Yes => Verdict::No,
        Verdict::No => Verdict::Yes,
        other => other,
    }
}

fn judge(
    query: &Query,
    claim: &Set,
    runner: &Runner<'_>,
) -> Result<(Verdict, Vec<Hit>, Option<Basis>), Error> {
    if let Some(ways) = first_of(claim) {
        return judge_first(query, ways, runner);
    }
    let plan = plan_set(claim, &query.frame, runner.store);
    let mut hits = runner.op(&plan.root)?;
    let mut denied = Vec::new();
    for scan in scans(&plan.root) {
        denied.append(&mut runner.scan(scan, true)?);
    }
    let is_denied = denied.iter().any(|hit| hit.certain);
    let verdict = match (hits.iter().any(|hit| hit.certain), hits.is_empty(), denied.is_empty()) {
        (true, _, true) => Verdict::Yes,
        (_, false, _) => Verdict::Possibly,
        (_, true, false) if is_denied => Verdict::No,
        (_, true, _) => {
            let basis = covered(query, claim, runner.store);
            let is_no = basis.as_ref().is_some_and(|basis| !basis.coverage.is_empty());
            return Ok((if is_no { Verdict::No } else { Verdict::NotRecorded }, denied, basis));
        }
    };
    hits.append(&mut denied);
    Ok((verdict, hits, None))
}

/// The ways in which a subject may be the first: among the first of all, or by what claims just that.
fn first_of(claim: &Set) -> Option<&[Set]> {
    let ways = match claim {
        Set::Any(ways) => &ways[..],
        one => std::slice::from_ref(one),
    };
    let of_names = |way: &Set| matches!(way, Set::All(pair) if matches!(pair[..], [Set::Entities(_), _]));
    let picked = |way: &Set| matches!(way, Set::All(pair) if matches!(pair[..], [_, Set::Pick(..)]));
    (ways.iter().all(of_names) && ways.iter().any(picked)).then_some(ways)
}

/// Whether the subject is the first. That somebody else was is a record against it, and is shown.
fn judge_first(
    query: &Query,
    ways: &[Set],
    runner: &Runner<'_>,
) -> Result<(Verdict, Vec<Hit>, Option<Basis>), Error> {
    let (mut so, mut not_so) = (Vec::new(), Vec::new());
    for way in ways {
        let mut hits = runner.op(&plan_set(way, &query.frame, runner.store).root)?;
        if let (Set::All(pair), true) = (way, hits.is_empty())
            && let Some(others) = pair.last()
        {
            not_so.append(&mut runner.op(&plan_set(others, &query.frame, runner.store).root)?);
        }
        so.append(&mut hits);
    }
    let certain = |hits: &[Hit]| hits.iter().any(|hit| hit.certain);
    let verdict = match (so.is_empty(), not_so.is_empty()) {
        (false, true) if certain(&so) => Verdict::Yes,
        (false, _) => Verdict::Possibly,
        (true, _) if certain(&not_so) => Verdict::No,
        (true, _) => Verdict::NotRecorded,
    };
    so.append(&mut not_so);
    Ok((verdict, so, None))
}

/// Whether nothing is left of the subjects when those are taken away of whom it is so. What is left makes a *no* only
/// where the record of it is declared complete.
fn judge_every(
    query: &Query,
    claim: &Set,
    runner: &Runner<'_>,
) -> Result<(Verdict, Vec<Hit>, Option<Basis>), Error> {
    let hits = runner.op(&plan_set(claim, &query.frame, runner.store).root)?;
    let Set::Except(all, so) = claim else { return Ok((Verdict::NotRecorded, hits, None)) };
    if hits.is_empty() {
        let all = runner.op(&plan_set(all, &query.frame, runner.store).root)?;
        let verdict = if all.is_empty() { Verdict::NotRecorded } else { Verdict::Yes };
        return Ok((verdict, all, None));
    }
    if hits.iter().all(|hit| !hit.certain) {
        return Ok((Verdict::Possibly, hits, None));
    }
    let basis = covered(query, so, runner.store);
    let verdict = if basis.is_some() { Verdict::No } else { Verdict::NotRecorded };
    Ok((verdict, hits, basis))
}

/// The scans that answer the claim; a denial of a condition inside them is none of the claim.
pub(super) fn scans(op: &Op) -> Vec<&Scan> {
    match op {
        Op::Scan(scan) => vec![scan.as_ref()],
        Op::Union(_, inputs) => inputs.iter().flat_map(scans).collect(),
        _ => Vec::new(),
    }
}

/// The coverage that a *no* rests on, or would.
struct Basis {
    /// In one sentence.
    said: String,
    /// The declarations, by their places in the store; none where one of them was not known then.
    coverage: Vec<usize>,
}

/// What a *no* rests on, if every relation asked about is covered.
fn covered(query: &Query, claim: &Set, store: &Store) -> Option<Basis> {
    let Set::Pattern(pattern) = claim else { return None };
    let found: Option<Vec<usize>> =
        pattern.senses.iter().map(|sense| covered_sense(query, pattern, sense, store)).collect();
    let mut coverage = found?;
    coverage.dedup();
    if let Some(later) = coverage.iter().find(|at| !declared_by(&store.coverage()[**at], query, store)) {
        let said = declared(&store.coverage()[*later], store);
        let said = format!("the base declares {said}, but that was not known then");
        return Some(Basis { said, coverage: Vec::new() });
    }
    let said: Vec<String> = coverage.iter().map(|at| declared(&store.coverage()[*at], store)).collect();
    let said = format!("there is no record of it, and the base declares {}", said.join(", and "));
    Some(Basis { said, coverage })
}

fn covered_sense(query: &Query, pattern: &Pattern, sense: &Sense, store: &Store) -> Option<usize> {
    store.coverage().iter().position(|coverage| {
        coverage.relation == sense.relation
            && coverage.roles.iter().all(|(role, entity)| names(sense, *role, *entity))
            && covers(query, pattern, coverage, store)
    })
}

/// Whether a coverage was known for certain by the day of `as known`: it is as old as its last check, or without one
/// as the first of its sources.
fn declared_by(coverage: &Coverage, query: &Query, store: &Store) -> bool {
    let known = query.frame.known;
    let of_sources = || {
        let sources = coverage.citations.iter().map(|citation| citation.source);
        sources.fold(known::dated(None, known), |truth, id| truth.or(known::source(id, known, store)))
    };
    let checked = coverage.checked.as_ref();
    checked.map_or_else(of_sources, |day| known::dated(Some(day), known)).is_certain()
}

/// What a coverage declares, in English.
fn declared(coverage: &Coverage, store: &Store) -> String {
    let of: Vec<&str> = coverage.roles.iter().map(|(_, entity)| store.entity(*entity).name()).collect();
    let of = match of[..] {
        [] => String::new(),
        [only] => format!(" of {only}"),
        _ => format!(" ({})", of.join(", ")),
    };
    let checked = coverage.checked.as_ref().map_or(String::new(), |day| format!(", as checked on {day}"));
    let noun = store.relation(coverage.relation).name.replace('-', " ");
    format!("its record of {noun}{of} complete {}{checked}", period(&coverage.when))
}

/// A period of coverage in English.
fn period(when: &Edtf) -> String {
    match when.as_str().split_once('/') {
        Some((start, "" | "..")) => format!("from {start} on"),
        Some(("" | "..", end)) => format!("until {end}"),
        Some((start, end)) => format!("from {start} to {end}"),
        None => format!("for {when}"),
    }
}

/// Whether the claim asks only about that entity in that role.
fn names(sense: &Sense, role: RoleId, entity: EntityId) -> bool {
    sense.conditions.iter().any(|condition| match condition {
        Condition::Role { role: of, filler: Set::Entities(entities), .. } => {
            *of == role && entities[..] == [entity]
        }
        Condition::Fixed { role: of, entity: fixed } => *of == role && *fixed == entity,
        _ => false,
    })
}

/// Whether the coverage reaches over all days that the claim asks about.
fn covers(query: &Query, pattern: &Pattern, coverage: &Coverage, store: &Store) -> bool {
    let bounds = coverage.when.bounds(Reading::Stretch);
    let open = coverage.when.ending() == End::Open;
    let ends =
        |days: Days| open && days.last() <= query.frame.today || bounds.end_min() >= days.last().number();
    match asked(query, pattern) {
        Some(days) => bounds.start_max() <= days.first().number() && ends(days),
        // *Ever*: what came before the coverage is known not to have been if nothing of the kind is recorded there.
        None => ends(Days::on(query.frame.day())) && nothing_before(coverage, bounds.start_max(), store),
    }
}

/// The days that the claim asks about; `None` for all until now.
fn asked(query: &Query, pattern: &Pattern) -> Option<Days> {
    let timing = &pattern.timing;
    let said = timing.tests.first().and_then(|tests| tests.first());
    match (said.map(|test| (&test.anchor, test.word)), timing.standing) {
        (
            Some((
                Anchor::Days(days),
                TestWord::In | TestWord::Throughout | TestWord::BeganIn | TestWord::EndedIn,
            )),
            _,
        ) => Some(*days),
        (Some((Anchor::Days(days), TestWord::Since | TestWord::HeldSince | TestWord::BeganSince)), _) => {
            Days::new(days.first(), query.frame.day())
        }
        (None, Standing::Frame) => Some(Days::on(query.frame.day())),
        _ => None,
    }
}

fn nothing_before(coverage: &Coverage, start: i32, store: &Store) -> bool {
    let table = store.table(coverage.relation);
    let Some((role, entity)) = coverage.roles.first() else {
        return table.rows().all(|row| table.bounds(row).start_min() >= start);
    };
    table
        .postings(*role, *entity)
        .iter()
        .all(|row| table.bounds(*row).start_min() >= start || is_open(table.exact(*row)))
}

fn is_open(date: Option<&Edtf>) -> bool {
    date.is_some_and(|date| date.beginning() == End::Open)
}
