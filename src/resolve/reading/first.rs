//! Who is the first, in English.
//!
//! In: a subject with the first of many, or with what records that it was the first. Out: *Putin is the first of … or
//! recorded as the first of …*. Absent: any other claim.

use crate::text::english;

use super::super::query::Set;
use super::{Reader, names};

impl Reader<'_> {
    /// *whether X is the first of …*, *one of places in Russia*: a claim in which the subject is a name.
    pub(super) fn being(&self, claim: &Set, negated: bool) -> Option<String> {
        let ways = match claim {
            Set::Any(ways) => &ways[..],
            one => std::slice::from_ref(one),
        };
        let among = |way: &Set| matches!(way, Set::All(pair) if matches!(pair[..], [_, Set::Pick(..) | Set::Except(..) | Set::Counted(..)]));
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
                Set::Except(..) | Set::Counted(..) => format!("one of {}", self.set(of)),
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

    fn records_first(&self, set: &Set) -> bool {
        let Set::Pattern(pattern) = set else { return false };
        pattern.senses.iter().all(|sense| self.store.relation(sense.relation).first)
    }
}
