//! The run of a program over a text.
//!
//! In: a [`Program`], a rule, a text, a log if decisions are wanted. Out: a [`Forest`], or where and why the parse
//! stopped. Each step does what the same step of `pest::ParserState` does, and costs as many calls. Absent: names
//! in trees; they are added when a tree is handed over (`parser`).

mod limits;
mod matching;
mod notes;

use crate::workshop::grammar::{Builtin, RuleId, RuleKind, is_in};

use super::log::Log;
use super::program::{Compiled, Op, Program, Step};
use super::tracks::Tracks;

/// The number that stands for the end of the input among the rules.
pub(super) const END: u32 = u32::MAX;

/// One node of a tree; the nodes of a tree stand in the order of their beginning.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Entry {
    /// The number of the rule.
    pub rule: u32,
    /// Its first byte.
    pub start: usize,
    /// One past its last byte.
    pub end: usize,
    /// The number of the entry behind all that is below this one.
    pub next: usize,
}

/// The trees that a rule made, as a flat list.
#[derive(Debug, Clone, PartialEq, Eq, Default, Hash)]
pub struct Forest {
    /// The nodes.
    pub entries: Vec<Entry>,
    /// How far the text was read.
    pub end: usize,
}

/// Why a parse ended that could have gone on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Limit {
    /// Too many calls.
    Calls,
    /// Too deep for the stack of the thread.
    Depth,
    /// `PEEK` or `POP` with nothing there, on which pest would panic.
    EmptyStack,
    /// A repetition of nothing, in which pest would hang.
    Endless,
}

/// Where a parse stopped.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Failure {
    /// The furthest place, in bytes.
    pub at: usize,
    /// The names of the rules that were expected there, sorted, once each; none when a limit was hit.
    pub expected: Vec<String>,
    /// The limit that was hit.
    pub limit: Option<Limit>,
}

impl Program {
    /// Reads the start of a text with a rule.
    ///
    /// # Errors
    /// [`Failure`], as the compiled parser reports it.
    pub fn parse(&self, start: RuleId, text: &str) -> Result<Forest, Failure> {
        match Engine::new(self, text, None).quick().parse(start) {
            Ok(forest) => Ok(forest),
            // Why it cannot be read, only a run that leaves nothing out can say.
            Err(_) => self.parse_whole(start, text),
        }
    }

    /// As [`Program::parse`], sooner for a text that cannot be read, later for one that can.
    ///
    /// # Errors
    /// As [`Program::parse`].
    pub fn parse_whole(&self, start: RuleId, text: &str) -> Result<Forest, Failure> {
        Engine::new(self, text, None).parse(start)
    }

    /// What [`Program::parse`] makes of the start of a text; none where it fails, and then why is not sought.
    pub fn forest(&self, start: RuleId, text: &str) -> Option<Forest> {
        match Engine::new(self, text, None).quick().parse(start) {
            Ok(forest) => Some(forest),
            Err(failure) => failure.limit.and_then(|_| Engine::new(self, text, None).parse(start).ok()),
        }
    }

    /// Whether the start of a text can be read with a rule.
    pub fn accepts(&self, start: RuleId, text: &str) -> bool {
        self.forest(start, text).is_some()
    }

    /// As [`Program::parse`], and notes the decisions; the program must be one that notes.
    ///
    /// # Errors
    /// As [`Program::parse`].
    pub fn parse_noting(&self, start: RuleId, text: &str, log: &mut Log) -> Result<Forest, Failure> {
        log.clear(self.points(), self.rules.len());
        Engine::new(self, text, Some(log)).parse(start)
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Looking {
    Nowhere,
    For,
    Against,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Atomicity {
    Atomic,
    CompoundAtomic,
    NonAtomic,
}

struct Engine<'p, 't, 'l> {
    program: &'p Program,
    text: &'t str,
    at: usize,
    entries: Vec<Entry>,
    looking: Looking,
    atomicity: Atomicity,
    tracks: Tracks,
    stack: Vec<(usize, usize)>,
    calls: usize,
    call_limit: usize,
    limit: Option<Limit>,
    log: Option<&'l mut Log>,
    /// Whether a rule that cannot match before the next character is left out; the tracks are not kept then.
    is_quick: bool,
}

impl<'p, 't, 'l> Engine<'p, 't, 'l> {
    fn new(program: &'p Program, text: &'t str, log: Option<&'l mut Log>) -> Self {
        Engine {
            program,
            text,
            at: 0,
            entries: Vec::new(),
            looking: Looking::Nowhere,
            atomicity: Atomicity::NonAtomic,
            tracks: Tracks::default(),
            stack: Vec::new(),
            calls: 0,
            call_limit: program.call_limit,
            limit: None,
            log,
            is_quick: false,
        }
    }

    fn parse(mut self, start: RuleId) -> Result<Forest, Failure> {
        if self.rule(start.0) && self.limit.is_none() {
            if let Some(log) = self.log {
                log.use_kept();
            }
            return Ok(Forest { entries: self.entries, end: self.at });
        }
        let mut expected = Vec::new();
        if self.limit.is_none() {
            let name = |rule: &u32| match self.program.rules.get(*rule as usize) {
                Some(rule) => rule.name.clone(),
                None => Builtin::End.name().to_owned(),
            };
            expected = self.tracks.positives.iter().map(name).collect();
            expected.sort();
            expected.dedup();
        }
        Err(Failure { at: self.tracks.at, expected, limit: self.limit })
    }

    // ---- rules

    fn rule(&mut self, at: usize) -> bool {
        let rule: &'p Compiled = &self.program.rules[at];
        let id = u32::try_from(at).unwrap_or(END);
        if self.is_quick && !self.program.firsts()[at].has(self.text[self.at..].chars().next()) {
            return false;
        }
        if let Some(log) = &mut self.log {
            log.enter(at);
        }
        if !self.has_room() {
            return false;
        }
        match rule.kind {
            RuleKind::Silent => self.body(rule),
            RuleKind::Normal => self.named(id, |engine| engine.body(rule)),
            RuleKind::Atomic => {
                self.named(id, |engine| engine.within(Atomicity::Atomic, |engine| engine.body(rule)))
            }
            RuleKind::CompoundAtomic => {
                self.within(Atomicity::CompoundAtomic, |engine| engine.named(id, |engine| engine.body(rule)))
            }
            RuleKind::NonAtomic => {
                self.within(Atomicity::NonAtomic, |engine| engine.named(id, |engine| engine.body(rule)))
            }
        }
    }

    fn body(&mut self, rule: &'p Compiled) -> bool {
        let is_atomic = matches!(rule.kind, RuleKind::Atomic | RuleKind::CompoundAtomic);
        if rule.is_space && !is_atomic {
            self.within(Atomicity::Atomic, |engine| engine.run(&rule.body))
        } else {
            self.run(&rule.body)
        }
    }

    /// A rule with a node of its own.
    fn named(&mut self, rule: u32, inner: impl FnOnce(&mut Self) -> bool) -> bool {
        if !self.enter() {
            return false;
        }
        let (start, index) = (self.at, self.entries.len());
        let begun = self.tracks.begin(start);
        let has_node = self.looking == Looking::Nowhere && self.atomicity != Atomicity::Atomic;
        if has_node {
            self.entries.push(Entry { rule, start, end: start, next: index });
        }
        let is_match = inner(self);
        // Within `!` it is a match that is to blame.
        let is_blamed = is_match == (self.looking == Looking::Against);
        if is_blamed && self.atomicity != Atomicity::Atomic && !self.is_quick {
            self.tracks.note(rule, begun, self.looking == Looking::Against);
        }
        if has_node && is_match {
            let next = self.entries.len();
            self.entries[index] = Entry { rule, start, end: self.at, next };
        } else if has_node {
            self.entries.truncate(index);
        }
        is_match
    }

    fn within(&mut self, atomicity: Atomicity, inner: impl FnOnce(&mut Self) -> bool) -> bool {
        if !self.enter() {
            return false;
        }
        let outer = std::mem::replace(&mut self.atomicity, atomicity);
        let is_match = inner(self);
        self.atomicity = outer;
        is_match
    }

    // ---- operations

    fn run(&mut self, op: &'p Op) -> bool {
        match op {
            Op::Text(text) => self.literal(text),
            Op::Folded(text) => self.folded(text),
            Op::Range(first, last) => self.character(|c| *first <= c && c <= *last),
            Op::Chars(ranges) => self.character(|c| is_in(ranges, c)),
            Op::Builtin(builtin) => self.builtin(builtin),
            Op::Slice(start, end) => self.slice(*start, *end),
            Op::Rule(at) => self.rule(*at),
            Op::Ahead(inner) => self.look(Looking::For, inner),
            Op::Not(inner) => self.look(Looking::Against, inner),
            Op::Push(inner) => self.push(inner),
            Op::Sequence { steps, is_spaced } => self.sequence(|engine| engine.steps(steps, *is_spaced)),
            Op::Choice(alternatives) => alternatives.iter().any(|alternative| self.or_back(alternative)),
            Op::Optional { inner, absent } => self.optional(|engine| {
                engine.try_points(absent);
                let is_there = engine.or_back(inner);
                if !is_there && engine.limit.is_none() {
                    absent.iter().for_each(|point| engine.reach(*point));
                }
                is_there
            }),
            Op::Repeat { inner, is_spaced: false } => self.repeat(|engine| engine.or_back(inner)),
            Op::Repeat { inner, is_spaced: true } => self.sequence(|engine| {
                engine.optional(|engine| {
                    engine.or_back(inner)
                        && engine
                            .repeat(|engine| engine.sequence(|engine| engine.space() && engine.run(inner)))
                })
            }),
            Op::Skip(until, counted) => {
                self.skip(until, counted);
                true
            }
            Op::Noted { marks, inner } => self.noted(marks, inner),
        }
    }

    fn steps(&mut self, steps: &'p [Step], is_spaced: bool) -> bool {
        let mut is_first = true;
        for step in steps {
            match step {
                Step::Begin(notes) => self.begin(notes),
                Step::End(notes) => self.end(notes),
                Step::Run(op) => {
                    if !is_first && is_spaced && !self.space() {
                        return false;
                    }
                    is_first = false;
                    if !self.run(op) {
                        return false;
                    }
                }
            }
        }
        true
    }

    /// White space and comments between two parts.
    fn space(&mut self) -> bool {
        if self.atomicity != Atomicity::NonAtomic {
            return true;
        }
        match (self.program.whitespace, self.program.comment) {
            (None, None) => true,
            (Some(only), None) | (None, Some(only)) => self.repeat(|engine| engine.rule(only)),
            (Some(space), Some(comment)) => self.sequence(|engine| {
                engine.repeat(|engine| engine.rule(space))
                    && engine.repeat(|engine| {
                        engine.sequence(|engine| {
                            engine.rule(comment) && engine.repeat(|engine| engine.rule(space))
                        })
                    })
            }),
        }
    }

    fn sequence(&mut self, inner: impl FnOnce(&mut Self) -> bool) -> bool {
        if !self.enter() {
            return false;
        }
        let saved = self.save();
        let is_match = inner(self);
        if !is_match {
            self.restore(saved);
        }
        is_match
    }

    fn optional(&mut self, inner: impl FnOnce(&mut Self) -> bool) -> bool {
        self.enter() && (inner(self) || self.limit.is_none())
    }

    fn repeat(&mut self, mut turn: impl FnMut(&mut Self) -> bool) -> bool {
        if !self.enter() {
            return false;
        }
        loop {
            let before = (self.at, self.stack.len());
            if !turn(self) {
                return self.limit.is_none();
            }
            if before == (self.at, self.stack.len()) {
                self.limit = Some(Limit::Endless);
                return false;
            }
        }
    }

    fn look(&mut self, way: Looking, inner: &'p Op) -> bool {
        if !self.enter() {
            return false;
        }
        let outer = self.looking;
        self.looking = match (way, outer) {
            (Looking::Against, Looking::Against) => Looking::For,
            (Looking::Against, _) | (_, Looking::Against) => Looking::Against,
            _ => Looking::For,
        };
        let saved = self.save();
        let is_match = self.run(inner);
        self.looking = outer;
        self.restore(saved);
        self.limit.is_none() && is_match == (way == Looking::For)
    }

    /// Runs what another way may follow: the stack is put back if it fails.
    fn or_back(&mut self, op: &'p Op) -> bool {
        let stack = self.stacked();
        let is_match = self.run(op);
        if !is_match {
            self.stack = stack;
        }
        is_match
    }
}
