//! What the words of time say of two facts.
//!
//! In: a word, the bounds of two facts that nothing ties together. Out: truth in three values, and which words come
//! together. Absent: which facts are compared (`anchor`), and many at once (`others`).

use crate::resolve::TestWord;
use crate::syntax::{Apart, Far, Side};
use crate::time::{Bounds, Shape, Truth, allen};

use super::near;

pub(super) fn is_near(word: TestWord) -> bool {
    matches!(
        word,
        TestWord::In
            | TestWord::Within(..)
            | TestWord::Same(_)
            | TestWord::Moved(_)
            | TestWord::Apart(Apart { far: Far::LessThan, .. })
    )
}

pub(super) fn is_before(word: TestWord) -> bool {
    let far = is_far(word, Side::Before);
    far || matches!(word, TestWord::Before | TestWord::BeganBefore | TestWord::EndedBefore)
}

pub(super) fn is_after(word: TestWord) -> bool {
    let far = is_far(word, Side::After);
    far || matches!(word, TestWord::After | TestWord::BeganAfter | TestWord::EndedAfter)
}

/// Whether it is so far from something or farther, on that side.
fn is_far(word: TestWord, of: Side) -> bool {
    matches!(word, TestWord::Apart(Apart { far: Far::AtLeast | Far::MoreThan, side, .. }) if side == of)
}

/// How the time of one fact stands to that of another. What a word asks is the table of the language reference
/// with the days of the other fact as T.
pub(super) fn compare(word: TestWord, own: Bounds, other: Bounds, shape: Shape) -> Truth {
    let state = shape == Shape::State && !own.is_instant();
    match word {
        TestWord::In => allen::shares_a_day(own, other),
        TestWord::BeganIn => allen::shares_a_day(near::first_day(own), other),
        TestWord::EndedIn => allen::shares_a_day(near::last_day(own), other),
        TestWord::Throughout => allen::within(other, own),
        TestWord::Before if state => allen::starts_before(own, other),
        TestWord::Before | TestWord::EndedBefore => allen::before(own, other),
        TestWord::BeganBefore => allen::starts_before(own, other),
        TestWord::After | TestWord::BeganAfter => allen::after(own, other),
        TestWord::EndedAfter => allen::ends_before(other, own),
        TestWord::Since if state => allen::starts_before(own, other).not(),
        TestWord::BeganSince => allen::starts_before(own, other).not(),
        TestWord::HeldSince if state => allen::starts_before(other, own).not(),
        TestWord::Since | TestWord::HeldSince | TestWord::EndedSince => allen::before(own, other).not(),
        TestWord::Until | TestWord::EndedUntil => allen::ends_before(other, own).not(),
        TestWord::BeganUntil => allen::after(own, other).not(),
        TestWord::Within(side, length) => near::within(own, other, side, length),
        TestWord::Apart(apart) => near::apart(if state { near::first_day(own) } else { own }, other, apart),
        TestWord::Same(unit) => near::same_unit(own, other, unit),
        TestWord::Moved(by) => allen::shares_a_day(own, near::moved(other, by)),
        TestWord::Lasts(..) => Truth::No,
    }
}
