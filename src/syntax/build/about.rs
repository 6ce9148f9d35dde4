//! The rules of queries about one thing, about the answer, and of values.
//!
//! In: `about` and its children. Out: [`About`] within a [`Query`]. Absent: the last answer.

use super::super::about::About;
use super::super::node::Node;
use super::super::tree::{Ask, Operand, OperandKind, Phrase, Query, TimeTail, Word};
use super::placing::set_clocks;
use super::sentence::tails_of_phrase;
use super::{Builder, Built};

impl Builder<'_> {
    pub(super) fn about(self, node: &Node) -> Built<Query> {
        let inner = self.inner(node)?;
        let about = match inner.rule.as_str() {
            "let_value" => self.let_value(inner)?,
            "explained" => self.explained(inner)?,
            "describe" => About::Describe {
                operand: self.described(self.need(inner, "described")?)?,
                clocks: self.clocks(inner)?,
            },
            "timeline" => About::Timeline(self.clocked(inner)?),
            "connections" => self.connections(inner)?,
            "sources_of" => About::Sources { certainty: self.certainty(inner), phrase: self.clocked(inner)? },
            "conflicts" => {
                About::Conflicts { certainty: self.certainty(inner), phrase: self.clocked(inner)? }
            }
            "coverage" => About::Coverage(self.clocked(inner)?),
            "gaps" => About::Gaps { certainty: self.certainty(inner), phrase: self.clocked(inner)? },
            "why" => About::Why {
                row: inner.child("number").map(|number| self.number(number)).transpose()?,
                span: self.span(inner),
            },
            "why_not" => {
                About::WhyNot { operand: self.operand(self.need(inner, "operand")?)?, span: self.span(inner) }
            }
            _ => return Err(self.broken(inner)),
        };
        Ok(Query { ask: Ask::About(about), finishers: self.finishers(inner)? })
    }

    /// A phrase, with what speaks of the whole query behind it: `limit 3 as known in 2020`.
    fn clocked(self, node: &Node) -> Built<Phrase> {
        let mut phrase = self.phrase(self.need(node, "phrase")?)?;
        let clocks = self.clocks(node)?;
        if let Some(tails) = tails_of_phrase(&mut phrase).pop() {
            set_clocks(tails, clocks);
        }
        Ok(phrase)
    }

    fn let_value(self, node: &Node) -> Built<About> {
        let word = self.word(self.need(node, "variable")?);
        let name = Word { text: word.text.trim_start_matches('$').to_owned(), span: word.span };
        let value = self.inner(self.need(node, "value")?)?;
        let value = match value.rule.as_str() {
            "date" => self.date(value)?.written,
            "worth" => self.worth(self.need(value, "sized")?)?,
            _ => self.operand(value)?.to_string(),
        };
        Ok(About::Let { name, value })
    }

    /// `$3 billion`; without a unit and scale its figure as it is typed, for `3.0` is no date and no number of things.
    fn worth(self, node: &Node) -> Built<String> {
        match node.child("broken_figure") {
            Some(figure) => Ok(self.text(figure)),
            None => Ok(self.amount(node)?.to_string()),
        }
    }

    fn explained(self, node: &Node) -> Built<About> {
        let sentence = node.children.get(1..).unwrap_or_default();
        Ok(About::Explain(Box::new(self.fronted_or_not(sentence, node)?)))
    }

    fn described(self, node: &Node) -> Built<Operand> {
        let word = node.children.iter().find(|child| child.rule != "determiner");
        let word = word.ok_or_else(|| self.broken(node))?;
        let kind = match word.rule.as_str() {
            "text" => OperandKind::Text(self.text(word).trim_matches('"').to_owned()),
            _ => OperandKind::Named(self.word(word)),
        };
        Ok(Operand { article: None, kind, span: self.span(word) })
    }

    fn connections(self, node: &Node) -> Built<About> {
        let ends = node.all("operand").map(|end| self.operand(end)).collect::<Built<Vec<_>>>()?;
        let [from, to] = <[Operand; 2]>::try_from(ends).map_err(|_| self.broken(node))?;
        let times =
            node.all("time_tail").map(|time| self.time_tail(time)).collect::<Built<Vec<TimeTail>>>()?;
        Ok(About::Connections { from, to, times })
    }
}
