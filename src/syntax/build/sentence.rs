//! The rules of whole sentences and what ends them.
//!
//! In: `query` and its children. Out: [`Query`], [`Ask`], [`Finisher`]. Absent: phrases and clauses.

use super::super::node::Node;
use super::super::tree::{
    Adverbial, Ask, Asked, Certainty, Clause, Column, Direction, Finisher, Per, Query, Unit, WhWord,
};
use super::{Builder, Built, says};

impl Builder<'_> {
    pub(super) fn query(self, node: &Node) -> Built<Query> {
        let sentence = self.inner(node)?;
        let ask = match sentence.rule.as_str() {
            "listing" => self.listing(sentence)?,
            "adverbial_question" => self.adverbial_question(sentence)?,
            "object_question" => self.object_question(sentence)?,
            "date_question" => self.date_question(sentence)?,
            "yes_no" => Ask::YesNo(self.inverted(self.need(sentence, "inverted")?)?),
            "definition" => Ask::Define(self.definition(sentence)?),
            _ => return Err(self.broken(sentence)),
        };
        Ok(Query { ask, finishers: self.finishers(sentence)? })
    }

    fn listing(self, node: &Node) -> Built<Ask> {
        let certainty = node
            .child("certainty")
            .map(|word| if says(word, "kw_possibly") { Certainty::Possibly } else { Certainty::Certainly });
        let phrase = self.phrase(self.need(node, "phrase")?)?;
        let measures = node.child("measuring").map_or(Ok(Vec::new()), |words| self.measuring(words))?;
        let before = node.children.iter().take_while(|child| child.rule != "phrase");
        let top =
            before.into_iter().find(|child| child.rule == "top").map(|top| self.top(top)).transpose()?;
        Ok(Ask::List { certainty, counting: node.has("counting"), measures, top, phrase })
    }

    fn date_question(self, node: &Node) -> Built<Ask> {
        match node.child("moved_from") {
            Some(moved) => {
                let by = self.shift(self.need(moved, "move")?)?;
                if let Some(inner) = moved.child("time_clause") {
                    let clause = Clause { tails: self.tails(moved)?, ..self.time_clause(inner)? };
                    return Ok(Ask::DateFromClause { by, clause });
                }
                Ok(Ask::DateFrom { by, phrase: self.phrase(self.need(moved, "phrase")?)? })
            }
            None => Ok(Ask::Date(self.date(self.need(node, "date")?)?)),
        }
    }

    fn adverbial_question(self, node: &Node) -> Built<Ask> {
        let adverbial = match node.child("adverbial") {
            Some(adverbial) => self.adverbial(adverbial)?,
            None => Adverbial::When,
        };
        if let Some(phrase) = node.child("phrase") {
            return Ok(Ask::AdverbialOf { adverbial, phrase: self.phrase(phrase)? });
        }
        Ok(Ask::Adverbial { adverbial, clause: self.inverted(self.need(node, "inverted")?)? })
    }

    fn adverbial(self, node: &Node) -> Built<Adverbial> {
        let word = self.inner(node)?;
        Ok(match word.rule.as_str() {
            "kw_when" => Adverbial::When,
            "kw_where" => Adverbial::Where,
            "kw_how_long" => Adverbial::HowLong,
            "kw_since_when" => Adverbial::SinceWhen,
            _ => return Err(self.broken(word)),
        })
    }

    fn object_question(self, node: &Node) -> Built<Ask> {
        let asked = self.asked(self.need(node, "asked")?)?;
        Ok(Ask::Object { asked, clause: self.inverted(self.need(node, "inverted")?)? })
    }

    fn asked(self, node: &Node) -> Built<Asked> {
        let preposition = node
            .children
            .iter()
            .find(|child| matches!(child.rule.as_str(), "kw_with" | "kw_to" | "kw_by" | "kw_from"));
        let noun = node.child("noun_phrase").map(|noun| self.noun_phrase(noun)).transpose()?;
        Ok(Asked { preposition: preposition.map(|word| self.word(word)), wh: self.wh_word(node)?, noun })
    }

    pub(super) fn wh_word(self, node: &Node) -> Built<WhWord> {
        let words = [
            ("kw_who", WhWord::Who),
            ("kw_whom", WhWord::Whom),
            ("kw_what", WhWord::What),
            ("kw_which", WhWord::Which),
        ];
        words
            .into_iter()
            .find(|(rule, _)| says(node, rule))
            .map(|(_, word)| word)
            .ok_or_else(|| self.broken(node))
    }

    /// What follows the phrase; a `top` before it belongs to the listing.
    fn finishers(self, node: &Node) -> Built<Vec<Finisher>> {
        let mut found = Vec::new();
        let phrase = node.children.iter().position(|child| child.rule == "phrase").unwrap_or(0);
        for child in node.children.iter().skip(phrase) {
            found.push(match child.rule.as_str() {
                "per" => Finisher::Per(self.per(child)?),
                "top" => Finisher::Top(self.top(child)?),
                "by_count" => Finisher::Sorted(Column::Count, Direction::Descending),
                "sorted" => self.sorted(child)?,
                "limit" => Finisher::Limit(self.number(self.need(child, "number")?)?),
                "show" => Finisher::Show(child.all("column").map(|c| self.column(c)).collect::<Built<_>>()?),
                _ => continue,
            });
        }
        Ok(found)
    }

    fn per(self, node: &Node) -> Built<Per> {
        match node.child("unit") {
            Some(unit) if says(node, "kw_at_the_end_of_each") => {
                Ok(Per::EndOf(self.unit(unit)?, self.span(unit)))
            }
            Some(unit) => Ok(Per::Unit(self.unit(unit)?, self.span(unit))),
            None => {
                let word = node.children.iter().find(|child| child.rule != "kw_per");
                Ok(Per::Noun(self.word(word.ok_or_else(|| self.broken(node))?)))
            }
        }
    }

    fn sorted(self, node: &Node) -> Built<Finisher> {
        let down = node.child("direction").is_some_and(|word| says(word, "kw_descending"));
        let direction = if down { Direction::Descending } else { Direction::Ascending };
        Ok(Finisher::Sorted(self.column(self.need(node, "column")?)?, direction))
    }

    fn column(self, node: &Node) -> Built<Column> {
        let inner = self.inner(node)?;
        Ok(match inner.rule.as_str() {
            "kw_date" => Column::Date,
            "kw_start" => Column::Start,
            "kw_end" => Column::End,
            "kw_name" => Column::Name,
            "kw_count" => Column::Count,
            "measure" => Column::Measure(self.measure(inner)?),
            _ => Column::Noun(self.word(inner)),
        })
    }

    pub(super) fn unit(self, node: &Node) -> Built<Unit> {
        let word = self.inner(node)?;
        Ok(match word.rule.trim_end_matches('s') {
            "kw_day" => Unit::Day,
            "kw_week" => Unit::Week,
            "kw_month" => Unit::Month,
            "kw_quarter" => Unit::Quarter,
            "kw_year" => Unit::Year,
            "kw_decade" => Unit::Decade,
            _ => return Err(self.broken(word)),
        })
    }
}
