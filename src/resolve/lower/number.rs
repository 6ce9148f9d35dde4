//! Comparisons, measures and ranks.
//!
//! In: comparisons that hang on nouns and verbs; `total`, `first date of`, `top 10` before a phrase. Out: conditions on
//! numbers, and [`Ask`]s. The rule for `top`: things are ranked by how many facts they have, figures by their value.

use crate::fact::{RelationId, RoleKind};
use crate::store::Meaning;
use crate::syntax::{self, Measure, OperandKind, Phrase, Tail};
use crate::text::Span;

use super::super::attach::{List, Node, What, quantities};
use super::super::error::Error;
use super::super::query::{Ask, Best, Condition, Measured, Per, Sense, Set};
use super::Lowerer;

impl Lowerer<'_> {
    /// The conditions of the comparisons on a node, for facts of the relation.
    pub(super) fn compares(&self, node: &Node, relation: RelationId) -> Vec<Condition> {
        let found = node.compares.iter().filter_map(|one| quantities(self.store, relation, one));
        found
            .flat_map(|(role, bounds)| {
                bounds.into_iter().map(move |quantity| Condition::Compares { role, quantity })
            })
            .collect()
    }

    /// `top 3 trade by value`: without the last phrase, which says what ranks them, and the name of that role.
    pub(super) fn without_rank(&self, top: Option<u64>, phrase: &Phrase) -> (Phrase, Option<String>) {
        let mut phrase = phrase.clone();
        let by = match phrase.tails.last() {
            Some(Tail::Preposition { negated: false, preposition, operand })
                if top.is_some() && preposition.text.eq_ignore_ascii_case("by") =>
            {
                match &operand.kind {
                    OperandKind::Noun(noun) if noun.premodifiers.is_empty() && noun.pick.is_none() => {
                        self.number_called(&noun.noun.text)
                    }
                    _ => None,
                }
            }
            _ => None,
        };
        if by.is_some() {
            phrase.tails.pop();
        }
        (phrase, by)
    }

    /// The name of a role of numbers that the noun means.
    fn number_called(&self, noun: &str) -> Option<String> {
        self.store.meanings(noun).iter().find_map(|meaning| {
            let Meaning::Role { relation, role, .. } = meaning else { return None };
            let role = self.store.relation(*relation).role(*role)?;
            matches!(role.kind, RoleKind::Number(_)).then(|| role.name.clone())
        })
    }

    /// `total and average value of …`, `first and last date of …`; a single highest or lowest shows its fact.
    pub(super) fn measured(
        &self,
        ask: Ask,
        measures: &[Measure],
        phrase: &Phrase,
        set: &Set,
    ) -> Result<Ask, Error> {
        let Some(first) = measures.first() else { return Ok(ask) };
        let measures = measures.to_vec();
        if first.of_dates() {
            return Ok(Ask::Measure(Measured { role: None, measures, pers: Vec::new() }));
        }
        let (noun, span) = spoken(phrase);
        let role = self.number_of(set).ok_or_else(|| Error::NotMeasured {
            measure: first.word().to_owned(),
            noun,
            span,
        })?;
        Ok(match measures[..] {
            [Measure::Highest | Measure::Lowest] => {
                let lowest = *first == Measure::Lowest;
                Ask::Best(Best { role, lowest, count: 1, ties: true, pers: Vec::new() })
            }
            _ => Ask::Measure(Measured { role: Some(role), measures, pers: Vec::new() }),
        })
    }

    /// `top 10` before or after a phrase that is not divided yet.
    pub(super) fn top(
        &self,
        ask: Ask,
        top: Option<u64>,
        by: Option<&str>,
        (noun, span): (&str, Span),
        set: &Set,
    ) -> Result<Ask, Error> {
        let Some(count) = top else { return Ok(ask) };
        if count == 0 {
            return Err(Error::Zero { span });
        }
        let senses = senses(set);
        let role = by.map(str::to_owned).or_else(|| self.number_of(set));
        match role {
            Some(role) if senses.iter().any(|sense| self.has_number(sense, &role)) => {
                let count = usize::try_from(count).unwrap_or(usize::MAX);
                Ok(Ask::Best(Best { role, lowest: false, count, ties: false, pers: Vec::new() }))
            }
            _ if by.is_none() && !senses.is_empty() && senses.iter().all(|one| one.answers.is_some()) => {
                Ok(Ask::Count(vec![Per::Answer]))
            }
            _ => Err(Error::NothingToRank { noun: noun.to_owned(), span }),
        }
    }

    /// `values of trade` lists the facts, which the reading says.
    pub(super) fn say_value(&mut self, list: &List) {
        let node = list.items.first().map(|item| self.attached.node(*item).what.clone());
        let Some(What::RoleNoun { text, roles }) = node else { return };
        if !roles.iter().any(|(relation, role)| self.holds_entities(*relation, *role)) {
            self.remarks.push(format!("each is shown with its {text}"));
        }
    }

    fn has_number(&self, sense: &Sense, name: &str) -> bool {
        let role = self.store.relation(sense.relation).role_named(name);
        role.and_then(|role| self.store.relation(sense.relation).role(role))
            .is_some_and(|role| matches!(role.kind, RoleKind::Number(_)) && sense.answers.is_none())
    }

    /// The one role of numbers that the facts of the set have: the one they are shown by, else the only one.
    pub(super) fn number_of(&self, set: &Set) -> Option<String> {
        let mut names: Vec<&str> = Vec::new();
        for sense in senses(set).into_iter().filter(|sense| sense.answers.is_none()) {
            let relation = self.store.relation(sense.relation);
            let is_number = |id: &crate::fact::RoleId| {
                relation.role(*id).is_some_and(|role| matches!(role.kind, RoleKind::Number(_)))
            };
            let all: Vec<_> = relation.roles().map(|(id, _)| id).filter(is_number).collect();
            let shown = sense.columns.first().copied().filter(is_number);
            let found: Vec<_> = shown.map_or(all, |role| vec![role]);
            names.extend(found.iter().filter_map(|id| relation.role(*id)).map(|role| role.name.as_str()));
        }
        names.sort_unstable();
        names.dedup();
        match names[..] {
            [only] => Some(only.to_owned()),
            _ => None,
        }
    }
}

/// The senses whose facts speak for the rows.
pub(super) fn senses(set: &Set) -> Vec<&Sense> {
    match set {
        Set::Pattern(pattern) => pattern.senses.iter().collect(),
        Set::Any(sets) => sets.iter().flat_map(senses).collect(),
        Set::All(sets) => sets.iter().map(senses).find(|found| !found.is_empty()).unwrap_or_default(),
        Set::Except(first, _) | Set::Pick(_, first) | Set::Counted(_, first) => senses(first),
        _ => set.inside().map_or_else(Vec::new, senses),
    }
}

/// What a phrase begins with, as typed, and where.
pub(super) fn spoken(phrase: &Phrase) -> (String, Span) {
    let word = match &phrase.head.kind {
        OperandKind::Noun(noun)
        | OperandKind::Asked(_, noun)
        | OperandKind::Numbered(_, noun)
        | OperandKind::Wh(syntax::Wh { noun: Some(noun), .. }) => noun.noun.text.clone(),
        OperandKind::Named(word) => word.text.clone(),
        OperandKind::Bracket(inner) => return spoken(inner),
        OperandKind::Text(text) => text.clone(),
        OperandKind::Those => "those".to_owned(),
        OperandKind::Happened => "events".to_owned(),
        OperandKind::Variable(word) => format!("?{}", word.text),
        OperandKind::Wh(_) | OperandKind::Amount(_) | OperandKind::Pairs(_) => "this".to_owned(),
    };
    (word, phrase.head.span)
}
