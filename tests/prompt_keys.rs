//! The prompt in a pseudo-terminal: what a person sees for the keys that are pressed.
//!
//! In: keys. Out: what appears on the terminal, and the status. Absent: what answers mean.
#![cfg(unix)]

use std::process::Command;
use std::time::Duration;

use expectrl::process::unix::WaitStatus;
use expectrl::session::OsSession;
use expectrl::{Eof, Expect, Session};

const CTRL_C: &str = "\x03";
const CTRL_D: &str = "\x04";
const ENTER: &str = "\r";
const ALT_ENTER: &str = "\x1b\r";
const TAB: &str = "\t";
const UP: &str = "\x1b[A";
const PROMPT: &str = "annals> ";

/// The program in a terminal of 80 columns, over the facts that ship, with a history of its own.
struct Terminal {
    session: OsSession,
    folder: tempfile::TempDir,
}

impl Terminal {
    fn open() -> Self {
        let folder = tempfile::tempdir().expect("a folder for the test");
        Terminal { session: start(&folder), folder }
    }

    /// Ends the program and starts it again in the same place.
    fn reopen(&mut self) {
        self.press(CTRL_D);
        self.see(Eof);
        self.session = start(&self.folder);
    }

    fn press(&mut self, keys: &str) {
        self.session.send(keys).expect("the terminal takes keys");
    }

    fn see(&mut self, needle: impl expectrl::Needle) {
        self.session.expect(needle).expect("this appears on the terminal");
    }

    fn leaves_with(&mut self, status: i32) {
        self.see(Eof);
        let ended = self.session.get_process().wait().expect("the program ends");
        assert!(matches!(ended, WaitStatus::Exited(_, code) if code == status), "{ended:?}");
    }
}

fn start(folder: &tempfile::TempDir) -> OsSession {
    let mut command = Command::new(env!("CARGO_BIN_EXE_annals"));
    command.current_dir(folder.path()).args(["--today", "2024-12-31"]);
    command.env("ANNALS_HISTORY", folder.path().join("history")).env("TERM", "xterm").env("NO_COLOR", "1");
    let mut session = Session::spawn(command).expect("the program starts");
    session.set_expect_timeout(Some(Duration::from_secs(20)));
    session.get_process_mut().set_window_size(80, 40).expect("the terminal has a size");
    session.expect(PROMPT).expect("the prompt opens");
    session
}

/// What is shown below a complete query is found so; on the terminal itself a slow machine may leave it out.
#[test]
fn a_complete_query_is_counted_before_it_is_asked() {
    use annals::pipeline::{Memory, Settings, preview};
    let store = annals::load::shipped().store;
    let settings = Settings::on("2026-11-23".parse().expect("a day"));
    let rows = |text: &str, patience: Duration| {
        let until = std::time::Instant::now() + patience;
        let found = preview(text, &store, &settings, &Memory::default(), until)?;
        Some((found.rows, found.possible))
    };
    let long = Duration::from_secs(20);
    assert_eq!(rows("members of BRICS since 2024", long), Some((6, 1)));
    assert_eq!(rows("members of", long), None, "it is not complete");
    assert_eq!(rows("let $club = BRICS", long), None, "it asks nothing");
    assert_eq!(rows("members of BRICS since 2024", Duration::ZERO), None, "there is no time");
}

#[test]
fn a_query_is_answered_and_ctrl_d_leaves() {
    let mut terminal = Terminal::open();
    terminal.press("members of BRICS since 2024");
    terminal.press(ENTER);
    terminal.see("Iran");
    terminal.see(PROMPT);
    terminal.press(CTRL_D);
    terminal.leaves_with(0);
}

#[test]
fn errors_leave_the_session_open() {
    let mut terminal = Terminal::open();
    terminal.press("members sinc 2024");
    terminal.press(ENTER);
    terminal.see("is not known here");
    terminal.see(PROMPT);
    terminal.press(".quit");
    terminal.press(ENTER);
    terminal.leaves_with(0);
}

#[test]
fn tab_completes_names_as_one() {
    let mut terminal = Terminal::open();
    terminal.press("members of shanghai c");
    terminal.press(TAB);
    terminal.see("Shanghai Cooperation Organisation");
    terminal.press(ENTER);
    terminal.see("whose membership of Shanghai Cooperation");
    terminal.see(PROMPT);
    terminal.press(".form");
    terminal.press(TAB);
    terminal.see(".format");
    terminal.press(CTRL_C);
    terminal.see(PROMPT);
    terminal.press(CTRL_D);
    terminal.leaves_with(0);
}

#[test]
fn ctrl_c_clears_the_line_and_leaves_when_it_comes_twice() {
    let mut terminal = Terminal::open();
    terminal.press("nonsense");
    terminal.see("nonsense");
    terminal.press(CTRL_C);
    terminal.see(PROMPT);
    terminal.press("help keys");
    terminal.press(ENTER);
    terminal.see("leave, on an empty line");
    terminal.see(PROMPT);
    terminal.press(CTRL_C);
    terminal.see(PROMPT);
    terminal.press(CTRL_C);
    terminal.leaves_with(130);
}

#[test]
fn what_is_open_goes_on() {
    let mut terminal = Terminal::open();
    terminal.press("members of (BRICS");
    terminal.press(ENTER);
    terminal.press("or OPEC)");
    terminal.press(ENTER);
    terminal.see("Iran");
    terminal.see(PROMPT);
    terminal.press("members of BRICS");
    terminal.press(ALT_ENTER);
    terminal.press("since 2024");
    terminal.press(ENTER);
    terminal.see("2024-01-01 and holds");
    terminal.see(PROMPT);
    terminal.press(CTRL_D);
    terminal.leaves_with(0);
}

#[test]
fn a_pasted_script_runs_statement_by_statement() {
    let mut terminal = Terminal::open();
    terminal.press("\x1b[200~count members of OPEC\nis Iran a member of BRICS?\nexpect yes\n\x1b[201~");
    terminal.press(ENTER);
    terminal.see("the number of");
    terminal.see("yes");
    terminal.see(PROMPT);
    terminal.press(CTRL_D);
    terminal.leaves_with(0);
}

#[test]
fn entries_are_remembered_but_for_those_with_a_space() {
    let mut terminal = Terminal::open();
    for entry in ["count members of OPEC", " count members of SCO"] {
        terminal.press(entry);
        terminal.press(ENTER);
        terminal.see("the number of");
        terminal.see(PROMPT);
    }
    terminal.reopen();
    terminal.press(UP);
    terminal.see("count members of OPEC");
    terminal.press(ENTER);
    terminal.see("the number of");
    terminal.see(PROMPT);
    terminal.press(CTRL_D);
    terminal.leaves_with(0);
    let path = terminal.folder.path().join("history");
    let kept = std::fs::read_to_string(&path).expect("the history is a file");
    assert!(kept.contains("OPEC") && !kept.contains("SCO"), "{kept}");
    let mode = std::os::unix::fs::PermissionsExt::mode(
        &std::fs::metadata(&path).expect("it is there").permissions(),
    );
    assert_eq!(mode & 0o777, 0o600);
}

#[test]
fn facts_load_again_when_their_files_change() {
    let mut terminal = Terminal::open();
    let facts = terminal.folder.path().join("facts");
    std::fs::create_dir(&facts).expect("a folder can be made");
    let write = |text: &str| std::fs::write(facts.join("books.toml"), text).expect("a file can be written");
    write("[kind.book]\nwords = [\"book\", \"books\"]\n[entity.emma]\nname = \"Emma\"\nkind = \"book\"\n");
    terminal.reopen();
    terminal.press("books");
    terminal.press(ENTER);
    terminal.see("Emma");
    terminal.see(PROMPT);
    write("[kind.book\n");
    terminal.press("books");
    terminal.press(ENTER);
    terminal.see("books.toml:1");
    terminal.see("stay in use");
    terminal.see("Emma");
    terminal.see(PROMPT);
    write(
        "[kind.book]\nwords = [\"book\", \"books\"]\n[entity.ulysses]\nname = \"Ulysses\"\nkind = \"book\"\n",
    );
    terminal.press("books");
    terminal.press(ENTER);
    terminal.see("loaded again");
    terminal.see("Ulysses");
    terminal.see(PROMPT);
    terminal.press(CTRL_D);
    terminal.leaves_with(0);
}
