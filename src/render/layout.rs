//! Which columns fit side by side, and how wide each is.
//!
//! In: what each column wants, and how soon it may be hidden. Out: widths, or that records must do.
//! Absent: what stands in the columns.

use super::content::Wants;

/// The blank columns between two columns.
pub(super) const GAP: usize = 2;

/// A column that asks for room.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Claim {
    /// What its cells want.
    pub(super) wants: Wants,
    /// The width that suffices for most of its cells.
    pub(super) usual: usize,
    /// How soon it may be hidden: 0 never, then the largest number first.
    pub(super) priority: u8,
}

/// Columns side by side.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Fit {
    /// The columns that are shown, by their position among the claims, and the width of each.
    pub(super) shown: Vec<(usize, usize)>,
    /// The columns that are hidden.
    pub(super) hidden: Vec<usize>,
}

/// Fits columns into a width; none: as wide as they like. None where they do not fit even with so many hidden:
/// records say more then than a table without its heart.
///
/// The columns of the highest priority number are hidden first, of equal ones the last, until what is left is
/// a pleasure to read. Only when nothing more may be hidden are columns narrowed as far as they will go.
pub(super) fn fit(claims: &[Claim], width: Option<usize>, most_hidden: usize) -> Option<Fit> {
    let mut shown: Vec<usize> = (0..claims.len()).collect();
    let Some(width) = width else {
        return Some(Fit { shown: grow(claims, &shown, usize::MAX, |wants| wants.most), hidden: Vec::new() });
    };
    let mut hidden = Vec::new();
    while hidden.len() < most_hidden && room(claims, &shown, |wants| wants.fair) > width {
        let candidates = shown.iter().copied().filter(|at| claims[*at].priority > 0);
        let Some(next) = candidates.max_by_key(|at| (claims[*at].priority, *at)) else { break };
        shown.retain(|at| *at != next);
        hidden.push(next);
    }
    hidden.sort_unstable();
    let steps = [|wants: Wants| wants.fair, |wants: Wants| wants.least];
    let start = steps.into_iter().find(|step| room(claims, &shown, step) <= width)?;
    Some(Fit { shown: grow(claims, &shown, width, start), hidden })
}

/// The width that these columns take with the gaps between them.
fn room(claims: &[Claim], shown: &[usize], width: impl Fn(Wants) -> usize) -> usize {
    let columns: usize = shown.iter().map(|at| width(claims[*at].wants).max(1)).sum();
    columns + GAP * shown.len().saturating_sub(1)
}

/// Gives away the width that is left: first for what is usual, then for all that is wanted, in both to the
/// columns that need the least; then to the narrowest one that wants more, column by column.
fn grow(
    claims: &[Claim],
    shown: &[usize],
    width: usize,
    start: impl Fn(Wants) -> usize,
) -> Vec<(usize, usize)> {
    let mut widths: Vec<(usize, usize)> =
        shown.iter().map(|at| (*at, start(claims[*at].wants).max(1))).collect();
    let mut left = width.saturating_sub(room(claims, shown, &start));
    satisfy(&mut widths, &mut left, |at| claims[at].usual);
    satisfy(&mut widths, &mut left, |at| claims[at].wants.most);
    let missing = |(at, width): &(usize, usize)| claims[*at].wants.most.saturating_sub(*width);
    for _ in 0..left {
        let hungry = widths.iter_mut().filter(|column| missing(column) > 0);
        let Some((_, narrowest)) = hungry.min_by_key(|(_, width)| *width) else { break };
        *narrowest += 1;
    }
    widths
}

/// Widens the columns to what they wish for, those that miss the least first, as far as the width goes.
fn satisfy(widths: &mut [(usize, usize)], left: &mut usize, wish: impl Fn(usize) -> usize) {
    let missing = |(at, width): &(usize, usize)| wish(*at).saturating_sub(*width);
    let mut order: Vec<usize> = (0..widths.len()).collect();
    order.sort_by_key(|place| missing(&widths[*place]));
    for place in order {
        let more = missing(&widths[place]);
        if more <= *left {
            widths[place].1 += more;
            *left -= more;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Claim, fit};
    use crate::render::content::Wants;

    fn claim(least: usize, fair: usize, most: usize, priority: u8) -> Claim {
        Claim { wants: Wants { least, fair, most }, usual: fair, priority }
    }

    #[test]
    fn the_highest_priority_number_hides_first_and_of_equal_ones_the_last() {
        let claims = [claim(5, 10, 10, 0), claim(5, 10, 10, 2), claim(5, 10, 10, 1), claim(5, 10, 10, 2)];
        let hidden = |width| fit(&claims, Some(width), 3).map(|fit| fit.hidden);
        assert_eq!(hidden(46), Some(vec![]));
        assert_eq!(hidden(45), Some(vec![3]));
        assert_eq!(hidden(33), Some(vec![1, 3]));
        assert_eq!(hidden(9), Some(vec![1, 2, 3]));
        assert_eq!(hidden(4), None);
        assert_eq!(hidden(1000), Some(vec![]));
        assert_eq!(fit(&claims, Some(33), 1).map(|fit| fit.shown), Some(vec![(0, 10), (1, 10), (2, 9)]));
        assert_eq!(fit(&claims, Some(18), 1), None);
    }

    #[test]
    fn what_is_left_goes_to_those_that_want_more() {
        let claims = [claim(4, 8, 12, 0), claim(5, 10, 80, 0)];
        let widths = |width| fit(&claims, width, 0).map(|fit| fit.shown);
        assert_eq!(widths(Some(40)), Some(vec![(0, 12), (1, 26)]));
        assert_eq!(widths(None), Some(vec![(0, 12), (1, 80)]));
        assert_eq!(widths(Some(11)), Some(vec![(0, 4), (1, 5)]));
        let usual = [Claim { usual: 30, ..claim(8, 8, 60, 0) }, claim(10, 10, 20, 0)];
        assert_eq!(fit(&usual, Some(44), 0).map(|fit| fit.shown), Some(vec![(0, 30), (1, 12)]));
    }
}
