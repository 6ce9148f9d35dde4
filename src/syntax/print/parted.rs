//! Where a comma keeps a tail from being read as a part of what stands before it.
//!
//! In: what the tails before a tail said last, and the tail. Out: whether it is parted, and what it is to the next one.
//! Absent: the words of a tail.

use super::super::tree::{
    Auxiliary, Conjunction, Joinee, Operand, OperandKind, Predicate, PredicateKind, Pronoun, Tail, TimeTail,
};
use super::tails::Said;

impl Said {
    /// After what a time is relative to.
    pub(super) fn anchor(operand: &Operand) -> Said {
        if begins_clause(operand) { Said::Anchor } else { Said::Nothing }
    }

    /// Whether what stands before a tail would take it.
    pub(super) fn takes(self, tail: &Tail) -> bool {
        match (self, tail) {
            (Said::Open, Tail::Predicate(said)) if said.auxiliary == Auxiliary::None && said.has_object() => {
                true
            }
            (
                Said::Verb | Said::Picked | Said::Open | Said::Neither | Said::LeftOpen,
                Tail::Predicate(said),
            ) => said.begins_with_order(),
            (Said::Asked | Said::Placed | Said::Located, Tail::Predicate(said)) => {
                said.auxiliary == Auxiliary::None
            }
            // `what were its goals not with Iran` would ask what they are not with.
            (Said::Asked, Tail::Preposition { negated, .. }) => *negated && tail.lacks().is_none(),
            // `after Russia and who met Putin` would speak of the WHO.
            (Said::Anchor, Tail::Joined { conjunction: Conjunction::And | Conjunction::Or, what, .. }) => {
                matches!(**what, Joinee::Tail(Tail::Relative(Pronoun::Who, _)))
            }
            (Said::Anchor | Said::Variable, Tail::Predicate(_))
            | (
                Said::Anchor | Said::Asked | Said::Placed | Said::Located | Said::Variable,
                Tail::Participle(_),
            ) => true,
            _ => false,
        }
    }

    /// Whether a verb behind it would be said of it, `now` between them or not.
    fn may_go_on(self) -> bool {
        let is_asked = matches!(self, Said::Asked | Said::Placed | Said::Located);
        is_asked || matches!(self, Said::Wh | Said::Anchor | Said::Variable)
    }

    /// What a tail without a verb of its own is to the next one.
    pub(super) fn behind(self, tail: &Tail) -> Said {
        match tail {
            Tail::Mentioning(_) => Said::Searched,
            Tail::Time(time) if time.is_adverb() && self.may_go_on() => self,
            // `in 1961` may be a number, too.
            Tail::Time(TimeTail::Dated { .. }) if matches!(self, Said::Asked | Said::Located) => self,
            Tail::Time(TimeTail::Lasting { .. }) => Said::Length,
            Tail::Time(TimeTail::Clause { .. }) => Said::Verb,
            Tail::Time(TimeTail::Related { operand, .. }) => Said::anchor(operand),
            Tail::Whose(whose) if whose.said.is_some() => Said::Verb,
            Tail::Whose(whose) => {
                whose.noun.tails.last().map_or(Said::Nothing, |last| Said::Nothing.behind(last))
            }
            Tail::Preposition { .. }
                if matches!(self, Said::Wh | Said::Asked | Said::Located | Said::Subject) =>
            {
                self
            }
            Tail::Preposition { .. } if self == Said::Placed => Said::Asked,
            Tail::Joined { what, .. } => match &**what {
                Joinee::Tail(tail) => Said::Nothing.behind(tail),
                Joinee::Operand(Operand { kind: OperandKind::Variable(_), .. }) => Said::Variable,
                Joinee::Operand(operand) if self == Said::Anchor && begins_clause(operand) => self,
                Joinee::Operand(_)
                    if matches!(self, Said::Asked | Said::Placed | Said::Located | Said::Subject) =>
                {
                    self
                }
                Joinee::Operand(_) => Said::Nothing,
            },
            _ => Said::Nothing,
        }
    }
}

/// Whether it says what something is: `were presidents of Iran`
pub(super) fn says_what(said: &Predicate) -> bool {
    matches!(said, Predicate { auxiliary: Auxiliary::Be(_), kind: PredicateKind::Complement(_), .. })
}

/// Whether it says that something is what a name stands for: a preposition alone would be said of that (`what is Iran with a
/// president`).
pub(super) fn says_name(said: &Predicate) -> bool {
    matches!(&said.kind, PredicateKind::Complement(Operand { kind: OperandKind::Named(_), .. }))
}

/// Whether it can be the subject of a clause after a word of time.
fn begins_clause(operand: &Operand) -> bool {
    matches!(operand.kind, OperandKind::Named(_) | OperandKind::Noun(_))
}
