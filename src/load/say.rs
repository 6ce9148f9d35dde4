//! Problems in English.
//!
//! In: a [`Problem`]. Out: a [`Report`]: one sentence, what stands beside the caret, what to write instead.
//! Absent: drawing.

use super::error::{LoadError, Problem};
use crate::text::english::{article, counted, list};
use crate::text::{Level, Report};

impl Problem {
    /// What to tell people.
    pub fn report(&self) -> Report {
        let mut report = Report::new(self.error.level(), self.error.message());
        report.span = self.span;
        report.label = self.error.label();
        report.help = self.error.help();
        report
    }
}

impl LoadError {
    /// Its kind as a word for programs, made of the variant's name: `entity-unknown`.
    pub fn kind(&self) -> String {
        let shown = format!("{self:?}");
        let mut kind = String::new();
        for c in shown.chars().take_while(char::is_ascii_alphanumeric) {
            if c.is_ascii_uppercase() && !kind.is_empty() {
                kind.push('-');
            }
            kind.push(c.to_ascii_lowercase());
        }
        kind
    }

    /// How grave it is.
    pub fn level(&self) -> Level {
        Level::Error
    }

    /// One English sentence.
    pub fn message(&self) -> String {
        use LoadError as E;
        match self {
            E::Unreadable { why } => format!("this cannot be read: {why}"),
            E::NotUtf8 => "this file is not UTF-8 text".into(),
            E::TooLarge => "this file is too large to be read as facts".into(),
            E::Syntax { why } => format!("this is not TOML: {why}"),
            E::UnknownTable { name, .. } => {
                format!("there is no relation `{name}`, and no table of that name is reserved")
            }
            E::WrongForm { name, .. } => format!("`{name}` is written in another form"),
            E::UnknownKey { key, of, .. } => format!("{of} has no key `{key}`"),
            E::WrongType { key, wanted, found } => format!("`{key}` is {wanted}, but this is {found}"),
            E::MissingKey { key, of } => format!("{of} needs the key `{key}`"),
            E::UnknownWord { key, word, .. } => format!("`{word}` is no value of `{key}`"),
            E::BadId { id } => format!("`{id}` cannot be an id"),
            E::IdTwice { what, id, .. } => format!("there is already {} {what} `{id}`", article(what)),
            E::IdOfAnother { id, relation, .. } => format!("the id `{id}` belongs to a fact of `{relation}`"),
            E::Empty { key } => format!("`{key}` is empty"),
            E::TooLong { key, bytes } => format!("`{key}` has {bytes} bytes, which is too long"),
            E::NoRoles { relation } => format!("the relation `{relation}` has no roles"),
            E::RoleWithoutType { role } => format!("the role `{role}` does not say what may fill it"),
            E::RoleReserved { role } => format!("a role cannot be called `{role}`"),
            E::BadDuration { text } => format!("`{text}` is no length of time"),
            E::WordCount { key, count } => {
                format!("`{key}` is a singular and a plural, not {}", counted(*count, "word", "words"))
            }
            E::NounScope => "a noun speaks of one relation, of a shape, or of any relation".into(),
            E::Preposition { word, .. } => format!("`{word}` is not one of the language's prepositions"),
            E::CannotStandAlone { word } => format!("`{word}` cannot say this noun by itself"),
            E::VerbForms { count } => format!("a verb has five forms, not {count}"),
            E::SaysMisfit { says, shape } => {
                format!("a verb of {} {shape} cannot say `{says}`", article(shape))
            }
            E::KindCircle { kinds } => {
                format!("the kind `{}` lies within itself", kinds.first().map_or("", String::as_str))
            }
            _ => self.message_of_fact(),
        }
    }

    fn message_of_fact(&self) -> String {
        use LoadError as E;
        match self {
            E::KindUnknown { id, .. } => format!("there is no kind `{id}`"),
            E::RelationUnknown { id, .. } => format!("there is no relation `{id}`"),
            E::EntityUnknown { id, .. } => format!("there is no entity `{id}`"),
            E::SourceUnknown { id, .. } => format!("there is no source `{id}`"),
            E::FactUnknown { id, .. } => format!("there is no fact with the id `{id}`"),
            E::UnitUnknown { unit, .. } => format!("there is no unit `{unit}`"),
            E::RoleUnknown { role, relation, .. } => format!("`{relation}` has no role `{role}`"),
            E::RoleNotEntity { role } => format!("the role `{role}` is not filled by entities"),
            E::KindMisfit { entity, role, .. } => format!("`{entity}` does not fit the role `{role}`"),
            E::RoleMissing { role, relation } => format!("this {relation} lacks its `{role}`"),
            E::NotMany { role, count } => format!("the role `{role}` takes one value, not {count}"),
            E::BadDate { text, kind } => format!("`{}` is not a date: {kind}", cut(text)),
            E::NoDate { relation } => format!("this {relation} does not say when"),
            E::WhenAndSeen => "a fact has either `when` or `seen`".into(),
            E::SeenOfEvent { shape } => {
                format!("`seen` is for states, and this is {} {shape}", article(shape))
            }
            E::StateWithoutInterval { date } => format!("`{date}` is no period, and a state holds over one"),
            E::EndedTwice { date } => {
                format!("`ended` is for a period whose end is not known, and `{date}` is none")
            }
            E::NoSource { of } => format!("{of} names no source"),
            E::BadNumber { text, too_large: false } => format!("`{}` is no number", cut(text)),
            E::BadNumber { text, too_large: true } => format!("`{}` is too large a number", cut(text)),
            E::UnitMisfit { unit, role, .. } => format!("the role `{role}` is not counted in `{unit}`"),
            E::NoDataFile { file, why } => format!("`{file}` cannot be read: {why}"),
            E::ColumnUnknown { column, .. } => format!("the table has no column `{column}`"),
            E::TableWithoutDate => "the table does not say which column holds the date".into(),
            E::TableWithoutRelation => "the table does not say which relation its rows are of".into(),
            E::Row { file, line, why, .. } => format!("{file}:{line}: {why}"),
            E::MoreRows { count, file } => {
                format!("{} of {file} cannot be read", counted(to_usize(*count), "more row", "more rows"))
            }
            E::Full { what } => format!("there is no room for more {what}"),
            E::MoreProblems { count } => {
                format!("there are {}", counted(*count, "more problem", "more problems"))
            }
            _ => String::new(),
        }
    }

    /// What stands beside the caret.
    pub fn label(&self) -> Option<String> {
        use LoadError as E;
        Some(match self {
            E::KindMisfit { kind, .. } => format!("this is {} {kind}", article(kind)),
            E::UnitMisfit { wanted, .. } => format!("the role is counted in `{wanted}`"),
            E::IdTwice { first, .. } => format!("the first is in {first}"),
            E::IdOfAnother { first, .. } => format!("that fact is in {first}"),
            _ => return None,
        })
    }

    /// What to write instead, or where to look.
    pub fn help(&self) -> Option<String> {
        use LoadError as E;
        Some(match self {
            E::NotUtf8 => "save it as UTF-8; the bytes that are not were read as `\u{fffd}`".into(),
            E::TooLarge => "declare a table for data that others wrote: `[[table]]`".into(),
            E::UnknownTable { near, .. } => {
                or_else(near, "declare the relation first: `[relation.name]` with its shape and roles")
            }
            E::WrongForm { wanted, .. } => format!("write {wanted}"),
            E::UnknownKey { near, known, .. } if near.is_empty() => {
                format!("its keys are {}", quoted(known, "and"))
            }
            E::UnknownWord { known, .. } => format!("write {}", quoted(known, "or")),
            E::BadId { .. } => {
                "an id is made of lower-case letters, digits and hyphens, such as `south-africa`".into()
            }
            E::IdTwice { .. } => "give one of them another id, or put both into one table".into(),
            E::IdOfAnother { .. } => {
                "facts share an id only if they are accounts of one thing; give this one its own".into()
            }
            E::KindUnknown { near, .. } => or_else(near, "declare it: `[kind.name]`"),
            E::RelationUnknown { near, .. } => or_else(near, "declare it: `[relation.name]`"),
            E::EntityUnknown { near, .. } => {
                or_else(near, "declare it: `[entity.id]` with a name and a kind")
            }
            E::SourceUnknown { near, .. } => or_else(near, "declare it: `[source.id]` with its title"),
            E::FactUnknown { near, .. } => or_else(near, "give that fact an `id`"),
            E::UnitUnknown { near, .. } => {
                or_else(near, "declare it: `[unit.name]` with its words and symbols")
            }
            E::RoleUnknown { near, .. } | E::Preposition { near, .. } if near.is_empty() => return None,
            E::UnknownKey { near, .. } | E::RoleUnknown { near, .. } => did_you_mean(near),
            E::Preposition { near, .. } => {
                format!("{} words of time such as `since` need no declaration", did_you_mean(near))
            }
            E::CannotStandAlone { word } => {
                format!("say which role the noun answers (`answers`), and let it take `{word}` (`takes`)")
            }
            E::KindCircle { kinds } => format!("take one `within` out of {}", kinds.join(" within ")),
            E::BadDate { kind, .. } => kind.remedy().into(),
            _ => self.help_of_fact()?,
        })
    }

    fn help_of_fact(&self) -> Option<String> {
        use LoadError as E;
        Some(match self {
            E::NoRoles { relation } => format!("add `[relation.{relation}.roles]` with a line for each role"),
            E::RoleWithoutType { .. } => {
                "write `kinds = [\"…\"]`, or `type = \"text\"`, `\"number\"`, `\"date\"` or `\"fact\"`; not both".into()
            }
            E::RoleReserved { .. } => "that key means the same in every fact; choose another name".into(),
            E::RoleNotEntity { .. } => "only roles with `kinds` can be used here".into(),
            E::BadDuration { .. } => "write `5 years`, `18 months` or `30 days`".into(),
            E::WordCount { .. } => "write `[\"member\", \"members\"]`, or one word that has no plural".into(),
            E::NounScope => "write one of `relation = \"…\"`, `shape = \"event\"` and `any = true`".into(),
            E::VerbForms { .. } => {
                "write base, third person, past, past participle and gerund: `[\"go\", \"goes\", \"went\", \"gone\", \"going\"]`".into()
            }
            E::SaysMisfit { shape: "state", .. } => "write `start`, `end` or `holds`".into(),
            E::SaysMisfit { .. } => "write `happens`, or leave the key out".into(),
            E::KindMisfit { wanted, .. } => format!("it takes {}", quoted(wanted, "or")),
            E::RoleMissing { role, .. } => format!("add a line `{role} = …`, or declare the role with `optional = true`"),
            E::NotMany { .. } => "write one fact for each, or declare the role with `many = true`".into(),
            E::NoDate { .. } => "add `when = \"…\"`; for a state of which only a day is known, `seen = \"…\"`".into(),
            E::WhenAndSeen => "keep `when` if its period is known, else `seen`".into(),
            E::SeenOfEvent { .. } => "write the day as `when`".into(),
            E::StateWithoutInterval { date } => format!(
                "write `{date}/..` if it went on when the source appeared, `{date}/` if its end is not known, or `seen = \"{date}\"`"
            ),
            E::EndedTwice { .. } => "leave `ended` out, or write the period as `2024-01-01/`".into(),
            E::NoSource { .. } => "add `source = \"id, where in it\"`".into(),
            E::BadNumber { .. } => "write `4 billion USD`, `over $4 billion`, `12.4 %`".into(),
            E::UnitMisfit { wanted, .. } => format!("give the value in `{wanted}`, or declare another role for it"),
            E::NoDataFile { .. } => "the path is taken from the folder of this file; `*` may stand in its last part".into(),
            E::ColumnUnknown { known, .. } => format!("its columns are {}", quoted(known, "and")),
            E::TableWithoutDate => "write `when = \"column\"`, or `start = \"column\"` and `end = \"column\"`".into(),
            E::TableWithoutRelation => "write `relation = \"…\"`, or `relation_column = \"…\"` and `like = \"…\"`".into(),
            E::Row { help, .. } if !help.is_empty() => help.clone(),
            E::Unreadable { .. } => "check the path and who may read it".into(),
            _ => return None,
        })
    }
}

fn or_else(near: &[String], otherwise: &str) -> String {
    if near.is_empty() { otherwise.into() } else { did_you_mean(near) }
}

fn did_you_mean(near: &[String]) -> String {
    format!("did you mean {}?", quoted(near, "or"))
}

fn quoted(words: &[String], conjunction: &str) -> String {
    let words: Vec<String> = words.iter().map(|word| format!("`{word}`")).collect();
    list(&words, conjunction)
}

/// The beginning of a text that may be long.
fn cut(text: &str) -> String {
    let line = text.lines().next().unwrap_or_default();
    if line.chars().count() <= 60 { line.to_owned() } else { line.chars().take(60).chain(['…']).collect() }
}

fn to_usize(count: u64) -> usize {
    usize::try_from(count).unwrap_or(usize::MAX)
}
