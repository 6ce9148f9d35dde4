//! What a query comes to at every stage, as text that cases can be compared with.
//!
//! In: a case and a base. Out: [`Made`]. Absent: comparing. Whatever reads queries can stand behind
//! [`Subject`]: the compiled parser, or a grammar that was read at run time.

use std::panic::{AssertUnwindSafe, catch_unwind};

use crate::pipeline::{Answered, Settings, ask};
use crate::store::Store;
use crate::syntax;
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

/// Something that reads and answers queries.
pub trait Subject {
    /// What the query of a case comes to, up to the last stage that the case states.
    fn make(&self, case: &Case, store: &Store) -> Made;
}

/// The parser that ships, and the pipeline behind it.
#[derive(Debug, Clone, Copy, Default)]
pub struct Compiled;

impl Subject for Compiled {
    fn make(&self, case: &Case, store: &Store) -> Made {
        catch_unwind(AssertUnwindSafe(|| made(case, store)))
            .unwrap_or_else(|_| Made { error: Some("the program panicked".to_owned()), ..Made::default() })
    }
}

fn made(case: &Case, store: &Store) -> Made {
    let mut made = Made { tree: tree(case, store), ..Made::default() };
    if let Some(rule) = case.attributes.rule.as_ref().filter(|rule| *rule != "query") {
        let report = Report::error(format!("the compiled parser starts with `query`, and not with `{rule}`"));
        made.error = Some(drawn(&report, ""));
        return made;
    }
    match case.attributes.today.filter(|_| !case.is_syntax_only()) {
        Some(today) => answer(case, store, today, &mut made),
        None => match syntax::parse(&case.query, store) {
            Ok(tree) => canonical(&tree, store, &mut made),
            Err(error) => made.error = Some(drawn(&error.report(), &case.query)),
        },
    }
    made
}

fn answer(case: &Case, store: &Store, today: Day, made: &mut Made) {
    match ask(&case.query, store, &Settings::on(today)) {
        Ok(answered) => {
            canonical(&answered.tree, store, made);
            answered_stages(case, store, &answered, made);
        }
        Err(fault) => {
            made.error = Some(drawn(&fault.report(), &case.query));
            if let Ok(tree) = syntax::parse(&case.query, store) {
                canonical(&tree, store, made);
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

fn tree(case: &Case, store: &Store) -> Option<Tree> {
    if !case.states(Stage::Tree) {
        return None;
    }
    let marked = syntax::mark(&case.query, store).ok()?;
    let node = syntax::nodes(&marked, &case.query, store).ok()?;
    Some(Tree::of(&node, &marked))
}

/// The canonical form, and the law that it reads back as itself.
fn canonical(tree: &syntax::Query, store: &Store, made: &mut Made) {
    let printed = tree.to_string();
    made.read_back = match syntax::parse(&printed, store) {
        Ok(again) => Some(again.to_string()).filter(|again| *again != printed),
        Err(error) => Some(drawn(&error.report(), &printed)),
    };
    made.canonical = Some(printed);
}

/// As a terminal without colour, 100 columns wide, shows it.
fn drawn(report: &Report, query: &str) -> String {
    draw(report, &Source::new("", query), Style { colour: false, width: 100 }).trim_end().to_owned()
}
