//! English as the program writes it: counts, lists, articles, ordinals, durations.
//!
//! In: numbers and words. Out: phrases for sentences. Absent: whole sentences, which belong to the stage that
//! says them; and other languages.

use std::time::Duration;

pub use super::number::{amount, number};

/// A count with its noun, in the plural unless it is one: `1 row`, `4 rows`, `1,204 countries`.
pub fn plural(n: usize, noun: &str) -> String {
    counted(n, noun, &plural_of(noun))
}

/// A count with a noun whose plural is given: `1 person`, `4 people`.
pub fn counted(n: usize, singular: &str, plural: &str) -> String {
    format!("{} {}", number(n), if n == 1 { singular } else { plural })
}

/// The regular plural of a noun: `row` to `rows`, `country` to `countries`, `class` to `classes`.
pub fn plural_of(noun: &str) -> String {
    let vowel_y = ["ay", "ey", "oy", "uy"].iter().any(|end| noun.ends_with(end));
    if let Some(stem) = noun.strip_suffix('y').filter(|_| !vowel_y) {
        return format!("{stem}ies");
    }
    let hissing = ["s", "x", "z", "ch", "sh"].iter().any(|end| noun.ends_with(end));
    format!("{noun}{}", if hissing { "es" } else { "s" })
}

/// Plurals that many nouns end in, with their singulars.
const IRREGULAR: [(&str, &str); 5] =
    [("children", "child"), ("women", "woman"), ("men", "man"), ("people", "person"), ("wives", "wife")];

/// The singular of a noun that looks like a plural, `None` for what does not: `rows` to `row`, `countries` to
/// `country`, `classes` to `class`, `grandchildren` to `grandchild`; `class` and `circle` are none.
pub fn singular_of(noun: &str) -> Option<String> {
    if let Some((stem, singular)) =
        IRREGULAR.iter().find_map(|(plural, singular)| Some((noun.strip_suffix(plural)?, singular)))
    {
        return Some(format!("{stem}{singular}"));
    }
    let stem = noun.strip_suffix('s').filter(|stem| !stem.is_empty() && !stem.ends_with(['s', 'u', 'i']))?;
    if let Some(stem) = stem.strip_suffix("ie").filter(|stem| stem.len() > 1) {
        return Some(format!("{stem}y"));
    }
    let hissing = ["se", "xe", "tze", "zze", "che", "she"].iter().any(|end| stem.ends_with(end));
    let long =
        stem.strip_suffix('e').filter(|short| hissing && (!short.ends_with('s') || short.ends_with("ss")));
    Some(long.unwrap_or(stem).to_owned())
}

/// A list in a sentence: `a`, `a and b`, `a, b and c`; empty for no items.
pub fn list<S: AsRef<str>>(items: &[S], conjunction: &str) -> String {
    let items: Vec<&str> = items.iter().map(AsRef::as_ref).collect();
    match items.as_slice() {
        [] => String::new(),
        [only] => (*only).to_owned(),
        [first @ .., last] => format!("{} {conjunction} {last}", first.join(", ")),
    }
}

/// An ordinal in figures: `1st`, `2nd`, `13th`, `1,021st`.
pub fn ordinal(n: usize) -> String {
    let ending = match (n % 100, n % 10) {
        (11..=13, _) => "th",
        (_, 1) => "st",
        (_, 2) => "nd",
        (_, 3) => "rd",
        _ => "th",
    };
    format!("{}{ending}", number(n))
}

/// An ordinal in words up to twelve, in figures beyond: `second`, `13th`.
pub fn ordinal_word(n: usize) -> String {
    let word = n.checked_sub(1).and_then(|at| ORDINALS.get(at));
    word.map_or_else(|| ordinal(n), |word| (*word).to_owned())
}

/// The number of an ordinal in words or figures, in any case: `second`, `2nd`, `21st`; not `2th`.
pub fn parse_ordinal(text: &str) -> Option<usize> {
    let text = text.to_ascii_lowercase();
    if let Some(at) = ORDINALS.iter().position(|word| *word == text) {
        return Some(at + 1);
    }
    let digits = text.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let n = digits.parse().ok()?;
    (n > 0 && ordinal(n).replace(',', "") == text).then_some(n)
}

/// A cardinal in words up to twelve, in figures beyond: `four`, `13`.
pub fn number_word(n: usize) -> String {
    CARDINALS.get(n).map_or_else(|| number(n), |word| (*word).to_owned())
}

/// The number of a cardinal in words from `zero` to `twelve`, in any case.
pub fn parse_number_word(word: &str) -> Option<usize> {
    CARDINALS.iter().position(|cardinal| cardinal.eq_ignore_ascii_case(word))
}

/// The indefinite article that goes before a word, by its sound as far as the spelling tells: `an`
/// Iranian, `a` Ugandan, `an` hour, `an` SCO member, `a` UN body, `an` 8.
pub fn article(word: &str) -> &'static str {
    if begins_with_vowel_sound(word) { "an" } else { "a" }
}

/// The text with its first letter as a capital.
pub fn capitalise(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

/// The possessive of a name, as news agencies write it: `Iran's`, `the United States'`.
pub fn possessive(name: &str) -> String {
    format!("{name}{}", if name.ends_with(['s', 'S']) { "'" } else { "'s" })
}

/// A name in backticks, as messages show what was typed, control characters made visible.
pub fn quote(name: &str) -> String {
    format!("`{}`", super::escape_controls(name))
}

/// How long something took, as people say it: `under 1 ms`, `3 ms`, `1.2 s`, `75 s`, `3 min`, `2 h 5 min`.
pub fn duration(time: Duration) -> String {
    let (millis, seconds) = (time.as_millis(), time.as_secs());
    match millis {
        0 => "under 1 ms".to_owned(),
        1..=999 => format!("{millis} ms"),
        // Tenths are cut, not rounded: 9.96 s is not yet ten.
        1_000..=9_999 => format!("{seconds}.{} s", millis % 1_000 / 100),
        10_000..=119_999 => format!("{seconds} s"),
        120_000..=3_599_999 => format!("{} min", seconds / 60),
        _ if seconds / 60 % 60 == 0 => format!("{} h", number(seconds / 3600)),
        _ => format!("{} h {} min", number(seconds / 3600), seconds / 60 % 60),
    }
}

const CARDINALS: [&str; 13] = [
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
];

const ORDINALS: [&str; 12] = [
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth",
    "eleventh", "twelfth",
];

/// Written with a vowel, spoken with a consonant.
const SPOKEN_YOU: [&str; 12] =
    ["eu", "ew", "uni", "use", "usu", "usa", "ukr", "uga", "uru", "ura", "uti", "uto"];
/// Written with one of the above, spoken with a vowel all the same.
const NOT_YOU: [&str; 3] = ["unim", "unin", "unid"];
const SILENT_H: [&str; 4] = ["hour", "honest", "honour", "heir"];

fn begins_with_vowel_sound(word: &str) -> bool {
    let first = word.split(|c: char| c.is_whitespace() || c == '-').next().unwrap_or_default();
    let letters: String = super::fold(first).chars().filter(|c| c.is_alphanumeric()).collect();
    let starts = |table: &[&str]| table.iter().any(|start| letters.starts_with(start));
    if letters.starts_with(|c: char| c.is_ascii_digit()) {
        let thousands = letters.bytes().filter(u8::is_ascii_digit).count() % 3 == 2;
        return letters.starts_with('8') || (thousands && starts(&["11", "18"]));
    }
    let capitals = first.chars().filter(|c| c.is_alphabetic()).all(char::is_uppercase);
    let vowelless = !letters.chars().skip(1).any(|c| "aeiouy".contains(c));
    if capitals && (letters.len() <= 3 || vowelless) {
        return letters.starts_with(|c| "aefhilmnorsx".contains(c));
    }
    if letters == "one" || letters == "once" || (starts(&SPOKEN_YOU) && !starts(&NOT_YOU)) {
        return false;
    }
    letters.starts_with(|c| "aeiou".contains(c)) || starts(&SILENT_H)
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::{
        article, capitalise, counted, duration, list, number_word, ordinal, ordinal_word, parse_number_word,
        parse_ordinal, plural, plural_of, possessive, quote,
    };

    #[test]
    fn counts() {
        assert_eq!(plural(0, "row"), "0 rows");
        assert_eq!(plural(1, "row"), "1 row");
        assert_eq!(plural(1204, "country"), "1,204 countries");
        assert_eq!(counted(1, "person", "people"), "1 person");
        assert_eq!(counted(2, "person", "people"), "2 people");
        assert_eq!(
            [plural_of("day"), plural_of("class"), plural_of("search")],
            ["days", "classes", "searches"]
        );
    }

    #[test]
    fn lists() {
        assert_eq!(list::<&str>(&[], "and"), "");
        assert_eq!(list(&["a"], "and"), "a");
        assert_eq!(list(&["a", "b"], "or"), "a or b");
        assert_eq!(list(&["a", "b", "c"], "and"), "a, b and c");
    }

    #[test]
    fn ordinals_and_cardinals() {
        for (n, figures) in
            [(1, "1st"), (2, "2nd"), (3, "3rd"), (11, "11th"), (112, "112th"), (1021, "1,021st")]
        {
            assert_eq!(ordinal(n), figures);
        }
        assert_eq!(ordinal_word(2), "second");
        assert_eq!(ordinal_word(13), "13th");
        assert_eq!(ordinal_word(0), "0th");
        assert_eq!(number_word(12), "twelve");
        assert_eq!(parse_number_word("Five"), Some(5));
        assert_eq!(parse_number_word("many"), None);
        for (text, n) in [
            ("2nd", Some(2)),
            ("Second", Some(2)),
            ("21ST", Some(21)),
            ("2th", None),
            ("0th", None),
            ("th", None),
            ("x", None),
        ] {
            assert_eq!(parse_ordinal(text), n, "{text}");
        }
    }

    #[test]
    fn articles_follow_the_sound() {
        for word in [
            "Iranian",
            "hour",
            "SCO member",
            "EU body",
            "OPEC member",
            "8",
            "18th",
            "uninvited",
            "Uzbek",
            "Émigré",
            "IAEA",
        ] {
            assert_eq!(article(word), "an", "{word}");
        }
        for word in [
            "Russian",
            "Ugandan",
            "Ukrainian",
            "UN body",
            "UAE",
            "USSR",
            "European",
            "one-sided",
            "union",
            "house",
            "100",
            "1800",
            "",
        ] {
            assert_eq!(article(word), "a", "{word}");
        }
    }

    #[test]
    fn small_words() {
        assert_eq!(capitalise("états"), "États");
        assert_eq!(capitalise(""), "");
        assert_eq!(possessive("Iran"), "Iran's");
        assert_eq!(possessive("the United States"), "the United States'");
        assert_eq!(quote("a\u{1b}"), "`a␛`");
    }

    #[test]
    fn durations_as_said() {
        for (millis, said) in [
            (0, "under 1 ms"),
            (3, "3 ms"),
            (999, "999 ms"),
            (1_250, "1.2 s"),
            (12_900, "12 s"),
            (75_000, "75 s"),
            (180_000, "3 min"),
            (7_200_000, "2 h"),
            (7_500_000, "2 h 5 min"),
        ] {
            assert_eq!(duration(Duration::from_millis(millis)), said);
        }
    }
}
