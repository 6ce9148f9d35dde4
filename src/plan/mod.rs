//! Resolved query → a tree of operators.
//!
//! In: [`resolve::Query`](crate::resolve::Query) and the store's statistics. Out: [`Plan`], which `eval`
//! runs and `explain` shows. Words of time become regions of start and end here; conditions are ordered by
//! cost. Absent: facts, and rows.

mod explain;
mod op;
mod search;
mod timing;
mod twin;
mod variable;

pub use explain::Line;
pub use op::{Access, AskedRole, Check, Op, Plan, Scan, Step, Test, TestedBy};
pub use search::Search;
pub use timing::{Anchored, Either, Length, Through, When, Whose};

use crate::fact::RoleId;
use crate::resolve::{
    About, Ask, Condition, Frame, Keys, Occurrence, Pattern, Query, Sense, Set, Variable, occurrences,
};
use crate::store::Store;
use crate::text::{key_words, stem};

/// Plans a query.
pub fn plan(query: &Query, store: &Store) -> Plan {
    let mut planner = Planner::new(&query.set, &query.frame, store);
    let root = match &query.ask {
        Ask::About(About::Connections(ends)) => planner.search(ends),
        _ => planner.set(&query.set),
    };
    Plan { variables: query.variables.clone(), ..planner.plan(root) }
}

/// Plans one claim of a yes/no question, or any other set, in the frame of its query.
pub fn plan_set(set: &Set, frame: &Frame, store: &Store) -> Plan {
    let mut planner = Planner::new(set, frame, store);
    let root = planner.set(set);
    planner.plan(root)
}

struct Planner<'a> {
    store: &'a Store,
    frame: &'a Frame,
    steps: usize,
    /// The places that give variables their values.
    places: Vec<(Variable, Occurrence<'a>)>,
    /// How often each fixpoint was called so far.
    called: Vec<u16>,
    /// The variables whose values are being planned.
    valued: Vec<Variable>,
    /// How many variables the plan has beside those of the query.
    made: u16,
}

impl<'a> Planner<'a> {
    fn new(set: &'a Set, frame: &'a Frame, store: &'a Store) -> Self {
        let (called, valued) = (Vec::new(), Vec::new());
        Planner { store, frame, steps: 0, places: occurrences(set), called, valued, made: 0 }
    }
}

impl Planner<'_> {
    fn plan(self, mut root: Op) -> Plan {
        twin::mark(&mut root);
        Plan { root, steps: self.steps, variables: Vec::new() }
    }

    fn step(&mut self, estimate: u64) -> Step {
        self.steps += 1;
        Step { id: self.steps - 1, estimate, twin: None }
    }

    fn set(&mut self, set: &Set) -> Op {
        match set {
            Set::Entities(entities) => Op::Names(self.step(entities.len() as u64), entities.clone()),
            Set::Kind(kind) => Op::Kind(self.step(self.store.entities_of_kind(*kind).count() as u64), *kind),
            Set::Those(Keys::Entities(entities)) => {
                Op::Names(self.step(entities.len() as u64), entities.clone())
            }
            Set::Those(Keys::Facts(facts)) => Op::Facts(self.step(facts.len() as u64), facts.clone()),
            Set::Pattern(pattern) => self.pattern(pattern),
            Set::Any(sets) => {
                let inputs: Vec<Op> = sets.iter().map(|set| self.set(set)).collect();
                let estimate = inputs.iter().map(Op::estimate).sum();
                Op::Union(self.step(estimate), inputs)
            }
            Set::All(sets) => {
                // The facts of the first input speak for the row, as `Set::speaker` says; else the order of writing
                // stays. Each input is hashed on its key, so the order costs nothing.
                let mut inputs: Vec<Op> = sets.iter().map(|set| self.set(set)).collect();
                if let Some(asked) = sets.iter().position(Set::asks_for_length) {
                    inputs[..=asked].rotate_right(1);
                }
                let estimate = inputs.iter().map(Op::estimate).min().unwrap_or(0);
                Op::Together(self.step(estimate), inputs)
            }
            Set::Except(first, second) => {
                let first = self.with_values(first, second);
                let second = self.set(second);
                Op::Except(self.step(first.estimate()), Box::new(first), Box::new(second))
            }
            Set::Pick(pick, set) => {
                let input = self.set(set);
                Op::Pick(self.step((pick.count as u64).min(input.estimate())), *pick, Box::new(input))
            }
            Set::Counted(counted, set) => {
                let input = self.set(set);
                Op::Counted(self.step(input.estimate()), counted.clone(), Box::new(input))
            }
            Set::Division(division, set) => {
                let (input, over) = (self.set(set), self.set(&division.over));
                let estimate = input.estimate();
                Op::Divide(self.step(estimate), division.variable, Box::new(input), Box::new(over))
            }
            Set::Variable(_)
            | Set::Bound(..)
            | Set::Within(_)
            | Set::Where(..)
            | Set::Pairs(_)
            | Set::Defined(_)
            | Set::Again(_) => self.with_variables(set),
        }
    }

    fn pattern(&mut self, pattern: &Pattern) -> Op {
        if let Some(pick) = pattern.timing.picked {
            let facts = self.set(&Set::Pick(pick, Box::new(pattern.facts())));
            return Op::Roles(self.step(facts.estimate()), asked_roles(pattern), Box::new(facts));
        }
        let mut scans: Vec<Op> = pattern.senses.iter().map(|sense| self.scan(pattern, sense)).collect();
        if scans.len() == 1 {
            return scans.remove(0);
        }
        let estimate = scans.iter().map(Op::estimate).sum();
        Op::Union(self.step(estimate), scans)
    }

    fn scan(&mut self, pattern: &Pattern, sense: &Sense) -> Op {
        let mut checks: Vec<Check> = sense.conditions.iter().map(|condition| self.check(condition)).collect();
        checks.extend(self.open_values(sense));
        let own = self.told_apart(sense, &mut checks);
        checks.sort_by_key(Check::cost);
        let (access, estimate) = self.access(sense, &checks);
        let when = self.when(&pattern.timing, sense.relation);
        let scan = Op::Scan(Box::new(Scan {
            step: self.step(estimate),
            relation: sense.relation,
            answers: sense.answers,
            access,
            checks,
            when,
            known: self.frame.known,
            today: self.frame.today,
        }));
        if own.is_empty() { scan } else { Op::Hide(self.step(estimate), own, Box::new(scan)) }
    }

    /// The shortest posting list among the names given, else every row.
    fn access(&self, sense: &Sense, checks: &[Check]) -> (Access, u64) {
        let table = self.store.table(sense.relation);
        let listed = |check: &Check| match check {
            Check::Names { role, entities, negated: false } => {
                let rows: usize = entities.iter().map(|entity| table.postings(*role, *entity).len()).sum();
                Some((*role, rows as u64))
            }
            _ => None,
        };
        let best = checks.iter().filter_map(listed).min_by_key(|(_, rows)| *rows);
        match best {
            Some((role, rows)) => (Access::Postings(role), rows),
            None => match checks.iter().find_map(join_role) {
                Some((role, rows)) => (Access::Joined(role), rows.min(table.len() as u64)),
                None => (Access::All, table.len() as u64),
            },
        }
    }

    fn check(&mut self, condition: &Condition) -> Check {
        match condition {
            Condition::Role { role, filler, .. } => self.role(*role, filler, false),
            Condition::NotRole { role, filler, .. } => self.role(*role, filler, true),
            Condition::Fixed { role, entity } => {
                Check::Names { role: *role, entities: vec![*entity], negated: false }
            }
            Condition::AnyRole { filler: Set::Variable(variable) } => {
                Check::Variable { role: None, variable: *variable }
            }
            Condition::AnyRole { filler } => Check::AnyRole(self.set(filler)),
            Condition::Every { role, filler } => Check::Every { role: *role, input: self.set(filler) },
            Condition::Mentions { phrases, negated } => {
                let stems =
                    |phrase: &String| key_words(phrase).iter().map(|word| stem(word).into_owned()).collect();
                Check::Mentions { phrases: phrases.iter().map(stems).collect(), negated: *negated }
            }
            Condition::Compares { role, quantity } => Check::Compares { role: *role, quantity: *quantity },
            Condition::According { who, negated } => {
                Check::According { who: self.set(who), negated: *negated }
            }
            Condition::FromSource { source, negated } => {
                Check::FromSource { source: *source, negated: *negated }
            }
        }
    }

    fn role(&mut self, role: RoleId, filler: &Set, negated: bool) -> Check {
        match filler {
            Set::Entities(entities) | Set::Those(Keys::Entities(entities)) => {
                let mut entities = entities.clone();
                entities.sort_unstable();
                Check::Names { role, entities, negated }
            }
            Set::Variable(variable) if !negated => Check::Variable { role: Some(role), variable: *variable },
            filler => Check::Join { role, input: self.set(filler), negated },
        }
    }
}

/// The role that is asked for in each relation, without the names that are given in it, which are not their own answer.
fn asked_roles(pattern: &Pattern) -> Vec<AskedRole> {
    let asked = |sense: &Sense| {
        let role = sense.answers?;
        let given = sense.conditions.iter().filter_map(|condition| match condition {
            Condition::Role { role: of, filler: Set::Entities(names), .. } if *of == role => Some(names),
            _ => None,
        });
        let given = given.flatten().copied().collect();
        Some(AskedRole { relation: sense.relation, role, given })
    };
    pattern.senses.iter().filter_map(asked).collect()
}

fn join_role(check: &Check) -> Option<(RoleId, u64)> {
    match check {
        Check::Join { role, input, negated: false } => Some((*role, input.estimate().saturating_mul(4))),
        _ => None,
    }
}
