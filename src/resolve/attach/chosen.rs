//! What a question lets choose among: *who joined BRICS first, Iran or Egypt?*, *what did Iran join first, SCO or BRICS?*
//!
//! In: names behind a comma at the end of a question. Out: a clause more of what it asks for, which is one of them; or the head of
//! a question for what a verb leaves open. Absent: names that a list of the question goes on with.

use crate::syntax::{Auxiliary, Be, Clause, Conjunction, Joinee, Operand, OperandKind, PredicateKind, Tail};
use crate::text::Span;

use super::super::error::Error;
use super::{Attacher, List, ListOp, Node, NodeId, Said, SaidKind, What};

impl Attacher<'_> {
    /// `who joined BRICS first, Iran or Egypt`: no alternatives to whoever did, but those among whom is asked.
    pub(super) fn choose_among(&mut self, list: &mut List) {
        let [asked, names @ ..] = &list.items[..] else { return };
        let asks = self.node(*asked).asked || matches!(self.node(*asked).what, What::Anything);
        let only_names = names.len() > 1 && names.iter().all(|id| self.is_name(*id));
        if !asks || !only_names || !list.commas || list.op != Some(ListOp::Or) || !list.except.is_empty() {
            return;
        }
        let (asked, names) = (*asked, names.to_vec());
        let group = self.any_of(names);
        let said = Said {
            op: ListOp::And,
            negation: None,
            auxiliary: Auxiliary::Be(Be::Is),
            ever: false,
            pick: None,
            kind: SaidKind::Complement(group),
        };
        let clauses = &mut self.node_mut(asked).clauses;
        // The first is the first among them.
        let at = if clauses.iter().any(|said| said.pick.is_some()) { 0 } else { clauses.len() };
        clauses.insert(at, said);
        *list = List::one(asked);
    }

    /// `what did Iran join first, SCO or BRICS`: the clause without the names, and the names, where no list could go on with them.
    pub(in crate::resolve) fn chosen_from(
        &mut self,
        clause: &Clause,
    ) -> Result<(Clause, Option<List>), Error> {
        let whole = || Ok((clause.clone(), None));
        let PredicateKind::Verb(verbal) = &clause.predicate.kind else { return whole() };
        let times = clause.tails.iter().take_while(|tail| matches!(tail, Tail::Time(_))).count();
        let (kept, behind) = clause.tails.split_at(times);
        let names = behind.iter().map(named_choice).collect::<Option<Vec<_>>>();
        let Some([(Conjunction::Comma, _), .., (Conjunction::Or, _)]) = names.as_deref() else {
            return whole();
        };
        if verbal.object.is_some() {
            return whole();
        }
        let names = names.unwrap_or_default();
        let items = names.into_iter().map(|(_, name)| self.operand(name)).collect::<Result<Vec<_>, _>>()?;
        let group = self.any_of(items);
        Ok((Clause { tails: kept.to_vec(), ..clause.clone() }, Some(List::one(group))))
    }

    fn any_of(&mut self, items: Vec<NodeId>) -> NodeId {
        let spans = items.iter().map(|id| self.node(*id).span);
        let span = spans.reduce(Span::to).unwrap_or_default();
        let list = List { op: Some(ListOp::Or), items, except: Vec::new(), commas: true };
        self.add(Node::new(What::Group(list), span))
    }
}

/// A name that a conjunction joins.
fn named_choice(tail: &Tail) -> Option<(Conjunction, &Operand)> {
    let Tail::Joined { conjunction, what, .. } = tail else { return None };
    match &**what {
        Joinee::Operand(operand) if matches!(operand.kind, OperandKind::Named(_)) => {
            Some((*conjunction, operand))
        }
        _ => None,
    }
}
