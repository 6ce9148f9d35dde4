//! What the vocabulary wants at a place: which prepositions, and names of which kinds.
//!
//! In: a query up to some place, and the store. Out: prepositions and kinds. Absent: the grammar
//! (`probe`). Nothing here refuses anything: it ranks what completion offers.

use super::scan::{Class, Token, scan};
use crate::fact::{KindId, RelationId, RoleId, RoleKind};
use crate::store::{Meaning, Store};
use crate::syntax;

/// What fits after a text.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Fit {
    /// Prepositions that a noun or verb on the left takes, and that were not used since.
    pub(super) prepositions: Vec<String>,
    /// Kinds of which a name must be; none: any.
    pub(super) kinds: Option<Vec<KindId>>,
    /// Whether the text ends in `from source`, or whatever else wants the id of a source.
    pub(super) source: bool,
}

/// What fits after `before`.
pub(super) fn fit(before: &str, store: &Store) -> Fit {
    let tokens = scan(before, store);
    let text = |token: &Token| token.span.of(before).to_lowercase();
    let speakers: Vec<&Token> = tokens.iter().filter(|token| token.class == Class::Word).collect();
    let mut prepositions: Vec<String> = syntax::prepositions().collect();
    prepositions.retain(|preposition| {
        speakers
            .iter()
            .any(|word| !roles(&word.span.of(before).to_lowercase(), Some(preposition), store).is_empty())
    });
    let since_word = tokens.iter().rev().take_while(|token| token.class != Class::Word);
    let used: Vec<String> = since_word.filter(|token| token.class == Class::Keyword).map(text).collect();
    prepositions.retain(|preposition| !used.contains(preposition));
    let source =
        tokens.last().is_some_and(|last| last.class == Class::Keyword && text(last) == "from source");
    Fit { prepositions, kinds: kinds(before, &tokens, store), source }
}

/// The kinds of names that the place after these tokens takes.
fn kinds(before: &str, tokens: &[Token], store: &Store) -> Option<Vec<KindId>> {
    let text = |token: &Token| token.span.of(before).to_lowercase();
    let tokens = without_list(before, tokens);
    let (last, rest) = tokens.split_last()?;
    let roles = match last.class {
        // A direct object.
        Class::Word => roles(&text(last), None, store),
        Class::Keyword => {
            let preposition = text(last);
            let words = rest.iter().rev().filter(|token| token.class == Class::Word);
            words.map(|word| roles(&text(word), Some(&preposition), store)).find(|roles| !roles.is_empty())?
        }
        _ => return None,
    };
    let mut found = Vec::new();
    for (relation, role) in roles {
        match kinds_of(relation, role, store) {
            Some(kinds) => found.extend(kinds),
            None => return None,
        }
    }
    (!found.is_empty()).then_some(found)
}

/// The tokens without articles and brackets at the end, and without a list that goes on: after
/// `of A, B and` stands what stands after `of`.
fn without_list<'a>(before: &str, mut tokens: &'a [Token]) -> &'a [Token] {
    const PASSED: [&str; 8] = ["the", "a", "an", "all", "any", "both", "either", "not"];
    while let Some((last, rest)) = tokens.split_last() {
        let text = last.span.of(before).to_lowercase();
        let conjunction = ["and", "or", "but not"].contains(&text.as_str());
        match (last.class, rest.split_last()) {
            (Class::Bracket, _) if text == "(" => tokens = rest,
            (Class::Keyword, _) if PASSED.contains(&text.as_str()) => tokens = rest,
            (Class::Keyword, Some((name, left))) if conjunction && name.class == Class::Name => tokens = left,
            _ => break,
        }
    }
    tokens
}

/// The roles that a noun or verb gives to a preposition, or a verb to its direct object.
fn roles(word: &str, preposition: Option<&str>, store: &Store) -> Vec<(RelationId, RoleId)> {
    let mut found = Vec::new();
    for meaning in store.meanings(word) {
        match (*meaning, preposition) {
            (Meaning::Noun { id, .. }, Some(preposition)) => {
                for sense in &store.noun(id).senses {
                    found.extend(sense.takes(preposition).iter().map(|role| (sense.relation, *role)));
                }
            }
            (Meaning::Verb { id, .. }, Some(preposition)) => {
                let verb = store.verb(id);
                found.extend(verb.takes(preposition).iter().map(|role| (verb.relation, *role)));
            }
            (Meaning::Verb { id, .. }, None) => {
                let verb = store.verb(id);
                found.extend(verb.object.iter().map(|role| (verb.relation, *role)));
            }
            _ => {}
        }
    }
    found
}

/// The kinds that a role takes; none for any. Whoever may be acted for counts too where the role says so.
fn kinds_of(relation: RelationId, role: RoleId, store: &Store) -> Option<Vec<KindId>> {
    let role = store.relation(relation).role(role)?;
    let RoleKind::Entity(kinds) = &role.kind else { return Some(Vec::new()) };
    if kinds.is_empty() {
        return None;
    }
    let mut kinds = kinds.clone();
    if role.actor {
        let for_whom = store.relations().filter_map(|relation| relation.role(relation.acts?.for_whom));
        for role in for_whom {
            if let RoleKind::Entity(more) = &role.kind {
                kinds.extend(more);
            }
        }
    }
    Some(kinds)
}
