//! Numbers that stand for things, one type for each kind of thing.
//!
//! In: positions in the store's lists. Out: ids that cannot be mixed up.
//! Absent: what they stand for; the store answers that.

/// One id type: a position that fits its integer.
macro_rules! id {
    ($(#[$doc:meta])* $name:ident($int:ty)) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name($int);

        impl $name {
            /// The id at this position; none where the position is too large for the type.
            pub fn new(index: usize) -> Option<Self> {
                <$int>::try_from(index).ok().map(Self)
            }

            /// The position that the id stands for, from 0.
            pub fn index(self) -> usize {
                self.0 as usize
            }
        }
    };
}

id!(
    /// A person, country, organisation, place, post, event, thing.
    EntityId(u32)
);
id!(
    /// A kind of entity; kinds nest.
    KindId(u16)
);
id!(
    /// A relation of the vocabulary.
    RelationId(u16)
);
id!(
    /// A role, by its position within its relation.
    RoleId(u8)
);
id!(
    /// A source that facts cite.
    SourceId(u32)
);
id!(
    /// A text that the store keeps once.
    TextId(u32)
);
id!(
    /// A unit of quantities.
    UnitId(u16)
);
id!(
    /// A noun of the vocabulary.
    NounId(u16)
);
id!(
    /// A verb of the vocabulary.
    VerbId(u16)
);

/// A fact: a row in the table of its relation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FactId {
    /// Whose table it stands in.
    pub relation: RelationId,
    /// The row there, from 0.
    pub row: u32,
}

#[cfg(test)]
mod tests {
    use super::{EntityId, RoleId};

    #[test]
    fn positions_that_do_not_fit_have_no_id() {
        assert_eq!(RoleId::new(255).map(RoleId::index), Some(255));
        assert_eq!(RoleId::new(256), None);
        assert_eq!(EntityId::new(usize::MAX), None);
    }
}
