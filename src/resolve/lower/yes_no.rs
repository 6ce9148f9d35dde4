//! Questions of yes or no → claims.
//!
//! In: `did …?`, `is …?`, `are there …?`, attached. Out: the claims that must all be on record for a *yes*, and the
//! [`Set`] that shows what they rest on. Absent: the verdict.

use crate::syntax::{Be, Clause, Phrase};

use super::super::attach::{Arg, List, ListOp, Node, NodeId, Said, SaidKind};
use super::super::error::Error;
use super::super::query::{Ask, SEVERAL_AT_ONCE, Set, YesNo};
use super::super::timing::Standing;
use super::{Lowerer, Place};

/// The most claims that the lists of one question make; longer lists are read as *either*, which the reading says.
const MOST_CLAIMS: usize = 64;

impl Lowerer<'_> {
    /// `did Putin meet Pezeshkian?`, `is Iran a member of BRICS?`: one claim for each subject.
    pub(super) fn yes_no(&mut self, clause: &Clause) -> Result<(Ask, Set), Error> {
        let (subject, said) = self.attached.clause(clause)?;
        self.whole_query()?;
        if said.auxiliary.is_present_perfect()
            && let SaidKind::Complement(noun) = said.kind
        {
            self.hold_since(noun);
        }
        let place = Place::standing(self.standing(&said));
        if clause.every {
            return self.every(&subject, &said, place);
        }
        let together = matches!(said.kind, SaidKind::Verb(verb) if self.is_done_together(verb));
        let subjects: Vec<List> = match subject.op {
            _ if together => vec![subject],
            Some(ListOp::And) | None => subject.items.iter().map(|item| List::one(*item)).collect(),
            _ => vec![subject],
        };
        let mut claims = Vec::new();
        for said in self.each_said(&said) {
            for one in &subjects {
                let claim = self.claim(one, &said, place)?;
                claims.push(self.sourced(claim)?);
            }
        }
        let set = if claims.len() == 1 { claims[0].clone() } else { Set::Any(claims.clone()) };
        Ok((Ask::YesNo(YesNo { every: false, negated: said.negation.is_some(), claims }), set))
    }

    /// `did Iran join BRICS and SCO?`: the predicate once for each of what `and` lists after a verb. What stands
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
        let kind = |id: NodeId| match said.kind {
            SaidKind::Passive(_) => SaidKind::Passive(id),
            _ => SaidKind::Verb(id),
        };
        nodes.into_iter().map(|node| Said { kind: kind(self.attached.add(node)), ..said.clone() }).collect()
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
        let set = self.list(&list, Place::standing(if past { Standing::Past } else { Standing::Frame }))?;
        let set = self.sourced(set)?;
        Ok((Ask::YesNo(YesNo { every: false, negated: false, claims: vec![set.clone()] }), set))
    }
}
