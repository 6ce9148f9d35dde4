//! What a column is called: `date`, `date of joining`, the word of a role, a kind.
//!
//! In: columns of the tree, and words after `per`. Out: [`Column`]s, names of roles; whether the answer has them. Absent: what is
//! in a column.

use crate::fact::{Form, KindId, NounId, RelationId, Role, RoleId, RoleKind, Says};
use crate::store::{Meaning, Store};
use crate::syntax::{self, Word};
use crate::text::{Span, fold, suggest};

use super::super::error::Error;
use super::super::query::{Ask, Column, Condition, Per, Set};
use super::Lowerer;
use super::number::senses;

/// The words beside roles that columns go by.
const COLUMNS: [&str; 5] = ["date", "start", "end", "name", "count"];

impl Lowerer<'_> {
    pub(super) fn column(&self, column: &syntax::Column, set: &Set) -> Result<Column, Error> {
        Ok(match column {
            syntax::Column::Date => Column::Date,
            syntax::Column::DateOf(verb) => self.date_of(verb, set)?,
            syntax::Column::Start => Column::Start,
            syntax::Column::End => Column::End,
            syntax::Column::Name => Column::Name,
            syntax::Column::Count => Column::Count,
            syntax::Column::Measure(measure) => Column::Measure(*measure),
            syntax::Column::Noun(word) => Column::Role(self.role(word, set, &COLUMNS)?.0),
            syntax::Column::Variable(word) => Column::Variable(self.variable_named(word)?, word.text.clone()),
        })
    }

    /// `date of joining`: the end of the facts that a verb of their relation speaks of.
    fn date_of(&self, verb: &Word, set: &Set) -> Result<Column, Error> {
        let relations = relations_of(set);
        let own = |meaning: &Meaning| match meaning {
            Meaning::Verb { id, form: Form::Gerund } => Some(self.store.verb(*id)),
            _ => None,
        };
        let mut verbs = self.store.meanings(&verb.text).iter().filter_map(own);
        match verbs.find(|verb| relations.contains(&verb.relation)) {
            Some(verb) if verb.says == Says::End => Ok(Column::End),
            Some(_) => Ok(Column::Date),
            None => {
                let (column, span) = (format!("date of {}", verb.text), verb.span);
                let known = vec!["date".to_owned(), "start".to_owned(), "end".to_owned()];
                Err(Error::UnknownColumn { column, near: Vec::new(), known, span })
            }
        }
    }

    /// The name of the role that a noun means among the relations of the set: by the role's own name or words,
    /// or as the role that the noun answers; else the role that holds things of that kind.
    pub(super) fn role(
        &self,
        word: &Word,
        set: &Set,
        others: &[&str],
    ) -> Result<(String, Option<KindId>), Error> {
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

/// Whether the answer will have that column; rows of facts have every role.
pub(super) fn has_column(ask: &Ask, column: &Column) -> Result<(), Error> {
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
        _ => set.inside().into_iter().for_each(|set| add_relations(set, found)),
    }
}
