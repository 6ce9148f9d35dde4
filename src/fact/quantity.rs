//! Figures: an amount, how sure it is, and its unit.
//!
//! In: text such as `over 4 billion USD`, `$3 billion`, `96 %`. Out: [`Quantity`], and text again.
//! Absent: which units exist; the caller looks them up.

use std::fmt;

use super::{Unit, UnitId};
use crate::text::Span;

/// How an amount bounds the true figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Comparator {
    /// The figure itself.
    #[default]
    Exactly,
    /// The true figure is larger.
    Over,
    /// The true figure is smaller.
    Under,
    /// The true figure is near.
    About,
    /// The true figure is this or larger.
    AtLeast,
    /// The true figure is this or smaller.
    AtMost,
}

impl Comparator {
    /// The words that open a quantity, each word in lower case; the first of each comparator is printed.
    const WORDS: [(&'static str, Comparator); 12] = [
        ("over", Comparator::Over),
        ("under", Comparator::Under),
        ("about", Comparator::About),
        ("at least", Comparator::AtLeast),
        ("at most", Comparator::AtMost),
        ("more than", Comparator::Over),
        ("above", Comparator::Over),
        ("less than", Comparator::Under),
        ("below", Comparator::Under),
        ("around", Comparator::About),
        ("up to", Comparator::AtMost),
        ("exactly", Comparator::Exactly),
    ];

    /// The word before the amount; empty for an exact one.
    pub fn word(self) -> &'static str {
        match self {
            Comparator::Exactly => "",
            _ => Comparator::WORDS.iter().find(|(_, one)| *one == self).map_or("", |(word, _)| word),
        }
    }
}

/// A figure with its comparator and its unit.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Quantity {
    /// How the amount bounds the true figure.
    pub comparator: Comparator,
    /// The amount in whole units (`4 billion` is 4e9); always finite.
    pub amount: f64,
    /// The unit; none for a bare number.
    pub unit: Option<UnitId>,
}

/// Why a text is not a quantity; spans are within that text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum QuantityError {
    /// There is no number where one should be: `over many USD`.
    NoNumber {
        /// What stands there instead; empty at the end.
        span: Span,
    },
    /// The number is too large to keep: `9e999`.
    TooLarge {
        /// The number.
        span: Span,
    },
    /// The unit is not known: `3 billion doubloons`.
    UnitUnknown {
        /// The unit.
        span: Span,
    },
}

/// The words that multiply an amount.
const SCALES: [(&str, f64); 8] = [
    ("trillion", 1e12),
    ("billion", 1e9),
    ("million", 1e6),
    ("thousand", 1e3),
    ("tn", 1e12),
    ("bn", 1e9),
    ("mn", 1e6),
    ("k", 1e3),
];

impl Quantity {
    /// Reads `[comparator] [symbol] amount [scale] [unit]`; digits may be grouped by `,` or `_`.
    ///
    /// `unit_named` is asked for the words and symbols of units. A quantity without a unit gets
    /// `default`.
    pub fn parse(
        text: &str,
        default: Option<UnitId>,
        unit_named: &dyn Fn(&str) -> Option<UnitId>,
    ) -> Result<Quantity, QuantityError> {
        let mut rest = Rest { text, at: 0 };
        let comparator = rest.comparator();
        let before = rest.symbol(unit_named)?;
        let mut amount = rest.amount()?;
        amount *= rest.scale();
        let after = rest.unit(unit_named)?;
        let unit = before.or(after).or(default);
        Ok(Quantity { comparator, amount, unit })
    }

    /// The figure as people write it, with its unit's first symbol (`$`) or words.
    pub fn display(&self, unit: Option<&Unit>) -> String {
        let Some(unit) = unit else { return self.to_string() };
        let (comparator, amount) = (self.comparator.word(), plain(self.amount));
        let gap = if comparator.is_empty() { "" } else { " " };
        match unit.symbols.first() {
            Some(symbol) if is_prefix(symbol) => format!("{comparator}{gap}{symbol}{amount}"),
            Some(symbol) if symbol == "%" => format!("{comparator}{gap}{amount}%"),
            Some(symbol) => format!("{comparator}{gap}{amount} {symbol}"),
            None => {
                let one = (self.amount - 1.0).abs() < f64::EPSILON;
                format!("{comparator}{gap}{amount} {}", unit.words.counted(if one { 1 } else { 2 }))
            }
        }
    }
}

/// The comparator and the amount, without the unit.
impl fmt::Display for Quantity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let word = self.comparator.word();
        let gap = if word.is_empty() { "" } else { " " };
        write!(f, "{word}{gap}{}", plain(self.amount))
    }
}

/// Whether a symbol stands before its amount: a sign of money.
fn is_prefix(symbol: &str) -> bool {
    symbol.chars().all(|c| matches!(c, '$' | '€' | '£' | '¥' | '₽' | '₹' | '₩' | '₺' | '﷼' | '₴'))
}

/// An amount in words where that is short (`4.5 billion`), else in grouped digits.
fn plain(amount: f64) -> String {
    let size = amount.abs();
    for (word, scale) in SCALES.iter().take(3) {
        let short = format!("{}", amount / scale);
        if size >= *scale && size < scale * 1e3 && short.len() <= 7 {
            return format!("{short} {word}");
        }
    }
    grouped(&format!("{amount}"))
}

/// Digits with a comma between groups of three, from the fifth digit on.
fn grouped(digits: &str) -> String {
    let (whole, rest) = digits.split_once('.').map_or((digits, None), |(whole, rest)| (whole, Some(rest)));
    let (sign, whole) = whole.strip_prefix('-').map_or(("", whole), |whole| ("-", whole));
    let mut out = String::from(sign);
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && whole.len() > 4 && (whole.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    rest.map_or(out.clone(), |rest| format!("{out}.{rest}"))
}

/// What is left of a text while it is read.
struct Rest<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Rest<'a> {
    fn left(&mut self) -> &'a str {
        let left = self.text.get(self.at..).unwrap_or_default();
        let trimmed = left.trim_start();
        self.at += left.len() - trimmed.len();
        trimmed.trim_end()
    }

    /// Takes these words off, in any case, if they stand here as whole words.
    fn take(&mut self, words: &str) -> bool {
        let left = self.left();
        let here = left.get(..words.len()).is_some_and(|here| here.eq_ignore_ascii_case(words));
        let ends = left.get(words.len()..).is_some_and(|tail| !tail.starts_with(char::is_alphanumeric));
        if here && ends {
            self.at += words.len();
        }
        here && ends
    }

    fn comparator(&mut self) -> Comparator {
        let mut found = Comparator::WORDS.iter().filter(|(word, _)| self.take(word));
        found.next().map_or(Comparator::Exactly, |(_, comparator)| *comparator)
    }

    fn symbol(&mut self, named: &dyn Fn(&str) -> Option<UnitId>) -> Result<Option<UnitId>, QuantityError> {
        let left = self.left();
        let end = left.find(starts_number).unwrap_or(left.len());
        let symbol = left.get(..end).unwrap_or_default().trim_end();
        let span = Span::new(self.at, self.at + symbol.len());
        if end == left.len() {
            return Err(QuantityError::NoNumber { span });
        }
        if symbol.is_empty() {
            return Ok(None);
        }
        let unit = named(symbol).ok_or(QuantityError::NoNumber { span })?;
        self.at += end;
        Ok(Some(unit))
    }

    fn amount(&mut self) -> Result<f64, QuantityError> {
        let left = self.left();
        let end = left.find(|c| !in_number(c)).unwrap_or(left.len());
        let exponent = exponent(left.get(end..).unwrap_or_default());
        let digits = left.get(..end + exponent).unwrap_or_default().trim_end_matches([',', '_']);
        let span = Span::new(self.at, self.at + digits.len());
        let clean: String = digits.chars().filter(|c| !matches!(c, ',' | '_')).collect();
        let amount: f64 = clean.parse().map_err(|_| QuantityError::NoNumber { span })?;
        self.at = span.end;
        if amount.abs() > MOST { Err(QuantityError::TooLarge { span }) } else { Ok(amount) }
    }

    fn scale(&mut self) -> f64 {
        let mut found = SCALES.iter().filter(|(word, _)| self.take(word));
        found.next().map_or(1.0, |(_, scale)| *scale)
    }

    fn unit(&mut self, named: &dyn Fn(&str) -> Option<UnitId>) -> Result<Option<UnitId>, QuantityError> {
        let left = self.left();
        if left.is_empty() {
            return Ok(None);
        }
        let span = Span::new(self.at, self.at + left.len());
        named(left).map(Some).ok_or(QuantityError::UnitUnknown { span })
    }
}

/// Nothing that people count comes near this, and sums of it stay finite.
const MOST: f64 = 1e30;

fn starts_number(c: char) -> bool {
    c.is_ascii_digit() || matches!(c, '-' | '+' | '.')
}

fn in_number(c: char) -> bool {
    c.is_ascii_digit() || matches!(c, '-' | '+' | '.' | ',' | '_')
}

/// The length of an exponent (`e9`, `e-3`) at the start of this text; 0 for none.
fn exponent(text: &str) -> usize {
    let Some(tail) = text.strip_prefix(['e', 'E']) else { return 0 };
    let digits = tail.strip_prefix(['-', '+']).unwrap_or(tail);
    let count = digits.bytes().take_while(u8::is_ascii_digit).count();
    if count == 0 { 0 } else { 1 + tail.len() - digits.len() + count }
}

#[cfg(test)]
mod tests {
    use super::{Comparator, Quantity, QuantityError};
    use crate::fact::{Unit, UnitId, Words};
    use crate::text::Span;

    fn units() -> Vec<Unit> {
        let unit = |at: usize, name: &str, symbols: &[&str]| Unit {
            id: UnitId::new(at).unwrap(),
            name: name.into(),
            words: Words { singular: name.into(), plural: format!("{name}s") },
            symbols: symbols.iter().map(ToString::to_string).collect(),
        };
        vec![unit(0, "dollar", &["$", "USD"]), unit(1, "percent", &["%", "percent"]), unit(2, "tank", &[])]
    }

    fn named(text: &str) -> Option<UnitId> {
        let fits = |unit: &Unit| unit.symbols.iter().any(|s| s == text) || unit.words.plural == text;
        units().iter().find(|unit| fits(unit)).map(|unit| unit.id)
    }

    fn parse(text: &str) -> Result<Quantity, QuantityError> {
        Quantity::parse(text, None, &named)
    }

    #[test]
    fn figures_are_read_and_printed() {
        let cases = [
            ("over 4 billion USD", "over $4 billion"),
            ("$3 billion", "$3 billion"),
            ("over $3.25bn", "over $3.25 billion"),
            ("96 %", "96%"),
            ("12.4 percent", "12.4%"),
            ("at least 1,500 tanks", "at least 1500 tanks"),
            ("About 25000", "about 25,000"),
            ("-3 %", "-3%"),
            ("more than 1_000_000 USD", "over $1 million"),
            ("1.5e3", "1500"),
            ("1234567", "1,234,567"),
        ];
        for (text, printed) in cases {
            let quantity = parse(text).unwrap_or_else(|error| panic!("{text}: {error:?}"));
            let unit = quantity.unit.and_then(|unit| units().into_iter().nth(unit.index()));
            assert_eq!(quantity.display(unit.as_ref()), printed, "{text}");
        }
        assert_eq!(parse("at most 3").map(|q| q.comparator), Ok(Comparator::AtMost));
    }

    #[test]
    fn a_bare_number_gets_the_default_unit() {
        let unit = UnitId::new(1);
        assert_eq!(Quantity::parse("96", unit, &named).map(|q| q.unit), Ok(unit));
        assert_eq!(Quantity::parse("$96", unit, &named).map(|q| q.unit), Ok(UnitId::new(0)));
    }

    #[test]
    fn what_is_no_figure_says_where() {
        assert_eq!(parse("over many USD"), Err(QuantityError::NoNumber { span: Span::new(5, 13) }));
        assert_eq!(parse(""), Err(QuantityError::NoNumber { span: Span::new(0, 0) }));
        assert_eq!(parse("9e999"), Err(QuantityError::TooLarge { span: Span::new(0, 5) }));
        assert_eq!(parse("3 billion doubloons"), Err(QuantityError::UnitUnknown { span: Span::new(10, 19) }));
        assert!(parse("1.2.3").is_err() && parse("--").is_err() && parse("$").is_err());
    }
}
