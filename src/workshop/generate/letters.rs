//! Characters of a class.
//!
//! In: ranges, and properties of Unicode by name. Out: a character of each, mostly a plain one. Absent: what
//! characters mean.

use std::cell::RefCell;
use std::collections::HashMap;

use super::super::dice::Dice;
use super::super::grammar::Chars;

/// What stands for a property of Unicode where it has any of these, in the order of what people type.
const USUAL: &str = "aeghiklmnorstuvxyABKQZ0123456789éßñОджअ中२٣Ⅳ_-'\"$€£+=<>.,;:!?%&()[]{}/\\|~^`@#* \t\n";
/// What `ANY` makes.
const ANY: [char; 16] = ['a', 'b', 'e', 'k', 'o', 'r', 'x', 'é', 'Д', '0', '7', ' ', '-', '.', ',', '('];
/// How many characters of a property are kept.
const KEPT: usize = 24;

/// Characters by class, found once each.
#[derive(Debug, Default)]
pub(super) struct Letters {
    of: RefCell<HashMap<String, Vec<char>>>,
}

impl Letters {
    /// One of a class.
    pub(super) fn of(&self, chars: &Chars, dice: &mut Dice) -> char {
        let mut of = self.of.borrow_mut();
        let known = of.entry(chars.name.clone()).or_insert_with(|| examples(chars));
        dice.pick(known).copied().unwrap_or('?')
    }

    /// One of a range; of the printable part of it, if it has one.
    pub(super) fn between(&self, first: char, last: char, dice: &mut Dice) -> char {
        let (first, last) = match (first, last) {
            ('\0'..=' ', '~'..) => ('!', last.min('~')),
            both => both,
        };
        let (low, high) = (u32::from(first), u32::from(last));
        let step = u32::try_from(dice.below((high.saturating_sub(low) + 1) as usize)).unwrap_or(0);
        // Numbers between the two halves of Unicode are no characters.
        char::from_u32(low + step).unwrap_or(first)
    }

    /// Any character.
    pub(super) fn any(&self, dice: &mut Dice) -> char {
        dice.pick(&ANY).copied().unwrap_or('a')
    }
}

fn examples(chars: &Chars) -> Vec<char> {
    let usual: Vec<char> = USUAL.chars().filter(|c| chars.has(*c)).take(KEPT).collect();
    if !usual.is_empty() {
        return usual;
    }
    let ranges = chars.ranges();
    ranges.iter().flat_map(|(first, last)| *first..=*last).take(KEPT).collect()
}
