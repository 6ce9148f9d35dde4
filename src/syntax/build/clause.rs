//! The rules of clauses: verbs, auxiliaries, negation.
//!
//! In: `inverted`, `relative`, `predicate` and their kin. Out: [`Clause`], [`Predicate`].
//! Absent: what a verb means.

use super::super::node::Node;
use super::super::tree::{
    Adverb, Auxiliary, Be, Clause, Joinee, Negation, Operand, OperandKind, Phrase, Predicate, PredicateKind,
    Pronoun, Tail, Verbal,
};
use super::{Builder, Built, says};

impl Builder<'_> {
    /// `be_inverted`, `have_inverted` or `do_inverted`: auxiliary, subject, the rest.
    pub(super) fn inverted(self, node: &Node) -> Built<Clause> {
        let inner = self.inner(node)?;
        let subject = match inner.child("names_before").or_else(|| inner.child("names_before_verb")) {
            Some(names) => self.subject(names)?,
            None => self.subject(self.need(inner, "subject")?)?,
        };
        Ok(Clause { subject, predicate: self.said(inner)?, tails: self.tails(inner)? })
    }

    fn subject(self, node: &Node) -> Built<Phrase> {
        let Some(first) = node.child("named") else { return self.phrase(node) };
        let tails = node.all("named_too").map(|too| self.named_too(too)).collect::<Built<_>>()?;
        Ok(Phrase { head: self.named(first)?, tails })
    }

    /// `and Russia`, in a subject of several names.
    fn named_too(self, node: &Node) -> Built<Tail> {
        let word = self.need(node, "conjunction")?;
        let what = Box::new(Joinee::Operand(self.named(self.need(node, "named")?)?));
        Ok(Tail::Joined { conjunction: self.conjunction(word), span: self.span(word), what })
    }

    pub(super) fn relative(self, node: &Node) -> Built<Tail> {
        let pronoun = if says(node, "kw_who") {
            Pronoun::Who
        } else if says(node, "kw_which") {
            Pronoun::Which
        } else {
            Pronoun::That
        };
        Ok(Tail::Relative(pronoun, self.predicate(self.need(node, "predicate")?)?))
    }

    /// `be_predicate`, `have_predicate` or `do_predicate`.
    pub(super) fn predicate(self, node: &Node) -> Built<Predicate> {
        self.said(self.inner(node)?)
    }

    /// What is said of a subject; the same words in a clause with or without inversion.
    fn said(self, node: &Node) -> Built<Predicate> {
        let adverbs =
            node.children.iter().filter(|child| ["adverb", "late_adverb"].contains(&child.rule.as_str()));
        let adverbs = adverbs.map(|adverb| self.adverb(adverb)).collect::<Built<_>>()?;
        let kind = match node.child("complement") {
            Some(complement) => PredicateKind::Complement(self.operand(self.need(complement, "operand")?)?),
            None => PredicateKind::Verb(self.verbal(node)?),
        };
        let negation = node
            .child("negation")
            .map(|word| if says(word, "kw_never") { Negation::Never } else { Negation::Not });
        Ok(Predicate { auxiliary: self.auxiliary(node), negation, adverbs, kind, span: self.span(node) })
    }

    fn verbal(self, node: &Node) -> Built<Verbal> {
        let verb = self.word(self.need(node, "verb")?);
        let object =
            node.child("object").map(|object| self.operand(self.need(object, "operand")?)).transpose()?;
        Ok(Verbal { verb, object })
    }

    /// `time_clause`: `Medvedev was president`, after a word of time.
    pub(super) fn time_clause(self, node: &Node) -> Built<Clause> {
        let subject = self.need(node, "clause_subject")?;
        let subject = match subject.child("noun_phrase") {
            Some(noun) => {
                let kind = OperandKind::Noun(self.noun_phrase(noun)?);
                Phrase { head: Operand { kind, span: self.span(noun) }, tails: Vec::new() }
            }
            None => self.subject(subject)?,
        };
        let predicate = self.predicate(self.need(node, "predicate")?)?;
        Ok(Clause { subject, predicate, tails: Vec::new() })
    }

    /// `gerund_clause`: `joining SCO`; `gerund_alone`: `speaking`.
    pub(super) fn gerund_clause(self, node: &Node) -> Built<Verbal> {
        let verb = self.word(self.need(node, "gerund")?);
        let object = node.child("operand").map(|object| self.operand(object)).transpose()?;
        Ok(Verbal { verb, object })
    }

    fn auxiliary(self, node: &Node) -> Auxiliary {
        if let Some(be) = node.child("be") {
            Auxiliary::Be(self.be(be))
        } else if let Some(have) = node.child("have") {
            if says(have, "kw_had") { Auxiliary::Had } else { Auxiliary::Have }
        } else if let Some(word) = node.child("do") {
            if says(word, "kw_did") { Auxiliary::Did } else { Auxiliary::Do }
        } else {
            Auxiliary::None
        }
    }

    fn be(self, node: &Node) -> Be {
        if says(node, "kw_are") {
            Be::Are
        } else if says(node, "kw_was") {
            Be::Was
        } else if says(node, "kw_were") {
            Be::Were
        } else {
            Be::Is
        }
    }

    fn adverb(self, node: &Node) -> Built<Adverb> {
        let word = self.inner(node)?;
        Ok(match word.rule.as_str() {
            "kw_ever" => Adverb::Ever,
            "kw_still" => Adverb::Still,
            "kw_first" => Adverb::First,
            "kw_last" => Adverb::Last,
            "kw_now" | "kw_currently" => Adverb::Now,
            "kw_both" => Adverb::Both,
            _ => return Err(self.broken(word)),
        })
    }
}
