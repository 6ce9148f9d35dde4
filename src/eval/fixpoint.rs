//! Recursive definitions: the least set of rows that a plan makes from itself.
//!
//! In: a plan that calls itself. Out: its rows, found bottom-up and semi-naively: in each round one of the calls sees
//! only the rows that are new, the others all (Bancilhon 1986). Certain and possible rows are two fixpoints of one pass:
//! a row that turns out certain is new once more. Absent: negation of what is being made; `resolve` refuses it.

use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::rc::Rc;

use crate::plan::Op;
use crate::resolve::Variable;
use crate::time::Bounds;

use super::bind::Binds;
use super::hit::{Hit, Key};
use super::run::Runner;
use super::{Error, MOST_ROUNDS, join};

/// The recursive definitions that are being made, the innermost last.
#[derive(Debug, Default)]
pub(super) struct Recursion {
    open: RefCell<HashMap<u16, Rows>>,
    depth: Cell<usize>,
    /// Rows of operators that call nothing, which are the same in every round; by their place in the plan.
    kept: RefCell<HashMap<usize, Rc<Vec<Hit>>>>,
}

impl Recursion {
    pub(super) fn is_active(&self) -> bool {
        self.depth.get() > 0
    }
}

/// The rows of one definition so far.
#[derive(Debug, Clone, Default)]
struct Rows {
    all: Rc<Vec<Hit>>,
    new: Rc<Vec<Hit>>,
    /// The call that sees only what is new; none: all see all.
    place: Option<usize>,
}

impl Runner<'_> {
    /// The least fixpoint of an operator.
    pub(super) fn fixpoint(&self, number: u16, input: &Op) -> Result<Vec<Hit>, Error> {
        let before = self.recursion.open.borrow_mut().insert(number, Rows::default());
        self.recursion.depth.set(self.recursion.depth.get() + 1);
        let made = self.rounds(number, input);
        self.recursion.depth.set(self.recursion.depth.get() - 1);
        let mut open = self.recursion.open.borrow_mut();
        match before {
            Some(rows) => open.insert(number, rows),
            None => open.remove(&number),
        };
        if !self.recursion.is_active() {
            self.recursion.kept.borrow_mut().clear();
            self.unpin();
        }
        made
    }

    fn rounds(&self, number: u16, input: &Op) -> Result<Vec<Hit>, Error> {
        let mut made = Made::default();
        let mut new = made.add(self.op(input)?, self)?;
        let places = places(input, number);
        for _ in 0..MOST_ROUNDS {
            if new.is_empty() {
                return Ok(Rc::unwrap_or_clone(made.rows));
            }
            self.spend(new.len())?;
            self.pin(&new)?;
            let fresh = Rc::new(new);
            let mut found = Vec::new();
            for place in &places {
                let rows = Rows { all: Rc::clone(&made.rows), new: Rc::clone(&fresh), place: *place };
                self.recursion.open.borrow_mut().insert(number, rows);
                found.append(&mut self.op(input)?);
            }
            // Nobody else holds the rows while they grow, so that they need not be copied.
            self.recursion.open.borrow_mut().insert(number, Rows::default());
            new = made.add(found, self)?;
        }
        Err(Error::TooManyRounds)
    }

    /// What a definition has so far, its variables renamed.
    pub(super) fn again(
        &self,
        number: u16,
        place: usize,
        renamed: &[(Variable, Variable)],
    ) -> Result<Vec<Hit>, Error> {
        let rows = match self.recursion.open.borrow().get(&number) {
            Some(rows) if rows.place == Some(place) => Rc::clone(&rows.new),
            Some(rows) => Rc::clone(&rows.all),
            None => return Ok(Vec::new()),
        };
        self.spend(rows.len())?;
        let rename = |hit: &Hit| {
            let mut binds: Binds = hit
                .binds
                .iter()
                .map(|(variable, key)| {
                    let here = renamed.iter().find(|(from, _)| from == variable);
                    (here.map_or(*variable, |(_, to)| *to), *key)
                })
                .collect();
            binds.sort_unstable();
            Hit { binds, ..hit.clone() }
        };
        Ok(rows.iter().map(rename).collect())
    }

    /// The rows of an operator within a fixpoint: what calls nothing is made once.
    pub(super) fn op_within(&self, op: &Op) -> Result<Vec<Hit>, Error> {
        if op.calls() {
            return self.run(op);
        }
        let place = std::ptr::from_ref(op) as usize;
        let kept = self.recursion.kept.borrow().get(&place).cloned();
        if let Some(kept) = kept {
            return Ok(kept.as_ref().clone());
        }
        let hits = self.run(op)?;
        self.pin(&hits)?;
        self.recursion.kept.borrow_mut().insert(place, Rc::new(hits.clone()));
        Ok(hits)
    }
}

/// Which calls see only what is new, round by round: each in turn; all see all where another fixpoint stands between,
/// which is made anew each time.
fn places(op: &Op, number: u16) -> Vec<Option<usize>> {
    let mut found = Vec::new();
    let mut nested = false;
    calls(op, number, false, &mut found, &mut nested);
    if nested { vec![None] } else { found.into_iter().map(Some).collect() }
}

fn calls(op: &Op, number: u16, inside: bool, found: &mut Vec<usize>, nested: &mut bool) {
    if let Op::Again { fixpoint, place, .. } = op
        && *fixpoint == number
    {
        found.push(*place);
        *nested |= inside;
    }
    let inside = inside || matches!(op, Op::Fixpoint(..));
    op.below().into_iter().for_each(|input| calls(input, number, inside, found, nested));
}

/// The rows that were made, each once.
#[derive(Debug, Default)]
struct Made {
    rows: Rc<Vec<Hit>>,
    at: HashMap<(Key, Binds, Bounds), usize>,
}

impl Made {
    /// Adds rows; gives those that were not known, or not known to be certain.
    fn add(&mut self, hits: Vec<Hit>, runner: &Runner<'_>) -> Result<Vec<Hit>, Error> {
        let rows = Rc::make_mut(&mut self.rows);
        let mut new: HashMap<usize, Hit> = HashMap::new();
        for hit in join::union(hits, runner)? {
            let id = (hit.key, hit.binds.clone(), hit.span);
            match self.at.get(&id).copied() {
                Some(at) if rows[at].certain || !hit.certain => {}
                Some(at) => {
                    rows[at] = hit.clone();
                    new.insert(at, hit);
                }
                None => {
                    self.at.insert(id, rows.len());
                    new.insert(rows.len(), hit.clone());
                    rows.push(hit);
                }
            }
        }
        let mut new: Vec<(usize, Hit)> = new.into_iter().collect();
        new.sort_unstable_by_key(|(at, _)| *at);
        Ok(new.into_iter().map(|(_, hit)| hit).collect())
    }
}
