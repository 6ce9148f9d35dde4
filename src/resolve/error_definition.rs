//! The errors about variables and definitions in English.
//!
//! In: [`Error`]. Out: its [`Report`], where it is one of these. Absent: when they arise.

use super::error::Error;
use crate::text::{Report, english, suggest};

impl Error {
    /// The report of an error about variables or definitions; `None` for any other.
    pub(super) fn report_definition(&self) -> Option<Report> {
        Some(match self {
            Error::Unbound { name, span } => {
                Report::error(format!("nothing says what `?{name}` may be: it stands only under a negation"))
                    .at(*span)
                    .help("use it once without `not`")
            }
            Error::NowhereElse { name, known, span } => {
                let near = suggest(name, known.iter().map(String::as_str), 1);
                let known: Vec<String> = if near.is_empty() { known.clone() } else { near };
                let known: Vec<String> = known.iter().map(|name| format!("`?{name}`")).collect();
                let help = match &known[..] {
                    [] => format!("put `?{name}` where a name can stand"),
                    known => format!(
                        "write {}, or put `?{name}` where a name can stand",
                        english::list(known, "or")
                    ),
                };
                Report::error(format!("`?{name}` stands nowhere else in this query")).at(*span).help(help)
            }
            Error::NegativeCycle { cycle, span } => {
                let (first, others) =
                    cycle.split_first().map_or(("", &[][..]), |(first, rest)| (first.as_str(), rest));
                let others: Vec<String> = others.iter().map(|noun| format!("`{noun}`")).collect();
                let way = if others.is_empty() {
                    String::new()
                } else {
                    format!(" (from `{first}` to {} and back)", others.join(" to "))
                };
                Report::error(format!(
                    "`{first}` depends on itself through a negation, a choice of the first, or a comparison of \
                     dates{way}"
                ))
                .at(*span)
                .help("leave the noun out of what is negated")
            }
            Error::InDefinition { noun, message, span } => {
                Report::error(format!("`{noun}` makes no sense with this: {message}")).at(*span)
            }
            Error::WholeInDefinition { span } => {
                Report::error("`as of`, `as known` and sources speak of a whole query, not of a definition")
                    .at(*span)
                    .help("say them where the noun is used, or write `in` with the date")
            }
            Error::TooManyDefinitions { span } => {
                Report::error("these are too many definitions").at(*span).help("ask in several steps")
            }
            Error::TwiceInDefinition { word, span } => {
                Report::error(format!("`{word}` stands twice in the head of this definition")).at(*span)
            }
            Error::UnusedParameter { name, span } => {
                Report::error(format!("`?{name}` stands nowhere in what this noun stands for"))
                    .at(*span)
                    .help("use it after `as`, or leave it out")
            }
            Error::DefinitionInside { span } => {
                Report::error("a definition is no question").at(*span).help("define first, then ask")
            }
            _ => return None,
        })
    }
}
