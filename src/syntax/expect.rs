//! What the grammar expected, in English.
//!
//! In: names of rules, from a failed parse. Out: short English phrases, the likeliest first, never
//! the name of a rule. Absent: places and words; `error` has those.

/// The most expectations that one message lists.
const SHOWN: usize = 5;

/// Rules by what a person would call them, in the order in which a message lists them. Rules that
/// stand for the same thing share a line.
const NAMES: &[(&str, &[&str])] = &[
    (
        "a noun such as `members`",
        &[
            "anchor",
            "distinct",
            "noun",
            "noun_phrase",
            "foremost_noun",
            "dated_noun",
            "compound",
            "premodifier",
            "operand",
            "phrase",
        ],
    ),
    (
        "a name",
        &[
            "anchor",
            "operand",
            "phrase",
            "name",
            "named",
            "possessive",
            "object",
            "object_again",
            "subject",
            "be_subject",
            "dated",
            "pick_ahead",
            "picked_end",
            "complement",
            "placed_subject",
            "amount",
            "described",
            "those",
            "those_of",
            "clause_subject",
            "possessed",
            "gap_subject",
            "pronoun",
            "asked_too",
            "kept_subject",
            "moment",
            "moment_named",
        ],
    ),
    (
        "a verb",
        &[
            "verb",
            "perfect",
            "turned",
            "served",
            "turning",
            "predicate",
            "bare_predicate",
            "predicate_again",
            "do_predicate",
            "foremost_predicate",
            "gap_said",
            "owning",
            "includes",
            "have_predicate",
            "be_predicate",
            "inverted",
            "be_inverted",
            "be_placed",
            "have_inverted",
            "do_inverted",
            "did_then",
        ],
    ),
    (
        "a date such as `2024` or `23 October 2024`",
        &[
            "anchor",
            "date",
            "iso_date",
            "day_month_year",
            "month_day_year",
            "month_year",
            "quarter_year",
            "season_year",
            "decade_years",
            "year",
            "relative_date",
            "ago",
            "bare_month",
            "slashed",
            "decade",
            "quarter",
            "season",
            "past_units",
            "which_unit",
            "which_way",
            "moved_date",
            "part_date",
            "whole_date",
            "half_year",
            "century_years",
            "half",
            "part",
        ],
    ),
    ("a year", &["year_only"]),
    ("a month", &["month"]),
    (
        "a preposition such as `of`",
        &[
            "preposition_tail",
            "only_preposition",
            "name_tail",
            "name_last",
            "preposition",
            "stranded",
            "longer_word",
            "time_ahead",
            "placed",
        ],
    ),
    (
        "a time such as `since 2024`",
        &[
            "time_tail",
            "known",
            "clock",
            "late_time",
            "as_of",
            "span",
            "limit_of_state",
            "at_date",
            "related",
            "time_word",
            "limit_word",
            "onward",
            "by_date",
            "same_unit",
            "near",
            "moved",
            "lasting",
            "time_clause",
            "time_adverb",
            "bare_time",
            "date_again",
            "dated_phrase",
            "early_time",
            "fronted",
            "occasion",
            "event_span",
            "span_to",
        ],
    ),
    (
        "`and`",
        &[
            "joined",
            "conjunction",
            "named_too",
            "names_before",
            "names_before_verb",
            "names_before_said",
            "owners",
            "opposed",
            "noun_alone",
            "no_noun",
            "noun_before",
        ],
    ),
    ("`that`", &["relative", "object_relative", "next_relative", "no_object"]),
    ("`to`", &["infinitive", "to_mention"]),
    ("`whose`", &["whose", "one_end"]),
    ("`not`", &["negation", "asked_not", "short_not", "short_is", "short_are", "short_have"]),
    ("a verb in -ing", &["gerund", "gerund_clause", "gerund_alone", "becoming"]),
    ("a participle", &["participle", "participle_tail", "passive"]),
    ("`according to`", &["according", "from_source"]),
    ("`mentioning`", &["mentioning"]),
    ("a word to look for", &["searched", "term", "last_term", "next_term", "said_or_when"]),
    ("`or`", &["search_word"]),
    ("`but not`", &["left_out"]),
    (
        "a noun, a name or a question",
        &[
            "sentence",
            "query",
            "listing",
            "yes_no",
            "placed_question",
            "adverbial_question",
            "object_question",
            "occasion_question",
            "unit_question",
            "when_and_where",
            "asked_in_force",
            "asked_figure",
            "adverbial_had",
            "asked_when",
            "units_asked",
            "asked_day",
            "having",
            "asked",
            "adverbial",
            "questioned",
            "wh",
            "counting",
            "asking_amount",
            "measuring",
            "measures",
            "measure",
            "date_measures",
            "date_measure",
            "certainty",
            "about",
            "let_value",
            "explained",
            "describe",
            "timeline",
            "connections",
            "sources_of",
            "conflicts",
            "coverage",
            "gaps",
            "why",
            "why_not",
            "date_question",
            "time_between",
            "how_far",
            "existence",
            "any_had",
            "happened",
            "polite",
            "request",
            "asking_date",
            "moved_from",
            "move",
        ],
    ),
    ("a variable such as `?who`", &["query_variable"]),
    ("`where`", &["where_tail"]),
    ("a condition such as `?who is not …`", &["condition", "next_condition"]),
    (
        "a definition",
        &[
            "definition",
            "definition_head",
            "defined_noun",
            "defined_word",
            "parameter",
            "pairs",
            "paired",
            "paired_too",
        ],
    ),
    ("`followed by`", &["followed"]),
    ("a number", &["number", "day_number", "ordinal", "pick", "how_many", "ordinal_word", "later_ordinal"]),
    ("a length such as `30 days`", &["length", "measured", "small_number", "comparison", "longer"]),
    ("a unit such as `year`", &["unit"]),
    ("a value such as `\"Iran\"`", &["value"]),
    ("a variable such as `$country`", &["variable"]),
    ("`per year`", &["per", "per_again"]),
    ("`top 10`", &["top", "the_most", "the_longest", "longest_time", "by_count"]),
    ("`and when`", &["and_when"]),
    ("`sorted by`", &["sorted", "in_order", "by_name", "by_time"]),
    ("a column such as `date`", &["column", "bare_word"]),
    ("`descending`", &["direction"]),
    ("`limit 10`", &["limit", "limited", "show"]),
    ("a quoted text", &["text", "bare_text"]),
    ("a source's id", &["source_id"]),
    ("a comparison such as `over $3 billion`", &["compared", "comparator", "compares"]),
    (
        "an amount such as `$3 billion`",
        &["exact", "amounts", "figured", "sized", "worth", "figure", "broken_figure"],
    ),
    ("a unit such as `%`", &["counted_in", "unit_word", "unit_symbol", "scale", "short_scale"]),
    (
        "a word",
        &[
            "determiner",
            "article_before",
            "contact_relative",
            "contact_subject",
            "contact_ahead",
            "name_ahead",
            "joining_ahead",
            "said_ahead",
            "said_next",
            "numbered",
            "number_test",
            "or_more",
            "the_most_of",
            "repeated",
            "times",
            "asked_next",
            "dated_after",
            "taking_place",
            "made_thing",
            "not_in_force",
            "later",
            "not_so",
            "gap_word",
            "bracket",
            "standing",
            "adjective",
            "adverb",
            "late_adverb",
            "there_are",
            "be",
            "have",
            "do",
            "apostrophe",
            "boundary",
            "gap",
            "word_character",
            "last_comment",
            "word_ahead",
            "figure_ahead",
            "more_ahead",
            "inside",
            "WHITESPACE",
        ],
    ),
];

/// The expectations in English, without repetition; the end of the query comes last.
pub fn in_english(rules: &[String]) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for (name, members) in NAMES {
        if *name != "a word" && rules.iter().any(|rule| members.contains(&rule.as_str())) {
            found.push((*name).to_owned());
        }
    }
    // What may begin a query is nothing new beside its parts.
    if found.iter().any(|name| name.starts_with("a noun such as")) {
        found.retain(|name| name != "a noun, a name or a question");
    }
    // Where a name may stand, most words are no figures.
    let named = found.iter().any(|name| name == "a name");
    found.retain(|name| !named || !name.starts_with("an amount") && !name.starts_with("a comparison"));
    // `the` may stand nearly anywhere, so it says nothing; `neither` and `mentions` stand wherever a name or a verb may.
    let keywords = rules.iter().filter_map(|rule| rule.strip_prefix("kw_"));
    let keywords = keywords.filter(|word| {
        !["the", "each", "every", "neither", "no", "mention", "mentions", "mentioned"].contains(word)
            && (!named || *word != "exactly")
    });
    let keywords: Vec<String> = keywords.map(|word| format!("`{}`", word.replace('_', " "))).collect();
    // What stands as an example already is said.
    let said = |word: &String| found.iter().any(|name| name.ends_with(&format!("such as {word}")));
    let keywords: Vec<String> = keywords.into_iter().filter(|word| !said(word)).take(SHOWN).collect();
    found.extend(keywords);
    found.truncate(SHOWN);
    if rules.iter().any(|rule| rule == "EOI") {
        found.push("the end".to_owned());
    }
    found
}

/// Whether messages have a name for a rule: its own word, or one of the names above. The end needs none.
pub fn has_name(rule: &str) -> bool {
    rule.starts_with("kw_") || NAMES.iter().any(|(_, members)| members.contains(&rule))
}

#[cfg(test)]
mod tests;
