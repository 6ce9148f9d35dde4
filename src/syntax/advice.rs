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
    (&["but", "except", "besides", "other", "apart", "excluding"], "anyone", BUT_ONE),
    (&["but", "except", "besides", "other", "apart", "excluding"], "everyone", BUT_ONE),
    (&["time"], "second", WHICH_TIME),
    (&["time"], "third", WHICH_TIME),
    (&["number"], "by", BY_NUMBER),
    (&["length", "duration"], "", LENGTHS),
    (&["outside"], "", Advice { says: "`outside` is no word of this language", instead: "write `not in`" }),
];

/// `anyone but Putin who met Xi`
const BUT_ONE: Advice = Advice {
    says: "who is left out stands behind a noun",
    instead: "write `people other than …` and then what they did",
};

/// `who met Putin for the second time in 2024?`
const WHICH_TIME: Advice = Advice {
    says: "of the times that something was done only the first and the last are asked for in these words",
    instead: "ask `who … at least twice`, or for the facts with a noun, as in `the 2nd meeting of …`",
};

/// `members of SCO by number of visits to Russia`
const BY_NUMBER: Advice = Advice {
    says: "only a noun alone is put in the order of a number of other things",
    instead: "count them, as in `count … per …`, or ask for those `with the most …`",
};

/// `places where BRICS summits took place`
const PLACES: Advice = Advice {
    says: "where something took place is asked of the thing itself",
    instead: "write `places of …`, or a verb and its subject, as in `places where … met …`",
};

/// `who hosted more summits than Russia and China?`
pub(super) const THAN_ONE: Advice = Advice {
    says: "a number is compared with that of one name",
    instead: "write one name behind `than`, and ask again for the other",
};

/// The names behind a `than` of its own, if they are several: `than Russia and China`, but not `more than 5`.
pub(super) fn than_several(text: &str) -> Option<Span> {
    let all: Vec<Span> = words(text).collect();
    let is = |at: usize, listed: &[&str]| {
        all.get(at).is_some_and(|span| listed.iter().any(|word| span.of(text).eq_ignore_ascii_case(word)))
    };
    let compares = ["more", "less", "fewer", "longer", "shorter", "other"];
    let than = (1..all.len()).find(|at| is(*at, &["than"]) && !is(at - 1, &compares))?;
    let joined = (than + 2..all.len()).any(|at| is(at, &["and", "or"]));
    joined.then(|| all[than + 1].to(all[all.len() - 1]))
}

/// `countries that came back to OPEC`, `that rejoined it`
pub(super) const AGAIN: Advice = Advice {
    says: "what was done again is asked by how often it was done",
    instead: "write the plain verb with `at least twice` behind its object",
};

/// `average length of memberships`, `how long on average …`
const LENGTHS: Advice = Advice {
    says: "lengths are shown beside what lasted, and not summed up",
    instead: "ask `how long …`, for `the longest …` or `the shortest …`, or for what lasted `for more than …`",
};

/// `did no member of OPEC leave in 2019?`
const NONE: Advice = Advice {
    says: "whether there is none is asked with `any`",
    instead: "ask whether any did; the answer is *no* or *not recorded* where there is none",
};

/// `when did Iran join SCO and when did it join BRICS?`
pub(super) const TWO_QUESTIONS: Advice =
    Advice { says: "one query asks one question", instead: "ask each by itself, with the name in both" };

/// The words that begin a question which another may follow.
const ASKING: [&str; 9] = ["when", "where", "who", "whom", "what", "which", "how", "why", "whose"];

/// The `and` before a second question, where a parse stopped at its verb or right behind it: `… and when did it join BRICS?`,
/// `… and did Putin visit Iran?`; and whether it is the verb, for behind it there may be a slip in something else.
pub(super) fn second_question(span: Span, text: &str) -> Option<(Span, bool)> {
    let is = |span: &Span, words: &[&str]| words.iter().any(|word| span.of(text).eq_ignore_ascii_case(word));
    let mut earlier: Vec<Span> = words(&text[..span.start]).collect();
    let asks = |first: &Span| is(first, &ASKING) || is_auxiliary(first.of(text));
    if !earlier.first().is_some_and(asks) {
        return None;
    }
    let at_verb = is_auxiliary(span.of(text));
    if !at_verb && !is_auxiliary(earlier.pop()?.of(text)) {
        return None;
    }
    if earlier.last().is_some_and(|last| is(last, &ASKING)) {
        earlier.pop();
    }
    earlier.pop().filter(|before| is(before, &["and"])).map(|and| (and, at_verb))
}

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

/// Words for what takes place somewhere.
const TAKING_PLACE: [&str; 5] = ["took", "takes", "take", "held", "were"];

/// `came back`, `going back`
fn goes_back(span: Span, text: &str) -> bool {
    let rest = &text[span.end..];
    let moves = ["came", "come", "comes", "coming", "went", "go", "goes", "going"];
    moves.iter().any(|word| span.of(text).eq_ignore_ascii_case(word))
        && words(rest).next().is_some_and(|next| next.of(rest).eq_ignore_ascii_case("back"))
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
        [first] if is(span, "no") && is_auxiliary(first.of(text)) => return Some((NONE, span)),
        [.., before] if is(before, "long") && is(span, "on") => return Some((LENGTHS, span)),
        [define, article] if is(define, "define") && (is(article, "a") || is(article, "an")) => {
            return Some((ARTICLE, article));
        }
        [_, ref behind @ ..]
            if TAKING_PLACE.iter().any(|word| is(span, word))
                && behind.iter().any(|word| is(*word, "where")) =>
        {
            return Some((PLACES, span));
        }
        _ if goes_back(span, text) => return Some((AGAIN, span)),
        _ => {}
    }
    let before = earlier.last().copied();
    let found = ADVICE.iter().find(|(listed, after, _)| {
        let follows = after.is_empty() || before.is_some_and(|before| is(before, after));
        follows && listed.iter().any(|word| is(span, word))
    });
    found.map(|(_, _, advice)| (*advice, span))
}
