//! What a query comes to at every stage, as text that cases can be compared with.
//!
//! In: a case and a base. Out: [`Made`]. Absent: comparing. Whatever reads queries can stand behind
//! [`Subject`]: the compiled parser, or a grammar that was read at run time.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use crate::pipeline::{Answered, Memory, Settings, ask_with, outline, read};
use crate::store::Store;
use crate::syntax::{self, Parser};
use crate::text::{Report, Source, Style, draw};
use crate::time::Day;

use super::case::{Case, Stage};
use super::table::Table;
use super::tree::Tree;

/// What a query came to. A stage that was not asked about, or not reached, is none.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Made {
    /// The tree of rules.
    pub tree: Option<Tree>,
    /// The canonical form.
    pub canonical: Option<String>,
    /// What the canonical form reads back as, where that is something else.
    pub read_back: Option<String>,
    /// The reading.
    pub reading: Option<String>,
    /// The plan.
    pub plan: Option<String>,
    /// The answer.
    pub answer: Option<Table>,
    /// Whether the query orders the rows.
    pub is_ordered: bool,
    /// The notes under the answer.
    pub hint: Option<String>,
    /// The report that refuses the query, as people see it.
    pub error: Option<String>,
}

impl Made {
    /// Whether a text that was read never comes to that stage.
    pub fn lacks(&self, stage: Stage) -> bool {
        let is_there = match stage {
            Stage::Tree => self.tree.is_some(),
            Stage::Canonical => self.canonical.is_some(),
            Stage::Reading => self.reading.is_some(),
            Stage::Plan => self.plan.is_some(),
            Stage::Answer => self.answer.is_some(),
            Stage::Hint => self.hint.is_some(),
            Stage::Error => true,
        };
        self.error.is_none() && !is_there
    }
}

/// Something that reads and answers queries.
pub trait Subject {
    /// What the query of a case comes to, up to the last stage that the case states.
    fn make(&self, case: &Case, store: &Store) -> Made;

    /// Whether queries have answers, which depend on the day.
    fn answers(&self) -> bool {
        true
    }
}

/// The parser that ships, and the pipeline behind it.
#[derive(Debug, Clone, Copy, Default)]
pub struct Compiled;

impl Subject for Compiled {
    fn make(&self, case: &Case, store: &Store) -> Made {
        Through(Arc::new(syntax::Compiled)).make(case, store)
    }
}

/// Any parser, and the pipeline behind it.
#[derive(Debug, Clone)]
pub struct Through(pub Arc<dyn Parser>);

impl Subject for Through {
    fn make(&self, case: &Case, store: &Store) -> Made {
        catch_unwind(AssertUnwindSafe(|| self.made(case, store)))
            .unwrap_or_else(|_| Made { error: Some("the program panicked".to_owned()), ..Made::default() })
    }
}

impl Through {
    fn made(&self, case: &Case, store: &Store) -> Made {
        // Where no day is given, nothing that depends on it is stated.
        let today = case.attributes.today.unwrap_or(Day::MIN);
        let settings = Settings { parser: Arc::clone(&self.0), ..Settings::on(today) };
        let session = match session(case, store, &settings) {
            Ok(session) => session,
            Err(error) => return Made { error: Some(error), ..Made::default() },
        };
        let rule = case.attributes.rule.as_deref();
        if let Some(rule) = rule.filter(|rule| *rule != "query") {
            return from_rule(rule, case, store, &settings, &session);
        }
        let mut made = Made { tree: tree(case, store, &settings, &session), ..Made::default() };
        if case.is_syntax_only() || case.attributes.today.is_none() {
            match read(&case.query, store, &settings, &session) {
                Ok(tree) => canonical(&tree, store, &settings, &session, &mut made),
                Err(fault) => made.error = Some(drawn(&fault.report(), &case.query)),
            }
        } else {
            answer(case, store, &settings, &session, &mut made);
        }
        made
    }
}

/// What a rule other than that of queries makes of the start of the text.
fn from_rule(rule: &str, case: &Case, store: &Store, settings: &Settings, session: &Memory) -> Made {
    match outline(rule, &case.query, store, settings, session) {
        Ok((node, marked)) => Made { tree: Some(Tree::of(&node, &marked)), ..Made::default() },
        Err(fault) => Made { error: Some(drawn(&fault.report(), &case.query)), ..Made::default() },
    }
}

/// The session after all that was given.
///
/// # Errors
/// The message that something given gets; it is one of the case, whatever the case states.
pub fn session(case: &Case, store: &Store, settings: &Settings) -> Result<Memory, String> {
    let mut memory = Memory::default();
    for statement in &case.attributes.given {
        ask_with(statement, store, settings, &mut memory)
            .map_err(|fault| format!("what was given is refused\n{}", drawn(&fault.report(), statement)))?;
    }
    Ok(memory)
}

fn answer(case: &Case, store: &Store, settings: &Settings, session: &Memory, made: &mut Made) {
    match ask_with(&case.query, store, settings, &mut session.clone()) {
        Ok(answered) => {
            canonical(&answered.tree, store, settings, session, made);
            answered_stages(case, store, &answered, made);
        }
        Err(fault) => {
            made.error = Some(drawn(&fault.report(), &case.query));
            if let Ok(tree) = read(&case.query, store, settings, session) {
                canonical(&tree, store, settings, session, made);
            }
        }
    }
}

fn answered_stages(case: &Case, store: &Store, answered: &Answered, made: &mut Made) {
    made.reading = Some(answered.reading.clone());
    if case.states(Stage::Plan) {
        made.plan = Some(answered.plan.text(store));
    }
    made.answer = Some(Table::of(&answered.answer, store));
    made.is_ordered = !answered.query.finish.order.is_empty();
    made.hint = Some(answered.answer.notes.join("\n"));
}

fn tree(case: &Case, store: &Store, settings: &Settings, session: &Memory) -> Option<Tree> {
    if !case.states(Stage::Tree) {
        return None;
    }
    let (node, marked) = outline("query", &case.query, store, settings, session).ok()?;
    Some(Tree::of(&node, &marked))
}

/// The canonical form, and the law that it reads back as itself.
fn canonical(tree: &syntax::Query, store: &Store, settings: &Settings, session: &Memory, made: &mut Made) {
    let printed = tree.to_string();
    made.read_back = match read(&printed, store, settings, session) {
        Ok(again) => Some(again.to_string()).filter(|again| *again != printed),
        Err(fault) => Some(drawn(&fault.report(), &printed)),
    };
    made.canonical = Some(printed);
}

/// As a terminal without colour, 100 columns wide, shows it.
pub(super) fn drawn(report: &Report, query: &str) -> String {
    draw(report, &Source::new("", query), Style { colour: false, width: 100 }).trim_end().to_owned()
}
