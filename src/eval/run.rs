//! Runs operators.
//!
//! In: a plan. Out: hits. Here stand the limits: rows looked at, memory of the rows kept at one time, the flag to stop.
//! It is looked at with every row, wherever rows are walked ([`Runner::watch`]); what sorts them does so in `sort`. The
//! operators themselves are in `scan`, `join`, `pick`, `variable`.

use std::cell::{Cell, RefCell};
use std::collections::HashSet;
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

use smallvec::SmallVec;

use crate::fact::FactId;
use crate::plan::{AskedRole, Op, Plan, Step};
use crate::resolve::Used;
use crate::store::Store;
use crate::time::{Bounds, Shape};

use super::bind::Binds;
use super::counted::Counts;
use super::fixpoint::Recursion;
use super::hit::{Hit, Key};
use super::shared::Shared;
use super::{Error, Limits, check, counted, date, divide, join, pairs, pick, variable};

/// How many looks at the stop flag there are between two looks at the clock.
const BETWEEN_LOOKS: usize = 64;

/// What running an operator needs.
pub(super) struct Runner<'a> {
    pub(super) store: &'a Store,
    /// The names of the query's variables.
    pub(super) variables: &'a [String],
    limits: &'a Limits<'a>,
    looks: Cell<usize>,
    made: Cell<usize>,
    /// The bytes that the rows kept now take, and those that a fixpoint keeps until it ends.
    held: Cell<usize>,
    pinned: Cell<usize>,
    /// What each step of the query's own plan came to, for `explain`.
    profile: RefCell<Profile>,
    /// Whether other plans are being run, whose steps have the same numbers.
    aside: Cell<bool>,
    /// The recursive definitions that are being made.
    pub(super) recursion: Recursion,
    /// The rows of parts of a plan that do the same.
    pub(super) shared: Shared,
    /// What tests against facts came to.
    used: RefCell<Vec<Used>>,
    /// How many each answer has of what was counted.
    pub(super) counts: Counts,
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
    pub(super) fn new(store: &'a Store, limits: &'a Limits<'a>, plan: &'a Plan) -> Self {
        let profile = RefCell::new(vec![Measured::default(); plan.steps]);
        let variables = &plan.variables[..];
        let used = RefCell::default();
        let (recursion, shared, counts) = (Recursion::default(), Shared::default(), Counts::default());
        let (looks, made, aside) = (Cell::new(0), Cell::new(0), Cell::new(false));
        let (held, pinned) = (Cell::new(0), Cell::new(0));
        Runner {
            store,
            variables,
            limits,
            looks,
            made,
            held,
            pinned,
            profile,
            aside,
            recursion,
            shared,
            used,
            counts,
        }
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
        if op.step().twin.is_some() {
            return self.once(op);
        }
        self.run(op)
    }

    /// The rows of an operator, made anew.
    pub(super) fn run(&self, op: &Op) -> Result<Vec<Hit>, Error> {
        self.step(op, || self.made_by(op))
    }

    /// Rows that are made in the step of an operator: measured, and counted as kept in the place of its inputs. An error
    /// of a limit names the innermost step that met it.
    pub(super) fn step(
        &self,
        op: &Op,
        make: impl FnOnce() -> Result<Vec<Hit>, Error>,
    ) -> Result<Vec<Hit>, Error> {
        let start = Instant::now();
        let before = self.held.get();
        let done = make().and_then(|hits| {
            self.held.set(before);
            self.hold(&hits)?;
            Ok(hits)
        });
        let hits = done.map_err(|error| error.in_step(|| op.text(self.store, self.variables)))?;
        self.measured(op.step(), hits.len(), start);
        Ok(hits)
    }

    pub(super) fn made_by(&self, op: &Op) -> Result<Vec<Hit>, Error> {
        Ok(match op {
            Op::Facts(_, facts) => facts.iter().map(|fact| self.named_fact(*fact)).collect(),
            Op::Search(search) => self.search(search)?.hits(),
            Op::Names(_, entities) => entities.iter().copied().map(Hit::plain).collect(),
            Op::Kind(_, kind) => self.store.entities_of_kind(*kind).map(Hit::plain).collect(),
            Op::Scan(scan) => self.scan(scan, false)?,
            Op::Union(_, inputs) => join::union(self.all_of(inputs, |input| self.op(input))?, self)?,
            Op::Together(_, inputs) => join::together(self.inputs_of_join(inputs)?, self)?,
            Op::Except(_, first, second) => {
                let first = self.op(first)?;
                let keys = self.keys(&first)?;
                let first = if second.is_then() { join::always(first) } else { first };
                join::except(first, &self.op_among(second, &keys)?, self)?
            }
            Op::Pick(_, which, input) => pick::pick(*which, self.op(input)?, self)?,
            Op::Counted(_, asked, input) => counted::counted(asked, self.op(input)?, self)?,
            Op::Divide(_, variable, input, over) => {
                divide::divide(*variable, &self.op(over)?, self.op(input)?, self)?
            }
            Op::Roles(_, asked, input) => self.roles(asked, self.op(input)?)?,
            Op::Column(_, relation, role) => self.column(*relation, *role)?,
            Op::Within(_, input) => self.within(self.op(input)?)?,
            Op::Bind(_, variable, input) => variable::bind(*variable, self.op(input)?, self)?,
            Op::Filter(_, input, tests) => self.filter(self.op(input)?, tests)?,
            Op::Pairs(_, inputs, times) => pairs::pairs(&self.inputs_of(inputs)?, times, self)?,
            Op::Hide(_, variables, input) => variable::hide(variables, self.op(input)?, self)?,
            Op::Fixpoint(_, number, input) => self.fixpoint(*number, input)?,
            Op::Again { fixpoint, place, renamed, .. } => self.again(*fixpoint, *place, renamed)?,
        })
    }

    /// The rows of each input.
    pub(super) fn inputs_of(&self, inputs: &[Op]) -> Result<Vec<Vec<Hit>>, Error> {
        inputs.iter().map(|input| self.op(input)).collect()
    }

    /// The rows of all inputs, one after the other.
    pub(super) fn all_of(
        &self,
        inputs: &[Op],
        make: impl Fn(&Op) -> Result<Vec<Hit>, Error>,
    ) -> Result<Vec<Hit>, Error> {
        let mut all = Vec::new();
        for input in inputs {
            all.append(&mut make(input)?);
        }
        Ok(all)
    }

    /// What the rows are about.
    pub(super) fn keys(&self, rows: &[Hit]) -> Result<HashSet<Key>, Error> {
        self.watch(rows).map(|row| row.map(|row| row.key)).collect()
    }

    /// What fills a role of the facts that speak for rows.
    fn roles(&self, asked: &[AskedRole], hits: Vec<Hit>) -> Result<Vec<Hit>, Error> {
        let mut found = Vec::new();
        for hit in self.watch(hits) {
            let hit = hit?;
            let lead = hit.facts.first().copied();
            let role =
                lead.and_then(|lead| Some((lead, asked.iter().find(|one| one.relation == lead.relation)?)));
            let Some((lead, asked)) = role else { continue };
            let many = self.store.relation(asked.relation).role(asked.role).is_some_and(|role| role.many);
            let filling = self.store.table(asked.relation).entities(asked.role, lead.row).iter();
            let kept = filling.filter(|entity| !many || !asked.given.contains(entity));
            found.extend(kept.map(|entity| Hit { key: Key::Entity(*entity), ..hit.clone() }));
        }
        Ok(found)
    }

    /// Rows, and the same of whatever lies in their place.
    fn within(&self, hits: Vec<Hit>) -> Result<Vec<Hit>, Error> {
        let inside = |hit: &Hit| match hit.key {
            Key::Entity(place) => self.store.lying_in(place),
            Key::Fact(_) => Vec::new(),
        };
        let each = |hit: Hit| {
            let inner: Vec<Hit> = inside(&hit)
                .into_iter()
                .map(|place| Hit { key: Key::Entity(place), ..hit.clone() })
                .collect();
            std::iter::once(hit).chain(inner)
        };
        let mut all = Vec::new();
        for hit in self.watch(hits) {
            all.extend(each(hit?));
        }
        join::union(all, self)
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

    /// Looks at the stop flag, and now and then at the clock.
    pub(super) fn look(&self) -> Result<(), Error> {
        let looks = self.looks.get().wrapping_add(1);
        self.looks.set(looks);
        let is_late = |until: Instant| looks.is_multiple_of(BETWEEN_LOOKS) && Instant::now() > until;
        if self.limits.stop.load(Ordering::Relaxed) || self.limits.until.is_some_and(is_late) {
            return Err(Error::Stopped);
        }
        Ok(())
    }

    /// The items one by one, with a look at the stop flag before each: how every walk over rows can be stopped.
    pub(super) fn watch<T>(
        &self,
        items: impl IntoIterator<Item = T>,
    ) -> impl Iterator<Item = Result<T, Error>> {
        items.into_iter().map(|item| self.look().map(|()| item))
    }

    /// Notes the facts that a test was made against, once.
    pub(super) fn note_used(&self, id: usize, hits: &[Hit]) {
        let mut all = self.used.borrow_mut();
        if all.iter().all(|used| used.id != id) {
            all.push(date::used(id, hits));
        }
    }

    /// Notes of tests that they were made against the facts of others, which do the same.
    pub(super) fn note_used_again(&self, tests: impl Iterator<Item = (usize, usize)>) {
        let mut all = self.used.borrow_mut();
        for (before, id) in tests {
            let known = all.iter().any(|used| used.id == id);
            if let Some(used) = all.iter().find(|used| used.id == before && !known).cloned() {
                all.push(Used { id, ..used });
            }
        }
    }

    /// What the tests against facts came to.
    pub(super) fn used(&self) -> Vec<Used> {
        self.used.borrow().clone()
    }

    /// Notes that rows were looked at or made; stops where a limit says so.
    pub(super) fn spend(&self, rows: usize) -> Result<(), Error> {
        let made = self.made.get().saturating_add(rows);
        self.made.set(made);
        if made > self.limits.rows {
            return Err(Error::TooManyRows { limit: self.limits.rows, step: String::new() });
        }
        self.look()
    }

    /// Notes that rows are kept beside those noted before, until the step that asked for them is done.
    pub(super) fn hold(&self, rows: &[Hit]) -> Result<(), Error> {
        self.hold_bytes(self.weight(rows)?)
    }

    /// About how many bytes rows take.
    pub(super) fn weight(&self, rows: &[Hit]) -> Result<usize, Error> {
        self.watch(rows).map(|row| row.map(Hit::weight)).sum()
    }

    /// As [`Runner::hold`], for what is no row yet or no more.
    pub(super) fn hold_bytes(&self, bytes: usize) -> Result<(), Error> {
        self.held.set(self.held.get().saturating_add(bytes));
        self.within_memory()
    }

    /// Notes that rows are kept until the outermost fixpoint ends.
    pub(super) fn pin(&self, rows: &[Hit]) -> Result<(), Error> {
        self.pinned.set(self.pinned.get().saturating_add(self.weight(rows)?));
        self.within_memory()
    }

    /// Notes that the outermost fixpoint has ended.
    pub(super) fn unpin(&self) {
        self.pinned.set(0);
    }

    pub(super) fn within_memory(&self) -> Result<(), Error> {
        let limit = self.limits.memory;
        if self.held.get().saturating_add(self.pinned.get()).saturating_add(self.shared.bytes()) > limit {
            return Err(Error::TooMuchMemory { limit, step: String::new() });
        }
        Ok(())
    }
}

impl Error {
    /// The error with the step that met it, unless a step below it did.
    pub(super) fn in_step(self, text: impl FnOnce() -> String) -> Self {
        match self {
            Error::TooManyRows { limit, step } if step.is_empty() => {
                Error::TooManyRows { limit, step: text() }
            }
            Error::TooMuchMemory { limit, step } if step.is_empty() => {
                Error::TooMuchMemory { limit, step: text() }
            }
            other => other,
        }
    }
}

#[cfg(test)]
pub(super) mod tests {
    use std::sync::atomic::AtomicBool;

    use super::Runner;
    use crate::eval::{Error, Limits};
    use crate::plan::{Op, Plan, Step};
    use crate::store::Store;

    /// What is made on an empty base by a runner that has been stopped, or that nothing will stop.
    pub(in crate::eval) fn made<T>(
        stopped: bool,
        make: impl FnOnce(&Runner<'_>) -> Result<T, Error>,
    ) -> Result<T, Error> {
        let (store, stop) = (Store::default(), AtomicBool::new(stopped));
        let limits = Limits { rows: usize::MAX, memory: usize::MAX, stop: &stop, until: None };
        let first = Step { id: 0, estimate: 0, twin: None };
        let plan = Plan { root: Op::Union(first, Vec::new()), steps: 0, variables: Vec::new() };
        make(&Runner::new(&store, &limits, &plan))
    }

    #[test]
    fn a_walk_over_rows_ends_at_the_first_after_a_stop() {
        let walked = |stopped| made(stopped, |runner| runner.watch(0..3).collect::<Result<Vec<_>, _>>());
        assert_eq!(walked(false), Ok(vec![0, 1, 2]));
        assert_eq!(walked(true), Err(Error::Stopped));
    }
}
