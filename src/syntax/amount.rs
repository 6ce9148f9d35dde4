//! Amounts, comparisons with them, and the measures that sum figures up, as the grammar shapes them.
//!
//! In: what the builder reads. Out: plain data, and its canonical text. Absent: which units there are; a unit
//! stays the word that was typed.

use std::fmt;

use crate::text::{Span, english};

use super::tree::Word;

/// `over $3 billion`, `between 3 and 5 million tonnes`.
#[derive(Debug, Clone, PartialEq)]
pub struct Comparison {
    /// What it says.
    pub kind: ComparisonKind,
    /// Where it stands.
    pub span: Span,
}

/// One bound, or two.
#[derive(Debug, Clone, PartialEq)]
pub enum ComparisonKind {
    /// `over $3 billion`, `of exactly 10%`
    One(Bound, Amount),
    /// `between $3 billion and $5 billion`, both included.
    Between(Amount, Amount),
}

impl ComparisonKind {
    /// The bounds with their amounts: one, or two for *between*.
    pub fn bounds(&self) -> Vec<(Bound, &Amount)> {
        match self {
            ComparisonKind::One(bound, amount) => vec![(*bound, amount)],
            ComparisonKind::Between(low, high) => {
                vec![(Bound::AtLeast, low), (Bound::AtMost, high)]
            }
        }
    }
}

/// How a figure must stand to an amount.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Bound {
    /// `exactly`
    Exactly,
    /// `over`, `above`, `more than`
    Over,
    /// `under`, `below`, `less than`
    Under,
    /// `about`, `around`
    About,
    /// `at least`
    AtLeast,
    /// `at most`, `up to`
    AtMost,
}

impl Bound {
    /// The word of the canonical form.
    pub fn word(self) -> &'static str {
        match self {
            Bound::Exactly => "exactly",
            Bound::Over => "over",
            Bound::Under => "under",
            Bound::About => "about",
            Bound::AtLeast => "at least",
            Bound::AtMost => "at most",
        }
    }
}

/// A figure with its scale and unit, as typed.
#[derive(Debug, Clone, PartialEq)]
pub struct Amount {
    /// The figure without its scale: 3 in `$3 billion`.
    pub figure: f64,
    /// `billion`
    pub scale: Option<Scale>,
    /// The unit's word or symbol.
    pub unit: Option<Word>,
    /// Whether the unit stands before the figure.
    pub unit_first: bool,
    /// Where it stands.
    pub span: Span,
}

impl Amount {
    /// The amount in whole units: 3e9 for `$3 billion`.
    pub fn value(&self) -> f64 {
        self.figure * self.scale.map_or(1.0, Scale::factor)
    }
}

/// The words that multiply a figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scale {
    /// `thousand`, `k`
    Thousand,
    /// `million`, `mn`, `m`
    Million,
    /// `billion`, `bn`
    Billion,
    /// `trillion`, `tn`
    Trillion,
}

impl Scale {
    /// What it multiplies by.
    pub fn factor(self) -> f64 {
        match self {
            Scale::Thousand => 1e3,
            Scale::Million => 1e6,
            Scale::Billion => 1e9,
            Scale::Trillion => 1e12,
        }
    }

    fn word(self) -> &'static str {
        match self {
            Scale::Thousand => "thousand",
            Scale::Million => "million",
            Scale::Billion => "billion",
            Scale::Trillion => "trillion",
        }
    }
}

/// What sums up many figures, or many dates.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Measure {
    /// `total`
    Total,
    /// `average`: the arithmetic mean
    Average,
    /// `median`: the middle one, or the mean of the two in the middle
    Median,
    /// `highest`, `largest`
    Highest,
    /// `lowest`, `smallest`
    Lowest,
    /// `first date`: the earliest
    First,
    /// `last date`: the latest
    Last,
}

impl Measure {
    /// The word of the canonical form, which titles its column too.
    pub fn word(self) -> &'static str {
        match self {
            Measure::Total => "total",
            Measure::Average => "average",
            Measure::Median => "median",
            Measure::Highest => "highest",
            Measure::Lowest => "lowest",
            Measure::First => "first",
            Measure::Last => "last",
        }
    }

    /// Whether it is a measure of dates.
    pub fn of_dates(self) -> bool {
        matches!(self, Measure::First | Measure::Last)
    }
}

impl fmt::Display for Comparison {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.kind {
            ComparisonKind::One(Bound::Exactly, amount) => write!(f, "of exactly {amount}"),
            ComparisonKind::One(bound, amount) => write!(f, "{} {amount}", bound.word()),
            ComparisonKind::Between(low, high) => write!(f, "between {low} and {high}"),
        }
    }
}

/// A unit of letters stands apart from its figure; a sign does not.
impl fmt::Display for Amount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let gap = |unit: &Word| if unit.text.chars().any(char::is_alphabetic) { " " } else { "" };
        if let Some(unit) = self.unit.as_ref().filter(|_| self.unit_first) {
            // `% -3`: right before a minus a sign would not be a unit.
            write!(f, "{}{}", unit.text, if self.figure < 0.0 { " " } else { gap(unit) })?;
        }
        f.write_str(&english::number(self.figure))?;
        if let Some(scale) = self.scale {
            write!(f, " {}", scale.word())?;
        }
        match &self.unit {
            Some(unit) if !self.unit_first => write!(f, "{}{}", gap(unit), unit.text),
            _ => Ok(()),
        }
    }
}
