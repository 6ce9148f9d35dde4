//! What may stand before a thing without saying more of it.
//!
//! In: a node of a noun, a name or `those`. Out: its [`Article`].

use super::super::node::Node;
use super::super::tree::{Article, Operand, OperandKind};
use super::{Builder, says};

impl Builder<'_> {
    /// The article of a noun or name; `both`, `some` and their like are left out.
    pub(super) fn article(self, node: &Node) -> Option<Article> {
        let words = node.child("determiner")?;
        // `all the members` says more than `the members`.
        let articles = [
            ("kw_every", Article::Every),
            ("kw_each", Article::Every),
            ("kw_all", Article::All),
            ("kw_the", Article::The),
            ("kw_a", Article::A),
            ("kw_an", Article::A),
            ("kw_any", Article::Any),
        ];
        articles.into_iter().find(|(rule, _)| says(words, rule)).map(|(_, article)| article)
    }

    /// `all of them`
    pub(super) fn all_of_those(self, node: &Node, those: &Node) -> Operand {
        let all = says(those, "kw_all") || says(those, "kw_each");
        Operand { article: all.then_some(Article::All), kind: OperandKind::Those, span: self.span(node) }
    }
}
