//! `when was the first visit of Iran to China?`, `when was the Kazan summit?`
//!
//! In: a phrase. Out: the facts it means, or those that date the event it names. Absent: verbs (`verb`).

use crate::syntax::{Adverbial, Phrase};

use super::super::attach::What;
use super::super::error::Error;
use super::super::query::{Ask, Set, Standing};
use super::{Lowerer, Place};

impl Lowerer<'_> {
    pub(super) fn when_was(&mut self, phrase: &Phrase) -> Result<(Ask, Set), Error> {
        let list = self.attached.phrase(phrase)?;
        self.whole_query()?;
        let named = match &list.items[..] {
            [only] => match &self.attached.node(*only).what {
                What::Named { text, entities } => {
                    Some((text.clone(), self.attached.node(*only).span, entities.clone()))
                }
                _ => None,
            },
            _ => None,
        };
        let set = match named {
            None => self.list(&list, Place::standing(Standing::Past))?,
            Some((item, span, entities)) => {
                let word = "when was".to_owned();
                self.dating(&entities).ok_or(Error::NotATime { word, item, span })?
            }
        };
        Ok((Ask::Adverbial(Adverbial::When), self.sourced(set)?))
    }
}
