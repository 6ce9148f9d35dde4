//! Queries whose answer is a date.
//!
//! In: a date, or how far from which facts. Out: [`DateAsked`], and the facts that it is counted from. Absent: the
//! counting, where it needs facts.

use crate::syntax::{Clause, DatePhrase, Move, Phrase};

use super::super::attach::What;
use super::super::error::Error;
use super::super::query::{Ask, DateAsked, Set};
use super::super::timing::Standing;
use super::{Lowerer, Place};

impl Lowerer<'_> {
    /// `2 weeks before today`: it follows from the words alone.
    pub(super) fn date(&self, date: &DatePhrase) -> Result<(Ask, Set), Error> {
        let asked = DateAsked::Days { written: date.written.clone(), days: self.days(date)? };
        Ok((Ask::Date(asked), Set::Any(Vec::new())))
    }

    /// `2 years after Iran joined SCO`
    pub(super) fn date_from_clause(&mut self, by: Move, clause: &Clause) -> Result<(Ask, Set), Error> {
        let (subject, said) = self.attached.clause(clause)?;
        self.whole_query()?;
        let set = self.claim(&subject, &said, Place::standing(Standing::Ever))?;
        Ok((Ask::Date(DateAsked::From { by, event: None }), self.sourced(set)?))
    }

    /// `3 months after the Kazan summit`: the facts that it is counted from.
    pub(super) fn date_from(&mut self, by: Move, phrase: &Phrase) -> Result<(Ask, Set), Error> {
        let list = self.attached.phrase(phrase)?;
        self.whole_query()?;
        if let [only] = list.items[..]
            && let What::Named { entities, text } = self.attached.node(only).what.clone()
            && self.attached.node(only).clauses.is_empty()
        {
            let span = self.attached.node(only).span;
            let word = by.side.word().to_owned();
            let set = self.dating(&entities).ok_or(Error::NotATime { word, item: text, span })?;
            return Ok((Ask::Date(DateAsked::From { by, event: Some(entities) }), self.sourced(set)?));
        }
        let set = self.list(&list, Place::standing(Standing::Ever))?;
        Ok((Ask::Date(DateAsked::From { by, event: None }), self.sourced(set)?))
    }
}
