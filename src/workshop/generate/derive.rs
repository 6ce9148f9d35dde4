//! One sentence: from the start rule down, by choice.
//!
//! In: a plan, words, how often each decision was used, and perhaps a way to a point. Out: [`Made`]. Absent:
//! whether a parser reads it as it was meant (`read`).

use super::super::dice::Dice;
use super::super::grammar::{Builtin, Decision, Expr, Node, NodeId, PointId, RuleId};
use super::derivation::{Atomicity, Gap, Made};
use super::letters::Letters;
use super::plan::{COMMENT, NEVER, Plan, WHITE, is_edge};
use super::supply::Supply;

/// How often in a hundred a gap is no usual one.
const ODD_GAP: usize = 5;
/// How often in a hundred an end of the text has white space.
const ODD_EDGE: usize = 3;
/// How often white space is looked for that ends a comment.
const ENDS: usize = 12;
/// How often in a hundred a plain sentence has what may be left out.
const PLAIN: usize = 12;
/// How often in a hundred a keyword is written in other letters than the grammar has.
const ODD_CASE: usize = 6;

/// What sentences may grow to.
#[derive(Debug, Clone, Copy)]
pub(super) struct Limits {
    /// How deep rules may call one another before the shortest way out is taken.
    pub(super) depth: usize,
    /// How many rules a sentence may call before the same.
    pub(super) calls: usize,
}

/// Where a sentence must go.
#[derive(Debug, Clone)]
pub(super) struct Goal {
    /// The calls to go through; the last is the expression itself.
    pub(super) way: Vec<NodeId>,
    /// What must be decided there; none where it is enough to come there.
    pub(super) decision: Option<Decision>,
}

/// Makes sentences.
pub(super) struct Derive<'a> {
    pub(super) plan: &'a Plan<'a>,
    pub(super) supply: &'a dyn Supply,
    pub(super) letters: &'a Letters,
    /// How often each point was used.
    pub(super) used: &'a [u32],
    pub(super) limits: Limits,
    /// Whether what may be left out mostly is, and white space is as usual.
    pub(super) is_plain: bool,
    pub(super) dice: &'a mut Dice,
    pub(super) calls: usize,
    pub(super) depth: usize,
}

/// The rest of a way, and what to decide at its end.
type Heading<'g> = Option<(&'g [NodeId], Option<Decision>)>;

impl Derive<'_> {
    /// A sentence of a rule, to a goal if there is one.
    pub(super) fn sentence(&mut self, rule: RuleId, goal: Option<&Goal>) -> Made {
        self.calls = 0;
        self.depth = 0;
        self.call(rule, Atomicity::Free, goal.map(|goal| (goal.way.as_slice(), goal.decision)))
    }

    /// A text of a part of a sentence.
    pub(super) fn part(&mut self, node: &Node) -> Made {
        self.node(node, Atomicity::Free, None)
    }

    fn call(&mut self, id: RuleId, atomicity: Atomicity, heading: Heading<'_>) -> Made {
        let rule = self.plan.grammar.rule(id);
        self.calls += 1;
        // A way into a rule that words are supplied for is gone by trying words.
        let may_supply = heading.is_none() || self.supply.is_only_source(&rule.name);
        if let Some(word) = may_supply.then(|| self.supply.word(&rule.name, self.dice)).flatten() {
            return Made::Word(id, word);
        }
        self.depth += 1;
        let is_white = rule.name == WHITE || rule.name == COMMENT;
        let within = if is_white { Atomicity::Atomic } else { atomicity.within(rule.kind) };
        let made = self.node(&rule.root, within, heading);
        self.depth -= 1;
        Made::Rule(id, Box::new(made))
    }

    fn node(&mut self, node: &Node, atomicity: Atomicity, heading: Heading<'_>) -> Made {
        let heading = heading.filter(|(way, _)| way.first().is_some_and(|next| self.plan.holds(node, *next)));
        match &node.expr {
            Expr::Text(text) => Made::Text(Some(node.id), text.clone()),
            Expr::Folded(text) => Made::Text(Some(node.id), self.in_some_case(text)),
            Expr::Range(first, last) => {
                Made::Text(None, self.letters.between(*first, *last, self.dice).to_string())
            }
            Expr::Rule(id) => {
                let rest = heading.filter(|(way, _)| way.len() > 1).map(|(way, what)| (&way[1..], what));
                self.call(*id, atomicity, rest)
            }
            Expr::Builtin(builtin) => self.builtin(builtin),
            Expr::PeekSlice(start, end) => Made::Slice(*start, *end),
            Expr::Ahead(_) | Expr::Not(_) => Made::Ahead(node.id),
            Expr::Sequence(parts) => self.sequence(node, parts, atomicity, heading),
            Expr::Choice(parts) => {
                let at = self.alternative(node, parts, heading);
                let made = parts.get(at).map(|part| self.node(part, atomicity, heading));
                let (at, made) = self.as_first_class(parts, at, made);
                Made::Parts(node.id, Some(Decision::Alternative(at)), made.into_iter().collect())
            }
            Expr::Optional(inner) => self.optional(node, inner, atomicity, heading),
            Expr::Repeat { inner, min, max } => {
                let times = self.times(node, (*min, *max), heading);
                self.repeat(node, inner, times, atomicity, heading)
            }
            Expr::Push(inner) => Made::Push(Box::new(self.node(inner, atomicity, heading))),
        }
    }

    fn sequence(&mut self, node: &Node, parts: &[Node], atomicity: Atomicity, heading: Heading<'_>) -> Made {
        let mut made = Vec::new();
        let mut begun = false;
        for part in parts {
            let next = self.node(part, atomicity, heading);
            let is_nothing = next.is_nothing();
            if begun && !is_nothing && atomicity == Atomicity::Free {
                let gap = if is_edge(part) || matches!(made.last(), Some(Made::Edge)) {
                    self.edge()
                } else {
                    self.gap()
                };
                made.push(gap);
            }
            begun |= !is_nothing;
            made.push(next);
        }
        Made::Parts(node.id, None, made)
    }

    fn repeat(
        &mut self,
        node: &Node,
        inner: &Node,
        times: u32,
        atomicity: Atomicity,
        heading: Heading<'_>,
    ) -> Made {
        let decision = match times {
            0 => Decision::Never,
            1 => Decision::Once,
            _ => Decision::Often,
        };
        let here = heading.filter(|(way, _)| way.first() != Some(&node.id));
        let goes = u32::try_from(self.dice.below(times as usize)).unwrap_or(0);
        let mut made: Vec<Made> = Vec::new();
        for time in 0..times {
            let next = self.node(inner, atomicity, here.filter(|_| time == goes));
            if !made.is_empty() && atomicity == Atomicity::Free {
                made.push(self.gap());
            }
            made.push(next);
        }
        let is_point = self.plan.grammar.index().find(node.id, decision).is_some();
        Made::Parts(node.id, is_point.then_some(decision), made)
    }

    /// A word of several classes is meant as the first of them that a choice names, for it is read so.
    fn as_first_class(&self, parts: &[Node], at: usize, made: Option<Made>) -> (usize, Option<Made>) {
        let Some(Made::Word(meant, word)) = made else { return (at, made) };
        let class = |part: &Node| match part.expr {
            Expr::Rule(id) if self.supply.is_only_source(&self.plan.grammar.rule(id).name) => Some(id),
            _ => None,
        };
        let classes = parts[..at].iter().enumerate().filter_map(|(at, part)| Some((at, class(part)?)));
        let first = classes.into_iter().find(|(_, id)| self.plan.ends(*id, &word.marked, ""));
        let (at, id) = first.unwrap_or((at, meant));
        (at, Some(Made::Word(id, word)))
    }

    fn optional(&mut self, node: &Node, inner: &Node, atomicity: Atomicity, heading: Heading<'_>) -> Made {
        let taken = match heading {
            Some(([id], Some(decision))) if *id == node.id => decision == Decision::Taken,
            Some(_) => true,
            None if self.plan.size(inner) == NEVER => false,
            None if self.is_long() || self.is_bare() => false,
            None => {
                let weights = [Decision::Absent, Decision::Taken].map(|way| self.weight(node, way));
                // What is left out makes short sentences, and those say most about one point.
                self.dice.weighted(&[weights[0] * 2, weights[1]]) == 1
            }
        };
        let inner_heading = heading.filter(|(way, _)| way.first() != Some(&node.id));
        let made = taken.then(|| self.node(inner, atomicity, inner_heading));
        let decision = if taken { Decision::Taken } else { Decision::Absent };
        Made::Parts(node.id, Some(decision), made.into_iter().collect())
    }

    fn alternative(&mut self, node: &Node, parts: &[Node], heading: Heading<'_>) -> usize {
        match heading {
            Some(([id], Some(Decision::Alternative(at)))) if *id == node.id => return at,
            Some((way, _)) if way.first() != Some(&node.id) => {
                let next = way.first().copied().unwrap_or(node.id);
                return parts.iter().position(|part| self.plan.holds(part, next)).unwrap_or(0);
            }
            _ => {}
        }
        let least = parts.iter().map(|part| self.plan.size(part)).min().unwrap_or(0);
        let is_long = self.is_long();
        let weights: Vec<u64> = parts
            .iter()
            .enumerate()
            .map(|(at, part)| match self.plan.size(part) {
                NEVER => 0,
                size if is_long && size > least => 0,
                _ => self.weight(node, Decision::Alternative(at)),
            })
            .collect();
        self.dice.weighted(&weights)
    }

    fn times(&mut self, node: &Node, (min, max): (u32, Option<u32>), heading: Heading<'_>) -> u32 {
        let most = max.unwrap_or(min + 3).min(min + 3).max(min);
        match heading {
            Some(([id], Some(decision))) if *id == node.id => {
                return match decision {
                    Decision::Never => 0,
                    Decision::Once => 1,
                    _ => min.max(2),
                };
            }
            Some(_) => return min.max(1),
            None => {}
        }
        if self.plan.size(node) == NEVER || self.is_long() || most == min || self.is_bare() {
            return min;
        }
        let can_repeat = node.children().first().is_some_and(|inner| self.plan.size(inner) != NEVER);
        if !can_repeat {
            return min;
        }
        let ways = [(Decision::Never, 0), (Decision::Once, 1), (Decision::Often, min.max(2))];
        let weights =
            ways.map(|(way, count)| if (min..=most).contains(&count) { self.weight(node, way) } else { 0 });
        // Most repetitions stay short, whatever was used least.
        let at = self.dice.weighted(&[weights[0] * 4, weights[1] * 3, weights[2]]);
        let count = ways[at].1.clamp(min, most);
        if at == 2 {
            count + u32::try_from(self.dice.below((most - count + 1) as usize)).unwrap_or(0)
        } else {
            count
        }
    }

    /// What was used least weighs most.
    fn weight(&self, node: &Node, decision: Decision) -> u64 {
        let point = self.plan.grammar.index().find(node.id, decision);
        let used = point.and_then(|PointId(at)| self.used.get(at)).copied().unwrap_or(0);
        1 + 10_000 / (1 + u64::from(used))
    }

    /// Whether a plain sentence does without something here.
    fn is_bare(&mut self) -> bool {
        self.is_plain && !self.dice.percent(PLAIN)
    }

    fn is_long(&self) -> bool {
        self.depth > self.limits.depth || self.calls > self.limits.calls
    }

    fn builtin(&mut self, builtin: &Builtin) -> Made {
        match builtin {
            Builtin::Start | Builtin::End => Made::Edge,
            Builtin::Any => Made::Text(None, self.letters.any(self.dice).to_string()),
            Builtin::Newline => Made::Text(None, "\n".to_owned()),
            Builtin::Chars(chars) => Made::Text(None, self.letters.of(chars, self.dice).to_string()),
            Builtin::Peek | Builtin::PeekAll | Builtin::Pop | Builtin::PopAll | Builtin::Drop => {
                Made::Stack(builtin.clone())
            }
        }
    }

    fn in_some_case(&mut self, text: &str) -> String {
        match self.dice.below(if self.is_plain { 1_000 } else { 100 }) {
            at if at < ODD_CASE / 2 => text.to_uppercase(),
            at if at < ODD_CASE => crate::text::english::capitalise(text),
            _ => text.to_owned(),
        }
    }

    fn gap(&mut self) -> Made {
        if self.is_plain || !self.dice.percent(ODD_GAP) {
            return Made::Gap(Gap::Usual);
        }
        if self.dice.percent(15) { Made::Gap(Gap::Closed) } else { self.odd_gap() }
    }

    fn edge(&mut self) -> Made {
        if !self.is_plain && self.dice.percent(ODD_EDGE) { self.odd_gap() } else { Made::Gap(Gap::Closed) }
    }

    /// White space, comments, or both, as the grammar has them.
    fn odd_gap(&mut self) -> Made {
        let mut made = Vec::new();
        for _ in 0..=self.dice.below(2) {
            made.extend(self.blank(WHITE));
        }
        let comment = if self.dice.percent(40) { self.blank(COMMENT) } else { None };
        if let Some(comment) = comment {
            made.extend(self.ended(comment));
        }
        Made::Gap(Gap::Odd(made))
    }

    /// A comment, with white space that ends it.
    fn ended(&mut self, comment: Made) -> Vec<Made> {
        for _ in 0..ENDS {
            let Some(white) = self.blank(WHITE) else { break };
            let text = |made: &Made| made.lay_out(self.plan.grammar, "", |_| false).raw;
            let id = self.plan.grammar.find(COMMENT);
            if id.is_some_and(|id| self.plan.ends(id, &text(&comment), &text(&white))) {
                return vec![comment, white];
            }
        }
        Vec::new()
    }

    fn blank(&mut self, name: &str) -> Option<Made> {
        let id = self.plan.grammar.find(name)?;
        Some(self.call(id, Atomicity::Atomic, None))
    }

    /// A gap in which a way leads through white space or a comment.
    pub(super) fn gap_to(&mut self, rule: RuleId, goal: &Goal) -> Made {
        let made = self.call(rule, Atomicity::Atomic, Some((goal.way.as_slice(), goal.decision)));
        let is_comment = self.plan.grammar.rule(rule).name == COMMENT;
        Made::Gap(Gap::Odd(if is_comment { self.ended(made) } else { vec![made] }))
    }
}
