//! `config.toml`: what a person sets once.
//!
//! In: the file that `ANNALS_CONFIG` names, or `annals/config.toml` in the folder for settings. Out: a [`Config`], or
//! what is wrong with it, with its place. Absent: what the command line says, which goes before it.

use std::path::{Path, PathBuf};

use etcetera::{BaseStrategy, choose_base_strategy};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::clock::Zone;
use super::look::Colour;
use super::trouble::tell;
use super::{Look, Status};
use crate::render::Format;
use crate::text::{Report, Source, Span, draw, suggest};

/// What was set; what was not is as the program has it.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Config {
    /// Folders of facts.
    pub(super) facts: Vec<PathBuf>,
    /// The form of answers.
    pub(super) format: Option<Format>,
    /// When to colour.
    pub(super) colour: Option<Colour>,
    /// The most columns of a line.
    pub(super) width: Option<usize>,
    /// How many rows the prompt shows at once.
    pub(super) rows: Option<usize>,
    /// Whether the prompt suggests while one types.
    pub(super) hints: Option<bool>,
    /// Where it is today.
    pub(super) zone: Zone,
}

/// A key with its usual value and what it is for.
struct Key {
    name: &'static str,
    usual: &'static str,
    about: &'static str,
}

/// Every key there is.
const KEYS: [Key; 7] = [
    key("facts", "[\"facts\"]", "folders of facts, relative to this file; `--facts` goes before it"),
    key("format", "\"table\"", "the form of answers: table, record, csv, tsv, json, jsonl, markdown or bare"),
    key("colour", "\"auto\"", "when to colour: auto, always or never"),
    key("width", "100", "the most columns of a line; if left out, as wide as the terminal"),
    key("rows", "40", "how many rows of an answer the prompt shows at once"),
    key("hints", "true", "suggestions while typing at the prompt"),
    key("zone", "\"+00:00\"", "the time zone by which it is today, as hours and minutes ahead of UTC"),
];

const fn key(name: &'static str, usual: &'static str, about: &'static str) -> Key {
    Key { name, usual, about }
}

/// A file with every key, each with its usual value behind a `#`.
pub(super) fn generated() -> String {
    let mut out = "# annals: settings. Take the `#` away before a key to set it.\n".to_owned();
    for key in &KEYS {
        out.push_str(&format!("\n# {}\n# {} = {}\n", key.about, key.name, key.usual));
    }
    out
}

/// Reads the settings; what is wrong with them is said on standard error.
pub(super) fn load() -> Result<Config, Status> {
    let refuse = |report: &Report, source: &Source| {
        let look = Look::of_this_terminal(Colour::Auto, None);
        tell(&draw(report, source, look.report_style()));
        Status::Usage
    };
    let Some((path, named)) = path() else { return Ok(Config::default()) };
    let name = path.display().to_string();
    match std::fs::read_to_string(&path) {
        Ok(text) => {
            let source = Source::new(name, text);
            let config = read(&source).map_err(|report| refuse(&report, &source))?;
            Ok(config.below(path.parent().unwrap_or(Path::new(""))))
        }
        Err(error) if error.kind() == std::io::ErrorKind::NotFound && !named => Ok(Config::default()),
        Err(error) => {
            let report = Report::error(format!("the settings cannot be read: {error}"))
                .help("`annals --generate-config` writes a file to begin with");
            Err(refuse(&report, &Source::new(name, "")))
        }
    }
}

/// Where the settings are, and whether somebody named the place.
fn path() -> Option<(PathBuf, bool)> {
    if let Some(path) = std::env::var_os("ANNALS_CONFIG") {
        return (!path.is_empty()).then(|| (PathBuf::from(path), true));
    }
    Some((choose_base_strategy().ok()?.config_dir().join("annals").join("config.toml"), false))
}

impl Config {
    /// The same with folders taken from that one on.
    fn below(mut self, folder: &Path) -> Self {
        self.facts = self.facts.iter().map(|path| folder.join(path)).collect();
        self
    }
}

fn read(source: &Source) -> Result<Config, Box<Report>> {
    let table = DeTable::parse(&source.text).map_err(|error| {
        let report = Report::error(format!("this is not TOML: {}", error.message()));
        Box::new(match error.span() {
            Some(span) => report.at(span),
            None => report,
        })
    })?;
    let mut config = Config::default();
    for (key, value) in table.get_ref() {
        let value = Value { key: key.get_ref(), value };
        match value.key {
            "facts" => config.facts = value.texts()?.into_iter().map(PathBuf::from).collect(),
            "format" => config.format = Some(value.parsed()?),
            "colour" => config.colour = Some(value.chosen()?),
            "width" => config.width = Some(value.count()?),
            "rows" => config.rows = Some(value.count()?),
            "hints" => config.hints = Some(value.flag()?),
            "zone" => config.zone = value.parsed()?,
            unknown => {
                let report = Report::error(format!("there is no setting `{unknown}`")).at(key.span());
                let known = || KEYS.iter().map(|key| key.name);
                let near = suggest(unknown, known(), 1);
                let help = match near.first() {
                    Some(near) => format!("did you mean `{near}`?"),
                    None => format!("the settings are {}", known().collect::<Vec<_>>().join(", ")),
                };
                return Err(Box::new(report.help(help)));
            }
        }
    }
    Ok(config)
}

/// The value of a key.
struct Value<'a> {
    key: &'a str,
    value: &'a Spanned<DeValue<'a>>,
}

impl Value<'_> {
    fn wrong(&self, wanted: &str) -> Box<Report> {
        let span: Span = self.value.span().into();
        Box::new(Report::error(format!("`{}` is {wanted}", self.key)).at(span).help(self.example()))
    }

    /// The usual value, as a line to copy.
    fn example(&self) -> String {
        let usual = KEYS.iter().find(|key| key.name == self.key).map_or("", |key| key.usual);
        format!("write `{} = {usual}`", self.key)
    }

    fn text(&self) -> Result<&str, Box<Report>> {
        match self.value.get_ref() {
            DeValue::String(text) => Ok(text),
            _ => Err(self.wrong("text between quotes")),
        }
    }

    fn texts(&self) -> Result<Vec<String>, Box<Report>> {
        let DeValue::Array(values) = self.value.get_ref() else { return Ok(vec![self.text()?.to_owned()]) };
        values.iter().map(|value| Value { key: self.key, value }.text().map(str::to_owned)).collect()
    }

    fn parsed<T: std::str::FromStr<Err: ToString>>(&self) -> Result<T, Box<Report>> {
        self.text()?.parse().map_err(|error: T::Err| {
            let span: Span = self.value.span().into();
            Box::new(Report::error(error.to_string()).at(span).help(self.example()))
        })
    }

    fn chosen<T: clap::ValueEnum>(&self) -> Result<T, Box<Report>> {
        T::from_str(self.text()?, true).map_err(|_| self.wrong("one of a few words"))
    }

    fn count(&self) -> Result<usize, Box<Report>> {
        let number = match self.value.get_ref() {
            DeValue::Integer(number) => number.as_str().parse().ok().filter(|number| *number > 0),
            _ => None,
        };
        number.ok_or_else(|| self.wrong("a whole number above 0"))
    }

    fn flag(&self) -> Result<bool, Box<Report>> {
        match self.value.get_ref() {
            DeValue::Boolean(flag) => Ok(*flag),
            _ => Err(self.wrong("`true` or `false`")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Config, KEYS, generated, read};
    use crate::text::Source;

    fn refused(text: &str) -> (String, String) {
        let report = read(&Source::new("config.toml", text)).expect_err(text);
        assert!(report.span.is_some(), "{text}");
        (report.message.clone(), report.help.clone().unwrap_or_default())
    }

    #[test]
    fn the_generated_file_sets_nothing_and_every_line_of_it_can_be_set() {
        assert_eq!(read(&Source::new("config.toml", generated())), Ok(Config::default()));
        let generated = generated();
        let all: Vec<&str> = generated
            .lines()
            .filter_map(|line| line.strip_prefix("# "))
            .filter(|line| KEYS.iter().any(|key| line.starts_with(&format!("{} = ", key.name))))
            .collect();
        assert_eq!(all.len(), KEYS.len());
        let config = read(&Source::new("config.toml", all.join("\n"))).expect("every usual value is good");
        assert_eq!((config.width, config.rows, config.hints), (Some(100), Some(40), Some(true)));
    }

    #[test]
    fn what_is_wrong_is_refused_at_its_place() {
        assert_eq!(refused("color = \"never\"\n").1, "did you mean `colour`?");
        assert!(refused("xyzzy = 1\n").1.starts_with("the settings are facts, format"));
        assert_eq!(refused("width = 0\n").0, "`width` is a whole number above 0");
        assert_eq!(refused("hints = 1\n").1, "write `hints = true`");
        assert!(refused("format = \"gold\"\n").0.contains("gold"));
        assert!(refused("zone = \"here\"\n").0.contains("`here`"));
        assert!(refused("width = \n").0.starts_with("this is not TOML"));
        assert_eq!(refused("facts = [1]\n").0, "`facts` is text between quotes");
    }
}
