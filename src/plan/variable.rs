//! Variables and definitions → operators.
//!
//! In: the sets that name variables. Out: joins on variables, fixpoints. Where a negation speaks of a variable that
//! the rows before it leave open, the values that the rest of the query allows are put to them first, so that every
//! anti-join is over rows whose variables are known.

use crate::resolve::{
    Again, Condition, Defined, Is, Occurrence, Paired, Sense, Set, Variable, VariableTest, occurrences,
};

use super::{Check, Op, Planner, Test, TestedBy};

impl Planner<'_> {
    pub(super) fn with_variables(&mut self, set: &Set) -> Op {
        match set {
            Set::Variable(variable) => self.values(*variable),
            Set::Within(set) => {
                let input = self.set(set);
                Op::Within(self.step(input.estimate()), Box::new(input))
            }
            Set::Bound(variable, set) => {
                let input = self.set(set);
                Op::Bind(self.step(input.estimate()), *variable, Box::new(input))
            }
            Set::Where(set, tests) => {
                let input = self.set(set);
                self.tested(input, set, tests)
            }
            Set::Pairs(pairs) => {
                let mut input = |one: &Paired| {
                    let input = self.set(&one.set);
                    Op::Bind(self.step(input.estimate()), one.variable, Box::new(input))
                };
                let inputs: Vec<Op> = pairs.iter().map(&mut input).collect();
                let estimate = inputs.iter().map(Op::estimate).max().unwrap_or(0);
                Op::Pairs(self.step(estimate), inputs, pairs.iter().map(Paired::test).collect())
            }
            Set::Defined(defined) => self.defined(defined),
            Set::Again(again) => self.again(again),
            other => self.set(other),
        }
    }

    fn defined(&mut self, defined: &Defined) -> Op {
        let mut op = self.set(&defined.set);
        if !defined.inner.is_empty() {
            op = Op::Hide(self.step(op.estimate()), defined.inner.clone(), Box::new(op));
        }
        if let Some(number) = defined.fixpoint {
            op = Op::Fixpoint(self.step(op.estimate()), number, Box::new(op));
        }
        if !defined.tests.is_empty() {
            op = self.tested(op, &defined.set, &defined.tests);
        }
        if !defined.outer.is_empty() {
            op = Op::Hide(self.step(op.estimate()), defined.outer.clone(), Box::new(op));
        }
        op
    }

    fn again(&mut self, again: &Again) -> Op {
        let fixpoint = again.fixpoint;
        let place = self.called.iter().filter(|called| **called == fixpoint).count();
        self.called.push(fixpoint);
        let renamed = again.renamed.clone();
        let mut op = Op::Again { step: self.step(1), fixpoint, place, renamed };
        if !again.tests.is_empty() {
            let tests = self.tests(&again.tests);
            op = Op::Filter(self.step(1), Box::new(op), tests);
        }
        if !again.outer.is_empty() {
            op = Op::Hide(self.step(1), again.outer.clone(), Box::new(op));
        }
        op
    }

    /// The positive tests first: they may give variables the values that the negative ones ask for.
    fn tested(&mut self, input: Op, set: &Set, tests: &[VariableTest]) -> Op {
        let mut known: Vec<Variable> = occurrences(set).into_iter().map(|(variable, _)| variable).collect();
        known.extend(tests.iter().filter(|test| !test.negated).map(|test| test.variable));
        let mut input = input;
        let mut ordered: Vec<VariableTest> = tests.to_vec();
        ordered.sort_by_key(|test| test.negated);
        for test in ordered.iter().filter(|test| test.negated) {
            if !known.contains(&test.variable) {
                input = self.crossed(input, test.variable);
                known.push(test.variable);
            }
            if let Is::In(set) = &test.is {
                input = self.spread(input, &mut known, set);
            }
        }
        let tests = self.tests(&ordered);
        Op::Filter(self.step(input.estimate()), Box::new(input), tests)
    }

    fn tests(&mut self, tests: &[VariableTest]) -> Vec<Test> {
        let test = |test: &VariableTest| {
            let is = match &test.is {
                Is::Other(other) => TestedBy::Other(*other),
                Is::In(set) => TestedBy::Rows(self.set(set)),
            };
            Test { variable: test.variable, negated: test.negated, is }
        };
        tests.iter().map(test).collect()
    }

    /// The rows of the first set, with values for the variables that only the second, which is negated, names.
    pub(super) fn with_values(&mut self, first: &Set, second: &Set) -> Op {
        let input = self.set(first);
        if self.places.is_empty() {
            return input;
        }
        let mut known: Vec<Variable> = occurrences(first).into_iter().map(|(variable, _)| variable).collect();
        self.spread(input, &mut known, second)
    }

    fn spread(&mut self, input: Op, known: &mut Vec<Variable>, negated: &Set) -> Op {
        let mut input = input;
        for (variable, _) in occurrences(negated) {
            let elsewhere = self.places.iter().any(|(one, _)| *one == variable);
            if elsewhere && !known.contains(&variable) {
                input = self.crossed(input, variable);
                known.push(variable);
            }
        }
        input
    }

    /// `people who met (presidents of Iran)`: what fills a role with the answer is another one than the answer, so it
    /// becomes a variable, which the plan hides.
    pub(super) fn told_apart(&mut self, sense: &Sense, checks: &mut [Check]) -> Vec<Variable> {
        let mut own = Vec::new();
        let relation = self.store.relation(sense.relation);
        let Some(answers) = sense.answers.filter(|role| relation.role(*role).is_some_and(|role| role.many))
        else {
            return own;
        };
        for check in checks {
            let Check::Join { role, input, negated: false } = check else { continue };
            if *role != answers || matches!(input, Op::Bind(..)) {
                continue;
            }
            let variable = Variable(u16::MAX - self.made);
            self.made += 1;
            own.push(variable);
            let step = self.step(input.estimate());
            let before = std::mem::replace(input, Op::Union(step, Vec::new()));
            *input = Op::Bind(step, variable, Box::new(before));
        }
        own
    }

    /// Values for the variables that only negated conditions of a scan name.
    pub(super) fn open_values(&mut self, sense: &Sense) -> Vec<Check> {
        if self.places.is_empty() {
            return Vec::new();
        }
        let mut known: Vec<Variable> = Vec::new();
        let mut open: Vec<Variable> = Vec::new();
        for condition in &sense.conditions {
            match condition {
                Condition::Role { filler, .. } | Condition::AnyRole { filler } => {
                    known.extend(occurrences(filler).into_iter().map(|(variable, _)| variable));
                }
                Condition::NotRole { filler, .. } => {
                    open.extend(occurrences(filler).into_iter().map(|(variable, _)| variable));
                }
                _ => {}
            }
        }
        open.retain(|one| !known.contains(one) && self.places.iter().any(|(place, _)| place == one));
        open.dedup();
        open.into_iter().map(|variable| Check::Values(self.values(variable))).collect()
    }

    fn crossed(&mut self, input: Op, variable: Variable) -> Op {
        let values = self.values(variable);
        let estimate = input.estimate().saturating_mul(values.estimate());
        Op::Pairs(self.step(estimate), vec![input, values], vec![None, None])
    }

    /// All values that the places of a variable allow: whatever stands in one of them.
    fn values(&mut self, variable: Variable) -> Op {
        let places: Vec<Occurrence<'_>> =
            self.places.iter().filter(|(one, _)| *one == variable).map(|(_, place)| place.clone()).collect();
        let mut inputs = Vec::new();
        // `visits to ?x not in BRICS`: that it is not in BRICS gives it no values.
        let nested = self.valued.contains(&variable);
        self.valued.push(variable);
        for place in places.iter().filter(|_| !nested) {
            match place {
                Occurrence::Role(relation, role) => {
                    let rows = self.store.table(*relation).len() as u64;
                    inputs.push(Op::Column(self.step(rows), *relation, *role));
                }
                Occurrence::Members(set) => inputs.push(self.set(set)),
                Occurrence::Anything => {}
            }
        }
        self.valued.pop();
        // What a fixpoint has so far is no list of all values.
        if inputs.is_empty() || places.contains(&Occurrence::Anything) || inputs.iter().any(Op::calls) {
            inputs.clear();
            let all: Vec<_> = (0..self.store.entity_count()).filter_map(crate::fact::EntityId::new).collect();
            inputs.push(Op::Names(self.step(all.len() as u64), all));
        }
        let estimate = inputs.iter().map(Op::estimate).sum();
        let union = Op::Union(self.step(estimate), inputs);
        Op::Bind(self.step(estimate), variable, Box::new(union))
    }
}
