//! The rules for all and for any, and that sorted facts say what they say one by one.

use proptest::prelude::{Just, Strategy, any, prop_assert_eq, prop_oneof, proptest};
use smallvec::{SmallVec, smallvec};

use super::{Asks, Others, Sorted};
use crate::eval::hit::Hit;
use crate::eval::reach::{self, Stretch};
use crate::eval::run::tests::made;
use crate::eval::word;
use crate::fact::{EntityId, FactId, RelationId};
use crate::resolve::TestWord;
use crate::syntax::{Apart, Far, Move, Near, Side, Unit};
use crate::time::{Bounds, Day, Days, Duration, Shape, Truth};

fn hit(day: i32, certain: bool) -> Hit {
    let when = Bounds::moment(Days::on(Day::from_number(day).expect("a day")));
    Hit { when, asked: when, certain, ..Hit::plain(EntityId::new(0).expect("a small id")) }
}

fn others(word: TestWord, of_all: bool, rows: &[Hit]) -> Others {
    let asks = Asks { word, of_all, itself: false };
    made(false, |runner| Others::new(asks, rows.to_vec(), runner)).expect("nothing stops it")
}

#[test]
fn before_the_first_holds_whatever_is_so() {
    let before =
        |day: i32, rows: &[Hit]| others(TestWord::Before, true, rows).judge(&hit(day, true), Shape::Event);
    let sure = [hit(10, true), hit(20, true)];
    assert_eq!((before(9, &sure), before(10, &sure)), (Truth::Certain, Truth::No));
    let early_doubt = [hit(5, false), hit(10, true)];
    assert_eq!(before(4, &early_doubt), Truth::Certain);
    assert_eq!(before(7, &early_doubt), Truth::Possible, "the first may not be so");
    let doubt = [hit(10, false)];
    assert_eq!((before(9, &doubt), before(11, &doubt)), (Truth::Possible, Truth::No));
    assert_eq!(before(1, &[]), Truth::No, "before nothing");
}

#[test]
fn one_by_one_needs_one_that_is_so() {
    let after =
        |day: i32, rows: &[Hit]| others(TestWord::After, false, rows).judge(&hit(day, true), Shape::Event);
    assert_eq!(after(15, &[hit(10, true), hit(20, true)]), Truth::Certain);
    assert_eq!(after(15, &[hit(10, false), hit(20, true)]), Truth::Possible);
    assert_eq!(after(5, &[hit(10, true)]), Truth::No);
}

/// A day near the middle of a century, or none.
fn bound(open: i32) -> impl Strategy<Value = i32> {
    prop_oneof![9 => 19_700..19_760_i32, 1 => Just(open)]
}

fn some_bounds() -> impl Strategy<Value = Bounds> {
    let (past, future) = (Bounds::UNBOUNDED_PAST, Bounds::UNBOUNDED_FUTURE);
    (bound(past), bound(future), bound(past), bound(future), any::<bool>()).prop_map(
        |(a, b, c, d, instant)| {
            Bounds::new(a.min(b), a.max(b), c.min(d), c.max(d), instant)
                .unwrap_or_else(|| Bounds::moment(Days::on(Day::from_number(19_730).expect("a day"))))
        },
    )
}

/// A row of one of a few facts, seldom with an account that contradicts it.
fn some_hit() -> impl Strategy<Value = Hit> {
    let rivals = proptest::option::weighted(0.1, some_bounds());
    (some_bounds(), some_bounds(), rivals, any::<bool>(), 0..12_u32).prop_map(
        |(when, asked, rival, certain, row)| {
            let relation = RelationId::new(0).expect("a small id");
            let facts: SmallVec<[FactId; 2]> = smallvec![FactId { relation, row }];
            // Some rows rest on no fact.
            let facts = if row < 10 { facts } else { SmallVec::new() };
            let rivals = rival.into_iter().collect();
            Hit { when, asked, rivals, certain, facts, ..Hit::plain(EntityId::new(0).expect("a small id")) }
        },
    )
}

fn some_word() -> impl Strategy<Value = TestWord> {
    let near = prop_oneof![Just(Near::After), Just(Near::Before), Just(Near::Of)];
    let length =
        || (0..40_u32, 0..3_u32).prop_map(|(days, months)| Duration { days, ..Duration::months(months) });
    let side = || prop_oneof![Just(Side::After), Just(Side::Before)];
    let far = prop_oneof![Just(Far::AtLeast), Just(Far::MoreThan), Just(Far::LessThan)];
    let plain = proptest::sample::select(vec![
        TestWord::In,
        TestWord::BeganIn,
        TestWord::EndedIn,
        TestWord::Throughout,
        TestWord::Before,
        TestWord::BeganBefore,
        TestWord::EndedBefore,
        TestWord::After,
        TestWord::BeganAfter,
        TestWord::EndedAfter,
        TestWord::Since,
        TestWord::BeganSince,
        TestWord::HeldSince,
        TestWord::EndedSince,
        TestWord::Until,
        TestWord::EndedUntil,
        TestWord::BeganUntil,
        TestWord::Same(Unit::Week),
        TestWord::Same(Unit::Month),
    ]);
    prop_oneof![
        6 => plain,
        2 => (near, length()).prop_map(|(near, length)| TestWord::Within(near, length)),
        1 => (far, side(), length()).prop_map(|(far, side, by)| TestWord::Apart(Apart { far, by, side })),
        1 => (side(), length()).prop_map(|(side, by)| TestWord::Moved(Move { by, side })),
    ]
}

/// Whether each begins before the other is over.
fn meet(one: Stretch, other: Stretch) -> bool {
    one.first <= other.last && other.first <= one.last
}

fn some_shape() -> impl Strategy<Value = Shape> {
    prop_oneof![Just(Shape::State), Just(Shape::Event)]
}

proptest! {
    #[test]
    fn stretches_that_meet_say_what_the_word_says(
        (test, a, b, shape) in (some_word(), some_bounds(), some_bounds(), some_shape()),
    ) {
        if reach::is_told(test) {
            let state = shape == Shape::State && !a.is_instant();
            let (own, other) = (reach::own(test, a, state), reach::other(test, b));
            let truth =
                Truth::from_worlds(meet(own.possible, other.possible), meet(own.certain, other.certain));
            prop_assert_eq!(truth, word::compare(test, a, b, shape));
        }
    }

    #[test]
    fn sorted_facts_say_what_they_say_one_by_one(
        test in some_word(),
        rows in proptest::collection::vec(some_hit(), 0..30),
        own in some_hit(),
        (of_all, itself, shape) in (any::<bool>(), any::<bool>(), some_shape()),
    ) {
        // All are asked only by the words that ask for the first or the last.
        let of_all = of_all && (word::is_before(test) || word::is_after(test));
        if reach::is_told(test) {
            let own = Hit { rivals: SmallVec::new(), ..own };
            let asks = Asks { word: test, of_all, itself };
            let mut many = made(false, |runner| Others::new(asks, rows.clone(), runner)).expect("nothing stops it");
            let sorted = made(false, |runner| Sorted::new(test, &rows, runner)).expect("nothing stops it");
            many.sorted = Some(Box::new(sorted));
            prop_assert_eq!(many.judge(&own, shape), many.one_by_one(&own, shape));
        }
    }
}
