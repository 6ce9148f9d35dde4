//! Times that stand elsewhere than where they belong: in front of a sentence, before a verb, at the end.
//!
//! In: tails, and times. Out: the tails with the times where the same words mean the same. Absent: reading them.

use super::super::tree::{Joinee, Tail, TimeTail};

/// Puts a time that stood in front of the sentence where the same words mean the same: after its first verb and
/// what belongs to that.
pub(super) fn front(tails: &mut Vec<Tail>, time: Tail) {
    let is_verb = |tail: &Tail| matches!(tail, Tail::Predicate(_));
    let start = tails.iter().position(is_verb).map_or(0, |at| at + 1);
    let goes_on = |tail: &&Tail| match tail {
        Tail::Joined { what, .. } => !matches!(**what, Joinee::Tail(Tail::Predicate(_) | Tail::Relative(..))),
        tail => !matches!(tail, Tail::Predicate(_) | Tail::Relative(..) | Tail::Where(_)),
    };
    let more = tails.iter().skip(start).take_while(goes_on).count();
    // A length in front of another would be one with it: `for 2 years 3 days before Japan`; `ever` has none.
    let is_adverb = matches!(time, Tail::Time(TimeTail::Ever(_) | TimeTail::Now(_)));
    let is_length = |tail: &&Tail| match tail {
        _ if is_adverb => false,
        Tail::Joined { what, .. } => matches!(**what, Joinee::Tail(Tail::Time(TimeTail::Lasting { .. }))),
        tail => matches!(tail, Tail::Time(TimeTail::Lasting { .. })),
    };
    let lengths = tails[start..start + more].iter().rev().take_while(is_length).count();
    tails.insert(start + more - lengths, time);
}

/// Puts times that stood before the verb behind it; a length in front of another would be one with it.
pub(super) fn set_early(tails: &mut Vec<Tail>, early: Vec<Tail>) {
    let verb = tails
        .iter()
        .position(|tail| !matches!(tail, Tail::Preposition { .. }))
        .map_or(tails.len(), |at| at + usize::from(!matches!(tails[at], Tail::Where(_))));
    let is_length = |tail: &Tail| matches!(tail, Tail::Time(TimeTail::Lasting { .. }));
    let is_moved = |tail: &&Tail| matches!(tail, Tail::Time(time) if time.is_moved());
    let (lengths, others): (Vec<Tail>, Vec<Tail>) = early.into_iter().partition(is_length);
    tails.splice(verb..verb, others);
    let behind = verb + tails[verb..].iter().take_while(is_moved).count();
    tails.splice(behind..behind, lengths);
}

/// Puts times of the whole query behind all that is said; what follows `where` would belong to its conditions.
pub(super) fn set_clocks(tails: &mut Vec<Tail>, clocks: Vec<TimeTail>) {
    let end = tails.iter().position(|tail| matches!(tail, Tail::Where(_))).unwrap_or(tails.len());
    tails.splice(end..end, clocks.into_iter().map(Tail::Time));
}
