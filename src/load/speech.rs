//! Nouns and verbs.
//!
//! In: `[[noun]]` and `[[verb]]` tables, all relations. Out: nouns with a sense for each relation they speak of.
//! Absent: the words of roles and kinds, which the store takes from these.

use super::base::Base;
use super::error::LoadError;
use super::index::{no_entity, no_relation};
use super::item::{Item, Word};
use super::problems::Problems;
use super::vocabulary::{choice, pairs, role};
use crate::fact::{
    EntityId, Noun, NounId, Relation, RelationId, RoleId, RoleKind, SHAPES, Says, Sense, Takes, Verb, VerbId,
    Words, shape_word,
};
use crate::time::Shape;

const NOUN_KEYS: [&str; 12] = [
    "words",
    "also",
    "relation",
    "shape",
    "any",
    "answers",
    "takes",
    "possessive",
    "fixes",
    "needs",
    "alone",
    "columns",
];
const VERB_KEYS: [&str; 7] = ["forms", "relation", "subject", "object", "says", "takes", "fixes"];

/// A noun as declared; what it means in relations that come later is found at the end.
#[derive(Debug)]
pub(super) struct Declared<'a> {
    item: Item<'a>,
    words: Vec<Words>,
    scope: Scope,
}

/// The relations that a noun speaks of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Scope {
    One(RelationId),
    Shape(Shape),
    Any,
}

/// The nouns that these tables declare.
pub(super) fn declared<'a>(items: &[Item<'a>], base: &Base<'a>, out: &mut Problems) -> Vec<Declared<'a>> {
    let mut all = Vec::with_capacity(items.len());
    for item in items {
        item.only(&NOUN_KEYS, "a noun", out);
        let words = pairs(*item, out);
        if !item.has("words") {
            item.wrong(LoadError::MissingKey { key: "words", of: "a noun".into() }, out);
        }
        let scope = scope(*item, base, out);
        all.extend(scope.map(|scope| Declared { item: *item, words, scope }));
    }
    all
}

fn scope(item: Item<'_>, base: &Base<'_>, out: &mut Problems) -> Option<Scope> {
    let any = item.flag("any", out);
    let given = usize::from(item.has("relation")) + usize::from(item.has("shape")) + usize::from(any);
    if given != 1 {
        item.wrong(LoadError::NounScope, out);
        return None;
    }
    if let Some(word) = item.word("relation", out) {
        let at = base.relation_ids.find(word, no_relation, out)?;
        return RelationId::new(at).map(Scope::One);
    }
    match item.word("shape", out) {
        Some(word) => choice(word, "shape", &SHAPES, out).map(Scope::Shape),
        None => any.then_some(Scope::Any),
    }
}

/// The nouns with their meanings in all of these relations.
pub(super) fn nouns(
    declared: &[Declared<'_>],
    relations: &[Relation],
    base: &Base<'_>,
    out: &mut Problems,
) -> Vec<Noun> {
    let first = NounId::new(0);
    let noun = |noun: &Declared<'_>| {
        let senses = senses(noun, relations, base, out);
        let words = noun.words.clone();
        first.filter(|_| !words.is_empty()).map(|id| Noun { id, words, senses })
    };
    declared.iter().filter_map(noun).collect()
}

/// A noun of one relation must have all its roles; of many, it takes the roles that a relation has, and leaves
/// out the relations that lack what it answers or fixes.
fn senses(noun: &Declared<'_>, relations: &[Relation], base: &Base<'_>, out: &mut Problems) -> Vec<Sense> {
    let fits = |relation: &&Relation| match noun.scope {
        Scope::One(id) => relation.id == id,
        Scope::Shape(shape) => relation.shape == shape,
        Scope::Any => true,
    };
    let fitting: Vec<&Relation> = relations.iter().filter(fits).collect();
    if !matches!(noun.scope, Scope::One(_)) {
        check_roles_exist(noun.item, &fitting, out);
        // What is wrong with prepositions and entities is said once, not for each relation.
        let mut said = Problems::default();
        let mut senses = Vec::new();
        for (at, relation) in fitting.iter().enumerate() {
            let sink: &mut Problems = if at == 0 { &mut *out } else { &mut said };
            senses.extend(sense(noun.item, relation, base, Lack::Skip, sink));
        }
        return senses;
    }
    fitting.iter().filter_map(|relation| sense(noun.item, relation, base, Lack::Report, out)).collect()
}

/// What to do where a relation lacks a role.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Lack {
    Report,
    Skip,
}

fn sense(
    item: Item<'_>,
    relation: &Relation,
    base: &Base<'_>,
    lack: Lack,
    out: &mut Problems,
) -> Option<Sense> {
    let answers = match item.word("answers", out) {
        None => None,
        Some(word) => Some(one_role(word, relation, lack, out)?),
    };
    let fixes = fixes(item, relation, base, lack, out)?;
    let takes = takes(item, relation, base, lack, out);
    Some(Sense {
        relation: relation.id,
        answers,
        alone: alone(item, answers, &takes, lack, out),
        takes,
        possessive: some_roles(&item.words("possessive", out), relation, lack, out),
        fixes,
        needs: item.words("needs", out).into_iter().map(|word| word.value.to_owned()).collect(),
        columns: some_roles(&item.words("columns", out), relation, lack, out),
    })
}

fn one_role(word: Word<'_>, relation: &Relation, lack: Lack, out: &mut Problems) -> Option<RoleId> {
    match lack {
        Lack::Report => role(word, relation, out),
        Lack::Skip => relation.role_named(word.value),
    }
}

fn some_roles(words: &[Word<'_>], relation: &Relation, lack: Lack, out: &mut Problems) -> Vec<RoleId> {
    words.iter().filter_map(|word| one_role(*word, relation, lack, out)).collect()
}

/// The prepositions that say the noun by themselves: of those that it takes, where it answers a role.
fn alone(
    item: Item<'_>,
    answers: Option<RoleId>,
    takes: &Takes,
    lack: Lack,
    out: &mut Problems,
) -> Vec<String> {
    let words = item.words("alone", out);
    let (fitting, others): (Vec<Word<'_>>, Vec<Word<'_>>) = words
        .into_iter()
        .partition(|word| answers.is_some() && takes.iter().any(|(one, _)| one == word.value));
    if lack == Lack::Report {
        for word in &others {
            word.wrong(LoadError::CannotStandAlone { word: word.value.into() }, out);
        }
    }
    fitting.into_iter().map(|word| word.value.to_owned()).collect()
}

/// The roles that prepositions fill. A preposition without roles is left out.
fn takes(item: Item<'_>, relation: &Relation, base: &Base<'_>, lack: Lack, out: &mut Problems) -> Takes {
    let mut takes = Takes::new();
    for (word, cell) in item.table("takes", out).map(Item::entries).unwrap_or_default() {
        if !base.prepositions.iter().any(|known| known == word.value) {
            let near = out.near(word.value, base.prepositions.iter().map(String::as_str));
            word.wrong(LoadError::Preposition { word: word.value.into(), near }, out);
            continue;
        }
        let roles = some_roles(&cell.words(word.value, out), relation, lack, out);
        if !roles.is_empty() {
            takes.push((word.value.into(), roles));
        }
    }
    takes
}

/// Roles with a fixed value; none if one of the roles is lacking.
fn fixes(
    item: Item<'_>,
    relation: &Relation,
    base: &Base<'_>,
    lack: Lack,
    out: &mut Problems,
) -> Option<Vec<(RoleId, EntityId)>> {
    let mut fixes = Vec::new();
    for (word, cell) in item.table("fixes", out).map(Item::entries).unwrap_or_default() {
        let role = one_role(word, relation, lack, out)?;
        if !matches!(relation.role(role).map(|role| &role.kind), Some(RoleKind::Entity(_))) {
            word.wrong(LoadError::RoleNotEntity { role: word.value.into() }, out);
            continue;
        }
        let value = cell.word(word.value, out)?;
        let entity = base.entity_ids.find(value, no_entity, out)?;
        fixes.push((role, EntityId::new(entity)?));
    }
    Some(fixes)
}

/// A problem for each role that none of the relations has.
fn check_roles_exist(item: Item<'_>, relations: &[&Relation], out: &mut Problems) {
    let mut named: Vec<Word<'_>> = item.words("possessive", out);
    named.extend(item.words("columns", out));
    named.extend(item.word("answers", out));
    for (_, cell) in item.table("takes", out).map(Item::entries).unwrap_or_default() {
        named.extend(cell.words("takes", out));
    }
    for word in named {
        if relations.iter().all(|relation| relation.role_named(word.value).is_none()) {
            let known = relations.iter().flat_map(|relation| &relation.roles).map(|role| role.name.as_str());
            let near = out.near(word.value, known);
            let relation = "any relation that the noun speaks of".to_owned();
            word.wrong(LoadError::RoleUnknown { role: word.value.into(), relation, near }, out);
        }
    }
}

/// The verbs that these tables declare.
pub(super) fn verbs(
    items: &[Item<'_>],
    relations: &[Relation],
    base: &Base<'_>,
    out: &mut Problems,
) -> Vec<Verb> {
    items.iter().filter_map(|item| verb(*item, relations, base, out)).collect()
}

fn verb(item: Item<'_>, relations: &[Relation], base: &Base<'_>, out: &mut Problems) -> Option<Verb> {
    item.only(&VERB_KEYS, "a verb", out);
    let forms = forms(item, out);
    let word = item.need("relation", "a verb", out)?;
    let relation = relations.get(base.relation_ids.find(word, no_relation, out)?)?;
    let subject = item.need("subject", "a verb", out).and_then(|word| role(word, relation, out));
    let object = some_roles(&item.words("object", out), relation, Lack::Report, out);
    let says = says(item, relation, out);
    let takes = takes(item, relation, base, Lack::Report, out);
    let fixes = fixes(item, relation, base, Lack::Report, out)?;
    Some(Verb {
        id: VerbId::new(0)?,
        forms: forms?,
        relation: relation.id,
        subject: subject?,
        object,
        says,
        takes,
        fixes,
    })
}

fn forms(item: Item<'_>, out: &mut Problems) -> Option<[String; 5]> {
    let Some(cell) = item.get("forms") else {
        item.wrong(LoadError::MissingKey { key: "forms", of: "a verb".into() }, out);
        return None;
    };
    let forms: Vec<String> = cell.words("forms", out).into_iter().map(|word| word.value.to_owned()).collect();
    let count = forms.len();
    forms.try_into().map_err(|_| cell.wrong(LoadError::VerbForms { count }, out)).ok()
}

fn says(item: Item<'_>, relation: &Relation, out: &mut Problems) -> Says {
    let is_state = relation.shape == Shape::State;
    let otherwise = if is_state { Says::Holds } else { Says::Happens };
    let known =
        [("start", Says::Start), ("end", Says::End), ("holds", Says::Holds), ("happens", Says::Happens)];
    let Some(word) = item.word("says", out) else { return otherwise };
    let Some(says) = choice(word, "says", &known, out) else { return otherwise };
    if (says == Says::Happens) == is_state {
        let shape = shape_word(relation.shape);
        word.wrong(LoadError::SaysMisfit { says: word.value.into(), shape }, out);
        return otherwise;
    }
    says
}

/// The noun for a relation that only data names: its own words, which speak of the whole fact with the
/// prepositions that the noun of the relation it is like has.
pub(super) fn noun_of_data(
    name: &str,
    relation: RelationId,
    like: RelationId,
    nouns: &[Noun],
) -> Option<Noun> {
    let model = nouns.iter().flat_map(|noun| &noun.senses);
    let model =
        model.filter(|sense| sense.relation == like && sense.answers.is_none() && sense.fixes.is_empty());
    let empty = Sense {
        relation,
        answers: None,
        takes: Takes::new(),
        possessive: Vec::new(),
        fixes: Vec::new(),
        needs: Vec::new(),
        alone: Vec::new(),
        columns: Vec::new(),
    };
    // The noun that is the relation's own takes more than those that speak of many relations.
    let sense = model.max_by_key(|sense| sense.takes.len()).cloned().unwrap_or(empty);
    let words = vec![Words { singular: name.into(), plural: name.into() }];
    Some(Noun { id: NounId::new(0)?, words, senses: vec![Sense { relation, ..sense }] })
}
