//! What is noted while the engine runs.
//!
//! In: the notes on an operation, and how it went. Out: the log. Absent: matching; without a log nothing is done.

use crate::workshop::grammar::PointId;
use crate::workshop::interpret::log::Reach;
use crate::workshop::interpret::program::{Note, Op};

use super::{Engine, Looking};

impl<'p> Engine<'p, '_, '_> {
    pub(super) fn noted(&mut self, notes: &'p [Note], inner: &'p Op) -> bool {
        let length = self.log.as_ref().map(|log| log.length());
        self.begin(notes);
        let is_match = self.run(inner);
        if is_match {
            self.end(notes);
        } else if let (Some(log), Some(length)) = (&mut self.log, length) {
            log.cut(length);
        }
        is_match
    }

    pub(super) fn begin(&mut self, notes: &[Note]) {
        let Some(log) = &mut self.log else { return };
        for note in notes {
            match note {
                Note::Point(point) => log.note(*point, Reach::Tried),
                Note::Turn(_) => {}
                Note::Count(node, points, turns) => {
                    points.iter().flatten().for_each(|point| log.note(*point, Reach::Tried));
                    log.begin(*node, *turns);
                }
            }
        }
    }

    pub(super) fn end(&mut self, notes: &[Note]) {
        for note in notes {
            match note {
                Note::Point(point) => self.reach(*point),
                Note::Turn(node) => {
                    if let Some(log) = &mut self.log {
                        log.turn(*node, 1);
                    }
                }
                Note::Count(node, points, _) => {
                    let turns = self.log.as_mut().map_or(0, |log| log.end(*node));
                    if let Some(point) = points[turns.min(2) as usize] {
                        self.reach(point);
                    }
                }
            }
        }
    }

    pub(super) fn try_points(&mut self, points: &[PointId]) {
        if let Some(log) = &mut self.log {
            for point in points {
                log.note(*point, Reach::Tried);
            }
        }
    }

    /// A decision went this way; whether that stays, the rest of the parse will show.
    pub(super) fn reach(&mut self, point: PointId) {
        let reach = if self.looking == Looking::Nowhere { Reach::GivenUp } else { Reach::Ahead };
        if let Some(log) = &mut self.log {
            log.note(point, reach);
        }
    }
}
