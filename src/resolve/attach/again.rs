//! A preposition that comes again: `of BRICS and of SCO`.
//!
//! In: the preposition and what follows it, after a conjunction. Out: one more item of the list that the same preposition
//! began. Absent: a list whose preposition is not repeated (`list`).

use crate::syntax::{Conjunction, Word};
use crate::text::Span;

use super::super::error::Error;
use super::{Arg, Attacher, NodeId, Stack};

impl Attacher<'_> {
    /// `of BRICS and of SCO`: a preposition that comes again goes on with its list, where one role takes both.
    pub(super) fn join_again(
        &mut self,
        word: &Word,
        conjunction: Conjunction,
        span: Span,
        item: NodeId,
        stack: &mut Stack,
    ) -> Result<bool, Error> {
        let text = word.text.to_lowercase();
        let options: Vec<((usize, usize), Span)> = (0..stack.len())
            .rev()
            .filter_map(|depth| {
                let at = self.said_before(stack[depth], &text, item)?;
                Some(((depth, at), self.brackets(stack, depth + 1, span)))
            })
            .collect();
        let Some((depth, at)) = self.choose(&options) else { return Ok(false) };
        stack.truncate(depth + 1);
        self.join_argument(at, conjunction, span, item, stack).map_err(|mut error| {
            if let Error::MixedList { again, .. } = &mut error {
                *again = true;
            }
            error
        })?;
        Ok(true)
    }

    /// The argument that the word gave to the node, if the item fits the same role.
    fn said_before(&self, target: NodeId, word: &str, item: NodeId) -> Option<usize> {
        let said = |arg: &Arg| arg.word == word && !arg.negated;
        let at = self.node(self.open_item(target)).args.iter().rposition(said)?;
        let before = *self.node(self.open_item(target)).args[at].list.items.first()?;
        self.one_role_takes(target, word, before, item).then_some(at)
    }
}
