//! Yes, no, possibly, not recorded.
//!
//! In: the claims of a question. Out: a verdict with the facts that it rests on. *No* only from a recorded
//! negative or from declared coverage; evidence both ways is *possibly*, with both shown.

use std::collections::HashSet;

use crate::fact::EntityId;
use crate::plan::{Op, Scan, plan_set};
use crate::resolve::{Condition, Pattern, Query, Set, YesNo};

use crate::text::english;

use super::against::{denies_all, speaks_against};
use super::answer::{Answer, Outcome, Verdict};
use super::hit::Hit;
use super::run::Runner;
use super::{Error, cells, coverage, empty, pick};

pub(super) fn answer(query: &Query, question: &YesNo, runner: &Runner<'_>) -> Result<Answer, Error> {
    let mut verdicts = Vec::new();
    let mut rows = Vec::new();
    let mut notes = Vec::new();
    let mut rested_on = Vec::new();
    let mut said = HashSet::new();
    for claim in &question.claims {
        let (verdict, mut hits, basis) =
            if question.every { judge_every(query, claim, runner)? } else { judge(query, claim, runner)? };
        verdicts.push(verdict);
        // One fact may speak for several claims.
        hits.retain(|hit| said.insert((hit.key, hit.facts.clone())));
        rows.append(&mut hits);
        match basis {
            Some(basis) => {
                if !notes.contains(&basis.said) {
                    notes.push(basis.said);
                }
                rested_on.extend(basis.coverage);
            }
            None if verdict == Verdict::NotRecorded && !question.every => {
                notes.extend(empty::explain_claim(claim, query, runner)?);
            }
            None => {}
        }
    }
    if question.every {
        notes.extend(who_is_left(&verdicts).map(str::to_owned));
    }
    let verdict = all(&verdicts);
    let verdict = if question.negated { turned(verdict) } else { verdict };
    let mut answer = cells::answer(query, pick::one_row_each(rows, runner)?, runner)?;
    notes.append(&mut answer.notes);
    Ok(Answer { outcome: Outcome::Verdict(verdict), coverage: rested_on, notes, ..answer })
}

/// Of every one, those are shown of whom it is not so.
fn who_is_left(verdicts: &[Verdict]) -> Option<&'static str> {
    match all(verdicts) {
        Verdict::No | Verdict::NotRecorded => Some("shown are those of which the record does not say so"),
        Verdict::Possibly => Some("shown are those of which it is in doubt"),
        Verdict::Yes => None,
    }
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
    let mut plan = plan_set(claim, &query.frame, runner.store);
    plan.root.any_follow();
    let mut hits = runner.op(&plan.root)?;
    let mut denials = Vec::new();
    for scan in scans(&plan.root) {
        denials.extend(runner.scan(scan, true)?.into_iter().map(|denial| (scan, denial)));
    }
    let is_unopposed = |hit: &Hit| {
        let is_against = |(scan, denial): &(&Scan, Hit)| speaks_against(denial, hit, scan, runner.store);
        hit.certain && !denials.iter().any(is_against)
    };
    if hits.iter().any(is_unopposed) {
        return Ok((Verdict::Yes, hits, None));
    }
    if !hits.is_empty() {
        hits.extend(denials.into_iter().map(|(_, denial)| denial));
        return Ok((Verdict::Possibly, hits, None));
    }
    denials.retain(|(scan, _)| denies_all(scan, runner.store));
    let denied: Vec<Hit> = denials.into_iter().map(|(_, denial)| denial).collect();
    if denied.iter().any(|denial| denial.certain) {
        return Ok((Verdict::No, denied, None));
    }
    let basis = basis(query, claim, runner)?;
    let is_no = basis.as_ref().is_some_and(Basis::was_known);
    Ok((if is_no { Verdict::No } else { Verdict::NotRecorded }, denied, basis))
}

/// The ways in which a subject may be the first: among the first of all, or by what claims just that; or a fact may be so.
fn first_of(claim: &Set) -> Option<&[Set]> {
    let ways = match claim {
        Set::Any(ways) => &ways[..],
        one => std::slice::from_ref(one),
    };
    let of_names = |way: &Set| matches!(way, Set::All(pair) if matches!(pair[..], [Set::Entities(_), _]));
    let picked = |way: &Set| matches!(way, Set::All(pair) if matches!(&pair[..], [_, of] if of.is_picked()));
    let of_facts = |way: &Set| {
        let Set::All(pair) = way else { return false };
        matches!(pair[..], [Set::Pattern(_), Set::Pick(..)]) && pair.iter().all(Set::answers_facts)
    };
    (ways.iter().all(|way| of_names(way) || of_facts(way)) && ways.iter().any(picked)).then_some(ways)
}

/// Whether the subject is the first of what is recorded. That somebody else was is a record against it, and is shown.
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
    let settled = matches!(verdict, Verdict::Yes | Verdict::No);
    let among = ways.iter().find_map(picked_from).filter(|_| settled);
    Ok((verdict, so, among.map(|all| among_recorded(query, all, runner))))
}

/// What a way picks the first from.
fn picked_from(way: &Set) -> Option<&Set> {
    match way {
        Set::All(pair) => pair.iter().find_map(|set| match set {
            Set::Pick(_, all) => Some(&**all),
            of => Some(of).filter(|of| of.is_picked()),
        }),
        _ => None,
    }
}

/// Whether another may be the first that is not recorded: only declared coverage rules that out.
fn among_recorded(query: &Query, all: &Set, runner: &Runner<'_>) -> Basis {
    let coverage = match all {
        Set::Pattern(pattern) => coverage::over(query, pattern, runner.store).unwrap_or_default(),
        _ => Vec::new(),
    };
    let declared = coverage.iter().map(|at| &runner.store.coverage()[*at]);
    if coverage.is_empty() || declared.clone().any(|one| !coverage::is_known(query, one, runner.store)) {
        let said =
            "this is so among what is recorded: the base does not declare that it is complete".to_owned();
        return Basis { said, coverage: Vec::new() };
    }
    let said: Vec<String> = declared.map(|one| coverage::declared(one, runner.store)).collect();
    Basis { said: format!("the base declares {}", english::list(&said, "and")), coverage }
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
    let basis = match so.as_ref() {
        Set::Pattern(pattern) => complete(query, pattern, runner),
        _ => None,
    };
    let is_no = basis.as_ref().is_some_and(Basis::was_known);
    let verdict = if is_no { Verdict::No } else { Verdict::NotRecorded };
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

/// What a *no* rests on, or would.
struct Basis {
    /// In one sentence.
    said: String,
    /// The declarations, by their places in the store; none where one of them was not known then.
    coverage: Vec<usize>,
}

impl Basis {
    fn was_known(&self) -> bool {
        !self.coverage.is_empty()
    }
}

/// What a *no* rests on, where nothing in the record supports the claim: declared coverage. Of several claims that must
/// hold together one is enough, of several of which one may hold all are needed.
fn basis(query: &Query, claim: &Set, runner: &Runner<'_>) -> Result<Option<Basis>, Error> {
    Ok(match claim {
        Set::Pattern(pattern) => covered(query, pattern, runner)?,
        Set::All(parts) => {
            let one_of = parts.iter().find_map(|part| match part {
                Set::Entities(entities) => Some(entities.as_slice()),
                _ => None,
            });
            for part in parts {
                let said_of = one_of.and_then(|entities| said_of(entities, part));
                if let Some(found) = denied_part(query, said_of.as_ref().unwrap_or(part), runner)? {
                    return Ok(Some(found));
                }
            }
            None
        }
        Set::Any(parts) => {
            let parts: Option<Vec<Basis>> =
                parts.iter().map(|part| denied_part(query, part, runner)).collect::<Result<_, Error>>()?;
            parts.filter(|parts| !parts.is_empty()).map(|parts| {
                let mut coverage: Vec<usize> = parts.into_iter().flat_map(|part| part.coverage).collect();
                coverage.sort_unstable();
                coverage.dedup();
                said(coverage, query, runner)
            })
        }
        Set::Except(first, _) | Set::Pick(_, first) | Set::Counted(_, first) => {
            denied_part(query, first, runner)?
        }
        _ => None,
    })
}

/// The facts of a set that answers one of its roles, with these entities in that role: *members of BRICS* said of Turkey.
fn said_of(entities: &[EntityId], set: &Set) -> Option<Set> {
    let all_said_of =
        |sets: &[Set]| sets.iter().map(|set| said_of(entities, set)).collect::<Option<Vec<_>>>();
    let pattern = match set {
        Set::Pattern(pattern) => pattern,
        Set::All(sets) => return all_said_of(sets).map(Set::All),
        Set::Any(sets) => return all_said_of(sets).map(Set::Any),
        _ => return None,
    };
    let mut narrowed = pattern.clone();
    for sense in &mut narrowed.senses {
        let filler = Set::Entities(entities.to_vec());
        sense.conditions.push(Condition::Role { role: sense.answers?, word: String::new(), filler });
    }
    Some(Set::Pattern(narrowed))
}

/// The basis on which a part of a claim is a *no* by itself.
fn denied_part(query: &Query, part: &Set, runner: &Runner<'_>) -> Result<Option<Basis>, Error> {
    let (verdict, _, basis) = judge(query, part, runner)?;
    Ok(basis.filter(|_| verdict == Verdict::No))
}

fn covered(query: &Query, pattern: &Pattern, runner: &Runner<'_>) -> Result<Option<Basis>, Error> {
    let Some(basis) = complete(query, pattern, runner) else { return Ok(None) };
    if let Some(wider) = coverage::without_details(pattern, runner.store) {
        let plan = plan_set(&Set::Pattern(Box::new(wider)), &query.frame, runner.store);
        if !runner.op(&plan.root)?.is_empty() {
            return Ok(None);
        }
    }
    Ok(Some(basis))
}

/// The declarations by which the record is complete of all that the claim asks about.
fn complete(query: &Query, pattern: &Pattern, runner: &Runner<'_>) -> Option<Basis> {
    Some(said(coverage::over(query, pattern, runner.store)?, query, runner))
}

fn said(coverage: Vec<usize>, query: &Query, runner: &Runner<'_>) -> Basis {
    let store = runner.store;
    let later =
        coverage.iter().map(|at| &store.coverage()[*at]).find(|one| !coverage::is_known(query, one, store));
    if let Some(later) = later {
        let said = coverage::declared(later, store);
        let said = format!("the base declares {said}, but that was not known then");
        return Basis { said, coverage: Vec::new() };
    }
    let said: Vec<String> =
        coverage.iter().map(|at| coverage::declared(&store.coverage()[*at], store)).collect();
    let said = format!("there is no record of it, and the base declares {}", said.join(", and "));
    Basis { said, coverage }
}
