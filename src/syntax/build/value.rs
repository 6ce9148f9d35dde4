//! The rules of numbers: amounts, comparisons, measures, `top`.
//!
//! In: `compared`, `measuring`, `top`. Out: [`Comparison`], [`Measure`]s. Absent: units, which stay words.

use super::super::amount::{Amount, Bound, Comparison, ComparisonKind, Measure, Scale};
use super::super::error::Error;
use super::super::node::Node;
use super::{Builder, Built, says};

/// Nothing that people count comes near this, and sums of it stay finite.
const MOST: f64 = 1e30;

impl Builder<'_> {
    pub(super) fn compared(self, node: &Node) -> Built<Comparison> {
        let span = self.span(node);
        if let Some(both) = node.child("amounts") {
            return Ok(Comparison { kind: self.amounts(both)?, span });
        }
        let node = node.child("exact").unwrap_or(node);
        let bound = node.child("comparator").map_or(Ok(Bound::Exactly), |word| self.comparator(word))?;
        let figured = |child: &&Node| matches!(child.rule.as_str(), "figured" | "sized");
        let amount = node.children.iter().find(figured).ok_or_else(|| self.broken(node))?;
        Ok(Comparison { kind: ComparisonKind::One(bound, self.amount(amount)?), span })
    }

    /// `between $3 and $5 billion`: the first shares the scale and the unit of the second where it has none of its own
    /// and its figure is the smaller one.
    fn amounts(self, node: &Node) -> Built<ComparisonKind> {
        let figured = |child: &&Node| matches!(child.rule.as_str(), "figured" | "sized");
        let both: Vec<Amount> =
            node.children.iter().filter(figured).map(|child| self.amount(child)).collect::<Built<_>>()?;
        let [mut low, mut high] = <[Amount; 2]>::try_from(both).map_err(|_| self.broken(node))?;
        if low.scale.is_none() && low.figure < high.figure {
            low.scale = high.scale;
        }
        match (&low.unit, &high.unit) {
            (None, Some(unit)) => (low.unit, low.unit_first) = (Some(unit.clone()), high.unit_first),
            (Some(unit), None) => (high.unit, high.unit_first) = (Some(unit.clone()), low.unit_first),
            _ => {}
        }
        let called = |amount: &Amount| amount.unit.as_ref().map(|unit| unit.text.to_lowercase());
        if called(&low) == called(&high) && high.value() < low.value() {
            return Err(Error::ReversedAmounts {
                first: low.to_string(),
                last: high.to_string(),
                span: self.span(node),
            });
        }
        Ok(ComparisonKind::Between(low, high))
    }

    fn comparator(self, node: &Node) -> Built<Bound> {
        let word = self.inner(node)?;
        Ok(match word.rule.as_str() {
            "kw_over" | "kw_above" | "kw_more_than" => Bound::Over,
            "kw_under" | "kw_below" | "kw_less_than" => Bound::Under,
            "kw_about" | "kw_around" => Bound::About,
            "kw_at_least" => Bound::AtLeast,
            "kw_at_most" | "kw_up_to" => Bound::AtMost,
            _ => return Err(self.broken(word)),
        })
    }

    /// `figured` or `sized`: `$3 billion`, `10 %`.
    pub(super) fn amount(self, node: &Node) -> Built<Amount> {
        let digits = |child: &&Node| matches!(child.rule.as_str(), "figure" | "broken_figure");
        let figure = node.children.iter().find(digits).ok_or_else(|| self.broken(node))?;
        let text: String = self.text(figure).chars().filter(|c| *c != ',').collect();
        let scale = node.child("scale").map(|scale| self.scale(scale)).transpose()?;
        let unit = node.child("counted_in");
        let amount = Amount {
            figure: text.parse().map_err(|_| self.broken(figure))?,
            scale,
            unit: unit.map(|unit| self.word(unit)),
            unit_first: unit.is_some_and(|unit| unit.start < figure.start),
            span: self.span(node),
        };
        if amount.value().abs() > MOST {
            return Err(Error::NumberTooLarge { span: self.span(figure) });
        }
        Ok(amount)
    }

    fn scale(self, node: &Node) -> Built<Scale> {
        let word = self.inner(node)?;
        Ok(match (word.rule.as_str(), self.text(word).to_lowercase().as_str()) {
            ("kw_thousand", _) | (_, "k") => Scale::Thousand,
            ("kw_million", _) | (_, "m" | "mn") => Scale::Million,
            ("kw_billion", _) | (_, "bn") => Scale::Billion,
            ("kw_trillion", _) | (_, "tn") => Scale::Trillion,
            _ => return Err(self.broken(word)),
        })
    }

    /// `total, average and median`, `first and last date of`; each once.
    pub(super) fn measuring(self, node: &Node) -> Built<Vec<Measure>> {
        let list = self.inner_of(node, &["measures", "date_measures"])?;
        let mut found = Vec::new();
        for word in &list.children {
            if matches!(word.rule.as_str(), "measure" | "date_measure") {
                let measure = self.measure(word)?;
                if !found.contains(&measure) {
                    found.push(measure);
                }
            }
        }
        Ok(found)
    }

    pub(super) fn measure(self, node: &Node) -> Built<Measure> {
        let words: [(&str, Measure); 11] = [
            ("kw_total", Measure::Total),
            ("kw_average", Measure::Average),
            ("kw_median", Measure::Median),
            ("kw_highest", Measure::Highest),
            ("kw_largest", Measure::Highest),
            ("kw_lowest", Measure::Lowest),
            ("kw_smallest", Measure::Lowest),
            ("kw_first", Measure::First),
            ("kw_earliest", Measure::First),
            ("kw_last", Measure::Last),
            ("kw_latest", Measure::Last),
        ];
        let found = words.into_iter().find(|(word, _)| says(node, word));
        found.map(|(_, measure)| measure).ok_or_else(|| self.broken(node))
    }

    /// `top 10`
    pub(super) fn top(self, node: &Node) -> Built<u64> {
        self.how_many(node)?.ok_or_else(|| self.broken(node))
    }

    fn inner_of<'n>(self, node: &'n Node, rules: &[&str]) -> Built<&'n Node> {
        let fits = |child: &&Node| rules.contains(&child.rule.as_str());
        node.children.iter().find(fits).ok_or_else(|| self.broken(node))
    }
}
