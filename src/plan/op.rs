//! The operators.
//!
//! In: made by the planner. Out: run by `eval`, shown by `explain`. Plain data.

use crate::fact::{EntityId, FactId, KindId, Quantity, RelationId, RoleId, SourceId};
use crate::resolve::{Counted, Pick, TestWord, Variable};
use crate::time::{Day, Days};

use super::search::Search;
use super::timing::When;

/// A plan: a tree of operators whose steps are numbered from 0.
#[derive(Debug, Clone, PartialEq)]
pub struct Plan {
    /// The operator that gives the answer.
    pub root: Op,
    /// How many steps there are.
    pub steps: usize,
    /// The names of the query's variables by their numbers, without `?`.
    pub variables: Vec<String>,
}

/// A place in the plan, and about how many rows it should give.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Step {
    /// The number of the step.
    pub id: usize,
    /// The planner's guess.
    pub estimate: u64,
    /// The first step that does the same, itself among them, where several do: it is run once.
    pub twin: Option<usize>,
}

/// One operator. Every operator yields rows with a key (an entity or a fact), the period in which they hold
/// together, their certainty and the facts they came from.
#[derive(Debug, Clone, PartialEq)]
pub enum Op {
    /// Entities by name.
    Names(Step, Vec<EntityId>),
    /// Facts by their ids.
    Facts(Step, Vec<FactId>),
    /// Every entity of a kind.
    Kind(Step, KindId),
    /// Facts of one relation.
    Scan(Box<Scan>),
    /// Rows of any input.
    Union(Step, Vec<Op>),
    /// Keys that are in all inputs, at one time where states say so: a join on the key.
    Together(Step, Vec<Op>),
    /// Rows of the first whose key is not in the second at that time: an anti-join.
    Except(Step, Box<Op>, Box<Op>),
    /// The first or last in time.
    Pick(Step, Pick, Box<Op>),
    /// The rows of those that have so many facts, or so many things in a role of them.
    Counted(Step, Counted, Box<Op>),
    /// Rows of the first that have in the variable each key of the second, without it: relational division.
    Divide(Step, Variable, Box<Op>, Box<Op>),
    /// The shortest chains of facts between two ends.
    Search(Box<Search>),
    /// Whatever fills a role of a relation, each once.
    Column(Step, RelationId, RoleId),
    /// What fills a role of the facts that the rows are.
    Roles(Step, Vec<AskedRole>, Box<Op>),
    /// Rows, and the same of whatever lies in the place that is their key.
    Within(Step, Box<Op>),
    /// Rows whose key is the value of a variable.
    Bind(Step, Variable, Box<Op>),
    /// Rows whose variables pass the tests: joins and anti-joins on a variable.
    Filter(Step, Box<Op>, Vec<Test>),
    /// One row of each input that agree on the variables they share, whatever their keys; and what the time of each is
    /// asked beside that of the one before it.
    Pairs(Step, Vec<Op>, Vec<Option<TestWord>>),
    /// Rows without these variables, each once.
    Hide(Step, Vec<Variable>, Box<Op>),
    /// The least set of rows that the input makes from itself.
    Fixpoint(Step, u16, Box<Op>),
    /// The rows that the fixpoint of that number has so far, with its variables renamed.
    Again {
        /// Its step.
        step: Step,
        /// Which fixpoint.
        fixpoint: u16,
        /// Which of the places that call it, from 0.
        place: usize,
        /// From and to.
        renamed: Vec<(Variable, Variable)>,
    },
}

/// A role of the facts of a relation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AskedRole {
    /// The relation.
    pub relation: RelationId,
    /// The role.
    pub role: RoleId,
    /// Names that are no answer where others could be: those already given.
    pub given: Vec<EntityId>,
}

/// A test of a variable.
#[derive(Debug, Clone, PartialEq)]
pub struct Test {
    /// Which variable.
    pub variable: Variable,
    /// It is not so.
    pub negated: bool,
    /// What it is.
    pub is: TestedBy,
}

/// What a variable is tested against.
#[derive(Debug, Clone, PartialEq)]
pub enum TestedBy {
    /// Another variable.
    Other(Variable),
    /// The key of a row.
    Rows(Op),
}

impl Op {
    /// The operator's step.
    pub fn step(&self) -> Step {
        match self {
            Op::Names(step, _)
            | Op::Facts(step, _)
            | Op::Kind(step, _)
            | Op::Union(step, _)
            | Op::Together(step, _)
            | Op::Except(step, ..)
            | Op::Column(step, ..)
            | Op::Within(step, ..)
            | Op::Bind(step, ..)
            | Op::Filter(step, ..)
            | Op::Pairs(step, ..)
            | Op::Hide(step, ..)
            | Op::Fixpoint(step, ..)
            | Op::Again { step, .. }
            | Op::Counted(step, ..)
            | Op::Divide(step, ..)
            | Op::Roles(step, ..)
            | Op::Pick(step, ..) => *step,
            Op::Scan(scan) => scan.step,
            Op::Search(search) => search.step,
        }
    }

    /// The operators right below that give it rows, in order; those of a scan's checks are not among them.
    pub fn inputs(&self) -> Vec<&Op> {
        match self {
            Op::Names(..)
            | Op::Facts(..)
            | Op::Kind(..)
            | Op::Column(..)
            | Op::Again { .. }
            | Op::Scan(_) => Vec::new(),
            Op::Search(search) => vec![&search.from, &search.to],
            Op::Union(_, inputs) | Op::Together(_, inputs) | Op::Pairs(_, inputs, _) => {
                inputs.iter().collect()
            }
            Op::Except(_, first, second) | Op::Divide(_, _, first, second) => vec![first, second],
            Op::Pick(_, _, input)
            | Op::Counted(_, _, input)
            | Op::Roles(_, _, input)
            | Op::Within(_, input)
            | Op::Bind(_, _, input)
            | Op::Hide(_, _, input)
            | Op::Fixpoint(_, _, input) => vec![input],
            Op::Filter(_, input, tests) => {
                let tested = tests.iter().filter_map(|test| match &test.is {
                    TestedBy::Rows(op) => Some(op),
                    TestedBy::Other(_) => None,
                });
                std::iter::once(input.as_ref()).chain(tested).collect()
            }
        }
    }

    /// Every operator below, whether it gives rows or serves a condition of a scan.
    pub fn below(&self) -> Vec<&Op> {
        let Op::Scan(scan) = self else { return self.inputs() };
        let checks = scan.checks.iter().filter_map(|check| match check {
            Check::Join { input, .. }
            | Check::Every { input, .. }
            | Check::AnyRole(input)
            | Check::Values(input)
            | Check::According { who: input, .. } => Some(input),
            _ => None,
        });
        checks
            .chain(scan.when.also.iter().flat_map(|either| &either.anchored).map(|anchored| &anchored.input))
            .collect()
    }

    /// Whether its rows are states that are taken at the time of the fact around them.
    pub fn is_then(&self) -> bool {
        match self {
            Op::Scan(scan) => scan.when.then,
            Op::Union(_, inputs) => !inputs.is_empty() && inputs.iter().all(Op::is_then),
            _ => false,
        }
    }

    /// Takes *every day* of a claim so that any of its facts may follow one another: then there always was one.
    pub fn any_follow(&mut self) {
        match self {
            Op::Scan(scan) => {
                if let Some(through) = &mut scan.when.through {
                    through.any_of = true;
                }
            }
            Op::Union(_, inputs) => inputs.iter_mut().for_each(Op::any_follow),
            _ => {}
        }
    }

    /// Whether it calls a fixpoint that stands around it.
    pub fn calls(&self) -> bool {
        matches!(self, Op::Again { .. }) || self.below().into_iter().any(Op::calls)
    }

    /// About how many rows it gives.
    pub fn estimate(&self) -> u64 {
        self.step().estimate
    }
}

/// A scan of one relation.
#[derive(Debug, Clone, PartialEq)]
pub struct Scan {
    /// Its step.
    pub step: Step,
    /// The relation.
    pub relation: RelationId,
    /// The role that is the key of the rows; none: the fact.
    pub answers: Option<RoleId>,
    /// Which rows are looked at.
    pub access: Access,
    /// What each must meet, the cheapest first.
    pub checks: Vec<Check>,
    /// When.
    pub when: When,
    /// Only accounts whose sources appeared by the last of these days.
    pub known: Option<Days>,
    /// The day at which what is still going on is cut.
    pub today: Day,
}

/// Which rows of a relation a scan looks at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// All of them.
    All,
    /// The posting lists of the names that must fill this role.
    Postings(RoleId),
    /// The posting lists of what the semi-join on this role yields.
    Joined(RoleId),
}

/// A condition on one account of a fact.
#[derive(Debug, Clone, PartialEq)]
pub enum Check {
    /// One of these fills the role; sorted.
    Names {
        /// The role.
        role: RoleId,
        /// The entities, ascending.
        entities: Vec<EntityId>,
        /// None of them does.
        negated: bool,
    },
    /// A row of the input fills the role, at the time of the fact where that is a state: a semi-join.
    Join {
        /// The role.
        role: RoleId,
        /// What may fill it.
        input: Op,
        /// No row does: an anti-join.
        negated: bool,
    },
    /// A row of the input fills some role.
    AnyRole(Op),
    /// Whatever fills the role, or any role, is the value of the variable.
    Variable {
        /// The role; none for any.
        role: Option<RoleId>,
        /// The variable.
        variable: Variable,
    },
    /// A row of the input gives its variables their values, whatever the fact holds.
    Values(Op),
    /// Each entity in the role has a row of the input, at the time of the fact where that is a state.
    Every {
        /// The role.
        role: RoleId,
        /// What each must be.
        input: Op,
    },
    /// A searched text holds the stems of one of these phrases in a row.
    Mentions {
        /// The stems of each phrase.
        phrases: Vec<Vec<String>>,
        /// None holds any of them.
        negated: bool,
    },
    /// The number in the role compares.
    Compares {
        /// The role.
        role: RoleId,
        /// What it is compared with.
        quantity: Quantity,
    },
    /// A row of the input claims the account.
    According {
        /// Who.
        who: Op,
        /// None of them does.
        negated: bool,
    },
    /// The account cites the source.
    FromSource {
        /// Which.
        source: SourceId,
        /// It does not.
        negated: bool,
    },
}

impl Check {
    /// What testing it costs beside the others: names first, texts and joins last.
    pub(super) fn cost(&self) -> u8 {
        match self {
            Check::Names { .. } => 0,
            Check::FromSource { .. } | Check::Compares { .. } => 1,
            Check::Join { .. } | Check::Every { .. } | Check::According { .. } | Check::Variable { .. } => 2,
            Check::AnyRole(_) | Check::Values(_) => 3,
            Check::Mentions { .. } => 4,
        }
    }
}
