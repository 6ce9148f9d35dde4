//! What ends a query: `per`, `top`, `sorted by`, `limit`, `show`.
//!
//! In: the finishers of the tree, and the set that they finish. Out: [`Finish`], and the divided count.

use crate::fact::{KindId, NounId, RelationId, Role, RoleId, RoleKind};
use crate::store::{Meaning, Store};
use crate::syntax::{self, Adverbial, Finisher, PickEnd, Word};
use crate::text::{Span, fold, suggest};
use crate::time::Shape;

use super::super::error::Error;
use super::super::query::{Ask, Column, Condition, Finish, Per, Set, Top};
use super::Lowerer;
use super::number::{senses, spoken};

/// Said of `trade per year`: figures of parts of a year, or of several parties, are not to be added up unasked.
const OWN_PERIODS: &str =
    "each figure stands beside its own period: write `total value of …` to add up those of one";
/// The words beside roles that columns go by.
const COLUMNS: [&str; 5] = ["date", "start", "end", "name", "count"];
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

    fn column(&self, column: &syntax::Column, set: &Set) -> Result<Column, Error> {
        Ok(match column {
            syntax::Column::Date => Column::Date,
            syntax::Column::Start => Column::Start,
            syntax::Column::End => Column::End,
            syntax::Column::Name => Column::Name,
            syntax::Column::Count => Column::Count,
            syntax::Column::Measure(measure) => Column::Measure(*measure),
            syntax::Column::Noun(word) => Column::Role(self.role(word, set, &COLUMNS)?.0),
            syntax::Column::Variable(word) => Column::Variable(self.variable_named(word)?, word.text.clone()),
        })
    }

    /// The name of the role that a noun means among the relations of the set: by the role's own name or words,
    /// or as the role that the noun answers; else the role that holds things of that kind.
    fn role(&self, word: &Word, set: &Set, others: &[&str]) -> Result<(String, Option<KindId>), Error> {
        let mut known: Vec<String> = Vec::new();
        let wanted = fold(&word.text);
        for id in relations_of(set) {
            for (role, declared) in self.store.relation(id).roles() {
                let words = declared.words.as_ref().map(|words| [fold(&words.singular), fold(&words.plural)]);
                let by_words = words.is_some_and(|words| words.contains(&wanted));
                if fold(&declared.name) == wanted || by_words || self.answers(&word.text, id, role) {
                    return Ok((declared.name.clone(), None));
                }
                if !known.contains(&declared.name) {
                    known.push(declared.name.clone());
                }
            }
        }
        if let Some(found) = self.role_of_kind(word, set)? {
            return Ok(found);
        }
        let near = suggest(&word.text, known.iter().map(String::as_str).chain(others.iter().copied()), 1);
        Err(Error::UnknownColumn { column: word.text.clone(), near, known, span: word.span })
    }

    /// `per country`: the role that takes only things of the kind, else the one that may hold some, those that every
    /// fact fills first; a role that the query fills with one name has nothing to tell apart.
    fn role_of_kind(&self, word: &Word, set: &Set) -> Result<Option<(String, Option<KindId>)>, Error> {
        let kind = self.store.meanings(&word.text).iter().find_map(|meaning| match meaning {
            Meaning::Kind { id, .. } => Some(*id),
            _ => None,
        });
        let Some(kind) = kind else { return Ok(None) };
        let (mut only, mut some, mut rarely) = (Vec::new(), Vec::new(), Vec::<String>::new());
        for sense in senses(set) {
            for (id, role) in self.store.relation(sense.relation).roles() {
                if is_filled(&sense.conditions, id, role.many) {
                    continue;
                }
                let fit = match self.fit(role, kind) {
                    Some(true) => &mut only,
                    Some(false) if role.optional => &mut rarely,
                    Some(false) => &mut some,
                    None => continue,
                };
                if !fit.contains(&role.name) {
                    fit.push(role.name.clone());
                }
            }
        }
        let found = [only, some, rarely].into_iter().find(|found| !found.is_empty()).unwrap_or_default();
        match &found[..] {
            [] => Ok(None),
            [one] => Ok(Some((one.clone(), Some(kind)))),
            _ => Err(Error::WhichRole { column: word.text.clone(), roles: found, span: word.span }),
        }
    }

    /// Whether a role takes only things of the kind, or may hold some; `None`: it cannot.
    fn fit(&self, role: &Role, kind: KindId) -> Option<bool> {
        let RoleKind::Entity(kinds) = &role.kind else { return None };
        if !kinds.is_empty() && kinds.iter().all(|one| self.store.kind_is(*one, kind)) {
            return Some(true);
        }
        let meets = |one: &KindId| self.store.kind_is(*one, kind) || self.store.kind_is(kind, *one);
        (kinds.is_empty() || kinds.iter().any(meets)).then_some(false)
    }

    fn answers(&self, text: &str, relation: RelationId, role: RoleId) -> bool {
        self.store.meanings(text).iter().any(|meaning| match meaning {
            Meaning::Noun { id, .. } => noun_answers(self.store, *id, relation, role),
            Meaning::Role { relation: of, role: id, .. } => *of == relation && *id == role,
            _ => false,
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

/// Whether the answer will have that column; rows of facts have every role.
fn has_column(ask: &Ask, column: &Column) -> Result<(), Error> {
    let mut known = vec![];
    let has = match ask {
        Ask::Count(pers) => {
            known.push("count".to_owned());
            *column == Column::Count && !pers.is_empty() || divides(pers, column, &mut known)
        }
        Ask::Measure(measured) => {
            known.extend(measured.measures.iter().map(|measure| measure.word().to_owned()));
            let own = |role: &String| measured.role.as_ref() == Some(role);
            match column {
                Column::Measure(measure) => measured.measures.contains(measure),
                Column::Role(role) if own(role) => true,
                _ => divides(&measured.pers, column, &mut known),
            }
        }
        // A timeline is in order of time, this way or the other.
        Ask::About(_) => {
            known.push("date".to_owned());
            *column == Column::Date
        }
        Ask::Rows | Ask::Best(_) | Ask::YesNo(_) | Ask::Adverbial(_) | Ask::Date(_) => {
            known.extend(["date".to_owned(), "name".to_owned()]);
            !matches!(column, Column::Count | Column::Measure(_))
        }
    };
    if has {
        return Ok(());
    }
    Err(Error::UnknownColumn { column: column_word(column), near: Vec::new(), known, span: Span::default() })
}

fn divides(pers: &[Per], column: &Column, known: &mut Vec<String>) -> bool {
    let mut found = false;
    for per in pers {
        let (word, is) = match per {
            Per::Answer => ("name", *column == Column::Name),
            Per::Unit(_) | Per::EndOf(_) => ("date", *column == Column::Date),
            Per::Role { role, .. } => (role.as_str(), matches!(column, Column::Role(name) if name == role)),
            Per::Variable(variable, name) => {
                (name.as_str(), matches!(column, Column::Variable(one, _) if one == variable))
            }
        };
        known.push(word.to_owned());
        found |= is;
    }
    found
}

fn column_word(column: &Column) -> String {
    match column {
        Column::Name => "name".to_owned(),
        Column::Date => "date".to_owned(),
        Column::Start => "start".to_owned(),
        Column::End => "end".to_owned(),
        Column::Count => "count".to_owned(),
        Column::Measure(measure) => measure.word().to_owned(),
        Column::Role(role) => role.clone(),
        Column::Variable(_, name) => format!("?{name}"),
    }
}

/// Whether the query fills the role with one name.
fn is_filled(conditions: &[Condition], role: RoleId, many: bool) -> bool {
    !many
        && conditions.iter().any(|condition| match condition {
            Condition::Role { role: of, .. } | Condition::Fixed { role: of, .. } => *of == role,
            _ => false,
        })
}

fn noun_answers(store: &Store, noun: NounId, relation: RelationId, role: RoleId) -> bool {
    store.noun(noun).senses.iter().any(|sense| sense.relation == relation && sense.answers == Some(role))
}

/// The relations whose facts the set's rows are made of.
fn relations_of(set: &Set) -> Vec<RelationId> {
    let mut found = Vec::new();
    add_relations(set, &mut found);
    found
}

fn add_relations(set: &Set, found: &mut Vec<RelationId>) {
    match set {
        Set::Pattern(pattern) => {
            for sense in &pattern.senses {
                if !found.contains(&sense.relation) {
                    found.push(sense.relation);
                }
            }
        }
        Set::All(sets) | Set::Any(sets) => sets.iter().for_each(|set| add_relations(set, found)),
        Set::Except(first, _) | Set::Pick(_, first) | Set::Counted(_, first) => add_relations(first, found),
        Set::Bound(..)
        | Set::Division(..)
        | Set::Where(..)
        | Set::Within(_)
        | Set::Defined(_)
        | Set::Pairs(_) => {
            set.inside().into_iter().for_each(|set| add_relations(set, found));
        }
        Set::Entities(_) | Set::Those(_) | Set::Kind(_) | Set::Variable(_) | Set::Again(_) => {}
    }
}

/// Whether an answer is divided by a unit of the calendar, so that a bare state means all of its time.
pub(super) fn over_time(ask: &Ask) -> bool {
    ask.pers().iter().any(|per| matches!(per, Per::Unit(_) | Per::EndOf(_)))
}
