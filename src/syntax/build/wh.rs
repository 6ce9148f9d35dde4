//! Question words: those that head a phrase, `who`, `which members`, `whose`, and those that ask for one thing more.
//!
//! In: `questioned`, `wh`, `whose`, `asked_too`, `stranded`. Out: operands, and the preposition whose thing is asked for. Absent: what is said of them.

use super::super::error::Error;
use super::super::node::Node;
use super::super::tree::{Operand, OperandKind, Wh, WhWord, Word};
use super::{Builder, Built, says};

/// What says of a noun no more than that there are some.
const THERE: [&str; 4] = ["there_are", "not_in_force", "taking_place", "owning"];
/// What else a question word may ask of.
const SAID: [&str; 2] = ["mentioning", "bare_predicate"];

impl Builder<'_> {
    /// `whose president is Pezeshkian?`: the clause says it of whatever it asks for.
    pub(super) fn asked_whose(self, node: &Node) -> Built<Operand> {
        let kind = OperandKind::Wh(Wh { word: WhWord::Whose, noun: None });
        Ok(Operand { article: None, kind, span: self.span(self.need(node, "whose")?) })
    }

    /// `which members`; before `are there` the noun alone; `which` before a verb that would be its noun is *who*.
    pub(super) fn questioned(self, node: &Node, phrase: &Node) -> Built<Operand> {
        let node = self.need(node, "wh")?;
        let (mut wh, span) = (self.wh(node)?, self.span(node));
        // What is asked of it; more of the same may follow as tails.
        let asked =
            |child: &&Node| THERE.contains(&child.rule.as_str()) || SAID.contains(&child.rule.as_str());
        let asked = phrase.children.iter().find(asked);
        let there = asked.is_some_and(|asked| THERE.contains(&asked.rule.as_str()));
        let verb = asked.filter(|asked| asked.rule == "bare_predicate");
        if wh.noun.is_none() && verb.and_then(|verb| self.noun_too(verb)).is_some() {
            wh.word = WhWord::Who;
        }
        self.check_early(node, phrase)?;
        // `which that joined BRICS`: a clause before the verb speaks of a noun; the verb may stand behind a comma.
        let behind_comma = |joined: &Node| {
            let comma = joined.child("conjunction").is_some_and(|it| self.text(it).trim() == ",");
            comma && joined.has("predicate_again")
        };
        let has_verb = asked.is_some() || phrase.all("joined").any(behind_comma);
        let clause = phrase.child("relative").filter(|_| !has_verb && wh.noun.is_none());
        if let Some(clause) = clause {
            return Err(self.one_word(self.inner(clause)?, "a verb, or a noun before it"));
        }
        match wh.noun {
            Some(noun) if there => Ok(Operand { article: None, kind: OperandKind::Noun(noun), span }),
            // `who has the most statements?`
            None if there && !(asked.is_some_and(has_some) && wh.word == WhWord::Who) => {
                Err(Error::Unexpected {
                    word: self.text(node),
                    span,
                    expected: vec![
                        "`which` or `what` with a noun, as in `which members of … have no …`".to_owned(),
                    ],
                })
            }
            _ => Ok(Operand { article: None, kind: OperandKind::Wh(wh), span }),
        }
    }

    /// The words of what is said, if they begin with a verb that may also be a noun, be it behind `first`: `visits Iran`.
    pub(super) fn noun_too(self, bare_predicate: &Node) -> Option<&[Node]> {
        let words = &bare_predicate.first()?.first()?.children;
        let verb = words.iter().find(|word| word.rule != "adverb")?;
        (verb.rule == "verb" && self.is_verb_too(verb)).then_some(words)
    }

    /// `(who joined) which organisations`
    pub(super) fn asked_too(self, node: &Node) -> Built<Operand> {
        let noun = self.noun_phrase(self.need(node, "noun_phrase")?)?;
        Ok(Operand {
            article: None,
            kind: OperandKind::Asked(self.wh_word(node)?, noun),
            span: self.span(node),
        })
    }

    /// A preposition stands without its thing.
    pub(super) fn nothing_after(self, left: &Node) -> Built<Error> {
        let Word { text: word, span } = self.preposition(left)?;
        Ok(Error::Unexpected { word, span, expected: vec!["a name after it".to_owned()] })
    }

    /// The preposition of a clause whose thing the question word asks for.
    pub(super) fn stranded(self, node: &Node) -> Built<Option<Word>> {
        let inner = self.inner(node)?;
        let Some(left) = inner.child("stranded") else { return Ok(None) };
        // What stands behind `where` speaks of its variables.
        let mut before = inner.children.iter().take_while(|child| child.rule != "stranded");
        let word = self.preposition(left)?;
        // `in in Kazan`: a slip.
        let behind = inner.children.iter().find(|child| child.start >= left.end);
        let behind = behind.filter(|behind| behind.rule == "preposition_tail");
        let again = behind.map(|behind| self.preposition(behind)).transpose()?;
        let twice = again.is_some_and(|again| again.text.eq_ignore_ascii_case(&word.text));
        if twice || before.any(|child| child.rule == "where_tail") {
            return Err(self.nothing_after(left)?);
        }
        Ok(Some(word))
    }

    fn wh(self, node: &Node) -> Built<Wh> {
        let noun = node.child("noun_phrase").map(|noun| self.noun_phrase(noun)).transpose()?;
        Ok(Wh { word: self.wh_word(node)?, noun })
    }
}

/// Whether it is said what something has, and not what it has not, which needs a noun for what could have it.
fn has_some(owning: &Node) -> bool {
    owning.rule == "owning" && !says(owning, "kw_no") && !owning.has("negation")
}
