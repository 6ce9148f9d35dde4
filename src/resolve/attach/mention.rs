//! `mentioning`: words to look for, and who mentions a thing.
//!
//! In: a search of the tree. Out: conditions on the nearest noun or verb whose facts have texts. Said with a verb of what has
//! none, `people who mention Iran`, it is the vocabulary's verb of that name, or its facts with those words in their texts.
//! Absent: looking for the words.

use crate::fact::VerbId;
use crate::syntax::{
    Auxiliary, Conjunction, Joinee, Negation, Operand, OperandKind, Phrase, Predicate, PredicateKind, Search,
    Tail, Verbal, Word,
};
use crate::text::key_words;

use super::super::error::Error;
use super::super::query::Condition;
use super::{Attacher, ListOp, NodeId, SaidKind, Stack, What};

/// The closed word that the vocabulary may have a verb for.
const MENTION: &str = "mention";

impl Attacher<'_> {
    /// `mentioning` goes to the nearest noun or verb.
    pub(super) fn mentioning(&mut self, search: &Search, op: ListOp, stack: &mut Stack) -> Result<(), Error> {
        if search.texts.iter().chain(&search.left_out).any(|text| key_words(text).is_empty()) {
            return Err(Error::NotText { span: search.span });
        }
        if search.finite && self.is_of_who_mentions(stack) {
            return self.who_mentions(search, op, stack);
        }
        let searches = |id: &&NodeId| {
            matches!(self.node(**id).what, What::Noun { .. } | What::Verb { .. } | What::Those)
        };
        let target =
            stack.iter().rev().find(searches).copied().ok_or(Error::NotText { span: search.span })?;
        self.node_mut(target).mentions.extend(conditions(search));
        Ok(())
    }

    /// Whether the nearest of what could mention something, and of facts, mentions it itself. Facts of the verb's own
    /// relation are what it says: `statements by presidents that mention Iran`.
    fn is_of_who_mentions(&self, stack: &Stack) -> bool {
        let verbs = self.verbs(MENTION, |_| true);
        let speaks = |id: NodeId, verb: &VerbId| {
            let verb = self.store.verb(*verb);
            self.is_thing(id) && self.fits(id, verb.relation, verb.subject)
        };
        let says =
            |id: &NodeId| verbs.iter().any(|verb| self.answers_fact(*id, self.store.verb(*verb).relation));
        let is_facts = |id: NodeId| match &self.node(id).what {
            What::Noun { senses, .. } => senses.iter().all(|sense| sense.sense.answers.is_none()),
            What::Those => true,
            _ => false,
        };
        let speaker = |id: NodeId| !is_facts(id) && verbs.iter().any(|verb| speaks(id, verb));
        let nearest = stack.iter().rev().find(|id| is_facts(**id) || speaker(**id));
        !stack.iter().any(says) && nearest.is_some_and(|id| speaker(*id))
    }

    /// `people who mention Iran`: it is the object of the verb; `who mention "nuclear"`: words to look for in its facts.
    fn who_mentions(&mut self, search: &Search, op: ListOp, stack: &mut Stack) -> Result<(), Error> {
        let is_name = |text: &String| !self.entities(text, false).is_empty();
        let named = search.left_out.is_empty() && search.texts.iter().all(is_name);
        let said = Predicate {
            auxiliary: Auxiliary::Did,
            negation: search.negated.then_some(Negation::Not),
            adverbs: Vec::new(),
            kind: PredicateKind::Verb(Verbal {
                verb: Word { text: MENTION.to_owned(), span: search.span },
                object: named.then(|| object(search)),
            }),
            span: search.span,
        };
        self.predicate(&said, op, stack)?;
        let last = stack.iter().rev().find_map(|id| self.node(*id).clauses.last());
        if let (Some(SaidKind::Verb(verb)), false) = (last.map(|said| said.kind), named) {
            let wanted = Search { negated: false, ..search.clone() };
            self.node_mut(verb).mentions.extend(conditions(&wanted));
        }
        Ok(())
    }
}

/// The names that are mentioned, as one thing.
fn object(search: &Search) -> Operand {
    let span = search.span;
    let one = |text: &String| Operand { article: None, kind: OperandKind::Text(text.clone()), span };
    let mut all = search.texts.iter().map(one);
    let first = all.next();
    let conjunction = if search.any { Conjunction::Or } else { Conjunction::And };
    let joined = |operand| Tail::Joined { conjunction, span, what: Box::new(Joinee::Operand(operand)) };
    let tails: Vec<Tail> = all.map(joined).collect();
    match first {
        Some(only) if tails.is_empty() => only,
        first => {
            let head =
                first.unwrap_or(Operand { article: None, kind: OperandKind::Text(String::new()), span });
            Operand { article: None, kind: OperandKind::Bracket(Box::new(Phrase { head, tails })), span }
        }
    }
}

/// What the texts of a fact must say, and what they must not.
fn conditions(search: &Search) -> Vec<Condition> {
    let negated = search.negated;
    let one = |phrases: Vec<String>| Condition::Mentions { phrases, negated };
    let mut found: Vec<Condition> = if search.any {
        vec![one(search.texts.clone())]
    } else {
        search.texts.iter().map(|text| one(vec![text.clone()])).collect()
    };
    if !search.left_out.is_empty() {
        found.push(Condition::Mentions { phrases: search.left_out.clone(), negated: true });
    }
    found
}
