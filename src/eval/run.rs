//! Runs operators.
//!
//! In: a plan. Out: hits. Here stand the limits; the operators themselves are in `scan`, `join`, `pick`.

use std::cell::{Cell, RefCell};
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

use smallvec::SmallVec;

use crate::fact::FactId;
use crate::plan::{Op, Step};
use crate::resolve::Used;
use crate::store::Store;
use crate::time::{Bounds, Shape};

use super::bind::Binds;
use super::fixpoint::Recursion;
use super::hit::Hit;
use super::{Error, Limits, check, date, join, pick, variable};

/// How many rows are made between two looks at the stop flag.
const BETWEEN_LOOKS: usize = 1024;

/// What running an operator needs.
pub(super) struct Runner<'a> {
    pub(super) store: &'a Store,
    limits: &'a Limits<'a>,
    made: Cell<usize>,
    /// What each step of the query's own plan came to, for `explain`.
    profile: RefCell<Profile>,
    /// Whether other plans are being run, whose steps have the same numbers.
    aside: Cell<bool>,
    /// The recursive definitions that are being made.
    pub(super) recursion: Recursion,
    /// What tests against facts came to.
    used: RefCell<Vec<Used>>,
}

/// What the steps of a plan came to, by the number of the step.
pub type Profile = Vec<Measured>;

/// What one step of a plan came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Measured {
    /// The rows that it gave.
    pub rows: u64,
    /// How long it took, the steps below it included.
    pub time: Duration,
}

impl<'a> Runner<'a> {
    pub(super) fn new(store: &'a Store, limits: &'a Limits<'a>, steps: usize) -> Self {
        let profile = RefCell::new(vec![Measured::default(); steps]);
        let used = RefCell::default();
        let recursion = Recursion::default();
        Runner { store, limits, made: Cell::new(0), profile, aside: Cell::new(false), recursion, used }
    }

    /// What the steps came to so far.
    pub(super) fn profile(&self) -> Profile {
        self.profile.borrow().clone()
    }

    /// From now on other plans are run than the query's own.
    pub(super) fn turn_aside(&self) {
        self.aside.set(true);
    }

    /// Notes what a step came to.
    pub(super) fn measured(&self, step: Step, rows: usize, since: Instant) {
        if !self.aside.get()
            && let Some(measured) = self.profile.borrow_mut().get_mut(step.id)
        {
            *measured = Measured { rows: rows as u64, time: since.elapsed() };
        }
    }

    /// The rows of an operator.
    pub(super) fn op(&self, op: &Op) -> Result<Vec<Hit>, Error> {
        if self.recursion.is_active() {
            return self.op_within(op);
        }
        self.run(op)
    }

    /// The rows of an operator, made anew.
    pub(super) fn run(&self, op: &Op) -> Result<Vec<Hit>, Error> {
        let start = Instant::now();
        let hits = match op {
            Op::Facts(_, facts) => facts.iter().map(|fact| self.named_fact(*fact)).collect(),
            Op::Search(search) => return self.search(search).map(|found| found.hits()),
            Op::Names(_, entities) => entities.iter().copied().map(Hit::plain).collect(),
            Op::Kind(_, kind) => self.store.entities_of_kind(*kind).map(Hit::plain).collect(),
            Op::Scan(scan) => self.scan(scan, false)?,
            Op::Union(_, inputs) => {
                let mut all = Vec::new();
                for input in inputs {
                    all.append(&mut self.op(input)?);
                }
                join::union(all)
            }
            Op::Together(_, inputs) => {
                let hits = inputs.iter().map(|input| self.op(input)).collect::<Result<Vec<_>, _>>()?;
                join::together(hits, self)?
            }
            Op::Except(_, first, second) => join::except(self.op(first)?, &self.op(second)?),
            Op::Pick(_, which, input) => pick::pick(*which, &self.op(input)?),
            Op::Column(_, relation, role) => self.column(*relation, *role)?,
            Op::Bind(_, variable, input) => variable::bind(*variable, self.op(input)?),
            Op::Filter(_, input, tests) => self.filter(self.op(input)?, tests)?,
            Op::Pairs(_, inputs) => {
                let hits = inputs.iter().map(|input| self.op(input)).collect::<Result<Vec<_>, _>>()?;
                variable::pairs(hits, self)?
            }
            Op::Hide(_, variables, input) => variable::hide(variables, self.op(input)?),
            Op::Fixpoint(_, number, input) => self.fixpoint(*number, input)?,
            Op::Again { fixpoint, place, renamed, .. } => self.again(*fixpoint, *place, renamed)?,
        };
        self.measured(op.step(), hits.len(), start);
        Ok(hits)
    }

    /// A fact by its id, as a row.
    fn named_fact(&self, fact: FactId) -> Hit {
        let table = self.store.table(fact.relation);
        Hit {
            key: check::thing(table, fact.row),
            when: table.bounds(fact.row),
            asked: table.bounds(fact.row),
            rivals: SmallVec::new(),
            span: Bounds::UNKNOWN,
            period: table.shape() == Shape::State,
            certain: true,
            facts: SmallVec::from_elem(fact, 1),
            binds: Binds::new(),
        }
    }

    /// Looks at the stop flag.
    pub(super) fn look(&self) -> Result<(), Error> {
        if self.limits.stop.load(Ordering::Relaxed) { Err(Error::Stopped) } else { Ok(()) }
    }

    /// Notes the facts that a test was made against, once.
    pub(super) fn note_used(&self, id: usize, hits: &[Hit]) {
        let mut all = self.used.borrow_mut();
        if all.iter().all(|used| used.id != id) {
            all.push(date::used(id, hits));
        }
    }

    /// What the tests against facts came to.
    pub(super) fn used(&self) -> Vec<Used> {
        self.used.borrow().clone()
    }

    /// Notes that rows were looked at or made; stops where a limit says so.
    pub(super) fn spend(&self, rows: usize) -> Result<(), Error> {
        let before = self.made.get();
        let made = before.saturating_add(rows);
        self.made.set(made);
        if made > self.limits.rows {
            return Err(Error::TooManyRows { limit: self.limits.rows });
        }
        if before / BETWEEN_LOOKS != made / BETWEEN_LOOKS && self.limits.stop.load(Ordering::Relaxed) {
            return Err(Error::Stopped);
        }
        Ok(())
    }
}
