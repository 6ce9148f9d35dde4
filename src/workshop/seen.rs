//! The cases of a corpus as a grammar sees them.
//!
//! In: corpus files, a grammar, whether it is this program's own. Out: [`Cases`]: each case with the text that the
//! grammar parses, its base and its rule. Absent: running them (`coverage`, `mutate`, `corpus`).

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::corpus::{self, Bases, Case, CorpusFile, Loader};
use super::grammar::{Grammar, RuleId};
use super::interpret::Interpreted;
use super::language;
use crate::pipeline::{self, Settings};
use crate::store::Store;
use crate::text::{Style, draw_all};
use crate::time::Day;

/// A case with what the grammar parses.
pub struct Seen {
    /// The file, as it was found.
    pub file: String,
    /// The case.
    pub case: Case,
    /// The base that it is asked of; none in another language.
    pub store: Option<Arc<Store>>,
    /// The text that the grammar parses, with the known words marked in this program's language.
    pub text: String,
    /// The rule that it starts with.
    pub start: RuleId,
}

/// The cases of a corpus.
#[derive(Default)]
pub struct Cases {
    /// Those that come to the grammar, in the order of files and lines.
    pub seen: Vec<Seen>,
    /// What could not be read at all, as people see it.
    pub broken: Vec<String>,
}

impl Cases {
    /// Reads a corpus. Cases that are skipped, and those that are refused before the grammar, are left out.
    pub fn gather(paths: &[PathBuf], grammar: &Grammar, start: RuleId, load: &Loader<'_>) -> Cases {
        let own = language::is_own(grammar).then(|| Arc::new(Interpreted::new(grammar)));
        let mut gather = Gather { grammar, start, own, bases: Bases::new(load), cases: Cases::default() };
        for path in paths {
            match corpus::files(path) {
                Ok(files) => files.iter().for_each(|file| gather.file(file)),
                Err(error) => gather.cannot_read(path, &error),
            }
        }
        gather.cases
    }
}

struct Gather<'a> {
    grammar: &'a Grammar,
    start: RuleId,
    /// The parser, in this program's own language.
    own: Option<Arc<Interpreted>>,
    bases: Bases<'a>,
    cases: Cases,
}

impl Gather<'_> {
    fn cannot_read(&mut self, path: &Path, error: &std::io::Error) {
        self.cases.broken.push(format!("error: `{}` cannot be read: {error}\n", path.display()));
    }

    fn file(&mut self, path: &Path) {
        let text = match std::fs::read_to_string(path) {
            Ok(text) => text,
            Err(error) => return self.cannot_read(path, &error),
        };
        let name = path.display().to_string();
        let dated = |file: CorpusFile| if self.own.is_some() { file.dated() } else { Ok(file) };
        match corpus::parse(&name, &text).and_then(dated) {
            Ok(file) => file.cases.into_iter().for_each(|case| self.case(&name, case)),
            Err(errors) => {
                let source = crate::text::Source::new(name, text);
                let look = Style { colour: false, width: 100 };
                self.cases.broken.push(draw_all(&corpus::reports(&errors), &source, look));
            }
        }
    }

    fn case(&mut self, file: &str, case: Case) {
        if case.attributes.skip.is_some() {
            return;
        }
        let start = match &case.attributes.rule {
            Some(rule) => self.grammar.find(rule),
            None => Some(self.start),
        };
        let Some(start) = start else {
            let rule = case.attributes.rule.unwrap_or_default();
            let message = format!("error: {file}:{}: there is no rule `{rule}`\n", case.line);
            return self.cases.broken.push(message);
        };
        let file = file.to_owned();
        let Some(parser) = self.own.clone() else {
            let text = case.query.clone();
            return self.cases.seen.push(Seen { file, case, store: None, text, start });
        };
        match self.bases.get(&file, case.attributes.facts.as_deref()) {
            Ok(store) => {
                if let Some(text) = marked(&case, &store, parser) {
                    self.cases.seen.push(Seen { file, case, store: Some(store), text, start });
                }
            }
            Err(message) if self.cases.broken.contains(&message) => {}
            Err(message) => self.cases.broken.push(message),
        }
    }
}

/// The text of a case with its known words marked; none if it is refused before that.
pub fn marked(case: &Case, store: &Store, parser: Arc<Interpreted>) -> Option<String> {
    let settings = Settings { parser, ..Settings::on(case.attributes.today.unwrap_or(Day::MIN)) };
    let session = corpus::session(case, store, &settings).ok()?;
    pipeline::mark(&case.query, store, &settings, &session).ok().map(|marked| marked.text)
}
