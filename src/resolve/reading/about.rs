//! Queries about one thing and about the answer, in English.
//!
//! In: [`About`] and its query. Out: what was understood.

use super::super::about::{About, Absence, Connections, Thing};
use super::super::query::{Pattern, Query, Set, Spoken};
use super::{Reader, names};
use crate::text::english;
use crate::time::{Day, Shape};

impl Reader<'_> {
    pub(super) fn about(&self, about: &About, query: &Query) -> String {
        match about {
            About::Describe(thing) => format!("what the base knows of {}", self.thing(thing)),
            About::Timeline(_) => self.timeline(&query.set),
            About::Connections(ends) => self.connections(ends),
            About::Sources => format!("the sources of {}", self.set(&query.set)),
            About::Conflicts => {
                format!("what accounts say against each other of {}", self.set(&query.set))
            }
            About::Coverage => format!("the declared coverage of {}", self.set(&query.set)),
            About::Gaps(absence) => self.gaps(*absence, &query.set),
            About::Why { row: Some(row), .. } | About::WhyCounted { row: Some(row), .. } => {
                format!("what row {row} of the last answer rests on")
            }
            About::Why { row: None, .. } | About::WhyCounted { row: None, .. } => {
                "what the last answer rests on".to_owned()
            }
            About::WhyNot(entity) => {
                let name = self.store.entity(*entity).name();
                format!("what leaves {name} out of {}", self.set(&query.set))
            }
            About::Let { name, value } => format!("from now on `${name}` stands for {value}"),
        }
    }

    fn gaps(&self, absence: Absence, set: &Set) -> String {
        let days = absence.days.map_or(String::new(), |days| {
            let first =
                if days.first() == Day::MIN { String::new() } else { format!(" from {}", days.first()) };
            format!(",{first} until {}", days.last())
        });
        if absence.between {
            format!("the gaps between {}{days}", self.set(set))
        } else {
            let of = self.had(set).unwrap_or_else(|| format!("of {}", self.claim(set)));
            format!("when there is no record {of}{days}")
        }
    }

    /// `that Iran had a president`
    fn had(&self, set: &Set) -> Option<String> {
        let Set::All(pair) = set else { return None };
        let [named @ Set::Entities(_), Set::Pattern(pattern)] = &pair[..] else { return None };
        let Spoken::Whose(noun) = pattern.word else { return None };
        let word = self.store.noun(noun).words.first().map_or("", |words| words.singular.as_str());
        let (article, more) = (english::article(word), self.arguments(pattern.senses.first()?, None));
        Some(format!("that {} had {article} {word}{more}", names(named, self.store)?))
    }

    fn thing(&self, thing: &Thing) -> String {
        match thing {
            Thing::Entity(entity) => self.store.entity(*entity).name().to_owned(),
            Thing::Kind(kind) => format!("the kind *{}*", self.store.kind(*kind).name),
            Thing::Relations { relations, .. } => {
                let names: Vec<String> = relations
                    .iter()
                    .map(|id| format!("*{}*", self.store.relation(*id).name.replace('-', " ")))
                    .collect();
                let word = if names.len() == 1 { "relation" } else { "relations" };
                format!("the {word} {}", english::list(&names, "and"))
            }
        }
    }

    /// The parts differ in their edge alone, so the first that can be said says it for all.
    fn timeline(&self, set: &Set) -> String {
        let Set::Any(parts) = set else { return "nothing".to_owned() };
        let pattern = parts.iter().find_map(first_pattern);
        let time = pattern.map_or(String::new(), |pattern| self.tests(&pattern.timing, Shape::Event));
        let of = match pattern.map(|pattern| (pattern, pattern.senses.first())) {
            Some((pattern, Some(sense))) if pattern.senses.len() > 1 => self.about_whom(sense),
            _ => None,
        };
        let what = match of {
            Some(whom) => format!("every dated fact in which {whom} stands, in any role"),
            None => match pattern {
                Some(pattern) => {
                    let mut plain = pattern.clone();
                    plain.timing.tests.clear();
                    self.set(&Set::Pattern(Box::new(plain)))
                }
                None => "nothing".to_owned(),
            },
        };
        let time = if time.is_empty() { String::new() } else { format!(", {time}") };
        format!("{what}{time}, in order of time; a state stands where it began and where it ended")
    }

    fn connections(&self, ends: &Connections) -> String {
        let end = |set: &Set| match set {
            Set::Entities(entities) => entities
                .first()
                .map_or_else(String::new, |entity| self.store.entity(*entity).name().to_owned()),
            other => self.set(other),
        };
        let time = self.tests(&ends.timing, Shape::Event);
        let time = if time.is_empty() { String::new() } else { format!(" {time}") };
        format!(
            "the shortest chains of facts{time} between {} and {}, whoever acted for an end at the time counting as that end",
            end(&ends.from),
            end(&ends.to)
        )
    }

    fn about_whom(&self, sense: &super::super::query::Sense) -> Option<String> {
        let filler = super::thing::any_role(sense)?;
        Some(match (names(filler, self.store), filler) {
            (Some(names), _) => format!("{names} itself"),
            (None, Set::Any(sets)) if sets.iter().all(|set| matches!(set, Set::Entities(_))) => {
                self.set(filler)
            }
            (None, _) => format!("one of the {}", self.set(filler)),
        })
    }
}

fn first_pattern(set: &Set) -> Option<&Pattern> {
    match set {
        Set::Pattern(pattern) => Some(pattern),
        Set::All(sets) | Set::Any(sets) => sets.iter().find_map(first_pattern),
        Set::Except(first, _) | Set::Pick(_, first) | Set::Counted(_, first) => first_pattern(first),
        _ => set.inside().and_then(first_pattern),
    }
}
