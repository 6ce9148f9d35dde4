//! What can be wrong with a query whose words are all known.
//!
//! In: what attachment and lowering found. Out: [`Error`] as data, and its [`Report`].

use crate::text::Span;

/// A query that reads, and does not make sense.
#[derive(Debug, Clone, PartialEq)]
pub enum Error {
    /// A word that is a name or a verb stands where a noun must: only with an edited grammar.
    NotANoun {
        /// The word.
        word: String,
        /// Where it stands.
        span: Span,
    },
    /// A word that is no verb stands where a verb must: only with an edited grammar.
    NotAVerb {
        /// The word.
        word: String,
        /// Where it stands.
        span: Span,
    },
    /// A name that nothing bears: `statements by "Wakanda"`
    UnknownName {
        /// As typed.
        name: String,
        /// The nearest known names.
        near: Vec<String>,
        /// Where it stands.
        span: Span,
    },
    /// No noun of the vocabulary ranges over all events, so none can say what happened: only with a vocabulary
    /// that has none.
    NoEvents {
        /// Where it stands.
        span: Span,
    },
    /// Nothing on the left takes the preposition with that: `members of Putin`
    NotTaken {
        /// The preposition; `'s` for what stands before a noun.
        word: String,
        /// What follows it.
        item: String,
        /// The nouns and verbs that were tried, nearest first.
        takers: Vec<String>,
        /// What the nearest of them takes.
        offers: Vec<String>,
        /// Whether what follows it has a date, and so could be a time.
        dated: bool,
        /// Where the preposition stands.
        span: Span,
    },
    /// After *is*, no preposition of the vocabulary says anything of that: `who is in Putin?`
    NothingSaid {
        /// The preposition.
        word: String,
        /// What follows it.
        item: String,
        /// Where both stand.
        span: Span,
    },
    /// The verb cannot have that object: `who joined Putin`
    NotAnObject {
        /// The verb.
        verb: String,
        /// The object.
        item: String,
        /// What it takes instead, with its article.
        wanted: String,
        /// Where it stands.
        span: Span,
    },
    /// The verb cannot have that subject: `did Kazan join BRICS?`
    NotASubject {
        /// The verb or noun.
        verb: String,
        /// The subject.
        item: String,
        /// What it takes instead, with its article.
        wanted: String,
        /// Where it stands.
        span: Span,
    },
    /// `and`, `or`, `but not` in one list: `members of BRICS or SCO but not OPEC`
    MixedList {
        /// The conjunction of the list.
        before: &'static str,
        /// The one that differs.
        after: &'static str,
        /// Where it stands.
        span: Span,
        /// From the first item to the one before it.
        list: Span,
        /// From the item before it to the one after it.
        pair: Span,
        /// Whether a preposition came again after it: `members of BRICS or of SCO and of OPEC`
        again: bool,
        /// The query with brackets in the two ways; see [`Error::with_text`].
        tries: Vec<String>,
    },
    /// The conjunction joins things that have nothing in common: `members of BRICS and 2024`
    CannotJoin {
        /// Where it stands.
        span: Span,
    },
    /// A phrase that begins with something no fact can be asked about.
    NothingToAttachTo,
    /// `mentioning` needs words, and a noun that has texts: `Iran mentioning "trade"`
    NotText {
        /// Where it stands.
        span: Span,
    },
    /// Two things share the name and both fit: `trade with Georgia`
    Ambiguous {
        /// The name.
        name: String,
        /// Id and kind of each.
        options: Vec<(String, String)>,
        /// Where it stands.
        span: Span,
    },
    /// A date beyond the years −9999 to 9999: `since 9000 years ago`
    DateOutOfRange {
        /// As written.
        written: String,
        /// Where it stands.
        span: Span,
    },
    /// A source that no file declares: `statements from source kazan-repport`
    UnknownSource {
        /// As typed.
        id: String,
        /// The nearest known ids.
        near: Vec<String>,
        /// Where it stands.
        span: Span,
    },
    /// A column that the answer does not have: `members of BRICS sorted by speaker`
    UnknownColumn {
        /// As typed.
        column: String,
        /// The nearest word that could stand there.
        near: Vec<String>,
        /// The columns there are.
        known: Vec<String>,
        /// Where it stands.
        span: Span,
    },
    /// A question whose verb has no place for what is asked: `where did Iran join BRICS?`
    NoGap {
        /// What is asked.
        asked: String,
        /// The verb.
        verb: String,
        /// Where it stands.
        span: Span,
    },
    /// The word of time cannot go with that: `members of BRICS since Iran`
    NotATime {
        /// The word of time.
        word: String,
        /// What follows it.
        item: String,
        /// Where it stands.
        span: Span,
    },
    /// No day is known to be the last of the event that a clock is set to, or an end of a stretch between events: `members of
    /// the League as known at the fair` where the fair was in June
    NoExactDay {
        /// The words of time.
        word: String,
        /// The event.
        item: String,
        /// Its last day; else its first.
        last: bool,
        /// Where it stands.
        span: Span,
    },
    /// A stretch whose last day comes before its first: `visits between the Rio summit and the Kazan summit`
    EndsBeforeStart {
        /// The stretch, in canonical words.
        written: String,
        /// Where it stands.
        span: Span,
    },
    /// A role is asked of facts of which the last answer showed only some: `places of those` after `visits limit 2`
    CutOff {
        /// Where it stands.
        span: Span,
    },
    /// There is no last answer to speak of: `why 3` as the first query
    NoLastAnswer {
        /// `those`, `why`, `why not`.
        word: String,
        /// Where it stands.
        span: Span,
    },
    /// A row that the last answer does not have: `why 900`
    NoSuchRow {
        /// The row asked for.
        row: u64,
        /// How many there are.
        rows: usize,
        /// Where it stands.
        span: Span,
    },
    /// A variable that stands only under a negation: `members of SCO that are not members of ?club`
    Unbound {
        /// Without its `?`.
        name: String,
        /// Where it stands first.
        span: Span,
    },
    /// `where`, `per`, `sorted by` or `show` speaks of a variable that the phrase does not name:
    /// `statements by ?who where ?whom is Putin`
    NowhereElse {
        /// Without its `?`.
        name: String,
        /// The variables that the query does name.
        known: Vec<String>,
        /// Where it stands.
        span: Span,
    },
    /// A definition that depends on its own absence: `define loners as countries that are not loners`
    NegativeCycle {
        /// The nouns from the definition to itself.
        cycle: Vec<String>,
        /// Where the noun was used.
        span: Span,
    },
    /// A definition does not make sense with what it is given: after `define words of ?x as statements by ?x`,
    /// `words of Kazan`
    InDefinition {
        /// The noun.
        noun: String,
        /// What is wrong within it.
        message: String,
        /// Where the noun was used.
        span: Span,
    },
    /// What speaks of the whole query cannot stand in a definition: `define founders as members of BRICS as of 2010`
    WholeInDefinition {
        /// Where the noun stands.
        span: Span,
    },
    /// Definitions inside one another without end, or more than can be kept.
    TooManyDefinitions {
        /// Where the noun was used.
        span: Span,
    },
    /// A preposition or variable that stands twice: `define pairs of ?x with ?x as members of ?x`
    TwiceInDefinition {
        /// The word.
        word: String,
        /// Where it stands again.
        span: Span,
    },
    /// A parameter that the phrase does not use: `define fans of ?x as members of BRICS`
    UnusedParameter {
        /// Without its `?`.
        name: String,
        /// Where it stands.
        span: Span,
    },
    /// A definition where a question is wanted, without a place that keeps it: `define a as b` by itself.
    DefinitionInside {
        /// Where the noun stands.
        span: Span,
    },
    /// What neither begins nor ends: `who became visits by Putin?`
    NoEnds {
        /// The noun or name.
        noun: String,
        /// Where it stands.
        span: Span,
    },
    /// A verb in -ing whose subject is not said: `statements about Iran since joining BRICS`
    NoSubject {
        /// The verb.
        verb: String,
        /// Where it stands.
        span: Span,
    },
    /// A comparison where no fact has a number: `statements over 3 billion`
    NotCounted {
        /// The noun or verb.
        noun: String,
        /// Where the comparison stands.
        span: Span,
    },
    /// A unit that no file declares: `trade above £3 billion`
    UnknownUnit {
        /// As typed.
        unit: String,
        /// The units there are.
        known: Vec<String>,
        /// Where it stands.
        span: Span,
    },
    /// A unit in which the noun's numbers are not counted: `trade above 10 %`
    UnitMisfit {
        /// The noun or verb.
        noun: String,
        /// As typed.
        unit: String,
        /// The units of its numbers.
        fits: Vec<String>,
        /// Where it stands.
        span: Span,
    },
    /// A bare figure for a noun with several units: `figures below 10`
    WhichUnit {
        /// The noun or verb.
        noun: String,
        /// The units of its numbers.
        units: Vec<String>,
        /// Where the comparison stands.
        span: Span,
    },
    /// A measure of something without numbers: `average statements`
    NotMeasured {
        /// `average`
        measure: String,
        /// The noun.
        noun: String,
        /// Where it stands.
        span: Span,
    },
    /// A number of what the facts of one answer do not tell apart: `statements by more than 3 members of BRICS`
    CannotCount {
        /// What was to be counted.
        span: Span,
    },
    /// `more` without `than`, or the other way round: `who hosted more summits?`
    CannotCompare {
        /// Where it stands.
        span: Span,
    },
    /// `in the same year` of one thing: `who joined BRICS in the same year?`
    SameAsWhat {
        /// Where it stands.
        span: Span,
    },
    /// A number where only rows last: `count members of BRICS for the longest time`
    NothingLasts {
        /// Where the words stand.
        span: Span,
    },
    /// `top` with nothing to rank by: `top 3 statements`
    NothingToRank {
        /// The noun.
        noun: String,
        /// Where it stands.
        span: Span,
    },
    /// Events counted at the end of a unit: `visits at the end of each year`
    NotAState {
        /// The noun.
        noun: String,
        /// `year`
        unit: String,
        /// Where the unit stands.
        span: Span,
    },
    /// Gaps in what happens: `gaps in visits by Putin`
    NoPeriods {
        /// What was asked about.
        noun: String,
        /// Where it stands.
        span: Span,
    },
    /// A kind that several roles may hold: `count visits per thing`
    WhichRole {
        /// The kind, as typed.
        column: String,
        /// The roles.
        roles: Vec<String>,
        /// Where it stands.
        span: Span,
    },
    /// `first 0`, `limit 0`
    Zero {
        /// Where it stands.
        span: Span,
    },
}
