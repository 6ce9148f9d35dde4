//! Questions of yes or no → claims.
//!
//! In: `did …?`, `is …?`, `are there …?`, attached. Out: the claims that must all be on record for a *yes*, and the
//! [`Set`] that shows what they rest on. Absent: the verdict.

use crate::syntax::{
    Adverb, Adverbial, Auxiliary, Be, Clause, Conjunction, Joinee, Phrase, PredicateKind, Tail,
};
use crate::text::Span;

use super::super::attach::{Arg, List, ListOp, Node, NodeId, Said, SaidKind, TimeItem, What};
use super::super::error::Error;
use super::super::query::{Ask, SEVERAL_AT_ONCE, Set, YesNo};
use super::super::timing::Standing;
use super::combine::picked;
use super::filler::one_of;
use super::verb::LYING;
use super::{Lowerer, Place};

/// The most claims that the lists of one question make; longer lists are read as *either*, which the reading says.
const MOST_CLAIMS: usize = 64;

impl Lowerer<'_> {
    /// `did Putin meet Pezeshkian?`, `is Iran a member of BRICS?`: one claim for each subject.
    pub(super) fn yes_no(&mut self, clause: &Clause) -> Result<(Ask, Set), Error> {
        if let (Some(phrase), Auxiliary::Be(be)) =
            (self.attached.one_phrase(clause)?, clause.predicate.auxiliary)
        {
            return self.exists(be, &phrase);
        }
        if asks_which_first(clause) {
            return self.adverbial(Adverbial::When, clause);
        }
        let (subject, all) = self.attached.closed_clauses(clause)?;
        self.whole_query()?;
        let negated = all.iter().any(|said| said.negation.is_some());
        if let ([said], true) = (&all[..], clause.every) {
            let place = self.place_of_claim(said);
            return self.every(&subject, said, place);
        }
        if let [said] = &all[..] {
            let place = self.place_of_claim(said);
            if let Some(asked) = self.every_object(&subject, said, place)? {
                return Ok(asked);
            }
        }
        let span = clause.predicate.span;
        let either = all[1..].iter().filter(|said| said.op == ListOp::Or).count();
        let claims = match either {
            _ if clause.every => return Err(Error::CannotJoin { span }),
            0 => self.claims_of_all(&subject, &all)?,
            _ if either == all.len() - 1 => self.claims_of_any(&subject, &all, span)?,
            _ => return Err(Error::CannotJoin { span }),
        };
        let set = if claims.len() == 1 { claims[0].clone() } else { Set::Any(claims.clone()) };
        Ok((Ask::YesNo(YesNo { every: false, negated, claims }), set))
    }

    /// One claim for each subject and each thing said.
    fn claims_of_all(&mut self, subject: &List, all: &[Said]) -> Result<Vec<Set>, Error> {
        if let Some(one) = self.one_claim(subject, all)? {
            return Ok(vec![one]);
        }
        let mut claims = Vec::new();
        for said in all {
            let place = self.place_of_claim(said);
            for said in self.each_said(said) {
                for one in self.each_subject(subject, &said) {
                    for claim in self.each_claim(&one, &said, place)? {
                        claims.push(self.sourced(claim)?);
                    }
                }
            }
        }
        Ok(claims)
    }

    /// `did any country join OPEC and SCO?`: of one and the same, where several things are said of somebody who is not named.
    fn one_claim(&mut self, subject: &List, all: &[Said]) -> Result<Option<Set>, Error> {
        let [only] = subject.items[..] else { return Ok(None) };
        let what = &self.attached.node(only).what;
        let is_set = matches!(what, What::Noun { .. } | What::RoleNoun { .. } | What::Kind { .. });
        let plain = |said: &Said| {
            matches!(said.kind, SaidKind::Verb(_) | SaidKind::Complement(_))
                && said.negation.is_none()
                && said.pick.is_none()
                && !self.is_placed(said)
                && !self.may_be_acted_for(said)
        };
        if !is_set || !all.iter().all(plain) {
            return Ok(None);
        }
        let dated = |said: &Said| match said.kind {
            SaidKind::Verb(verb) => each_date(&self.attached.node(verb).times).len() > 1,
            _ => false,
        };
        if all.iter().any(dated) {
            return Ok(None);
        }
        let several = all.len() > 1 || all.iter().any(|said| self.each_said(said).len() > 1);
        if !several {
            return Ok(None);
        }
        let placed = all.iter().map(|said| (said.clone(), self.place_of_claim(said))).collect::<Vec<_>>();
        self.one_of_whom(subject, &placed).map(Some)
    }

    /// `has Iran joined or left OPEC?`: one claim for each subject, that one of the things said is so.
    fn claims_of_any(&mut self, subject: &List, all: &[Said], span: Span) -> Result<Vec<Set>, Error> {
        let subjects = self.each_subject(subject, &all[0]);
        if all.iter().any(|said| self.each_subject(subject, said) != subjects) {
            return Err(Error::CannotJoin { span });
        }
        let mut claims = Vec::new();
        for one in subjects {
            let mut ways = Vec::new();
            for said in all {
                let place = self.place_of_claim(said);
                let way = self.claim(&one, said, place)?;
                ways.push(self.sourced(way)?);
            }
            claims.push(Set::Any(ways));
        }
        Ok(claims)
    }

    /// Each subject by itself, but for what they do together.
    fn each_subject(&self, subject: &List, said: &Said) -> Vec<List> {
        let together = matches!(said.kind, SaidKind::Verb(verb) if self.is_done_together(verb));
        match subject.op {
            Some(ListOp::And) | None if !together => {
                subject.items.iter().map(|item| List::one(*item)).collect()
            }
            _ => vec![subject.clone()],
        }
    }

    fn place_of_claim(&mut self, said: &Said) -> Place {
        if let SaidKind::Complement(inner) | SaidKind::Verb(inner) = said.kind {
            self.holds_since(inner, said);
        }
        Place::standing(self.standing(said))
    }

    /// `did Iran join BRICS and SCO?`, `did Xi visit Russia in 2013 and 2023?`: the predicate once for each of what `and` lists
    /// after a verb. What stands
    /// *between* things concerns all of them at once.
    fn each_said(&mut self, said: &Said) -> Vec<Said> {
        let (SaidKind::Verb(verb) | SaidKind::Passive(verb)) = said.kind else { return vec![said.clone()] };
        let splits = |arg: &Arg| {
            arg.list.op == Some(ListOp::And) && !arg.negated && !SEVERAL_AT_ONCE.contains(&arg.word.as_str())
        };
        let mut nodes = vec![self.attached.node(verb).clone()];
        for at in 0..nodes[0].args.len() {
            let list = nodes[0].args[at].list.clone();
            if !splits(&nodes[0].args[at]) || nodes.len() * list.items.len() > MOST_CLAIMS {
                continue;
            }
            let with = |item: &NodeId, node: &Node| {
                let mut node = node.clone();
                node.args[at].list = List::one(*item);
                node
            };
            nodes = list.items.iter().flat_map(|item| nodes.iter().map(|node| with(item, node))).collect();
        }
        let times = each_date(&nodes[0].times);
        if times.len() > 1 && nodes.len() * times.len() <= MOST_CLAIMS {
            let at = |node: &Node, times: &Vec<TimeItem>| Node { times: times.clone(), ..node.clone() };
            nodes = nodes.iter().flat_map(|node| times.iter().map(|times| at(node, times))).collect();
        }
        let kind = |id: NodeId| match said.kind {
            SaidKind::Passive(_) => SaidKind::Passive(id),
            _ => SaidKind::Verb(id),
        };
        nodes.into_iter().map(|node| Said { kind: kind(self.attached.add(node)), ..said.clone() }).collect()
    }

    /// `was Putin in China and Iran?`: a claim for each place; else one.
    fn each_claim(&mut self, subject: &List, said: &Said, place: Place) -> Result<Vec<Set>, Error> {
        match said.kind {
            SaidKind::Complement(at) if self.is_placed(said) => self.placed_claims(subject, at, place),
            SaidKind::Verb(verb) if said.pick.is_some() => {
                Ok(vec![self.first_claim(subject, said, verb, place)?])
            }
            _ => Ok(vec![self.claim(subject, said, place)?]),
        }
    }

    /// `did Putin first meet Xi in Moscow?`: whether the first of all meetings was there; so with a time.
    fn first_claim(&mut self, subject: &List, said: &Said, verb: NodeId, place: Place) -> Result<Set, Error> {
        let claim = self.claim(subject, said, place)?;
        let node = self.attached.node(verb).clone();
        let says_where = self.happens(verb);
        let mut all = Node { times: Vec::new(), ..node.clone() };
        all.args.retain(|arg| !(says_where && LYING.contains(&arg.word.as_str())));
        if node.times.is_empty() && all.args.len() == node.args.len() {
            return Ok(claim);
        }
        let kind = SaidKind::Verb(self.attached.add(all));
        let all = self.claim(subject, &Said { kind, ..said.clone() }, place)?;
        Ok(Set::All(vec![claim, picked(said.pick, all)]))
    }

    /// Whether it is said where somebody or something is.
    pub(super) fn is_placed(&self, said: &Said) -> bool {
        matches!(said.kind, SaidKind::Complement(at) if matches!(self.attached.node(at).what, What::Lying))
    }

    /// The facts that would make the predicate true of the subject.
    pub(super) fn claim(&mut self, subject: &List, said: &Said, place: Place) -> Result<Set, Error> {
        match said.kind {
            SaidKind::Verb(verb) if self.counts(verb) => self.counted_claim(subject, verb, place),
            SaidKind::Verb(verb) => self.verb_set(verb, Some(subject), place),
            SaidKind::Passive(verb) => {
                let span = self.attached.node(verb).span;
                self.passive_claim(verb, subject, place, span)
            }
            SaidKind::Complement(noun) | SaidKind::Whose(noun) | SaidKind::Gap(noun) => {
                if self.is_placed(said) {
                    return Ok(one_of(self.placed_claims(subject, noun, place)?));
                }
                self.is_one(subject, noun, place)
            }
        }
    }

    /// `is every member of SCO a member of BRICS?`: the subjects of whom it is not so.
    pub(super) fn every(&mut self, subject: &List, said: &Said, place: Place) -> Result<(Ask, Set), Error> {
        let first = *subject.items.first().ok_or(Error::NothingToAttachTo)?;
        let all = self.list(subject, Place::TOP)?;
        let so = self.said(said, first, place)?;
        let left = self.sourced(Set::Except(Box::new(all), Box::new(so)))?;
        let question = YesNo { every: true, negated: said.negation.is_some(), claims: vec![left.clone()] };
        Ok((Ask::YesNo(question), left))
    }

    /// `were there meetings between Iran and China?`: any row at all.
    pub(super) fn exists(&mut self, be: Be, phrase: &Phrase) -> Result<(Ask, Set), Error> {
        let list = self.attached.phrase(phrase)?;
        self.whole_query()?;
        let past = matches!(be, Be::Was | Be::Were);
        let place = Place::standing(if past { Standing::Past } else { Standing::Frame });
        let set = match self.list(&list, place)? {
            Set::Entities(entities) => self.facts_dating(&list, &entities, place)?,
            set => set,
        };
        let set = self.sourced(set)?;
        Ok((Ask::YesNo(YesNo { every: false, negated: false, claims: vec![set.clone()] }), set))
    }
}

/// The times once for each date of the last list: `in 2013 and 2023`.
fn each_date(times: &[TimeItem]) -> Vec<Vec<TimeItem>> {
    let listed = times.iter().rev().take_while(|item| item.again && !item.or).count();
    let Some(first) = times.len().checked_sub(listed + 1).filter(|_| listed > 0) else {
        return vec![times.to_vec()];
    };
    let (before, dates) = times.split_at(first);
    let one = |date: &TimeItem| {
        let date = TimeItem { again: false, ..date.clone() };
        before.iter().cloned().chain([date]).collect()
    };
    dates.iter().map(one).collect()
}

/// `did Iran join SCO or BRICS first?`: not whether, but which and when.
fn asks_which_first(clause: &Clause) -> bool {
    let said = &clause.predicate;
    let first = said.adverbs.iter().any(|adverb| matches!(adverb, Adverb::First | Adverb::Last));
    let or = |tail: &Tail| match tail {
        Tail::Joined { conjunction: Conjunction::Or, what, .. } => matches!(**what, Joinee::Operand(_)),
        _ => false,
    };
    let verb = matches!(said.kind, PredicateKind::Verb(_)) && said.negation.is_none();
    verb && first && !clause.every && clause.subject.tails.iter().chain(&clause.tails).any(or)
}
