//! A run against the list of survivors that are accepted.
//!
//! In: the list, mutants, what the cases say about each, and then what the sentences say. Out: [`Tested`], what is wrong
//! with the list, the list as it should be. Absent: running, files.

use std::collections::HashMap;

use super::change::Mutant;
use super::notice::Verdict;
use super::probe::Found;
use super::report::{Survivor, Tested};
use crate::text::english;
use crate::workshop::listed::Listed;

/// What to do about a list that is out of date.
const REMEDY: &str = "help: `annals grammar mutate --update` writes the list anew\n";

impl Tested {
    /// What the cases say about mutants: those that no case notices are survivors, but for those on the list.
    pub fn of(mutants: &[Mutant], verdicts: &[Verdict], listed: &Listed) -> Self {
        let mut tested = Tested { mutants: mutants.len(), ..Tested::default() };
        for (mutant, verdict) in mutants.iter().zip(verdicts) {
            match verdict {
                Verdict::Noticed(_) => tested.noticed += 1,
                Verdict::Untested => tested.untested += 1,
                Verdict::Survived if listed.reason(&mutant.key).is_some() => {
                    tested.listed.push(mutant.key.clone());
                }
                Verdict::Survived => {
                    tested.survivors.push(Survivor { mutant: mutant.clone(), found: None });
                }
            }
        }
        tested
    }

    /// Takes the survivors in which no sentence sees a difference for accepted. Gives the entries of a list that says
    /// so, in the order of the mutants; those that `listed` has keep their reasons.
    pub fn accept(&mut self, mutants: &[Mutant], listed: &Listed) -> Vec<(String, String)> {
        let mut reasons: HashMap<String, String> = HashMap::new();
        for key in &self.listed {
            reasons.insert(key.clone(), listed.reason(key).unwrap_or_default().to_owned());
        }
        self.survivors.retain(|survivor| {
            let Some(Found::Nothing(count)) = survivor.found else { return true };
            reasons.insert(survivor.mutant.key.clone(), no_difference(count));
            self.listed.push(survivor.mutant.key.clone());
            false
        });
        mutants.iter().filter_map(|mutant| reasons.remove_entry(&mutant.key)).collect()
    }
}

/// What the sentences say of a mutant that none of them would notice.
pub(super) fn no_difference(count: usize) -> String {
    format!("no difference in {} probes", english::number(count as u64))
}

/// The entries of the list that do not belong there, as people see it; those that name no mutant only if all mutants
/// were tested.
pub fn stale(listed: &Listed, mutants: &[Mutant], verdicts: &[Verdict], is_whole: bool) -> Vec<String> {
    let verdict = |key: &str| mutants.iter().zip(verdicts).find(|(mutant, _)| mutant.key == key);
    let mut problems = listed.problems(|key| match verdict(key) {
        None => is_whole.then_some("is no mutant of the grammar any more"),
        Some((_, Verdict::Noticed(_))) => Some("is noticed by a case after all"),
        Some(_) => None,
    });
    if !problems.is_empty() {
        problems.push(REMEDY.to_owned());
    }
    problems
}
