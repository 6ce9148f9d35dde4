//! Words of English for which the language has no use, or other words, and what to write instead.
//!
//! In: the word where a parse stopped, and the one before it. Out: [`Advice`]. Absent: misspelt words (`slips`).

use super::grammar::is_auxiliary;
use crate::text::{Span, words};

/// What is wrong with a word, and what to write.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Advice {
    /// As one sentence.
    pub says: &'static str,
    /// The remedy.
    pub instead: &'static str,
}

/// The words, the one that stands before them (empty: any), and the advice.
const ADVICE: &[(&[&str], &str, Advice)] = &[
    (
        &["will", "shall"],
        "",
        Advice {
            says: "what will be is not recorded, only what has been announced",
            instead: "ask for what is announced with `upcoming` before a noun",
        },
    ),
    (
        &["would", "should", "must", "might"],
        "",
        Advice {
            says: "what would or should be is not recorded",
            instead: "ask what is or was so, or for what is announced with `upcoming` before a noun",
        },
    ),
    (
        &["because"],
        "",
        Advice {
            says: "why something is so is not recorded",
            instead: "ask when it was, or what was said about it",
        },
    ),
    (
        &["only"],
        "",
        Advice {
            says: "`only` is no word of this language",
            instead: "say what must not be so too, as in `… but not …` or `… that are not …`; of a number say `exactly`",
        },
    ),
    (
        &["force", "effect"],
        "in",
        Advice {
            says: "whether something holds is not asked in these words",
            instead: "ask `is there …`, or for the thing itself: without a time it is what holds today",
        },
    ),
    (
        &["it", "he", "she", "they", "him", "her", "his", "its", "their"],
        "",
        Advice {
            says: "a pronoun stands for nothing in a query",
            instead: "write the name again, or leave it out as in `before joining …`; `those` stands for the last answer",
        },
    ),
    (
        &["succeeded", "succeed", "succeeds", "preceded", "precede", "precedes", "replaced", "replace"],
        "",
        Advice {
            says: "who came before or after another is asked by the times",
            instead: "ask `who became … after …` or `who was … before …`, each with its noun and the name",
        },
    ),
    (
        &["certainly", "possibly"],
        "",
        Advice {
            says: "how sure something is stands in front of all else, or before the verb of a yes or no question",
            instead: "write it first, as in `possibly members of …`; each answer marks what is only possible",
        },
    ),
    (
        &["disputed", "contested", "contradictory", "inconsistent"],
        "",
        Advice {
            says: "what sources say against each other is not asked in these words",
            instead: "write `conflicts in …` with a phrase behind it",
        },
    ),
    (
        &["you"],
        "",
        Advice {
            says: "a query asks the base itself",
            instead: "leave `you` out: `facts about …`, `describe …`",
        },
    ),
    (
        &["are", "is", "were", "was"],
        "still",
        Advice {
            says: "what something still is needs to be said",
            instead: "repeat it behind the verb, as in `and are still members of …`",
        },
    ),
    (
        &["most"],
        "the",
        Advice {
            says: "the most of something is asked of those who have it, or counted",
            instead: "ask `who has the most …`, or count, as in `count … per year sorted by count descending`",
        },
    ),
    (&["outside"], "", Advice { says: "`outside` is no word of this language", instead: "write `not in`" }),
];

/// `why did …`: the reason, which only the answer before could have.
const REASON: Advice = Advice {
    says: "why something is so is not recorded",
    instead: "ask when it was, or what was said about it; `why 3` alone tells what row 3 of the last answer rests on",
};

/// `neither members of BRICS nor of OPEC`: nobody says of what.
const NEITHER: Advice = Advice {
    says: "`neither` is said of something that stands before it",
    instead: "begin with a noun, as in `countries neither in … nor in …` or `countries that are neither members of … nor of …`",
};

/// `how did trade change?`
const HOW: Advice = Advice {
    says: "`how` alone asks for nothing that is recorded",
    instead: "ask `how many …`, `how much …`, `how long …` or `how often …`; how a number changed tells `count … per year`",
};

/// `according to the Kremlin, …`
const ACCORDING: Advice = Advice {
    says: "`according to` stands behind what is asked",
    instead: "write it at the end, as in `… according to …`; a source is named by its id, as in `… from source …`",
};

/// `define a partner of ?x as …`: without the article, for a slip in it would be read as a part of the noun.
const ARTICLE: Advice = Advice {
    says: "a definition names its noun without `a`",
    instead: "leave it out, as in `define partners of ?x as …`",
};

/// Whether a verb comes next: `how did …`, but not a slip as in `how mny`.
fn asks(span: Span, text: &str) -> bool {
    let rest = &text[span.end..];
    words(rest).next().is_some_and(|word| is_auxiliary(word.of(rest)))
}

/// The advice on the word at which a parse stopped, with the place of the word that it speaks of.
pub(super) fn on(span: Span, text: &str) -> Option<(Advice, Span)> {
    let is = |span: Span, word: &str| span.of(text).eq_ignore_ascii_case(word);
    let earlier: Vec<Span> = words(&text[..span.start]).collect();
    match earlier[..] {
        [] if is(span, "neither") => return Some((NEITHER, span)),
        [] if is(span, "how") && asks(span, text) => return Some((HOW, span)),
        [] if is(span, "according") => return Some((ACCORDING, span)),
        [why] if is(why, "why") => return Some((REASON, why)),
        [define, article] if is(define, "define") && (is(article, "a") || is(article, "an")) => {
            return Some((ARTICLE, article));
        }
        _ => {}
    }
    let before = earlier.last().copied();
    let found = ADVICE.iter().find(|(listed, after, _)| {
        let follows = after.is_empty() || before.is_some_and(|before| is(before, after));
        follows && listed.iter().any(|word| is(span, word))
    });
    found.map(|(_, _, advice)| (*advice, span))
}
