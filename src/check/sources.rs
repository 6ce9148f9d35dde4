//! Sources that nothing rests on.
//!
//! In: a store. Out: findings. Absent: facts without a source, which the loader refuses.

use super::Findings;
use super::flaw::Flaw;
use crate::store::Store;

pub(super) fn check(store: &Store, out: &mut Findings<'_>) {
    let mut cited = vec![false; store.sources().len()];
    let of_facts = store.tables().flat_map(|table| table.rows().flat_map(|row| table.citations(row)));
    let of_coverage = store.coverage().iter().flat_map(|coverage| &coverage.citations);
    for citation in of_facts.chain(of_coverage) {
        if let Some(seen) = cited.get_mut(citation.source.index()) {
            *seen = true;
        }
    }
    for (source, _) in store.sources().zip(cited).filter(|(_, cited)| !cited) {
        out.add(source.place, None, Flaw::SourceUnused { source: source.name.clone() });
    }
}
