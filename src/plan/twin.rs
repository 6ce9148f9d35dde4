//! Parts of a plan that do the same.
//!
//! In: a plan. Out: the same with the steps marked of which an earlier one gives the rows, so that these are found once.
//! Two parts do the same if nothing but the numbers of their steps, of their tests and of what they hide or keep to
//! themselves differs. Absent: running them (`eval`).

use crate::resolve::Variable;

use super::op::{Check, Op, Step, TestedBy};

/// Marks what does the same as a part above it in the order of `explain`, and the part that it is the same as.
pub(super) fn mark(root: &mut Op) {
    let mut scans = Vec::new();
    relations(root, &mut scans);
    scans.sort_unstable();
    // Without two scans of one relation no two parts are the same.
    if scans.windows(2).all(|two| two[0] != two[1]) {
        return;
    }
    let mut firsts = Vec::new();
    let mut twins = Vec::new();
    find(root, &mut firsts, &mut twins);
    if !twins.is_empty() {
        set(root, &twins);
    }
}

impl Op {
    /// The part without what does not matter to the rows that it gives: parts that are equal so do the same.
    #[must_use]
    pub fn bare(&self) -> Op {
        let mut bare = self.clone();
        let mut own = Own::default();
        own.collect(&bare);
        own.rename(&mut bare);
        bare
    }

    /// The numbers of the tests in it, in an order that parts which do the same share.
    pub fn tests(&self) -> Vec<usize> {
        let mut found = Vec::new();
        if let Op::Scan(scan) = self {
            found.extend(scan.when.also.iter().flat_map(|either| &either.anchored).map(|one| one.id));
        }
        found.extend(self.below().into_iter().flat_map(Op::tests));
        found
    }

    /// Its step, and the operators right below it, in the order of [`Op::below`].
    fn parts_mut(&mut self) -> (&mut Step, Vec<&mut Op>) {
        match self {
            Op::Names(step, _)
            | Op::Facts(step, _)
            | Op::Kind(step, _)
            | Op::Column(step, ..)
            | Op::Again { step, .. } => (step, Vec::new()),
            Op::Union(step, inputs) | Op::Together(step, inputs) | Op::Pairs(step, inputs, _) => {
                (step, inputs.iter_mut().collect())
            }
            Op::Except(step, first, second) | Op::Divide(step, _, first, second) => {
                (step, vec![first, second])
            }
            Op::Within(step, input)
            | Op::Bind(step, _, input)
            | Op::Hide(step, _, input)
            | Op::Fixpoint(step, _, input)
            | Op::Pick(step, _, input)
            | Op::Roles(step, _, input)
            | Op::Counted(step, _, input) => (step, vec![input]),
            Op::Search(search) => (&mut search.step, vec![&mut search.from, &mut search.to]),
            Op::Filter(step, input, tests) => {
                let tested = tests.iter_mut().filter_map(|test| match &mut test.is {
                    TestedBy::Rows(op) => Some(op),
                    TestedBy::Other(_) => None,
                });
                (step, std::iter::once(input.as_mut()).chain(tested).collect())
            }
            Op::Scan(scan) => {
                let checks = scan.checks.iter_mut().filter_map(|check| match check {
                    Check::Join { input, .. }
                    | Check::Every { input, .. }
                    | Check::AnyRole(input)
                    | Check::Values(input)
                    | Check::According { who: input, .. } => Some(input),
                    _ => None,
                });
                let anchored = scan.when.also.iter_mut().flat_map(|either| &mut either.anchored);
                (&mut scan.step, checks.chain(anchored.map(|one| &mut one.input)).collect())
            }
        }
    }
}

fn relations(op: &Op, found: &mut Vec<usize>) {
    if let Op::Scan(scan) = op {
        found.push(scan.relation.index());
    }
    op.below().into_iter().for_each(|input| relations(input, found));
}

/// Each part that costs something and stands alone, the first of its like; and the steps of those that are like one of
/// these, with its step.
fn find(op: &Op, firsts: &mut Vec<(Op, usize)>, twins: &mut Vec<(usize, usize)>) {
    if costs(op) && !is_open(op, &mut Vec::new()) {
        let bare = op.bare();
        if let Some((_, first)) = firsts.iter().find(|(one, _)| *one == bare) {
            twins.push((op.step().id, *first));
            return;
        }
        firsts.push((bare, op.step().id));
    }
    op.below().into_iter().for_each(|input| find(input, firsts, twins));
}

/// Whether it looks at facts.
fn costs(op: &Op) -> bool {
    matches!(op, Op::Scan(_)) || op.below().into_iter().any(costs)
}

/// Whether it calls a fixpoint that stands around it.
fn is_open(op: &Op, around: &mut Vec<u16>) -> bool {
    let number = match op {
        Op::Again { fixpoint, .. } => return !around.contains(fixpoint),
        Op::Fixpoint(_, number, _) => Some(*number),
        _ => None,
    };
    around.extend(number);
    let open = op.below().into_iter().any(|input| is_open(input, around));
    around.truncate(around.len() - usize::from(number.is_some()));
    open
}

fn set(op: &mut Op, twins: &[(usize, usize)]) {
    let (step, below) = op.parts_mut();
    step.twin = twins.iter().find(|(id, first)| *id == step.id || *first == step.id).map(|(_, first)| *first);
    for input in below {
        set(input, twins);
    }
}

/// What a part hides from the rest and makes for itself, in the order in which it stands there.
#[derive(Default)]
struct Own {
    variables: Vec<Variable>,
    fixpoints: Vec<u16>,
}

impl Own {
    fn collect(&mut self, op: &Op) {
        match op {
            Op::Hide(_, hidden, _) => self.variables.extend(hidden),
            Op::Fixpoint(_, number, _) => self.fixpoints.push(*number),
            _ => {}
        }
        op.below().into_iter().for_each(|input| self.collect(input));
    }

    /// Queries count their variables from 0 and the planner its own from the last number down, so these are free.
    const FIRST_FREE: u16 = 1 << 15;

    fn variable(&self, variable: &mut Variable) {
        if let Some(place) = self.variables.iter().position(|one| one == variable) {
            *variable = Variable(Self::FIRST_FREE.saturating_add(u16::try_from(place).unwrap_or(u16::MAX)));
        }
    }

    fn fixpoint(&self, number: &mut u16) {
        if let Some(place) = self.fixpoints.iter().position(|one| one == number) {
            *number = u16::try_from(place).unwrap_or(u16::MAX);
        }
    }

    fn rename(&self, op: &mut Op) {
        match op {
            Op::Bind(_, variable, _) => self.variable(variable),
            Op::Hide(_, hidden, _) => hidden.iter_mut().for_each(|one| self.variable(one)),
            Op::Fixpoint(_, number, _) => self.fixpoint(number),
            Op::Again { fixpoint, renamed, .. } => {
                self.fixpoint(fixpoint);
                for (from, to) in renamed {
                    self.variable(from);
                    self.variable(to);
                }
            }
            Op::Filter(_, _, tests) => {
                for test in tests {
                    self.variable(&mut test.variable);
                    if let TestedBy::Other(other) = &mut test.is {
                        self.variable(other);
                    }
                }
            }
            Op::Scan(scan) => {
                for check in &mut scan.checks {
                    if let Check::Variable { variable, .. } = check {
                        self.variable(variable);
                    }
                }
                let anchored = scan.when.also.iter_mut().flat_map(|either| &mut either.anchored);
                anchored.for_each(|one| one.id = 0);
            }
            _ => {}
        }
        let (step, below) = op.parts_mut();
        *step = Step { id: 0, estimate: 0, twin: None };
        for input in below {
            self.rename(input);
        }
    }
}
