//! Questions of what something has or makes: `how many members does BRICS have?`
//!
//! In: `having`. Out: the listing that asks the same: `count BRICS's members`, and of the past, `what were Iran's presidents`.
//! Absent: *have* before a participle.

use super::super::node::Node;
use super::super::tree::{
    Article, Ask, Auxiliary, Be, Conjunction, DatePhrase, DateWord, Joinee, Operand, OperandKind, Phrase,
    Predicate, PredicateKind, Premodifier, Tail, TimeTail, TimeWord, Wh, WhWord,
};
use super::placing::set_clocks;
use super::{Builder, Built, says};

impl Builder<'_> {
    pub(super) fn having(self, node: &Node) -> Built<Ask> {
        let owned = self.owned(node)?;
        let (mut tails, neither) = self.tails_and_neither(node)?;
        if let Some(at) = neither {
            self.negate(node, &owned, &mut tails, at);
        }
        let have = node.child("have");
        // What is made happens, and needs no *was*.
        let made = ["kw_make", "kw_made", "kw_hold", "kw_held"].into_iter().any(|word| says(node, word));
        let past = !made && (have.is_some() || node.child("do").is_some_and(|word| says(word, "kw_did")));
        if past && have.is_some_and(|word| !says(word, "kw_had")) {
            tails.iter_mut().for_each(until_today);
        }
        let several = self.need(node, "owners")?.has("named_too");
        let phrase = match (past, several) {
            (_, true) => self.together(node, owned, tails, past)?,
            (true, false) => self.was(owned, tails),
            (false, false) => Phrase { head: owned, tails },
        };
        let counting = node.has("counting");
        Ok(Ask::List { certainty: None, counting, measures: Vec::new(), top: None, phrase })
    }

    /// `what agreements do Iran and Russia have`: *Iran and Russia's agreements*, and of the past *ever*, unless a time is said.
    fn together(self, node: &Node, owned: Operand, mut tails: Vec<Tail>, past: bool) -> Built<Phrase> {
        if past && !tails.iter().any(|tail| matches!(tail, Tail::Time(_))) {
            set_clocks(&mut tails, vec![TimeTail::Ever(owned.span)]);
        }
        let owners = self.need(node, "owners")?;
        let too = |too| self.joined_on(too, self.named_or_noun(too)?);
        let mut all = owners.all("named_too").map(too).collect::<Built<Vec<_>>>()?;
        if let Some(Tail::Joined { what, .. }) = all.last_mut() {
            **what = Joinee::Operand(owned);
        }
        let head = self.named_or_noun(owners)?;
        let article = head.article.filter(|article| *article != Article::The);
        Ok(Phrase { head: Operand { article, ..head }, tails: [all, tails].concat() })
    }

    /// The noun, as a possession of what is named; of several, of the last.
    pub(super) fn owned(self, node: &Node) -> Built<Operand> {
        let noun = self.need(node, "noun_phrase")?;
        let mut phrase = self.noun_phrase(noun)?;
        let owners = node.child("owners").unwrap_or(node);
        let owner = owners.all("named_too").last().unwrap_or(owners);
        let owner = self.need(owner, "named")?;
        let word = self.word(self.need(owner, "name")?);
        phrase.premodifiers.insert(0, Premodifier::Possessive { word, noun: false });
        Ok(Operand { article: None, kind: OperandKind::Noun(phrase), span: self.span(noun) })
    }

    /// `(when did) Iran have a president`: *Iran's president*; `no president`: *Iran without a president*.
    pub(super) fn had(self, node: &Node, sentence: &Node) -> Built<Phrase> {
        let tails = self.tails_and_neither(sentence)?.0;
        if !says(node, "kw_no") {
            return Ok(Phrase { head: self.owned(node)?, tails });
        }
        let noun = self.noun_operand(self.need(node, "noun_phrase")?)?;
        let span = noun.span;
        let what = Box::new(Joinee::Operand(Operand { article: Some(Article::A), ..noun }));
        let without = Tail::Joined { conjunction: Conjunction::ButNot, span, what };
        let head = self.named(self.need(node, "named")?)?;
        Ok(Phrase { head, tails: std::iter::once(without).chain(tails).collect() })
    }

    /// `what were Iran's presidents`
    fn was(self, owned: Operand, tails: Vec<Tail>) -> Phrase {
        let span = owned.span;
        let said = Predicate {
            auxiliary: Auxiliary::Be(Be::Were),
            negation: None,
            adverbs: Vec::new(),
            kind: PredicateKind::Complement(owned),
            span,
        };
        let kind = OperandKind::Wh(Wh { word: WhWord::What, noun: None });
        let head = Operand { article: None, kind, span };
        Phrase { head, tails: std::iter::once(Tail::Predicate(said)).chain(tails).collect() }
    }
}

/// `has had since 2000`: at some time from then until today.
fn until_today(tail: &mut Tail) {
    if let Tail::Time(TimeTail::Dated { word, date }) = tail
        && *word == TimeWord::Since
    {
        *word = TimeWord::In;
        *date = DatePhrase {
            written: format!("from {} to today", date.written),
            word: DateWord::Span(Box::new(date.word.clone()), Box::new(DateWord::Today)),
            span: date.span,
        };
    }
}
