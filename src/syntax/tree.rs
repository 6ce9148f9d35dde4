//! The tree of a query, as the grammar shapes it.
//!
//! In: what the builder reads. Out: plain data that the resolver walks and the printer writes.
//! Absent: determiners (they carry no meaning here), and attachment: tails stay in the order of
//! writing, because the vocabulary decides what each belongs to.

use super::about::About;
use super::amount::{Comparison, Measure};
use crate::text::Span;
use crate::time::{Day, Days, Duration};

use super::length::{LengthTest, Move, Near, Part};

/// A whole query.
#[derive(Debug, Clone, PartialEq)]
pub struct Query {
    /// What is asked.
    pub ask: Ask,
    /// Order, size and columns, in the order of writing.
    pub finishers: Vec<Finisher>,
}

/// The shapes of a sentence.
#[derive(Debug, Clone, PartialEq)]
pub enum Ask {
    /// A phrase to list or count: `members of BRICS`, `who joined BRICS?`
    List {
        /// `certainly` or `possibly`.
        certainty: Option<Certainty>,
        /// `count`, `how many`.
        counting: bool,
        /// `total and average`, `first and last date of`; none for a plain listing.
        measures: Vec<Measure>,
        /// `top 10`, before the phrase.
        top: Option<u64>,
        /// What is listed.
        phrase: Phrase,
    },
    /// `when did Iran join BRICS?`
    Adverbial {
        /// The question word.
        adverbial: Adverbial,
        /// What it asks about.
        clause: Clause,
    },
    /// `when was the Kazan summit?`, `dates of visits by Putin`
    AdverbialOf {
        /// The question word.
        adverbial: Adverbial,
        /// What it asks about.
        phrase: Phrase,
    },
    /// `which organisations has Iran joined?`
    Object {
        /// The thing asked for.
        asked: Asked,
        /// The clause whose gap it fills.
        clause: Clause,
    },
    /// `is Iran a member of BRICS?`
    YesNo(Clause),
    /// `describe Iran`, `why 3`
    About(About),
    /// `define partners of ?x as parties to agreements with ?x`
    Define(Definition),
    /// `7 years and 11 months before September 1104`
    Date(DatePhrase),
    /// `3 months after the Kazan summit`
    DateFrom {
        /// How far from it.
        by: Move,
        /// The facts.
        phrase: Phrase,
    },
    /// `2 years after Iran joined SCO`
    DateFromClause {
        /// How far from it.
        by: Move,
        /// The clause, printed with its subject first.
        clause: Clause,
    },
}

/// A noun that a query defines.
#[derive(Debug, Clone, PartialEq)]
pub struct Definition {
    /// Its words.
    pub noun: DefinedNoun,
    /// What it takes, in the order of writing.
    pub parameters: Vec<Parameter>,
    /// What it stands for.
    pub phrase: Phrase,
}

/// The words of a defined noun, as typed; one of them may be derived.
#[derive(Debug, Clone, PartialEq)]
pub struct DefinedNoun {
    /// `partner`
    pub singular: String,
    /// `partners`
    pub plural: String,
    /// Whether both were written.
    pub both: bool,
    /// Where it stands.
    pub span: Span,
}

/// `of ?x` after a defined noun.
#[derive(Debug, Clone, PartialEq)]
pub struct Parameter {
    /// The preposition.
    pub preposition: Word,
    /// The variable, without its `?`.
    pub variable: Word,
}

/// `certainly` keeps the certain rows, `possibly` the doubtful ones.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Certainty {
    /// Only rows that hold whatever the imprecise dates turn out to be.
    Certainly,
    /// Only rows that may hold and may not.
    Possibly,
}

/// The question words that ask for a place or a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Adverbial {
    /// `when`
    When,
    /// `where`
    Where,
    /// `how long`
    HowLong,
    /// `since when`
    SinceWhen,
    /// `in which year`
    Within(Unit),
}

/// What an object question asks for: `which organisations`, `what`, `with whom`.
#[derive(Debug, Clone, PartialEq)]
pub struct Asked {
    /// A preposition in front: `with whom`.
    pub preposition: Option<Word>,
    /// The question word.
    pub wh: WhWord,
    /// The noun after it.
    pub noun: Option<NounPhrase>,
}

/// A head and what follows it.
#[derive(Debug, Clone, PartialEq)]
pub struct Phrase {
    /// What the phrase starts with.
    pub head: Operand,
    /// What follows, unattached.
    pub tails: Vec<Tail>,
}

/// A clause with its verb before its subject: `did Putin meet Pezeshkian in Kazan`.
#[derive(Debug, Clone, PartialEq)]
pub struct Clause {
    /// The subject with its own prepositions.
    pub subject: Phrase,
    /// What is said of it.
    pub predicate: Predicate,
    /// What follows.
    pub tails: Vec<Tail>,
}

/// One thing that a phrase is made of.
#[derive(Debug, Clone, PartialEq)]
pub struct Operand {
    /// What it is.
    pub kind: OperandKind,
    /// Where it stands.
    pub span: Span,
}

/// The kinds of operand.
#[derive(Debug, Clone, PartialEq)]
pub enum OperandKind {
    /// `( … )`
    Bracket(Box<Phrase>),
    /// `who`, `what`, `which members`
    Wh(Wh),
    /// A noun with what stands before it.
    Noun(NounPhrase),
    /// A name.
    Named(Word),
    /// `"…"`, without its quotes.
    Text(String),
    /// A bare number.
    Amount(u64),
    /// `those`: the last answer.
    Those,
    /// `?who`, without its `?`.
    Variable(Word),
    /// `pairs of visits by ?x and statements by ?x`
    Pairs(Vec<Phrase>),
}

/// A question word as an operand, with its noun.
#[derive(Debug, Clone, PartialEq)]
pub struct Wh {
    /// The word.
    pub word: WhWord,
    /// `which members`: the noun.
    pub noun: Option<NounPhrase>,
}

/// The question words for things and people.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WhWord {
    /// `who`
    Who,
    /// `whom`
    Whom,
    /// `what`
    What,
    /// `which`
    Which,
}

/// A noun with what stands before it: `first 5 former Iranian members`.
#[derive(Debug, Clone, PartialEq)]
pub struct NounPhrase {
    /// `first 5`, `2nd`.
    pub pick: Option<Pick>,
    /// `former`, `Iranian`, `Iran's`, `BRICS`, in the order of writing.
    pub premodifiers: Vec<Premodifier>,
    /// The noun.
    pub noun: Word,
}

/// `first`, `last 3`, `2nd`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pick {
    /// From which end.
    pub end: PickEnd,
    /// How many; for an ordinal, which one.
    pub number: u64,
}

/// Where a pick counts from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PickEnd {
    /// The first in time.
    First,
    /// The last in time.
    Last,
    /// Only the one at that place from the first.
    Nth,
    /// Those that lasted longest.
    Longest,
    /// Those that lasted shortest.
    Shortest,
}

/// What may stand before a noun.
#[derive(Debug, Clone, PartialEq)]
pub enum Premodifier {
    /// `former`, `current`, `upcoming`
    Standing(Standing),
    /// `Iran's`, or a noun's: `president's`
    Possessive {
        /// The possessor.
        word: Word,
        /// Whether it is a noun, which takes the premodifiers before it.
        noun: bool,
    },
    /// `Iranian`
    Adjective(Word),
    /// `BRICS` in `BRICS members`
    Compound(Word),
}

/// Standing against the frame.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// Held before the frame, not in it.
    Former,
    /// Holds today.
    Current,
    /// Begins after today.
    Upcoming,
}

/// What may follow in a phrase or a clause.
#[derive(Debug, Clone, PartialEq)]
pub enum Tail {
    /// `of BRICS`
    Preposition {
        /// The preposition.
        preposition: Word,
        /// What it takes.
        operand: Operand,
    },
    /// `and SCO`, `or left OPEC`
    Joined {
        /// The joining word.
        conjunction: Conjunction,
        /// Where it stands.
        span: Span,
        /// What it joins on.
        what: Box<Joinee>,
    },
    /// `that joined BRICS`
    Relative(Pronoun, Predicate),
    /// `joined BRICS`, right after the head
    Predicate(Predicate),
    /// `sought` (by Iran)
    Participle(Word),
    /// `since 2024`
    Time(TimeTail),
    /// `over $3 billion`
    Compared(Comparison),
    /// `according to the Kremlin`
    According {
        /// `not according to`
        negated: bool,
        /// Who says it.
        operand: Operand,
    },
    /// `from source kazan-article`
    FromSource {
        /// `not from source`
        negated: bool,
        /// The source's id.
        id: Word,
    },
    /// `mentioning "strategic"`
    Mentioning(Operand),
    /// `where ?who is not Putin`: phrases that begin with a variable.
    Where(Vec<Phrase>),
    /// `2025`, after a conjunction: goes on with the word of time before it.
    DateAgain(DatePhrase),
}

/// What a conjunction joins on.
#[derive(Debug, Clone, PartialEq)]
pub enum Joinee {
    /// A name, noun or bracket.
    Operand(Operand),
    /// Anything that may follow: a clause, a preposition, a date.
    Tail(Tail),
}

/// `and`, `or`, `but not`; a comma alone continues the list it stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Conjunction {
    /// `and`
    And,
    /// `or`
    Or,
    /// `but not`, `and not`
    ButNot,
    /// `,`
    Comma,
}

/// `that`, `who`, `which`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pronoun {
    /// `that`
    That,
    /// `who`
    Who,
    /// `which`
    Which,
}

/// What is said of a subject.
#[derive(Debug, Clone, PartialEq)]
pub struct Predicate {
    /// The auxiliary, which carries the tense.
    pub auxiliary: Auxiliary,
    /// `not`, `never`
    pub negation: Option<Negation>,
    /// `ever`, `still`, `first`
    pub adverbs: Vec<Adverb>,
    /// The rest.
    pub kind: PredicateKind,
    /// Where it stands.
    pub span: Span,
}

/// The verb in front.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Auxiliary {
    /// No auxiliary: `joined`.
    None,
    /// `is`, `are`, `was`, `were`
    Be(Be),
    /// `has`, `have`
    Have,
    /// `had`
    Had,
    /// `do`, `does`
    Do,
    /// `did`
    Did,
}

/// The forms of *be*, as typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Be {
    /// `is`
    Is,
    /// `are`
    Are,
    /// `was`
    Was,
    /// `were`
    Were,
}

/// A noun or a verb.
#[derive(Debug, Clone, PartialEq)]
pub enum PredicateKind {
    /// `a member` (of BRICS)
    Complement(Operand),
    /// `joined BRICS`
    Verb(Verbal),
    /// `visited` (by Putin): the subject is the verb's object.
    Passive(Word),
}

/// A verb with its direct object.
#[derive(Debug, Clone, PartialEq)]
pub struct Verbal {
    /// The verb, as typed.
    pub verb: Word,
    /// Its object.
    pub object: Option<Operand>,
}

/// `not` or `never`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Negation {
    /// `not`
    Not,
    /// `never`
    Never,
}

/// Adverbs of a clause.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Adverb {
    /// `ever`
    Ever,
    /// `also`: says nothing that `and` does not
    Also,
    /// `still`
    Still,
    /// `first`
    First,
    /// `last`
    Last,
    /// `now`, `currently`
    Now,
    /// `both`
    Both,
}

/// A condition on time.
#[derive(Debug, Clone, PartialEq)]
pub enum TimeTail {
    /// `since 2024`, `in October 2024`, `between 2020 and 2022`
    Dated {
        /// The word.
        word: TimeWord,
        /// The days; a span from its first to its last.
        date: DatePhrase,
    },
    /// `after the Kazan summit`, `before Japan`
    Related {
        /// The word.
        word: TimeWord,
        /// The fact, event or place it compares with.
        operand: Operand,
    },
    /// `after joining SCO`
    Gerund {
        /// The word.
        word: TimeWord,
        /// The verb and its object.
        verbal: Verbal,
        /// Where it stands.
        span: Span,
    },
    /// `while Medvedev was president`; what follows stands after it.
    Clause {
        /// The word.
        word: TimeWord,
        /// The clause, without tails.
        clause: Box<Clause>,
        /// Where it stands.
        span: Span,
    },
    /// `for more than 5 years`
    Lasting {
        /// How the length compares.
        comparison: LengthTest,
        /// The length.
        length: Duration,
        /// Where it stands.
        span: Span,
    },
    /// `ever`
    Ever(Span),
    /// `now`
    Now(Span),
}

/// The words that relate a fact to a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TimeWord {
    /// `as of`
    AsOf,
    /// `as known on`
    AsKnown,
    /// `in`, `on`, `at`, `during`, `between … and …`, `from … to …`
    In,
    /// `since`
    Since,
    /// `before`
    Before,
    /// `after`
    After,
    /// `until`
    Until,
    /// `throughout`
    Throughout,
    /// `began in`
    BeganIn,
    /// `began before`
    BeganBefore,
    /// `began after`
    BeganAfter,
    /// `began since`
    BeganSince,
    /// `began until`
    BeganUntil,
    /// `ended in`
    EndedIn,
    /// `ended before`
    EndedBefore,
    /// `ended after`
    EndedAfter,
    /// `ended since`
    EndedSince,
    /// `ended until`
    EndedUntil,
    /// `by`, `on or before`
    By,
    /// `on or after`
    OnOrAfter,
    /// `within 30 days after`
    Within(Near, Duration),
    /// `in the same month as`
    Same(Unit),
    /// `30 days after`: on the day that far from it.
    Moved(Move),
}

/// A date as written, with the days it means.
#[derive(Debug, Clone, PartialEq)]
pub struct DatePhrase {
    /// In canonical words.
    pub written: String,
    /// What it means.
    pub word: DateWord,
    /// Where it stands.
    pub span: Span,
}

impl DatePhrase {
    /// Whether it was written with its own words of time: `between … and …`, `from … to …`.
    pub fn is_span(&self) -> bool {
        matches!(self.word, DateWord::Span(..))
    }
}

/// The meaning of a date phrase, before today is known.
#[derive(Debug, Clone, PartialEq)]
pub enum DateWord {
    /// Days that are the same whatever today is.
    Fixed(Days),
    /// `today`, `now`
    Today,
    /// `yesterday` (−1), `tomorrow` (1)
    DayFromToday(i64),
    /// `last year` (−1), `this month` (0), `next week` (1)
    UnitFromToday(Unit, i64),
    /// `past 6 months`: from that long ago until today
    Past(Unit, u64),
    /// `3 years ago`: that day
    Ago(Unit, u64),
    /// From the first day of one to the last day of the other.
    Span(Box<DateWord>, Box<DateWord>),
    /// `2 weeks before today`
    Moved(Move, Box<DateWord>),
    /// `early 2024`
    Part(Part, Box<DateWord>),
}

impl DateWord {
    /// The days that are meant when today is `today`; `None` outside of the years −9999 to 9999
    /// or where a span ends before it starts.
    pub fn days(&self, today: Day) -> Option<Days> {
        match self {
            DateWord::Fixed(days) => Some(*days),
            DateWord::Today => Some(Days::on(today)),
            DateWord::DayFromToday(days) => today.plus_days(*days).map(Days::on),
            DateWord::UnitFromToday(unit, count) => unit.containing(unit.shift(today, *count)?),
            DateWord::Past(unit, count) => Days::new(unit.shift(today, -signed(*count)?)?, today),
            DateWord::Ago(unit, count) => unit.shift(today, -signed(*count)?).map(Days::on),
            DateWord::Span(first, last) => Days::new(first.days(today)?.first(), last.days(today)?.last()),
            DateWord::Moved(by, word) => by.of(word.days(today)?),
            DateWord::Part(part, word) => part.of(word.days(today)?),
        }
    }
}

fn signed(count: u64) -> Option<i64> {
    i64::try_from(count).ok()
}

/// Units of the calendar, as words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Unit {
    /// A day.
    Day,
    /// Monday to Sunday.
    Week,
    /// A month.
    Month,
    /// Three months.
    Quarter,
    /// A year.
    Year,
    /// Ten years, from one ending in 0.
    Decade,
}

impl Unit {
    /// The day `count` units from `day`; months clamp to their last day.
    pub fn shift(self, day: Day, count: i64) -> Option<Day> {
        match self {
            Unit::Day => day.plus_days(count),
            Unit::Week => day.plus_days(count.checked_mul(7)?),
            Unit::Month => day.plus_months(count),
            Unit::Quarter => day.plus_months(count.checked_mul(3)?),
            Unit::Year => day.plus_months(count.checked_mul(12)?),
            Unit::Decade => day.plus_months(count.checked_mul(120)?),
        }
    }

    /// The unit that holds `day`.
    pub fn containing(self, day: Day) -> Option<Days> {
        let (year, month, _) = day.ymd();
        match self {
            Unit::Day => Some(Days::on(day)),
            Unit::Week => {
                let monday = day.plus_days(-i64::from((day.number() + 3).rem_euclid(7)))?;
                Days::new(monday, monday.plus_days(6)?)
            }
            Unit::Month => Days::month(year, month),
            Unit::Quarter => Days::quarter(year, (month - 1) / 3 + 1),
            Unit::Year => Days::year(year),
            Unit::Decade => Days::decade(year - year.rem_euclid(10)),
        }
    }
}

/// What stands at the end of a query.
#[derive(Debug, Clone, PartialEq)]
pub enum Finisher {
    /// `per year`, `per speaker`
    Per(Per),
    /// `sorted by date descending`
    Sorted(Column, Direction),
    /// `limit 20`
    Limit(u64),
    /// `top 10`: the first by what ranks them
    Top(u64),
    /// `show speaker, date`
    Show(Vec<Column>),
}

/// What a count is divided by.
#[derive(Debug, Clone, PartialEq)]
pub enum Per {
    /// A unit of the calendar.
    Unit(Unit, Span),
    /// `at the end of each year`
    EndOf(Unit, Span),
    /// A role or kind, by its noun.
    Noun(Word),
}

/// A column of the answer, by name.
#[derive(Debug, Clone, PartialEq)]
pub enum Column {
    /// `date`: when the fact happened or began.
    Date,
    /// `start`
    Start,
    /// `end`
    End,
    /// `name`: the answer itself.
    Name,
    /// `count`
    Count,
    /// `total`, `highest`: a column of measures.
    Measure(Measure),
    /// A role, by its noun.
    Noun(Word),
}

/// The direction of an order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// The smallest or earliest first.
    Ascending,
    /// The largest or latest first.
    Descending,
}

/// A word or name as typed, and where.
#[derive(Debug, Clone, PartialEq)]
pub struct Word {
    /// The text, normalised, in the spelling of the query.
    pub text: String,
    /// Where it stands.
    pub span: Span,
}
