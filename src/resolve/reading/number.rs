//! Counts, measures and ranks in English.
//!
//! In: the form of an answer. Out: *the total and average value of trade …, for each year (…)*; the rule that decides
//! what belongs to a stretch of time is always said. Absent: what is counted (`thing`).

use crate::syntax::HowMany;
use crate::text::english;

use crate::store::Store;

use super::super::query::{Best, Column, Counted, Finish, Measured, Per};
use super::{Reader, column_word};

impl Reader<'_> {
    /// A count, whole or divided.
    pub(super) fn counted(&self, set: &str, pers: &[Per]) -> String {
        let others: Vec<&Per> = pers.iter().filter(|per| **per != Per::Answer).collect();
        if others.len() < pers.len() {
            return format!("{set}, each with the number of its facts{}", self.divided(&others));
        }
        format!("the number of {set}{}", self.divided(&others))
    }

    /// Figures or dates summed up.
    pub(super) fn measured(&self, set: &str, measured: &Measured) -> String {
        let words: Vec<&str> = measured.measures.iter().map(|measure| measure.word()).collect();
        let what = measured.role.as_deref().unwrap_or("date");
        let pers: Vec<&Per> = measured.pers.iter().collect();
        format!("the {} {what} of {set}{}", english::list(&words, "and"), self.divided(&pers))
    }

    /// The facts with the highest or lowest figures.
    pub(super) fn best(&self, set: &str, best: &Best) -> String {
        let end = if best.lowest { "lowest" } else { "highest" };
        let pers: Vec<&Per> = best.pers.iter().collect();
        let count = if best.ties {
            format!("the {end} {}, with its fact,", best.role)
        } else {
            format!(
                "the {} with the {end} {}",
                if best.count == 1 { "one".to_owned() } else { best.count.to_string() },
                best.role
            )
        };
        format!("{count} of {set}{}", self.divided(&pers))
    }

    /// `top 10`: how many, of what, and that ties go by name.
    pub(super) fn top(&self, pers: &[Per], finish: &Finish, text: &mut String) {
        let Some(top) = finish.top else { return };
        let within: Vec<String> = pers.iter().skip(top.ranked).map(|per| self.part(per)).collect();
        let within =
            if within.is_empty() { String::new() } else { format!(" for each {}", within.join(" and ")) };
        let count = if top.count == 1 { "one".to_owned() } else { top.count.to_string() };
        text.push_str(&if top.ties {
            format!(", only those with the highest number{within}")
        } else {
            format!(", only the {count} with the highest number{within} (ties by name)")
        });
    }

    fn divided(&self, pers: &[&Per]) -> String {
        let each = |per: &&Per| {
            let rule = match per {
                Per::Unit(_) => " (what held or happened at any time in it)",
                Per::EndOf(_) => " (what held on its last day)",
                Per::Answer | Per::Role { .. } | Per::Variable(..) => "",
            };
            format!("for each {}{rule}", self.part(per))
        };
        if pers.is_empty() {
            return String::new();
        }
        format!(", {}", pers.iter().map(each).collect::<Vec<_>>().join(" and "))
    }

    /// What comes after *for each*.
    fn part(&self, per: &Per) -> String {
        match per {
            Per::Answer => "answer".to_owned(),
            Per::Unit(unit) | Per::EndOf(unit) => unit.word().to_owned(),
            Per::Variable(_, name) => format!("?{name}"),
            Per::Role { role, kind: None } => self.one_of(role),
            Per::Role { role, kind: Some(kind) } => {
                format!("{} ({} only)", self.one_of(role), self.kind(*kind, true))
            }
        }
    }

    /// `speaker`; `of the parties` for a role that holds several.
    fn one_of(&self, name: &str) -> String {
        let mut roles = self.store.relations().flat_map(|relation| &relation.roles);
        match roles.find(|role| role.name == name) {
            Some(role) if role.words.is_some() => {
                role.words.as_ref().map_or_else(String::new, |words| words.singular.clone())
            }
            Some(role) if role.many => format!("of the {name}"),
            _ => name.to_owned(),
        }
    }
}

/// `, sorted by date, descending, at most 3 rows`
pub(super) fn finish(finish: &Finish, text: &mut String) {
    use crate::syntax::Direction;
    for (column, direction) in &finish.order {
        let descending = if *direction == Direction::Descending { ", descending" } else { "" };
        let variable = if matches!(column, Column::Variable(..)) { "?" } else { "" };
        text.push_str(&format!(", sorted by {variable}{}{descending}", column_word(column)));
    }
    if let Some(limit) = finish.limit {
        text.push_str(&format!(", at most {}", english::counted(limit, "row", "rows")));
    }
}

/// The word of facts that are counted one by one.
const TIMES: &str = "times";

/// `each with more than 5 members`, `each at least 3 times`, `only those with the most visits`
pub(super) fn counted(counted: &Counted, store: &Store) -> String {
    let Counted { how_many, word, roles, than, .. } = counted;
    let word = word.as_str();
    let only = matches!(how_many, HowMany::Most | HowMany::Fewest);
    let with = if only { "only those with" } else { "each with" };
    // What has none is not among them.
    let some = if matches!(how_many, HowMany::AtMost(_) | HowMany::FewerThan(_) | HowMany::Fewer) {
        " (and at least 1)"
    } else {
        ""
    };
    if word == TIMES {
        return format!("each {}{}", how_often(*how_many), some.replace('1', "once"));
    }
    let of = if roles.is_empty() { "" } else { "different " };
    let than = than.map_or_else(String::new, |than| format!(" than {}", store.entity(than).name()));
    match how_many.number() {
        Some(1) => format!(
            "{with} {how_many} {of}{}{some}",
            english::singular_of(word).unwrap_or_else(|| word.to_owned())
        ),
        _ => format!("{with} {how_many} {of}{word}{than}{some}"),
    }
}

/// `more than once`, `at least 3 times`
fn how_often(how_many: HowMany) -> String {
    match how_many.number() {
        Some(1) => format!("{} once", how_many.word()),
        Some(2) => format!("{} twice", how_many.word()),
        _ => format!("{how_many} {TIMES}"),
    }
}
