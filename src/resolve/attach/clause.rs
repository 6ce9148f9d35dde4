//! Clauses: verbs and complements, and whom they speak of.
//!
//! In: predicates of the tree. Out: nodes for their verbs and nouns, hung on the node they speak of.

use crate::fact::{Form, RoleId, RoleKind, VerbId};
use crate::store::Meaning;
use crate::syntax::{
    Adverb, Auxiliary, Kept, Negation, Operand, OperandKind, PickEnd, Predicate, PredicateKind, Tail, Verbal,
    Word,
};
use crate::text::Span;

use super::super::error::Error;
use super::noun::BEFORE;
use super::{Arg, Attacher, List, ListOp, Node, NodeId, Said, SaidKind, Stack, What};

/// The variable that the question word is.
const WHAT: &str = "what";

impl Attacher<'_> {
    /// `which presidents of members of SCO met Putin`: a verb without `that` is that of the sentence, and said of its head, if that
    /// can be its subject.
    pub(super) fn main_predicate(&mut self, predicate: &Predicate, stack: &mut Stack) -> Result<(), Error> {
        self.predicate_of(predicate, ListOp::And, true, stack)
    }

    /// What is said of the nearest node on the stack that it fits, which is the head if none does.
    pub(super) fn predicate(
        &mut self,
        predicate: &Predicate,
        op: ListOp,
        stack: &mut Stack,
    ) -> Result<(), Error> {
        self.predicate_of(predicate, op, false, stack)
    }

    fn predicate_of(
        &mut self,
        predicate: &Predicate,
        op: ListOp,
        is_main: bool,
        stack: &mut Stack,
    ) -> Result<(), Error> {
        if let PredicateKind::Placed(placed) = &predicate.kind
            && op == ListOp::And
            && !placed.former
            && self.placed_itself(placed, predicate.negation.is_some(), stack)?
        {
            return Ok(());
        }
        let said = self.said_of(predicate, op)?;
        let kind = said.kind;
        let is_variable = |id: &NodeId| matches!(self.node(*id).what, What::Variable(_));
        let fits = |id: &NodeId| self.can_be_said(*id, kind);
        // A noun before a variable: `members of ?club that are not members of SCO`.
        let noun = stack.iter().rposition(|id| !is_variable(id) && fits(id));
        let head = stack.first().filter(|head| is_main && fits(head)).map(|_| 0);
        let depth = head.or(noun).or_else(|| stack.iter().rposition(fits)).unwrap_or(0);
        stack.truncate(depth + 1);
        let subject = *stack.first().and(stack.last()).ok_or(Error::NothingToAttachTo)?;
        self.node_mut(subject).clauses.push(said);
        self.open(kind, stack);
        Ok(())
    }

    /// What a predicate says, with the node of its verb or complement.
    pub(super) fn said_of(&mut self, predicate: &Predicate, op: ListOp) -> Result<Said, Error> {
        let has = |adverb: Adverb| predicate.adverbs.contains(&adverb);
        let pick = if has(Adverb::First) {
            Some(PickEnd::First)
        } else {
            has(Adverb::Last).then_some(PickEnd::Last)
        };
        let kind = match &predicate.kind {
            PredicateKind::Complement(operand) => {
                let id = self.operand(operand)?;
                self.node_mut(id).is_clause = !matches!(self.node(id).what, What::Named { .. });
                SaidKind::Complement(id)
            }
            PredicateKind::Placed(placed) => SaidKind::Complement(self.placed(placed)?),
            PredicateKind::Turned(turned) => SaidKind::Complement(self.turned(turned)?),
            PredicateKind::Verb(verbal) => SaidKind::Verb(self.verbal(verbal, predicate.span)?),
            PredicateKind::Passive(word) => SaidKind::Passive(self.verb(word, word.span)?),
        };
        let (negation, mut auxiliary) = (predicate.negation, predicate.auxiliary);
        let kind = match kind {
            // `who's spoken to Iran?`: what takes no object has no passive.
            SaidKind::Passive(id) if !self.has_passive(id) => {
                auxiliary = Auxiliary::Has;
                SaidKind::Verb(id)
            }
            kind => kind,
        };
        Ok(Said { op, negation, auxiliary, ever: has(Adverb::Ever), pick, kind })
    }

    /// Makes the parts of a clause the nearest places to attach to.
    pub(super) fn open(&mut self, kind: SaidKind, stack: &mut Stack) {
        let (SaidKind::Verb(id)
        | SaidKind::Passive(id)
        | SaidKind::Complement(id)
        | SaidKind::Whose(id)
        | SaidKind::Gap(id)) = kind;
        stack.push(id);
        // An object, or what follows a preposition that stands alone.
        let object = self.node(id).args.iter().find(|arg| arg.word != BEFORE).map(|arg| arg.list.items[0]);
        stack.extend(object);
    }

    /// Whether something can be said of it: a noun, a variable, no name.
    pub(super) fn is_thing(&self, id: NodeId) -> bool {
        matches!(
            self.node(id).what,
            What::Noun { .. }
                | What::Kind { .. }
                | What::RoleNoun { .. }
                | What::Anything
                | What::Variable(_)
                | What::Defined { .. }
        )
    }

    /// Whether a noun on the left can be the subject of what is said.
    fn can_be_said(&self, id: NodeId, kind: SaidKind) -> bool {
        let is_thing = self.is_thing(id);
        if let SaidKind::Complement(noun) = kind {
            return is_thing && self.may_be(id, noun);
        }
        let (SaidKind::Verb(verb) | SaidKind::Passive(verb)) = kind else { return is_thing };
        let What::Verb { verbs, .. } = &self.node(verb).what else { return false };
        let fits = |id_of: &VerbId| {
            if matches!(kind, SaidKind::Passive(_)) {
                return self.takes_object(*id_of, id);
            }
            let verb = self.store.verb(*id_of);
            self.fits(id, verb.relation, verb.subject)
        };
        is_thing && verbs.iter().any(fits)
    }

    /// A verb with its object, which rules out the meanings whose object it cannot be.
    fn verbal(&mut self, verbal: &Verbal, span: Span) -> Result<NodeId, Error> {
        let id = self.verb(&verbal.verb, span)?;
        self.takes(id, verbal)?;
        Ok(id)
    }

    /// Gives a verb its object.
    fn takes(&mut self, id: NodeId, verbal: &Verbal) -> Result<(), Error> {
        if let Some(object) = &verbal.object {
            let What::Verb { text, verbs } = self.node(id).what.clone() else { return Ok(()) };
            // The text is shown with the facts.
            if self.asks_for_text(object, &verbs) {
                return Ok(());
            }
            let item = self.operand(object)?;
            let left: Vec<VerbId> =
                verbs.iter().copied().filter(|verb| self.takes_object(*verb, item)).collect();
            if left.is_empty() {
                return Err(Error::NotAnObject {
                    verb: text,
                    item: self.spoken(item).unwrap_or_default(),
                    wanted: self.wanted_by(&verbs, false),
                    span: object.span,
                });
            }
            let node = self.node_mut(id);
            node.what = What::Verb { text, verbs: left };
            node.args.push(Arg { word: String::new(), list: List::one(item), negated: false });
        }
        Ok(())
    }

    /// `who said what`: whether it is the question word for an object that can only be a text.
    fn asks_for_text(&self, object: &Operand, verbs: &[VerbId]) -> bool {
        let OperandKind::Variable(word) = &object.kind else { return false };
        let is_text = |id: &VerbId| {
            let verb = self.store.verb(*id);
            let role = |role: &RoleId| self.store.relation(verb.relation).role(*role);
            verb.object.iter().filter_map(role).all(|role| matches!(role.kind, RoleKind::Text))
        };
        word.text == WHAT && !verbs.is_empty() && verbs.iter().all(is_text)
    }

    fn has_passive(&self, id: NodeId) -> bool {
        let What::Verb { verbs, .. } = &self.node(id).what else { return true };
        verbs.iter().any(|verb| !self.store.verb(*verb).object.is_empty())
    }

    pub(super) fn takes_object(&self, verb: VerbId, item: NodeId) -> bool {
        let verb = self.store.verb(verb);
        verb.object.iter().any(|role| self.fits(item, verb.relation, *role))
    }

    pub(super) fn verb(&mut self, word: &Word, span: Span) -> Result<NodeId, Error> {
        let mut verbs = self.verbs(&word.text, |form| form != Form::Gerund);
        if verbs.is_empty() {
            verbs = self.verbs(&word.text, |_| true);
        }
        if verbs.is_empty() {
            return Err(Error::NotAVerb { word: word.text.clone(), span: word.span });
        }
        let mut node = Node::new(What::Verb { text: word.text.clone(), verbs }, span);
        node.is_clause = true;
        node.present =
            self.verbs(&word.text, |form| matches!(form, Form::Past | Form::Participle)).is_empty();
        Ok(self.add(node))
    }

    /// `joining SCO`, or `they joined SCO`, after a word of time.
    pub(super) fn gerund(&mut self, verbal: &Verbal, kept: Kept, span: Span) -> Result<NodeId, Error> {
        let verbs = self.verbs(&verbal.verb.text, |form| (form == Form::Gerund) == (kept == Kept::Gerund));
        let id = self.add(Node::new(What::Verb { text: verbal.verb.text.clone(), verbs }, span));
        self.takes(id, verbal)?;
        Ok(id)
    }

    pub(super) fn verbs(&self, text: &str, wanted: impl Fn(Form) -> bool) -> Vec<VerbId> {
        let mut found: Vec<VerbId> = Vec::new();
        for meaning in self.store.meanings(text) {
            match meaning {
                Meaning::Verb { id, form } if wanted(*form) && !found.contains(id) => found.push(*id),
                _ => {}
            }
        }
        found
    }

    pub(super) fn may_have_clauses(&self, id: NodeId) -> bool {
        matches!(
            self.node(id).what,
            What::Noun { .. } | What::Kind { .. } | What::RoleNoun { .. } | What::Anything
        )
    }

    /// `sought` (by Iran): said of the nearest noun that can be the verb's object.
    pub(super) fn participle(
        &mut self,
        word: &Word,
        negation: Option<Negation>,
        stack: &mut Stack,
    ) -> Result<(), Error> {
        let id = self.verb(word, word.span)?;
        // `members of OPEC joined after 2000`: what cannot be the object does it itself.
        let found = self.done_to(id, stack).or_else(|| self.done_by(id, stack));
        let (depth, kind) = found.ok_or_else(|| self.not_an_object(word, id, stack))?;
        let said =
            Said { op: ListOp::And, negation, auxiliary: Auxiliary::None, ever: true, pick: None, kind };
        self.say(said, depth, stack);
        Ok(())
    }

    /// `which countries visited by Xi are members of OPEC`: a verb without an object before `by` is a participle, where one on the
    /// stack can be its object; so in `countries not visited by Xi`.
    pub(super) fn as_participle<'t>(
        &self,
        tails: &'t [Tail],
        stack: &Stack,
    ) -> Option<(&'t Word, Option<Negation>)> {
        let [Tail::Predicate(said), Tail::Preposition { negated: false, preposition, .. }, ..] = tails else {
            return None;
        };
        let PredicateKind::Verb(Verbal { verb, object: None }) = &said.kind else { return None };
        let is_bare = said.auxiliary == Auxiliary::None && said.adverbs.is_empty();
        let verbs = self.verbs(&verb.text, |form| form == Form::Participle);
        let takes = |target: &NodeId| {
            self.may_have_clauses(*target) && verbs.iter().any(|verb| self.takes_object(*verb, *target))
        };
        let is_done = is_bare && preposition.text.eq_ignore_ascii_case("by") && stack.iter().any(takes);
        is_done.then_some((verb, said.negation))
    }

    /// `joined OPEC and left`, `sought by Iran and made by Russia`: said as the clause before it is, if it can be.
    pub(super) fn participle_again(
        &mut self,
        word: &Word,
        op: ListOp,
        stack: &mut Stack,
    ) -> Result<(), Error> {
        let id = self.verb(word, word.span)?;
        let before = stack.iter().rev().find_map(|id| self.node(*id).clauses.last().cloned());
        let found = match &before {
            Some(Said { kind: SaidKind::Passive(_), .. }) | None => {
                self.done_to(id, stack).or_else(|| self.done_by(id, stack))
            }
            Some(_) => self.done_by(id, stack).or_else(|| self.done_to(id, stack)),
        };
        let (depth, kind) = found.ok_or_else(|| self.not_an_object(word, id, stack))?;
        let ever = before.is_none_or(|before| before.ever);
        self.say(
            Said { op, negation: None, auxiliary: Auxiliary::None, ever, pick: None, kind },
            depth,
            stack,
        );
        self.share_negation(stack);
        Ok(())
    }

    fn say(&mut self, said: Said, depth: usize, stack: &mut Stack) {
        let kind = said.kind;
        stack.truncate(depth + 1);
        self.node_mut(stack[depth]).clauses.push(said);
        self.open(kind, stack);
    }

    /// The nearest noun that can be the verb's object.
    fn done_to(&self, verb: NodeId, stack: &Stack) -> Option<(usize, SaidKind)> {
        let What::Verb { verbs, .. } = &self.node(verb).what else { return None };
        let object = |target: &NodeId| {
            self.may_have_clauses(*target) && verbs.iter().any(|verb| self.takes_object(*verb, *target))
        };
        stack.iter().rposition(object).map(|depth| (depth, SaidKind::Passive(verb)))
    }

    /// The nearest noun that can be its subject.
    fn done_by(&self, verb: NodeId, stack: &Stack) -> Option<(usize, SaidKind)> {
        let kind = SaidKind::Verb(verb);
        stack.iter().rposition(|target| self.can_be_said(*target, kind)).map(|depth| (depth, kind))
    }

    fn not_an_object(&self, word: &Word, verb: NodeId, stack: &Stack) -> Error {
        let wanted = match &self.node(verb).what {
            What::Verb { verbs, .. } => self.wanted_by(verbs, false),
            _ => String::new(),
        };
        let item = self.spoken(stack[0]).unwrap_or_default();
        Error::NotAnObject { verb: word.text.clone(), item, wanted, span: word.span }
    }
}
