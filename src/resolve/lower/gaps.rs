//! Periods of absence: `gaps in …`, `when was X not …?`
//!
//! In: a phrase, or the claim of a question asked with *not*. Out: the periods of which the absence is asked, all of
//! them until the day of the frame, and the days in which it is looked for. Absent: finding the gaps.

use super::super::about::{About, Absence};
use super::super::attach::{List, NounSense, What};
use super::super::error::Error;
use super::super::query::{Ask, Pattern, Set};
use super::super::timing::{Anchor, Edge, Standing, Test, TestWord};
use super::number::senses;
use super::{Lowerer, Place};
use crate::fact::RoleId;
use crate::syntax::Phrase;
use crate::text::Span;
use crate::time::{Day, Days, Shape};

impl Lowerer<'_> {
    /// `gaps in members of OPEC`: what lies between two periods of one member.
    pub(super) fn gaps(&mut self, phrase: &Phrase) -> Result<(About, Set), Error> {
        let list = self.attached.phrase(phrase)?;
        self.whole_query()?;
        let set = self.list(&list, Place::standing(Standing::Past))?;
        let set = self.unless_bare(&list, set)?;
        let set = self.sourced(set)?;
        let (days, set) = self.periods(set, phrase.head.span)?;
        Ok((About::Gaps(Absence { between: true, days }), set))
    }

    /// `when was Gabon not a member of OPEC?`: also before the first period and after the last.
    pub(super) fn absence(&mut self, claim: Set, span: Span) -> Result<(Ask, Set), Error> {
        let (days, set) = self.periods(claim, span)?;
        Ok((Ask::About(About::Gaps(Absence { between: false, days })), set))
    }

    /// `(when was) Iran without a president`: a name, as one that had what stands after `without`.
    pub(super) fn had_by(&mut self, list: &List) -> Option<Result<Set, Error>> {
        let ([named], [noun]) = (&list.items[..], &list.except[..]) else { return None };
        let What::Noun { senses, .. } = self.attached.node(*noun).what.clone() else { return None };
        let owns = |one: &NounSense| {
            let fits = |role: &RoleId| self.attached.fits(*named, one.sense.relation, *role);
            one.sense.answers.is_some() && one.sense.possessive.iter().any(fits)
        };
        let is_name = matches!(self.attached.node(*named).what, What::Named { .. });
        if !is_name || !senses.iter().all(owns) {
            return None;
        }
        // A time behind a list is that of what is asked.
        let times = std::mem::take(&mut self.attached.node_mut(*named).times);
        self.attached.node_mut(*noun).times.extend(times);
        let had = self.owners(*noun, *named, &[], &senses);
        Some(had.and_then(|had| Ok(Set::All(vec![self.named_anywhere(*named)?, had]))))
    }

    /// The set with all its periods, and the days that its words of time leave.
    fn periods(&self, set: Set, span: Span) -> Result<(Option<Days>, Set), Error> {
        let noun = senses(&set)
            .first()
            .map_or_else(String::new, |sense| self.store.relation(sense.relation).name.replace('-', " "));
        let mut days = None;
        match self.at_all_times(set, &mut days) {
            Some(set) => Ok((days, set)),
            None => Err(Error::NoPeriods { noun, span }),
        }
    }

    /// The states of the set at any time; the days that were named are taken out of it.
    fn at_all_times(&self, set: Set, days: &mut Option<Days>) -> Option<Set> {
        Some(match set {
            Set::Pattern(pattern) => Set::Pattern(Box::new(self.pattern_at_all_times(*pattern, days)?)),
            Set::Any(sets) => {
                let kept: Vec<Set> =
                    sets.into_iter().filter_map(|set| self.at_all_times(set, days)).collect();
                if kept.is_empty() {
                    return None;
                }
                Set::Any(kept)
            }
            Set::All(sets) => {
                Set::All(sets.into_iter().map(|set| self.at_all_times(set, days)).collect::<Option<_>>()?)
            }
            Set::Except(first, second) => Set::Except(Box::new(self.at_all_times(*first, days)?), second),
            Set::Counted(counted, set) => Set::Counted(counted, Box::new(self.at_all_times(*set, days)?)),
            Set::Pick(pick, set) => Set::Pick(pick, Box::new(self.at_all_times(*set, days)?)),
            Set::Bound(..)
            | Set::Division(..)
            | Set::Where(..)
            | Set::Within(_)
            | Set::Pairs(_)
            | Set::Defined(_) => {
                let mut changed = set;
                if let Some(inside) = changed.inside_mut() {
                    let before = std::mem::replace(inside, Set::Entities(Vec::new()));
                    *inside = self.at_all_times(before, days)?;
                }
                changed
            }
            Set::Entities(_) | Set::Those(_) | Set::Kind(_) | Set::Variable(_) | Set::Again(_) => set,
        })
    }

    fn pattern_at_all_times(&self, mut pattern: Pattern, days: &mut Option<Days>) -> Option<Pattern> {
        pattern.senses.retain(|sense| self.store.relation(sense.relation).shape == Shape::State);
        if pattern.senses.is_empty() || pattern.timing.edge != Edge::Whole {
            return None;
        }
        let today = self.frame.day();
        pattern.timing.tests.retain(|tests| match named_days(tests, today) {
            Some(named) => {
                *days = days.map_or(Some(named), |before| before.intersect(named).or(Some(before)));
                false
            }
            None => true,
        });
        if pattern.timing.tests.is_empty() {
            pattern.timing.standing = Standing::Past;
        }
        Some(pattern)
    }
}

/// The days that a word of time leaves, if it says which.
fn named_days(tests: &[Test], today: Day) -> Option<Days> {
    let [Test { word, anchor: Anchor::Days(days), .. }] = tests else { return None };
    match word {
        TestWord::In | TestWord::Throughout => Some(*days),
        TestWord::Since | TestWord::HeldSince | TestWord::BeganSince => Days::new(days.first(), today),
        TestWord::After | TestWord::BeganAfter => Days::new(days.last().plus_days(1)?, today),
        TestWord::Before | TestWord::BeganBefore => Days::new(Day::MIN, days.first().plus_days(-1)?),
        TestWord::Until | TestWord::EndedUntil | TestWord::BeganUntil => Days::new(Day::MIN, days.last()),
        _ => None,
    }
}
