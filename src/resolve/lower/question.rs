//! Questions that leave one part of a clause open.
//!
//! In: `when did …?`, `where did …?`, `which organisations has …?`, attached. Out: the form of the answer, and the
//! [`Set`] that fills the gap. Absent: yes and no, and lists.

use crate::fact::EntityId;
use crate::syntax::{self, Adverb, Adverbial, Asked, Auxiliary, Be, Clause, Phrase};
use crate::text::Span;

use super::super::attach::{List, ListOp, Said, SaidKind};
use super::super::error::Error;
use super::super::query::{Ask, Set};
use super::super::timing::{Edge, Standing};
use super::combine::{all_but, all_like, picked, together};
use super::gap::Open;
use super::whose::each_pattern;
use super::{Lowerer, Place};

impl Lowerer<'_> {
    /// *is, are, lies*: now; *was, has been, did, joined*: at any time until now.
    pub(super) fn standing(&self, said: &Said) -> Standing {
        let present = match said.kind {
            SaidKind::Verb(verb) | SaidKind::Gap(verb) => self.attached.node(verb).present,
            _ => false,
        };
        match said.auxiliary {
            _ if said.ever => Standing::Past,
            Auxiliary::Be(Be::Is | Be::Are) | Auxiliary::Do | Auxiliary::Does => Standing::Frame,
            Auxiliary::None if present => Standing::Frame,
            _ => Standing::Past,
        }
    }

    /// `when did Iran join BRICS?`: the facts, shown by their dates; `where`: what fills the place.
    pub(super) fn adverbial(&mut self, adverbial: Adverbial, clause: &Clause) -> Result<(Ask, Set), Error> {
        if let Some(phrase) = self.attached.one_phrase(clause)? {
            return self.adverbial_of(adverbial, &phrase);
        }
        let (subject, mut all) = self.attached.closed_clauses(clause)?;
        self.whole_query()?;
        if all.len() > 1 {
            return self.when_each(adverbial, &subject, &all, clause.predicate.span);
        }
        let said = all.pop().ok_or(Error::NothingToAttachTo)?;
        if let SaidKind::Verb(id) | SaidKind::Passive(id) | SaidKind::Complement(id) = said.kind
            // A visit and a meeting may be one stay.
            && (self.counts(id) || adverbial == Adverbial::HowOften && self.is_placed(&said))
        {
            return Err(Error::CannotCount { span: clause.predicate.span });
        }
        let now = said.auxiliary == Auxiliary::Be(Be::Is)
            || adverbial == Adverbial::SinceWhen && said.auxiliary.is_present_perfect();
        let ever = matches!(said.kind, SaidKind::Complement(_)) && !now;
        let place = Place::standing(match (ever, now) {
            (true, _) => Standing::Past,
            (false, true) => Standing::Frame,
            (false, false) => self.standing(&said),
        });
        let set = if adverbial == Adverbial::Where {
            let span = clause.predicate.span;
            match said.kind {
                SaidKind::Verb(verb) => self.where_set(verb, &subject, place, span)?,
                SaidKind::Passive(verb) => self.passive_where(verb, &subject, place, span)?,
                SaidKind::Complement(_) | SaidKind::Whose(_) | SaidKind::Gap(_) => {
                    return Err(self.no_gap("where", span));
                }
            }
        } else {
            self.claim(&subject, &said, place)?
        };
        let mut set = self.sourced(picked(said.pick, set))?;
        if adverbial == Adverbial::HowLong {
            // `how long were they married?`: what began is as long as it held.
            each_pattern(&mut set, &mut |pattern| {
                let began = pattern.timing.edge == Edge::Start;
                pattern.timing.edge = if began { Edge::Whole } else { pattern.timing.edge };
            });
        }
        if said.negation.is_some() {
            return self.absence(set, clause.predicate.span);
        }
        let ask = match adverbial {
            Adverbial::HowOften => Ask::Count(Vec::new()),
            adverbial => Ask::Adverbial(adverbial),
        };
        Ok((ask, set))
    }

    /// `when did Qatar join and leave OPEC?`: the facts of each verb.
    fn when_each(
        &mut self,
        adverbial: Adverbial,
        subject: &List,
        all: &[Said],
        span: Span,
    ) -> Result<(Ask, Set), Error> {
        let plain = |said: &Said| said.negation.is_none() && said.pick.is_none();
        if adverbial != Adverbial::When || !all.iter().all(plain) {
            return Err(Error::CannotJoin { span });
        }
        let mut sets = Vec::new();
        for said in all {
            let set = self.claim(subject, said, Place::standing(Standing::Past))?;
            sets.push(self.sourced(set)?);
        }
        Ok((Ask::Adverbial(Adverbial::When), Set::Any(sets)))
    }

    /// `when was the last time Iran visited China?`: *when did Iran last visit China?*
    pub(super) fn occasion(&mut self, which: Adverb, clause: &Clause) -> Result<(Ask, Set), Error> {
        let mut clause = clause.clone();
        clause.predicate.adverbs.push(which);
        self.adverbial(Adverbial::When, &clause)
    }

    /// `when was the Kazan summit?`: the facts that date it; `dates of visits`: the visits.
    pub(super) fn adverbial_of(
        &mut self,
        adverbial: Adverbial,
        phrase: &Phrase,
    ) -> Result<(Ask, Set), Error> {
        let list = self.attached.phrase(phrase)?;
        self.whole_query()?;
        if let Some(had) = self.had_by(&list).transpose()?.filter(|_| adverbial == Adverbial::When) {
            let had = self.sourced(had)?;
            return self.absence(had, phrase.head.span);
        }
        let set = self.list(&list, Place::standing(Standing::Past))?;
        let set = match &set {
            Set::Entities(entities) => {
                let facts = self.dating(entities);
                match facts {
                    None if adverbial == Adverbial::Where => {
                        let found =
                            self.around(entities).map_or_else(|| self.places_of(&list), |set| Ok(Some(set)));
                        found?.ok_or_else(|| self.no_gap("where", phrase.head.span))?
                    }
                    facts => facts.unwrap_or(set),
                }
            }
            _ => set,
        };
        Ok((Ask::Adverbial(adverbial), self.sourced(set)?))
    }

    /// `where is Kazan?`: the place that it lies in.
    fn around(&mut self, entities: &[EntityId]) -> Option<Set> {
        let [thing] = entities else { return None };
        let thing = self.store.entity(*thing);
        let place = thing.inside()?;
        self.remarks.push(format!("{} lies in {}", thing.name(), self.store.entity(place).name()));
        Some(Set::Entities(vec![place]))
    }

    /// `which organisations has Iran joined?`, `what did Putin say?`: what fills the gap of the verb.
    pub(super) fn object(&mut self, asked: &Asked, clause: &Clause) -> Result<(Ask, Set), Error> {
        let (clause, chosen) = self.attached.chosen_from(clause)?;
        let (subject, all) = self.attached.clauses(&clause)?;
        self.whole_query()?;
        let head = match &asked.noun {
            _ if chosen.is_some() => chosen,
            Some(noun) => {
                let (kind, span) = (syntax::OperandKind::Noun(noun.clone()), noun.noun.span);
                let operand = syntax::Operand { article: None, kind, span };
                Some(self.attached.phrase(&Phrase { head: operand, tails: asked.tails.clone() })?)
            }
            None => None,
        };
        let mut sets = Vec::new();
        for said in &all {
            sets.push(self.filling(asked, head.as_ref(), &subject, said, clause.predicate.span)?);
        }
        let set = self.joined(sets, &all).ok_or(Error::CannotJoin { span: clause.predicate.span })?;
        let ask = if asked.counting { Ask::Count(Vec::new()) } else { Ask::Rows };
        Ok((ask, self.sourced(set)?))
    }

    /// What fills the gap of one verb.
    fn filling(
        &mut self,
        asked: &Asked,
        head: Option<&List>,
        subject: &List,
        said: &Said,
        span: Span,
    ) -> Result<Set, Error> {
        let place = Place::standing(self.standing(said));
        let set = match said.kind {
            SaidKind::Passive(verb) => self.passive_gap(verb, subject, asked, head, place, span)?,
            SaidKind::Verb(inner)
            | SaidKind::Complement(inner)
            | SaidKind::Whose(inner)
            | SaidKind::Gap(inner) => {
                self.holds_since(inner, said);
                let word = asked.preposition.as_ref().map(|word| word.text.to_lowercase());
                let open = Open { word, head: head.map(|head| head.items[0]), span };
                let set = self.gap_set(inner, subject, &open, place)?;
                self.repeated(inner, set)?
            }
        };
        if said.negation.is_some() {
            return self.not_filling(head, said, set, span);
        }
        Ok(picked(said.pick, self.of_head(head, said.kind, set)?))
    }

    /// `which countries has Putin not visited?`: of those that could fill the gap, those that do not.
    fn not_filling(&mut self, head: Option<&List>, said: &Said, set: Set, span: Span) -> Result<Set, Error> {
        let head = head.filter(|head| !head.items.iter().all(|item| self.is_any_place(*item)));
        let all = match head {
            Some(head) => Some(self.list(head, Place::TOP)?),
            None => all_like(&set, self.store),
        };
        if let Some(all) = all.filter(|_| !set.answers_facts()) {
            return Ok(all_but(all, picked(said.pick, set)));
        }
        let verb = match said.kind {
            SaidKind::Verb(id) | SaidKind::Passive(id) | SaidKind::Complement(id) => self.attached.spoken(id),
            SaidKind::Whose(_) | SaidKind::Gap(_) => None,
        };
        Err(Error::NoGap { asked: "what is not so".to_owned(), verb: verb.unwrap_or_default(), span })
    }

    /// `which organisations has Iran joined and left?`: what fills the gaps of all verbs, or of any. Facts of one are
    /// no facts of another.
    fn joined(&self, mut sets: Vec<Set>, all: &[Said]) -> Option<Set> {
        if sets.len() == 1 {
            return sets.pop();
        }
        let ops: Vec<ListOp> = all[1..].iter().map(|said| said.op).collect();
        if sets.iter().any(Set::answers_facts) || ops.iter().any(|op| *op != ops[0]) {
            return None;
        }
        // `not joined or left`: neither.
        let denied = all[0].negation.is_some();
        match (ops[0], denied) {
            (ListOp::Or, false) => return Some(Set::Any(sets)),
            (ListOp::And, true) => return None,
            _ => {}
        }
        sets.into_iter().reduce(|one, other| together(one, other, self.store))
    }

    pub(super) fn no_gap(&self, asked: &str, span: Span) -> Error {
        Error::NoGap { asked: asked.to_owned(), verb: "be".to_owned(), span }
    }
}
