//! What a statement is: a query, or one of the few commands beside them.
//!
//! In: one statement. Out: a [`Command`]. Absent: doing it (`session`).
//!
//! A command begins with a dot, or with one of the words `help`, `explain`, `expect`; `last` is one
//! where it stands alone. A query that must begin with such a word puts `the` before it.

use crate::text::{Report, Span, suggest};

/// What to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Command {
    /// Nothing but space and comments.
    Nothing,
    /// Answer the statement.
    Query,
    /// Show how the query is read and answered.
    Explain,
    /// Help in general, or on a word.
    Help(Span),
    /// Compare the last answer with this.
    Expect(Span),
    /// The whole of the last answer.
    Last,
    /// Files and counts.
    Facts,
    /// The documents that facts cite.
    Sources,
    /// The form of answers.
    Format(Span),
    /// The day that is today; an empty one unpins it.
    Today(Span),
    /// Grey suggestions at the prompt: on or off.
    Hints(Span),
    /// Leave.
    Quit,
}

/// A command as help and completion show it.
pub(super) struct Entry {
    /// `.format`
    pub(super) name: &'static str,
    /// `NAME`; empty if it takes nothing.
    pub(super) takes: &'static str,
    /// What it does, in a few words.
    pub(super) about: &'static str,
}

/// All commands, in the order in which help lists them.
pub(super) const COMMANDS: [Entry; 10] = [
    entry("help", "WORD", "what can be asked; or about a word, `words`, `keys`"),
    entry("explain", "QUERY", "how a query is read and answered"),
    entry("expect", "WHAT", "check the last answer: `4 rows`, `none`, `yes`, a name"),
    entry("last", "", "the whole of the last answer"),
    entry(".facts", "", "the files, and how many facts of each relation"),
    entry(".sources", "", "the documents that facts cite"),
    entry(".format", "NAME", "the form of answers"),
    entry(".today", "DATE", "take that day for today; without a date: the clock's"),
    entry(".hints", "on|off", "suggestions in grey while typing"),
    entry(".quit", "", "leave; so does Ctrl-D"),
];

const fn entry(name: &'static str, takes: &'static str, about: &'static str) -> Entry {
    Entry { name, takes, about }
}

/// Reads one statement; only a command with a dot can be wrong here.
pub(super) fn read(statement: &str) -> Result<Command, Box<Report>> {
    let Some(first) = word_at(statement, 0) else { return Ok(Command::Nothing) };
    let word = first.of(statement);
    let rest = Span::new(first.end, comment_start(statement));
    let rest = trimmed(statement, rest);
    let alone = rest.of(statement).trim_matches(['.', '?', '!']).is_empty();
    Ok(match word.to_ascii_lowercase().as_str() {
        "help" => Command::Help(rest),
        "?" if alone => Command::Help(rest),
        "explain" if !alone => Command::Explain,
        "expect" => Command::Expect(rest),
        "last" if alone => Command::Last,
        "quit" | "exit" if alone => Command::Quit,
        dotted if dotted.starts_with('.') => return dot_command(word, first, rest),
        _ if word.starts_with('#') && statement.lines().count() == 1 => Command::Nothing,
        _ => Command::Query,
    })
}

fn dot_command(word: &str, first: Span, rest: Span) -> Result<Command, Box<Report>> {
    let takes_nothing = |command| {
        if rest.start == rest.end {
            return Ok(command);
        }
        Err(Report::error(format!("`{word}` takes nothing")).at(rest).into())
    };
    match word.to_ascii_lowercase().as_str() {
        ".help" if rest.start == rest.end => Ok(Command::Help(rest)),
        ".last" => takes_nothing(Command::Last),
        ".facts" => takes_nothing(Command::Facts),
        ".sources" => takes_nothing(Command::Sources),
        ".quit" | ".exit" => takes_nothing(Command::Quit),
        ".format" => Ok(Command::Format(rest)),
        ".today" => Ok(Command::Today(rest)),
        ".hints" => Ok(Command::Hints(rest)),
        _ => {
            let near = suggest(word, COMMANDS.iter().map(|entry| entry.name), 3);
            Err(Report::error(format!("there is no command `{word}`"))
                .at(first)
                .help("`help` lists the commands")
                .tries(near)
                .into())
        }
    }
}

/// The first run of characters without white space at or after an offset.
fn word_at(text: &str, from: usize) -> Option<Span> {
    let rest = text.get(from..)?;
    let body = rest.trim_start();
    let start = from + rest.len() - body.len();
    let len = body.find(char::is_whitespace).unwrap_or(body.len());
    (len > 0).then(|| Span::new(start, start + len))
}

/// Where the comment of the last line starts; the end of the text if there is none.
fn comment_start(text: &str) -> usize {
    let mut quoted = false;
    for (at, c) in text.char_indices() {
        match c {
            '"' => quoted = !quoted,
            '#' if !quoted => return at,
            _ => {}
        }
    }
    text.len()
}

fn trimmed(text: &str, span: Span) -> Span {
    let piece = span.of(text);
    let start = span.start + piece.len() - piece.trim_start().len();
    Span::new(start, start + piece.trim().len())
}

#[cfg(test)]
mod tests {
    use super::{COMMANDS, Command, read};
    use crate::text::Span;

    #[test]
    fn commands_and_queries_are_told_apart() {
        for (statement, command) in [
            ("members of BRICS", Command::Query),
            ("last 5 visits", Command::Query),
            ("last", Command::Last),
            (" ", Command::Nothing),
            ("# nothing", Command::Nothing),
            ("help", Command::Help(Span::new(4, 4))),
            ("Help since # time", Command::Help(Span::new(5, 10))),
            ("explain members of BRICS", Command::Explain),
            (".facts", Command::Facts),
            (".Quit", Command::Quit),
            ("quit", Command::Quit),
        ] {
            assert_eq!(read(statement), Ok(command), "{statement}");
        }
        let statement = "expect \"a # b\" # why";
        let Ok(Command::Expect(span)) = read(statement) else { panic!("not an expectation") };
        assert_eq!(span.of(statement), "\"a # b\"");
    }

    #[test]
    fn unknown_commands_are_refused_with_the_nearest() {
        let report = read(".fatcs").expect_err("there is no such command");
        assert_eq!(report.tries.first().map(String::as_str), Some(".facts"));
        assert!(read(".facts now").is_err());
    }

    #[test]
    fn every_command_of_the_list_is_read() {
        for entry in COMMANDS {
            let statement =
                if entry.takes.is_empty() { entry.name.to_owned() } else { format!("{} x", entry.name) };
            let command = read(&statement).expect("listed commands exist");
            assert!(!matches!(command, Command::Query | Command::Nothing), "{}", entry.name);
        }
    }
}
