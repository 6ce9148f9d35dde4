//! Help on the closed words of the language.
//!
//! In: a word. Out: what it means, with an example from the base. Absent: the words themselves, which
//! are the grammar's: a test holds that each of them has a line here and that no other has.

use super::{examples, prose};
use crate::store::Store;

/// Words that share a line, what they mean, and what may be put after a noun phrase to use them.
const TOPICS: &[(&[&str], &str, &str)] = &[
    (
        &["who", "whom", "what", "which", "everyone", "anyone"],
        "ask for what fills a role: *who joined …*, *which organisations has … joined?*",
        "",
    ),
    (
        &["when", "where", "how long", "since when"],
        "ask for the time, the place or the length: *when did …?*, *in which year did …?*, *when was the first …?*",
        "",
    ),
    (
        &["make", "hold"],
        "*how many statements did … make?*: those that … made; *how many summits did … hold?*",
        "",
    ),
    (&["serve as", "serves as", "served as"], "*is*, *was*: *who served as president of …?*", ""),
    (
        &["alphabetically", "in alphabetical order", "chronologically", "in chronological order"],
        "sort the rows by name, by date",
        "in alphabetical order",
    ),
    (
        &["different", "distinct"],
        "say nothing of their own after *how many* and *count*: a thing is counted once",
        "",
    ),
    (&["how long ago"], "ask how long before today something was: *how long ago did … join …?*", ""),
    (&["how often", "how many times"], "count how many times it happened: *how often did … meet …?*", ""),
    (&["how much"], "asks for a figure: *how much was trade between …?*", ""),
    (
        &["held", "made", "took place", "take place", "taken place"],
        "say nothing of their own: *summits held in …*, *when did … take place?*",
        "",
    ),
    (
        &["include", "includes", "included"],
        "one of several, after *whose*: *agreements whose parties include …*",
        "",
    ),
    (&["happened"], "*what happened in …?* asks for the events of any kind", ""),
    (&["there"], "*are there …?*, *were there …?* ask whether there is any; *how many … are there?*", ""),
    (
        &["please", "list", "give", "tell", "find", "me", "can", "could", "you"],
        "may stand before a query and change nothing: *please list …*, *can you show me …*, *tell me …*",
        "",
    ),
    (
        &["how many", "count", "number of"],
        "give a number in place of rows; two where doubt leaves it open",
        "",
    ),
    (
        &["no longer", "used to be"],
        "what was so and is not: *former*: *countries that are no longer members of …*, *countries no longer in …*",
        "",
    ),
    (&["passed"], "says nothing of its own: *how many days passed between … and …?*", ""),
    (
        &["they", "he", "she"],
        "the subject of the clause around them, after a word of time: *countries that joined … before they left …*",
        "",
    ),
    (
        &["it", "him", "her"],
        "the last name before it that a verb or preposition takes: *who joined … and left it?*; before a verb, its subject",
        "",
    ),
    (
        &["later", "then", "afterwards"],
        "before a verb after *and*: only after what stands before it: *countries that left … and later joined …*",
        "",
    ),
    (&["that"], "begins a clause that narrows a noun: *countries that joined …*", ""),
    (&["whose"], "says something of what belongs to the noun: *countries whose president …*", ""),
    (
        &["is", "are"],
        "ask yes or no, about today: *is … a …?* The answer may be *possibly* or *not recorded*",
        "",
    ),
    (&["was", "were"], "ask yes or no, about any time until today", ""),
    (&["has", "have", "had", "been"], "ask whether something has happened by today: *has … joined …?*", ""),
    (
        &["become", "becomes", "became", "becoming"],
        "the beginning of what a noun says: *who became president of …?*, *after becoming a member of …*",
        "",
    ),
    (
        &["ceasing to be", "cease", "ceased", "stop", "stopped", "be", "being"],
        "the end of what a noun says: *ceased to be a member of …*, *stopped being a member of …*",
        "",
    ),
    (&["do", "does", "did"], "ask with a verb: *did … join …?*", ""),
    (&["not", "never"], "no record of it; *no* is said only where the base declares that it is complete", ""),
    (&["the", "a", "an", "any", "some"], "may stand before a noun and change nothing", ""),
    (
        &["every", "each", "all"],
        "after a verb, and in a question before it: with each of them, *who visited every member of …?*",
        "",
    ),
    (&["but never"], "takes away what was so at any time: *who visited … but never …?*", ""),
    (&["no"], "leaves out what has it: *countries with no president*", ""),
    (&["both", "either"], "*both* wants every part of a list, *either* wants one", ""),
    (
        &["first", "last", "earliest", "latest", "newest", "oldest", "most recent"],
        "pick in the order of time and keep ties of one day: *the first 5 …*, *who first joined …?*, *for the last time*",
        "",
    ),
    (&["longest", "shortest"], "pick by how long it lasted until today, and keep ties: *the longest …*", ""),
    (&["former"], "held before today, and not today", ""),
    (&["current", "currently", "now", "still", "in force"], "holds today", ""),
    (&["already", "yet"], "may stand with a verb and change nothing: *is … already a member?*", ""),
    (&["also"], "may stand beside a verb or after *and*, and changes nothing", ""),
    (&["upcoming"], "begins after today", ""),
    (&["ever"], "at any time", "ever"),
    (
        &["certainly", "possibly"],
        "only the rows that hold whatever imprecise dates turn out to be; only the others. In a yes or no question the answer says it",
        "",
    ),
    (&["and"], "both sides hold", ""),
    (&["or"], "one side holds", ""),
    (
        &["but not", "except", "except for", "other than", "apart from", "besides", "excluding", "without"],
        "the first side without the second",
        "",
    ),
    (&["but"], "before a clause: *and*", ""),
    (&["neither", "nor"], "none of them: *members of neither … nor …*", ""),
    (
        &["of", "by", "to", "with", "among", "against", "for", "into", "towards", "via", "through", "as"],
        "goes with the nouns and verbs that take it; `help` on a noun lists its prepositions",
        "",
    ),
    (
        &[
            "over",
            "under",
            "about",
            "above",
            "below",
            "more than",
            "less than",
            "at least",
            "at most",
            "up to",
            "around",
            "exactly",
            "worth",
        ],
        "compares a figure, where an amount follows: *over $3 billion*, *at most 10 %*, *of exactly 3 million*; *about* spans a tenth on each side",
        "",
    ),
    (&["thousand", "million", "billion", "trillion"], "multiply a figure: *3 billion*, *3bn*, *4.5m*", ""),
    (
        &["total", "average", "median", "highest", "largest", "lowest", "smallest", "dates"],
        "sum figures up, each unit by itself: *total and average value of …*; *first and last date of …* gives dates",
        "",
    ),
    (
        &["top"],
        "the first by count or value: *top 10 speakers of …*, *top 3 … by value*, *count … per … top 5*; ties go by name",
        "",
    ),
    (
        &["in", "on", "at"],
        "with a date: on at least one day of it; with a name: where the noun takes it",
        "in 2020",
    ),
    (
        &["from"],
        "with two dates: on at least one day of the period, as in *from 2019 to 2021*",
        "from 2019 to 2021",
    ),
    (
        &["between"],
        "with two dates: on at least one day of the period; with two names: both of them; with two amounts: from one to the other",
        "between 2019 and 2021",
    ),
    (
        &["as of"],
        "as it was on that day; a longer time counts by its last day, or by today if that is within it",
        "as of 2020",
    ),
    (&["as known"], "as sources that were published by that day tell it", "as known on 2025-01-01"),
    (
        &["since"],
        "began on the first day of that time or later, and holds today; an event: happened then or later",
        "since 2020",
    ),
    (&["before"], "began before the first day of that time; an event: was over before it", "before 2020"),
    (&["after"], "began after the last day of that time", "after 2010"),
    (&["until"], "ended by the last day of that time", "until 2020"),
    (&["during"], "on at least one day of that time; the time may be a named event", "during 2020"),
    (
        &["while"],
        "on at least one day of what a clause says: *… while … was …*; *when* and other words of time take a clause too",
        "",
    ),
    (
        &["within", "same"],
        "near a date, an event or other facts, or in the same month, year or week: *within 30 days after …*, \
         *in the same month as …*",
        "within 5 years of 2020",
    ),
    (
        &["on or before", "on or after"],
        "as *before* and *after*, and the time itself counts; *by 2020* is *on or before 2020*",
        "on or before 2020",
    ),
    (&["onwards", "onward"], "*from 2020 onwards* is *since 2020*", "from 2020 onwards"),
    (
        &[
            "lasting",
            "lasted",
            "more than",
            "longer than",
            "at least",
            "at most",
            "less than",
            "shorter than",
        ],
        "how long it lasted, up to today: *for more than 5 years*, *for less than 30 days*",
        "for more than 1 day",
    ),
    (
        &[
            "early",
            "mid",
            "late",
            "beginning",
            "middle",
            "half",
            "second",
            "third",
            "fourth",
            "century",
            "time",
        ],
        "parts of dates: *early*, *mid* and *late* are thirds; *the beginning of* and *the end of* one day; *the first \
         half of 2020*, *the second quarter of 2020*, *the 20th century*; *what is the time 2 weeks before …?*",
        "in the 20th century",
    ),
    (&["throughout"], "on every day of that time", "throughout 2020"),
    (
        &["began", "started", "ended"],
        "that end of it lies there: *began in 2020*, *ended before 2020*",
        "began before 2020",
    ),
    (
        &[
            "today",
            "yesterday",
            "tomorrow",
            "this",
            "next",
            "past",
            "ago",
            "so far",
            "day",
            "days",
            "week",
            "weeks",
            "month",
            "months",
            "quarter",
            "quarters",
            "year",
            "years",
            "decade",
            "decades",
        ],
        "dates: *today*, *last year*, *past 6 months*, *5 years ago*, *Q3 2024*, *the 1990s*",
        "since 5 years ago",
    ),
    (&["per"], "divides a count or a measure: *count … per year*, *… per speaker*, *… per country*", ""),
    (
        &["at the end of each"],
        "divides a count of what holds, by the last day of each unit: *… at the end of each year*",
        "",
    ),
    (
        &["sorted by", "ordered by", "ascending", "descending", "date", "start", "end", "name"],
        "the order of the rows, by *date*, *start*, *end*, *name* or a column",
        "sorted by name descending",
    ),
    (&["dates"], "*dates of …* asks when each of them was", ""),
    (&["most recently"], "*last*, with a verb: *who joined … most recently?*", ""),
    (&["most often", "the most", "often"], "at the end of a question: only those with the most facts", ""),
    (&["limit", "show"], "*limit 10* cuts the rows, *show* chooses the columns", "limit 10"),
    (
        &["more", "fewer", "than"],
        "the number of one beside that of another: *who has hosted more summits than …?*",
        "",
    ),
    (
        &["fewer than", "or more", "or fewer", "or less", "once", "twice", "times", "the fewest"],
        "how many of something there must be, or how often: *… with fewer than 5 members*, *who visited … at least 3 times?*",
        "",
    ),
    (
        &["according to", "from source", "mentioning", "mention", "mentions", "mentioned"],
        "only facts that somebody claims or publishes; from one source; whose text holds a phrase",
        "",
    ),
    (
        &["describe"],
        "what the base knows of a name, a noun or a verb, and what can be asked of it: *describe …*",
        "",
    ),
    (
        &["timeline of"],
        "every dated fact of a thing in order of time; a state where it began and where it ended",
        "",
    ),
    (&["connections between"], "the shortest chains of facts: *connections between … and …*", ""),
    (
        &["sources of", "conflicts in"],
        "the sources behind an answer; the things of which accounts contradict each other",
        "",
    ),
    (
        &["coverage of"],
        "what is declared to be recorded in full, so that *no* can be said: *coverage of …*",
        "",
    ),
    (&["gaps in"], "the periods between the periods of one state: *gaps in …*", ""),
    (
        &["why", "why not", "those", "them"],
        "*why 3* is what row 3 of the last answer rests on; *why not …* is the clause that leaves a thing out; *those* is \
         the last answer in the next query, as in *which of them …?*",
        "",
    ),
    (&["let"], "gives a value a name: *let $country = \"…\"*, then *… of $country*", ""),
    (&["explain"], "how a query is answered, step by step, with rows and times: *explain …*", ""),
    (&["define"], "adds a noun: *define newcomers as …*, *define partners of ?x as …*", ""),
    (&["pairs of"], "gives rows with one of each: *pairs of … by ?x and … by ?x*", ""),
    (&["followed"], "of a pair, what comes after the other: *pairs of … followed within 30 days by …*", ""),
];

/// What a closed word means.
pub(super) fn about(word: &str, store: &Store, width: usize) -> Option<String> {
    let word = word.to_lowercase();
    let (words, meaning, tail) = TOPICS.iter().find(|(words, _, _)| words.contains(&word.as_str()))?;
    let mut out = prose(&format!("{}: {meaning}", words.join(", ")), width);
    if let Some(query) = example(tail, store) {
        out += &prose(&format!("example: {query}"), width);
    }
    Some(out)
}

fn example(tail: &str, store: &Store) -> Option<String> {
    if tail.is_empty() {
        return None;
    }
    examples::of(store).first().map(|phrase| format!("{phrase} {tail}"))
}

/// The examples of all topics.
#[cfg(test)]
pub(super) fn examples(store: &Store) -> Vec<String> {
    TOPICS.iter().filter_map(|(_, _, tail)| example(tail, store)).collect()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::TOPICS;
    use crate::syntax;

    #[test]
    fn the_topics_are_the_words_of_the_grammar() {
        let here: BTreeSet<String> =
            TOPICS.iter().flat_map(|(words, _, _)| words.iter().map(|word| (*word).to_owned())).collect();
        let there: BTreeSet<String> = syntax::closed_words().collect();
        assert_eq!(here, there);
    }
}
