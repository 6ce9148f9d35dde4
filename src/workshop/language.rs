//! What the workshop knows of this program's own language beyond its grammar.
//!
//! In: a fact base and a day. Out: the pass that marks words, the tree builder, the resolver and the evaluator, each
//! behind one question. Absent: all of it for any other grammar: its text is seen as typed, and a tree is all.

use std::sync::atomic::AtomicBool;

use super::corpus::Table;
use super::generate::BaseWords;
use super::grammar::Grammar;
use super::interpret::Interpreted;
use super::reader::{Read, Reader, Seen};
use crate::eval::{Limits, Outcome};
use crate::store::Store;
use crate::text::{Source, Style, draw};
use crate::time::Day;
use crate::{eval, plan, resolve, syntax};

/// The rules that this program parses with; the first is that of queries.
pub const STARTS: [&str; 3] = ["query", "definition_head", "date"];

/// The rules that only this program's grammar has: those of the marks.
const MARKS: [&str; 3] = ["open", "close", "is_name"];

/// The most rows that the answer to a made sentence may take.
const ROWS: usize = 200_000;
/// The most bytes that it may take.
const MEMORY: usize = 64 << 20;

/// The grammar of this program, file by file.
pub fn grammar_texts() -> [(String, String); 3] {
    let file = |name: &str, text: &str| (format!("grammar/{name}.pest"), text.to_owned());
    [
        file("words", include_str!("../../grammar/words.pest")),
        file("dates", include_str!("../../grammar/dates.pest")),
        file("sentences", include_str!("../../grammar/sentences.pest")),
    ]
}

/// Whether a grammar is a version of this program's own.
pub fn is_own(grammar: &Grammar) -> bool {
    MARKS.iter().all(|name| grammar.find(name).is_some())
}

/// Whether a word is reserved in a version of this program's language.
pub fn is_reserved(parser: &Interpreted, word: &str) -> bool {
    (parser as &dyn syntax::Parser).is_reserved(word)
}

/// Whether messages have a name for a rule of this program's grammar.
pub fn has_name(rule: &str) -> bool {
    syntax::has_name(rule)
}

/// The language that a grammar is for.
#[derive(Clone, Copy)]
pub enum Language<'a> {
    /// Any: texts are seen as they are typed, and a tree is all that comes of them.
    Any,
    /// This program's, asked of a base on a day.
    Own(&'a Store, Day),
}

impl<'a> Language<'a> {
    /// This program's language if there is a base.
    pub fn of(store: Option<&'a Store>, today: Day) -> Self {
        store.map_or(Language::Any, |store| Language::Own(store, today))
    }

    /// What was expected, for people.
    pub fn say(self, expected: &[String]) -> String {
        match self {
            Language::Any => expected.join(", "),
            Language::Own(..) => syntax::in_english(expected).join(", "),
        }
    }

    /// What people are told about a text that a parser refuses, as they see it; none of a text that is read, and in
    /// another language.
    pub fn message(self, parser: &Interpreted, text: &str) -> Option<String> {
        let Language::Own(store, _) = self else { return None };
        let error = syntax::Reader { parser, lexicon: store, values: &NO_VALUES }.parse(text).err()?;
        Some(draw(&error.report(), &Source::new("", text), Style { colour: false, width: 100 }))
    }

    /// The words that a grammar cannot spell.
    pub fn words(self) -> Option<BaseWords<'a>> {
        match self {
            Language::Any => None,
            Language::Own(store, _) => Some(BaseWords::of(store)),
        }
    }
}

/// What comes of a text behind the grammar.
impl Reader<'_> {
    /// A text as the grammar sees it; none where it does not come that far.
    pub fn seen(&self, text: &str) -> Option<Seen> {
        match self.language {
            Language::Any => Some(Seen { text: text.to_owned(), marked: None }),
            Language::Own(store, _) => {
                let marked = self.syntax(store).mark(text).ok()?;
                Some(Seen { text: marked.text.clone(), marked: Some(marked) })
            }
        }
    }

    /// Which characters of the text as seen are not typed.
    pub fn hides(&self) -> fn(char) -> bool {
        match self.language {
            Language::Any => |_| false,
            Language::Own(..) => syntax::is_mark,
        }
    }

    /// Why the tree builder refuses a tree: where, in the text as typed, and its message.
    pub fn refusal(&self, read: &Read) -> Option<(usize, String)> {
        let report = tree(read)?.err()?.report();
        Some((report.span.map_or(0, |span| span.start), report.message))
    }

    /// The answer to a text that was read in some way, as cases of the corpus show it: reading, then rows; or the
    /// message that it gets. None for another language.
    pub fn answer(&self, text: &str, read: &Read) -> Option<String> {
        let Language::Own(store, today) = self.language else { return None };
        let tree = tree(read)?.ok()?;
        Some(match resolve::resolve(&tree, store, today) {
            Err(error) => error.with_text(text).report().message,
            Ok(query) => match evaluated(&query, store) {
                Err(error) => error.report().message,
                Ok(answer) => {
                    let lines = Table::of(&answer, store).lines();
                    format!("{}\n{}", resolve::reading(&query, store), lines.join("\n"))
                }
            },
        })
    }

    /// Whether a text has an answer, and if so whether that says anything; none where its words make no sense.
    pub fn has_answer(&self, text: &str) -> Option<bool> {
        let Language::Own(store, today) = self.language else { return None };
        let tree = self.syntax(store).parse(text).ok()?;
        let query = resolve::resolve(&tree, store, today).ok()?;
        let answer = evaluated(&query, store).ok()?;
        Some(match answer.outcome {
            Outcome::Rows => !answer.rows.is_empty(),
            Outcome::Count(tally) => tally.high > 0,
            Outcome::Verdict(verdict) => verdict != eval::Verdict::NotRecorded,
        })
    }

    /// The tree of a text; none where it is refused, and in another language.
    pub fn tree(&self, text: &str) -> Option<syntax::Query> {
        let marked = self.seen(text)?.marked?;
        let parser: &dyn syntax::Parser = &self.parser;
        syntax::tree_of(&parser.tree(STARTS[0], &marked.text)?, &marked).ok()
    }

    /// Whether the words of a text that can be parsed go together; of another language nothing more is asked.
    pub fn makes_sense(&self, text: &str) -> bool {
        let Language::Own(store, today) = self.language else { return true };
        self.syntax(store).parse(text).is_ok_and(|mut tree| {
            // The plan of a query makes sense if the query does.
            while let syntax::Ask::About(syntax::About::Explain(inner)) = tree.ask {
                tree = *inner;
            }
            // What speaks of a session, or adds to it, makes sense or not by the session alone.
            let is_of_session = matches!(
                tree.ask,
                syntax::Ask::Define(_)
                    | syntax::Ask::About(
                        syntax::About::Let { .. } | syntax::About::Why { .. } | syntax::About::WhyNot { .. }
                    )
            );
            is_of_session || resolve::resolve(&tree, store, today).is_ok()
        })
    }

    fn syntax<'s>(&'s self, store: &'s Store) -> syntax::Reader<'s> {
        syntax::Reader { parser: &self.parser, lexicon: store, values: &NO_VALUES }
    }
}

static NO_VALUES: syntax::Values = syntax::Values::new();

/// The tree of a reading; none for another language.
fn tree(read: &Read) -> Option<Result<syntax::Query, syntax::Error>> {
    Some(syntax::tree_of(read.trees.first()?, read.seen.marked.as_ref()?))
}

fn evaluated(query: &resolve::Query, store: &Store) -> Result<eval::Answer, eval::Error> {
    let stop = AtomicBool::new(false);
    let limits = Limits { rows: ROWS, memory: MEMORY, stop: &stop, until: None };
    eval::answer(query, &plan::plan(query, store), store, &limits)
}
