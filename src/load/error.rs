//! What can be wrong with files of facts.
//!
//! In: nothing. Out: [`LoadError`], [`Problem`]. Absent: the English for people (`say`), and drawing (`text`).
//!
//! The input below each variant is run as a test, after a small vocabulary (`tests/load/base.toml`).

use crate::text::Span;
use crate::time::EdtfErrorKind;

/// Something wrong at a place in one of the files.
#[derive(Debug, Clone, PartialEq)]
pub struct Problem {
    /// Which of the sources, from 0.
    pub source: usize,
    /// Where in it; none when it concerns the file as a whole.
    pub span: Option<Span>,
    /// What is wrong.
    pub error: LoadError,
}

/// What is wrong. `near` holds the nearest known names, the best first.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum LoadError {
    /// Input: a folder or file that cannot be read.
    Unreadable {
        /// What the system says.
        why: String,
    },
    /// Input: a file with the byte `FF` in it.
    NotUtf8,
    /// Input: a file of more than 64 MiB.
    TooLarge,
    /// Input:
    /// ```toml
    /// [[membership]
    /// ```
    Syntax {
        /// What the TOML parser says.
        why: String,
    },
    /// Input:
    /// ```toml
    /// [[membrship]]
    /// ```
    UnknownTable {
        /// The name between the brackets.
        name: String,
        /// Known names.
        near: Vec<String>,
    },
    /// Input:
    /// ```toml
    /// [membership]
    /// member = "iran"
    /// ```
    WrongForm {
        /// The name of the table.
        name: String,
        /// How to write it.
        wanted: String,
    },
    /// Input:
    /// ```toml
    /// [entity.japan]
    /// name = "Japan"
    /// kind = "country"
    /// alias = ["Nippon"]
    /// ```
    UnknownKey {
        /// The key.
        key: String,
        /// What it stands in.
        of: String,
        /// Known keys.
        near: Vec<String>,
        /// All keys, if there are few.
        known: Vec<String>,
    },
    /// Input:
    /// ```toml
    /// [entity.japan]
    /// name = 7
    /// kind = "country"
    /// ```
    WrongType {
        /// The key.
        key: String,
        /// What should stand there.
        wanted: &'static str,
        /// What stands there.
        found: &'static str,
    },
    /// Input:
    /// ```toml
    /// [entity.japan]
    /// name = "Japan"
    /// ```
    MissingKey {
        /// The key.
        key: &'static str,
        /// What lacks it.
        of: String,
    },
    /// Input:
    /// ```toml
    /// [relation.friendship]
    /// shape = "stat"
    /// roles = { friend = { kinds = ["country"] } }
    /// ```
    UnknownWord {
        /// The key.
        key: String,
        /// The word.
        word: String,
        /// Known words.
        known: Vec<String>,
    },
    /// Input:
    /// ```toml
    /// [entity.Japan]
    /// name = "Japan"
    /// kind = "country"
    /// ```
    BadId {
        /// The id.
        id: String,
    },
    /// Input:
    /// ```toml
    /// [entity.iran]
    /// name = "Iran"
    /// kind = "country"
    /// ```
    IdTwice {
        /// What sort of thing has it: `entity`.
        what: &'static str,
        /// The id.
        id: String,
        /// File and line of the first.
        first: String,
    },
    /// Input:
    /// ```toml
    /// [[visit]]
    /// id = "iran-brics"
    /// visitor = "iran"
    /// when = "2024-05"
    /// source = "gazette"
    /// ```
    IdOfAnother {
        /// The id.
        id: String,
        /// The relation of the fact that has it.
        relation: String,
        /// File and line of that fact.
        first: String,
    },
    /// Input:
    /// ```toml
    /// [entity.japan]
    /// name = ""
    /// kind = "country"
    /// ```
    Empty {
        /// The key.
        key: String,
    },
    /// Input: a text of more than 100,000 bytes.
    TooLong {
        /// The key.
        key: String,
        /// How many bytes it has.
        bytes: usize,
    },
    /// Input:
    /// ```toml
    /// [entity.japan]
    /// name = "Japan"
    /// kind = "contry"
    /// ```
    KindUnknown {
        /// The id.
        id: String,
        /// Known ids.
        near: Vec<String>,
    },
    /// Input:
    /// ```toml
    /// [kind.hill]
    /// within = ["slope"]
    /// [kind.slope]
    /// within = ["hill"]
    /// ```
    KindCircle {
        /// The kinds of the circle, the first again at the end.
        kinds: Vec<String>,
    },
    /// Input:
    /// ```toml
    /// [[noun]]
    /// words = ["partner", "partners"]
    /// relation = "partnership"
    /// ```
    RelationUnknown {
        /// The id.
        id: String,
        /// Known ids.
        near: Vec<String>,
    },
    /// Input:
    /// ```toml
    /// [relation.friendship]
    /// shape = "state"
    /// ```
    NoRoles {
        /// The relation.
        relation: String,
    },
    /// Input:
    /// ```toml
    /// [relation.friendship]
    /// shape = "state"
    /// roles = { friend = { many = true } }
    /// ```
    RoleWithoutType {
        /// The role.
        role: String,
    },
    /// Input:
    /// ```toml
    /// [relation.friendship]
    /// shape = "state"
    /// roles = { note = { type = "text" } }
    /// ```
    RoleReserved {
        /// The role.
        role: String,
    },
    /// Input:
    /// ```toml
    /// [[noun]]
    /// words = ["newcomer", "newcomers"]
    /// relation = "membership"
    /// answers = "membr"
    /// ```
    RoleUnknown {
        /// The role.
        role: String,
        /// The relation that lacks it.
        relation: String,
        /// Known roles.
        near: Vec<String>,
    },
    /// Input:
    /// ```toml
    /// [[noun]]
    /// words = ["sum", "sums"]
    /// relation = "trade"
    /// fixes = { value = "iran" }
    /// ```
    RoleNotEntity {
        /// The role.
        role: String,
    },
    /// Input:
    /// ```toml
    /// [relation.friendship]
    /// shape = "state"
    /// confirm = "a while"
    /// roles = { friend = { kinds = ["country"] } }
    /// ```
    BadDuration {
        /// The text.
        text: String,
    },
    /// Input:
    /// ```toml
    /// [[noun]]
    /// words = ["newcomer", "newcomers", "new"]
    /// relation = "membership"
    /// ```
    WordCount {
        /// The key.
        key: String,
        /// How many words there are.
        count: usize,
    },
    /// Input:
    /// ```toml
    /// [[noun]]
    /// words = ["newcomer", "newcomers"]
    /// ```
    NounScope,
    /// Input:
    /// ```toml
    /// [[noun]]
    /// words = ["newcomer", "newcomers"]
    /// relation = "membership"
    /// takes = { off = ["organisation"] }
    /// ```
    Preposition {
        /// The word.
        word: String,
        /// Near prepositions.
        near: Vec<String>,
    },
    /// Input:
    /// ```toml
    /// [[noun]]
    /// words = ["newcomer", "newcomers"]
    /// relation = "membership"
    /// answers = "member"
    /// takes = { of = ["organisation"] }
    /// alone = ["in"]
    /// ```
    CannotStandAlone {
        /// The preposition.
        word: String,
    },
    /// Input:
    /// ```toml
    /// [[verb]]
    /// forms = ["enter", "entered"]
    /// relation = "membership"
    /// subject = "member"
    /// ```
    VerbForms {
        /// How many forms there are.
        count: usize,
    },
    /// Input:
    /// ```toml
    /// [[verb]]
    /// forms = ["tour", "tours", "toured", "toured", "touring"]
    /// relation = "visit"
    /// subject = "visitor"
    /// says = "start"
    /// ```
    SaysMisfit {
        /// What it says.
        says: String,
        /// The shape of its relation.
        shape: &'static str,
    },
    /// Input:
    /// ```toml
    /// [[membership]]
    /// member = "iram"
    /// organisation = "brics"
    /// when = "2024-01-01/.."
    /// source = "gazette"
    /// ```
    EntityUnknown {
        /// The id.
        id: String,
        /// Known ids.
        near: Vec<String>,
    },
    /// Input:
    /// ```toml
    /// [[membership]]
    /// member = "brics"
    /// organisation = "brics"
    /// when = "2024-01-01/.."
    /// source = "gazette"
    /// ```
    KindMisfit {
        /// The entity.
        entity: String,
        /// Its kind.
        kind: String,
        /// The role.
        role: String,
        /// The kinds that the role takes.
        wanted: Vec<String>,
    },
    /// Input:
    /// ```toml
    /// [[membership]]
    /// member = "iran"
    /// when = "2024-01-01/.."
    /// source = "gazette"
    /// ```
    RoleMissing {
        /// The role.
        role: String,
        /// The relation.
        relation: String,
    },
    /// Input:
    /// ```toml
    /// [[membership]]
    /// member = ["iran", "russia"]
    /// organisation = "brics"
    /// when = "2024-01-01/.."
    /// source = "gazette"
    /// ```
    NotMany {
        /// The role.
        role: String,
        /// How many values there are.
        count: usize,
    },
    /// Input:
    /// ```toml
    /// [[support]]
    /// supporter = "russia"
    /// supported = "iran-bricks"
    /// when = "2024"
    /// source = "gazette"
    /// ```
    FactUnknown {
        /// The id.
        id: String,
        /// Known ids.
        near: Vec<String>,
    },
    /// Input:
    /// ```toml
    /// [[membership]]
    /// member = "iran"
    /// organisation = "brics"
    /// when = "2024-13-01/.."
    /// source = "gazette"
    /// ```
    BadDate {
        /// The date.
        text: String,
        /// What is wrong with it.
        kind: EdtfErrorKind,
    },
    /// Input:
    /// ```toml
    /// [[membership]]
    /// member = "iran"
    /// organisation = "brics"
    /// source = "gazette"
    /// ```
    NoDate {
        /// The relation.
        relation: String,
    },
    /// Input:
    /// ```toml
    /// [[membership]]
    /// member = "iran"
    /// organisation = "brics"
    /// when = "2024-01-01/.."
    /// seen = "2024-10-23"
    /// source = "gazette"
    /// ```
    WhenAndSeen,
    /// Input:
    /// ```toml
    /// [[visit]]
    /// visitor = "iran"
    /// seen = "2024-10-23"
    /// source = "gazette"
    /// ```
    SeenOfEvent {
        /// The shape of the relation.
        shape: &'static str,
    },
    /// Input:
    /// ```toml
    /// [[membership]]
    /// member = "iran"
    /// organisation = "brics"
    /// when = "2024-01-01"
    /// source = "gazette"
    /// ```
    StateWithoutInterval {
        /// The date.
        date: String,
    },
    /// Input:
    /// ```toml
    /// [[membership]]
    /// member = "iran"
    /// organisation = "brics"
    /// when = "2024-01-01/2025-01-01"
    /// ended = true
    /// source = "gazette"
    /// ```
    EndedTwice {
        /// The date.
        date: String,
    },
    /// Input:
    /// ```toml
    /// [[membership]]
    /// member = "iran"
    /// organisation = "brics"
    /// when = "2024-01-01/.."
    /// source = "gazete, page 3"
    /// ```
    SourceUnknown {
        /// The id.
        id: String,
        /// Known ids.
        near: Vec<String>,
    },
    /// Input:
    /// ```toml
    /// [[membership]]
    /// member = "iran"
    /// organisation = "brics"
    /// when = "2024-01-01/.."
    /// ```
    NoSource {
        /// What lacks it.
        of: String,
    },
    /// Input:
    /// ```toml
    /// [[trade]]
    /// parties = ["iran", "russia"]
    /// value = "over many USD"
    /// when = "2023"
    /// source = "gazette"
    /// ```
    BadNumber {
        /// What stands where the number should.
        text: String,
        /// Whether there is a number, but a far too large one.
        too_large: bool,
    },
    /// Input:
    /// ```toml
    /// [[trade]]
    /// parties = ["iran", "russia"]
    /// value = "4 billion doubloons"
    /// when = "2023"
    /// source = "gazette"
    /// ```
    UnitUnknown {
        /// The unit.
        unit: String,
        /// Known units.
        near: Vec<String>,
    },
    /// Input:
    /// ```toml
    /// [[trade]]
    /// parties = ["iran", "russia"]
    /// value = "96 %"
    /// when = "2023"
    /// source = "gazette"
    /// ```
    UnitMisfit {
        /// The unit of the value.
        unit: String,
        /// The unit of the role.
        wanted: String,
        /// The role.
        role: String,
    },
    /// Input:
    /// ```toml
    /// [[table]]
    /// file = "no-such-file-*.csv"
    /// header = true
    /// relation = "visit"
    /// roles = { visitor = "who" }
    /// when = "day"
    /// source = "gazette"
    /// ```
    NoDataFile {
        /// The file as written.
        file: String,
        /// What the system says, or that no name fits.
        why: String,
    },
    /// Input:
    /// ```toml
    /// [[table]]
    /// file = "no-such-file.csv"
    /// columns = ["who", "day"]
    /// relation = "visit"
    /// roles = { visitor = "whom" }
    /// when = "day"
    /// source = "gazette"
    /// ```
    ColumnUnknown {
        /// The column.
        column: String,
        /// The columns of the file.
        known: Vec<String>,
    },
    /// Input:
    /// ```toml
    /// [[table]]
    /// file = "no-such-file.csv"
    /// columns = ["who", "day"]
    /// relation = "visit"
    /// roles = { visitor = "who" }
    /// source = "gazette"
    /// ```
    TableWithoutDate,
    /// Input:
    /// ```toml
    /// [[table]]
    /// file = "no-such-file.csv"
    /// columns = ["who", "day"]
    /// roles = { visitor = "who" }
    /// when = "day"
    /// source = "gazette"
    /// ```
    TableWithoutRelation,
    /// Input: a table of data with the date `yesterday` in a row.
    Row {
        /// The file.
        file: String,
        /// The line.
        line: u64,
        /// What is wrong.
        why: String,
        /// What to do about it.
        help: String,
    },
    /// Input: a table of data with more than 20 rows that cannot be read.
    MoreRows {
        /// How many rows were left out beyond those shown.
        count: u64,
        /// The file.
        file: String,
    },
    /// Input: a base with more relations, facts, text or files than there is room for.
    Full {
        /// Of what there are too many.
        what: &'static str,
    },
    /// Input: files with more than a thousand problems.
    MoreProblems {
        /// How many are not shown.
        count: usize,
    },
}
