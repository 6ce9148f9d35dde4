//! `neither … nor`: said as `not` and `or`, or as `not` twice.
//!
//! In: the tails of a phrase or clause. Out: the same tails, with what is said before them negated. Absent: the tails
//! themselves.

use super::super::error::Error;
use super::super::node::Node;
use super::super::tree::{
    Auxiliary, Be, Conjunction, Joinee, Negation, Operand, OperandKind, Phrase, Predicate, PredicateKind,
    Pronoun, Tail, TimeTail,
};
use super::{Builder, Built, SUBJECTS, says};
use crate::text::Span;

impl Builder<'_> {
    /// The tails below a node; and the place of one with a `neither` that no verb stands before.
    pub(super) fn tails_and_neither(self, node: &Node) -> Built<(Vec<Tail>, Option<usize>)> {
        self.tails_behind(node, None)
    }

    /// As [`Self::tails_and_neither`], behind what a clause says.
    fn tails_behind(self, node: &Node, said: Option<&Predicate>) -> Built<(Vec<Tail>, Option<usize>)> {
        let mut tails: Vec<Tail> = Vec::new();
        let mut open = None;
        let mut behind = Vec::new();
        for (at, child) in node.children.iter().enumerate() {
            if child.rule == "not_in_force" {
                tails.extend(not_in_force(self.span(child)));
                continue;
            }
            if child.rule == "not_both" {
                self.not_both(child, &mut tails)?;
                continue;
            }
            if let Some(later) = child.child("later") {
                let after = self.after_that(later, said, &tails)?;
                tails.push(self.joined_later(child)?);
                behind.push((tails.len(), after));
                continue;
            }
            let Some(tail) = self.tail(child)? else { continue };
            self.check_said(child, &node.children[..at])?;
            let mut tail = if self.says_nor(child) {
                self.check_nor(child, &tails)?;
                nor(tail, &tails)
            } else {
                tail
            };
            if child.rule == "preposition_tail" && says(child, "kw_neither") {
                if let Some(participle @ Tail::Participle(_)) = tails.last_mut() {
                    not_done(participle);
                    tails.push(tail);
                    continue;
                }
                let before = tails.iter_mut().rev().find_map(predicate_of);
                match (before, &mut tail) {
                    (Some(before), Tail::Preposition { negated, .. }) if before.is_no_longer() => {
                        *negated = true;
                    }
                    (Some(before), _) => before.negation = Some(Negation::Not),
                    (None, Tail::Preposition { negated, .. })
                        if said.is_some_and(Predicate::is_no_longer) =>
                    {
                        *negated = true;
                    }
                    (None, _) => open = Some(tails.len()),
                }
            }
            tails.push(tail);
        }
        for (at, after) in behind.into_iter().rev() {
            let own = tails[at..].iter().take_while(|tail| matches!(tail, Tail::Preposition { .. })).count();
            tails.splice(at + own..at + own, after);
        }
        Ok((tails, open))
    }

    /// `of SCO or OPEC but not both`: *of (SCO or OPEC) but not (SCO and OPEC)*.
    fn not_both(self, node: &Node, tails: &mut Vec<Tail>) -> Built<()> {
        let one_of_two =
            || self.one_word(node, "a list of two behind a preposition or a verb, as in `of … or …`");
        let [.., before, Tail::Joined { conjunction: Conjunction::Or, span, what }] = &mut tails[..] else {
            return Err(one_of_two());
        };
        let (Some(first), Joinee::Operand(second)) = (listed(before), &**what) else {
            return Err(one_of_two());
        };
        let all = first.span.to(second.span);
        let both = |conjunction| {
            let what = Box::new(Joinee::Operand(second.clone()));
            let tails = vec![Tail::Joined { conjunction, span: *span, what }];
            let kind = OperandKind::Bracket(Box::new(Phrase { head: first.clone(), tails }));
            Operand { article: None, kind, span: all }
        };
        let (either, both) = (both(Conjunction::Or), both(Conjunction::And));
        *first = either;
        let what = Box::new(Joinee::Operand(both));
        tails.pop();
        tails.push(Tail::Joined { conjunction: Conjunction::ButNot, span: self.span(node), what });
        Ok(())
    }

    /// The tails of a clause; `is Iran a member of neither …` negates what it says.
    pub(super) fn tails_after(self, said: &mut Predicate, node: &Node) -> Built<Vec<Tail>> {
        let (tails, neither) = self.tails_behind(node, Some(said))?;
        if neither.is_some() {
            said.negation = Some(Negation::Not);
        }
        Ok(tails)
    }

    /// Negates what `neither` at `at` among the tails speaks of: *members that are not members of BRICS or SCO*; where
    /// no clause can stand, or the head is no noun, the preposition alone.
    pub(super) fn negate(self, node: &Node, head: &Operand, tails: &mut Vec<Tail>, at: usize) {
        let is_subject = SUBJECTS.contains(&node.rule.as_str());
        if !is_subject && matches!(head.kind, OperandKind::Noun(_)) {
            tails.insert(at, none_of(head));
        } else if let Some(Tail::Preposition { negated, .. }) = tails.get_mut(at) {
            *negated = true;
        }
    }

    /// A list of words to look for has `and` or `or`.
    fn check_nor(self, node: &Node, before: &[Tail]) -> Built<()> {
        if !before.last().is_some_and(searches) {
            return Ok(());
        }
        let (word, span) = (self.text(self.inner(node)?), self.span(self.inner(node)?));
        Err(Error::Unexpected { word, span, expected: vec!["`and` or `or`".to_owned()] })
    }

    fn says_nor(self, node: &Node) -> bool {
        node.rule == "joined" && node.child("conjunction").is_some_and(|word| says(word, "kw_nor"))
    }
}

/// The thing with which a list may begin: behind a preposition, or the object of a verb.
fn listed(tail: &mut Tail) -> Option<&mut Operand> {
    match tail {
        Tail::Preposition { negated: false, operand, .. } => Some(operand),
        Tail::Relative(_, said) | Tail::Predicate(said) => match &mut said.kind {
            PredicateKind::Verb(verbal) => verbal.object.as_mut(),
            PredicateKind::Placed(placed) => Some(&mut placed.operand),
            _ => None,
        },
        _ => None,
    }
}

/// Whether a list of words to look for would go on behind it.
fn searches(tail: &Tail) -> bool {
    match tail {
        Tail::Joined { what, .. } => matches!(&**what, Joinee::Tail(tail) if searches(tail)),
        Tail::Whose(whose) => whose.said.is_none() && whose.noun.tails.last().is_some_and(searches),
        tail => matches!(tail, Tail::Mentioning(_)),
    }
}

/// *ever but not now*
fn not_in_force(span: Span) -> [Tail; 2] {
    let what = Box::new(Joinee::Tail(Tail::Time(TimeTail::InForce(span))));
    [Tail::Time(TimeTail::Ever(span)), Tail::Joined { conjunction: Conjunction::ButNot, span, what }]
}

/// `visited by neither Putin nor Xi`: *not visited*
fn not_done(participle: &mut Tail) {
    let Tail::Participle(verb) = participle else { return };
    *participle = Tail::Predicate(Predicate::bare(verb, Some(Negation::Not)));
}

/// *that are not members*
fn none_of(head: &Operand) -> Tail {
    let said = Predicate {
        auxiliary: Auxiliary::Be(Be::Are),
        negation: Some(Negation::Not),
        adverbs: Vec::new(),
        kind: PredicateKind::Complement(head.clone()),
        span: head.span,
    };
    Tail::Relative(Pronoun::That, said)
}

fn predicate_of(tail: &mut Tail) -> Option<&mut Predicate> {
    match tail {
        Tail::Relative(_, said) | Tail::Predicate(said) => Some(said),
        Tail::Whose(whose) => whose.said.as_mut(),
        Tail::Gap(gap) => Some(&mut gap.clause.predicate),
        Tail::Joined { what, .. } => match &mut **what {
            Joinee::Tail(tail) => predicate_of(tail),
            Joinee::Operand(_) => None,
        },
        _ => None,
    }
}

/// What `nor` joins on: a second thing that is not said, or one more name in what is not said.
fn nor(tail: Tail, before: &[Tail]) -> Tail {
    let Tail::Joined { span, what, .. } = tail else { return tail };
    let joined = |conjunction, what| Tail::Joined { conjunction, span, what: Box::new(what) };
    match *what {
        // So many of something need their preposition.
        Joinee::Tail(Tail::Preposition { operand, .. })
            if !matches!(operand.kind, OperandKind::Numbered(..)) =>
        {
            joined(Conjunction::Or, Joinee::Operand(operand))
        }
        Joinee::Tail(mut tail) => {
            let verb = predicate_of(&mut tail).is_some();
            joined(if verb { Conjunction::ButNot } else { Conjunction::Or }, Joinee::Tail(tail))
        }
        Joinee::Operand(operand) if matches!(operand.kind, OperandKind::Noun(_)) => {
            let last = before.iter().rev().find_map(|tail| predicate_of(&mut tail.clone()).cloned());
            match last {
                Some(said) if matches!(said.kind, PredicateKind::Complement(_)) => {
                    let span = operand.span;
                    let kind = PredicateKind::Complement(operand);
                    let said = Predicate { negation: Some(Negation::Not), kind, span, ..said };
                    joined(Conjunction::And, Joinee::Tail(Tail::Predicate(said)))
                }
                _ => joined(Conjunction::Or, Joinee::Operand(operand)),
            }
        }
        Joinee::Operand(operand) => joined(Conjunction::Or, Joinee::Operand(operand)),
    }
}
