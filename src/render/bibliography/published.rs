//! A date of publication in the parts that bibliographies know.
//!
//! In: a date as recorded. Out: [`Published`]: year, month, day, season, *about*; none for what these cannot say, which
//! stays as written. Absent: any guess at what an imprecise date may be.

use crate::time::Edtf;

/// Of the codes for groups of months only these four are seasons everywhere.
const SEASONS: std::ops::RangeInclusive<i32> = 21..=24;

/// A date in parts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Published {
    /// Year, perhaps month, perhaps day.
    pub(super) first: Vec<i32>,
    /// The same for the end of a period.
    pub(super) last: Option<Vec<i32>>,
    /// 1 spring, 2 summer, 3 autumn, 4 winter.
    pub(super) season: Option<i32>,
    /// Whether it is marked as uncertain or approximate.
    pub(super) circa: bool,
}

impl Published {
    /// The parts of a date, if it has such.
    pub(super) fn of(date: &Edtf) -> Option<Self> {
        let circa = date.is_uncertain() || date.is_approximate();
        let text: String = date.as_str().chars().filter(|c| !"?~%".contains(*c)).collect();
        let (first, last) = match text.split_once('/') {
            Some((first, last)) => (parts(first)?, Some(parts(last)?)),
            None => (parts(&text)?, None),
        };
        let group = |parts: &[i32]| parts.get(1).copied().filter(|month| *month > 12);
        if last.as_deref().is_some_and(|last| group(last).is_some()) {
            return None;
        }
        match (group(&first), &last) {
            (None, _) => Some(Published { first, last, season: None, circa }),
            (Some(code), None) if SEASONS.contains(&code) => {
                Some(Published { first: vec![first[0]], last, season: Some(code - 20), circa })
            }
            _ => None,
        }
    }
}

/// The numbers of a plain date.
fn parts(text: &str) -> Option<Vec<i32>> {
    let (sign, digits) = text.strip_prefix('-').map_or((1, text), |rest| (-1, rest));
    let plain = |part: &str| !part.is_empty() && part.chars().all(|c| c.is_ascii_digit());
    let mut parts = Vec::new();
    for part in digits.split('-') {
        parts.push(if plain(part) { part.parse().ok()? } else { return None });
    }
    parts[0] *= sign;
    (parts.len() <= 3).then_some(parts)
}

#[cfg(test)]
mod tests {
    use super::Published;
    use crate::time::Edtf;

    fn of(text: &str) -> Option<Published> {
        Published::of(&Edtf::parse(text).unwrap())
    }

    fn plain(first: &[i32]) -> Published {
        Published { first: first.to_vec(), last: None, season: None, circa: false }
    }

    #[test]
    fn dates_in_parts() {
        assert_eq!(of("2024-10-23"), Some(plain(&[2024, 10, 23])));
        assert_eq!(of("2024-10"), Some(plain(&[2024, 10])));
        assert_eq!(of("2024~"), Some(Published { circa: true, ..plain(&[2024]) }));
        assert_eq!(of("2024-10?"), Some(Published { circa: true, ..plain(&[2024, 10]) }));
        assert_eq!(of("2024-21"), Some(Published { season: Some(1), ..plain(&[2024]) }));
        assert_eq!(of("2023/2024-02"), Some(Published { last: Some(vec![2024, 2]), ..plain(&[2023]) }));
        assert_eq!(of("-0043-03-15"), Some(plain(&[-43, 3, 15])));
        for other in ["[2024-10-23..]", "202X", "2024-XX", "2024/..", "2024-33", "{2020,2021}"] {
            assert_eq!(of(other), None, "{other}");
        }
    }
}
