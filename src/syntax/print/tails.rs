//! Tails as canonical text, with a comma before one that would be read as a part of what stands before it.
//!
//! In: the tails of a phrase or a clause. Out: their words, each after a space. Absent: the words of one tail.

use std::fmt;

use super::super::tree::{Auxiliary, Joinee, Operand, OperandKind, Predicate, PredicateKind, Tail, TimeTail};

/// What stands before a tail, by what it would take for its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Behind {
    /// Nothing that takes more than it has.
    Whole,
    /// A question word, which asks of what its verb says: `what were …`
    Wh,
    /// A thing that is asked about, of which a participle would be said: `when was Kazan, hosted`
    Asked,
    /// A verb, which takes the adverb of another: `met Putin, first visited Iran`
    Verb,
    /// What a time is relative to, which takes a verb: `who spoke after Kazan, left`
    Anchor,
    /// A variable of a list, which with a verb would be the next condition: `?x joined BRICS and ?y, left OPEC`
    Variable,
}

impl Behind {
    /// What the head of a phrase is to its tails.
    pub(super) fn head(head: &Operand) -> Behind {
        if matches!(head.kind, OperandKind::Wh(_)) { Behind::Wh } else { Behind::Whole }
    }

    /// Whether it would take a tail.
    fn takes(self, tail: &Tail) -> bool {
        match (self, tail) {
            (Behind::Anchor | Behind::Variable, Tail::Predicate(_))
            | (Behind::Asked, Tail::Participle(_)) => true,
            (Behind::Asked, Tail::Predicate(said)) => said.auxiliary == Auxiliary::None,
            (Behind::Verb, Tail::Predicate(said)) => said.begins_with_order(),
            _ => false,
        }
    }

    /// What stands before the tail after this one.
    fn then(self, tail: &Tail) -> Behind {
        match tail {
            Tail::Predicate(said) if self == Behind::Wh && is_complement(said) => Behind::Asked,
            Tail::Predicate(_) | Tail::Relative(..) | Tail::Time(TimeTail::Clause { .. }) => Behind::Verb,
            Tail::Whose(whose) if whose.said.is_some() => Behind::Verb,
            Tail::Preposition { .. } if self == Behind::Asked => Behind::Asked,
            Tail::Time(TimeTail::Related { operand, .. }) if begins_clause(operand) => Behind::Anchor,
            Tail::Joined { what, .. } => match &**what {
                Joinee::Tail(tail) => Behind::Whole.then(tail),
                Joinee::Operand(Operand { kind: OperandKind::Variable(_), .. }) => Behind::Variable,
                Joinee::Operand(operand) if begins_clause(operand) && self == Behind::Anchor => self,
                Joinee::Operand(_) => Behind::Whole,
            },
            _ => Behind::Whole,
        }
    }
}

fn is_complement(said: &Predicate) -> bool {
    matches!(said, Predicate { auxiliary: Auxiliary::Be(_), kind: PredicateKind::Complement(_), .. })
}

/// Whether it can be the subject of a clause after a word of time.
fn begins_clause(operand: &Operand) -> bool {
    matches!(operand.kind, OperandKind::Named(_) | OperandKind::Noun(_))
}

/// Tails behind something.
pub(super) fn write_tails(f: &mut fmt::Formatter<'_>, tails: &[Tail], behind: Behind) -> fmt::Result {
    let mut behind = behind;
    for tail in tails {
        write!(f, "{}{tail}", if behind.takes(tail) { "," } else { "" })?;
        behind = behind.then(tail);
    }
    Ok(())
}
