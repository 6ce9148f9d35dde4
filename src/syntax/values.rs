//! `$name` in a query gives way to its value before any word is marked.
//!
//! In: a normalised query, and what each name stands for. Out: the query with the values in place; every
//! character of a value leads back to its `$name`. Absent: where values come from (the caller keeps them).
//!
//! A value is a date, a number, a name, a quoted text or a phrase in brackets, so that no value can change
//! the structure of the query around it.

use std::collections::BTreeMap;

use super::error::Error;
use super::grammar::Compiled;
use super::parser::Parser;
use crate::text::{Normalised, Span, suggest};

/// What each name (without its `$`) stands for, as a query would write it.
pub type Values = BTreeMap<String, String>;

/// A value from outside as a query writes it: a date or a number as it is, anything else in quotes, so that
/// it stays one name or one text whatever it holds.
pub fn from_outside(raw: &str) -> String {
    let raw = raw.trim();
    let number = !raw.is_empty() && raw.bytes().all(|byte| byte.is_ascii_digit());
    let parser: &dyn Parser = &Compiled;
    if number || parser.date_length(raw) == Some(raw.len()) {
        return raw.to_owned();
    }
    format!("\"{}\"", raw.replace('"', " ").trim())
}

/// How many bytes of the text are a name of a value.
pub(super) fn name_length(text: &str) -> usize {
    if !text.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return 0;
    }
    text.bytes().take_while(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_')).count()
}

/// Puts the values in their places, but for the name that a `let` gives.
pub(super) fn fill(normal: Normalised, values: &Values) -> Result<Normalised, Error> {
    if !normal.text.contains('$') {
        return Ok(normal);
    }
    let text = normal.text.clone();
    let mut places = places(&text);
    if is_let(&text, &places) {
        places.remove(0);
    }
    let mut replaced = Vec::new();
    for place in places {
        let name = &text[place.start + 1..place.end];
        let value = values.get(name).ok_or_else(|| Error::UnknownVariable {
            name: name.to_owned(),
            near: suggest(name, values.keys().map(String::as_str), 3),
            span: normal.original_span(place),
        })?;
        replaced.push((place, value.as_str()));
    }
    Ok(normal.with(&replaced))
}

/// Where values are named, outside of quotes and comments.
fn places(text: &str) -> Vec<Span> {
    let mut found = Vec::new();
    let (mut quoted, mut comment, mut before) = (false, false, ' ');
    for (at, c) in text.char_indices() {
        match c {
            '"' if !comment => quoted = !quoted,
            '#' if !quoted => comment = true,
            '\n' => comment = false,
            '$' if !quoted && !comment && !before.is_alphanumeric() => {
                let length = name_length(&text[at + 1..]);
                if length > 0 {
                    found.push(Span::new(at, at + 1 + length));
                }
            }
            _ => {}
        }
        before = c;
    }
    found
}

/// Whether the first of them is the name that a `let` gives a value.
fn is_let(text: &str, places: &[Span]) -> bool {
    places.first().is_some_and(|first| text[..first.start].trim().eq_ignore_ascii_case("let"))
}

#[cfg(test)]
mod tests {
    use super::{Error, Values, fill, from_outside};
    use crate::text::{Span, normalise};

    #[test]
    fn values_stand_in_place_and_lead_back() {
        let values = Values::from([("country".to_owned(), "\"Côte d'Ivoire\"".to_owned())]);
        let typed = "visits to $country since “$country” # $x";
        let filled = fill(normalise(typed), &values).unwrap();
        assert_eq!(filled.text, "visits to \"Côte d'Ivoire\" since \"$country\" # $x");
        let at = filled.text.find("Ivoire").unwrap();
        assert_eq!(filled.original_span(Span::new(at, at + 6)).of(typed), "$country");
        let at = filled.text.find("since").unwrap();
        assert_eq!(filled.original_span(Span::new(at, at + 5)).of(typed), "since");
    }

    #[test]
    fn unknown_values_are_pointed_at_and_a_let_names_its_own() {
        let values = Values::from([("country".to_owned(), "Iran".to_owned())]);
        let error = fill(normalise("visits to $contry"), &values).unwrap_err();
        let expected = Error::UnknownVariable {
            name: "contry".to_owned(),
            near: vec!["country".to_owned()],
            span: Span::new(10, 17),
        };
        assert_eq!(error, expected);
        assert_eq!(fill(normalise("let $x = $country"), &values).unwrap().text, "let $x = Iran");
        assert_eq!(
            fill(normalise("trade above $3 billion"), &values).unwrap().text,
            "trade above $3 billion"
        );
    }

    #[test]
    fn values_from_outside_stay_one_thing() {
        for (raw, written) in [
            ("Iran", "\"Iran\""),
            ("Iran or Russia", "\"Iran or Russia\""),
            ("Iran\" or \"Russia", "\"Iran  or  Russia\""),
            ("2024", "2024"),
            ("23 October 2024", "23 October 2024"),
            ("42", "42"),
        ] {
            assert_eq!(from_outside(raw), written);
        }
    }
}
