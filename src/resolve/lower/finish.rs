//! What ends a query: `per`, `sorted by`, `limit`, `show`.
//!
//! In: the finishers of the tree, and the set that they finish. Out: [`Finish`], and the divided count.

use crate::store::{Meaning, Store};
use crate::syntax::{self, Finisher, Word};
use crate::text::{Span, fold};

use super::super::error::Error;
use super::super::query::{Ask, Column, Finish, Per, Set};
use super::Lowerer;

impl Lowerer<'_> {
    pub(super) fn finish(&self, ask: Ask, finishers: &[Finisher], set: &Set) -> Result<(Ask, Finish), Error> {
        let mut ask = ask;
        let mut finish = Finish::default();
        for finisher in finishers {
            match finisher {
                Finisher::Per(per) => ask = self.per(ask, per, set)?,
                Finisher::Sorted(column, direction) => {
                    finish.order.push((self.column(column, set)?, *direction));
                }
                Finisher::Limit(0) => return Err(Error::Zero { span: Span::default() }),
                Finisher::Limit(count) => finish.limit = Some(usize::try_from(*count).unwrap_or(usize::MAX)),
                Finisher::Show(columns) => {
                    finish.show =
                        columns.iter().map(|column| self.column(column, set)).collect::<Result<_, _>>()?;
                }
            }
        }
        Ok((ask, finish))
    }

    /// A phrase with `per` is counted, whether it says `count` or not.
    fn per(&self, ask: Ask, per: &syntax::Per, set: &Set) -> Result<Ask, Error> {
        let per = match per {
            syntax::Per::Unit(unit, _) => Per::Unit(*unit),
            syntax::Per::Noun(word) => Per::Role { role: self.role(word, set)? },
        };
        Ok(match ask {
            Ask::Count(mut before) => {
                before.push(per);
                Ask::Count(before)
            }
            _ => Ask::Count(vec![per]),
        })
    }

    fn column(&self, column: &syntax::Column, set: &Set) -> Result<Column, Error> {
        Ok(match column {
            syntax::Column::Date => Column::Date,
            syntax::Column::Start => Column::Start,
            syntax::Column::End => Column::End,
            syntax::Column::Name => Column::Name,
            syntax::Column::Noun(word) => Column::Role(self.role(word, set)?),
        })
    }

    /// The name of the role that a noun means among the relations of the set: by the role's own name or words,
    /// or as the role that the noun answers.
    fn role(&self, word: &Word, set: &Set) -> Result<String, Error> {
        let mut known: Vec<String> = Vec::new();
        let mut relations = Vec::new();
        relations_of(set, &mut relations);
        let wanted = fold(&word.text);
        for id in &relations {
            let relation = self.store.relation(*id);
            for (role, declared) in relation.roles() {
                let words = declared.words.as_ref().map(|words| [fold(&words.singular), fold(&words.plural)]);
                let by_words = words.is_some_and(|words| words.contains(&wanted));
                if fold(&declared.name) == wanted || by_words || self.answers(&word.text, *id, role) {
                    return Ok(declared.name.clone());
                }
                if !known.contains(&declared.name) {
                    known.push(declared.name.clone());
                }
            }
        }
        Err(Error::UnknownColumn { column: word.text.clone(), known, span: word.span })
    }

    fn answers(&self, text: &str, relation: crate::fact::RelationId, role: crate::fact::RoleId) -> bool {
        self.store.meanings(text).iter().any(|meaning| match meaning {
            Meaning::Noun { id, .. } => noun_answers(self.store, *id, relation, role),
            Meaning::Role { relation: of, role: id, .. } => *of == relation && *id == role,
            _ => false,
        })
    }
}

fn noun_answers(
    store: &Store,
    noun: crate::fact::NounId,
    relation: crate::fact::RelationId,
    role: crate::fact::RoleId,
) -> bool {
    store.noun(noun).senses.iter().any(|sense| sense.relation == relation && sense.answers == Some(role))
}

/// The relations whose facts the set's rows are made of.
fn relations_of(set: &Set, found: &mut Vec<crate::fact::RelationId>) {
    match set {
        Set::Pattern(pattern) => {
            for sense in &pattern.senses {
                if !found.contains(&sense.relation) {
                    found.push(sense.relation);
                }
            }
        }
        Set::All(sets) | Set::Any(sets) => sets.iter().for_each(|set| relations_of(set, found)),
        Set::Except(first, _) | Set::Pick(_, first) => relations_of(first, found),
        Set::Bound(..) | Set::Where(..) | Set::Defined(_) | Set::Pairs(_) => {
            set.inside().into_iter().for_each(|set| relations_of(set, found));
        }
        Set::Entities(_) | Set::Kind(_) | Set::Variable(_) | Set::Again(_) => {}
    }
}

/// Whether a count is divided by a unit of the calendar, so that a bare state means all of its time.
pub(super) fn over_time(ask: &Ask) -> bool {
    matches!(ask, Ask::Count(pers) if pers.iter().any(|per| matches!(per, Per::Unit(_))))
}
