//! Sentences read and printed, with a small lexicon of its own: no vocabulary ships with this room.

use crate::text::{Classes, Known, Lexicon, PhraseMap};

use super::{Error, Failure, Node, Parser, Reader, Values, mark, parse, parse_with};

/// A lexicon from lists of words by class.
struct Words(PhraseMap<Classes>);

fn lexicon() -> Words {
    let lists = [
        (
            Classes::NAME,
            "Iran|SCO|BRICS|OPEC|Putin|Pezeshkian|Kazan|May|Theresa May|WHO|Trinidad and Tobago|Cuba|Russia|Japan|Kazan summit",
        ),
        (
            Classes::NOUN,
            "member|members|membership|memberships|statement|statements|visit|visits|trade|value|country|countries|president|presidents|speaker|weapons|organisations",
        ),
        (Classes::VERB, "joined|join|left|meet|met|say|visits"),
        (Classes::PARTICIPLE, "sought|joined|met"),
        (Classes::ADJECTIVE, "Iranian"),
        (Classes::GERUND, "joining"),
        (Classes::UNIT, "USD|US dollars|per cent"),
    ];
    let mut entries: Vec<(String, Classes)> = Vec::new();
    for (class, words) in lists {
        entries.extend(words.split('|').map(|word| (word.to_owned(), class)));
    }
    let mut map = PhraseMap::new();
    for (word, class) in entries {
        if let Some(classes) = map.get_or_insert_with(&word, || Classes::NONE) {
            *classes |= class;
        }
    }
    Words(map)
}

impl Lexicon for Words {
    fn longest(&self, words: &[&str]) -> Option<Known> {
        self.0.longest(words).map(|(words, classes)| Known { words, classes: *classes })
    }

    fn near(&self, word: &str, _: Classes, max: usize) -> Vec<String> {
        crate::text::suggest(word, ["members", "statements", "BRICS"], max)
    }
}

/// The canonical form, checked to read back as itself.
fn canonical(text: &str) -> String {
    let words = lexicon();
    let tree = parse(text, &words)
        .unwrap_or_else(|error| panic!("`{text}`: {error:?}\n{}", mark(text, &words).unwrap()));
    let printed = tree.to_string();
    let again = parse(&printed, &words).unwrap_or_else(|error| panic!("`{printed}`: {error:?}"));
    assert_eq!(again.to_string(), printed, "`{text}` does not print to a fixed point");
    printed
}

#[test]
#[expect(clippy::too_many_lines, reason = "a table of sentences")]
fn sentences_have_a_canonical_form() {
    for (text, expected) in [
        ("members of BRICS since 2024", "members of BRICS since 2024"),
        ("The members of the BRICS, since 2024?", "members of the BRICS since 2024"),
        ("BRICS members", "BRICS members"),
        ("Iran's memberships", "Iran's memberships"),
        ("Iranian statements since October 2024", "Iranian statements since October 2024"),
        ("members of Trinidad and Tobago and Cuba", "members of Trinidad and Tobago and Cuba"),
        ("statements by May in May 2018", "statements by May in May 2018"),
        ("statements by Theresa May on Oct 23, 2024", "statements by Theresa May on 23 October 2024"),
        ("members of WHO", "members of the WHO"),
        ("who joined BRICS since 2024?", "who joined BRICS since 2024"),
        ("is Iran a member of SCO as of 2022?", "is Iran a member of SCO as of 2022"),
        ("when did Iran join the SCO?", "when did Iran join the SCO"),
        ("which organisations has Iran joined?", "which organisations has Iran joined"),
        ("what did Putin say about Iran?", "what did Putin say about Iran"),
        ("where did Putin meet Pezeshkian?", "where did Putin meet Pezeshkian"),
        (
            "who is the president of Iran as of October 2024?",
            "who is the president of Iran as of October 2024",
        ),
        (
            "countries that joined BRICS since 2024 and left OPEC",
            "countries that joined BRICS since 2024 and left OPEC",
        ),
        ("members of SCO that are not members of BRICS", "members of SCO that are not members of BRICS"),
        (
            "which countries have been members of SCO since 2005?",
            "which countries have been members of SCO since 2005",
        ),
        ("countries that have never left OPEC", "countries that have never left OPEC"),
        (
            "statements by (members of BRICS or SCO) in the 1990s",
            "statements by (members of BRICS or SCO) in the 1990s",
        ),
        ("weapons sought by Iran", "weapons sought by Iran"),
        ("the first 5 visits by Putin", "first 5 visits by Putin"),
        ("count members of OPEC per year", "count members of OPEC per year"),
        (
            "statements by Putin sorted by date descending limit 3",
            "statements by Putin sorted by date descending limit 3",
        ),
        ("visits to Russia after the Kazan summit", "visits to Russia after the Kazan summit"),
        ("countries that joined BRICS after joining SCO", "countries that joined BRICS after joining SCO"),
        ("members of OPEC as known in 2017", "members of OPEC as known in 2017"),
        ("visits between 2020 and 2022", "visits between 2020 and 2022"),
        ("visits in the past 6 months # soon", "visits in the past 6 months"),
        (
            "statements mentioning \"strategic partnership\"",
            "statements mentioning \"strategic partnership\"",
        ),
        ("former members of OPEC", "former members of OPEC"),
        ("visits that began in 2014", "visits that began in 2014"),
        (
            "statements by ?Who to ?land where ?who is not Putin",
            "statements by ?who to ?land where ?who is not Putin",
        ),
        (
            "statements by ?who where ?who is a member of BRICS since 2024 and ?who joined SCO",
            "statements by ?who where ?who is a member of BRICS since 2024 and ?who joined SCO",
        ),
        (
            "pairs of visits by ?x to Japan and statements by ?x",
            "pairs of visits by ?x to Japan and statements by ?x",
        ),
        (
            "count pairs of (visits by ?x) and (visits by ?y)?",
            "count pairs of (visits by ?x) and (visits by ?y)",
        ),
        (
            "define Visitors of ?x as members of BRICS that visits ?x",
            "define visitors of ?x as members of BRICS that visits ?x",
        ),
        (
            "define newcomer/newcomers as members of BRICS since 2024.",
            "define newcomer/newcomers as members of BRICS since 2024",
        ),
        (
            "define country visits of ?x with ?y as visits by ?x",
            "define country visits of ?x with ?y as visits by ?x",
        ),
        ("which members left OPEC before 2020", "which members left OPEC before 2020"),
        ("trade above $3bn", "trade over $3 billion"),
        ("trade with Iran worth more than 2,500.50 US dollars", "trade with Iran over 2,500.5 US dollars"),
        ("trade below 10 % in 2020", "trade under 10% in 2020"),
        ("trade at least 4.5m and less than 10 per cent", "trade at least 4.5 million and under 10 per cent"),
        ("trade of exactly 3 billion", "trade of exactly 3 billion"),
        ("trade of 2000 USD", "trade of exactly 2,000 USD"),
        ("trade of 2000", "trade in 2000"),
        ("trade between $3 and 5 billion", "trade between $3 billion and $5 billion"),
        ("trade between Iran and Russia between 3 and 5", "trade between Iran and Russia between 3 and 5"),
        ("trade between 2000 and 2010", "trade between 2000 and 2010"),
        ("trade between 2000 and 3000 USD", "trade between 2,000 USD and 3,000 USD"),
        ("statements about Iran", "statements about Iran"),
        (
            "the total, average and median value of trade per year",
            "total, average and median value of trade per year",
        ),
        ("largest value of trade sorted by highest", "highest value of trade sorted by highest"),
        ("earliest and latest dates of visits per speaker", "first and last date of visits per speaker"),
        ("first 1 visit", "first visit"),
        ("the top 3 members of OPEC by count", "top 3 members of OPEC sorted by count descending"),
        ("count statements per speaker per year top 5", "count statements per speaker per year top 5"),
        ("members of SCO at the end of each year", "members of SCO at the end of each year"),
        ("statements show parties, date limit 3", "statements show parties, date limit 3"),
    ] {
        assert_eq!(canonical(text), expected, "`{text}`");
    }
}

#[test]
fn queries_about_one_thing_and_the_answer_have_a_canonical_form() {
    for (text, expected) in [
        ("Describe the Kazan summit.", "describe Kazan summit"),
        ("describe members", "describe members"),
        ("describe joined", "describe joined"),
        ("describe \"iran\"", "describe \"iran\""),
        ("timeline of Iran in 2024", "timeline of Iran in 2024"),
        (
            "timeline of (members of SCO) since 2020 sorted by date descending limit 5",
            "timeline of (members of SCO) since 2020 sorted by date descending limit 5",
        ),
        ("connections between Iran and Japan since 2020?", "connections between Iran and Japan since 2020"),
        (
            "connections between Putin and (members of SCO) limit 3",
            "connections between Putin and (members of SCO) limit 3",
        ),
        ("sources of statements by Putin", "sources of statements by Putin"),
        ("sources of those", "sources of those"),
        ("conflicts in possibly memberships of Iran", "conflicts in possibly memberships of Iran"),
        ("coverage of BRICS membership limit 3", "coverage of BRICS membership limit 3"),
        ("gaps in possibly memberships of Iran limit 3", "gaps in possibly memberships of Iran limit 3"),
        ("why 3?", "why 3"),
        ("why", "why"),
        ("why not the WHO", "why not the WHO"),
        ("those since 2024", "those since 2024"),
        ("statements by those", "statements by those"),
        ("count those", "count those"),
        ("let $country = \"Iran\"", "let $country = \"Iran\""),
        ("let $club = (members of BRICS)", "let $club = (members of BRICS)"),
        ("let $members = Oct 2024", "let $members = October 2024"),
        ("explain who joined BRICS since 2024?", "explain who joined BRICS since 2024"),
        ("explain timeline of Iran limit 3", "explain timeline of Iran limit 3"),
    ] {
        assert_eq!(canonical(text), expected, "`{text}`");
    }
}

#[test]
fn values_stand_where_their_names_do() {
    let words = lexicon();
    let values = Values::from([
        ("club".to_owned(), "(members of SCO)".to_owned()),
        ("year".to_owned(), "2024".to_owned()),
    ]);
    let read = |text: &str| parse_with(text, &words, &values);
    let tree = read("visits by $club since $year").unwrap();
    assert_eq!(tree.to_string(), "visits by (members of SCO) since 2024");
    // An error in what follows points at what was typed.
    let Err(Error::UnknownWord { span, .. }) = read("visits by $club sinc $year") else {
        panic!("a misspelt keyword was read")
    };
    assert_eq!((span.start, span.end), (16, 20));
    assert!(matches!(read("visits by $clup"), Err(Error::UnknownVariable { near, .. }) if near == ["club"]));
    assert!(read("explain explain members of SCO").is_err());
}

#[test]
fn refused_dates_say_what_they_could_mean() {
    let words = lexicon();
    let error = |text: &str| parse(text, &words).unwrap_err();
    assert!(matches!(error("statements since 01/04/18"), Error::SlashedDate { meant, .. }
        if meant == ["1 April 2018", "4 January 2018"]));
    assert!(matches!(error("statements in May"), Error::WhichYear { written, .. } if written == "May"));
    assert!(matches!(error("statements on 30 February 2024"), Error::NoSuchDay { .. }));
    assert!(matches!(error("the 7rd visit by Putin"), Error::OrdinalEnding { meant, .. } if meant == "7th"));
    assert!(matches!(error("visits between 2024 and 2020"), Error::ReversedSpan { .. }));
    assert!(matches!(error("trade between $5 billion and $3 billion"), Error::ReversedAmounts { .. }));
    assert!(matches!(error(&format!("trade over {}", "9".repeat(50))), Error::NumberTooLarge { .. }));
}

#[test]
fn unknown_words_are_pointed_at_with_the_nearest() {
    let words = lexicon();
    let Err(Error::UnknownWord { word, tries, .. }) = parse("members of BRICS sinc 2024", &words) else {
        panic!("a misspelt keyword was read")
    };
    assert_eq!((word.as_str(), tries), ("sinc", vec!["members of BRICS since 2024".to_owned()]));
}

#[test]
fn limits_have_their_own_errors() {
    let words = lexicon();
    assert_eq!(parse("  # nothing", &words), Err(Error::Empty));
    assert!(matches!(parse(&"a".repeat(20_000), &words), Err(Error::TooLong { .. })));
    assert!(matches!(parse(&"(".repeat(500), &words), Err(Error::TooDeep { .. })));
    assert!(matches!(parse("members of \"BRICS", &words), Err(Error::OpenQuote { .. })));
    assert!(matches!(parse("statements by (members of SCO", &words), Err(Error::OpenBracket { .. })));
    let nested = format!("{}members of BRICS{}", "(".repeat(90), ")".repeat(90));
    assert!(parse(&nested, &words).is_ok());
}

#[test]
fn where_only_what_must_not_stand_is_known_the_word_is_shown() {
    let text = "are every of SCO";
    let error = parse(text, &lexicon()).expect_err("nothing is asked about");
    let Error::Unexpected { word, span, expected } = &error else { panic!("{error:?}") };
    assert_eq!((word.as_str(), span.of(text), expected.len()), ("SCO", "SCO", 0));
    let report = error.report();
    assert_eq!((report.message.as_str(), report.help), ("`SCO` cannot stand here", None));
}

/// A parser that gives up on anything.
#[derive(Debug)]
struct GivesUp;

impl Parser for GivesUp {
    fn parse(&self, _: &str, _: &str) -> Result<Node, Failure> {
        Err(Failure { at: 0, expected: Vec::new(), gave_up: true })
    }

    fn closed_words(&self) -> &[String] {
        &[]
    }
}

#[test]
fn what_takes_too_many_steps_is_said_to() {
    let reader = Reader { parser: &GivesUp, lexicon: &lexicon(), values: &Values::new() };
    assert_eq!(reader.parse("members of BRICS"), Err(Error::TooComplex));
}
