//! What is certain holds in every world, and what holds in some world is possible.
//!
//! In: small random bases with doubtful dates and values, and random queries. A reference evaluator, which shares
//! nothing with the program but the text of base and query, works each answer out in every world that the dates and
//! values allow. `WORLDS=20 cargo test --test worlds -- --nocapture` tries twenty times as many; `WORLDS_SEED` starts
//! elsewhere. Each test prints the share of rows that are marked weaker than they need be.

#![allow(clippy::panic, reason = "a failure in a test is the message")]
#![allow(clippy::print_stderr, reason = "the shares are for who reads the test's output")]

mod base;
mod check;
mod counts;
mod dates;
mod draw;
mod every;
mod fact;
mod nested;
mod queries;
mod questions;
mod ranks;
mod relative;
mod said;
mod scene;
mod sets;
mod time;

use base::Relation::{Fee, Lesson, Membership, Party, Visit};
use base::{Base, Relation};
use check::Report;
use draw::Draw;
use queries::Query;

fn setting(name: &str, usual: u64) -> u64 {
    std::env::var(name).ok().and_then(|text| text.parse().ok()).unwrap_or(usual)
}

/// Tries so many bases with so many queries each.
fn holds_in_every_world(
    relations: &[Relation],
    (bases, queries): (usize, usize),
    make: &dyn Fn(&mut Draw, &Base) -> Query,
) {
    let times = usize::try_from(setting("WORLDS", 1)).expect("a number");
    let mut report = Report::new();
    check::run((setting("WORLDS_SEED", 1), bases * times, queries), relations, make, &mut report);
    for (op, share) in report {
        eprintln!("{op}: {} queries, {} rows, {} of them too weak", share.cases, share.rows, share.too_weak);
    }
}

#[test]
fn selections() {
    holds_in_every_world(&[Membership, Visit], (40, 12), &|draw, base| queries::select(draw, base.today));
}

#[test]
fn values_and_figures() {
    holds_in_every_world(&[Fee], (40, 6), &|draw, _| match draw.below(3) {
        0 => queries::values(draw),
        1 => queries::best(draw),
        _ => queries::figures(draw),
    });
}

#[test]
fn picks() {
    holds_in_every_world(&[Membership, Visit, Visit], (40, 6), &|draw, _| queries::pick(draw));
}

#[test]
fn lengths() {
    holds_in_every_world(&[Membership], (40, 4), &|draw, base| match draw.below(3) {
        0 => ranks::longest(draw),
        _ => queries::duration(draw, base.today),
    });
}

#[test]
fn ranks() {
    holds_in_every_world(&[Visit, Visit, Fee], (60, 4), &ranks::ranks);
}

#[test]
fn so_many() {
    holds_in_every_world(&[Visit, Visit], (60, 6), &ranks::so_many);
}

#[test]
fn yes_or_no() {
    holds_in_every_world(&[Membership, Visit], (40, 6), &questions::yes_no);
}

#[test]
fn absences() {
    holds_in_every_world(&[Membership], (40, 4), &questions::gaps);
}

#[test]
fn units_of_time() {
    holds_in_every_world(&[Membership, Visit], (40, 4), &questions::units);
}

#[test]
fn sets() {
    holds_in_every_world(&[Membership], (40, 6), &sets::sets);
}

#[test]
fn clauses() {
    holds_in_every_world(&[Membership, Visit], (40, 8), &sets::clauses);
}

#[test]
fn nesting() {
    holds_in_every_world(&[Membership, Visit], (40, 8), &nested::nested);
}

#[test]
fn with_every_one() {
    holds_in_every_world(&[Membership, Visit, Lesson], (60, 6), &every::every);
}

#[test]
fn counts() {
    holds_in_every_world(&[Membership, Visit], (40, 6), &counts::counts);
}

#[test]
fn times_that_are_facts() {
    holds_in_every_world(&[Membership, Visit, Visit, Party], (40, 6), &relative::relative);
}

#[test]
fn variables() {
    let relations = [Membership, Visit, Lesson];
    holds_in_every_world(&relations, (40, 4), &relative::variables);
}

#[test]
fn combinations() {
    holds_in_every_world(&[Membership, Visit, Visit], (40, 4), &nested::combined);
}
