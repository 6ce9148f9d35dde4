//! What a definition answers.
//!
//! In: a definition that was kept, and what there is to tell about it. Out: [`Answered`] with the noun and what it
//! stands for, as `let` answers. Absent: keeping it; the memory does.

use std::time::Instant;

use smallvec::SmallVec;

use super::Answered;
use crate::eval::{Answer, Cell, Column, ColumnKind, Profile, Row};
use crate::resolve::{Ask, Finish, Frame, Query, Set};
use crate::store::Store;
use crate::time::Day;
use crate::{plan, syntax};

/// The answer to a definition; the first of the notes is how it was read.
pub(super) fn defined(
    tree: syntax::Query,
    definition: &syntax::Definition,
    mut notes: Vec<String>,
    store: &Store,
    today: Day,
    start: Instant,
) -> Answered {
    let meaning = if notes.is_empty() { definition.phrase.to_string() } else { notes.remove(0) };
    let mut noun = definition.noun.plural.clone();
    for parameter in &definition.parameters {
        noun.push_str(&format!(" {} ?{}", parameter.preposition.text, parameter.variable.text));
    }
    let reading = format!("from now on `{noun}` stands for {meaning}");
    let query = nothing(today);
    let plan = plan::plan(&query, store);
    let cells = vec![Cell::Text(noun), Cell::Text(meaning)];
    let columns = ["noun", "stands for"].map(column).to_vec();
    let answer = Answer::of_rows(columns, vec![Row::new(cells, true, SmallVec::new())], notes);
    let (rivals, profile) = (super::Rivals::default(), Profile::new());
    Answered { tree, query, reading, plan, answer, rivals, time: start.elapsed(), profile, explained: None }
}

/// A query about nothing: a definition asks for no facts.
fn nothing(today: Day) -> Query {
    Query {
        ask: Ask::Rows,
        set: Set::Any(Vec::new()),
        frame: Frame { today, as_of: None, known: None },
        certainty: None,
        finish: Finish::default(),
        remarks: Vec::new(),
        shown: Vec::new(),
        variables: Vec::new(),
        expanded: 0,
    }
}

fn column(title: &str) -> Column {
    Column { title: title.to_owned(), key: title.replace(' ', "_"), kind: ColumnKind::Text, priority: 0 }
}
