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
mod nested;
mod queries;
mod relative;
mod scene;
mod sets;
mod time;

use base::Relation::{Fee, Lesson, Membership, Visit};
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
    holds_in_every_world(&[Membership, Visit], (80, 12), &|draw, base| queries::select(draw, base.today));
}

#[test]
fn values_and_figures() {
    holds_in_every_world(&[Fee], (80, 6), &|draw, _| match draw.below(3) {
        0 => queries::values(draw),
        1 => queries::best(draw),
        _ => queries::figures(draw),
    });
}

#[test]
fn picks() {
    holds_in_every_world(&[Membership, Visit, Visit], (80, 6), &|draw, base| queries::pick(draw, base.today));
}

#[test]
fn lengths() {
    holds_in_every_world(&[Membership], (80, 4), &|draw, base| queries::duration(draw, base.today));
}

#[test]
fn yes_or_no() {
    holds_in_every_world(&[Membership, Visit], (80, 4), &|draw, base| queries::yes_no(draw, base.today));
}

#[test]
fn sets() {
    holds_in_every_world(&[Membership], (80, 6), &sets::sets);
}

#[test]
fn clauses() {
    holds_in_every_world(&[Membership, Visit], (80, 8), &sets::clauses);
}

#[test]
fn nesting() {
    holds_in_every_world(&[Membership, Visit], (80, 8), &nested::nested);
}

#[test]
fn counts() {
    holds_in_every_world(&[Membership, Visit], (80, 6), &counts::counts);
}

#[test]
fn times_that_are_facts() {
    holds_in_every_world(&[Membership, Visit, Visit], (80, 6), &relative::relative);
}

#[test]
fn variables() {
    let relations = [Membership, Visit, Lesson];
    holds_in_every_world(&relations, (80, 4), &relative::variables);
}

#[test]
fn combinations() {
    holds_in_every_world(&[Membership, Visit, Visit], (80, 4), &nested::combined);
}
