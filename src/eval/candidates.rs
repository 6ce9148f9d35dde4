//! Which rows of a relation a scan looks at.
//!
//! In: a scan with its checks made ready. Out: rows, by the shortest posting list. Absent: whether they are as asked (`scan`).

use crate::fact::EntityId;
use crate::plan::{Access, Check, Scan};
use crate::store::Table;

use super::check::Ready;

/// The rows to look at, ascending, each once: by the shortest of the posting lists that hold them all.
pub(super) fn rows<'t>(
    scan: &Scan,
    ready: &Ready<'_>,
    among: Option<&[EntityId]>,
    table: &'t Table,
) -> Box<dyn Iterator<Item = u32> + 't> {
    let keys: Option<(_, Vec<EntityId>)> = match scan.access {
        Access::All => None,
        Access::Postings(role) => scan.checks.iter().find_map(|check| match check {
            Check::Names { role: of, entities, negated: false } if *of == role => {
                Some((role, entities.clone()))
            }
            _ => None,
        }),
        Access::Joined(role) => ready.keys(role).map(|keys| (role, keys)),
    };
    let among = scan.answers.zip(among).map(|(role, entities)| (role, entities.to_vec()));
    let length = |(role, keys): &(_, Vec<EntityId>)| {
        keys.iter().map(|key| table.postings(*role, *key).len()).sum::<usize>()
    };
    let Some((role, keys)) = keys.into_iter().chain(among).min_by_key(length) else {
        return Box::new(table.rows());
    };
    if let [only] = keys[..] {
        return Box::new(table.postings(role, only).iter().copied());
    }
    let total: usize = keys.iter().map(|key| table.postings(role, *key).len()).sum();
    if total >= table.len() {
        return Box::new(table.rows());
    }
    let mut rows: Vec<u32> = keys.iter().flat_map(|key| table.postings(role, *key)).copied().collect();
    rows.sort_unstable();
    rows.dedup();
    Box::new(rows.into_iter())
}
