//! Values of variables, carried by rows.
//!
//! In: values of two rows. Out: both together, where they agree. A variable without a value may be anything: the row
//! holds for every value of it.

use smallvec::SmallVec;

use crate::resolve::Variable;

use super::hit::Key;

/// The values of a row's variables, by the number of the variable, each once.
pub(super) type Binds = SmallVec<[(Variable, Key); 2]>;

/// The value of a variable.
pub(super) fn value(binds: &Binds, variable: Variable) -> Option<Key> {
    binds.iter().find(|(one, _)| *one == variable).map(|(_, key)| *key)
}

/// With one value more; `None` if the variable has another value already.
pub(super) fn with(binds: &Binds, variable: Variable, key: Key) -> Option<Binds> {
    let mut more = Binds::from_slice(binds);
    add(&mut more, variable, key).then_some(more)
}

/// Adds one value; whether the variable has no other.
pub(super) fn add(binds: &mut Binds, variable: Variable, key: Key) -> bool {
    match binds.binary_search_by_key(&variable, |(one, _)| *one) {
        Ok(at) => binds[at].1 == key,
        Err(at) => {
            binds.insert(at, (variable, key));
            true
        }
    }
}

/// Whether no variable has two values.
pub(super) fn agree(one: &Binds, other: &Binds) -> bool {
    one.is_empty()
        || other.iter().all(|(variable, key)| value(one, *variable).is_none_or(|known| known == *key))
}

/// The values of both; `None` if they do not agree.
pub(super) fn both(one: &Binds, other: &Binds) -> Option<Binds> {
    if other.is_empty() {
        return Some(Binds::from_slice(one));
    }
    if one.is_empty() {
        return Some(Binds::from_slice(other));
    }
    let mut all = Binds::from_slice(one);
    other.iter().all(|(variable, key)| add(&mut all, *variable, *key)).then_some(all)
}

/// The values without those of some variables.
pub(super) fn without(binds: &Binds, hidden: &[Variable]) -> Binds {
    binds.iter().filter(|(variable, _)| !hidden.contains(variable)).copied().collect()
}

/// The values of some variables alone.
pub(super) fn only(binds: &Binds, wanted: &[Variable]) -> Binds {
    let is_wanted = |(variable, _): &(Variable, Key)| wanted.contains(variable);
    if binds.iter().all(is_wanted) {
        return Binds::from_slice(binds);
    }
    binds.iter().copied().filter(is_wanted).collect()
}

#[cfg(test)]
mod tests {
    use super::{agree, both, value, with};
    use crate::eval::bind::Binds;
    use crate::eval::hit::Key;
    use crate::fact::EntityId;
    use crate::resolve::Variable;

    fn key(number: usize) -> Key {
        Key::Entity(EntityId::new(number).unwrap())
    }

    #[test]
    fn values_agree_or_they_do_not() {
        let one = with(&Binds::new(), Variable(1), key(7)).unwrap();
        let other = with(&with(&Binds::new(), Variable(2), key(8)).unwrap(), Variable(1), key(7)).unwrap();
        assert_eq!(both(&one, &other).unwrap(), other);
        assert_eq!(value(&other, Variable(2)), Some(key(8)));
        let third = with(&Binds::new(), Variable(1), key(9)).unwrap();
        assert!(!agree(&third, &other) && both(&third, &other).is_none());
        assert!(agree(&Binds::new(), &third));
    }
}
