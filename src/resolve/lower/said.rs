//! What is said of a head: *that joined BRICS*, *which president of Iran first met Putin*.
//!
//! In: the set of a head, the clauses said of it. Out: those of whom all of it is true. The rule for the first and the last: they
//! are chosen among those that the head names, by the time of what is said of them. Absent: what a verb or a noun by itself means.

use crate::syntax::{Auxiliary, PickEnd};

use super::super::attach::{List, ListOp, NodeId, Said, SaidKind, What};
use super::super::error::Error;
use super::super::query::Set;
use super::super::timing::Standing;
use super::combine::{all_but, apart, own_conditions, picked, together, with_own};
use super::{Lowerer, Place, whose};

impl Lowerer<'_> {
    /// The head together with its clauses.
    pub(super) fn clauses(
        &mut self,
        base: Option<Set>,
        clauses: &[Said],
        id: NodeId,
        place: Place,
    ) -> Result<Option<Set>, Error> {
        let own = own_conditions(base.as_ref());
        let mut set = base.filter(|_| !self.left_since(id));
        for said in clauses {
            if let SaidKind::Whose(noun) = said.kind {
                set = Some(self.belonging(set, said.op, noun, id)?);
                continue;
            }
            let opens = set.is_some() && said.negation.is_none() && said.op == ListOp::And;
            let node = self.attached.node(id);
            let asks = node.asked || matches!(node.what, What::Anything);
            let among = said.pick.filter(|_| opens && asks);
            let said = &Said { pick: said.pick.filter(|_| among.is_none()), ..said.clone() };
            let leads = among.is_some() || opens && self.is_picked_by(said, id);
            let mut one = with_own(self.said(said, id, place)?, &own);
            if self.is_then(id) {
                whose::link(&mut one);
            }
            let absent = said.negation.is_some();
            set = Some(match (set, said.op) {
                (None, _) if !absent => one,
                (None, _) => all_but(self.could_be(said, &one, id, place)?, one),
                (Some(before), ListOp::Or) if !absent => Set::Any(vec![before, one]),
                (Some(before), ListOp::ButNot) if !absent => {
                    let without = apart(&before, one);
                    Set::Except(Box::new(before), Box::new(without))
                }
                (Some(before), _) if absent => {
                    let all = match self.presupposed(said, id, place)? {
                        Some(presupposed) => together(before, presupposed, self.store),
                        None => before,
                    };
                    all_but(all, one)
                }
                // The facts of the verb speak for the row.
                (Some(before), _) if self.is_then(id) => Set::All(vec![one, before]),
                (Some(before), _) => {
                    let mut both = together(before, one, self.store);
                    if let (true, Set::All(sets)) = (leads, &mut both) {
                        sets.rotate_right(1);
                    }
                    both
                }
            });
            set = set.map(|set| picked(among, set));
        }
        Ok(set)
    }

    /// Those of whom the predicate is true.
    pub(super) fn said(&mut self, said: &Said, subject: NodeId, place: Place) -> Result<Set, Error> {
        // `visits to countries that have been members of OPEC`: whenever they were.
        let whenever = place.nested && (said.ever || said.auxiliary.is_present_perfect());
        let place = if place.nested && !whenever { place } else { Place::standing(self.standing(said)) };
        let set = match said.kind {
            SaidKind::Verb(verb) => {
                self.holds_since(verb, said);
                let set = self.verb_set(verb, None, place)?;
                self.counted(verb, set)
            }
            SaidKind::Passive(verb) => {
                let participle = said.auxiliary == Auxiliary::None;
                let past = Place::standing(Standing::Past);
                let set = self.passive(verb, subject, if participle { past } else { place })?;
                self.counted(verb, set)
            }
            SaidKind::Complement(noun) if self.is_placed(said) => {
                self.placed(&List::one(subject), noun, place)
            }
            SaidKind::Complement(noun) => {
                self.holds_since(noun, said);
                self.complements.push(noun);
                self.node(noun, place)
            }
            SaidKind::Whose(noun) => self.whose(None, noun, subject),
            SaidKind::Gap(inner) => {
                let set = self.left_open(inner, subject, said, place)?;
                self.repeated(inner, set)
            }
        };
        let mut set = set?;
        if whenever {
            whose::each_pattern(&mut set, &mut |pattern| pattern.timing.linked = false);
        }
        Ok(picked(said.pick, set))
    }

    /// `the last member of BRICS to leave OPEC`: chosen by the time of what is said, so that its facts speak for the row.
    pub(super) fn is_picked_by(&self, said: &Said, id: NodeId) -> bool {
        let by_time = |end| matches!(end, PickEnd::First | PickEnd::Last | PickEnd::Nth);
        let happens = matches!(said.kind, SaidKind::Verb(_) | SaidKind::Passive(_) | SaidKind::Gap(_));
        happens && self.attached.node(id).pick.is_some_and(|pick| by_time(pick.end))
    }
}
