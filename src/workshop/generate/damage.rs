//! Sentences that nobody meant, made of sentences that somebody did.
//!
//! In: a sentence, and another to mix in. Out: one with words lost, doubled, moved, misspelt, or cut off. Absent:
//! whether it can still be read.

use super::super::dice::Dice;

/// What is put between words.
const ODD: [&str; 12] =
    ["(", ")", "\"", "'s", ",", "?", "#", "99999999999999999999", "0", "2024-13-45", "é", "$x"];

/// A damaged sentence.
pub fn damaged(text: &str, other: &str, dice: &mut Dice) -> String {
    let mut words: Vec<String> = text.split(' ').map(str::to_owned).collect();
    for _ in 0..=dice.below(2) {
        let at = dice.below(words.len());
        match dice.below(7) {
            0 if words.len() > 1 => drop(words.remove(at)),
            1 => words.insert(at, words[at].clone()),
            2 => words.insert(at, (*dice.pick(&ODD).unwrap_or(&"(")).to_owned()),
            3 => {
                let with = dice.below(words.len());
                words.swap(at, with);
            }
            4 => {
                let slips = slips(&words[at]);
                if let Some(slip) = dice.pick(&slips) {
                    words[at].clone_from(slip);
                }
            }
            5 => words.extend(other.split(' ').skip(dice.below(4)).take(3).map(str::to_owned)),
            _ => {
                // The start of one, the rest of the other.
                let from = dice.below(other.split(' ').count());
                words.truncate(at + 1);
                words.extend(other.split(' ').skip(from).map(str::to_owned));
            }
        }
    }
    let mut text = words.join(" ");
    if dice.percent(15) {
        let cut = dice.below(text.len() + 1);
        text.truncate((0..=cut).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0));
    }
    text
}

/// Every word that is one slip of the fingers away: a letter lost, wrong, too many, or two swapped. In order, each
/// once.
pub fn slips(word: &str) -> Vec<String> {
    let letters: Vec<char> = word.chars().collect();
    let mut found = Vec::new();
    let mut add = |letters: Vec<char>| found.push(letters.into_iter().collect::<String>());
    for at in 0..=letters.len() {
        for new in 'a'..='z' {
            let mut more = letters.clone();
            more.insert(at, new);
            add(more);
        }
        let Some(here) = letters.get(at) else { continue };
        if !here.is_alphabetic() {
            continue;
        }
        let mut less = letters.clone();
        less.remove(at);
        add(less);
        for new in ('a'..='z').filter(|new| !new.eq_ignore_ascii_case(here)) {
            let mut wrong = letters.clone();
            wrong[at] = new;
            add(wrong);
        }
        if letters.get(at + 1).is_some_and(|next| next.is_alphabetic() && next != here) {
            let mut swapped = letters.clone();
            swapped.swap(at, at + 1);
            add(swapped);
        }
    }
    found.retain(|slip| slip != word);
    found.sort();
    found.dedup();
    found
}

#[cfg(test)]
mod tests {
    use super::{Dice, damaged, slips};

    #[test]
    fn slips_are_one_letter_away() {
        let found = slips("of");
        for slip in ["o", "f", "fo", "off", "on", "xof", "oxf", "of".to_owned().as_str()] {
            assert_eq!(found.iter().any(|one| one == slip), slip != "of", "{slip}");
        }
        assert!(found.iter().all(|slip| strsim::osa_distance(slip, "of") == 1), "{found:?}");
    }

    #[test]
    fn damage_is_repeatable() {
        let once = |seed| damaged("members of BRICS since 2024", "who joined OPEC", &mut Dice::new(seed));
        assert_eq!(once(5), once(5));
        let changed = (0..50).filter(|seed| once(*seed) != "members of BRICS since 2024").count();
        assert!(changed > 40, "{changed}");
    }
}
