//! Accounts of one thing, settled into one row.
//!
//! In: the accounts that a query may see. Out: the one that leads, and those that contradict it. The rule
//! (language reference, *accounts*): the finest compatible account leads, the others stand beside it; what was still
//! going on when its source appeared does not contradict an end that became known later.

use smallvec::{SmallVec, smallvec};

use crate::fact::reading_of;
use crate::store::{Flags, Table};
use crate::time::{Bounds, Day, Edtf, Regions, Truth};

use crate::plan::When;

use super::known::Clock;

/// A row of a table with its bounds as of today.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Account {
    pub(super) row: u32,
    pub(super) bounds: Bounds,
}

/// The accounts of one thing.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Settled {
    /// The account that leads.
    pub(super) lead: Account,
    /// Accounts that cannot be true together with the lead.
    pub(super) rivals: SmallVec<[Account; 1]>,
    /// Whether an account denies the thing, or all only announce it.
    pub(super) doubtful: bool,
}

/// Whether an account says that the thing has ended, or when it will.
pub(super) fn knows_end(table: &Table, row: u32) -> bool {
    !table.flags(row).has(Flags::DENIED) && table.bounds(row).end_max() != Bounds::UNBOUNDED_FUTURE
}

/// Settles accounts; `None` if there are none that say that it was so. `ended`: another account, which is not among
/// these, knows an end.
pub(super) fn settle(table: &Table, rows: &[u32], clock: Clock<'_>, ended: bool) -> Option<Settled> {
    if let [only] = *rows {
        let flags = table.flags(only);
        let lead = told_alone(table, only, clock, ended || knows_end(table, only));
        let doubtful = flags.has(Flags::PLANNED);
        return (!flags.has(Flags::DENIED)).then_some(Settled { lead, rivals: SmallVec::new(), doubtful });
    }
    let denied = rows.iter().any(|row| table.flags(*row).has(Flags::DENIED));
    let mut positive: SmallVec<[u32; 4]> =
        rows.iter().copied().filter(|row| !table.flags(*row).has(Flags::DENIED)).collect();
    let planned = positive.iter().all(|row| table.flags(*row).has(Flags::PLANNED));
    if planned && denied {
        // What was only announced and then denied is not so.
        return None;
    }
    if !planned {
        positive.retain(|row| !table.flags(*row).has(Flags::PLANNED));
    }
    let ended = ended || positive.iter().any(|row| knows_end(table, *row));
    if let [only] = positive[..] {
        let lead = told_alone(table, only, clock, ended);
        return Some(Settled { lead, rivals: SmallVec::new(), doubtful: denied || planned });
    }
    let lead_row = table.finest(&positive)?;
    let told: SmallVec<[Told; 4]> = positive
        .iter()
        .map(|row| {
            let account = told_alone(table, *row, clock, ended);
            Told { account, parts: parts(table, *row, account.bounds) }
        })
        .collect();
    let lead = told.iter().find(|one| one.account.row == lead_row)?;
    let rivals =
        told.iter().filter(|other| !other.agrees(lead)).map(|other| other.tightened(&told)).collect();
    Some(Settled { lead: lead.tightened(&told), rivals, doubtful: denied || planned })
}

/// An account as it stands today, whatever others say.
fn told_alone(table: &Table, row: u32, clock: Clock<'_>, ended: bool) -> Account {
    Account { row, bounds: as_of(clock.bounds(table, row), clock.today, ended) }
}

/// Dates of more parts than this are taken by their bounds alone.
const MOST_PARTS: usize = 100;

/// The parts of which a date is one.
pub(super) type Parts = SmallVec<[Bounds; 1]>;

/// The parts of a date that lie within bounds; the bounds themselves where they say it all.
pub(super) fn parts(table: &Table, row: u32, bounds: Bounds) -> Parts {
    let Some(exact) = table.exact(row).filter(|exact| !exact.is_set()) else { return smallvec![bounds] };
    let all = exact.alternatives(reading_of(table.shape())).take(MOST_PARTS + 1);
    let parts: Vec<Bounds> = all.collect();
    if parts.len() > MOST_PARTS {
        return smallvec![bounds];
    }
    parts.iter().filter_map(|part| part.intersect(bounds)).collect()
}

/// An account beside others of the same thing.
struct Told {
    account: Account,
    parts: Parts,
}

impl Told {
    /// Whether both can be true.
    fn agrees(&self, other: &Told) -> bool {
        self.parts.iter().any(|own| other.parts.iter().any(|then| own.intersect(*then).is_some()))
    }

    /// The account with what others add to it: each end as narrow as all accounts that agree on that end make it.
    fn tightened(&self, all: &[Told]) -> Account {
        let own = self.account.bounds;
        let (mut start, mut end) = ((own.start_min(), own.start_max()), (own.end_min(), own.end_max()));
        for other in all {
            start = self.narrowed(start, other, |bounds| (bounds.start_min(), bounds.start_max()));
            end = self.narrowed(end, other, |bounds| (bounds.end_min(), bounds.end_max()));
        }
        let bounds = Bounds::new(start.0, start.1, end.0, end.1, own.is_instant()).unwrap_or(own);
        Account { bounds, ..self.account }
    }

    /// One end, as narrow as another account makes it if it agrees on it.
    fn narrowed(&self, own: (i32, i32), other: &Told, end: fn(Bounds) -> (i32, i32)) -> (i32, i32) {
        let meet = |a: (i32, i32), b: (i32, i32)| Some((a.0.max(b.0), a.1.min(b.1))).filter(|(a, b)| a <= b);
        let agree = |a: &Bounds| other.parts.iter().any(|b| meet(end(*a), end(*b)).is_some());
        if !self.parts.iter().any(agree) {
            return own;
        }
        meet(own, end(other.account.bounds)).unwrap_or(own)
    }
}

/// What is still going on goes on beyond today, so that it has not ended by the end of it.
fn after(today: Day) -> Day {
    today.plus_days(1).unwrap_or(today)
}

/// Bounds today; *still going on* gives way to an end that another account knows.
pub(super) fn as_of(bounds: Bounds, today: Day, ended: bool) -> Bounds {
    if ended && bounds.end_min() == Bounds::STILL {
        return Bounds::new(
            bounds.start_min(),
            bounds.start_max(),
            bounds.start_min(),
            Bounds::UNBOUNDED_FUTURE,
            false,
        )
        .unwrap_or(bounds.as_of_today(after(today)));
    }
    bounds.as_of_today(after(today))
}

/// When a thing was, as far as a query asks.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Asked {
    /// By the account that leads: what is put in order goes by it.
    pub(super) lead: Bounds,
    /// By any account that may be the true one.
    pub(super) any: Bounds,
}

impl Settled {
    /// Whether the thing was so when the query asks, all accounts considered: certain only if each that may
    /// be the true one says so.
    pub(super) fn judge(&self, table: &Table, when: &When) -> Truth {
        let lead = judge(table, self.lead, when);
        let others = self.rivals.iter().map(|rival| judge(table, *rival, when));
        let (mut any, mut all) = (lead, lead);
        for truth in others {
            any = any.max(truth);
            all = all.min(truth);
        }
        let truth = if all.is_certain() { Truth::Certain } else { any.min(Truth::Possible) };
        if self.doubtful { truth.at_most_possible() } else { truth }
    }

    /// All accounts of which one is true: the lead, and those that contradict it.
    pub(super) fn accounts(&self) -> impl Iterator<Item = &Account> {
        std::iter::once(&self.lead).chain(&self.rivals)
    }

    /// When it was in those worlds alone in which it was so when asked: by the account that leads if that may be so,
    /// and by any that may be.
    pub(super) fn asked(&self, table: &Table, when: &When) -> Asked {
        if self.rivals.is_empty() {
            let lead = self.lead.asked(table, when);
            return Asked { lead, any: lead };
        }
        let may_be = self.accounts().filter(|account| judge(table, **account, when).is_possible());
        let mut bounds = may_be.map(|account| (account.row, account.asked(table, when)));
        let Some((row, first)) = bounds.next() else {
            let lead = self.lead.asked(table, when);
            return Asked { lead, any: lead };
        };
        let any = bounds.map(|(_, bounds)| bounds).fold(first, Bounds::hull);
        Asked { lead: if row == self.lead.row { first } else { any }, any }
    }
}

fn judge(table: &Table, account: Account, when: &When) -> Truth {
    let truth = if when.any { when.regions.judge(account.bounds) } else { Truth::Certain };
    if truth == Truth::No {
        return truth;
    }
    let flags = table.flags(account.row);
    let truth = match table.exact(account.row) {
        // What is certain for the bounds is so for every day within them.
        Some(exact) if truth == Truth::Possible => exact_truth(table, account, exact, &when.regions),
        _ => truth,
    };
    if flags.never_certain() { truth.at_most_possible() } else { truth }
}

/// What four bounds cannot hold is asked of the date itself, as far as its parts lie within the bounds: what has
/// ended by a day began by then too.
fn exact_truth(table: &Table, account: Account, exact: &Edtf, regions: &Regions) -> Truth {
    /// Dates of more parts are judged as they are written.
    const MOST_PARTS: usize = 1000;
    let reading = reading_of(table.shape());
    let parts = exact.alternatives(reading).take(MOST_PARTS + 1);
    let parts: SmallVec<[Bounds; 4]> = parts.collect();
    if exact.is_set() || parts.len() > MOST_PARTS {
        return exact.judge(reading, regions);
    }
    let mut truths =
        parts.iter().filter_map(|part| part.intersect(account.bounds)).map(|part| regions.judge(part));
    let Some(first) = truths.next() else { return exact.judge(reading, regions) };
    if truths.all(|truth| truth == first) { first } else { Truth::Possible }
}

impl Account {
    /// When the account says that it was, in those worlds alone in which it was so when asked.
    fn asked(&self, table: &Table, when: &When) -> Bounds {
        let narrowed = when.narrowed(self.bounds);
        let exactly = table.exact(self.row).filter(|_| when.any);
        exactly
            .and_then(|exact| exact.cut(reading_of(table.shape()), &when.regions)?.intersect(narrowed))
            .unwrap_or(narrowed)
    }
}
