//! The rules of clauses: verbs, auxiliaries, negation.
//!
//! In: `inverted`, `relative`, `predicate` and their kin. Out: [`Clause`], [`Predicate`].
//! Absent: what a verb means.

use crate::text::Classes;

use super::super::node::Node;
use super::super::tree::{
    Adverb, Article, Auxiliary, Be, Clause, Gap, Joinee, Negation, NounPhrase, Operand, OperandKind, Phrase,
    Placed, Predicate, PredicateKind, Premodifier, Pronoun, Standing, Tail, Turned, Verbal, Word,
};
use super::{Builder, Built, SUBJECTS, says};

impl Builder<'_> {
    /// As [`Self::yes_or_no`], where the answer does not say how sure it is.
    pub(super) fn inverted(self, node: &Node) -> Built<Clause> {
        self.check_certainty(node)?;
        self.yes_or_no(node)
    }

    /// Rows are kept or left out by how sure they are, before anything else is said of them.
    pub(super) fn check_certainty(self, node: &Node) -> Built<()> {
        let said = self.inner(node)?.child("certainty");
        let word = |said: &Node| format!("a phrase behind it, as in `{} members of …`", self.text(said));
        said.map_or(Ok(()), |said| Err(self.one_word(said, &word(said))))
    }

    /// `be_inverted`, `have_inverted` or `do_inverted`, where no preposition may stand without its thing.
    pub(super) fn yes_or_no(self, node: &Node) -> Built<Clause> {
        let inner = self.inner(node)?;
        if let Some(left) = inner.child("stranded") {
            return Err(self.nothing_after(left)?);
        }
        self.clause(node)
    }

    /// The auxiliary, the subject, the rest.
    pub(super) fn clause(self, node: &Node) -> Built<Clause> {
        let inner = self.inner(node)?;
        let mut clause = Clause {
            every: self.about_every(inner),
            subject: self.before_verb(inner)?,
            predicate: self.said(inner)?,
            tails: Vec::new(),
        };
        if clause.every {
            clause.subject.head.article = None;
        }
        clause.tails = self.tails_after(&mut clause.predicate, inner)?;
        clause.predicate.adverbs.extend(self.occasion(inner));
        clause.predicate.adverbs.dedup();
        Ok(clause)
    }

    /// A clause with its subject first: `Iran visited China`.
    pub(super) fn said_of(self, node: &Node) -> Built<Clause> {
        let mut predicate = self.predicate(self.need(node, "predicate")?)?;
        let tails = self.tails_after(&mut predicate, node)?;
        Ok(Clause { every: false, subject: self.before_verb(node)?, predicate, tails })
    }

    /// The subject, which is a name, or names, where one could also stand before a noun.
    fn before_verb(self, node: &Node) -> Built<Phrase> {
        if let Some(noun) = node.child("noun_before").or_else(|| node.child("asked_before")) {
            return self.noun_before(noun);
        }
        if let Some(subject) = node.child("placed_subject") {
            return self.phrase(subject);
        }
        if let Some(subject) = node.child("asked_subject") {
            let head = self.asked_too(self.need(subject, "asked_too")?)?;
            return Ok(Phrase { head, tails: self.tails_and_neither(subject)?.0 });
        }
        let names = ["names_before", "names_before_verb", "names_before_said", "be_subject"];
        let subject = names.iter().find_map(|rule| node.child(rule));
        self.subject(subject.map_or_else(|| self.need(node, "subject"), Ok)?)
    }

    /// `all members of SCO`, before another noun.
    fn noun_before(self, node: &Node) -> Built<Phrase> {
        let head = match node.child("asked_too") {
            Some(asked) => self.asked_too(asked)?,
            None => self.noun_operand(self.need(node, "noun_phrase")?)?,
        };
        let mut tails = Vec::new();
        for tail in
            node.children.iter().filter(|child| ["name_tail", "name_last"].contains(&child.rule.as_str()))
        {
            let preposition = self.preposition(tail)?;
            let operand = match tail.child("noun") {
                Some(noun) => self.noun_alone(noun),
                None => self.named_or_noun(tail)?,
            };
            tails.push(Tail::Preposition { negated: false, preposition, operand });
            for too in tail.all("named_too") {
                tails.push(self.joined_on(too, self.named_or_noun(too)?)?);
            }
        }
        Ok(Phrase { head, tails })
    }

    /// A name, which is the noun where a noun is spelt like it, as before a verb.
    pub(super) fn named_or_noun(self, node: &Node) -> Built<Operand> {
        let named = self.need(node, "named")?;
        let name = self.need(named, "name")?;
        if self.is_of(name, Classes::NOUN) { Ok(self.noun_alone(name)) } else { self.named(named) }
    }

    /// A noun without anything before it.
    fn noun_alone(self, node: &Node) -> Operand {
        let noun = NounPhrase { pick: None, premodifiers: Vec::new(), noun: self.word(node) };
        Operand { article: None, kind: OperandKind::Noun(noun), span: self.span(node) }
    }

    /// `is every member of SCO a member of BRICS`: whether the question is about each of the subject.
    fn about_every(self, node: &Node) -> bool {
        let subject = SUBJECTS.iter().find_map(|rule| node.child(rule));
        let those = subject.and_then(|subject| subject.child("operand")?.child("those"));
        if those.is_some_and(|those| says(those, "kw_all") || says(those, "kw_each")) {
            return true;
        }
        let noun = match (node.child("noun_before"), subject) {
            (Some(noun), _) => noun.child("noun_phrase"),
            (None, Some(subject)) => {
                subject.child("operand").and_then(|operand| operand.child("noun_phrase"))
            }
            (None, None) => None,
        };
        noun.and_then(|noun| noun.child("determiner"))
            .is_some_and(|word| ["kw_all", "kw_every", "kw_each"].into_iter().any(|every| says(word, every)))
    }

    /// `for the first time`
    pub(super) fn occasion(self, node: &Node) -> Option<Adverb> {
        let word = node.child("occasion")?;
        Some(if says(word, "kw_last") { Adverb::Last } else { Adverb::First })
    }

    fn subject(self, node: &Node) -> Built<Phrase> {
        if let Some(variable) = node.child("query_variable") {
            let kind = OperandKind::Variable(self.query_variable(variable));
            let head = Operand { article: None, kind, span: self.span(variable) };
            return Ok(Phrase { head, tails: Vec::new() });
        }
        let Some(first) = node.child("named") else { return self.phrase(node) };
        let tails = node.all("named_too").map(|too| self.named_too(too)).collect::<Built<_>>()?;
        Ok(Phrase { head: self.named(first)?, tails })
    }

    /// `and Russia`, in a subject of several names.
    pub(super) fn named_too(self, node: &Node) -> Built<Tail> {
        self.joined_on(node, self.named(self.need(node, "named")?)?)
    }

    pub(super) fn joined_on(self, node: &Node, operand: Operand) -> Built<Tail> {
        let word = self.need(node, "conjunction")?;
        let what = Box::new(Joinee::Operand(operand));
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
        let mut said = self.told(node)?;
        // `people who served as president`: mostly of several.
        let served = self.need(node, "predicate")?.first().is_some_and(|inner| inner.has("served"));
        if served && said.auxiliary == Auxiliary::Be(Be::Was) {
            said.auxiliary = Auxiliary::Be(Be::Were);
        }
        Ok(Tail::Relative(pronoun, said))
    }

    /// `be_predicate`, `have_predicate` or `do_predicate`.
    pub(super) fn predicate(self, node: &Node) -> Built<Predicate> {
        let inner = self.inner(node)?;
        if inner.rule == "foremost_predicate" { self.foremost(inner) } else { self.said(inner) }
    }

    /// `was the first to visit Iran`: *did first visit Iran*.
    fn foremost(self, node: &Node) -> Built<Predicate> {
        let adverb = if says(node, "kw_last") { Adverb::Last } else { Adverb::First };
        Ok(Predicate { adverbs: vec![adverb], ..self.infinitive(node)? })
    }

    /// `to join BRICS`: *did join BRICS*.
    pub(super) fn infinitive(self, node: &Node) -> Built<Predicate> {
        Ok(Predicate {
            auxiliary: Auxiliary::Did,
            negation: None,
            adverbs: Vec::new(),
            kind: self.done(node)?,
            span: self.span(node),
        })
    }

    /// `include China`: *are China*, among others.
    pub(super) fn includes(self, node: &Node) -> Built<Predicate> {
        let be = match self.auxiliary(node) {
            Auxiliary::None if says(node, "kw_included") => Be::Were,
            Auxiliary::None if says(node, "kw_includes") => Be::Is,
            Auxiliary::None | Auxiliary::Do => Be::Are,
            Auxiliary::Does => Be::Is,
            _ => Be::Were,
        };
        Ok(Predicate {
            auxiliary: Auxiliary::Be(be),
            negation: node.has("negation").then_some(Negation::Not),
            adverbs: Vec::new(),
            kind: PredicateKind::Complement(self.operand(self.need(node, "operand")?)?),
            span: self.span(node),
        })
    }

    /// `that Iran has joined`, `of which Iran is a member`
    pub(super) fn gap(self, node: &Node) -> Built<Tail> {
        let subject = node.child("gap_subject").map_or_else(|| self.need(node, "contact_subject"), Ok)?;
        let subject = match subject.child("noun_phrase") {
            Some(noun) => {
                let head = self.noun_and_no_verb(noun)?;
                Phrase { head, tails: self.tails_and_neither(subject)?.0 }
            }
            None => self.subject(subject)?,
        };
        let mut predicate = self.said(self.need(node, "gap_said")?)?;
        // `cities in which Putin met Xi`
        if let (Some(object), PredicateKind::Verb(said)) = (node.child("object"), &mut predicate.kind) {
            said.object = Some(self.operand_or_number(object)?);
        }
        let before = match node.child("kw_where") {
            Some(place) => Some(Word { text: "in".to_owned(), span: self.span(place) }),
            None => node.has("preposition").then(|| self.preposition(node)).transpose()?,
        };
        let left = node.child("stranded");
        let preposition = match (before, left) {
            (Some(_), Some(left)) => return Err(self.nothing_after(left)?),
            (None, Some(left)) => Some(self.preposition(left)?),
            (before, None) => before,
        };
        let clause = Clause { every: false, subject, predicate, tails: Vec::new() };
        Ok(Tail::Gap(Box::new(Gap { preposition, clause, span: self.span(node) })))
    }

    /// A verb with its object, or `became` with its noun.
    pub(super) fn done(self, node: &Node) -> Built<PredicateKind> {
        let Some(turned) = node.child("turned") else { return Ok(PredicateKind::Verb(self.verbal(node)?)) };
        let turning = self.need(turned, "turning")?;
        let ends = ["kw_to", "kw_being"].into_iter().any(|word| says(turning, word));
        let what = self.operand(self.need(self.need(turned, "complement")?, "operand")?)?;
        Ok(PredicateKind::Turned(Turned { verb: self.turning(turning), ends, what }))
    }

    /// The words of a turn, however they are typed: `ceased to be`.
    fn turning(self, node: &Node) -> Word {
        let words: Vec<String> = node.children.iter().map(|word| self.text(word).to_lowercase()).collect();
        Word { text: words.join(" "), span: self.span(node) }
    }

    /// `becoming a member`, `ceasing to be a member`
    pub(super) fn becoming(self, node: &Node) -> Built<Turned> {
        let words = node.child("kw_becoming").or_else(|| node.child("kw_ceasing_to_be"));
        let what = self.operand(self.need(self.need(node, "complement")?, "operand")?)?;
        let Word { text, span } = self.word(words.ok_or_else(|| self.broken(node))?);
        let verb = Word { text: text.to_lowercase(), span };
        Ok(Turned { verb, ends: says(node, "kw_ceasing_to_be"), what })
    }

    /// What is said of a subject; the same words in a clause with or without inversion.
    fn said(self, node: &Node) -> Built<Predicate> {
        if let Some(served) = node.child("served") {
            return self.served(served, node);
        }
        if let Some(first) = node.child("first_to") {
            return self.said_with(node, PredicateKind::Complement(self.first_to(first)?));
        }
        let kind = match node.child("complement") {
            Some(_) => PredicateKind::Complement(self.no_longer(node, self.complement(node)?)?),
            None => match node.child("passive") {
                Some(passive) => PredicateKind::Passive(self.word(self.need(passive, "participle")?)),
                None => match node.child("placed") {
                    Some(placed) => {
                        let former = says(node, "kw_no_longer") || says(node, "kw_used_to_be");
                        PredicateKind::Placed(Placed { former, ..self.placed(placed)? })
                    }
                    None => self.done(node)?,
                },
            },
        };
        self.said_with(node, kind)
    }

    /// What is said, with the words around it.
    fn said_with(self, node: &Node, kind: PredicateKind) -> Built<Predicate> {
        let adverbs =
            node.children.iter().filter(|child| ["adverb", "late_adverb"].contains(&child.rule.as_str()));
        let mut adverbs = adverbs.map(|adverb| self.adverb(adverb)).collect::<Built<Vec<_>>>()?;
        adverbs.dedup();
        let neither = node.child("object").is_some_and(|object| says(object, "kw_neither"));
        let negation = node
            .child("negation")
            .map(|word| if says(word, "kw_never") { Negation::Never } else { Negation::Not })
            .or((neither || node.has("asked_not")).then_some(Negation::Not));
        Ok(Predicate { auxiliary: self.auxiliary(node), negation, adverbs, kind, span: self.span(node) })
    }

    fn complement(self, node: &Node) -> Built<Operand> {
        let what = self.operand(self.need(self.need(node, "complement")?, "operand")?)?;
        // `are Iran and Russia all members of BRICS`: all of the subjects.
        Ok(Operand { article: what.article.filter(|article| *article != Article::All), ..what })
    }

    /// `did serve as president`, `served as president`: *was president*; `has served as`: *has been*.
    fn served(self, served: &Node, node: &Node) -> Built<Predicate> {
        let auxiliary = match self.auxiliary(node) {
            Auxiliary::None if says(served, "kw_serves_as") => Auxiliary::Be(Be::Is),
            Auxiliary::None if says(served, "kw_serve_as") => Auxiliary::Be(Be::Are),
            Auxiliary::None | Auxiliary::Did => Auxiliary::Be(Be::Was),
            Auxiliary::Does => Auxiliary::Be(Be::Is),
            Auxiliary::Do => Auxiliary::Be(Be::Are),
            other => other,
        };
        Ok(Predicate {
            auxiliary,
            ..self.said_with(node, PredicateKind::Complement(self.complement(served)?))?
        })
    }

    /// `neither in BRICS`, `no longer in BRICS`: *that are not in it*, *that are no longer in it*.
    pub(super) fn not_so(self, node: &Node) -> Built<Tail> {
        let negation = says(node, "kw_neither").then_some(Negation::Not);
        let said = Predicate { auxiliary: Auxiliary::Be(Be::Are), negation, ..self.said(node)? };
        Ok(Tail::Relative(Pronoun::That, said))
    }

    /// `no longer a member`: *a former member*.
    fn no_longer(self, node: &Node, operand: Operand) -> Built<Operand> {
        let word = node.child("kw_no_longer").or_else(|| node.child("kw_used_to_be"));
        let Some(word) = word else { return Ok(operand) };
        let OperandKind::Noun(mut noun) = operand.kind else {
            return Err(self.one_word(word, "a noun behind it, as in `a member of …`"));
        };
        noun.premodifiers.insert(0, Premodifier::Standing(Standing::Former));
        Ok(Operand { kind: OperandKind::Noun(noun), ..operand })
    }

    fn placed(self, node: &Node) -> Built<Placed> {
        let preposition = self.preposition(node)?;
        Ok(Placed { former: false, preposition, operand: self.operand_or_number(node)? })
    }

    fn verbal(self, node: &Node) -> Built<Verbal> {
        let verb = node.child("verb").or_else(|| node.child("participle"));
        let verb = self.word(verb.ok_or_else(|| self.broken(node))?);
        let object = node.child("object").map(|object| self.operand_or_number(object)).transpose()?;
        Ok(Verbal { verb, object })
    }

    /// `time_clause`: `Medvedev was president`, after a word of time.
    pub(super) fn time_clause(self, node: &Node) -> Built<Clause> {
        let subject = self.need(node, "clause_subject")?;
        let subject = match subject.child("noun_phrase") {
            Some(noun) => Phrase { head: self.noun_operand(noun)?, tails: Vec::new() },
            None => self.subject(subject)?,
        };
        let predicate = self.predicate(self.need(node, "predicate")?)?;
        Ok(Clause { every: false, subject, predicate, tails: Vec::new() })
    }

    /// `gerund_clause`: `joining SCO`; `gerund_alone`: `speaking`.
    pub(super) fn gerund_clause(self, node: &Node) -> Built<Verbal> {
        let verb = self.word(self.need(node, "gerund")?);
        let object = node.child("operand").map(|object| self.operand(object)).transpose()?;
        Ok(Verbal { verb, object })
    }
}
