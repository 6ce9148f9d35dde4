//! The words of a fact base, by the rules of the language's grammar that they fit.
//!
//! In: a store. Out: names, nouns, verbs, dates and texts that belong together, because one fact in turn
//! gives most of them: so the answers of generated sentences are often not empty. Absent: the grammar.

use std::collections::HashMap;

use super::super::dice::Dice;
use super::supply::{Supply, Word};
use crate::fact::{EntityId, FactId, RelationId, RoleKind};
use crate::store::{Meaning, Phrase, Store};
use crate::syntax;
use crate::text::{Classes, words};

/// The rules whose words the pass before the grammar marks, by the class that it gives them.
const MARKED: [(Classes, &str); 7] = [
    (Classes::NAME, "name"),
    (Classes::NOUN, "noun"),
    (Classes::VERB, "verb"),
    (Classes::PARTICIPLE, "participle"),
    (Classes::GERUND, "gerund"),
    (Classes::ADJECTIVE, "adjective"),
    (Classes::UNIT, "unit_word"),
];

/// How often in a hundred a word comes from the topic, where the topic has one.
const ON_TOPIC: usize = 85;
/// How often in a hundred a word is one of a single class, where there is one.
const SINGLE: usize = 85;
/// How often in a hundred a rule that the grammar could spell gets a word that occurs.
const OCCURRING: usize = 80;

/// The words of a base.
pub struct BaseWords<'a> {
    store: &'a Store,
    all: HashMap<&'static str, Choice>,
    of_entity: HashMap<EntityId, Vec<(Classes, Word)>>,
    of_relation: HashMap<RelationId, Vec<(Classes, Word)>>,
    facts: Vec<FactId>,
    topic: HashMap<&'static str, Choice>,
}

/// Words for one rule: those that can be nothing else, and those that can.
#[derive(Debug, Clone, Default)]
struct Choice {
    single: Vec<Word>,
    shared: Vec<Word>,
}

impl Choice {
    fn add(&mut self, word: Word, is_single: bool) {
        let list = if is_single { &mut self.single } else { &mut self.shared };
        list.push(word);
    }

    fn pick(&self, dice: &mut Dice) -> Option<&Word> {
        let single = self.shared.is_empty() || !self.single.is_empty() && dice.percent(SINGLE);
        dice.pick(if single { &self.single } else { &self.shared })
    }

    fn is_empty(&self) -> bool {
        self.single.is_empty() && self.shared.is_empty()
    }
}

impl<'a> BaseWords<'a> {
    /// The words of that base.
    pub fn of(store: &'a Store) -> Self {
        let mut words = BaseWords {
            store,
            all: HashMap::new(),
            of_entity: HashMap::new(),
            of_relation: HashMap::new(),
            facts: Vec::new(),
            topic: HashMap::new(),
        };
        store.phrases().for_each(|phrase| words.add_phrase(phrase));
        words.add_texts();
        words.facts =
            store.tables().flat_map(|table| table.rows().map(move |row| table.fact_id(row))).collect();
        words
    }

    fn add_phrase(&mut self, phrase: Phrase<'_>) {
        let Some(word) = marked(phrase.written, self.store) else { return };
        let single = is_single(phrase.classes);
        for rule in rules_of(phrase.classes) {
            self.all.entry(rule).or_default().add(word.clone(), single);
        }
        for meaning in phrase.meanings {
            let entry = (phrase.classes, word.clone());
            match *meaning {
                Meaning::Entity { id, .. } => self.of_entity.entry(id).or_default().push(entry),
                Meaning::Noun { id, .. } => {
                    for sense in &self.store.noun(id).senses {
                        self.of_relation.entry(sense.relation).or_default().push(entry.clone());
                    }
                }
                Meaning::Verb { id, .. } => {
                    let relation = self.store.verb(id).relation;
                    self.of_relation.entry(relation).or_default().push(entry);
                }
                Meaning::Role { relation, .. } => {
                    self.of_relation.entry(relation).or_default().push(entry);
                }
                Meaning::Kind { .. } | Meaning::Source(_) | Meaning::Unit(_) => {}
            }
        }
    }

    /// What the grammar could spell and seldom would.
    fn add_texts(&mut self) {
        let store = self.store;
        let mut add = |rule, text: &str| {
            self.all.entry(rule).or_default().add(Word::plain(text), true);
        };
        store.sources().for_each(|source| add("source_id", &source.name));
        let roles = store.relations().flat_map(|relation| &relation.roles);
        roles.filter(|role| is_bare_word(&role.name, store)).for_each(|role| add("bare_word", &role.name));
        for day in 1..=28 {
            add("day_number", &day.to_string());
        }
        for count in [1, 2, 3, 5, 10, 20, 30, 100] {
            add("number", &count.to_string());
        }
        for variable in ["?x", "?y", "?who"] {
            add("query_variable", variable);
        }
    }

    fn put(topic: &mut HashMap<&'static str, Choice>, entries: Option<&Vec<(Classes, Word)>>) {
        for (classes, word) in entries.into_iter().flatten() {
            let single = is_single(*classes);
            rules_of(*classes).for_each(|rule| topic.entry(rule).or_default().add(word.clone(), single));
        }
    }

    fn turn_to(&mut self, fact: FactId) {
        let (table, relation) = (self.store.table(fact.relation), self.store.relation(fact.relation));
        let mut topic = HashMap::new();
        Self::put(&mut topic, self.of_relation.get(&fact.relation));
        for (role, declared) in relation.roles() {
            for entity in table.entities(role, fact.row) {
                Self::put(&mut topic, self.of_entity.get(entity));
            }
            let searched = declared.kind == RoleKind::Text;
            for text in table.texts(role, fact.row).iter().filter(|_| searched) {
                if let Some(quote) = quotable(self.store.text(*text)) {
                    topic.entry("text").or_default().add(Word::plain(quote), true);
                }
            }
        }
        for date in dates(&table.written(fact.row)) {
            let rule = if date.len() == 4 { "year" } else { "iso_date" };
            topic.entry(rule).or_default().add(Word::plain(date), true);
        }
        for citation in table.citations(fact.row) {
            let id = &self.store.source(citation.source).name;
            topic.entry("source_id").or_default().add(Word::plain(id.clone()), true);
        }
        self.topic = topic;
    }
}

impl Supply for BaseWords<'_> {
    fn turn(&mut self, dice: &mut Dice) {
        if let Some(fact) = dice.pick(&self.facts).copied() {
            self.turn_to(fact);
        }
    }

    fn word(&self, rule: &str, dice: &mut Dice) -> Option<Word> {
        if !self.is_only_source(rule) && !dice.percent(OCCURRING) {
            return None;
        }
        let on_topic = self.topic.get(rule).filter(|_| dice.percent(ON_TOPIC));
        on_topic.or_else(|| self.all.get(rule)).and_then(|choice| choice.pick(dice)).cloned()
    }

    fn is_only_source(&self, rule: &str) -> bool {
        MARKED.iter().any(|(_, marked)| *marked == rule)
    }

    fn has(&self, rule: &str) -> bool {
        self.all.get(rule).is_some_and(|choice| !choice.is_empty())
    }
}

/// The rules that a word of those classes is meant by: a name that is spelt like a noun is read as the noun.
fn rules_of(classes: Classes) -> impl Iterator<Item = &'static str> {
    let is_meant = move |class: Classes| {
        classes.contains(class) && !(class == Classes::NAME && classes.contains(Classes::NOUN))
    };
    MARKED.into_iter().filter(move |(class, _)| is_meant(*class)).map(|(_, rule)| rule)
}

/// Whether a word can be nothing else.
fn is_single(classes: Classes) -> bool {
    MARKED.into_iter().filter(|(class, _)| classes.contains(*class)).count() == 1
}

/// A phrase as the pass that marks words sees it, if it takes it for one word of its own.
fn marked(written: &str, store: &Store) -> Option<Word> {
    let marked = syntax::mark(written, store).ok()?.text;
    let first = marked.chars().next()?;
    let is_open = |c: char| syntax::is_mark(c);
    let whole = is_open(first) && marked.chars().next_back().is_some_and(is_open);
    // One word has one end; the marks of another would stand between.
    let inside = marked.trim_matches(is_open);
    (whole && !inside.contains(is_open)).then(|| Word { raw: written.to_owned(), marked })
}

/// Whether a role's name is no word of the language or of the base.
fn is_bare_word(name: &str, store: &Store) -> bool {
    syntax::mark(name, store).is_ok_and(|marked| marked.text == name)
        && name.chars().all(|c| c.is_alphanumeric() || c == '-')
        && !syntax::closed_words().any(|word| word == name)
}

/// Two words of a text that follow one another, in quotes.
fn quotable(text: &str) -> Option<String> {
    let mut spans = words(text).skip(1);
    let (first, last) = (spans.next()?, spans.next()?);
    let piece = text.get(first.start..last.end)?;
    let plain = piece.chars().all(|c| c.is_alphanumeric() || c == ' ');
    plain.then(|| format!("\"{piece}\""))
}

/// The dates that a query can say among those of a period: `2024-01-01/..` gives `2024-01-01` and `2024`.
fn dates(written: &str) -> Vec<String> {
    let mut found = Vec::new();
    for part in written.split('/') {
        let numbers: Vec<&str> = part.split('-').collect();
        let plain = numbers.iter().all(|one| !one.is_empty() && one.bytes().all(|b| b.is_ascii_digit()));
        if plain && numbers[0].len() == 4 {
            found.push(numbers[0].to_owned());
            if numbers.len() == 3 {
                found.push(part.to_owned());
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::{dates, quotable};

    #[test]
    fn dates_that_a_query_can_say() {
        assert_eq!(dates("2024-01-01/.."), ["2024", "2024-01-01"]);
        assert_eq!(dates("202X"), Vec::<String>::new());
        assert_eq!(dates("2023-07"), ["2023"]);
    }

    #[test]
    fn quotes_are_two_words() {
        assert_eq!(
            quotable("a strategic partnership of states").as_deref(),
            Some("\"strategic partnership\"")
        );
        assert_eq!(quotable("peace"), None);
        assert_eq!(quotable("of \"odd\" things"), None);
    }
}
