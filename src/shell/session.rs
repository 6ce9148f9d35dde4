//! A session without a terminal: what a person or a script has set, and the last answer.
//!
//! In: statements, one by one. Out: answers on the given output, or [`Trouble`] as data.
//! Absent: keys, files of scripts, drawing of troubles.

use std::cell::Cell;
use std::collections::BTreeMap;
use std::io::Write;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use super::clock::{self, Zone};
use super::command::{self, Command};
use super::expect::Expectation;
use super::trouble::shifted;
use super::{Base, Look, Trouble, explain, help, progress, tables};
use crate::eval::{Answer, Outcome, Verdict};
use crate::pipeline::{self, Answered, Fault, Memory, Settings};
use crate::render::{self, Format, FormatUnknown};
use crate::text::{Report, Span};
use crate::time::Day;

/// What a statement did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Done {
    /// A query was answered; `empty` says that it gave no rows or that the answer is not *yes*.
    Answered {
        /// Whether nothing was found.
        empty: bool,
    },
    /// An expectation was met.
    Met,
    /// A command was carried out.
    Carried,
    /// The session is to end.
    Quit,
}

/// What one user of the program has set.
#[derive(Debug)]
pub struct Session {
    /// What `those`, `why` and `$name` speak of.
    memory: Memory,
    /// The values of `--param`.
    params: BTreeMap<String, String>,
    base: Base,
    pinned: Option<Day>,
    format: Format,
    look: Look,
    hints: bool,
    zone: Zone,
    /// The most rows and the most megabytes that a query may use, where they were set.
    limits: (Option<u64>, Option<u64>),
    /// How many rows an answer shows at once; `last` shows all.
    rows: Option<usize>,
    /// Whether an empty line stands between answers for people, and whether one is due.
    spaced: bool,
    due: Cell<bool>,
    stop: Arc<AtomicBool>,
    last: Option<Answered>,
}

impl Session {
    /// A session over a base; without a day, today is the clock's.
    pub fn new(base: Base, today: Option<Day>, format: Format, look: Look) -> Self {
        let stop = Arc::new(AtomicBool::new(false));
        Session {
            memory: Memory::default(),
            params: BTreeMap::new(),
            base,
            pinned: today,
            format,
            look,
            hints: true,
            zone: Zone::default(),
            limits: (None, None),
            rows: None,
            spaced: false,
            due: Cell::new(false),
            stop,
            last: None,
        }
    }

    /// The facts.
    pub fn base(&self) -> &Base {
        &self.base
    }

    /// Asks from now on about another base.
    pub fn set_base(&mut self, base: Base) {
        self.base = base;
        // Ids of facts belong to one base.
        self.memory.forget();
    }

    /// Takes the files of another base as seen, and keeps the facts.
    pub(super) fn keep_base(&mut self, other: &Base) {
        self.base.saw(other);
    }

    /// How answers and reports are drawn.
    pub fn look(&self) -> Look {
        self.look.now()
    }

    /// Whether suggestions are shown while typing.
    pub fn hints(&self) -> bool {
        self.hints
    }

    /// Shows suggestions while typing, or not.
    pub(super) fn suggest(&mut self, hints: bool) {
        self.hints = hints;
    }

    /// Where it is today.
    pub(super) fn set_zone(&mut self, zone: Zone) {
        self.zone = zone;
    }

    /// What `$name` and defined nouns stand for.
    pub(super) fn words(&self) -> Memory {
        self.memory.words()
    }

    /// Gives `$name` its value from outside.
    pub fn set_params(&mut self, params: BTreeMap<String, String>) {
        self.params = params;
    }

    /// Stops queries that make more rows, or keep more megabytes of them; none: the usual limits.
    pub fn set_limits(&mut self, rows: Option<u64>, megabytes: Option<u64>) {
        self.limits = (rows, megabytes);
    }

    /// Shows at most so many rows of an answer, where people read it; `last` shows all of them.
    pub fn set_rows(&mut self, rows: Option<usize>) {
        self.rows = rows;
    }

    /// Puts an empty line between answers that people read.
    pub fn set_spaced(&mut self) {
        self.spaced = true;
    }

    /// Set it to stop the running statement.
    pub fn stop(&self) -> Arc<AtomicBool> {
        Arc::clone(&self.stop)
    }

    /// Today, pinned or by the clock.
    pub fn today(&self) -> Day {
        self.pinned.unwrap_or_else(|| clock::today(self.zone))
    }

    /// Carries out one statement: a query, a command, an expectation.
    pub fn run(&mut self, statement: &str, out: &mut dyn Write) -> Result<Done, Trouble> {
        self.stop.store(false, Ordering::Relaxed);
        match command::read(statement).map_err(Trouble::Command)? {
            Command::Nothing => return Ok(Done::Carried),
            Command::Query => return self.query(statement, out),
            Command::Quit => return Ok(Done::Quit),
            Command::Expect(span) => return self.expect(statement, span),
            Command::Explain => return self.explain(statement, out),
            Command::Help(span) => self.help(statement, span, out)?,
            Command::Last => self.show_last(out)?,
            Command::Facts => {
                let answer = tables::facts(&self.base);
                self.render(&answer.0, &answer.1, None, None, out)?;
            }
            Command::Sources => {
                let answer = tables::sources(self.base.store());
                self.render(&answer.0, &answer.1, None, None, out)?;
            }
            Command::Format(span) => self.set_format(statement, span)?,
            Command::Today(span) => self.set_today(statement, span)?,
            Command::Hints(span) => self.set_hints(statement, span)?,
        }
        Ok(Done::Carried)
    }

    fn query(&mut self, text: &str, out: &mut dyn Write) -> Result<Done, Trouble> {
        let mut answered = self.ask(text)?;
        answered.answer.notes.extend(answered.rivals.notes());
        let shown = self.render(&answered.answer, &answered.reading, self.rows, Some(answered.time), out);
        let empty = match answered.answer.outcome {
            Outcome::Rows => answered.answer.rows.is_empty(),
            Outcome::Count(tally) => tally.high == 0,
            Outcome::Verdict(verdict) => verdict != Verdict::Yes,
        };
        self.last = Some(answered);
        shown.map(|()| Done::Answered { empty })
    }

    /// What holds for every query of the session.
    pub(super) fn settings(&self) -> Settings {
        let mut settings = Settings::on(self.today());
        settings.stop = self.stop();
        settings.limit(self.limits.0, self.limits.1);
        settings.params.clone_from(&self.params);
        settings
    }

    fn ask(&mut self, text: &str) -> Result<Answered, Trouble> {
        if let Some(last) = self.last.take() {
            last.answer.discard();
        }
        let settings = self.settings();
        let (store, memory) = (self.base.store(), &mut self.memory);
        let mut ask = || pipeline::ask_with(text, store, &settings, memory);
        let answered =
            if self.look.terminal { progress::while_waiting("asking", &|| None, ask) } else { ask() };
        answered.map_err(|fault| match fault {
            Fault::Eval(_) if self.stop.load(Ordering::Relaxed) => Trouble::Interrupted,
            fault => Trouble::Query(Box::new(fault)),
        })
    }

    /// For people in sections; for programs as rows.
    fn explain(&mut self, statement: &str, out: &mut dyn Write) -> Result<Done, Trouble> {
        let answered = self.ask(statement)?;
        match &answered.explained {
            Some(explained) if self.format == Format::Table => {
                let text = explain::explain(explained, self.base.store(), &self.look());
                out.write_all(text.as_bytes())?;
            }
            _ => self.render(&answered.answer, &answered.reading, None, None, out)?,
        }
        Ok(Done::Carried)
    }

    fn help(&self, statement: &str, span: Span, out: &mut dyn Write) -> Result<(), Trouble> {
        let help = help::on(span.of(statement), self.base.store(), &self.look());
        let help = help.map_err(|report| Trouble::from(shifted(*report, span.start)))?;
        Ok(out.write_all(help.as_bytes())?)
    }

    fn expect(&self, statement: &str, span: Span) -> Result<Done, Trouble> {
        let expectation = Expectation::parse(statement, span).map_err(Trouble::Command)?;
        let Some(last) = &self.last else {
            let report = Report::error("there is no answer to compare with");
            return Err(Trouble::from(report.help("an expectation stands below the query it speaks of")));
        };
        expectation.check(&last.answer, self.base.store()).map_err(Trouble::Unmet)?;
        Ok(Done::Met)
    }

    fn show_last(&self, out: &mut dyn Write) -> Result<(), Trouble> {
        let Some(last) = &self.last else {
            return Err(Trouble::from(Report::error("there is no last answer").help("ask something first")));
        };
        self.render(&last.answer, &last.reading, None, None, out)
    }

    fn render(
        &self,
        answer: &Answer,
        reading: &str,
        rows: Option<usize>,
        time: Option<Duration>,
        out: &mut dyn Write,
    ) -> Result<(), Trouble> {
        let look = self.look();
        // What is no terminal gets everything, and nothing that differs from run to run.
        let timing = time.filter(|_| look.terminal);
        let for_people = matches!(self.format, Format::Table | Format::Record | Format::Markdown);
        if self.due.replace(self.spaced && for_people) {
            writeln!(out)?;
        }
        let style = render::Style { colour: look.colour, width: look.width, rows, timing };
        let shown = render::render(out, answer, reading, self.base.store(), self.format, &style)?;
        if shown.more > 0 {
            writeln!(out, "`last` shows all of them")?;
        }
        Ok(())
    }

    fn set_format(&mut self, statement: &str, span: Span) -> Result<(), Trouble> {
        let wrong = |unknown: FormatUnknown| Trouble::from(Report::error(unknown.to_string()).at(span));
        self.format = span.of(statement).parse().map_err(wrong)?;
        Ok(())
    }

    fn set_today(&mut self, statement: &str, span: Span) -> Result<(), Trouble> {
        let text = span.of(statement);
        if text.is_empty() {
            self.pinned = None;
            return Ok(());
        }
        let wrong = |_| {
            Trouble::from(
                Report::error(format!("`{text}` is no day")).at(span).help("write it as 2024-10-23"),
            )
        };
        self.pinned = Some(text.parse().map_err(wrong)?);
        Ok(())
    }

    fn set_hints(&mut self, statement: &str, span: Span) -> Result<(), Trouble> {
        self.hints = match span.of(statement) {
            "on" => true,
            "off" => false,
            _ => return Err(Trouble::from(Report::error("hints are `on` or `off`").at(span))),
        };
        Ok(())
    }
}
