//! What every pest grammar may use without writing it down.
//!
//! In: the name of a rule. Out: [`Builtin`], with its meaning. Absent: matching at a place (`interpret`).

use std::collections::HashMap;
use std::fmt;
use std::sync::{Arc, LazyLock, Mutex, PoisonError};

/// A rule that pest brings along.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Builtin {
    /// `ANY`: one character, whichever.
    Any,
    /// `SOI`: nothing, at the start of the input.
    Start,
    /// `EOI`: nothing, at the end of the input; the only one of them that messages name.
    End,
    /// `NEWLINE`: one line break of any system.
    Newline,
    /// `PEEK`: the text on top of the stack.
    Peek,
    /// `PEEK_ALL`: all texts of the stack, the last first.
    PeekAll,
    /// `POP`: the text on top of the stack, which is taken off.
    Pop,
    /// `POP_ALL`: all texts of the stack, which are taken off.
    PopAll,
    /// `DROP`: nothing; takes the text on top off the stack.
    Drop,
    /// One character of a class.
    Chars(Chars),
}

/// A class of characters: ranges of ASCII, or a property of Unicode by its name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chars {
    /// The name, as grammars write it: `ASCII_DIGIT`, `LETTER`.
    pub name: String,
    /// The ranges, in order; empty for a property of Unicode.
    ranges: &'static [(char, char)],
}

/// Characters from the first to the last of each pair, in order.
type Ranges = Arc<[(char, char)]>;

/// The classes that are ranges of ASCII.
const RANGES: [(&str, &[(char, char)]); 10] = [
    ("ASCII_DIGIT", &[('0', '9')]),
    ("ASCII_NONZERO_DIGIT", &[('1', '9')]),
    ("ASCII_BIN_DIGIT", &[('0', '1')]),
    ("ASCII_OCT_DIGIT", &[('0', '7')]),
    ("ASCII_HEX_DIGIT", &[('0', '9'), ('A', 'F'), ('a', 'f')]),
    ("ASCII_ALPHA_LOWER", &[('a', 'z')]),
    ("ASCII_ALPHA_UPPER", &[('A', 'Z')]),
    ("ASCII_ALPHA", &[('A', 'Z'), ('a', 'z')]),
    ("ASCII_ALPHANUMERIC", &[('0', '9'), ('A', 'Z'), ('a', 'z')]),
    ("ASCII", &[('\0', '\x7f')]),
];

impl Builtin {
    /// The builtin of that name.
    pub fn named(name: &str) -> Option<Builtin> {
        Some(match name {
            "ANY" => Builtin::Any,
            "SOI" => Builtin::Start,
            "EOI" => Builtin::End,
            "NEWLINE" => Builtin::Newline,
            "PEEK" => Builtin::Peek,
            "PEEK_ALL" => Builtin::PeekAll,
            "POP" => Builtin::Pop,
            "POP_ALL" => Builtin::PopAll,
            "DROP" => Builtin::Drop,
            _ => Builtin::Chars(Chars::named(name)?),
        })
    }

    /// Its name, as grammars write it.
    pub fn name(&self) -> &str {
        match self {
            Builtin::Any => "ANY",
            Builtin::Start => "SOI",
            Builtin::End => "EOI",
            Builtin::Newline => "NEWLINE",
            Builtin::Peek => "PEEK",
            Builtin::PeekAll => "PEEK_ALL",
            Builtin::Pop => "POP",
            Builtin::PopAll => "POP_ALL",
            Builtin::Drop => "DROP",
            Builtin::Chars(chars) => &chars.name,
        }
    }
}

impl fmt::Display for Builtin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl Chars {
    fn named(name: &str) -> Option<Chars> {
        let ranges = RANGES.iter().find(|(known, _)| *known == name).map(|(_, ranges)| *ranges);
        let is_property = || pest::unicode::unicode_property_names().any(|known| known == name);
        match ranges {
            Some(ranges) => Some(Chars { name: name.to_owned(), ranges }),
            None => is_property().then(|| Chars { name: name.to_owned(), ranges: &[] }),
        }
    }

    /// The characters as ranges, in order. Those of a property of Unicode are found once and kept.
    pub fn ranges(&self) -> Ranges {
        static FOUND: LazyLock<Mutex<HashMap<String, Ranges>>> = LazyLock::new(Mutex::default);
        if !self.ranges.is_empty() {
            return self.ranges.into();
        }
        let mut found = FOUND.lock().unwrap_or_else(PoisonError::into_inner);
        Arc::clone(found.entry(self.name.clone()).or_insert_with(|| property(&self.name)))
    }

    /// Whether a character is of the class.
    pub fn has(&self, c: char) -> bool {
        is_in(&self.ranges(), c)
    }
}

/// Whether a character is in one of the ranges, which are in order.
pub fn is_in(ranges: &[(char, char)], c: char) -> bool {
    let at = ranges.partition_point(|(_, last)| *last < c);
    ranges.get(at).is_some_and(|(first, _)| *first <= c)
}

fn property(name: &str) -> Ranges {
    let Some(test) = pest::unicode::by_name(name) else { return Arc::new([]) };
    let mut ranges: Vec<(char, char)> = Vec::new();
    for c in ('\0'..=char::MAX).filter(|c| test(*c)) {
        match ranges.last_mut() {
            Some((_, last)) if u32::from(*last) + 1 == u32::from(c) => *last = c,
            _ => ranges.push((c, c)),
        }
    }
    ranges.into()
}
