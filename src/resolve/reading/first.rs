//! Who is the first, in English.
//!
//! In: a subject with the first of many, or with what records that it was the first. Out: *Putin is the first of … or
//! recorded as the first of …*. Absent: any other claim.

use crate::text::english;

use super::super::query::{Pattern, Pick, Set};
use super::{Reader, names};

impl Reader<'_> {
    /// *whether X is the first of …*, *one of places in Russia*: a claim in which the subject is a name.
    pub(super) fn being(&self, claim: &Set, negated: bool) -> Option<String> {
        let ways = match claim {
            Set::Any(ways) => &ways[..],
            one => std::slice::from_ref(one),
        };
        let one_of = |of: &Set| of.is_picked() || matches!(of, Set::Except(..) | Set::Counted(..));
        let among = |way: &Set| matches!(way, Set::All(pair) if matches!(&pair[..], [_, of] if one_of(of)));
        if !ways.iter().any(among) {
            return None;
        }
        let mut subject = None;
        let mut said = Vec::new();
        for way in ways {
            let Set::All(pair) = way else { return None };
            let [name @ Set::Entities(_), of] = &pair[..] else { return None };
            subject = names(name, self.store);
            said.push(match of {
                Set::Except(..) | Set::Counted(..) | Set::Pattern(_) if one_of(of) => {
                    format!("one of {}", self.set(of))
                }
                of => self.one_way(of),
            });
        }
        let not = if negated { " not" } else { "" };
        Some(format!("whether {} is{not} {}", subject?, english::list(&said, "or")))
    }

    /// Whether the first of many stands beside what records the first.
    pub(super) fn is_claimed(&self, sets: &[Set]) -> bool {
        matches!(sets, [Set::Pick(..), claimed] if self.records_first(claimed))
    }

    pub(super) fn one_way(&self, set: &Set) -> String {
        if self.records_first(set) {
            format!("recorded as the first of {}", self.set(set))
        } else {
            self.set(set)
        }
    }

    /// `speakers of the first 3 of statements`: what fills a role of facts that were chosen.
    pub(super) fn role_of_chosen(&self, pattern: &Pattern) -> Option<String> {
        let sense = pattern.senses.first()?;
        let (pick, role) = (pattern.timing.picked?, sense.answers?);
        let role = self.role_words(sense.relation, role);
        Some(format!("{role} of {} {}", which(pick), self.set(&pattern.facts())))
    }

    fn records_first(&self, set: &Set) -> bool {
        let Set::Pattern(pattern) = set else { return false };
        pattern.senses.iter().all(|sense| self.store.relation(sense.relation).first)
    }
}

/// `the first 3 (and ties of one day) of`, before what they are chosen from.
pub(super) fn which(pick: Pick) -> String {
    let end = match (pick.length, pick.last) {
        (Some(_), true) => "shortest",
        (Some(_), false) => "longest",
        (None, true) => "last",
        (None, false) => "first",
    };
    match (pick.only_nth, pick.count) {
        (true, count) => format!("the {} of", english::ordinal(count)),
        (false, 1) if pick.length.is_some() => format!("the {end} (and ties) of"),
        (false, count) if pick.length.is_some() => format!("the {end} {count} (and ties) of"),
        (false, 1) => format!("the {end} (and ties of one day) of"),
        (false, count) => format!("the {end} {count} (and ties of one day) of"),
    }
}
