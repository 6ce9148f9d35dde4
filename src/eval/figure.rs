//! Figures with what bounds them, and sums, means and medians of them.
//!
//! In: quantities. Out: [`Figure`]s: from where to where the true number lies, and how to say it. Every measure grows
//! with each figure, so it lies from the measure of the lower bounds to that of the upper ones; *about* spans a tenth
//! on each side. Absent: units, which the caller keeps apart.

use std::cmp::Ordering;

use crate::fact::{Comparator, Quantity, Unit, UnitId};
use crate::syntax::Measure;

/// One end of a range; an open one is not itself within it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct End {
    pub(super) at: f64,
    pub(super) open: bool,
}

/// A number that its sources bound.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Figure {
    pub(super) low: End,
    pub(super) high: End,
    /// The amount as the source gives it.
    pub(super) amount: f64,
    /// Whether it, or a figure in it, is only near.
    pub(super) near: bool,
    /// Whether it, or a figure in it, is only a bound.
    pub(super) bound: bool,
}

impl Figure {
    pub(super) fn of(quantity: &Quantity) -> Figure {
        let amount = quantity.amount;
        let closed = |at: f64| End { at, open: false };
        let open = |at: f64| End { at, open: true };
        let (low, high) = match quantity.comparator {
            Comparator::Exactly => (closed(amount), closed(amount)),
            Comparator::Over => (open(amount), closed(f64::INFINITY)),
            Comparator::AtLeast => (closed(amount), closed(f64::INFINITY)),
            Comparator::Under => (closed(f64::NEG_INFINITY), open(amount)),
            Comparator::AtMost => (closed(f64::NEG_INFINITY), closed(amount)),
            Comparator::About => (closed(amount - amount.abs() * 0.1), closed(amount + amount.abs() * 0.1)),
        };
        let near = quantity.comparator == Comparator::About;
        Figure { low, high, amount, near, bound: !near && quantity.comparator != Comparator::Exactly }
    }

    /// One of two figures, nobody knows which: of equal ends the closed one.
    pub(super) fn either(self, other: Figure) -> Figure {
        if self == other {
            return self;
        }
        let outer = |a: End, b: End, b_is_beyond: bool| match a.at.total_cmp(&b.at) {
            Ordering::Equal => End { open: a.open && b.open, ..a },
            order if (order == Ordering::Greater) == b_is_beyond => b,
            _ => a,
        };
        Figure {
            low: outer(self.low, other.low, true),
            high: outer(self.high, other.high, false),
            near: false,
            bound: true,
            ..self
        }
    }

    /// The measure of figures; `None` of none, and of dates.
    pub(super) fn measure(measure: Measure, figures: &[Figure]) -> Option<Figure> {
        let lows: Vec<End> = figures.iter().map(|figure| figure.low).collect();
        let highs: Vec<End> = figures.iter().map(|figure| figure.high).collect();
        let amounts: Vec<End> = figures.iter().map(|figure| End { at: figure.amount, open: false }).collect();
        Some(Figure {
            low: of_ends(measure, lows, true)?,
            high: of_ends(measure, highs, false)?,
            amount: of_ends(measure, amounts, true)?.at,
            near: figures.iter().any(|figure| figure.near),
            bound: figures.iter().any(|figure| figure.bound),
        })
    }

    /// The figure in words, in its unit.
    pub(super) fn text(&self, unit: Option<(UnitId, &Unit)>) -> String {
        let say = |comparator: Comparator, amount: f64| {
            let amount = tidy(amount);
            Quantity { comparator, amount, unit: unit.map(|(id, _)| id) }.display(unit.map(|(_, unit)| unit))
        };
        let lower = if self.low.open { Comparator::Over } else { Comparator::AtLeast };
        let upper = if self.high.open { Comparator::Under } else { Comparator::AtMost };
        match (self.low.at.is_finite(), self.high.at.is_finite()) {
            (true, true) if self.low.at.total_cmp(&self.high.at).is_eq() => {
                say(Comparator::Exactly, self.low.at)
            }
            (true, true) if !self.bound => say(Comparator::About, self.amount),
            (true, true) => format!("{} and {}", say(lower, self.low.at), say(upper, self.high.at)),
            (true, false) => say(lower, self.low.at),
            (false, true) => say(upper, self.high.at),
            (false, false) => "not bounded by these figures".to_owned(),
        }
    }

    /// The number to sort by and to give to programs: the amount, or the bound that is known.
    pub(super) fn number(&self) -> f64 {
        match (self.bound, self.low.at.is_finite(), self.high.at.is_finite()) {
            (true, true, _) => tidy(self.low.at),
            (true, false, true) => tidy(self.high.at),
            _ => tidy(self.amount),
        }
    }
}

/// Without the noise of binary fractions: twelve significant digits.
fn tidy(amount: f64) -> f64 {
    if amount.is_finite() { format!("{amount:.11e}").parse().unwrap_or(amount) } else { amount }
}

/// The measure of one end of all figures; `low` says which end, as an open low end lies above a closed one.
fn of_ends(measure: Measure, mut ends: Vec<End>, low: bool) -> Option<End> {
    let rank = |end: &End| u8::from(end.open == low);
    ends.sort_by(|a, b| a.at.total_cmp(&b.at).then(rank(a).cmp(&rank(b))));
    let sum =
        |ends: &[End]| End { at: ends.iter().map(|end| end.at).sum(), open: ends.iter().any(|end| end.open) };
    let mean = |ends: &[End]| {
        let all = sum(ends);
        let count = u32::try_from(ends.len()).map_or(f64::MAX, f64::from);
        End { at: all.at / count, open: all.open }
    };
    let (first, last) = (*ends.first()?, *ends.last()?);
    let middle = ends.len() / 2;
    match measure {
        Measure::Total => Some(sum(&ends)),
        Measure::Average => Some(mean(&ends)),
        Measure::Median if ends.len() % 2 == 1 => Some(ends[middle]),
        Measure::Median => Some(mean(&ends[middle - 1..=middle])),
        Measure::Highest => Some(last),
        Measure::Lowest => Some(first),
        Measure::First | Measure::Last => None,
    }
}

#[cfg(test)]
mod tests {
    use super::Figure;
    use crate::fact::{Comparator, Quantity};
    use crate::syntax::Measure;

    fn said(measure: Measure, figures: &[(Comparator, f64)]) -> String {
        let figures: Vec<Figure> = figures
            .iter()
            .map(|(comparator, amount)| {
                Figure::of(&Quantity { comparator: *comparator, amount: *amount, unit: None })
            })
            .collect();
        Figure::measure(measure, &figures).map_or_else(String::new, |figure| figure.text(None))
    }

    #[test]
    fn bounds_go_through_every_measure() {
        use Comparator::{About, AtLeast, AtMost, Exactly, Over, Under};
        for (measure, figures, text) in [
            (Measure::Total, vec![(Exactly, 0.1), (Exactly, 0.2)], "0.3"),
            (Measure::Total, vec![(Over, 4.0), (Exactly, 3.0)], "over 7"),
            (Measure::Total, vec![(AtLeast, 4.0), (Exactly, 3.0)], "at least 7"),
            (Measure::Total, vec![(About, 10.0), (Exactly, 3.0)], "about 13"),
            (Measure::Total, vec![(About, 10.0), (Over, 3.0)], "over 12"),
            (Measure::Total, vec![(Over, 4.0), (Under, 3.0)], "not bounded by these figures"),
            (Measure::Average, vec![(Under, 4.0), (Exactly, 2.0)], "under 3"),
            (Measure::Median, vec![(Over, 4.0), (Exactly, 2.0), (Exactly, 9.0)], "over 4 and at most 9"),
            (Measure::Median, vec![(Exactly, 1.0), (Exactly, 2.0)], "1.5"),
            (Measure::Highest, vec![(Over, 4.0), (Exactly, 4.0)], "over 4"),
            (Measure::Highest, vec![(Exactly, 3.0), (AtMost, 5.0)], "at least 3 and at most 5"),
            (Measure::Lowest, vec![(Over, 4.0), (Exactly, 4.0)], "4"),
            (Measure::Lowest, vec![(Over, 4.0), (Exactly, 3.0)], "3"),
            (Measure::Total, vec![], ""),
        ] {
            assert_eq!(said(measure, &figures), text, "{measure:?} of {figures:?}");
        }
    }
}
