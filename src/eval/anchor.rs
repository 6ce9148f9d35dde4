//! Times relative to other facts, and lengths.
//!
//! In: the tests of a scan that regions of days cannot hold, with their facts found. Out: truth in three values. The
//! rules (language reference, *relative to other facts*): *before* precedes the first of the facts and *after*
//! follows the last, so both hold of all of them; after *another* one is after its first, so after any; every other
//! word compares fact by fact. Each fact may or may not be so, independently of the others.

use std::collections::HashMap;
use std::rc::Rc;

use crate::plan::{Anchored, Either, Length, Whose};
use crate::resolve::TestWord;
use crate::store::FastHash;
use crate::syntax::LengthTest;
use crate::time::{Bounds, Regions, Shape, Truth};

use super::Error;
use super::bind::Binds;
use super::hit::{Hit, Key};
use super::others::{Asks, Others};
use super::run::Runner;
use super::{near, word};

/// Alternatives with their facts as they were found.
pub(super) struct FoundEither<'p> {
    either: &'p Either,
    found: Vec<(&'p Anchored, Vec<Hit>)>,
}

/// Alternatives, of which one must hold.
#[derive(Clone)]
pub(super) struct ReadyEither<'p> {
    fixed: &'p Regions,
    lengths: &'p [Length],
    anchors: Vec<Rc<ReadyAnchor<'p>>>,
}

/// Alternatives for each choice of the values of variables.
pub(super) type ByValues<'p> = Vec<(Binds, ReadyEither<'p>)>;

/// Other facts that the time of a fact is compared with.
struct ReadyAnchor<'p> {
    whose: &'p Whose,
    others: Whom,
}

/// Which of the facts a fact is compared with.
enum Whom {
    All(Others),
    /// Those about the same answer.
    Own(HashMap<Key, Others, FastHash>),
}

impl<'p> FoundEither<'p> {
    /// Finds the facts, and notes which days were used.
    pub(super) fn new(either: &'p Either, runner: &Runner<'_>) -> Result<Self, Error> {
        let find = |anchored: &'p Anchored| {
            let rows = runner.op(&anchored.input)?;
            runner.note_used(anchored.id, &rows);
            Ok((anchored, rows))
        };
        let found = either.anchored.iter().map(find).collect::<Result<_, Error>>()?;
        Ok(FoundEither { either, found })
    }

    /// Whether the facts have values of variables, which the fact must share.
    pub(super) fn binds(&self) -> bool {
        self.found.iter().any(|(_, rows)| have_values(rows))
    }

    /// With all facts as they are.
    pub(super) fn ready(self, runner: &Runner<'_>) -> Result<ReadyEither<'p>, Error> {
        let anchor = |(anchored, rows)| Ok(Rc::new(ReadyAnchor::new(anchored, rows, runner)?));
        let anchors = self.found.into_iter().map(anchor).collect::<Result<_, Error>>()?;
        Ok(ReadyEither { fixed: &self.either.fixed, lengths: &self.either.lengths, anchors })
    }

    /// The alternatives without the facts that have values of variables; and, for each choice of values, with only
    /// the facts that have those.
    pub(super) fn apart(self, runner: &Runner<'_>) -> Result<(ReadyEither<'p>, ByValues<'p>), Error> {
        let either = self.either;
        let (bound, free) = self.found.into_iter().partition(|(_, rows)| have_values(rows));
        let plain = FoundEither { either, found: free }.ready(runner)?;
        let mut groups: HashMap<Binds, ReadyEither<'p>, FastHash> = HashMap::default();
        let bound: Vec<(&Anchored, Vec<Hit>)> = bound;
        for (anchored, found) in bound {
            let mut rows: HashMap<Binds, Vec<Hit>, FastHash> = HashMap::default();
            for row in runner.watch(found) {
                let row = row?;
                rows.entry(row.binds.clone()).or_default().push(row);
            }
            for group in runner.watch(rows) {
                let (binds, rows) = group?;
                let anchor = Rc::new(ReadyAnchor::new(anchored, rows, runner)?);
                groups.entry(binds).or_insert_with(|| plain.clone()).anchors.push(anchor);
            }
        }
        let mut groups: ByValues<'p> = groups.into_iter().collect();
        runner.sort_by(&mut groups, |one, other| one.0.cmp(&other.0))?;
        Ok((plain, groups))
    }
}

/// Whether one of the rows has values of variables.
fn have_values(rows: &[Hit]) -> bool {
    rows.iter().any(|row| !row.binds.is_empty())
}

impl ReadyEither<'_> {
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
        LengthTest::Exactly => length.length.exactly(so_far),
    };
    // What may begin later may not have lasted at all.
    if bounds.start_max() > length.until.number() { truth.at_most_possible() } else { truth }
}

impl<'p> ReadyAnchor<'p> {
    fn new(anchored: &'p Anchored, rows: Vec<Hit>, runner: &Runner<'_>) -> Result<Self, Error> {
        let (word, whose) = (anchored.word, &anchored.whose);
        let asks = Asks { word, of_all: of_all(word, whose), itself: *whose == Whose::Own };
        if *whose != Whose::Own {
            return Ok(ReadyAnchor { whose, others: Whom::All(Others::new(asks, rows, runner)?) });
        }
        let mut groups: HashMap<Key, Vec<Hit>, FastHash> = HashMap::default();
        for row in runner.watch(rows) {
            let row = row?;
            groups.entry(row.key).or_default().push(row);
        }
        let own = |(key, rows)| Ok((key, Others::new(asks, rows, runner)?));
        let others = groups.into_iter().map(own).collect::<Result<_, Error>>()?;
        Ok(ReadyAnchor { whose, others: Whom::Own(others) })
    }

    fn judge(&self, hit: &Hit, shape: Shape) -> Truth {
        let another = |left_out: &[_]| left_out.iter().any(|one| hit.key == Key::Entity(*one));
        if matches!(self.whose, Whose::Another(left_out) if another(left_out)) {
            return Truth::No;
        }
        let others = match &self.others {
            Whom::All(others) => Some(others),
            Whom::Own(others) => others.get(&hit.key),
        };
        others.map_or(Truth::No, |others| others.judge(hit, shape))
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
