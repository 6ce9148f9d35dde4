//! How long from one time to another → what is compared.
//!
//! In: two times of the tree. Out: [`DateAsked::Between`], with the facts of each. Absent: the length.

use crate::syntax::{Between, Clause, Moment, Order, Phrase};

use super::super::attach::{List, Said, What};
use super::super::error::Error;
use super::super::query::{Ask, DateAsked, Endpoint, Set};
use super::super::timing::Standing;
use super::{Lowerer, Place};

/// A time whose words are attached, and not yet what they mean.
enum Attached {
    Endpoint(Endpoint),
    Phrase(List),
    Clause(List, Said),
}

impl Lowerer<'_> {
    /// `how many days between the Kazan summit and today?`
    pub(super) fn between(&mut self, asked: &Between) -> Result<(Ask, Set), Error> {
        let one = match (&asked.one, &asked.other) {
            // `after joining SCO`: what the other clause speaks of did it.
            (Moment::Itself(said, tails), Moment::Clause(other)) => {
                let (predicate, tails) = ((**said).clone(), tails.clone());
                self.attach_moment(&Moment::Clause(Box::new(Clause {
                    predicate,
                    tails,
                    ..(**other).clone()
                })))?
            }
            (one, _) => self.attach_moment(one)?,
        };
        let other = self.attach_moment(&asked.other)?;
        self.whole_query()?;
        let (one, other) = (self.moment(one)?, self.moment(other)?);
        let sets = [&one, &other].into_iter().filter_map(|moment| match moment {
            Endpoint::Facts { set, .. } => Some((**set).clone()),
            Endpoint::Days { .. } => None,
        });
        let set = Set::Any(sets.collect());
        let back = asked.order == Order::Before;
        let (first, last) = if back { (other, one) } else { (one, other) };
        Ok((Ask::Date(DateAsked::Between { unit: asked.unit, first, last, back }), set))
    }

    fn attach_moment(&mut self, moment: &Moment) -> Result<Attached, Error> {
        Ok(match moment {
            Moment::Date(date) => {
                let (written, days) = (date.written.clone(), self.days(date)?);
                Attached::Endpoint(Endpoint::Days { written, days })
            }
            Moment::Phrase(phrase) => self.attach_phrase(phrase)?,
            Moment::Itself(..) => return Err(Error::NothingToAttachTo),
            Moment::Clause(clause) => {
                let (subject, said) = self.attached.clause(clause)?;
                Attached::Clause(subject, said)
            }
        })
    }

    fn attach_phrase(&mut self, phrase: &Phrase) -> Result<Attached, Error> {
        let list = self.attached.phrase(phrase)?;
        let [only] = list.items[..] else { return Ok(Attached::Phrase(list)) };
        let node = self.attached.node(only);
        let What::Named { entities, text } = node.what.clone() else { return Ok(Attached::Phrase(list)) };
        let (word, span) = ("between".to_owned(), node.span);
        let set = self.dating(&entities).ok_or(Error::NotATime { word, item: text, span })?;
        Ok(Attached::Endpoint(self.of_facts(set, Some(entities))))
    }

    fn moment(&mut self, attached: Attached) -> Result<Endpoint, Error> {
        let place = Place::standing(Standing::Past);
        let set = match attached {
            Attached::Endpoint(Endpoint::Facts { set, event, id }) => {
                return Ok(Endpoint::Facts { set: Box::new(self.sourced(*set)?), event, id });
            }
            Attached::Endpoint(moment) => return Ok(moment),
            Attached::Phrase(list) => self.list(&list, place)?,
            Attached::Clause(subject, said) => self.claim(&subject, &said, place)?,
        };
        let set = self.sourced(set)?;
        Ok(self.of_facts(set, None))
    }

    /// The facts of a time, with a number of their own by which the reading knows what they came to.
    fn of_facts(&mut self, set: Set, event: Option<Vec<crate::fact::EntityId>>) -> Endpoint {
        self.tests += 1;
        Endpoint::Facts { set: Box::new(set), event, id: self.tests }
    }
}
