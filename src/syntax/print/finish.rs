//! What ends a query as canonical text.
//!
//! In: [`Finisher`], [`Column`]. Out: their words, without space around them. Absent: what they do.

use std::fmt;

use super::super::tree::{Column, Direction, Finisher, Per};

impl fmt::Display for Finisher {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Finisher::Per(Per::Unit(unit, _)) => write!(f, "per {}", unit.word()),
            Finisher::Per(Per::EndOf(unit, _)) => write!(f, "at the end of each {}", unit.word()),
            Finisher::Per(Per::Noun(noun)) => write!(f, "per {}", noun.text),
            Finisher::Per(Per::Variable(name)) => write!(f, "per ?{}", name.text),
            Finisher::Sorted(column, Direction::Ascending) => write!(f, "sorted by {column}"),
            Finisher::Sorted(column, Direction::Descending) => write!(f, "sorted by {column} descending"),
            Finisher::Limit(count, _) => write!(f, "limit {count}"),
            Finisher::MostOften => f.write_str("most often"),
            Finisher::Longest { shortest, .. } => {
                write!(f, "for the {} time", if *shortest { "shortest" } else { "longest" })
            }
            Finisher::Top(count, _) => write!(f, "top {count}"),
            Finisher::Show(columns) => {
                f.write_str("show ")?;
                columns.iter().enumerate().try_for_each(|(at, column)| {
                    let name = column.to_string();
                    // Behind a comma `and` joins, so that a column of that name needs it twice.
                    let and = if name.eq_ignore_ascii_case("and") { "and " } else { "" };
                    if at == 0 { write!(f, "{name}") } else { write!(f, ", {and}{name}") }
                })
            }
        }
    }
}

impl fmt::Display for Column {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Column::Date => "date",
            Column::Start => "start",
            Column::End => "end",
            Column::Name => "name",
            Column::Count => "count",
            Column::Measure(measure) => measure.word(),
            Column::DateOf(word) => return write!(f, "date of {}", word.text),
            Column::Noun(word) => &word.text,
            Column::Variable(name) => return write!(f, "?{}", name.text),
        })
    }
}
