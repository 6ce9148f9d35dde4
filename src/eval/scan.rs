//! Facts of one relation that meet a scan's conditions.
//!
//! In: a [`Scan`]. Out: hits, one for each thing (or for each entity that answers it). The order of work:
//! candidate rows by posting list, the accounts that the query may see, conditions on roles, then time.

use std::collections::HashSet;

use smallvec::SmallVec;

use crate::fact::{EntityId, FactId};
use crate::plan::{Access, Check, Scan};
use crate::resolve::Edge;
use crate::store::{Flags, Table};
use crate::time::{Bounds, Shape, Truth, allen};

use super::account::{Account, Settled, as_of, settle};
use super::check::{Match, Ready};
use super::hit::{Hit, Key};
use super::run::Runner;
use super::{Error, check, matching};

/// Rows of a table that are accounts of one thing.
type Rows = SmallVec<[u32; 4]>;

impl Runner<'_> {
    /// Runs a scan. With `denied`, the recorded negatives are looked for instead of what was so.
    pub(super) fn scan(&self, scan: &Scan, denied: bool) -> Result<Vec<Hit>, Error> {
        let table = self.store.table(scan.relation);
        let ready = Ready::new(scan, self)?;
        let mut hits = Vec::new();
        let mut seen = HashSet::new();
        for row in candidates(scan, &ready, table) {
            self.spend(1)?;
            let rows = table.accounts(row);
            if rows.len() > 1 && !seen.insert(rows[0]) {
                continue;
            }
            let one = One { table, scan, ready: &ready, runner: self, denied };
            let before = hits.len();
            one.hits(rows, &mut hits);
            if ready.binding {
                self.spend(hits.len() - before)?;
            }
        }
        Ok(hits)
    }
}

/// The rows to look at, ascending, each once.
fn candidates<'t>(scan: &Scan, ready: &Ready<'_>, table: &'t Table) -> Box<dyn Iterator<Item = u32> + 't> {
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
    let Some((role, keys)) = keys else { return Box::new(table.rows()) };
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

/// One thing, by its accounts that the query may see.
struct Thing<'a> {
    settled: &'a Settled,
    /// When it was, in those worlds alone in which it was so when asked.
    asked: Bounds,
    rows: &'a Rows,
}

/// What judging one thing needs.
struct One<'a> {
    table: &'a Table,
    scan: &'a Scan,
    ready: &'a Ready<'a>,
    runner: &'a Runner<'a>,
    denied: bool,
}

impl One<'_> {
    /// Adds the hits of one thing, given all its accounts.
    fn hits(&self, accounts: &[u32], hits: &mut Vec<Hit>) {
        let (sure, maybe) = self.visible(accounts);
        if maybe.is_empty() {
            return;
        }
        let (settled, truth) = match self.settled(&sure, &maybe) {
            Some(found) if found.1.is_possible() => found,
            _ => return,
        };
        let asked = settled.lead.asked(self.table, &self.scan.when);
        let thing = Thing { settled: &settled, asked, rows: &maybe };
        if self.ready.binding {
            let all = self.ready.all_matches(&maybe, asked, self.table, self.runner);
            for matched in &all {
                let Some((span, meets)) = self.span(asked, matched) else { continue };
                let certain = truth.and(meets).is_certain() && matched.certain;
                self.emit(&thing, matched, span, certain, hits);
            }
            return;
        }
        let matched = maybe.iter().find_map(|row| self.ready.matches(*row, asked, self.table, self.runner));
        let Some(matched) = matched else { return };
        let Some((span, meets)) = self.span(asked, &matched) else { return };
        let certain = truth.and(meets).is_certain() && matched.certain;
        self.emit(&thing, &matched, span, certain, hits);
    }

    /// The accounts that are known for certain by the day of `as known`, and those that may be; of these the
    /// ones that the wanted sources vouch for, and that deny or do not deny, as asked.
    fn visible(&self, accounts: &[u32]) -> (Rows, Rows) {
        let mut sure = Rows::new();
        let mut maybe = Rows::new();
        for row in accounts.iter().copied() {
            if self.denied && !self.table.flags(row).has(Flags::DENIED)
                || !self.ready.sourced(row, self.table)
            {
                continue;
            }
            match self.known(row) {
                Truth::Certain => {
                    sure.push(row);
                    maybe.push(row);
                }
                Truth::Possible => maybe.push(row),
                Truth::No => {}
            }
        }
        (sure, maybe)
    }

    fn known(&self, row: u32) -> Truth {
        let Some(known) = self.scan.known else { return Truth::Certain };
        let published = self.table.known_since(row);
        let day = known.last().number();
        Truth::from_worlds(published.start_min() <= day, published.end_max() <= day)
    }

    /// The accounts settled, and whether the thing was so when asked; certain only if it is so both with
    /// and without the accounts that may not have been known.
    fn settled(&self, sure: &Rows, maybe: &Rows) -> Option<(Settled, Truth)> {
        if self.denied {
            let bounds = as_of(self.table.bounds(maybe[0]), self.scan.today, false);
            let settled =
                Settled { lead: Account { row: maybe[0], bounds }, rivals: SmallVec::new(), doubtful: false };
            let truth = settled.judge(self.table, &self.scan.when);
            return Some((settled, truth));
        }
        let settled = settle(self.table, maybe, self.scan.today)?;
        let truth = settled.judge(self.table, &self.scan.when);
        if sure.len() == maybe.len() {
            return Some((settled, truth));
        }
        let Some(known) = settle(self.table, sure, self.scan.today) else {
            return Some((settled, truth.at_most_possible()));
        };
        let other = known.judge(self.table, &self.scan.when);
        let both = if truth.is_certain() && other.is_certain() {
            Truth::Certain
        } else {
            truth.or(other).at_most_possible()
        };
        Some((known, both))
    }

    /// The period in which the row can be joined, and whether it meets that of its own joins.
    fn span(&self, asked: Bounds, matched: &Match) -> Option<(Bounds, Truth)> {
        let when = &self.scan.when;
        if !when.linked {
            return Some((Bounds::UNKNOWN, Truth::Certain));
        }
        let own = when.clip(asked)?;
        let mut span = own;
        let mut meets = Truth::Certain;
        for other in &matched.spans {
            meets = meets.and(allen::shares_a_day(span, *other));
            span = allen::shared(span, *other)?;
        }
        Some((span, meets))
    }

    fn emit(&self, thing: &Thing<'_>, matched: &Match, span: Bounds, certain: bool, hits: &mut Vec<Hit>) {
        let Thing { settled, asked, rows } = *thing;
        let lead = self.table.fact_id(settled.lead.row);
        let mut facts: SmallVec<[FactId; 2]> = SmallVec::new();
        facts.push(lead);
        facts.extend(rows.iter().map(|row| self.table.fact_id(*row)).filter(|fact| *fact != lead));
        facts.extend(matched.facts.iter().copied());
        let edge = self.scan.when.edge;
        let when = at_edge(settled.lead.bounds, edge);
        let asked = at_edge(asked, edge);
        let rivals = settled.rivals.iter().map(|rival| at_edge(rival.bounds, edge)).collect();
        let period = self.table.shape() == Shape::State;
        let key = self.thing(settled.lead.row);
        let whole =
            Hit { key, when, asked, rivals, span, period, certain, facts, binds: matched.binds.clone() };
        let Some(role) = self.scan.answers else { return self.push(whole, settled.lead.bounds, hits) };
        for entity in self.table.entities(role, settled.lead.row) {
            // The name already given is not its own answer.
            let own = || matching::is_own(&self.scan.checks, role, *entity, &matched.binds);
            if !check::is_given(&self.scan.checks, role, *entity) && !own() {
                self.push(Hit { key: Key::Entity(*entity), ..whole.clone() }, settled.lead.bounds, hits);
            }
        }
    }

    /// The key of a thing: the same for all its accounts.
    fn thing(&self, row: u32) -> Key {
        check::thing(self.table, row)
    }

    /// Keeps a hit that stands as asked against other facts.
    fn push(&self, mut hit: Hit, bounds: Bounds, hits: &mut Vec<Hit>) {
        let truth = self.ready.also(&hit, bounds, self.table.shape());
        if truth.is_possible() && !self.ready.bound.is_empty() {
            hits.extend(self.ready.also_bound(&hit, truth, bounds, self.table.shape()));
            return;
        }
        match truth {
            Truth::No => {}
            truth => {
                hit.certain &= truth.is_certain();
                hits.push(hit);
            }
        }
    }
}

/// The end of a state that a verb speaks of, as the day on which it happened.
fn at_edge(bounds: Bounds, edge: Edge) -> Bounds {
    let (from, to) = match edge {
        Edge::Whole => return bounds,
        Edge::Start => (bounds.start_min(), bounds.start_max()),
        Edge::End => (bounds.end_min(), bounds.end_max()),
    };
    Bounds::new(from, to, from, to, true).unwrap_or(bounds)
}
