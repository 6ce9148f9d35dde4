//! Attached phrases → the resolved query.
//!
//! In: a tree. Out: [`Query`]. The shape of a sentence is decided here; its nouns in `noun`, verbs in
//! `verb`, times in `time`, what fills a role in `filler`, order and size in `finish`. Absent: attachment, and every fact.

mod about;
mod another;
mod between;
mod clock;
mod column;
mod combine;
mod counted;
mod date;
mod defined;
mod each;
mod filler;
mod finish;
mod gap;
mod gaps;
mod noun;
mod number;
mod passive;
mod presence;
mod question;
mod relative;
mod said;
mod those;
mod time;
mod variable;
mod verb;
mod whose;
mod yes_no;

use crate::store::Store;
use crate::syntax::{self, Phrase, TimeWord};
use crate::time::Day;

use combine::{apart, changed_inside, disjoint, with_conditions};

use super::Context;
use super::about::About;
use super::attach::{Attacher, List, ListOp, Node, NodeId, Rival, Said, SaidKind, What};
use super::definitions::Definitions;
use super::error::Error;
use super::query::{Ask, Condition, Finish, Frame, Query, Set};
use super::timing::Standing;
use defined::Expansion;

/// Resolves a whole query; with `forced`, another option is taken at one choice of attachment. Also gives the
/// options that were passed over.
pub(super) fn lower(
    tree: &syntax::Query,
    store: &Store,
    context: Context<'_>,
    forced: Option<(usize, usize)>,
) -> Result<(Query, Vec<Rival>), Error> {
    let mut attached = Attacher::new(store, forced, context.definitions);
    attached.last = context.last;
    let mut lowerer = Lowerer::new(attached, store, context.today);
    let (ask, set) = lowerer.ask(tree)?;
    lowerer.all_bound(&set)?;
    lowerer.all_counted()?;
    let (ask, finish) = lowerer.finish(ask, tree, &set)?;
    let set = lowerer.longest(tree, set)?;
    let set = if finish::over_time(&ask) { noun::ever(set) } else { set };
    let certainty = match &tree.ask {
        syntax::Ask::List { certainty, .. } => *certainty,
        syntax::Ask::About(about) => about::certainty(about),
        _ => None,
    };
    let (certainty, finish) = match (&ask, context.last) {
        // It speaks of the last query with all that ended it.
        (Ask::About(About::WhyNot(_)), Some(last)) => (last.query.certainty, last.query.finish.clone()),
        _ => (certainty, finish),
    };
    let mut remarks = std::mem::take(&mut lowerer.remarks);
    remarks.dedup();
    let (shown, variables) = lowerer.variable_names();
    let expanded = lowerer.expansion.made();
    let query =
        Query { ask, set, frame: lowerer.frame, certainty, finish, remarks, shown, variables, expanded };
    Ok((query, lowerer.attached.choices.rivals))
}

/// Resolves a definition by itself, with its parameters as variables, to see whether it makes sense.
pub(super) fn definition(
    at: usize,
    store: &Store,
    today: Day,
    definitions: &Definitions,
) -> Result<Query, Error> {
    let attached = Attacher::new(store, None, definitions);
    let mut lowerer = Lowerer::new(attached, store, today);
    let set = lowerer.by_itself(at)?;
    let (_, variables) = lowerer.variable_names();
    let remarks = std::mem::take(&mut lowerer.remarks);
    let finish = Finish::default();
    let ask = Ask::Rows;
    Ok(Query {
        ask,
        set,
        frame: lowerer.frame,
        certainty: None,
        finish,
        remarks,
        shown: Vec::new(),
        variables,
        expanded: lowerer.expansion.made(),
    })
}

fn frame(today: Day) -> Frame {
    Frame { today, as_of: None, known: None }
}

/// What lowering needs: the arena, the store, and the frame, which `as of` may change on the way.
struct Lowerer<'a> {
    attached: Attacher<'a>,
    store: &'a Store,
    remarks: Vec<String>,
    frame: Frame,
    /// The definitions that are being put in place.
    expansion: Expansion,
    /// How many tests of time there are so far.
    tests: usize,
    /// What stands behind `every` in the noun or verb that is being lowered.
    each: Vec<each::Each>,
    /// Nouns that say what something is: `are members of every …`.
    complements: Vec<NodeId>,
    /// Where stands what was counted.
    counted_at: Vec<crate::text::Span>,
}

/// Where a phrase stands, which decides its time when none is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Place {
    standing: Standing,
    /// Inside another fact: a state is taken at the time of that fact.
    nested: bool,
}

impl Place {
    const TOP: Place = Place { standing: Standing::Frame, nested: false };
    const NESTED: Place = Place { standing: Standing::Ever, nested: true };

    fn standing(standing: Standing) -> Self {
        Place { standing, nested: false }
    }
}

impl<'a> Lowerer<'a> {
    fn new(attached: Attacher<'a>, store: &'a Store, today: Day) -> Self {
        let expansion = Expansion::default();
        Lowerer {
            attached,
            store,
            remarks: Vec::new(),
            frame: frame(today),
            expansion,
            tests: 0,
            each: Vec::new(),
            complements: Vec::new(),
            counted_at: Vec::new(),
        }
    }
}

impl Lowerer<'_> {
    fn ask(&mut self, tree: &syntax::Query) -> Result<(Ask, Set), Error> {
        match &tree.ask {
            syntax::Ask::List { counting, measures, top, phrase, .. } => {
                let (phrase, by) = self.without_rank(*top, phrase);
                let list = self.attached.phrase(&phrase)?;
                self.whole_query()?;
                let set = self.list(&list, Place::TOP)?;
                let set = self.unless_bare(&list, set)?;
                let set = self.sourced(set)?;
                let ask = if *counting { Ask::Count(Vec::new()) } else { Ask::Rows };
                let ask = self.measured(ask, measures, &phrase, &set)?;
                let (noun, span) = number::spoken(&phrase);
                let ask = self.top(ask, *top, by.as_deref(), (&noun, span), &set)?;
                if ask == Ask::Rows {
                    self.say_value(&list);
                }
                Ok((ask, set))
            }
            syntax::Ask::YesNo(clause) => self.yes_no(clause),
            syntax::Ask::Exists { be, phrase } => self.exists(*be, phrase),
            syntax::Ask::Adverbial { adverbial, clause } => self.adverbial(*adverbial, clause),
            syntax::Ask::Occasion { which, clause } => self.occasion(*which, clause),
            syntax::Ask::AdverbialOf { adverbial, phrase } => self.adverbial_of(*adverbial, phrase),
            syntax::Ask::Object { asked, clause } => self.object(asked, clause),
            syntax::Ask::Define(definition) => Err(Error::DefinitionInside { span: definition.noun.span }),
            syntax::Ask::About(about) => self.about_query(about),
            syntax::Ask::Date(date) => self.date(date),
            syntax::Ask::Between(asked) => self.between(asked),
            syntax::Ask::DateFrom { by, phrase } => self.date_from(*by, phrase),
            syntax::Ask::DateFromClause { by, clause } => self.date_from_clause(*by, clause),
        }
    }

    /// A phrase as a whole query; a bare name asks for its facts.
    fn listed(&mut self, phrase: &Phrase) -> Result<Set, Error> {
        self.listed_at(phrase, Place::TOP)
    }

    fn listed_at(&mut self, phrase: &Phrase, place: Place) -> Result<Set, Error> {
        let list = self.attached.phrase(phrase)?;
        self.whole_query()?;
        let set = self.list(&list, place)?;
        let set = self.unless_bare(&list, set)?;
        self.sourced(set)
    }

    /// `as of` and `as known` set the frame before anything is lowered.
    fn whole_query(&mut self) -> Result<(), Error> {
        if let Some(clock) = self.attached.whole.known.clone() {
            let days = self.set_to(&clock, TimeWord::AsKnown)?;
            self.frame.known = Some(days);
            // What was known then was asked then.
            self.frame.today = days.last().min(self.frame.today);
        }
        if let Some(clock) = self.attached.whole.as_of.clone() {
            self.frame.as_of = Some(self.set_to(&clock, TimeWord::AsOf)?);
        }
        Ok(())
    }

    /// `where` speaks of the whole query; `according to` and `from source` are conditions on every fact of the answer.
    fn sourced(&mut self, set: Set) -> Result<Set, Error> {
        let set = self.whole_conditions(set)?;
        let mut conditions = Vec::new();
        for (list, negated) in self.attached.whole.according.clone() {
            conditions.push(Condition::According { who: self.list(&list, Place::NESTED)?, negated });
        }
        for (word, negated) in self.attached.whole.sources.clone() {
            let source = self
                .store
                .source_named(&word.text.to_lowercase())
                .ok_or_else(|| self.unknown_source(&word))?;
            conditions.push(Condition::FromSource { source: source.id, negated });
        }
        Ok(if conditions.is_empty() { set } else { with_conditions(set, &conditions) })
    }

    fn unknown_source(&self, word: &syntax::Word) -> Error {
        let ids: Vec<&str> = self.store.sources().map(|source| source.name.as_str()).collect();
        Error::UnknownSource {
            id: word.text.clone(),
            near: crate::text::suggest(&word.text, ids, 3),
            span: word.span,
        }
    }

    /// A list of things: one, all, any, or all but some.
    fn list(&mut self, list: &List, place: Place) -> Result<Set, Error> {
        let mut sets = Vec::new();
        for item in &list.items {
            let set = self.node(*item, place)?;
            sets.push(match (sets.first(), list.op) {
                (Some(first), op) if op != Some(ListOp::Or) => apart(first, set),
                _ => set,
            });
        }
        let mut set = match (sets.len(), list.op) {
            (1, _) => sets.remove(0),
            (_, Some(ListOp::Or)) => Set::Any(sets),
            _ if disjoint(&sets) => {
                self.remarks.push("nothing is two of these at once, so it is read as *either*".to_owned());
                Set::Any(sets)
            }
            _ => Set::All(sets),
        };
        for item in &list.except {
            let node = self.attached.node(*item);
            // `visits without Putin`: no name is a fact.
            if matches!(node.what, What::Named { .. }) && set.answers_facts() {
                return Err(Error::CannotJoin { span: node.span });
            }
            let without = apart(&set, self.node(*item, place)?);
            set = Set::Except(Box::new(set), Box::new(without));
        }
        Ok(set)
    }

    /// A node with what is said of it.
    fn node(&mut self, id: NodeId, place: Place) -> Result<Set, Error> {
        let node = self.attached.node(id).clone();
        let base = match &node.what {
            What::Named { .. } => Some(self.named_anywhere(id)?),
            What::Kind { kind, .. } => Some(self.kind_with(id, *kind)?),
            What::Group(list) => Some(self.group(list, &node, place)?),
            What::Noun { .. } | What::RoleNoun { .. } if self.only_names_role(id) => None,
            What::Noun { .. } if self.is_then(id) => Some(self.noun(id, Place::standing(Standing::Past))?),
            What::Noun { .. } => Some(self.noun(id, place)?),
            What::RoleNoun { .. } => Some(self.role_noun(id, place)?),
            What::Verb { .. } => Some(self.verb_set(id, None, place)?),
            What::Those => Some(self.those(id, place)?),
            What::Variable(variable) if node.clauses.first().is_none_or(|said| said.negation.is_some()) => {
                Some(self.variable(*variable)?)
            }
            What::Anything | What::Variable(_) => None,
            What::Pairs(lists) => Some(self.pairs(lists, place)?),
            What::Defined { .. } => Some(self.defined(id, place)?),
            What::Lying => Some(self.lying(id)?),
            What::Text(text) => {
                return Err(Error::UnknownName { name: text.clone(), near: Vec::new(), span: node.span });
            }
            What::Amount(_) => return Err(Error::CannotJoin { span: node.span }),
        };
        let base = base.map(|set| self.counted(id, set)).transpose()?;
        let set = self.clauses(base, &node.clauses, id, place)?;
        let set = set.ok_or(Error::NothingToAttachTo)?;
        let set = match node.what {
            What::Variable(variable) if !node.clauses.is_empty() => self.bind(variable, set)?,
            _ => set,
        };
        let set = match node.asked_too {
            Some(variable) => self.bind(variable, set)?,
            None => set,
        };
        match node.pick {
            Some(pick) => self.pick(pick, set, node.span),
            None => Ok(set),
        }
    }

    /// Brackets: a time after them is a time of each thing in them.
    fn group(&mut self, list: &List, node: &Node, place: Place) -> Result<Set, Error> {
        if !node.times.is_empty() {
            for item in list.items.iter().chain(&list.except) {
                self.attached.node_mut(*item).times.extend(node.times.iter().cloned());
            }
        }
        self.list(list, place)
    }
}
