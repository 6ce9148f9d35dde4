//! What stands in a cell of a table for people, before it is set in lines.
//!
//! In: text without control characters. Out: how wide it wants to be, and its lines at a width.
//! Absent: which column is given which width (`layout`).

use crate::text::{display_width, wrap};

/// How a stretch of text is to be shown where there is colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Tone {
    /// As it is.
    #[default]
    Plain,
    /// Less than the rest.
    Dim,
    /// With a warning that it is not settled.
    Doubt,
    /// More than the rest.
    Bold,
}

/// A stretch of text that begins a line of its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Stretch {
    text: Text,
    /// How to show it.
    pub(super) tone: Tone,
}

/// Where a text may be broken.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Text {
    /// At white space; it may be long.
    Prose(String),
    /// At white space; it is short, and better left in one line.
    Name(String),
    /// Between the pieces; within one only if it does not fit.
    Pieces(Vec<String>),
    /// Between words, or between the two dates of a period; never within a date.
    Date(String),
}

/// How many columns a text wants.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Wants {
    /// With fewer it is torn apart.
    pub(super) least: usize,
    /// With fewer it is no pleasure to read.
    pub(super) fair: usize,
    /// With more nothing is gained.
    pub(super) most: usize,
}

/// Words longer than this may be broken in prose and in names: they are links, not words.
const LONGEST_WORD: (usize, usize) = (20, 40);
/// The width that prose and names should have, if they are that long.
const FAIR: (usize, usize) = (24, 16);
/// Nothing is set wider than this, not even where there is no terminal.
const WIDEST: usize = 1000;

impl Stretch {
    /// Text that may be long.
    pub(super) fn prose(text: &str) -> Self {
        Text::Prose(text.to_owned()).into()
    }

    /// A name, or several.
    pub(super) fn name(text: &str) -> Self {
        Text::Name(text.to_owned()).into()
    }

    /// Pieces that stay whole.
    pub(super) fn pieces(pieces: Vec<String>) -> Self {
        Text::Pieces(pieces).into()
    }

    /// A date, a period, or words in their place (`going on`).
    pub(super) fn date(text: &str) -> Self {
        Text::Date(text.to_owned()).into()
    }

    /// The same in another tone.
    #[must_use]
    pub(super) fn toned(self, tone: Tone) -> Self {
        Stretch { tone, ..self }
    }

    /// Whether it is made of words, which may run on over several lines.
    pub(super) fn is_text(&self) -> bool {
        matches!(self.text, Text::Prose(_) | Text::Name(_))
    }

    /// How many columns it wants.
    pub(super) fn wants(&self) -> Wants {
        let prose = |text: &str, longest: usize, fair: usize| {
            let word = text.split_whitespace().map(columns).max().unwrap_or(0).min(longest);
            let most = columns(text).min(WIDEST);
            Wants { least: word, fair: fair.min(most).max(word), most }
        };
        match &self.text {
            Text::Prose(text) => prose(text, LONGEST_WORD.0, FAIR.0),
            Text::Name(text) => prose(text, LONGEST_WORD.1, FAIR.1),
            Text::Pieces(pieces) => {
                let longest = widest(pieces);
                let words: Vec<String> = pieces.iter().flat_map(|piece| piece_words(piece, 0)).collect();
                let all = pieces.iter().map(|piece| columns(piece) + 1).sum::<usize>().saturating_sub(1);
                Wants { least: widest(&words), fair: longest, most: all.min(WIDEST) }
            }
            Text::Date(date) => Wants {
                least: widest(&date_pieces(date, 0)),
                fair: widest(&date_pieces(date, usize::MAX)).min(WIDEST),
                most: columns(date).min(WIDEST),
            },
        }
    }

    /// Its lines, none wider than the width, which counts as 2 at least; at least one.
    pub(super) fn lines(&self, width: usize) -> Vec<String> {
        let width = width.max(2);
        match &self.text {
            Text::Prose(text) | Text::Name(text) => wrap(text, width),
            Text::Pieces(pieces) => fill(pieces, width),
            Text::Date(date) if columns(date) <= width => vec![date.clone()],
            Text::Date(date) => fill(&date_pieces(date, width), width),
        }
    }
}

impl From<Text> for Stretch {
    fn from(text: Text) -> Self {
        Stretch { text, tone: Tone::Plain }
    }
}

impl Wants {
    /// What both together want, one above the other.
    #[must_use]
    pub(super) fn or(self, other: Wants) -> Wants {
        Wants {
            least: self.least.max(other.least),
            fair: self.fair.max(other.fair),
            most: self.most.max(other.most),
        }
    }
}

/// The most columns that any terminal may give a text: as `text::wrap` counts, so that a text that is given
/// this width stays in one line.
pub(super) fn columns(text: &str) -> usize {
    if text.is_ascii() {
        return text.len();
    }
    let each = |c: char| if c == '\u{fe0f}' { 1 } else { display_width(c.encode_utf8(&mut [0; 4])) };
    text.chars().map(each).sum::<usize>().max(display_width(text))
}

fn widest(pieces: &[String]) -> usize {
    pieces.iter().map(|piece| columns(piece)).max().unwrap_or(0)
}

/// Where a piece may be broken if it must: as a date; the mark of a source nowhere.
fn piece_words(piece: &str, width: usize) -> Vec<String> {
    if piece.starts_with('[') { vec![piece.to_owned()] } else { date_pieces(piece, width) }
}

/// The words of a date (`by 2004-06-17`); a period that is wider than the width as its two dates, the slash
/// with the first.
fn date_pieces(date: &str, width: usize) -> Vec<String> {
    let mut pieces = Vec::new();
    for word in date.split_whitespace() {
        match word.split_once('/') {
            Some((start, end)) if columns(word) > width && end.len() > 2 => {
                pieces.extend([format!("{start}/"), end.to_owned()]);
            }
            _ => pieces.push(word.to_owned()),
        }
    }
    pieces
}

/// Pieces side by side in as few lines as will do; a piece that is too wide is broken.
fn fill(pieces: &[String], width: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    let whole = |piece: &String| {
        if columns(piece) <= width { vec![piece.clone()] } else { piece_words(piece, width) }
    };
    for piece in pieces.iter().flat_map(whole) {
        let line = lines.last_mut().expect("one line is there from the start");
        if line.is_empty() {
            lines.pop();
        } else if columns(line) + 1 + columns(&piece) <= width {
            line.push(' ');
            line.push_str(&piece);
            continue;
        }
        lines.extend(wrap(&piece, width));
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::Stretch;

    #[test]
    fn pieces_stay_whole() {
        let marks = Stretch::pieces(["[1 ¶91]", "[2]", "[10]"].map(str::to_owned).to_vec());
        assert_eq!(marks.lines(40), ["[1 ¶91] [2] [10]"]);
        assert_eq!(marks.lines(8), ["[1 ¶91]", "[2] [10]"]);
        assert_eq!(marks.wants().least, 7);
        assert_eq!(Stretch::pieces(Vec::new()).lines(8), [""]);
        let also = Stretch::pieces(["also 2024-01-01/2024-06-30", "[2]"].map(str::to_owned).to_vec());
        assert_eq!(also.lines(18), ["also 2024-01-01/", "2024-06-30 [2]"]);
    }

    #[test]
    fn a_period_breaks_between_its_dates() {
        let period = Stretch::date("2024-01-01/2024-12-31");
        assert_eq!(period.lines(21), ["2024-01-01/2024-12-31"]);
        assert_eq!(period.lines(20), ["2024-01-01/", "2024-12-31"]);
        assert_eq!(Stretch::date("2024-01-01/..").wants().least, 13);
        assert_eq!(Stretch::date("ended, day unknown").lines(10), ["ended, day", "unknown"]);
    }

    #[test]
    fn names_are_broken_at_white_space() {
        let name = Stretch::name("United Arab Emirates");
        assert_eq!((name.wants().least, name.wants().fair, name.wants().most), (8, 16, 20));
        assert_eq!(name.lines(16), ["United Arab", "Emirates"]);
    }
}
