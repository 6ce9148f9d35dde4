//! Help, made from the grammar and the vocabulary.
//!
//! In: a word or none, the store. Out: text for people, no line wider than the terminal. Absent: keys
//! being pressed; any particular relation: what is said of relations comes from their declarations.

mod examples;
mod keywords;
mod vocabulary;

use std::fmt::Write;

use super::Look;
use super::command::COMMANDS;
use crate::store::Store;
use crate::syntax;
use crate::text::{Report, Span, display_width, english, suggest, wrap};

/// The keys of the prompt, and what they do.
const KEYS: [(&str, &str); 16] = [
    ("Tab", "what can follow; names of several words complete as one"),
    ("Enter", "ask; goes on with the next line while a bracket or quotation is open"),
    ("Alt-Enter", "a new line in the same query"),
    ("Right, End, Ctrl-E", "take the suggestion in grey"),
    ("Alt-F", "take one word of it"),
    ("Up, Down", "earlier queries that begin like this one"),
    ("Ctrl-R", "search earlier queries, in any case"),
    ("Ctrl-A, Ctrl-E", "to the start, to the end of the line"),
    ("Ctrl-W, Alt-D", "delete the word before, after the cursor"),
    ("Ctrl-U, Ctrl-K", "delete to the start, to the end of the line"),
    ("Ctrl-Y", "put back what was deleted"),
    ("Ctrl-_", "undo"),
    ("Ctrl-L", "clear the screen"),
    ("Ctrl-X Ctrl-E", "write the query in your editor ($VISUAL or $EDITOR)"),
    ("Ctrl-C", "clear the line, stop a running query; twice within two seconds: leave"),
    ("Ctrl-D", "leave, on an empty line"),
];

/// Help in general for an empty word, else help on the word; a report where there is none. Its spans
/// count from the start of the word.
pub(super) fn on(word: &str, store: &Store, look: &Look) -> Result<String, Box<Report>> {
    let width = look.text_width();
    Ok(match word.to_lowercase().as_str() {
        "" => general(store, width),
        "keys" => page("keys", &table(&KEYS.map(|(key, does)| (key.to_owned(), does.to_owned())), width)),
        "words" => all_words(width),
        "commands" => page("commands", &table(&commands(), width)),
        _ => return about(word, store, width),
    })
}

fn general(store: &Store, width: usize) -> String {
    let mut out =
        prose("Ask in English. Every answer opens with how it was read and names its sources.", width);
    let examples: Vec<String> = examples::of(store).iter().map(|query| format!("  {query}\n")).collect();
    if !examples.is_empty() {
        let _ = write!(out, "\n{}", examples.concat());
    }
    let relations = vocabulary::relations(store);
    if !relations.is_empty() {
        let _ = write!(out, "\n{}", page("what is known", &table(&relations, width)));
    }
    let _ = write!(out, "\n{}", page("commands", &table(&commands(), width)));
    out
}

fn commands() -> Vec<(String, String)> {
    let name =
        |entry: &super::command::Entry| format!("{} {}", entry.name, entry.takes).trim_end().to_owned();
    COMMANDS.iter().map(|entry| (name(entry), entry.about.to_owned())).collect()
}

fn all_words(width: usize) -> String {
    let words: Vec<String> = syntax::closed_words().collect();
    let mut out = prose("The words of the language; `help WORD` tells more about one.", width);
    let _ = write!(out, "\n{}", prose(&words.join(", "), width));
    out
}

fn about(word: &str, store: &Store, width: usize) -> Result<String, Box<Report>> {
    let parts: Vec<String> = keywords::about(word, store, width)
        .into_iter()
        .chain(vocabulary::about(word, store, width))
        .collect();
    if !parts.is_empty() {
        return Ok(parts.join("\n"));
    }
    let closed: Vec<String> = syntax::closed_words().collect();
    let known = store.phrases().map(|phrase| phrase.written).chain(closed.iter().map(String::as_str));
    let near = suggest(word, known, 3).into_iter().map(|near| format!("help {near}"));
    let report = Report::error(format!("there is no help on {}", english::quote(word)));
    Err(report.at(Span::new(0, word.len())).tries(near).into())
}

/// A heading with lines below it.
fn page(heading: &str, lines: &str) -> String {
    format!("{heading}\n{lines}")
}

fn prose(text: &str, width: usize) -> String {
    wrap(text, width.max(1)).join("\n") + "\n"
}

/// Two columns, the second wrapped; on a narrow terminal the second stands below the first.
fn table(rows: &[(String, String)], width: usize) -> String {
    const GAP: usize = 2;
    const NARROWEST: usize = 24;
    let first = rows.iter().map(|(left, _)| display_width(left)).max().unwrap_or(0);
    let beside = width.saturating_sub(first + 2 * GAP);
    let mut out = String::new();
    for (left, right) in rows {
        if beside < NARROWEST {
            let below = wrap(right, width.saturating_sub(2 * GAP).max(1)).join("\n    ");
            let _ = writeln!(out, "  {left}\n    {below}");
            continue;
        }
        for (at, line) in wrap(right, beside).iter().enumerate() {
            let left = if at == 0 { left.as_str() } else { "" };
            let pad = first - display_width(left) + GAP;
            let _ = writeln!(out, "{}", format!("  {left}{:pad$}{line}", "").trim_end());
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{on, table};
    use crate::load;
    use crate::pipeline::{Settings, ask};
    use crate::shell::Look;
    use crate::syntax;
    use crate::text::display_width;
    use crate::time::Day;

    #[test]
    fn no_line_is_wider_than_the_terminal() {
        let store = load::shipped().store;
        for width in [20, 40, 80, 200] {
            let look = Look::plain(Some(width));
            for topic in ["", "keys", "words", "since"] {
                for line in
                    on(topic, &store, &look).expect("a topic").lines().filter(|line| !line.starts_with("  "))
                {
                    assert!(display_width(line) <= width.max(20), "help {topic} at {width}: {line}");
                }
            }
        }
    }

    #[test]
    fn every_closed_word_has_help() {
        let store = load::shipped().store;
        for word in syntax::closed_words() {
            assert!(on(&word, &store, &Look::plain(None)).is_ok(), "help {word}");
        }
    }

    #[test]
    fn every_example_is_answered() {
        let store = load::shipped().store;
        let settings = Settings::on(Day::from_ymd(2024, 12, 31).expect("a day of the calendar"));
        let mut examples = super::examples::of(&store);
        assert!(examples.len() > 4, "{examples:?}");
        examples.extend(super::keywords::examples(&store));
        for word in store.nouns().filter_map(|noun| noun.words.first()) {
            examples.extend(super::vocabulary::examples(&word.plural, &store));
        }
        for verb in store.verbs() {
            examples.extend(super::vocabulary::examples(&verb.forms[0], &store));
        }
        for query in examples {
            assert!(
                ask(&query, &store, &settings).is_ok(),
                "{query}: {:?}",
                ask(&query, &store, &settings).err()
            );
        }
    }

    #[test]
    fn tables_stack_where_it_is_narrow() {
        let rows = [("a key".to_owned(), "what it does".to_owned())];
        assert_eq!(table(&rows, 80), "  a key  what it does\n");
        assert_eq!(table(&rows, 20), "  a key\n    what it does\n");
    }
}
