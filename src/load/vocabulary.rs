//! Kinds, units and relations.
//!
//! In: `[kind.…]`, `[unit.…]` and `[relation.…]` tables. Out: their types, with indexes of their ids.
//! Absent: nouns and verbs (`speech`).

use super::error::LoadError;
use super::index::{Index, no_kind};
use super::item::{Cell, Item, Word};
use super::problems::Problems;
use super::roles::roles;
use crate::fact::{
    Acts, Kind, KindId, Present, Relation, RelationId, RoleId, RoleKind, SHAPES, Unit, UnitId, Words,
};
use crate::text::{Span, fold};
use crate::time::{Duration, Shape};

/// A base has no more kinds than this, so that walking up from any of them is quick.
const MOST_KINDS: usize = 2000;

/// The kinds, in the order of their ids. Circles are reported and cut.
pub(super) fn kinds<'a>(items: &[(Word<'a>, Item<'a>)], out: &mut Problems) -> (Index<'a>, Vec<Kind>) {
    if let Some((_, item)) = items.get(MOST_KINDS) {
        item.wrong(LoadError::Full { what: "kinds" }, out);
    }
    let (index, items) = index("kind", items.get(..MOST_KINDS).unwrap_or(items), out);
    let mut kinds = Vec::with_capacity(items.len());
    for (at, (name, item)) in items.iter().enumerate() {
        item.only(&["words", "also", "within"], "a kind", out);
        let within = item.words("within", out);
        let within =
            within.into_iter().filter_map(|word| index.find(word, no_kind, out)).filter_map(KindId::new);
        let within = within.collect();
        let words = pairs(*item, out);
        kinds.extend(KindId::new(at).map(|id| Kind { id, name: name.value.into(), words, within }));
    }
    cut_circles(&mut kinds, &items, out);
    (index, kinds)
}

/// The units, in the order of their ids.
pub(super) fn units<'a>(items: &[(Word<'a>, Item<'a>)], out: &mut Problems) -> (Index<'a>, Vec<Unit>) {
    let (index, items) = index("unit", items, out);
    let mut units = Vec::with_capacity(items.len());
    for (at, (name, item)) in items.iter().enumerate() {
        item.only(&["words", "symbols"], "a unit", out);
        let words = pair(*item, "words", out);
        let words = words.unwrap_or_else(|| Words { singular: name.value.into(), plural: name.value.into() });
        let symbols = item.words("symbols", out).into_iter().map(|word| word.value.to_owned()).collect();
        units.extend(UnitId::new(at).map(|id| Unit { id, name: name.value.into(), words, symbols }));
    }
    (index, units)
}

/// The relations, in the order of their ids.
pub(super) fn relations<'a>(
    items: &[(Word<'a>, Item<'a>)],
    kinds: &Index<'a>,
    units: &Index<'a>,
    out: &mut Problems,
) -> (Index<'a>, Vec<Relation>) {
    let (index, items) = index("relation", items, out);
    let mut relations = Vec::with_capacity(items.len());
    for (at, (name, item)) in items.iter().enumerate() {
        item.only(
            &[
                "shape", "about", "reading", "confirm", "single", "acts", "present", "known-by", "first",
                "roles",
            ],
            "a relation",
            out,
        );
        let Some(id) = RelationId::new(at) else { continue };
        let mut relation = Relation {
            id,
            name: name.value.into(),
            shape: shape(*item, out).unwrap_or(Shape::Event),
            about: item.text("about", out),
            reading: None,
            confirm: item.word("confirm", out).and_then(|word| confirm(word, out)),
            single: Vec::new(),
            acts: None,
            present: None,
            known_by: None,
            first: item.flag("first", out),
            roles: Vec::new(),
        };
        relation.roles = roles(*item, *name, kinds, units, out);
        relation.single =
            item.words("single", out).into_iter().filter_map(|word| role(word, &relation, out)).collect();
        relation.known_by = item.word("known-by", out).and_then(|word| entity_role(word, &relation, out));
        relation.acts = item.table("acts", out).and_then(|acts| self::acts(acts, &relation, out));
        relation.present = item.table("present", out).and_then(|one| present(one, &relation, out));
        relation.reading = item.word("reading", out).map(|word| reading(word, &relation, out));
        relations.push(relation);
    }
    (index, relations)
}

/// The role of a relation that a word names; a problem if there is none.
pub(super) fn role(word: Word<'_>, relation: &Relation, out: &mut Problems) -> Option<RoleId> {
    let found = relation.role_named(word.value);
    if found.is_none() {
        role_unknown(word, word.value, Span::new(0, word.value.len()), relation, out);
    }
    found
}

/// A role that holds entities.
fn entity_role(word: Word<'_>, relation: &Relation, out: &mut Problems) -> Option<RoleId> {
    let found = role(word, relation, out)?;
    let holds = matches!(relation.role(found).map(|role| &role.kind), Some(RoleKind::Entity(_)));
    if !holds {
        word.wrong(LoadError::RoleNotEntity { role: word.value.into() }, out);
    }
    holds.then_some(found)
}

fn role_unknown(word: Word<'_>, role: &str, part: Span, relation: &Relation, out: &mut Problems) {
    let mut near = out.near(role, relation.roles.iter().map(|role| role.name.as_str()));
    if near.is_empty() && relation.roles.len() <= 4 {
        near = relation.roles.iter().map(|role| role.name.clone()).collect();
    }
    word.wrong_at(
        part,
        LoadError::RoleUnknown { role: role.into(), relation: relation.name.clone(), near },
        out,
    );
}

/// The ids of these tables, and the tables whose ids hold.
pub(super) fn index<'a>(
    what: &'static str,
    items: &[(Word<'a>, Item<'a>)],
    out: &mut Problems,
) -> (Index<'a>, Vec<(Word<'a>, Item<'a>)>) {
    let mut index = Index::new(what);
    let kept = items.iter().copied().filter(|(name, _)| index.add(*name, out)).collect();
    (index, kept)
}

/// The words of `words` and `also`.
pub(super) fn pairs(item: Item<'_>, out: &mut Problems) -> Vec<Words> {
    let mut all: Vec<Words> = pair(item, "words", out).into_iter().collect();
    let more = item.get("also").map(Cell::list).unwrap_or_default();
    all.extend(more.into_iter().filter_map(|cell| pair_of(cell, "also", out)));
    all
}

/// The singular and plural of a key.
pub(super) fn pair(item: Item<'_>, key: &str, out: &mut Problems) -> Option<Words> {
    item.get(key).and_then(|cell| pair_of(cell, key, out))
}

fn pair_of(cell: Cell<'_>, key: &str, out: &mut Problems) -> Option<Words> {
    let listed = cell.words(key, out);
    match listed.as_slice() {
        [] => None,
        [one] => Some(Words { singular: one.value.into(), plural: one.value.into() }),
        [one, many] => Some(Words { singular: one.value.into(), plural: many.value.into() }),
        more => {
            cell.wrong(LoadError::WordCount { key: key.into(), count: more.len() }, out);
            None
        }
    }
}

/// The shape that a table names.
pub(super) fn shape(item: Item<'_>, out: &mut Problems) -> Option<Shape> {
    let word = item.need("shape", "a relation", out)?;
    choice(word, "shape", &SHAPES, out)
}

/// The one of these values that a word names; a problem if it names none.
pub(super) fn choice<T: Copy>(
    word: Word<'_>,
    key: &str,
    known: &[(&str, T)],
    out: &mut Problems,
) -> Option<T> {
    let found = known.iter().find(|(name, _)| *name == word.value).map(|(_, value)| *value);
    if found.is_none() {
        let known = known.iter().map(|(name, _)| (*name).to_owned()).collect();
        word.wrong(LoadError::UnknownWord { key: key.into(), word: word.value.into(), known }, out);
    }
    found
}

fn confirm(word: Word<'_>, out: &mut Problems) -> Option<Duration> {
    let found = duration(word.value);
    if found.is_none() {
        word.wrong(LoadError::BadDuration { text: word.value.into() }, out);
    }
    found
}

/// `5 years`, `1 year and 6 months`; none beyond 9999 of a unit.
fn duration(text: &str) -> Option<Duration> {
    let folded = fold(text);
    let mut parts = folded.split(' ').filter(|word| *word != "and");
    let mut total = Duration::default();
    while let Some(count) = parts.next() {
        let count: u32 = count.parse().ok().filter(|count| *count <= 9999)?;
        let part = match parts.next()?.trim_end_matches('s') {
            "year" => Duration::years(count),
            "month" => Duration::months(count),
            "week" => Duration::weeks(count),
            "day" => Duration::days(count),
            _ => return None,
        };
        total = total.plus(part)?;
    }
    (!total.is_zero()).then_some(total)
}

fn acts(item: Item<'_>, relation: &Relation, out: &mut Problems) -> Option<Acts> {
    item.only(&["who", "for"], "`acts`", out);
    let who = item.need("who", "`acts`", out).and_then(|word| role(word, relation, out));
    let for_whom = item.need("for", "`acts`", out).and_then(|word| role(word, relation, out));
    Some(Acts { who: who?, for_whom: for_whom? })
}

/// Who was there, and the role of the place or gathering.
fn present(item: Item<'_>, relation: &Relation, out: &mut Problems) -> Option<Present> {
    item.only(&["who", "at"], "`present`", out);
    let who = item.need("who", "`present`", out).and_then(|word| entity_role(word, relation, out));
    let at = item.need("at", "`present`", out).and_then(|word| entity_role(word, relation, out));
    Some(Present { who: who?, at: at? })
}

/// A reading, whose braces must hold roles.
fn reading(word: Word<'_>, relation: &Relation, out: &mut Problems) -> String {
    for (at, _) in word.value.match_indices('{') {
        let rest = word.value.get(at + 1..).unwrap_or_default();
        let name = rest.split('}').next().unwrap_or_default();
        if relation.role_named(name).is_none() {
            let part = Span::new(at + 1, at + 1 + name.len());
            role_unknown(word, name, part, relation, out);
        }
    }
    word.value.to_owned()
}

/// Reports each circle of kinds once, and takes out the link that closes it.
fn cut_circles(kinds: &mut [Kind], items: &[(Word<'_>, Item<'_>)], out: &mut Problems) {
    // 0: not seen, 1: on the way from the start, 2: done.
    let mut state = vec![0_u8; kinds.len()];
    for start in 0..kinds.len() {
        let mut way: Vec<(usize, usize)> = vec![(start, 0)];
        while let Some((at, next)) = way.last_mut() {
            let at = *at;
            if state.get(at) == Some(&2) {
                way.pop();
                continue;
            }
            set(&mut state, at, 1);
            let above = kinds.get(at).and_then(|kind| kind.within.get(*next)).map(|id| id.index());
            *next += 1;
            match above {
                None => {
                    set(&mut state, at, 2);
                    way.pop();
                }
                Some(above) if state.get(above) == Some(&1) => {
                    report_circle(kinds, &way, above, items, out);
                    if let (Some(kind), Some((_, next))) = (kinds.get_mut(at), way.last_mut()) {
                        *next -= 1;
                        kind.within.remove(*next);
                    }
                }
                Some(above) => way.push((above, 0)),
            }
        }
    }
}

fn set(state: &mut [u8], at: usize, value: u8) {
    if let Some(cell) = state.get_mut(at) {
        *cell = value;
    }
}

fn report_circle(
    kinds: &[Kind],
    way: &[(usize, usize)],
    first: usize,
    items: &[(Word<'_>, Item<'_>)],
    out: &mut Problems,
) {
    let name = |at: &usize| kinds.get(*at).map(|kind| kind.name.clone());
    let circle = way.iter().map(|(at, _)| at).skip_while(|at| **at != first);
    let names = circle.chain([&first]).filter_map(name).collect();
    if let Some((word, _)) = items.get(first) {
        word.wrong(LoadError::KindCircle { kinds: names }, out);
    }
}

#[cfg(test)]
mod tests {
    use super::duration;
    use crate::time::Duration;

    #[test]
    fn lengths_of_time_are_read() {
        assert_eq!(duration("5 years"), Some(Duration::years(5)));
        assert_eq!(duration("1 year and 6 months"), Duration::years(1).plus(Duration::months(6)));
        for text in ["", "a while", "5", "years", "0 days", "-1 days", "99999 days", "5 parsecs"] {
            assert_eq!(duration(text), None, "{text}");
        }
    }
}
