//! What the line editor asks while a line is typed.
//!
//! In: the line and the cursor. Out: candidates, a suggestion, colours, whether the line is complete.
//! Absent: the rules behind them (`complete`, `statement`, `colours`).

use std::borrow::Cow;
use std::sync::{Arc, OnceLock};
use std::time::{Duration, Instant};

use rustyline::completion::{Completer, Pair};
use rustyline::highlight::{CmdKind, Highlighter};
use rustyline::hint::{Hint, Hinter};
use rustyline::validate::{ValidationContext, ValidationResult, Validator};
use rustyline::{Context, Result};

use super::super::command::{self, Command};
use super::super::complete::{Candidate, Uses, complete};
use super::super::index::Index;
use super::super::scan::{Class, scan};
use super::super::statement::{goes_on, statements};
use super::{Session, colours};
use crate::eval::Outcome;
use crate::pipeline::{Memory, Preview, Settings, preview};
use crate::shell::Base;
use crate::text::{display_width, english, fold};

/// How many of the latest entries teach completion what is used most.
const TAUGHT_BY: usize = 500;
/// A word of fewer letters may still become anything.
const SHORTEST_HINTED: usize = 2;
/// A line that takes longer to answer says nothing of its rows.
const PREVIEW_TIME: Duration = Duration::from_millis(20);
/// The widest that a candidate is shown, so that two stand side by side on 80 columns.
const WIDEST: usize = 37;

/// Everything that the line editor may ask.
pub(super) struct Helper {
    base: Base,
    index: Arc<OnceLock<Index>>,
    /// Entries, the latest first.
    entries: Vec<String>,
    uses: Uses,
    settings: Settings,
    /// What `$name` and defined nouns stand for.
    words: Memory,
    colour: bool,
    hints: bool,
}

impl Helper {
    /// The helper of a session; the index is made in the background.
    pub(super) fn new(session: &Session) -> Self {
        let look = session.look();
        let base = session.base().clone();
        let index = indexed(&base);
        let hints = session.hints() && look.colour;
        let (settings, words) = (session.settings(), session.words());
        let (entries, uses) = (Vec::new(), Uses::new());
        Helper { base, index, entries, uses, settings, words, colour: look.colour, hints }
    }

    /// Takes over what changed in the session and in the history.
    pub(super) fn learn(&mut self, session: &Session, entries: &[String]) {
        self.hints = session.hints() && self.colour;
        // A stop that was meant for a statement does not stop what is typed next.
        self.settings = Settings { stop: Arc::default(), ..session.settings() };
        self.words = session.words();
        if !self.base.is(session.base()) {
            self.base = session.base().clone();
            self.index = indexed(&self.base);
        }
        self.entries = entries.iter().rev().cloned().collect();
        self.uses.clear();
        for entry in entries.iter().rev().take(TAUGHT_BY) {
            let phrases = scan(entry, self.base.store()).into_iter();
            let used =
                phrases.filter(|token| matches!(token.class, Class::Name | Class::Word | Class::Keyword));
            for token in used {
                *self.uses.entry(fold(token.span.of(entry))).or_insert(0) += 1;
            }
        }
    }

    /// The rest of what Tab offers first, where that goes on as typed.
    fn next_word(&self, line: &str) -> Option<String> {
        let word = line.rsplit(char::is_whitespace).next().unwrap_or_default();
        if word.chars().count() < SHORTEST_HINTED {
            return None;
        }
        let (start, found) = complete(line, self.index(), self.base.store(), &self.uses);
        let typed = line.get(start..)?;
        // After `SCO)` nothing is typed of the next word, and nothing may be glued to the bracket.
        let (same, rest) = found.first()?.text.split_at_checked(typed.len()).filter(|_| !typed.is_empty())?;
        (same.to_lowercase() == typed.to_lowercase() && !rest.is_empty()).then(|| rest.to_owned())
    }

    /// How many rows a line gives, if it is one query that is answered in no time.
    fn rows(&self, line: &str) -> Option<String> {
        let until = Instant::now().checked_add(PREVIEW_TIME)?;
        let found = statements(line);
        let [statement] = found.as_slice() else { return None };
        let text = &statement.text;
        let is_query = matches!(command::read(text), Ok(Command::Query)) && !goes_on(line);
        let is_known = || scan(text, self.base.store()).iter().all(|token| token.class != Class::Unknown);
        if !is_query || !is_known() {
            return None;
        }
        let found = preview(text, self.base.store(), &self.settings, &self.words, until)?;
        Some(said(found))
    }

    fn index(&self) -> &Index {
        self.index.get_or_init(|| Index::new(self.base.store()))
    }
}

/// An answer in numbers, for people.
fn said(found: Preview) -> String {
    match (found.outcome, found.rows, found.possible) {
        (Outcome::Count(_), ..) => "one number".to_owned(),
        (Outcome::Verdict(_), ..) => "a yes or no".to_owned(),
        (Outcome::Rows, 0, _) => "no rows".to_owned(),
        (Outcome::Rows, rows, 0) => english::plural(rows, "row"),
        (Outcome::Rows, rows, possible) => {
            format!("{}, {} possible", english::plural(rows, "row"), english::number(possible as u64))
        }
    }
}

/// An index that is being made.
fn indexed(base: &Base) -> Arc<OnceLock<Index>> {
    let index = Arc::new(OnceLock::new());
    let (cell, base) = (Arc::clone(&index), base.clone());
    std::thread::spawn(move || {
        cell.get_or_init(|| Index::new(base.store()));
    });
    index
}

/// A candidate with its kind, or cut where it is long.
fn shown(candidate: &Candidate) -> String {
    let Candidate { text, label } = candidate;
    let full = if label.is_empty() { text.clone() } else { format!("{text} ({label})") };
    if display_width(&full) <= WIDEST {
        return full;
    }
    if display_width(text) <= WIDEST {
        return text.clone();
    }
    let mut cut = String::new();
    for c in text.chars() {
        cut.push(c);
        if display_width(&cut) >= WIDEST {
            cut.pop();
            break;
        }
    }
    cut + "…"
}

impl rustyline::Helper for Helper {}

impl Completer for Helper {
    type Candidate = Pair;

    /// Never an error: the line editor would lose the line.
    fn complete(&self, line: &str, pos: usize, _: &Context<'_>) -> Result<(usize, Vec<Pair>)> {
        let before = line.get(..pos).unwrap_or(line);
        let (start, found) = complete(before, self.index(), self.base.store(), &self.uses);
        let pair = |candidate: Candidate| Pair { display: shown(&candidate), replacement: candidate.text };
        Ok((start, found.into_iter().map(pair).collect()))
    }
}

/// The rest of the line, which may be taken, and what is said below it.
pub(super) struct Suggestion {
    shown: String,
    rest: usize,
}

impl Hint for Suggestion {
    fn display(&self) -> &str {
        &self.shown
    }

    fn completion(&self) -> Option<&str> {
        self.shown.get(..self.rest).filter(|rest| !rest.is_empty())
    }
}

impl Hinter for Helper {
    type Hint = Suggestion;

    /// The rest of the latest entry that begins like the line, or else of the likeliest word; below it, how many
    /// rows a complete query gives.
    fn hint(&self, line: &str, pos: usize, _: &Context<'_>) -> Option<Suggestion> {
        if !self.hints || line.trim().is_empty() || pos < line.len() {
            return None;
        }
        let rest = self.entries.iter().filter_map(|entry| entry.strip_prefix(line));
        let entered = rest.filter(|rest| !rest.is_empty() && !rest.contains('\n')).map(str::to_owned).next();
        let mut shown = entered.or_else(|| self.next_word(line)).unwrap_or_default();
        let rest = shown.len();
        if let Some(rows) = self.rows(line) {
            shown.push('\n');
            shown.push_str(&rows);
        }
        (!shown.is_empty()).then_some(Suggestion { shown, rest })
    }
}

impl Validator for Helper {
    fn validate(&self, context: &mut ValidationContext) -> Result<ValidationResult> {
        Ok(if goes_on(context.input()) {
            ValidationResult::Incomplete
        } else {
            ValidationResult::Valid(None)
        })
    }
}

impl Highlighter for Helper {
    fn highlight<'l>(&self, line: &'l str, pos: usize) -> Cow<'l, str> {
        if !self.colour {
            return Cow::Borrowed(line);
        }
        Cow::Owned(colours::coloured(line, pos, self.base.store(), self.index()))
    }

    fn highlight_prompt<'b, 's: 'b, 'p: 'b>(&'s self, prompt: &'p str, _: bool) -> Cow<'b, str> {
        if self.colour { Cow::Owned(colours::prompt(prompt)) } else { Cow::Borrowed(prompt) }
    }

    fn highlight_hint<'h>(&self, hint: &'h str) -> Cow<'h, str> {
        Cow::Owned(colours::quiet(hint))
    }

    fn highlight_char(&self, _: &str, _: usize, kind: CmdKind) -> bool {
        self.colour && kind != CmdKind::MoveCursor
    }
}
