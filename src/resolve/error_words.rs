//! The errors of meaning in English, each with place and remedy.
//!
//! In: [`Error`]. Out: its [`Report`]. Absent: errors about figures (`error_number`), about
//! variables and definitions (`error_definition`), and when an error arises.

use super::error::Error;
use crate::text::{Report, Span, english};

impl Error {
    /// The error for people, with place and remedy.
    pub fn report(&self) -> Report {
        if let Some(report) = self.report_number().or_else(|| self.report_definition()) {
            return report;
        }
        match self {
            Error::NotTaken { .. }
            | Error::NothingSaid { .. }
            | Error::NotAnObject { .. }
            | Error::NotASubject { .. } => self.report_fit(),
            Error::MixedList { .. } | Error::CannotJoin { .. } => self.report_list(),
            Error::UnknownName { .. }
            | Error::UnknownSource { .. }
            | Error::NotANoun { .. }
            | Error::NotAVerb { .. }
            | Error::Zero { .. }
            | Error::NoEvents { .. }
            | Error::NoSubject { .. } => self.report_word(),
            Error::NothingToAttachTo => Report::error("this query asks about nothing")
                .help("begin with a noun, as in `members of …`, or with a name"),
            Error::NotText { span } => Report::error("there is no text to search here")
                .at(*span)
                .help("search a noun that has texts, with the words in quotes"),
            Error::Ambiguous { name, options, span } => {
                let options: Vec<String> =
                    options.iter().map(|(id, kind)| format!("`\"{id}\"` ({kind})")).collect();
                Report::error(format!("`{name}` is the name of {} things that fit here", options.len()))
                    .at(*span)
                    .help(format!("write the id in quotes: {}", english::list(&options, "or")))
            }
            Error::DateOutOfRange { written, span } => {
                Report::error(format!("`{written}` is beyond the years -9999 to 9999")).at(*span)
            }
            Error::UnknownColumn { column, near, known, span } => {
                let report = Report::error(format!("this answer has no column `{column}`"));
                let report = if *span == Span::default() { report } else { report.at(*span) };
                let columns = format!("its columns are {}", quoted(known, "and"));
                match near.first() {
                    Some(near) => report.help(format!("did you mean `{near}`? {columns}")),
                    None => report.help(columns),
                }
            }
            Error::NoGap { asked, verb, span } => Report::error(format!("`{verb}` does not say {asked}"))
                .at(*span)
                .help("ask about the facts themselves instead"),
            Error::NotATime { .. } | Error::NoExactDay { .. } | Error::EndsBeforeStart { .. } => {
                self.report_time()
            }
            Error::NoLastAnswer { .. } | Error::NoSuchRow { .. } | Error::CutOff { .. } => self.report_last(),
            _ => Report::error("these words do not go together"),
        }
    }

    fn report_time(&self) -> Report {
        match self {
            Error::NotATime { word, item, span } => {
                let report = Report::error(format!("`{item}` has no date that `{word}` could use")).at(*span);
                report.help(if word.starts_with("as known") {
                    "write a date, or a named event"
                } else {
                    "write a date, a named event, or a phrase in brackets that answers facts"
                })
            }
            Error::NoExactDay { word, item, last, span } => {
                let which = if *last { "last" } else { "first" };
                Report::error(format!("the {which} day of `{item}` is not known, so `{word}` cannot use it"))
                    .at(*span)
                    .help("write a date")
            }
            Error::EndsBeforeStart { written, span } => {
                Report::error(format!("`{written}` ends before it begins"))
                    .at(*span)
                    .help("write the earlier one first")
            }
            _ => Report::error("this is no time"),
        }
    }

    /// The same error with whole queries to try, which only the text can give.
    #[must_use]
    pub fn with_text(mut self, text: &str) -> Self {
        if let Error::MixedList { before: one, after: other, span, list, pair, again, tries } = &mut self {
            let preposition = text.get(span.end..).and_then(|after| after.split_whitespace().next());
            // In brackets a preposition stands once, before them.
            let once = |inside: &str| match preposition.filter(|_| *again) {
                Some(again) => [&*one, &*other].iter().fold(inside.to_owned(), |inside, word| {
                    inside.replace(&format!(" {word} {again} "), &format!(" {word} "))
                }),
                None => inside.to_owned(),
            };
            let bracketed = |span: &Span| {
                let (before, after) = (text.get(..span.start)?, text.get(span.end..)?);
                Some(format!("{before}({}){after}", once(span.of(text))))
            };
            *tries = [&*list, &*pair].into_iter().filter_map(bracketed).collect();
        }
        self
    }

    fn report_last(&self) -> Report {
        match self {
            Error::CutOff { span } => {
                Report::error("the last answer shows only some of what its query asks for".to_owned())
                    .at(*span)
                    .help("ask it first without `limit` and `top`, or say all of it in one query")
            }
            Error::NoLastAnswer { word, span } => {
                Report::error(format!("there is no last answer that `{word}` could speak of"))
                    .at(*span)
                    .help("ask something first")
            }
            Error::NoSuchRow { row, rows, span } => {
                Report::error(format!("the last answer has no row {row}"))
                    .at(*span)
                    .help(format!("it has {}", english::counted(*rows, "row", "rows")))
            }
            _ => Report::error("the last answer does not have this"),
        }
    }

    fn report_fit(&self) -> Report {
        match self {
            Error::NotTaken { word, item, takers, offers, span, .. } if word == "'s" => {
                let noun = takers.first().map_or("this", String::as_str);
                let help = if offers.is_empty() {
                    "remove it".to_owned()
                } else {
                    format!("`{noun}` takes {}", quoted(offers, "or"))
                };
                Report::error(format!("`{item}` cannot stand before `{noun}`")).at(*span).help(help)
            }
            Error::NotTaken { word, item, takers, offers, dated, span } => {
                let noun = takers.first().map_or("this", String::as_str);
                let report = Report::error(format!("`{noun}` does not take `{word} {item}`")).at(*span);
                if offers.is_empty() && word == "whose" {
                    return report
                        .help(format!("put a noun for what has that in front, as in `… whose {item} …`"));
                }
                if offers.is_empty() {
                    return report;
                }
                // What is no thing may still be a word of the text.
                let topic = ["about", "on"].contains(&word.as_str());
                let looked_for = if topic && offers.iter().any(|offer| offer.starts_with(word.as_str())) {
                    format!("; to look for the word, write `mentioning \"{item}\"`")
                } else {
                    String::new()
                };
                let time = if *dated { format!("; as a time write `during {item}`") } else { String::new() };
                report.help(format!("`{noun}` takes {}{looked_for}{time}", quoted(offers, "or")))
            }
            Error::NothingSaid { word, item, span } => {
                Report::error(format!("`{word} {item}` alone does not say what something is"))
                    .at(*span)
                    .help("put a noun before it, as in `is Iran a member of …`, or use a verb")
            }
            Error::NotAnObject { verb, item, wanted, span } => {
                Report::error(format!("`{item}` cannot be the object of `{verb}`"))
                    .at(*span)
                    .help(format!("its object is {wanted}"))
            }
            Error::NotASubject { verb, item, wanted, span } => {
                Report::error(format!("`{item}` cannot be the subject of `{verb}`"))
                    .at(*span)
                    .help(format!("its subject is {wanted}"))
            }
            _ => Report::error("these words do not go together"),
        }
    }

    fn report_word(&self) -> Report {
        match self {
            Error::UnknownName { name, near, span } => {
                nearest(Report::error(format!("no name `{name}` is known")).at(*span), near)
            }
            Error::UnknownSource { id, near, span } => {
                let report = Report::error(format!("no source has the id `{id}`")).at(*span);
                if near.is_empty() {
                    report.help("`sources of …` shows the ids of the sources of what is asked")
                } else {
                    nearest(report, near)
                }
            }
            Error::NotANoun { word, span } => Report::error(format!("`{word}` is not a noun here")).at(*span),
            Error::NotAVerb { word, span } => Report::error(format!("`{word}` is not a verb here")).at(*span),
            Error::NoSubject { verb, span } => Report::error(format!("who is `{verb}` is not said"))
                .at(*span)
                .help("write a clause with its subject, as in `since Iran joined BRICS`"),
            Error::NoEvents { span } => Report::error("no noun of the vocabulary means whatever happens")
                .at(*span)
                .help("ask with a noun or a verb"),
            Error::Zero { span } => {
                Report::error("this would give nothing").at(*span).help("write a number from 1")
            }
            _ => Report::error("this word is not known here"),
        }
    }

    fn report_list(&self) -> Report {
        match self {
            Error::MixedList { before, after, span, tries, .. } => Report::error(format!(
                "`{before}` and `{after}` stand in one list, which can be read in two ways"
            ))
            .at(*span)
            .help("add brackets")
            .tries(tries.iter().cloned()),
            Error::CannotJoin { span } => Report::error("these cannot be joined")
                .at(*span)
                .help("join things of one kind, or ask twice"),
            _ => Report::error("this list cannot be read"),
        }
    }
}

fn quoted(words: &[String], last: &str) -> String {
    let quoted: Vec<String> = words.iter().map(|word| format!("`{word}`")).collect();
    english::list(&quoted, last)
}

fn nearest(report: Report, near: &[String]) -> Report {
    if near.is_empty() { report } else { report.help(format!("did you mean {}?", quoted(near, "or"))) }
}
