//! The prompt.
//!
//! In: a session, keys. Out: answers, until Ctrl-D, `.quit` or Ctrl-C twice. Absent: what statements do
//! (`session`), what may follow (`complete`).

mod colours;
mod editor;
mod helper;
mod history;
mod interrupt;
mod keys;
mod pager;

use std::io::{self, BufWriter, Write};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use rustyline::error::ReadlineError;
use rustyline::history::DefaultHistory;
use rustyline::{CompletionType, Config, Editor};

use super::command::{self, Command};
use super::trouble::tell;
use super::{Done, Session, Status, Trouble, statements};
use crate::text::{Source, english};
use helper::Helper;
use interrupt::Stoppable;
use keys::Wishes;

/// What stands before the line.
const PROMPT: &str = "annals> ";
/// How many rows an answer shows; `last` shows all.
const ROWS: usize = 40;
/// Ctrl-C twice within this time leaves.
const TWICE: Duration = Duration::from_secs(2);
/// Nobody types so many terminal errors in a row: the terminal is gone.
const MOST_FAILURES: usize = 8;

type LineEditor = Editor<Helper, DefaultHistory>;

/// Reads, answers, and starts again.
pub(super) fn run(mut session: Session, rows: Option<usize>) -> Status {
    let wishes = Arc::new(Wishes::default());
    let mut editor = match editor(&session, &wishes) {
        Ok(editor) => editor,
        Err(error) => {
            tell(&format!("error: the prompt cannot be opened: {error}\n"));
            return Status::Usage;
        }
    };
    session.set_rows(Some(rows.unwrap_or(ROWS)));
    interrupt::handle(session.stop());
    banner(&session);
    let history = history::load(&mut editor);
    let mut prompt = Prompt { session, editor, wishes, history, interrupted: None };
    prompt.learn();
    prompt.run()
}

fn editor(session: &Session, wishes: &Arc<Wishes>) -> rustyline::Result<LineEditor> {
    let config = Config::builder()
        .max_history_size(history::MOST_ENTRIES)?
        .history_ignore_dups(true)?
        .history_ignore_space(true)
        .completion_type(CompletionType::List)
        .completion_show_all_if_ambiguous(true)
        .completion_prompt_limit(super::complete::MOST)
        .bracketed_paste(true)
        .auto_add_history(false)
        .build();
    let mut editor = Editor::with_config(config)?;
    editor.set_helper(Some(Helper::new(session)));
    keys::bind(&mut editor, wishes);
    Ok(editor)
}

/// Two lines at most: what is there, and where to begin.
fn banner(session: &Session) {
    let store = session.base().store();
    let facts = english::plural(store.fact_count(), "fact");
    tell(&format!(
        "annals {}: {facts}, {}\n`help` shows what to ask; Tab completes; Ctrl-D leaves\n",
        env!("CARGO_PKG_VERSION"),
        session.base().origin()
    ));
}

struct Prompt {
    session: Session,
    editor: LineEditor,
    wishes: Arc<Wishes>,
    history: Option<std::path::PathBuf>,
    interrupted: Option<Instant>,
}

impl Prompt {
    fn run(&mut self) -> Status {
        let mut draft: Option<String> = None;
        let mut failures = 0;
        loop {
            let initial = draft.take().unwrap_or_default();
            match self.editor.readline_with_initial(PROMPT, (&initial, "")) {
                Ok(line) => {
                    failures = 0;
                    if self.wishes.take_edit() {
                        draft = Some(editor::edit(&line));
                        continue;
                    }
                    if let Some(status) = self.submit(&line) {
                        return status;
                    }
                }
                Err(ReadlineError::Interrupted) => {
                    if self.twice() {
                        return Status::Interrupted;
                    }
                }
                Err(ReadlineError::Eof) => return Status::Fine,
                Err(ReadlineError::Signal(_)) => {}
                Err(error) => {
                    failures += 1;
                    tell(&format!("error: {error}\n"));
                    if failures == MOST_FAILURES {
                        return Status::Usage;
                    }
                }
            }
        }
    }

    /// Whether this Ctrl-C comes soon after another.
    fn twice(&mut self) -> bool {
        let now = Instant::now();
        let before = self.interrupted.replace(now);
        before.is_some_and(|before| now.duration_since(before) < TWICE)
    }

    /// Runs what was entered, statement by statement, up to the first trouble.
    fn submit(&mut self, line: &str) -> Option<Status> {
        if line.trim().is_empty() {
            return None;
        }
        self.interrupted = None;
        self.remember(line);
        self.reload();
        let source = Source::new("query", line);
        for statement in statements(line) {
            let stop = self.session.stop();
            stop.store(false, Ordering::Relaxed);
            let done = if self.pages(&statement.text) {
                self.paged(&statement.text, &stop)
            } else {
                let mut out = Stoppable::new(BufWriter::new(io::stdout().lock()), &stop);
                let done = self.session.run(&statement.text, &mut out);
                // What was answered before a trouble is shown before it.
                let flushed = out.flush();
                done.and_then(|done| flushed.map(|()| done).map_err(Trouble::from))
            };
            match done {
                Ok(Done::Quit) => return Some(Status::Fine),
                Ok(_) => {}
                Err(trouble) => {
                    let stopped = stop.load(Ordering::Relaxed);
                    let trouble = if stopped { Trouble::Interrupted } else { trouble };
                    trouble.show(&source, statement.span.start, &self.session.look());
                    if matches!(trouble, Trouble::Output(_)) {
                        return Some(trouble.status());
                    }
                    self.interrupted = stopped.then(Instant::now);
                    break;
                }
            }
        }
        self.learn();
        None
    }

    /// Whether a statement's answer goes to the pager.
    fn pages(&self, statement: &str) -> bool {
        self.session.look().terminal && matches!(command::read(statement), Ok(Command::Last))
    }

    fn paged(&mut self, statement: &str, stop: &AtomicBool) -> Result<Done, Trouble> {
        let mut text = Vec::new();
        let done = self.session.run(statement, &mut Stoppable::new(&mut text, stop))?;
        let height = self.editor.dimensions().map_or(0, |(_, rows)| usize::from(rows));
        pager::show(&text, height)?;
        Ok(done)
    }

    /// Keeps an entry at once, so that nothing is lost with the terminal. A history that cannot be
    /// written is still one for this session.
    fn remember(&mut self, line: &str) {
        let added = self.editor.add_history_entry(line.trim_end()).unwrap_or(false);
        if let Some(path) = self.history.as_ref().filter(|_| added) {
            let _ = self.editor.append_history(path);
        }
    }

    /// Loads the facts again when their files changed; with a fault in them the old ones stay.
    fn reload(&mut self) {
        let Some(base) = self.session.base().reloaded() else { return };
        if base.faulty() {
            base.show_faults(&self.session.look());
            tell("the files of facts have changed; the facts as they were stay in use\n");
            self.session.keep_base(&base);
            return;
        }
        tell(&format!("loaded again: {}\n", english::plural(base.store().fact_count(), "fact")));
        self.session.set_base(base);
    }

    /// Tells the helper of everything that changed.
    fn learn(&mut self) {
        let entries = history::entries(self.editor.history());
        self.wishes.set_entries(&entries);
        if let Some(helper) = self.editor.helper_mut() {
            helper.learn(&self.session, &entries);
        }
    }
}
