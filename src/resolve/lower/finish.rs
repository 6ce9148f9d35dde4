//! What ends a query: `per`, `top`, `sorted by`, `limit`, `show`.
//!
//! In: the finishers of the tree, and the set that they finish. Out: [`Finish`], and the divided count.

use crate::fact::RelationId;
use crate::syntax::{self, Adverbial, Finisher, PickEnd};
use crate::text::Span;
use crate::time::Shape;

use super::super::error::Error;
use super::super::query::{Ask, Finish, Per, Set, Top};
use super::Lowerer;
use super::column::has_column;
use super::number::{senses, spoken};

/// Said of `trade per year`: figures of parts of a year, or of several parties, are not to be added up unasked.
const OWN_PERIODS: &str =
    "each figure stands beside its own period: write `total value of …` to add up those of one";
/// The words beside roles that an answer is divided by.
const UNITS: [&str; 6] = ["day", "week", "month", "quarter", "year", "decade"];

impl Lowerer<'_> {
    pub(super) fn finish(
        &mut self,
        ask: Ask,
        tree: &syntax::Query,
        set: &Set,
    ) -> Result<(Ask, Finish), Error> {
        let mut ask = ask;
        let top = match (&tree.ask, &ask) {
            (syntax::Ask::List { top: Some(count), .. }, Ask::Count(_)) => Some(top(*count, 1)),
            _ => None,
        };
        let mut finish = Finish { top, ..Finish::default() };
        let own_periods = ask == Ask::Rows && self.are_figures(set) && only_units(&tree.finishers);
        if own_periods {
            self.remarks.push(OWN_PERIODS.to_owned());
        }
        for finisher in &tree.finishers {
            match finisher {
                Finisher::Per(_) if own_periods => {}
                Finisher::Per(per) => ask = self.per(ask, per, tree, set)?,
                Finisher::Top(0, span) | Finisher::Limit(0, span) => return Err(Error::Zero { span: *span }),
                Finisher::Top(count, _) => ask = self.top_of(ask, *count, &mut finish, tree, set)?,
                Finisher::MostOften => {
                    if matches!(ask, Ask::Best(_)) {
                        return Err(nothing_to_rank(tree));
                    }
                    ask = self.top_of(ask, 1, &mut finish, tree, set)?;
                    finish.top = finish.top.map(|top| Top { ties: true, ..top });
                }
                // Done with the set (`longest`).
                Finisher::Longest { span, .. } if ask != Ask::Rows => {
                    return Err(Error::NothingLasts { span: *span });
                }
                Finisher::Longest { .. } => {}
                Finisher::Sorted(column, direction) => {
                    finish.order.push((self.column(column, set)?, *direction));
                }
                Finisher::Limit(count, _) => {
                    finish.limit = Some(usize::try_from(*count).unwrap_or(usize::MAX));
                }
                Finisher::Show(columns) => {
                    finish.show =
                        columns.iter().map(|column| self.column(column, set)).collect::<Result<_, _>>()?;
                }
            }
        }
        for column in finish.order.iter().map(|(column, _)| column).chain(&finish.show) {
            has_column(&ask, column)?;
        }
        Ok((ask, finish))
    }

    /// Whether they are figures and nothing else.
    fn are_figures(&self, set: &Set) -> bool {
        let senses = senses(set);
        let figure = |id: RelationId| self.store.relation(id).shape == Shape::Measure;
        !senses.is_empty() && senses.iter().all(|sense| sense.answers.is_none() && figure(sense.relation))
    }

    /// `who was president for the longest time?`: those of the set that lasted longest.
    pub(super) fn longest(&self, tree: &syntax::Query, set: Set) -> Result<Set, Error> {
        let longest = tree.finishers.iter().find_map(|finisher| match finisher {
            Finisher::Longest { shortest, span } => Some((*shortest, *span)),
            _ => None,
        });
        let Some((shortest, span)) = longest else { return Ok(set) };
        let end = if shortest { PickEnd::Shortest } else { PickEnd::Longest };
        self.pick(syntax::Pick { end, number: 1 }, set, span)
    }

    /// `top 10` at the end: of what was counted or measured, else of the answers.
    fn top_of(
        &self,
        mut ask: Ask,
        count: u64,
        finish: &mut Finish,
        tree: &syntax::Query,
        set: &Set,
    ) -> Result<Ask, Error> {
        match &mut ask {
            Ask::Best(best) => {
                best.count = usize::try_from(count).unwrap_or(usize::MAX);
                best.ties = false;
                Ok(ask)
            }
            Ask::Count(pers) if !pers.is_empty() => {
                finish.top = Some(top(count, pers.len()));
                Ok(ask)
            }
            Ask::Measure(measured) if !measured.pers.is_empty() && measured.role.is_some() => {
                finish.top = Some(top(count, measured.pers.len()));
                Ok(ask)
            }
            Ask::Rows | Ask::Adverbial(Adverbial::Where) => {
                let (noun, span) = what_is_asked(tree).ok_or_else(|| nothing_to_rank(tree))?;
                let ask = self.top(ask, Some(count), None, (&noun, span), set)?;
                if matches!(ask, Ask::Count(_)) {
                    finish.top = Some(top(count, 1));
                }
                Ok(ask)
            }
            _ => Err(nothing_to_rank(tree)),
        }
    }

    /// A phrase with `per` is counted, whether it says `count` or not, unless it is measured.
    fn per(&self, ask: Ask, per: &syntax::Per, tree: &syntax::Query, set: &Set) -> Result<Ask, Error> {
        let per = match per {
            syntax::Per::Unit(unit, _) => Per::Unit(*unit),
            syntax::Per::EndOf(unit, span) => {
                let happens = |id: RelationId| self.store.relation(id).shape != Shape::State;
                if senses(set).iter().any(|sense| happens(sense.relation)) {
                    let noun = what_is_asked(tree).map_or_else(String::new, |(noun, _)| noun);
                    return Err(Error::NotAState { noun, unit: unit.word().to_owned(), span: *span });
                }
                Per::EndOf(*unit)
            }
            syntax::Per::Noun(word) => {
                let (role, kind) = self.role(word, set, &UNITS)?;
                Per::Role { role, kind }
            }
            syntax::Per::Variable(word) => Per::Variable(self.variable_named(word)?, word.text.clone()),
        };
        let with = |mut pers: Vec<Per>| {
            pers.push(per.clone());
            pers
        };
        Ok(match ask {
            Ask::Count(before) => Ask::Count(with(before)),
            Ask::Measure(mut measured) => {
                measured.pers = with(measured.pers);
                Ask::Measure(measured)
            }
            Ask::Best(mut best) => {
                best.pers = with(best.pers);
                Ask::Best(best)
            }
            Ask::Rows | Ask::YesNo(_) | Ask::Adverbial(_) | Ask::Date(_) | Ask::About(_) => {
                Ask::Count(vec![per])
            }
        })
    }
}

/// Whether the answer is divided by units of time and by nothing else.
fn only_units(finishers: &[Finisher]) -> bool {
    let mut pers = finishers.iter().filter_map(|one| match one {
        Finisher::Per(per) => Some(matches!(per, syntax::Per::Unit(..))),
        _ => None,
    });
    pers.next().is_some_and(|first| first && pers.all(|unit| unit))
}

fn top(count: u64, ranked: usize) -> Top {
    Top { count: usize::try_from(count).unwrap_or(usize::MAX), ranked, ties: false }
}

/// The noun that stands for the answers, as it was typed, and where; a question word where there is none.
fn what_is_asked(tree: &syntax::Query) -> Option<(String, Span)> {
    match &tree.ask {
        syntax::Ask::List { phrase, .. } => Some(spoken(phrase)),
        syntax::Ask::Object { asked, clause } => {
            let noun = asked.noun.as_ref().map(|noun| (noun.noun.text.clone(), noun.noun.span));
            Some(noun.unwrap_or_else(|| ("this".to_owned(), clause.predicate.span)))
        }
        syntax::Ask::Adverbial { clause, .. } => Some(("where".to_owned(), clause.predicate.span)),
        _ => None,
    }
}

fn nothing_to_rank(tree: &syntax::Query) -> Error {
    let (noun, span) = what_is_asked(tree).unwrap_or_else(|| ("this".to_owned(), Span::default()));
    Error::NothingToRank { noun, span }
}

/// Whether an answer is divided by a unit of the calendar, so that a bare state means all of its time.
pub(super) fn over_time(ask: &Ask) -> bool {
    ask.pers().iter().any(|per| matches!(per, Per::Unit(_) | Per::EndOf(_)))
}
