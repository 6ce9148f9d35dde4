//! The rules of whole sentences and what ends them.
//!
//! In: `query` and its children. Out: [`Query`], [`Ask`], [`Finisher`]. Absent: phrases and clauses.

use super::super::error::Error;
use super::super::node::Node;
use super::super::tree::{
    Adverb, Adverbial, Article, Ask, Asked, Be, Certainty, Clause, Column, Direction, Finisher, OperandKind,
    Per, Phrase, Query, Tail, TimeTail, Unit, WhWord, Word,
};
use super::placing::{front, set_clocks};
use super::{Builder, Built, says};
use crate::text::english::singular_of;

impl Builder<'_> {
    pub(super) fn query(self, node: &Node) -> Built<Query> {
        let polite = node.children.iter().take_while(|child| child.rule == "polite").count();
        self.fronted_or_not(&node.children[polite..], node)
    }

    /// A sentence, or a time in front of one; `around` is the node that holds them.
    pub(super) fn fronted_or_not(self, children: &[Node], around: &Node) -> Built<Query> {
        let first = children.first().ok_or_else(|| self.broken(around))?;
        if first.rule != "fronted" {
            return self.sentence(first);
        }
        let sentence = children.get(1).ok_or_else(|| self.broken(around))?;
        let mut query = self.sentence(sentence)?;
        let places = tails_of(&mut query.ask);
        if places.is_empty() {
            let (word, span) = (self.text(first), self.span(first));
            return Err(Error::Unexpected { word, span, expected: vec!["a date".to_owned()] });
        }
        let time = self.time_tail(self.need(first, "time_tail")?)?;
        for tails in places {
            front(tails, Tail::Time(time.clone()));
        }
        Ok(query)
    }

    /// Any of the sentences, with what ends it.
    pub(super) fn sentence(self, sentence: &Node) -> Built<Query> {
        let ask = match sentence.rule.as_str() {
            "listing" => self.listing(sentence)?,
            "adverbial_question" => self.adverbial_question(sentence)?,
            "occasion_question" => self.occasion_question(sentence)?,
            "having" => self.having(sentence)?,
            "object_question" => self.object_question(sentence)?,
            "date_question" => self.date_question(sentence)?,
            "time_between" => Ask::Between(Box::new(self.time_between(sentence)?)),
            "yes_no" => Ask::YesNo(self.yes_no(self.inner(sentence)?)?),
            "existence" => self.existence(sentence)?,
            "about" => return self.about(sentence),
            "definition" => Ask::Define(self.definition(sentence)?),
            _ => return Err(self.broken(sentence)),
        };
        let mut query = Query { ask, finishers: self.finishers(sentence)? };
        let late = self.late_times(sentence)?;
        let clocks = self.clocks(sentence)?;
        if let Some(tails) = tails_of(&mut query.ask).pop() {
            set_clocks(tails, late);
            set_clocks(tails, clocks);
        }
        Ok(query)
    }

    /// `per year since 2020`: a stretch before `per`.
    fn late_times(self, node: &Node) -> Built<Vec<TimeTail>> {
        node.all("late_time").map(|late| self.late_time(late)).collect()
    }

    /// `as known in 2020` at the end: the same as right after the phrase.
    pub(super) fn clocks(self, node: &Node) -> Built<Vec<TimeTail>> {
        node.all("clock").map(|clock| self.clock(clock)).collect()
    }

    /// `isn't Iran a member?` asks what `is Iran a member?` asks; `is Iran possibly a member?` too, for the verdict says how sure it is.
    fn yes_no(self, node: &Node) -> Built<Clause> {
        let inner = self.inner(node)?;
        let subject = inner.child("asked_subject").or_else(|| inner.child("asked_before"));
        if let Some(asked) = subject.and_then(|subject| subject.child("asked_too")) {
            return Err(
                self.one_word(asked, "a name or a noun: a question of yes or no asks for nothing else")
            );
        }
        let mut clause = self.yes_or_no(node)?;
        let neither = inner.children.iter().any(|child| says(child, "kw_neither"));
        if inner.has("asked_not") && !inner.has("negation") && !neither {
            clause.predicate.negation = None;
        }
        Ok(clause)
    }

    fn listing(self, node: &Node) -> Built<Ask> {
        let certainty = self.certainty(node);
        let mut phrase = self.phrase(self.need(node, "phrase")?)?;
        if matches!(phrase.head.article, Some(Article::The | Article::All)) {
            phrase.head.article = None;
        }
        let measures = node.child("measuring").map_or(Ok(Vec::new()), |words| self.measuring(words))?;
        let before = node.children.iter().take_while(|child| child.rule != "phrase");
        let top =
            before.into_iter().find(|child| child.rule == "top").map(|top| self.top(top)).transpose()?;
        let counting = node.has("counting") || node.has("ranked");
        Ok(Ask::List { certainty, counting, measures, top, phrase })
    }

    /// `are there agreements?`; `does Russia have a president?`: *is there Russia's president?*
    fn existence(self, node: &Node) -> Built<Ask> {
        if let Some(asked) = node.child("asked_in_force") {
            return self.in_force(asked, node);
        }
        if let Some(asked) = node.child("asked_figure") {
            let be = self.be(self.need(asked, "be")?);
            let head = self.noun_operand(self.need(asked, "noun_phrase")?)?;
            let mut tails = self.tails_and_neither(asked)?.0;
            tails.extend(self.tails_and_neither(node)?.0);
            return Ok(Ask::Exists { be, phrase: Phrase { head, tails } });
        }
        if let Some(asked) = node.child("asked_when") {
            let be = self.be(self.need(asked, "be")?);
            let head = self.named(self.need(asked, "named")?)?;
            let tails = asked.all("time_tail").map(|time| self.time_tail(time).map(Tail::Time));
            return Ok(Ask::Exists { be, phrase: Phrase { head, tails: tails.collect::<Built<_>>()? } });
        }
        let Some(asked) = node.child("any_had") else {
            let be = self.be(self.need(node, "be")?);
            return Ok(Ask::Exists { be, phrase: self.phrase(self.need(node, "phrase")?)? });
        };
        let past = asked.child("do").is_some_and(|word| says(word, "kw_did"));
        let head = self.owned(asked)?;
        let phrase = Phrase { head, tails: self.tails_and_neither(node)?.0 };
        Ok(Ask::Exists { be: if past { Be::Was } else { Be::Is }, phrase })
    }

    /// `is the agreement with Iran in force?`
    fn in_force(self, asked: &Node, sentence: &Node) -> Built<Ask> {
        let be = if says(asked, "kw_are") { Be::Are } else { Be::Is };
        let mut head = self.noun_operand(self.need(asked, "noun_phrase")?)?;
        head.article = head.article.map(|_| Article::A).filter(|_| be == Be::Is);
        let (mut tails, _) = self.tails_and_neither(asked)?;
        tails.push(Tail::Time(TimeTail::Now(self.span(asked))));
        tails.extend(self.tails_and_neither(sentence)?.0);
        Ok(Ask::Exists { be, phrase: Phrase { head, tails } })
    }

    pub(super) fn certainty(self, node: &Node) -> Option<Certainty> {
        let word = node.child("certainty")?;
        Some(if says(word, "kw_possibly") { Certainty::Possibly } else { Certainty::Certainly })
    }

    fn date_question(self, node: &Node) -> Built<Ask> {
        match node.child("moved_from") {
            Some(moved) => {
                let by = self.shift(self.need(moved, "move")?)?;
                if let Some(inner) = moved.child("time_clause") {
                    let mut clause = self.time_clause(inner)?;
                    clause.tails = self.tails_after(&mut clause.predicate, moved)?;
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
        if let Some(held) = node.child("held_force") {
            let head = self.noun_operand(self.need(held, "noun_phrase")?)?;
            let mut tails = self.tails_and_neither(held)?.0;
            tails.push(Tail::Time(TimeTail::InForce(self.span(held))));
            return Ok(Ask::AdverbialOf { adverbial, phrase: Phrase { head, tails } });
        }
        if let Some(had) = node.child("adverbial_had") {
            return Ok(Ask::AdverbialOf { adverbial, phrase: self.had(had, node)? });
        }
        Ok(Ask::Adverbial { adverbial, clause: self.inverted(self.need(node, "inverted")?)? })
    }

    fn adverbial(self, node: &Node) -> Built<Adverbial> {
        let word = self.inner(node)?;
        Ok(match word.rule.as_str() {
            "kw_when" | "asked_day" => Adverbial::When,
            "kw_where" | "when_and_where" => Adverbial::Where,
            "kw_how_long" | "units_asked" => Adverbial::HowLong,
            "kw_how_long_ago" => Adverbial::HowLongAgo,
            "kw_since_when" => Adverbial::SinceWhen,
            "kw_how_often" | "kw_how_many_times" => Adverbial::HowOften,
            "unit_question" => Adverbial::Within(self.unit(self.need(word, "unit")?)?),
            _ => return Err(self.broken(word)),
        })
    }

    /// `when was the last time Iran visited China?`
    fn occasion_question(self, node: &Node) -> Built<Ask> {
        let which = if says(node, "kw_last") { Adverb::Last } else { Adverb::First };
        Ok(Ask::Occasion { which, clause: self.said_of(node)? })
    }

    fn object_question(self, node: &Node) -> Built<Ask> {
        let mut asked = self.asked(self.need(node, "asked")?)?;
        let inverted = self.need(node, "inverted")?;
        self.check_certainty(inverted)?;
        // `whom did Iran negotiate with`: *with whom*.
        if let (None, Some(left)) = (&asked.preposition, self.stranded(inverted)?) {
            asked.preposition = Some(left);
            asked.wh = after_preposition(asked.wh);
            return Ok(Ask::Object { asked, clause: self.clause(inverted)? });
        }
        Ok(Ask::Object { asked, clause: self.inverted(inverted)? })
    }

    fn asked(self, node: &Node) -> Built<Asked> {
        let preposition = node.has("preposition").then(|| self.preposition(node)).transpose()?;
        let noun = node.child("noun_phrase").map(|noun| self.noun_phrase(noun)).transpose()?;
        let counting = says(node, "kw_how_many");
        let wh = if counting { WhWord::Which } else { self.wh_word(node)? };
        let wh = if preposition.is_some() { after_preposition(wh) } else { wh };
        let tails = self.tails_and_neither(node)?.0;
        Ok(Asked { counting, preposition, wh, noun, tails })
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
    pub(super) fn finishers(self, node: &Node) -> Built<Vec<Finisher>> {
        let mut found = node.child("ranked").map_or_else(|| Ok(Vec::new()), |ranked| self.ranked(ranked))?;
        let phrase = node.children.iter().position(|child| child.rule == "phrase").unwrap_or(0);
        for child in node.children.iter().skip(phrase) {
            found.push(match child.rule.as_str() {
                "per" | "per_again" => Finisher::Per(self.per(child)?),
                "the_most" => Finisher::MostOften,
                "the_longest" => {
                    Finisher::Longest { shortest: says(child, "kw_shortest"), span: self.span(child) }
                }
                "and_when" => {
                    self.has_dates(node, child)?;
                    continue;
                }
                "top" => self.top_at_end(child)?,
                "by_count" => Finisher::Sorted(Column::Count, Direction::Descending),
                "sorted" => self.sorted(child)?,
                "in_order" => self.in_order(child),
                "limit" => {
                    let number = self.need(child, "number")?;
                    Finisher::Limit(self.number(number)?, self.span(number))
                }
                "show" => Finisher::Show(child.all("column").map(|c| self.column(c)).collect::<Built<_>>()?),
                _ => continue,
            });
        }
        Ok(found)
    }

    fn top_at_end(self, node: &Node) -> Built<Finisher> {
        let number = node.child("number").or_else(|| node.child("small_number"));
        Ok(Finisher::Top(self.top(node)?, self.span(number.ok_or_else(|| self.broken(node))?)))
    }

    /// `top 3 organisations by number of`: *per organisation top 3*, or all of them, those with most first.
    fn ranked(self, node: &Node) -> Built<Vec<Finisher>> {
        let noun = self.word(self.need(node, "noun")?);
        let text = singular_of(&noun.text).unwrap_or_else(|| noun.text.clone());
        let order = match node.child("top") {
            Some(top) => self.top_at_end(top)?,
            None => Finisher::Sorted(Column::Count, Direction::Descending),
        };
        Ok(vec![Finisher::Per(Per::Noun(Word { text, ..noun })), order])
    }

    /// `and when` asks for the dates of rows; a number has none.
    fn has_dates(self, sentence: &Node, asked: &Node) -> Built<()> {
        let asks = sentence.child("asked").is_some_and(|asked| says(asked, "kw_how_many"));
        if !asks && !["counting", "measuring", "asking_amount"].into_iter().any(|rule| sentence.has(rule)) {
            return Ok(());
        }
        let (word, span) = (self.text(asked), self.span(asked));
        Err(Error::Unexpected { word, span, expected: vec!["`per year`".to_owned(), "the end".to_owned()] })
    }

    fn per(self, node: &Node) -> Built<Per> {
        match node.child("unit") {
            Some(unit) if says(node, "kw_at_the_end_of_each") => {
                Ok(Per::EndOf(self.unit(unit)?, self.span(unit)))
            }
            Some(unit) => Ok(Per::Unit(self.unit(unit)?, self.span(unit))),
            None => {
                let word =
                    node.children.iter().find(|child| !["kw_per", "kw_and"].contains(&child.rule.as_str()));
                let word = word.ok_or_else(|| self.broken(node))?;
                Ok(match word.rule.as_str() {
                    "query_variable" => Per::Variable(self.query_variable(word)),
                    _ => Per::Noun(self.word(word)),
                })
            }
        }
    }

    fn sorted(self, node: &Node) -> Built<Finisher> {
        let down = node.child("direction").is_some_and(|word| says(word, "kw_descending"));
        let direction = if down { Direction::Descending } else { Direction::Ascending };
        Ok(Finisher::Sorted(self.column(self.need(node, "column")?)?, direction))
    }

    /// `newest first`, `in alphabetical order`
    fn in_order(self, node: &Node) -> Finisher {
        let down = ["kw_newest", "kw_most_recent", "kw_latest"].into_iter().any(|word| says(node, word));
        let column = if node.has("by_name") { Column::Name } else { Column::Date };
        Finisher::Sorted(column, if down { Direction::Descending } else { Direction::Ascending })
    }

    fn column(self, node: &Node) -> Built<Column> {
        let inner = self.inner(node)?;
        Ok(match inner.rule.as_str() {
            "kw_date" if node.has("gerund") => Column::DateOf(self.word(self.need(node, "gerund")?)),
            "kw_date" => Column::Date,
            "kw_start" => Column::Start,
            "kw_end" => Column::End,
            "kw_name" => Column::Name,
            "kw_count" => Column::Count,
            "measure" => Column::Measure(self.measure(inner)?),
            "query_variable" => Column::Variable(self.query_variable(inner)),
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

/// `with who did Putin meet` is *with whom*.
fn after_preposition(word: WhWord) -> WhWord {
    if word == WhWord::Who { WhWord::Whom } else { word }
}

/// What follows in the phrase or clause of a sentence, in each phrase of pairs; a date by itself has neither.
fn tails_of(ask: &mut Ask) -> Vec<&mut Vec<Tail>> {
    match ask {
        Ask::List { phrase, .. } | Ask::AdverbialOf { phrase, .. } | Ask::Exists { phrase, .. } => {
            tails_of_phrase(phrase)
        }
        Ask::Adverbial { clause, .. }
        | Ask::Occasion { clause, .. }
        | Ask::Object { clause, .. }
        | Ask::YesNo(clause) => vec![&mut clause.tails],
        Ask::About(_)
        | Ask::Between(_)
        | Ask::Define(_)
        | Ask::Date(_)
        | Ask::DateFrom { .. }
        | Ask::DateFromClause { .. } => Vec::new(),
    }
}

/// What follows in a phrase, in each of them for pairs.
pub(super) fn tails_of_phrase(phrase: &mut Phrase) -> Vec<&mut Vec<Tail>> {
    match &mut phrase.head.kind {
        OperandKind::Pairs(pairs) => pairs.iter_mut().map(|one| &mut one.phrase.tails).collect(),
        _ => vec![&mut phrase.tails],
    }
}
