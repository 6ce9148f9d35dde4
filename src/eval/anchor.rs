//! Times relative to other facts, and lengths.
//!
//! In: the tests of a scan that regions of days cannot hold, with their facts found. Out: truth in three values. The
//! rules (language reference, *relative to other facts*): *before* precedes the first of the facts and *after*
//! follows the last, so both hold of all of them; after *another* one is after its first, so after any; every other
//! word compares fact by fact. Each fact may or may not be so, independently of the others.

use std::collections::BTreeMap;
use std::rc::Rc;

use crate::plan::{Either, Length, Whose};
use crate::resolve::TestWord;
use crate::syntax::LengthTest;
use crate::time::{Bounds, Regions, Shape, Truth};

use super::Error;
use super::bind::Binds;
use super::hit::{Hit, Key};
use super::others::{Asks, Others};
use super::run::Runner;
use super::{near, word};

/// Alternatives, of which one must hold.
#[derive(Clone)]
pub(super) struct ReadyEither<'p> {
    fixed: &'p Regions,
    lengths: &'p [Length],
    anchors: Vec<Rc<ReadyAnchor<'p>>>,
}

/// Other facts that the time of a fact is compared with.
struct ReadyAnchor<'p> {
    word: TestWord,
    whose: &'p Whose,
    /// All of them; or, by its key, those about each answer.
    others: BTreeMap<Option<Key>, Others>,
}

impl<'p> ReadyEither<'p> {
    /// Finds the facts, and notes which days were used.
    pub(super) fn new(either: &'p Either, runner: &Runner<'_>) -> Result<Self, Error> {
        let mut anchors = Vec::new();
        for anchored in &either.anchored {
            let rows = runner.op(&anchored.input)?;
            runner.note_used(anchored.id, &rows);
            anchors.push(Rc::new(ReadyAnchor::new(anchored.word, rows, &anchored.whose)));
        }
        Ok(ReadyEither { fixed: &either.fixed, lengths: &either.lengths, anchors })
    }

    /// Whether the facts have values of variables, which the fact must share.
    pub(super) fn binds(&self) -> bool {
        self.anchors.iter().any(|anchor| anchor.binds())
    }

    /// The alternatives without the facts that have values of variables; and, for each choice of values, with only
    /// the facts that have those.
    pub(super) fn apart(&self) -> (Self, Vec<(Binds, Self)>) {
        let mut groups: BTreeMap<Binds, Self> = BTreeMap::new();
        let mut plain = self.clone();
        let (free, bound): (Vec<_>, Vec<_>) =
            std::mem::take(&mut plain.anchors).into_iter().partition(|anchor| !anchor.binds());
        plain.anchors = free;
        for anchor in bound {
            let mut rows: BTreeMap<Binds, Vec<Hit>> = BTreeMap::new();
            for row in anchor.rows() {
                rows.entry(row.binds.clone()).or_default().push(row.clone());
            }
            for (binds, rows) in rows {
                let group = groups.entry(binds).or_insert_with(|| plain.clone());
                group.anchors.push(Rc::new(ReadyAnchor::new(anchor.word, rows, anchor.whose)));
            }
        }
        (plain, groups.into_iter().collect())
    }

    /// Whether there is an alternative at all.
    pub(super) fn is_empty(&self) -> bool {
        self.anchors.is_empty() && self.lengths.is_empty() && self.fixed.is_empty()
    }

    /// Whether one of the alternatives holds of a hit of which one of these accounts is true.
    pub(super) fn judge(&self, hit: &Hit, whole: &[Bounds], shape: Shape) -> Truth {
        let fixed = of_accounts(whole, |bounds| self.fixed.judge(bounds));
        let lasted = |length: &Length| of_accounts(whole, |bounds| lasts(length, bounds));
        let lengths = self.lengths.iter().fold(fixed, |truth, length| truth.or(lasted(length)));
        self.anchors.iter().fold(lengths, |truth, anchor| truth.or(anchor.judge(hit, shape)))
    }
}

/// What is so of one of several accounts: certain only if it is so of each.
fn of_accounts(whole: &[Bounds], test: impl Fn(Bounds) -> Truth) -> Truth {
    let truths = whole.iter().map(|bounds| test(*bounds));
    let (best, worst) =
        truths.fold((Truth::No, Truth::Certain), |(best, worst), truth| (best.max(truth), worst.min(truth)));
    if worst.is_certain() { best } else { best.at_most_possible() }
}

fn lasts(length: &Length, bounds: Bounds) -> Truth {
    let Some(so_far) = near::until(bounds, length.until) else { return Truth::No };
    let truth = match length.comparison {
        LengthTest::AtLeast => length.length.at_least(so_far),
        LengthTest::LongerThan => length.length.longer_than(so_far),
        LengthTest::AtMost => length.length.longer_than(so_far).not(),
        LengthTest::ShorterThan => length.length.shorter_than(so_far),
    };
    // What may begin later may not have lasted at all.
    if bounds.start_max() > length.until.number() { truth.at_most_possible() } else { truth }
}

impl<'p> ReadyAnchor<'p> {
    fn new(word: TestWord, rows: Vec<Hit>, whose: &'p Whose) -> Self {
        let mut groups: BTreeMap<Option<Key>, Vec<Hit>> = BTreeMap::new();
        if *whose == Whose::Own {
            for row in rows {
                groups.entry(Some(row.key)).or_default().push(row);
            }
        } else {
            groups.insert(None, rows);
        }
        let asks = Asks { word, of_all: of_all(word, whose), itself: *whose == Whose::Own };
        let others = groups.into_iter().map(|(key, rows)| (key, Others::new(asks, rows))).collect();
        ReadyAnchor { word, whose, others }
    }

    /// Whether the facts have values of variables.
    fn binds(&self) -> bool {
        self.rows().any(|row| !row.binds.is_empty())
    }

    fn rows(&self) -> impl Iterator<Item = &Hit> {
        self.others.values().flat_map(Others::rows)
    }

    fn judge(&self, hit: &Hit, shape: Shape) -> Truth {
        let key = match self.whose {
            Whose::Own => Some(hit.key),
            Whose::Another(left_out) if left_out.iter().any(|one| hit.key == Key::Entity(*one)) => {
                return Truth::No;
            }
            Whose::Another(_) | Whose::All => None,
        };
        self.others.get(&key).map_or(Truth::No, |others| others.judge(hit, shape))
    }
}

/// Whether the word speaks of all the facts: of the first or the last of them.
fn of_all(word: TestWord, whose: &Whose) -> bool {
    match whose {
        Whose::Own => false,
        Whose::All => word::is_before(word) || word::is_after(word),
        Whose::Another(_) => word::is_before(word),
    }
}
