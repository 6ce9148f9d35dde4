//! Facts of one relation that meet a scan's conditions.
//!
//! In: a [`Scan`]. Out: hits, one for each thing (or for each entity that answers it). The order of work:
//! candidate rows by posting list, the accounts that the query may see, conditions on roles, then time.

use std::collections::HashSet;

use smallvec::SmallVec;

use crate::fact::{EntityId, FactId};
use crate::plan::{Scan, When};
use crate::resolve::Edge;
use crate::store::{Flags, Table};
use crate::time::{Bounds, Shape, Truth, allen};

use super::account::{Account, Asked, Settled, as_of, knows_end, settle};
use super::bind::Binds;
use super::check::{Match, Matches, Ready};
use super::hit::{Hit, Key};
use super::known::{self, Clock, Visible};
use super::run::Runner;
use super::{Error, candidates, check, matching, rival, through};

impl Runner<'_> {
    /// Runs a scan. With `denied`, the recorded negatives are looked for instead of what was so.
    pub(super) fn scan(&self, scan: &Scan, denied: bool) -> Result<Vec<Hit>, Error> {
        self.scanned(scan, denied, None)
    }

    /// As [`Runner::scan`], of the facts that these answer, where there are fewer of them than the scan looks at.
    pub(super) fn scan_among(&self, scan: &Scan, among: &[EntityId]) -> Result<Vec<Hit>, Error> {
        self.scanned(scan, false, Some(among))
    }

    /// Comes to each thing that a scan without variables finds. Tests against other facts are not made.
    pub(super) fn facts(&self, scan: &Scan, mut found: impl FnMut(Plain)) -> Result<(), Error> {
        let ready = Ready::new(scan, self)?;
        self.walk(&One::new(scan, &ready, self), None, |one, accounts| {
            one.each(accounts, |thing, _, _, certain| {
                let Account { row, bounds } = thing.settled.lead;
                let when = at_edge(bounds, scan.when.edge);
                found(Plain { row, when, certain, disputed: !thing.settled.rivals.is_empty() });
            });
            Ok(())
        })
    }

    fn scanned(&self, scan: &Scan, denied: bool, among: Option<&[EntityId]>) -> Result<Vec<Hit>, Error> {
        let ready = Ready::new(scan, self)?;
        let all = One::new(scan, &ready, self);
        let one = One { denied, sees_all: all.sees_all && !denied, ..all };
        let hits = self.hits(&one, among)?;
        match &scan.when.through {
            Some(through) if !denied => {
                let some_day = self.hits(&One { when: &through.some_day, ..one }, among)?;
                let others = through::followed(&hits, &some_day, &one.scan.when, one.table, self)?;
                through::with_followed(&hits, &some_day, &others, self)
            }
            _ => Ok(hits),
        }
    }

    fn hits(&self, one: &One<'_>, among: Option<&[EntityId]>) -> Result<Vec<Hit>, Error> {
        let mut hits = Vec::new();
        self.walk(one, among, |one, accounts| {
            let before = hits.len();
            one.hits(accounts, &mut hits);
            if one.ready.binding {
                self.spend(hits.len() - before)?;
            }
            self.hold(&hits[before..])
        })?;
        Ok(hits)
    }

    /// Comes to each thing that the scan looks at once, with all its accounts.
    fn walk(
        &self,
        one: &One<'_>,
        among: Option<&[EntityId]>,
        mut each: impl FnMut(&One<'_>, &[u32]) -> Result<(), Error>,
    ) -> Result<(), Error> {
        let mut seen = HashSet::new();
        for row in candidates::rows(one.scan, one.ready, among, one.table) {
            self.spend(1)?;
            let accounts = one.table.accounts(row);
            if accounts.len() < 2 || seen.insert(accounts[0]) {
                each(one, accounts)?;
            }
        }
        Ok(())
    }
}

/// A thing without a row: by the account that leads.
pub(super) struct Plain {
    pub(super) row: u32,
    /// When it was.
    pub(super) when: Bounds,
    pub(super) certain: bool,
    /// Whether other accounts say that it was at another time.
    pub(super) disputed: bool,
}

/// One thing, by its accounts that the query may see.
struct Thing<'a> {
    settled: &'a Settled,
    asked: Asked,
    rows: &'a [u32],
}

/// What judging one thing needs.
#[derive(Clone, Copy)]
struct One<'a> {
    table: &'a Table,
    scan: &'a Scan,
    when: &'a When,
    ready: &'a Ready<'a>,
    runner: &'a Runner<'a>,
    denied: bool,
    /// Whether every account that does not deny the thing counts, whoever vouches for it since when.
    sees_all: bool,
}

impl<'a> One<'a> {
    fn new(scan: &'a Scan, ready: &'a Ready<'a>, runner: &'a Runner<'a>) -> Self {
        let sees_all = scan.known.is_none() && !ready.asks_who_vouches();
        let table = runner.store.table(scan.relation);
        One { table, scan, when: &scan.when, ready, runner, denied: false, sees_all }
    }

    /// Adds the hits of one thing, given all its accounts.
    fn hits(&self, accounts: &[u32], hits: &mut Vec<Hit>) {
        self.each(accounts, |thing, matched, span, certain| self.emit(thing, matched, span, certain, hits));
    }

    /// Comes to each way in which one thing is as asked, with the period in which it can be joined and whether it is
    /// so for certain.
    fn each(&self, accounts: &[u32], found: impl FnMut(&Thing<'_>, &Match, Bounds, bool)) {
        // Mostly there is one account, and nothing to weigh it against.
        if let ([row], true) = (accounts, self.sees_all) {
            let settled = settle(self.table, accounts, self.clock(), false);
            let judged = settled.map(|settled| (settled.judge(self.table, self.when), settled));
            if let Some((truth, settled)) = judged.filter(|(truth, _)| truth.is_possible()) {
                let asked = settled.asked(self.table, self.when);
                let thing = Thing { settled: &settled, asked, rows: accounts };
                self.ways(&thing, truth, &self.matches_of(*row, asked.any), found);
            }
            return;
        }
        let visible = self.visible(accounts);
        let (settled, truth) = match self.settled(accounts, &visible) {
            Some(found) if found.1.is_possible() => found,
            _ => return,
        };
        let asked = settled.asked(self.table, self.when);
        let rows = visible.all();
        let thing = Thing { settled: &settled, asked, rows: &rows };
        let contradicted = !settled.rivals.is_empty();
        self.ways(&thing, truth, &self.matches(&visible, asked.any, contradicted), found);
    }

    /// Of the ways in which a thing meets the conditions, those in which it is as asked.
    fn ways(
        &self,
        thing: &Thing<'_>,
        truth: Truth,
        matches: &[Match],
        mut found: impl FnMut(&Thing<'_>, &Match, Bounds, bool),
    ) {
        for matched in matches {
            if !self.ready.has_near(&matched.binds) {
                continue;
            }
            let Some((span, meets)) = self.span(thing.asked.any, matched) else { continue };
            let certain = truth.and(meets).is_certain() && matched.certain;
            found(thing, matched, span, certain);
        }
    }

    fn clock(&self) -> Clock<'a> {
        Clock { today: self.scan.today, known: self.scan.known, store: self.runner.store }
    }

    /// The ways in which an account meets the conditions: one alone where no variable takes a value.
    fn matches_of(&self, row: u32, bounds: Bounds) -> Matches {
        let (table, runner) = (self.table, self.runner);
        if self.ready.binding {
            return self.ready.all_matches(row, bounds, table, runner);
        }
        self.ready.matches(row, bounds, table, runner).into_iter().collect()
    }

    /// The ways in which the accounts meet the conditions. A way is certain only if an account that was known for
    /// certain goes it, and every account that says otherwise does too: of those that contradict each other about when
    /// it was, each for certain.
    fn matches(&self, visible: &Visible, bounds: Bounds, contradicted: bool) -> Matches {
        let of = |row: u32| self.matches_of(row, bounds);
        if let ([only], []) = (&visible.sure[..], &visible.doubtful[..]) {
            return of(*only);
        }
        let rows = visible.sure.iter().map(|row| (*row, true));
        let rows = rows.chain(visible.doubtful.iter().map(|row| (*row, false)));
        let ways: Vec<(u32, bool, Matches)> = rows.map(|(row, sure)| (row, sure, of(row))).collect();
        let mut found = Matches::new();
        for (row, sure, matched) in &ways {
            for way in matched {
                let certain = way.certain
                    && *sure
                    && !self.is_disputed(*row, way, &ways)
                    && (!contradicted || self.is_agreed(way, &ways));
                let way = Match { certain, ..way.clone() };
                match found.iter_mut().find(|other| !self.ready.binding || other.binds == way.binds) {
                    Some(other) if other.certain || !way.certain => {}
                    Some(other) => *other = way,
                    None => found.push(way),
                }
            }
        }
        found
    }

    /// Whether an account that contradicts this one does not surely meet the conditions in this way.
    fn is_disputed(&self, row: u32, way: &Match, ways: &[(u32, bool, Matches)]) -> bool {
        let goes = |other: &Match| other.certain && (!self.ready.binding || other.binds == way.binds);
        ways.iter().any(|(other, _, matched)| {
            *other != row
                && !matched.iter().any(goes)
                && self.table.flags(row).has(Flags::DENIED) == self.table.flags(*other).has(Flags::DENIED)
                && rival::disagree(self.table, (row, *other), self.runner.store)
        })
    }

    /// Whether every account that says that it was so goes this way for certain.
    fn is_agreed(&self, way: &Match, ways: &[(u32, bool, Matches)]) -> bool {
        let goes = |other: &Match| other.certain && (!self.ready.binding || other.binds == way.binds);
        let says_so = |row: u32| !self.table.flags(row).has(Flags::DENIED);
        ways.iter().all(|(row, _, matched)| !says_so(*row) || matched.iter().any(goes))
    }

    /// The accounts that may have been known and that the wanted sources vouch for; only those that deny it, if these
    /// are looked for.
    fn visible(&self, accounts: &[u32]) -> Visible {
        let known = self.scan.known;
        Visible::of(accounts, self.table, known, |row| {
            if self.denied && !self.table.flags(row).has(Flags::DENIED) {
                return Truth::No;
            }
            self.ready.vouched(row, self.table, known, self.runner.store)
        })
    }

    /// The accounts settled, and whether the thing was so when asked.
    fn settled(&self, accounts: &[u32], visible: &Visible) -> Option<(Settled, Truth)> {
        let ended = self.ended_elsewhere(accounts, visible);
        let clock = self.clock();
        let mut others: SmallVec<[Account; 2]> = SmallVec::new();
        let (mut settled, truth) = visible.over_worlds(|rows| {
            let settled = if self.denied {
                let row = *rows.first()?;
                let bounds = as_of(self.table.bounds(row), self.scan.today, false);
                Settled { lead: Account { row, bounds }, rivals: SmallVec::new(), doubtful: false }
            } else {
                settle(self.table, rows, clock, ended)?
            };
            let truth = settled.judge(self.table, self.when);
            if truth.is_possible() && !visible.doubtful.is_empty() {
                others.extend(settled.accounts().copied());
            }
            Some((settled, truth))
        })?;
        // What is true where other accounts were known is no less possible.
        for account in others {
            if !settled.accounts().any(|one| *one == account) {
                settled.rivals.push(account);
            }
        }
        Some((settled, truth))
    }

    /// Whether an account that the wanted sources do not vouch for knows an end: then no complete record vouches that
    /// what they call going on still is.
    fn ended_elsewhere(&self, accounts: &[u32], visible: &Visible) -> bool {
        let shown = |row: &u32| visible.sure.contains(row) || visible.doubtful.contains(row);
        accounts.len() > 1
            && accounts.iter().any(|row| {
                !shown(row)
                    && known::account(self.table, *row, self.scan.known).is_possible()
                    && !self.table.flags(*row).has(Flags::PLANNED)
                    && knows_end(self.table, *row)
            })
    }

    /// The period in which the row can be joined, and whether it meets that of its own joins.
    fn span(&self, asked: Bounds, matched: &Match) -> Option<(Bounds, Truth)> {
        let when = self.when;
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
        if rows.len() > 1 {
            facts.extend(rows.iter().map(|row| self.table.fact_id(*row)).filter(|fact| *fact != lead));
        }
        facts.extend_from_slice(&matched.facts);
        let edge = self.when.edge;
        let when = at_edge(settled.lead.bounds, edge);
        let asked = at_edge(asked.lead, edge);
        let rivals = settled.rivals.iter().map(|rival| at_edge(rival.bounds, edge)).collect();
        let period = self.table.shape() == Shape::State;
        let key = self.thing(settled.lead.row);
        let binds = Binds::from_slice(&matched.binds);
        let whole = Hit { key, when, asked, rivals, span, period, certain, facts, binds };
        let Some(role) = self.scan.answers else { return self.push(whole, settled, hits) };
        let relation = self.runner.store.relation(self.table.relation());
        let many = relation.role(role).is_some_and(|role| role.many);
        for entity in self.table.entities(role, settled.lead.row) {
            // The name already given is not its own answer, where there could be another.
            let own = || matching::is_own(&self.scan.checks, role, *entity, &matched.binds);
            let given = || check::is_given(&self.scan.checks, role, *entity);
            if !many || !given() && !own() {
                self.push(Hit { key: Key::Entity(*entity), ..whole.clone() }, settled, hits);
            }
        }
    }

    /// The key of a thing: the same for all its accounts.
    fn thing(&self, row: u32) -> Key {
        check::thing(self.table, row)
    }

    /// Keeps a hit that stands as asked against other facts.
    fn push(&self, mut hit: Hit, settled: &Settled, hits: &mut Vec<Hit>) {
        if self.ready.asks_no_others() {
            hits.push(hit);
            return;
        }
        let whole: SmallVec<[Bounds; 1]> = settled.accounts().map(|account| account.bounds).collect();
        let truth = self.ready.also(&hit, &whole, self.table.shape());
        if truth.is_possible() && !self.ready.bound.is_empty() {
            hits.extend(self.ready.also_bound(&hit, truth, &whole, self.table.shape()));
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
