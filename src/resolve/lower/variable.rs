//! Variables → sets that give them values, and tests of them.
//!
//! In: variables of the arena, `where` lists, pairs. Out: sets. A variable that nothing gives a value to is an error.

use crate::syntax::{Follows, Negation, Word};

use super::super::attach::{List, Means, NodeId, Said, SaidKind, What};
use super::super::bound::occurrences;
use super::super::error::Error;
use super::super::query::{Is, Paired, Query, Set, Variable, VariableTest};
use super::{Lowerer, Place};
use crate::text::Span;

impl Lowerer<'_> {
    /// A variable in a role: anything, or what a definition was given for it.
    pub(super) fn variable(&mut self, variable: Variable) -> Result<Set, Error> {
        match self.expansion.given.get(&variable).cloned() {
            Some(list) => Ok(Set::Bound(variable, Box::new(self.list(&list, Place::NESTED)?))),
            None => Ok(Set::Variable(variable)),
        }
    }

    /// `?who that joined BRICS`
    pub(super) fn bind(&mut self, variable: Variable, set: Set) -> Result<Set, Error> {
        match self.variable(variable)? {
            Set::Bound(_, given) => Ok(Set::Bound(variable, Box::new(Set::All(vec![*given, set])))),
            _ => Ok(Set::Bound(variable, Box::new(set))),
        }
    }

    /// One of each; each is a variable of its own, so that a row is told by all of them.
    pub(super) fn pairs(&mut self, lists: &[(Option<Follows>, List)], place: Place) -> Result<Set, Error> {
        let mut pairs = Vec::new();
        for (follows, list) in lists {
            let set = self.list(list, place)?;
            let name = self.attached.spoken(list.items[0]).unwrap_or_default();
            let variable = self.attached.variables.fresh(&name, Span::default());
            pairs.push(Paired { variable, set, follows: *follows });
        }
        Ok(Set::Pairs(pairs))
    }

    /// The `where` of the whole query.
    pub(super) fn whole_conditions(&mut self, set: Set) -> Result<Set, Error> {
        let lists = self.attached.whole.conditions.clone();
        self.tested(set, &lists)
    }

    pub(super) fn tested(&mut self, set: Set, lists: &[List]) -> Result<Set, Error> {
        let mut tests = Vec::new();
        for list in lists {
            self.said_of(list, lists, &mut tests)?;
        }
        Ok(if tests.is_empty() { set } else { Set::Where(Box::new(set), tests) })
    }

    /// `?who is not Putin or Lavrov`: the variable with what is said of it, and what else it is.
    fn said_of(&mut self, list: &List, lists: &[List], tests: &mut Vec<VariableTest>) -> Result<(), Error> {
        let node = self.attached.node(list.items[0]).clone();
        let variable = match &node.what {
            What::Variable(variable) if self.stands_elsewhere(*variable, lists) => *variable,
            What::Variable(variable) => {
                let name = &self.attached.variables.known[usize::from(variable.0)].0;
                return Err(self.nowhere_else(name, node.span));
            }
            // A definition was given a name here.
            What::Named { entities, .. } => {
                let variable = self.attached.variables.fresh("", node.span);
                let is = Is::In(Set::Entities(entities.clone()));
                tests.push(VariableTest { variable, negated: false, is });
                variable
            }
            _ => return Err(Error::CannotJoin { span: node.span }),
        };
        let others: Vec<NodeId> = list.items.iter().skip(1).chain(&list.except).copied().collect();
        for (at, said) in node.clauses.iter().enumerate() {
            let more = if at + 1 == node.clauses.len() { &others[..] } else { &[] };
            let negated = matches!(said.negation, Some(Negation::Not | Negation::Never));
            tests.push(VariableTest { variable, negated, is: self.is(said, list.items[0], more)? });
        }
        Ok(())
    }

    /// Whether a variable stands in the query beside the places where `where` speaks of it: else it would be joined to
    /// nothing.
    fn stands_elsewhere(&self, variable: Variable, lists: &[List]) -> bool {
        let spoken_of = |id: NodeId| lists.iter().any(|list| list.items.first() == Some(&id));
        let is_it = |id: NodeId| {
            let node = self.attached.node(id);
            node.asked_too == Some(variable) || matches!(node.what, What::Variable(one) if one == variable)
        };
        self.expansion.is_hidden(usize::from(variable.0))
            || self.attached.ids().any(|id| is_it(id) && !spoken_of(id))
    }

    fn is(&mut self, said: &Said, subject: NodeId, more: &[NodeId]) -> Result<Is, Error> {
        if let (SaidKind::Complement(id), []) = (said.kind, more)
            && let What::Variable(other) = self.attached.node(id).what
            && self.attached.node(id).clauses.is_empty()
        {
            return Ok(Is::Other(other));
        }
        let first = self.said(said, subject, Place::TOP)?;
        let mut sets = vec![first];
        for id in more {
            sets.push(self.node(*id, Place::TOP)?);
        }
        Ok(Is::In(super::filler::one_of(sets)))
    }

    /// The variable that `per`, `sorted by` or `show` names; the query itself must name it too.
    pub(super) fn variable_named(&self, word: &Word) -> Result<Variable, Error> {
        match self.attached.variables.scope.get(&word.text) {
            Some(Means::Variable(variable)) => Ok(*variable),
            _ => Err(self.nowhere_else(&word.text, word.span)),
        }
    }

    fn nowhere_else(&self, name: &str, span: Span) -> Error {
        let others = self.attached.variables.known.iter().map(|(other, _)| other.as_str());
        let others = others.filter(|other| !other.is_empty() && *other != name);
        Error::NowhereElse { name: name.to_owned(), known: others.map(str::to_owned).collect(), span }
    }

    /// The variables that were named, each a column, and the names of all.
    pub(super) fn variable_names(&self) -> (Vec<Variable>, Vec<String>) {
        let known = &self.attached.variables.known;
        let shown = known.iter().enumerate().filter(|(at, _)| !self.expansion.is_hidden(*at));
        let number = |at: usize| Variable(u16::try_from(at).unwrap_or(u16::MAX));
        let shown = shown.map(|(at, _)| number(at)).collect();
        (shown, known.iter().map(|(name, _)| name.clone()).collect())
    }

    /// Takes over the variables and definitions of the last query, so that its set can stand in this one; not where
    /// this query has some of its own already, whose numbers would be the same.
    pub(super) fn take_over(&mut self, last: &Query, span: Span) -> bool {
        if last.variables.is_empty() && last.expanded == 0 {
            return true;
        }
        let known = &mut self.attached.variables.known;
        if !known.is_empty() || self.expansion.made() > 0 {
            return false;
        }
        known.extend(last.variables.iter().map(|name| (name.clone(), span)));
        let shown: Vec<usize> = last.shown.iter().map(|variable| usize::from(variable.0)).collect();
        let hidden = (0..last.variables.len()).filter(|at| !shown.contains(at));
        self.expansion.goes_on(last.expanded, hidden);
        true
    }

    /// Every variable that was named stands somewhere that gives it a value.
    pub(super) fn all_bound(&self, set: &Set) -> Result<(), Error> {
        let found = occurrences(set);
        for (at, (name, span)) in self.attached.variables.known.iter().enumerate() {
            let bound = found.iter().any(|(variable, _)| usize::from(variable.0) == at);
            if !self.expansion.is_hidden(at) && !bound {
                return Err(Error::Unbound { name: name.clone(), span: *span });
            }
        }
        Ok(())
    }
}
