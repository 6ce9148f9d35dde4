//! Numbers in figures as people read them.
//!
//! In: integers and floating-point amounts. Out: figures with thousands separators and without the noise of
//! binary fractions. Absent: units, rounding that anyone could miss.

use std::fmt::Display;

/// A number with a comma between thousands: `461,329`, `-1,204.5`. Takes whatever shows itself as plain
/// decimal figures; anything else stays as it is.
pub fn number(n: impl Display) -> String {
    let text = n.to_string();
    let (sign, figures) = text.strip_prefix('-').map_or(("", text.as_str()), |figures| ("-", figures));
    let (whole, fraction) = figures.split_at(figures.find('.').unwrap_or(figures.len()));
    if !whole.bytes().all(|b| b.is_ascii_digit()) {
        return text;
    }
    let mut grouped = String::with_capacity(text.len() + whole.len() / 3);
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    format!("{sign}{grouped}{fraction}")
}

/// A floating-point amount with a comma between thousands, to twelve significant digits, which drops the
/// noise of binary fractions: `0.3` for 0.1 + 0.2. From 10^15 and below 10^-9 with a power of ten
/// (`1.5e20`).
pub fn amount(value: f64) -> String {
    if value.is_nan() {
        return "not a number".to_owned();
    }
    if value.is_infinite() {
        return if value > 0.0 { "∞" } else { "-∞" }.to_owned();
    }
    let rounded: f64 = format!("{value:.11e}").parse().unwrap_or(value);
    if rounded == 0.0 {
        return "0".to_owned();
    }
    if rounded.abs() >= 1e15 || rounded.abs() < 1e-9 { format!("{rounded:e}") } else { number(rounded) }
}

#[cfg(test)]
mod tests {
    use super::{amount, number};

    #[test]
    fn thousands_are_set_apart() {
        assert_eq!(number(461_329), "461,329");
        assert_eq!(number(999), "999");
        assert_eq!(number(-1_000_000_i64), "-1,000,000");
        assert_eq!(number(u64::MAX), "18,446,744,073,709,551,615");
        assert_eq!(number(12345.678), "12,345.678");
        assert_eq!(number("about 5000"), "about 5000");
    }

    #[test]
    fn amounts_have_no_noise() {
        for (value, text) in [
            (0.1 + 0.2, "0.3"),
            (96.0, "96"),
            (1_234_567.891, "1,234,567.891"),
            (-0.0, "0"),
            (1e-320, "1e-320"),
            (3.3 * 3.0, "9.9"),
            (1.5e20, "1.5e20"),
            (f64::NAN, "not a number"),
            (f64::NEG_INFINITY, "-∞"),
            (1e300, "1e300"),
            (-2500.5, "-2,500.5"),
        ] {
            assert_eq!(amount(value), text);
        }
    }
}
