//! The rules of time phrases: the word, and the date or thing it takes.
//!
//! In: `time_tail`. Out: [`TimeTail`]. Absent: dates themselves, and what the words mean for a fact.

use super::super::node::Node;
use super::super::tree::{DatePhrase, DateWord, TimeTail, TimeWord};
use super::{Builder, Built, says};

impl Builder<'_> {
    pub(super) fn time_tail(self, node: &Node) -> Built<TimeTail> {
        let inner = self.inner(node)?;
        match inner.rule.as_str() {
            "known" => {
                Ok(TimeTail::Dated { word: TimeWord::AsKnown, date: self.date(self.need(inner, "date")?)? })
            }
            "span" => Ok(TimeTail::Dated { word: TimeWord::In, date: self.span_of_dates(inner)? }),
            "at_date" => {
                Ok(TimeTail::Dated { word: TimeWord::In, date: self.date(self.need(inner, "date")?)? })
            }
            "limit_of_state" => self.limit_of_state(inner),
            "related" => self.related(inner),
            "bare_time" => Ok(TimeTail::Dated { word: TimeWord::In, date: self.date(inner)? }),
            "time_adverb" => Ok(self.time_adverb(inner)),
            _ => Err(self.broken(inner)),
        }
    }

    /// `between 2020 and 2022`: from the first day of one to the last day of the other.
    fn span_of_dates(self, node: &Node) -> Built<DatePhrase> {
        let dates = node.all("date").map(|date| self.date(date)).collect::<Built<Vec<_>>>()?;
        let [first, last] = <[DatePhrase; 2]>::try_from(dates).map_err(|_| self.broken(node))?;
        let written = if says(node, "kw_between") {
            format!("between {} and {}", first.written, last.written)
        } else {
            format!("from {} to {}", first.written, last.written)
        };
        let span = self.span(node);
        self.check_order(&first, &last, span)?;
        Ok(DatePhrase { written, word: DateWord::Span(Box::new(first.word), Box::new(last.word)), span })
    }

    fn limit_of_state(self, node: &Node) -> Built<TimeTail> {
        let ended = says(node, "kw_ended");
        let word = self.inner(self.need(node, "limit_word")?)?;
        let word = match (word.rule.as_str(), ended) {
            ("kw_before", false) => TimeWord::BeganBefore,
            ("kw_before", true) => TimeWord::EndedBefore,
            ("kw_after", false) => TimeWord::BeganAfter,
            ("kw_after", true) => TimeWord::EndedAfter,
            ("kw_since", false) => TimeWord::BeganSince,
            ("kw_since", true) => TimeWord::EndedSince,
            ("kw_until", false) => TimeWord::BeganUntil,
            ("kw_until", true) => TimeWord::EndedUntil,
            (_, false) => TimeWord::BeganIn,
            (_, true) => TimeWord::EndedIn,
        };
        Ok(TimeTail::Dated { word, date: self.date(self.need(node, "date")?)? })
    }

    fn related(self, node: &Node) -> Built<TimeTail> {
        let word = self.time_word(self.need(node, "time_word")?)?;
        if let Some(date) = node.child("date") {
            return Ok(TimeTail::Dated { word, date: self.date(date)? });
        }
        if let Some(gerund) = node.child("gerund_clause") {
            return Ok(TimeTail::Gerund {
                word,
                verbal: self.gerund_clause(gerund)?,
                span: self.span(gerund),
            });
        }
        Ok(TimeTail::Related { word, operand: self.operand(self.need(node, "operand")?)? })
    }

    fn time_word(self, node: &Node) -> Built<TimeWord> {
        let word = self.inner(node)?;
        Ok(match word.rule.as_str() {
            "kw_as_of" => TimeWord::AsOf,
            "kw_since" => TimeWord::Since,
            "kw_before" => TimeWord::Before,
            "kw_after" => TimeWord::After,
            "kw_until" => TimeWord::Until,
            "kw_during" => TimeWord::In,
            "kw_throughout" => TimeWord::Throughout,
            _ => return Err(self.broken(word)),
        })
    }

    fn time_adverb(self, node: &Node) -> TimeTail {
        let span = self.span(node);
        if says(node, "kw_ever") { TimeTail::Ever(span) } else { TimeTail::Now(span) }
    }
}
