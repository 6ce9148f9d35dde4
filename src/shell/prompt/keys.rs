//! Keys that do something of their own.
//!
//! In: keys, and where the cursor is. Out: commands of the line editor. Absent: the usual keys of a line
//! editor, which stay as they are.

use std::collections::HashSet;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};

use rustyline::{
    Cmd, ConditionalEventHandler, Event, EventContext, EventHandler, KeyCode, KeyEvent, Modifiers,
    RepeatCount,
};

use super::LineEditor;

/// What a line that goes on begins with, so that it belongs to the line above.
const CONTINUED: &str = "\n  ";

/// What keys tell the loop, and what the loop tells the keys.
#[derive(Debug, Default)]
pub(super) struct Wishes {
    edit: AtomicBool,
    /// Whether Up was last pressed on an empty line.
    plain: AtomicBool,
    entries: Mutex<HashSet<String>>,
}

impl Wishes {
    /// Whether the editor was asked for; asked once, it is forgotten.
    pub(super) fn take_edit(&self) -> bool {
        self.edit.swap(false, Ordering::Relaxed)
    }

    /// Everything that the history holds.
    pub(super) fn set_entries(&self, entries: &[String]) {
        if let Ok(mut known) = self.entries.lock() {
            known.clear();
            known.extend(entries.iter().cloned());
        }
        self.plain.store(false, Ordering::Relaxed);
    }

    fn is_entry(&self, line: &str) -> bool {
        self.entries.lock().is_ok_and(|known| known.contains(line))
    }
}

/// Binds all of them.
pub(super) fn bind(editor: &mut LineEditor, wishes: &Arc<Wishes>) {
    let key = |code, modifiers| Event::from(KeyEvent(code, modifiers));
    let shared = |handler: fn(Arc<Wishes>) -> Box<dyn ConditionalEventHandler>| {
        EventHandler::Conditional(handler(Arc::clone(wishes)))
    };
    editor.bind_sequence(
        key(KeyCode::Enter, Modifiers::NONE),
        Cmd::AcceptOrInsertLine { accept_in_the_middle: true },
    );
    editor.bind_sequence(key(KeyCode::Enter, Modifiers::ALT), Cmd::Insert(1, CONTINUED.to_owned()));
    editor.bind_sequence(KeyEvent::ctrl('V'), Cmd::QuotedInsert);
    for code in [KeyCode::Up, KeyCode::Down] {
        editor.bind_sequence(key(code, Modifiers::NONE), shared(|wishes| Box::new(Recall(wishes))));
    }
    for event in [key(KeyCode::End, Modifiers::NONE), Event::from(KeyEvent::ctrl('E'))] {
        editor.bind_sequence(event, EventHandler::Conditional(Box::new(TakeHint)));
    }
    editor.bind_sequence(KeyEvent::alt('f'), EventHandler::Conditional(Box::new(TakeWord)));
    editor.bind_sequence(key(KeyCode::Right, Modifiers::CTRL), EventHandler::Conditional(Box::new(TakeWord)));
    let edit = Event::KeySeq(vec![KeyEvent::ctrl('X'), KeyEvent::ctrl('E')]);
    editor.bind_sequence(edit, shared(|wishes| Box::new(Edit(wishes))));
}

/// Up and Down: plain from an empty line on, else by what the line begins with.
struct Recall(Arc<Wishes>);

impl ConditionalEventHandler for Recall {
    fn handle(&self, event: &Event, _: RepeatCount, _: bool, context: &EventContext) -> Option<Cmd> {
        let up = matches!(event.get(0), Some(KeyEvent(KeyCode::Up, _)));
        let (line, at) = (context.line(), context.pos());
        let beyond = if up { line.get(..at) } else { line.get(at..) };
        if beyond.is_some_and(|beyond| beyond.contains('\n')) && !self.0.is_entry(line) {
            return None;
        }
        let browsing = self.0.plain.load(Ordering::Relaxed) && self.0.is_entry(line);
        if line.is_empty() || browsing {
            self.0.plain.store(true, Ordering::Relaxed);
            return Some(if up { Cmd::PreviousHistory } else { Cmd::NextHistory });
        }
        self.0.plain.store(false, Ordering::Relaxed);
        Some(if up { Cmd::HistorySearchBackward } else { Cmd::HistorySearchForward })
    }
}

/// End and Ctrl-E at the end of the line take the suggestion.
struct TakeHint;

impl ConditionalEventHandler for TakeHint {
    fn handle(&self, _: &Event, _: RepeatCount, _: bool, context: &EventContext) -> Option<Cmd> {
        let at_end = context.pos() == context.line().len();
        (context.has_hint() && at_end).then_some(Cmd::CompleteHint)
    }
}

/// Alt-F at the end of the line takes the next word of the suggestion.
struct TakeWord;

impl ConditionalEventHandler for TakeWord {
    fn handle(&self, _: &Event, _: RepeatCount, _: bool, context: &EventContext) -> Option<Cmd> {
        if context.pos() < context.line().len() {
            return None;
        }
        let hint = context.hint_text().filter(|hint| !hint.is_empty())?;
        let start = hint.find(|c: char| !c.is_whitespace())?;
        let len = hint.get(start..)?.find(char::is_whitespace).map_or(hint.len(), |len| start + len);
        Some(Cmd::Insert(1, hint.get(..len)?.to_owned()))
    }
}

/// Ctrl-X Ctrl-E submits the line as it is, with the wish to edit it.
struct Edit(Arc<Wishes>);

impl ConditionalEventHandler for Edit {
    fn handle(&self, _: &Event, _: RepeatCount, _: bool, _: &EventContext) -> Option<Cmd> {
        self.0.edit.store(true, Ordering::Relaxed);
        Some(Cmd::AcceptLine)
    }
}
