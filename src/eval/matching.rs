//! All the ways in which a fact meets a scan's conditions, by the values of variables.
//!
//! In: an account, checks with their inputs run. Out: one match for each choice of values. Negated checks come last, when
//! the values are known. Absent: queries without variables, which look for one best match (`check`).

use std::cell::OnceCell;
use std::collections::HashMap;

use smallvec::{SmallVec, smallvec};

use crate::fact::{EntityId, RoleId};
use crate::plan::{Check, Op, Scan};
use crate::resolve::Variable;
use crate::store::{FastHash, Table};
use crate::time::{Bounds, Shape, Truth};

use super::Error;
use super::anchor::{ByValues, FoundEither, ReadyEither};
use super::bind::{self, Binds};
use super::check::{Match, Matches, Ready, ReadyCheck, any_keys, keys_of};
use super::hit::{Hit, Key};
use super::keyed::ByKey;
use super::own::Own;
use super::run::Runner;

impl ReadyCheck<'_> {
    /// Whether it gives variables their values.
    pub(super) fn binds(&self) -> bool {
        let bound = |rows: &ByKey| rows.rows().iter().any(|hit| !hit.binds.is_empty());
        match self {
            ReadyCheck::Variable { .. } | ReadyCheck::Values(_) => true,
            ReadyCheck::Join { rows, .. } | ReadyCheck::AnyRole(rows) => bound(rows),
            _ => false,
        }
    }

    fn is_negated(&self) -> bool {
        matches!(self, ReadyCheck::Join { negated: true, .. })
    }
}

/// A variable in a role, with what stands beside it in the same role: each fills a place of its own.
pub(super) fn variable<'p>(scan: &Scan, role: Option<RoleId>, variable: Variable) -> ReadyCheck<'p> {
    let mut beside = Vec::new();
    let mut given = Vec::new();
    for check in &scan.checks {
        match check {
            Check::Variable { role: of, variable: other }
                if role.is_some() && *of == role && *other != variable =>
            {
                beside.push(*other);
            }
            Check::Names { role: of, entities, negated: false } if Some(*of) == role => {
                given.extend(entities);
            }
            Check::Join { role: of, input, negated: false } if Some(*of) == role => {
                beside.extend(own_variable(input));
                given.extend(named(input));
            }
            _ => {}
        }
    }
    ReadyCheck::Variable { role, variable, beside, given }
}

/// The names among the alternatives.
fn named(op: &Op) -> Vec<EntityId> {
    match op {
        Op::Names(_, entities) => entities.clone(),
        Op::Union(_, inputs) => inputs.iter().flat_map(named).collect(),
        _ => Vec::new(),
    }
}

/// Whether the entity is the value of a variable that stands in the role itself: `?x` is not its own partner.
pub(super) fn is_own(checks: &[Check], role: RoleId, entity: EntityId, binds: &Binds) -> bool {
    !binds.is_empty()
        && checks.iter().any(|check| {
            let variable = match check {
                Check::Variable { role: Some(of), variable } if *of == role => Some(*variable),
                Check::Join { role: of, input, negated: false } if *of == role => own_variable(input),
                _ => None,
            };
            variable.is_some_and(|variable| bind::value(binds, variable) == Some(Key::Entity(entity)))
        })
}

/// The variable whose values are the keys of the rows, or of the first alternative.
fn own_variable(op: &Op) -> Option<Variable> {
    match op {
        Op::Bind(_, variable, _) => Some(*variable),
        Op::Union(_, inputs) => inputs.first().and_then(own_variable),
        _ => None,
    }
}

impl Ready<'_> {
    /// Every way in which an account of a thing meets all checks, each choice of values once.
    pub(super) fn all_matches(
        &self,
        row: u32,
        bounds: Bounds,
        table: &Table,
        runner: &Runner<'_>,
    ) -> Matches {
        let ways = self.ways(row, bounds, table, runner);
        if ways.len() < 2 {
            return ways;
        }
        let mut best: HashMap<Binds, usize, FastHash> = HashMap::default();
        let mut found = Matches::new();
        for one in ways {
            match best.get(&one.binds) {
                Some(at) if found[*at].certain || !one.certain => {}
                Some(at) => found[*at] = one,
                None => {
                    best.insert(one.binds.clone(), found.len());
                    found.push(one);
                }
            }
        }
        found
    }

    fn ways(&self, row: u32, bounds: Bounds, table: &Table, runner: &Runner<'_>) -> Matches {
        let mut ways: Matches = smallvec![Match::new()];
        let first = self.checks.iter().filter(|check| !check.is_negated());
        let last = self.checks.iter().filter(|check| check.is_negated());
        for check in first.chain(last) {
            match check {
                ReadyCheck::Variable { role, variable, beside, given } => {
                    let keys = match role {
                        Some(role) => keys_of(table, *role, row, runner.store),
                        None => any_keys(table, row, runner.store),
                    };
                    let is_free = |binds: &Binds, key: Key| is_free(binds, key, beside, given);
                    if let [key] = keys[..] {
                        let take = |way: &mut Match| bind::add(&mut way.binds, *variable, key);
                        ways.retain_mut(|way| is_free(&way.binds, key) && take(way));
                    } else {
                        let each = |way: &Match| values(way, &keys, *variable, is_free);
                        ways = ways.iter().flat_map(each).collect();
                    }
                }
                ReadyCheck::Values(rows) => {
                    let each = |way: &Match| self.with_rows(way, rows.iter().map(|hit| (hit, hit.certain)));
                    ways = ways.iter().flat_map(each).collect();
                }
                ReadyCheck::Join { role, rows, negated: false } if check.binds() => {
                    let keys = keys_of(table, *role, row, runner.store);
                    let own = Own { table, row, bounds, store: runner.store };
                    ways = self.with_keys(&ways, rows, &keys, own);
                }
                ReadyCheck::AnyRole(rows) if check.binds() => {
                    let keys = any_keys(table, row, runner.store);
                    let own = Own { table, row, bounds, store: runner.store };
                    ways = self.with_keys(&ways, rows, &keys, own);
                }
                check => ways.retain_mut(|way| self.meets(check, row, bounds, table, runner, way).is_some()),
            }
            if ways.is_empty() {
                break;
            }
        }
        ways
    }

    fn with_keys(&self, ways: &[Match], rows: &ByKey, keys: &[Key], own: Own<'_>) -> Matches {
        let judged = || {
            keys.iter().flat_map(|key| rows.of(*key)).filter_map(|hit| {
                let truth = own.meets(hit);
                truth.is_possible().then_some((hit, hit.certain && truth.is_certain()))
            })
        };
        ways.iter().flat_map(|way| self.with_rows(way, judged())).collect()
    }

    /// The match with each row that agrees with it: the best for each choice of values.
    fn with_rows<'h>(&self, way: &Match, rows: impl Iterator<Item = (&'h Hit, bool)>) -> Matches {
        let mut best: HashMap<Binds, (&Hit, bool), FastHash> = HashMap::default();
        for (hit, certain) in rows {
            let Some(binds) = bind::both(&way.binds, &hit.binds) else { continue };
            match best.get(&binds) {
                Some((_, before)) if *before || !certain => {}
                _ => drop(best.insert(binds, (hit, certain))),
            }
        }
        let mut best: Vec<(Binds, (&Hit, bool))> = best.into_iter().collect();
        best.sort_unstable_by(|one, other| one.0.cmp(&other.0));
        let joined = |(binds, (hit, certain)): (Binds, (&Hit, bool))| {
            let mut one = Match { binds, ..way.clone() };
            self.joined(hit, certain, &mut one);
            one
        };
        best.into_iter().map(joined).collect()
    }

    /// Whether facts with values that agree with these are there to compare the time with.
    pub(super) fn has_near(&self, binds: &Binds) -> bool {
        self.bound.iter().all(|either| either.plain.is_some() || either.near(binds).next().is_some())
    }

    /// The hit with each choice of values for which it stands as asked against other facts.
    pub(super) fn also_bound(&self, hit: &Hit, truth: Truth, whole: &[Bounds], shape: Shape) -> Vec<Hit> {
        let mut ways = vec![(truth, hit.clone())];
        for either in &self.bound {
            let mut left = Vec::new();
            for (before, way) in &ways {
                let alone = either.plain.as_ref().map(|plain| (&way.binds, plain));
                for (binds, group) in
                    either.near(&way.binds).map(|(binds, group)| (binds, group)).chain(alone)
                {
                    let Some(binds) = bind::both(&way.binds, binds) else { continue };
                    let truth = before.and(group.judge(way, whole, shape));
                    if truth.is_possible() {
                        left.push((truth, Hit { binds, ..way.clone() }));
                    }
                }
            }
            ways = left;
        }
        ways.into_iter()
            .map(|(truth, way)| Hit { certain: way.certain && truth.is_certain(), ..way })
            .collect()
    }
}

/// Whether what fills a role is neither named beside the variable that stands in it, nor the value of another one there.
fn is_free(binds: &Binds, key: Key, beside: &[Variable], given: &[EntityId]) -> bool {
    match key {
        Key::Entity(entity) => {
            !given.contains(&entity) && beside.iter().all(|other| bind::value(binds, *other) != Some(key))
        }
        Key::Fact(_) => false,
    }
}

/// The match with each filler of a role as the value of a variable.
fn values(way: &Match, keys: &[Key], variable: Variable, is_free: impl Fn(&Binds, Key) -> bool) -> Matches {
    let first = |(at, key): &(usize, &Key)| !keys[..*at].contains(key);
    let free = keys.iter().enumerate().filter(|(_, key)| is_free(&way.binds, **key));
    free.filter(first)
        .filter_map(|(_, key)| Some(Match { binds: bind::with(&way.binds, variable, *key)?, ..way.clone() }))
        .collect()
}

/// Alternatives of a test of time whose facts have values of variables, apart for each choice of values.
pub(super) struct BoundEither<'p> {
    /// The alternatives that do not depend on values, if there are any.
    plain: Option<ReadyEither<'p>>,
    groups: ByValues<'p>,
    /// The groups by their values of the variables that every one of them has a value for.
    by_values: HashMap<Binds, Places, FastHash>,
    /// The groups by one of their values, for rows that lack some of these variables; made when the first is met.
    by_value: OnceCell<HashMap<(Variable, Key), Places, FastHash>>,
    everywhere: Vec<Variable>,
}

/// Places of groups.
type Places = SmallVec<[usize; 2]>;

impl<'p> BoundEither<'p> {
    pub(super) fn new(found: FoundEither<'p>, runner: &Runner<'_>) -> Result<Self, Error> {
        let (plain, groups) = found.apart(runner)?;
        let first = groups.first().map_or_else(Vec::new, |(binds, _)| binds.to_vec());
        let everywhere: Vec<Variable> = first
            .into_iter()
            .map(|(variable, _)| variable)
            .filter(|variable| groups.iter().all(|(binds, _)| bind::value(binds, *variable).is_some()))
            .collect();
        let mut by_values: HashMap<Binds, Places, FastHash> = HashMap::default();
        for group in runner.watch(groups.iter().enumerate()) {
            let (place, (binds, _)) = group?;
            by_values.entry(bind::only(binds, &everywhere)).or_default().push(place);
        }
        let plain = (!plain.is_empty()).then_some(plain);
        Ok(BoundEither { plain, groups, by_values, by_value: OnceCell::new(), everywhere })
    }

    fn by_value(&self) -> &HashMap<(Variable, Key), Places, FastHash> {
        self.by_value.get_or_init(|| {
            let mut by_value: HashMap<(Variable, Key), Places, FastHash> = HashMap::default();
            for (place, (binds, _)) in self.groups.iter().enumerate() {
                for value in binds {
                    by_value.entry(*value).or_default().push(place);
                }
            }
            by_value
        })
    }

    /// The groups that may agree with these values: those that have the same, else those that share one of them, the
    /// rarest; or all.
    fn near<'a>(&'a self, binds: &Binds) -> impl Iterator<Item = &'a (Binds, ReadyEither<'p>)> + use<'a, 'p> {
        let shared = bind::only(binds, &self.everywhere);
        let known = |value| self.by_value().get(value).map_or(&[][..], |places| places.as_slice());
        let (places, all) = if shared.is_empty() {
            (&[][..], self.groups.as_slice())
        } else if shared.len() == self.everywhere.len() {
            (self.by_values.get(&shared).map_or(&[][..], |places| places.as_slice()), &[][..])
        } else {
            (shared.iter().map(known).min_by_key(|places| places.len()).unwrap_or_default(), &[][..])
        };
        places.iter().map(|place| &self.groups[*place]).chain(all)
    }
}
