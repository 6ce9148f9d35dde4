//! Sentences by the hundred: each goes to a decision that was used least so far.
//!
//! In: a reader with its grammar, words, options. Out: [`Generated`]. Absent: how it looks (`report`), and typing
//! errors (`typos`).

use std::collections::{BTreeMap, HashMap};

use super::super::dice::Dice;
use super::super::grammar::{Node, NodeId, Point, PointId, RuleId};
use super::super::reader::{Read, Reader};
use super::super::watch::Watch;
use super::back::{Attempt, attempt};
use super::derivation::Made;
use super::derive::{Derive, Goal, Limits};
use super::differ::Parting;
use super::letters::Letters;
use super::plan::{COMMENT, NEVER, Plan, WHITE};
use super::shrink::shrunk;
use super::supply::Supply;

/// How often a sentence is begun anew because something in it must not stand there.
const TRIES: usize = 12;
/// How often where each is to have an answer.
const FOR_AN_ANSWER: usize = 60;
/// How many sentences are tried to tell whether an alternative is ever read where an earlier one was.
const FOR_AN_OVERLAP: usize = 100;
/// After how many sentences that did not come there a point is given up.
const GIVEN_UP: u32 = 12;
/// How many rules a sentence calls before the shortest way out is taken.
const CALLS: usize = 60;
/// How often in a hundred a sentence is plain: those have answers.
const PLAIN: usize = 65;
/// How many kinds of misreading are shown.
const SHOWN: usize = 40;

/// How to generate.
#[derive(Debug, Clone)]
pub struct Options {
    /// How many sentences.
    pub count: usize,
    /// The same seed makes the same sentences.
    pub seed: u64,
    /// How deep rules may call one another before a sentence takes the shortest way out.
    pub depth: usize,
    /// Rules that most sentences must go through; empty: all alike.
    pub lean: Vec<RuleId>,
    /// Whether a sentence is begun anew, a few times, as long as it has no answer.
    pub answers: bool,
}

impl Default for Options {
    fn default() -> Self {
        Options { count: 100, seed: 1, depth: 14, lean: Vec::new(), answers: false }
    }
}

/// What came of it.
#[derive(Debug, Clone, Default)]
pub struct Generated {
    /// The sentences, as people would type them.
    pub sentences: Vec<String>,
    /// How many of them were read as they were meant.
    pub as_meant: usize,
    /// How many more were made and refused.
    pub refused: usize,
    /// Those that were not, by what was meant and read; also those in the place of which an earlier alternative is always read.
    pub misread: Vec<Misread>,
    /// Those in the place of which an earlier alternative is read, though there are others for which none is. They count among
    /// no others.
    pub overlaps: Vec<Misread>,
    /// How many of those there were.
    pub giving_way: usize,
    /// The decision points that no sentence used.
    pub unused: Vec<(PointId, Reason)>,
    /// How many decision points there are.
    pub points: usize,
    /// Whether it was stopped before its time.
    pub stopped: bool,
}

/// A kind of misreading.
#[derive(Debug, Clone)]
pub struct Misread {
    /// What was meant and what was read.
    pub parting: Parting,
    /// How often.
    pub count: usize,
    /// The smallest sentence that shows it.
    pub example: String,
}

/// Why no sentence used a point.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reason {
    /// It only looks ahead, and nothing there is ever made.
    Ahead,
    /// No rule that the start leads to calls it.
    Unreached,
    /// What it needs cannot be made: no word fits.
    NoWord,
    /// Something before or behind it must not be there.
    Refused(NodeId),
    /// It is always read as something else.
    Misread(Parting),
    /// There were not enough sentences to try.
    Untried,
}

/// Makes sentences.
pub fn generate(
    reader: &Reader<'_>,
    supply: &mut dyn Supply,
    options: &Options,
    watch: &dyn Watch,
) -> Generated {
    let plan = Plan::new(reader.grammar(), reader.start(), supply);
    let letters = Letters::default();
    let points = reader.grammar().points().len();
    let mut run = Run {
        reader,
        plan: &plan,
        letters: &letters,
        options,
        dice: Dice::new(options.seed),
        used: vec![0; points],
        given_up: vec![0; points],
        reasons: HashMap::new(),
        misread: BTreeMap::new(),
        overlaps: BTreeMap::new(),
        out: Generated { points, ..Generated::default() },
    };
    run.all(supply, watch);
    run.finish(supply)
}

struct Run<'a> {
    reader: &'a Reader<'a>,
    plan: &'a Plan<'a>,
    letters: &'a Letters,
    options: &'a Options,
    dice: Dice,
    used: Vec<u32>,
    given_up: Vec<u32>,
    reasons: HashMap<PointId, Reason>,
    misread: BTreeMap<Parting, (usize, Made)>,
    overlaps: BTreeMap<(PointId, Parting), (usize, Made)>,
    out: Generated,
}

impl Run<'_> {
    fn all(&mut self, supply: &mut dyn Supply, watch: &dyn Watch) {
        for done in 0..self.options.count {
            watch.at(done, self.options.count);
            if watch.is_stopped() {
                self.out.stopped = true;
                return;
            }
            supply.turn(&mut self.dice);
            self.one(supply);
        }
    }

    /// One sentence, to the point that was used least.
    fn one(&mut self, supply: &dyn Supply) {
        let aim = self.aim();
        let mut without_answer = None;
        let tries = if self.options.answers { FOR_AN_ANSWER } else { TRIES };
        for at in 0..tries {
            // What is plain has an answer sooner.
            let Some(made) = self.made(supply, aim, at >= TRIES) else { break };
            let laid = self.reader.lay_out(&made);
            match attempt(self.reader, &laid) {
                Attempt::Meant(read)
                    if self.options.answers && self.reader.has_answer(&laid.raw) != Some(true) =>
                {
                    without_answer = without_answer.or(Some((laid.raw, read)));
                }
                Attempt::Meant(read) => return self.meant(laid.raw, &read, aim),
                Attempt::Impossible(node) => {
                    if let (Some(aim), Some(node)) = (aim, node) {
                        self.reasons.entry(aim).or_insert(Reason::Refused(node));
                    }
                }
                Attempt::Otherwise(..) | Attempt::GivesWay(..) if without_answer.is_some() => {}
                Attempt::GivesWay(point, parting) => {
                    self.overlaps.entry((point, parting.clone())).or_insert((0, made)).0 += 1;
                    return self.judge(aim, Some(parting));
                }
                Attempt::Otherwise(parting, read) => {
                    let entry = self.misread.entry(parting.clone()).or_insert((0, made));
                    entry.0 += 1;
                    match read {
                        Some(read) => self.keep(laid.raw, &self.reader.points(&read)),
                        None => self.out.refused += 1,
                    }
                    return self.judge(aim, Some(parting));
                }
            }
        }
        match without_answer {
            Some((raw, read)) => self.meant(raw, &read, aim),
            None => self.judge(aim, None),
        }
    }

    /// A sentence was read as it was meant.
    fn meant(&mut self, raw: String, read: &Read, aim: Option<PointId>) {
        self.out.as_meant += 1;
        let points = self.reader.points(read);
        self.keep(raw, &points);
        self.judge(aim.filter(|aim| !points.contains(aim)), None);
    }

    fn keep(&mut self, raw: String, points: &[PointId]) {
        for point in points {
            if let Some(used) = self.used.get_mut(point.0) {
                *used += 1;
            }
        }
        self.out.sentences.push(raw);
    }

    /// Takes note that a sentence did not come where it should.
    fn judge(&mut self, missed: Option<PointId>, parting: Option<Parting>) {
        let Some(point) = missed else { return };
        if let Some(count) = self.given_up.get_mut(point.0) {
            *count += 1;
        }
        if let Some(parting) = parting {
            self.reasons.insert(point, Reason::Misread(parting));
        }
    }

    /// The point to go to: one that was used least among those that can be reached.
    fn aim(&mut self) -> Option<PointId> {
        let leaning = !self.options.lean.is_empty() && self.dice.percent(70);
        let fits = |point: &&Point| {
            let can = self.given_up[point.id.0] < GIVEN_UP && self.impossible(point).is_none();
            can && (!leaning || self.options.lean.contains(&point.rule))
        };
        let fitting: Vec<&Point> = self.plan.grammar.points().iter().filter(fits).collect();
        let least = fitting.iter().map(|point| self.used[point.id.0]).min()?;
        let least: Vec<PointId> =
            fitting.iter().filter(|point| self.used[point.id.0] == least).map(|point| point.id).collect();
        self.dice.pick(&least).copied()
    }

    /// Why a point can never be used, where that is plain from the grammar.
    fn impossible(&self, point: &Point) -> Option<Reason> {
        if point.is_ahead {
            return Some(Reason::Ahead);
        }
        if self.plan.distance(point.rule).is_none() {
            return Some(Reason::Unreached);
        }
        (self.plan.decision_size(point.node, point.decision) == NEVER).then_some(Reason::NoWord)
    }

    fn made(&mut self, supply: &dyn Supply, aim: Option<PointId>, must_be_plain: bool) -> Option<Made> {
        let point = aim.and_then(|aim| self.plan.grammar.points().get(aim.0));
        let goal = match point {
            Some(point) => Some(self.goal(point)?),
            None => None,
        };
        let blank = point.and_then(|point| self.blank(point));
        let is_plain = self.dice.percent(PLAIN) || must_be_plain;
        let mut derive = Derive {
            plan: self.plan,
            supply,
            letters: self.letters,
            used: &self.used,
            limits: Limits { depth: self.options.depth, calls: CALLS },
            is_plain,
            dice: &mut self.dice,
            calls: 0,
            depth: 0,
        };
        let Some(rule) = blank else { return Some(derive.sentence(self.plan.start, goal.as_ref())) };
        // White space and comments are met between the parts of some sentence.
        let mut made = derive.sentence(self.plan.start, None);
        let gap = goal.map(|goal| derive.gap_to(rule, &goal))?;
        put_gap(&mut made, &gap, &mut self.dice);
        Some(made)
    }

    fn goal(&mut self, point: &Point) -> Option<Goal> {
        let start = self.blank(point).unwrap_or(self.plan.start);
        let way = self.plan.way(point.node, start, &mut self.dice)?;
        Some(Goal { way, decision: Some(point.decision) })
    }

    /// The rule for white space or comments that a point stands in.
    fn blank(&self, point: &Point) -> Option<RuleId> {
        let name = &self.plan.grammar.rule(point.rule).name;
        [WHITE, COMMENT].contains(&name.as_str()).then_some(point.rule)
    }

    fn finish(mut self, supply: &dyn Supply) -> Generated {
        let unused = self.plan.grammar.points().iter().filter(|point| self.used[point.id.0] == 0);
        let of_words = |point: &Point| {
            let hides = self.reader.hides();
            (self.plan.is_of_words(point.rule, supply, hides)).then_some(Reason::NoWord)
        };
        self.out.unused = unused
            .map(|point| {
                let known = self.impossible(point).or_else(|| of_words(point));
                let known = known.or_else(|| self.reasons.get(&point.id).cloned());
                (point.id, known.unwrap_or(Reason::Untried))
            })
            .collect();
        let mut misread = std::mem::take(&mut self.misread);
        let mut overlaps = BTreeMap::new();
        for ((point, parting), (count, made)) in std::mem::take(&mut self.overlaps) {
            let sort = if self.can_be_meant(point, supply) { &mut overlaps } else { &mut misread };
            sort.entry(parting).or_insert((0, made)).0 += count;
        }
        self.out.giving_way = overlaps.values().map(|(count, _)| count).sum();
        self.out.misread = self.shown(misread, supply);
        self.out.overlaps = self.shown(overlaps, supply);
        self.out
    }

    /// Whether some sentence that goes to a decision is read as it was meant.
    fn can_be_meant(&mut self, point: PointId, supply: &dyn Supply) -> bool {
        let is_meant = |run: &mut Self| {
            let Some(made) = run.made(supply, Some(point), false) else { return false };
            match attempt(run.reader, &run.reader.lay_out(&made)) {
                Attempt::Meant(read) => run.reader.points(&read).contains(&point),
                _ => false,
            }
        };
        self.used[point.0] > 0 || (0..FOR_AN_OVERLAP).any(|_| is_meant(self))
    }

    /// The kinds that are shown, the most frequent first, each with its smallest sentence.
    fn shown(&mut self, found: BTreeMap<Parting, (usize, Made)>, supply: &dyn Supply) -> Vec<Misread> {
        let mut found: Vec<(Parting, (usize, Made))> = found.into_iter().collect();
        found.sort_by_key(|(_, (count, _))| std::cmp::Reverse(*count));
        found.truncate(SHOWN);
        let shown = found.into_iter().map(|(parting, (count, made))| {
            let small = self.smallest(supply, made, &parting);
            Misread { example: self.reader.lay_out(&small).raw, parting, count }
        });
        shown.collect()
    }

    /// The smallest sentence that is misread in the same way.
    fn smallest(&self, supply: &dyn Supply, made: Made, parting: &Parting) -> Made {
        let (plan, reader, letters) = (self.plan, self.reader, self.letters);
        let used = vec![0; self.used.len()];
        let mut dice = Dice::new(self.options.seed);
        let mut small = |node: &Node| {
            let limits = Limits { depth: 0, calls: 0 };
            let (used, dice) = (&used, &mut dice);
            Derive { plan, supply, letters, used, limits, is_plain: true, dice, calls: 1, depth: 1 }
                .part(node)
        };
        shrunk(made, plan, &mut small, &mut |tried| {
            let (Attempt::Otherwise(found, _) | Attempt::GivesWay(_, found)) =
                attempt(reader, &reader.lay_out(tried))
            else {
                return false;
            };
            found == *parting
        })
    }
}

/// Puts a gap in the place of one of those that a sentence has.
fn put_gap(made: &mut Made, gap: &Made, dice: &mut Dice) {
    let count = gaps(made);
    if count > 0 {
        let mut at = dice.below(count);
        replace_gap(made, gap, &mut at);
    }
}

fn gaps(made: &Made) -> usize {
    match made {
        Made::Gap(_) => 1,
        _ => made.parts().iter().map(gaps).sum(),
    }
}

fn replace_gap(made: &mut Made, gap: &Made, at: &mut usize) -> bool {
    if matches!(made, Made::Gap(_)) {
        if *at == 0 {
            made.clone_from(gap);
            return true;
        }
        *at -= 1;
        return false;
    }
    made.parts_mut().iter_mut().any(|part| replace_gap(part, gap, at))
}
