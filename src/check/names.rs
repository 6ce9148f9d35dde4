//! Names against names and words: shared by things that nothing tells apart, or spelt like something else.
//!
//! In: the names and words of a store. Out: findings. Absent: the choice among meanings (`resolve`).

use super::Findings;
use super::flaw::Flaw;
use crate::fact::{EntityId, KindId, RelationId};
use crate::store::{How, Meaning, Phrase, Store};
use crate::syntax::{is_closed, parse};
use crate::text::{Classes, Known, Lexicon, key_words};

/// So many names are read as phrases, at most: that takes a parse of each.
const MOST_READ: usize = 5000;

pub(super) fn check(store: &Store, out: &mut Findings<'_>) {
    let mut read = 0;
    for phrase in store.phrases() {
        let mut named = phrase.meanings.iter().filter_map(|meaning| match meaning {
            Meaning::Entity { id, how } => Some((*id, *how)),
            _ => None,
        });
        let Some((first, how)) = named.next() else { continue };
        if let Some(second) = named
            .map(|(id, _)| id)
            .find(|second| !told_apart(kind(first, store), kind(*second, store), store))
        {
            shared(phrase.written, (first, second), store, out);
        }
        // An id has hyphens; an adjective is no name that stands alone.
        if !matches!(how, How::Id | How::Demonym) {
            shadows(phrase, first, store, &mut read, out);
        }
    }
}

fn kind(entity: EntityId, store: &Store) -> KindId {
    store.entity(entity).kind()
}

/// Whether some role takes one of these kinds and not the other, so that the place in a query can decide.
fn told_apart(one: KindId, other: KindId, store: &Store) -> bool {
    let roles = store.relations().flat_map(crate::fact::Relation::roles);
    one != other
        && roles.into_iter().any(|(_, role)| store.may_fill(one, role) != store.may_fill(other, role))
}

fn shared(name: &str, (first, second): (EntityId, EntityId), store: &Store, out: &mut Findings<'_>) {
    let kind_name = |id| store.kind(kind(id, store)).name.clone();
    let mut kinds = vec![kind_name(first), kind_name(second)];
    kinds.dedup();
    let ids = [first, second].map(|id| store.entity(id).key().to_owned()).to_vec();
    let (key, spelled) = spelled(second, name, store);
    let flaw = Flaw::NameShared { name: spelled.to_owned(), ids, kinds };
    out.add_at_word(store.entity(second).place(), key, spelled, flaw);
}

/// A name that is spelt like a word of the vocabulary or of the language, or like a phrase made of such.
fn shadows(phrase: Phrase<'_>, entity: EntityId, store: &Store, read: &mut usize, out: &mut Findings<'_>) {
    let (key, spelled) = spelled(entity, phrase.written, store);
    let name = || spelled.to_owned();
    let word = phrase.meanings.iter().find_map(|meaning| match meaning {
        Meaning::Noun { .. } | Meaning::Kind { .. } | Meaning::Role { .. } => Some("noun"),
        Meaning::Verb { .. } => Some("verb"),
        _ => None,
    });
    let flaw = if let Some(word) = word {
        Flaw::NameIsWord { name: name(), word }
    } else if is_closed(phrase.written) {
        Flaw::NameIsClosed { name: name() }
    } else if !says_what_it_is(phrase.written, entity, store) && is_phrase(phrase.written, store, read) {
        Flaw::NameIsPhrase { name: name() }
    } else {
        return;
    };
    out.add_at_word(store.entity(entity).place(), key, spelled, flaw);
}

/// Whether a word of the name is a noun for the thing itself, as in *Kazan summit*: its kind, or of a relation
/// in which it stands. Such a name is the phrase that people would ask with.
fn says_what_it_is(name: &str, entity: EntityId, store: &Store) -> bool {
    let kind = kind(entity, store);
    let stands_in = |relation: RelationId| {
        let roles = store.relation(relation).roles();
        roles.into_iter().any(|(role, _)| !store.table(relation).postings(role, entity).is_empty())
    };
    let is_for_it = |meaning: &Meaning| match meaning {
        Meaning::Kind { id, .. } => store.kind_is(kind, *id),
        Meaning::Noun { id, .. } => store.noun(*id).senses.iter().any(|sense| stands_in(sense.relation)),
        _ => false,
    };
    key_words(name).iter().any(|word| store.meanings(word).iter().any(is_for_it))
}

/// Whether the words would be a query if nothing had that name.
fn is_phrase(name: &str, store: &Store, read: &mut usize) -> bool {
    let words = key_words(name);
    let (Some(first), Some(last)) = (words.first(), words.last()) else { return false };
    let known = |word: &str| is_closed(word) || store.longest(&[word]).is_some();
    let hidden = Without { store, words: words.len() };
    let starts =
        is_closed(first) || hidden.longest(&words.iter().map(String::as_str).collect::<Vec<_>>()).is_some();
    if words.len() < 2 || !starts || !known(last) || *read >= MOST_READ {
        return false;
    }
    *read += 1;
    parse(name, &hidden).is_ok()
}

/// The words of a store without the one entry that takes all words of the text.
struct Without<'a> {
    store: &'a Store,
    words: usize,
}

impl Lexicon for Without<'_> {
    fn longest(&self, words: &[&str]) -> Option<Known> {
        self.all(words).into_iter().next()
    }

    fn all(&self, words: &[&str]) -> Vec<Known> {
        self.store.all(words).into_iter().filter(|known| known.words < self.words).collect()
    }

    fn near(&self, _: &str, _: Classes, _: usize) -> Vec<String> {
        Vec::new()
    }
}

/// The key of the declaration that gives an entity that name, and the name as it stands there.
fn spelled<'a>(entity: EntityId, name: &str, store: &'a Store) -> (Option<&'static str>, &'a str) {
    let entity = store.entity(entity);
    let wanted = key_words(name);
    let is = |other: &&str| key_words(other) == wanted;
    let names = [entity.name()].into_iter().map(|name| ("name", name));
    let all = names
        .chain(entity.aliases().map(|name| ("aliases", name)))
        .chain(entity.former().map(|(name, _)| ("former", name)))
        .chain(entity.demonyms().map(|name| ("demonyms", name)));
    let found = all.into_iter().find(|(_, name)| is(name));
    found.map_or((None, entity.key()), |(key, name)| (Some(key), name))
}
