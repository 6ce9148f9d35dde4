//! Whether bounds on differences of days can all be met.
//!
//! In: two [`Bounds`] and constraints between their ends. Out: yes or no, exactly.
//! Absent: disjunctions, which the caller splits.
//!
//! This is the simple temporal problem (R. Dechter, I. Meiri, J. Pearl, *Temporal Constraint Networks*,
//! 1991): constraints x − y ≤ w are arcs of weight w, and they can be met, by whole numbers too, exactly
//! when no circle of arcs has a negative sum. Five points make a table of 25 numbers.

use super::bounds::Bounds;

/// The points in time: day zero, and the ends of two periods.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Point {
    Zero,
    StartA,
    EndA,
    StartB,
    EndB,
}

/// For each pair (x, y) the most that y − x can be.
pub(super) struct Network([[i64; 5]; 5]);

/// More than any sum of real weights, and small enough to be added up.
const NO_BOUND: i64 = i64::MAX / 4;

impl Network {
    /// The worlds of two facts that nothing ties together.
    pub(super) fn of(a: Bounds, b: Bounds) -> Self {
        let mut network = Self([[NO_BOUND; 5]; 5]);
        for (point, row) in network.0.iter_mut().enumerate() {
            row[point] = 0;
        }
        network.add(a, Point::StartA, Point::EndA);
        network.add(b, Point::StartB, Point::EndB);
        network
    }

    /// Asks that `later − earlier ≥ by`.
    pub(super) fn at_least(&mut self, later: Point, earlier: Point, by: i64) {
        let arc = &mut self.0[later as usize][earlier as usize];
        *arc = (*arc).min(-by);
    }

    /// Whether all that was asked can be met: no way from a point to itself is negative (Floyd,
    /// Warshall).
    pub(super) fn has_a_world(mut self) -> bool {
        for via in 0..5 {
            let through = self.0[via];
            for row in &mut self.0 {
                let first = row[via];
                if first == NO_BOUND {
                    continue;
                }
                for (arc, second) in row.iter_mut().zip(through) {
                    *arc = (*arc).min(first + second);
                }
            }
        }
        (0..5).all(|point| self.0[point][point] >= 0)
    }

    fn add(&mut self, bounds: Bounds, start: Point, end: Point) {
        self.between(start, bounds.start_min(), bounds.start_max());
        self.between(end, bounds.end_min(), bounds.end_max());
        self.at_least(end, start, 0);
        if bounds.is_instant() {
            self.at_least(start, end, 0);
        }
    }

    fn between(&mut self, point: Point, min: i32, max: i32) {
        if min != Bounds::UNBOUNDED_PAST {
            self.at_least(point, Point::Zero, i64::from(min));
        }
        if max != Bounds::UNBOUNDED_FUTURE {
            self.at_least(Point::Zero, point, -i64::from(max));
        }
    }
}
