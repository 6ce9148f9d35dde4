//! Short marks for sources, and the list below an answer that says what they stand for.
//!
//! In: the citations of rows, in the order in which they are shown. Out: marks (`[1]`, `[1 ¶91]`), numbered
//! as they come, and an entry for each source. Absent: setting them in lines.
//!
//! A place in a source that has a short form stands in the mark, where the reader needs it; any other stands
//! in the list, with the source.

use std::collections::{HashMap, HashSet};

use crate::fact::{Citation, Source, SourceId, TextId};
use crate::store::Store;

/// The short forms of places in a source.
const SHORT: [(&str, &str); 6] = [
    ("paragraph ", "¶"),
    ("paragraphs ", "¶"),
    ("page ", "p. "),
    ("pages ", "pp. "),
    ("article ", "art. "),
    ("section ", "§"),
];
/// How long what follows the word of a short form may be, in bytes.
const SHORT_LENGTH: usize = 8;
/// How many places a mark may hold; if there are more, they stand in the list.
const MOST_PLACES: usize = 3;
/// From how many sources of consecutive numbers on a row says `[1–4]`.
const LEAST_RUN: usize = 4;

/// The sources cited so far.
#[derive(Debug, Clone)]
pub(super) struct Legend<'a> {
    store: &'a Store,
    numbers: HashMap<SourceId, usize>,
    entries: Vec<Entry>,
    listed: HashSet<Citation>,
}

/// A source with the places in it that its marks do not say.
#[derive(Debug, Clone)]
struct Entry {
    source: SourceId,
    places: Vec<TextId>,
}

impl<'a> Legend<'a> {
    /// The legend of an answer of which nothing has been shown.
    pub(super) fn new(store: &'a Store) -> Self {
        Legend { store, numbers: HashMap::new(), entries: Vec::new(), listed: HashSet::new() }
    }

    /// Whether nothing has been cited.
    pub(super) fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// The marks of a row, one for each source: `[1 ¶3 ¶10]`, `[2]`, or `[3–7]` for many.
    pub(super) fn marks(&mut self, citations: &[Citation]) -> Vec<String> {
        let mut marks: Vec<(usize, Vec<String>)> = Vec::new();
        for citation in citations {
            let number = self.number(citation.source);
            if !marks.iter().any(|(other, _)| *other == number) {
                marks.push((number, self.places(citation.source, citations)));
            }
        }
        join_runs(&marks)
    }

    /// The mark of a source that is named by its id in the files.
    pub(super) fn mark_of(&mut self, id: &str) -> Option<String> {
        let source = self.store.source_named(id)?.id;
        Some(format!("[{}]", self.number(source)))
    }

    /// The number of each source, the source, and the places in it that the marks do not say.
    pub(super) fn entries(&self) -> impl Iterator<Item = (usize, &'a Source, Vec<&'a str>)> {
        let places = |entry: &Entry| entry.places.iter().map(|place| self.store.text(*place)).collect();
        (1..).zip(&self.entries).map(move |(n, entry)| (n, self.store.source(entry.source), places(entry)))
    }

    fn number(&mut self, source: SourceId) -> usize {
        if let Some(number) = self.numbers.get(&source) {
            return *number;
        }
        self.entries.push(Entry { source, places: Vec::new() });
        self.numbers.insert(source, self.entries.len());
        self.entries.len()
    }

    /// The places that the mark of a source says; the others go to its entry.
    fn places(&mut self, source: SourceId, citations: &[Citation]) -> Vec<String> {
        let of_source = citations.iter().filter(|citation| citation.source == source);
        let cited: Vec<(Citation, TextId)> =
            of_source.filter_map(|citation| Some((*citation, citation.locator?))).collect();
        let short: Vec<String> =
            cited.iter().filter_map(|(_, place)| short(self.store.text(*place))).collect();
        let fits = short.len() <= MOST_PLACES;
        for (citation, place) in cited {
            let is_said = fits && self::short(self.store.text(place)).is_some();
            if !is_said && self.listed.insert(citation) {
                let number = self.number(source);
                self.entries[number - 1].places.push(place);
            }
        }
        if fits { short } else { Vec::new() }
    }
}

/// What a source is, in one line: title, publisher, date.
pub(super) fn describe(source: &Source) -> String {
    let mut line = source.title.clone();
    for part in [&source.author, &source.publisher].into_iter().flatten() {
        if !line.contains(part.as_str()) {
            line.push_str(", ");
            line.push_str(part);
        }
    }
    let date = source.published.as_ref().map(ToString::to_string);
    if let Some(date) = date.filter(|date| !line.ends_with(date.as_str())) {
        line.push_str(", ");
        line.push_str(&date);
    }
    line
}

/// The short form of a place in a source: `¶91` for `paragraph 91`; none where it has none.
fn short(place: &str) -> Option<String> {
    let (rest, sign) = SHORT.iter().find_map(|(word, sign)| Some((place.strip_prefix(word)?, sign)))?;
    let is_plain = rest.chars().all(|c| c.is_alphanumeric() || "-–.()".contains(c));
    (is_plain && !rest.is_empty() && rest.len() <= SHORT_LENGTH).then(|| format!("{sign}{rest}"))
}

/// The marks as text; four and more without places whose numbers follow each other become one.
fn join_runs(marks: &[(usize, Vec<String>)]) -> Vec<String> {
    let mut joined = Vec::new();
    let mut rest = marks;
    while let [(first, places), ..] = rest {
        let run = (*first..).zip(rest).take_while(|(n, (other, places))| other == n && places.is_empty());
        let run = run.count();
        if run >= LEAST_RUN {
            joined.push(format!("[{first}–{}]", first + run - 1));
            rest = &rest[run..];
            continue;
        }
        let places: String = places.iter().flat_map(|place| [" ", place]).collect();
        joined.push(format!("[{first}{places}]"));
        rest = &rest[1..];
    }
    joined
}

#[cfg(test)]
mod tests {
    use super::{join_runs, short};

    #[test]
    fn places_are_short_where_everyone_knows_the_sign() {
        assert_eq!(short("paragraph 91").as_deref(), Some("¶91"));
        assert_eq!(short("article 12(3)").as_deref(), Some("art. 12(3)"));
        assert_eq!(short("About BRICS"), None);
        assert_eq!(short("paragraph "), None);
        assert_eq!(short("page the last but one"), None);
    }

    #[test]
    fn many_sources_become_a_range() {
        let plain = |numbers: &[usize]| numbers.iter().map(|n| (*n, Vec::new())).collect::<Vec<_>>();
        assert_eq!(join_runs(&plain(&[1, 2, 3])), ["[1]", "[2]", "[3]"]);
        assert_eq!(join_runs(&plain(&[1, 3, 4, 5, 6, 9])), ["[1]", "[3–6]", "[9]"]);
        let mut marks = plain(&[1, 2]);
        marks[0].1 = vec!["¶3".to_owned(), "¶10".to_owned()];
        assert_eq!(join_runs(&marks), ["[1 ¶3 ¶10]", "[2]"]);
    }
}
