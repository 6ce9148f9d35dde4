//! Nouns, verbs and what fills their roles, in English.
//!
//! In: patterns. Out: noun phrases in the plural. The vocabulary's own words are used throughout.

use crate::fact::{Comparator, Form, KindId, RelationId, RoleId, RoleKind, Words};
use crate::store::Store;
use crate::text::english;
use crate::time::Shape;

use super::super::query::{Condition, Pattern, SEVERAL_AT_ONCE, Sense, Set, Spoken};
use super::super::timing::Edge;
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
        if pattern.word == Spoken::Implied && pattern.senses.len() > 1 {
            return self.facts_of_many(pattern, sense);
        }
        let shape = self.store.relation(sense.relation).shape;
        let time = self.timing(&pattern.timing, shape);
        match sense.answers {
            Some(role) if let Spoken::Whose(noun) = pattern.word => {
                self.whose(pattern, noun, sense, &self.answer_kinds(sense.relation, role))
            }
            Some(role) if shape == Shape::State => {
                let fixes =
                    sense.conditions.iter().any(|condition| matches!(condition, Condition::Fixed { .. }));
                if fixes && matches!(pattern.word, Spoken::Noun(_)) {
                    return format!("{} whose term {time}", self.noun_words(pattern, sense, true));
                }
                let head = self.answer_kinds(sense.relation, role);
                if let Some(said) = self.said_by_one(pattern, sense, &time) {
                    return format!("{head} that {said}");
                }
                if self.owner(sense).is_some() && !matches!(pattern.word, Spoken::Noun(_)) {
                    return format!(
                        "{head} of {} that {}",
                        self.fact_words(pattern, sense, true),
                        plural_verb(&time)
                    );
                }
                format!("{head} whose {} {}", self.fact_words(pattern, sense, false), time)
            }
            Some(role) => format!("{}{}", self.answer_words(pattern, sense, role), comma(&time)),
            None if shape == Shape::State => {
                let plural = pattern.timing.edge == Edge::Whole;
                let words = self.fact_words(pattern, sense, plural);
                let time = if plural { plural_verb(&time) } else { time };
                format!("{words} that {time}")
            }
            None => format!("{}{}", self.fact_words(pattern, sense, true), comma(&time)),
        }
    }

    /// `Iran joined on or before 2026-11-23`: a verb of one end of a state, with its one subject.
    fn said_by_one(&self, pattern: &Pattern, sense: &Sense, time: &str) -> Option<String> {
        let Spoken::Verb(id) = pattern.word else { return None };
        let when = ["began ", "ended "].iter().find_map(|edge| time.strip_prefix(edge))?;
        let verb = self.store.verb(id);
        let subject = |condition: &Condition| match condition {
            Condition::Role { role, filler, .. } if *role == verb.subject => names(plain(filler), self.store),
            _ => None,
        };
        match &sense.conditions[..] {
            [only] => Some(format!("{} {} {when}", subject(only)?, verb.form(Form::Past))),
            _ => None,
        }
    }

    /// A claim: the facts that would make it true, in the singular.
    pub(super) fn claim(&self, set: &Set) -> String {
        let Set::Pattern(pattern) = set else { return self.set(set) };
        let Some(sense) = pattern.senses.first() else { return "nothing".to_owned() };
        let shape = self.store.relation(sense.relation).shape;
        let time = self.timing(&pattern.timing, shape);
        let words = self.fact_words(pattern, sense, false);
        let owned = self.owner(sense).is_some_and(|(owner, _)| words.starts_with(&owner));
        let article = if owned { String::new() } else { format!("{} ", english::article(&words)) };
        let that = if shape == Shape::State { " that ".to_owned() + &time } else { comma(&time) };
        format!("{article}{words}{that}")
    }

    /// One fact that is known: `Iran's membership of BRICS`, `the visit by Putin to China`.
    pub(super) fn single(&self, pattern: &Pattern, sense: &Sense) -> String {
        let words = self.fact_words(pattern, sense, false);
        let owned = self.owner(sense).is_some_and(|(owner, _)| words.starts_with(&owner));
        if owned { words } else { format!("the {words}") }
    }

    /// Whether the noun itself answers the role, and not a role noun before it.
    fn answers(&self, pattern: &Pattern, sense: &Sense, role: RoleId) -> bool {
        let Spoken::Noun(id) = pattern.word else { return false };
        let noun = self.store.noun(id);
        noun.senses.iter().any(|one| one.relation == sense.relation && one.answers == Some(role))
    }

    /// The kinds of a role in the plural: `countries`.
    pub(super) fn answer_kinds(&self, relation: RelationId, role: RoleId) -> String {
        let declared = self.store.relation(relation).role(role);
        match declared.map(|role| &role.kind) {
            Some(RoleKind::Entity(kinds)) if !kinds.is_empty() => {
                let kinds: Vec<String> = kinds.iter().map(|kind| self.kind(*kind, true)).collect();
                english::list(&kinds, "or")
            }
            _ => "those".to_owned(),
        }
    }

    pub(super) fn role_words(&self, relation: RelationId, role: RoleId) -> String {
        let declared = self.store.relation(relation).role(role);
        declared.map_or_else(String::new, |role| {
            role.words.as_ref().map_or_else(|| in_plural(&role.name), |words| words.plural.clone())
        })
    }

    /// The noun that answers the role, or the role of the facts: *parties of agreements with Russia*.
    pub(super) fn answer_words(&self, pattern: &Pattern, sense: &Sense, role: RoleId) -> String {
        if self.answers(pattern, sense, role) {
            return self.noun_words(pattern, sense, true);
        }
        let role = self.role_words(sense.relation, role);
        format!("{role} of {}", self.fact_words(pattern, sense, true))
    }

    /// The noun that was used, with what fills its roles.
    pub(super) fn noun_words(&self, pattern: &Pattern, sense: &Sense, plural: bool) -> String {
        let Spoken::Noun(id) = pattern.word else { return self.fact_words(pattern, sense, plural) };
        let noun = self.store.noun(id);
        let word = noun.words.first().map_or_else(String::new, |words| form(words, plural));
        format!("{word}{}", self.arguments(sense, None))
    }

    /// The fact itself in a noun: the noun that was used if it means whole facts, else the one that does, else the
    /// name of the relation; with what fills the roles.
    pub(super) fn fact_words(&self, pattern: &Pattern, sense: &Sense, plural: bool) -> String {
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
            None if plural && !self.is_of_one(sense) => {
                in_plural(&self.store.relation(sense.relation).name.replace('-', " "))
            }
            None => self.store.relation(sense.relation).name.replace('-', " "),
        };
        let word = match self.fixed_noun(pattern, sense) {
            Some(noun) => format!("{word} as {noun}"),
            None => word,
        };
        match self.owner(sense) {
            Some((owner, at)) => format!("{owner}{word}{}", self.arguments(sense, Some(at))),
            None => format!("{word}{}", self.arguments(sense, None)),
        }
    }

    /// The noun that was used, where it fixes a role: `president`.
    fn fixed_noun(&self, pattern: &Pattern, sense: &Sense) -> Option<String> {
        let (Spoken::Noun(id) | Spoken::Whose(id)) = pattern.word else { return None };
        let fixes = sense.conditions.iter().any(|condition| matches!(condition, Condition::Fixed { .. }));
        let words = self.store.noun(id).words.first()?;
        fixes.then(|| words.singular.clone())
    }

    /// ` of BRICS`, ` by Putin about Iran`: each condition with the preposition that fits it; conditions on one role
    /// are joined: `between Iran and Russia`.
    pub(super) fn arguments(&self, sense: &Sense, skip: Option<usize>) -> String {
        let mut text = String::new();
        let mut done: Vec<usize> = skip.into_iter().collect();
        for (at, condition) in sense.conditions.iter().enumerate() {
            if done.contains(&at) {
                continue;
            }
            match condition {
                Condition::Role { role, word, .. } => {
                    let same =
                        |other: &Condition| matches!(other, Condition::Role { role: of, .. } if of == role);
                    let all = alike(sense, &mut done, same);
                    let fillers: Vec<&Set> = all.into_iter().filter_map(filler_of).collect();
                    text.push_str(&format!(
                        " {} {}",
                        self.preposition(sense, *role, word, fillers.len() > 1 || !is_one(plain(fillers[0]))),
                        self.fillers(&fillers)
                    ));
                }
                Condition::NotRole { role, word, filler } => {
                    text.push_str(&format!(
                        " not {} {}",
                        self.preposition(sense, *role, word, !is_one(plain(filler))),
                        self.fillers(&[filler])
                    ));
                }
                Condition::Fixed { .. } => {}
                Condition::Mentions { negated, .. } => {
                    let all = same_search(sense, *negated);
                    done.extend(all.iter().map(|(at, _)| *at));
                    let said: Vec<String> = all.into_iter().map(|(_, said)| said).collect();
                    let and = if *negated && text.contains(MENTIONING) { " and" } else { "" };
                    let said = english::list(&said, "and");
                    text.push_str(&format!("{and}{}{MENTIONING}{said}", not(*negated)));
                }
                Condition::Compares { role, .. } => {
                    let same = |other: &Condition| matches!(other, Condition::Compares { role: of, .. } if of == role);
                    let all = alike(sense, &mut done, same);
                    let bounds: Vec<String> = all.into_iter().map(|one| self.bound(one)).collect();
                    text.push_str(&format!(" of {}", english::list(&bounds, "and")));
                }
                Condition::AnyRole { .. } => {
                    let same = |other: &Condition| matches!(other, Condition::AnyRole { .. });
                    let fillers: Vec<&Set> =
                        alike(sense, &mut done, same).into_iter().filter_map(filler_of).collect();
                    text.push_str(&format!(" about {}", self.fillers(&fillers)));
                }
                other => text.push_str(&self.other_argument(other, sense.relation)),
            }
        }
        text
    }

    fn other_argument(&self, condition: &Condition, relation: RelationId) -> String {
        match condition {
            Condition::Every { role, filler, .. } => {
                format!(" whose {} are all {}", self.role_words(relation, *role), self.filler(plain(filler)))
            }
            Condition::According { who, negated } => {
                format!("{} according to {}", not(*negated), self.set(who))
            }
            Condition::FromSource { source, negated } => {
                format!("{} from source {}", not(*negated), self.store.source(*source).name)
            }
            Condition::AnyRole { .. }
            | Condition::Compares { .. }
            | Condition::Mentions { .. }
            | Condition::Role { .. }
            | Condition::NotRole { .. }
            | Condition::Fixed { .. } => String::new(),
        }
    }

    /// `over $3 billion`
    fn bound(&self, condition: &Condition) -> String {
        let Condition::Compares { quantity, .. } = condition else { return String::new() };
        let unit = quantity.unit.map(|unit| self.store.unit(unit));
        let exactly = if quantity.comparator == Comparator::Exactly { "exactly " } else { "" };
        format!("{exactly}{}", quantity.display(unit))
    }

    /// `Iran's ` before a noun whose possessive the condition can be, with the place of that condition.
    pub(super) fn owner(&self, sense: &Sense) -> Option<(String, usize)> {
        let possessive = |role: RoleId| {
            self.store
                .nouns()
                .flat_map(|noun| &noun.senses)
                .any(|one| one.relation == sense.relation && one.possessive.contains(&role))
        };
        let alone = |role: RoleId| {
            let same = |one: &&Condition| matches!(one, Condition::Role { role: of, .. } if *of == role);
            sense.conditions.iter().filter(same).count() == 1
        };
        sense.conditions.iter().enumerate().find_map(|(at, condition)| match condition {
            Condition::Role { role, word, filler }
                if ["by", "is"].contains(&word.as_str()) && possessive(*role) && alone(*role) =>
            {
                let name = names(plain(filler), self.store)?;
                let single = is_one(plain(filler)) && std::ptr::eq(plain(filler), filler);
                single.then(|| (format!("{} ", english::possessive(&name)), at))
            }
            _ => None,
        })
    }

    /// The word that was used if the relation's noun takes it, else the noun's own for that role, else the role's name.
    /// `between` and `among` want more than one thing.
    fn preposition(&self, sense: &Sense, role: RoleId, word: &str, several: bool) -> String {
        let relation = sense.relation;
        let takes = self
            .store
            .nouns()
            .flat_map(|noun| &noun.senses)
            .filter(|sense| sense.relation == relation)
            .flat_map(|sense| &sense.takes);
        let suits = |word: &str| several || !SEVERAL_AT_ONCE.contains(&word);
        let fitting: Vec<&String> = takes
            .filter(|(word, roles)| roles.contains(&role) && suits(word))
            .map(|(word, _)| word)
            .collect();
        // Those who do it together do it with one another: `meetings between Putin and Xi`, and not by them.
        let together = word == "by" && self.store.relation(relation).role(role).is_some_and(|role| role.many);
        if !together && fitting.iter().any(|taken| *taken == word) {
            return word.to_owned();
        }
        // One who is not asked for, beside those who are: `meetings with Putin`.
        if sense.answers == Some(role) && fitting.iter().any(|taken| *taken == "with") {
            return "with".to_owned();
        }
        let role = || self.store.relation(relation).role(role).map_or("", |role| role.name.as_str());
        fitting.first().map_or_else(|| format!("with {}", role()), |word| (*word).clone())
    }
}

/// What stands before the texts that are looked for.
const MENTIONING: &str = " mentioning ";

/// The set without those who act for its members, and without what lies in them.
pub fn plain(set: &Set) -> &Set {
    match set {
        Set::Within(set) => plain(set),
        Set::Any(sets) => match &sets[..] {
            [plain, Set::Pattern(acting)] if acting.word == Spoken::Implied => plain,
            _ => set,
        },
        _ => set,
    }
}

/// What fills any role.
pub(super) fn any_role(sense: &Sense) -> Option<&Set> {
    sense.conditions.iter().find_map(|condition| match condition {
        Condition::AnyRole { filler } => Some(filler),
        _ => None,
    })
}

/// What is searched for, or what must not be found, with its place.
fn same_search(sense: &Sense, not: bool) -> Vec<(usize, String)> {
    let said = |(at, condition): (usize, &Condition)| match condition {
        Condition::Mentions { phrases, negated } if *negated == not => {
            Some((at, format!("\"{}\"", phrases.join("\" or \""))))
        }
        _ => None,
    };
    sense.conditions.iter().enumerate().filter_map(said).collect()
}

/// The conditions that are alike, and from now on said.
fn alike<'s>(
    sense: &'s Sense,
    said: &mut Vec<usize>,
    same: impl Fn(&Condition) -> bool,
) -> Vec<&'s Condition> {
    let all = sense.conditions.iter().enumerate().filter(|(_, other)| same(other));
    let (places, conditions): (Vec<usize>, Vec<&Condition>) = all.unzip();
    said.extend(places);
    conditions
}

fn filler_of(condition: &Condition) -> Option<&Set> {
    match condition {
        Condition::Role { filler, .. } | Condition::AnyRole { filler } => Some(filler),
        _ => None,
    }
}

pub(super) fn is_one(set: &Set) -> bool {
    matches!(set, Set::Variable(_)) || matches!(set, Set::Entities(entities) if entities.len() == 1)
}

fn form(words: &Words, plural: bool) -> String {
    if plural { words.plural.clone() } else { words.singular.clone() }
}

fn not(negated: bool) -> &'static str {
    if negated { " not" } else { "" }
}

pub(super) fn comma(time: &str) -> String {
    if time.is_empty() { String::new() } else { format!(", {time}") }
}

/// `holds on` of many things is `hold on`.
pub(super) fn plural_verb(time: &str) -> String {
    time.strip_prefix("holds").map_or_else(
        || time.replace(" and holds", " and hold"),
        |rest| format!("hold{}", rest.replace(" and holds", " and hold")),
    )
}

/// The name of a role that has no words of its own, as that of several; those that take several may be so already.
fn in_plural(name: &str) -> String {
    if english::singular_of(name).is_some() { name.to_owned() } else { english::plural_of(name) }
}
