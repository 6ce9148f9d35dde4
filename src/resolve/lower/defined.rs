//! Defined nouns put in place.
//!
//! In: a defined noun with its arguments. Out: what it stands for here. A name is put for the parameter, so that every
//! rule about names holds (metonyms, whoever acts for them, that the given one is not its own answer); any other
//! argument is a variable that is a member of it. A noun that comes back within itself is a fixpoint: with the same
//! names it is their fixpoint, else one over all values of its parameters.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use crate::fact::EntityId;
use crate::text::Span;

use super::super::attach::{Arg, List, Means, Node, NodeId, What};
use super::super::bound::{against, occurrences};
use super::super::definitions::{Answers, Definition};
use super::super::error::Error;
use super::super::query::{Again, Call, Defined, Is, Set, Variable, VariableTest};
use super::{Lowerer, Place};

/// The most definitions inside one another.
const DEEPEST: usize = 40;
/// The most definitions that one query may put in place.
const MOST: usize = 2000;

/// The definitions that are being put in place.
#[derive(Debug, Default)]
pub(super) struct Expansion {
    /// What the parameters of definitions were given, where that is no name.
    pub(super) given: HashMap<Variable, List>,
    open: Vec<Open>,
    /// Nouns that come back with other arguments: they are fixpoints over all values.
    general: HashSet<usize>,
    /// The depth of the noun that must start again as a general one.
    restart: Option<usize>,
    made: usize,
    /// Whether the outermost definition is looked at by itself, so that its errors point into its own text.
    by_itself: bool,
    /// Variables that are no columns.
    hidden: HashSet<usize>,
}

impl Expansion {
    pub(super) fn is_hidden(&self, at: usize) -> bool {
        self.hidden.contains(&at)
    }

    /// How many uses of defined nouns were put in place.
    pub(super) fn made(&self) -> usize {
        self.made
    }

    /// Goes on after a query that was put in place before: its uses of nouns, its variables that are no columns.
    pub(super) fn goes_on(&mut self, made: usize, hidden: impl IntoIterator<Item = usize>) {
        self.made = made;
        self.hidden.extend(hidden);
    }
}

/// A definition that is being put in place.
#[derive(Debug, Clone)]
struct Open {
    at: usize,
    fixpoint: u16,
    names: Option<Vec<Vec<EntityId>>>,
    /// The variables of its parameters, if it is general.
    parameters: Vec<Variable>,
    used: bool,
}

/// What a parameter is given.
#[derive(Debug, Clone)]
enum Argument {
    /// Nothing: anything will do.
    Open,
    Name(String, Vec<EntityId>),
    Variable(Variable),
    Phrase(List),
}

impl Lowerer<'_> {
    pub(super) fn defined(&mut self, id: NodeId, place: Place) -> Result<Set, Error> {
        let node = self.attached.node(id).clone();
        let What::Defined { at, .. } = node.what else { return Err(Error::NothingToAttachTo) };
        let entities = !matches!(self.attached.definitions.at(at).answers, Answers::Facts(_));
        self.split(&node.args, entities, &mut |this, args| this.call(&node, at, args, place))
    }

    /// The definition with its parameters as variables, to see whether it makes sense by itself.
    pub(super) fn by_itself(&mut self, at: usize) -> Result<Set, Error> {
        let definition = Arc::clone(self.attached.definitions.at(at));
        let node = Node::new(What::Defined { text: definition.plural.clone(), at }, definition.span);
        self.expansion.by_itself = true;
        let set = self.call(&node, at, &[], Place::TOP)?;
        if let Set::Defined(defined) = &set {
            let found = occurrences(&defined.set);
            for variable in &defined.inner {
                let (name, span) = &self.attached.variables.known[usize::from(variable.0)];
                let parameter = definition.parameters.iter().any(|(_, one)| one == name);
                if !name.is_empty() && !parameter && found.iter().all(|(one, _)| one != variable) {
                    return Err(Error::Unbound { name: name.clone(), span: *span });
                }
            }
        }
        Ok(set)
    }

    fn call(&mut self, node: &Node, at: usize, args: &[Arg], place: Place) -> Result<Set, Error> {
        let definition = Arc::clone(self.attached.definitions.at(at));
        let arguments = self.arguments(&definition, args, node.span)?;
        let call = self.words(&definition, &arguments)?;
        if let Some(again) = self.again(at, &call, &arguments, node)? {
            return Ok(again);
        }
        self.expansion.made += 1;
        if self.expansion.open.len() >= DEEPEST || self.expansion.made > MOST {
            return Err(Error::TooManyDefinitions { span: node.span });
        }
        let depth = self.expansion.open.len();
        if !self.expansion.general.contains(&at) {
            let result = self.opened(node, at, &arguments, Vec::new(), call.clone(), place);
            if self.expansion.restart != Some(depth) {
                return result;
            }
            self.expansion.restart = None;
            self.expansion.general.insert(at);
        }
        let names = definition.parameters.iter();
        let parameters: Vec<Variable> = names.map(|(_, name)| self.hidden(name, node.span)).collect();
        let general: Vec<Argument> = parameters.iter().map(|one| Argument::Variable(*one)).collect();
        let set = self.opened(node, at, &general, parameters.clone(), call, place)?;
        let Set::Defined(mut defined) = set else { return Ok(set) };
        for (parameter, argument) in parameters.iter().zip(&arguments) {
            defined.tests.extend(self.argument_test(*parameter, argument)?);
        }
        defined.outer = parameters;
        Ok(Set::Defined(defined))
    }

    /// The definition within itself.
    fn again(
        &mut self,
        at: usize,
        call: &Call,
        arguments: &[Argument],
        node: &Node,
    ) -> Result<Option<Set>, Error> {
        let Some(depth) = self.expansion.open.iter().rposition(|open| open.at == at) else { return Ok(None) };
        let open = &mut self.expansion.open[depth];
        open.used = true;
        let open = open.clone();
        let same = arguments.is_empty() || open.names.is_some() && open.names == names(arguments);
        if open.parameters.is_empty() && !same {
            self.expansion.restart = Some(depth);
            return Err(Error::NothingToAttachTo);
        }
        let mut again = Again {
            call: call.clone(),
            fixpoint: open.fixpoint,
            renamed: Vec::new(),
            tests: Vec::new(),
            outer: Vec::new(),
        };
        for (parameter, argument) in open.parameters.iter().zip(arguments) {
            let here = match argument {
                Argument::Variable(here) if again.renamed.iter().all(|(_, one)| one != here) => *here,
                argument => {
                    let here = self.hidden("", node.span);
                    again.tests.extend(self.argument_test(here, argument)?);
                    again.outer.push(here);
                    here
                }
            };
            again.renamed.push((*parameter, here));
        }
        Ok(Some(Set::Again(Box::new(again))))
    }

    /// What the variable of a parameter must be.
    fn argument_test(
        &mut self,
        variable: Variable,
        argument: &Argument,
    ) -> Result<Option<VariableTest>, Error> {
        let is = match argument {
            Argument::Open => return Ok(None),
            Argument::Name(_, entities) => Is::In(Set::Entities(entities.clone())),
            Argument::Variable(other) => match self.variable(*other)? {
                Set::Variable(other) => Is::Other(other),
                given => Is::In(given),
            },
            Argument::Phrase(list) => Is::In(self.list(list, Place::NESTED)?),
        };
        Ok(Some(VariableTest { variable, negated: false, is }))
    }

    /// The phrase of a definition, with what its parameters are given.
    fn opened(
        &mut self,
        node: &Node,
        at: usize,
        arguments: &[Argument],
        parameters: Vec<Variable>,
        call: Call,
        place: Place,
    ) -> Result<Set, Error> {
        let definition = Arc::clone(self.attached.definitions.at(at));
        let fixpoint = u16::try_from(self.expansion.made).unwrap_or(u16::MAX);
        let first = self.attached.variables.known.len();
        let scope = self.scope(&definition, arguments, node.span);
        let scope = std::mem::replace(&mut self.attached.variables.scope, scope);
        self.expansion.open.push(Open { at, fixpoint, names: names(arguments), parameters, used: false });
        let set = self.body(node, &definition, place);
        let open = self.expansion.open.pop();
        self.attached.variables.scope = scope;
        let own = self.expansion.by_itself && self.expansion.open.is_empty();
        let set = if own { set? } else { set.map_err(|error| inside(error, &definition, node.span))? };
        let used = open.is_some_and(|open| open.used);
        if used && let Some(mut cycle) = against(&set, fixpoint) {
            cycle.insert(0, definition.plural.clone());
            return Err(Error::NegativeCycle { cycle, span: node.span });
        }
        let last = self.attached.variables.known.len();
        self.expansion.hidden.extend(first..last);
        let inner = (first..last).map(|at| Variable(u16::try_from(at).unwrap_or(u16::MAX))).collect();
        let fixpoint = used.then_some(fixpoint);
        let set = self.given_values(set, first);
        let tests = Vec::new();
        Ok(Set::Defined(Box::new(Defined { call, inner, set, fixpoint, tests, outer: Vec::new() })))
    }

    fn scope(
        &mut self,
        definition: &Definition,
        arguments: &[Argument],
        span: Span,
    ) -> HashMap<String, Means> {
        let mut scope = HashMap::new();
        for ((_, name), argument) in definition.parameters.iter().zip(arguments) {
            let means = match argument {
                Argument::Name(text, entities) => Means::Name(text.clone(), entities.clone()),
                Argument::Variable(variable) => Means::Variable(*variable),
                Argument::Open => Means::Variable(self.hidden(name, span)),
                Argument::Phrase(list) => {
                    let variable = self.hidden("", span);
                    self.expansion.given.insert(variable, list.clone());
                    Means::Variable(variable)
                }
            };
            scope.insert(name.clone(), means);
        }
        scope
    }

    fn body(&mut self, node: &Node, definition: &Definition, place: Place) -> Result<Set, Error> {
        let whole = std::mem::take(&mut self.attached.whole);
        let list = self.attached.phrase(&definition.phrase);
        let own = std::mem::replace(&mut self.attached.whole, whole);
        let list = list?;
        if own.as_of.is_some() || own.known.is_some() || !own.according.is_empty() || !own.sources.is_empty()
        {
            return Err(Error::WholeInDefinition { span: node.span });
        }
        for item in list.items.iter().chain(&list.except) {
            let item = self.attached.node_mut(*item);
            item.times.extend(node.times.iter().cloned());
            item.standing = node.standing.or(item.standing);
        }
        let set = self.list(&list, place)?;
        self.tested(set, &own.conditions)
    }

    /// What a parameter was given is a test where nothing else gives it its values.
    fn given_values(&mut self, set: Set, first: usize) -> Set {
        let found: HashSet<Variable> = occurrences(&set).into_iter().map(|(variable, _)| variable).collect();
        let mut tests = Vec::new();
        for at in first..self.attached.variables.known.len() {
            let variable = Variable(u16::try_from(at).unwrap_or(u16::MAX));
            if let Some(list) = self.expansion.given.get(&variable).cloned()
                && !found.contains(&variable)
                && let Ok(set) = self.list(&list, Place::NESTED)
            {
                tests.push(VariableTest { variable, negated: false, is: Is::In(set) });
            }
        }
        if tests.is_empty() { set } else { Set::Where(Box::new(set), tests) }
    }

    /// A variable that is no column.
    pub(super) fn hidden(&mut self, name: &str, span: Span) -> Variable {
        let variable = self.attached.variables.fresh(name, span);
        self.expansion.hidden.insert(usize::from(variable.0));
        variable
    }

    fn arguments(&self, definition: &Definition, args: &[Arg], span: Span) -> Result<Vec<Argument>, Error> {
        let mut found = vec![Argument::Open; definition.parameters.len()];
        for arg in args {
            let at = definition.parameters.iter().position(|(word, _)| *word == arg.word).unwrap_or(0);
            match found.get_mut(at) {
                Some(place @ Argument::Open) if !arg.negated => *place = self.argument(&arg.list),
                _ => return Err(Error::CannotJoin { span }),
            }
        }
        Ok(found)
    }

    fn argument(&self, list: &List) -> Argument {
        let [only] = list.items[..] else { return Argument::Phrase(list.clone()) };
        let node = self.attached.node(only);
        match &node.what {
            _ if !list.except.is_empty() || !node.clauses.is_empty() => Argument::Phrase(list.clone()),
            What::Named { text, entities } => Argument::Name(text.clone(), entities.clone()),
            What::Variable(variable) => match self.expansion.given.get(variable) {
                Some(given) => Argument::Phrase(given.clone()),
                None => Argument::Variable(*variable),
            },
            What::Group(inner) if node.times.is_empty() => self.argument(inner),
            _ => Argument::Phrase(list.clone()),
        }
    }

    fn words(&mut self, definition: &Definition, arguments: &[Argument]) -> Result<Call, Error> {
        let mut said = Vec::new();
        for ((word, _), argument) in definition.parameters.iter().zip(arguments) {
            let set = match argument {
                Argument::Open => continue,
                Argument::Name(_, entities) => Set::Entities(entities.clone()),
                Argument::Variable(variable) => Set::Variable(*variable),
                Argument::Phrase(list) => self.list(list, Place::NESTED)?,
            };
            said.push((word.clone(), set));
        }
        Ok(Call { singular: definition.singular.clone(), plural: definition.plural.clone(), arguments: said })
    }
}

/// The names that are given, if nothing else is.
fn names(arguments: &[Argument]) -> Option<Vec<Vec<EntityId>>> {
    let name = |argument: &Argument| match argument {
        Argument::Name(_, entities) => Some(entities.clone()),
        _ => None,
    };
    arguments.iter().map(name).collect()
}

/// An error within a definition points at the noun that was used.
fn inside(error: Error, definition: &Definition, span: Span) -> Error {
    match error {
        Error::InDefinition { .. } | Error::NegativeCycle { .. } | Error::TooManyDefinitions { .. } => error,
        error => {
            Error::InDefinition { noun: definition.plural.clone(), message: error.report().message, span }
        }
    }
}
