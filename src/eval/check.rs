//! Conditions on one account, made ready once for a whole scan.
//!
//! In: checks of the plan, whose inputs are run here. Out: whether an account meets them, with what it was
//! joined to. Absent: time, but for the time that a semi-join shares (`scan` takes the spans).

use smallvec::SmallVec;

use crate::fact::{EntityId, FactId, Quantity, RoleId, SourceId};
use crate::plan::{Check, Op, Scan};
use crate::resolve::Variable;
use crate::store::{Meaning, Store, Table};
use crate::text::{key_words, stem};
use crate::time::{Bounds, Days, Shape, Truth};

use super::anchor::{FoundEither, ReadyEither};
use super::bind::{self, Binds};
use super::compare::{bounds_on, compare};
use super::hit::{Hit, Key};
use super::keyed::ByKey;
use super::matching::BoundEither;
use super::own::Own;
use super::run::Runner;
use super::{Error, known, matching};

/// The checks of a scan with their inputs run.
pub(super) struct Ready<'p> {
    pub(super) checks: Vec<ReadyCheck<'p>>,
    also: Vec<ReadyEither<'p>>,
    /// Tests against facts that have values of variables, apart for each choice of values.
    pub(super) bound: Vec<BoundEither<'p>>,
    /// Whether a fact may match in several ways, by the values of variables.
    pub(super) binding: bool,
    linked: bool,
}

pub(super) enum ReadyCheck<'p> {
    Names {
        role: RoleId,
        entities: &'p [EntityId],
        negated: bool,
    },
    Join {
        role: RoleId,
        rows: ByKey,
        negated: bool,
    },
    AnyRole(ByKey),
    /// Whatever fills the role, but for names and variables that stand in it beside it.
    Variable {
        role: Option<RoleId>,
        variable: Variable,
        beside: Vec<Variable>,
        given: Vec<EntityId>,
    },
    Values(Vec<Hit>),
    Every {
        role: RoleId,
        rows: ByKey,
    },
    Mentions {
        phrases: &'p [Vec<String>],
        negated: bool,
    },
    Compares {
        role: RoleId,
        quantities: Vec<&'p Quantity>,
    },
    According {
        rows: ByKey,
        sources: Vec<SourceId>,
        negated: bool,
    },
    FromSource {
        source: SourceId,
        negated: bool,
    },
}

/// What an account was joined to.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Match {
    pub(super) certain: bool,
    /// Periods that the account's own must meet.
    pub(super) spans: SmallVec<[Bounds; 1]>,
    pub(super) facts: SmallVec<[FactId; 2]>,
    pub(super) binds: Binds,
}

/// The ways in which an account meets all checks: mostly one.
pub(super) type Matches = SmallVec<[Match; 1]>;

impl Match {
    pub(super) fn new() -> Self {
        Match { certain: true, spans: SmallVec::new(), facts: SmallVec::new(), binds: Binds::new() }
    }
}

impl<'p> Ready<'p> {
    /// Runs the inputs of all checks.
    pub(super) fn new(scan: &'p Scan, runner: &Runner<'_>) -> Result<Self, Error> {
        let by_key = |input: &Op| ByKey::new(runner.op(input)?, runner);
        let ready = |check: &'p Check| {
            Ok(match check {
                Check::Names { role, entities, negated } => {
                    ReadyCheck::Names { role: *role, entities, negated: *negated }
                }
                Check::Join { role, input, negated } => {
                    ReadyCheck::Join { role: *role, rows: by_key(input)?, negated: *negated }
                }
                Check::AnyRole(input) => ReadyCheck::AnyRole(by_key(input)?),
                Check::Variable { role, variable } => matching::variable(scan, *role, *variable),
                Check::Values(input) => ReadyCheck::Values(runner.op(input)?),
                Check::Every { role, input } => ReadyCheck::Every { role: *role, rows: by_key(input)? },
                Check::Mentions { phrases, negated } => ReadyCheck::Mentions { phrases, negated: *negated },
                // All bounds on one number are tested together, by the first of them.
                Check::Compares { role, .. } => {
                    ReadyCheck::Compares { role: *role, quantities: bounds_on(*role, &scan.checks) }
                }
                Check::According { who, negated } => {
                    let rows = by_key(who)?;
                    let sources = published_by(&rows, runner.store);
                    ReadyCheck::According { rows, sources, negated: *negated }
                }
                Check::FromSource { source, negated } => {
                    ReadyCheck::FromSource { source: *source, negated: *negated }
                }
            })
        };
        let checks = scan.checks.iter().map(ready).collect::<Result<Vec<_>, Error>>()?;
        let (mut also, mut bound) = (Vec::new(), Vec::new());
        for either in &scan.when.also {
            let found = FoundEither::new(either, runner)?;
            if found.binds() {
                bound.push(BoundEither::new(found, runner)?);
            } else {
                also.push(found.ready(runner)?);
            }
        }
        Ok(Ready {
            binding: !bound.is_empty() || checks.iter().any(ReadyCheck::binds),
            bound,
            checks,
            also,
            linked: scan.when.linked,
        })
    }

    /// Whether there is no test that regions of days cannot hold.
    pub(super) fn asks_no_others(&self) -> bool {
        self.also.is_empty() && self.bound.is_empty()
    }

    /// Whether some sources or claimants are wanted, so that not every account counts.
    pub(super) fn asks_who_vouches(&self) -> bool {
        let asks = |check: &ReadyCheck<'_>| {
            matches!(check, ReadyCheck::According { .. } | ReadyCheck::FromSource { .. })
        };
        self.checks.iter().any(asks)
    }

    /// Tests that regions of days cannot hold, on a hit whose accounts have those bounds.
    pub(super) fn also(&self, hit: &Hit, whole: &[Bounds], shape: Shape) -> Truth {
        self.also.iter().fold(Truth::Certain, |truth, either| truth.and(either.judge(hit, whole, shape)))
    }

    /// The entities that a semi-join on that role allows.
    pub(super) fn keys(&self, role: RoleId) -> Option<Vec<EntityId>> {
        self.checks.iter().find_map(|check| match check {
            ReadyCheck::Join { role: of, rows, negated: false } if *of == role => {
                let entity = |key: Key| match key {
                    Key::Entity(entity) => Some(entity),
                    Key::Fact(_) => None,
                };
                rows.keys().map(entity).collect()
            }
            _ => None,
        })
    }

    /// Whether the wanted sources and claimants vouch for the account, as far as these sources were known.
    pub(super) fn vouched(&self, row: u32, table: &Table, known: Option<Days>, store: &Store) -> Truth {
        let cited = |wanted: &dyn Fn(SourceId) -> bool| {
            let cited = table.citations(row).iter().filter(|citation| wanted(citation.source));
            cited.fold(Truth::No, |truth, citation| truth.or(known::source(citation.source, known, store)))
        };
        let turned = |truth: Truth, negated: bool| if negated { truth.not() } else { truth };
        self.checks.iter().fold(Truth::Certain, |truth, check| {
            truth.and(match check {
                ReadyCheck::According { rows, sources, negated } => {
                    let claimed = table.claims(row).iter().any(|entity| rows.holds(Key::Entity(*entity)));
                    let said =
                        if claimed { Truth::Certain } else { cited(&|source| sources.contains(&source)) };
                    turned(said, *negated)
                }
                ReadyCheck::FromSource { source, negated } => turned(cited(&|one| one == *source), *negated),
                _ => Truth::Certain,
            })
        })
    }

    /// What the account was joined to, if it meets all checks on its roles; `bounds` are those of the thing.
    pub(super) fn matches(
        &self,
        row: u32,
        bounds: Bounds,
        table: &Table,
        runner: &Runner<'_>,
    ) -> Option<Match> {
        let mut found = Match::new();
        for check in &self.checks {
            self.meets(check, row, bounds, table, runner, &mut found)?;
        }
        Some(found)
    }

    /// Whether the account meets one check, and the best that it is joined to there.
    pub(super) fn meets(
        &self,
        check: &ReadyCheck<'_>,
        row: u32,
        bounds: Bounds,
        table: &Table,
        runner: &Runner<'_>,
        found: &mut Match,
    ) -> Option<()> {
        {
            match check {
                ReadyCheck::Names { role, entities, negated } => {
                    let here = table
                        .entities(*role, row)
                        .iter()
                        .any(|entity| entities.binary_search(entity).is_ok());
                    if here == *negated {
                        return None;
                    }
                }
                ReadyCheck::Join { role, rows, negated: false } => {
                    let own = Own { table, row, bounds, store: runner.store };
                    self.join(rows, &keys_of(table, *role, row, runner.store), own, found)?;
                }
                ReadyCheck::Every { role, rows } => {
                    let keys = keys_of(table, *role, row, runner.store);
                    (!keys.is_empty()).then_some(())?;
                    let own = Own { table, row, bounds, store: runner.store };
                    keys.iter().try_for_each(|key| self.join(rows, &[*key], own, found).ok_or(())).ok()?;
                }
                ReadyCheck::Join { role, rows, negated: true } => {
                    let own = Own { table, row, bounds, store: runner.store };
                    self.anti(rows, &keys_of(table, *role, row, runner.store), own, found)?;
                }
                ReadyCheck::AnyRole(rows) => {
                    let keys = any_keys(table, row, runner.store);
                    self.join(rows, &keys, Own { table, row, bounds, store: runner.store }, found)?;
                }
                ReadyCheck::Mentions { phrases, negated } => {
                    let found = phrases.iter().any(|stems| mentions(table, row, stems, runner.store));
                    (found != *negated).then_some(())?;
                }
                ReadyCheck::Compares { role, quantities } => {
                    let truth =
                        table.number(*role, row).map_or(Truth::No, |number| compare(number, quantities));
                    truth.is_possible().then_some(())?;
                    found.certain &= truth.is_certain();
                }
                ReadyCheck::According { .. }
                | ReadyCheck::FromSource { .. }
                | ReadyCheck::Variable { .. }
                | ReadyCheck::Values(_) => {}
            }
        }
        Some(())
    }

    /// The best row that one of the keys has in the input, at the time of the fact.
    fn join(&self, rows: &ByKey, keys: &[Key], own: Own<'_>, found: &mut Match) -> Option<()> {
        let candidates = keys.iter().flat_map(|key| rows.of(*key));
        let judged = candidates.filter_map(|hit| {
            let truth = own.meets(hit);
            truth.is_possible().then_some((hit, hit.certain && truth.is_certain()))
        });
        let (best, certain) = judged.max_by_key(|(_, certain)| *certain)?;
        self.joined(best, certain, found);
        Some(())
    }

    /// What a row brings to the match.
    pub(super) fn joined(&self, best: &Hit, certain: bool, found: &mut Match) {
        found.certain &= certain;
        if self.linked && best.is_linked() && matches!(best.key, Key::Entity(_)) {
            found.spans.push(best.span);
        }
        for fact in &best.facts {
            if !found.facts.contains(fact) {
                found.facts.push(*fact);
            }
        }
    }

    /// No row that one of the keys has in the input is certain at the time of the fact.
    fn anti(&self, rows: &ByKey, keys: &[Key], own: Own<'_>, found: &mut Match) -> Option<()> {
        let others = keys.iter().flat_map(|key| rows.of(*key));
        for hit in others.filter(|hit| bind::agree(&found.binds, &hit.binds)) {
            let truth = own.meets(hit);
            if truth.is_certain() && hit.certain {
                return None;
            }
            found.certain &= !truth.is_possible();
        }
        Some(())
    }
}

/// The sources whose publisher or author is one of the rows.
fn published_by(rows: &ByKey, store: &Store) -> Vec<SourceId> {
    let is_one = |name: &Option<String>| {
        let meanings = name.as_ref().map_or(&[][..], |name| store.meanings(name));
        meanings
            .iter()
            .any(|meaning| matches!(meaning, Meaning::Entity { id, .. } if rows.holds(Key::Entity(*id))))
    };
    store
        .sources()
        .filter(|source| is_one(&source.publisher) || is_one(&source.author))
        .map(|source| source.id)
        .collect()
}

/// The key of a fact: that of the first account of the thing, so that all accounts share it.
pub(super) fn thing(table: &Table, row: u32) -> Key {
    Key::Fact(table.fact_id(table.accounts(row).first().copied().unwrap_or(row)))
}

/// What fills a role, as keys: entities, or every account of the facts it names.
pub(super) fn keys_of(table: &Table, role: RoleId, row: u32, store: &Store) -> SmallVec<[Key; 2]> {
    let entities = table.entities(role, row).iter().map(|entity| Key::Entity(*entity));
    entities
        .chain(table.facts(role, row).iter().map(|fact| thing(store.table(fact.relation), fact.row)))
        .collect()
}

pub(super) fn any_keys(table: &Table, row: u32, store: &Store) -> SmallVec<[Key; 2]> {
    store.relation(table.relation()).roles().flat_map(|(role, _)| keys_of(table, role, row, store)).collect()
}

/// Whether a name condition on this role already names the entity.
pub(super) fn is_given(checks: &[Check], role: RoleId, entity: EntityId) -> bool {
    checks.iter().any(|check| {
        match check {
            Check::Names { role: of, entities, negated: false } => {
                *of == role && entities.binary_search(&entity).is_ok()
            }
            // A name with whoever acts for it.
            Check::Join { role: of, input: Op::Union(_, inputs), negated: false } => {
                let named = |op: &Op| matches!(op, Op::Names(_, entities) if entities.contains(&entity));
                *of == role && inputs.iter().any(named)
            }
            _ => false,
        }
    })
}

/// Whether a searched text of the row holds the stems one after the other, as whole words.
fn mentions(table: &Table, row: u32, stems: &[String], store: &Store) -> bool {
    let relation = store.relation(table.relation());
    let searched =
        relation.roles().filter(|(_, role)| role.searched).flat_map(|(role, _)| table.texts(role, row));
    let quote = table.quote(row);
    searched.chain(&quote).any(|text| {
        let words: Vec<String> =
            key_words(store.text(*text)).iter().map(|word| stem(word).into_owned()).collect();
        words.windows(stems.len()).any(|window| window == stems)
    })
}
