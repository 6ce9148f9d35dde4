//! The rules of phrases: operands, nouns and what follows them.
//!
//! In: `phrase`, `operand`, `noun_phrase`, the tails. Out: the tree's phrases. Absent: clauses, dates.

use super::super::error::Error;
use super::super::node::Node;
use super::super::tree::{
    Adverb, Article, Conjunction, Joinee, Negation, NounPhrase, Operand, OperandKind, Phrase, Pick, PickEnd,
    Predicate, Premodifier, Pronoun, Search, Standing, Tail, TimeTail, TimeWord, Wh, WhWord, Whose, Word,
};
use super::placing::set_early;
use super::{Builder, Built, SUBJECTS, says};

/// The words of order from the second on.
const ORDINALS: [&str; 11] = [
    "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh",
    "twelfth",
];

/// The prepositions that compare where an amount follows.
const COMPARING: [&str; 4] = ["between", "over", "under", "about"];

impl Builder<'_> {
    pub(super) fn phrase(self, node: &Node) -> Built<Phrase> {
        let head = match node.child("questioned") {
            Some(asked) => self.questioned(asked, node)?,
            None => match node.child("pairs") {
                Some(pairs) => self.pairs(pairs)?,
                None if node.has("those_of") => Operand {
                    article: None,
                    kind: OperandKind::Those,
                    span: self.span(self.need(node, "those_of")?),
                },
                None => match node.child("operand") {
                    Some(operand) => self.operand(operand)?,
                    None => self.asked_whose(node)?,
                },
            },
        };
        let (mut tails, neither) = self.tails_and_neither(node)?;
        if let Some(at) = neither {
            self.negate(node, &head, &mut tails, at);
        }
        let early =
            node.all("early_time").map(|time| self.time_tail(self.need(time, "time_tail")?).map(Tail::Time));
        let early = early.collect::<Built<Vec<_>>>()?;
        set_early(&mut tails, early);
        let said = tails.iter_mut().find_map(|tail| match tail {
            Tail::Predicate(said) => Some(said),
            _ => None,
        });
        if let (Some(occasion), Some(said)) = (self.occasion(node), said) {
            said.adverbs.push(occasion);
            said.adverbs.dedup();
        }
        // A subject keeps its brackets, for its verb is yet to come.
        let is_subject = SUBJECTS.contains(&node.rule.as_str());
        let OperandKind::Bracket(inner) = &head.kind else { return Ok(Phrase { head, tails }) };
        let opens = self.begins_with(node, "dated_noun")
            || self.begins_with(node, "foremost_noun") && tails.is_empty();
        if is_subject || !opens {
            return Ok(Phrase { head, tails });
        }
        let mut phrase = inner.as_ref().clone();
        phrase.tails.extend(tails);
        Ok(phrase)
    }

    fn begins_with(self, phrase: &Node, rule: &str) -> bool {
        phrase.child("operand").is_some_and(|operand| operand.has(rule))
    }

    /// `Putin's 2024 visits`: *Putin's visits in 2024*, in brackets.
    fn dated_noun(self, node: &Node) -> Built<OperandKind> {
        let mut noun = self.noun_phrase(node)?;
        if let Some(owner) = node.child("possessive") {
            noun.premodifiers.insert(0, self.possessive(owner)?);
        }
        let span = self.span(self.need(node, "noun")?);
        let head = Operand { article: self.article(node), kind: OperandKind::Noun(noun), span };
        let time = TimeTail::Dated { word: TimeWord::In, date: self.dated(node)? };
        Ok(OperandKind::Bracket(Box::new(Phrase { head, tails: vec![Tail::Time(time)] })))
    }

    /// `2024 visits by Putin` after a word of time: *visits by Putin in 2024*, in brackets.
    pub(super) fn dated_phrase(self, node: &Node) -> Built<Operand> {
        let kind = match self.dated_noun(self.need(node, "dated_noun")?)? {
            OperandKind::Bracket(mut phrase) => {
                phrase.tails.splice(0..0, self.tails_and_neither(node)?.0);
                OperandKind::Bracket(phrase)
            }
            kind => kind,
        };
        Ok(Operand { article: None, kind, span: self.span(node) })
    }

    fn possessive(self, node: &Node) -> Built<Premodifier> {
        let word = self.inner(node)?;
        Ok(Premodifier::Possessive { word: self.word(word), noun: word.rule == "noun" })
    }

    /// `the first country to join BRICS`: *the first country that did join BRICS*, in brackets.
    fn foremost_noun(self, node: &Node) -> Built<OperandKind> {
        let noun = self.need(node, "noun_phrase")?;
        let head = self.noun_operand(noun)?;
        let (mut tails, neither) = self.tails_and_neither(node)?;
        if let Some(at) = neither {
            self.negate(node, &head, &mut tails, at);
        }
        Ok(OperandKind::Bracket(Box::new(Phrase { head, tails })))
    }

    /// `the first to join BRICS`: *who was the first to join BRICS*, in brackets.
    pub(super) fn first_to(self, node: &Node) -> Built<Operand> {
        let adverb = if says(node, "kw_last") { Adverb::Last } else { Adverb::First };
        let doing = self.need(node, "infinitive")?;
        let said = self.finds_something(self.infinitive(doing)?)?;
        let said = Predicate { adverbs: vec![adverb], ..said };
        let kind = OperandKind::Wh(Wh { word: WhWord::Who, noun: None });
        let head = Operand { article: None, kind, span: self.span(node) };
        let mut tails = self.tails_and_neither(node)?.0;
        tails[0] = Tail::Predicate(said);
        let kind = OperandKind::Bracket(Box::new(Phrase { head, tails }));
        Ok(Operand { article: None, kind, span: self.span(node) })
    }

    /// A tail, or `None` for a child that is none.
    pub(super) fn tail(self, node: &Node) -> Built<Option<Tail>> {
        Ok(Some(match node.rule.as_str() {
            "compared" => Tail::Compared(self.compared(node)?),
            "preposition_tail" => self.preposition_tail(node)?,
            "joined" => self.joined(node)?,
            "relative" => self.relative(node)?,
            "not_so" => self.not_so(node)?,
            "named_too" => self.named_too(node)?,
            "infinitive" => Tail::Relative(Pronoun::That, self.finds_something(self.infinitive(node)?)?),
            "bare_predicate" | "predicate_again" => Tail::Predicate(self.told(node)?),
            "participle_tail" => Tail::Participle(self.word(self.need(node, "participle")?)),
            "time_tail" => Tail::Time(self.time_tail(node)?),
            "whose" => self.whose(node)?,
            "object_relative" | "contact_relative" => self.gap(node)?,
            "owning" => self.owning(node)?,
            "one_end" => Tail::Time(self.one_end(node)?),
            "according" => Tail::According {
                negated: says(node, "kw_not"),
                operand: self.operand(self.need(node, "operand")?)?,
            },
            "from_source" => Tail::FromSource {
                negated: says(node, "kw_not"),
                id: self.word(self.need(node, "source_id")?),
            },
            "where_tail" => self.where_tail(node)?,
            "than" => Tail::Than(self.named(self.need(node, "named")?)?),
            "repeated" => Tail::Repeated(self.repeated(node)?, self.span(node)),
            "mentioning" | "to_mention" => Tail::Mentioning(self.mentioning(node)?),
            "date_again" => Tail::DateAgain(self.date(self.need(node, "date")?)?),
            _ => return Ok(None),
        }))
    }

    fn preposition_tail(self, node: &Node) -> Built<Tail> {
        let preposition = self.preposition(node)?;
        let operand = self.operand_or_number(node)?;
        let negated = says(node, "kw_not") || says(node, "kw_no");
        if negated && matches!(operand.kind, OperandKind::Asked(..)) {
            return Err(self.one_word(node, "a name or a noun after `not`, as in `not in …`"));
        }
        let word = preposition.text.as_str();
        let compares = match operand.kind {
            OperandKind::Amount(1_000..=9_999) if word == "of" => true,
            OperandKind::Amount(_) => COMPARING.contains(&word) && !negated,
            _ => false,
        };
        if compares {
            // An amount after it is compared, but for one after `neither`, and one of two that has a comma; `of 2024` is a date.
            let two =
                if preposition.text == "between" { ", or two dates or amounts joined by `and`" } else { "" };
            return Err(Error::Unexpected {
                word: self.text(self.need(node, "operand")?),
                span: operand.span,
                expected: vec![format!("a name{two}")],
            });
        }
        Ok(Tail::Preposition { negated, preposition, operand })
    }

    /// `that have a president`: *with a president*; `that have no president`: *not with*.
    fn owning(self, node: &Node) -> Built<Tail> {
        let noun = node.child("operand").and_then(|operand| operand.child("noun_phrase"));
        let operand = match noun {
            Some(noun) => self.noun_and_no_verb(noun)?,
            None => self.operand_or_number(node)?,
        };
        let preposition = Word { text: "with".to_owned(), span: operand.span };
        let negated = says(node, "kw_no") || node.has("negation");
        Ok(Tail::Preposition { negated, preposition, operand })
    }

    fn joined(self, node: &Node) -> Built<Tail> {
        let [word, what] = &node.children[..] else { return Err(self.broken(node)) };
        let conjunction = self.conjunction(word);
        let joinee = match self.tail(what)? {
            // `but not mentioning` of what does not mention something says it twice.
            Some(Tail::Mentioning(search)) if conjunction == Conjunction::ButNot && search.negated => {
                return Err(self.one_word(word, "`and`"));
            }
            // `not` of a whole search leaves no word over that it might leave out.
            Some(Tail::Mentioning(search))
                if conjunction == Conjunction::ButNot && !search.left_out.is_empty() =>
            {
                let left_out = self.need(self.need(what, "searched")?, "left_out")?;
                return Err(self.one_word(left_out, "`and not mentioning`"));
            }
            // A comma before anything that no list goes on with is mere punctuation.
            Some(tail)
                if conjunction == Conjunction::Comma
                    && !matches!(tail, Tail::DateAgain(_) | Tail::Preposition { negated: false, .. }) =>
            {
                return Ok(tail);
            }
            // `and do not mention Iran`: *but not mentioning Iran*.
            Some(Tail::Mentioning(search)) if search.negated && conjunction == Conjunction::And => {
                let what = Box::new(Joinee::Tail(Tail::Mentioning(Search { negated: false, ..search })));
                return Ok(Tail::Joined { conjunction: Conjunction::ButNot, span: self.span(word), what });
            }
            Some(tail) => Joinee::Tail(tail),
            None => Joinee::Operand(self.operand(what)?),
        };
        Ok(Tail::Joined { conjunction, span: self.span(word), what: Box::new(joinee) })
    }

    pub(super) fn conjunction(self, node: &Node) -> Conjunction {
        match node.children.last().map(|word| word.rule.as_str()) {
            None => Conjunction::Comma,
            Some("kw_and" | "kw_also" | "kw_but") => Conjunction::And,
            Some("kw_or" | "kw_nor") => Conjunction::Or,
            Some("kw_but_never") => Conjunction::ButNever,
            // `but not`, `and not`, `except` and its kin.
            Some(_) => Conjunction::ButNot,
        }
    }

    /// `whose president visited China`
    fn whose(self, node: &Node) -> Built<Tail> {
        let noun = self.need(node, "noun_phrase")?;
        let head = self.noun_operand(noun)?;
        let (tails, neither) = self.tails_and_neither(node)?;
        let includes = node.child("includes");
        let mut said = match includes {
            Some(includes) => Some(self.includes(includes)?),
            None => node.has("predicate").then(|| self.told(node)).transpose()?,
        };
        if let (Some(_), Some(said)) = (neither, &mut said) {
            said.negation = Some(Negation::Not);
        }
        let (noun, includes) = (Phrase { head, tails }, includes.is_some());
        Ok(Tail::Whose(Box::new(Whose { noun, said, includes, span: self.span(node) })))
    }

    /// What `mentioning` looks for: a bare word needs no quotes. Of the words after `but not` none is there, however they are joined.
    fn mentioning(self, node: &Node) -> Built<Search> {
        let searched = self.need(node, "searched")?;
        let text = |term: &Node| self.text(term).trim_matches('"').to_owned();
        let texts = |nodes: &[Node]| -> Vec<String> {
            nodes.iter().filter(|child| child.rule == "term").map(text).collect()
        };
        let at = searched.children.iter().position(|child| child.rule == "left_out");
        let (wanted, left_out) = searched.children.split_at(at.unwrap_or(searched.children.len()));
        let word = |rule: &str| wanted.iter().find(|child| child.rule == "search_word" && says(child, rule));
        let (and, or) = (word("kw_and"), word("kw_or"));
        if let (Some(_), Some(or)) = (and, or) {
            return Err(self.one_word(or, "only one of `and` and `or` in a list of words"));
        }
        let negated = says(node, "kw_not") || node.has("negation");
        if let (true, Some(not)) = (negated || or.is_some(), left_out.first()) {
            return Err(self.one_word(not, "`and not mentioning`"));
        }
        let (texts, left_out) = (texts(wanted), texts(left_out));
        let finite = ["kw_mention", "kw_mentions", "kw_mentioned"].into_iter().any(|word| says(node, word));
        Ok(Search { finite, negated, any: or.is_some(), texts, left_out, span: self.span(searched) })
    }

    /// A word where only another could stand.
    pub(super) fn one_word(self, node: &Node, expected: &str) -> Error {
        Error::Unexpected {
            word: self.text(node),
            span: self.span(node),
            expected: vec![expected.to_owned()],
        }
    }

    pub(super) fn operand(self, node: &Node) -> Built<Operand> {
        let inner = self.inner(node)?;
        let mut article = None;
        let kind = match inner.rule.as_str() {
            "bracket" => OperandKind::Bracket(Box::new(self.phrase(self.need(inner, "phrase")?)?)),
            "foremost_noun" => self.foremost_noun(inner)?,
            "dated_noun" => self.dated_noun(inner)?,
            "noun_phrase" => {
                article = self.article(inner);
                OperandKind::Noun(self.noun_phrase(inner)?)
            }
            "query_variable" => OperandKind::Variable(self.query_variable(inner)),
            "named" => return self.named(inner),
            "those" => return Ok(self.all_of_those(node, inner)),
            "happened" => OperandKind::Happened,
            "text" => OperandKind::Text(self.text(inner).trim_matches('"').to_owned()),
            "amount" => OperandKind::Amount(self.number(self.need(inner, "number")?)?),
            _ => return Err(self.broken(inner)),
        };
        Ok(Operand { article, kind, span: self.span(node) })
    }

    pub(super) fn named(self, node: &Node) -> Built<Operand> {
        let kind = OperandKind::Named(self.word(self.need(node, "name")?));
        Ok(Operand { article: self.article(node), kind, span: self.span(node) })
    }

    /// A `noun_phrase` where nothing else may stand.
    pub(super) fn noun_operand(self, node: &Node) -> Built<Operand> {
        let kind = OperandKind::Noun(self.noun_phrase(node)?);
        Ok(Operand { article: self.article(node), kind, span: self.span(node) })
    }

    /// As [`Self::noun_operand`], with an article where `that` would make a verb of it: `those whom the visit angered`.
    pub(super) fn noun_and_no_verb(self, node: &Node) -> Built<Operand> {
        let operand = self.noun_operand(node)?;
        let article = operand.article.or(self.is_verb_too(node).then_some(Article::The));
        Ok(Operand { article, ..operand })
    }

    pub(super) fn noun_phrase(self, node: &Node) -> Built<NounPhrase> {
        let pick = node.child("pick");
        let mut premodifiers: Vec<Premodifier> =
            node.all("premodifier").map(|word| self.premodifier(word)).collect::<Built<_>>()?;
        // `the next summit`: the first of those to come.
        if pick.is_some_and(|pick| says(pick, "kw_next")) {
            premodifiers.insert(0, Premodifier::Standing(Standing::Upcoming));
        }
        let pick = pick.map(|pick| self.pick(pick)).transpose()?;
        Ok(NounPhrase { pick, premodifiers, noun: self.word(self.need(node, "noun")?) })
    }

    fn pick(self, node: &Node) -> Built<Pick> {
        if let Some(ordinal) = node.child("ordinal") {
            return Ok(Pick { end: PickEnd::Nth, number: self.ordinal(ordinal)? });
        }
        if let Some(word) = node.child("ordinal_word") {
            return Ok(Pick { end: PickEnd::Nth, number: self.ordinal_word(word)? });
        }
        let last =
            ["kw_last", "kw_latest", "kw_newest", "kw_most_recent"].into_iter().any(|word| says(node, word));
        let number = self.how_many(node)?.unwrap_or(1);
        if says(node, "kw_longest") || says(node, "kw_shortest") {
            let end = if says(node, "kw_longest") { PickEnd::Longest } else { PickEnd::Shortest };
            return Ok(Pick { end, number });
        }
        Ok(Pick { end: if last { PickEnd::Last } else { PickEnd::First }, number })
    }

    /// `second`, `twelfth`
    fn ordinal_word(self, node: &Node) -> Built<u64> {
        let written = self.text(node).to_lowercase();
        let at = ORDINALS.iter().position(|word| *word == written).ok_or_else(|| self.broken(node))?;
        Ok(at as u64 + 2)
    }

    fn premodifier(self, node: &Node) -> Built<Premodifier> {
        let inner = self.inner(node)?;
        Ok(match inner.rule.as_str() {
            "standing" => Premodifier::Standing(self.standing(inner)),
            "possessive" => self.possessive(inner)?,
            "adjective" => Premodifier::Adjective(self.word(inner)),
            "compound" => Premodifier::Compound(self.word(self.need(inner, "name")?)),
            _ => return Err(self.broken(inner)),
        })
    }

    fn standing(self, node: &Node) -> Standing {
        if says(node, "kw_current") {
            Standing::Current
        } else if says(node, "kw_upcoming") {
            Standing::Upcoming
        } else {
            Standing::Former
        }
    }
}
