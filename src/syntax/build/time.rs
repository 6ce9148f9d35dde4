//! The rules of time phrases: the word, and the date or thing it takes.
//!
//! In: `time_tail`. Out: [`TimeTail`]. Absent: dates themselves, and what the words mean for a fact.

use super::super::length::{Apart, Far, LengthTest, Near, Side};
use super::super::node::Node;
use super::super::tree::{
    Auxiliary, DatePhrase, DateWord, Kept, PredicateKind, SpanEnd, TimeTail, TimeWord, Turned, Word,
};
use super::{Builder, Built, says};
use crate::text::Span;

impl Builder<'_> {
    pub(super) fn time_tail(self, node: &Node) -> Built<TimeTail> {
        let inner = self.inner(node)?;
        let dated = |word: TimeWord, node: &Node| {
            Ok(TimeTail::Dated { word, date: self.date(self.need(node, "date")?)? })
        };
        match inner.rule.as_str() {
            "known" => self.known(inner),
            "span" => Ok(TimeTail::Dated { word: TimeWord::In, date: self.span_of_dates(inner)? }),
            "event_span" => self.event_span(inner),
            "onward" => dated(TimeWord::Since, inner),
            "at_date" => dated(TimeWord::In, inner),
            "by_date" if says(inner, "kw_on_or_after") => dated(TimeWord::OnOrAfter, inner),
            "by_date" => dated(TimeWord::By, inner),
            "limit_of_state" => self.limit_of_state(inner),
            "related" => self.related(inner),
            "same_unit" => self.same_unit(inner),
            "near" => self.near(inner),
            "apart" => self.apart(inner),
            "moved" => self.moved(inner),
            "lasting" => self.lasting(inner),
            "bare_time" => Ok(TimeTail::Dated { word: TimeWord::In, date: self.date(inner)? }),
            "time_adverb" => Ok(self.time_adverb(inner)),
            _ => Err(self.broken(inner)),
        }
    }

    /// `as of 2020`, `as known on 2020-06-01`: the times of a whole query.
    pub(super) fn clock(self, node: &Node) -> Built<TimeTail> {
        let inner = self.inner(node)?;
        if inner.rule == "known" {
            return self.known(inner);
        }
        self.set_to(TimeWord::AsOf, inner)
    }

    fn known(self, node: &Node) -> Built<TimeTail> {
        self.set_to(TimeWord::AsKnown, node)
    }

    /// What a clock is set to: a date, or a named event.
    fn set_to(self, word: TimeWord, node: &Node) -> Built<TimeTail> {
        if let Some(named) = node.child("named") {
            return Ok(TimeTail::Related { word, operand: self.named(named)? });
        }
        let date = node.child("date").or_else(|| node.child("bare_time")).ok_or_else(|| self.broken(node))?;
        Ok(TimeTail::Dated { word, date: self.date(date)? })
    }

    /// `between 2020 and 2022`: from the first day of one to the last day of the other.
    fn span_of_dates(self, node: &Node) -> Built<DatePhrase> {
        let dates: Vec<&Node> = node.all("date").collect();
        let [first, last] = dates[..] else { return Err(self.broken(node)) };
        let first = self.month_of_same_year(first, last)?.map_or_else(|| self.date(first), Ok)?;
        let last = self.date(last)?;
        let written = if says(node, "kw_between") {
            format!("between {} and {}", first.written, last.written)
        } else {
            format!("from {} to {}", first.written, last.written)
        };
        let span = self.span(node);
        self.check_order(&first, &last, span)?;
        Ok(DatePhrase { written, word: DateWord::Span(Box::new(first.word), Box::new(last.word)), span })
    }

    /// `between the Kazan summit and today`
    fn event_span(self, node: &Node) -> Built<TimeTail> {
        let ends = node.children.iter().filter(|child| ["date", "named"].contains(&child.rule.as_str()));
        let end = |end: &Node| {
            Ok(if end.rule == "date" {
                SpanEnd::Date(self.date(end)?)
            } else {
                SpanEnd::Named(self.named(end)?)
            })
        };
        let ends = ends.map(end).collect::<Built<Vec<_>>>()?;
        let [first, last] = <[SpanEnd; 2]>::try_from(ends).map_err(|_| self.broken(node))?;
        Ok(TimeTail::Span { between: says(node, "kw_between"), first, last, span: self.span(node) })
    }

    /// A stretch of time; `since 2020` is *from 2020 to today*.
    pub(super) fn late_time(self, node: &Node) -> Built<TimeTail> {
        if let Some(stretch) = node.child("span") {
            return Ok(TimeTail::Dated { word: TimeWord::In, date: self.span_of_dates(stretch)? });
        }
        if let Some(at) = node.child("at_date") {
            return Ok(TimeTail::Dated { word: TimeWord::In, date: self.date(self.need(at, "date")?)? });
        }
        let date = self.date(self.need(node.child("onward").unwrap_or(node), "date")?)?;
        let written = format!("from {} to today", date.written);
        let word = DateWord::Span(Box::new(date.word), Box::new(DateWord::Today));
        Ok(TimeTail::Dated { word: TimeWord::In, date: DatePhrase { written, word, span: self.span(node) } })
    }

    /// `began in 2024`, `lasted 3 days`, after `whose` with its noun.
    pub(super) fn one_end(self, node: &Node) -> Built<TimeTail> {
        match node.child("lasting") {
            Some(lasting) => self.lasting(lasting),
            None => self.limit_of_state(self.need(node, "limit_of_state")?),
        }
    }

    fn limit_of_state(self, node: &Node) -> Built<TimeTail> {
        let ended = says(node, "kw_ended");
        if let Some(span) = node.child("span") {
            let word = if ended { TimeWord::EndedIn } else { TimeWord::BeganIn };
            return Ok(TimeTail::Dated { word, date: self.span_of_dates(span)? });
        }
        if says(node, "kw_by") {
            let word = if ended { TimeWord::EndedUntil } else { TimeWord::BeganUntil };
            return Ok(TimeTail::Dated { word, date: self.date(self.need(node, "date")?)? });
        }
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
        self.anchor(word, node)
    }

    fn related(self, node: &Node) -> Built<TimeTail> {
        let word = self.time_word(self.need(node, "time_word")?)?;
        self.anchor(word, node)
    }

    /// `in the same month as`, `in the month of`, `on the day Iran joined BRICS`
    fn same_unit(self, node: &Node) -> Built<TimeTail> {
        if let Some(together) = node.child("together") {
            let unit = self.unit(self.need(together, "unit")?)?;
            return Ok(TimeTail::Together { unit, span: self.span(together) });
        }
        let unit = self.unit(self.need(node, "unit")?)?;
        self.anchor(TimeWord::Same(unit), node)
    }

    /// `within 30 days after`, `in the week before`
    fn near(self, node: &Node) -> Built<TimeTail> {
        let length = match (node.child("length"), node.child("unit")) {
            (Some(length), _) => self.length(length)?,
            (None, Some(unit)) => self.units(unit, 1)?,
            (None, None) => return Err(self.broken(node)),
        };
        let near = if says(node, "kw_before") {
            Near::Before
        } else if says(node, "kw_after") {
            Near::After
        } else {
            Near::Of
        };
        self.anchor(TimeWord::Within(near, length), node)
    }

    /// `at least 5 years before joining SCO`; `at most` is *within*.
    fn apart(self, node: &Node) -> Built<TimeTail> {
        let word = self.inner(self.need(node, "distance")?)?;
        let by = self.length(self.need(node, "length")?)?;
        let before = says(node, "kw_before");
        let far = match word.rule.as_str() {
            "kw_more_than" | "kw_over" => Far::MoreThan,
            "kw_less_than" | "kw_fewer_than" | "kw_under" => Far::LessThan,
            "kw_at_least" => Far::AtLeast,
            _ => {
                let near = if before { Near::Before } else { Near::After };
                return self.anchor(TimeWord::Within(near, by), node);
            }
        };
        let side = if before { Side::Before } else { Side::After };
        self.anchor(TimeWord::Apart(Apart { far, by, side }), node)
    }

    /// `30 days after the Kazan summit`; of a date it is a date.
    fn moved(self, node: &Node) -> Built<TimeTail> {
        let by = self.shift(self.need(node, "move")?)?;
        match self.anchor(TimeWord::Moved(by), node)? {
            TimeTail::Dated { date, .. } => {
                let date = DatePhrase {
                    written: format!("{by} {}", date.written),
                    word: DateWord::Moved(by, Box::new(date.word)),
                    span: self.span(node),
                };
                Ok(TimeTail::Dated { word: TimeWord::In, date })
            }
            other => Ok(other),
        }
    }

    fn lasting(self, node: &Node) -> Built<TimeTail> {
        let words = node.child("comparison").or_else(|| node.child("longer")).and_then(Node::first);
        let comparison = match words.map(|word| word.rule.as_str()) {
            Some("kw_more_than" | "kw_longer_than" | "kw_over") => LengthTest::LongerThan,
            Some("kw_less_than" | "kw_shorter_than" | "kw_under") => LengthTest::ShorterThan,
            Some("kw_at_most") => LengthTest::AtMost,
            Some("kw_exactly") => LengthTest::Exactly,
            // `for 5 years` is true of six, but what lasted 3 days did not last four.
            None if says(node, "kw_lasted") || says(node, "kw_lasting") => LengthTest::Exactly,
            _ => LengthTest::AtLeast,
        };
        let length = self.length(self.need(node, "length")?)?;
        let past = says(node, "kw_lasted");
        Ok(TimeTail::Lasting { past, comparison, length, span: self.span(node) })
    }

    /// What a time is relative to: a date, a clause, a gerund, or a thing.
    fn anchor(self, word: TimeWord, node: &Node) -> Built<TimeTail> {
        let anchors = [
            "date",
            "gerund_clause",
            "gerund_alone",
            "kept_subject",
            "named_did",
            "time_clause",
            "dated_phrase",
            "operand",
        ];
        let is_anchor = |child: &&Node| anchors.contains(&child.rule.as_str());
        let inner = node.children.iter().find(is_anchor).ok_or_else(|| self.broken(node))?;
        let span = self.span(inner);
        Ok(match inner.rule.as_str() {
            "date" => TimeTail::Dated { word, date: self.date(inner)? },
            "gerund_clause" if inner.has("becoming") => {
                let becoming = self.need(inner, "becoming")?;
                let first = says(becoming, "kw_first");
                TimeTail::Becoming { word, first, turned: self.becoming(becoming)?, span }
            }
            "gerund_clause" | "gerund_alone" => TimeTail::Gerund {
                word,
                kept: Kept::Gerund,
                first: false,
                verbal: self.gerund_clause(inner)?,
                span,
            },
            "kept_subject" if inner.has("complement") => {
                let what = self.operand(self.need(self.need(inner, "complement")?, "operand")?)?;
                TimeTail::Being { word, what, span }
            }
            "kept_subject" => {
                let first = says(inner, "kw_first");
                of_itself(word, first, self.auxiliary(inner), self.done(inner)?, span)
                    .ok_or_else(|| self.broken(inner))?
            }
            "time_clause" => TimeTail::Clause { word, clause: Box::new(self.time_clause(inner)?), span },
            "named_did" => TimeTail::Related { word, operand: self.named(self.need(inner, "named")?)? },
            "dated_phrase" => TimeTail::Related { word, operand: self.dated_phrase(inner)? },
            _ => TimeTail::Related { word, operand: self.operand(inner)? },
        })
    }

    fn time_word(self, node: &Node) -> Built<TimeWord> {
        let word = self.inner(node)?;
        Ok(match word.rule.as_str() {
            "kw_as_of" => TimeWord::AsOf,
            "kw_since" => TimeWord::Since,
            "kw_before" => TimeWord::Before,
            "kw_after" => TimeWord::After,
            "kw_until" => TimeWord::Until,
            "kw_during" | "kw_while" | "kw_when" => TimeWord::In,
            "kw_throughout" => TimeWord::Throughout,
            _ => return Err(self.broken(word)),
        })
    }

    fn time_adverb(self, node: &Node) -> TimeTail {
        let span = self.span(node);
        if says(node, "kw_so_far") {
            let date = DatePhrase { written: "today".to_owned(), word: DateWord::Today, span };
            return TimeTail::Dated { word: TimeWord::By, date };
        }
        if says(node, "kw_in_force") {
            return TimeTail::InForce(span);
        }
        if says(node, "kw_ever") { TimeTail::Ever(span) } else { TimeTail::Now(span) }
    }
}

/// What is done, as a time of the same subject: `after they joined SCO`, `after becoming a member`. Nothing for what is no verb.
pub(super) fn of_itself(
    word: TimeWord,
    first: bool,
    auxiliary: Auxiliary,
    done: PredicateKind,
    span: Span,
) -> Option<TimeTail> {
    match done {
        PredicateKind::Verb(verbal) => {
            Some(TimeTail::Gerund { word, kept: Kept::they(auxiliary), first, verbal, span })
        }
        PredicateKind::Turned(turned) => {
            let text = if turned.ends { "ceasing to be" } else { "becoming" };
            let verb = Word { text: text.to_owned(), span: turned.verb.span };
            Some(TimeTail::Becoming { word, first, turned: Turned { verb, ..turned }, span })
        }
        PredicateKind::Complement(what) => {
            let verb = Word { text: "becoming".to_owned(), span };
            Some(TimeTail::Becoming { word, first, turned: Turned { verb, ends: false, what }, span })
        }
        PredicateKind::Placed(_) | PredicateKind::Passive(_) => None,
    }
}
