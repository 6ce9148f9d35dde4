//! What a query comes to at every stage, as text that cases can be compared with.
//!
//! In: a case and a base. Out: [`Made`]. Absent: comparing. Whatever reads queries can stand behind
//! [`Subject`]: the compiled parser, or a grammar that was read at run time.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use crate::pipeline::{Answered, Settings, ask};
use crate::store::Store;
use crate::syntax::{self, Parser, Reader, Values};
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
        let reader = Reader { parser: &*self.0, lexicon: store, values: &Values::new() };
        let rule = case.attributes.rule.as_deref();
        if let Some(rule) = rule.filter(|rule| *rule != "query") {
            return from_rule(rule, case, reader);
        }
        let mut made = Made { tree: tree(case, reader), ..Made::default() };
        match case.attributes.today.filter(|_| !case.is_syntax_only()) {
            Some(today) => self.answer(case, reader, store, today, &mut made),
            None => match reader.parse(&case.query) {
                Ok(tree) => canonical(&tree, reader, &mut made),
                Err(error) => made.error = Some(drawn(&error.report(), &case.query)),
            },
        }
        made
    }

    fn answer(&self, case: &Case, reader: Reader<'_>, store: &Store, today: Day, made: &mut Made) {
        let settings = Settings { parser: Arc::clone(&self.0), ..Settings::on(today) };
        match ask(&case.query, store, &settings) {
            Ok(answered) => {
                canonical(&answered.tree, reader, made);
                answered_stages(case, store, &answered, made);
            }
            Err(fault) => {
                made.error = Some(drawn(&fault.report(), &case.query));
                if let Ok(tree) = reader.parse(&case.query) {
                    canonical(&tree, reader, made);
                }
            }
        }
    }
}

/// What a rule other than that of queries makes of the text: a tree, if it reads all of it.
fn from_rule(rule: &str, case: &Case, reader: Reader<'_>) -> Made {
    let read = reader.mark(&case.query).and_then(|marked| {
        let node = reader.nodes_of(rule, &marked, &case.query)?;
        Ok(Tree::of(&node, &marked))
    });
    match read {
        Ok(tree) => Made { tree: Some(tree), ..Made::default() },
        Err(error) => Made { error: Some(drawn(&error.report(), &case.query)), ..Made::default() },
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

fn tree(case: &Case, reader: Reader<'_>) -> Option<Tree> {
    if !case.states(Stage::Tree) {
        return None;
    }
    let marked = reader.mark(&case.query).ok()?;
    let node = reader.nodes(&marked, &case.query).ok()?;
    Some(Tree::of(&node, &marked))
}

/// The canonical form, and the law that it reads back as itself.
fn canonical(tree: &syntax::Query, reader: Reader<'_>, made: &mut Made) {
    let printed = tree.to_string();
    made.read_back = match reader.parse(&printed) {
        Ok(again) => Some(again.to_string()).filter(|again| *again != printed),
        Err(error) => Some(drawn(&error.report(), &printed)),
    };
    made.canonical = Some(printed);
}

/// As a terminal without colour, 100 columns wide, shows it.
pub(super) fn drawn(report: &Report, query: &str) -> String {
    draw(report, &Source::new("", query), Style { colour: false, width: 100 }).trim_end().to_owned()
}
