//! Nouns, verbs and what fills their roles, in English.
//!
//! In: patterns. Out: noun phrases in the plural. The vocabulary's own words are used throughout.

use crate::fact::{KindId, RelationId, RoleId, RoleKind, Words};
use crate::store::Store;
use crate::text::english;
use crate::time::Shape;

use super::super::query::{Condition, Edge, Pattern, Sense, Set, Spoken};
use super::Reader;

/// The names in a set of names; `None` for any other.
pub fn names(set: &Set, store: &Store) -> Option<String> {
    let Set::Entities(entities) = set else { return None };
    let names: Vec<&str> = entities.iter().map(|entity| store.entity(*entity).name()).collect();
    Some(english::list(&names, "or"))
}

impl Reader<'_> {
    pub(super) fn kind(&self, kind: KindId, plural: bool) -> String {
        let kind = self.store.kind(kind);
        kind.words.first().map_or_else(|| kind.name.clone(), |words| form(words, plural))
    }

    /// Facts, or what fills a role of them.
    pub(super) fn pattern(&self, pattern: &Pattern) -> String {
        let Some(sense) = pattern.senses.first() else { return "nothing".to_owned() };
        let shape = self.store.relation(sense.relation).shape;
        let time = self.timing(&pattern.timing, shape);
        match sense.answers {
            Some(role) if shape == Shape::State => {
                let head = self.answer_kinds(sense.relation, role);
                format!("{head} whose {} {}", self.fact_words(pattern, sense, false), time)
            }
            Some(role) => match pattern.word {
                Spoken::Noun(_) => format!("{}{}", self.noun_words(pattern, sense, true), comma(&time)),
                _ => {
                    let role_word = self.role_words(sense.relation, role);
                    format!("{role_word} of {}{}", self.fact_words(pattern, sense, true), comma(&time))
                }
            },
            None if shape == Shape::State => {
                let plural = pattern.timing.edge == Edge::Whole;
                let words = self.fact_words(pattern, sense, plural);
                let time = if plural { plural_verb(&time) } else { time };
                format!("{words} that {time}")
            }
            None => format!("{}{}", self.fact_words(pattern, sense, true), comma(&time)),
        }
    }

    /// A claim: the facts that would make it true, in the singular.
    pub(super) fn claim(&self, set: &Set) -> String {
        let Set::Pattern(pattern) = set else { return self.set(set) };
        let Some(sense) = pattern.senses.first() else { return "nothing".to_owned() };
        let shape = self.store.relation(sense.relation).shape;
        let time = self.timing(&pattern.timing, shape);
        let words = self.fact_words(pattern, sense, false);
        let article = english::article(&words);
        let that = if shape == Shape::State { " that ".to_owned() + &time } else { comma(&time) };
        format!("{article} {words}{that}")
    }

    /// The kinds of a role in the plural: `countries`.
    fn answer_kinds(&self, relation: RelationId, role: RoleId) -> String {
        let declared = self.store.relation(relation).role(role);
        match declared.map(|role| &role.kind) {
            Some(RoleKind::Entity(kinds)) if !kinds.is_empty() => {
                let kinds: Vec<String> = kinds.iter().map(|kind| self.kind(*kind, true)).collect();
                english::list(&kinds, "or")
            }
            _ => "those".to_owned(),
        }
    }

    fn role_words(&self, relation: RelationId, role: RoleId) -> String {
        let declared = self.store.relation(relation).role(role);
        declared.map_or_else(String::new, |role| {
            role.words.as_ref().map_or_else(|| role.name.clone(), |words| words.plural.clone())
        })
    }

    /// The noun that was used, with what fills its roles.
    fn noun_words(&self, pattern: &Pattern, sense: &Sense, plural: bool) -> String {
        let Spoken::Noun(id) = pattern.word else { return self.fact_words(pattern, sense, plural) };
        let noun = self.store.noun(id);
        let word = noun.words.first().map_or_else(String::new, |words| form(words, plural));
        format!("{word}{}", self.arguments(sense))
    }

    /// The fact itself in a noun: the noun that was used if it means whole facts, else the one that does, else the
    /// name of the relation; with what fills the roles.
    fn fact_words(&self, pattern: &Pattern, sense: &Sense, plural: bool) -> String {
        if let Spoken::Noun(id) = pattern.word
            && self.store.noun(id).senses.iter().any(|one| one.answers.is_none())
        {
            return self.noun_words(pattern, sense, plural);
        }
        let whole = self.store.nouns().find(|noun| {
            matches!(&noun.senses[..], [only] if only.relation == sense.relation && only.answers.is_none())
        });
        let word = match whole.and_then(|noun| noun.words.first()) {
            Some(words) => form(words, plural),
            None => self.store.relation(sense.relation).name.replace('-', " "),
        };
        format!("{word}{}", self.arguments(sense))
    }

    /// ` of BRICS`, ` by Putin about Iran`: each condition with the preposition that fits it.
    fn arguments(&self, sense: &Sense) -> String {
        let mut text = String::new();
        for condition in &sense.conditions {
            match condition {
                Condition::Role { role, word, filler } => {
                    text.push_str(&format!(
                        " {} {}",
                        self.preposition(sense.relation, *role, word),
                        self.filler(filler)
                    ));
                }
                Condition::NotRole { role, word, filler } => {
                    text.push_str(&format!(
                        " not {} {}",
                        self.preposition(sense.relation, *role, word),
                        self.filler(filler)
                    ));
                }
                Condition::AnyRole { filler } => text.push_str(&format!(" about {}", self.filler(filler))),
                Condition::Mentions { phrase } => text.push_str(&format!(" mentioning \"{phrase}\"")),
                Condition::Fixed { role, entity } => {
                    let name = self.store.entity(*entity).name();
                    text.push_str(&format!(" {} {name}", self.preposition(sense.relation, *role, "")));
                }
                Condition::According { who, negated } => {
                    text.push_str(&format!("{} according to {}", not(*negated), self.set(who)));
                }
                Condition::FromSource { source, negated } => {
                    text.push_str(&format!(
                        "{} from source {}",
                        not(*negated),
                        self.store.source(*source).name
                    ));
                }
                Condition::Compares { quantity, .. } => {
                    let unit = quantity.unit.map(|unit| self.store.unit(unit));
                    text.push_str(&format!(" of {}", quantity.display(unit)));
                }
            }
        }
        text
    }

    /// The word that was used if the relation's noun takes it, else the noun's own for that role, else the role's name.
    fn preposition(&self, relation: RelationId, role: RoleId, word: &str) -> String {
        let takes = self
            .store
            .nouns()
            .flat_map(|noun| &noun.senses)
            .filter(|sense| sense.relation == relation)
            .flat_map(|sense| &sense.takes);
        let mut fitting: Vec<&String> =
            takes.filter(|(_, roles)| roles.contains(&role)).map(|(word, _)| word).collect();
        fitting.dedup();
        if fitting.iter().any(|taken| *taken == word) {
            return word.to_owned();
        }
        fitting.first().map_or_else(
            || {
                format!(
                    "with {}",
                    self.store.relation(relation).role(role).map_or("", |role| role.name.as_str())
                )
            },
            |word| (*word).clone(),
        )
    }

    /// What fills a role: a name, or a phrase; whoever acts for others is said in so many words.
    fn filler(&self, set: &Set) -> String {
        match set {
            Set::Any(sets) => match &sets[..] {
                [plain, Set::Pattern(acting)] if acting.word == Spoken::Implied => {
                    format!(
                        "{}, or whoever acted for {} then",
                        self.filler(plain),
                        if is_one(plain) { "it" } else { "them" }
                    )
                }
                _ => {
                    let parts: Vec<String> = sets.iter().map(|set| self.filler(set)).collect();
                    english::list(&parts, "or")
                }
            },
            Set::Pattern(pattern) if pattern.timing.linked => {
                let Some(sense) = pattern.senses.first() else { return "nothing".to_owned() };
                let words = if sense.answers.is_some() {
                    self.noun_words(pattern, sense, true)
                } else {
                    self.fact_words(pattern, sense, true)
                };
                format!("{words} at the time{}", comma_tests(&self.tests(&pattern.timing, Shape::State)))
            }
            other => self.set(other),
        }
    }
}

fn is_one(set: &Set) -> bool {
    matches!(set, Set::Entities(entities) if entities.len() == 1)
}

fn form(words: &Words, plural: bool) -> String {
    if plural { words.plural.clone() } else { words.singular.clone() }
}

fn not(negated: bool) -> &'static str {
    if negated { " not" } else { "" }
}

fn comma(time: &str) -> String {
    if time.is_empty() { String::new() } else { format!(", {time}") }
}

fn comma_tests(time: &str) -> String {
    if time.is_empty() { String::new() } else { format!(" and that {time}") }
}

/// `holds on` of many things is `hold on`.
fn plural_verb(time: &str) -> String {
    time.strip_prefix("holds").map_or_else(
        || time.replace(" and holds", " and hold"),
        |rest| format!("hold{}", rest.replace(" and holds", " and hold")),
    )
}
