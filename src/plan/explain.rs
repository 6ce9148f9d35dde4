//! A plan as indented lines.
//!
//! In: [`Plan`]. Out: its `Display`, one operator a line with the rows it should give. Names of relations
//! and entities need a store; [`Plan::lines`] takes one.

use crate::store::Store;

use super::op::{Access, Check, Op, Plan, Scan, Test};

/// One line of an explained plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// How deep it stands, from 0.
    pub depth: usize,
    /// The step's number, where the line is an operator.
    pub step: Option<usize>,
    /// The rows that the planner expects.
    pub estimate: u64,
    /// What it does.
    pub text: String,
}

impl Plan {
    /// The plan line by line, the answer's operator first.
    pub fn lines(&self, store: &Store) -> Vec<Line> {
        let mut lines = Vec::new();
        op(&self.root, 0, store, &mut lines);
        lines
    }

    /// The plan as text, two spaces for each level.
    pub fn text(&self, store: &Store) -> String {
        let line = |line: &Line| {
            let rows = if line.step.is_some() { format!("  ~{}", line.estimate) } else { String::new() };
            format!("{}{}{rows}", "  ".repeat(line.depth), line.text)
        };
        self.lines(store).iter().map(line).collect::<Vec<_>>().join("\n")
    }
}

impl Op {
    /// What the operator does, in a few words.
    pub fn text(&self, store: &Store) -> String {
        match self {
            Op::Names(_, entities) => {
                let names: Vec<&str> = entities.iter().map(|entity| store.entity(*entity).name()).collect();
                format!("names {}", names.join(", "))
            }
            Op::Facts(_, facts) => format!("{} facts of the last answer", facts.len()),
            Op::Kind(_, kind) => format!("kind {}", store.kind(*kind).name),
            Op::Scan(scan) => scan_text(scan, store),
            Op::Union(..) => "union".to_owned(),
            Op::Search(_) => "breadth-first search over posting lists".to_owned(),
            Op::Together(..) => "join on the answer".to_owned(),
            Op::Except(..) => "anti-join on the answer".to_owned(),
            Op::Pick(_, pick, _) => {
                format!("{} {} in time", if pick.last { "last" } else { "first" }, pick.count)
            }
            Op::Column(_, relation, role) => {
                let relation = store.relation(*relation);
                format!(
                    "{} of {}",
                    relation.role(*role).map_or("?", |role| role.name.as_str()),
                    relation.name
                )
            }
            Op::Within(..) => "with what lies there".to_owned(),
            Op::Bind(_, variable, _) => format!("bind variable {}", variable.0),
            Op::Filter(_, _, tests) => {
                let test = |test: &Test| {
                    let join = if test.negated { "anti-join" } else { "join" };
                    format!("{join} on variable {}", test.variable.0)
                };
                tests.iter().map(test).collect::<Vec<_>>().join(", ")
            }
            Op::Pairs(..) => "join on the variables".to_owned(),
            Op::Hide(..) => "project to the answer".to_owned(),
            Op::Fixpoint(_, number, _) => format!("fixpoint {number}"),
            Op::Again { fixpoint, .. } => format!("new rows of fixpoint {fixpoint}"),
        }
    }
}

fn op(node: &Op, depth: usize, store: &Store, lines: &mut Vec<Line>) {
    let text = node.text(store);
    lines.push(Line { depth, step: Some(node.step().id), estimate: node.estimate(), text });
    match node {
        Op::Names(..) | Op::Facts(..) | Op::Kind(..) => {}
        Op::Scan(scan) => scan_inputs(scan, depth + 1, store, lines),
        Op::Search(_)
        | Op::Column(..)
        | Op::Within(..)
        | Op::Bind(..)
        | Op::Filter(..)
        | Op::Pairs(..)
        | Op::Hide(..)
        | Op::Fixpoint(..)
        | Op::Again { .. } => {
            for input in node.inputs() {
                op(input, depth + 1, store, lines);
            }
        }
        Op::Union(_, inputs) | Op::Together(_, inputs) => {
            for input in inputs {
                op(input, depth + 1, store, lines);
            }
        }
        Op::Except(_, first, second) => {
            op(first, depth + 1, store, lines);
            op(second, depth + 1, store, lines);
        }
        Op::Pick(_, _, input) => op(input, depth + 1, store, lines),
    }
}

fn scan_text(scan: &Scan, store: &Store) -> String {
    let relation = store.relation(scan.relation);
    let role = |id| relation.role(id).map_or("?", |role| role.name.as_str());
    let access = match scan.access {
        Access::All => "all rows".to_owned(),
        Access::Postings(id) => format!("posting list of {}", role(id)),
        Access::Joined(id) => format!("posting lists of {} from the semi-join", role(id)),
    };
    let answers = scan.answers.map_or(String::new(), |id| format!(" → {}", role(id)));
    format!("scan {}{answers} by {access}", relation.name)
}

fn scan_inputs(scan: &Scan, depth: usize, store: &Store, lines: &mut Vec<Line>) {
    let relation = store.relation(scan.relation);
    let mut note = |text: String| lines.push(Line { depth, step: None, estimate: 0, text });
    if scan.when.any {
        note("test start and end".to_owned());
    }
    for length in scan.when.also.iter().flat_map(|either| &either.lengths) {
        note(format!("lasted {} {} until {}", length.comparison.words(), length.length, length.until));
    }
    let mut inputs: Vec<(String, &Op)> = Vec::new();
    for check in &scan.checks {
        let role = |id| relation.role(id).map_or("?", |role: &crate::fact::Role| role.name.as_str());
        match check {
            Check::Names { role: id, entities, negated } => {
                let names: Vec<&str> = entities.iter().map(|entity| store.entity(*entity).name()).collect();
                note(format!(
                    "{} {} {}",
                    role(*id),
                    if *negated { "is not" } else { "is" },
                    names.join(" or ")
                ));
            }
            Check::Join { role: id, input, negated } => {
                inputs.push((
                    format!("{}semi-join on {}", if *negated { "anti-" } else { "" }, role(*id)),
                    input,
                ));
            }
            Check::Variable { role: id, variable } => {
                note(format!("{} is variable {}", id.map_or("any role", role), variable.0));
            }
            Check::Values(input) => inputs.push(("each value".to_owned(), input)),
            Check::AnyRole(input) => inputs.push(("semi-join on any role".to_owned(), input)),
            Check::Every { role: id, input } => {
                inputs.push((format!("semi-join on each {}", role(*id)), input));
            }
            Check::Mentions { phrases, negated } => {
                let said: Vec<String> = phrases.iter().map(|stems| stems.join(" ")).collect();
                let holds = if *negated { "text does not hold" } else { "text holds" };
                note(format!("{holds} {}", said.join(" or ")));
            }
            Check::Compares { role: id, quantity } => {
                note(format!("{} {} {}", role(*id), quantity.comparator.word(), quantity.amount));
            }
            Check::According { who, negated } => {
                inputs.push((format!("{}claimed by", if *negated { "not " } else { "" }), who));
            }
            Check::FromSource { source, negated } => {
                let name = &store.source(*source).name;
                note(format!("source {} {name}", if *negated { "is not" } else { "is" }));
            }
        }
    }
    for anchored in scan.when.also.iter().flat_map(|either| &either.anchored) {
        inputs.push((format!("compare the date ({:?})", anchored.word).to_lowercase(), &anchored.input));
    }
    for (text, input) in inputs {
        lines.push(Line { depth, step: None, estimate: 0, text });
        op(input, depth + 1, store, lines);
    }
}
