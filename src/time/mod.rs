//! Time: days, dates with precision, periods and their relations.
//!
//! In: text of dates, day numbers. Out: days, bounds, tests on them in three values.
//! Absent: English date phrases and their words (syntax), the clock (the caller brings *today*),
//! times of day. A leaf: it uses nothing of the crate.

pub mod allen;
mod bounds;
mod day;
mod days;
mod duration;
mod edtf;
mod network;
mod periods;
mod phrase;
mod region;
mod truth;

pub use allen::{Allen, AllenSet};
pub use bounds::Bounds;
pub use day::{Day, DayError, Weekday};
pub use days::{Days, Unit};
pub use duration::Duration;
pub use edtf::{Alternatives, Edtf, EdtfError, EdtfErrorKind, End, Precision, Reading};
pub use periods::{Gap, gaps, merge};
pub use phrase::{Frame, Shape, TimeTest};
pub use region::{Region, Regions};
pub use truth::Truth;
