//! What refers back: `and later left`, `and left it`.
//!
//! In: nodes, and what stands before them. Out: the same said without the word: `and left after they first joined OPEC`, `and left
//! OPEC`. Absent: `they`, which is the subject of a time (`time`), and `those`, the last answer.

use super::super::node::Node;
use super::super::tree::{Conjunction, Joinee, Operand, OperandKind, Predicate, Tail, TimeWord, Word};
use super::time::of_itself;
use super::{Builder, Built, says};
use crate::text::Classes;

/// What a name is given to.
const TAKES: [&str; 4] = ["object", "preposition_tail", "placed", "name_tail"];

impl Builder<'_> {
    /// `and later left`: the verb that is joined on.
    pub(super) fn joined_later(self, node: &Node) -> Built<Tail> {
        let what = self.need(node, "predicate_again")?;
        let said = match self.as_participle(what) {
            Some(said) => said,
            None => self.tail(what)?.ok_or_else(|| self.broken(what))?,
        };
        let joins = node.child("opposed").or_else(|| node.child("conjunction"));
        let joins = joins.ok_or_else(|| self.broken(node))?;
        let conjunction = match self.conjunction(joins) {
            Conjunction::And | Conjunction::Comma => Conjunction::And,
            _ => return Err(self.one_word(joins, "`and` before `later`")),
        };
        Ok(Tail::Joined { conjunction, span: self.span(joins), what: Box::new(Joinee::Tail(said)) })
    }

    /// A verb by itself that is a participle too, which it is behind `and`: `and left`.
    fn as_participle(self, again: &Node) -> Option<Tail> {
        let [verb] = &again.child("predicate")?.first()?.children[..] else { return None };
        let is_both = verb.rule == "verb" && self.is_of(verb, Classes::PARTICIPLE);
        is_both.then(|| Tail::Participle(self.word(verb)))
    }

    /// When it was: after what is said last before it was first so, with what the verb there takes.
    pub(super) fn after_that(
        self,
        later: &Node,
        first: Option<&Predicate>,
        tails: &[Tail],
    ) -> Built<Vec<Tail>> {
        let at = tails.iter().rposition(|tail| said(tail).is_some());
        let before = at.and_then(|at| said(&tails[at])).or(first);
        let before = before.filter(|before| before.negation.is_none());
        let span = self.span(later);
        let time = before
            .and_then(|before| of_itself(TimeWord::After, true, before.auxiliary, before.kind.clone(), span));
        let time =
            time.ok_or_else(|| self.one_word(later, "a verb before it, as in `joined … and later left …`"))?;
        let takes = tails[at.map_or(0, |at| at + 1)..].iter();
        let takes = takes.take_while(|tail| matches!(tail, Tail::Preposition { .. })).cloned();
        Ok(std::iter::once(Tail::Time(time)).chain(takes).collect())
    }

    /// `it`: the last name before it that a verb or preposition takes. `who met whom?`: *who met ?whom*.
    pub(super) fn pronoun(self, node: &Node) -> Built<Operand> {
        if let Some(asked) = node.child("asked_too") {
            return self.asked_too(asked);
        }
        let asked = ["kw_whom", "kw_what"].into_iter().find(|word| says(node, word));
        if let Some(asked) = asked.and_then(|word| word.strip_prefix("kw_")) {
            let word = Word { text: asked.to_owned(), span: self.span(node) };
            return Ok(Operand { article: None, kind: OperandKind::Variable(word), span: self.span(node) });
        }
        let mut last = None;
        last_taken(self.root, node.start, &mut last);
        let name = last.and_then(|last| last.child("named"));
        let name =
            name.ok_or_else(|| self.one_word(node, "a name: no name stands before it that it could mean"))?;
        Ok(Operand { span: self.span(node), ..self.named(name)? })
    }
}

/// The last thing before a place that is given to a verb or preposition, or joined to one.
fn last_taken<'n>(node: &'n Node, before: usize, last: &mut Option<&'n Node>) {
    for child in node.children.iter().take_while(|child| child.start < before) {
        let takes = TAKES.contains(&node.rule.as_str());
        if takes && child.rule == "operand" && child.end <= before {
            *last = Some(child);
        }
        // Of several there is no one `it`.
        if node.rule == "joined" && child.rule == "operand" && child.end <= before {
            *last = Some(node);
        }
        last_taken(child, before, last);
    }
}

/// What a clause says of its subject.
fn said(tail: &Tail) -> Option<&Predicate> {
    match tail {
        Tail::Relative(_, said) | Tail::Predicate(said) => Some(said),
        Tail::Joined { what, .. } => match &**what {
            Joinee::Tail(tail @ (Tail::Relative(..) | Tail::Predicate(_))) => said(tail),
            _ => None,
        },
        _ => None,
    }
}
