//! A plan as indented lines.
//!
//! In: [`Plan`]. Out: its `Display`, one operator a line with the rows it should give. Names of relations
//! and entities need a store; [`Plan::lines`] takes one.

use crate::fact::Relation;
use crate::resolve::Variable;
use crate::store::Store;
use crate::text::english;

use super::op::{Access, AskedRole, Check, Op, Plan, Scan, Test};

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
        let mut lines = Lines { store, variables: &self.variables, made: Vec::new(), firsts: Vec::new() };
        lines.op(&self.root, 0);
        lines.made
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
    /// What the operator does, in a few words; `variables` are the names of the query's.
    pub fn text(&self, store: &Store, variables: &[String]) -> String {
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
            Op::Counted(_, counted, _) => format!("with {} {}", counted.how_many, counted.word),
            Op::Divide(..) => "divide by the last".to_owned(),
            Op::Roles(_, asked, _) => {
                let name = |one: &AskedRole| {
                    let role = store.relation(one.relation).role(one.role);
                    role.map_or("?", |role| role.name.as_str()).to_owned()
                };
                let mut names: Vec<String> = asked.iter().map(name).collect();
                names.dedup();
                format!("{} of each", english::list(&names, "or"))
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
            Op::Bind(_, variable, _) => format!("bind {}", name_of(*variable, variables)),
            Op::Filter(_, _, tests) => {
                let test = |test: &Test| {
                    let join = if test.negated { "anti-join" } else { "join" };
                    format!("{join} on {}", name_of(test.variable, variables))
                };
                tests.iter().map(test).collect::<Vec<_>>().join(", ")
            }
            Op::Pairs(_, _, times) if times.iter().any(Option::is_some) => {
                "join on the variables and in time".to_owned()
            }
            Op::Pairs(..) => "join on the variables".to_owned(),
            Op::Hide(..) => "project to the answer".to_owned(),
            Op::Fixpoint(_, number, _) => format!("fixpoint {number}"),
            Op::Again { fixpoint, .. } => format!("new rows of fixpoint {fixpoint}"),
        }
    }
}

/// The lines so far, and the steps that others are the same as, numbered from 1 as they come.
struct Lines<'s> {
    store: &'s Store,
    /// The names of the query's variables.
    variables: &'s [String],
    made: Vec<Line>,
    firsts: Vec<usize>,
}

impl Lines<'_> {
    fn op(&mut self, node: &Op, depth: usize) {
        let step = node.step();
        let twin = step.twin.map(|first| (self.number(first), first != step.id));
        let text = match twin {
            Some((number, true)) => format!("as {number} above"),
            Some((number, false)) => format!("{number}: {}", node.text(self.store, self.variables)),
            None => node.text(self.store, self.variables),
        };
        self.made.push(Line { depth, step: Some(step.id), estimate: step.estimate, text });
        if matches!(twin, Some((_, true))) {
            return;
        }
        match node {
            Op::Scan(scan) => self.scan_inputs(scan, depth + 1),
            node => node.inputs().into_iter().for_each(|input| self.op(input, depth + 1)),
        }
    }

    fn number(&mut self, first: usize) -> usize {
        let place = self.firsts.iter().position(|one| *one == first).unwrap_or_else(|| {
            self.firsts.push(first);
            self.firsts.len() - 1
        });
        place + 1
    }

    fn scan_inputs(&mut self, scan: &Scan, depth: usize) {
        let (store, variables) = (self.store, self.variables);
        let relation = store.relation(scan.relation);
        let mut note = |text: String| self.note(depth, text);
        if scan.when.any {
            note("test start and end".to_owned());
        }
        for length in scan.when.also.iter().flat_map(|either| &either.lengths) {
            note(format!("lasted {} {} until {}", length.comparison.words(), length.length, length.until));
        }
        let mut inputs: Vec<(String, &Op)> = Vec::new();
        for check in &scan.checks {
            match check_text(check, relation, store, variables) {
                (text, Some(input)) => inputs.push((text, input)),
                (text, None) => note(text),
            }
        }
        for anchored in scan.when.also.iter().flat_map(|either| &either.anchored) {
            inputs.push((format!("compare the date ({:?})", anchored.word).to_lowercase(), &anchored.input));
        }
        for (text, input) in inputs {
            self.note(depth, text);
            self.op(input, depth + 1);
        }
    }

    fn note(&mut self, depth: usize, text: String) {
        self.made.push(Line { depth, step: None, estimate: 0, text });
    }
}

/// `?who`; what the planner or a definition made has no name.
fn name_of(variable: Variable, names: &[String]) -> String {
    match names.get(usize::from(variable.0)) {
        Some(name) if !name.is_empty() => format!("?{name}"),
        _ => "a variable of its own".to_owned(),
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

/// What a check asks, and the operator that finds what it is compared with.
fn check_text<'o>(
    check: &'o Check,
    relation: &Relation,
    store: &Store,
    variables: &[String],
) -> (String, Option<&'o Op>) {
    let role = |id| relation.role(id).map_or("?", |role| role.name.as_str());
    let is = |negated: bool| if negated { "is not" } else { "is" };
    match check {
        Check::Names { role: id, entities, negated } => {
            let names: Vec<&str> = entities.iter().map(|entity| store.entity(*entity).name()).collect();
            (format!("{} {} {}", role(*id), is(*negated), names.join(" or ")), None)
        }
        Check::Join { role: id, input, negated } => {
            (format!("{}semi-join on {}", if *negated { "anti-" } else { "" }, role(*id)), Some(input))
        }
        Check::Variable { role: id, variable } => {
            (format!("{} is {}", id.map_or("any role", role), name_of(*variable, variables)), None)
        }
        Check::Values(input) => ("each value".to_owned(), Some(input)),
        Check::AnyRole(input) => ("semi-join on any role".to_owned(), Some(input)),
        Check::Every { role: id, input } => (format!("semi-join on each {}", role(*id)), Some(input)),
        Check::Mentions { phrases, negated } => {
            let said: Vec<String> = phrases.iter().map(|stems| stems.join(" ")).collect();
            let holds = if *negated { "text does not hold" } else { "text holds" };
            (format!("{holds} {}", said.join(" or ")), None)
        }
        Check::Compares { role: id, quantity } => {
            (format!("{} {} {}", role(*id), quantity.comparator.word(), quantity.amount), None)
        }
        Check::According { who, negated } => {
            (format!("{}claimed by", if *negated { "not " } else { "" }), Some(who))
        }
        Check::FromSource { source, negated } => {
            (format!("source {} {}", is(*negated), store.source(*source).name), None)
        }
    }
}
