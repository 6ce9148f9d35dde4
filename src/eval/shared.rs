//! Rows of parts of a plan that do the same, made once.
//!
//! In: an operator of which the plan says that another does the same. Out: its rows, made by whichever comes first. They
//! are kept until the evaluation ends, and count as memory. Absent: what a fixpoint keeps from round to round
//! (`fixpoint`), and finding parts that do the same (`plan`).

use std::cell::{Cell, RefCell};
use std::collections::HashSet;
use std::rc::Rc;

use crate::plan::Op;

use super::Error;
use super::hit::{Hit, Key};
use super::run::Runner;

/// So many times more rows than keys are made whole for others that do the same, and not for these keys alone.
const WORTH_MAKING_WHOLE: u64 = 8;

/// What was made so far.
#[derive(Debug, Default)]
pub(super) struct Shared {
    parts: RefCell<Vec<Part>>,
    bytes: Cell<usize>,
}

/// The rows of one part, with the numbers of its tests.
#[derive(Debug)]
struct Part {
    bare: Op,
    tests: Vec<usize>,
    rows: Rc<Vec<Hit>>,
}

impl Shared {
    /// The bytes that the rows take.
    pub(super) fn bytes(&self) -> usize {
        self.bytes.get()
    }
}

impl Runner<'_> {
    /// The rows of an operator that others are the same as.
    pub(super) fn once(&self, op: &Op) -> Result<Vec<Hit>, Error> {
        let bare = op.bare();
        if let Some(rows) = self.kept(&bare, op) {
            return self.step(op, || {
                self.spend(rows.len())?;
                Ok(rows.as_ref().clone())
            });
        }
        let rows = self.run(op)?;
        self.shared.bytes.set(self.shared.bytes.get().saturating_add(self.weight(&rows)?));
        self.within_memory()?;
        let part = Part { bare, tests: op.tests(), rows: Rc::new(rows.clone()) };
        self.shared.parts.borrow_mut().push(part);
        Ok(rows)
    }

    /// As [`Runner::once`], where the rows are there already or are not many more than these keys.
    pub(super) fn once_among(&self, op: &Op, keys: &HashSet<Key>) -> Option<Result<Vec<Hit>, Error>> {
        op.step().twin?;
        let few = op.estimate() <= (keys.len() as u64).saturating_mul(WORTH_MAKING_WHOLE);
        (few || self.kept(&op.bare(), op).is_some()).then(|| self.once(op))
    }

    /// The rows of a part that does the same. Its tests have been made against the same facts.
    fn kept(&self, bare: &Op, op: &Op) -> Option<Rc<Vec<Hit>>> {
        let parts = self.shared.parts.borrow();
        let part = parts.iter().find(|part| part.bare == *bare)?;
        self.note_used_again(part.tests.iter().copied().zip(op.tests()));
        Some(Rc::clone(&part.rows))
    }
}
