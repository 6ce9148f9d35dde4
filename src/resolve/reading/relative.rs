//! What a time is relative to, in English, with the day that was used.
//!
//! In: tests against facts, and what they came to, where that is known. Out: `2024-10-24, the end of Kazan BRICS
//! summit`, `2013-03-22, the first of meetings between Putin and Xi`. Absent: comparing.

use crate::fact::EntityId;

use super::super::query::{DateAsked, Endpoint, Set};
use super::super::timing::{Anchor, Edge, Test, Used};
use super::{Reader, names};
use crate::syntax::Side;

/// The facts that a test compares with, in words.
pub(super) struct Anchored {
    /// Before these came: the first of them.
    pub(super) first: String,
    /// After these: the last of them.
    pub(super) last: String,
    /// Any one of them.
    pub(super) one: String,
    /// The first day of any one of them.
    pub(super) one_start: String,
    /// The last day of any one of them.
    pub(super) one_end: String,
    /// Whether that is a single day.
    pub(super) is_day: bool,
}

/// Which moment of the facts is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Moment {
    FirstStart,
    FirstEnd,
    LastEnd,
}

impl Reader<'_> {
    /// The words for what a test compares with; `None` for days and for the fact itself.
    pub(super) fn anchored(&self, test: &Test) -> Option<Anchored> {
        let used = self.used(test.id);
        let (words, last) = match &test.anchor {
            Anchor::Own(set) => {
                let words = self.their_own(set);
                let all = || words.clone();
                return Some(Anchored {
                    first: all(),
                    last: all(),
                    one_start: all(),
                    one_end: all(),
                    is_day: false,
                    one: words,
                });
            }
            Anchor::Facts(set) => (self.things(set, None), Moment::LastEnd),
            Anchor::Event(set, event) => (self.things(set, Some(event)), Moment::LastEnd),
            Anchor::Another(set, _) => (self.things(set, None), Moment::FirstEnd),
            Anchor::Days(_) | Anchor::Itself => return None,
        };
        let single = words.event || used.is_some_and(|used| used.facts == 1);
        let of_one = |which: Moment| if single { moment_of(&words, which, used) } else { one(&words, used) };
        Some(Anchored {
            first: moment_of(&words, Moment::FirstStart, used),
            last: moment_of(&words, last, used),
            one: one(&words, used),
            one_start: of_one(Moment::FirstStart),
            one_end: of_one(Moment::LastEnd),
            is_day: match used.and_then(|used| used.only.as_deref()) {
                Some(days) => !days.contains(' '),
                None => words.edge != Edge::Whole,
            },
        })
    }

    /// Facts of the same thing: `the beginning of their own membership of SCO`.
    fn their_own(&self, set: &Set) -> String {
        let Set::Pattern(pattern) = set else { return format!("that of the same in {}", self.set(set)) };
        let Some(sense) = pattern.senses.first().filter(|_| pattern.timing.tests.is_empty()) else {
            return format!("that of the same in {}", self.set(set));
        };
        let words = self.fact_words(pattern, sense, false);
        let words = match self.owner(sense) {
            Some((owner, _)) if words.starts_with(&owner) => format!("{words} in the same case"),
            _ => format!("their own {words}"),
        };
        match pattern.timing.edge {
            Edge::Start => format!("the beginning of {words}"),
            Edge::End => format!("the end of {words}"),
            Edge::Whole => words,
        }
    }

    /// The date that a query asks for.
    pub(super) fn date(&self, asked: &DateAsked, set: &Set) -> String {
        match asked {
            DateAsked::Days { written, .. } => format!("the date {written}"),
            DateAsked::Between { unit, first, last, .. } => {
                let unit = unit.map_or_else(String::new, |unit| format!(" in {}s", unit.word()));
                let (from, to) =
                    (self.endpoint(first, Moment::LastEnd), self.endpoint(last, Moment::FirstStart));
                format!("the time{unit} from {from}{} to {to}", if from.contains(", ") { "," } else { "" })
            }
            DateAsked::From { by, event } => {
                let words = self.things(set, event.as_deref());
                let which = if by.side == Side::Before { Moment::FirstStart } else { Moment::LastEnd };
                format!("the date {by} {}", moment_of(&words, which, self.used(0)))
            }
        }
    }

    /// A time that a length is counted from or to: `2024-10-24, the end of Kazan BRICS summit`.
    fn endpoint(&self, moment: &Endpoint, which: Moment) -> String {
        match moment {
            Endpoint::Days { days, written } => {
                let day = if which == Moment::LastEnd { days.last() } else { days.first() }.to_string();
                if *written == day { day } else { format!("{day} (`{written}`)") }
            }
            Endpoint::Facts { set, event, id } => {
                moment_of(&self.things(set, event.as_deref()), which, self.used(*id))
            }
        }
    }

    fn used(&self, id: usize) -> Option<&Used> {
        self.used.iter().find(|used| used.id == id)
    }

    fn things(&self, set: &Set, event: Option<&[EntityId]>) -> Things {
        if let Some(event) = event {
            let name = names(&Set::Entities(event.to_vec()), self.store).unwrap_or_default();
            return Things { single: name.clone(), plural: name, edge: Edge::Whole, event: true };
        }
        if let Set::Pattern(pattern) = set
            && pattern.timing.tests.is_empty()
            && let Some(sense) = pattern.senses.first().filter(|sense| sense.answers.is_none())
        {
            let single = self.single(pattern, sense);
            let plural = self.fact_words(pattern, sense, true);
            return Things { single, plural, edge: pattern.timing.edge, event: false };
        }
        if let Set::Pick(pick, inside) = set
            && (pick.count, pick.last) == (1, false)
        {
            let Things { plural, edge, .. } = self.things(inside, None);
            return Things { single: format!("the first of {plural}"), plural, edge, event: false };
        }
        let words = self.set(set);
        Things { single: format!("the only one of {words}"), plural: words, edge: Edge::Whole, event: false }
    }
}

/// Facts in words.
struct Things {
    single: String,
    plural: String,
    edge: Edge,
    event: bool,
}

fn moment_of(things: &Things, which: Moment, used: Option<&Used>) -> String {
    let order = if which == Moment::LastEnd { "last" } else { "first" };
    let Things { single, plural, edge, event } = things;
    let Some(used) = used.filter(|used| used.facts > 0) else {
        let none = if used.is_some() { " (none is recorded)" } else { "" };
        return if *event { single.clone() } else { format!("the {order} of {plural}{none}") };
    };
    let day = match which {
        Moment::FirstStart => &used.first_start,
        Moment::FirstEnd => &used.first_end,
        Moment::LastEnd => &used.last_end,
    };
    let one_day = match which {
        Moment::LastEnd => used.last_start == used.last_end,
        _ => used.first_start == used.first_end,
    };
    let part = match (edge, which) {
        (Edge::Start, _) => "beginning",
        (Edge::Whole, _) if one_day => "day",
        (Edge::Whole, Moment::FirstStart) => "start",
        (Edge::End | Edge::Whole, _) => "end",
    };
    if *event || used.facts == 1 {
        return format!("{day}, the {part} of {single}");
    }
    match part {
        "day" => format!("{day}, the {order} of {plural}"),
        part => format!("{day}, the {part} of the {order} of {plural}"),
    }
}

/// Any one of them; the days where there is only one.
fn one(things: &Things, used: Option<&Used>) -> String {
    let Things { single, plural, edge, event } = things;
    match used {
        Some(Used { facts: 0, .. }) => format!("one of {plural} (none is recorded)"),
        Some(Used { only: Some(days), .. }) => {
            let part = match edge {
                Edge::Whole if days.contains(' ') => "days",
                Edge::Whole => "day",
                Edge::Start => "beginning",
                Edge::End => "end",
            };
            format!("{days}, the {part} of {single}")
        }
        _ if *event => single.clone(),
        _ => match edge {
            Edge::Whole => format!("one of {plural}"),
            Edge::Start => format!("the beginning of one of {plural}"),
            Edge::End => format!("the end of one of {plural}"),
        },
    }
}
