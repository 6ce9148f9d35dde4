//! Facts and coverage.
//!
//! In: `[[relation]]` and `[[coverage]]` tables. Out: facts and coverage for the store's builder.
//! Absent: what fills a role (`values`), tables of data (`table`).

use super::base::Base;
use super::error::LoadError;
use super::index::{here, no_entity, no_relation};
use super::item::{Item, Word};
use super::problems::Problems;
use super::roles::FACT_KEYS;
use super::things::{Cited, cited};
use super::values::{entity, values};
use super::vocabulary::role;
use crate::fact::{Coverage, EntityId, Fact, Relation, RelationId, RoleKind, Value, When, shape_word};
use crate::time::{Edtf, End, Shape};

/// Tables with the relation that their facts are of.
pub(super) type Groups<'a> = Vec<(RelationId, Vec<Item<'a>>)>;

/// Notes the ids of all facts, so that facts may name each other in any order.
pub(super) fn note_ids<'a>(groups: &Groups<'a>, base: &mut Base<'a>, out: &mut Problems) {
    for (relation, items) in groups {
        for item in items {
            let Some(word) = item.word("id", out) else { continue };
            let first = *base.facts.entry(word.value).or_insert((*relation, word));
            if first.0 != *relation {
                let name = base.relations.get(first.0.index()).map(|relation| relation.name.clone());
                let error = LoadError::IdOfAnother {
                    id: word.value.into(),
                    relation: name.unwrap_or_default(),
                    first: here(&first.1),
                };
                word.wrong(error, out);
            }
        }
    }
}

/// A fact, if it has all that it needs.
pub(super) fn fact(item: Item<'_>, relation: &Relation, base: &Base<'_>, out: &mut Problems) -> Option<Fact> {
    check_keys(item, relation, out);
    let values = role_values(item, relation, base, out);
    let when = when(item, relation, out);
    let sources = cited(item, format_args!("this {}", relation.name), &base.source_ids, out);
    let claims = item.words("claims", out).into_iter();
    let claims =
        claims.filter_map(|word| base.entity_ids.find(word, no_entity, out)).filter_map(EntityId::new);
    let claims = claims.collect();
    let id = item.word("id", &mut Problems::default());
    let own = |word: &Word<'_>| base.facts.get(word.value).is_some_and(|first| first.0 == relation.id);
    let fact = Fact {
        relation: relation.id,
        id: id.filter(own).map(|word| word.value.to_owned()),
        values: values?,
        when: when?,
        sources,
        claims,
        checked: item.date("checked", out),
        planned: item.flag("planned", out),
        denied: item.flag("denied", out),
        quote: item.text("quote", out),
        note: item.text("note", out),
        place: item.place(),
    };
    (!fact.sources.is_empty()).then_some(fact)
}

fn check_keys(item: Item<'_>, relation: &Relation, out: &mut Problems) {
    if item.keys_are(|key| FACT_KEYS.contains(&key) || relation.role_named(key).is_some()) {
        return;
    }
    let roles = relation.roles.iter().map(|role| role.name.as_str());
    let keys: Vec<&str> = roles.chain(FACT_KEYS).collect();
    item.only(&keys, &format!("a fact of `{}`", relation.name), out);
}

/// The values of every role, in order; none if a role that is required has no good value.
fn role_values(
    item: Item<'_>,
    relation: &Relation,
    base: &Base<'_>,
    out: &mut Problems,
) -> Option<Vec<Vec<Value>>> {
    let mut all = Vec::with_capacity(relation.roles.len());
    let mut complete = true;
    for role in &relation.roles {
        let found = item.get(&role.name).map(|cell| values(cell, role, base, out));
        if found.is_none() && !role.optional {
            let error = LoadError::RoleMissing { role: role.name.clone(), relation: relation.name.clone() };
            item.wrong(error, out);
        }
        let mut found = found.unwrap_or_default();
        complete &= role.optional || !found.is_empty();
        if !role.many {
            complete &= found.len() <= 1;
            found.truncate(1);
        }
        all.push(found);
    }
    complete.then_some(all)
}

fn when(item: Item<'_>, relation: &Relation, out: &mut Problems) -> Option<When> {
    let ended = item.flag("ended", out);
    if item.has("when") && item.has("seen") {
        let at = item.get("seen")?;
        at.wrong(LoadError::WhenAndSeen, out);
    }
    if let Some(cell) = item.get("when") {
        let edtf = cell.date("when", out)?;
        return match date_fits(edtf, ended, relation.shape) {
            Ok(edtf) => Some(When::Date { edtf, ended }),
            Err(error) => {
                cell.wrong(error, out);
                None
            }
        };
    }
    if let Some(cell) = item.get("seen") {
        if relation.shape != Shape::State {
            cell.wrong(LoadError::SeenOfEvent { shape: shape_word(relation.shape) }, out);
            return None;
        }
        return cell.date("seen", out).map(When::Seen);
    }
    item.wrong(LoadError::NoDate { relation: relation.name.clone() }, out);
    None
}

/// The date, if a fact of this shape can have it.
pub(super) fn date_fits(edtf: Edtf, ended: bool, shape: Shape) -> Result<Edtf, LoadError> {
    if shape == Shape::State && !edtf.is_interval() {
        return Err(LoadError::StateWithoutInterval { date: edtf.to_string() });
    }
    if ended && (!edtf.is_interval() || edtf.ending() != End::Unknown) {
        return Err(LoadError::EndedTwice { date: edtf.to_string() });
    }
    Ok(edtf)
}

/// A coverage, if it has all that it needs. Its citations are added by the caller.
pub(super) fn coverage(item: Item<'_>, base: &Base<'_>, out: &mut Problems) -> Option<(Coverage, Cited)> {
    item.only(&["relation", "roles", "when", "checked", "source", "note"], "a coverage", out);
    let word = item.need("relation", "a coverage", out)?;
    let relation = base.relations.get(base.relation_ids.find(word, no_relation, out)?)?;
    let when = item.need("when", "a coverage", out).and_then(|word| word.date(out));
    let sources = cited(item, format_args!("this coverage"), &base.source_ids, out);
    let mut roles = Vec::new();
    for (word, cell) in item.table("roles", out).map(Item::entries).unwrap_or_default() {
        let id = role(word, relation, out)?;
        let declared = relation.role(id)?;
        let RoleKind::Entity(kinds) = &declared.kind else {
            word.wrong(LoadError::RoleNotEntity { role: word.value.into() }, out);
            return None;
        };
        let value = cell.word(word.value, out)?;
        roles.push((id, entity(value, declared, kinds, base, out)?));
    }
    let (relation, checked) = (relation.id, item.date("checked", out));
    let coverage =
        Coverage { relation, roles, when: when?, checked, citations: Vec::new(), place: item.place() };
    Some((coverage, sources))
}
